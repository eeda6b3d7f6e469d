//! Table `class`.

use school::{ClassId, class_name::ClassName, year::SchoolYear};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Tx, Within, rows::new_id};
use crate::refused::Refused;

/// A class with the number of those who attend it.
#[derive(FromRow)]
pub(crate) struct ClassCount {
    pub(crate) id: Uuid,
    pub(crate) year: i64,
    pub(crate) name: String,
    pub(crate) pupils: i64,
}

impl Tx<Within> {
    /// Every class, the newest year first.
    pub(crate) async fn classes(&mut self) -> Result<Vec<ClassCount>, Refused> {
        Ok(rows!(
            self,
            "SELECT c.id, c.year, c.name,
                (SELECT COUNT(*) FROM pupil p WHERE p.class = c.id AND p.school = c.school AND p.left_on IS NULL) AS pupils
            FROM class c WHERE c.school = $1 ORDER BY c.year DESC, c.name_order, c.id",
            self.scope.school.0
        )?)
    }

    /// The name of a class.
    pub(crate) async fn class_name(&mut self, class: ClassId) -> Result<Option<String>, Refused> {
        Ok(value!(self, "SELECT name FROM class WHERE id = $1 AND school = $2", class.0, self.scope.school.0)?)
    }

    /// Adds a class; none if that year has one of this name, however it is spelled.
    pub(crate) async fn add_class(
        &mut self,
        year: SchoolYear,
        name: &ClassName,
        order: &[u8],
    ) -> Result<Option<ClassId>, Refused> {
        let id = new_id();
        let added = run!(
            self,
            "INSERT INTO class (id, school, year, name, name_key, name_order) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (school, year, name_key) DO NOTHING",
            id,
            self.scope.school.0,
            i64::from(year.0),
            name.as_str(),
            name.key(),
            order
        )?;
        Ok((added == 1).then_some(ClassId(id)))
    }
}
