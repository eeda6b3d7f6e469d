//! Taking a photo back.

use school::{PhotoId, PupilId, event::Event, permission::Permission, photo::Photo};

use crate::{FamilyDesk, refused::Refused};

impl FamilyDesk {
    /// Takes back a draft or a photo that waits; its pictures are erased.
    ///
    /// # Errors
    /// If somebody decided about it, or it changed meanwhile.
    pub async fn withdraw_photo(&self, id: PhotoId, version: i64) -> Result<PupilId, Refused> {
        let (link, _) = self.own_photo(id, Permission::SubmitPhoto).await?;
        let mut tx = self.change(&link).await?;
        let facts = tx.photo(id).await?;
        let withdrawn = tx.transition(&facts, version, Photo::withdraw).await?;
        tx.move_photo(&facts, &withdrawn, None).await?;
        tx.erase_pictures(&facts).await?;
        // The pupil is the subject, so that a repeated request is answered as the first was.
        tx.commit(Event::new("photo.withdrawn", link.pupil).with("photo", id)).await?;
        self.office.wake();
        Ok(link.pupil)
    }
}
