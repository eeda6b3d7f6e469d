//! Housekeeping: orphan files, ended sessions, old idempotency keys, drafts that nobody finished.

use school::SchoolId;
use serde_json::json;

use crate::{
    desk::Office,
    refused::Refused,
    store::{Everywhere, Mode, Tx},
    vault::FileHash,
};

/// A file without a row may belong to an upload under way; after a day it does not.
pub(super) const ORPHAN_AGE: i64 = 24 * 3600;
/// An answer that was lost is asked for again within minutes; two days are plenty.
const KEY_AGE: i64 = 48 * 3600;
/// How often the housekeeping runs.
const EVERY: i64 = 3600;

/// Plans the next housekeeping, if none is planned.
pub(crate) async fn sweep_soon(office: &Office) -> Result<(), Refused> {
    let mut tx = office.db().everywhere(Mode::Write, office.now()).await?;
    if tx.has_open_job("sweep").await? {
        return Ok(());
    }
    tx.enqueue_system("sweep", json!({}), EVERY).await?;
    tx.commit_housekeeping().await
}

/// The job `sweep`.
pub(crate) async fn sweep(office: &Office) -> Result<(), Refused> {
    let now = office.now();
    let mut orphans = 0;
    for (school, hash, age) in office.vault().list(now.as_second()).await? {
        if age > ORPHAN_AGE && !is_known(office, school, hash).await? {
            office.vault().delete(school, hash).await?;
            orphans += 1;
        }
    }
    let mut tx = office.db().everywhere(Mode::Write, now).await?;
    tx.forget_old(now.as_second()).await?;
    tx.commit_housekeeping().await?;
    if orphans > 0 {
        tracing::info!(orphans, "files without a row were swept");
    }
    sweep_soon(office).await
}

async fn is_known(office: &Office, school: SchoolId, hash: FileHash) -> Result<bool, Refused> {
    let mut tx = office.db().everywhere(Mode::Read, office.now()).await?;
    let known: Option<i64> =
        value!(tx, "SELECT size FROM file WHERE school = $1 AND hash = $2", school.0, &hash.0[..])?;
    Ok(known.is_some())
}

impl Tx<Everywhere> {
    async fn has_open_job(&mut self, kind: &str) -> Result<bool, Refused> {
        let due: Option<i64> =
            value!(self, "SELECT due_at FROM job WHERE kind = $1 AND done_at IS NULL AND attempts = 0 LIMIT 1", kind)?;
        Ok(due.is_some())
    }

    async fn forget_old(&mut self, now: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM done WHERE at < $1", now - KEY_AGE)?;
        run!(self, "DELETE FROM session WHERE ends_at < $1", now)?;
        run!(self, "DELETE FROM attempt WHERE last_at < $1", now - KEY_AGE)?;
        run!(self, "DELETE FROM job WHERE done_at IS NOT NULL AND done_at < $1", now - 14 * 24 * 3600)?;
        Ok(())
    }
}
