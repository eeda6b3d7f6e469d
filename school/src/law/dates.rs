//! How a card writes dates: the month in words, in full (R2023 § 19 ust. 1, `L2.3-2`, `L2.3-6`).

use jiff::civil::Date;

use crate::law::{Confidence, Draft, Rule};

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateStyle {
    /// "5 czerwca 2015".
    Words,
    /// "05.06.2015".
    Digits,
}

/// The rule in force. The act is of 2023-06-17; no older card is printed by this program, so the row
/// reaches back without an end.
pub static ROWS: [Rule<DateStyle>; 1] = [Rule {
    id: "L2.3-2",
    from: None,
    to: None,
    basis: "R2023 § 19 ust. 1",
    confidence: Confidence::P,
    value: DateStyle::Words,
}];

/// The draft of December 2025. Whether it was ever published is unconfirmed (`L1.2-3`), so nothing
/// is known of its start: an administrator names the day.
pub static DRAFT: Draft<DateStyle> = Draft::new("L1.2-2", "L2.3-2", DateStyle::Digits);

/// How a document issued on the day writes dates; `draft_from` is the first day of the draft, if an
/// administrator has named it.
#[must_use]
pub fn on(issued_on: Date, draft_from: Option<Date>) -> &'static Rule<DateStyle> {
    DRAFT.on(issued_on, draft_from).unwrap_or(&ROWS[0])
}

/// A date as a card issued on the day writes it: "5 czerwca 2015".
#[must_use]
pub fn render(date: Date, issued_on: Date) -> String {
    on(issued_on, None).value.write(date)
}

impl DateStyle {
    /// The date in this style.
    #[must_use]
    pub fn write(self, date: Date) -> String {
        match self {
            Self::Words => format!("{} {} {}", date.day(), month(date), date.year()),
            Self::Digits => format!("{:02}.{:02}.{}", date.day(), date.month(), date.year()),
        }
    }
}

/// The month in the genitive, as it stands in a date.
fn month(date: Date) -> &'static str {
    match date.month() {
        1 => "stycznia",
        2 => "lutego",
        3 => "marca",
        4 => "kwietnia",
        5 => "maja",
        6 => "czerwca",
        7 => "lipca",
        8 => "sierpnia",
        9 => "września",
        10 => "października",
        11 => "listopada",
        _ => "grudnia",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_are_words() {
        let issued_on = date(2026, 10, 5);
        assert_eq!(render(date(2015, 6, 5), issued_on), "5 czerwca 2015");
        let year: Vec<String> = (1..=12).map(|month| render(date(2026, month, 28), issued_on)).collect();
        assert_eq!(
            year.join(", ").replace("28 ", "").replace(" 2026", ""),
            "stycznia, lutego, marca, kwietnia, maja, czerwca, lipca, sierpnia, września, października, listopada, grudnia"
        );
    }

    #[test]
    fn digits_wait_for_the_draft() {
        let from = date(2027, 3, 1);
        for (issued_on, draft_from, id) in [
            (date(2023, 6, 17), None, "L2.3-2"),
            (date(2099, 1, 1), None, "L2.3-2"),
            (date(2027, 2, 28), Some(from), "L2.3-2"),
            (from, Some(from), "L1.2-2"),
        ] {
            assert_eq!(on(issued_on, draft_from).id, id, "{issued_on} {draft_from:?}");
        }
        assert_eq!(on(from, Some(from)).value.write(date(2015, 6, 5)), "05.06.2015");
    }
}
