//! Requests to look into a school, and the grants that follow: table `access_grant`.

use jiff::Timestamp;
use school::{AccessId, PersonId, PupilId, SchoolId, access::AccessState};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Everywhere, OfOperator, OfPerson, Tx, Within,
    pupil::Place,
    rows::{count, new_id, time, word},
};
use crate::{
    access::{AccessRow, LookedInto},
    operator::{Asked, ListedPupil},
    refused::{Broken, Refused},
};

/// How many requests of one school are listed.
const MOST: i64 = 50;

#[derive(FromRow)]
struct AccessColumns {
    id: Uuid,
    given: String,
    surname: String,
    reason: String,
    hours: i64,
    state: String,
    asked_at: i64,
    by_given: Option<String>,
    by_surname: Option<String>,
    ends_at: Option<i64>,
    version: i64,
}

impl AccessColumns {
    fn row(self, now: Timestamp) -> Result<AccessRow, Broken> {
        let state: AccessState = word(&self.state)?;
        let ends_at = self.ends_at.map(time).transpose()?;
        let by = self.by_given.zip(self.by_surname);
        Ok(AccessRow {
            id: AccessId(self.id),
            operator: format!("{} {}", self.given, self.surname),
            reason: self.reason,
            hours: count(self.hours)?,
            state,
            asked_at: time(self.asked_at)?,
            decided_by: by.map(|(given, surname)| format!("{given} {surname}")),
            ends_at,
            runs: state == AccessState::Granted && ends_at.is_some_and(|end| now < end),
            version: self.version,
        })
    }
}

#[derive(FromRow)]
struct RunningColumns {
    school: String,
    given: String,
    surname: String,
    ends_at: i64,
}

impl TryFrom<RunningColumns> for LookedInto {
    type Error = Broken;

    fn try_from(row: RunningColumns) -> Result<Self, Broken> {
        let operator = format!("{} {}", row.given, row.surname);
        Ok(Self { school: row.school, operator, until: time(row.ends_at)? })
    }
}

impl Tx<Within> {
    /// The last requests, newest first.
    pub(crate) async fn access_requests(&mut self) -> Result<Vec<AccessRow>, Refused> {
        let rows: Vec<AccessColumns> = rows!(
            self,
            "SELECT a.id, p.given, p.surname, a.reason, a.hours, a.state, a.asked_at,
                d.given AS by_given, d.surname AS by_surname, a.ends_at, a.version
            FROM access_grant a JOIN person p ON p.id = a.person LEFT JOIN person d ON d.id = a.decided_by
            WHERE a.school = $1 ORDER BY a.id DESC LIMIT $2",
            self.scope.school.0,
            MOST
        )?;
        let now = self.scope.now;
        Ok(rows.into_iter().map(|row| row.row(now)).collect::<Result<_, _>>()?)
    }

    pub(crate) async fn access_request(&mut self, id: AccessId) -> Result<AccessRow, Refused> {
        let row: Option<AccessColumns> = row!(
            self,
            "SELECT a.id, p.given, p.surname, a.reason, a.hours, a.state, a.asked_at,
                d.given AS by_given, d.surname AS by_surname, a.ends_at, a.version
            FROM access_grant a JOIN person p ON p.id = a.person LEFT JOIN person d ON d.id = a.decided_by
            WHERE a.id = $1 AND a.school = $2",
            id.0,
            self.scope.school.0
        )?;
        Ok(row.ok_or(Refused::NotFound)?.row(self.scope.now)?)
    }

    /// Who asked.
    pub(crate) async fn access_asked_by(&mut self, id: AccessId) -> Result<PersonId, Refused> {
        let person: Option<Uuid> =
            value!(self, "SELECT person FROM access_grant WHERE id = $1 AND school = $2", id.0, self.scope.school.0)?;
        Ok(PersonId(person.ok_or(Refused::NotFound)?))
    }

    /// How many requests wait for the school's answer.
    pub(crate) async fn access_waiting(&mut self) -> Result<u32, Refused> {
        let waiting: Option<i64> = value!(
            self,
            "SELECT COUNT(*) FROM access_grant WHERE school = $1 AND state = 'asked'",
            self.scope.school.0
        )?;
        Ok(count(waiting.unwrap_or_default())?)
    }

