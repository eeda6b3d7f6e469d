//! A person says whose photo a file of a pack is, or that it is not wanted.

use school::{PhotoPackId, PupilId, event::Event, permission::Permission};

use crate::{
    StaffDesk,
    refused::{Conflict, FieldError, Problem, Refused},
};

impl StaffDesk {
    /// Gives a file of a pack to a pupil; to nobody if none is named.
    ///
    /// # Errors
    /// If the pupil has another file of the pack (field `pupil`) or has left, the file was taken over meanwhile, or
    /// this desk may not add photos.
    pub async fn assign_packed_photo(
        &self,
        id: PhotoPackId,
        place: i64,
        pupil: Option<PupilId>,
    ) -> Result<PhotoPackId, Refused> {
        self.must(Permission::AddPhotos)?;
        let mut tx = self.begin().await?;
        let facts = tx.pack(id).await?;
        if facts.state != "ready" {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        if let Some(pupil) = pupil {
            tx.pupil(pupil).await?.pupil.attending()?;
            let entries = tx.packed_files(id).await?;
            let mut others = entries.iter().filter(|entry| entry.place != place);
            if others.any(|entry| entry.pupil == Some(pupil.0) && entry.state == "matched") {
                return Err(FieldError::refuse("pupil", Problem::Taken));
            }
        }
        if !tx.assign_entry(id, place, pupil).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        tx.move_pack(&facts, "ready").await?; // whoever sees the page of before has not seen this
        let event = match pupil {
            Some(pupil) => Event::new("photo_pack.assigned", id).with("pupil", pupil),
            None => Event::new("photo_pack.discarded", id),
        };
        tx.commit(event).await?;
        Ok(id)
    }
}
