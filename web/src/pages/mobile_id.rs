//! The school ID on a phone, as its holder shows it (ux.md 2.11). Without JavaScript the page reloads itself; with it,
//! it asks every few seconds, so that a new code and the end of validity are there at once.
//!
//! One phone shows the codes. It is known by a secret in a cookie of its own, which outlives the session: who signs in
//! anew on the same phone need not activate it again.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::HeaderMap,
    response::Response,
};
use i18n_embed_fl::fl;
use office::{
    Refused,
    mobile_id::{MobileId, Phone, ShownCode, new_phone},
};
use school::{
    PupilId,
    mobile_id::{Ended, Validity},
};
use serde::Deserialize;

use super::{Answer, go, jpeg, photo::known, session::set_cookie, unprocessable};
use crate::{
    device, formats,
    forms::Errors,
    frame::Frame,
    once::OrDone,
    refusal::page,
    visitor::{Family, cookie},
    words::Words,
};

/// The secret that a phone is known by.
const PHONE_COOKIE: &str = "__Host-phone";
/// Seconds for which a browser keeps it, the most that browsers allow: 400 days.
const PHONE_SECONDS: u32 = 400 * 24 * 3600;

#[derive(Template)]
#[template(path = "mobile_id/show.html")]
struct MobileIdPage {
    frame: Frame,
    id: Option<Shown>,
    /// The other IDs of this person.
    others: Vec<(PupilId, String)>,
    host: String,
    /// A code for another phone, this once.
    made: Option<Made>,
    /// One was made when the form came before; it is not shown again.
    gone: bool,
    /// The PESEL, or the other document's name and number, this once.
    revealed: Option<String>,
    /// The code as it was typed, or as the address brought it.
    typed: String,
    errors: Errors,
}

/// A code for another phone in words.
struct Made {
    code: String,
    qr: String,
    until: String,
}

/// An ID in words.
struct Shown {
    pupil: PupilId,
    name: String,
    born: String,
    school: String,
    number: String,
    template: String,
    /// Which of the two kinds of ID it is.
    sort: String,
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
    /// It is valid, and this phone does not show its codes.
    inactive: bool,
    /// Which phone does, if not this one.
    phone: String,
    /// Can a phone be reported lost?
    may_lose: bool,
    may_make_code: bool,
    clock: String,
    /// Milliseconds since 1970, for the clock that goes.
    now: i64,
}

fn shown(t: Words, id: MobileId) -> Shown {
    let here = id.phone == Phone::Here;
    let (kind, icon, verdict) = match id.validity {
        Validity::Valid(_) if here => ("", "check", fl!(t, "verify-valid")),
        Validity::Valid(_) => ("stale", "phone", fl!(t, "mid-preview")),
        Validity::NotIssued => ("stale", "clock", fl!(t, "mid-not-issued")),
        Validity::Invalid(_) => ("invalid", "x", fl!(t, "verify-invalid")),
    };
    let (detail, remedy) = standing(t, id.validity, here);
    Shown {
        pupil: id.pupil,
        name: id.name,
        born: id.born,
        school: id.school,
        number: id.number,
        template: id.template,
        sort: if id.disabled { fl!(t, "mid-sort-disabled") } else { fl!(t, "mid-sort-regular") },
        has_pesel: id.has_pesel,
        kind,
        icon,
        verdict,
        detail,
        remedy,
        has_photo: id.validity != Validity::Invalid(Ended::PhotoRemoved),
        inactive: !here && matches!(id.validity, Validity::Valid(_)),
        may_lose: matches!(id.phone, Phone::Elsewhere { .. }),
        phone: phone_words(t, &id.phone),
        code: id.code,
        may_make_code: id.may_make_code,
        clock: formats::to_the_second(id.at),
        now: id.at.as_millisecond(),
    }
}

/// What an ID is worth, and what makes it valid if it is not.
fn standing(t: Words, validity: Validity, here: bool) -> (String, String) {
    match validity {
        Validity::Valid(until) if here => (fl!(t, "mid-until", date = formats::short_day(until)), String::new()),
        Validity::Valid(until) => (fl!(t, "mid-preview-until", date = formats::short_day(until)), String::new()),
        Validity::NotIssued => (fl!(t, "mid-not-issued-do"), fl!(t, "mid-not-issued-wait")),
        Validity::Invalid(why) => match why {
            Ended::NoHologram => (fl!(t, "mid-no-hologram"), fl!(t, "mid-no-hologram-do")),
            Ended::Lost => (fl!(t, "mid-lost"), fl!(t, "mid-lost-do")),
            Ended::Duplicate => (fl!(t, "mid-duplicate"), fl!(t, "mid-duplicate-do")),
            Ended::Exchanged => (fl!(t, "mid-exchanged"), fl!(t, "mid-exchanged-do")),
            Ended::Cancelled => (fl!(t, "mid-ended"), fl!(t, "mid-ended-do")),
            Ended::Left => (fl!(t, "mid-left"), fl!(t, "mid-left-do")),
            Ended::PhotoRemoved => (fl!(t, "mid-photo-removed"), fl!(t, "mid-photo-removed-do")),
        },
    }
}

