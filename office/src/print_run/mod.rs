//! Print runs (partie druku): who is ready, the run, the overlay PDF, what came out of the printer.

mod confirm;
pub(crate) mod face;
mod left_out;
mod list;
mod open;
mod pickup_list;
mod preview;
mod readiness;
mod record;
mod sheet;
mod small_texts;
#[cfg(test)]
mod tests;

use jiff::{Timestamp, civil::Date};
use school::{CardId, ClassId, PhotoId, PrintRunId, PupilId};

/// Who can be printed and who not, with what is there to print on.
#[derive(Clone, Debug)]
pub struct Readiness {
    /// Ready: an approved photo, no living card, a template that we can print.
    pub ready: Vec<ReadyPupil>,
    /// The others with the reason.
    pub not_ready: Vec<(PupilId, String, String, NotReady)>,
    /// Blanks in stock of the template.
    pub blanks: u32,
    /// Template code of the school's ordinary card; empty if there is none that we can print.
    pub template: String,
    /// The head on the date of issue.
    pub head: Option<String>,
    /// The number the first card would get, `12/2026`.
    pub next_number: String,
}

/// A pupil ready for print.
#[derive(Clone, Debug)]
pub struct ReadyPupil {
    /// Which.
    pub pupil: PupilId,
    /// Surname first.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// Its id.
    pub class_id: ClassId,
    /// The approved photo.
    pub photo: PhotoId,
}

/// Why a pupil cannot be printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotReady {
    /// No photo was sent.
    NoPhoto,
    /// The photo waits for the decision.
    PhotoWaiting,
    /// The photo was rejected.
    PhotoRejected,
    /// A card is prepared or printed already.
    InProgress,
    /// A card is in the pupil's hands.
    HasCard,
    /// The card the pupil had is not valid any more, and nobody has applied for another.
    NoApplication,
    /// The fee of the duplicate is not paid yet.
    FeeNotPaid,
    /// The name has a letter that no card can bear.
    Name,
    /// The name does not fit on a card, even at the smallest size.
    NameTooLong,
    /// The photo is approved, but there is no template, or no layout of one, for this kind of school.
    NoTemplate,
    /// The photo is approved, but the card is one for those with a ruling because of a disability (`L2.1-3`), of which
    /// we have no layout.
    OtherTemplate,
    /// Whoever this is does not attend this school.
    NotHere,
    /// Nothing any more: the pupil became ready after the run was opened.
    ReadySince,
}

impl NotReady {
    /// A stable word for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoPhoto => "no_photo",
            Self::PhotoWaiting => "photo_waiting",
            Self::PhotoRejected => "photo_rejected",
            Self::InProgress => "in_progress",
            Self::HasCard => "has_card",
            Self::NoApplication => "no_application",
            Self::FeeNotPaid => "fee_not_paid",
            Self::Name => "name",
            Self::NameTooLong => "name_too_long",
            Self::NoTemplate => "no_template",
            Self::OtherTemplate => "other_template",
            Self::NotHere => "not_here",
            Self::ReadySince => "ready_since",
        }
    }
}

/// A chosen pupil who got no card in a run.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// Which.
    pub pupil: PupilId,
    /// Surname first; empty if the school knows nobody of this id.
    pub name: String,
    /// The class's name; empty as well.
    pub class: String,
    /// Why.
    pub why: NotReady,
}

/// A run to open, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct OpenPrintRun {
    /// The pupils' ids.
    pub pupils: Vec<String>,
    /// The date of issue, YYYY-MM-DD.
    pub issued_on: String,
}

/// A run in the list.
#[derive(Clone, Debug)]
pub struct PrintRunRow {
    /// Which.
    pub id: PrintRunId,
    /// Its number in the school.
    pub number: u32,
    /// When it was opened.
    pub created_at: Timestamp,
    /// Date of issue on the cards.
    pub issued_on: Date,
    /// Cards in it.
    pub cards: u32,
    /// Of which printed well.
    pub printed: u32,
    /// Of which handed out.
    pub issued: u32,
}

/// A run with its cards.
#[derive(Clone, Debug)]
pub struct PrintRunRecord {
    /// As in the list.
    pub run: PrintRunRow,
    /// Template code.
    pub template: String,
    /// The layout it is printed with.
    pub layout: String,
    /// The head printed on the cards.
    pub head: String,
    /// Its cards in the order of the sheet.
    pub cards: Vec<RunCard>,
    /// Are there cards still to be printed?
    pub to_print: u32,
    /// Was the sheet of those taken? After every confirmation it is another one.
    pub sheet_taken: bool,
    /// For the confirmation.
    pub version: i64,
}

/// A card in a run.
#[derive(Clone, Debug)]
pub struct RunCard {
    /// Which.
    pub id: CardId,
    /// Whose.
    pub pupil: PupilId,
    /// Given names and surname as printed.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// Number.
    pub number: String,
    /// Marking of its blank.
    pub marking: String,
    /// Producer of its blank.
    pub producer: String,
    /// Its state's code: prepared, printed, issued, …
    pub state: String,
    /// Last day of validity, once issued.
    pub expires: Option<Date>,
    /// For the receipt.
    pub version: i64,
}

/// A text that will be printed smaller than its field likes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SmallText {
    /// Place of the card in the run, from 1.
    pub place: usize,
    /// Which card.
    pub card: CardId,
    /// Its number.
    pub number: String,
    /// The field's code, as in [`crate::Conflict::DoesNotFit`].
    pub field: String,
}

/// What came out of the printer, as it was typed: everything not named here came out well.
#[derive(Clone, Debug, Default)]
pub struct ConfirmPrint {
    /// Ids of the cards whose blank was spoiled.
    pub spoiled: Vec<String>,
}
