//! Making a person at the command line: for whoever runs the installation, and for the demo school.

use school::{
    PersonId, SchoolId,
    email::Email,
    event::Event,
    language::Language,
    name::Name,
    person::{Membership, Role},
};

use super::password::{self, About};
use crate::{
    desk::Office,
    installation::{email_problem, name_problems},
    refused::{FieldError, Problem, Refused},
    store::{Actor, Mode},
};

/// Somebody to make, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
    /// Given names.
    pub given: String,
    /// Surname.
    pub surname: String,
    /// E-mail, which is the login.
    pub email: String,
    /// The password: 15 characters, 12 for staff.
    pub password: String,
    /// [`Role`] code: a staff role makes a member of staff; `guardian` or `pupil` says yes to every link to a pupil
    /// of the school that was made for this address before.
    pub role: String,
    /// A second factor's secret in base32, if it is to be set up at once.
    pub totp: Option<String>,
    /// The language of letters.
    pub language: Option<Language>,
}

fn check(new: &NewPerson) -> Result<(Name, Email, Role), Refused> {
    let mut problems = Vec::new();
    let name = Name::new(&new.given, &new.surname);
    problems.extend(name_problems("given", "surname", &new.given, &new.surname));
    let email = new.email.parse::<Email>();
    problems.extend(email.as_ref().err().map(|error| email_problem("email", error)));
    let role =
        new.role.parse::<Role>().ok().filter(|role| role.is_staff() || matches!(role, Role::Guardian | Role::Pupil));
    problems.extend(role.is_none().then_some(FieldError { field: "role", problem: Problem::NotOffered }));
    let min = if role.is_some_and(Role::is_staff) { password::MIN_WITH_FACTOR } else { password::MIN_ALONE };
    let about = About { min, known: &[&new.email, &new.given, &new.surname] };
    problems.extend(password::problems(("password", &new.password), ("password", &new.password), &about));
    match (name, email, role) {
        (Ok(name), Ok(email), Some(role)) if problems.is_empty() => Ok((name, email, role)),
        _ => Err(Refused::Invalid(problems)),
    }
}

impl Office {
    /// Makes a person who can sign in at once, without a letter. Somebody who has the address already gets the role
    /// besides and keeps name, password and second factor.
    ///
    /// # Errors
    /// `Invalid` fields named as in [`NewPerson`]; `NotFound` if there is no such school.
    pub async fn create_person(&self, school: SchoolId, new: &NewPerson) -> Result<PersonId, Refused> {
        let (name, email, role) = check(new)?;
        self.school_key(school).await?;
        let phc = password::hash(&new.password).await?;
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        let now = tx.scope.now;
        let row = tx.find_or_add_person(&name, email.as_str(), new.language.unwrap_or(Language::Pl), now).await?;
        let person = row.person();
        tx.set_first_password(person, &phc).await?;
        if let Some(base32) = &new.totp {
            tx.set_totp(person, &self.seal_totp(person, base32)?, 0).await?;
        }
        if let Some(language) = new.language {
            tx.set_language(person, language).await?;
        }
        if role.is_staff() {
            match tx.membership_of(school, person, role).await? {
                Some(id) => tx.reopen_membership(id).await?,
                None => drop(tx.add_member(school, person, role, Membership::Invited).await?),
            }
        }
        if !tx.join(person, school).await? && !role.is_staff() {
            return Err(FieldError::refuse("email", Problem::NotOffered));
        }
        tx.commit(&Actor::SYSTEM, Event::new("person.made", person).with("role", role.code())).await?;
        Ok(person)
    }

    /// The schools of this installation with their names, the oldest first: for the command line.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn schools(&self) -> Result<Vec<(SchoolId, String)>, Refused> {
        self.db().everywhere(Mode::Read, self.now()).await?.schools().await
    }
}
