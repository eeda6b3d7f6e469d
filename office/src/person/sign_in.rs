//! Signing in with login and password, and changing the password.

use school::{PersonId, event::Event, numeric_login::NumericLogin};

use super::{
    SignedIn,
    attempts::{self, Subject},
    password::{self, About},
    session::{alive, oneself},
};
use crate::{
    desk::{Office, Once, Visitor},
    keys::fingerprint,
    refused::{FieldError, Problem, Refused},
    store::{Mode, person::PersonRow},
};

impl Office {
    /// Signs somebody in. Whoever works at a school still owes the second factor afterwards ([`SignedIn::next`]).
    /// `address` is where the request comes from, `device` what the browser calls itself.
    ///
    /// # Errors
    /// `Invalid` password `WrongCredentials`, the same and after the same time whether or not the login exists;
    /// `TooManyTries`.
    pub async fn sign_in(&self, login: &str, password: &str, address: &str, device: &str) -> Result<SignedIn, Refused> {
        let typed = login.trim().to_lowercase();
        // the numeric login of a school's letter is copied from paper, perhaps with spaces
        let login = typed.parse::<NumericLogin>().map_or(typed, |login| login.to_string());
        let tried = attempts::count(self, &[Subject::Login(&login), Subject::Address(address)]).await?;
        let found = self.db().everywhere(Mode::Read, self.now()).await?.person_by_email(&login).await?;
        let right = password::verify(password, found.as_ref().and_then(|person| person.password.as_deref())).await?;
        let person =
            found.filter(|_| right).ok_or_else(|| FieldError::refuse("password", Problem::WrongCredentials))?;
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        tx.forgive(&tried).await?;
        let signed_in = tx.sign_in(person.person(), false, device).await?;
        tx.commit(&oneself(person.person()), Event::new("person.signed_in", person.person())).await?;
        Ok(signed_in)
    }

    /// Puts a new password in the place of the old one. Every other session ends, this one gets a new secret.
    ///
    /// # Errors
    /// `Invalid` fields `old`, `password`, `password_again`; `SignedOut`; `TooManyTries`.
    pub async fn change_password(
        &self,
        visitor: &Visitor,
        session: &str,
        old: &str,
        new: &str,
        again: &str,
        once: Option<Once>,
    ) -> Result<SignedIn, Refused> {
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        if let Some(once) = once {
            tx.must_be_new(visitor.person, once).await?; // once it was done, the old password is wrong
        }
        let person = tx.person(visitor.person).await?;
        let rows = alive(tx.visit(&fingerprint(session)).await?, self.now()).ok_or(Refused::SignedOut)?;
        drop(tx);
        let row = rows.first().filter(|row| row.person == person.id);
        let (second_factor, proven_at) = row.map_or((false, None), |row| (row.second_factor, row.proven_at));
        self.check_own_password(&person, old, "old").await?;
        let problems = problems_of_another(visitor, &person, old, new, again);
        if !problems.is_empty() {
            return Err(Refused::Invalid(problems));
        }
        let phc = password::hash(new).await?;
        let mut tx = self.begin_own(visitor.person, once).await?;
        if !tx.replace_password(visitor.person, person.password.as_deref().unwrap_or_default(), &phc).await? {
            return Err(FieldError::refuse("old", Problem::WrongPassword));
        }
        let course = tx.course(&fingerprint(session)).await?.ok_or(Refused::SignedOut)?;
        let (_, device) = tx.end_session(&fingerprint(session)).await?.ok_or(Refused::SignedOut)?;
        tx.end_sessions(visitor.person).await?;
        let signed_in = tx.sign_in(visitor.person, second_factor, &device).await?;
        tx.go_on(&fingerprint(&signed_in.session), &course).await?;
        tx.date_proof(&fingerprint(&signed_in.session), proven_at).await?;
        tx.commit_own(visitor.person, once, Event::new("person.password_changed", visitor.person)).await?;
        Ok(signed_in)
    }

    /// Is this the person's password? Counted like a try to sign in.
    pub(crate) async fn check_own_password(
        &self,
        person: &PersonRow,
        password: &str,
        field: &'static str,
    ) -> Result<PersonId, Refused> {
        let tried = attempts::count(self, &[Subject::Login(&person.email)]).await?;
        if !password::verify(password, person.password.as_deref()).await? {
            return Err(FieldError::refuse(field, Problem::WrongPassword));
        }
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        tx.forgive(&tried).await?;
        tx.commit_housekeeping().await?;
        Ok(person.person())
    }
}

/// What is wrong with a password that is to follow the old one.
fn problems_of_another(visitor: &Visitor, person: &PersonRow, old: &str, new: &str, again: &str) -> Vec<FieldError> {
    let places: Vec<&str> = visitor.places.iter().map(|place| place.name.as_str()).collect();
    let known = [&[person.email.as_str(), person.given.as_str(), person.surname.as_str()], places.as_slice()].concat();
    let min = if visitor.at_work() { password::MIN_WITH_FACTOR } else { password::MIN_ALONE };
    let mut problems = password::problems(("password", new), ("password_again", again), &About { min, known: &known });
    if problems.is_empty() && password::same(old, new) {
        problems.push(FieldError { field: "password", problem: Problem::PasswordSame });
    }
    problems
}
