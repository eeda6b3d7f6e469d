//! How far an mLegitymacja has come after SIO: a code can be fetched, it is on a device.

use school::{PupilId, event::Event, law::mobile::State, permission::Permission};

use crate::{
    StaffDesk,
    refused::{Conflict, FieldError, Problem, Refused},
};

impl StaffDesk {
    /// Notes the next step, [`State::CodeAvailable`] or [`State::Active`], as somebody told or as SIO shows it.
    ///
    /// # Errors
    /// If the pupil is not there, has none in SIO, or it changed; `Invalid` field `state` if there is no such step.
    pub async fn move_mlegitymacja(&self, pupil: PupilId, version: i64, to: &str) -> Result<PupilId, Refused> {
        self.must(Permission::HandOutCards)?;
        let to = to.parse::<State>().ok().filter(|to| matches!(to, State::CodeAvailable | State::Active));
        let to = to.ok_or_else(|| FieldError::refuse("state", Problem::NotOffered))?;
        let mut tx = self.begin().await?;
        let now = tx.prospect(pupil).await?.in_sio()?.ok_or(Refused::Conflict(Conflict::Changed))?;
        if !now.may_become(to) {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        tx.move_state_mobile_id(pupil, version, to, self.today()).await?;
        tx.commit(Event::new("sio.moved", pupil).with("what", to)).await?;
        Ok(pupil)
    }
}
