//! Table `guardian`: who is linked to a pupil.

use jiff::civil::Date;
use school::{
    GuardianId, PersonId, PupilId, SchoolId,
    guardian::{GuardianKind, GuardianScope, youngest_of_age},
};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    OfPerson, Tx, Within,
    rows::{day, new_id, word},
};
use crate::{
    clock::polish_date,
    desk::Link,
    pupil::GuardianRow,
    refused::{Broken, Conflict, Refused},
};

#[derive(FromRow)]
struct GuardianColumns {
    id: Uuid,
    person: Uuid,
    name: String,
    email: String,
    on_paper: bool,
    kind: String,
    scope: String,
    decided_on: Option<String>,
    state: String,
    version: i64,
}

impl TryFrom<GuardianColumns> for GuardianRow {
    type Error = Broken;

    fn try_from(row: GuardianColumns) -> Result<Self, Broken> {
        Ok(Self {
            id: row.id.into(),
            person: row.person.into(),
            name: row.name,
            email: row.email,
            on_paper: row.on_paper,
            kind: word(&row.kind)?,
            scope: word(&row.scope)?,
            decided_on: row.decided_on.as_deref().map(day).transpose()?,
            state: word(&row.state)?,
            version: row.version,
        })
    }
}

impl Tx<Within> {
    /// A pupil's family, in the order in which it was invited. Who never said yes is called as they were invited.
    pub(crate) async fn guardians_of(&mut self, pupil: PupilId) -> Result<Vec<GuardianRow>, Refused> {
        let rows: Vec<GuardianColumns> = rows!(
            self,
            "SELECT g.id, g.person, COALESCE(g.invited_as, p.given || ' ' || p.surname) AS name,
                COALESCE(p.email, p.login) AS email, p.login IS NOT NULL AS on_paper,
                g.kind, g.scope, g.decided_on, g.state, g.version
            FROM guardian g JOIN person p ON p.id = g.person WHERE g.pupil = $1 AND g.school = $2 ORDER BY g.id",
            pupil.0,
            self.scope.school.0
        )?;
        rows.into_iter().map(|row| Ok(row.try_into()?)).collect()
    }

    /// Links a person who still has to say yes; an invitation that was not answered, or a revoked link, begins anew.
    /// None if this person is linked already, or a court keeps them away. `invited_as` is the name by which the school
    /// knows them until they say yes, if the account has another; who said yes once is known.
    pub(crate) async fn invite_link(
        &mut self,
        pupil: PupilId,
        person: PersonId,
        kind: GuardianKind,
        scope: GuardianScope,
        invited_as: Option<&str>,
    ) -> Result<Option<GuardianId>, Refused> {
        let id: Option<Uuid> = value!(
            self,
            "INSERT INTO guardian (id, school, pupil, person, kind, scope, invited_as, state, created_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 'invited', $8, 0)
            ON CONFLICT (pupil, person) DO UPDATE SET kind = $5, scope = $6, decided_on = NULL, state = 'invited', ended_at = NULL,
                version = guardian.version + 1,
                invited_as = CASE WHEN guardian.invited_as IS NULL THEN NULL ELSE excluded.invited_as END
                WHERE guardian.state <> 'accepted' AND guardian.scope <> 'none'
            RETURNING id",
            new_id(),
            self.scope.school.0,
            pupil.0,
            person.0,
            kind.code(),
            scope.code(),
            invited_as,
            self.scope.now.as_second()
        )?;
        Ok(id.map(GuardianId::from))
    }

    /// A link of this school, with its pupil.
    pub(crate) async fn link(&mut self, id: GuardianId) -> Result<(PupilId, GuardianRow), Refused> {
        let pupil: Option<Uuid> =
            value!(self, "SELECT pupil FROM guardian WHERE id = $1 AND school = $2", id.0, self.scope.school.0)?;
        let pupil = PupilId::from(pupil.ok_or(Refused::NotFound)?);
        let row = self.guardians_of(pupil).await?.into_iter().find(|row| row.id == id);
        Ok((pupil, row.ok_or(Refused::NotFound)?))
    }

    /// Sets what a link allows that has not ended, or on which a court's order still lies; says whose it is.
    pub(crate) async fn set_scope(
        &mut self,
        id: GuardianId,
        version: i64,
        scope: GuardianScope,
        decided_on: Option<Date>,
    ) -> Result<PupilId, Refused> {
        let pupil: Option<Uuid> = value!(
            self,
            "UPDATE guardian SET scope = $4, decided_on = $5, version = version + 1
            WHERE id = $1 AND school = $2 AND version = $3 AND (state IN ('invited', 'accepted') OR scope = 'none')
            RETURNING pupil",
            id.0,
            self.scope.school.0,
            version,
            scope.code(),
            decided_on.map(|day| day.to_string())
        )?;
        pupil.map(PupilId::from).ok_or(Refused::Conflict(Conflict::Changed))
    }

