//! Who may look in now: no secret to anybody whom it concerns.

use super::LookedInto;
use crate::{
    desk::{FamilyDesk, StaffDesk},
    refused::Refused,
};

impl StaffDesk {
    /// Everybody who may look into this school now, for each of its staff.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn looked_into(&self) -> Result<Vec<LookedInto>, Refused> {
        self.look().await?.looked_into().await
    }
}

impl FamilyDesk {
    /// Everybody who may look now into a school of which a pupil is theirs.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn looked_into(&self) -> Result<Vec<LookedInto>, Refused> {
        self.office.db().of_person(self.person).await?.looked_into(self.now).await
    }
}
