//! What is set about the rule book, each thing by a name and as a text: so it is typed, stored and told in the log.

use std::str::FromStr;

use jiff::civil::{Date, date};

use crate::{
    code::codes,
    law::{
        Unconfirmed,
        book::{DayOfYear, Overrides, RuleBook},
        duplicates::{self, FoundOriginal, Marking},
        fee::{self, Fee},
        holder::{self, AfterLeaving, Exchange, OnChangeSet},
        mobile::{self, LateObjection},
        photo_profile,
        validity::{self, Expiry},
    },
};

codes! {
    /// What can be set: the first day of the draft, and what the law leaves unconfirmed.
    Settable {
        /// The first day of the draft of December 2025.
        DraftFrom = "draft_from",
        /// The fee for a duplicate since 2026.
        Fee = "fee",
        /// Where a duplicate says that it is one.
        Marking = "marking",
        /// What a found original is worth.
        FoundOriginal = "found_original",
        /// How many holograms a card has room for.
        HologramFields = "hologram_fields",
        /// The last day of the winter semester's confirmation.
        WinterEnds = "winter_ends",
        /// The last day of the summer semester's.
        SummerEnds = "summer_ends",
        /// What a card is worth to somebody who left.
        AfterLeaving = "after_leaving",
        /// What the end of a ruling asks for.
        RulingEnded = "ruling_ended",
        /// What a change of the school's address or head asks for.
        SchoolData = "school_data",
        /// What a photo that is out of date asks for.
        OldPhoto = "old_photo",
        /// The photo that SIO takes.
        SioPhoto = "sio_photo",
        /// What an objection does to an *mLegitymacja* that was issued.
        LateObjection = "late_objection",
    }
}

/// A text that does not say what is to be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a setting of {0}")]
pub struct NotASetting(pub Settable);

impl Settable {
    /// The row of the book it is about; of the draft, the row that says nobody knows its start.
    #[must_use]
    pub const fn row(self) -> &'static str {
        match self {
            Self::DraftFrom => "L1.2-3",
            Self::Fee => "L1.2-4",
            Self::Marking => "L5-6",
            Self::FoundOriginal => "L5-18",
            Self::HologramFields => "L2.4-3",
            Self::WinterEnds | Self::SummerEnds => "L4.2-4",
            Self::AfterLeaving => "L4.3-2",
            Self::RulingEnded => "L2.2",
            Self::SchoolData => "L4.3-8",
            Self::OldPhoto => "L4.3-9",
            Self::SioPhoto => "L6.5-3",
            Self::LateObjection => "L6.7",
        }
    }

    /// The codes that can be chosen from; none where something is typed.
    #[must_use]
    pub fn choices(self) -> Vec<&'static str> {
        match self {
            Self::Marking => Marking::ALL.iter().map(|value| value.code()).collect(),
            Self::FoundOriginal => FoundOriginal::ALL.iter().map(|value| value.code()).collect(),
            Self::AfterLeaving => AfterLeaving::ALL.iter().map(|value| value.code()).collect(),
            Self::RulingEnded | Self::SchoolData | Self::OldPhoto => {
                Exchange::ALL.iter().map(|value| value.code()).collect()
            }
            Self::LateObjection => LateObjection::ALL.iter().map(|value| value.code()).collect(),
            Self::DraftFrom
            | Self::Fee
            | Self::HologramFields
            | Self::WinterEnds
            | Self::SummerEnds
            | Self::SioPhoto => Vec::new(),
        }
    }
}

