//! Showing a whole PESEL.

use school::{PupilId, event::Event, law::identity::written, permission::Permission};

use crate::{
    StaffDesk,
    person::attempts::{self, Subject},
    refused::Refused,
};

impl StaffDesk {
    /// The whole PESEL, or name and number of the other document. That it was looked at is recorded, once per person,
    /// pupil and quarter of an hour. After two hundred without an hour's pause a program has to wait, and longer each
    /// time.
    ///
    /// # Errors
    /// If there is no such pupil at this school, or this desk may not see a whole PESEL; `StepUp`; of a program
    /// `TooManyTries`.
    pub async fn reveal_identity(&self, id: PupilId) -> Result<String, Refused> {
        self.must(Permission::RevealPesel)?;
        self.must_be_proven()?;
        let mut tx = self.look().await?;
        let identity = tx.pupil(id).await?.pupil.identity;
        let seen = tx.has_seen(self.person, id.0, "identity").await?;
        drop(tx);
        if let Some(token) = self.token {
            let _counted = attempts::count(&self.office, &[Subject::Token(&token.to_string())]).await?;
        }
        if !seen {
            let mut tx = self.begin_record().await?;
            if tx.first_sight(self.person, id.0, "identity").await? {
                tx.commit(Event::new("identity.seen", id)).await?;
            }
        }
        Ok(written(&identity))
    }
}
