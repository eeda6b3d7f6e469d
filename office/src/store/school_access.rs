//! Letters with school access: table `school_access`. Of the one-time password and the code only digests are stored.

use school::{ClassId, PersonId, PupilId, SchoolId, guardian::GuardianKind, language::Language, name::Name};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Everywhere, Tx, Within, rows::new_id};
use crate::refused::Refused;

/// A letter, with the pupil whom it is about, and what became of it.
#[derive(FromRow, Clone)]
pub(crate) struct SchoolAccessRow {
    pub(crate) id: Uuid,
    pub(crate) school: Uuid,
    pub(crate) pupil: Uuid,
    pub(crate) kind: String,
    pub(crate) login: String,
    pub(crate) password: Vec<u8>,
    pub(crate) ends_at: i64,
    pub(crate) used_at: Option<i64>,
    pub(crate) replaced_at: Option<i64>,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) class: String,
    pub(crate) school_name: String,
}

/// What is stored of a new letter.
pub(crate) struct NewSchoolAccess<'a> {
    pub(crate) pupil: PupilId,
    pub(crate) kind: GuardianKind,
    pub(crate) login: &'a str,
    pub(crate) password: &'a [u8],
    pub(crate) code: &'a [u8],
    pub(crate) seconds: i64,
}

/// A pupil who can be given letters.
#[derive(FromRow, Clone)]
pub(crate) struct LetterPupil {
    pub(crate) id: Uuid,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) born: String,
    pub(crate) class: String,
    /// Has this pupil an account of their own?
    pub(crate) own: bool,
}

impl Tx<Within> {
    /// Those who attend a class, by surname.
    pub(crate) async fn letter_pupils(&mut self, class: ClassId) -> Result<Vec<LetterPupil>, Refused> {
        Ok(rows!(
            self,
            "SELECT p.id, p.given, p.surname, p.born, c.name AS class, EXISTS (SELECT 1 FROM guardian g
                WHERE g.pupil = p.id AND g.school = p.school AND g.kind = 'pupil' AND g.state = 'accepted') AS own
            FROM pupil p JOIN class c ON c.id = p.class AND c.school = p.school
            WHERE p.class = $1 AND p.school = $2 AND p.left_on IS NULL ORDER BY p.surname_order, p.id",
            class.0,
            self.scope.school.0
        )?)
    }

    /// One pupil who attends the school.
    pub(crate) async fn letter_pupil(&mut self, pupil: PupilId) -> Result<Option<LetterPupil>, Refused> {
        Ok(row!(
            self,
            "SELECT p.id, p.given, p.surname, p.born, c.name AS class, EXISTS (SELECT 1 FROM guardian g
                WHERE g.pupil = p.id AND g.school = p.school AND g.kind = 'pupil' AND g.state = 'accepted') AS own
            FROM pupil p JOIN class c ON c.id = p.class AND c.school = p.school
            WHERE p.id = $1 AND p.school = $2 AND p.left_on IS NULL",
            pupil.0,
            self.scope.school.0
        )?)
    }

    /// Letters about this pupil for this kind of person that nobody has used are void from now on.
    pub(crate) async fn replace_school_access(&mut self, pupil: PupilId, kind: GuardianKind) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE school_access SET replaced_at = $4
            WHERE pupil = $1 AND school = $2 AND kind = $3 AND used_at IS NULL AND replaced_at IS NULL",
            pupil.0,
            self.scope.school.0,
            kind.code(),
            self.scope.now.as_second()
        )?;
        Ok(())
    }

    /// Stores a letter. False if somebody has its login, here or in another school.
    pub(crate) async fn add_school_access(&mut self, new: NewSchoolAccess<'_>) -> Result<bool, Refused> {
        let now = self.scope.now.as_second();
        if self.person_by_email(new.login).await?.is_some() {
            return Ok(false);
        }
        Ok(run!(
            self,
            "INSERT INTO school_access (id, school, pupil, kind, login, password, code, created_at, ends_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (login) DO NOTHING",
            new_id(),
            self.scope.school.0,
            new.pupil.0,
            new.kind.code(),
            new.login,
            new.password,
            new.code,
            now,
            now + new.seconds
        )? == 1)
    }
}

impl<Scope> Tx<Scope> {
    /// Uses a letter up. False if it was used, replaced or is too old.
    pub(crate) async fn use_school_access(&mut self, id: Uuid, school: SchoolId, now: i64) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE school_access SET used_at = $3
            WHERE id = $1 AND school = $2 AND used_at IS NULL AND replaced_at IS NULL AND ends_at > $3",
            id,
            school.0,
            now
        )? == 1)
    }
}

impl Tx<Everywhere> {
    pub(crate) async fn school_access_by_login(&mut self, login: &str) -> Result<Option<SchoolAccessRow>, Refused> {
        Ok(row!(
            self,
            "SELECT a.id, a.school, a.pupil, a.kind, a.login, a.password, a.ends_at, a.used_at, a.replaced_at,
                p.given, p.surname, c.name AS class, h.name AS school_name
            FROM school_access a JOIN pupil p ON p.id = a.pupil JOIN class c ON c.id = p.class
                JOIN school h ON h.id = a.school AND h.closed_at IS NULL
            WHERE a.login = $1",
            login
        )?)
    }

    pub(crate) async fn school_access_by_code(&mut self, code: &[u8]) -> Result<Option<SchoolAccessRow>, Refused> {
        Ok(row!(
            self,
            "SELECT a.id, a.school, a.pupil, a.kind, a.login, a.password, a.ends_at, a.used_at, a.replaced_at,
                p.given, p.surname, c.name AS class, h.name AS school_name
            FROM school_access a JOIN pupil p ON p.id = a.pupil JOIN class c ON c.id = p.class
                JOIN school h ON h.id = a.school AND h.closed_at IS NULL
            WHERE a.code = $1",
            code
        )?)
    }

    /// Adds somebody who signs in with the login of a letter. None if somebody does already.
    pub(crate) async fn add_person_of_letter(
        &mut self,
        name: &Name,
        login: &str,
        password: &str,
        language: Language,
    ) -> Result<Option<PersonId>, Refused> {
        let (id, now) = (new_id(), self.scope.now.as_second());
        let added = run!(
            self,
            "INSERT INTO person (id, given, surname, login, password, language, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (login) DO NOTHING",
            id,
            name.given(),
            name.surname(),
            login,
            password,
            language.code(),
            now
        )?;
        Ok((added == 1).then_some(PersonId(id)))
    }

    /// Forgets letters that were used, replaced or ended before.
    pub(crate) async fn forget_school_access(&mut self, before: i64) -> Result<(), Refused> {
        run!(self, "DELETE FROM school_access WHERE COALESCE(used_at, replaced_at, ends_at) < $1", before)?;
        Ok(())
    }
}
