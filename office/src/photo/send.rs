//! Sending a photo to the school.

use school::{
    PhotoId,
    event::Event,
    permission::Permission,
    photo::{Photo, State},
};

use crate::{
    FamilyDesk,
    refused::{FieldError, Problem, Refused},
};

impl FamilyDesk {
    /// Sends a draft. An earlier photo that still waits is taken back, and its pictures are erased.
    ///
    /// # Errors
    /// If no frame was saved yet (field `crop`), the photo is no draft any more, it changed meanwhile, or the
    /// pupil has left the school.
    pub async fn send_photo(&self, id: PhotoId, version: i64) -> Result<PhotoId, Refused> {
        let (link, _) = self.own_photo(id, Permission::SubmitPhoto).await?;
        let mut tx = self.change(&link).await?;
        tx.lock_photos_of(link.pupil).await?;
        tx.pupil(link.pupil).await?.pupil.attending()?;
        let facts = tx.photo(id).await?;
        let sent = tx.transition(&facts, version, Photo::submit).await?;
        if facts.pictures.portrait.is_none() {
            return Err(FieldError::refuse("crop", Problem::Required));
        }
        let mut event = Event::new("photo.sent", id);
        for earlier in tx.photos_of(link.pupil).await?.iter().filter(|facts| facts.photo.state == State::Submitted) {
            let withdrawn = earlier.photo.clone().withdraw()?;
            tx.move_photo(earlier, &withdrawn, None).await?;
            tx.erase_pictures(earlier).await?;
            event = event.with("instead_of", earlier.photo.id);
        }
        tx.move_photo(&facts, &sent, None).await?;
        tx.commit(event).await?;
        self.office.wake();
        Ok(id)
    }
}
