//! An earlier photo in force again: it was approved once, another took its place, and its pictures are still kept.

use school::{
    PhotoId,
    event::Event,
    permission::Permission,
    photo::{PhotoRefusal, Review, State},
};

use crate::{
    StaffDesk,
    message::{MessageKind, announce},
    refused::{Conflict, Refused},
    store::{
        photo::{NewSent, PhotoFacts},
        rows::new_id,
    },
};

impl StaffDesk {
    /// Approves an earlier photo anew, as a photo of its own: what became of the first stays in its history. The one in
    /// force gives way. It needs no second look in the queue, for whoever presses this has it before their eyes.
    ///
    /// # Errors
    /// If it is not an earlier approved one, its pictures are erased, it changed meanwhile, the pupil has left, or this
    /// desk may not decide about photos.
    pub async fn reuse_photo(&self, id: PhotoId, version: i64) -> Result<PhotoId, Refused> {
        self.must(Permission::AddPhotos)?;
        self.must(Permission::ReviewPhotos)?;
        let mut tx = self.begin().await?;
        let facts = tx.sent_photo_locked(id).await?;
        let pupil = facts.photo.pupil;
        tx.pupil(pupil).await?.pupil.attending()?;
        if facts.photo.version != version {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        if facts.photo.state != State::Superseded {
            return Err(PhotoRefusal::NotSuperseded.into());
        }
        if !is_whole(&facts) {
            return Err(PhotoRefusal::Gone.into());
        }
        let again = PhotoId(new_id());
        for earlier in tx.photos_of(pupil).await? {
            if matches!(earlier.photo.state, State::Approved(_)) {
                let superseded = earlier.photo.clone().supersede()?;
                tx.move_photo(&earlier, &superseded, Some(again)).await?;
            }
        }
        let review = Review { by: self.person, at: self.now };
        tx.add_sent(&NewSent {
            id: again,
            pupil,
            by: facts.created_by,
            origin: facts.origin,
            pictures: facts.pictures,
            width: facts.width,
            height: facts.height,
            crop: facts.crop,
            advice: &facts.advice,
            declaration: &facts.declaration,
            declared_at: facts.declared_at,
            exception: facts.exception,
            review: Some(review),
        })
        .await?;
        announce(&mut tx, pupil, MessageKind::PhotoApproved, again.0).await?;
        tx.commit(Event::new("photo.approved", again).with("pupil", pupil).with("earlier", id)).await?;
        self.office.wake();
        Ok(again)
    }
}

/// Was this photo in force, and is there everything to print it again?
pub(super) fn is_whole(facts: &PhotoFacts) -> bool {
    facts.photo.state == State::Superseded && facts.pictures.portrait.is_some() && facts.pictures.review.is_some()
}
