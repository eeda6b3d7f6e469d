//! The nominal register of cards handed out (R2023 § 8 ust. 5–6, law.md 3.2). Append-only: an
//! exchange or a duplicate is a new row that names the old one.

use jiff::civil::Date;

use crate::{
    CardId, EntryId,
    card::{Receiver, Succession},
    ledger::{BlankMarking, Producer},
    name::Name,
    number::CardNumber,
    pupil::Identity,
};

/// A row of the register (*wpis w imiennej ewidencji*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its identifier.
    pub id: EntryId,
    /// Counts from 1 in the school's register (*lp.*).
    pub ordinal: u32,
    /// The card it tells of.
    pub card: CardId,
    /// Given names and surname of the pupil or graduate (`L3.2-1`).
    pub name: Name,
    /// PESEL, or name and number of a document instead (`L3.2-2`, § 24).
    pub identity: Identity,
    /// Number of the card (`L3.2-3`).
    pub number: CardNumber,
    /// Marking of its blank (`L3.2-4`).
    pub marking: BlankMarking,
    /// Producer of its blank (`L3.2-5`).
    pub producer: Producer,
    /// The date printed on the card; the law does not ask for it here, people do.
    pub issued_on: Date,
    /// Day of receipt (`L3.2-6`).
    pub received_on: Date,
    /// In which capacity it was collected (`L3.2-7`).
    pub receiver: Receiver,
    /// Who signed the receipt (`L3.2-7`).
    pub signature: Signature,
    /// The row of the card whose place this one takes (`L3.2-8`, § 10).
    pub succeeds: Option<(Succession, EntryId)>,
}

/// The signature of the receiver: who signed, and where it can be seen. Whether a purely electronic
/// register is enough is unconfirmed (law.md 3.3), so the paper list stays the default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Who signed.
    pub name: String,
    /// Where the signature is.
    pub place: SignaturePlace,
}

crate::code::codes! {
    /// Where a signature is.
    SignaturePlace {
        /// On the printed pickup list (*lista odbioru*).
        PickupList = "pickup_list",
        /// On a separate paper receipt.
        PaperReceipt = "paper_receipt",
    }
}

crate::code::codes! {
    /// What is noted on a row later (*adnotacja*, § 10). Like the rows, notes are only ever added.
    Annotation {
        /// The card is not valid any more.
        Invalidated = "invalidated",
        /// Another number was given, to the card that takes its place.
        Succeeded = "succeeded",
        /// The card came back to the school.
        Returned = "returned",
        /// The returned card was destroyed.
        Destroyed = "destroyed",
        /// It was passed to the body that runs the school (§ 65).
        HandedOver = "handed_over",
    }
}

impl Annotation {
    /// Act and paragraph.
    #[must_use]
    pub const fn basis(self) -> &'static str {
        match self {
            Self::Invalidated => "R2023 § 61, § 63",
            Self::Succeeded | Self::Returned | Self::Destroyed => "R2023 § 10",
            Self::HandedOver => "R2023 § 65",
        }
    }
}
