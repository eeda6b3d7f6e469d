//! The audit log (dziennik zdarzeń): one entry per change, chained by hash within a school.
//!
//! [`Tx::<Within>::commit`] takes an [`Event`], and there is no other commit: nothing can be changed unrecorded.
//! The chain's head is taken last in a transaction (its row is the lock), so writers of one school queue only
//! for the end of their work.

use jiff::Timestamp;
use school::{PersonId, SchoolId, event::Event, person::Role};
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Actor, Everywhere, Tx, Within, rows::new_id};
use crate::refused::{Broken, Refused};

/// The chain of what belongs to no school: set-up, sign-in, people.
pub(crate) const INSTALLATION: SchoolId = SchoolId(Uuid::nil());

/// An entry of the audit log as it is stored.
#[derive(FromRow, Clone, Debug)]
pub(crate) struct EventRow {
    pub(crate) id: Uuid,
    pub(crate) school: Uuid,
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) person: Option<Uuid>,
    pub(crate) role: String,
    pub(crate) verb: String,
    pub(crate) subject: Uuid,
    pub(crate) particulars: String,
    pub(crate) previous: Vec<u8>,
    pub(crate) hash: Vec<u8>,
}

impl EventRow {
    /// What the hash must be: over the entry before and every word of this one.
    pub(crate) fn expected_hash(&self) -> Vec<u8> {
        let mut hash = Sha256::new();
        let person = self.person.map(|person| person.to_string()).unwrap_or_default();
        let words = [
            self.school.to_string(),
            self.seq.to_string(),
            self.id.to_string(),
            self.at.to_string(),
            person,
            self.role.clone(),
            self.verb.clone(),
            self.subject.to_string(),
            self.particulars.clone(),
        ];
        hash.update(&self.previous);
        for word in words {
            hash.update((word.len() as u64).to_be_bytes());
            hash.update(word.as_bytes());
        }
        hash.finalize().to_vec()
    }
}

/// Appends entries to a chain. Its row is visited twice, however many there are.
async fn append<Scope>(
    tx: &mut Tx<Scope>,
    school: SchoolId,
    actor: &Actor,
    now: Timestamp,
    events: &[Event],
) -> Result<(), Refused> {
    let number = i64::try_from(events.len()).map_err(|_| Broken::Inconsistent("a count"))?;
    let before: Option<(i64, Vec<u8>)> =
        row!(tx, "UPDATE chain SET seq = seq + $2 WHERE school = $1 RETURNING seq, head", school.0, number)?;
    let (last, mut head) = before.ok_or(Broken::Inconsistent("a school without an audit chain"))?;
    for (event, seq) in events.iter().zip(last - number + 1..) {
        let entry = entry(school, seq, actor, now, event, head)?;
        insert(tx, &entry).await?;
        head = entry.hash;
    }
    run!(tx, "UPDATE chain SET head = $2 WHERE school = $1", school.0, &head)?;
    Ok(())
}

/// An event as it is stored behind the entry with that hash.
fn entry(
    school: SchoolId,
    seq: i64,
    actor: &Actor,
    now: Timestamp,
    event: &Event,
    previous: Vec<u8>,
) -> Result<EventRow, Broken> {
    let mut particulars = event.particulars.clone();
    if let Some(token) = actor.token {
        particulars.push(("token", token.to_string()));
    }
    let mut entry = EventRow {
        id: new_id(),
        school: school.0,
        seq,
        at: now.as_second(),
        person: actor.person.map(|person| person.0),
        role: actor.role.map_or("system", Role::code).to_owned(),
        verb: event.verb.to_owned(),
        subject: event.subject,
        particulars: serde_json::to_string(&particulars)?,
        previous,
        hash: Vec::new(),
    };
    entry.hash = entry.expected_hash();
    Ok(entry)
}

