//! Tries to sign in: table `attempt`. Keyed by pseudonyms, so that the table names nobody.

use sqlx::FromRow;

use super::{Everywhere, Tx};
use crate::refused::Refused;

/// How often somebody failed.
#[derive(FromRow, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AttemptRow {
    pub(crate) failures: i64,
    pub(crate) last_at: i64,
}

impl Tx<Everywhere> {
    /// Counts a try as a failure before it is made, so that tries at the same time cannot slip through together.
    /// None if the next one does not count yet. Failures whose last is before `forget_before` are forgotten.
    pub(crate) async fn count_attempt(
        &mut self,
        subject: &[u8],
        forget_before: i64,
    ) -> Result<Option<AttemptRow>, Refused> {
        let now = self.scope.now.as_second();
        Ok(row!(
            self,
            "INSERT INTO attempt (subject, failures, last_at, next_at) VALUES ($1, 1, $2, $2)
            ON CONFLICT (subject) DO UPDATE SET
                failures = CASE WHEN attempt.last_at < $3 THEN 1 ELSE attempt.failures + 1 END, last_at = excluded.last_at
            WHERE attempt.next_at <= $2
            RETURNING failures, last_at",
            subject,
            now,
            forget_before
        )?)
    }

    pub(crate) async fn delay_attempt(&mut self, subject: &[u8], next_at: i64) -> Result<(), Refused> {
        run!(self, "UPDATE attempt SET next_at = $2 WHERE subject = $1", subject, next_at)?;
        Ok(())
    }

    /// From when on a try counts again, in seconds since 1970.
    pub(crate) async fn next_attempt(&mut self, subject: &[u8]) -> Result<Option<i64>, Refused> {
        Ok(value!(self, "SELECT next_at FROM attempt WHERE subject = $1", subject)?)
    }

    pub(crate) async fn clear_attempts(&mut self, subject: &[u8]) -> Result<(), Refused> {
        run!(self, "DELETE FROM attempt WHERE subject = $1", subject)?;
        Ok(())
    }

    /// Takes back a counted try that turned out well, unless others were counted since.
    pub(crate) async fn take_back_attempt(&mut self, subject: &[u8], counted: AttemptRow) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE attempt SET failures = failures - 1, next_at = last_at WHERE subject = $1 AND failures = $2 AND last_at = $3",
            subject,
            counted.failures,
            counted.last_at
        )?;
        Ok(())
    }
}
