//! For how many days the school keeps the clean source of a photo that it has approved. Until then the decision can be
//! taken back; then the sweep erases the source, with an entry of the audit log as the receipt.

use school::{SchoolId, event::Event, permission::Permission};

use super::retention::SOURCE_DAYS;
use crate::{
    StaffDesk,
    refused::{FieldError, Problem, Refused},
};

impl StaffDesk {
    /// Keeps sources for so many days from now on, those of earlier decisions as well. As many as there are
    /// change nothing.
    ///
    /// # Errors
    /// If this desk may not change the school's data; `Invalid` if it is no number within [`SOURCE_DAYS`].
    pub async fn keep_sources(&self, days: &str) -> Result<SchoolId, Refused> {
        self.must(Permission::ManageSchool)?;
        let days = read(days)?;
        let mut tx = self.begin().await?;
        let was = tx.source_days().await?;
        if was == i64::from(days) {
            return Ok(self.school);
        }
        tx.set_source_days(days).await?;
        let event = Event::new("school.source_days_set", self.school).with("was", was).with("now", days);
        tx.commit(event).await?;
        Ok(self.school)
    }
}

fn read(days: &str) -> Result<u32, Refused> {
    let number = days.trim().parse::<u32>().ok().filter(|days| SOURCE_DAYS.contains(days));
    let problem = Problem::NotANumber { least: *SOURCE_DAYS.start(), most: *SOURCE_DAYS.end() };
    number.ok_or_else(|| FieldError::refuse("days", problem))
}
