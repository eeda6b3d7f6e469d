//! The number that names a person in Poland: eleven digits with a date of birth inside (law.md 9.1).

use std::{fmt, str::FromStr};

use jiff::civil::Date;

/// A checked PESEL number (*numer PESEL*).
///
/// It is never shown by accident: `Display` and `Debug` leave only the last four digits.
/// A right check digit does not prove that the number was ever given to anyone.
///
/// ```
/// let pesel: school::pesel::Pesel = "99123100058".parse()?;
/// assert_eq!(pesel.to_string(), "•••••••0058");
/// # Ok::<(), school::pesel::PeselError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pesel {
    digits: String,
    born: Date,
}

/// Why a text is not a PESEL number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeselError {
    /// Not eleven characters.
    #[error("a PESEL has eleven digits")]
    Length,
    /// Something that is not a digit.
    #[error("a PESEL consists of digits")]
    NotDigits,
    /// The last digit does not agree with the others.
    #[error("the check digit is wrong")]
    Checksum,
    /// The first six digits name no day.
    #[error("the PESEL contains no date")]
    NoSuchDate,
}

const WEIGHTS: [u32; 10] = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];

impl Pesel {
    /// The eleven digits, for printing, encrypting and exchange with the state.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.digits
    }

    /// The day of birth the number contains.
    #[must_use]
    pub fn birth_date(&self) -> Date {
        self.born
    }

    /// The last four digits: what a list may show.
    #[must_use]
    pub fn last_four(&self) -> &str {
        &self.digits[7..]
    }
}

/// The day in the first six digits; the month's tens carry the century.
fn birth_date(digits: &[u32]) -> Option<Date> {
    let two = |at: usize| i16::try_from(digits[at] * 10 + digits[at + 1]).ok();
    let (year, month, day) = (two(0)?, two(2)?, two(4)?);
    let century = [1900, 2000, 2100, 2200, 1800][usize::try_from(month / 20).ok()?];
    Date::new(century + year, i8::try_from(month % 20).ok()?, i8::try_from(day).ok()?).ok()
}

impl FromStr for Pesel {
    type Err = PeselError;

    /// Reads a number; spaces are ignored.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.chars().count() != 11 {
            return Err(PeselError::Length);
        }
        let values: Vec<u32> = digits.chars().filter(char::is_ascii_digit).filter_map(|c| c.to_digit(10)).collect();
        if values.len() != 11 {
            return Err(PeselError::NotDigits);
        }
        // the date first: 00000000000 has a right check digit
        let born = birth_date(&values).ok_or(PeselError::NoSuchDate)?;
        let sum: u32 = WEIGHTS.iter().zip(&values).map(|(weight, value)| weight * value).sum();
        if (10 - sum % 10) % 10 != values[10] {
            return Err(PeselError::Checksum);
        }
        Ok(Self { digits, born })
    }
}

impl fmt::Display for Pesel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "•••••••{}", self.last_four())
    }
}

impl fmt::Debug for Pesel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pesel({self})")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_vectors_of_the_rule_book_are_read() {
        for (text, born) in [
            ("99123100058", date(1999, 12, 31)),
            ("00210100004", date(2000, 1, 1)),
            ("08222977775", date(2008, 2, 29)),
            ("15293044422", date(2015, 9, 30)),
            ("19260500184", date(2019, 6, 5)),
            ("00430111112", date(2100, 3, 1)),
            ("99923112347", date(1899, 12, 31)),
            ("44051401359", date(1944, 5, 14)),
            ("02070803628", date(1902, 7, 8)),
        ] {
            let pesel: Pesel = text.parse().expect(text);
            assert_eq!((pesel.expose(), pesel.birth_date()), (text, born));
        }
    }

    #[test]
    fn the_wrong_ones_say_why() {
        for (text, why) in [
            ("99123100059", PeselError::Checksum),
            ("15223000009", PeselError::NoSuchDate),
            ("1529304442", PeselError::Length),
            ("", PeselError::Length),
            ("00000000000", PeselError::NoSuchDate),
            ("9912310005x", PeselError::NotDigits),
            ("٩٩١٢٣١٠٠٠٥٨", PeselError::NotDigits),
        ] {
            assert_eq!(text.parse::<Pesel>(), Err(why), "{text}");
        }
    }

    #[test]
    fn nothing_but_four_digits_is_shown_by_accident() {
        let pesel: Pesel = " 991231 00058 ".parse().unwrap();
        assert_eq!(format!("{pesel} {pesel:?}"), "•••••••0058 Pesel(•••••••0058)");
    }

    proptest! {
        #[test]
        fn any_day_makes_a_number_and_one_wrong_digit_breaks_it(
            year in 1800_i16..2300, month in 1_i8..=12, day in 1_i8..=28, serial in 0_u32..10_000, at in 0_usize..11, by in 1_u8..10,
        ) {
            let offset = match year / 100 { 18 => 80, 19 => 0, 20 => 20, 21 => 40, _ => 60 };
            let ten = format!("{:02}{:02}{day:02}{serial:04}", year % 100, month + offset);
            let right: Vec<String> = (0..10).map(|check| format!("{ten}{check}")).filter(|text| text.parse::<Pesel>().is_ok()).collect();
            prop_assert_eq!(right.len(), 1, "exactly one check digit is right");
            let pesel: Pesel = right[0].parse().unwrap();
            prop_assert_eq!(pesel.birth_date(), Date::new(year, month, day).unwrap());

            let mut bytes = right[0].clone().into_bytes();
            bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
            prop_assert!(String::from_utf8(bytes).unwrap().parse::<Pesel>().is_err());
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,14}") {
            let _ = text.parse::<Pesel>();
        }
    }
}
