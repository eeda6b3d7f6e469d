//! Requests to take something out about many pupils: the list, a second person's yes or no, the file.

use askama::Template;
use axum::response::Response;
use i18n_embed_fl::fl;
use office::export::{Export, ExportRow, ExportState};
use school::{permission::Permission, pupil::Listed, year::SchoolYear};
use uuid::Uuid;

use super::{Answer, csv, go, pdf, pupils::listed_text, xlsx};
use crate::{address::Path, formats, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "exports/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    may_list: bool,
}

struct Row {
    id: Uuid,
    what: String,
    pupils: u32,
    reason: String,
    by: String,
    requested: String,
    until: String,
    state: Status,
    decided_by: Option<String>,
    may_decide: bool,
    may_take: bool,
}

/// Where a request stands, for `ui::status`.
struct Status {
    kind: &'static str,
    icon: &'static str,
    text: String,
}

/// What is wanted, in words.
fn what(t: Words, row: &ExportRow) -> String {
    match &row.export {
        Export::AuditLog { from, until, .. } => {
            let day =
                |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok()).map(formats::short_day);
            let days = [day(from).unwrap_or_default(), day(until).unwrap_or_default()].join(" – ");
            if days == " – " { fl!(t, "exports-audit-log") } else { fl!(t, "exports-audit-days", days = days) }
        }
        Export::Sio { .. } => fl!(t, "exports-sio"),
        Export::Register { year } => fl!(t, "exports-register", year = SchoolYear(*year).label()),
        Export::Pupils { listed, pesel, .. } => {
            let class = row.class.as_ref().map(|name| fl!(t, "exports-class", name = name.clone()));
            let listed = listed.parse::<Listed>().ok().filter(|listed| *listed != Listed::Attending);
            let pesel = if *pesel { fl!(t, "exports-with-pesel") } else { fl!(t, "exports-without-pesel") };
            let parts = [class, listed.map(|listed| listed_text(t, listed)), Some(pesel)];
            let parts: Vec<String> =
                [fl!(t, "exports-pupils")].into_iter().chain(parts.into_iter().flatten()).collect();
            parts.join(", ")
        }
    }
}

fn status(t: Words, state: ExportState) -> Status {
    let (kind, icon, text) = match state {
        ExportState::Waiting => ("wait", "clock", fl!(t, "exports-waiting")),
        ExportState::Approved => ("done", "check", fl!(t, "exports-approved")),
        ExportState::Refused => ("bad", "x", fl!(t, "exports-refused")),
        ExportState::Taken => ("", "download", fl!(t, "exports-taken")),
        ExportState::Over => ("", "clock", fl!(t, "exports-over")),
    };
    Status { kind, icon, text }
}

fn row(t: Words, row: ExportRow) -> Row {
    Row {
        id: row.id,
        what: what(t, &row),
        pupils: row.pupils,
        reason: row.reason,
        by: row.by,
        requested: formats::short_moment(row.requested_at),
        until: formats::short_moment(row.ends_at),
        state: status(t, row.state),
        decided_by: row.decided_by,
        may_decide: row.may_decide,
        may_take: row.may_take,
    }
}

/// What waits, and what became of the others.
pub async fn list(staff: Staff) -> Answer {
    let t = staff.t();
    let rows = staff.desk.exports().await?.into_iter().map(|export| row(t, export)).collect();
    let may_list = staff.desk.may(Permission::ExportPupils);
    Ok(page(&ListPage { frame: staff.frame("pupils").await?, rows, may_list }))
}

/// A second person's yes.
pub async fn approve(staff: Staff, Path(id): Path<Uuid>) -> Answer {
    staff.desk.approve_export(id).await.or_done()?;
    Ok(go("/exports"))
}

/// A second person's no.
pub async fn refuse(staff: Staff, Path(id): Path<Uuid>) -> Answer {
    staff.desk.refuse_export(id).await.or_done()?;
    Ok(go("/exports"))
}

/// The file, this once.
pub async fn take(staff: Staff, Path(id): Path<Uuid>) -> Answer {
    let (export, bytes) = staff.desk.take_export(id).await?;
    Ok(file(&export, bytes))
}

/// The file under its name.
pub(super) fn file(export: &Export, bytes: Vec<u8>) -> Response {
    match export {
        Export::Pupils { workbook: true, .. } => xlsx("uczniowie.xlsx", bytes),
        Export::Pupils { .. } => csv("uczniowie.csv", bytes),
        Export::AuditLog { workbook: true, .. } => xlsx("dziennik.xlsx", bytes),
        Export::AuditLog { .. } => csv("dziennik.csv", bytes),
        Export::Sio { .. } => csv("sio-legitymacje.csv", bytes),
        Export::Register { year } => pdf(&format!("ewidencja-{year}.pdf"), bytes),
    }
}
