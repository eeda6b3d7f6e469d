//! Taking what somebody else agreed to.

use uuid::Uuid;

use super::{Export, ExportState, decide::still_may, read};
use crate::{
    StaffDesk,
    refused::{Conflict, Refused},
};

impl StaffDesk {
    /// The file of one's own request, once.
    ///
    /// # Errors
    /// `Forbidden`; `StepUp`; `NotFound`, also if somebody else asked for it; `Conflict::ExportClosed` if nobody has
    /// said yes, it was taken, it has ended, or whoever said yes may not take it themselves any more; `Done` the second
    /// time under one key.
    pub async fn take_export(&self, id: Uuid) -> Result<(Export, Vec<u8>), Refused> {
        self.must_take_part()?;
        self.must_be_proven()?;
        let mut tx = self.look().await?;
        if let Some(once) = self.once {
            tx.must_be_new(self.person, once).await?; // the second time it is taken already
        }
        let facts = tx.export_request(id).await?;
        if facts.requested_by != self.person.0 {
            return Err(Refused::NotFound);
        }
        let wanted = read(&facts.wanted)?;
        self.must_export(&wanted)?;
        let closed = || Refused::Conflict(Conflict::ExportClosed);
        let decided_by = facts.decided_by.filter(|_| facts.state(self.now) == ExportState::Approved);
        if !still_may(&mut tx, decided_by.ok_or_else(closed)?.into(), &wanted).await? {
            return Err(closed());
        }
        drop(tx);
        let gathered = self.gather(&wanted).await?;
        let taken = wanted.taken(self.school, (gathered.pupils, gathered.rows), &facts.reason);
        let file = gathered.write(self.now).await?;
        let mut tx = self.begin().await?;
        if !tx.take_export_request(id, self.person).await? {
            return Err(closed());
        }
        tx.commit(taken).await?;
        Ok((wanted, file))
    }
}
