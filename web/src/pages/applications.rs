//! Applications for duplicates and exchanges: how far each has come, and that a fee was paid.

use askama::Template;
use axum::{Form, http::StatusCode};
use i18n_embed_fl::fl;
use office::{
    Conflict, Refused,
    application::{ApplicationRecord, Stage, Transfer},
};
use school::{ApplicationId, application::written, card::Succession, permission::Permission};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    Answer, again,
    card_life::{cause_words, way_words},
    go,
    language::local,
};
use crate::{
    address::Path, formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words,
};

#[derive(Template)]
#[template(path = "applications/list.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<ApplicationLine>,
    may_pay: bool,
    today: String,
    errors: Errors,
    /// The application about which something was wrong.
    about: String,
    /// What was typed there.
    typed: String,
}

/// An application as pages show it.
pub(super) struct ApplicationLine {
    pub(super) id: String,
    pub(super) card: String,
    pub(super) number: String,
    pub(super) pupil: String,
    pub(super) name: String,
    pub(super) class: String,
    pub(super) kind: String,
    pub(super) ground: String,
    pub(super) applicant: String,
    pub(super) applied_on: String,
    /// "9,00"; empty if it costs nothing.
    pub(super) fee: String,
    pub(super) paid_on: String,
    pub(super) declared: bool,
    /// Address and number of the new card.
    pub(super) successor: Option<(String, String)>,
    /// Class, icon and words of how far it has come.
    pub(super) stage: (&'static str, &'static str, String),
    /// Is the fee still to be paid?
    pub(super) unpaid: bool,
    pub(super) transfer: Option<Transfer>,
    pub(super) version: i64,
}

/// What the application is for, in words.
pub(super) fn succession_words(t: Words, succession: Succession) -> String {
    match succession {
        Succession::Duplicate => fl!(t, "succession-duplicate"),
        Succession::Exchange => fl!(t, "succession-exchange"),
    }
}

fn stage_words(t: Words, stage: Stage) -> (&'static str, &'static str, String) {
    match stage {
        Stage::Unpaid => ("wait", "clock", fl!(t, "application-unpaid")),
        Stage::ToPrint => ("", "print", fl!(t, "application-to-print")),
        Stage::Printing => ("", "print", fl!(t, "application-printing")),
        Stage::ToCollect => ("wait", "card", fl!(t, "application-to-collect")),
        Stage::Done => ("done", "check", fl!(t, "application-done")),
    }
}

/// An application in words; how to pay is added for those who look at it alone.
pub(super) fn line(t: Words, record: ApplicationRecord, transfer: Option<Transfer>) -> ApplicationLine {
    ApplicationLine {
        id: record.id.to_string(),
        card: record.card.to_string(),
        number: record.number,
        pupil: record.pupil.to_string(),
        name: record.name,
        class: record.class,
        kind: succession_words(t, record.succession),
        ground: cause_words(t, record.ground),
        applicant: format!("{}, {}", record.applicant, way_words(t, record.way)),
        applied_on: formats::day(t, record.applied_on),
        fee: if record.fee == 0 { String::new() } else { written(record.fee) },
        paid_on: record.paid_on.map(|on| formats::day(t, on)).unwrap_or_default(),
        declared: record.declared,
        successor: record.successor.map(|(card, number)| (format!("/cards/{card}"), number)),
        stage: stage_words(t, record.stage),
        unpaid: record.stage == Stage::Unpaid,
        transfer,
        version: record.version,
    }
}

async fn list_page(staff: &Staff, about: String, typed: String, errors: Errors) -> Result<ListPage, Refused> {
    let t = staff.t();
    let lines = staff.desk.applications().await?.into_iter().map(|record| line(t, record, None)).collect();
    let mut frame = staff.frame("print").await?;
    frame.title_error = errors.any();
    let (may_pay, today) = (staff.desk.may(Permission::HandOutCards), staff.desk.today().to_string());
    Ok(ListPage { frame, lines, may_pay, today, errors, about, typed })
}

/// Every application, the newest first.
pub async fn list(staff: Staff) -> Answer {
    Ok(page(&list_page(&staff, String::new(), String::new(), Errors::default()).await?))
}

/// What the form of a payment sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    version: i64,
    on: String,
    /// The page of the form, if it is not the list.
    back: String,
}

/// Notes that a fee was paid. What cannot be taken is told above the list.
pub async fn pay(staff: Staff, Path(id): Path<Uuid>, Form(typed): Form<Typed>) -> Answer {
    let id = ApplicationId(id);
    let (status, errors) = match staff.desk.pay_application(id, typed.version, &typed.on).await.or_done() {
        Ok(_) => return Ok(go(if typed.back.is_empty() { "/applications" } else { local(&typed.back) })),
        Err(Refused::Invalid(errors)) => {
            let errors = Errors::labelled(staff.t(), &errors, &[("on", fl!(staff.t(), "application-paid-on"))]);
            (StatusCode::UNPROCESSABLE_ENTITY, errors)
        }
        Err(Refused::Conflict(conflict @ Conflict::Changed)) => {
            (StatusCode::CONFLICT, Errors::overtaken(staff.t(), &conflict))
        }
        Err(refused) => return Err(refused.into()),
    };
    let mut list = list_page(&staff, id.to_string(), typed.on, errors).await?;
    "/applications".clone_into(&mut list.frame.path); // this address has no page to come back to
    Ok(again(status, &list))
}
