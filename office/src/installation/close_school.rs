//! Closing a school, and opening it again. Nothing of it is erased for that: what is due goes when it is due.

use school::{SchoolId, event::Event};

use crate::{
    audit,
    desk::OperatorDesk,
    refused::{Conflict, Refused},
};

impl OperatorDesk {
    /// Closes a school: its staff, families and tokens come in no more, and whoever looked into it no longer does.
    ///
    /// # Errors
    /// `StepUp`; `NotFound`; `Invalid` field `reason`; `Conflict::Changed` if it is closed.
    pub async fn close_school(&self, school: SchoolId, reason: &str) -> Result<SchoolId, Refused> {
        self.must_be_proven()?;
        let reason = audit::reason(reason)?;
        let mut tx = self.begin().await?;
        tx.school_closed_at(school).await?; // not found is told from closed before
        if !tx.set_closed(school, Some(self.now)).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let actor = self.actor();
        for access in tx.end_access_to(school).await? {
            tx.record(school, &actor, &Event::new("access.ended", access)).await?;
        }
        self.commit(tx, school, Event::new("school.closed", school).with("reason", reason)).await?;
        Ok(school)
    }

    /// Opens a closed school again, as it was.
    ///
    /// # Errors
    /// `StepUp`; `NotFound`; `Conflict::Changed` if it is open.
    pub async fn reopen_school(&self, school: SchoolId) -> Result<SchoolId, Refused> {
        self.must_be_proven()?;
        let mut tx = self.begin().await?;
        tx.school_closed_at(school).await?;
        if !tx.set_closed(school, None).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        self.commit(tx, school, Event::new("school.reopened", school)).await?;
        Ok(school)
    }
}
