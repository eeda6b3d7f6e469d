//! The notice about personal data (GDPR art. 13) for families, first in words that a child understands.

use askama::Template;
use axum::extract::Query;
use i18n_embed_fl::fl;
use jiff::civil::{Date, date};
use office::keep::{DaysKept, SOURCE_DAYS};
use school::school_text::TextPlace;

use super::{
    Answer,
    public_school::{Choice, OwnWords, Whose, find, own_words},
};
use crate::{formats, frame::Frame, refusal::page, visitor::Guest};

/// The versions of the notice, the newest first: the number counts up with every change of what it says, and since when
/// it says so.
pub(super) const VERSIONS: [(u32, Date); 1] = [(1, date(2026, 11, 21))];

#[derive(Template)]
#[template(path = "public/privacy.html")]
struct Notice {
    frame: Frame,
    school: Option<Controller>,
    choices: Vec<Choice>,
    kept: DaysKept,
    version: u32,
    since: String,
}

/// Who answers for the data.
struct Controller {
    name: String,
    address: String,
    officer: Option<OwnWords>,
}

/// The school's notice.
pub async fn show(guest: Guest, Query(whose): Query<Whose>) -> Answer {
    let (school, choices) = find(&guest, &whose).await?;
    let sources = school.as_ref().map_or(i64::from(*SOURCE_DAYS.end()), |school| school.source_days);
    let school = school.map(|school| Controller {
        officer: own_words(&school, TextPlace::DataOfficer, guest.language),
        name: school.name,
        address: school.address,
    });
    let (version, since) = (VERSIONS[0].0, formats::day(guest.t, VERSIONS[0].1));
    let kept = DaysKept::at_school(sources);
    Ok(page(&Notice { frame: guest.frame(), school, choices, kept, version, since }))
}
