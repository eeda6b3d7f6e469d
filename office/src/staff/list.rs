//! The list of staff.

use school::permission::Permission;

use super::StaffMember;
use crate::{desk::StaffDesk, refused::Refused};

impl StaffDesk {
    /// Everybody who works here, was invited to, or did; the oldest first.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn staff_members(&self) -> Result<Vec<StaffMember>, Refused> {
        self.must(Permission::ManageStaff)?;
        self.look().await?.staff().await
    }
}
