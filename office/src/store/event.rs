//! Table `event`, as it is read; [`super::audit`] writes it.

use school::PupilId;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Tx, Within};
use crate::refused::Refused;

/// How many entries are read at a time.
const PAGE: i64 = 100;

/// An entry with the name of who did it.
#[derive(FromRow)]
pub(crate) struct EventTold {
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) role: String,
    pub(crate) verb: String,
    pub(crate) subject: Uuid,
    pub(crate) particulars: String,
    given: Option<String>,
    surname: Option<String>,
}

impl EventTold {
    /// Who; none if the program itself.
    pub(crate) fn by(&self) -> Option<String> {
        Some(format!("{} {}", self.given.as_ref()?, self.surname.as_ref()?))
    }
}

impl Tx<Within> {
    /// The newest entries of the school's audit log, or those before one.
    pub(crate) async fn events(&mut self, before: Option<i64>) -> Result<Vec<EventTold>, Refused> {
        Ok(rows!(
            self,
            "SELECT e.seq, e.at, e.role, e.verb, e.subject, e.particulars, p.given, p.surname
            FROM event e LEFT JOIN person p ON p.id = e.person
            WHERE e.school = $1 AND e.seq < $2 ORDER BY e.seq DESC LIMIT $3",
            self.scope.school.0,
            before.unwrap_or(i64::MAX),
            PAGE
        )?)
    }

    /// The newest entries about a pupil: the data, photos, cards and links to the family. A draft is the family's own.
    pub(crate) async fn events_of_pupil(&mut self, pupil: PupilId) -> Result<Vec<EventTold>, Refused> {
        Ok(rows!(
            self,
            "SELECT e.seq, e.at, e.role, e.verb, e.subject, e.particulars, p.given, p.surname
            FROM event e LEFT JOIN person p ON p.id = e.person
            WHERE e.school = $1 AND e.subject IN (SELECT u.id FROM pupil u WHERE u.id = $2 AND u.school = $1
                UNION ALL SELECT f.id FROM photo f WHERE f.pupil = $2 AND f.school = $1 AND f.state <> 'draft'
                UNION ALL SELECT k.id FROM card k WHERE k.pupil = $2 AND k.school = $1
                UNION ALL SELECT g.id FROM guardian g WHERE g.pupil = $2 AND g.school = $1)
            ORDER BY e.seq DESC LIMIT $3",
            self.scope.school.0,
            pupil.0,
            PAGE
        )?)
    }

    /// Everything that happened to one thing, oldest first.
    pub(crate) async fn events_about(&mut self, subject: Uuid) -> Result<Vec<EventTold>, Refused> {
        Ok(rows!(
            self,
            "SELECT e.seq, e.at, e.role, e.verb, e.subject, e.particulars, p.given, p.surname
            FROM event e LEFT JOIN person p ON p.id = e.person
            WHERE e.school = $1 AND e.subject = $2 ORDER BY e.seq",
            self.scope.school.0,
            subject
        )?)
    }
}
