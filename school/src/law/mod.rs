//! The rule book: the only place where a § becomes behaviour.
//!
//! A rule is a dated row with its id (`L1.3-5` is section 1.3, row 5 of the collected law), its
//! basis and how sure it is. Ask with the date of the event (issue, receipt, prolongation), never
//! with today's. Where the law is unconfirmed the row is a default that a setting may replace; what
//! is only a draft is a row of its own, and starts when an administrator says that it did.

pub mod allowed_forms;
pub mod dates;
pub mod identity;
pub mod photo_profile;
pub mod register_fields;
pub mod templates;
pub mod validity;

use std::slice::from_ref;

use jiff::civil::Date;

pub use templates::TemplateCode;

/// How sure a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Read in the text of the act.
    P,
    /// From consistent secondary sources.
    S,
    /// Measured on the published specimen.
    M,
    /// General professional knowledge.
    K,
    /// Could not be verified: a default, not a duty.
    Unconfirmed,
}

/// A dated row of the rule book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule<T> {
    /// The row, for instance `L1.3-5`.
    pub id: &'static str,
    /// First day; none if nobody knows, so that the rule reaches back as far as one asks.
    pub from: Option<Date>,
    /// Last day, inclusive; none if open.
    pub to: Option<Date>,
    /// Act and paragraph.
    pub basis: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
    /// What it says.
    pub value: T,
}

impl<T> Rule<T> {
    /// Whether the rule is in force on the day.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    const fn row(&self, family: &'static str) -> Row {
        Row { family, id: self.id, from: self.from, to: self.to, basis: self.basis, confidence: self.confidence }
    }
}

/// A row without what it says: a line of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Which family it belongs to.
    pub family: &'static str,
    /// See [`Rule::id`].
    pub id: &'static str,
    /// See [`Rule::from`].
    pub from: Option<Date>,
    /// See [`Rule::to`].
    pub to: Option<Date>,
    /// See [`Rule::basis`].
    pub basis: &'static str,
    /// See [`Rule::confidence`].
    pub confidence: Confidence,
}

/// Every row of the book, family by family.
#[must_use]
pub fn index() -> Vec<Row> {
    fn rows<T>(family: &'static str, rules: &[Rule<T>]) -> impl Iterator<Item = Row> {
        rules.iter().map(move |rule| rule.row(family))
    }
    rows("allowed_forms", &allowed_forms::ROWS)
        .chain(rows("templates", &templates::ROWS))
        .chain(rows("templates", &templates::KINDS))
        .chain(rows("dates", &dates::ROWS))
        .chain(rows("dates", from_ref(&dates::DRAFT)))
        .chain(rows("register_fields", &register_fields::ROWS))
        .chain(rows("validity", &validity::UNITS))
        .chain(rows("validity", &validity::EXPIRIES))
        .chain(rows("identity", from_ref(&identity::SUBSTITUTE)))
        .chain(rows("photo_profile", &photo_profile::ROWS))
        .chain(rows("photo_profile", from_ref(&photo_profile::CARD_BOX)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_can_be_traced() {
        for row in index() {
            let number = row.id.strip_prefix('L').unwrap_or_default();
            assert!(
                number.starts_with(|c: char| c.is_ascii_digit())
                    && number.chars().all(|c| c.is_ascii_digit() || ".-".contains(c)),
                "{row:?}"
            );
            assert!(!row.basis.is_empty(), "{row:?}");
            assert!(row.from.zip(row.to).is_none_or(|(from, to)| from <= to), "{row:?}");
        }
    }

    #[test]
    fn both_ends_of_a_rule_are_in_force() {
        let [from, to] = [jiff::civil::date(2023, 6, 17), jiff::civil::date(2024, 7, 12)];
        let rule =
            Rule { id: "L0-0", from: Some(from), to: Some(to), basis: "-", confidence: Confidence::K, value: () };
        let days = [from.yesterday().unwrap(), from, to, to.tomorrow().unwrap()];
        assert_eq!(days.map(|day| rule.covers(day)), [false, true, true, false]);
    }
}
