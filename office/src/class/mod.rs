//! Classes (oddziały) of a school year.

mod add;
mod list;

use school::ClassId;

/// A class in the list.
#[derive(Clone, Debug)]
pub struct ClassRow {
    /// Which.
    pub id: ClassId,
    /// Its name, like 1B.
    pub name: String,
    /// The school year it belongs to, `2026/2027`.
    pub year: String,
    /// How many pupils attend it.
    pub pupils: u32,
}

/// A class to add, as it was typed. The school year is the one of today.
#[derive(Clone, Debug, Default)]
pub struct AddClass {
    /// Its name: 1 to 12 letters, digits, spaces or hyphens.
    pub name: String,
}
