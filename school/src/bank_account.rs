//! The bank account of a school, named by its head, to which a duplicate is paid for (`L5-14`).

use std::{fmt, str::FromStr};

/// The number of a Polish bank account (*NRB*): 26 digits, of which the first two check the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankAccount(String);

/// A text that is no such number, or has a slip in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the number of a Polish bank account")]
pub struct BankAccountError;

impl BankAccount {
    /// The 26 digits alone.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl FromStr for BankAccount {
    type Err = BankAccountError;

    /// Reads a number with or without spaces, hyphens and the country.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let country = text.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("PL"));
        let digits = if country { &text[2..] } else { text.as_str() };
        if digits.len() != 26 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(BankAccountError);
        }
        // ISO 7064 mod 97-10: the country (P = 25, L = 21) and the two check digits go to the end
        let (check, number) = digits.split_at(2);
        let digits_of = number.bytes().chain(*b"2521").chain(check.bytes());
        let rest = digits_of.fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
        if rest == 1 { Ok(Self(digits.to_owned())) } else { Err(BankAccountError) }
    }
}

impl fmt::Display for BankAccount {
    /// As it is written on paper: two digits, then groups of four.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, digit) in self.0.chars().enumerate() {
            if at % 4 == 2 {
                f.write_str(" ")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_however_it_is_grouped() {
        let written = "61 1090 1014 0000 0712 1981 2874";
        for text in [
            written,
            "61109010140000071219812874",
            "PL61 1090-1014 0000 0712 1981 2874",
            "pl61109010140000071219812874",
        ] {
            let account: BankAccount = text.parse().unwrap();
            assert_eq!((account.to_string().as_str(), account.digits().len()), (written, 26), "{text}");
        }
    }

    #[test]
    fn every_slip_of_one_digit_and_every_swap_of_neighbours_is_noticed() {
        let right = b"61109010140000071219812874";
        let read = |digits: &[u8]| std::str::from_utf8(digits).unwrap().parse::<BankAccount>();
        for at in 0..right.len() {
            for digit in b'0'..=b'9' {
                let mut digits = *right;
                digits[at] = digit;
                assert_eq!(read(&digits).is_ok(), digits == *right, "{at} {digit}");
            }
            if at + 1 < right.len() {
                let mut digits = *right;
                digits.swap(at, at + 1);
                assert_eq!(read(&digits).is_ok(), digits == *right, "{at}");
            }
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for wrong in
            ["", "PL", "6110901014000007121981287", "DE61109010140000071219812874", "zł", "ąę6110901014000007121981287"]
        {
            assert_eq!(wrong.parse::<BankAccount>(), Err(BankAccountError), "{wrong}");
        }
    }
}
