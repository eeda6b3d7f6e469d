//! Signed-in browsers: table `session`. Only the fingerprint of a session's secret is stored.

use jiff::Timestamp;
use school::PersonId;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Everywhere, Tx};
use crate::{
    keys::{fingerprint, secret},
    refused::Refused,
};

/// One row per place of work of whoever a session stands for, the one chosen in it first; one row without a place for somebody who works nowhere.
#[derive(FromRow, Clone)]
pub(crate) struct VisitRow {
    pub(crate) person: Uuid,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) language: String,
    pub(crate) app: bool,
    pub(crate) passkey: bool,
    pub(crate) second_factor: bool,
    pub(crate) proven_at: Option<i64>,
    pub(crate) started_at: i64,
    pub(crate) seen_at: i64,
    pub(crate) ends_at: i64,
    pub(crate) family: bool,
    pub(crate) operator: bool,
    pub(crate) closed: bool,
    pub(crate) membership: Option<Uuid>,
    pub(crate) role: Option<String>,
    pub(crate) school: Option<Uuid>,
    pub(crate) school_name: Option<String>,
    pub(crate) logo: Option<Vec<u8>>,
}

/// Where a session is at work, and how long it lives.
#[derive(FromRow, Clone)]
pub(crate) struct Course {
    place: Option<Uuid>,
    started_at: i64,
    ends_at: i64,
}

/// A session in the list of devices.
#[derive(FromRow, Clone)]
pub(crate) struct SessionRow {
    pub(crate) hash: Vec<u8>,
    pub(crate) device: String,
    pub(crate) started_at: i64,
    pub(crate) seen_at: i64,
}

impl Tx<Everywhere> {
    /// Everything a page needs to know about whoever sent this cookie, in one statement. Of a school that is closed
    /// nothing is theirs.
    pub(crate) async fn visit(&mut self, hash: &[u8]) -> Result<Vec<VisitRow>, Refused> {
        Ok(rows!(
            self,
            "SELECT p.id AS person, p.given, p.surname, p.language, p.totp IS NOT NULL AS app,
                EXISTS (SELECT 1 FROM passkey k WHERE k.person = p.id) AS passkey,
                s.second_factor, s.proven_at, s.started_at, s.seen_at, s.ends_at,
                EXISTS (SELECT 1 FROM guardian g JOIN school k ON k.id = g.school AND k.closed_at IS NULL
                    WHERE g.person = p.id AND g.state = 'accepted') AS family,
                EXISTS (SELECT 1 FROM operator o WHERE o.person = p.id) AS operator,
                (EXISTS (SELECT 1 FROM membership c JOIN school k ON k.id = c.school AND k.closed_at IS NOT NULL
                    WHERE c.person = p.id AND c.state = 'accepted')
                OR EXISTS (SELECT 1 FROM guardian c JOIN school k ON k.id = c.school AND k.closed_at IS NOT NULL
                    WHERE c.person = p.id AND c.state = 'accepted')) AS closed,
                m.id AS membership, m.role, m.school, h.name AS school_name, h.logo
            FROM session s
            JOIN person p ON p.id = s.person
            LEFT JOIN membership m ON m.person = p.id AND m.state = 'accepted'
                AND EXISTS (SELECT 1 FROM school k WHERE k.id = m.school AND k.closed_at IS NULL)
            LEFT JOIN school h ON h.id = m.school
            WHERE s.hash = $1
            ORDER BY CASE WHEN m.id = s.place THEN 0 ELSE 1 END, m.created_at, m.id",
            hash
        )?)
    }

    /// Opens a session and answers its secret. It begins at the place where the person was last: a form that was kept
    /// while they signed in again is of that place. What had ended of this person's sessions goes.
    pub(crate) async fn open_session(
        &mut self,
        person: PersonId,
        second_factor: bool,
        device: &str,
        ends_at: Timestamp,
    ) -> Result<String, Refused> {
        let (secret, now) = (secret(), self.scope.now.as_second());
        run!(self, "DELETE FROM session WHERE person = $1 AND ends_at <= $2", person.0, now)?;
        run!(
            self,
            "INSERT INTO session (hash, person, second_factor, proven_at, device, started_at, seen_at, ends_at, place)
            VALUES ($1, $2, $3, $4, $5, $6, $6, $7, (SELECT s.place FROM session s
                WHERE s.person = $2 AND s.place IS NOT NULL ORDER BY s.seen_at DESC, s.started_at DESC LIMIT 1))",
            fingerprint(&secret),
            person.0,
            second_factor,
            second_factor.then_some(now),
            device,
            now,
            ends_at.as_second()
        )?;
        Ok(secret)
    }

    /// The chosen place, the beginning and the end of a session.
    pub(crate) async fn course(&mut self, hash: &[u8]) -> Result<Option<Course>, Refused> {
        Ok(row!(self, "SELECT place, started_at, ends_at FROM session WHERE hash = $1", hash)?)
    }

    /// A session goes on under a new secret: where it was, and no longer than it would have.
    pub(crate) async fn go_on(&mut self, hash: &[u8], course: &Course) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE session SET place = $2, started_at = $3, ends_at = $4 WHERE hash = $1",
            hash,
            course.place,
            course.started_at,
            course.ends_at
        )?;
        Ok(())
    }

    /// Says when the second factor was really given, of a session that goes on under a new secret.
    pub(crate) async fn date_proof(&mut self, hash: &[u8], proven_at: Option<i64>) -> Result<(), Refused> {
        run!(self, "UPDATE session SET proven_at = $2 WHERE hash = $1", hash, proven_at)?;
        Ok(())
    }

    pub(crate) async fn touch_session(&mut self, hash: &[u8]) -> Result<(), Refused> {
        let now = self.scope.now.as_second();
        run!(self, "UPDATE session SET seen_at = $2 WHERE hash = $1 AND seen_at < $2", hash, now)?;
        Ok(())
    }

    /// In this session the person works at this place.
    pub(crate) async fn set_place(&mut self, hash: &[u8], place: Uuid) -> Result<(), Refused> {
        run!(self, "UPDATE session SET place = $2 WHERE hash = $1", hash, place)?;
        Ok(())
    }

    /// Ends a session; answers whose it was and what the browser called itself.
    pub(crate) async fn end_session(&mut self, hash: &[u8]) -> Result<Option<(PersonId, String)>, Refused> {
        let ended: Option<(Uuid, String)> =
            row!(self, "DELETE FROM session WHERE hash = $1 RETURNING person, device", hash)?;
        Ok(ended.map(|(person, device)| (PersonId(person), device)))
    }

    /// Ends every session of a person but this one.
    pub(crate) async fn end_other_sessions(&mut self, person: PersonId, hash: &[u8]) -> Result<u64, Refused> {
        Ok(run!(self, "DELETE FROM session WHERE person = $1 AND hash <> $2", person.0, hash)?)
    }

    pub(crate) async fn sessions_of(&mut self, person: PersonId) -> Result<Vec<SessionRow>, Refused> {
        let now = self.scope.now.as_second();
        Ok(rows!(
            self,
            "SELECT hash, device, started_at, seen_at FROM session WHERE person = $1 AND ends_at > $2 ORDER BY seen_at DESC, started_at DESC",
            person.0,
            now
        )?)
    }
}

impl<Scope> Tx<Scope> {
    /// Ends every session of a person.
    pub(crate) async fn end_sessions(&mut self, person: PersonId) -> Result<u64, Refused> {
        Ok(run!(self, "DELETE FROM session WHERE person = $1", person.0)?)
    }
}
