//! The nominal register of cards handed out (R2023 § 8 ust. 5–6, law.md 3.2). Append-only: an
//! exchange or a duplicate is a new row that names the old one.

use jiff::civil::Date;

use crate::{
    CardId, EntryId,
    card::Receiver,
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
    /// The row of the card this one is a duplicate of (`L3.2-8`).
    pub duplicate_of: Option<EntryId>,
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
