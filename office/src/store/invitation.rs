//! Invitations: table `invitation`. Only the fingerprint of the link's secret is stored.

use school::{PersonId, SchoolId};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Everywhere, Tx, Within};
use crate::refused::Refused;

/// A link that can still be used.
#[derive(FromRow, Clone)]
pub(crate) struct InvitationRow {
    pub(crate) school: Uuid,
    pub(crate) person: Uuid,
    pub(crate) school_name: String,
}

/// A pupil whom an invitation is about.
#[derive(FromRow, Clone)]
pub(crate) struct InvitedPupilRow {
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) class: String,
}

impl Tx<Within> {
    /// Stores a new link; the older ones of the same person to the same school are void from now on.
    pub(crate) async fn add_invitation(&mut self, hash: &[u8], person: PersonId, seconds: i64) -> Result<(), Refused> {
        let (school, now) = (self.scope.school.0, self.scope.now.as_second());
        run!(self, "DELETE FROM invitation WHERE school = $1 AND person = $2 AND used_at IS NULL", school, person.0)?;
        run!(
            self,
            "INSERT INTO invitation (hash, school, person, created_at, ends_at) VALUES ($1, $2, $3, $4, $5)",
            hash,
            school,
            person.0,
            now,
            now + seconds
        )?;
        Ok(())
    }

    /// When an open link of this person ends; none if it is not open.
    pub(crate) async fn invitation_end(&mut self, hash: &[u8], person: PersonId) -> Result<Option<i64>, Refused> {
        Ok(value!(
            self,
            "SELECT ends_at FROM invitation
            WHERE hash = $1 AND school = $2 AND person = $3 AND used_at IS NULL AND ends_at > $4",
            hash,
            self.scope.school.0,
            person.0,
            self.scope.now.as_second()
        )?)
    }
}

impl Tx<Everywhere> {
    pub(crate) async fn open_invitation(&mut self, hash: &[u8]) -> Result<Option<InvitationRow>, Refused> {
        let now = self.scope.now.as_second();
        Ok(row!(
            self,
            "SELECT i.school, i.person, h.name AS school_name FROM invitation i JOIN school h ON h.id = i.school AND h.closed_at IS NULL
            WHERE i.hash = $1 AND i.used_at IS NULL AND i.ends_at > $2",
            hash,
            now
        )?)
    }

    /// Uses the link up. False if it was used, replaced or too old.
    pub(crate) async fn use_invitation(&mut self, hash: &[u8]) -> Result<bool, Refused> {
        let now = self.scope.now.as_second();
        Ok(run!(
            self,
            "UPDATE invitation SET used_at = $2 WHERE hash = $1 AND used_at IS NULL AND ends_at > $2",
            hash,
            now
        )? == 1)
    }

    /// Codes of the roles that wait for this person's yes at a school.
    pub(crate) async fn invited_roles(&mut self, person: PersonId, school: SchoolId) -> Result<Vec<String>, Refused> {
        let roles: Vec<(String,)> = rows!(
            self,
            "SELECT role FROM membership WHERE person = $1 AND school = $2 AND state = 'invited' ORDER BY created_at, id",
            person.0,
            school.0
        )?;
        Ok(roles.into_iter().map(|(role,)| role).collect())
    }

    /// The pupils whose link waits for this person's yes at a school.
    pub(crate) async fn invited_pupils(
        &mut self,
        person: PersonId,
        school: SchoolId,
    ) -> Result<Vec<InvitedPupilRow>, Refused> {
        Ok(rows!(
            self,
            "SELECT p.given, p.surname, c.name AS class FROM guardian g JOIN pupil p ON p.id = g.pupil JOIN class c ON c.id = p.class
            WHERE g.person = $1 AND g.school = $2 AND g.state = 'invited' AND g.scope <> 'none'
            ORDER BY p.surname_order, p.id",
            person.0,
            school.0
        )?)
    }
}
