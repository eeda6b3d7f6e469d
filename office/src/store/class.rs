//! Table `class`.

use std::collections::HashMap;

use school::{ClassId, PersonId, PhotoId, PupilId, class_name::ClassName, year::SchoolYear};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Tx, Within, rows::new_id};
use crate::{class::FormTeacher, refused::Refused};

/// A class with the number of those who attend it.
#[derive(FromRow)]
pub(crate) struct ClassCount {
    pub(crate) id: Uuid,
    pub(crate) year: i64,
    pub(crate) name: String,
    pub(crate) pupils: i64,
    pub(crate) teacher: Option<Uuid>,
    pub(crate) teacher_name: Option<String>,
}

#[derive(FromRow)]
struct TeacherColumns {
    membership: Uuid,
    person: Uuid,
    given: String,
    surname: String,
}

impl Tx<Within> {
    /// Every class, the newest year first.
    pub(crate) async fn classes(&mut self) -> Result<Vec<ClassCount>, Refused> {
        Ok(rows!(
            self,
            "SELECT c.id, c.year, c.name,
                (SELECT COUNT(*) FROM pupil p WHERE p.class = c.id AND p.school = c.school AND p.left_on IS NULL)
                    AS pupils,
                (SELECT m.id FROM membership m WHERE m.school = c.school AND m.person = c.form_teacher
                    AND m.role = 'form_teacher' AND m.state = 'accepted') AS teacher,
                t.given || ' ' || t.surname AS teacher_name
            FROM class c LEFT JOIN person t ON t.id = c.form_teacher WHERE c.school = $1
            ORDER BY c.year DESC, c.name_order, c.id",
            self.scope.school.0
        )?)
    }

    /// Everybody who works here as a form teacher.
    pub(crate) async fn form_teachers(&mut self) -> Result<Vec<FormTeacher>, Refused> {
        let rows: Vec<TeacherColumns> = rows!(
            self,
            "SELECT m.id AS membership, p.id AS person, p.given, p.surname
            FROM membership m JOIN person p ON p.id = m.person
            WHERE m.school = $1 AND m.role = 'form_teacher' AND m.state = 'accepted' ORDER BY m.created_at, m.id",
            self.scope.school.0
        )?;
        let teacher = |row: TeacherColumns| FormTeacher {
            membership: row.membership,
            person: row.person.into(),
            name: format!("{} {}", row.given, row.surname),
        };
        Ok(rows.into_iter().map(teacher).collect())
    }

    /// Gives a class to somebody, or to nobody.
    pub(crate) async fn set_form_teacher(&mut self, class: ClassId, teacher: Option<PersonId>) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE class SET form_teacher = $3 WHERE id = $1 AND school = $2",
            class.0,
            self.scope.school.0,
            teacher.map(|teacher| teacher.0)
        )?;
        Ok(())
    }

    /// Gives a class to whoever has another, which it was before.
    pub(crate) async fn keep_form_teacher(&mut self, class: ClassId, was: ClassId) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE class SET form_teacher = (SELECT o.form_teacher FROM class o WHERE o.id = $2 AND o.school = $3)
            WHERE id = $1 AND school = $3",
            class.0,
            was.0,
            self.scope.school.0
        )?;
        Ok(())
    }

    /// Takes every class from somebody; answers their ids and names.
    pub(crate) async fn free_classes_of(&mut self, teacher: PersonId) -> Result<Vec<(Uuid, String)>, Refused> {
        Ok(rows!(
            self,
            "UPDATE class SET form_teacher = NULL WHERE school = $1 AND form_teacher = $2 RETURNING id, name",
            self.scope.school.0,
            teacher.0
        )?)
    }

    /// Id, name and year of somebody's classes: those from a school year on, and earlier ones in which somebody
    /// still is.
    pub(crate) async fn classes_of(
        &mut self,
        teacher: PersonId,
        from: SchoolYear,
    ) -> Result<Vec<(Uuid, String, i64)>, Refused> {
        Ok(rows!(
            self,
            "SELECT c.id, c.name, c.year FROM class c WHERE c.school = $1 AND c.form_teacher = $2
                AND (c.year >= $3 OR EXISTS (SELECT 1 FROM pupil p
                    WHERE p.class = c.id AND p.school = c.school AND p.left_on IS NULL))
            ORDER BY c.year, c.name_order, c.id",
            self.scope.school.0,
            teacher.0,
            i64::from(from.0)
        )?)
    }

    /// The photo that waits, by pupil, in somebody's classes.
    pub(crate) async fn waiting_of(&mut self, teacher: PersonId) -> Result<HashMap<Uuid, PhotoId>, Refused> {
        let rows: Vec<(Uuid, Uuid)> = rows!(
            self,
            "SELECT f.pupil, f.id FROM photo f JOIN pupil p ON p.id = f.pupil JOIN class c ON c.id = p.class
            WHERE f.school = $1 AND f.state = 'submitted' AND c.form_teacher = $2 AND p.left_on IS NULL",
            self.scope.school.0,
            teacher.0
        )?;
        Ok(rows.into_iter().map(|(pupil, photo)| (pupil, photo.into())).collect())
    }

    /// Is this pupil, who attends, in a class of theirs? Then it says whether the school lets form teachers decide on
    /// photos.
    pub(crate) async fn teaches(&mut self, teacher: PersonId, pupil: PupilId) -> Result<Option<bool>, Refused> {
        Ok(value!(
            self,
            "SELECT s.form_teachers_review FROM pupil p JOIN class c ON c.id = p.class JOIN school s ON s.id = p.school
            WHERE p.id = $1 AND p.school = $2 AND c.form_teacher = $3 AND p.left_on IS NULL",
            pupil.0,
            self.scope.school.0,
            teacher.0
        )?)
    }

    /// Does the school let its form teachers decide on photos?
    pub(crate) async fn form_teachers_review(&mut self) -> Result<bool, Refused> {
        let allowed: Option<bool> =
            value!(self, "SELECT form_teachers_review FROM school WHERE id = $1", self.scope.school.0)?;
        allowed.ok_or(Refused::NotFound)
    }

    /// Lets them, or no longer.
    pub(crate) async fn let_form_teachers_review(&mut self, allowed: bool) -> Result<(), Refused> {
        run!(self, "UPDATE school SET form_teachers_review = $2 WHERE id = $1", self.scope.school.0, allowed)?;
        Ok(())
    }

    /// The name of a class.
    pub(crate) async fn class_name(&mut self, class: ClassId) -> Result<Option<String>, Refused> {
        Ok(value!(self, "SELECT name FROM class WHERE id = $1 AND school = $2", class.0, self.scope.school.0)?)
    }

    /// Removes a class that nobody is or was in; false if somebody is.
    pub(crate) async fn remove_empty_class(&mut self, class: Uuid) -> Result<bool, Refused> {
        let removed = run!(
            self,
            "DELETE FROM class WHERE id = $1 AND school = $2
                AND NOT EXISTS (SELECT 1 FROM pupil p WHERE p.class = class.id)",
            class,
            self.scope.school.0
        )?;
        Ok(removed == 1)
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
