//! A pupil on a school's roll.

use jiff::civil::Date;

use crate::{ClassId, PupilId, SchoolId, code::codes, name::Name, pesel::Pesel};

/// What tells a pupil from every other person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Identity {
    /// The PESEL number.
    Pesel(Pesel),
    /// Without a PESEL: name and number of a document that proves identity; both go on the card and
    /// into the register (R2023 § 24).
    Document {
        /// What the document is called, for instance *paszport*.
        name: String,
        /// Its number.
        number: String,
    },
}

/// Why a document cannot stand in for a PESEL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Its name or its number is missing; both are needed.
    #[error("the document needs a name and a number")]
    Empty,
    /// More than 60 characters of name or 40 of number: it would not fit on a card.
    #[error("the document's name or number is too long")]
    TooLong,
    /// Something that is no printable character.
    #[error("the document's name or number has an character that documents do not have")]
    Characters,
}

impl Identity {
    /// A document instead of a PESEL; outer spaces go, inner ones collapse.
    ///
    /// # Errors
    ///
    /// If name or number is missing, too long or unprintable.
    pub fn document(name: &str, number: &str) -> Result<Self, DocumentError> {
        let part = |text: &str, max: usize| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            match text.chars().count() {
                0 => Err(DocumentError::Empty),
                length if length > max => Err(DocumentError::TooLong),
                _ if !text.chars().all(is_of_a_document) => Err(DocumentError::Characters),
                _ => Ok(text),
            }
        };
        Ok(Self::Document { name: part(name, 60)?, number: part(number, 40)? })
    }
}

/// What names and numbers of documents are written with, in any alphabet; an accent may stand by itself.
fn is_of_a_document(letter: char) -> bool {
    letter.is_alphanumeric() || " -–/.,()'’№\u{300}\u{301}\u{308}\u{30c}".contains(letter)
}

/// Whether the pupil still is one. Says nothing of the card's own date (law.md 4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HolderStatus {
    /// At the school.
    Attending,
    /// Left it on that day; may still collect a card as a graduate.
    Left(Date),
}

/// A pupil (*uczeń, słuchacz, dziecko, absolwent*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pupil {
    /// Its identifier.
    pub id: PupilId,
    /// Whose roll it is.
    pub school: SchoolId,
    /// The class.
    pub class: ClassId,
    /// Given names and surname.
    pub name: Name,
    /// Date of birth.
    pub born: Date,
    /// PESEL or another document.
    pub identity: Identity,
    /// Pupil or no longer.
    pub status: HolderStatus,
    /// Version of the row, counted by the store.
    pub version: i64,
}

codes! {
    /// Which pupils a list shows. Everything but the last is about those who attend.
    Listed {
        /// Everybody who attends.
        Attending = "all",
        /// *Bez zdjęcia*: none was sent.
        NoPhoto = "no_photo",
        /// *Zdjęcie czeka*: on the school's decision.
        Waiting = "waiting",
        /// *Zdjęcie odrzucone*, and no other was sent.
        Rejected = "rejected",
        /// *Bez legitymacji*: neither printed nor handed out.
        NoCard = "no_card",
        /// *Zdjęcie gotowe, bez legitymacji*.
        Ready = "ready",
        /// *Bez powiązanej rodziny*: nobody has accepted an invitation.
        NoFamily = "no_family",
        /// *Byli uczniowie*: those who left.
        Left = "left",
    }
}

/// The PESEL contains another day of birth than the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the PESEL and the date of birth do not agree")]
pub struct BirthMismatch;

/// Compares the date of birth with the one in the PESEL.
///
/// # Errors
///
/// If they differ; this blocks and is no warning (law.md 9.1).
pub fn check_birth(identity: &Identity, born: Date) -> Result<(), BirthMismatch> {
    match identity {
        Identity::Pesel(pesel) if pesel.birth_date() != born => Err(BirthMismatch),
        Identity::Pesel(_) | Identity::Document { .. } => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_birth_date_must_be_that_of_the_number() {
        let pesel = Identity::Pesel("15293044422".parse().unwrap());
        assert_eq!(check_birth(&pesel, date(2015, 9, 30)), Ok(()));
        assert_eq!(check_birth(&pesel, date(2015, 9, 29)), Err(BirthMismatch));
        let passport = Identity::document("paszport", "FA123456").unwrap();
        assert_eq!(check_birth(&passport, date(2015, 9, 29)), Ok(()));
    }

    #[test]
    fn a_document_needs_name_and_number() {
        assert_eq!(Identity::document("paszport", "  "), Err(DocumentError::Empty));
        assert_eq!(Identity::document(&"p".repeat(61), "1"), Err(DocumentError::TooLong));
        for number in ["1\u{7}", "<b>1", "\"1", "1\u{202e}2"] {
            assert_eq!(Identity::document("paszport", number), Err(DocumentError::Characters), "{number:?}");
        }
        Identity::document("свідоцтво про народження", "І-БК № 123456/2").unwrap();
    }
}
