//! The worker: two hands that take what is due, once a second or as soon as somebody calls.

use std::{
    sync::atomic::{AtomicBool, AtomicI64, Ordering},
    time::Duration,
};

use tokio::{sync::Notify, time::sleep};

use crate::{desk::Office, refused::Refused};

/// How long nobody looks when nobody calls: another process may have left work.
const REST: Duration = Duration::from_secs(1);
/// Seconds between two looks whether housekeeping is planned.
const ROUND: i64 = 3600;

impl Office {
    /// Does everything that is due now, and what comes of it, and answers how many jobs were done. For tests and the
    /// demo; what fails waits for its next try.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn run_due_jobs(&self) -> Result<usize, Refused> {
        let mut done = 0;
        while let Some(job) = self.claim().await? {
            done += usize::from(self.run(&job).await?);
        }
        Ok(done)
    }

    /// Works until `stop` is done; what was begun then is finished first.
    pub async fn work(&self, stop: impl Future<Output = ()>) {
        let (stopping, told, planned_at) = (AtomicBool::new(false), Notify::new(), AtomicI64::new(i64::MIN));
        let working = async {
            while !stopping.load(Ordering::SeqCst) {
                self.plan_sweep(&planned_at).await;
                tokio::join!(self.hand(&stopping), self.hand(&stopping));
                tokio::select! {
                    () = self.woken() => {}
                    () = told.notified() => {}
                    () = sleep(REST) => {}
                }
            }
        };
        let stop = async {
            stop.await;
            stopping.store(true, Ordering::SeqCst);
            told.notify_one();
        };
        tokio::join!(working, stop);
    }

    /// Takes one job after the other until nothing is due. What breaks here is the database: rest, then look again.
    async fn hand(&self, stopping: &AtomicBool) {
        while !stopping.load(Ordering::SeqCst) {
            let outcome = match self.claim().await {
                Ok(Some(job)) => self.run(&job).await.map(|_| ()),
                Ok(None) => return,
                Err(refused) => Err(refused),
            };
            if let Err(refused) = outcome {
                tracing::warn!(%refused, "the worker rests");
                return;
            }
        }
    }

    /// Sees to it that housekeeping and the digests are planned, at the start and every hour: the job plans its successor, unless it died.
    async fn plan_sweep(&self, planned_at: &AtomicI64) {
        let now = self.now().as_second();
        if now < planned_at.load(Ordering::SeqCst).saturating_add(ROUND) {
            return;
        }
        planned_at.store(now, Ordering::SeqCst);
        if let Err(refused) = crate::keep::sweep_soon(self).await {
            tracing::warn!(%refused, "housekeeping was not planned");
        }
        if let Err(refused) = crate::digest::plan(self).await {
            tracing::warn!(%refused, "the digest was not planned");
        }
    }
}
