//! A pupil changes the class.

use school::{PupilId, event::Event, permission::Permission};

use super::add::{class, listing};
use crate::{
    StaffDesk,
    refused::{FieldError, Refused},
};

impl StaffDesk {
    /// Puts a pupil into another class. The card says nothing of a class, so it stays. The class there is
    /// changes nothing.
    ///
    /// # Errors
    /// `Invalid` field `class`; if the pupil left, or changed meanwhile.
    pub async fn move_pupil(&self, id: PupilId, version: i64, to: &str) -> Result<PupilId, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.begin().await?;
        let facts = tx.pupil_at(id, version).await?;
        let (to, name) = class(to, &mut tx).await?.map_err(|problem| FieldError::refuse("class", problem))?;
        let from = facts.pupil.class;
        let pupil = facts.pupil.move_to(to)?;
        if pupil.class == from {
            return Ok(id);
        }
        tx.put_pupil(&pupil, &listing(&pupil.name, &name)?).await?;
        tx.commit(Event::new("pupil.moved", id).with("class", name)).await?;
        Ok(id)
    }
}
