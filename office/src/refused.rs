//! Why a verb was not done. No HTTP and no user text in here: `web::refusal` maps it to pages and JSON.

use jiff::{Timestamp, civil::Date};
use school::{PhotoId, card::CardRefusal, person::Role, photo::PhotoRefusal, pupil::PupilRefusal};
use uuid::Uuid;
use workshop::photo::Fault;
use workshop::table::TableFault;

/// Why a verb was not done.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Not there, or not yours to know of.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in, or the second factor is still missing.
    #[error("not signed in")]
    SignedOut,
    /// You are known, but it is too long since you gave the second factor for this.
    #[error("second factor not recent")]
    StepUp,
    /// You are known, but this is not for your role.
    #[error("not permitted")]
    Forbidden,
    /// This very request was carried out before; it was about this.
    #[error("done before")]
    Done(Uuid),
    /// Another request was carried out under this key.
    #[error("idempotency key reused")]
    KeyReused,
    /// The world changed meanwhile.
    #[error("conflict: {}", .0.kind())]
    Conflict(Conflict),
    /// What was typed cannot be taken.
    #[error("invalid: {0:?}")]
    Invalid(Vec<FieldError>),
    /// The picture cannot be taken.
    #[error("photo: {0:?}")]
    Photo(Fault),
    /// The table cannot be read.
    #[error("table: {0}")]
    Table(TableFault),
    /// Too many tries; the next one counts from then on.
    #[error("too many tries")]
    TooManyTries(Timestamp),
    /// Too much at once; try again in a moment.
    #[error("busy")]
    Busy,
    /// Our fault. Logged once, where it is turned into an answer.
    #[error("broken: {0}")]
    Broken(#[from] Broken),
}

/// How the world changed meanwhile, with what a person needs to go on.
#[derive(Debug, Clone, PartialEq)]
pub enum Conflict {
    /// Somebody was first with this photo.
    AlreadyReviewed {
        /// Who.
        by: String,
        /// When.
        at: Timestamp,
        /// Approved, or rejected.
        approved: bool,
    },
    /// The photo's life does not allow it now.
    Photo(PhotoRefusal),
    /// The card's life does not allow it now.
    Card(CardRefusal),
    /// The pupil's place at the school does not allow it now.
    Pupil(PupilRefusal),
    /// Somebody changed the same thing since the page was opened.
    Changed,
    /// A draft was replaced by a newer one, which is there to go on with.
    NewerDraft {
        /// The newer one.
        draft: PhotoId,
    },
    /// The page was opened at another of the person's places of work.
    OtherPlace,
    /// Not enough blanks in stock.
    NoBlanks {
        /// How many are needed.
        needed: u32,
        /// How many there are.
        stock: u32,
    },
    /// Not enough blanks in stock for the cards whose blank was spoiled.
    NoBlanksForSpoiled {
        /// How many are needed.
        needed: u32,
        /// How many there are.
        stock: u32,
    },
    /// No hologram of this school year in stock.
    NoHolograms {
        /// The school year, `2026/2027`.
        year: String,
    },
    /// Nobody can be printed: none of the chosen pupils is ready.
    NobodyReady,
    /// A name or another text does not fit its place on the card, or a letter is missing from the font.
    DoesNotFit {
        /// The pupil.
        pupil: String,
        /// The field's code.
        field: String,
    },
    /// Somebody has applied for another card in the place of this one already.
    AppliedAlready,
    /// The school has no head on the date of issue.
    NoHead,
    /// Set-up was done already, or its link is too old.
    SetUpClosed,
    /// The last administrator of a school cannot go.
    LastAdministrator,
    /// The last head of a school cannot go: cards and the register are in a head's charge.
    LastHead,
    /// Whoever works at a school, or runs the installation, keeps one second factor at least.
    LastFactor,
    /// Whoever works at another school, too, has a second factor that is not this school's to take away.
    WorksElsewhere,
    /// The school is closed, and they have no other.
    SchoolClosed,
    /// The link was used, replaced or is too old.
    LinkClosed,
    /// The address belongs to an account under another name: the address may be mistyped, so it is asked first.
    AnotherName {
        /// The account's name, if the school knows the person; of others it learns nothing.
        name: Option<String>,
    },
    /// The request to take something out was decided, taken, has ended, or one of its two people may not any more.
    ExportClosed,
    /// About so many pupils nothing is taken without a second person, who says yes on the pages.
    SecondPerson,
    /// The class list cannot be taken back: a photo, a card, a person or a change hangs on it.
    BuiltOn,
    /// The class list cannot be taken back any more, or was taken back already.
    UndoClosed,
}

