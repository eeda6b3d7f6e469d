//! The nominal register (imienna ewidencja, R2023 § 8): append-only, one row per card handed out.

pub(crate) mod enter;
mod list;
pub(crate) mod print;

use jiff::civil::Date;
use school::{
    CardId,
    card::{Cause, Succession},
    register::Annotation,
    year::{Period, SchoolYear},
};

use crate::{
    clock::polish_date,
    refused::Broken,
    store::{
        register::AnnotationTold,
        renewal::RenewalTold,
        rows::{count, day, time, word},
    },
};

/// A row of the register; the PESEL masked.
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// Place in the register.
    pub ordinal: u32,
    /// The card.
    pub card: CardId,
    /// Given names and surname.
    pub name: String,
    /// Masked PESEL, or document name and masked number.
    pub identity: String,
    /// Number of the document.
    pub number: String,
    /// Marking of the blank.
    pub marking: String,
    /// Producer of the blank.
    pub producer: String,
    /// Date of receipt.
    pub received_on: Date,
    /// Receiver's code.
    pub receiver: String,
    /// Who signed.
    pub receiver_name: String,
    /// Where the signature is, as a [`school::register::SignaturePlace`] code: `pickup_list` is the signed paper list.
    pub signature: String,
    /// Is it a duplicate?
    pub duplicate: bool,
    /// The row of the card whose place it takes: `duplicate` or `exchange`, and its ordinal.
    pub succeeds: Option<(Succession, u32)>,
    /// What was noted on it later.
    pub notes: Vec<Note>,
    /// For which periods the card was prolonged, and when.
    pub renewals: Vec<(Period, Date)>,
}

/// A note on a row (*adnotacja*, § 10).
#[derive(Clone, Debug)]
pub struct Note {
    /// What.
    pub what: Annotation,
    /// When that was.
    pub on: Date,
    /// Why the card ended, if that is noted.
    pub cause: Option<Cause>,
    /// The number of the card that takes its place, or of the protocol.
    pub number: Option<String>,
}

impl Note {
    /// As it is stored.
    pub(crate) fn read(row: AnnotationTold) -> Result<(u32, Self), Broken> {
        let AnnotationTold { ordinal, kind, happened_on, cause, number } = row;
        let cause = cause.as_deref().map(word).transpose()?;
        Ok((count(ordinal)?, Self { what: word(&kind)?, on: day(&happened_on)?, cause, number }))
    }
}

/// For which period a card was prolonged and when, by the ordinal of its row.
pub(crate) fn renewal(row: &RenewalTold) -> Result<(u32, (Period, Date)), Broken> {
    let wrong = || Broken::Inconsistent("a renewal's period");
    let year = i16::try_from(row.year).map(SchoolYear).map_err(|_| wrong())?;
    let period = Period::with_part(year, &row.part).map_err(|_| wrong())?;
    Ok((count(row.ordinal)?, (period, polish_date(time(row.created_at)?))))
}
