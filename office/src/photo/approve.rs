//! Approving a photo.

use school::{
    PhotoId,
    event::Event,
    permission::Permission,
    photo::{Review, State},
};

use crate::{
    StaffDesk,
    message::{MessageKind, announce},
    refused::Refused,
};

impl StaffDesk {
    /// Declares a photo fit to be printed. An earlier approved one gives way; a card made of it stays as it is.
    ///
    /// # Errors
    /// If somebody was first, or the photo changed meanwhile.
    pub async fn approve_photo(&self, id: PhotoId, version: i64) -> Result<PhotoId, Refused> {
        self.must_somewhere(Permission::ReviewPhotos)?;
        let mut tx = self.begin().await?;
        let facts = tx.sent_photo_locked(id).await?;
        self.must_about(&mut tx, facts.photo.pupil, Permission::ReviewPhotos).await?;
        let review = Review { by: self.person, at: self.now };
        let approved = tx.transition(&facts, version, |photo| photo.approve(review)).await?;
        for earlier in tx.photos_of(facts.photo.pupil).await? {
            if matches!(earlier.photo.state, State::Approved(_)) {
                let superseded = earlier.photo.clone().supersede()?;
                tx.move_photo(&earlier, &superseded, Some(id)).await?;
            }
        }
        tx.move_photo(&facts, &approved, None).await?;
        announce(&mut tx, facts.photo.pupil, MessageKind::PhotoApproved, id.0).await?;
        tx.commit(Event::new("photo.approved", id)).await?;
        self.office.wake();
        Ok(id)
    }
}
