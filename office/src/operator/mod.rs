//! Whoever runs the installation (*operator*): which schools there are, and looking into one that lets them. Opening and
//! closing a school is in [`crate::installation`].

mod appoint;
mod ask;
mod look_in;
mod schools;

use jiff::Timestamp;
use school::{PupilId, SchoolId, access::AccessState};

pub use appoint::NewOperator;

/// A school in the operator's list.
#[derive(Clone, Debug)]
pub struct SchoolLine {
    /// Which.
    pub id: SchoolId,
    /// Its name.
    pub name: String,
    /// RSPO number.
    pub rspo: Option<String>,
    /// Since when it is closed; none if it is open.
    pub closed_at: Option<Timestamp>,
    /// How many pupils are on its roll.
    pub pupils: u32,
}

/// A page of the list of schools.
#[derive(Clone, Debug)]
pub struct SchoolPage {
    /// The schools, by name.
    pub rows: Vec<SchoolLine>,
    /// After which school the next page begins.
    pub next: Option<SchoolId>,
}

/// What an operator asked of a school last.
#[derive(Clone, Debug)]
pub struct Asked {
    /// How it stands.
    pub state: AccessState,
    /// For how many hours.
    pub hours: u32,
    /// When.
    pub asked_at: Timestamp,
    /// Until when they may look in, or could.
    pub ends_at: Option<Timestamp>,
    /// May they look in now?
    pub runs: bool,
}

/// A request to look into a school, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct AskAccess {
    /// What for.
    pub reason: String,
    /// For how many hours.
    pub hours: String,
}

/// A pupil as an operator sees them while a grant runs.
#[derive(Clone, Debug)]
pub struct ListedPupil {
    /// Which.
    pub id: PupilId,
    /// Surname, then given names.
    pub name: String,
    /// The class.
    pub class: String,
}

/// A page of such pupils.
#[derive(Clone, Debug)]
pub struct RollPage {
    /// The pupils in Polish order.
    pub rows: Vec<ListedPupil>,
    /// After which pupil the next page begins.
    pub next: Option<PupilId>,
}
