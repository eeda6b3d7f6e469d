//! Sending a photo to the school.

use school::{
    PhotoId,
    event::Event,
    note::{MOST_OF_FAMILY, without_links},
    permission::Permission,
    photo::{Photo, State},
};

use super::SendPhoto;
use crate::{
    FamilyDesk,
    refused::{FieldError, Problem, Refused},
};

impl FamilyDesk {
    /// Sends a draft, with a note to the office and a declared exception, if there are such. An earlier photo that
    /// still waits is taken back, and its pictures are erased.
    ///
    /// # Errors
    /// If the note is too long (field `note`), no frame was saved yet (field `crop`), the photo is no draft any more,
    /// it changed meanwhile, or the pupil has left the school.
    pub async fn send_photo(&self, id: PhotoId, version: i64, along: &SendPhoto) -> Result<PhotoId, Refused> {
        if along.note.trim().chars().count() > MOST_OF_FAMILY {
            return Err(FieldError::refuse("note", Problem::TooLong));
        }
        let (link, _) = self.own_photo(id, Permission::SubmitPhoto).await?;
        let mut tx = self.change(&link).await?;
        tx.lock_photos_of(link.pupil).await?;
        tx.pupil(link.pupil).await?.pupil.attending()?;
        let facts = tx.photo(id).await?;
        let sent = tx.transition(&facts, version, Photo::submit).await?;
        if facts.pictures.portrait.is_none() {
            return Err(FieldError::refuse("crop", Problem::Required));
        }
        tx.save_word(&facts, along.exception, &without_links(&along.note)).await?;
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
