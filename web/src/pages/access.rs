//! Who asked to look into the school from outside: the school's answer, and ending a grant.

use askama::Template;
use axum::Form;
use i18n_embed_fl::fl;
use office::access::AccessRow;
use school::{AccessId, access::AccessState};
use uuid::Uuid;

use super::{Answer, go, staff::Version};
use crate::{address::Path, formats, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "access/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
}

struct Row {
    id: Uuid,
    operator: String,
    reason: String,
    asked: String,
    hours: String,
    state: String,
    by: String,
    waits: bool,
    runs: bool,
    version: i64,
}

/// How a request stands, in words.
pub(super) fn state_words(t: Words, state: AccessState, ends_at: Option<jiff::Timestamp>, runs: bool) -> String {
    let at = ends_at.map(formats::short_moment).unwrap_or_default();
    match state {
        AccessState::Asked => fl!(t, "grant-asked"),
        AccessState::Granted if runs => fl!(t, "grant-runs", at = at),
        AccessState::Granted => fl!(t, "grant-over", at = at),
        AccessState::Refused => fl!(t, "grant-refused"),
        AccessState::Ended => fl!(t, "grant-ended", at = at),
    }
}

fn row(t: Words, row: AccessRow) -> Row {
    Row {
        id: row.id.0,
        state: state_words(t, row.state, row.ends_at, row.runs),
        asked: formats::short_moment(row.asked_at),
        hours: fl!(t, "grant-hours-count", count = row.hours),
        operator: row.operator,
        reason: row.reason,
        by: row.decided_by.unwrap_or_default(),
        waits: row.state == AccessState::Asked,
        runs: row.runs,
        version: row.version,
    }
}

/// Every request, newest first.
pub async fn list(staff: Staff) -> Answer {
    let rows = staff.desk.access_requests().await?.into_iter().map(|found| row(staff.t(), found)).collect();
    Ok(page(&ListPage { frame: staff.frame("access").await?, rows }))
}

/// Lets them look in.
pub async fn grant(staff: Staff, Path(id): Path<Uuid>, Form(form): Form<Version>) -> Answer {
    staff.desk.grant_access(AccessId(id), form.version).await.or_done()?;
    Ok(go("/school/access"))
}

/// Says no.
pub async fn refuse(staff: Staff, Path(id): Path<Uuid>, Form(form): Form<Version>) -> Answer {
    staff.desk.refuse_access(AccessId(id), form.version).await.or_done()?;
    Ok(go("/school/access"))
}

/// Ends a grant before its time.
pub async fn end(staff: Staff, Path(id): Path<Uuid>, Form(form): Form<Version>) -> Answer {
    staff.desk.end_access(AccessId(id), form.version).await.or_done()?;
    Ok(go("/school/access"))
}