impl Conflict {
    /// What kind of conflict, for the log: some conflicts hold a name.
    fn kind(&self) -> &'static str {
        match self {
            Self::AlreadyReviewed { .. } => "already reviewed",
            Self::Photo(_) => "photo",
            Self::Card(_) => "card",
            Self::Pupil(_) => "pupil",
            Self::Changed => "changed",
            Self::NewerDraft { .. } => "newer draft",
            Self::OtherPlace => "other place",
            Self::NoBlanks { .. } => "no blanks",
            Self::NoBlanksForSpoiled { .. } => "no blanks for spoiled cards",
            Self::NoHolograms { .. } => "no holograms",
            Self::NobodyReady => "nobody ready",
            Self::DoesNotFit { .. } => "does not fit",
            Self::AppliedAlready => "applied already",
            Self::NoHead => "no head",
            Self::SetUpClosed => "set-up closed",
            Self::LastAdministrator => "last administrator",
            Self::LastHead => "last head",
            Self::LastFactor => "last factor",
            Self::WorksElsewhere => "works elsewhere",
            Self::SchoolClosed => "school closed",
            Self::LinkClosed => "link closed",
            Self::AnotherName { .. } => "another name",
            Self::ExportClosed => "export closed",
            Self::SecondPerson => "second person",
            Self::BuiltOn => "built on",
            Self::UndoClosed => "undo closed",
        }
    }
}

/// A field that cannot be taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name in the form and in the API.
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What can be wrong with a field; each has one sentence in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Left empty.
    Required,
    /// Longer than we keep.
    TooLong,
    /// Letters, spaces, hyphens and apostrophes only.
    NotAName,
    /// Letters, digits, spaces and hyphens only: the name of a class.
    NotAClassName,
    /// Not an e-mail address.
    NotAnEmail,
    /// A PESEL has eleven digits.
    PeselLength,
    /// Its check digit does not match.
    PeselChecksum,
    /// Its digits are no date.
    PeselDate,
    /// The date of birth is another than the PESEL says.
    BirthMismatch,
    /// Somebody of this school has this PESEL.
    PeselTaken,
    /// Somebody of this school has this document.
    DocumentTaken,
    /// Give a PESEL or another document.
    IdentityMissing,
    /// Give one of them, not both.
    IdentityTwice,
    /// Not a date.
    NotADate,
    /// A date that cannot be: in the future, or too long ago.
    DateOutOfRange,
    /// A last day before the first.
    EndsBefore,
    /// No card may be issued on that day.
    NotADateOfIssue {
        /// The first day that can be.
        from: Date,
        /// The last day that can be, as things stand today.
        until: Date,
    },
    /// Not one of the offered.
    NotOffered,
    /// The old card was neither returned nor declared away.
    OldCardOwed,
    /// Two people, and not the same twice.
    OneTwice,
    /// There is one with this name.
    Taken,
    /// There are as many as there can be.
    TooMany {
        /// So many.
        most: u32,
    },
    /// Somebody with this address works here in this role already.
    WorksHere(Role),
    /// Somebody else's account has this address, and a pupil's own account needs one of its own.
    NotTheirOwn,
    /// The address of a pupil's own account, which is no parent's and nobody's who works at a school.
    OfAPupil,
    /// Whoever runs the installation belongs to no school: they would see it without its grant.
    OfAnOperator,
    /// A marking is two capital letters and seven digits.
    NotAMarking,
    /// Not a whole number in range.
    NotANumber {
        /// The least that can be.
        least: u32,
        /// The most.
        most: u32,
    },
    /// Not a limit that a check can have, or the two in the wrong order.
    NotALimit,
    /// It does not say what is to be set, or something that cannot be.
    NotASetting,
    /// Shorter than the rules ask.
    PasswordShort {
        /// So many characters at least.
        least: u32,
    },
    /// On the list of passwords that everybody tries, or made of what is known about you.
    PasswordWeak,
    /// The two passwords differ.
    PasswordMismatch,
    /// The new password is the old one.
    PasswordSame,
    /// The login or the password is not right (never said which).
    WrongCredentials,
    /// Not the password of this account.
    WrongPassword,
    /// The code is not right, or was used.
    WrongCode,
    /// The passkey's answer does not fit the question.
    WrongPasskey,
    /// Has to be ticked.
    NotTicked,
    /// Write what to do.
    NoteMissing,
    /// A link or an address, where only words may stand.
    Link,
    /// Not an RSPO number.
    NotAnRspo,
    /// Not the number of a Polish bank account.
    NotAnAccount,
}