impl RuleBook {
    /// The book with this set; an empty text takes it back.
    ///
    /// # Errors
    ///
    /// If the text does not say what is to be set.
    pub fn with(self, what: Settable, text: &str) -> Result<Self, NotASetting> {
        let mut book = self;
        let text = text.trim();
        let wrong = NotASetting(what);
        let set = &mut book.overrides;
        match what {
            Settable::DraftFrom => book.draft_from = read(text, first_day).ok_or(wrong)?,
            Settable::Fee => set.fee = read(text, amount).ok_or(wrong)?,
            Settable::Marking => set.marking = read(text, code).ok_or(wrong)?,
            Settable::FoundOriginal => set.found_original = read(text, code).ok_or(wrong)?,
            Settable::HologramFields => set.hologram_fields = read(text, fields).ok_or(wrong)?,
            Settable::WinterEnds => set.winter_ends = read(text, day_of_year).ok_or(wrong)?,
            Settable::SummerEnds => set.summer_ends = read(text, day_of_year).ok_or(wrong)?,
            Settable::AfterLeaving => set.after_leaving = read(text, code).ok_or(wrong)?,
            Settable::RulingEnded => set.on_change.ruling_ended = read(text, code).ok_or(wrong)?,
            Settable::SchoolData => set.on_change.school_data = read(text, code).ok_or(wrong)?,
            Settable::OldPhoto => set.on_change.photo = read(text, code).ok_or(wrong)?,
            Settable::SioPhoto => set.sio_photo = read(text, pixels).ok_or(wrong)?,
            Settable::LateObjection => set.late_objection = read(text, code).ok_or(wrong)?,
        }
        Ok(book)
    }

    /// What is set about this, as [`RuleBook::with`] reads it; none if nothing is.
    #[must_use]
    pub fn set_about(&self, what: Settable) -> Option<String> {
        let set = &self.overrides;
        let day_of_year = |day: Option<DayOfYear>| day.map(|DayOfYear { month, day }| format!("{day:02}.{month:02}"));
        let exchange = |set: Option<Exchange>| set.map(|set| set.code().to_owned());
        match what {
            Settable::DraftFrom => self.draft_from.map(|day| day.to_string()),
            Settable::Fee => set.fee.map(|Fee { grosze }| format!("{},{:02}", grosze / 100, grosze % 100)),
            Settable::Marking => set.marking.map(|value| value.code().to_owned()),
            Settable::FoundOriginal => set.found_original.map(|value| value.code().to_owned()),
            Settable::HologramFields => set.hologram_fields.map(|fields| fields.to_string()),
            Settable::WinterEnds => day_of_year(set.winter_ends),
            Settable::SummerEnds => day_of_year(set.summer_ends),
            Settable::AfterLeaving => set.after_leaving.map(|value| value.code().to_owned()),
            Settable::RulingEnded => exchange(set.on_change.ruling_ended),
            Settable::SchoolData => exchange(set.on_change.school_data),
            Settable::OldPhoto => exchange(set.on_change.photo),
            Settable::SioPhoto => set.sio_photo.map(|(width, height, bytes)| format!("{width} {height} {bytes}")),
            Settable::LateObjection => set.late_objection.map(|value| value.code().to_owned()),
        }
    }

    /// What the book proposes where nothing is set, as if it were set. The draft has no first day.
    #[must_use]
    pub fn proposed() -> Self {
        let ends = |row: &Unconfirmed<Expiry>| {
            let Expiry { month, day, .. } = row.rule().value;
            Some(DayOfYear { month, day })
        };
        let sio = photo_profile::SIO.rule().value;
        let overrides = Overrides {
            fee: Some(fee::SINCE_2026.rule().value),
            on_change: OnChangeSet {
                school_data: Some(holder::SCHOOL_DATA.rule().value),
                photo: Some(holder::PHOTO.rule().value),
                ruling_ended: Some(holder::RULING_ENDED.rule().value),
            },
            hologram_fields: Some(validity::HOLOGRAM_FIELDS.rule().value),
            winter_ends: ends(&validity::BY_ANALOGY[0]),
            summer_ends: ends(&validity::BY_ANALOGY[1]),
            after_leaving: Some(holder::AFTER_LEAVING.rule().value),
            marking: Some(duplicates::MARKING.rule().value),
            found_original: Some(duplicates::FOUND_ORIGINAL.rule().value),
            sio_photo: Some((sio.width, sio.height, sio.bytes)),
            late_objection: Some(mobile::LATE_OBJECTION.rule().value),
        };
        Self { draft_from: None, overrides }
    }
}

/// Nothing, what the text says, or nothing that can be read.
fn read<T>(text: &str, how: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    if text.is_empty() { Some(None) } else { how(text).map(Some) }
}

