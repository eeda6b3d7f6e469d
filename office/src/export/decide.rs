//! A second person's yes or no.

use school::{PersonId, event::Event};
use uuid::Uuid;

use super::{Export, read};
use crate::{
    StaffDesk,
    refused::{Conflict, Refused},
    store::{Tx, Within},
};

impl StaffDesk {
    /// Says yes to somebody else's request: they may take it until it ends.
    ///
    /// # Errors
    /// `Forbidden` for one's own, and if this desk could not take it itself; `StepUp`; `NotFound`;
    /// `Conflict::ExportClosed` if it was decided, has ended, or whoever asked may not take it any more.
    pub async fn approve_export(&self, id: Uuid) -> Result<Uuid, Refused> {
        self.decide_export(id, true).await
    }

    /// Says no to somebody else's request.
    ///
    /// # Errors
    /// As [`StaffDesk::approve_export`].
    pub async fn refuse_export(&self, id: Uuid) -> Result<Uuid, Refused> {
        self.decide_export(id, false).await
    }

    async fn decide_export(&self, id: Uuid, yes: bool) -> Result<Uuid, Refused> {
        self.must_take_part()?;
        self.must_be_proven()?;
        let mut tx = self.begin().await?;
        let facts = tx.export_request(id).await?;
        let wanted = read(&facts.wanted)?;
        if facts.requested_by == self.person.0 {
            return Err(Refused::Forbidden);
        }
        self.must_export(&wanted)?;
        let asks_still = !yes || still_may(&mut tx, facts.requested_by.into(), &wanted).await?;
        if !asks_still || !tx.decide_export_request(id, self.person, yes).await? {
            return Err(Refused::Conflict(Conflict::ExportClosed));
        }
        let verb = if yes { Event::new("export.approved", id) } else { Event::new("export.refused", id) };
        tx.commit(verb.with("what", wanted.code()).with("pupils", facts.pupils)).await?;
        Ok(id)
    }
}

/// Does this person work here still, in a role that may take it?
pub(super) async fn still_may(tx: &mut Tx<Within>, person: PersonId, wanted: &Export) -> Result<bool, Refused> {
    Ok(tx.roles_here(person).await?.into_iter().any(|role| wanted.is_for(role)))
}
