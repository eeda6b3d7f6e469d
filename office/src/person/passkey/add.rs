//! Adding a passkey: as the first second factor, or beside others.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use school::{PersonId, event::Event};
use uuid::Uuid;

use super::{NewPasskey, PasskeyQuestion, PasskeyUser, Purpose, ceremony, wrong};
use crate::{
    desk::{Office, Once, Visitor},
    keys::fingerprint,
    mail::AccountNews,
    person::{Enrolled, session::oneself},
    refused::{Conflict, FieldError, Problem, Refused},
    store::{Everywhere, Mode, Tx, passkey::PasskeyToAdd},
};

/// Most characters of a passkey's name.
const LONGEST_NAME: usize = 60;
/// Most passkeys of a person.
const MOST: u32 = 10;

/// What its owner calls it.
fn name(typed: &str) -> Result<String, Refused> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(FieldError::refuse("name", Problem::Required)),
        1..=LONGEST_NAME => Ok(name),
        _ => Err(FieldError::refuse("name", Problem::TooLong)),
    }
}

impl Tx<Everywhere> {
    async fn keep_passkey(&mut self, person: PersonId, name: &str, made: &ceremony::Made) -> Result<Uuid, Refused> {
        if self.passkeys(person).await?.len() >= MOST as usize {
            return Err(FieldError::refuse("name", Problem::TooMany { most: MOST }));
        }
        let new = PasskeyToAdd {
            credential: &made.credential,
            algorithm: made.algorithm,
            public_key: &made.public_key,
            counter: made.counter,
            name,
        };
        let id = self.add_passkey(person, &new).await?.ok_or_else(wrong)?;
        self.tell(person, AccountNews::PasskeyAdded).await?;
        Ok(id)
    }
}

impl Office {
    /// The question for a new passkey. Whoever has a second factor already must have given it within five minutes, so
    /// that neither a password alone nor a session left open brings another in.
    ///
    /// # Errors
    /// `SignedOut`; `StepUp`; `NotFound` for families, and where there can be no passkeys.
    pub async fn new_passkey_question(&self, session: &str) -> Result<PasskeyQuestion, Refused> {
        let home = self.home().ok_or(Refused::NotFound)?;
        let half_way = self.signed_in(session).await?;
        half_way.may_add_a_factor()?;
        let person = half_way.person;
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        let there = tx.passkeys(person.person()).await?;
        drop(tx);
        let user = PasskeyUser {
            id: BASE64_URL_SAFE_NO_PAD.encode(person.id.as_bytes()),
            display: person.name()?.full(),
            name: person.email,
        };
        Ok(PasskeyQuestion {
            challenge: self.ask(session, Purpose::Add).await?,
            rp: home.rp,
            credentials: there.iter().map(|key| BASE64_URL_SAFE_NO_PAD.encode(&key.credential)).collect(),
            user: Some(user),
            seconds: super::PATIENCE,
        })
    }

    /// What came as a new passkey, if it answers a question of this session.
    async fn made(&self, session: &str, new: &NewPasskey) -> Result<ceremony::Made, Refused> {
        let home = self.home().ok_or(Refused::NotFound)?;
        let made = ceremony::made(new, &home).ok_or_else(wrong)?;
        self.answered(session, &made.challenge, Purpose::Add).await?;
        Ok(made)
    }

    /// Sets the second factor up with a passkey, and makes recovery codes. Every other session ends, this one gets a
    /// new secret.
    ///
    /// # Errors
    /// As [`Office::new_passkey_question`]; `Invalid` fields `name`, `passkey`; `Conflict::Changed` if there is a
    /// second factor already.
    pub async fn enrol_passkey(&self, session: &str, new: &NewPasskey) -> Result<Enrolled, Refused> {
        let half_way = self.signed_in(session).await?;
        if half_way.factors.any() {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        half_way.may_add_a_factor()?;
        let (person, name) = (half_way.person.person(), name(&new.name)?);
        let made = self.made(session, new).await?;
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        tx.hold_person(person).await?;
        if tx.factors(person).await?.any() {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        tx.keep_passkey(person, &name, &made).await?;
        let (_, device) = tx.end_session(&fingerprint(session)).await?.ok_or(Refused::SignedOut)?;
        tx.end_sessions(person).await?;
        let signed_in = tx.sign_in(person, true, &device).await?;
        let codes = tx.make_recovery_codes(person).await?;
        tx.commit(&oneself(person), Event::new("person.passkey_added", person)).await?;
        self.wake();
        Ok(Enrolled { signed_in, codes })
    }

    /// Adds a passkey beside the second factor that there is. `once` is the idempotency key of the request.
    ///
    /// # Errors
    /// As [`Office::new_passkey_question`]; `Invalid` fields `name` (also if there are too many), `passkey`;
    /// `Conflict::Changed` if there is no second factor.
    pub async fn add_passkey(
        &self,
        visitor: &Visitor,
        session: &str,
        new: &NewPasskey,
        once: Option<Once>,
    ) -> Result<(), Refused> {
        let half_way = self.signed_in(session).await?;
        if !half_way.factors.any() {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        half_way.may_add_a_factor()?;
        if let Some(once) = once {
            let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
            tx.must_be_new(visitor.person, once).await?; // once it was done, the question is used up
        }
        let name = name(&new.name)?;
        let made = self.made(session, new).await?;
        let mut tx = self.begin_own(visitor.person, once).await?;
        tx.hold_person(visitor.person).await?;
        if !tx.factors(visitor.person).await?.any() {
            return Err(Refused::Conflict(Conflict::Changed)); // it was taken away meanwhile
        }
        tx.keep_passkey(visitor.person, &name, &made).await?;
        tx.commit_own(visitor.person, once, Event::new("person.passkey_added", visitor.person)).await?;
        self.wake();
        Ok(())
    }
}
