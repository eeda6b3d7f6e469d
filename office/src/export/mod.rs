//! What is taken out of the system about many pupils at once (*pobrania*): with a reason, and for more than two hundred
//! pupils by two people (trust.md T20). One asks, another with the same rights agrees, and the one who asked takes it,
//! once, within a day.
//!
//! The file is made when it is taken and lies nowhere in between: whoever agrees, agrees to what is taken, not to a
//! copy.

mod ask;
mod decide;
mod gather;
mod list;
mod take;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use school::{
    SchoolId,
    event::Event,
    guardian::Relation,
    permission::{Permission, allows},
    person::{Membership, Role},
    pupil::Listed,
    year::SchoolYear,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    StaffDesk,
    refused::{Broken, Refused},
};

/// The most pupils about whom one person alone takes something.
pub const ALONE: usize = 200;
/// How long a request stands, in seconds.
pub(crate) const STANDS: i64 = 24 * 3600;

/// What is taken. Nothing in it tells of a person: it stands in requests for as long as these are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "export", rename_all = "snake_case")]
pub enum Export {
    /// The list of pupils.
    Pupils {
        /// Of one class.
        class: Option<Uuid>,
        /// Who stand so, a [`Listed`] code.
        listed: String,
        /// With whole PESEL numbers.
        pesel: bool,
        /// As a workbook, else as CSV.
        workbook: bool,
    },
    /// The nominal register of a school year as a PDF, with whole PESEL numbers.
    Register {
        /// The year in which it begins.
        year: i16,
    },
    /// The file of cards that SIO takes in, with whole PESEL numbers.
    Sio {
        /// With the mark of the encoding at its beginning.
        mark: bool,
    },
    /// The audit log.
    AuditLog {
        /// From this day on, YYYY-MM-DD.
        from: Option<String>,
        /// Until the end of this day, YYYY-MM-DD.
        until: Option<String>,
        /// As a workbook, else as CSV.
        workbook: bool,
    },
}

impl Export {
    /// What one has to be permitted for it.
    fn permissions(&self) -> &'static [Permission] {
        match self {
            Self::Pupils { pesel: false, .. } => &[Permission::ExportPupils, Permission::SeePupils],
            Self::Pupils { pesel: true, .. } => {
                &[Permission::ExportPupils, Permission::SeePupils, Permission::RevealPesel]
            }
            Self::Register { .. } => &[Permission::ExportPupils, Permission::SeeRegister, Permission::RevealPesel],
            Self::Sio { .. } => &[Permission::ExportPupils, Permission::SeePrintRuns, Permission::RevealPesel],
            Self::AuditLog { .. } => &[Permission::SeeAudit],
        }
    }

    /// May somebody in this role take it?
    fn is_for(&self, role: Role) -> bool {
        let may = |permission: &Permission| allows(role, Membership::Accepted, Relation::Staff, *permission);
        self.permissions().iter().all(may)
    }

    /// In a word, for the audit log.
    fn code(&self) -> &'static str {
        match self {
            Self::Pupils { pesel: false, .. } => "pupils_list",
            Self::Pupils { pesel: true, .. } => "pupils_list_with_pesel",
            Self::Register { .. } => "register_extract",
            Self::Sio { .. } => "sio_cards",
            Self::AuditLog { .. } => "audit_log",
        }
    }

    /// Who stand so; everybody who attends if it is no such code.
    fn listed(code: &str) -> Listed {
        code.parse().unwrap_or(Listed::Attending)
    }

    /// That it was taken: about so many pupils, in so many rows.
    fn taken(&self, school: SchoolId, (pupils, rows): (usize, usize), reason: &str) -> Event {
        let event = match self {
            Self::Pupils { .. } => {
                Event::new("pupil.list_taken", school).with("what", self.code()).with("pupils", pupils)
            }
            Self::Register { year } => {
                Event::new("register.printed", school).with("year", SchoolYear(*year)).with("entries", rows)
            }
            Self::Sio { .. } => Event::new("sio.file_taken", school).with("pupils", pupils),
            Self::AuditLog { from, until, .. } => {
                let event = Event::new("audit.exported", school).with("entries", rows);
                let event = from.iter().fold(event, |event, day| event.with("from", day));
                until.iter().fold(event, |event, day| event.with("until", day))
            }
        };
        event.with("reason", reason)
    }
}

/// What came of wanting it.
#[derive(Clone, Debug)]
pub enum Exported {
    /// The file.
    File(Vec<u8>),
    /// Somebody else has to agree first.
    Waits(Uuid),
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportState {
    /// Nobody has decided yet.
    Waiting,
    /// It can be taken.
    Approved,
    /// Somebody said no.
    Refused,
    /// It was taken.
    Taken,
    /// Its day is over.
    Over,
}

/// A request in the list.
#[derive(Clone, Debug)]
pub struct ExportRow {
    /// Which.
    pub id: Uuid,
    /// What.
    pub export: Export,
    /// Of which class, by name.
    pub class: Option<String>,
    /// About how many pupils, when it was asked for.
    pub pupils: u32,
    /// Why.
    pub reason: String,
    /// Who asks.
    pub by: String,
    /// When.
    pub requested_at: Timestamp,
    /// Until when it can be decided and taken.
    pub ends_at: Timestamp,
    /// Who decided.
    pub decided_by: Option<String>,
    /// Where it stands.
    pub state: ExportState,
    /// May this desk say yes or no?
    pub may_decide: bool,
    /// May this desk take it now?
    pub may_take: bool,
}

impl StaffDesk {
    /// May this desk take that?
    #[must_use]
    pub fn may_export(&self, wanted: &Export) -> bool {
        wanted.is_for(self.role)
    }

    /// Goes on only if there is anything that this desk may take out about many pupils.
    fn must_take_part(&self) -> Result<(), Refused> {
        let takes_part = self.may(Permission::ExportPupils) || self.may(Permission::SeeAudit);
        if takes_part { Ok(()) } else { Err(Refused::Forbidden) }
    }

    fn must_export(&self, wanted: &Export) -> Result<(), Refused> {
        if self.may_export(wanted) { Ok(()) } else { Err(Refused::Forbidden) }
    }
}

fn written(wanted: &Export) -> Result<String, Refused> {
    Ok(serde_json::to_string(wanted)?)
}

fn read(wanted: &str) -> Result<Export, Broken> {
    serde_json::from_str(wanted).map_err(|_| Broken::Inconsistent("a request to take something out"))
}
