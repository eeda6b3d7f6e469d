//! The words of the statistics.

use i18n_embed_fl::fl;
use school::{
    photo::{Check, Reason},
    statistics::{AgeGroup, Stage, What},
};

use crate::{
    pages::{photo::reason_text, photo_checks::check_words},
    words::Words,
};

/// How far a pupil has come.
pub(in crate::pages) fn stage_text(t: Words, stage: Stage) -> String {
    match stage {
        Stage::None => fl!(t, "statistics-stage-none"),
        Stage::Waiting => fl!(t, "statistics-stage-waiting"),
        Stage::Rejected => fl!(t, "statistics-stage-rejected"),
        Stage::Approved => fl!(t, "statistics-stage-approved"),
        Stage::Printed => fl!(t, "statistics-stage-printed"),
        Stage::Issued => fl!(t, "statistics-stage-issued"),
    }
}

/// Why photos were rejected; the reason in the reviewer's own words is named as such.
pub(super) fn reason_words(t: Words, reason: Reason) -> String {
    if reason == Reason::Other { fl!(t, "statistics-reason-other") } else { reason_text(t, reason) }
}

/// What a check looks at.
pub(super) fn check_name(t: Words, check: Check) -> String {
    match check {
        Check::Resolution => fl!(t, "statistics-check-resolution"),
        Check::FaceCount => fl!(t, "statistics-check-face-count"),
        Check::SameFile => fl!(t, "check-same-file"),
        check => check_words(t, check),
    }
}

/// Of which age.
pub(super) fn age_words(t: Words, age: AgeGroup) -> String {
    match age {
        AgeGroup::To6 => fl!(t, "statistics-age-to", to = 6),
        AgeGroup::From7 => fl!(t, "statistics-age", from = 7, to = 9),
        AgeGroup::From10 => fl!(t, "statistics-age", from = 10, to = 12),
        AgeGroup::From13 => fl!(t, "statistics-age", from = 13, to = 15),
        AgeGroup::From16 => fl!(t, "statistics-age-from", from = 16),
    }
}

/// Which photos.
pub(super) fn what_words(t: Words, what: What) -> String {
    match what {
        What::Sent => fl!(t, "statistics-sent"),
        What::Decided => fl!(t, "statistics-decided"),
        What::Approved => fl!(t, "statistics-approved"),
        What::Rejected => fl!(t, "statistics-rejected"),
        What::Warned => fl!(t, "statistics-warned"),
        What::Overruled => fl!(t, "statistics-overruled"),
        What::Missed => fl!(t, "statistics-missed"),
    }
}

/// So many seconds, in the unit in which they are easily said.
pub(super) fn wait_words(t: Words, seconds: i64) -> String {
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
    match seconds {
        i64::MIN..3600 => fl!(t, "statistics-minutes", count = minutes),
        3600..172_800 => fl!(t, "statistics-hours", count = hours),
        _ => fl!(t, "statistics-days", count = days),
    }
}
