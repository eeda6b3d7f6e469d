//! Table `file`: what the vault holds, and what it has to forget.

use school::SchoolId;
use serde_json::json;
use uuid::Uuid;

use super::{
    Everywhere, Tx, Within,
    rows::{count, new_id},
};
use crate::{
    refused::{Broken, Refused},
    vault::{FileHash, FileKind},
};

/// What the job `file.delete` is told.
fn deletion(hash: FileHash) -> serde_json::Value {
    json!({ "hash": hash.to_string() })
}

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
    /// restored backup forgets it as well. A file that a card, a photo, a print run or the school still names stays.
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
        self.enqueue("file.delete", deletion(hash), 0).await
    }

    async fn is_named(&mut self, hash: FileHash) -> Result<bool, Refused> {
        let named: Option<i64> = value!(
            self,
            "SELECT (SELECT COUNT(*) FROM card WHERE school = $1 AND portrait = $2)
                + (SELECT COUNT(*) FROM photo WHERE school = $1 AND (clean = $2 OR review = $2 OR portrait = $2))
                + (SELECT COUNT(*) FROM print_run WHERE school = $1 AND sheet = $2)
                + (SELECT COUNT(*) FROM photo_pack_piece WHERE school = $1 AND hash = $2)
                + (SELECT COUNT(*) FROM school WHERE id = $1 AND logo = $2)",
            self.scope.school.0,
            &hash.0[..]
        )?;
        Ok(count(named.unwrap_or_default())? > 0)
    }
}

impl Tx<Everywhere> {
    /// School, name and kind of every file, as their rows hold them.
    pub(crate) async fn files(&mut self) -> Result<Vec<(Uuid, Vec<u8>, String)>, Refused> {
        Ok(rows!(self, "SELECT school, hash, kind FROM file ORDER BY school, hash")?)
    }

    /// Is this file written down?
    pub(crate) async fn keeps(&mut self, school: SchoolId, hash: FileHash) -> Result<bool, Refused> {
        let size: Option<i64> =
            value!(self, "SELECT size FROM file WHERE school = $1 AND hash = $2", school.0, &hash.0[..])?;
        Ok(size.is_some())
    }

    /// Does a job wait that deletes this file's bytes?
    pub(crate) async fn is_going(&mut self, school: SchoolId, hash: FileHash) -> Result<bool, Refused> {
        let waiting: Option<i64> = value!(
            self,
            "SELECT created_at FROM job
            WHERE school = $1 AND kind = 'file.delete' AND payload = $2 AND done_at IS NULL LIMIT 1",
            school.0,
            deletion(hash).to_string()
        )?;
        Ok(waiting.is_some())
    }

    /// Takes an erased file out of restored rows; false if none knew it. A photo that is decided about does without
    /// its source; without another of its pictures it is withdrawn or removed.
    pub(crate) async fn bury(&mut self, school: SchoolId, hash: FileHash) -> Result<bool, Refused> {
        let hash = &hash.0[..];
        run!(
            self,
            "UPDATE photo SET
                state = CASE
                    WHEN state IN ('approved', 'superseded') AND clean = $2 THEN state
                    WHEN state IN ('draft', 'submitted', 'withdrawn') THEN 'withdrawn'
                    ELSE 'removed' END,
                reason = NULL, note = NULL,
                family_note = CASE WHEN clean = $2 THEN NULL ELSE family_note END,
                clean = CASE WHEN clean = $2 THEN NULL ELSE clean END,
                review = CASE WHEN review = $2 THEN NULL ELSE review END,
                portrait = CASE WHEN portrait = $2 THEN NULL ELSE portrait END
            WHERE school = $1 AND (clean = $2 OR review = $2 OR portrait = $2)",
            school.0,
            hash
        )?;
        run!(self, "UPDATE print_run SET sheet = NULL WHERE school = $1 AND sheet = $2", school.0, hash)?;
        run!(self, "DELETE FROM photo_pack_piece WHERE school = $1 AND hash = $2", school.0, hash)?;
        run!(self, "UPDATE school SET logo = NULL WHERE id = $1 AND logo = $2", school.0, hash)?;
        Ok(run!(self, "DELETE FROM file WHERE school = $1 AND hash = $2", school.0, hash)? == 1)
    }
}
