//! Where a child's photo stands (F6): what is, what comes next, and what the family can do. The same address is the
//! confirmation after sending.

use askama::Template;
use axum::{Form, extract::Path};
use i18n_embed_fl::fl;
use jiff::Timestamp;
use office::{
    Refused,
    clock::polish_date,
    photo::{Child, PhotoStatus, TimelineStep},
};
use school::{
    PhotoId,
    card::Standing,
    photo::{Reason, Shown},
    school_text::TextPlace,
};

use super::{
    CardLine, Versioned, Whose, card_line, check, known, own_words, reason_fix, reason_text, review_jpg, shown_text,
    status_address,
};
use crate::{
    assets, formats,
    frame::Frame,
    once::OrDone,
    pages::{Answer, go},
    refusal::page,
    visitor::Family,
    words::Words,
};

#[derive(Template)]
#[template(path = "photo/status.html")]
struct StatusPage {
    frame: Frame,
    whose: Whose,
    code: &'static str,
    status: String,
    /// Since when, in words; empty if that is not known.
    since: String,
    heading: String,
    lead: String,
    /// What the secretary wrote.
    note: String,
    /// The rejected photo beside an example of how it will be right.
    rejected: Option<Rejected>,
    picture: String,
    /// The card with the photo that waits or is in force.
    preview: Option<String>,
    /// A draft with its version, if this person may do something about it.
    draft: Option<(PhotoId, i64)>,
    /// The waiting photo with its version, if this person may take it back.
    waiting: Option<(PhotoId, i64)>,
    /// The words of the link or button to another photo; empty if this person may not send one.
    add: String,
    /// Is another photo the one thing to do here?
    add_first: bool,
    card: Option<CardLine>,
    /// What the school says about collecting the card, with its language.
    own: Option<(&'static str, Vec<String>)>,
    /// Is a card made already, so that a new photo is for the next one?
    has_card: bool,
    steps: Vec<Step>,
    /// Is the pupil at the school no more?
    left: bool,
}

struct Rejected {
    photo: String,
    sent: String,
    example: &'static str,
}

struct Step {
    class: &'static str,
    icon: &'static str,
    text: String,
    /// When, as a machine and as a person reads it; empty for what is still to come.
    iso: String,
    at: String,
}

/// Where the photo stands.
pub async fn status(family: Family, Path(id): Path<String>) -> Answer {
    let status = family.desk.photo_status(known(&id)?).await?;
    Ok(page(&stands(&family, status).await?))
}

async fn stands(family: &Family, status: PhotoStatus) -> Result<StatusPage, Refused> {
    let (t, child) = (family.t(), &status.child);
    let draft = match child.draft.filter(|_| child.may_submit) {
        Some(draft) => Some((draft, family.desk.draft(draft).await?.version)),
        None => None,
    };
    let preview = match child.photo.filter(|_| has_preview(child.shown)) {
        Some(photo) => check::card(family, photo).await?,
        None => None,
    };
    let (heading, lead) = told(t, &status);
    let waits = child.card.as_ref().is_some_and(|card| card.standing == Standing::NotYetIssued);
    let own = if waits { own_words(family, child.pupil, TextPlace::Pickup).await? } else { None };
    Ok(StatusPage {
        frame: family.frame("home").await?,
        whose: Whose::child(t, child),
        code: child.shown.code(),
        status: shown_text(t, child.shown),
        since: child.since.map(|at| formats::moment(t, at)).unwrap_or_default(),
        heading,
        lead,
        note: child.note.clone().filter(|_| child.shown == Shown::Rejected).unwrap_or_default(),
        rejected: rejected(t, &status),
        picture: child.photo.map(review_jpg).unwrap_or_default(),
        preview,
        waiting: status.waiting.filter(|_| child.may_submit),
        add: add(t, child),
        add_first: matches!(child.shown, Shown::None | Shown::Rejected | Shown::Removed) && draft.is_none(),
        draft,
        card: child.card.as_ref().map(|card| card_line(t, card)),
        own,
        has_card: child.card.is_some(),
        steps: steps(t, &status),
        left: child.left.is_some(),
    })
}

fn has_preview(shown: Shown) -> bool {
    matches!(shown, Shown::Waiting | Shown::Approved | Shown::ChangeRequested)
}

/// Heading and sentence: what is, and what comes next.
fn told(t: Words, status: &PhotoStatus) -> (String, String) {
    let child = &status.child;
    if let Some(on) = child.left {
        return (fl!(t, "way-left", date = formats::day(t, on)), fl!(t, "way-left-next"));
    }
    match child.shown {
        Shown::None => (fl!(t, "way-none"), fl!(t, "way-none-next")),
        Shown::Draft => (fl!(t, "way-draft"), fl!(t, "way-draft-next")),
        Shown::Waiting => (fl!(t, "way-waiting"), fl!(t, "way-waiting-next")),
        Shown::Approved => (fl!(t, "way-approved"), reframed(t, child, approved_next(t, status))),
        Shown::Rejected => {
            let reason = child.reason.unwrap_or(Reason::Other);
            (reason_text(t, reason), reframed(t, child, reason_fix(t, reason)))
        }
        Shown::ChangeRequested => (fl!(t, "way-change"), fl!(t, "way-change-next")),
        Shown::RemovalRequested => (fl!(t, "way-removal"), fl!(t, "way-removal-next")),
        Shown::Removed => (fl!(t, "way-removed"), fl!(t, "way-removed-next")),
    }
}

/// The sentence after a decision, with what the school did to the photo before it.
fn reframed(t: Words, child: &Child, next: String) -> String {
    if child.reframed { format!("{} {next}", fl!(t, "way-reframed")) } else { next }
}

fn approved_next(t: Words, status: &PhotoStatus) -> String {
    let printed = status.timeline.iter().any(|(step, _)| *step == TimelineStep::Printed);
    match status.child.card.as_ref().map(|card| card.standing) {
        None => fl!(t, "way-approved-next"),
        Some(Standing::NotYetIssued) if printed => fl!(t, "way-printed-next"),
        Some(Standing::NotYetIssued) => fl!(t, "way-prepared-next"),
        Some(Standing::Valid | Standing::Expired | Standing::Invalid) => fl!(t, "way-issued-next"),
    }
}

fn rejected(t: Words, status: &PhotoStatus) -> Option<Rejected> {
    let child = &status.child;
    let photo = child.photo.filter(|_| child.shown == Shown::Rejected)?;
    let sent = status.timeline.iter().rev().find(|(step, _)| *step == TimelineStep::Sent);
    let sent = sent.map(|(_, at)| fl!(t, "way-sent-on", date = formats::day(t, polish_date(*at))));
    let example =
        if child.reason == Some(Reason::Eyes) { assets::IMG_PORTRET_15_SVG } else { assets::IMG_PORTRET_14_SVG };
    Some(Rejected { photo: review_jpg(photo), sent: sent.unwrap_or_default(), example })
}

fn add(t: Words, child: &Child) -> String {
    match child.shown {
        _ if !child.may_submit => String::new(),
        Shown::None | Shown::Removed => fl!(t, "fam-add"),
        Shown::Rejected => fl!(t, "fam-add-again"),
        Shown::Draft | Shown::Waiting | Shown::Approved | Shown::ChangeRequested | Shown::RemovalRequested => {
            fl!(t, "fam-change")
        }
    }
}

/// What happened, then what is still to come.
fn steps(t: Words, status: &PhotoStatus) -> Vec<Step> {
    let last = status.timeline.len().saturating_sub(1);
    let done = status.timeline.iter().enumerate().map(|(at, (step, when))| {
        let class = match (*step == TimelineStep::Rejected, at == last) {
            (true, true) => "bad now",
            (true, false) => "bad",
            (false, true) => "ok now",
            (false, false) => "ok",
        };
        let icon = if *step == TimelineStep::Rejected { "x" } else { "check" };
        done_step(class, icon, step_text(t, *step, status.child.reason), t, *when)
    });
    done.chain(to_come(t, status).filter(|_| status.child.left.is_none())).collect()
}

fn done_step(class: &'static str, icon: &'static str, text: String, t: Words, when: Timestamp) -> Step {
    Step { class, icon, text, iso: formats::iso(when), at: formats::moment(t, when) }
}

fn step_text(t: Words, step: TimelineStep, reason: Option<Reason>) -> String {
    match step {
        TimelineStep::Sent => fl!(t, "way-step-sent"),
        TimelineStep::Approved => fl!(t, "way-step-approved"),
        TimelineStep::Rejected => {
            fl!(t, "way-step-rejected", reason = reason_text(t, reason.unwrap_or(Reason::Other)))
        }
        TimelineStep::Prepared => fl!(t, "way-step-prepared"),
        TimelineStep::Printed => fl!(t, "way-step-printed"),
        TimelineStep::Issued => fl!(t, "way-step-issued"),
    }
}

fn to_come(t: Words, status: &PhotoStatus) -> impl Iterator<Item = Step> {
    use TimelineStep::{Approved, Issued, Prepared, Printed, Rejected, Sent};
    let has = |step| status.timeline.iter().any(|(done, _)| *done == step);
    let photo = match status.timeline.iter().rev().find(|(step, _)| matches!(step, Sent | Approved | Rejected)) {
        None => vec![fl!(t, "way-step-send"), fl!(t, "way-step-decision")],
        Some((Rejected, _)) => vec![fl!(t, "way-step-new"), fl!(t, "way-step-decision")],
        Some((Sent, _)) => vec![fl!(t, "way-step-decision")],
        Some((Approved | Prepared | Printed | Issued, _)) => vec![],
    };
    let card = [(Printed, fl!(t, "way-step-print")), (Issued, fl!(t, "way-step-issue"))];
    let card = card.into_iter().filter(|(step, _)| !has(*step) && !has(Issued)).map(|(_, text)| text);
    let next = |text| Step { class: "next", icon: "", text, iso: String::new(), at: String::new() };
    photo.into_iter().chain(card.collect::<Vec<_>>()).map(next)
}

/// Takes a draft or a waiting photo back.
pub async fn withdraw(family: Family, Path(id): Path<String>, Form(form): Form<Versioned>) -> Answer {
    let pupil = family.desk.withdraw_photo(known(&id)?, form.version).await.or_done()?;
    Ok(go(&status_address(pupil)))
}

#[cfg(test)]
mod tests {
    use school::PupilId;
    use uuid::Uuid;

