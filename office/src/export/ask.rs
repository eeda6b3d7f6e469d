//! Wanting something: a few pupils are taken at once, many are asked for.

use school::event::Event;
use uuid::Uuid;

use super::{ALONE, Export, Exported, STANDS, written};
use crate::{StaffDesk, audit::reason, mail::SchoolNews, refused::Refused};

impl StaffDesk {
    /// Takes it, or asks for it if it is about more pupils than one person takes alone. A repeated request gets the
    /// same and is no other taking.
    ///
    /// # Errors
    /// If this desk may not take it; `StepUp`; `Invalid` field `reason`.
    pub async fn export(&self, wanted: &Export, typed: &str) -> Result<Exported, Refused> {
        self.must_export(wanted)?;
        self.must_be_proven()?;
        let reason = reason(typed)?;
        let gathered = self.gather(wanted).await?;
        let (pupils, size) = (gathered.pupils, (gathered.pupils, gathered.rows));
        if pupils > ALONE {
            return Ok(Exported::Waits(self.ask_for(wanted, pupils, &reason).await?));
        }
        let file = gathered.write(self.now).await?;
        match self.begin().await {
            Ok(tx) => tx.commit(wanted.taken(self.school, size, &reason)).await?,
            Err(Refused::Done(_)) => {}
            Err(refused) => return Err(refused),
        }
        Ok(Exported::File(file))
    }

    async fn ask_for(&self, wanted: &Export, pupils: usize, reason: &str) -> Result<Uuid, Refused> {
        let mut tx = match self.begin().await {
            Ok(tx) => tx,
            Err(Refused::Done(id)) => return Ok(id),
            Err(refused) => return Err(refused),
        };
        let ends_at = self.now.as_second() + STANDS;
        let id = tx.add_export_request(self.person, &written(wanted)?, pupils, reason, ends_at).await?;
        let event = Event::new("export.requested", id).with("what", wanted.code()).with("pupils", pupils);
        tx.call_those_who(|role| wanted.is_for(role), SchoolNews::ExportWaits).await?;
        tx.commit(event.with("reason", reason)).await?;
        self.office.wake();
        Ok(id)
    }
}