    /// Ends a link; says whose it was.
    pub(crate) async fn revoke_link(&mut self, id: GuardianId, version: i64) -> Result<PupilId, Refused> {
        let pupil: Option<Uuid> = value!(
            self,
            "UPDATE guardian SET state = 'revoked', ended_at = $4, version = version + 1
            WHERE id = $1 AND school = $2 AND version = $3 AND state IN ('invited', 'accepted') RETURNING pupil",
            id.0,
            self.scope.school.0,
            version,
            self.scope.now.as_second()
        )?;
        if let Some(pupil) = pupil {
            return Ok(pupil.into());
        }
        let known: Option<Uuid> =
            value!(self, "SELECT id FROM guardian WHERE id = $1 AND school = $2", id.0, self.scope.school.0)?;
        Err(if known.is_some() { Refused::Conflict(Conflict::Changed) } else { Refused::NotFound })
    }

    /// Ends a link at the wish of whoever has it. False if it has ended.
    pub(crate) async fn leave_link(&mut self, link: &Link, person: PersonId) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE guardian SET state = 'revoked', ended_at = $4, version = version + 1
            WHERE id = $1 AND school = $2 AND person = $3 AND state = 'accepted' AND scope <> 'none'",
            link.id.0,
            self.scope.school.0,
            person.0,
            self.scope.now.as_second()
        )? == 1)
    }

    /// Goes on only if the link, found before this transaction, still stands in it and allows what it did.
    pub(crate) async fn must_stand(&mut self, link: &Link) -> Result<(), Refused> {
        let stands: Option<Uuid> = value!(
            self,
            "SELECT id FROM guardian WHERE id = $1 AND school = $2 AND scope = $3 AND state = 'accepted'",
            link.id.0,
            self.scope.school.0,
            link.scope.code()
        )?;
        stands.map(|_| ()).ok_or(Refused::NotFound)
    }

    /// Everybody who is to hear about a pupil; about one who is of age nobody else.
    pub(crate) async fn listeners(&mut self, pupil: PupilId) -> Result<Vec<PersonId>, Refused> {
        let people: Vec<(Uuid,)> = rows!(
            self,
            "SELECT g.person FROM guardian g JOIN pupil p ON p.id = g.pupil AND p.school = g.school
            WHERE g.pupil = $1 AND g.school = $2 AND g.state = 'accepted' AND g.scope <> 'none'
                AND (g.kind = 'pupil' OR p.born > $3) ORDER BY g.id",
            pupil.0,
            self.scope.school.0,
            youngest_of_age(polish_date(self.scope.now)).to_string()
        )?;
        Ok(people.into_iter().map(|(person,)| person.into()).collect())
    }
}

impl<Scope> Tx<Scope> {
    /// Links a person who brought what the school gave, at once; what the school allowed them before stays. None if
    /// they are linked already, or a court keeps them away.
    pub(crate) async fn link_at_once(
        &mut self,
        (school, pupil): (SchoolId, PupilId),
        person: PersonId,
        kind: GuardianKind,
        now: i64,
    ) -> Result<Option<GuardianId>, Refused> {
        let id: Option<Uuid> = value!(
            self,
            "INSERT INTO guardian (id, school, pupil, person, kind, scope, state, created_at, version)
            VALUES ($1, $2, $3, $4, $5, 'full', 'accepted', $6, 0)
            ON CONFLICT (pupil, person) DO UPDATE SET kind = $5, state = 'accepted', ended_at = NULL, invited_as = NULL,
                version = guardian.version + 1
                WHERE guardian.state <> 'accepted' AND guardian.scope <> 'none'
            RETURNING id",
            new_id(),
            school.0,
            pupil.0,
            person.0,
            kind.code(),
            now
        )?;
        Ok(id.map(GuardianId::from))
    }
}

#[derive(FromRow)]
struct LinkColumns {
    id: Uuid,
    school: Uuid,
    pupil: Uuid,
    kind: String,
    scope: String,
    state: String,
}

impl TryFrom<LinkColumns> for Link {
    type Error = Broken;

    fn try_from(row: LinkColumns) -> Result<Self, Broken> {
        Ok(Self {
            id: row.id.into(),
            school: row.school.into(),
            pupil: row.pupil.into(),
            kind: word(&row.kind)?,
            scope: word(&row.scope)?,
            state: word(&row.state)?,
        })
    }
}

impl Tx<OfPerson> {
    /// Every accepted link of this person, of whichever schools are open. To a pupil who is of age on that day there is
    /// the pupil's own alone.
    pub(crate) async fn links(&mut self, today: Date) -> Result<Vec<Link>, Refused> {
        let rows: Vec<LinkColumns> = rows!(
            self,
            "SELECT g.id, g.school, g.pupil, g.kind, g.scope, g.state FROM guardian g
            JOIN school h ON h.id = g.school AND h.closed_at IS NULL
            JOIN pupil p ON p.id = g.pupil AND p.school = g.school
            WHERE g.person = $1 AND g.state = 'accepted' AND (g.kind = 'pupil' OR p.born > $2) ORDER BY g.id",
            self.scope.0.0,
            youngest_of_age(today).to_string()
        )?;
        rows.into_iter().map(|row| Ok(row.try_into()?)).collect()
    }
}
