//! Numbers of cards: the school's own series, one a calendar year (§ 10, `L9.2-6`).

use std::{fmt, str::FromStr};

/// The number of a card (*numer legitymacji*), written "12/2026".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CardNumber {
    /// Counts from 1 in each calendar year.
    pub serial: u32,
    /// The calendar year.
    pub year: i16,
}

/// A text that is not "number/year".
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a card number looks like 12/2026")]
pub struct CardNumberError;

impl CardNumber {
    /// The first of a year.
    #[must_use]
    pub const fn first(year: i16) -> Self {
        Self { serial: 1, year }
    }

    /// The one after this, in the same year.
    #[must_use]
    pub const fn next(self) -> Self {
        Self { serial: self.serial.saturating_add(1), year: self.year }
    }
}

impl Ord for CardNumber {
    /// By year, then by serial: the order in which they were given.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.year, self.serial).cmp(&(other.year, other.serial))
    }
}

impl PartialOrd for CardNumber {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.serial, self.year)
    }
}

impl FromStr for CardNumber {
    type Err = CardNumberError;

    /// Reads "12/2026"; spaces are ignored, as people type them.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (serial, year) = text.split_once('/').ok_or(CardNumberError)?;
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if !plain(serial) || !plain(year) || year.len() != 4 {
            return Err(CardNumberError);
        }
        let serial = serial.parse().map_err(|_| CardNumberError)?;
        let year = year.parse().map_err(|_| CardNumberError)?;
        if serial == 0 || year == 0 { Err(CardNumberError) } else { Ok(Self { serial, year }) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_number_is_refused() {
        for wrong in ["", "12", "12/26", "0/2026", "-1/2026", "+1/2026", "12/2026/1", "x/2026", "4294967296/2026"] {
            assert!(wrong.parse::<CardNumber>().is_err(), "{wrong}");
        }
        assert_eq!(" 12 / 2026 ".parse(), Ok(CardNumber { serial: 12, year: 2026 }));
    }

    proptest! {
        #[test]
        fn a_number_is_read_back(serial in 1_u32.., year in 1000_i16..=9999) {
            let number = CardNumber { serial, year };
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }

        #[test]
        fn the_next_is_later(serial in 1_u32..u32::MAX, year in 1000_i16..=9998) {
            let number = CardNumber { serial, year };
            prop_assert!(number < number.next() && number.next() < CardNumber::first(year + 1));
        }
    }
}
