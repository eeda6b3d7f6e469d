//! Cards: handing one out, with its hologram and its row in the register, and what becomes of it then.

mod find;
pub(crate) mod invalidate;
mod life;
mod photo;
pub(crate) mod receive;
mod record;
mod take_back;

use jiff::civil::Date;
use school::{
    CardId, PrintRunId, PupilId,
    card::{Cause, Standing, Succession},
};

pub use invalidate::grounds_to_end;

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

/// The end of a card's validity, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct InvalidateCard {
    /// [`Cause`] code, one of [`grounds_to_end`].
    pub cause: String,
    /// From which day on, YYYY-MM-DD; empty means today.
    pub on: String,
}

/// A step in a card's life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It took the place of another card, which has this number.
    Succeeds(Succession, CardId, String),
    /// Its date of issue.
    Issued,
    /// Somebody collected it; not told a second time are capacity and name.
    Received,
    /// It ended.
    Invalidated(Cause),
    /// Somebody applied for another.
    Applied(Succession),
    /// The fee was paid.
    Paid,
    /// It came back.
    Returned,
    /// It was destroyed, by the protocol of this number.
    Destroyed(u32),
    /// It was handed over to the governing body, by the protocol of this number.
    HandedOver(u32),
    /// Another card took its place, which has this number.
    Succeeded(Succession, CardId, String),
}

/// A step with its day and the paragraph that applied.
#[derive(Clone, Debug)]
pub struct LifeStep {
    /// What happened.
    pub step: Step,
    /// When.
    pub on: Date,
    /// Act and paragraph.
    pub basis: &'static str,
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
    /// Since when its holder is no pupil of this school. It says nothing about the card, and the card's state nothing
    /// about the holder (`L4.3-2`).
    pub holder_left: Option<Date>,
    /// Why and from when it is not valid, if so.
    pub ended: Option<(Cause, Date)>,
    /// Its life, step by step.
    pub life: Vec<LifeStep>,
    /// For the receipt.
    pub version: i64,
}
