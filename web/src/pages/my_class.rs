//! A form teacher's first page: who is in the own classes, and where their photos stand (ux.md 2.15).

use askama::Template;
use axum::extract::Query;
use i18n_embed_fl::fl;
use office::class::{OwnClass, OwnPupil};
use school::photo::Shown;
use serde::Deserialize;

use super::{
    Answer,
    photo::{class_text, shown_text},
    photos::{Done, just_done},
    reminders::{Choice, choice},
};
use crate::{frame::Frame, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "my_class/show.html")]
struct MyClassPage {
    frame: Frame,
    classes: Vec<Class>,
    /// The decision that was just made.
    done: Option<Done>,
    /// Whose families can be asked for a photo.
    choice: Choice,
    /// Were they just asked?
    reminded: bool,
}

struct Class {
    name: String,
    year: String,
    /// How many have a photo in force or one that waits.
    sent: usize,
    /// The same in words.
    sent_text: String,
    pupils: Vec<Line>,
}

struct Line {
    name: String,
    photo: &'static str,
    photo_text: String,
    /// The photo that waits; empty if none does.
    href: String,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct MyClassQuery {
    done: String,
    reminded: Option<String>,
}

/// The own classes.
pub async fn show(staff: Staff, Query(query): Query<MyClassQuery>) -> Answer {
    let t = staff.t();
    let classes = staff.desk.own_classes().await?.into_iter().map(|own| class(t, own)).collect();
    let done = just_done(&staff, &query.done).await?;
    let choice = choice(&staff, None).await?;
    let reminded = query.reminded.is_some();
    Ok(page(&MyClassPage { frame: staff.frame("my-class").await?, classes, done, choice, reminded }))
}

fn class(t: Words, own: OwnClass) -> Class {
    let is_sent = |shown: Shown| matches!(shown, Shown::Waiting | Shown::Approved | Shown::ChangeRequested);
    let (sent, all) = (own.pupils.iter().filter(|pupil| is_sent(pupil.photo)).count(), own.pupils.len());
    let line = |pupil: OwnPupil| Line {
        name: pupil.name,
        photo: pupil.photo.code(),
        photo_text: shown_text(t, pupil.photo),
        href: pupil.waiting.map(|photo| format!("/photos/{photo}")).unwrap_or_default(),
    };
    Class {
        name: class_text(t, &own.name),
        year: own.year,
        sent,
        sent_text: fl!(t, "my-class-sent", sent = sent, all = all),
        pupils: own.pupils.into_iter().map(line).collect(),
    }
}
