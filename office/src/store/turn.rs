//! Table `turn`: the steps from one school year to the next, so that the last one can be taken back.

use school::{ClassId, PupilId, class_name::ClassName, year::SchoolYear};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Tx, Within};
use crate::refused::{Conflict, Refused};

/// A turn that stands.
#[derive(FromRow)]
pub(crate) struct TurnColumns {
    pub(crate) id: Uuid,
    pub(crate) year: i64,
    /// What was done, as JSON of ids, names of classes and days.
    pub(crate) moves: String,
    pub(crate) created_at: i64,
}

impl Tx<Within> {
    /// Keeps what a turn to a year did.
    pub(crate) async fn add_turn(&mut self, id: Uuid, year: SchoolYear, moves: &str) -> Result<(), Refused> {
        run!(
            self,
            "INSERT INTO turn (id, school, year, moves, created_at) VALUES ($1, $2, $3, $4, $5)",
            id,
            self.scope.school.0,
            i64::from(year.0),
            moves,
            self.scope.now.as_second()
        )?;
        Ok(())
    }

    /// The newest turn.
    pub(crate) async fn last_turn(&mut self) -> Result<Option<TurnColumns>, Refused> {
        Ok(row!(
            self,
            "SELECT id, year, moves, created_at FROM turn WHERE school = $1 ORDER BY id DESC LIMIT 1",
            self.scope.school.0
        )?)
    }

    /// Forgets a turn that was taken back; refuses if somebody was faster.
    pub(crate) async fn forget_turn(&mut self, id: Uuid) -> Result<(), Refused> {
        let gone = run!(self, "DELETE FROM turn WHERE id = $1 AND school = $2", id, self.scope.school.0)?;
        if gone == 1 { Ok(()) } else { Err(Refused::Conflict(Conflict::Changed)) }
    }

    /// Those who attend a class of a year, with their class and their name, surname first; in Polish order.
    pub(crate) async fn pupils_of_year(
        &mut self,
        year: SchoolYear,
    ) -> Result<Vec<(PupilId, ClassId, String)>, Refused> {
        let rows: Vec<(Uuid, Uuid, String)> = rows!(
            self,
            "SELECT p.id, p.class, p.surname || ' ' || p.given AS name
            FROM pupil p JOIN class c ON c.id = p.class AND c.school = p.school
            WHERE p.school = $1 AND p.left_on IS NULL AND c.year = $2 ORDER BY p.surname_order, p.id",
            self.scope.school.0,
            i64::from(year.0)
        )?;
        Ok(rows.into_iter().map(|(pupil, class, name)| (pupil.into(), class.into(), name)).collect())
    }

    /// The class of a year that has this name, however it is spelled.
    pub(crate) async fn class_of_year(
        &mut self,
        year: SchoolYear,
        name: &ClassName,
    ) -> Result<Option<ClassId>, Refused> {
        let id: Option<Uuid> = value!(
            self,
            "SELECT id FROM class WHERE school = $1 AND year = $2 AND name_key = $3",
            self.scope.school.0,
            i64::from(year.0),
            name.key()
        )?;
        Ok(id.map(ClassId::from))
    }
}
