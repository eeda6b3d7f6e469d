//! Who runs the installation, and the schools as they see them: tables `operator` and `school`.

use jiff::Timestamp;
use school::{PersonId, SchoolId};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Everywhere, OfOperator, Tx};
use crate::refused::Refused;

/// A school in the list: what tells it from the others, and nothing of its people.
#[derive(FromRow, Clone)]
pub(crate) struct ListedSchool {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) rspo: Option<String>,
    pub(crate) closed_at: Option<i64>,
}

/// Where a school stands in the list.
pub(crate) type SchoolPlace = (String, Uuid);

impl Tx<OfOperator> {
    /// So many schools by name, those after a place.
    pub(crate) async fn listed_schools(
        &mut self,
        after: &SchoolPlace,
        most: i64,
    ) -> Result<Vec<ListedSchool>, Refused> {
        Ok(rows!(
            self,
            "SELECT id, name, rspo, closed_at FROM school WHERE (name, id) > ($1, $2) ORDER BY name, id LIMIT $3",
            &after.0,
            after.1,
            most
        )?)
    }

    pub(crate) async fn listed_school(&mut self, id: SchoolId) -> Result<ListedSchool, Refused> {
        let row: Option<ListedSchool> = row!(self, "SELECT id, name, rspo, closed_at FROM school WHERE id = $1", id.0)?;
        row.ok_or(Refused::NotFound)
    }
}

impl Tx<Everywhere> {
    /// How many pupils are on the rolls of the schools between two places, both included: numbers and no names.
    pub(crate) async fn pupils_per_school(
        &mut self,
        first: &SchoolPlace,
        last: &SchoolPlace,
    ) -> Result<Vec<(Uuid, i64)>, Refused> {
        Ok(rows!(
            self,
            "SELECT s.id, (SELECT COUNT(*) FROM pupil p WHERE p.school = s.id AND p.left_on IS NULL) FROM school s
            WHERE (s.name, s.id) >= ($1, $2) AND (s.name, s.id) <= ($3, $4)",
            &first.0,
            first.1,
            &last.0,
            last.1
        )?)
    }

    /// When a school was closed; none if it is open.
    pub(crate) async fn school_closed_at(&mut self, school: SchoolId) -> Result<Option<i64>, Refused> {
        let at: Option<Option<i64>> = value!(self, "SELECT closed_at FROM school WHERE id = $1", school.0)?;
        at.ok_or(Refused::NotFound)
    }

    /// Closes a school that is open, or opens one that is closed; false if it stands so already.
    pub(crate) async fn set_closed(&mut self, school: SchoolId, at: Option<Timestamp>) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE school SET closed_at = $2, version = version + 1
            WHERE id = $1 AND (closed_at IS NULL) = ($3 = 1)",
            school.0,
            at.map(Timestamp::as_second),
            i64::from(at.is_some())
        )? == 1)
    }

    /// From now on this person runs the installation; false if they did before.
    pub(crate) async fn add_operator(&mut self, person: PersonId) -> Result<bool, Refused> {
        let now = self.scope.now.as_second();
        Ok(run!(
            self,
            "INSERT INTO operator (person, created_at) VALUES ($1, $2) ON CONFLICT (person) DO NOTHING",
            person.0,
            now
        )? == 1)
    }

    /// This person runs the installation no more; false if they did not.
    pub(crate) async fn remove_operator(&mut self, person: PersonId) -> Result<bool, Refused> {
        Ok(run!(self, "DELETE FROM operator WHERE person = $1", person.0)? == 1)
    }

    /// Does this person work at a school, have a child at one, or wait to be asked in?
    pub(crate) async fn belongs_to_a_school(&mut self, person: PersonId) -> Result<bool, Refused> {
        let found: Option<i64> = value!(
            self,
            "SELECT (SELECT COUNT(*) FROM membership WHERE person = $1 AND state IN ('invited', 'accepted'))
                + (SELECT COUNT(*) FROM guardian WHERE person = $1 AND state IN ('invited', 'accepted'))",
            person.0
        )?;
        Ok(found.unwrap_or_default() > 0)
    }

    /// E-mail, given names and surname of everybody who runs the installation.
    pub(crate) async fn operators(&mut self) -> Result<Vec<(String, String, String)>, Refused> {
        Ok(rows!(
            self,
            "SELECT p.email, p.given, p.surname FROM operator o JOIN person p ON p.id = o.person ORDER BY p.email"
        )?)
    }
}
