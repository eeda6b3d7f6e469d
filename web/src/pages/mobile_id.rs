//! The school ID on a phone, as its holder shows it (ux.md 2.11). Without JavaScript the page reloads itself; with it,
//! it asks every few seconds, so that a new code and the end of validity are there at once.

use askama::Template;
use axum::extract::Path;
use i18n_embed_fl::fl;
use office::mobile_id::{MobileId, ShownCode};
use school::{
    PupilId,
    mobile_id::{Ended, Validity},
};

use super::{Answer, jpeg, photo::known};
use crate::{formats, frame::Frame, refusal::page, visitor::Family, words::Words};

#[derive(Template)]
#[template(path = "mobile_id/show.html")]
struct MobileIdPage {
    frame: Frame,
    id: Option<Shown>,
    /// The other IDs of this person.
    others: Vec<(PupilId, String)>,
    host: String,
}

/// An ID in words.
struct Shown {
    pupil: PupilId,
    name: String,
    born: String,
    school: String,
    number: String,
    template: String,
    identity: String,
    has_pesel: bool,
    /// Empty for a valid one.
    kind: &'static str,
    icon: &'static str,
    verdict: String,
    detail: String,
    /// What makes it valid; empty if it is.
    remedy: String,
    has_photo: bool,
    code: Option<ShownCode>,
    clock: String,
    /// Milliseconds since 1970, for the clock that goes.
    now: i64,
}

fn shown(t: Words, id: MobileId) -> Shown {
    let (kind, icon, verdict) = match id.validity {
        Validity::Valid(_) => ("", "check", fl!(t, "verify-valid")),
        Validity::NotIssued => ("stale", "clock", fl!(t, "mid-not-issued")),
        Validity::Invalid(_) => ("invalid", "x", fl!(t, "verify-invalid")),
    };
    let (detail, remedy) = match id.validity {
        Validity::Valid(until) => (fl!(t, "mid-until", date = formats::short_day(until)), String::new()),
        Validity::NotIssued => (fl!(t, "mid-not-issued-do"), fl!(t, "mid-not-issued-wait")),
        Validity::Invalid(Ended::NoHologram) => (fl!(t, "mid-no-hologram"), fl!(t, "mid-no-hologram-do")),
        Validity::Invalid(Ended::Card) => (fl!(t, "mid-ended"), fl!(t, "mid-ended-do")),
        Validity::Invalid(Ended::Left) => (fl!(t, "mid-left"), fl!(t, "mid-left-do")),
        Validity::Invalid(Ended::PhotoRemoved) => (fl!(t, "mid-photo-removed"), fl!(t, "mid-photo-removed-do")),
    };
    Shown {
        pupil: id.pupil,
        name: id.name,
        born: id.born,
        school: id.school,
        number: id.number,
        template: id.template,
        identity: id.identity,
        has_pesel: id.has_pesel,
        kind,
        icon,
        verdict,
        detail,
        remedy,
        has_photo: id.validity != Validity::Invalid(Ended::PhotoRemoved),
        code: id.code,
        clock: formats::to_the_second(id.at),
        now: id.at.as_millisecond(),
    }
}

/// The ID of one child.
pub async fn show(family: Family, Path(pupil): Path<String>) -> Answer {
    let (t, pupil): (Words, PupilId) = (family.t(), known(&pupil)?);
    let id = family.desk.mobile_id(pupil).await?.map(|id| shown(t, id));
    let others = family.desk.mobile_ids().await?.into_iter().filter(|(other, _)| *other != pupil).collect();
    let host = family.guest.app.host().to_owned();
    Ok(page(&MobileIdPage { frame: family.frame("home").await?, id, others, host }))
}

/// The portrait printed on the card.
pub async fn portrait(family: Family, Path(pupil): Path<String>) -> Answer {
    Ok(jpeg(family.desk.mobile_id_photo(known(&pupil)?).await?))
}
