//! What is to be done in SIO, and that it was done.

use school::{
    PupilId, SchoolId, SioTaskId,
    event::Event,
    law::{entitlement::Claim, mobile::State},
    permission::Permission,
    state_mobile_id::{Deed, Reason, of_age_on},
};

use super::SioTask;
use crate::{
    StaffDesk,
    application::list::number,
    clock::polish_date,
    refused::{Broken, Conflict, FieldError, Problem, Refused},
    store::{
        Tx, Within,
        rows::{day, time, word},
        sio::SioTaskRow,
    },
};

impl StaffDesk {
    /// What is to be done in SIO, the oldest first, and what was done of late.
    ///
    /// # Errors
    /// If the role may not see print runs.
    pub async fn sio_tasks(&self) -> Result<(Vec<SioTask>, Vec<SioTask>), Refused> {
        self.must(Permission::SeePrintRuns)?;
        let mut tx = self.look().await?;
        let open = tx.open_sio_tasks().await?;
        let done = tx.done_sio_tasks().await?;
        let told = |rows: Vec<SioTaskRow>| rows.into_iter().map(|row| self.told(row)).collect::<Result<Vec<_>, _>>();
        Ok((told(open)?, told(done)?))
    }

    /// How many things are to be done in SIO.
    ///
    /// # Errors
    /// If the role may not see print runs.
    pub async fn sio_tasks_open(&self) -> Result<u32, Refused> {
        self.must(Permission::SeePrintRuns)?;
        self.look().await?.count_sio_tasks().await
    }

    /// Notes that somebody did it in SIO, and what has become of the mLegitymacja by that. Answers whose it is.
    ///
    /// # Errors
    /// If it is not there, was done or has come to nothing.
    pub async fn finish_sio_task(&self, id: SioTaskId) -> Result<PupilId, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.begin().await?;
        let row = tx.sio_task(id).await?;
        if !tx.finish_sio_task(id).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let (pupil, deed, reason): (_, Deed, Reason) = (PupilId(row.pupil), word(&row.deed)?, word(&row.reason)?);
        follow(&mut tx, pupil, deed, reason).await?;
        tx.commit(Event::new("sio.done", pupil).with("what", deed)).await?;
        Ok(pupil)
    }

    /// The same of every task of a kind that is open, as after SIO has read the file of cards.
    ///
    /// # Errors
    /// If there is no such kind, or there are not as many as were seen.
    pub async fn finish_sio_tasks(&self, deed: &str, seen: u32) -> Result<SchoolId, Refused> {
        self.must(Permission::HandOutCards)?;
        let deed: Deed = deed.parse().map_err(|_| FieldError::refuse("deed", Problem::NotOffered))?;
        let mut tx = self.begin().await?;
        let rows = tx.open_sio_tasks().await?.into_iter().filter(|row| row.deed == deed.code());
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() || u32::try_from(rows.len()) != Ok(seen) {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let mut events = Vec::new();
        for row in rows {
            if !tx.finish_sio_task(row.id.into()).await? {
                return Err(Refused::Conflict(Conflict::Changed));
            }
            let pupil = PupilId(row.pupil);
            follow(&mut tx, pupil, deed, word(&row.reason)?).await?;
            events.push(Event::new("sio.done", pupil).with("what", deed));
        }
        tx.record_all(&events).await?; // last: whoever records holds the school's chain
        tx.commit(Event::new("sio.all_done", self.school).with("what", deed).with("entries", events.len())).await?;
        Ok(self.school)
    }

    /// A task as people see it.
    pub(super) fn told(&self, row: SioTaskRow) -> Result<SioTask, Broken> {
        let number = row.year.zip(row.serial).map(|(year, serial)| number(year, serial)).transpose()?;
        let done = match (row.done_by, row.done_at) {
            (Some(by), Some(at)) => Some((by, time(at)?)),
            _ => None,
        };
        let deed: Deed = word(&row.deed)?;
        let minor = self.today() < of_age_on(day(&row.born)?);
        Ok(SioTask {
            id: row.id.into(),
            pupil: row.pupil.into(),
            name: format!("{} {}", row.surname, row.given),
            class: row.class_name,
            number,
            expires: row.expires.as_deref().map(day).transpose()?,
            deed,
            reason: word(&row.reason)?,
            card_only: deed == Deed::Issue && row.objected && minor,
            open: row.state == "open",
            since: time(row.created_at)?,
            done,
        })
    }
}

/// What was done there, noted here: the one there was ends, and another begins unless the parents objected.
async fn follow(tx: &mut Tx<Within>, pupil: PupilId, deed: Deed, reason: Reason) -> Result<(), Refused> {
    let today = polish_date(tx.scope.now);
    match deed {
        Deed::Validity => {}
        Deed::Invalidate => tx.end_state_mobile_id(pupil, State::Invalid, today, reason.code()).await?,
        Deed::Issue | Deed::Reissue => {
            let (kind, row) = (tx.issuer().await?.kind, tx.prospect(pupil).await?);
            let owed = matches!(row.claim(kind, today)?, Some(Claim::Must | Claim::OnApplication));
            if let (Some(card), true) = (row.card, owed) {
                tx.end_state_mobile_id(pupil, State::Reissued, today, reason.code()).await?;
                tx.add_state_mobile_id(pupil, card, today).await?;
                // what was to be ended has been replaced
                tx.drop_sio_tasks(pupil, Deed::Invalidate, None).await?;
            }
        }
    }
    Ok(())
}
