//! The rule book: the only place where a § becomes behaviour.
//!
//! A rule is a dated row with its id (`L1.3-5` is section 1.3, row 5 of the collected law), its
//! basis and how sure it is. Ask with the date of the event (issue, receipt, prolongation), never
//! with today's. Where the law is unconfirmed the row is a default that a setting may replace; what
//! is only a draft is a row of its own, and starts when an administrator says that it did.

pub mod allowed_forms;
pub mod book;
#[cfg(test)]
mod cases;
pub mod dates;
pub mod duplicates;
pub mod entitlement;
pub mod fee;
pub mod holder;
pub mod identity;
pub mod mobile;
pub mod older_templates;
pub mod photo_profile;
pub mod register_fields;
pub mod services;
pub mod settings;
pub mod statements;
pub mod templates;
pub mod transition;
pub mod validity;

use jiff::civil::Date;

pub use book::{Overrides, Row, RuleBook};
pub use settings::Settable;
pub use templates::TemplateCode;

use crate::code::codes;

codes! {
    /// How sure a rule is.
    Confidence {
        /// Read in the text of the act.
        P = "P",
        /// From consistent secondary sources.
        S = "S",
        /// Measured on the published specimen.
        M = "M",
        /// General professional knowledge.
        K = "K",
        /// Could not be verified: a default, not a duty.
        Unconfirmed = "UNCONFIRMED",
    }
}

codes! {
    /// What a rule is about.
    Family {
        /// Which form may be issued when (1.3).
        AllowedForms = "allowed_forms",
        /// Who gets a document, and who may issue it (1.4, 9.3).
        Entitlement = "entitlement",
        /// Templates and which school uses which (2.1, 2.2, 9.3).
        TemplateCatalogue = "template_catalogue",
        /// What stands on a card (2.3, 2.4).
        CardData = "card_data",
        /// How dates are written.
        DateRendering = "date_rendering",
        /// What blanks and registers must say of themselves (3).
        RegisterFields = "register_fields",
        /// Blanks and holograms as strict-accounting forms (3.4).
        StrictAccounting = "strict_accounting",
        /// How long a confirmation lasts and when it ends (4.1, 4.2).
        Validity = "validity_unit_and_expiry",
        /// What ends or changes a document (4.3).
        Loss = "loss_and_exchange",
        /// Duplicates (5).
        DuplicateMarking = "duplicate_marking",
        /// What a document costs.
        FeeTariff = "fee_tariff",
        /// *mLegitymacja* (6).
        MobileRegime = "mobile_regime",
        /// How long a code of *mLegitymacja* lives (6.4).
        CodeLifetime = "code_lifetime",
        /// What a photo must be (6.5).
        PhotoProfile = "photo_profile",
        /// Who agrees to services on the chip (2.7).
        ServiceConsent = "service_consent_mode",
        /// Data protection and logs (8).
        DataProtection = "data_protection",
        /// Acts, looks of a card, numbers, fares: what rules refer to.
        Background = "background",
    }
}

/// A dated row of the rule book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule<T> {
    /// The row, for instance `L1.3-5`; `L2.7` where the section has no rows.
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
        covers(self.from, self.to, day)
    }
}

fn covers(from: Option<Date>, to: Option<Date>, day: Date) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

/// A rule that nobody could confirm: the one kind that a school's setting can replace. A [`Rule`] has no way to be
/// replaced, so what the law says for certain cannot be set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unconfirmed<T>(Rule<T>);

impl<T: Copy> Unconfirmed<T> {
    const fn new(id: &'static str, (from, to): (Option<Date>, Option<Date>), basis: &'static str, value: T) -> Self {
        Self(Rule { id, from, to, basis, confidence: Confidence::Unconfirmed, value })
    }

    /// The row as the book has it.
    #[must_use]
    pub const fn rule(&self) -> &Rule<T> {
        &self.0
    }

    /// What the school has set, else what the book proposes.
    #[must_use]
    pub fn or_set(&self, set: Option<T>) -> Applied<T> {
        let applied = Applied::of(&self.0);
        set.map_or(applied, |value| Applied { value, set_by_school: true, ..applied })
    }
}

/// A rule of the draft of December 2025: in force from the day that an administrator names, and never before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draft<T> {
    /// The row it takes the place of.
    pub replaces: &'static str,
    rule: Rule<T>,
}

impl<T> Draft<T> {
    const fn new(id: &'static str, replaces: &'static str, value: T) -> Self {
        let basis = "draft of December 2025";
        Self { replaces, rule: Rule { id, from: None, to: None, basis, confidence: Confidence::Unconfirmed, value } }
    }

    /// The row, whose start nobody knows.
    #[must_use]
    pub const fn rule(&self) -> &Rule<T> {
        &self.rule
    }

    /// The row, if the draft is in force on the day.
    #[must_use]
    pub fn on(&self, day: Date, draft_from: Option<Date>) -> Option<&Rule<T>> {
        draft_from.is_some_and(|from| from <= day).then_some(&self.rule)
    }
}

/// What the book answers: the value, and the row that it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied<T> {
    /// The row.
    pub id: &'static str,
    /// Act and paragraph.
    pub basis: &'static str,
    /// How sure the row is.
    pub confidence: Confidence,
    /// What holds.
    pub value: T,
    /// Whether the school has set it, as only an unconfirmed row lets it.
    pub set_by_school: bool,
}

impl<T: Copy> Applied<T> {
    fn of(rule: &Rule<T>) -> Self {
        let Rule { id, basis, confidence, value, .. } = *rule;
        Self { id, basis, confidence, value, set_by_school: false }
    }

    /// Another value from the same row.
    fn with<U>(self, value: U) -> Applied<U> {
        let Self { id, basis, confidence, set_by_school, .. } = self;
        Applied { id, basis, confidence, value, set_by_school }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_can_be_traced() {
        for row in RuleBook::default().index() {
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
