//! Services coded on a card's chip (law.md 2.7): the head decides on their kinds, and somebody has to be asked.

use jiff::civil::{Date, date};

use crate::{
    code::codes,
    law::{Applied, Confidence, Draft, Rule},
};

codes! {
    /// What the head needs.
    Asked {
        /// The consent of adult pupils and parents.
        Consent = "consent",
        /// Their opinion.
        Opinion = "opinion",
    }
}

/// The rule in force.
pub static CONSENT: Rule<Asked> = Rule {
    id: "L2.7",
    from: Some(date(2023, 6, 17)),
    to: None,
    basis: "R2023 § 46 ust. 2",
    confidence: Confidence::P,
    value: Asked::Consent,
};

/// The draft puts an opinion in its place.
pub static DRAFT: Draft<Asked> = Draft::new("L1.2-2", "L2.7", Asked::Opinion);

/// What a service that begins on the day needs; none before R2023.
#[must_use]
pub fn on(begins_on: Date, draft_from: Option<Date>) -> Option<Applied<Asked>> {
    let rule = DRAFT.on(begins_on, draft_from).or_else(|| Some(&CONSENT).filter(|rule| rule.covers(begins_on)));
    rule.map(Applied::of)
}
