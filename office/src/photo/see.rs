//! Looking at a picture.

use school::{PersonId, PhotoId, PupilId, event::Event, permission::Permission};

use crate::{
    FamilyDesk, FileKind, StaffDesk,
    refused::Refused,
    store::{Tx, Within},
};

impl StaffDesk {
    /// A picture of a photo that was sent to this school. That it was looked at is recorded, once per person, pupil
    /// and quarter of an hour.
    ///
    /// # Errors
    /// If there is no such picture at this school, or this desk may not see photos.
    pub async fn photo_file(&self, id: PhotoId, kind: FileKind) -> Result<Vec<u8>, Refused> {
        self.must_somewhere(Permission::SeePhotos)?;
        let mut tx = self.look().await?;
        let facts = tx.sent_photo(id).await?;
        self.must_about(&mut tx, facts.photo.pupil, Permission::SeePhotos).await?;
        if kind == FileKind::Clean {
            // It shows more than what will be printed: it is for those who set the frame.
            self.must_about(&mut tx, facts.photo.pupil, Permission::ReviewPhotos).await?;
        }
        let hash = facts.pictures.of(kind).ok_or(Refused::NotFound)?;
        let seen = tx.has_seen(self.person, facts.photo.pupil.0, "photo").await?;
        drop(tx);
        if !seen {
            record(self.begin_record().await?, self.person, facts.photo.pupil).await?;
        }
        Ok(self.office.vault().get(self.school, &self.key, kind, hash).await?)
    }
}

impl FamilyDesk {
    /// A picture of one's own child, or of oneself; recorded as at school.
    ///
    /// # Errors
    /// If there is no such picture, or it is of another pupil.
    pub async fn photo_file(&self, id: PhotoId, kind: FileKind) -> Result<Vec<u8>, Refused> {
        let (link, facts, mut tx) = self.look_at_own(id, Permission::SeeOwnPhoto).await?;
        let hash = facts.pictures.of(kind).ok_or(Refused::NotFound)?;
        let seen = tx.has_seen(self.person, link.pupil.0, "photo").await?;
        drop(tx);
        if !seen {
            record(self.begin_record(&link).await?, self.person, link.pupil).await?;
        }
        let key = self.office.school_key(link.school).await?;
        Ok(self.office.vault().get(link.school, &key, kind, hash).await?)
    }
}

/// Records a look, unless another request of the same page was faster.
async fn record(mut tx: Tx<Within>, person: PersonId, pupil: PupilId) -> Result<(), Refused> {
    if tx.first_sight(person, pupil.0, "photo").await? {
        tx.commit(Event::new("photo.seen", pupil)).await?;
    }
    Ok(())
}
