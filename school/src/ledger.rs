//! Blanks and holograms by double entry: every piece is somewhere, and only moves (UDP art. 43–44, law.md 3.4).

use std::{fmt, str::FromStr};

use jiff::Timestamp;

use crate::{MovementId, PersonId, code::codes, law::TemplateCode, year::Period};

/// What the ledger counts (*druk ścisłego zarachowania*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// Blanks of a template (*blankiet*).
    Blank(TemplateCode),
    /// Holograms of a school year or a semester (*hologram*); treated alike, as they carry the validity (`L3.4-10`).
    Hologram(Period),
}

codes! {
    /// Where a piece is.
    Account {
        /// Not delivered yet; the only account that may be negative.
        Producer = "producer",
        /// In the safe.
        Stock = "stock",
        /// Set aside for a print run.
        Reserved = "reserved",
        /// Became a card, or sits on one.
        Used = "used",
        /// Spoiled and kept until destroyed.
        Spoiled = "spoiled",
        /// Destroyed by protocol.
        Destroyed = "destroyed",
    }
}

/// Pieces that went from one place to another (*ruch*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// Its identifier.
    pub id: MovementId,
    /// Of what.
    pub item: Item,
    /// Where the pieces were.
    pub from: Account,
    /// Where they are now.
    pub to: Account,
    /// How many.
    pub quantity: u32,
    /// Who moved them.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// Why pieces stay where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LedgerRefusal {
    /// A movement of nothing.
    #[error("a movement moves at least one piece")]
    Nothing,
    /// There is no such way, for instance from destroyed back to stock.
    #[error("nothing goes from {from} to {to}")]
    NoSuchWay {
        /// Where the pieces are.
        from: Account,
        /// Where they cannot go.
        to: Account,
    },
    /// Fewer pieces than asked for.
    #[error("{has} in {account}, {wanted} wanted")]
    NotEnough {
        /// Where they should be.
        account: Account,
        /// How many there are.
        has: i64,
        /// How many were asked for.
        wanted: u32,
    },
}

/// How many pieces of one item are where (*stan*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Balance {
    /// Came from the producer, in all.
    pub received: i64,
    /// In the safe.
    pub stock: i64,
    /// Set aside for print runs.
    pub reserved: i64,
    /// Became cards, or sit on them.
    pub used: i64,
    /// Spoiled, not destroyed yet.
    pub spoiled: i64,
    /// Destroyed.
    pub destroyed: i64,
}

impl Balance {
    /// Whether every piece received is somewhere, and nowhere fewer than none (trust.md I5).
    #[must_use]
    pub const fn holds(&self) -> bool {
        let Self { received, stock, reserved, used, spoiled, destroyed } = *self;
        received == stock + reserved + used + spoiled + destroyed
            && received >= 0
            && stock >= 0
            && reserved >= 0
            && used >= 0
            && spoiled >= 0
            && destroyed >= 0
    }

    /// The balance after a movement of this many pieces.
    ///
    /// # Errors
    ///
    /// If it moves nothing, there is no such way, or there are not enough pieces.
    pub fn after(self, from: Account, to: Account, quantity: u32) -> Result<Self, LedgerRefusal> {
        if quantity == 0 {
            return Err(LedgerRefusal::Nothing);
        }
        if !leads(from, to) {
            return Err(LedgerRefusal::NoSuchWay { from, to });
        }
        let has = self.of(from);
        if from != Account::Producer && has < i64::from(quantity) {
            return Err(LedgerRefusal::NotEnough { account: from, has, wanted: quantity });
        }
        Ok(self.moved(from, to, quantity))
    }

    /// How many pieces are there; for the producer, how many came from it.
    #[must_use]
    pub const fn of(&self, account: Account) -> i64 {
        match account {
            Account::Producer => self.received,
            Account::Stock => self.stock,
            Account::Reserved => self.reserved,
            Account::Used => self.used,
            Account::Spoiled => self.spoiled,
            Account::Destroyed => self.destroyed,
        }
    }

