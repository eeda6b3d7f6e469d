//! The school ID on a phone: the page that its holder shows, and what whoever checks it learns (ux.md 2.11, 2.12).
//!
//! What is shown (`show.rs`), what is signed (`code.rs`) and how it is checked (`check.rs`) are three things, and what
//! the ID is worth a fourth, which the domain decides ([`school::mobile_id`]): codes that can be checked without asking
//! us will replace the second and the third and leave the others alone.

mod check;
mod code;
mod phone;
mod photo_switch;
mod show;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use jiff::{Timestamp, civil::Date};
use school::{
    CardId, PupilId,
    mobile_id::{CODE_LIFE, CODE_STEP, Validity, validity},
};

use crate::{
    refused::Refused,
    store::{Tx, Within, card::CardFacts},
};
use code::Code;
pub use phone::{Phone, PhoneCode, new_phone};

/// A school ID as its holder shows it. The words are those printed on the card.
#[derive(Clone, Debug)]
pub struct MobileId {
    /// Whose.
    pub pupil: PupilId,
    /// Given names and surname.
    pub name: String,
    /// In words.
    pub born: String,
    /// The school's name.
    pub school: String,
    /// The card's number.
    pub number: String,
    /// The statutory template, `MEiN-I/1`.
    pub template: String,
    /// Is it the template for disabled pupils? Which one applied was settled by the card's date of issue.
    pub disabled: bool,
    /// Does a PESEL stand on it, or another document's name and number? See [`crate::FamilyDesk::mobile_id_identity`].
    pub has_pesel: bool,
    /// What it is worth now.
    pub validity: Validity,
    /// Which phone shows its codes.
    pub phone: Phone,
    /// May this person make a code for another phone?
    pub may_make_code: bool,
    /// The code of now; none if the ID is not valid, or another phone shows it.
    pub code: Option<ShownCode>,
    /// Now.
    pub at: Timestamp,
}

/// A code as it is shown.
#[derive(Clone, Debug)]
pub struct ShownCode {
    /// The address that it leads to.
    pub address: String,
    /// The picture: an SVG with attributes only.
    pub svg: String,
}

/// What whoever checks a code learns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked {
    /// The code is of now, and the ID valid.
    Valid(Bearer),
    /// The code is of now, and the ID not valid. Why is told to its holder only (trust.md T26).
    Invalid,
    /// It was ours, and its time is over: a screenshot, a phone that lost its connection, or one that shows the ID no
    /// more.
    Stale,
    /// It looks like one of ours, and the signature is not ours.
    Forged,
    /// No code, or of a card that is not there.
    Unknown,
}

/// As much of a holder as can be compared with the person who shows the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// Given name and initial: "Zofia K."
    pub name: String,
    /// The school's name.
    pub school: String,
    /// The last day of validity.
    pub until: Date,
    /// Does the school show the photo, and is there one?
    pub has_photo: bool,
    /// How many seconds ago this very code was checked for the first time; none if this is it.
    pub checked_before: Option<i64>,
}

/// When each code was first checked: in memory only, and no longer than the code counts. Nobody can read from it who
/// checked whom.
#[derive(Default)]
pub(crate) struct CheckedCodes(Mutex<HashMap<Code, i64>>);

impl CheckedCodes {
    /// Notes that a code is checked now. Answers how many seconds ago it was for the first time, if it was.
    fn note(&self, code: Code, now: i64) -> Option<i64> {
        let mut codes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        codes.retain(|_, first| *first > now - CODE_LIFE - CODE_STEP);
        let first = codes.get(&code).copied();
        if first.is_none() {
            codes.insert(code, now);
        }
        first.map(|first| now - first)
    }
}

/// A card with what its ID is worth that day.
async fn valued(tx: &mut Tx<Within>, card: CardId, today: Date) -> Result<(CardFacts, Validity), Refused> {
    let facts = tx.card(card).await?;
    let (holder, photo_removed) = tx.behind_card(card).await?;
    let worth = validity(&facts.card, holder, photo_removed, today);
    Ok((facts, worth))
}
