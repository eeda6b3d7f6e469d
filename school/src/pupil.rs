//! A pupil on a school's roll.

use jiff::civil::Date;

use crate::{ClassId, PupilId, SchoolId, code::codes, name::Name, pesel::Pesel, search::fold, statistics::Stage};

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

    /// As it is compared with others: a document is the same however it is spaced, hyphenated and capitalised.
    #[must_use]
    pub fn plain(&self) -> Self {
        match self {
            Self::Pesel(_) => self.clone(),
            Self::Document { name, number } => Self::Document {
                name: fold(name),
                // a slash stays: it divides numbers of which 1/23 and 12/3 are two
                number: fold(number).chars().filter(|c| c.is_alphanumeric() || *c == '/').collect(),
            },
        }
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
    /// On what ground a pupil is called otherwise (R2023 § 60 ust. 4–5, § 63 ust. 4). Whichever it is, the card is
    /// exchanged: nothing is mended on a card.
    NameGround {
        /// A copy of a birth or marriage certificate.
        Certificate = "certificate",
        /// An administrative decision.
        Decision = "decision",
        /// A ruling of a court.
        Ruling = "ruling",
        /// No change: the school had written it wrong.
        Error = "error",
    }
}

codes! {
    /// How a pupil left the school.
    Leaving {
        /// *Ukończenie szkoły*
        Graduated = "graduated",
        /// *Przejście do innej szkoły*: that one gives a card of its own, with a number of its own (`L4.3-4`).
        Transferred = "transferred",
        /// *Skreślenie albo rezygnacja*
        Removed = "removed",
    }
}

/// Why something cannot be done to a pupil now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PupilRefusal {
    /// Left the school; whoever returns is taken back first.
    #[error("the pupil has left the school")]
    HasLeft,
    /// Nobody returns who is there.
    #[error("the pupil attends the school")]
    Attends,
    /// A PESEL number stays for life.
    #[error("the pupil has a PESEL number")]
    HasPesel,
    /// A day before birth or one that is still to come.
    #[error("a pupil cannot have left on that day")]
    Day,
    /// The PESEL contains another date of birth.
    #[error(transparent)]
    Birth(#[from] BirthMismatch),
}

impl Pupil {
    /// Called so from now on.
    ///
    /// # Errors
    /// If the pupil has left.
    pub fn rename(self, name: Name) -> Result<Self, PupilRefusal> {
        self.attending()?;
        Ok(Self { name, ..self })
    }

    /// In that class from now on.
    ///
    /// # Errors
    /// If the pupil has left.
    pub fn move_to(self, class: ClassId) -> Result<Self, PupilRefusal> {
        self.attending()?;
        Ok(Self { class, ..self })
    }

    /// The PESEL has arrived: it takes the place of the other document.
    ///
    /// # Errors
    /// If the pupil has left, has a PESEL, or was born on another day than this one says.
    pub fn give_pesel(self, pesel: Pesel) -> Result<Self, PupilRefusal> {
        self.attending()?;
        if matches!(self.identity, Identity::Pesel(_)) {
            return Err(PupilRefusal::HasPesel);
        }
        let identity = Identity::Pesel(pesel);
        check_birth(&identity, self.born)?;
        Ok(Self { identity, ..self })
    }

    /// Has left on that day, not after today: what is planned is no fact.
    ///
    /// # Errors
    /// If the pupil has left before, or that day cannot be.
    pub fn leave(self, on: Date, today: Date) -> Result<Self, PupilRefusal> {
        self.attending()?;
        if on > today || on < self.born {
            return Err(PupilRefusal::Day);
        }
        Ok(Self { status: HolderStatus::Left(on), ..self })
    }

    /// Is at the school again, in that class.
    ///
    /// # Errors
    /// If the pupil has not left.
    pub fn come_back(self, class: ClassId) -> Result<Self, PupilRefusal> {
        match self.status {
            HolderStatus::Attending => Err(PupilRefusal::Attends),
            HolderStatus::Left(_) => Ok(Self { class, status: HolderStatus::Attending, ..self }),
        }
    }

