//! The two ledgers of strict-accounting forms: blanks by template and holograms by school year.
//! Double entry: every movement goes from one account to another, and nothing goes below zero.

mod receive_blanks;
mod receive_holograms;
mod stock;
pub(crate) mod typed;

use jiff::civil::Date;
use school::ledger::Balance;

/// What is there, and how it came to be so.
#[derive(Clone, Debug)]
pub struct Stock {
    /// Blanks by template code.
    pub blanks: Vec<(String, Balance)>,
    /// Holograms by school year, `2026/2027`, or semester, `2026/2027 winter`.
    pub holograms: Vec<(String, Balance)>,
    /// The newest movements, newest first, at most 100.
    pub movements: Vec<MovementRow>,
    /// Is the yearly stock-take due? The school year has turned, and something is there to be counted.
    pub take_due: bool,
}

/// A movement in the book.
#[derive(Clone, Debug)]
pub struct MovementRow {
    /// Its place in the book.
    pub seq: u32,
    /// Date.
    pub on: Date,
    /// Is it about blanks? Else holograms.
    pub blanks: bool,
    /// Template code, school year or semester.
    pub variety: String,
    /// Account codes.
    pub from: String,
    /// Account codes.
    pub to: String,
    /// How many.
    pub quantity: u32,
    /// Invoice, protocol, run or card.
    pub document: String,
    /// Who entered it.
    pub by: String,
    /// In stock after it.
    pub balance: u32,
}

/// A delivery of blanks, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct ReceiveBlanks {
    /// Template code.
    pub template: String,
    /// Producer's name.
    pub producer: String,
    /// First marking, AA0000001.
    pub first: String,
    /// How many, 1 to 2000.
    pub quantity: String,
    /// Date of receipt, YYYY-MM-DD; empty means today.
    pub on: String,
    /// Invoice or protocol.
    pub document: String,
}

/// A delivery of holograms, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct ReceiveHolograms {
    /// The school year's first year, `2026`; of a semester, `2026 winter`.
    pub year: String,
    /// How many, 1 to 5000.
    pub quantity: String,
    /// Date of receipt, YYYY-MM-DD; empty means today.
    pub on: String,
    /// Invoice or protocol.
    pub document: String,
}