impl FieldError {
    /// The refusal of one field.
    pub(crate) fn refuse(field: &'static str, problem: Problem) -> Refused {
        Refused::Invalid(vec![Self { field, problem }])
    }
}

/// What broke on our side.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The database.
    #[error("database: {0}")]
    Sql(sqlx::Error),
    /// The files.
    #[error(transparent)]
    Vault(#[from] crate::vault::VaultError),
    /// The keys.
    #[error(transparent)]
    Key(#[from] crate::keys::KeyError),
    /// JSON of our own.
    // Not the parser's own words: they quote what was read.
    #[error("json: {:?} in line {}, column {}", .0.classify(), .0.line(), .0.column())]
    Json(#[from] serde_json::Error),
    /// A row that cannot be.
    #[error("inconsistent: {0}")]
    Inconsistent(&'static str),
    /// A file of this machine.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// The confined child.
    #[error("photo workshop: {0}")]
    Child(String),
    /// A PDF that cannot be made.
    #[error("document: {0}")]
    Document(String),
    /// A letter that cannot be written or sent.
    #[error("mail: {0}")]
    Mail(String),
}

impl Broken {
    /// A document whose drawing panicked. Not in the panic's own words: they may quote a name that was being set.
    pub(crate) fn panicked(_: tokio::task::JoinError) -> Self {
        Self::Document("its drawing panicked".to_owned())
    }
}

impl From<sqlx::Error> for Refused {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Database(ref database) if database.message().contains("database is locked") => Self::Busy,
            error => Self::Broken(Broken::Sql(error)),
        }
    }
}

impl From<PhotoRefusal> for Refused {
    fn from(refusal: PhotoRefusal) -> Self {
        Self::Conflict(Conflict::Photo(refusal))
    }
}

impl From<PupilRefusal> for Refused {
    fn from(refusal: PupilRefusal) -> Self {
        Self::Conflict(Conflict::Pupil(refusal))
    }
}

impl From<CardRefusal> for Refused {
    fn from(refusal: CardRefusal) -> Self {
        Self::Conflict(Conflict::Card(refusal))
    }
}

macro_rules! broken { ($($from:ty),*) => { $(impl From<$from> for Refused {
    fn from(error: $from) -> Self { Self::Broken(error.into()) }
})* } }
broken!(crate::vault::VaultError, crate::keys::KeyError, serde_json::Error, std::io::Error);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_logged_of_a_refusal_names_nobody() {
        let (name, at) = ("Jan Kowalski".to_owned(), Timestamp::UNIX_EPOCH);
        let reviewed = Conflict::AlreadyReviewed { by: name.clone(), at, approved: true };
        let another = Conflict::AnotherName { name: Some(name.clone()) };
        let too_long = Conflict::DoesNotFit { pupil: name, field: "name".to_owned() };
        let json = serde_json::from_str::<u32>("\n\"Kowalski\"").unwrap_err();
        for (refused, said) in [
            (Refused::Conflict(reviewed), "conflict: already reviewed"),
            (Refused::Conflict(too_long), "conflict: does not fit"),
            (Refused::Conflict(another), "conflict: another name"),
            (Refused::from(json), "broken: json: Data in line 2, column "),
        ] {
            let words = refused.to_string();
            assert!(words.starts_with(said) && !words.contains("Kowalski"), "{words}");
        }
    }
}
