//! Ending a link.

use school::{GuardianId, PupilId, event::Event, permission::Permission};

use crate::{StaffDesk, refused::Refused};

impl StaffDesk {
    /// Ends a link to a pupil. It stops at once: every verb of a family looks its link up anew.
    ///
    /// # Errors
    /// If there is no such link at this school, or it changed meanwhile.
    pub async fn revoke_guardian(&self, id: GuardianId, version: i64) -> Result<PupilId, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.begin().await?;
        let pupil = tx.revoke_link(id, version).await?;
        // The pupil is the subject, so that a repeated request is answered as the first was.
        tx.commit(Event::new("guardian.revoked", pupil).with("link", id)).await?;
        Ok(pupil)
    }
}
