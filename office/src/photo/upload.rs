//! Handing in a photo.

use std::fs::File;

use school::{
    PhotoId, PupilId,
    event::Event,
    permission::Permission,
    photo::{DECLARATION_VERSION, State},
};
use workshop::photo::Intake;

use crate::{
    FamilyDesk, FileHash, FileKind,
    desk::Link,
    refused::{FieldError, Problem, Refused},
    store::{photo::NewDraft, rows::new_id},
};

impl FamilyDesk {
    /// Takes a file in as a draft with a proposed frame, in place of an earlier draft. `declaration` is the version of
    /// the sentence that was ticked.
    ///
    /// # Errors
    /// If the sentence was not ticked or is another by now, if the picture cannot be used ([`Refused::Photo`]), or if
    /// this person may not send photos of that pupil, or the pupil has left the school.
    pub async fn upload_photo(&self, pupil: PupilId, declaration: &str, file: File) -> Result<PhotoId, Refused> {
        let link = self.child(pupil, Permission::SubmitPhoto).await?;
        if declaration != DECLARATION_VERSION {
            return Err(FieldError::refuse("declaration", Problem::NotTicked));
        }
        let limits = self.limits(&link).await?;
        let intake = self.office.workshop().intake(limits, file).await?.map_err(Refused::Photo)?;
        let (office, key) = (&self.office, self.office.school_key(link.school).await?);
        let (clean, size) = office.vault().put(link.school, &key, FileKind::Clean, &intake.clean).await?;
        let saved = self.save_draft(&link, &intake, clean, size).await;
        match &saved {
            Ok(_) => office.wake(),
            // No row names it; if even this fails, the sweep finds it.
            Err(_) => drop(office.vault().delete(link.school, clean).await),
        }
        saved
    }

    async fn save_draft(&self, link: &Link, intake: &Intake, clean: FileHash, size: u64) -> Result<PhotoId, Refused> {
        let mut tx = self.change(link).await?;
        tx.lock_photos_of(link.pupil).await?;
        tx.pupil(link.pupil).await?.pupil.attending()?;
        for earlier in tx.photos_of(link.pupil).await?.iter().filter(|facts| facts.photo.state == State::Draft) {
            tx.discard_draft(earlier).await?;
        }
        let id = PhotoId(new_id());
        let Intake { width, height, crop, ref advice, .. } = *intake;
        tx.add_draft(&NewDraft { id, pupil: link.pupil, by: self.person, clean, width, height, crop, advice }).await?;
        tx.keep_file(clean, FileKind::Clean, size).await?;
        let event = Event::new("photo.uploaded", id).with("pupil", link.pupil);
        tx.commit(event.with("declaration", DECLARATION_VERSION)).await?;
        Ok(id)
    }
}
