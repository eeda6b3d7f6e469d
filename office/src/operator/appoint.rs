//! Who runs the installation is said at the command line, by whoever runs the machine.

use school::{PersonId, email::Email, event::Event, language::Language, name::Name};

use crate::{
    desk::Office,
    installation::{email_problem, name_problems},
    person::password::{self, About},
    refused::{FieldError, Problem, Refused},
    store::{Actor, Mode},
};

/// Somebody to run the installation, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewOperator {
    /// Given names.
    pub given: String,
    /// Surname.
    pub surname: String,
    /// E-mail, which is the login.
    pub email: String,
    /// At least 12 characters: the second factor follows.
    pub password: String,
    /// A second factor's secret in base32, if it is to be set up at once.
    pub totp: Option<String>,
}

fn read(new: &NewOperator) -> Result<(Name, Email), Refused> {
    let mut problems = name_problems("given", "surname", &new.given, &new.surname);
    let email = new.email.parse::<Email>();
    problems.extend(email.as_ref().err().map(|error| email_problem("email", error)));
    let about = About { min: password::MIN_WITH_FACTOR, known: &[&new.email, &new.given, &new.surname] };
    problems.extend(password::problems(("password", &new.password), ("password", &new.password), &about));
    match (Name::new(&new.given, &new.surname), email) {
        (Ok(name), Ok(email)) if problems.is_empty() => Ok((name, email)),
        _ => Err(Refused::Invalid(problems)),
    }
}

impl Office {
    /// Makes a person who runs the installation and owes a second factor at the first sign-in. Whoever works at a school
    /// or has a child at one is none: what they see there would need no grant.
    ///
    /// # Errors
    /// `Invalid` fields named as in [`NewOperator`]; email `Taken` if it is somebody's of a school, or of an operator.
    pub async fn appoint_operator(&self, new: &NewOperator) -> Result<PersonId, Refused> {
        let (name, email) = read(new)?;
        let phc = password::hash(&new.password).await?;
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        let now = tx.scope.now;
        let person = tx.find_or_add_person(&name, email.as_str(), Language::Pl, now).await?.person();
        if tx.belongs_to_a_school(person).await? || !tx.add_operator(person).await? {
            return Err(FieldError::refuse("email", Problem::Taken));
        }
        tx.force_password(person, &phc).await?;
        tx.end_sessions(person).await?;
        if let Some(base32) = &new.totp {
            tx.set_totp(person, &self.seal_totp(person, base32)?, 0).await?;
        }
        tx.commit(&Actor::SYSTEM, Event::new("person.made_operator", person)).await?;
        Ok(person)
    }

    /// Takes that away, at once: sessions end, and so does every grant.
    ///
    /// # Errors
    /// `NotFound` if nobody with this address runs the installation.
    pub async fn dismiss_operator(&self, email: &str) -> Result<(), Refused> {
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        let person = tx.person_by_email(&email.trim().to_lowercase()).await?.ok_or(Refused::NotFound)?.person();
        if !tx.remove_operator(person).await? {
            return Err(Refused::NotFound);
        }
        tx.end_sessions(person).await?;
        for (access, school) in tx.end_access_of(person).await? {
            tx.record(school, &Actor::SYSTEM, &Event::new("access.ended", access)).await?;
        }
        tx.commit(&Actor::SYSTEM, Event::new("person.operator_ended", person)).await
    }
}
