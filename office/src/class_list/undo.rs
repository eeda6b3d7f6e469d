//! Taking back what a list did, within a day and while nothing hangs on it.

use jiff::Timestamp;
use school::{
    ClassListId,
    event::Event,
    permission::Permission,
    state_mobile_id::{Deed, Reason},
};
use uuid::Uuid;

use super::{apply::Traces, list::undo_until};
use crate::{
    StaffDesk,
    refused::{Conflict, Refused},
    store::{
        Tx, Within,
        rows::{count, time},
    },
};

impl StaffDesk {
    /// Takes back what a list did: pupils it added go, those it changed are as they were, classes it made go.
    ///
    /// # Errors
    /// `Conflict::BuiltOn` if a photo, a card, a person or a later change hangs on one of them: then nothing is taken
    /// back; `Conflict::UndoClosed` after a day, or if it was taken back.
    pub async fn undo_class_list(&self, id: ClassListId) -> Result<ClassListId, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.begin().await?;
        let facts = tx.class_list(id).await?;
        let applied_at = time(facts.applied_at.ok_or(Refused::Conflict(Conflict::UndoClosed))?)?;
        if self.now >= undo_until(applied_at) {
            return Err(Refused::Conflict(Conflict::UndoClosed));
        }
        let traces: Traces = serde_json::from_slice(&tx.take_undo_of_class_list(id).await?)?;
        if !take_back(&mut tx, traces, applied_at).await? {
            return Err(Refused::Conflict(Conflict::BuiltOn));
        }
        let event = Event::new("class_list.undone", id).with("added", count(facts.added)?);
        tx.commit(event.with("changed", count(facts.changed)?)).await?;
        Ok(id)
    }
}

/// False as soon as something hangs on what should go; the transaction is then dropped.
async fn take_back(tx: &mut Tx<Within>, traces: Traces, applied_at: Timestamp) -> Result<bool, Refused> {
    let changed = traces.changed.iter().map(|before| before.id);
    let pupils: Vec<Uuid> = changed.chain(traces.added.iter().copied()).collect();
    for mut before in traces.changed {
        // the list's own change counted the version up by one
        before.version += 1;
        if tx.has_card_since(before.id, applied_at.as_second()).await? || !tx.put_pupil_row(&before).await? {
            return Ok(false);
        }
        tx.drop_sio_tasks(before.id.into(), Deed::Invalidate, Some(Reason::Name)).await?;
    }
    for pupil in traces.added {
        if !tx.remove_fresh_pupil(pupil).await? {
            return Ok(false);
        }
    }
    for class in traces.classes {
        if !tx.remove_empty_class(class).await? {
            return Ok(false);
        }
    }
    let undone: Vec<Event> = pupils.into_iter().map(|pupil| Event::new("pupil.list_undone", pupil)).collect();
    tx.record_all(&undone).await?;
    Ok(true)
}
