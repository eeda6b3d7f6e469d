//! Looking into the school from outside: whoever runs the installation asks, the school grants for some hours or
//! refuses (trust.md T21). While a grant runs, all of the school's staff and families are told on every page.

mod end;
mod grant;
mod list;
mod refuse;
mod running;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use school::{AccessId, access::AccessState};

/// A request to look into the school, as the school sees it.
#[derive(Clone, Debug)]
pub struct AccessRow {
    /// Which.
    pub id: AccessId,
    /// The name of who asks.
    pub operator: String,
    /// What for.
    pub reason: String,
    /// For how many hours.
    pub hours: u32,
    /// How it stands.
    pub state: AccessState,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Who answered.
    pub decided_by: Option<String>,
    /// Until when they may look in; none before it is granted.
    pub ends_at: Option<Timestamp>,
    /// May they look in now?
    pub runs: bool,
    /// For the answer, and for ending it.
    pub version: i64,
}

/// Somebody who may look into a school now, for everybody there to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookedInto {
    /// The school.
    pub school: String,
    /// Their name.
    pub operator: String,
    /// Until when.
    pub until: Timestamp,
}
