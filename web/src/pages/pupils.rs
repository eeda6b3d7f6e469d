//! Pupils: the list with search (ux.md 2.5), adding one, the record.

mod add;
mod record;

pub use add::{add, new};
pub use record::{reveal, show};

use askama::Template;
use axum::extract::Query;
use i18n_embed_fl::fl;
use office::pupil::{PupilFilter, PupilRow};
use school::{ClassId, card::Standing, permission::Permission};
use serde::Deserialize;

use super::{Answer, classes::class_options, photo::shown_text};
use crate::{frame::Frame, refusal::page, visitor::Staff, words::Words};

/// Rows on one page.
const PAGE: usize = 50;

/// The most that the office gives.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "pupils/list.html")]
struct ListPage {
    frame: Frame,
    summary: String,
    classes: Vec<(String, String)>,
    class: String,
    search: String,
    rows: Vec<Row>,
    /// Are there more than the office gives?
    cut: bool,
    pages: Option<Pages>,
    filtered: bool,
    may_add: bool,
}

struct Row {
    href: String,
    name: String,
    class: String,
    identity: String,
    photo: &'static str,
    photo_text: String,
    card: Option<CardStatus>,
    guardians: u32,
}

/// Where a card stands, for `ui::status`.
struct CardStatus {
    kind: &'static str,
    icon: &'static str,
    text: String,
}

struct Pages {
    from: usize,
    to: usize,
    total: usize,
    previous: Option<String>,
    next: Option<String>,
}

/// What the address of the list says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct ListQuery {
    class: String,
    q: String,
    /// From 1.
    page: String,
}

impl ListQuery {
    fn class(&self) -> Option<ClassId> {
        self.class.parse().ok()
    }

    fn address(&self, page: usize) -> String {
        let class = self.class().map(|class| class.to_string()).unwrap_or_default();
        let fields = [("class", class.as_str()), ("q", self.q.trim()), ("page", &page.to_string())];
        format!("/pupils?{}", serde_urlencoded::to_string(fields).unwrap_or_default())
    }
}

/// Where a card stands today, in words.
fn card_status(t: Words, standing: Standing) -> CardStatus {
    let (kind, icon, text) = match standing {
        Standing::Valid => ("done", "check", fl!(t, "pupils-card-valid")),
        Standing::Expired => ("bad", "clock", fl!(t, "pupils-card-expired")),
        Standing::NotYetIssued => ("wait", "card", fl!(t, "pupils-card-not-issued")),
        Standing::Invalid => ("bad", "x", fl!(t, "pupils-card-invalid")),
    };
    CardStatus { kind, icon, text }
}

fn row(t: Words, row: PupilRow) -> Row {
    Row {
        href: format!("/pupils/{}", row.id),
        name: row.name,
        class: row.class,
        identity: row.identity,
        photo: row.photo.code(),
        photo_text: shown_text(t, row.photo),
        card: row.card.map(|standing| card_status(t, standing)),
        guardians: row.guardians,
    }
}

/// The list.
pub async fn list(staff: Staff, Query(query): Query<ListQuery>) -> Answer {
    let t = staff.t();
    let classes = staff.desk.classes().await?;
    let found = staff.desk.pupils(&PupilFilter { class: query.class(), search: query.q.clone() }).await?;
    let total = found.len();
    let last = total.saturating_sub(1) / PAGE;
    let at = query.page.parse::<usize>().map_or(0, |page| page.saturating_sub(1)).min(last);
    let from = at * PAGE;
    let pages = (total > PAGE).then(|| Pages {
        from: from + 1,
        to: (from + PAGE).min(total),
        total,
        previous: (at > 0).then(|| query.address(at)),
        next: (at < last).then(|| query.address(at + 2)),
    });
    let pupils: u32 = classes.iter().map(|class| class.pupils).sum();
    let counted = fl!(t, "pupils-count", count = pupils);
    Ok(page(&ListPage {
        summary: format!("{counted}, {}", fl!(t, "classes-count", count = classes.len())),
        classes: class_options(t, &classes),
        class: query.class().map(|class| class.to_string()).unwrap_or_default(),
        filtered: query.class().is_some() || !query.q.trim().is_empty(),
        rows: found.into_iter().skip(from).take(PAGE).map(|pupil| row(t, pupil)).collect(),
        cut: total >= MOST,
        pages,
        may_add: staff.desk.may(Permission::ManagePupils),
        search: query.q,
        frame: staff.frame("pupils").await?,
    }))
}
