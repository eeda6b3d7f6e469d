//! The family's first page: every child with what is next to be done.

use askama::Template;
use i18n_embed_fl::fl;
use jiff::civil::{Date, Weekday};
use office::{clock::polish_date, photo::Child};
use school::photo::{Reason, Shown};

use super::{
    Answer,
    messages::{Message, message},
    photo::{CardLine, card_line, class_text, reason_fix, reason_text, review_jpg, shown_text},
};
use crate::{formats, frame::Frame, refusal::page, visitor::Family, words::Words};

/// How many messages stand beside the children.
const NEWEST: usize = 3;

#[derive(Template)]
#[template(path = "home/show.html")]
struct HomePage {
    frame: Frame,
    weekday: String,
    today: String,
    children: Vec<ChildCard>,
    news: Vec<Message>,
    /// Was a child just linked?
    linked: bool,
}

/// A child in words.
struct ChildCard {
    pupil: String,
    name: String,
    class: String,
    /// Address of the photo, empty for none.
    photo: String,
    alt: String,
    code: &'static str,
    status: String,
    /// What is, and what comes next.
    sentence: String,
    /// Why the photo was rejected and how to make it right.
    reason: Option<(String, String)>,
    /// What the secretary wrote.
    note: String,
    card: Option<CardLine>,
    /// The one thing to do: address, icon, words.
    action: Option<(String, &'static str, String)>,
    /// The words of the link to another photo; empty if there is nothing to change or no right to.
    change: String,
    view_only: bool,
    /// Is the pupil at the school no more?
    left: bool,
}

/// Every child.
pub async fn show(family: Family) -> Answer {
    let t = family.t();
    let today = family.desk.today();
    let children = family.desk.children().await?.iter().map(|child| child_card(t, child)).collect();
    let news = family.desk.messages().await?.into_iter().take(NEWEST).map(|row| message(t, row)).collect();
    Ok(page(&HomePage {
        frame: family.frame("home").await?,
        weekday: weekday(t, today),
        today: formats::day(t, today),
        children,
        news,
        linked: family.guest.path.ends_with("?linked"),
    }))
}

fn child_card(t: Words, child: &Child) -> ChildCard {
    let reason = child.reason.filter(|_| child.shown == Shown::Rejected);
    ChildCard {
        pupil: child.pupil.to_string(),
        name: child.name.clone(),
        class: class_text(t, &child.class),
        photo: child.photo.map(review_jpg).unwrap_or_default(),
        alt: alt(t, child),
        code: child.shown.code(),
        status: shown_text(t, child.shown),
        sentence: sentence(t, child),
        reason: reason.map(|reason: Reason| (reason_text(t, reason), reason_fix(t, reason))),
        note: child.note.clone().filter(|_| child.shown == Shown::Rejected).unwrap_or_default(),
        card: child.card.as_ref().map(|card| card_line(t, card)),
        action: action(t, child),
        change: change(t, child),
        view_only: !child.may_submit,
        left: child.left.is_some(),
    }
}

fn alt(t: Words, child: &Child) -> String {
    match (child.photo, child.shown) {
        (None, _) => String::new(),
        (Some(_), Shown::Rejected) => fl!(t, "fam-photo-rejected-alt", name = child.name.clone()),
        (Some(_), _) => fl!(t, "fam-photo-alt", name = child.name.clone()),
    }
}

/// What is, since when, and what comes next (ux.md 2.2).
fn sentence(t: Words, child: &Child) -> String {
    if let Some(on) = child.left {
        return fl!(t, "home-left", date = formats::day(t, on));
    }
    let date = child.since.map(|at| formats::day(t, polish_date(at))).unwrap_or_default();
    match child.shown {
        Shown::None => fl!(t, "home-none"),
        Shown::Draft => fl!(t, "home-draft"),
        Shown::Waiting => fl!(t, "home-waiting", date = date),
        Shown::Approved if child.card.is_some() => fl!(t, "home-approved-card", date = date),
        Shown::Approved => fl!(t, "home-approved", date = date),
        Shown::Rejected => fl!(t, "home-rejected", date = date),
        Shown::ChangeRequested => fl!(t, "home-change-requested", date = date),
        Shown::RemovalRequested => fl!(t, "home-removal-requested"),
        Shown::Removed => fl!(t, "home-removed"),
    }
}

fn action(t: Words, child: &Child) -> Option<(String, &'static str, String)> {
    if !child.may_submit {
        return None;
    }
    if let Some(draft) = child.draft {
        return Some((format!("/photos/{draft}/check"), "upload", fl!(t, "home-send")));
    }
    let words = match child.shown {
        Shown::None | Shown::Removed => fl!(t, "fam-add"),
        Shown::Rejected => fl!(t, "fam-add-again"),
        _ => return None,
    };
    Some((format!("/pupils/{}/photo/guidelines", child.pupil), "camera", words))
}

fn change(t: Words, child: &Child) -> String {
    let changeable = matches!(child.shown, Shown::Draft | Shown::Waiting | Shown::Approved | Shown::ChangeRequested);
    if child.may_submit && changeable { fl!(t, "fam-change") } else { String::new() }
}

fn weekday(t: Words, date: Date) -> String {
    match date.weekday() {
        Weekday::Monday => fl!(t, "home-weekday-1"),
        Weekday::Tuesday => fl!(t, "home-weekday-2"),
        Weekday::Wednesday => fl!(t, "home-weekday-3"),
        Weekday::Thursday => fl!(t, "home-weekday-4"),
        Weekday::Friday => fl!(t, "home-weekday-5"),
        Weekday::Saturday => fl!(t, "home-weekday-6"),
        Weekday::Sunday => fl!(t, "home-weekday-7"),
    }
}
