//! Saying no to whoever asks to look into the school.

use school::{AccessId, access::AccessState, event::Event, permission::Permission};

use crate::{
    desk::StaffDesk,
    refused::{Conflict, Refused},
};

impl StaffDesk {
    /// Refuses a request.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; `Conflict::Changed` if it was answered before.
    pub async fn refuse_access(&self, id: AccessId, version: i64) -> Result<AccessId, Refused> {
        self.must(Permission::GrantAccess)?;
        let mut tx = self.begin().await?;
        tx.access_request(id).await?;
        if !tx.answer_access(id, version, AccessState::Refused, None).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        tx.commit(Event::new("access.refused", id)).await?;
        Ok(id)
    }
}
