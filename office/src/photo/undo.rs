//! Taking a decision back.

use school::{
    PhotoId,
    event::Event,
    permission::Permission,
    photo::{PhotoRefusal, State},
};

use crate::{
    StaffDesk,
    keep::Going,
    message::{MessageKind, announce},
    refused::Refused,
    store::{Tx, Within, photo::PhotoFacts},
};

impl StaffDesk {
    /// Takes a decision back: the photo waits again, and the approved one that gave way to it is in force again. The
    /// family hears of it only if it had heard of the decision.
    ///
    /// # Errors
    /// If there is no decision, a card carries the photo, its pictures are erased or due to be, a newer photo waits
    /// already, or it changed meanwhile.
    pub async fn undo_review(&self, id: PhotoId, version: i64) -> Result<PhotoId, Refused> {
        self.must_somewhere(Permission::ReviewPhotos)?;
        let mut tx = self.begin().await?;
        let facts = tx.sent_photo_locked(id).await?;
        self.must_about(&mut tx, facts.photo.pupil, Permission::ReviewPhotos).await?;
        let family = tx.photos_of(facts.photo.pupil).await?;
        let printed = tx.is_on_a_card(id).await?;
        let waiting = tx.transition(&facts, version, |photo| photo.undo(printed)).await?;
        can_wait_again(&facts, &family)?;
        if self.is_to_go(&mut tx, &facts).await? {
            return Err(PhotoRefusal::Gone.into());
        }
        tx.move_photo(&facts, &waiting, None).await?;
        reinstate(&mut tx, &family, id).await?;
        // Only now: delivery holds the photo's row, so whoever was to hear of the decision has heard.
        if let Some(review) = facts.review
            && tx.was_told(id.0, review.at).await?
        {
            announce(&mut tx, facts.photo.pupil, MessageKind::ReviewUndone, id.0).await?;
        }
        tx.commit(Event::new("photo.review_undone", id)).await?;
        self.office.wake();
        Ok(id)
    }

    /// Were its pictures kept for as long as they may be? Then they go, even if the sweep has yet to come by.
    pub(super) async fn is_to_go(&self, tx: &mut Tx<Within>, facts: &PhotoFacts) -> Result<bool, Refused> {
        let Some(review) = facts.review else { return Ok(false) };
        let (_, period) = Going::of_photo(facts.photo.state.code(), tx.source_days().await?);
        Ok(self.now.as_second() >= review.at.as_second() + period)
    }
}

/// A photo can wait again if its pictures are there and no newer one waits.
pub(super) fn can_wait_again(facts: &PhotoFacts, family: &[PhotoFacts]) -> Result<(), PhotoRefusal> {
    if family.iter().any(|other| other.photo.state == State::Submitted) {
        return Err(PhotoRefusal::AlreadySubmitted);
    }
    if facts.pictures.all().count() < 3 { Err(PhotoRefusal::Gone) } else { Ok(()) }
}

async fn reinstate(tx: &mut Tx<Within>, family: &[PhotoFacts], undone: PhotoId) -> Result<(), Refused> {
    for earlier in
        family.iter().filter(|facts| facts.superseded_by == Some(undone) && facts.pictures.portrait.is_some())
    {
        if let (State::Superseded, Some(review)) = (&earlier.photo.state, earlier.review) {
            let approved = earlier.photo.clone().reinstate(review)?;
            tx.move_photo(earlier, &approved, None).await?;
        }
    }
    Ok(())
}
