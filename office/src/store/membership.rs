//! Who works at a school, as what: table `membership`.

use school::{
    PersonId, SchoolId,
    person::{Membership, Role},
};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Everywhere, Tx, Within,
    rows::{new_id, word},
};
use crate::{
    refused::{Broken, Refused},
    staff::StaffMember,
};

/// A membership as stored.
#[derive(FromRow, Clone)]
pub(crate) struct MembershipRow {
    pub(crate) id: Uuid,
    pub(crate) person: Uuid,
    pub(crate) role: String,
    pub(crate) state: String,
    pub(crate) version: i64,
}

/// A member of staff with the person behind it.
#[derive(FromRow)]
struct MemberRow {
    id: Uuid,
    person: Uuid,
    name: String,
    email: String,
    role: String,
    state: String,
    enrolled: bool,
    version: i64,
}

impl TryFrom<MemberRow> for StaffMember {
    type Error = Broken;

    fn try_from(row: MemberRow) -> Result<Self, Broken> {
        Ok(Self {
            id: row.id,
            person: PersonId(row.person),
            name: row.name,
            email: row.email,
            role: word(&row.role)?,
            state: word(&row.state)?,
            enrolled: row.enrolled,
            version: row.version,
        })
    }
}

impl Tx<Within> {
    /// Everybody, whatever the state. Who never said yes is called as they were invited.
    pub(crate) async fn staff(&mut self) -> Result<Vec<StaffMember>, Refused> {
        let rows: Vec<MemberRow> = rows!(
            self,
            "SELECT m.id, m.person, COALESCE(m.invited_as, p.given || ' ' || p.surname) AS name, p.email, m.role, m.state,
                (p.totp IS NOT NULL OR EXISTS (SELECT 1 FROM passkey k WHERE k.person = p.id))
                    AND m.invited_as IS NULL AS enrolled, m.version
            FROM membership m JOIN person p ON p.id = m.person WHERE m.school = $1 ORDER BY m.created_at, m.id",
            self.scope.school.0
        )?;
        Ok(rows.into_iter().map(StaffMember::try_from).collect::<Result<_, _>>()?)
    }

    /// Everybody who has said yes, once for each role.
    pub(crate) async fn accepted_staff(&mut self) -> Result<Vec<(PersonId, Role)>, Refused> {
        let rows: Vec<(Uuid, String)> = rows!(
            self,
            "SELECT person, role FROM membership WHERE school = $1 AND state = 'accepted' ORDER BY created_at, id",
            self.scope.school.0
        )?;
        rows.into_iter().map(|(person, role)| Ok((PersonId(person), word(&role)?))).collect()
    }

    pub(crate) async fn membership(&mut self, id: Uuid) -> Result<MembershipRow, Refused> {
        let row: Option<MembershipRow> = row!(
            self,
            "SELECT id, person, role, state, version FROM membership WHERE id = $1 AND school = $2",
            id,
            self.scope.school.0
        )?;
        row.ok_or(Refused::NotFound)
    }

    pub(crate) async fn membership_as(
        &mut self,
        person: PersonId,
        role: Role,
    ) -> Result<Option<MembershipRow>, Refused> {
        Ok(row!(
            self,
            "SELECT id, person, role, state, version FROM membership WHERE school = $1 AND person = $2 AND role = $3",
            self.scope.school.0,
            person.0,
            role.code()
        )?)
    }

    /// Adds a membership that waits for a yes. `invited_as` is the name by which the school knows the person until
    /// then, if the account has another.
    pub(crate) async fn invite_member(
        &mut self,
        person: PersonId,
        role: Role,
        invited_as: Option<&str>,
    ) -> Result<Uuid, Refused> {
        let id = new_id();
        run!(
            self,
            "INSERT INTO membership (id, school, person, role, invited_as, state, created_at, version)
            VALUES ($1, $2, $3, $4, $5, 'invited', $6, 1)",
            id,
            self.scope.school.0,
            person.0,
            role.code(),
            invited_as,
            self.scope.now.as_second()
        )?;
        Ok(id)
    }

    /// A membership that was revoked, declined or not answered waits for a yes, if nobody changed it since. Who said
    /// yes once is known by their own name.
    pub(crate) async fn invite_member_again(
        &mut self,
        id: Uuid,
        version: i64,
        invited_as: Option<&str>,
    ) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE membership SET state = 'invited', version = version + 1,
                invited_as = CASE WHEN invited_as IS NULL THEN NULL ELSE $4 END
            WHERE id = $1 AND school = $2 AND version = $3",
            id,
            self.scope.school.0,
            version,
            invited_as
        )? == 1)
    }

    /// Moves a membership on, if nobody changed it since.
    pub(crate) async fn set_membership(&mut self, id: Uuid, version: i64, state: Membership) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE membership SET state = $4, version = version + 1 WHERE id = $1 AND school = $2 AND version = $3",
            id,
            self.scope.school.0,
            version,
            state.code()
        )? == 1)
    }

    /// How many have accepted this role. The school's row is locked first, so that two administrators cannot
    /// revoke each other at the same moment.
    pub(crate) async fn count_accepted(&mut self, role: Role) -> Result<i64, Refused> {
        run!(self, "UPDATE school SET version = version WHERE id = $1", self.scope.school.0)?;
        let count: Option<i64> = value!(
            self,
            "SELECT COUNT(*) FROM membership WHERE school = $1 AND role = $2 AND state = 'accepted'",
            self.scope.school.0,
            role.code()
        )?;
        Ok(count.unwrap_or_default())
    }
}