async fn insert<Scope>(tx: &mut Tx<Scope>, entry: &EventRow) -> Result<(), Refused> {
    run!(
        tx,
        "INSERT INTO event (id, school, seq, at, person, role, verb, subject, particulars, previous, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        entry.id,
        entry.school,
        entry.seq,
        entry.at,
        entry.person,
        &entry.role,
        &entry.verb,
        entry.subject,
        &entry.particulars,
        &entry.previous,
        &entry.hash
    )?;
    Ok(())
}

impl Tx<Within> {
    /// Records what was done and makes it last. There is no other way to commit within a school.
    pub(crate) async fn commit(mut self, event: Event) -> Result<(), Refused> {
        self.record(&event).await?;
        if let (Some(person), Some(once)) = (self.scope.actor.person, self.scope.once) {
            self.keep_key(person, once, event.subject).await?;
        }
        self.commit_engine().await
    }

    /// Records one of several things done in this transaction; [`Tx::commit`] records the last.
    pub(crate) async fn record(&mut self, event: &Event) -> Result<(), Refused> {
        self.record_all(std::slice::from_ref(event)).await
    }

    /// Records many things done in this transaction, in their order.
    pub(crate) async fn record_all(&mut self, events: &[Event]) -> Result<(), Refused> {
        if events.is_empty() {
            return Ok(());
        }
        let Within { school, actor, now, .. } = self.scope.clone();
        append(self, school, &actor, now, events).await
    }

    /// Writes down, once per person, pupil and quarter of an hour, that somebody saw a photo or a PESEL.
    /// Answers whether this is the first time in this quarter, hence to be recorded.
    pub(crate) async fn first_sight(&mut self, person: PersonId, pupil: Uuid, kind: &str) -> Result<bool, Refused> {
        let (school, quarter) = (self.scope.school, quarter(self.scope.now));
        Ok(run!(
            self,
            "INSERT INTO sight (school, person, pupil, kind, quarter) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            school.0,
            person.0,
            pupil,
            kind,
            quarter
        )? == 1)
    }

    /// Has this been seen, and recorded, within this quarter of an hour? A look that costs no write.
    pub(crate) async fn has_seen(&mut self, person: PersonId, pupil: Uuid, kind: &str) -> Result<bool, Refused> {
        let (school, quarter) = (self.scope.school, quarter(self.scope.now));
        let seen: Option<i64> = value!(
            self,
            "SELECT quarter FROM sight WHERE school = $1 AND person = $2 AND pupil = $3 AND kind = $4 AND quarter = $5",
            school.0,
            person.0,
            pupil,
            kind,
            quarter
        )?;
        Ok(seen.is_some())
    }
}

/// Seconds within which a second look at the same thing is not recorded again.
pub(super) const QUARTER: i64 = 900;

fn quarter(now: Timestamp) -> i64 {
    now.as_second() / QUARTER
}

impl Tx<Everywhere> {
    /// Opens the audit chain of a new school.
    pub(crate) async fn start_chain(&mut self, school: SchoolId) -> Result<(), Refused> {
        run!(self, "INSERT INTO chain (school, seq, head) VALUES ($1, 0, $2)", school.0, &[0u8; 32][..])?;
        Ok(())
    }

    /// Records an event in a school's chain, or in the installation's.
    pub(crate) async fn record(&mut self, school: SchoolId, actor: &Actor, event: &Event) -> Result<(), Refused> {
        let now = self.scope.now;
        append(self, school, actor, now, std::slice::from_ref(event)).await
    }

    /// Records what was done in the installation's chain and makes it last.
    pub(crate) async fn commit(mut self, actor: &Actor, event: Event) -> Result<(), Refused> {
        self.record(INSTALLATION, actor, &event).await?;
        self.commit_engine().await
    }

    /// Makes housekeeping last that is nobody's deed: job bookkeeping, session clocks, attempt counters.
    pub(crate) async fn commit_housekeeping(self) -> Result<(), Refused> {
        self.commit_engine().await
    }
}
