//! What happened, in a word: every change is told by one event (*zdarzenie*).

use uuid::Uuid;

/// Something that happened to a thing. Who did it, when and at which school, the desk adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Thing and verb: `photo.approved`.
    pub verb: &'static str,
    /// The identifier of the thing.
    pub subject: Uuid,
    /// What else is worth keeping, by name. Never a PESEL, a name of a person or an address.
    pub particulars: Vec<(&'static str, String)>,
}

impl Event {
    /// An event without particulars.
    #[must_use]
    pub fn new(verb: &'static str, subject: impl Into<Uuid>) -> Self {
        Self { verb, subject: subject.into(), particulars: Vec::new() }
    }

    /// The event with one more particular.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.particulars.push((name, value.to_string()));
        self
    }
}
