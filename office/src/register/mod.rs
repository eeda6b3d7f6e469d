//! The nominal register (imienna ewidencja, R2023 § 8): append-only, one row per card handed out.

pub(crate) mod enter;
mod list;
mod print;

use jiff::civil::Date;
use school::CardId;

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
}
