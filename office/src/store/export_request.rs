//! Requests to take something out about many pupils: table `export_request`.

use jiff::Timestamp;
use school::{PersonId, person::Role};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Everywhere, Tx, Within,
    rows::{new_id, word},
};
use crate::{
    export::ExportState,
    refused::{Broken, Refused},
};

/// A request as stored, with the names of who asked and who decided.
#[derive(FromRow)]
pub(crate) struct ExportFacts {
    pub(crate) id: Uuid,
    pub(crate) wanted: String,
    pub(crate) pupils: i64,
    pub(crate) reason: String,
    pub(crate) requested_by: Uuid,
    pub(crate) requested_name: String,
    pub(crate) requested_at: i64,
    pub(crate) ends_at: i64,
    pub(crate) decided_by: Option<Uuid>,
    pub(crate) decided_name: Option<String>,
    pub(crate) approved: Option<bool>,
    pub(crate) taken_at: Option<i64>,
}

impl ExportFacts {
    /// Where it stands.
    pub(crate) fn state(&self, now: Timestamp) -> ExportState {
        match (self.taken_at, self.approved) {
            (Some(_), _) => ExportState::Taken,
            (None, Some(false)) => ExportState::Refused,
            _ if self.ends_at <= now.as_second() => ExportState::Over,
            (None, Some(true)) => ExportState::Approved,
            (None, None) => ExportState::Waiting,
        }
    }
}

/// The columns of [`ExportFacts`], and where they come from.
macro_rules! facts {
    ($which:literal) => {
        concat!(
            "SELECT e.id, e.wanted, e.pupils, e.reason, e.requested_by, p.given || ' ' || p.surname AS requested_name,
                e.requested_at, e.ends_at, e.decided_by, d.given || ' ' || d.surname AS decided_name, e.approved, e.taken_at
            FROM export_request e JOIN person p ON p.id = e.requested_by LEFT JOIN person d ON d.id = e.decided_by
            WHERE e.school = $1 AND ",
            $which
        )
    };
}

impl Tx<Within> {
    /// When the requests ended that have been over since before this second.
    pub(crate) async fn ended_export_requests(&mut self, before: i64) -> Result<Vec<i64>, Refused> {
        let ends: Vec<(i64,)> = rows!(
            self,
            "SELECT ends_at FROM export_request WHERE school = $1 AND ends_at < $2 ORDER BY ends_at",
            self.scope.school.0,
            before
        )?;
        Ok(ends.into_iter().map(|(at,)| at).collect())
    }

    /// Keeps a request; answers which.
    pub(crate) async fn add_export_request(
        &mut self,
        by: PersonId,
        wanted: &str,
        pupils: usize,
        reason: &str,
        ends_at: i64,
    ) -> Result<Uuid, Refused> {
        let id = new_id();
        run!(
            self,
            "INSERT INTO export_request (id, school, wanted, pupils, reason, requested_by, requested_at, ends_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            id,
            self.scope.school.0,
            wanted,
            i64::try_from(pupils).map_err(|_| Broken::Inconsistent("a count"))?,
            reason,
            by.0,
            self.scope.now.as_second(),
            ends_at
        )?;
        Ok(id)
    }

    /// A request of this school.
    pub(crate) async fn export_request(&mut self, id: Uuid) -> Result<ExportFacts, Refused> {
        let row: Option<ExportFacts> = row!(self, facts!("e.id = $2"), self.scope.school.0, id)?;
        row.ok_or(Refused::NotFound)
    }

    /// Requests that have not ended before, the newest first.
    pub(crate) async fn export_requests(&mut self, ended_after: i64) -> Result<Vec<ExportFacts>, Refused> {
        Ok(rows!(self, facts!("e.ends_at > $2 ORDER BY e.id DESC LIMIT 100"), self.scope.school.0, ended_after)?)
    }

    /// Decides about somebody else's request. False if it was decided, or has ended.
    pub(crate) async fn decide_export_request(&mut self, id: Uuid, by: PersonId, yes: bool) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE export_request SET decided_by = $3, decided_at = $4, approved = $5
            WHERE id = $1 AND school = $2 AND approved IS NULL AND ends_at > $4 AND requested_by <> $3",
            id,
            self.scope.school.0,
            by.0,
            self.scope.now.as_second(),
            yes
        )? == 1)
    }

    /// Uses an approval up. False if there is none any more.
    pub(crate) async fn take_export_request(&mut self, id: Uuid, by: PersonId) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE export_request SET taken_at = $4
            WHERE id = $1 AND school = $2 AND requested_by = $3 AND approved = $5 AND taken_at IS NULL AND ends_at > $4",
            id,
            self.scope.school.0,
            by.0,
            self.scope.now.as_second(),
            true
        )? == 1)
    }

    /// In which roles this person works here now.
    pub(crate) async fn roles_here(&mut self, person: PersonId) -> Result<Vec<Role>, Refused> {
        let roles: Vec<(String,)> = rows!(
            self,
            "SELECT role FROM membership WHERE school = $1 AND person = $2 AND state = 'accepted'",
            self.scope.school.0,
            person.0
        )?;
        Ok(roles.into_iter().map(|(role,)| word(&role)).collect::<Result<_, _>>()?)
    }
}

impl Tx<Everywhere> {
    /// Forgets requests that ended before; the audit log remembers what was taken.
    pub(crate) async fn forget_export_requests(&mut self, before: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM export_request WHERE ends_at < $1", before)?;
        Ok(())
    }
}
