//! Passkeys (*klucze dostępu*) as a second factor: a key that never leaves a device, and that no other site can ask
//! for.
//!
//! The server asks a question, the browser has the device answer it, and the answer comes back with a form. Questions
//! are rows, not memory: whichever process gets the answer knows them, and each is used up by the first answer.

mod add;
mod ceremony;
mod home;
mod prove;
mod remove;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    desk::{Office, Visitor},
    keys::{fingerprint, secret},
    refused::{FieldError, Problem, Refused},
    store::{Mode, rows::time},
};
use home::Home;

/// How long a question waits for its answer, in seconds.
const PATIENCE: i64 = 5 * 60;

/// What a question is asked for: an answer to one is none to the other.
#[derive(Clone, Copy)]
enum Purpose {
    Add,
    Prove,
}

impl Purpose {
    const fn code(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Prove => "prove",
        }
    }
}

/// A passkey in the list of its owner.
#[derive(Clone, Debug)]
pub struct PasskeyRow {
    /// Which.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    pub added_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// A question for a device, as `passkey.js` reads it; bytes are base64url.
#[derive(Serialize, Clone, Debug)]
pub struct PasskeyQuestion {
    /// What has to be signed.
    pub challenge: String,
    /// The site whose passkeys are asked.
    pub rp: String,
    /// The passkeys there are: one of them answers, or a new one stands beside them.
    pub credentials: Vec<String>,
    /// For whom a new one is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<PasskeyUser>,
    /// Seconds until it is too late.
    pub seconds: i64,
}

/// For whom a passkey is made, as a device stores it.
#[derive(Serialize, Clone, Debug)]
pub struct PasskeyUser {
    /// A number that tells nothing.
    pub id: String,
    /// The login.
    pub name: String,
    /// The name.
    pub display: String,
}

/// What a device answered to prove who is there; bytes are base64url.
#[derive(Clone, Debug, Default)]
pub struct PasskeyAnswer {
    /// Which passkey.
    pub credential: String,
    /// What the browser says it was asked.
    pub client_data: String,
    /// What the device says.
    pub authenticator: String,
    /// Its signature over both.
    pub signature: String,
}

/// A new passkey, as the browser gives it; bytes are base64url.
#[derive(Clone, Debug, Default)]
pub struct NewPasskey {
    /// What its owner calls it.
    pub name: String,
    /// What the browser says it was asked.
    pub client_data: String,
    /// What the device says.
    pub authenticator: String,
    /// The key, a `SubjectPublicKeyInfo`.
    pub public_key: String,
    /// How it signs, as COSE counts.
    pub algorithm: String,
}

fn wrong() -> Refused {
    FieldError::refuse("passkey", Problem::WrongPasskey)
}

impl Office {
    /// Where passkeys of this installation belong; none where its address is a number or not encrypted.
    fn home(&self) -> Option<Home> {
        Home::of(&self.settings().public_url)
    }

    /// Can there be passkeys here? They belong to a name, so not where people come by a numeric address.
    #[must_use]
    pub fn has_passkeys(&self) -> bool {
        self.home().is_some()
    }

    /// This person's passkeys, the oldest first.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn passkeys(&self, visitor: &Visitor) -> Result<Vec<PasskeyRow>, Refused> {
        let rows = self.db().everywhere(Mode::Read, self.now()).await?.passkeys(visitor.person).await?;
        let row = |row: crate::store::passkey::StoredPasskey| {
            Ok(PasskeyRow {
                id: row.id,
                name: row.name,
                added_at: time(row.added_at)?,
                used_at: row.used_at.map(time).transpose()?,
            })
        };
        rows.into_iter().map(row).collect()
    }

    /// Keeps a new question of this session and answers it.
    async fn ask(&self, session: &str, purpose: Purpose) -> Result<String, Refused> {
        let challenge = secret();
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        let ends_at = tx.scope.now.as_second() + PATIENCE;
        tx.add_challenge(&fingerprint(&challenge), &fingerprint(session), purpose.code(), ends_at).await?;
        tx.commit_housekeeping().await?;
        Ok(challenge)
    }

    /// Uses a question up, before the answer is looked at: a wrong answer is not followed by a second try.
    async fn answered(&self, session: &str, challenge: &str, purpose: Purpose) -> Result<(), Refused> {
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        let asked = tx.use_challenge(&fingerprint(challenge), &fingerprint(session), purpose.code()).await?;
        tx.commit_housekeeping().await?;
        if asked { Ok(()) } else { Err(wrong()) }
    }
}
