//! *mLegitymacja* (law.md 6): the two regimes, what asks for a new one, how long a code lives, and its states.

use std::time::Duration;

use jiff::civil::{Date, date};

use crate::{
    code::codes,
    law::{Applied, Confidence, Rule, Unconfirmed},
};

codes! {
    /// What makes a school issue it.
    Trigger {
        /// An application of the adult pupil or the parents.
        Application = "application",
        /// The law; parents of a minor may object.
        ExOfficio = "ex_officio",
    }
}

codes! {
    /// Where a school issues it.
    Place {
        /// The ministry's panel.
        Panel = "panel",
        /// The state's register SIO.
        Sio = "sio",
    }
}

codes! {
    /// What asks for a new one.
    Cause {
        /// The card was confirmed for another period.
        Confirmation = "confirmation",
        /// An error on the card.
        Error = "error",
        /// Another name.
        Name = "name",
        /// A ruling because of a disability.
        Ruling = "ruling",
        /// A duplicate of the card.
        Duplicate = "duplicate",
        /// The device is damaged, out of order or lost.
        Device = "device",
    }
}

codes! {
    /// How far it has come (6.7).
    State {
        /// Nobody is owed one: a school abroad, no PESEL.
        NotDue = "not_due",
        /// The parents objected.
        Objected = "objected",
        /// There is no approved photo.
        PendingPhoto = "pending_photo",
        /// Everything is there.
        Ready = "ready",
        /// It stands in SIO.
        Registered = "registered_in_sio",
        /// A code can be fetched.
        CodeAvailable = "code_available",
        /// It is on a device.
        Active = "active",
        /// It is valid no longer.
        Invalid = "invalid",
        /// Another was issued in its place.
        Reissued = "reissued",
    }
}

codes! {
    /// What becomes of one that was issued when the parents object.
    LateObjection {
        /// It is invalidated in SIO.
        Invalidated = "invalidated",
        /// It lasts as long as the card is confirmed.
        Kept = "kept",
    }
}

/// How it was or is issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regime {
    /// What makes a school issue it.
    pub trigger: Trigger,
    /// Where.
    pub place: Place,
    /// What asks for a new one.
    pub causes: &'static [Cause],
}

/// How long a code for a device lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeLife {
    /// From its making.
    pub lasts: Duration,
    /// Whether another can be had without the school.
    pub renewable: bool,
}

const LAST_ON_APPLICATION: Option<Date> = Some(date(2025, 9, 16));
const BY_LAW: Option<Date> = Some(date(2025, 9, 17));
/// The law says autumn 2018; the school year is the earliest it can mean.
const FIRST: Option<Date> = Some(date(2018, 9, 1));

/// The two regimes, which do not overlap.
pub static REGIMES: [Rule<Regime>; 2] = {
    use Cause as C;
    [
        Rule {
            id: "L6.1-1",
            from: FIRST,
            to: LAST_ON_APPLICATION,
            basis: "R2019 § 26 ust. 9; R2023 § 6 ust. 3",
            confidence: Confidence::P,
            value: Regime {
                trigger: Trigger::Application,
                place: Place::Panel,
                causes: &[C::Confirmation, C::Error, C::Name],
            },
        },
        Rule {
            id: "L6.1-1",
            from: BY_LAW,
            to: None,
            basis: "USO art. 11 ust. 1d; R2023 § 64 ust. 2-3",
            confidence: Confidence::P,
            value: Regime {
                trigger: Trigger::ExOfficio,
                place: Place::Sio,
                causes: &[C::Name, C::Error, C::Ruling, C::Duplicate, C::Device],
            },
        },
    ]
};

/// Codes of the panel and of ZPE.
pub static CODES: [Rule<CodeLife>; 2] = {
    const fn row(
        (from, to): (Option<Date>, Option<Date>),
        basis: &'static str,
        seconds: u64,
        renewable: bool,
    ) -> Rule<CodeLife> {
        let value = CodeLife { lasts: Duration::from_secs(seconds), renewable };
        Rule { id: "L6.4-2", from, to, basis, confidence: Confidence::S, value }
    }
    [
        row((FIRST, LAST_ON_APPLICATION), "guide of the ministry's panel", 30 * 24 * 60 * 60, false),
        row((BY_LAW, None), "guide of ZPE", 10 * 60, true),
    ]
};

/// No rule says what an objection does to one that was issued.
pub static LATE_OBJECTION: Unconfirmed<LateObjection> =
    Unconfirmed::new("L6.7", (BY_LAW, None), "no rule", LateObjection::Invalidated);

/// The states and the order in which they come.
pub static STATES: Rule<&[State]> =
    Rule { id: "L6.7", from: BY_LAW, to: None, basis: "R2023 § 64", confidence: Confidence::S, value: State::ALL };

/// The regime of the day; none before there was such a document.
#[must_use]
pub fn on(day: Date) -> Option<&'static Rule<Regime>> {
    REGIMES.iter().find(|rule| rule.covers(day))
}

/// How long a code made on the day lives.
#[must_use]
pub fn code(made_on: Date) -> Option<&'static Rule<CodeLife>> {
    CODES.iter().find(|rule| rule.covers(made_on))
}

/// Whether this asks for a new one on the day, with the row that says so.
#[must_use]
pub fn new_one(cause: Cause, day: Date) -> Option<Applied<bool>> {
    on(day).map(|rule| Applied::of(rule).with(rule.value.causes.contains(&cause)))
}

impl State {
    /// Whether this state can follow that one. An objection can come, and be withdrawn, at any time before the end.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        use State as S;
        match self {
            S::NotDue => matches!(next, S::PendingPhoto | S::Ready | S::Objected),
            S::Objected => matches!(next, S::NotDue | S::PendingPhoto | S::Ready),
            S::PendingPhoto => matches!(next, S::NotDue | S::Objected | S::Ready),
            S::Ready => matches!(next, S::NotDue | S::Objected | S::PendingPhoto | S::Registered),
            S::Registered => matches!(next, S::CodeAvailable | S::Invalid | S::Reissued),
            S::CodeAvailable => matches!(next, S::Active | S::Invalid | S::Reissued),
            S::Active => matches!(next, S::Invalid | S::Reissued),
            // another one begins anew; this one is over
            S::Invalid | S::Reissued => false,
        }
    }
}
