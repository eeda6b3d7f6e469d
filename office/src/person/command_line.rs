//! People from the command line, for whoever runs the machine: who works here, a new password, a lost second factor.

use school::{
    event::Event,
    name::Name,
    person::{Membership, Role},
};

use super::password::{self, About};
use crate::{
    desk::Office,
    refused::{Broken, FieldError, Problem, Refused},
    store::{Actor, Mode},
};

/// A member of staff of any school.
#[derive(Clone, Debug)]
pub struct StaffLine {
    /// Their login.
    pub email: String,
    /// Who.
    pub name: String,
    /// Role code.
    pub role: String,
    /// invited, accepted, declined or revoked.
    pub state: String,
    /// Where.
    pub school: String,
}

impl Office {
    /// The staff of every school, and whoever runs the installation.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn people(&self) -> Result<Vec<StaffLine>, Refused> {
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        let operators = tx.operators().await?.into_iter().map(|(email, given, surname)| {
            let [role, state] = [Role::Operator.code(), Membership::Accepted.code()].map(str::to_owned);
            (email, given, surname, role, state, String::new())
        });
        let staff = tx.everybody().await?;
        operators
            .chain(staff)
            .map(|(email, given, surname, role, state, school)| {
                let name = Name::new(given, surname).map_err(|_| Broken::Inconsistent("a person's name"))?.full();
                Ok(StaffLine { email, name, role, state, school })
            })
            .collect()
    }

    /// Sets a password for somebody who was locked out; every session of theirs ends.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` with the field `password`.
    pub async fn set_password(&self, email: &str, new: &str) -> Result<(), Refused> {
        let about = About { min: password::MIN_ALONE, known: &[email] };
        let problems: Vec<FieldError> = password::problems(("password", new), ("password", new), &about);
        if !problems.is_empty() {
            return Err(Refused::Invalid(problems));
        }
        let phc = password::hash(new).await?;
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        let person = tx.person_by_email(&email.trim().to_lowercase()).await?.ok_or(Refused::NotFound)?.person();
        tx.force_password(person, &phc).await?;
        tx.end_sessions(person).await?;
        tx.commit(&Actor::SYSTEM, Event::new("person.password_set", person)).await
    }

    /// Takes a lost second factor away; every session ends and the next sign-in sets up a new one.
    ///
    /// # Errors
    /// `NotFound` if nobody has this address; `Invalid` if there is no second factor.
    pub async fn reset_second_factor(&self, email: &str) -> Result<(), Refused> {
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        let person = tx.person_by_email(&email.trim().to_lowercase()).await?.ok_or(Refused::NotFound)?.person();
        if !tx.clear_second_factor(person).await? {
            return Err(FieldError::refuse("email", Problem::NotOffered));
        }
        tx.end_sessions(person).await?;
        tx.commit(&Actor::SYSTEM, Event::new("person.second_factor_reset", person)).await
    }
}
