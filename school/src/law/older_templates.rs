//! Templates (*wzory*) of documents that are no longer issued: those of 2019, and numbers 1 to 14 of 2021 (law.md 2.1).
//! Their documents are still prolonged, so they can be entered.

use jiff::civil::{Date, date};

use crate::{
    code::codes,
    law::{Confidence, Rule, TemplateCode},
};

codes! {
    /// What a document of an older template is.
    Make {
        /// Paper.
        Paper = "paper",
        /// *e-legitymacja*
        Plastic = "plastic",
        /// *mLegitymacja*, as shown while valid.
        MobileValid = "mobile_valid",
        /// *mLegitymacja*, as shown when invalid.
        MobileInvalid = "mobile_invalid",
    }
}

/// An older template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OlderTemplate {
    /// Its symbol; empty if it only had a number.
    pub symbol: &'static str,
    /// Its number of 2021, 1 to 14; none for those of 2019.
    pub number: Option<u8>,
    /// What it is.
    pub make: Make,
    /// The templates of cards that took its place.
    pub now: &'static [TemplateCode],
}

const LAST_OLD_BLANK: Date = date(2024, 7, 12);
const LAST_ON_APPLICATION: Date = date(2025, 9, 16);

const fn of_2019(id: &'static str, symbol: &'static str, now: &'static [TemplateCode]) -> Rule<OlderTemplate> {
    let value = OlderTemplate { symbol, number: None, make: Make::Paper, now };
    let (from, to) = (Some(date(2019, 9, 1)), Some(LAST_OLD_BLANK));
    Rule { id, from, to, basis: "R2019 annex", confidence: Confidence::S, value }
}

const fn of_2021(
    id: &'static str,
    (symbol, number): (&'static str, u8),
    make: Make,
    now: &'static [TemplateCode],
) -> Rule<OlderTemplate> {
    let to = match make {
        Make::Paper | Make::Plastic => LAST_OLD_BLANK,
        Make::MobileValid | Make::MobileInvalid => LAST_ON_APPLICATION,
    };
    let value = OlderTemplate { symbol, number: Some(number), make, now };
    let basis = "Dz.U. 2021 poz. 1203 annex 4";
    Rule { id, from: Some(date(2021, 7, 3)), to: Some(to), basis, confidence: Confidence::S, value }
}

/// Every older template.
pub static ROWS: [Rule<OlderTemplate>; 19] = {
    use {Make as M, TemplateCode as T};
    const PUPILS: &[TemplateCode] = &[T::MeinI1];
    const LEARNERS: &[TemplateCode] = &[T::MeinI2];
    const DISABLED_PUPILS: &[TemplateCode] = &[T::MeinI3N];
    const DISABLED_LEARNERS: &[TemplateCode] = &[T::MeinI4N];
    const CHILDREN: &[TemplateCode] = &[T::MeinI5];
    const REGULAR: &[TemplateCode] = &[T::MeinI1, T::MeinI2];
    const DISABLED: &[TemplateCode] = &[T::MeinI3N, T::MeinI4N];
    [
        of_2019("L2.1-1", "MEN-I/1", PUPILS),
        of_2019("L2.1-2", "MEN-I/2", LEARNERS),
        of_2019("L2.1-3", "MEN-I/3-N", DISABLED_PUPILS),
        of_2019("L2.1-4", "MEN-I/4-N", DISABLED_LEARNERS),
        of_2019("L2.1-5", "MEN-I/5", CHILDREN),
        of_2021("L2.1-1", ("MEN-I/1", 1), M::Paper, PUPILS),
        of_2021("L2.1-2", ("MEN-I/2", 2), M::Paper, LEARNERS),
        of_2021("L2.1-3", ("MEN-I/3-N", 3), M::Paper, DISABLED_PUPILS),
        of_2021("L2.1-4", ("MEN-I/4-N", 4), M::Paper, DISABLED_LEARNERS),
        of_2021("L2.1-5", ("MEN-I/5", 5), M::Paper, CHILDREN),
        of_2021("L2.1-1", ("", 6), M::Plastic, PUPILS),
        of_2021("L2.1-2", ("", 7), M::Plastic, LEARNERS),
        of_2021("L2.1-3", ("", 8), M::Plastic, DISABLED_PUPILS),
        of_2021("L2.1-4", ("", 9), M::Plastic, DISABLED_LEARNERS),
        of_2021("L2.1-5", ("", 10), M::Plastic, CHILDREN),
        of_2021("L2.1-6", ("", 11), M::MobileValid, REGULAR),
        of_2021("L2.1-6", ("", 12), M::MobileInvalid, REGULAR),
        of_2021("L2.1-6", ("", 13), M::MobileValid, DISABLED),
        of_2021("L2.1-6", ("", 14), M::MobileInvalid, DISABLED),
    ]
};

/// The templates of the day.
pub fn on(issued_on: Date) -> impl Iterator<Item = &'static Rule<OlderTemplate>> {
    ROWS.iter().filter(move |rule| rule.covers(issued_on))
}
