//! Photos at school: the queue as a grid (ux.md 2.4), one photo at a time, the decisions and the pictures.

mod decide;
mod focus;
mod frame;
mod picture;
mod words;

pub use decide::{approve, reject, reuse, undo};
pub use focus::show;
pub use frame::{frame, save_frame};
pub use picture::{portrait_jpg, review_jpg, source_jpg};
pub(super) use words::{origin_text, state_text};

use askama::Template;
use axum::extract::Query;
use i18n_embed_fl::fl;
use office::{
    Refused,
    clock::polish_date,
    photo::{QueueCounts, QueueFilter, QueueItem, Tab},
};
use school::{ClassId, permission::Permission};
use serde::Deserialize;

use self::words::{age, phrase};
use super::{Answer, classes::class_options, photo::review_jpg as review_address, reminders};
use crate::{formats, forms::Errors, frame::Frame, refusal::page, visitor::Staff, words::Words};

/// How many the office gives on one page of the queue.
const PAGE: u32 = 60;

/// The tabs in their order.
const TABS: [Tab; 5] = [Tab::Waiting, Tab::Changes, Tab::Rejected, Tab::Approved, Tab::Missing];

#[derive(Template)]
#[template(path = "photos/list.html")]
struct ListPage {
    frame: Frame,
    tab: &'static str,
    tabs: Vec<TabLink>,
    classes: Vec<(String, String)>,
    class: String,
    groups: Vec<Group>,
    /// The first photo to decide about.
    first: Option<String>,
    /// May this desk hand photographers' packs in?
    packs: bool,
    /// Where to ask families for the photos that are missing; empty elsewhere.
    remind: String,
    done: Option<Done>,
    empty: Option<Empty>,
    pages: Option<Pages>,
}

struct TabLink {
    href: String,
    text: String,
    count: u32,
    current: bool,
}

/// A class with its photos on this page.
struct Group {
    class: String,
    tiles: Vec<Tile>,
}

/// A photo; without a picture it leads to the pupil.
struct Tile {
    href: String,
    photo: String,
    name: String,
    meta: String,
    warnings: Vec<String>,
}

/// Nothing to show, and what to do then.
struct Empty {
    art: &'static str,
    title: String,
    text: String,
    href: String,
    action: String,
}

struct Pages {
    from: u32,
    to: u32,
    total: u32,
    previous: Option<String>,
    next: Option<String>,
}

/// A decision that was just taken, with the way back.
pub(super) struct Done {
    pub(super) text: String,
    pub(super) href: String,
    pub(super) version: i64,
    pub(super) may_undo: bool,
}

/// What the address of the queue says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct ListQuery {
    tab: String,
    class: String,
    /// From 1.
    page: String,
    /// The photo that was just decided about.
    done: String,
}

impl ListQuery {
    fn tab(&self) -> Tab {
        TABS.into_iter().find(|tab| tab_code(*tab) == self.tab).unwrap_or_default()
    }

    fn class(&self) -> Option<ClassId> {
        self.class.parse().ok()
    }

    /// From 0, as the office counts.
    fn page(&self) -> u32 {
        self.page.parse::<u32>().map_or(0, |page| page.saturating_sub(1))
    }

    fn address(tab: Tab, class: Option<ClassId>, page: u32) -> String {
        let class = class.map(|class| format!("&class={class}")).unwrap_or_default();
        let page = if page > 0 { format!("&page={}", page + 1) } else { String::new() };
        format!("/photos?tab={}{class}{page}", tab_code(tab))
    }
}

fn tab_code(tab: Tab) -> &'static str {
    match tab {
        Tab::Waiting => "waiting",
        Tab::Changes => "changes",
        Tab::Rejected => "rejected",
        Tab::Approved => "approved",
        Tab::Missing => "missing",
    }
}

fn tab_text(t: Words, tab: Tab) -> String {
    match tab {
        Tab::Waiting => fl!(t, "photos-tab-waiting"),
        Tab::Changes => fl!(t, "photos-tab-changes"),
        Tab::Rejected => fl!(t, "photos-tab-rejected"),
        Tab::Approved => fl!(t, "photos-tab-approved"),
        Tab::Missing => fl!(t, "photos-tab-missing"),
    }
}

fn count_of(counts: QueueCounts, tab: Tab) -> u32 {
    match tab {
        Tab::Waiting => counts.waiting,
        Tab::Changes => counts.changes,
        Tab::Rejected => counts.rejected,
        Tab::Approved => counts.approved,
        Tab::Missing => counts.missing,
    }
}

