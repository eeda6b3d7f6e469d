//! What a family was told.

use axum::Json;
use office::message::MessageRow;
use school::photo::Reason;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Answer, Made, Once, Problems};
use crate::{address::Path, once::OrDone, visitor::Family};

/// A message.
#[derive(Serialize, ToSchema)]
pub(super) struct Message {
    id: Uuid,
    /// About whom.
    pupil: Uuid,
    name: String,
    /// photo_approved, photo_rejected, review_undone, photo_reminder, card_printed or card_issued
    kind: &'static str,
    /// The reason's code, if a photo was rejected.
    reason: Option<&'static str>,
    /// What the secretary wrote.
    note: Option<String>,
    /// RFC 3339
    at: String,
    unread: bool,
}

impl From<MessageRow> for Message {
    fn from(row: MessageRow) -> Self {
        Self {
            id: row.id.into(),
            pupil: row.pupil.into(),
            name: row.name,
            kind: row.kind.code(),
            reason: row.reason.map(Reason::code),
            note: row.note,
            at: row.at.to_string(),
            unread: row.unread,
        }
    }
}

/// Every message, newest first.
#[utoipa::path(get, path = "/messages", tag = "family", security(("session" = [])), responses((status = 200, body = Vec<Message>), Problems))]
pub(super) async fn list(family: Family) -> Answer<Vec<Message>> {
    Ok(Json(family.desk.messages().await?.into_iter().map(Message::from).collect()))
}

/// Notes that a message was read.
#[utoipa::path(put, path = "/messages/{id}/reading", tag = "family", security(("session" = [])), params(Once, ("id" = Uuid, Path)), responses((status = 200, body = Made), Problems))]
pub(super) async fn read(family: Family, Path(id): Path<Uuid>) -> Answer<Made> {
    let id = family.desk.read_message(id.into()).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}
