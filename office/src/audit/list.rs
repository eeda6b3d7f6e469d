//! The list of what happened: to everything, and to one pupil.

use school::{PupilId, permission::Permission};

use super::AuditRow;
use crate::{
    StaffDesk,
    refused::Refused,
    store::{event::EventTold, rows::time},
};

/// Verbs of mere looking. Who looked is for those who watch over the work, not for those who do it.
const LOOKS: [&str; 2] = ["identity.seen", "photo.seen"];

/// Says that there is, or was, a ruling because of a disability: whoever may not know that does not read it here. The
/// entry itself stays in the chain.
pub(super) const RULING: &str = "pupil.card_kind_set";

impl StaffDesk {
    /// The newest hundred entries of the audit log, or the hundred before one.
    ///
    /// # Errors
    /// If this desk may not read it.
    pub async fn audit_log(&self, before: Option<i64>) -> Result<Vec<AuditRow>, Refused> {
        self.must(Permission::SeeAudit)?;
        let events = self.look().await?.events(before).await?.into_iter();
        events.filter(|event| self.is_told(event)).map(row).collect()
    }

    /// What happened to a pupil, newest first, at most a hundred entries.
    ///
    /// # Errors
    /// If there is no such pupil at this school, or this desk may not see pupils.
    pub async fn pupil_log(&self, pupil: PupilId) -> Result<Vec<AuditRow>, Refused> {
        self.must(Permission::SeePupils)?;
        let mut tx = self.look().await?;
        tx.pupil(pupil).await?;
        let told = tx.events_of_pupil(pupil).await?.into_iter();
        let all = self.may(Permission::SeeAudit);
        let told = told.filter(|event| all || !LOOKS.contains(&event.verb.as_str()));
        told.filter(|event| self.is_told(event)).map(row).collect()
    }

    fn is_told(&self, event: &EventTold) -> bool {
        event.verb != RULING || self.may(Permission::SeeDisability)
    }
}

pub(super) fn row(event: EventTold) -> Result<AuditRow, Refused> {
    Ok(AuditRow {
        seq: event.seq,
        at: time(event.at)?,
        by: event.by.name(),
        particulars: serde_json::from_str(&event.particulars)?,
        role: event.role,
        verb: event.verb,
        subject: event.subject,
        pupil: None,
    })
}
