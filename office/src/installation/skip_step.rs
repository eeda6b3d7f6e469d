//! Leaving an optional step of setting up out, and taking it up after all.

use school::{SchoolId, event::Event, permission::Permission, set_up::Step};

use crate::{
    desk::StaffDesk,
    refused::{FieldError, Problem, Refused},
};

/// A step that may be left out.
fn optional(code: &str) -> Result<Step, Refused> {
    let step = code.parse::<Step>().ok().filter(|step| step.is_optional());
    step.ok_or(FieldError::refuse("step", Problem::NotOffered))
}

impl StaffDesk {
    /// The school goes without this step.
    ///
    /// # Errors
    /// `Forbidden`; `Invalid` for a step that no school can go without.
    pub async fn skip_step(&self, code: &str) -> Result<SchoolId, Refused> {
        self.must(Permission::ManageSchool)?;
        let step = optional(code)?;
        let mut tx = self.begin().await?;
        tx.skip_step(step).await?;
        tx.commit(Event::new("school.step_skipped", self.school).with("step", step)).await?;
        Ok(self.school)
    }

    /// The school takes a step after all that it had left out.
    ///
    /// # Errors
    /// `Forbidden`; `Invalid` for a step that cannot have been left out.
    pub async fn take_step_up(&self, code: &str) -> Result<SchoolId, Refused> {
        self.must(Permission::ManageSchool)?;
        let step = optional(code)?;
        let mut tx = self.begin().await?;
        tx.take_step_up(step).await?;
        tx.commit(Event::new("school.step_taken_up", self.school).with("step", step)).await?;
        Ok(self.school)
    }
}
