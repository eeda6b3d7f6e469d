//! Letting whoever runs the installation look in, for as long as they asked.

use jiff::SignedDuration;
use school::{AccessId, access::AccessState, event::Event, permission::Permission};

use crate::{
    desk::StaffDesk,
    mail::{Letter, SchoolNews},
    refused::{Conflict, Refused},
};

impl StaffDesk {
    /// Grants a request; its hours begin now.
    ///
    /// # Errors
    /// `Forbidden`; `StepUp`; `NotFound`; `Conflict::Changed` if it was answered before.
    pub async fn grant_access(&self, id: AccessId, version: i64) -> Result<AccessId, Refused> {
        self.must(Permission::GrantAccess)?;
        self.must_be_proven()?;
        let mut tx = self.begin().await?;
        let hours = tx.access_request(id).await?.hours;
        let until = self.now.saturating_add(SignedDuration::from_hours(i64::from(hours))).unwrap_or(self.now);
        if !tx.answer_access(id, version, AccessState::Granted, Some(until)).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let person = tx.access_asked_by(id).await?.0;
        tx.send(&Letter::School { person, news: SchoolNews::AccessGranted }).await?;
        tx.commit(Event::new("access.granted", id).with("hours", hours)).await?;
        self.office.wake();
        Ok(id)
    }
}
