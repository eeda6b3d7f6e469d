//! One photo at a time, large on neutral grey, with everything a decision needs (ux.md 2.4, focus mode).

use askama::Template;
use axum::extract::{Path, Query};
use i18n_embed_fl::fl;
use office::{
    Refused,
    photo::{PhotoRecord, QueueFilter, Tab},
};
use school::{
    PhotoId,
    permission::Permission,
    photo::{Origin, Reason, Severity},
};
use serde::Deserialize;

use super::{
    Answer, Done, Errors, Frame, ListQuery, PAGE, just_done, review_address,
    words::{age, origin_text, phrase, reason_text, short_name, state_text, verb_text},
};
use crate::{formats, pages::photo::known, refusal::page, visitor::Staff, words::Words};

/// Where a form teacher comes from and goes back to.
pub(super) const OWN_CLASS: &str = "/my-class";

/// How many of the next photos stand in the strip.
const STRIP: usize = 5;

#[derive(Template)]
#[template(path = "photos/focus.html")]
pub(super) struct FocusPage {
    frame: Frame,
    record: PhotoRecord,
    title: String,
    place: Option<Place>,
    /// Address of the picture; a drawing if it is erased.
    picture: String,
    next_picture: String,
    previous: Option<String>,
    next: Option<String>,
    grid: String,
    grid_text: String,
    opens_pupil: bool,
    tab: String,
    state: String,
    age: String,
    sent: String,
    /// Through whom it came, unless through the family.
    origin: String,
    /// When a family declared that it follows the guidelines; empty where nobody was asked.
    declared: String,
    checks: Vec<CheckLine>,
    before: Option<String>,
    decision: Option<String>,
    note: Option<String>,
    history: Vec<(String, String)>,
    strip: Vec<Following>,
    decides: bool,
    reframes: bool,
    undoes: bool,
    reasons: Vec<ReasonButton>,
    done: Option<Done>,
    typed: String,
    errors: Errors,
}

struct Place {
    text: String,
    at: u32,
    of: u32,
    label: String,
}

/// What the automatic check noticed.
struct CheckLine {
    icon: &'static str,
    text: String,
}

struct Following {
    photo: String,
    name: String,
}

struct ReasonButton {
    digit: char,
    code: &'static str,
    text: String,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct FocusQuery {
    done: String,
}

/// One photo.
pub async fn show(staff: Staff, Path(id): Path<String>, Query(query): Query<FocusQuery>) -> Answer {
    let done = just_done(&staff, &query.done).await?;
    let focus = focus(&staff, known(&id)?, String::new(), Errors::default()).await?;
    Ok(page(&FocusPage { done, ..focus }))
}

/// The page of a photo, with what was typed about it and what is wrong with that.
pub(super) async fn focus(staff: &Staff, id: PhotoId, typed: String, errors: Errors) -> Result<FocusPage, Refused> {
    let t = staff.t();
    let record = staff.desk.photo(id).await?;
    let tab = tab_of(&record);
    let place = record.place.map(|(at, of)| place(t, at, of));
    let mut frame = staff.bare_frame().await?;
    frame.title_error = errors.any();
    let reviews = record.may_review;
    let queue = staff.desk.may(Permission::SeePhotos);
    Ok(FocusPage {
        title: place.as_ref().map_or_else(|| record.name.clone(), |place| format!("{}, {}", record.name, place.text)),
        place,
        picture: picture(&record),
        next_picture: record.next.map(review_address).unwrap_or_default(),
        previous: record.previous.map(address),
        next: record.next.map(address),
        grid: if queue { ListQuery::address(tab, None, 0) } else { OWN_CLASS.to_owned() },
        grid_text: if queue { fl!(t, "photos-grid") } else { fl!(t, "nav-my-class") },
        opens_pupil: staff.desk.may(Permission::SeePupils),
        tab: super::tab_text(t, tab),
        state: state_text(t, &record.state),
        age: age(t, record.age),
        sent: record.submitted_at.map(|at| formats::moment(t, at)).unwrap_or_default(),
        origin: if record.origin == Origin::Family { String::new() } else { origin_text(t, record.origin) },
        declared: match record.origin {
            Origin::Family => fl!(t, "photos-declared", time = formats::moment(t, record.declared_at)),
            Origin::School | Origin::Photographer => String::new(),
        },
        checks: record
            .advice
            .iter()
            .map(|advice| CheckLine {
                icon: if advice.severity >= Severity::Warning { "warn" } else { "info" },
                text: phrase(t, advice),
            })
            .collect(),
        before: record.approved.map(review_address),
        decision: record.review.as_ref().map(|review| decision(t, review)),
        note: record.review.as_ref().and_then(|review| review.note.clone()),
        history: record.history.iter().filter_map(|told| history(t, told)).collect(),
        strip: strip(staff, &record, tab).await?,
        decides: reviews && record.state == "submitted",
        reframes: reviews && record.may_reframe,
        undoes: reviews && record.may_undo,
        reasons: Reason::ALL
            .iter()
            .map(|reason| ReasonButton { digit: reason.digit(), code: reason.code(), text: reason_text(t, *reason) })
            .collect(),
        done: None,
        typed,
        errors,
        record,
        frame,
    })
}

/// The tab of the queue it belongs to, decided or not.
pub(super) fn tab_of(record: &PhotoRecord) -> Tab {
    if record.change { Tab::Changes } else { Tab::Waiting }
}

fn address(id: PhotoId) -> String {
    format!("/photos/{id}")
}

fn place(t: Words, at: u32, of: u32) -> Place {
    Place { text: fl!(t, "photos-place", at = at, of = of), label: fl!(t, "photos-progress", at = at, of = of), at, of }
}

/// Pictures of photos that were withdrawn or removed are erased.
fn picture(record: &PhotoRecord) -> String {
    let erased = matches!(record.state.as_str(), "withdrawn" | "removed");
    if erased { crate::assets::IMG_BRAK_SVG.to_owned() } else { review_address(record.id) }
}

fn decision(t: Words, review: &office::photo::ReviewView) -> String {
    let (by, time) = (review.by.clone(), formats::moment(t, review.at));
    match review.reason {
        None => fl!(t, "photos-decided-approved", by = by, time = time),
        // the note beside it says which
        Some(Reason::Other) => fl!(t, "photos-decided-rejected-own", by = by, time = time),
        Some(reason) => fl!(t, "photos-decided-rejected", by = by, time = time, reason = reason_text(t, reason)),
    }
}

/// What happened, and who did it when; what needs no telling is left out.
fn history(t: Words, (verb, by, at): &(String, String, jiff::Timestamp)) -> Option<(String, String)> {
    let when = formats::short_moment(*at);
    Some((verb_text(t, verb)?, if by.is_empty() { when } else { format!("{when} · {by}") }))
}

/// The next ones in the queue. They stand on the same page of it, or the strip is short.
async fn strip(staff: &Staff, record: &PhotoRecord, tab: Tab) -> Result<Vec<Following>, Refused> {
    let Some((at, _)) = record.place else { return Ok(Vec::new()) };
    let page = at.saturating_sub(1) / PAGE;
    let queue = staff.desk.photo_queue(QueueFilter { tab, class: None, page }).await?;
    let after = queue.items.into_iter().skip_while(|item| item.photo != Some(record.id)).skip(1);
    let following =
        after.filter_map(|item| Some(Following { photo: review_address(item.photo?), name: short_name(&item.name) }));
    Ok(following.take(STRIP).collect())
}
