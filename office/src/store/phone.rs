//! The phone that shows a pupil's ID: table `phone`, a row a pupil. Of a code the fingerprint is stored, of a phone what
//! its secret and the pupil together are known by.

use school::PupilId;
use sqlx::FromRow;

use super::{Tx, Within};
use crate::refused::Refused;

/// How things stand with a pupil's phone.
#[derive(FromRow, Clone, Default)]
pub(crate) struct PhoneFacts {
    pub(crate) device: Option<Vec<u8>>,
    /// What its browser calls itself.
    pub(crate) name: Option<String>,
    pub(crate) active_since: Option<i64>,
    pub(crate) lost_at: Option<i64>,
}

impl Tx<Within> {
    /// The pupil's phone; nothing is known of one that never was.
    pub(crate) async fn phone(&mut self, pupil: PupilId) -> Result<PhoneFacts, Refused> {
        let facts: Option<PhoneFacts> = row!(
            self,
            "SELECT device, name, active_since, lost_at FROM phone WHERE pupil = $1 AND school = $2",
            pupil.0,
            self.scope.school.0
        )?;
        Ok(facts.unwrap_or_default())
    }

    /// Keeps a code for the pupil's next phone; an earlier one is void.
    pub(crate) async fn keep_phone_code(&mut self, pupil: PupilId, code: &[u8], ends_at: i64) -> Result<(), Refused> {
        run!(
            self,
            "INSERT INTO phone (pupil, school, code, code_ends_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (pupil) DO UPDATE SET code = excluded.code, code_ends_at = excluded.code_ends_at",
            pupil.0,
            self.scope.school.0,
            code,
            ends_at
        )?;
        Ok(())
    }

    /// Uses the code up: from now on this phone shows the ID and no other. False if it is not the code, or is too old.
    pub(crate) async fn activate_phone(
        &mut self,
        pupil: PupilId,
        code: &[u8],
        device: &[u8],
        name: &str,
    ) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE phone SET code = NULL, code_ends_at = NULL, device = $4, name = $5, active_since = $6, lost_at = NULL
            WHERE pupil = $1 AND school = $2 AND code = $3 AND code_ends_at > $6",
            pupil.0,
            self.scope.school.0,
            code,
            device,
            name,
            self.scope.now.as_second()
        )? == 1)
    }

    /// Ends the pupil's phone, and the code for another with it. False if there was none.
    pub(crate) async fn lose_phone(&mut self, pupil: PupilId) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE phone SET code = NULL, code_ends_at = NULL, device = NULL, name = NULL, active_since = NULL, lost_at = $3
            WHERE pupil = $1 AND school = $2 AND device IS NOT NULL",
            pupil.0,
            self.scope.school.0,
            self.scope.now.as_second()
        )? == 1)
    }
}
