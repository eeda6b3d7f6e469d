//! An application for another card: the duplicate of a lost one for a fee, or an exchange without (law.md 4.3, 5).
//!
//! The old card ends with the application, so that nobody ever holds two that are valid.

use jiff::civil::{Date, date};

use crate::{
    card::{Cause, Succession},
    code::codes,
    law::{Confidence, Rule},
};

codes! {
    /// How somebody applied.
    Way {
        /// In writing; the only way at a preschool (`L5-2`).
        Paper = "paper",
        /// By word, written down by the office.
        Office = "office",
    }
}

/// A ground to get another card, and in what way that takes the place of the old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    /// Why the old card ends.
    pub cause: Cause,
    /// What the new one is.
    pub succession: Succession,
}

const R2023: Date = date(2023, 6, 17);

const fn row(
    id: &'static str,
    basis: &'static str,
    confidence: Confidence,
    cause: Cause,
    succession: Succession,
) -> Rule<Ground> {
    Rule { id, from: Some(R2023), to: None, basis, confidence, value: Ground { cause, succession } }
}

/// What leads to another card. Leaving the school does not: another school issues a card of its own (`L4.3-4`).
pub static GROUNDS: [Rule<Ground>; 7] = {
    use Confidence::{P, S};
    use Succession::{Duplicate, Exchange};
    [
        row("L5-1", "R2023 § 61 ust. 1, 14", P, Cause::Lost, Duplicate),
        row("L5-1", "R2023 § 61 ust. 1, 14", S, Cause::Damaged, Duplicate),
        // no rule of its own: a card that lost its hologram is worn, and wear is treated as loss
        row("L5-1", "R2023 § 61 ust. 1, 14", S, Cause::NoHologram, Duplicate),
        row("L4.3-5", "R2023 § 63 ust. 4", P, Cause::Error, Exchange),
        row("L4.3-6", "R2023 § 60 ust. 4-5", P, Cause::NameChange, Exchange),
        row("L4.3-7", "R2023 § 63 ust. 5", P, Cause::DisabilityRuling, Exchange),
        // school practice, no express provision (notes to 1.3)
        row("L1.3-5", "R2023 § 63", S, Cause::FieldsFull, Exchange),
    ]
};

/// The row that gives another card on this ground; none if nothing does.
#[must_use]
pub fn ground(cause: Cause) -> Option<&'static Rule<Ground>> {
    GROUNDS.iter().find(|rule| rule.value.cause == cause)
}

/// The paragraph by which a card ends for this reason.
#[must_use]
pub fn basis_of_end(cause: Cause) -> &'static str {
    match cause {
        Cause::Left => "R2023 § 74 ust. 1, 3",
        Cause::Cancelled => "R2023 § 8",
        Cause::NoHologram => "R2023 § 63 ust. 1-3",
        _ => ground(cause).map_or("R2023 § 63", |rule| rule.basis),
    }
}

/// The fee of a duplicate in grosze, by the day of the application (`L5-13`): as much as the stamp duty for attesting
/// a signature. Not confirmed for 2026 (`L1.2-4`).
pub static FEES: [Rule<u32>; 1] = [Rule {
    id: "L5-13",
    from: Some(R2023),
    to: None,
    basis: "R2023 § 67 ust. 1; UOS, załącznik, cz. II ust. 7",
    confidence: Confidence::P,
    value: 900,
}];

/// What the application costs, in grosze. An exchange is free (`L5-16`).
#[must_use]
pub fn fee(succession: Succession, applied_on: Date) -> u32 {
    match succession {
        Succession::Exchange => 0,
        Succession::Duplicate => FEES.iter().find(|rule| rule.covers(applied_on)).map_or(0, |rule| rule.value),
    }
}

/// A duplicate bears the word "Duplikat" (`L5-6`). A draft would drop it (`L5-7`); its start is not known.
pub static MARKING: Rule<bool> = Rule {
    id: "L5-6",
    from: Some(R2023),
    to: None,
    basis: "R2023 § 61 ust. 5, 14",
    confidence: Confidence::Unconfirmed,
    value: true,
};

/// Does a card issued on that day bear the word?
#[must_use]
pub fn bears_the_word(succession: Succession, issued_on: Date) -> bool {
    succession == Succession::Duplicate && MARKING.covers(issued_on) && MARKING.value
}

/// What the transfer of the fee is called: it names the card and nobody.
#[must_use]
pub fn transfer_title(number: &str) -> String {
    format!("Duplikat legitymacji {number}")
}

/// A fee with its comma: "9,00".
#[must_use]
pub fn written(grosze: u32) -> String {
    format!("{},{:02}", grosze / 100, grosze % 100)
}

/// The text of the QR code of a domestic transfer (recommendation of the Polish Bank Association, 2D code): tax number,
/// country, account, amount in grosze, receiver, title and three reserved fields.
#[must_use]
pub fn transfer_code(account: &str, grosze: u32, receiver: &str, title: &str) -> String {
    let cut = |text: &str, most: usize| text.chars().filter(|c| *c != '|').take(most).collect::<String>();
    format!("|PL|{account}|{grosze:06}|{}|{}|||", cut(receiver, 20).trim_end(), cut(title, 32).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_leads_to_a_duplicate_for_nine_zloty_and_an_exchange_is_free() {
        // L5-13, L5-16
        for cause in [Cause::Lost, Cause::Damaged, Cause::NoHologram] {
            assert_eq!(ground(cause).unwrap().value.succession, Succession::Duplicate, "{cause}");
        }
        for cause in [Cause::Error, Cause::NameChange, Cause::DisabilityRuling, Cause::FieldsFull] {
            assert_eq!(ground(cause).unwrap().value.succession, Succession::Exchange, "{cause}");
        }
        assert!(ground(Cause::Left).is_none() && ground(Cause::Cancelled).is_none(), "L4.3-4");
        let day = date(2026, 11, 20);
        assert_eq!((fee(Succession::Duplicate, day), fee(Succession::Exchange, day)), (900, 0));
        assert_eq!((written(900), written(5)), ("9,00".to_owned(), "0,05".to_owned()));
    }

    #[test]
    fn only_a_duplicate_bears_the_word() {
        // L5-6
        let (before, first) = (date(2023, 6, 16), date(2023, 6, 17));
        let word = |day| bears_the_word(Succession::Duplicate, day);
        assert_eq!((word(before), word(first)), (false, true));
        assert!(!bears_the_word(Succession::Exchange, first));
    }

    #[test]
    fn a_transfer_fits_the_standard_and_names_nobody() {
        let title = transfer_title("1234/2026");
        assert!(title.chars().count() <= 32, "{title}");
        let code = transfer_code("61109010140000071219812874", 900, "Szkoła Podstawowa nr 118 | im. Nikogo", &title);
        assert_eq!(
            code,
            "|PL|61109010140000071219812874|000900|Szkoła Podstawowa nr|Duplikat legitymacji 1234/2026|||"
        );
        assert_eq!(code.matches('|').count(), 8);
    }
}
