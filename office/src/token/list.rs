//! The list of API tokens.

use school::permission::Permission;

use super::TokenRow;
use crate::{desk::StaffDesk, refused::Refused};

impl StaffDesk {
    /// Every token of the school, newest first.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn api_tokens(&self) -> Result<Vec<TokenRow>, Refused> {
        self.must(Permission::ManageTokens)?;
        self.look().await?.tokens().await
    }
}
