//! What will be erased soon, for how long it was kept, the receipts of what was erased, and for how long the school
//! keeps the originals of approved photos.

use askama::Template;
use axum::Form;
use i18n_embed_fl::fl;
use office::{
    Refused,
    keep::{DueSoon, Going, PREVIEW_DAYS, Receipt, SOURCE_DAYS},
};
use school::permission::Permission;
use serde::Deserialize;

use super::{Answer, audit::words_of, go, unprocessable};
use crate::{formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "retention/show.html")]
struct RetentionPage {
    frame: Frame,
    ahead: i64,
    due: Vec<Line>,
    receipts: Vec<Line>,
    /// For how many days originals are kept, as it is or as it was typed.
    source_days: String,
    least: u32,
    most: u32,
    errors: Errors,
    saved: bool,
    may_change: bool,
}

struct Line {
    on: String,
    what: String,
    /// For how many days it is kept; none of a receipt.
    days: Option<i64>,
    count: u32,
}

fn going_words(t: Words, what: Going) -> String {
    match what {
        Going::Draft => fl!(t, "retention-draft"),
        Going::Pictures => fl!(t, "retention-pictures"),
        Going::Source => fl!(t, "retention-source"),
        Going::Left => fl!(t, "retention-left"),
        Going::ClassList => fl!(t, "retention-class-list"),
        Going::Pack => fl!(t, "retention-pack"),
        Going::Invitation => fl!(t, "retention-invitation"),
        Going::Message => fl!(t, "retention-message"),
        Going::MessageOfWhoLeft => fl!(t, "retention-message-left"),
        Going::Link => fl!(t, "retention-link"),
        Going::Export => fl!(t, "retention-export"),
    }
}

/// What goes, and what went.
pub async fn show(staff: Staff) -> Answer {
    Ok(page(&retention_page(&staff, None, Errors::default()).await?))
}

/// For how many days.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Sources {
    days: String,
}

/// Keeps originals longer or shorter from now on.
pub async fn keep_sources(staff: Staff, Form(typed): Form<Sources>) -> Answer {
    match staff.desk.keep_sources(&typed.days).await.or_done() {
        Ok(_) => Ok(go("/school/retention?saved")),
        Err(Refused::Invalid(errors)) => {
            let t = staff.t();
            let errors = Errors::labelled(t, &errors, &[("days", fl!(t, "retention-sources-days"))]);
            Ok(unprocessable(&retention_page(&staff, Some(typed.days), errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

async fn retention_page(staff: &Staff, typed: Option<String>, errors: Errors) -> Result<RetentionPage, Refused> {
    let t = staff.t();
    let retention = staff.desk.retention().await?;
    let source_days = retention.source_days;
    let due = |DueSoon { on, what, count }| Line {
        on: formats::short_day(on),
        what: going_words(t, what),
        days: Some(what.days(source_days)),
        count,
    };
    let receipt = |Receipt { on, what, count }| Line {
        on: formats::short_day(on),
        what: words_of(t, "audit-what", &what),
        days: None,
        count,
    };
    let mut frame = staff.frame("school").await?;
    frame.title_error = errors.any();
    Ok(RetentionPage {
        frame,
        ahead: PREVIEW_DAYS,
        due: retention.due.into_iter().map(due).collect(),
        receipts: retention.receipts.into_iter().map(receipt).collect(),
        source_days: typed.unwrap_or_else(|| source_days.to_string()),
        least: *SOURCE_DAYS.start(),
        most: *SOURCE_DAYS.end(),
        errors,
        saved: staff.guest.path.ends_with("?saved"),
        may_change: staff.desk.may(Permission::ManageSchool),
    })
}
