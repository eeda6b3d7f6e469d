//! Links that set a new password: table `password_reset`. Only the fingerprint of the link's secret is stored. A link
//! that has ended stays for a while, so that whoever follows it is told why it does not work.

use school::PersonId;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Everywhere, Tx};
use crate::refused::Refused;

/// A link and what became of it.
#[derive(FromRow, Clone)]
pub(crate) struct ResetRow {
    pub(crate) person: Uuid,
    pub(crate) ends_at: i64,
    pub(crate) used_at: Option<i64>,
    pub(crate) replaced_at: Option<i64>,
}

impl Tx<Everywhere> {
    /// Stores a new link; an older one of the same person is replaced by it.
    pub(crate) async fn add_reset(&mut self, hash: &[u8], person: PersonId, seconds: i64) -> Result<(), Refused> {
        let now = self.scope.now.as_second();
        run!(
            self,
            "UPDATE password_reset SET replaced_at = $2
            WHERE person = $1 AND used_at IS NULL AND replaced_at IS NULL AND ends_at > $2",
            person.0,
            now
        )?;
        run!(
            self,
            "INSERT INTO password_reset (hash, person, created_at, ends_at) VALUES ($1, $2, $3, $4)",
            hash,
            person.0,
            now,
            now + seconds
        )?;
        Ok(())
    }

    pub(crate) async fn reset(&mut self, hash: &[u8]) -> Result<Option<ResetRow>, Refused> {
        Ok(row!(self, "SELECT person, ends_at, used_at, replaced_at FROM password_reset WHERE hash = $1", hash)?)
    }

    /// Uses the link up. False if it was used, replaced or too old.
    pub(crate) async fn use_reset(&mut self, hash: &[u8]) -> Result<bool, Refused> {
        let now = self.scope.now.as_second();
        Ok(run!(
            self,
            "UPDATE password_reset SET used_at = $2
            WHERE hash = $1 AND used_at IS NULL AND replaced_at IS NULL AND ends_at > $2",
            hash,
            now
        )? == 1)
    }

    /// Forgets links that ended before.
    pub(crate) async fn forget_resets(&mut self, before: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM password_reset WHERE ends_at < $1", before)?;
        Ok(())
    }

    /// Forgets every link of a person.
    pub(crate) async fn drop_resets(&mut self, person: PersonId) -> Result<(), Refused> {
        run!(self, "DELETE FROM password_reset WHERE person = $1", person.0)?;
        Ok(())
    }
}
