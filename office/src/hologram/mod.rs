//! The round of holograms (*runda hologramów*): each card gets the hologram of the year or semester that runs, class by
//! class, each from the ledger (R2023 § 63). No other period can be chosen, so no card gets a wrong year's.

mod find;
mod list;
mod stick;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use school::{CardId, ClassId};

use crate::store::renewal::RoundCard;

/// A class in the round.
#[derive(Clone, Debug)]
pub struct Round {
    /// The class's name.
    pub class: String,
    /// Its cards, in Polish order.
    pub rows: Vec<RoundRow>,
    /// Holograms of the periods that run: which, and how many are in the safe.
    pub stock: Vec<(String, i64)>,
    /// How many holograms a card has room for.
    pub fields: u32,
}

/// A card in the round.
#[derive(Clone, Debug)]
pub struct RoundRow {
    /// Which.
    pub card: CardId,
    /// Its number.
    pub number: String,
    /// Whose.
    pub name: String,
    /// The class of its holder.
    pub class: String,
    /// How many holograms are on it.
    pub holograms: u32,
    /// Has it the one of the period that runs?
    pub done: bool,
    /// Can that be taken back? Not the one with which it was collected.
    pub may_undo: bool,
    /// Has it room for another?
    pub room: bool,
    /// Last day of validity.
    pub expires: Option<Date>,
}

/// What is still to be confirmed, at the whole school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HologramsDue {
    /// So many cards have no hologram of the period that runs.
    pub cards: u32,
    /// The first day on which one of them ends; none if all have ended.
    pub until: Option<Date>,
}

/// What a scanned or typed text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A card of this class that waits for its hologram.
    Ready(CardId),
    /// A card that waits, of another class, which has this name.
    OtherClass(CardId, String),
    /// It has its hologram.
    Done(CardId),
    /// It has no room for another.
    NoRoom(CardId),
    /// It was not collected, is valid no more, or its holder has left: keep it.
    Stopped(CardId),
    /// More than one card could be meant.
    Several,
    /// No card of this school.
    Unknown,
}

/// Is it in the hands of somebody who attends?
fn in_round(card: &RoundCard) -> bool {
    card.state == "issued" && !card.gone
}

/// Is it of this class?
fn of_class(card: &RoundCard, class: ClassId) -> bool {
    card.class == class.0
}
