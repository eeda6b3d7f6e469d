//! How many pixels a photo needs, for what (law.md 6.5), and where a card carries it (law.md 2.5).
//!
//! No act in force lists what a school photo must look like, so these are defaults of a school's policy.

use jiff::civil::{Date, date};

use crate::{
    code::codes,
    law::{Confidence, Draft, Rule, Unconfirmed},
    photo::Severity,
};

codes! {
    /// What a photo is for.
    Purpose {
        /// Good for every use known: the rules of identity documents.
        Recommended = "recommended",
        /// The least any use accepted.
        Least = "least",
        /// The state's register SIO, for mLegitymacja.
        Sio = "sio",
    }
}

/// What a purpose asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profile {
    /// For what.
    pub purpose: Purpose,
    /// Least width in pixels.
    pub width: u32,
    /// Least height in pixels.
    pub height: u32,
    /// Most bytes of a file sent there.
    pub bytes: u64,
}

const fn row(
    id: &'static str,
    (from, to): (Option<Date>, Option<Date>),
    basis: &'static str,
    confidence: Confidence,
    value: Profile,
) -> Rule<Profile> {
    Rule { id, from, to, basis, confidence, value }
}

const BY_LAW: Date = date(2025, 9, 17);

/// The rows of 6.5 that schools and the ministry's panel used.
pub static ROWS: [Rule<Profile>; 2] = [
    row(
        "L6.5-1",
        (None, None),
        "photo rules of identity documents",
        Confidence::S,
        Profile { purpose: Purpose::Recommended, width: 492, height: 633, bytes: 2_500_000 },
    ),
    row(
        "L6.5-2",
        (None, None),
        "the ministry's panel to 2025-09-16",
        Confidence::S,
        Profile { purpose: Purpose::Least, width: 354, height: 496, bytes: 5_000_000 },
    ),
];

/// What the state's register takes, by the page of one school.
pub static SIO: Unconfirmed<Profile> = Unconfirmed::new(
    "L6.5-3",
    (Some(BY_LAW), None),
    "USO art. 11; SIO art. 14 pkt 34",
    Profile { purpose: Purpose::Sio, width: 246, height: 304, bytes: 2_500_000 },
);

/// The draft asks for the photo of identity documents.
pub static DRAFT: Draft<Profile> =
    Draft::new("L1.2-2", "L6.5-2", Profile { purpose: Purpose::Least, width: 492, height: 633, bytes: 2_500_000 });

/// What the purpose asks for on the day; none if it did not exist.
#[must_use]
pub fn on(purpose: Purpose, day: Date) -> Option<&'static Rule<Profile>> {
    ROWS.iter().chain([SIO.rule()]).find(|rule| rule.value.purpose == purpose && rule.covers(day))
}

/// What to say about a crop of this many pixels: below the least blocks, below the recommended warns.
#[must_use]
pub fn resolution(width: u32, height: u32, day: Date) -> Option<Severity> {
    let below = |purpose| on(purpose, day).is_some_and(|rule| width < rule.value.width || height < rule.value.height);
    match (below(Purpose::Least), below(Purpose::Recommended)) {
        (true, _) => Some(Severity::Blocking),
        (false, true) => Some(Severity::Warning),
        (false, false) => None,
    }
}

/// Width and height of the master that is kept at most: 35 × 45 mm at 600 dpi. Never enlarged.
pub const MASTER: (u32, u32) = (826, 1063);

/// The photo field of a card, in millimetres from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PhotoBox {
    /// From the left edge, mm.
    pub left: f64,
    /// From the top edge, mm.
    pub top: f64,
    /// Width, mm.
    pub width: f64,
    /// Height, mm.
    pub height: f64,
    /// Least dots per inch.
    pub dpi: f64,
}

impl PhotoBox {
    /// The fewest pixels that reach [`PhotoBox::dpi`], width and height.
    #[must_use]
    pub fn pixels(&self) -> (u32, u32) {
        // millimetres of a card times a few hundred dpi stay far below u32::MAX
        let least = |millimetres: f64| (millimetres / 25.4 * self.dpi).ceil() as u32;
        (least(self.width), least(self.height))
    }
}

/// Read in ART; for MEiN a default that agrees with the specimen (`L2.5-4`, `L6.5-4`).
pub static CARD_BOX: Rule<PhotoBox> = Rule {
    id: "L2.5-4",
    from: None,
    to: None,
    basis: "ART annex 4",
    confidence: Confidence::P,
    value: PhotoBox { left: 5.5, top: 17.0, width: 19.0, height: 26.0, dpi: 300.0 },
};

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = date(2026, 11, 20);

    #[test]
    fn few_pixels_warn_and_fewer_block() {
        for (size, severity) in [
            ((492, 633), None),
            ((491, 633), Some(Severity::Warning)),
            ((492, 632), Some(Severity::Warning)),
            ((354, 496), Some(Severity::Warning)),
            ((353, 496), Some(Severity::Blocking)),
            ((354, 495), Some(Severity::Blocking)),
        ] {
            assert_eq!(resolution(size.0, size.1, TODAY), severity, "{size:?}");
        }
    }

    #[test]
    fn sio_takes_photos_since_2025_09_17() {
        assert_eq!(on(Purpose::Sio, date(2025, 9, 16)), None);
        assert_eq!(on(Purpose::Sio, date(2025, 9, 17)).map(|rule| rule.id), Some("L6.5-3"));
    }

    #[test]
    fn the_field_of_the_card_needs_300_dpi() {
        // 26 mm are 307.09 dots: 307 would be a hair less than 300 dpi
        assert_eq!(CARD_BOX.value.pixels(), (225, 308));
        assert!(MASTER.0 >= 225 && MASTER.1 >= 308);
    }
}
