//! Taking photos of a pack over: each is taken in by the confined child, cut as proposed, and waits in the queue as the
//! photographer's. The job takes a few at a time, so that it is never at work longer than its claim lasts.

use std::fs::File;

use school::{PersonId, PhotoPackId, SchoolId, event::Event, permission::Permission, photo::Origin};
use serde_json::{Value, json};
use workshop::photo::Fault;

use super::{
    FileRefusal,
    read::{pack_of, spooled, within},
};
use crate::{
    Office, StaffDesk,
    child::{ChildFault, NoPhoto},
    clock::polish_date,
    photo::{Taken, save_sent, take_in},
    refused::{Broken, Conflict, Refused},
    store::{Actor, Mode, photo_pack::EntryFacts},
};

/// How many photos are taken over in one go: each takes a second or two.
const AT_A_TIME: usize = 10;

impl StaffDesk {
    /// Has these files of a pack taken over.
    ///
    /// # Errors
    /// `Conflict::Changed` if the pack is not as it was seen; if this desk may not add photos.
    pub async fn take_photo_pack(&self, id: PhotoPackId, version: i64, places: &[i64]) -> Result<PhotoPackId, Refused> {
        self.must(Permission::AddPhotos)?;
        let mut tx = self.begin().await?;
        let facts = tx.pack(id).await?;
        if facts.version != version || facts.state != "ready" {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let mut chosen = 0;
        for place in places {
            chosen += u32::from(tx.choose_entry(id, *place).await?);
        }
        tx.take_pack(id, self.person).await?;
        tx.move_pack(&facts, "taking").await?;
        tx.enqueue("photo_pack.take", step(id, facts.version + 1), 0).await?;
        tx.commit(Event::new("photo_pack.taken", id).with("photos", chosen)).await?;
        self.office.wake();
        Ok(id)
    }
}

/// A pack at work.
struct Work<'a> {
    office: &'a Office,
    school: SchoolId,
    id: PhotoPackId,
    by: PersonId,
    file: File,
}

/// A step of taking a pack over. Each counts the pack's version up, so that a step which outlived its claim and was
/// done by another worker, too, is followed by one step and not by two.
fn step(id: PhotoPackId, version: i64) -> Value {
    json!({ "pack": id.to_string(), "version": version })
}

/// The job `photo_pack.take`: the next few of the chosen files. What is left is the next job's.
pub(crate) async fn take(office: &Office, school: SchoolId, payload: &Value) -> Result<(), Refused> {
    let id = pack_of(payload)?;
    let mut tx = within(office, school, Mode::Read, Actor::SYSTEM).await?;
    let facts = match tx.pack(id).await {
        Ok(facts) if facts.state == "taking" && payload.get("version") == Some(&Value::from(facts.version)) => facts,
        Ok(_) | Err(Refused::NotFound) => return Ok(()), // done before, or given up
        Err(refused) => return Err(refused),
    };
    let by: PersonId = facts.taken_by.ok_or(Broken::Inconsistent("a pack taken over by nobody"))?.into();
    let chosen: Vec<_> = tx.packed_files(id).await?.into_iter().filter(|entry| entry.state == "chosen").collect();
    if !chosen.is_empty() {
        let key = office.school_key(school).await?;
        let (file, _) = spooled(office, school, &key, tx, id).await?;
        let work = Work { office, school, id, by, file };
        for entry in chosen.iter().take(AT_A_TIME) {
            work.take(entry).await?;
        }
    }
    if chosen.len() > AT_A_TIME {
        let mut tx = office.db().everywhere(Mode::Write, office.now()).await?;
        if tx.count_step(school, id, facts.version).await? {
            tx.enqueue_at(school, "photo_pack.take", step(id, facts.version + 1)).await?;
        }
        return tx.commit_housekeeping().await;
    }
    let mut tx = within(office, school, Mode::Write, Actor::SYSTEM).await?;
    match tx.move_pack(&facts, "ready").await {
        Err(Refused::Conflict(_)) => Ok(()), // another worker was first
        moved => {
            moved?;
            tx.commit(Event::new("photo_pack.done", id)).await
        }
    }
}

impl Work<'_> {
    fn actor(&self) -> Actor {
        Actor { person: Some(self.by), ..Actor::SYSTEM }
    }

    /// Takes one file over, or writes down why it cannot be. Only what a later try may mend is an error.
    async fn take(&self, entry: &EntryFacts) -> Result<(), Refused> {
        match self.photo(entry).await? {
            Err(refusal) => self.refuse(entry, refusal).await,
            Ok(taken) => match self.save(entry, &taken).await {
                Ok(true) => Ok(()),
                other => {
                    taken.forget(self.office, self.school).await;
                    match other {
                        Err(Refused::Conflict(Conflict::Pupil(_)) | Refused::NotFound) => {
                            self.refuse(entry, FileRefusal::Left).await
                        }
                        other => other.map(|_| ()),
                    }
                }
            },
        }
    }

    /// The picture, taken in and cut.
    async fn photo(&self, entry: &EntryFacts) -> Result<Result<Taken, FileRefusal>, Refused> {
        let Some(pupil) = entry.pupil else { return Ok(Err(FileRefusal::Left)) };
        let mut tx = within(self.office, self.school, Mode::Read, self.actor()).await?;
        let born = match tx.pupil(pupil.into()).await {
            Ok(known) => known.pupil.born,
            Err(Refused::NotFound) => return Ok(Err(FileRefusal::Left)),
            Err(refused) => return Err(refused),
        };
        let limits = tx.photo_limits(born, polish_date(self.office.now())).await?;
        drop(tx);
        let place = usize::try_from(entry.place).map_err(|_| Broken::Inconsistent("a place in a pack"))?;
        let intake = match self.office.workshop().packed_photo(limits.clone(), &self.file, place).await {
            Ok(Ok(intake)) => intake,
            Ok(Err(NoPhoto::Skipped(skipped))) => return Ok(Err(FileRefusal::Skipped(skipped))),
            Ok(Err(NoPhoto::Fault(fault))) => return Ok(Err(FileRefusal::Photo(fault))),
            // tried again it would hold up the whole pack again
            Err(ChildFault::Died(_) | ChildFault::TimedOut) => return Ok(Err(FileRefusal::Photo(Fault::Damaged))),
            Err(fault) => return Err(fault.into()),
        };
        let key = self.office.school_key(self.school).await?;
        match take_in(self.office, self.school, &key, limits, intake).await {
            Ok(taken) => Ok(Ok(taken)),
            Err(Refused::Photo(fault)) => Ok(Err(FileRefusal::Photo(fault))),
            Err(refused) => Err(refused),
        }
    }

    /// Writes the photo into the queue; false if another worker was first.
    async fn save(&self, entry: &EntryFacts, taken: &Taken) -> Result<bool, Refused> {
        let Some(pupil) = entry.pupil else { return Ok(false) };
        let mut tx = within(self.office, self.school, Mode::Write, self.actor()).await?;
        let (photo, event) = save_sent(&mut tx, pupil.into(), self.by, Origin::Photographer, taken).await?;
        if !tx.entry_taken(self.id, entry.place, photo).await? {
            return Ok(false);
        }
        tx.commit(event).await?;
        Ok(true)
    }

    async fn refuse(&self, entry: &EntryFacts, refusal: FileRefusal) -> Result<(), Refused> {
        let mut tx = within(self.office, self.school, Mode::Write, self.actor()).await?;
        if tx.entry_refused(self.id, entry.place, &serde_json::to_string(&refusal)?).await? {
            tx.commit(Event::new("photo_pack.passed_over", self.id)).await?;
        }
        Ok(())
    }
}
