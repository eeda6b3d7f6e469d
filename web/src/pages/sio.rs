//! The state's mLegitymacja, as far as it is the school's work: what is to be done in SIO, who is due one and what is
//! missing, the register of objections. Every page says whose document it is.

mod files;
mod pupil;

use askama::Template;
use axum::{Form, extract::Query};
use i18n_embed_fl::fl;
use office::state_mobile_id::{Objection, SioLine, SioTask};
use school::{
    ClassId, PupilId, SioTaskId,
    law::mobile::State,
    permission::Permission,
    state_mobile_id::{Deed, Reason, Scope},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{Answer, classes::class_options, go, photo::known};
use crate::{
    address::Path,
    formats,
    frame::Frame,
    once::OrDone,
    refusal::page,
    visitor::{Guest, Staff},
    words::Words,
};

pub use files::{compare, comparison, export, take_export};
pub use pupil::{lose_device, move_on, object, show, withdraw};

#[derive(Template)]
#[template(path = "sio/list.html")]
struct ListPage {
    frame: Frame,
    open: Vec<TaskLine>,
    done: Vec<TaskLine>,
    /// What stands there several times: its code, its words, how often.
    several: Vec<(&'static str, String, usize)>,
    classes: Vec<(String, String)>,
    class: String,
    /// Each state with the number of those who stand so.
    states: Vec<(String, usize)>,
    lines: Vec<PupilLine>,
    may_do: bool,
    may_export: bool,
}

/// Something to be done, as pages show it.
struct TaskLine {
    id: SioTaskId,
    pupil: PupilId,
    name: String,
    class: String,
    /// What is to be done.
    deed: String,
    /// Why, since when, about which card.
    detail: String,
    open: bool,
    /// Who did it, and when; empty if nobody did.
    done: String,
}

/// A pupil with what there is and what is missing.
struct PupilLine {
    pupil: PupilId,
    name: String,
    class: String,
    /// Class, icon and words of how far it has come.
    state: Status,
    checks: Vec<Check>,
}

/// For `ui::status`.
struct Status {
    kind: &'static str,
    icon: &'static str,
    text: String,
}

/// A line of the checklist.
struct Check {
    good: bool,
    text: String,
}

/// How far an mLegitymacja has come, in words.
fn state_words(t: Words, state: State) -> String {
    match state {
        State::NotDue => fl!(t, "sio-state-not-due"),
        State::Objected => fl!(t, "sio-state-objected"),
        State::PendingPhoto => fl!(t, "sio-state-pending-photo"),
        State::Ready => fl!(t, "sio-state-ready"),
        State::Registered => fl!(t, "sio-state-registered"),
        State::CodeAvailable => fl!(t, "sio-state-code-available"),
        State::Active => fl!(t, "sio-state-active"),
        State::Invalid => fl!(t, "sio-state-invalid"),
        State::Reissued => fl!(t, "sio-state-reissued"),
    }
}

fn status(t: Words, state: State) -> Status {
    let (kind, icon) = match state {
        State::NotDue | State::Reissued => ("none", "circle"),
        State::Objected => ("none", "x"),
        State::PendingPhoto | State::Ready => ("wait", "clock"),
        State::Registered | State::CodeAvailable => ("", "card"),
        State::Active => ("done", "check"),
        State::Invalid => ("bad", "x"),
    };
    Status { kind, icon, text: state_words(t, state) }
}

/// What is to be done, in words.
fn deed_words(t: Words, deed: Deed, card_only: bool) -> String {
    match deed {
        Deed::Issue if card_only => fl!(t, "sio-deed-card"),
        Deed::Issue => fl!(t, "sio-deed-issue"),
        Deed::Reissue => fl!(t, "sio-deed-reissue"),
        Deed::Validity => fl!(t, "sio-deed-validity"),
        Deed::Invalidate => fl!(t, "sio-deed-invalidate"),
    }
}

/// What it came from, in words.
fn reason_words(t: Words, reason: Reason) -> String {
    match reason {
        Reason::Card => fl!(t, "sio-reason-card"),
        Reason::Renewal => fl!(t, "sio-reason-renewal"),
        Reason::RenewalUndone => fl!(t, "sio-reason-renewal-undone"),
        Reason::Lost => fl!(t, "sio-reason-lost"),
        Reason::Exchange => fl!(t, "sio-reason-exchange"),
        Reason::Name => fl!(t, "sio-reason-name"),
        Reason::Ruling => fl!(t, "sio-reason-ruling"),
        Reason::Device => fl!(t, "sio-reason-device"),
        Reason::Left => fl!(t, "sio-reason-left"),
        Reason::Returned => fl!(t, "sio-reason-returned"),
        Reason::Objection => fl!(t, "sio-reason-objection"),
        Reason::Withdrawn => fl!(t, "sio-reason-withdrawn"),
        Reason::Pesel => fl!(t, "sio-reason-pesel"),
    }
}

fn scope_words(t: Words, scope: Scope) -> String {
    match scope {
        Scope::Document => fl!(t, "objection-document"),
        Scope::Photo => fl!(t, "objection-photo"),
    }
}

fn task_line(t: Words, task: SioTask) -> TaskLine {
    let expires = task.expires.filter(|_| task.deed == Deed::Validity);
    let parts = [
        Some(reason_words(t, task.reason)),
        task.number.map(|number| fl!(t, "sio-card", number = number)),
        expires.map(|last| fl!(t, "sio-until", date = formats::short_day(last))),
        Some(formats::short_moment(task.since)),
    ];
    TaskLine {
        id: task.id,
        pupil: task.pupil,
        name: task.name,
        class: task.class,
        deed: deed_words(t, task.deed, task.card_only),
        detail: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        open: task.open,
        done: task.done.map(|(by, at)| format!("{by}, {}", formats::short_moment(at))).unwrap_or_default(),
    }
}

/// What there is and what is missing: PESEL, photo, card, no objection, SIO.
fn checks(t: Words, line: &SioLine) -> Vec<Check> {
    let check = |good, there: String, missing: String| Check { good, text: if good { there } else { missing } };
    let card = line.card.as_ref();
    let until = card.and_then(|(_, last, _)| *last).map(formats::short_day).unwrap_or_default();
    let number = card.map(|(number, ..)| number.clone()).unwrap_or_default();
    let valid = card.is_some_and(|(.., valid)| *valid);
    let objection = match line.objected_on {
        None => check(true, fl!(t, "sio-check-no-objection"), String::new()),
        Some(_) if line.of_age => check(true, fl!(t, "sio-check-of-age"), String::new()),
        Some(on) => check(false, String::new(), fl!(t, "sio-check-objection", date = formats::short_day(on))),
    };
    vec![
        check(line.pesel, fl!(t, "sio-check-pesel"), fl!(t, "sio-check-no-pesel")),
        check(line.photo, fl!(t, "sio-check-photo"), fl!(t, "sio-check-no-photo")),
        check(valid, fl!(t, "sio-check-card", number = number, date = until), fl!(t, "sio-check-no-card")),
        objection,
        check(line.entered && line.tasks == 0, fl!(t, "sio-check-sio"), fl!(t, "sio-check-no-sio")),
    ]
}

fn pupil_line(t: Words, line: &SioLine) -> PupilLine {
    PupilLine {
        pupil: line.pupil,
        name: line.name.clone(),
        class: line.class.clone(),
        state: status(t, line.state),
        checks: checks(t, line),
    }
}

/// Whom the list is about.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct ListQuery {
    class: String,
}

/// What is to be done in SIO, and everybody with what is missing.
pub async fn list(staff: Staff, Query(query): Query<ListQuery>) -> Answer {
    let t = staff.t();
    let (open, done) = staff.desk.sio_tasks().await?;
    let often = |deed: &Deed| open.iter().filter(|task| task.deed == *deed).count();
    let several = Deed::ALL.iter().map(|deed| (deed.code(), deed_words(t, *deed, false), often(deed)));
    let several: Vec<_> = several.filter(|(.., often)| *often > 1).collect();
    let class = if query.class.is_empty() { None } else { Some(known::<ClassId>(&query.class)?) };
    let lines = staff.desk.sio_lines(class).await?;
    let count = |state: &State| lines.iter().filter(|line| line.state == *state).count();
    let states = State::ALL.iter().map(|state| (state_words(t, *state), count(state)));
    let everybody = (String::new(), fl!(t, "photos-class-all"));
    let classes = class_options(t, &staff.desk.classes().await?);
    Ok(page(&ListPage {
        open: open.into_iter().map(|task| task_line(t, task)).collect(),
        done: done.into_iter().map(|task| task_line(t, task)).collect(),
        several,
        classes: [everybody].into_iter().chain(classes).collect(),
        class: query.class,
        states: states.filter(|(_, count)| *count > 0).collect(),
        lines: lines.iter().map(|line| pupil_line(t, line)).collect(),
        may_do: staff.desk.may(Permission::HandOutCards),
        may_export: staff.desk.may(Permission::ExportPupils) && staff.desk.may(Permission::RevealPesel),
        frame: staff.frame("print").await?,
    }))
}

/// What of the list was done, and how many tasks of that kind stood there.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct AllOf {
    deed: String,
    tasks: u32,
}

