//! People: table `person`. It belongs to no school; whoever reads it came through a membership, a link or a login.

use jiff::Timestamp;
use school::{PersonId, PupilId, language::Language, name::Name};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Everywhere, Tx, Within,
    rows::{new_id, word},
};
use crate::refused::{Broken, Refused};

/// A person as stored.
#[derive(FromRow, Clone)]
pub(crate) struct PersonRow {
    pub(crate) id: Uuid,
    pub(crate) given: String,
    pub(crate) surname: String,
    /// What they sign in with: their e-mail, or the login that stood in their letter on paper.
    pub(crate) email: String,
    /// PHC string; none until the first invitation is accepted.
    pub(crate) password: Option<String>,
    /// The second factor's secret, sealed about `totp:` and the person's id.
    pub(crate) totp: Option<Vec<u8>>,
    pub(crate) language: String,
}

impl PersonRow {
    pub(crate) fn person(&self) -> PersonId {
        PersonId(self.id)
    }

    pub(crate) fn name(&self) -> Result<Name, Refused> {
        Ok(Name::new(&self.given, &self.surname).map_err(|_| Broken::Inconsistent("a person's name"))?)
    }

    pub(crate) fn language(&self) -> Result<Language, Refused> {
        Ok(word(&self.language)?)
    }
}

/// What an account is for, anywhere: how many places of each sort are theirs or wait for their yes.
#[derive(FromRow, Clone, Copy)]
pub(crate) struct Ties {
    /// Memberships of a staff.
    pub(crate) works: i64,
    /// Pupils whose own account it is.
    pub(crate) own: i64,
    /// Pupils of whom they are a parent or a guardian.
    pub(crate) family: i64,
    /// Do they run the installation? Then 1.
    pub(crate) operates: i64,
}

impl Tx<Within> {
    /// What an account is for, in every school; its tie to this pupil does not count. The person's row is locked
    /// first, so that two schools cannot at the same moment make one account a pupil's and a parent's.
    ///
    /// This and [`Self::works_elsewhere`] is all that a school's transaction asks about other schools: it learns numbers,
    /// and nobody's name.
    pub(crate) async fn ties(&mut self, person: PersonId, but: PupilId) -> Result<Ties, Refused> {
        run!(self, "UPDATE person SET language = language WHERE id = $1", person.0)?;
        let (school, asking) = (self.scope.school.0, self.scope.actor.person.map(|person| person.0));
        self.wall("system", Uuid::nil(), None).await?;
        let ties: Option<Ties> = row!(
            self,
            "SELECT
                (SELECT COUNT(*) FROM membership WHERE person = $1 AND state IN ('invited', 'accepted')) AS works,
                (SELECT COUNT(*) FROM guardian
                    WHERE person = $1 AND pupil <> $2 AND kind = 'pupil' AND state IN ('invited', 'accepted')) AS own,
                (SELECT COUNT(*) FROM guardian
                    WHERE person = $1 AND pupil <> $2 AND kind <> 'pupil' AND state IN ('invited', 'accepted')) AS family,
                (SELECT COUNT(*) FROM operator WHERE person = $1) AS operates",
            person.0,
            but.0
        )?;
        self.wall("school", school, asking).await?;
        ties.ok_or_else(|| Broken::Inconsistent("a count without a number").into())
    }

    /// Does this person work at another school, too?
    pub(crate) async fn works_elsewhere(&mut self, person: PersonId) -> Result<bool, Refused> {
        let (school, asking) = (self.scope.school.0, self.scope.actor.person.map(|person| person.0));
        self.wall("system", Uuid::nil(), None).await?;
        let places: Option<i64> = value!(
            self,
            "SELECT COUNT(*) FROM membership WHERE person = $1 AND school <> $2 AND state = 'accepted'",
            person.0,
            school
        )?;
        self.wall("school", school, asking).await?;
        Ok(places.unwrap_or_default() > 0)
    }

    /// Does this school know the person by the name of their account? It does if it gave the name, or if they said yes
    /// to it once.
    pub(crate) async fn knows(&mut self, person: PersonId) -> Result<bool, Refused> {
        let places: Option<i64> = value!(
            self,
            "SELECT (SELECT COUNT(*) FROM membership WHERE school = $1 AND person = $2 AND invited_as IS NULL)
                + (SELECT COUNT(*) FROM guardian WHERE school = $1 AND person = $2 AND invited_as IS NULL)",
            self.scope.school.0,
            person.0
        )?;
        Ok(places.unwrap_or_default() > 0)
    }
}

