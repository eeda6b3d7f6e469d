//! Table `file`: what the vault holds, and what it has to forget.

use serde_json::json;

use super::{
    Tx, Within,
    rows::{count, new_id},
};
use crate::{
    refused::{Broken, Refused},
    vault::{FileHash, FileKind},
};

impl Tx<Within> {
    /// Writes down a file that the vault already holds.
    pub(crate) async fn keep_file(&mut self, hash: FileHash, kind: FileKind, size: u64) -> Result<(), Refused> {
        let size = i64::try_from(size).map_err(|_| Broken::Inconsistent("a file's size"))?;
        run!(
            self,
            "INSERT INTO file (school, hash, kind, size, created_at) VALUES ($1, $2, $3, $4, $5)",
            self.scope.school.0,
            &hash.0[..],
            kind.code(),
            size,
            self.scope.now.as_second()
        )?;
        Ok(())
    }

    /// Forgets a file: its row goes now, its bytes by a job after the commit, and the erasure is noted so that a
    /// restored backup forgets it as well. A file that a card, a photo or a print run still names stays.
    pub(crate) async fn forget_file(&mut self, hash: FileHash) -> Result<(), Refused> {
        if self.is_named(hash).await? {
            return Ok(());
        }
        let gone = run!(self, "DELETE FROM file WHERE school = $1 AND hash = $2", self.scope.school.0, &hash.0[..])?;
        if gone == 0 {
            return Ok(());
        }
        run!(
            self,
            "INSERT INTO erasure (id, school, hash, at) VALUES ($1, $2, $3, $4)",
            new_id(),
            self.scope.school.0,
            &hash.0[..],
            self.scope.now.as_second()
        )?;
        self.enqueue("file.delete", json!({ "hash": hash.to_string() }), 0).await
    }

    async fn is_named(&mut self, hash: FileHash) -> Result<bool, Refused> {
        let named: Option<i64> = value!(
            self,
            "SELECT (SELECT COUNT(*) FROM card WHERE school = $1 AND portrait = $2)
                + (SELECT COUNT(*) FROM photo WHERE school = $1 AND (clean = $2 OR review = $2 OR portrait = $2))
                + (SELECT COUNT(*) FROM print_run WHERE school = $1 AND sheet = $2)",
            self.scope.school.0,
            &hash.0[..]
        )?;
        Ok(count(named.unwrap_or_default())? > 0)
    }
}
