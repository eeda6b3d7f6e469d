//! Classes (oddziały) of a school year, and whose they are.

mod add;
mod form_teacher;
mod list;
mod own;
mod review;
#[cfg(test)]
mod tests;
mod turn;

use jiff::Timestamp;
use school::{ClassId, PersonId, PhotoId, PupilId, class_name::ClassName, number::CardNumber, photo::Shown};
use uuid::Uuid;

use crate::refused::Broken;

/// The name of a class as it is stored.
pub(crate) fn class_name(text: &str) -> Result<ClassName, Broken> {
    ClassName::new(text).map_err(|_| Broken::Inconsistent("the name of a class"))
}

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

/// What the classes of the year that has ended would become.
#[derive(Clone, Debug)]
pub struct YearPlan {
    /// The year that has ended, `2026/2027`.
    pub ending: String,
    /// The year that runs.
    pub next: String,
    /// The classes in which somebody still is.
    pub classes: Vec<TurningClass>,
    /// The number that the next card gets: each calendar year begins with 1.
    pub number: CardNumber,
    /// How many holograms of the year that runs are in stock; none for a role that may not see it.
    pub holograms: Option<i64>,
    /// The last turn.
    pub last: Option<LastTurn>,
}

/// A class of the year that has ended.
#[derive(Clone, Debug)]
pub struct TurningClass {
    /// Which.
    pub id: ClassId,
    /// Its name.
    pub name: String,
    /// Who is still in it, in Polish order.
    pub pupils: Vec<TurningPupil>,
    /// The name of the class that it becomes, as proposed; empty if it graduates or its name does not say.
    pub becomes: String,
    /// Was it the last year?
    pub graduates: bool,
}

/// A pupil of the year that has ended.
#[derive(Clone, Debug)]
pub struct TurningPupil {
    /// Which.
    pub id: PupilId,
    /// Surname first.
    pub name: String,
}

/// A turn that can be taken back as long as nothing is built on it.
#[derive(Clone, Debug)]
pub struct LastTurn {
    /// Which.
    pub id: Uuid,
    /// To which year.
    pub year: String,
    /// When.
    pub at: Timestamp,
}

/// The reviewed plan, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct YearForm {
    /// Each class with the name of the next one, and whether it graduates.
    pub classes: Vec<(ClassId, String, bool)>,
    /// Pupils with the code of a [`school::promotion::Fate`]; who is not named, or with no code, goes with the class.
    pub pupils: Vec<(PupilId, String)>,
    /// The number of the next card, for who may say it; empty if it stays as it is.
    pub first_number: String,
}
