//! Photos: the queue and the decisions.

use axum::{
    Json,
    http::header,
    response::{IntoResponse, Response},
};
use office::{
    FileKind, Problem,
    photo::{PhotoRecord, QueueFilter, QueueItem, Tab},
};
use school::photo::Advice;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Answer, Made, Once, Problems, Query, Sent, refuse};
use crate::{address::Path, once::OrDone, refusal::Refusal, visitor::Client};

/// What a check found.
#[derive(Serialize, ToSchema)]
pub(super) struct Finding {
    check: &'static str,
    /// hint, warning or blocking
    severity: &'static str,
    value: f64,
}

impl From<Advice> for Finding {
    fn from(advice: Advice) -> Self {
        Self { check: advice.check.code(), severity: advice.severity.code(), value: advice.value }
    }
}

/// An item of the queue.
#[derive(Serialize, ToSchema)]
pub(super) struct Item {
    /// None in the tab of missing photos.
    photo: Option<Uuid>,
    pupil: Uuid,
    name: String,
    class: String,
    age: i16,
    /// RFC 3339
    submitted_at: Option<String>,
    warnings: Vec<Finding>,
}

impl From<QueueItem> for Item {
    fn from(item: QueueItem) -> Self {
        Self {
            photo: item.photo.map(Into::into),
            pupil: item.pupil.into(),
            name: item.name,
            class: item.class,
            age: item.age,
            submitted_at: item.submitted_at.map(|at| at.to_string()),
            warnings: item.warnings.into_iter().map(Into::into).collect(),
        }
    }
}

/// A page of the queue.
#[derive(Serialize, ToSchema)]
pub(super) struct Queue {
    items: Vec<Item>,
    /// How many pages there are.
    pages: u32,
    waiting: u32,
    changes: u32,
    rejected: u32,
    approved: u32,
    missing: u32,
}

/// A photo.
#[derive(Serialize, ToSchema)]
pub(super) struct Photo {
    id: Uuid,
    pupil: Uuid,
    name: String,
    class: String,
    state: String,
    /// Is it a request for change?
    change: bool,
    findings: Vec<Finding>,
    /// The reason's code, if it was rejected.
    reason: Option<&'static str>,
    note: Option<String>,
    may_undo: bool,
    /// For the decision.
    version: i64,
}

impl From<PhotoRecord> for Photo {
    fn from(record: PhotoRecord) -> Self {
        let reason = record.review.as_ref().and_then(|review| review.reason).map(school::photo::Reason::code);
        Self {
            id: record.id.into(),
            pupil: record.pupil.into(),
            name: record.name,
            class: record.class,
            state: record.state,
            change: record.change,
            findings: record.advice.into_iter().map(Into::into).collect(),
            reason,
            note: record.review.and_then(|review| review.note),
            may_undo: record.may_undo,
            version: record.version,
        }
    }
}

/// Which part of the queue.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// waiting, changes, rejected, approved or missing; waiting if left out
    tab: Option<String>,
    /// Of this class.
    class: Option<Uuid>,
    /// From 0.
    #[serde(default)]
    page: u16,
}

/// A decision about a version.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Decision {
    /// The version that was looked at.
    version: i64,
}

/// A rejection.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Rejection {
    /// The version that was looked at.
    version: i64,
    /// background, head_size, blurred, dark_or_shadow, turned, eyes, headgear, wrong_person, old_or_filtered or other
    reason: String,
    /// What to do, in words; needed for `other`.
    #[serde(default)]
    note: String,
}

/// Which version a decision to be taken back has.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Undo {
    version: i64,
}

/// The queue of photos.
#[utoipa::path(get, path = "/photos", params(Filter), responses((status = 200, body = Queue), Problems))]
pub(super) async fn list(client: Client, Query(filter): Query<Filter>) -> Answer<Queue> {
    let tab = match filter.tab.as_deref() {
        None | Some("waiting") => Tab::Waiting,
        Some("changes") => Tab::Changes,
        Some("rejected") => Tab::Rejected,
        Some("approved") => Tab::Approved,
        Some("missing") => Tab::Missing,
        Some(_) => return Err(refuse("tab", Problem::NotOffered)),
    };
    let queue = client
        .desk
        .photo_queue(QueueFilter { tab, class: filter.class.map(Into::into), page: filter.page.into() })
        .await?;
    let counts = queue.counts;
    Ok(Json(Queue {
        items: queue.items.into_iter().map(Into::into).collect(),
        pages: queue.pages,
        waiting: counts.waiting,
        changes: counts.changes,
        rejected: counts.rejected,
        approved: counts.approved,
        missing: counts.missing,
    }))
}

/// A photo.
#[utoipa::path(get, path = "/photos/{id}", params(("id" = Uuid, Path)), responses((status = 200, body = Photo), Problems))]
pub(super) async fn show(client: Client, Path(id): Path<Uuid>) -> Answer<Photo> {
    Ok(Json(client.desk.photo(id.into()).await?.into()))
}

/// The picture, 480 × 617. The look is recorded.
#[utoipa::path(get, path = "/photos/{id}/review.jpg", params(("id" = Uuid, Path)), responses((status = 200, content_type = "image/jpeg", body = Vec<u8>), Problems))]
pub(super) async fn review_jpg(client: Client, Path(id): Path<Uuid>) -> Result<Response, Refusal> {
    let picture = client.desk.photo_file(id.into(), FileKind::Review).await?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], picture).into_response())
}

/// Approves.
#[utoipa::path(put, path = "/photos/{id}/approval", params(Once, ("id" = Uuid, Path)), request_body = Decision, responses((status = 200, body = Made), Problems))]
pub(super) async fn approve(client: Client, Path(id): Path<Uuid>, Sent(decision): Sent<Decision>) -> Answer<Made> {
    let id = client.desk.approve_photo(id.into(), decision.version).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}

/// Takes an approval back, while nothing is printed.
#[utoipa::path(delete, path = "/photos/{id}/approval", params(Once, Undo, ("id" = Uuid, Path)), responses((status = 200, body = Made), Problems))]
pub(super) async fn undo_approval(client: Client, Path(id): Path<Uuid>, Query(undo): Query<Undo>) -> Answer<Made> {
    let id = client.desk.undo_review(id.into(), undo.version).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}

/// Rejects, with a reason.
#[utoipa::path(put, path = "/photos/{id}/rejection", params(Once, ("id" = Uuid, Path)), request_body = Rejection, responses((status = 200, body = Made), Problems))]
pub(super) async fn reject(client: Client, Path(id): Path<Uuid>, Sent(rejection): Sent<Rejection>) -> Answer<Made> {
    let id =
        client.desk.reject_photo(id.into(), rejection.version, &rejection.reason, &rejection.note).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}

/// Takes a rejection back.
#[utoipa::path(delete, path = "/photos/{id}/rejection", params(Once, Undo, ("id" = Uuid, Path)), responses((status = 200, body = Made), Problems))]
pub(super) async fn undo_rejection(client: Client, Path(id): Path<Uuid>, Query(undo): Query<Undo>) -> Answer<Made> {
    let id = client.desk.undo_review(id.into(), undo.version).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}
