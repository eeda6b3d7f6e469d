//! A forgotten password: a link by letter, good once and for half an hour, sets a new one.
//!
//! Whoever asks learns nothing about whose an address is (trust.md T5): the request only leaves a job, the same for
//! every address, and whether there is anybody to write to is found out when the job is done. The second factor stays
//! as it is (T19): whoever owed it owes it still.

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use school::{PersonId, email::Email, event::Event};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    attempts::{self, Subject},
    password::{self, About},
    session::oneself,
};
use crate::{
    desk::Office,
    installation::email_problem,
    keys::{fingerprint, secret},
    mail::deliver_reset,
    refused::{Broken, Refused},
    store::{Actor, Everywhere, Mode, Tx, password_reset::ResetRow, person::PersonRow, rows::time},
};

/// How long a link can be used, in minutes (trust.md T19).
pub(crate) const RESET_MINUTES: i64 = 30;

/// The kind of job that writes to whoever asked, if there is somebody with that address.
pub(crate) const RESET_JOB: &str = "mail.reset";

/// What an address in the queue is sealed as.
const ABOUT: &[u8] = b"password-reset";

/// Why a link does not work any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkEnd {
    /// There is none like it: mistyped, or too old to be remembered.
    Unknown,
    /// It was used.
    Used(Timestamp),
    /// A newer letter was asked for.
    Replaced,
    /// Its time was over.
    Expired(Timestamp),
    /// Its code was mistyped too often; the link in the letter still works.
    Tried,
}

/// What a link opens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ResetLink {
    /// A new password can be set.
    Open {
        /// The login it is for.
        email: String,
        /// Does a second factor follow the password, so that a shorter one is enough?
        works: bool,
    },
    /// It does not work any more.
    Closed(LinkEnd),
}

impl ResetRow {
    fn end(&self, now: i64) -> Result<Option<LinkEnd>, Broken> {
        Ok(match (self.used_at, self.replaced_at) {
            (Some(at), _) => Some(LinkEnd::Used(time(at)?)),
            (None, Some(_)) => Some(LinkEnd::Replaced),
            (None, None) if now >= self.ends_at => Some(LinkEnd::Expired(time(self.ends_at)?)),
            (None, None) => None,
        })
    }
}

impl Tx<Everywhere> {
    /// Whose password a link sets, or why it does not.
    async fn opened_reset(&mut self, hash: &[u8]) -> Result<Result<PersonRow, LinkEnd>, Refused> {
        let Some(row) = self.reset(hash).await? else { return Ok(Err(LinkEnd::Unknown)) };
        match row.end(self.scope.now.as_second())? {
            Some(end) => Ok(Err(end)),
            None => Ok(Ok(self.person(PersonId(row.person)).await?)),
        }
    }
}

impl Office {
    /// Asks for a link to this address; `address` is where the request comes from. The answer is the same, and comes
    /// after the same work, whether or not somebody has the address.
    ///
    /// # Errors
    /// `Invalid` field `email` if it is no address; `TooManyTries`.
    pub async fn ask_for_reset(&self, email: &str, address: &str) -> Result<(), Refused> {
        let email = email.parse::<Email>().map_err(|error| Refused::Invalid(vec![email_problem("email", &error)]))?;
        let subjects = [Subject::LettersTo(email.as_str()), Subject::LettersFrom(address)];
        let _counted = attempts::count(self, &subjects).await?; // a letter that was asked for counts, come what may
        let sealed = hex::encode(self.master().seal(ABOUT, email.as_str().as_bytes())?);
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        tx.enqueue_system(RESET_JOB, json!({ "to": sealed }), 0).await?;
        tx.commit_housekeeping().await?;
        self.wake();
        Ok(())
    }

    /// What a link opens.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn reset_link(&self, token: &str) -> Result<ResetLink, Refused> {
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        Ok(match tx.opened_reset(&fingerprint(token)).await? {
            Ok(person) => ResetLink::Open { works: tx.is_staff(person.person()).await?, email: person.email },
            Err(end) => ResetLink::Closed(end),
        })
    }

    /// Sets a new password and ends every session of that person. Answers why the link does not work, if it does not.
    ///
    /// # Errors
    /// `Invalid` fields `password`, `password_again`.
    pub async fn reset_password(&self, token: &str, new: &str, again: &str) -> Result<Option<LinkEnd>, Refused> {
        let hash = fingerprint(token);
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        let person = match tx.opened_reset(&hash).await? {
            Ok(person) => person,
            Err(end) => return Ok(Some(end)),
        };
        let works = tx.is_staff(person.person()).await?;
        drop(tx);
        let min = if works { password::MIN_WITH_FACTOR } else { password::MIN_ALONE };
        let about = About { min, known: &[&person.email, &person.given, &person.surname] };
        let problems = password::problems(("password", new), ("password_again", again), &about);
        if !problems.is_empty() {
            return Err(Refused::Invalid(problems));
        }
        let phc = password::hash(new).await?;
        let (id, mut tx) = (person.person(), self.db().everywhere(Mode::Write, self.now()).await?);
        if !tx.use_reset(&hash).await? {
            return Ok(Some(tx.opened_reset(&hash).await?.err().unwrap_or(LinkEnd::Unknown))); // somebody was faster
        }
        tx.force_password(id, &phc).await?;
        let ended = tx.end_sessions(id).await?;
        tx.forgive_all(self, &Subject::Login(&person.email)).await?;
        tx.commit(&oneself(id), Event::new("person.password_reset", id).with("sessions", ended)).await?;
        Ok(None)
    }
}

/// The job [`RESET_JOB`]: makes a link and writes to whoever has the address. A try that follows one that failed makes
/// another link; the one before was in no letter that left.
pub(crate) async fn send_reset(office: &Office, job: Uuid, payload: &Value) -> Result<(), Refused> {
    let damaged = || Broken::Inconsistent("a sealed address");
    let sealed = payload.get("to").and_then(Value::as_str).and_then(|text| hex::decode(text).ok());
    let to = office.master().open(ABOUT, &sealed.ok_or_else(damaged)?)?;
    let to = String::from_utf8(to).map_err(|_| damaged())?;
    let mut tx = office.db().everywhere(Mode::Write, office.now()).await?;
    let Some(person) = tx.person_by_email(&to).await? else { return Ok(()) };
    let token = secret();
    tx.add_reset(&fingerprint(&token), person.person(), RESET_MINUTES * 60).await?;
    tx.commit(&Actor::SYSTEM, Event::new("person.reset_asked", person.id)).await?;
    deliver_reset(office, job, &person, &token).await
}