impl Tx<Everywhere> {
    /// Everybody who has said yes to working at a school, once for each role.
    pub(crate) async fn accepted_staff_of(&mut self, school: SchoolId) -> Result<Vec<(PersonId, Role)>, Refused> {
        let rows: Vec<(Uuid, String)> = rows!(
            self,
            "SELECT person, role FROM membership WHERE school = $1 AND state = 'accepted' ORDER BY id",
            school.0
        )?;
        rows.into_iter().map(|(person, role)| Ok((PersonId(person), word(&role)?))).collect()
    }

    /// The membership of a person in a role at a school, whatever its state.
    pub(crate) async fn membership_of(
        &mut self,
        school: SchoolId,
        person: PersonId,
        role: Role,
    ) -> Result<Option<Uuid>, Refused> {
        Ok(value!(
            self,
            "SELECT id FROM membership WHERE school = $1 AND person = $2 AND role = $3",
            school.0,
            person.0,
            role.code()
        )?)
    }

    /// A membership that was revoked or declined waits for a yes again; another stays as it is.
    pub(crate) async fn reopen_membership(&mut self, id: Uuid) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE membership SET state = 'invited', version = version + 1 WHERE id = $1 AND state IN ('declined', 'revoked')",
            id
        )?;
        Ok(())
    }

    pub(crate) async fn add_member(
        &mut self,
        school: SchoolId,
        person: PersonId,
        role: Role,
        state: Membership,
    ) -> Result<Uuid, Refused> {
        let (id, now) = (new_id(), self.scope.now.as_second());
        run!(
            self,
            "INSERT INTO membership (id, school, person, role, state, created_at, version) VALUES ($1, $2, $3, $4, $5, $6, 1)",
            id,
            school.0,
            person.0,
            role.code(),
            state.code(),
            now
        )?;
        Ok(id)
    }

    /// Everything at this school that waits for this person's yes becomes theirs.
    /// Answers the memberships and the links to pupils, each with the role's code.
    pub(crate) async fn accept_places(&mut self, person: PersonId, school: SchoolId) -> Result<Places, Refused> {
        let memberships: Vec<(Uuid, String)> = rows!(
            self,
            "UPDATE membership SET state = 'accepted', invited_as = NULL, version = version + 1 WHERE person = $1 AND school = $2 AND state = 'invited' RETURNING id, role",
            person.0,
            school.0
        )?;
        let links: Vec<(Uuid, Uuid)> = rows!(
            self,
            "UPDATE guardian SET state = 'accepted', invited_as = NULL, version = version + 1 WHERE person = $1 AND school = $2 AND state = 'invited' RETURNING id, pupil",
            person.0,
            school.0
        )?;
        Ok(Places { memberships, links })
    }

    /// Everything at this school that waits for this person's yes ends with a no. Answers as
    /// [`Self::accept_places`] does.
    pub(crate) async fn decline_places(&mut self, person: PersonId, school: SchoolId) -> Result<Places, Refused> {
        let memberships: Vec<(Uuid, String)> = rows!(
            self,
            "UPDATE membership SET state = 'declined', version = version + 1 WHERE person = $1 AND school = $2 AND state = 'invited' RETURNING id, role",
            person.0,
            school.0
        )?;
        let links: Vec<(Uuid, Uuid)> = rows!(
            self,
            "UPDATE guardian SET state = 'declined', ended_at = $3, version = version + 1 WHERE person = $1 AND school = $2 AND state = 'invited' RETURNING id, pupil",
            person.0,
            school.0,
            self.scope.now.as_second()
        )?;
        Ok(Places { memberships, links })
    }

    /// The school at which this person has worked longest.
    pub(crate) async fn first_place(&mut self, person: PersonId) -> Result<Option<SchoolId>, Refused> {
        let school: Option<Uuid> = value!(
            self,
            "SELECT school FROM membership WHERE person = $1 AND state = 'accepted' ORDER BY created_at, id LIMIT 1",
            person.0
        )?;
        Ok(school.map(SchoolId))
    }

    /// Does this person work anywhere, or run the installation?
    pub(crate) async fn is_staff(&mut self, person: PersonId) -> Result<bool, Refused> {
        let count: Option<i64> = value!(
            self,
            "SELECT (SELECT COUNT(*) FROM membership WHERE person = $1 AND state = 'accepted')
                + (SELECT COUNT(*) FROM operator WHERE person = $1)",
            person.0
        )?;
        Ok(count.unwrap_or_default() > 0)
    }
}

/// What somebody answered, with a yes or a no.
pub(crate) struct Places {
    /// Memberships with their role's code.
    pub(crate) memberships: Vec<(Uuid, String)>,
    /// Links with their pupil.
    pub(crate) links: Vec<(Uuid, Uuid)>,
}
