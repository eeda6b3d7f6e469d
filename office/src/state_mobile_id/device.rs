//! A device was lost or damaged: the school issues mLegitymacja anew (R2023 § 64 ust. 2).

use school::{PupilId, event::Event, law::mobile::State, permission::Permission, state_mobile_id::Reason};

use super::trigger::noted;
use crate::{
    StaffDesk,
    refused::{Conflict, Refused},
};

impl StaffDesk {
    /// Notes that a pupil's device is damaged, out of order or lost; another mLegitymacja is to be issued in SIO.
    ///
    /// # Errors
    /// If the pupil is not there or left, or has none in SIO.
    pub async fn device_lost(&self, pupil: PupilId) -> Result<PupilId, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.begin().await?;
        tx.pupil(pupil).await?.pupil.attending()?;
        let there = tx.prospect(pupil).await?.in_sio()?;
        if !matches!(there, Some(State::Registered | State::CodeAvailable | State::Active)) {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        noted(&mut tx, pupil, Reason::Device).await?;
        tx.commit(Event::new("sio.device_lost", pupil)).await?;
        Ok(pupil)
    }
}