/// The queue.
pub async fn list(staff: Staff, Query(query): Query<ListQuery>) -> Answer {
    let (t, tab, class, at) = (staff.t(), query.tab(), query.class(), query.page());
    let queue = staff.desk.photo_queue(QueueFilter { tab, class, page: at }).await?;
    let frame = staff.frame("photos").await?;
    let decides = staff.desk.may(Permission::ReviewPhotos) && matches!(tab, Tab::Waiting | Tab::Changes);
    let first = queue.items.first().filter(|_| decides).and_then(|item| item.photo);
    let tab_link = |each| TabLink {
        href: ListQuery::address(each, class, 0),
        text: tab_text(t, each),
        count: count_of(queue.counts, each),
        current: each == tab,
    };
    Ok(page(&ListPage {
        tab: tab_code(tab),
        tabs: TABS.into_iter().map(tab_link).collect(),
        classes: class_options(t, &staff.desk.classes().await?),
        class: class.map(|class| class.to_string()).unwrap_or_default(),
        first: first.map(|photo| format!("/photos/{photo}")),
        packs: staff.desk.may(Permission::HandInPacks),
        remind: if tab == Tab::Missing && staff.desk.may(Permission::RemindFamilies) {
            reminders::address(class)
        } else {
            String::new()
        },
        done: just_done(&staff, &query.done).await?,
        empty: queue.items.is_empty().then(|| empty(&staff, &frame, tab, class, queue.counts)),
        pages: (queue.pages > 1).then(|| pages(tab, class, at, queue.pages, count_of(queue.counts, tab))),
        groups: groups(t, queue.items),
        frame,
    }))
}

fn pages(tab: Tab, class: Option<ClassId>, at: u32, pages: u32, total: u32) -> Pages {
    let address = |page| ListQuery::address(tab, class, page);
    Pages {
        from: (at.saturating_mul(PAGE) + 1).min(total),
        to: at.saturating_add(1).saturating_mul(PAGE).min(total),
        total,
        previous: (at > 0).then(|| address(at.min(pages) - 1)),
        next: (at + 1 < pages).then(|| address(at + 1)),
    }
}

/// Items of one class stand together: the office sorts them so.
fn groups(t: Words, items: Vec<QueueItem>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for item in items {
        let class = item.class.clone();
        let tile = tile(t, item);
        match groups.last_mut().filter(|group| group.class == class) {
            Some(group) => group.tiles.push(tile),
            None => groups.push(Group { class, tiles: vec![tile] }),
        }
    }
    groups
}

fn tile(t: Words, item: QueueItem) -> Tile {
    let years = age(t, item.age);
    Tile {
        href: item.photo.map_or_else(|| format!("/pupils/{}", item.pupil), |photo| format!("/photos/{photo}")),
        photo: item.photo.map(review_address).unwrap_or_default(),
        name: item.name,
        meta: item
            .submitted_at
            .map_or_else(|| years.clone(), |at| format!("{years} · {}", formats::short_day(polish_date(at)))),
        warnings: item.warnings.iter().map(|advice| phrase(t, advice)).collect(),
    }
}

/// What to say where nothing is: nothing yet, nothing in this class, or all done.
fn empty(staff: &Staff, frame: &Frame, tab: Tab, class: Option<ClassId>, counts: QueueCounts) -> Empty {
    let t = staff.t();
    let state = |art, title, text, href: &str, action| Empty { art, title, text, href: href.to_owned(), action };
    let ever = counts.waiting + counts.changes + counts.rejected + counts.approved > 0;
    if class.is_some() {
        let all = ListQuery::address(tab, None, 0);
        return state(
            "search",
            fl!(t, "photos-empty-class"),
            fl!(t, "photos-empty-class-text"),
            &all,
            fl!(t, "photos-empty-class-do"),
        );
    }
    let elsewhere = match tab {
        Tab::Waiting if counts.changes > 0 => Tab::Changes,
        _ => Tab::Waiting,
    };
    match tab {
        Tab::Missing if ever => {
            state("done", fl!(t, "photos-empty-missing"), fl!(t, "photos-empty-missing-text"), "", String::new())
        }
        _ if !ever => {
            let action = fl!(t, "photos-empty-first-do");
            state("none", fl!(t, "photos-empty-first"), fl!(t, "photos-empty-first-text"), "/pupils", action)
        }
        Tab::Waiting | Tab::Changes if counts.waiting + counts.changes == 0 => {
            let prints = frame.ready > 0 && staff.desk.may(Permission::OpenPrintRuns);
            let (href, action) = if prints {
                ("/print-runs/new", fl!(t, "photos-empty-done-print", count = frame.ready))
            } else {
                ("/desk", fl!(t, "nav-desk"))
            };
            state("done", fl!(t, "photos-empty-done"), fl!(t, "photos-empty-done-text"), href, action)
        }
        _ => {
            let href = ListQuery::address(elsewhere, None, 0);
            state("none", fl!(t, "photos-empty-tab"), fl!(t, "photos-empty-tab-text"), &href, tab_text(t, elsewhere))
        }
    }
}

/// What to say about the photo that `?done=` names, as long as its decision stands.
pub(super) async fn just_done(staff: &Staff, id: &str) -> Result<Option<Done>, Refused> {
    let Ok(id) = id.parse() else { return Ok(None) };
    let record = match staff.desk.photo(id).await {
        Ok(record) => record,
        Err(Refused::NotFound) => return Ok(None),
        Err(refused) => return Err(refused),
    };
    let t = staff.t();
    Ok(record.review.map(|review| Done {
        text: if review.approved {
            fl!(t, "photos-done-approved", name = record.name)
        } else {
            fl!(t, "photos-done-rejected", name = record.name)
        },
        href: format!("/photos/{id}"),
        version: record.version,
        may_undo: record.may_undo && record.may_review,
    }))
}