fn code<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// No draft begins before it was written.
fn first_day(text: &str) -> Option<Date> {
    text.parse::<Date>().ok().filter(|day| *day >= date(2025, 12, 1))
}

/// "9", "9,00" or "9.00", below a thousand złotys.
fn amount(text: &str) -> Option<Fee> {
    let (whole, part) = text.split_once([',', '.']).unwrap_or((text, "00"));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if part.len() != 2 || !digits(part) || whole.len() > 3 || !digits(whole) {
        return None;
    }
    let grosze = whole.parse::<u32>().ok()? * 100 + part.parse::<u32>().ok()?;
    Some(Fee { grosze })
}

/// One to sixteen: more do not fit on the back of a card.
fn fields(text: &str) -> Option<u8> {
    text.parse::<u8>().ok().filter(|fields| (1..=16).contains(fields))
}

/// "01.03", the day first.
fn day_of_year(text: &str) -> Option<DayOfYear> {
    let (day, month) = text.split_once('.')?;
    let (day, month) = (day.parse().ok()?, month.trim_end_matches('.').parse().ok()?);
    // a year without 29 February: the day is there in every year
    Date::new(2027, month, day).ok().map(|_| DayOfYear { month, day })
}

/// "246 304 2500000": width, height and most bytes.
fn pixels(text: &str) -> Option<(u32, u32, u64)> {
    let numbers: Vec<u64> = text.split_whitespace().map(str::parse::<u64>).collect::<Result<_, _>>().ok()?;
    let [width, height, bytes] = numbers[..] else { return None };
    let side = |pixels: u64| u32::try_from(pixels).ok().filter(|pixels| (1..=10_000).contains(pixels));
    (bytes >= 1_000).then_some((side(width)?, side(height)?, bytes))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::law::book::unconfirmed;

    #[test]
    fn whatever_is_unconfirmed_can_be_set_and_nothing_else_but_the_draft() {
        let rows: BTreeSet<&str> = unconfirmed().map(|row| row.id).collect();
        let settable = Settable::ALL.iter().filter(|what| **what != Settable::DraftFrom);
        assert_eq!(settable.map(|what| what.row()).collect::<BTreeSet<_>>(), rows);
    }

    #[test]
    fn what_is_set_is_told_and_read_back() {
        let proposed = RuleBook::proposed();
        assert_eq!(proposed.set_about(Settable::Fee).as_deref(), Some("9,00"));
        assert_eq!(proposed.set_about(Settable::WinterEnds).as_deref(), Some("01.03"));
        assert_eq!(proposed.set_about(Settable::SioPhoto).as_deref(), Some("246 304 2500000"));
        let mut book = RuleBook::default();
        for what in Settable::ALL {
            assert_eq!(book.set_about(*what), None, "{what}");
            let text = proposed.set_about(*what).unwrap_or_else(|| "2027-03-01".to_owned());
            book = book.with(*what, &text).unwrap();
            assert_eq!(book.set_about(*what).as_deref(), Some(text.as_str()), "{what}");
            for choice in what.choices() {
                assert_eq!(book.with(*what, choice).unwrap().set_about(*what).as_deref(), Some(choice));
            }
        }
        assert_eq!(book.overrides, proposed.overrides);
        for what in Settable::ALL {
            book = book.with(*what, " ").unwrap();
        }
        assert_eq!(book, RuleBook::default(), "taken back");
    }

    #[test]
    fn what_says_nothing_is_refused() {
        for (what, text) in [
            (Settable::DraftFrom, "2025-11-30"),
            (Settable::DraftFrom, "jutro"),
            (Settable::Fee, "9,5"),
            (Settable::Fee, "-9"),
            (Settable::Fee, "1000"),
            (Settable::Marking, "offered"),
            (Settable::HologramFields, "0"),
            (Settable::HologramFields, "17"),
            (Settable::WinterEnds, "29.02"),
            (Settable::SummerEnds, "2027-09-30"),
            (Settable::SioPhoto, "246 304"),
            (Settable::SioPhoto, "0 304 2500000"),
        ] {
            assert_eq!(RuleBook::default().with(what, text), Err(NotASetting(what)), "{what} {text}");
        }
    }
}
