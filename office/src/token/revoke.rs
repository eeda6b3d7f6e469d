//! Revoking an API token, at once.

use school::{TokenId, event::Event, permission::Permission};

use crate::{desk::StaffDesk, refused::Refused};

impl StaffDesk {
    /// Revokes a token, and with it whatever was made through it; one that was revoked before stays so.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`.
    pub async fn revoke_token(&self, id: TokenId) -> Result<TokenId, Refused> {
        self.must(Permission::ManageTokens)?;
        self.must_be_proven()?;
        let mut tx = self.begin().await?;
        for through in tx.revoke_token(id).await? {
            tx.record(&Event::new("token.revoked", through)).await?;
        }
        tx.commit(Event::new("token.revoked", id)).await?;
        Ok(id)
    }
}
