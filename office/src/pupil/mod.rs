//! Pupils: the list, the record, adding one, showing the PESEL.

mod add;
#[cfg(test)]
mod at_size;
mod come_back;
mod export;
mod give_pesel;
mod leave;
mod list;
mod move_class;
pub(crate) mod order;
mod record;
mod rename;
mod reveal;
mod set_ruling;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use add::{listing, name_problem, named};
pub(crate) use export::everything;
pub(crate) use record::masked;

use jiff::{Timestamp, civil::Date};
use school::{
    CardId, ClassId, GuardianId, PersonId, PhotoId, PupilId,
    card::Standing,
    guardian::{GuardianKind, GuardianScope},
    name::Name,
    person::Membership,
    photo::Shown,
    pupil::Listed,
};
use uuid::Uuid;

/// Which pupils are wanted.
#[derive(Clone, Debug, Default)]
pub struct PupilFilter {
    /// Of one class.
    pub class: Option<ClassId>,
    /// Whose name, folded, contains this.
    pub search: String,
    /// Who stand so; everybody who attends if it is not said.
    pub listed: Option<Listed>,
    /// After this pupil in the order of the list.
    pub after: Option<PupilId>,
}

/// Filters of the list that somebody wants again, under a name.
#[derive(Clone, Debug)]
pub struct PupilView {
    /// Which.
    pub id: Uuid,
    /// As the person calls it.
    pub name: String,
    /// Of one class.
    pub class: Option<ClassId>,
    /// Who stand so.
    pub listed: Listed,
    /// What is looked for.
    pub search: String,
}

/// Filters to save, as they were typed.
#[derive(Clone, Debug, Default)]
pub struct SaveView {
    /// 1 to 40 characters.
    pub name: String,
    /// A class's id, or empty.
    pub class: String,
    /// A code of [`Listed`], or empty.
    pub state: String,
    /// What is looked for, or empty.
    pub search: String,
}

/// A page of the list of pupils.
#[derive(Clone, Debug, Default)]
pub struct PupilPage {
    /// Those on it.
    pub rows: Vec<PupilRow>,
    /// How many the filter wants before them.
    pub before: u32,
    /// How many it wants in all.
    pub total: u32,
    /// After whom the page before begins; none if it is the first, or there is none.
    pub previous: Option<PupilId>,
    /// After whom the next page begins; none if this is the last.
    pub next: Option<PupilId>,
}

/// A pupil in the list.
#[derive(Clone, Debug)]
pub struct PupilRow {
    /// Which.
    pub id: PupilId,
    /// Surname first, as lists are read: "Kowalska Anna".
    pub name: String,
    /// The class's name.
    pub class: String,
    /// Masked PESEL or the other document's name.
    pub identity: String,
    /// Where the photo stands.
    pub photo: Shown,
    /// Where the card stands; none if there is no card.
    pub card: Option<Standing>,
    /// How many accepted or invited family members.
    pub guardians: u32,
}

/// A pupil to add, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct AddPupil {
    /// The class's id.
    pub class: String,
    /// Given names.
    pub given: String,
    /// Surname.
    pub surname: String,
    /// Date of birth, YYYY-MM-DD.
    pub born: String,
    /// PESEL; empty if there is none.
    pub pesel: String,
    /// Name of another document (R2023 § 24), if there is no PESEL.
    pub document_name: String,
    /// Its number.
    pub document_number: String,
}

/// A pupil's new name, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct RenamePupil {
    /// Given names.
    pub given: String,
    /// Surname.
    pub surname: String,
    /// [`school::pupil::NameGround`] code.
    pub ground: String,
}

/// How a pupil left, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct LeavePupil {
    /// The first day without the pupil, YYYY-MM-DD.
    pub on: String,
    /// [`school::pupil::Leaving`] code.
    pub why: String,
}

/// Everything the office knows of a pupil; nothing secret is unmasked.
#[derive(Clone, Debug)]
pub struct PupilRecord {
    /// Which.
    pub id: PupilId,
    /// Given names and surname.
    pub name: Name,
    /// What to look at about the name.
    pub name_remarks: Vec<NameRemark>,
    /// The class.
    pub class_id: ClassId,
    /// The class's name.
    pub class: String,
    /// Date of birth.
    pub born: Date,
    /// Since when the pupil is gone; none if not.
    pub left: Option<Date>,
    /// Is there a ruling because of a disability? None for those who need not know.
    pub ruling: Option<bool>,
    /// Is there a document instead of a PESEL?
    pub without_pesel: bool,
    /// Masked PESEL, or document name and masked number.
    pub identity: String,
    /// Where the photo stands.
    pub photo: Shown,
    /// Every photo that is not erased, newest first.
    pub photos: Vec<PupilPhoto>,
    /// Every card, newest first.
    pub cards: Vec<PupilCard>,
    /// The family.
    pub guardians: Vec<GuardianRow>,
    /// Row version.
    pub version: i64,
}

/// What to look at about a name, although it is kept as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameRemark {
    /// No card can bear this letter, so none is printed.
    NotOnCards(char),
    /// No card can hold it, even at the smallest size, so none is printed: nothing is shortened (§ 19 ust. 1).
    TooLong,
    /// It is written in Cyrillic; a card has the spelling of the document, as a rule in Latin letters.
    Cyrillic,
}

/// A photo in a pupil's record.
#[derive(Clone, Debug)]
pub struct PupilPhoto {
    /// Which.
    pub id: PhotoId,
    /// Its state's code: draft, submitted, approved, rejected, withdrawn, superseded, removed.
    pub state: String,
    /// When it was sent, else made.
    pub at: Timestamp,
    /// Can the picture still be shown?
    pub picture: bool,
}

/// A card in a pupil's record.
#[derive(Clone, Debug)]
pub struct PupilCard {
    /// Which.
    pub id: CardId,
    /// Its number, `12/2026`.
    pub number: String,
    /// Template code.
    pub template: String,
    /// Where it stands today.
    pub standing: Standing,
    /// Last day of validity, once issued.
    pub expires: Option<Date>,
}

/// A family member in a pupil's record.
#[derive(Clone, Debug)]
pub struct GuardianRow {
    /// The link.
    pub id: GuardianId,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their e-mail, or the login of somebody who has none.
    pub email: String,
    /// Have they no e-mail, so that their invitation is a letter on paper?
    pub on_paper: bool,
    /// The pupil, a parent or a guardian.
    pub kind: GuardianKind,
    /// What they may.
    pub scope: GuardianScope,
    /// The day of the court's decision, if they may nothing.
    pub decided_on: Option<Date>,
    /// Invited, accepted or revoked.
    pub state: Membership,
    /// For the revocation.
    pub version: i64,
}
