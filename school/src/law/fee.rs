//! What a document costs (law.md 5): the tariff of the day of the application.

use jiff::civil::{Date, date};

use crate::{
    code::codes,
    law::{Applied, Confidence, Rule, Unconfirmed},
};

codes! {
    /// What is asked for.
    Occasion {
        /// A duplicate of a lost document.
        Duplicate = "duplicate",
        /// The first card at a school.
        FirstCard = "first_card",
        /// A new card for one with an error, an old name, no ruling or no room for a date.
        Exchange = "exchange",
    }
}

/// A price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fee {
    /// In hundredths of a złoty.
    pub grosze: u32,
}

/// A price for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tariff {
    /// For what.
    pub occasion: Occasion,
    /// How much.
    pub fee: Fee,
}

const R2023: Option<Date> = Some(date(2023, 6, 17));
const NINE: Fee = Fee { grosze: 900 };
const NOTHING: Fee = Fee { grosze: 0 };

/// What is known of the tariff. The duplicate costs what attesting a signature costs.
pub static ROWS: [Rule<Tariff>; 3] = {
    const fn free(occasion: Occasion) -> Rule<Tariff> {
        let value = Tariff { occasion, fee: NOTHING };
        Rule { id: "L5-16", from: R2023, to: None, basis: "no fee in R2023", confidence: Confidence::S, value }
    }
    [
        Rule {
            id: "L5-13",
            from: R2023,
            to: Some(date(2025, 12, 31)),
            basis: "R2023 § 67 ust. 1; UOS annex part II item 7",
            confidence: Confidence::P,
            value: Tariff { occasion: Occasion::Duplicate, fee: NINE },
        },
        free(Occasion::FirstCard),
        free(Occasion::Exchange),
    ]
};

/// Whether stamp duty is still nine złotys in 2026 could not be verified.
pub static SINCE_2026: Unconfirmed<Fee> =
    Unconfirmed::new("L1.2-4", (Some(date(2026, 1, 1)), None), "R2023 § 67 ust. 1; UOS annex part II item 7", NINE);

/// The price on the day of the application; `set` is what the school has set where the book is not sure. None before
/// R2023.
#[must_use]
pub fn on(occasion: Occasion, applied_on: Date, set: Option<Fee>) -> Option<Applied<Fee>> {
    if occasion == Occasion::Duplicate && SINCE_2026.rule().covers(applied_on) {
        return Some(SINCE_2026.or_set(set));
    }
    let rule = ROWS.iter().find(|rule| rule.value.occasion == occasion && rule.covers(applied_on))?;
    Some(Applied::of(rule).with(rule.value.fee))
}