    /// Goes on only with those who have not left.
    ///
    /// # Errors
    /// If the pupil has left.
    pub const fn attending(&self) -> Result<(), PupilRefusal> {
        match self.status {
            HolderStatus::Attending => Ok(()),
            HolderStatus::Left(_) => Err(PupilRefusal::HasLeft),
        }
    }
}

codes! {
    /// Which pupils a list shows. Everything but [`Listed::Left`] is about those who attend.
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
        /// Those at [`Stage::None`], to which a number of the statistics leads; so the others.
        StageNone = "stage_none",
        /// Those at [`Stage::Waiting`].
        StageWaiting = "stage_waiting",
        /// Those at [`Stage::Rejected`].
        StageRejected = "stage_rejected",
        /// Those at [`Stage::Approved`].
        StageApproved = "stage_approved",
        /// Those at [`Stage::Printed`].
        StagePrinted = "stage_printed",
        /// Those at [`Stage::Issued`].
        StageIssued = "stage_issued",
    }
}

impl Listed {
    /// Those at a stage.
    #[must_use]
    pub const fn at(stage: Stage) -> Self {
        match stage {
            Stage::None => Self::StageNone,
            Stage::Waiting => Self::StageWaiting,
            Stage::Rejected => Self::StageRejected,
            Stage::Approved => Self::StageApproved,
            Stage::Printed => Self::StagePrinted,
            Stage::Issued => Self::StageIssued,
        }
    }

    /// The stage at which they are.
    #[must_use]
    pub fn stage(self) -> Option<Stage> {
        Stage::ALL.iter().copied().find(|stage| Self::at(*stage) == self)
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

    fn pupil(identity: Identity) -> Pupil {
        let id = uuid::Uuid::nil();
        Pupil {
            id: id.into(),
            school: id.into(),
            class: id.into(),
            name: Name::new("Jan", "Żółć").unwrap(),
            born: date(2015, 9, 30),
            identity,
            status: HolderStatus::Attending,
            version: 0,
        }
    }

    #[test]
    fn who_left_is_changed_no_more_until_the_return() {
        let (today, class) = (date(2026, 11, 20), ClassId(uuid::Uuid::from_u128(7)));
        let passport = Identity::document("paszport", "FA123456").unwrap();
        let there = pupil(passport);
        for day in [date(2026, 11, 21), date(2015, 9, 29)] {
            assert_eq!(there.clone().leave(day, today), Err(PupilRefusal::Day), "{day}");
        }
        assert_eq!(there.clone().come_back(class), Err(PupilRefusal::Attends));
        let gone = there.leave(today, today).unwrap();
        assert_eq!(gone.status, HolderStatus::Left(today));
        assert_eq!(gone.clone().leave(today, today), Err(PupilRefusal::HasLeft));
        assert_eq!(gone.clone().move_to(class), Err(PupilRefusal::HasLeft));
        assert_eq!(gone.clone().rename(Name::new("Jan", "Nowak").unwrap()), Err(PupilRefusal::HasLeft));
        let back = gone.come_back(class).unwrap();
        assert_eq!((back.status, back.class), (HolderStatus::Attending, class));
    }

    #[test]
    fn a_pesel_arrives_once_and_says_the_same_day_of_birth() {
        let pesel: Pesel = "15293044422".parse().unwrap();
        let there = pupil(Identity::document("paszport", "FA123456").unwrap());
        let other = Pupil { born: date(2015, 9, 29), ..there.clone() };
        assert_eq!(other.give_pesel(pesel.clone()), Err(PupilRefusal::Birth(BirthMismatch)));
        let known = there.give_pesel(pesel.clone()).unwrap();
        assert_eq!(known.identity, Identity::Pesel(pesel.clone()));
        assert_eq!(known.give_pesel(pesel), Err(PupilRefusal::HasPesel));
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

    #[test]
    fn a_document_is_the_same_however_it_is_written() {
        let plain = |name: &str, number: &str| Identity::document(name, number).unwrap().plain();
        assert_eq!(plain("Paszport", "ab 123-4"), plain("paszport", "AB1234"));
        assert_ne!(plain("paszport", "AB1234"), plain("dowód", "AB1234"));
        assert_ne!(plain("akt urodzenia", "1/23"), plain("akt urodzenia", "12/3"));
    }
}
