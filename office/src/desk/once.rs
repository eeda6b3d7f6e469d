//! The key under which a change takes effect once.

use uuid::Uuid;

/// The key under which a change takes effect once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Once {
    /// A form's: made of the page's key, of where it was sent and of what was typed, so whatever else is sent from the
    /// same page is another change.
    Form(Uuid),
    /// A program's: for one request and never for another.
    Program {
        /// The key as it came.
        key: Uuid,
        /// The mark of the request it stands for.
        asked: Uuid,
    },
}

impl Once {
    /// What a repeated request is known by.
    pub(crate) fn key(self) -> Uuid {
        match self {
            Self::Form(key) | Self::Program { key, .. } => key,
        }
    }

    /// What a repeated request must ask.
    pub(crate) fn asked(self) -> Uuid {
        match self {
            Self::Form(asked) | Self::Program { asked, .. } => asked,
        }
    }
}
