//! What becomes of a job: claimed, done, tried again, given up.

use school::SchoolId;
use serde_json::Value;

use crate::{
    desk::Office,
    refused::{Broken, Refused},
    store::{Mode, job::JobRow},
};

/// Seconds for which a job belongs to whoever claimed it.
const LEASE: i64 = 60;
/// How often a job is tried at most.
const MOST_ATTEMPTS: i64 = 10;
/// Seconds until a failed job is tried again; twice as long each time.
const FIRST_DELAY: i64 = 5;
/// Seconds until then at most.
const MAX_DELAY: i64 = 3600;
/// Characters of a failure that are kept.
const FAILURE: usize = 300;

/// How much work there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobCounts {
    /// Waiting, due or not yet.
    pub waiting: i64,
    /// Given up: somebody has to look.
    pub dead: i64,
}

/// Seconds until a job that failed so many times is tried again.
fn delay(attempts: i64) -> i64 {
    let doublings = u32::try_from((attempts - 1).clamp(0, 20)).unwrap_or(0);
    (FIRST_DELAY << doublings).min(MAX_DELAY)
}

impl Office {
    /// How many jobs wait and how many were given up: for metrics and checks.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn job_counts(&self) -> Result<JobCounts, Refused> {
        let (waiting, dead) = self.db().everywhere(Mode::Read, self.now()).await?.count_jobs().await?;
        Ok(JobCounts { waiting, dead })
    }

    /// Claims the next job that is due, if there is one. Looks first without a lock: most of the time there is none.
    pub(super) async fn claim(&self) -> Result<Option<JobRow>, Refused> {
        let now = self.now();
        if !self.db().everywhere(Mode::Read, now).await?.is_job_due().await? {
            return Ok(None);
        }
        let mut tx = self.db().everywhere(Mode::Write, now).await?;
        let job = tx.claim_job(LEASE).await?;
        tx.commit_housekeeping().await?;
        Ok(job)
    }

    /// Runs a claimed job and writes down what became of it. Answers whether it was done.
    pub(super) async fn run(&self, job: &JobRow) -> Result<bool, Refused> {
        // More attempts than that are counted only if the last one took its worker with it.
        let outcome = if job.attempts > MOST_ATTEMPTS {
            Err(Broken::Inconsistent("its worker died").into())
        } else {
            self.execute(job).await
        };
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        match &outcome {
            Ok(()) => tx.finish_job(job).await?,
            Err(refused) => {
                let failure: String = refused.to_string().chars().take(FAILURE).collect();
                if job.attempts >= MOST_ATTEMPTS {
                    tracing::error!(job = %job.id, kind = job.kind, %failure, "a job was given up");
                    tx.bury_job(job, &failure).await?;
                    crate::photo_pack::give_up(&mut tx, job).await?;
                } else {
                    tracing::warn!(job = %job.id, kind = job.kind, attempt = job.attempts, %failure, "a job failed and is tried again");
                    tx.retry_job(job, &failure, delay(job.attempts)).await?;
                }
            }
        }
        tx.commit_housekeeping().await?;
        Ok(outcome.is_ok())
    }

    async fn execute(&self, job: &JobRow) -> Result<(), Refused> {
        let payload: Value = serde_json::from_str(&job.payload).map_err(Broken::from)?;
        match (job.kind.as_str(), job.school.map(SchoolId)) {
            ("mail" | crate::mail::TRIAL, Some(school)) => crate::mail::deliver(self, school, job.id, &payload).await,
            ("message", Some(school)) => crate::message::deliver(self, school, &payload).await,
            (crate::class_list::JOB, Some(school)) => crate::class_list::take_over_later(self, school, &payload).await,
            ("photo_pack.read", Some(school)) => crate::photo_pack::read(self, school, &payload).await,
            ("photo_pack.take", Some(school)) => crate::photo_pack::take(self, school, &payload).await,
            (crate::digest::JOB, Some(school)) => crate::digest::deliver(self, school).await,
            ("file.delete", Some(school)) => crate::keep::delete_file(self, school, &payload).await,
            (crate::person::RESET_JOB, None) => crate::person::send_reset(self, job.id, &payload).await,
            (crate::person::SIGN_UP_JOB, None) => crate::person::send_sign_up(self, job.id, &payload).await,
            ("sweep", None) => crate::keep::sweep(self).await,
            _ => Err(Broken::Inconsistent("a job of an unknown kind").into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_doubles_and_has_an_end() {
        let delays: Vec<i64> = (1..=11).map(delay).collect();
        assert_eq!(delays, [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600]);
    }
}
