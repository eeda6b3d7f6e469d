//! Housekeeping, every hour: orphan files, and whatever has been kept long enough.

use serde_json::json;

use super::retention::{erase_photos_due, forget_families_due, forget_rows_due};
use crate::{desk::Office, refused::Refused, store::Mode};

/// A file without a row may belong to an upload under way; after a day it does not.
pub(super) const ORPHAN_AGE: i64 = 24 * 3600;
/// How often the housekeeping runs.
const EVERY: i64 = 3600;

/// Plans the next housekeeping, if none is planned.
pub(crate) async fn sweep_soon(office: &Office) -> Result<(), Refused> {
    let mut tx = office.db().everywhere(Mode::Write, office.now()).await?;
    if tx.has_fresh_job("sweep").await? {
        return Ok(());
    }
    tx.enqueue_system("sweep", json!({}), EVERY).await?;
    tx.commit_housekeeping().await
}

/// The job `sweep`.
pub(crate) async fn sweep(office: &Office) -> Result<(), Refused> {
    delete_orphans(office).await?;
    forget_rows_due(office).await?;
    crate::photo_pack::forget_packs_due(office).await?;
    erase_photos_due(office).await?;
    forget_families_due(office).await?;
    sweep_soon(office).await
}

/// Destroys the files that no row names and that are too old for an upload under way.
pub(super) async fn delete_orphans(office: &Office) -> Result<(), Refused> {
    let now = office.now();
    let mut orphans = 0;
    for (school, hash, age) in office.vault().list(now.as_second()).await? {
        if age > ORPHAN_AGE && !office.db().everywhere(Mode::Read, now).await?.keeps(school, hash).await? {
            office.vault().delete(school, hash).await?;
            orphans += 1;
        }
    }
    if orphans > 0 {
        tracing::info!(orphans, "files without a row were swept");
    }
    Ok(())
}
