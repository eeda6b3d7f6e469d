//! Protocols of two people (protokoły): returned cards are destroyed, or handed over to the governing body. The books
//! of blanks do not change by it: a blank that became a card stays used.

mod list;
mod make;
mod print;

use jiff::civil::Date;
use school::{CardId, PersonId, ProtocolId, card::Cause};

/// A card that lies at the school to be destroyed.
#[derive(Clone, Debug)]
pub struct SpentCardRow {
    /// Which.
    pub id: CardId,
    /// Its number.
    pub number: String,
    /// Whose it was.
    pub name: String,
    /// Marking of its blank.
    pub marking: String,
    /// Why it ended.
    pub cause: Cause,
    /// From when it is not valid.
    pub invalid_on: Date,
}

/// A protocol.
#[derive(Clone, Debug)]
pub struct ProtocolRecord {
    /// Which.
    pub id: ProtocolId,
    /// Counts from 1 in the school.
    pub number: u32,
    /// Handed over, and not destroyed?
    pub handed_over: bool,
    /// When.
    pub held_on: Date,
    /// The two people.
    pub people: [String; 2],
    /// How many cards.
    pub cards: u32,
}

/// What there is to destroy, who can do it, and what was destroyed.
#[derive(Clone, Debug)]
pub struct Protocols {
    /// Cards that wait.
    pub waiting: Vec<SpentCardRow>,
    /// Who works here.
    pub colleagues: Vec<(PersonId, String)>,
    /// Protocols, the newest first.
    pub protocols: Vec<ProtocolRecord>,
}

/// A protocol, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct MakeProtocol {
    /// `destroyed` or `handed_over`.
    pub kind: String,
    /// The cards' ids.
    pub cards: Vec<String>,
    /// The two people's ids.
    pub first: String,
    /// The two people's ids.
    pub second: String,
    /// The day, YYYY-MM-DD; empty means today.
    pub on: String,
}
