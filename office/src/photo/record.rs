//! A photo as the secretary sees it.

use school::{
    PhotoId,
    permission::Permission,
    photo::{Advice, State},
};

use super::{PhotoRecord, ReviewView, queue::age, undo::can_wait_again};
use crate::{
    StaffDesk,
    refused::{Broken, Refused},
    store::{
        Tx, Within,
        event::EventTold,
        photo::PhotoFacts,
        rows::{count, time},
    },
};

impl StaffDesk {
    /// Everything about one photo, with its neighbours in the queue.
    ///
    /// # Errors
    /// If no such photo was sent to this school, or this desk may not see photos.
    pub async fn photo(&self, id: PhotoId) -> Result<PhotoRecord, Refused> {
        self.must_somewhere(Permission::SeePhotos)?;
        let mut tx = self.look().await?;
        let facts = tx.sent_photo(id).await?;
        self.must_about(&mut tx, facts.photo.pupil, Permission::SeePhotos).await?;
        let may_review = self.must_about(&mut tx, facts.photo.pupil, Permission::ReviewPhotos).await.is_ok();
        // a form teacher who only looks decides nothing, and needs nothing of what was written to the office
        let reads = may_review || self.may(Permission::SeePhotos);
        let pupil = tx.pupil(facts.photo.pupil).await?;
        let family = tx.photos_of(facts.photo.pupil).await?;
        let others = || family.iter().filter(|other| other.photo.id != id);
        let approved =
            others().find(|other| matches!(other.photo.state, State::Approved(_))).map(|other| other.photo.id);
        let change = approved.is_some() || others().any(|other| other.superseded_by == Some(id));
        let line = if self.may(Permission::SeePhotos) {
            Line::of(&tx.waiting_line(id, change).await?, &facts)?
        } else {
            Line::default() // a form teacher does not walk along the school's queue
        };
        let may_undo = facts.photo.clone().undo(tx.is_on_a_card(id).await?).is_ok()
            && can_wait_again(&facts, &family).is_ok()
            && !self.is_to_go(&mut tx, &facts).await?;
        Ok(PhotoRecord {
            id,
            pupil: facts.photo.pupil,
            name: pupil.pupil.name.full(),
            class: pupil.class_name,
            born: pupil.pupil.born,
            age: age(pupil.pupil.born, self.today()),
            state: facts.photo.state.code().to_owned(),
            change,
            sent_by: tx.person(facts.created_by).await?.name()?.full(),
            origin: facts.origin,
            submitted_at: facts.submitted_at,
            declaration: facts.declaration.clone(),
            declared_at: facts.declared_at,
            advice: by_weight(&facts),
            exception: reads && facts.exception,
            family_note: if reads { tx.family_note(&facts)? } else { None },
            may_reframe: facts.photo.state == State::Submitted && facts.pictures.clean.is_some(),
            review: review(&facts, &mut tx).await?,
            approved,
            may_review,
            may_undo,
            may_reuse: self.may(Permission::AddPhotos) && may_review && super::reuse::is_whole(&facts),
            history: tx.events_about(id.0).await?.into_iter().map(told).collect::<Result<_, Broken>>()?,
            next: line.next,
            previous: line.previous,
            place: line.place,
            version: facts.photo.version,
        })
    }
}

/// Where a photo stands among those that wait.
#[derive(Default)]
struct Line {
    previous: Option<PhotoId>,
    next: Option<PhotoId>,
    place: Option<(u32, u32)>,
}

impl Line {
    /// `line` holds the photo itself, whether it waits or not.
    fn of(line: &[PhotoId], facts: &PhotoFacts) -> Result<Self, Refused> {
        let at = line
            .iter()
            .position(|id| *id == facts.photo.id)
            .ok_or(Broken::Inconsistent("a photo outside the queue"))?;
        let number = |number: usize| count(i64::try_from(number).unwrap_or(i64::MAX));
        let waits = facts.photo.state == State::Submitted;
        Ok(Self {
            previous: at.checked_sub(1).and_then(|before| line.get(before)).copied(),
            next: line.get(at + 1).copied(),
            place: if waits { Some((number(at + 1)?, number(line.len())?)) } else { None },
        })
    }
}

/// The remarks, the heavy ones first. What a declared exception is about is no remark.
fn by_weight(facts: &PhotoFacts) -> Vec<Advice> {
    let mut advice = facts.advice.clone();
    advice.retain(|advice| !(facts.exception && advice.may_be_excused()));
    advice.sort_by_key(|advice| std::cmp::Reverse(advice.severity));
    advice
}

async fn review(facts: &PhotoFacts, tx: &mut Tx<Within>) -> Result<Option<ReviewView>, Refused> {
    let Some(review) = facts.review else { return Ok(None) };
    let by = tx.person(review.by).await?.name()?.full();
    let (reason, note) = match &facts.photo.state {
        State::Rejected(_, reason, note) => (Some(*reason), note.clone()),
        _ => (None, None),
    };
    Ok(Some(ReviewView { by, at: review.at, approved: reason.is_none(), reason, note }))
}

/// Verb, who, when.
fn told(event: EventTold) -> Result<(String, String, jiff::Timestamp), Broken> {
    let by = event.by.name().unwrap_or_default();
    Ok((event.verb, by, time(event.at)?))
}
