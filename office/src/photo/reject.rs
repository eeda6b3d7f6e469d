//! Rejecting a photo.

use school::{
    PhotoId,
    event::Event,
    note::{MOST, has_link, without_links},
    permission::Permission,
    photo::{Reason, Review},
};

use crate::{
    StaffDesk,
    message::{MessageKind, announce},
    refused::{FieldError, Problem, Refused},
};

impl StaffDesk {
    /// Declares a photo unfit to be printed; the family is told why. A note holds no link.
    ///
    /// # Errors
    /// With the fields `reason` and `note` that cannot be taken; if somebody was first, or the photo changed meanwhile.
    pub async fn reject_photo(&self, id: PhotoId, version: i64, reason: &str, note: &str) -> Result<PhotoId, Refused> {
        self.must_somewhere(Permission::ReviewPhotos)?;
        let reason: Reason = reason.parse().map_err(|_| match reason {
            "" => FieldError::refuse("reason", Problem::Required),
            _ => FieldError::refuse("reason", Problem::NotOffered),
        })?;
        let note = sound_note(note, reason)?;
        let mut tx = self.begin().await?;
        let facts = tx.sent_photo(id).await?;
        self.must_about(&mut tx, facts.photo.pupil, Permission::ReviewPhotos).await?;
        let review = Review { by: self.person, at: self.now };
        let rejected = tx.transition(&facts, version, |photo| photo.reject(review, reason, note)).await?;
        tx.move_photo(&facts, &rejected, None).await?;
        announce(&mut tx, facts.photo.pupil, MessageKind::PhotoRejected, id.0).await?;
        tx.commit(Event::new("photo.rejected", id).with("reason", reason)).await?;
        self.office.wake();
        Ok(id)
    }
}

fn sound_note(text: &str, reason: Reason) -> Result<Option<String>, Refused> {
    if text.chars().count() > MOST {
        return Err(FieldError::refuse("note", Problem::TooLong));
    }
    if has_link(text) {
        return Err(FieldError::refuse("note", Problem::Link));
    }
    let note = Some(without_links(text)).filter(|note| !note.is_empty());
    if reason == Reason::Other && note.is_none() {
        Err(FieldError::refuse("note", Problem::NoteMissing))
    } else {
        Ok(note)
    }
}
