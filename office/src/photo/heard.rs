//! A pupil's photos as the family has heard of them. A decision that can still be taken back in silence was not made
//! yet for them: else a slip of the hand would be seen, and the message after it would tell something else.

use school::{
    PupilId,
    photo::{Review, State},
};

use crate::{
    message::UNDO_WINDOW,
    refused::Refused,
    store::{Tx, Within, photo::PhotoFacts},
};

/// The pupil's photos, oldest first, each decision from the end of its undo window on.
pub(super) async fn photos_as_heard(tx: &mut Tx<Within>, pupil: PupilId) -> Result<Vec<PhotoFacts>, Refused> {
    let now = tx.scope.now.as_second();
    let mut photos = tx.photos_of(pupil).await?;
    let mut unheard = Vec::new();
    for facts in &mut photos {
        let (State::Approved(review) | State::Rejected(review, ..)) = facts.photo.state else { continue };
        // What is on a card cannot be taken back any more.
        if is_silent(review, now) && !tx.is_on_a_card(facts.photo.id).await? {
            (facts.photo.state, facts.review) = (State::Submitted, None);
            unheard.push(facts.photo.id);
        }
    }
    for facts in &mut photos {
        let gave_way = facts.superseded_by.is_some_and(|newer| unheard.contains(&newer));
        if let (true, State::Superseded, Some(review)) = (gave_way, &facts.photo.state, facts.review) {
            facts.photo.state = State::Approved(review);
        }
    }
    Ok(photos)
}

fn is_silent(review: Review, now: i64) -> bool {
    now < review.at.as_second() + UNDO_WINDOW
}
