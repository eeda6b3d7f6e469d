//! Where something waits, and whether the office has been told today.

use jiff::Timestamp;
use school::SchoolId;
use uuid::Uuid;

use super::{Everywhere, Tx, Within};
use crate::refused::Refused;

impl Tx<Everywhere> {
    /// Open schools at which a photo waits, and for which no digest was planned since.
    pub(crate) async fn schools_without_digest(&mut self, since: Timestamp) -> Result<Vec<SchoolId>, Refused> {
        let ids: Vec<(Uuid,)> = rows!(
            self,
            "SELECT h.id FROM school h WHERE h.closed_at IS NULL
                AND EXISTS (SELECT 1 FROM photo f WHERE f.school = h.id AND f.state = 'submitted')
                AND NOT EXISTS (SELECT 1 FROM job j WHERE j.school = h.id AND j.kind = 'digest' AND j.created_at >= $1)
            ORDER BY h.id",
            since.as_second()
        )?;
        Ok(ids.into_iter().map(|(id,)| SchoolId(id)).collect())
    }
}

impl Tx<Within> {
    /// Was a digest sent since? Whoever asks holds the school until the commit: of two at once one is the second.
    pub(crate) async fn had_digest(&mut self, since: Timestamp) -> Result<bool, Refused> {
        run!(self, "UPDATE school SET version = version WHERE id = $1", self.scope.school.0)?;
        let sent: Option<i64> = value!(
            self,
            "SELECT COUNT(*) FROM event WHERE school = $1 AND verb = 'school.digest_sent' AND at >= $2",
            self.scope.school.0,
            since.as_second()
        )?;
        Ok(sent.unwrap_or_default() > 0)
    }
}
