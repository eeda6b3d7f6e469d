//! One pupil's mLegitymacja: the checklist, the objection, the next step, a lost device, and what was.

use askama::Template;
use axum::{Form, http::StatusCode};
use i18n_embed_fl::fl;
use office::{
    Conflict, FieldError, Refused,
    state_mobile_id::{Declare, Noted, SioRecord},
};
use school::{
    PupilId,
    law::{entitlement::Claim, mobile::State},
    permission::Permission,
    state_mobile_id::Scope,
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    ObjectionLine, PupilLine, TaskLine, objection_line, pupil_line, reason_words, scope_words, state_words, task_line,
};
use crate::{
    address::Path,
    formats,
    forms::Errors,
    frame::Frame,
    once::OrDone,
    pages::{Answer, again, go},
    refusal::page,
    visitor::Staff,
    words::Words,
};

#[derive(Template)]
#[template(path = "sio/pupil.html")]
struct PupilPage {
    frame: Frame,
    id: PupilId,
    line: PupilLine,
    /// By which rule, and what it says.
    claim: String,
    basis: &'static str,
    /// How long a code lives, in minutes.
    code: Option<String>,
    noted: Vec<String>,
    tasks: Vec<TaskLine>,
    objections: Vec<ObjectionLine>,
    /// What comes next: its code, its words, the version.
    next: Option<(&'static str, String, i64)>,
    may_lose: bool,
    may_object: bool,
    /// The version of the objection that can be withdrawn.
    withdraw: Option<i64>,
    scopes: Vec<(String, String)>,
    form: Declare,
    errors: Errors,
}

/// By what right, in words.
fn claim_words(t: Words, record: &SioRecord) -> String {
    match record.line.claim {
        Some(Claim::Must) if record.line.of_age => fl!(t, "sio-claim-adult"),
        Some(Claim::Must) => fl!(t, "sio-claim-minor"),
        Some(Claim::Objected) => fl!(t, "sio-claim-objected"),
        Some(Claim::OnApplication | Claim::Allowed) => fl!(t, "sio-claim-application"),
        Some(Claim::Never) | None => fl!(t, "sio-claim-never"),
    }
}

fn noted_words(t: Words, noted: &Noted) -> String {
    let ended = noted.ended.map(|(on, reason)| {
        format!("{} {} ({})", state_words(t, noted.state), formats::short_day(on), reason_words(t, reason))
    });
    let steps = [
        Some(fl!(t, "sio-card", number = noted.number.clone())),
        Some(format!("{} {}", fl!(t, "sio-state-registered"), formats::short_day(noted.registered_on))),
        noted.code_on.map(|on| format!("{} {}", fl!(t, "sio-state-code-available"), formats::short_day(on))),
        noted.active_on.map(|on| format!("{} {}", fl!(t, "sio-state-active"), formats::short_day(on))),
        ended,
    ];
    steps.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

async fn pupil_page(staff: &Staff, id: PupilId, typed: Option<Declare>, errors: Errors) -> Result<PupilPage, Refused> {
    let (t, desk) = (staff.t(), &staff.desk);
    let record = desk.sio_record(id).await?;
    let acts = desk.may(Permission::HandOutCards) && !record.gone;
    let live = record.noted.first().filter(|noted| noted.ended.is_none());
    let next = live.and_then(|noted| match noted.state {
        State::Registered => Some((State::CodeAvailable, noted.version)),
        State::CodeAvailable => Some((State::Active, noted.version)),
        _ => None,
    });
    let standing = record.objections.iter().find(|objection| objection.withdrawn.is_none());
    let mut frame = staff.frame("print").await?;
    frame.title_error = errors.any();
    let fresh =
        || Declare { scope: Scope::Document.code().to_owned(), on: desk.today().to_string(), by: String::new() };
    Ok(PupilPage {
        frame,
        id,
        line: pupil_line(t, &record.line),
        claim: claim_words(t, &record),
        basis: record.basis.unwrap_or_default(),
        code: record.code.map(|code| (code.lasts.as_secs() / 60).to_string()),
        noted: record.noted.iter().map(|noted| noted_words(t, noted)).collect(),
        next: next.filter(|_| acts).map(|(state, version)| (state.code(), state_words(t, state), version)),
        may_lose: acts && live.is_some(),
        may_object: acts && standing.is_none() && !record.line.of_age && record.line.claim != Some(Claim::Never),
        withdraw: standing.filter(|_| acts).map(|objection| objection.version),
        tasks: record.tasks.into_iter().map(|task| task_line(t, task)).collect(),
        objections: record.objections.into_iter().map(|objection| objection_line(t, objection)).collect(),
        scopes: Scope::ALL.iter().map(|scope| (scope.code().to_owned(), scope_words(t, *scope))).collect(),
        form: typed.unwrap_or_else(fresh),
        errors,
    })
}

/// All about a pupil's mLegitymacja.
pub async fn show(staff: Staff, Path(id): Path<Uuid>) -> Answer {
    Ok(page(&pupil_page(&staff, PupilId(id), None, Errors::default()).await?))
}

/// What the forms of the page send.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    version: i64,
    reached: String,
    scope: String,
    on: String,
    by: String,
}

impl Typed {
    fn declare(self) -> Declare {
        Declare { scope: self.scope, on: self.on, by: self.by }
    }
}

/// The page again after it was carried out, or with why it was not.
async fn answer(staff: &Staff, id: PupilId, done: Result<PupilId, Refused>, typed: Option<Declare>) -> Answer {
    let t = staff.t();
    let (status, errors) = match done.or_done() {
        Ok(id) => return Ok(go(&format!("/pupils/{id}/sio"))),
        Err(Refused::Invalid(problems)) => (StatusCode::UNPROCESSABLE_ENTITY, labelled(t, &problems)),
        Err(Refused::Conflict(conflict @ Conflict::Changed)) => (StatusCode::CONFLICT, Errors::overtaken(t, &conflict)),
        Err(refused) => return Err(refused.into()),
    };
    let mut again_so = pupil_page(staff, id, typed, errors).await?;
    again_so.frame.path = format!("/pupils/{id}/sio"); // this address has no page to come back to
    Ok(again(status, &again_so))
}

fn labelled(t: Words, problems: &[FieldError]) -> Errors {
    let own = [
        ("scope", fl!(t, "objection-scope")),
        ("on", fl!(t, "objection-on")),
        ("by", fl!(t, "objection-by")),
        ("state", fl!(t, "sio-state")),
    ];
    Errors::labelled(t, problems, &own)
}

/// Notes that a code can be fetched, or that it is on a device.
pub async fn move_on(staff: Staff, Path(id): Path<Uuid>, Form(typed): Form<Typed>) -> Answer {
    let id = PupilId(id);
    let done = staff.desk.move_mlegitymacja(id, typed.version, &typed.reached).await;
    answer(&staff, id, done, None).await
}

/// Notes that a device was lost.
pub async fn lose_device(staff: Staff, Path(id): Path<Uuid>) -> Answer {
    let id = PupilId(id);
    let done = staff.desk.device_lost(id).await;
    answer(&staff, id, done, None).await
}

/// Writes an objection down.
pub async fn object(staff: Staff, Path(id): Path<Uuid>, Form(typed): Form<Typed>) -> Answer {
    let (id, form) = (PupilId(id), typed.declare());
    let done = staff.desk.note_objection(id, &form).await;
    answer(&staff, id, done, Some(form)).await
}

/// Writes down that it was withdrawn.
pub async fn withdraw(staff: Staff, Path(id): Path<Uuid>, Form(typed): Form<Typed>) -> Answer {
    let (id, version) = (PupilId(id), typed.version);
    let form = typed.declare();
    let done = staff.desk.withdraw_objection(id, version, &form).await;
    answer(&staff, id, done, Some(form)).await
}
