//! Giving the second factor by a passkey: at sign-in, and again before what gives away most.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use school::event::Event;

use super::{PasskeyAnswer, PasskeyQuestion, Purpose, ceremony, wrong};
use crate::{
    desk::Office,
    person::{SignedIn, session::oneself},
    refused::Refused,
    store::Mode,
};

impl Office {
    /// The question to the passkeys of whoever is signed in, or has given the password.
    ///
    /// # Errors
    /// `SignedOut`; `NotFound` if they have none, or there can be none here.
    pub async fn passkey_question(&self, session: &str) -> Result<PasskeyQuestion, Refused> {
        let home = self.home().ok_or(Refused::NotFound)?;
        let person = self.signed_in(session).await?.person.person();
        let keys = self.db().everywhere(Mode::Read, self.now()).await?.passkeys(person).await?;
        if keys.is_empty() {
            return Err(Refused::NotFound);
        }
        Ok(PasskeyQuestion {
            challenge: self.ask(session, Purpose::Prove).await?,
            rp: home.rp,
            credentials: keys.iter().map(|key| BASE64_URL_SAFE_NO_PAD.encode(&key.credential)).collect(),
            user: None,
            seconds: super::PATIENCE,
        })
    }

    /// Gives the second factor by a passkey. The session gets a new secret. It is not counted like a code: nobody
    /// guesses a signature, and whoever was locked out by a stranger's guesses comes in by it (trust.md T6).
    ///
    /// # Errors
    /// `Invalid` passkey `WrongPasskey`, also if the question was answered before, in another session or too long ago,
    /// if the passkey is another person's, or if its counter went back; `SignedOut`.
    pub async fn give_passkey(&self, session: &str, answer: &PasskeyAnswer) -> Result<SignedIn, Refused> {
        let person = self.signed_in(session).await?.person.person();
        let home = self.home().ok_or_else(wrong)?;
        let answered = ceremony::answered(answer, &home).ok_or_else(wrong)?;
        self.answered(session, &answered.challenge, Purpose::Prove).await?;
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        let own = tx.passkeys(person).await?.into_iter().find(|key| key.credential == answered.credential);
        let key = own.ok_or_else(wrong)?;
        if !answered.is_signed_with(key.algorithm, &key.public_key) || !tx.use_passkey(key.id, answered.counter).await?
        {
            return Err(wrong());
        }
        let signed_in = tx.prove(person, session).await?;
        tx.commit(&oneself(person), Event::new("person.passkey_given", person)).await?;
        Ok(signed_in)
    }
}
