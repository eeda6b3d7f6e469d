//! Taking away the second factor of a colleague who lost it.

use school::{
    PersonId,
    event::Event,
    permission::Permission,
    person::{Membership, Role},
};
use uuid::Uuid;

use crate::{
    desk::StaffDesk,
    mail::{AccountNews, Letter},
    refused::{Conflict, Refused},
    store::rows::word,
};

impl StaffDesk {
    /// Takes a colleague's second factor away: app, passkeys and recovery codes. Their sessions end, they are told by
    /// letter, and the next sign-in sets up a new second factor. Nobody does this to themselves: whoever sits at an
    /// unlocked computer could. Of somebody who works at another school, too, only the machine's operator does it, for
    /// this school does not decide about the other's safety.
    ///
    /// # Errors
    /// `Forbidden`, also for one's own; `NotFound`; `Conflict::WorksElsewhere`; `Conflict::Changed`, also if there is no
    /// second factor.
    pub async fn reset_second_factor(&self, id: Uuid, version: i64) -> Result<Uuid, Refused> {
        self.must(Permission::ManageStaff)?;
        self.must_be_proven()?;
        let mut tx = self.begin().await?;
        let row = tx.membership(id).await?;
        let (role, state, person): (Role, Membership, _) = (word(&row.role)?, word(&row.state)?, PersonId(row.person));
        if person == self.person {
            return Err(Refused::Forbidden);
        }
        if state != Membership::Accepted || row.version != version {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        if tx.works_elsewhere(person).await? {
            return Err(Refused::Conflict(Conflict::WorksElsewhere));
        }
        if !tx.clear_second_factor(person).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        tx.end_sessions(person).await?;
        tx.send(&Letter::Account { person: person.0, news: AccountNews::SecondFactorReset }).await?;
        tx.commit(Event::new("staff.second_factor_reset", id).with("role", role)).await?;
        self.office.wake();
        Ok(id)
    }
}
