//! The recovery key on paper.

use crate::{
    clock::polish_date,
    desk::Office,
    keys::RecoveryKey,
    refused::{Broken, Refused},
    store::{Mode, rows::time},
};

impl Office {
    /// The sheet to print and keep (PDF), for whoever still has the key on the screen.
    ///
    /// # Errors
    /// `NotFound` if this is not the recovery key of this installation.
    pub async fn recovery_sheet(&self, recovery_key: &str) -> Result<Vec<u8>, Refused> {
        let key: RecoveryKey = recovery_key.parse().map_err(|_| Refused::NotFound)?;
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        let known = tx.recipient().await?.is_some_and(|recipient| recipient == key.recipient());
        let (owner, made_at) = tx.first_school().await?.filter(|_| known).ok_or(Refused::NotFound)?;
        drop(tx);
        let sheet = workshop::letter::RecoveryKey {
            owner,
            key: key.text().to_string(),
            public: key.recipient(),
            made_on: polish_date(time(made_at)?).strftime("%d.%m.%Y").to_string(),
        };
        let written = tokio::task::spawn_blocking(move || workshop::letter::recovery_key(&sheet)).await;
        let written = written.map_err(|_| Broken::Document("the recovery sheet was not finished".to_owned()))?;
        Ok(written.map_err(|error| Broken::Document(error.to_string()))?)
    }
}