    /// Answers a request, if nobody did since.
    pub(crate) async fn answer_access(
        &mut self,
        id: AccessId,
        version: i64,
        state: AccessState,
        until: Option<Timestamp>,
    ) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE access_grant SET state = $4, decided_by = $5, decided_at = $6, ends_at = $7, version = version + 1
            WHERE id = $1 AND school = $2 AND version = $3 AND state = 'asked'",
            id.0,
            self.scope.school.0,
            version,
            state.code(),
            self.scope.actor.person.map(|person| person.0),
            self.scope.now.as_second(),
            until.map(Timestamp::as_second)
        )? == 1)
    }

    /// Ends a grant that runs, if nobody did since.
    pub(crate) async fn end_access(&mut self, id: AccessId, version: i64) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE access_grant SET state = 'ended', ends_at = $4, version = version + 1
            WHERE id = $1 AND school = $2 AND version = $3 AND state = 'granted' AND ends_at > $4",
            id.0,
            self.scope.school.0,
            version,
            self.scope.now.as_second()
        )? == 1)
    }

    /// Does this grant of the school run now, and is the school open?
    pub(crate) async fn grant_runs(&mut self, id: AccessId) -> Result<bool, Refused> {
        let found: Option<Uuid> = value!(
            self,
            "SELECT a.id FROM access_grant a JOIN school h ON h.id = a.school AND h.closed_at IS NULL
            WHERE a.id = $1 AND a.school = $2 AND a.state = 'granted' AND a.ends_at > $3",
            id.0,
            self.scope.school.0,
            self.scope.now.as_second()
        )?;
        Ok(found.is_some())
    }

    /// Who may look into the school now.
    pub(crate) async fn looked_into(&mut self) -> Result<Vec<LookedInto>, Refused> {
        let rows: Vec<RunningColumns> = rows!(
            self,
            "SELECT h.name AS school, p.given, p.surname, a.ends_at
            FROM access_grant a JOIN school h ON h.id = a.school JOIN person p ON p.id = a.person
            WHERE a.school = $1 AND a.state = 'granted' AND a.ends_at > $2 ORDER BY a.id",
            self.scope.school.0,
            self.scope.now.as_second()
        )?;
        Ok(rows.into_iter().map(LookedInto::try_from).collect::<Result<_, _>>()?)
    }

    /// So many pupils on the roll after a place, by name and class and nothing else.
    pub(crate) async fn names_on_the_roll(&mut self, after: &Place, most: i64) -> Result<Vec<ListedPupil>, Refused> {
        let rows: Vec<(Uuid, String, String, String)> = rows!(
            self,
            "SELECT p.id, p.given, p.surname, c.name FROM pupil p JOIN class c ON c.id = p.class
            WHERE p.school = $1 AND p.left_on IS NULL AND (p.surname_order, p.id) > ($2, $3)
            ORDER BY p.surname_order, p.id LIMIT $4",
            self.scope.school.0,
            &after.surname_order,
            after.id,
            most
        )?;
        let listed = |(id, given, surname, class): (Uuid, String, String, String)| ListedPupil {
            id: PupilId(id),
            name: format!("{surname} {given}"),
            class,
        };
        Ok(rows.into_iter().map(listed).collect())
    }
}

impl Tx<OfPerson> {
    /// Who may look now into a school of which a pupil is this person's.
    pub(crate) async fn looked_into(&mut self, now: Timestamp) -> Result<Vec<LookedInto>, Refused> {
        let rows: Vec<RunningColumns> = rows!(
            self,
            "SELECT h.name AS school, p.given, p.surname, a.ends_at
            FROM access_grant a JOIN school h ON h.id = a.school AND h.closed_at IS NULL JOIN person p ON p.id = a.person
            WHERE a.state = 'granted' AND a.ends_at > $2 AND EXISTS (SELECT 1 FROM guardian g
                WHERE g.school = a.school AND g.person = $1 AND g.state = 'accepted' AND g.scope <> 'none')
            ORDER BY a.id",
            self.scope.0.0,
            now.as_second()
        )?;
        Ok(rows.into_iter().map(LookedInto::try_from).collect::<Result<_, _>>()?)
    }
}

