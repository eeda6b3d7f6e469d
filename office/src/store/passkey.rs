//! Passkeys and the questions to them: tables `passkey` and `passkey_challenge`. Of a question only the fingerprint is
//! stored, with that of the session in which it was asked.

use school::PersonId;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Everywhere, Tx, rows::new_id};
use crate::{
    desk::Factors,
    refused::{Broken, Refused},
};

/// A passkey as stored.
#[derive(FromRow, Clone)]
pub(crate) struct StoredPasskey {
    pub(crate) id: Uuid,
    pub(crate) credential: Vec<u8>,
    /// As COSE counts them: -7, -8 or -257.
    pub(crate) algorithm: i64,
    /// A `SubjectPublicKeyInfo` in DER.
    pub(crate) public_key: Vec<u8>,
    pub(crate) name: String,
    pub(crate) added_at: i64,
    pub(crate) used_at: Option<i64>,
}

/// What is stored of a new passkey.
pub(crate) struct PasskeyToAdd<'a> {
    pub(crate) credential: &'a [u8],
    pub(crate) algorithm: i64,
    pub(crate) public_key: &'a [u8],
    pub(crate) counter: u32,
    pub(crate) name: &'a str,
}

impl Tx<Everywhere> {
    /// By which second factors this person can sign in.
    pub(crate) async fn factors(&mut self, person: PersonId) -> Result<Factors, Refused> {
        let row: Option<(bool, bool)> = row!(
            self,
            "SELECT p.totp IS NOT NULL, EXISTS (SELECT 1 FROM passkey k WHERE k.person = p.id) FROM person p WHERE p.id = $1",
            person.0
        )?;
        let (app, passkey) = row.ok_or(Broken::Inconsistent("a person who vanished"))?;
        Ok(Factors { app, passkey })
    }

    /// Holds the person's row until the commit: whoever else changes their second factors waits.
    pub(crate) async fn hold_person(&mut self, person: PersonId) -> Result<(), Refused> {
        run!(self, "UPDATE person SET language = language WHERE id = $1", person.0)?;
        Ok(())
    }

    /// Keeps a question until it is answered. Those that nobody answered in time go.
    pub(crate) async fn add_challenge(
        &mut self,
        hash: &[u8],
        session: &[u8],
        purpose: &str,
        ends_at: i64,
    ) -> Result<(), Refused> {
        run!(self, "DELETE FROM passkey_challenge WHERE ends_at <= $1", self.scope.now.as_second())?;
        run!(
            self,
            "INSERT INTO passkey_challenge (hash, session, purpose, ends_at) VALUES ($1, $2, $3, $4)",
            hash,
            session,
            purpose,
            ends_at
        )?;
        Ok(())
    }

    /// Uses a question up. False if it was not asked in this session for this, was answered, or too long ago.
    pub(crate) async fn use_challenge(&mut self, hash: &[u8], session: &[u8], purpose: &str) -> Result<bool, Refused> {
        let now = self.scope.now.as_second();
        Ok(run!(
            self,
            "DELETE FROM passkey_challenge WHERE hash = $1 AND session = $2 AND purpose = $3 AND ends_at > $4",
            hash,
            session,
            purpose,
            now
        )? == 1)
    }

    /// Every passkey of a person, the oldest first.
    pub(crate) async fn passkeys(&mut self, person: PersonId) -> Result<Vec<StoredPasskey>, Refused> {
        Ok(rows!(
            self,
            "SELECT id, credential, algorithm, public_key, name, added_at, used_at FROM passkey WHERE person = $1 ORDER BY id",
            person.0
        )?)
    }

    /// Adds a passkey. None if its credential is somebody's already.
    pub(crate) async fn add_passkey(
        &mut self,
        person: PersonId,
        new: &PasskeyToAdd<'_>,
    ) -> Result<Option<Uuid>, Refused> {
        let id = new_id();
        let added = run!(
            self,
            "INSERT INTO passkey (id, person, credential, algorithm, public_key, counter, name, added_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (credential) DO NOTHING",
            id,
            person.0,
            new.credential,
            new.algorithm,
            new.public_key,
            i64::from(new.counter),
            new.name,
            self.scope.now.as_second()
        )?;
        Ok((added == 1).then_some(id))
    }

    /// Notes a use. False if the counter did not go on, as that of a copied key does not; keys that are kept in several
    /// devices count nothing and stay at nought.
    pub(crate) async fn use_passkey(&mut self, id: Uuid, counter: u32) -> Result<bool, Refused> {
        let (counter, now) = (i64::from(counter), self.scope.now.as_second());
        Ok(run!(
            self,
            "UPDATE passkey SET counter = $2, used_at = $3 WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))",
            id,
            counter,
            now
        )? == 1)
    }

    /// Removes one of this person's passkeys; answers its name.
    pub(crate) async fn remove_passkey(&mut self, person: PersonId, id: Uuid) -> Result<Option<String>, Refused> {
        Ok(value!(self, "DELETE FROM passkey WHERE id = $1 AND person = $2 RETURNING name", id, person.0)?)
    }
}

impl<Scope> Tx<Scope> {
    /// Removes every passkey of a person; answers how many there were.
    pub(crate) async fn drop_passkeys(&mut self, person: PersonId) -> Result<u64, Refused> {
        Ok(run!(self, "DELETE FROM passkey WHERE person = $1", person.0)?)
    }
}
