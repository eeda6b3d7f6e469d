//! What becomes of a card when its holder, its data or its school change (law.md 2.2, 4.3).

use jiff::civil::{Date, date};

use crate::{
    code::codes,
    law::{Applied, Confidence, Rule, Unconfirmed},
};

codes! {
    /// What has changed.
    Change {
        /// An error or mistake was found.
        Error = "error",
        /// The holder has another name.
        Name = "name",
        /// A ruling because of a disability came.
        Ruling = "ruling",
        /// There is no such ruling any more.
        RulingEnded = "ruling_ended",
        /// A paper document has no room for a date, a card none for a hologram.
        FieldsFull = "fields_full",
        /// The school's address or its head.
        SchoolData = "school_data",
        /// The photo is out of date.
        Photo = "photo",
    }
}

codes! {
    /// Whether a new card is due. It costs nothing and has a number of its own.
    Exchange {
        /// It has to be issued.
        Required = "required",
        /// It may be; the old one is no worse.
        Offered = "offered",
    }
}

codes! {
    /// What a card of R2023 is worth to somebody who has left the school.
    AfterLeaving {
        /// It is formally valid to its date; nothing prolongs it.
        FormallyValid = "formally_valid",
        /// It ends with education in that school, as older documents do.
        Ends = "ends",
    }
}

/// What a change asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnChange {
    /// The change.
    pub change: Change,
    /// Whether a new card is due.
    pub exchange: Exchange,
}

const R2023: Option<Date> = Some(date(2023, 6, 17));

/// The changes of which the law or all schools say what follows.
pub static ROWS: [Rule<OnChange>; 4] = {
    const fn row(id: &'static str, basis: &'static str, confidence: Confidence, change: Change) -> Rule<OnChange> {
        Rule { id, from: R2023, to: None, basis, confidence, value: OnChange { change, exchange: Exchange::Required } }
    }
    [
        row("L4.3-5", "R2023 § 63 ust. 4", Confidence::P, Change::Error),
        row("L4.3-6", "R2023 § 60 ust. 4-5", Confidence::P, Change::Name),
        row("L4.3-7", "R2023 § 63 ust. 5", Confidence::P, Change::Ruling),
        row("L1.3", "practice of schools", Confidence::S, Change::FieldsFull),
    ]
};

/// No rule was found for an address or a head.
pub static SCHOOL_DATA: Unconfirmed<Exchange> = Unconfirmed::new("L4.3-8", (R2023, None), "no rule", Exchange::Offered);

/// No rule was found for an old photo.
pub static PHOTO: Unconfirmed<Exchange> = Unconfirmed::new("L4.3-9", (R2023, None), "no rule", Exchange::Offered);

/// No rule was found for the end of a ruling.
pub static RULING_ENDED: Unconfirmed<Exchange> = Unconfirmed::new("L2.2", (R2023, None), "no rule", Exchange::Offered);

/// No clause was found that ends a card of R2023.
pub static AFTER_LEAVING: Unconfirmed<AfterLeaving> =
    Unconfirmed::new("L4.3-2", (R2023, None), "no clause in R2023", AfterLeaving::FormallyValid);

/// What a school has set about changes of which the book is not sure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OnChangeSet {
    /// `L4.3-8`
    pub school_data: Option<Exchange>,
    /// `L4.3-9`
    pub photo: Option<Exchange>,
    /// `L2.2`
    pub ruling_ended: Option<Exchange>,
}

/// Whether a change on the day asks for a new card; none before R2023.
#[must_use]
pub fn on(change: Change, day: Date, set: OnChangeSet) -> Option<Applied<Exchange>> {
    let unsure = |row: &Unconfirmed<Exchange>, set| row.rule().covers(day).then(|| row.or_set(set));
    match change {
        Change::SchoolData => unsure(&SCHOOL_DATA, set.school_data),
        Change::Photo => unsure(&PHOTO, set.photo),
        Change::RulingEnded => unsure(&RULING_ENDED, set.ruling_ended),
        Change::Error | Change::Name | Change::Ruling | Change::FieldsFull => {
            let rule = ROWS.iter().find(|rule| rule.value.change == change && rule.covers(day))?;
            Some(Applied::of(rule).with(rule.value.exchange))
        }
    }
}
