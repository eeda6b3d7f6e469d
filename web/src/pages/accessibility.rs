//! The declaration of accessibility (*deklaracja dostępności*) that every public school owes (Dz.U. 2023 poz. 1440,
//! art. 10). The ids `a11y-…` are those of the technical conditions of the ministry, by which programs check it.

use askama::Template;
use axum::extract::Query;
use i18n_embed_fl::fl;
use jiff::civil::{Date, date};
use office::installation::PublicSchool;
use school::school_text::TextPlace;

use super::{
    Answer,
    public_school::{Choice, OwnWords, Whose, find, own_words},
};
use crate::{formats, frame::Frame, refusal::page, visitor::Guest, words::Words};

/// The day on which the pages of this version were assessed and the declaration drawn up. To be looked at again every
/// year until 31 March.
const ASSESSED: Date = date(2026, 11, 21);

#[derive(Template)]
#[template(path = "public/accessibility.html")]
struct Declaration {
    frame: Frame,
    school: Option<Declared>,
    choices: Vec<Choice>,
}

struct Declared {
    name: String,
    address: String,
    url: String,
    published: Day,
    assessed: Day,
    person: Option<OwnWords>,
    email: Option<OwnWords>,
    phone: Option<OwnWords>,
    building: Option<OwnWords>,
}

/// A day for `<time>`.
struct Day {
    iso: String,
    words: String,
}

impl Day {
    fn of(t: Words, day: Date) -> Self {
        Self { iso: day.to_string(), words: formats::day(t, day) }
    }
}

fn declared(guest: &Guest, school: PublicSchool) -> Declared {
    let says = |place| own_words(&school, place, guest.language);
    Declared {
        url: guest.app.settings().public_url.clone(),
        published: Day::of(guest.t, school.since),
        assessed: Day::of(guest.t, ASSESSED),
        person: says(TextPlace::AccessPerson),
        email: says(TextPlace::AccessEmail),
        phone: says(TextPlace::AccessPhone),
        building: says(TextPlace::Building),
        name: school.name,
        address: school.address,
    }
}

/// The school's declaration.
pub async fn show(guest: Guest, Query(whose): Query<Whose>) -> Answer {
    let (school, choices) = find(&guest, &whose).await?;
    let school = school.map(|school| declared(&guest, school));
    Ok(page(&Declaration { frame: guest.frame(), school, choices }))
}
