//! The demo's mailbox: the letters that would have been sent. Not there where letters really leave.

use askama::Template;
use axum::response::IntoResponse;
use i18n_embed_fl::fl;

use super::{Answer, not_found};
use crate::{formats, frame::Frame, refusal::page, visitor::Guest};

#[derive(Template)]
#[template(path = "session/mailbox.html")]
struct MailboxPage {
    frame: Frame,
    letters: Vec<Letter>,
}

struct Letter {
    to: String,
    subject: String,
    /// The text's lines; those that are links of ours are shown as links.
    lines: Vec<Line>,
    at: String,
}

enum Line {
    Text(String),
    Link(String),
}

/// The newest letters first.
pub async fn show(guest: Guest) -> Answer {
    if !guest.app.settings().demo {
        return Ok(not_found().await.into_response());
    }
    let base = guest.app.settings().public_url.clone();
    let line = |text: &str| match text.trim().strip_prefix(&base) {
        Some(path) if path.starts_with('/') => Line::Link(path.to_owned()),
        _ => Line::Text(text.to_owned()),
    };
    let letters = guest.app.office().mailbox().await?.into_iter().take(100);
    let letters = letters.map(|letter| Letter {
        lines: letter.text.lines().map(line).collect(),
        to: letter.to,
        subject: letter.subject,
        at: formats::short_moment(letter.at),
    });
    Ok(page(&MailboxPage { frame: guest.frame(), letters: letters.collect() }))
}