impl Tx<OfOperator> {
    /// The grant by which this person may look into a school now.
    pub(crate) async fn running_grant(&mut self, school: SchoolId) -> Result<Option<AccessId>, Refused> {
        let id: Option<Uuid> = value!(
            self,
            "SELECT a.id FROM access_grant a JOIN school h ON h.id = a.school AND h.closed_at IS NULL
            WHERE a.school = $1 AND a.person = $2 AND a.state = 'granted' AND a.ends_at > $3 ORDER BY a.ends_at DESC LIMIT 1",
            school.0,
            self.scope.person.0,
            self.scope.now.as_second()
        )?;
        Ok(id.map(AccessId))
    }

    /// What this person asked of a school last.
    pub(crate) async fn last_asked(&mut self, school: SchoolId) -> Result<Option<Asked>, Refused> {
        let row: Option<(String, i64, i64, Option<i64>)> = row!(
            self,
            "SELECT state, hours, asked_at, ends_at FROM access_grant WHERE school = $1 AND person = $2
            ORDER BY id DESC LIMIT 1",
            school.0,
            self.scope.person.0
        )?;
        let now = self.scope.now;
        let asked = |(state, hours, asked_at, ends_at): (String, i64, i64, Option<i64>)| {
            let (state, ends_at) = (word::<AccessState>(&state)?, ends_at.map(time).transpose()?);
            let runs = state == AccessState::Granted && ends_at.is_some_and(|end| now < end);
            Ok::<_, Broken>(Asked { state, hours: count(hours)?, asked_at: time(asked_at)?, ends_at, runs })
        };
        Ok(row.map(asked).transpose()?)
    }
}

impl Tx<Everywhere> {
    /// Does a request of this person wait for the school's answer, or a grant of theirs run?
    pub(crate) async fn has_asked(&mut self, school: SchoolId, person: PersonId) -> Result<bool, Refused> {
        let now = self.scope.now.as_second();
        let found: Option<i64> = value!(
            self,
            "SELECT COUNT(*) FROM access_grant
            WHERE school = $1 AND person = $2 AND (state = 'asked' OR (state = 'granted' AND ends_at > $3))",
            school.0,
            person.0,
            now
        )?;
        Ok(found.unwrap_or_default() > 0)
    }

    pub(crate) async fn ask_access(
        &mut self,
        school: SchoolId,
        person: PersonId,
        reason: &str,
        hours: u32,
    ) -> Result<AccessId, Refused> {
        let (id, now) = (new_id(), self.scope.now.as_second());
        run!(
            self,
            "INSERT INTO access_grant (id, school, person, reason, hours, state, asked_at, version)
            VALUES ($1, $2, $3, $4, $5, 'asked', $6, 1)",
            id,
            school.0,
            person.0,
            reason,
            i64::from(hours),
            now
        )?;
        Ok(AccessId(id))
    }

    /// Ends whatever was asked of a school or granted by it; answers which.
    pub(crate) async fn end_access_to(&mut self, school: SchoolId) -> Result<Vec<AccessId>, Refused> {
        let now = self.scope.now.as_second();
        let ids: Vec<(Uuid,)> = rows!(
            self,
            "UPDATE access_grant SET state = 'ended', ends_at = $2, version = version + 1
            WHERE school = $1 AND (state = 'asked' OR (state = 'granted' AND ends_at > $2)) RETURNING id",
            school.0,
            now
        )?;
        Ok(ids.into_iter().map(|(id,)| AccessId(id)).collect())
    }

    /// Ends whatever a person asked or was granted, at whichever schools; answers which, and where.
    pub(crate) async fn end_access_of(&mut self, person: PersonId) -> Result<Vec<(AccessId, SchoolId)>, Refused> {
        let now = self.scope.now.as_second();
        let ids: Vec<(Uuid, Uuid)> = rows!(
            self,
            "UPDATE access_grant SET state = 'ended', ends_at = $2, version = version + 1
            WHERE person = $1 AND (state = 'asked' OR (state = 'granted' AND ends_at > $2)) RETURNING id, school",
            person.0,
            now
        )?;
        Ok(ids.into_iter().map(|(id, school)| (AccessId(id), SchoolId(school))).collect())
    }
}
