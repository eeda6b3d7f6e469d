//! Whether a pupil's card is one for those with a ruling because of a disability.

use school::{PupilId, event::Event, permission::Permission, state_mobile_id::Reason};

use crate::{StaffDesk, refused::Refused, state_mobile_id::trigger::noted};

impl StaffDesk {
    /// Notes that there is a ruling because of a disability (R2023 § 63 ust. 5), or none any more. It decides about the
    /// template of the card, hence who prints knows of it, and who answers for the school; the log tells nobody
    /// else.
    ///
    /// # Errors
    /// If the pupil left, or changed meanwhile.
    pub async fn set_ruling(&self, id: PupilId, version: i64, ruling: bool) -> Result<PupilId, Refused> {
        self.must(Permission::ManagePupils)?;
        self.must(Permission::SeeDisability)?;
        let mut tx = self.begin().await?;
        let facts = tx.pupil_at(id, version).await?;
        facts.pupil.attending()?;
        if facts.ruling == ruling {
            return Ok(id);
        }
        tx.set_ruling(id, version, ruling).await?;
        noted(&mut tx, id, Reason::Ruling).await?;
        tx.commit(Event::new("pupil.card_kind_set", id)).await?;
        Ok(id)
    }
}