impl<Scope> Tx<Scope> {
    /// Takes every second factor away, with the recovery codes that stood in for it. False if there is none.
    pub(crate) async fn clear_second_factor(&mut self, id: PersonId) -> Result<bool, Refused> {
        self.drop_recovery_codes(id).await?;
        let passkeys = self.drop_passkeys(id).await?;
        let app = run!(self, "UPDATE person SET totp = NULL WHERE id = $1 AND totp IS NOT NULL", id.0)?;
        Ok(passkeys + app > 0)
    }

    pub(crate) async fn person(&mut self, id: PersonId) -> Result<PersonRow, Refused> {
        let row: Option<PersonRow> = row!(
            self,
            "SELECT id, given, surname, COALESCE(email, login) AS email, password, totp, language FROM person WHERE id = $1",
            id.0
        )?;
        row.ok_or(Refused::NotFound)
    }

    /// Whoever signs in with this.
    pub(crate) async fn person_by_email(&mut self, email: &str) -> Result<Option<PersonRow>, Refused> {
        Ok(row!(
            self,
            "SELECT id, given, surname, COALESCE(email, login) AS email, password, totp, language FROM person
            WHERE email = $1 OR login = $1",
            email
        )?)
    }

    /// Adds a person without password. Whoever is first with an address makes it; the answer is the person who has it.
    pub(crate) async fn find_or_add_person(
        &mut self,
        name: &Name,
        email: &str,
        language: Language,
        now: Timestamp,
    ) -> Result<PersonRow, Refused> {
        run!(
            self,
            "INSERT INTO person (id, given, surname, email, language, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (email) DO NOTHING",
            new_id(),
            name.given(),
            name.surname(),
            email,
            language.code(),
            now.as_second()
        )?;
        self.person_by_email(email).await?.ok_or_else(|| Broken::Inconsistent("a person who vanished").into())
    }
}

impl Tx<Within> {
    /// Adds a person without password and without e-mail, who signs in with this login.
    pub(crate) async fn add_person_on_paper(&mut self, name: &Name, login: &str) -> Result<PersonId, Refused> {
        let id = new_id();
        run!(
            self,
            "INSERT INTO person (id, given, surname, login, language, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            name.given(),
            name.surname(),
            login,
            Language::Pl.code(),
            self.scope.now.as_second()
        )?;
        Ok(PersonId(id))
    }
}

impl Tx<Everywhere> {
    /// Gives somebody without a password their first one. False if there is one already.
    pub(crate) async fn set_first_password(&mut self, id: PersonId, phc: &str) -> Result<bool, Refused> {
        Ok(run!(self, "UPDATE person SET password = $2 WHERE id = $1 AND password IS NULL", id.0, phc)? == 1)
    }

    /// Puts a new password in the place of whatever there was: the command line's doing.
    pub(crate) async fn force_password(&mut self, id: PersonId, phc: &str) -> Result<(), Refused> {
        run!(self, "UPDATE person SET password = $2 WHERE id = $1", id.0, phc)?;
        Ok(())
    }

    /// E-mail, given names, surname, role, state and school of every member of staff.
    pub(crate) async fn everybody(&mut self) -> Result<Vec<(String, String, String, String, String, String)>, Refused> {
        Ok(rows!(
            self,
            "SELECT p.email, p.given, p.surname, m.role, m.state, s.name FROM membership m
            JOIN person p ON p.id = m.person JOIN school s ON s.id = m.school ORDER BY s.name, p.email, m.role"
        )?)
    }

    /// Puts a new password in the place of the one that was just checked. False if it was changed meanwhile.
    pub(crate) async fn replace_password(&mut self, id: PersonId, old: &str, new: &str) -> Result<bool, Refused> {
        Ok(run!(self, "UPDATE person SET password = $3 WHERE id = $1 AND password = $2", id.0, old, new)? == 1)
    }

    /// Sets up a second factor; `step` is the time step of the code that confirmed it. False if there is one already.
    pub(crate) async fn set_totp(&mut self, id: PersonId, sealed: &[u8], step: i64) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE person SET totp = $2, totp_step = $3 WHERE id = $1 AND totp IS NULL",
            id.0,
            sealed,
            step
        )? == 1)
    }

    /// Uses up a time step: a code is good once, and none older than the last one used. False if it was used.
    pub(crate) async fn use_totp_step(&mut self, id: PersonId, step: i64) -> Result<bool, Refused> {
        Ok(run!(self, "UPDATE person SET totp_step = $2 WHERE id = $1 AND totp_step < $2", id.0, step)? == 1)
    }

    pub(crate) async fn set_language(&mut self, id: PersonId, language: Language) -> Result<bool, Refused> {
        Ok(run!(self, "UPDATE person SET language = $2 WHERE id = $1", id.0, language.code())? == 1)
    }
}
