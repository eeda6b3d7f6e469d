//! What will be erased soon, for how long it was kept, and the receipts of what was erased.

use askama::Template;
use i18n_embed_fl::fl;
use office::keep::{DueSoon, Going, PREVIEW_DAYS, Receipt};

use super::{Answer, audit::words_of};
use crate::{formats, frame::Frame, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "retention/show.html")]
struct RetentionPage {
    frame: Frame,
    ahead: i64,
    due: Vec<Line>,
    receipts: Vec<Line>,
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
    }
}

/// What goes, and what went.
pub async fn show(staff: Staff) -> Answer {
    let t = staff.t();
    let retention = staff.desk.retention().await?;
    let due = |DueSoon { on, what, count }| Line {
        on: formats::short_day(on),
        what: going_words(t, what),
        days: Some(what.days()),
        count,
    };
    let receipt = |Receipt { on, what, count }| Line {
        on: formats::short_day(on),
        what: words_of(t, "audit-what", &what),
        days: None,
        count,
    };
    Ok(page(&RetentionPage {
        frame: staff.frame("school").await?,
        ahead: PREVIEW_DAYS,
        due: retention.due.into_iter().map(due).collect(),
        receipts: retention.receipts.into_iter().map(receipt).collect(),
    }))
}
