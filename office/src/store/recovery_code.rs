//! Recovery codes that were not used: table `recovery_code`. Only their fingerprints are stored.

use school::PersonId;

use super::{Everywhere, Tx};
use crate::refused::Refused;

impl Tx<Everywhere> {
    pub(crate) async fn add_recovery_code(&mut self, person: PersonId, hash: &[u8]) -> Result<(), Refused> {
        let now = self.scope.now.as_second();
        run!(self, "INSERT INTO recovery_code (hash, person, made_at) VALUES ($1, $2, $3)", hash, person.0, now)?;
        Ok(())
    }

    /// Uses a code up. False if it is none of this person's, or was used.
    pub(crate) async fn use_recovery_code(&mut self, person: PersonId, hash: &[u8]) -> Result<bool, Refused> {
        Ok(run!(self, "DELETE FROM recovery_code WHERE hash = $1 AND person = $2", hash, person.0)? == 1)
    }

    /// How many codes of this person can still be used.
    pub(crate) async fn count_recovery_codes(&mut self, person: PersonId) -> Result<i64, Refused> {
        let count: Option<i64> = value!(self, "SELECT COUNT(*) FROM recovery_code WHERE person = $1", person.0)?;
        Ok(count.unwrap_or_default())
    }
}

impl<Scope> Tx<Scope> {
    /// Ends every code of a person.
    pub(crate) async fn drop_recovery_codes(&mut self, person: PersonId) -> Result<(), Refused> {
        run!(self, "DELETE FROM recovery_code WHERE person = $1", person.0)?;
        Ok(())
    }
}
