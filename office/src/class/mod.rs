//! Classes (oddziały) of a school year, and whose they are.

mod add;
mod form_teacher;
mod list;
mod own;
mod review;
#[cfg(test)]
mod tests;

use school::{ClassId, PersonId, PhotoId, PupilId, photo::Shown};
use uuid::Uuid;

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
    /// The membership of its form teacher, who works here still.
    pub teacher: Option<Uuid>,
    /// Their name.
    pub teacher_name: Option<String>,
}

impl ClassRow {
    /// Is it the class of whoever has this membership? Of nobody, if the text is empty.
    #[must_use]
    pub fn taught_by(&self, membership: &str) -> bool {
        self.teacher.map(|id| id.to_string()).unwrap_or_default() == membership
    }
}

/// Somebody who works here as a form teacher.
#[derive(Clone, Debug)]
pub struct FormTeacher {
    /// Their membership.
    pub membership: Uuid,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
}

/// A class as its form teacher sees it.
#[derive(Clone, Debug)]
pub struct OwnClass {
    /// Which.
    pub id: ClassId,
    /// Its name.
    pub name: String,
    /// The school year it belongs to.
    pub year: String,
    /// Who attends it, in Polish order.
    pub pupils: Vec<OwnPupil>,
}

/// A pupil as the form teacher sees them.
#[derive(Clone, Debug)]
pub struct OwnPupil {
    /// Which.
    pub id: PupilId,
    /// Surname first.
    pub name: String,
    /// Where the photo stands.
    pub photo: Shown,
    /// The photo that waits for a decision.
    pub waiting: Option<PhotoId>,
}

/// A class to add, as it was typed. The school year is the one of today.
#[derive(Clone, Debug, Default)]
pub struct AddClass {
    /// Its name: 1 to 12 letters, digits, spaces or hyphens.
    pub name: String,
}
