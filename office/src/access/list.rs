//! Who asked to look into the school.

use school::permission::Permission;

use super::AccessRow;
use crate::{desk::StaffDesk, refused::Refused};

impl StaffDesk {
    /// The last requests, newest first.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn access_requests(&self) -> Result<Vec<AccessRow>, Refused> {
        self.must(Permission::GrantAccess)?;
        self.look().await?.access_requests().await
    }

    /// How many wait for an answer.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn access_waiting(&self) -> Result<u32, Refused> {
        self.must(Permission::GrantAccess)?;
        self.look().await?.access_waiting().await
    }
}
