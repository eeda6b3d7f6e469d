//! The state's mLegitymacja, as far as it is the school's work (law.md 6): who objected, who is due one and what is
//! missing, what is to be done in SIO, and how far each has come there. We never issue one.

mod compare;
mod device;
mod objection;
mod progress;
mod readiness;
mod task;
#[cfg(test)]
mod tests;
pub(crate) mod trigger;

use jiff::{Timestamp, civil::Date};
use school::{
    ObjectionId, PupilId, SioTaskId,
    law::{
        entitlement::Claim,
        mobile::{CodeLife, State},
    },
    state_mobile_id::{Deed, Reason, Scope},
};

pub use compare::{Compared, Disagreement};

/// An objection, or its withdrawal, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Declare {
    /// [`Scope`] code; of an objection only.
    pub scope: String,
    /// Of which day, YYYY-MM-DD; empty means today.
    pub on: String,
    /// Whose declaration it is.
    pub by: String,
}

/// Something to be done in SIO, done or come to nothing.
#[derive(Clone, Debug)]
pub struct SioTask {
    /// Which.
    pub id: SioTaskId,
    /// About whom.
    pub pupil: PupilId,
    /// Surname first.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// The card's number.
    pub number: Option<String>,
    /// The card's last day.
    pub expires: Option<Date>,
    /// What.
    pub deed: Deed,
    /// Why.
    pub reason: Reason,
    /// The card goes there alone: the parents objected.
    pub card_only: bool,
    /// Is it still to be done?
    pub open: bool,
    /// Since when.
    pub since: Timestamp,
    /// Who did it, and when.
    pub done: Option<(String, Timestamp)>,
}

/// What there is for a pupil's mLegitymacja and what is missing.
#[derive(Clone, Debug)]
pub struct SioLine {
    /// Who.
    pub pupil: PupilId,
    /// Surname first.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// How far it has come.
    pub state: State,
    /// What they can ask; none where the book knows no duty.
    pub claim: Option<Claim>,
    /// Is there a PESEL?
    pub pesel: bool,
    /// Is there an approved photo?
    pub photo: bool,
    /// Number of the card in their hands, its last day, and whether it is valid today.
    pub card: Option<(String, Option<Date>, bool)>,
    /// Of which day the objection is that was not withdrawn.
    pub objected_on: Option<Date>,
    /// From which day on parents cannot object, if it has come.
    pub of_age: bool,
    /// Was the card entered into SIO?
    pub entered: bool,
    /// How many things are to be done there.
    pub tasks: u32,
}

/// An mLegitymacja as it was noted, with its days.
#[derive(Clone, Debug)]
pub struct Noted {
    /// How far it came.
    pub state: State,
    /// The number of its card.
    pub number: String,
    /// Since when it stands in SIO.
    pub registered_on: Date,
    /// Since when a code can be fetched.
    pub code_on: Option<Date>,
    /// Since when it is on a device.
    pub active_on: Option<Date>,
    /// When and why it ended.
    pub ended: Option<(Date, Reason)>,
    /// For the next step.
    pub version: i64,
}

/// An objection in the register.
#[derive(Clone, Debug)]
pub struct Objection {
    /// Which.
    pub id: ObjectionId,
    /// Whose.
    pub pupil: PupilId,
    /// Surname first.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// Against what.
    pub scope: Scope,
    /// When and by whom it was declared.
    pub declared: (Date, String),
    /// When and by whom it was withdrawn.
    pub withdrawn: Option<(Date, String)>,
    /// The day from which on the pupil decides.
    pub of_age_on: Date,
    /// Does it hold today?
    pub holds: bool,
    /// For the withdrawal.
    pub version: i64,
}

/// All about a pupil's mLegitymacja.
#[derive(Clone, Debug)]
pub struct SioRecord {
    /// What there is and what is missing.
    pub line: SioLine,
    /// The paragraph by which they can ask what they can.
    pub basis: Option<&'static str>,
    /// How long a code lives.
    pub code: Option<CodeLife>,
    /// What was noted, the newest first.
    pub noted: Vec<Noted>,
    /// What is to be done, was done or came to nothing, the newest first.
    pub tasks: Vec<SioTask>,
    /// Every objection, the newest first.
    pub objections: Vec<Objection>,
    /// Has the pupil left?
    pub gone: bool,
}
