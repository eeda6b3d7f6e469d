//! Telling a family what was decided, once and only if it still stands.
//!
//! A decision leaves a job, due when the undo window has passed. The job looks again: what was undone or overtaken
//! is not told. A message's id is made of the decision and the person, so that a job which runs twice tells once.

use jiff::Timestamp;
use school::{
    MessageId, PersonId, PupilId, SchoolId,
    event::Event,
    photo::{Reason, State},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{MessageKind, UNDO_WINDOW};
use crate::{
    Office,
    mail::Letter,
    refused::{Broken, Refused},
    reminder::ALONE,
    store::{
        Actor, Mode, Tx, Within,
        message::NewMessage,
        rows::{time, word},
    },
};

/// What waits in the queue: nothing that would not stand in the audit log.
#[derive(Serialize, Deserialize)]
struct Announcement {
    kind: String,
    pupil: Uuid,
    subject: Uuid,
    /// When it was decided, in seconds.
    at: i64,
}

/// Leaves word for a pupil's family about a photo or a card, in the transaction that changed it. Photo decisions are
/// told when the undo window has passed, the rest at once.
pub(crate) async fn announce(
    tx: &mut Tx<Within>,
    pupil: PupilId,
    kind: MessageKind,
    subject: Uuid,
) -> Result<(), Refused> {
    let delay = if kind.is_about_a_photo() { UNDO_WINDOW } else { 0 };
    let word = Announcement { kind: kind.code().to_owned(), pupil: pupil.0, subject, at: tx.scope.now.as_second() };
    tx.enqueue("message", serde_json::to_value(word)?, delay).await
}

/// The job "message": writes to everybody linked to the pupil, in one transaction with the letters' jobs.
pub(crate) async fn deliver(office: &Office, school: SchoolId, payload: &serde_json::Value) -> Result<(), Refused> {
    let word_left = Announcement::deserialize(payload)?;
    let kind: MessageKind = word(&word_left.kind)?;
    let key = office.school_key(school).await?;
    let scope = Within { school, key, actor: Actor::SYSTEM, now: office.now(), once: None };
    let mut tx = office.db().within(Mode::Write, scope).await?;
    let Some((reason, note)) = still_stands(&mut tx, kind, &word_left).await? else { return Ok(()) };
    let mut told = 0;
    for person in tx.listeners(word_left.pupil.into()).await? {
        let id = message_id(&word_left, person)?;
        let (pupil, subject, note) = (word_left.pupil.into(), word_left.subject, note.clone());
        if tx.add_message(&NewMessage { id, person, pupil, kind, subject, reason, note }).await? {
            tx.send(&Letter::Message { message: id.0 }).await?;
            told += 1;
        }
    }
    if told > 0 {
        tx.commit(Event::new("message.sent", word_left.subject).with("kind", kind.code()).with("people", told)).await?;
        office.wake();
    }
    Ok(())
}

/// Why and in which words, if what is to be told is still so.
async fn still_stands(
    tx: &mut Tx<Within>,
    kind: MessageKind,
    left: &Announcement,
) -> Result<Option<(Option<Reason>, Option<String>)>, Refused> {
    let at = time(left.at)?;
    let card = |wanted: &str, state: Option<String>| (state.as_deref() == Some(wanted)).then_some((None, None));
    match kind {
        MessageKind::CardPrinted => Ok(card("printed", tx.card_state(left.subject).await?)),
        MessageKind::CardIssued => Ok(card("issued", tx.card_state(left.subject).await?)),
        MessageKind::PhotoReminder => {
            // held, so that of two who remind at once one is the second
            let pupil = left.pupil.into();
            tx.lock_photos_of(pupil).await?;
            let stands = tx.needs_photo(pupil).await? && !tx.was_reminded(pupil, at - ALONE).await?;
            Ok(stands.then_some((None, None)))
        }
        MessageKind::PhotoApproved | MessageKind::PhotoRejected | MessageKind::ReviewUndone => {
            // Held until the commit: an undo that comes now waits, and then knows that the family was told.
            if !tx.hold_photo(left.subject.into()).await? {
                return Ok(None);
            }
            Ok(photo_stands(kind, tx.photo(left.subject.into()).await?.photo.state, at))
        }
    }
}

fn photo_stands(kind: MessageKind, state: State, at: Timestamp) -> Option<(Option<Reason>, Option<String>)> {
    match (kind, state) {
        (MessageKind::PhotoApproved, State::Approved(review)) if review.at == at => Some((None, None)),
        (MessageKind::PhotoRejected, State::Rejected(review, reason, note)) if review.at == at => {
            Some((Some(reason), note))
        }
        (MessageKind::ReviewUndone, State::Submitted) => Some((None, None)),
        _ => None,
    }
}

/// The same for the same decision and person, and later for later decisions.
fn message_id(left: &Announcement, person: PersonId) -> Result<MessageId, Refused> {
    let mut digest = Sha256::new();
    for part in [left.kind.as_bytes(), left.subject.as_bytes(), person.0.as_bytes()] {
        digest.update(part);
    }
    let mut tail = [0; 10];
    tail.copy_from_slice(&digest.finalize()[..10]);
    let millis = u64::try_from(left.at).map_err(|_| Broken::Inconsistent("a time"))? * 1000;
    Ok(MessageId(uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()))
}
