//! What has been kept long enough, across tables. How long that is, [`crate::keep`] says; times are seconds since 1970.

use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Everywhere, Tx, audit::QUARTER};
use crate::refused::Refused;

/// A photo of which something has been kept long enough, as it was when that was found.
#[derive(FromRow)]
pub(crate) struct PhotoDue {
    pub(crate) school: Uuid,
    pub(crate) id: Uuid,
    pub(crate) version: i64,
}

impl Tx<Everywhere> {
    /// Drafts begun until `drafts`; photos rejected or withdrawn until `rejected`; sources of photos that were decided
    /// about until `sources`.
    pub(crate) async fn photos_due(
        &mut self,
        drafts: i64,
        rejected: i64,
        sources: i64,
    ) -> Result<Vec<PhotoDue>, Refused> {
        Ok(rows!(
            self,
            "SELECT school, id, version FROM photo
            WHERE (state = 'draft' AND created_at <= $1)
                OR (state = 'rejected' AND reviewed_at <= $2)
                OR (state IN ('withdrawn', 'removed') AND created_at <= $2
                    AND (clean IS NOT NULL OR review IS NOT NULL OR portrait IS NOT NULL))
                OR (state IN ('approved', 'superseded') AND reviewed_at <= $3 AND clean IS NOT NULL)
            ORDER BY school, id",
            drafts,
            rejected,
            sources
        )?)
    }

    /// Photos of pupils who left until that day, as long as they are on no card: of those, the card decides.
    pub(crate) async fn photos_of_those_who_left(&mut self, until: Date) -> Result<Vec<PhotoDue>, Refused> {
        Ok(rows!(
            self,
            "SELECT f.school, f.id, f.version FROM photo f JOIN pupil p ON p.id = f.pupil AND p.school = f.school
            WHERE p.left_on <= $1 AND f.state IN ('submitted', 'approved', 'superseded', 'rejected')
                AND (f.clean IS NOT NULL OR f.review IS NOT NULL OR f.portrait IS NOT NULL)
                AND NOT EXISTS (SELECT 1 FROM card k WHERE k.photo = f.id AND k.school = f.school)
            ORDER BY f.school, f.id",
            until.to_string()
        )?)
    }

    /// Forgets invitations that were used or ended before.
    pub(crate) async fn forget_invitations(&mut self, before: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM invitation WHERE COALESCE(used_at, ends_at) < $1", before)?;
        Ok(())
    }

    /// Forgets class lists: drafts uploaded until `drafts`, others uploaded until `others`.
    pub(crate) async fn forget_class_lists(&mut self, drafts: i64, others: i64) -> Result<(), Refused> {
        run!(
            self,
            "DELETE FROM class_list WHERE (state = 'draft' AND created_at <= $1) OR (state <> 'draft' AND created_at <= $2)",
            drafts,
            others
        )?;
        Ok(())
    }

    /// Forgets how to take back class lists that were applied until then.
    pub(crate) async fn forget_undo_of_class_lists(&mut self, until: i64) -> Result<(), Refused> {
        run!(self, "UPDATE class_list SET undo = NULL WHERE undo IS NOT NULL AND applied_at <= $1", until)?;
        Ok(())
    }

    /// Forgets sessions that ended before.
    pub(crate) async fn forget_sessions(&mut self, before: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM session WHERE ends_at < $1", before)?;
        Ok(())
    }

    /// Forgets tries to sign in whose last was before.
    pub(crate) async fn forget_attempts(&mut self, before: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM attempt WHERE last_at < $1", before)?;
        Ok(())
    }

    /// Forgets the idempotency keys of requests that came before.
    pub(crate) async fn forget_requests(&mut self, before: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM done WHERE at < $1", before)?;
        Ok(())
    }

    /// Forgets jobs that were done, or given up, before.
    pub(crate) async fn forget_jobs(&mut self, before: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM job WHERE done_at IS NOT NULL AND done_at < $1", before)?;
        Ok(())
    }

    /// Forgets who saw a photo or a PESEL before.
    pub(crate) async fn forget_sights(&mut self, before: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM sight WHERE quarter < $1", before / QUARTER)?;
        Ok(())
    }
}
