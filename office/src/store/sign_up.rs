//! Accounts that wait for their confirmation: table `sign_up`. Of the link, the browser and the code only fingerprints
//! are stored; what was typed is sealed, and goes as soon as the link has ended in whichever way.

use sqlx::FromRow;

use super::{Everywhere, Tx};
use crate::refused::Refused;

/// How often the code of a letter can be tried (trust.md T4).
const MOST_TRIES: i64 = 5;

/// An account that waits, and what became of its link.
#[derive(FromRow, Clone)]
pub(crate) struct SignUpRow {
    pub(crate) hash: Vec<u8>,
    pub(crate) code: Vec<u8>,
    pub(crate) address: Vec<u8>,
    pub(crate) content: Option<Vec<u8>>,
    pub(crate) ends_at: i64,
    pub(crate) used_at: Option<i64>,
    pub(crate) replaced_at: Option<i64>,
}

/// What is stored of a new one.
pub(crate) struct NewSignUp<'a> {
    pub(crate) hash: &'a [u8],
    pub(crate) browser: &'a [u8],
    pub(crate) code: &'a [u8],
    pub(crate) address: &'a [u8],
    pub(crate) content: &'a [u8],
    pub(crate) seconds: i64,
}

impl Tx<Everywhere> {
    /// Stores a new one; older ones with the same address are replaced by it.
    pub(crate) async fn add_sign_up(&mut self, new: NewSignUp<'_>) -> Result<(), Refused> {
        let now = self.scope.now.as_second();
        run!(
            self,
            "UPDATE sign_up SET replaced_at = $2, content = NULL
            WHERE address = $1 AND used_at IS NULL AND replaced_at IS NULL AND ends_at > $2",
            new.address,
            now
        )?;
        run!(
            self,
            "INSERT INTO sign_up (hash, browser, code, tries, address, content, created_at, ends_at)
            VALUES ($1, $2, $3, 0, $4, $5, $6, $7)",
            new.hash,
            new.browser,
            new.code,
            new.address,
            new.content,
            now,
            now + new.seconds
        )?;
        Ok(())
    }

    pub(crate) async fn sign_up(&mut self, hash: &[u8]) -> Result<Option<SignUpRow>, Refused> {
        Ok(row!(
            self,
            "SELECT hash, code, address, content, ends_at, used_at, replaced_at FROM sign_up WHERE hash = $1",
            hash
        )?)
    }

    /// The one that a browser began last, one that was not replaced before those that were.
    pub(crate) async fn sign_up_of(&mut self, browser: &[u8]) -> Result<Option<SignUpRow>, Refused> {
        Ok(row!(
            self,
            "SELECT hash, code, address, content, ends_at, used_at, replaced_at FROM sign_up WHERE browser = $1
            ORDER BY CASE WHEN replaced_at IS NULL THEN 0 ELSE 1 END, created_at DESC, hash LIMIT 1",
            browser
        )?)
    }

    /// Counts a try of the code before it is compared. False if there were too many.
    pub(crate) async fn try_sign_up(&mut self, hash: &[u8]) -> Result<bool, Refused> {
        Ok(run!(self, "UPDATE sign_up SET tries = tries + 1 WHERE hash = $1 AND tries < $2", hash, MOST_TRIES)? == 1)
    }

    /// Uses the link up. False if it was used, replaced or too old.
    pub(crate) async fn use_sign_up(&mut self, hash: &[u8]) -> Result<bool, Refused> {
        let now = self.scope.now.as_second();
        Ok(run!(
            self,
            "UPDATE sign_up SET used_at = $2, content = NULL
            WHERE hash = $1 AND used_at IS NULL AND replaced_at IS NULL AND ends_at > $2",
            hash,
            now
        )? == 1)
    }

    /// Forgets what was typed where nobody confirmed it in time, and links that ended before.
    pub(crate) async fn forget_sign_ups(&mut self, before: i64) -> Result<(), Refused> {
        let now = self.scope.now.as_second();
        run!(self, "UPDATE sign_up SET content = NULL WHERE ends_at <= $1 AND content IS NOT NULL", now)?;
        run!(self, "DELETE FROM sign_up WHERE ends_at < $1", before)?;
        Ok(())
    }
}
