//! The audit log as it is read.

use askama::Template;
use axum::extract::Query;
use i18n_embed_fl::fl;
use school::person::Role;
use serde::Deserialize;

use super::{Answer, staff::role_words};
use crate::{formats, frame::Frame, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "audit/list.html")]
struct LogPage {
    frame: Frame,
    rows: Vec<Row>,
    older: Option<String>,
}

struct Row {
    seq: i64,
    at: String,
    by: String,
    role: String,
    verb: String,
    particulars: String,
}

/// From where on.
#[derive(Deserialize)]
pub struct From {
    before: Option<i64>,
}

/// What happened, in words; a verb without words is shown as it is written.
fn verb_words(t: Words, verb: &str) -> String {
    let message = format!("event-{}", verb.replace(['.', '_'], "-"));
    if t.has(&message) { t.get(&message) } else { verb.to_owned() }
}

/// A hundred entries, newest first.
pub async fn list(staff: Staff, Query(from): Query<From>) -> Answer {
    let t = staff.t();
    let found = staff.desk.audit_log(from.before).await?;
    let older = found.last().filter(|row| row.seq > 1).map(|row| format!("/audit-log?before={}", row.seq));
    let rows = found.into_iter().map(|row| Row {
        seq: row.seq,
        at: formats::short_moment(row.at),
        by: row.by.unwrap_or_else(|| fl!(t, "audit-program")),
        role: row.role.parse::<Role>().map_or_else(|_| "–".to_owned(), |role| role_words(t, role)),
        verb: verb_words(t, &row.verb),
        particulars: row
            .particulars
            .into_iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect::<Vec<_>>()
            .join(", "),
    });
    Ok(page(&LogPage { frame: staff.frame("audit").await?, rows: rows.collect(), older }))
}
