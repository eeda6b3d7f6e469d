//! The list of what happened.

use school::permission::Permission;

use super::AuditRow;
use crate::{
    StaffDesk,
    refused::Refused,
    store::{event::EventTold, rows::time},
};

impl StaffDesk {
    /// The newest hundred entries of the audit log, or the hundred before one.
    ///
    /// # Errors
    /// If this desk may not read it.
    pub async fn audit_log(&self, before: Option<i64>) -> Result<Vec<AuditRow>, Refused> {
        self.must(Permission::SeeAudit)?;
        let row = |event: EventTold| {
            Ok(AuditRow {
                seq: event.seq,
                at: time(event.at)?,
                by: event.by(),
                particulars: serde_json::from_str(&event.particulars)?,
                role: event.role,
                verb: event.verb,
                subject: event.subject,
            })
        };
        self.look().await?.events(before).await?.into_iter().map(row).collect()
    }
}