    use super::*;
    use crate::words::words;
    use school::language::Language;

    fn way(done: &[TimelineStep]) -> Vec<&'static str> {
        let child = Child {
            pupil: PupilId(Uuid::nil()),
            name: String::new(),
            class: String::new(),
            left: None,
            school: String::new(),
            shown: Shown::Waiting,
            since: None,
            reason: None,
            note: None,
            photo: None,
            draft: None,
            reframed: false,
            may_submit: true,
            card: None,
        };
        let timeline = (0..).zip(done).map(|(at, step)| (*step, Timestamp::from_second(at).unwrap())).collect();
        let status = PhotoStatus { child, approved: None, waiting: None, timeline };
        steps(words(Language::Pl), &status).iter().map(|step| step.class).collect()
    }

    #[test]
    fn the_way_shows_what_was_and_what_comes() {
        use TimelineStep::{Approved, Issued, Prepared, Printed, Rejected, Sent};
        assert_eq!(way(&[]), ["next"; 4]);
        assert_eq!(way(&[Sent]), ["ok now", "next", "next", "next"]);
        assert_eq!(way(&[Sent, Rejected]), ["ok", "bad now", "next", "next", "next", "next"]);
        assert_eq!(way(&[Sent, Approved, Prepared]), ["ok", "ok", "ok now", "next", "next"]);
        assert_eq!(way(&[Sent, Approved, Prepared, Printed, Issued]), ["ok", "ok", "ok", "ok", "ok now"]);
        // a change after the card was handed out: only the decision is still to come
        assert_eq!(way(&[Prepared, Printed, Issued, Sent]), ["ok", "ok", "ok", "ok now", "next"]);
    }
}
