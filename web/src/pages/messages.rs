//! What a family was told, and going to what it is about. Going there notes that the message was read.

use askama::Template;
use axum::{Form, extract::Path};
use i18n_embed_fl::fl;
use office::{
    Refused,
    message::{MessageKind, MessageRow},
};
use school::{PupilId, photo::Reason};
use serde::Deserialize;

use super::{
    Answer, go,
    photo::{known, reason_fix, reason_text},
};
use crate::{formats, frame::Frame, once::OrDone, refusal::page, visitor::Family, words::Words};

#[derive(Template)]
#[template(path = "messages/list.html")]
struct MessagesPage {
    frame: Frame,
    messages: Vec<Message>,
}

/// A message in words.
pub(super) struct Message {
    pub(super) id: String,
    pub(super) pupil: String,
    pub(super) title: String,
    pub(super) text: String,
    /// What the secretary wrote.
    pub(super) note: String,
    pub(super) iso: String,
    pub(super) at: String,
    pub(super) unread: bool,
}

/// Finds the words of a message.
pub(super) fn message(t: Words, row: MessageRow) -> Message {
    let name = row.name;
    let (title, text) = match row.kind {
        MessageKind::PhotoApproved => (fl!(t, "message-approved", name = name), fl!(t, "message-approved-text")),
        MessageKind::PhotoRejected => (fl!(t, "message-rejected", name = name), rejected(t, row.reason)),
        MessageKind::ReviewUndone => (fl!(t, "message-undone", name = name), fl!(t, "message-undone-text")),
        MessageKind::PhotoReminder => (fl!(t, "message-reminder", name = name), fl!(t, "message-reminder-text")),
        MessageKind::CardPrinted => (fl!(t, "message-printed", name = name), fl!(t, "message-printed-text")),
        MessageKind::CardIssued => (fl!(t, "message-issued", name = name), fl!(t, "message-issued-text")),
    };
    Message {
        id: row.id.to_string(),
        pupil: row.pupil.to_string(),
        title,
        text,
        note: row.note.unwrap_or_default(),
        iso: formats::iso(row.at),
        at: formats::moment(t, row.at),
        unread: row.unread,
    }
}

fn rejected(t: Words, reason: Option<Reason>) -> String {
    let reason = reason.unwrap_or(Reason::Other);
    format!("{}. {}", reason_text(t, reason), reason_fix(t, reason))
}

/// Every message, the newest first.
pub async fn list(family: Family) -> Answer {
    let rows = family.desk.messages().await?;
    let messages = rows.into_iter().map(|row| message(family.t(), row)).collect();
    Ok(page(&MessagesPage { frame: family.frame("messages").await?, messages }))
}

/// Where to go from a message.
#[derive(Deserialize)]
pub struct About {
    #[serde(default)]
    pupil: String,
}

/// Notes that a message was read and goes to the photo it is about.
pub async fn read(family: Family, Path(id): Path<String>, Form(about): Form<About>) -> Answer {
    family.desk.read_message(known(&id)?).await.or_done()?;
    match known::<PupilId>(&about.pupil) {
        Ok(pupil) => Ok(go(&format!("/pupils/{pupil}/photo"))),
        Err(Refused::NotFound) => Ok(go("/messages")),
        Err(refused) => Err(refused.into()),
    }
}