    fn moved(mut self, from: Account, to: Account, quantity: u32) -> Self {
        let quantity = i64::from(quantity);
        // what leaves the producer is received
        *self.place(from) += if from == Account::Producer { quantity } else { -quantity };
        *self.place(to) += if to == Account::Producer { -quantity } else { quantity };
        self
    }

    const fn place(&mut self, account: Account) -> &mut i64 {
        match account {
            Account::Producer => &mut self.received,
            Account::Stock => &mut self.stock,
            Account::Reserved => &mut self.reserved,
            Account::Used => &mut self.used,
            Account::Spoiled => &mut self.spoiled,
            Account::Destroyed => &mut self.destroyed,
        }
    }
}

/// The ways a piece can go.
const fn leads(from: Account, to: Account) -> bool {
    use Account as A;
    matches!(
        (from, to),
        // delivery
        (A::Producer, A::Stock)
            // for a print run, and what it did not need
            | (A::Stock, A::Reserved)
            | (A::Reserved, A::Stock)
            // printed well; a hologram goes straight from the safe onto a card
            | (A::Reserved | A::Stock, A::Used)
            // a hologram that was counted and not stuck
            | (A::Used, A::Stock)
            // spoiled in the printer or in the hand
            | (A::Reserved | A::Stock, A::Spoiled)
            // by protocol: what was spoiled, and what is out of date
            | (A::Spoiled | A::Stock, A::Destroyed)
    )
}

/// Adds up what is recorded of one item, as it is: [`Balance::holds`] tells whether it can be true.
#[must_use]
pub fn balance(item: Item, movements: &[Movement]) -> Balance {
    let of_item = movements.iter().filter(|movement| movement.item == item);
    of_item.fold(Balance::default(), |sum, movement| sum.moved(movement.from, movement.to, movement.quantity))
}

/// The individual marking of a blank (*oznaczenie indywidualne blankietu*): two letters and seven
/// digits, unique for its producer (`L2.4-5`, `L9.2-4`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlankMarking(String);

/// A text that is not two letters and seven digits, or a run that leaves the series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a blank's marking is two letters and seven digits")]
pub struct BlankMarkingError;

/// How many markings share their two letters.
const SERIES: u32 = 10_000_000;

impl BlankMarking {
    /// "AA0000001".
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many markings its series has from this one on.
    #[must_use]
    pub fn left(&self) -> u32 {
        let (_, digits) = self.0.split_at(2);
        digits.parse::<u32>().map_or(0, |first| SERIES.saturating_sub(first))
    }

    /// This marking and those that follow it, `count` in all: a range is only a shortcut of input (`L3.1-2`).
    ///
    /// # Errors
    ///
    /// If the series ends before.
    pub fn run(&self, count: u32) -> Result<Vec<Self>, BlankMarkingError> {
        let (letters, digits) = self.0.split_at(2);
        let first: u32 = digits.parse().map_err(|_| BlankMarkingError)?;
        let end = first.checked_add(count).filter(|end| *end <= SERIES).ok_or(BlankMarkingError)?;
        Ok((first..end).map(|number| Self(format!("{letters}{number:07}"))).collect())
    }
}

impl FromStr for BlankMarking {
    type Err = BlankMarkingError;

    /// Reads a marking; spaces are ignored, letters may be small.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        let right = text.len() == 9
            && text.bytes().take(2).all(|b| b.is_ascii_uppercase())
            && text.bytes().skip(2).all(|b| b.is_ascii_digit());
        if right { Ok(Self(text)) } else { Err(BlankMarkingError) }
    }
}

