//! Cards: handing one out, with its hologram and its row in the register.

mod find;
mod photo;
mod receive;
mod record;

use jiff::civil::Date;
use school::{CardId, PrintRunId, PupilId, card::Standing};

/// The receipt of a card, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct ReceiveCard {
    /// Date of receipt, YYYY-MM-DD; empty means today.
    pub on: String,
    /// [`school::card::Receiver`] code: pupil, parent, guardian, graduate.
    pub receiver: String,
    /// Who signed; empty means the pupil, if the receiver is the pupil.
    pub receiver_name: String,
}

/// A card with its life so far.
#[derive(Clone, Debug)]
pub struct CardRecord {
    /// Which.
    pub id: CardId,
    /// Whose.
    pub pupil: PupilId,
    /// Given names and surname as printed.
    pub name: String,
    /// Number.
    pub number: String,
    /// Template code.
    pub template: String,
    /// Marking of its blank.
    pub marking: String,
    /// Producer of its blank.
    pub producer: String,
    /// Its run.
    pub print_run: PrintRunId,
    /// Its state's code.
    pub state: String,
    /// Where it stands today.
    pub standing: Standing,
    /// Date of issue.
    pub issued_on: Date,
    /// Last day of validity.
    pub expires: Option<Date>,
    /// Date of receipt, receiver's code and name.
    pub receipt: Option<(Date, String, String)>,
    /// For the receipt.
    pub version: i64,
}
