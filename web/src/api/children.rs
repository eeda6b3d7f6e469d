//! A family's children, and where the photo of each stands.

use axum::Json;
use jiff::Timestamp;
use office::photo::{PhotoStatus, TimelineStep};
use school::photo::Reason;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Answer, Problems, cards::standing};
use crate::{address::Path, visitor::Family};

/// A child, or whoever asks.
#[derive(Serialize, ToSchema)]
pub(super) struct Child {
    pupil: Uuid,
    name: String,
    class: String,
    school: String,
    /// Where the photo stands: none, draft, waiting, approved, rejected, change_requested, removal_requested, removed
    shown: &'static str,
    /// Since when, RFC 3339.
    since: Option<String>,
    /// The reason's code, if the newest was rejected.
    reason: Option<&'static str>,
    /// What the secretary wrote.
    note: Option<String>,
    /// The photo to look at: the waiting one, else the approved, else the rejected.
    photo: Option<Uuid>,
    /// A draft not yet sent.
    draft: Option<Uuid>,
    /// May this person send photos, or only look?
    may_send: bool,
    card: Option<ChildCard>,
}

/// The newest card of a child.
#[derive(Serialize, ToSchema)]
pub(super) struct ChildCard {
    number: String,
    /// valid, expired, not_yet_issued or invalid
    standing: &'static str,
    /// Last day of validity, YYYY-MM-DD.
    expires: Option<String>,
}

impl From<office::photo::Child> for Child {
    fn from(child: office::photo::Child) -> Self {
        let card = child.card.map(|card| ChildCard {
            number: card.number,
            standing: standing(card.standing),
            expires: card.expires.map(|date| date.to_string()),
        });
        Self {
            pupil: child.pupil.into(),
            name: child.name,
            class: child.class,
            school: child.school,
            shown: child.shown.code(),
            since: child.since.map(|at| at.to_string()),
            reason: child.reason.map(Reason::code),
            note: child.note,
            photo: child.photo.map(Into::into),
            draft: child.draft.map(Into::into),
            may_send: child.may_submit,
            card,
        }
    }
}

/// Where a child's photo stands.
#[derive(Serialize, ToSchema)]
pub(super) struct Status {
    child: Child,
    /// The photo in force.
    approved: Option<Uuid>,
    waiting: Option<WaitingPhoto>,
    /// What happened so far, oldest first.
    steps: Vec<Step>,
}

/// A photo that waits for the school.
#[derive(Serialize, ToSchema)]
pub(super) struct WaitingPhoto {
    id: Uuid,
    /// For the withdrawal.
    version: i64,
}

/// A step on the way from photo to card.
#[derive(Serialize, ToSchema)]
pub(super) struct Step {
    /// sent, approved, rejected, prepared, printed or issued
    step: &'static str,
    /// RFC 3339
    at: String,
}

fn step((step, at): (TimelineStep, Timestamp)) -> Step {
    let step = match step {
        TimelineStep::Sent => "sent",
        TimelineStep::Approved => "approved",
        TimelineStep::Rejected => "rejected",
        TimelineStep::Prepared => "prepared",
        TimelineStep::Printed => "printed",
        TimelineStep::Issued => "issued",
    };
    Step { step, at: at.to_string() }
}

impl From<PhotoStatus> for Status {
    fn from(status: PhotoStatus) -> Self {
        Self {
            child: status.child.into(),
            approved: status.approved.map(Into::into),
            waiting: status.waiting.map(|(id, version)| WaitingPhoto { id: id.into(), version }),
            steps: status.timeline.into_iter().map(step).collect(),
        }
    }
}

/// Every pupil to whom this person is linked.
#[utoipa::path(get, path = "/children", tag = "family", security(("session" = [])), responses((status = 200, body = Vec<Child>), Problems))]
pub(super) async fn list(family: Family) -> Answer<Vec<Child>> {
    Ok(Json(family.desk.children().await?.into_iter().map(Child::from).collect()))
}

/// Where a child's photo stands, and how it came there.
#[utoipa::path(get, path = "/pupils/{id}/photo", tag = "family", security(("session" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Status), Problems))]
pub(super) async fn photo_status(family: Family, Path(id): Path<Uuid>) -> Answer<Status> {
    Ok(Json(family.desk.photo_status(id.into()).await?.into()))
}