/// Ticks off every task of a kind, as after SIO has read the file.
pub async fn finish_all(staff: Staff, Form(typed): Form<AllOf>) -> Answer {
    staff.desk.finish_sio_tasks(&typed.deed, typed.tasks).await.or_done()?;
    Ok(go("/sio"))
}

/// Ticks off what was done in SIO.
pub async fn finish(staff: Staff, Path(id): Path<Uuid>) -> Answer {
    staff.desk.finish_sio_task(SioTaskId(id)).await.or_done()?;
    Ok(go("/sio"))
}

#[derive(Template)]
#[template(path = "sio/objections.html")]
struct ObjectionsPage {
    frame: Frame,
    rows: Vec<ObjectionLine>,
}

/// An objection, as pages show it.
struct ObjectionLine {
    pupil: PupilId,
    name: String,
    class: String,
    scope: String,
    declared: String,
    withdrawn: String,
    /// Whether it holds, and until when it can.
    state: Status,
}

fn objection_line(t: Words, objection: Objection) -> ObjectionLine {
    let said = |on, by: &str| format!("{}, {by}", formats::short_day(on));
    let until = formats::short_day(objection.of_age_on);
    let (kind, icon, text) = match (&objection.withdrawn, objection.holds) {
        (Some(_), _) => ("none", "undo", fl!(t, "objection-withdrawn")),
        (None, true) => ("wait", "check", fl!(t, "objection-holds", date = until)),
        (None, false) => ("none", "circle", fl!(t, "objection-over", date = until)),
    };
    ObjectionLine {
        pupil: objection.pupil,
        name: objection.name,
        class: objection.class,
        scope: scope_words(t, objection.scope),
        declared: said(objection.declared.0, &objection.declared.1),
        withdrawn: objection.withdrawn.map(|(on, by)| said(on, &by)).unwrap_or_default(),
        state: Status { kind, icon, text },
    }
}

/// The register of objections.
pub async fn objections(staff: Staff) -> Answer {
    let t = staff.t();
    let rows = staff.desk.objections().await?.into_iter().map(|objection| objection_line(t, objection)).collect();
    Ok(page(&ObjectionsPage { frame: staff.frame("print").await?, rows }))
}

#[derive(Template)]
#[template(path = "public/mlegitymacja.html")]
struct GuidePage {
    frame: Frame,
}

/// How a family gets the state's mLegitymacja: to be read and printed, in every language of the pages.
pub async fn guide(guest: Guest) -> Answer {
    Ok(page(&GuidePage { frame: guest.frame() }))
}
