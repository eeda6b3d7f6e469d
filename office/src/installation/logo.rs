//! The school's logo: on its pages and at the head of its letters on paper, never on a card, whose artwork is the
//! state's.

use std::fs::File;

use school::{SchoolId, event::Event, permission::Permission};

use crate::{
    FileHash, FileKind,
    desk::StaffDesk,
    refused::{Conflict, Refused},
};

impl StaffDesk {
    /// The logo, a JPEG. It says nothing about anybody, so everybody who works at the school may see it.
    ///
    /// # Errors
    /// `NotFound` if the school has none.
    pub async fn logo(&self) -> Result<Vec<u8>, Refused> {
        let hash = self.look().await?.logo().await?.ok_or(Refused::NotFound)?;
        Ok(self.office.vault().get(self.school, &self.key, FileKind::Logo, hash).await?)
    }

    /// Takes a file in as the logo, in place of the one before, which goes.
    ///
    /// # Errors
    /// `Forbidden`; [`Refused::Photo`] if the picture cannot be used.
    pub async fn change_logo(&self, file: File) -> Result<SchoolId, Refused> {
        self.must(Permission::ManageSchool)?;
        if let Some(once) = self.once {
            self.look().await?.must_be_new(self.person, once).await?; // the picture need not be decoded again
        }
        let picture = self.office.workshop().logo(file).await?.map_err(Refused::Photo)?;
        let (logo, size) = self.office.vault().put(self.school, &self.key, FileKind::Logo, &picture).await?;
        let saved = self.save_logo(logo, size).await;
        match &saved {
            Ok(_) => self.office.wake(),
            // no row names it; if even this fails, the sweep finds it
            Err(_) => drop(self.office.vault().delete(self.school, logo).await),
        }
        saved
    }

    /// Takes the logo away.
    ///
    /// # Errors
    /// `Forbidden`; `Conflict::Changed` if there is none.
    pub async fn remove_logo(&self) -> Result<SchoolId, Refused> {
        self.must(Permission::ManageSchool)?;
        let mut tx = self.begin().await?;
        let before = tx.logo().await?.ok_or(Refused::Conflict(Conflict::Changed))?;
        tx.set_logo(None).await?;
        tx.forget_file(before).await?;
        tx.commit(Event::new("school.logo_removed", self.school)).await?;
        self.office.wake();
        Ok(self.school)
    }

    async fn save_logo(&self, logo: FileHash, size: u64) -> Result<SchoolId, Refused> {
        let mut tx = self.begin().await?;
        let before = tx.logo().await?;
        tx.keep_file(logo, FileKind::Logo, size).await?;
        tx.set_logo(Some(logo)).await?;
        if let Some(before) = before {
            tx.forget_file(before).await?;
        }
        tx.commit(Event::new("school.logo_changed", self.school)).await?;
        Ok(self.school)
    }
}
