//! A pupil returns to the school.

use school::{PupilId, event::Event, permission::Permission, state_mobile_id::Reason};

use super::add::{class, listing};
use crate::{
    StaffDesk,
    refused::{FieldError, Refused},
    state_mobile_id::trigger::noted,
};

impl StaffDesk {
    /// Takes a pupil who left back into a class, with all that was before: photos that are still kept, cards, family.
    ///
    /// # Errors
    /// `Invalid` field `class`; if the pupil has not left, or changed meanwhile.
    pub async fn take_pupil_back(&self, id: PupilId, version: i64, to: &str) -> Result<PupilId, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.begin().await?;
        let facts = tx.pupil_at(id, version).await?;
        let (to, name) = class(to, &mut tx).await?.map_err(|problem| FieldError::refuse("class", problem))?;
        let pupil = facts.pupil.come_back(to)?;
        tx.put_pupil(&pupil, &listing(&pupil.name, &name)?).await?;
        noted(&mut tx, id, Reason::Returned).await?;
        tx.commit(Event::new("pupil.returned", id).with("class", name)).await?;
        Ok(id)
    }
}