/// Which phone shows the codes.
pub(super) fn phone_words(t: Words, phone: &Phone) -> String {
    match phone {
        Phone::Here => fl!(t, "mid-phone-here"),
        Phone::Elsewhere { name, since } => {
            let since = formats::short_moment(*since);
            fl!(t, "mid-phone-elsewhere", name = device::name(t, name), since = since)
        }
        Phone::Nowhere(Some(lost)) => fl!(t, "mid-phone-lost", at = formats::short_moment(*lost)),
        Phone::Nowhere(None) => fl!(t, "mid-phone-nowhere"),
    }
}

/// The secret of the phone that asks, if it keeps one.
fn phone_of(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, PHONE_COOKIE).filter(|secret| !secret.is_empty())
}

/// Has the phone keep its secret.
fn keep(answer: &mut Response, secret: &str) {
    let kept = format!("{PHONE_COOKIE}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={PHONE_SECONDS}");
    set_cookie(answer, &kept);
}

/// The page of a pupil's ID. An address of a form is no page to come back to: that is the ID's own.
async fn id_page(family: &Family, headers: &HeaderMap, pupil: PupilId) -> Result<MobileIdPage, Refused> {
    let t: Words = family.t();
    let id = family.desk.mobile_id(pupil, phone_of(headers)).await?.map(|id| shown(t, id));
    let others = family.desk.mobile_ids().await?.into_iter().filter(|(other, _)| *other != pupil).collect();
    Ok(MobileIdPage {
        frame: Frame { path: format!("/pupils/{pupil}/mobile-id"), ..family.frame("home").await? },
        id,
        others,
        host: family.guest.app.host().to_owned(),
        made: None,
        gone: false,
        revealed: None,
        typed: String::new(),
        errors: Errors::default(),
    })
}

/// A code that came with the address, or was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct PhoneCodeTyped {
    code: String,
}

/// The ID of one child.
pub async fn show(
    family: Family,
    headers: HeaderMap,
    Path(pupil): Path<String>,
    Query(brought): Query<PhoneCodeTyped>,
) -> Answer {
    let mut shown = id_page(&family, &headers, known(&pupil)?).await?;
    shown.typed = brought.code;
    let mut answer = page(&shown);
    if shown.id.is_some() && phone_of(&headers).is_none() {
        keep(&mut answer, &new_phone());
    }
    Ok(answer)
}

/// The page with the PESEL, this once.
pub async fn reveal(family: Family, headers: HeaderMap, Path(pupil): Path<String>) -> Answer {
    let pupil = known(&pupil)?;
    let revealed = Some(family.desk.mobile_id_identity(pupil).await?);
    Ok(page(&MobileIdPage { revealed, ..id_page(&family, &headers, pupil).await? }))
}

/// Makes a code for another phone. It stands in this one answer and nowhere else.
pub async fn make_code(family: Family, headers: HeaderMap, Path(pupil): Path<String>) -> Answer {
    let pupil = known(&pupil)?;
    let made = match family.desk.phone_code(pupil).await {
        Ok(made) => Some(made),
        // sent twice: what was shown is not shown again, a new code can be made
        Err(Refused::Done(_)) => None,
        Err(refused) => return Err(refused.into()),
    };
    let mut shown = id_page(&family, &headers, pupil).await?;
    shown.gone = made.is_none();
    shown.typed = made.as_ref().map(|made| made.code.clone()).unwrap_or_default();
    shown.made = made.map(|made| Made { code: made.code, qr: made.qr, until: formats::short_moment(made.until) });
    Ok(page(&shown))
}

/// Makes this phone the one that shows the codes.
pub async fn activate(
    family: Family,
    headers: HeaderMap,
    Path(pupil): Path<String>,
    Form(typed): Form<PhoneCodeTyped>,
) -> Answer {
    let pupil: PupilId = known(&pupil)?;
    let secret = phone_of(&headers).map_or_else(new_phone, str::to_owned);
    match family.desk.activate_phone(pupil, &typed.code, &secret, &family.guest.device).await.or_done() {
        Ok(pupil) => {
            let mut answer = go(&format!("/pupils/{pupil}/mobile-id"));
            keep(&mut answer, &secret);
            Ok(answer)
        }
        Err(Refused::Invalid(_)) => {
            let mut shown = id_page(&family, &headers, pupil).await?;
            shown.errors = Errors::one("code", fl!(family.t(), "mid-phone-code-wrong"));
            (shown.typed, shown.frame.title_error) = (typed.code, true);
            Ok(unprocessable(&shown))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// The phone that shows the codes was lost.
pub async fn lose(family: Family, Path(pupil): Path<String>) -> Answer {
    let pupil: PupilId = family.desk.lose_phone(known(&pupil)?).await.or_done()?;
    Ok(go(&format!("/pupils/{pupil}/mobile-id")))
}

/// The portrait printed on the card.
pub async fn portrait(family: Family, Path(pupil): Path<String>) -> Answer {
    Ok(jpeg(family.desk.mobile_id_photo(known(&pupil)?).await?))
}
