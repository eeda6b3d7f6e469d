//! Work that is done after a change, or later: table `job`.

use jiff::Timestamp;
use school::SchoolId;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Everywhere, Tx, Within, rows::new_id};
use crate::{
    mail::TRIAL,
    refused::{Broken, Refused},
};

/// A claimed job.
#[derive(FromRow, Clone)]
pub(crate) struct JobRow {
    pub(crate) id: Uuid,
    pub(crate) school: Option<Uuid>,
    pub(crate) kind: String,
    pub(crate) payload: String,
    /// How often it was tried, this time included.
    pub(crate) attempts: i64,
}

/// A letter of trial and what became of it.
#[derive(FromRow, Clone)]
pub(crate) struct TrialRow {
    pub(crate) attempts: i64,
    pub(crate) due_at: i64,
    pub(crate) done_at: Option<i64>,
    pub(crate) failure: Option<String>,
}

async fn insert<Scope>(
    tx: &mut Tx<Scope>,
    school: Option<SchoolId>,
    kind: &'static str,
    payload: &serde_json::Value,
    now: Timestamp,
    delay_seconds: i64,
) -> Result<(), Refused> {
    let now = now.as_second();
    run!(
        tx,
        "INSERT INTO job (id, school, kind, payload, due_at, attempts, created_at) VALUES ($1, $2, $3, $4, $5, 0, $6)",
        new_id(),
        school.map(|school| school.0),
        kind,
        serde_json::to_string(payload).map_err(Broken::from)?,
        now + delay_seconds,
        now
    )?;
    Ok(())
}

impl Tx<Within> {
    /// Leaves work for later, in this transaction: it is done if, and only if, the transaction lasts.
    pub(crate) async fn enqueue(
        &mut self,
        kind: &'static str,
        payload: serde_json::Value,
        delay_seconds: i64,
    ) -> Result<(), Refused> {
        let (school, now) = (self.scope.school, self.scope.now);
        insert(self, Some(school), kind, &payload, now, delay_seconds).await
    }
}

impl Tx<Within> {
    /// The school's last letter of trial, as long as finished jobs are kept.
    pub(crate) async fn last_trial(&mut self) -> Result<Option<TrialRow>, Refused> {
        Ok(row!(
            self,
            "SELECT attempts, due_at, done_at, failure FROM job WHERE school = $1 AND kind = $2
            ORDER BY created_at DESC, id DESC LIMIT 1",
            self.scope.school.0,
            TRIAL
        )?)
    }
}

impl Tx<Everywhere> {
    /// Leaves a school's work for later, in this transaction.
    pub(crate) async fn enqueue_at(
        &mut self,
        school: SchoolId,
        kind: &'static str,
        payload: serde_json::Value,
    ) -> Result<(), Refused> {
        let now = self.scope.now;
        insert(self, Some(school), kind, &payload, now, 0).await
    }

    /// Leaves work that belongs to no school for later, in this transaction.
    pub(crate) async fn enqueue_system(
        &mut self,
        kind: &'static str,
        payload: serde_json::Value,
        delay_seconds: i64,
    ) -> Result<(), Refused> {
        let now = self.scope.now;
        insert(self, None, kind, &payload, now, delay_seconds).await
    }

    /// Does a job of this kind wait for its first try?
    pub(crate) async fn has_fresh_job(&mut self, kind: &str) -> Result<bool, Refused> {
        let due: Option<i64> =
            value!(self, "SELECT due_at FROM job WHERE kind = $1 AND done_at IS NULL AND attempts = 0 LIMIT 1", kind)?;
        Ok(due.is_some())
    }

    /// Is there anything to do now? A look that takes no lock.
    pub(crate) async fn is_job_due(&mut self) -> Result<bool, Refused> {
        let now = self.scope.now.as_second();
        let due: Option<i64> = value!(
            self,
            "SELECT attempts FROM job WHERE done_at IS NULL AND due_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1) LIMIT 1",
            now
        )?;
        Ok(due.is_some())
    }

    /// Takes the job that has waited longest; for `lease` seconds nobody else gets it.
    pub(crate) async fn claim_job(&mut self, lease: i64) -> Result<Option<JobRow>, Refused> {
        let now = self.scope.now.as_second();
        Ok(row!(
            self,
            "UPDATE job SET attempts = attempts + 1, claimed_until = $2
            WHERE id = (SELECT id FROM job WHERE done_at IS NULL AND due_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)
                    ORDER BY due_at, id LIMIT 1)
                AND done_at IS NULL AND (claimed_until IS NULL OR claimed_until <= $1)
            RETURNING id, school, kind, payload, attempts",
            now,
            now + lease
        )?)
    }

    /// The job is done. Says nothing to a worker that lost its claim.
    pub(crate) async fn finish_job(&mut self, job: &JobRow) -> Result<(), Refused> {
        let now = self.scope.now.as_second();
        run!(
            self,
            "UPDATE job SET done_at = $3, claimed_until = NULL, failure = NULL WHERE id = $1 AND attempts = $2 AND done_at IS NULL",
            job.id,
            job.attempts,
            now
        )?;
        Ok(())
    }

    /// The job failed and is tried again after so many seconds.
    pub(crate) async fn retry_job(&mut self, job: &JobRow, failure: &str, delay_seconds: i64) -> Result<(), Refused> {
        let now = self.scope.now.as_second();
        run!(
            self,
            "UPDATE job SET due_at = $3, claimed_until = NULL, failure = $4 WHERE id = $1 AND attempts = $2 AND done_at IS NULL",
            job.id,
            job.attempts,
            now + delay_seconds,
            failure
        )?;
        Ok(())
    }

    /// The job failed for good: done, with a failure.
    pub(crate) async fn bury_job(&mut self, job: &JobRow, failure: &str) -> Result<(), Refused> {
        let now = self.scope.now.as_second();
        run!(
            self,
            "UPDATE job SET done_at = $3, claimed_until = NULL, failure = $4 WHERE id = $1 AND attempts = $2 AND done_at IS NULL",
            job.id,
            job.attempts,
            now,
            failure
        )?;
        Ok(())
    }

    /// How many jobs wait, and how many failed for good.
    pub(crate) async fn count_jobs(&mut self) -> Result<(i64, i64), Refused> {
        let waiting: Option<i64> = value!(self, "SELECT COUNT(*) FROM job WHERE done_at IS NULL")?;
        let dead: Option<i64> =
            value!(self, "SELECT COUNT(*) FROM job WHERE done_at IS NOT NULL AND failure IS NOT NULL")?;
        Ok((waiting.unwrap_or_default(), dead.unwrap_or_default()))
    }
}
