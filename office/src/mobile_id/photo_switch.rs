//! Whether whoever checks a code sees the photo. Off until the school has decided that a name and an initial are not
//! enough to tell its pupils' phones from borrowed ones (trust.md T25).

use school::{SchoolId, event::Event, permission::Permission};

use crate::{StaffDesk, refused::Refused};

impl StaffDesk {
    /// Does whoever checks a code see the photo?
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn check_shows_photo(&self) -> Result<bool, Refused> {
        self.look().await?.check_shows_photo().await
    }

    /// Shows the photo to whoever checks a fresh code from now on, or no longer.
    ///
    /// # Errors
    /// If this desk may not change the school's data.
    pub async fn let_check_show_photo(&self, shown: bool) -> Result<SchoolId, Refused> {
        self.must(Permission::ManageSchool)?;
        let mut tx = self.begin().await?;
        tx.let_check_show_photo(shown).await?;
        let what = if shown { "check_shows_photo" } else { "check_without_photo" };
        tx.commit(Event::new("school.check_photo_set", self.school).with("what", what)).await?;
        Ok(self.school)
    }
}
