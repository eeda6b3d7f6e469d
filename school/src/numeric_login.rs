//! The numeric login (*login numeryczny ze szkoły*) of a letter with school access: eight digits, the last of which
//! checks the others, so that a mistyped one is known before it is looked for. It is no secret, and alone gives
//! nothing.

use std::{fmt, str::FromStr};

/// How many digits it has.
const DIGITS: usize = 8;
/// So many different ones there are.
const NUMBERS: u32 = 10_000_000;

/// Eight digits whose last checks the others (ISO 7064, MOD 11,10: every mistyped digit and all but a few swapped
/// neighbours are noticed).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NumericLogin(u32);

/// Not eight digits of which the last checks the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a numeric login")]
pub struct NotANumericLogin;

impl NumericLogin {
    /// The login whose first seven digits are the last seven of this number.
    #[must_use]
    pub fn of(number: u32) -> Self {
        let digits = number % NUMBERS;
        let places = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];
        let after = places.iter().fold(10, |before, place| {
            let sum = match (before + digits / place % 10) % 10 {
                0 => 10,
                sum => sum,
            };
            sum * 2 % 11
        });
        Self(digits * 10 + (11 - after) % 10)
    }
}

impl FromStr for NumericLogin {
    type Err = NotANumericLogin;

    /// Spaces and hyphens do not matter: it is copied from paper by hand.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if digits.len() != DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotANumericLogin);
        }
        let number: u32 = digits.parse().map_err(|_| NotANumericLogin)?;
        let login = Self::of(number / 10);
        if login.0 == number { Ok(login) } else { Err(NotANumericLogin) }
    }
}

impl fmt::Display for NumericLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_known_however_it_is_typed_and_a_mistyped_digit_is_noticed() {
        for number in [0, 1, 1_234_567, 9_999_999, 4_000_000_000] {
            let login = NumericLogin::of(number);
            let shown = login.to_string();
            assert_eq!((shown.len(), shown.parse()), (8, Ok(login)), "{number}");
            let (first, last) = shown.split_at(4);
            assert_eq!(format!(" {first} {last} ").parse(), Ok(login), "{number}");
            for place in 0..8 {
                for digit in '0'..='9' {
                    let typed: String =
                        shown.chars().enumerate().map(|(at, c)| if at == place { digit } else { c }).collect();
                    assert_eq!(typed.parse::<NumericLogin>().is_ok(), typed == shown, "{typed} for {shown}");
                }
            }
        }
        for typed in ["", "1234567", "abcd-efgh", "1234 5678 9"] {
            assert_eq!(typed.parse::<NumericLogin>(), Err(NotANumericLogin), "{typed}");
        }
    }
}
