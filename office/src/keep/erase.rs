//! Erasing a file for good. A tombstone outside the database is written first, so that a backup made before the
//! erasure cannot bring the file back: [`super::restore`] buries it again.

use school::SchoolId;
use serde::{Deserialize, Serialize};

use crate::{
    desk::Office,
    refused::{Broken, Refused},
    vault::FileHash,
};

/// Where the tombstones stand in the vault.
pub(super) const TOMBSTONES: &str = "erasures";

/// What a tombstone says.
#[derive(Serialize, Deserialize)]
pub(super) struct Tombstone {
    pub(super) school: String,
    pub(super) hash: String,
    pub(super) at: i64,
}

/// The job `file.delete`: tombstone, then deletion. Doing it twice is harmless.
pub(crate) async fn delete_file(office: &Office, school: SchoolId, payload: &serde_json::Value) -> Result<(), Refused> {
    let hash = payload.get("hash").and_then(|hash| hash.as_str()).and_then(|hash| hex::decode(hash).ok());
    let hash =
        hash.and_then(|bytes| FileHash::from_row(&bytes)).ok_or(Broken::Inconsistent("a job without a file's hash"))?;
    let tombstone = Tombstone { school: school.to_string(), hash: hash.to_string(), at: office.now().as_second() };
    office.vault().put_note(&format!("{TOMBSTONES}/{school}-{hash}.json"), serde_json::to_vec(&tombstone)?).await?;
    office.vault().delete(school, hash).await?;
    Ok(())
}
