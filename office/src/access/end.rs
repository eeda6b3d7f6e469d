//! Ending a grant before its time.

use school::{AccessId, event::Event, permission::Permission};

use crate::{
    desk::StaffDesk,
    mail::{Letter, SchoolNews},
    refused::{Conflict, Refused},
};

impl StaffDesk {
    /// Ends a grant at once, whoever of the school's heads and administrators gave it.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; `Conflict::Changed` if it runs no more.
    pub async fn end_access(&self, id: AccessId, version: i64) -> Result<AccessId, Refused> {
        self.must(Permission::GrantAccess)?;
        let mut tx = self.begin().await?;
        tx.access_request(id).await?;
        if !tx.end_access(id, version).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let person = tx.access_asked_by(id).await?.0;
        tx.send(&Letter::School { person, news: SchoolNews::AccessEnded }).await?;
        tx.commit(Event::new("access.ended", id)).await?;
        self.office.wake();
        Ok(id)
    }
}
