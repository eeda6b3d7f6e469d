//! Where a child's photo stands.

use jiff::Timestamp;
use school::{
    PhotoId, PupilId,
    permission::Permission,
    photo::{Shown, State},
    pupil::HolderStatus,
};

use super::{Child, ChildCard, PhotoStatus, TimelineStep, heard::photos_as_heard};
use crate::{FamilyDesk, desk::Link, refused::Refused, store::photo::PhotoFacts};

impl FamilyDesk {
    /// Every pupil to whom this person is linked, with what is next to be done.
    ///
    /// # Errors
    /// If the office cannot answer.
    pub async fn children(&self) -> Result<Vec<Child>, Refused> {
        let mut children = Vec::new();
        for link in self.links().await? {
            if link.permits(Permission::SeeOwnPhoto) {
                children.push(self.status_of(&link).await?.child);
            }
        }
        Ok(children)
    }

    /// Where the photo of one child stands, and how it came there.
    ///
    /// # Errors
    /// If this person is not linked to that pupil.
    pub async fn photo_status(&self, pupil: PupilId) -> Result<PhotoStatus, Refused> {
        let link = self.child(pupil, Permission::SeeOwnPhoto).await?;
        self.status_of(&link).await
    }

    async fn status_of(&self, link: &Link) -> Result<PhotoStatus, Refused> {
        let mut tx = self.look(link).await?;
        let pupil = tx.pupil(link.pupil).await?;
        let left = match pupil.pupil.status {
            HolderStatus::Attending => None,
            HolderStatus::Left(on) => Some(on),
        };
        let school = tx.school().await?.name;
        let photos = Photos(photos_as_heard(&mut tx, link.pupil).await?);
        let card = match tx.cards_of(link.pupil).await?.into_iter().next() {
            Some(card) => Some(ChildCard {
                number: card.number()?,
                standing: card.standing(self.today())?,
                expires: card.expires()?,
            }),
            None => None,
        };
        let (shown, last) = (photos.shown(), photos.last());
        let (reason, note) = match last.map(|facts| &facts.photo.state) {
            Some(State::Rejected(_, reason, note)) => (Some(*reason), note.clone()),
            _ => (None, None),
        };
        let child = Child {
            pupil: link.pupil,
            name: pupil.pupil.name.full(),
            class: pupil.class_name,
            left,
            school,
            shown,
            since: photos.since(shown),
            reason,
            note,
            photo: photos.picture(),
            draft: photos.newest(|state| *state == State::Draft).map(|facts| facts.photo.id),
            reframed: last.is_some_and(|facts| facts.reframed_at.is_some() && facts.photo.state != State::Submitted),
            may_submit: left.is_none() && link.permits(Permission::SubmitPhoto),
            card,
        };
        let mut timeline = last.map(steps).unwrap_or_default();
        if let Some(way) = tx.card_way(link.pupil).await? {
            timeline.extend(way.steps()?);
        }
        timeline.sort_by_key(|(_, at)| *at);
        Ok(PhotoStatus {
            child,
            approved: photos.newest(|state| matches!(state, State::Approved(_))).map(|facts| facts.photo.id),
            waiting: photos
                .newest(|state| *state == State::Submitted)
                .map(|facts| (facts.photo.id, facts.photo.version)),
            timeline,
        })
    }
}

/// A pupil's photos as the family has heard of them, oldest first.
struct Photos(Vec<PhotoFacts>);

impl Photos {
    fn newest(&self, is: impl Fn(&State) -> bool) -> Option<&PhotoFacts> {
        self.0.iter().rev().find(|facts| is(&facts.photo.state))
    }

    fn shown(&self) -> Shown {
        Shown::of(self.0.iter().map(|facts| &facts.photo.state), false)
    }

    /// The newest that was sent and is neither taken back nor replaced: what happened last.
    fn last(&self) -> Option<&PhotoFacts> {
        self.newest(|state| matches!(state, State::Submitted | State::Approved(_) | State::Rejected(..)))
    }

    /// The one to be looked at: what waits, else what is in force, else what was rejected.
    fn picture(&self) -> Option<PhotoId> {
        let rank = |facts: &&PhotoFacts| match facts.photo.state {
            State::Submitted => 3,
            State::Approved(_) => 2,
            State::Rejected(..) => 1,
            _ => 0,
        };
        let best = self.0.iter().filter(|facts| facts.pictures.review.is_some() && rank(facts) > 0).max_by_key(rank)?;
        Some(best.photo.id)
    }

    /// Since when it is shown so.
    fn since(&self, shown: Shown) -> Option<Timestamp> {
        match shown {
            Shown::Waiting | Shown::ChangeRequested => self.newest(|state| *state == State::Submitted)?.submitted_at,
            Shown::Approved | Shown::RemovalRequested => {
                Some(self.newest(|state| matches!(state, State::Approved(_)))?.review?.at)
            }
            Shown::Rejected => Some(self.newest(|state| matches!(state, State::Rejected(..)))?.review?.at),
            Shown::Draft => Some(self.newest(|state| *state == State::Draft)?.created_at),
            Shown::None | Shown::Removed => None,
        }
    }
}

fn steps(facts: &PhotoFacts) -> Vec<(TimelineStep, Timestamp)> {
    let decided = match facts.photo.state {
        State::Approved(review) => Some((TimelineStep::Approved, review.at)),
        State::Rejected(review, ..) => Some((TimelineStep::Rejected, review.at)),
        _ => None,
    };
    facts.submitted_at.map(|at| (TimelineStep::Sent, at)).into_iter().chain(decided).collect()
}
