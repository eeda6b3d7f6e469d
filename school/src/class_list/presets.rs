//! Files whose columns are known by their place.

use super::{Field, Mapping};

/// A form of file whose columns stand in a known order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// Its stable name, for the page and the address.
    pub code: &'static str,
    /// The columns from the left.
    pub fields: &'static [Field],
}

/// The forms that someone has seen and written down. SIO, with PESEL or with an empty PESEL and the date of birth
/// (formats.md 2), is the only one whose order is published; lists of journals are recognised by their headings.
pub const PRESETS: [Preset; 1] =
    [Preset { code: "sio_pupils", fields: &[Field::Given, Field::Surname, Field::Pesel, Field::Born] }];

impl Preset {
    /// The mapping of a file of this form; further columns are left out.
    #[must_use]
    pub fn mapping(&self, headings: &[String]) -> Mapping {
        let fields = self.fields.iter().copied().chain(std::iter::repeat(Field::Ignored));
        Mapping { columns: headings.iter().cloned().zip(fields).collect(), class: None }
    }
}