impl fmt::Display for BlankMarking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The producer of a blank (*producent*), by name: the registers want it (`L3.1-1`, `L3.2-5`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Producer(String);

/// An empty name of a producer, or one of more than 100 characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a producer has a name of at most 100 characters")]
pub struct ProducerError;

impl Producer {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Producer {
    type Err = ProducerError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let right = (1..=100).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        if right { Ok(Self(text)) } else { Err(ProducerError) }
    }
}

impl fmt::Display for Producer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::year::SchoolYear;

    const BLANKS: Item = Item::Blank(TemplateCode::MeinI1);

    fn movement(item: Item, from: Account, to: Account, quantity: u32) -> Movement {
        let id = Uuid::from_u128(1);
        Movement { id: MovementId(id), item, from, to, quantity, by: PersonId(id), at: Timestamp::UNIX_EPOCH }
    }

    #[test]
    fn a_print_run_takes_from_the_safe_and_gives_the_rest_back() {
        use Account as A;
        let ways = [
            (A::Producer, A::Stock, 140),
            (A::Stock, A::Reserved, 30),
            (A::Reserved, A::Used, 27),
            (A::Reserved, A::Spoiled, 1),
            (A::Reserved, A::Stock, 2),
            (A::Spoiled, A::Destroyed, 1),
        ];
        let after =
            ways.iter().try_fold(Balance::default(), |sum, &(from, to, quantity)| sum.after(from, to, quantity));
        assert_eq!(after, Ok(Balance { received: 140, stock: 112, reserved: 0, used: 27, spoiled: 0, destroyed: 1 }));
    }

    #[test]
    fn what_is_not_there_does_not_move() {
        use Account as A;
        let few = Balance::default().after(A::Producer, A::Stock, 3).unwrap();
        assert_eq!(
            few.after(A::Stock, A::Reserved, 4),
            Err(LedgerRefusal::NotEnough { account: A::Stock, has: 3, wanted: 4 })
        );
        assert_eq!(few.after(A::Stock, A::Stock, 1), Err(LedgerRefusal::NoSuchWay { from: A::Stock, to: A::Stock }));
        assert_eq!(
            few.after(A::Destroyed, A::Stock, 1),
            Err(LedgerRefusal::NoSuchWay { from: A::Destroyed, to: A::Stock })
        );
        assert_eq!(few.after(A::Stock, A::Used, 0), Err(LedgerRefusal::Nothing));
    }

    #[test]
    fn records_that_cannot_be_true_do_not_hold() {
        let used_more_than_came = [
            movement(BLANKS, Account::Producer, Account::Stock, 2),
            movement(BLANKS, Account::Stock, Account::Used, 3),
        ];
        assert!(!balance(BLANKS, &used_more_than_came).holds());
        assert!(balance(Item::Hologram(Period::Year(SchoolYear(2026))), &used_more_than_came).holds(), "another item");
        assert!(!Balance { received: 2, stock: 1, ..Balance::default() }.holds());
    }

    #[test]
    fn markings_are_two_letters_and_seven_digits() {
        let marking: BlankMarking = " ab 0000009 ".parse().unwrap();
        let run: Vec<String> = marking.run(3).unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(run, ["AB0000009", "AB0000010", "AB0000011"]);
        let last: BlankMarking = "AB9999999".parse().unwrap();
        assert_eq!((last.left(), last.run(2)), (1, Err(BlankMarkingError)));
        for wrong in ["", "AB000000", "AB00000001", "A00000001", "ŻB0000001", "AB٠٠٠٠٠٠١"] {
            assert!(wrong.parse::<BlankMarking>().is_err(), "{wrong}");
        }
        assert!(" ".parse::<Producer>().is_err());
        assert_eq!(" Wytwórnia  Kart ".parse::<Producer>().unwrap().as_str(), "Wytwórnia Kart");
    }

    proptest! {
        #[test]
        fn the_books_always_balance(
            moves in prop::collection::vec((prop::sample::select(Account::ALL), prop::sample::select(Account::ALL), 0..200_u32), 0..60),
        ) {
            let mut sum = Balance::default();
            let mut recorded = Vec::new();
            for (from, to, quantity) in moves {
                if let Ok(after) = sum.after(from, to, quantity) {
                    sum = after;
                    recorded.push(movement(BLANKS, from, to, quantity));
                }
                prop_assert!(sum.holds(), "{sum:?}");
            }
            prop_assert_eq!(balance(BLANKS, &recorded), sum);
        }
    }
}
