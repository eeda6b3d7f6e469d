//! What whoever runs the installation sees of a school while its grant runs: how it is set up, and who is on its roll. No
//! PESEL, no photo, nothing to be changed; each look is an entry of the school's log.

use school::{PupilId, event::Event, permission::Permission};

use super::RollPage;
use crate::{
    desk::SupportDesk,
    installation::{SchoolData, SetUpStep, data_of, steps_of},
    refused::Refused,
    store::pupil::Place,
};

/// How many pupils a page shows.
const PAGE: usize = 50;

impl SupportDesk {
    /// The school's own data, and what of its set-up is done.
    ///
    /// # Errors
    /// `NotFound` if the grant runs no more.
    pub async fn settings(&self) -> Result<(SchoolData, Vec<SetUpStep>), Refused> {
        let mut tx = self.look(Permission::SeePupils).await?;
        let seen = (data_of(&mut tx).await?, steps_of(&mut tx, self.today()).await?);
        tx.commit(Event::new("access.settings_seen", self.grant())).await?;
        Ok(seen)
    }

    /// Names and classes of the pupils on the roll, fifty at a time, after one of them.
    ///
    /// # Errors
    /// `NotFound` if the grant runs no more.
    pub async fn roll(&self, after: Option<PupilId>) -> Result<RollPage, Refused> {
        let mut tx = self.look(Permission::SeePupils).await?;
        let after = match after {
            Some(pupil) => tx.place_of(pupil).await?,
            None => None,
        };
        let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let mut rows = tx.names_on_the_roll(&after.unwrap_or(Place::START), most).await?;
        tx.commit(Event::new("access.roll_seen", self.grant())).await?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let next = rows.last().filter(|_| more).map(|row| row.id);
        Ok(RollPage { rows, next })
    }
}
