//! Whether the school lets its form teachers decide on the photos of their own classes.

use school::{SchoolId, event::Event, permission::Permission};

use crate::{StaffDesk, refused::Refused};

impl StaffDesk {
    /// May form teachers decide here?
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn form_teachers_review(&self) -> Result<bool, Refused> {
        self.look().await?.form_teachers_review().await
    }

    /// Lets form teachers decide from now on, or no longer. What they have decided stays.
    ///
    /// # Errors
    /// If this desk may not change the school's data.
    pub async fn let_form_teachers_review(&self, allowed: bool) -> Result<SchoolId, Refused> {
        self.must(Permission::ManageSchool)?;
        let mut tx = self.begin().await?;
        tx.let_form_teachers_review(allowed).await?;
        let what = if allowed { "form_teachers_review" } else { "form_teachers_only_look" };
        tx.commit(Event::new("school.form_teachers_set", self.school).with("what", what)).await?;
        Ok(self.school)
    }
}
