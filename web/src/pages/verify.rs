//! Checking a school ID (ux.md 2.12): by the code on a phone or by a card's number, for anybody, without signing in,
//! without JavaScript and within 20 KB. No cookie is set or read, and nobody writes down who checked whom.

use std::convert::Infallible;

use askama::Template;
use axum::{
    extract::{FromRequestParts, Path, Query},
    http::{HeaderName, HeaderValue, StatusCode, request::Parts},
    response::Response,
};
use i18n_embed_fl::fl;
use jiff::Timestamp;
use office::{
    Refused,
    mobile_id::{Bearer, Checked},
};
use school::{SchoolId, number::CardNumber};
use serde::Deserialize;

use super::{Answer, again, jpeg, photo::known};
use crate::{
    App, formats,
    visitor::address,
    words::{CheckLanguage, Words},
};

/// After so many seconds the page asks again, and a code that old tells nothing any more.
const FADES: &str = "60";

/// Whoever checks. Of the request, the language and the address it comes from are looked at, and nothing else.
pub struct Checker {
    app: App,
    language: CheckLanguage,
    address: String,
}

impl FromRequestParts<App> for Checker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let chosen = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang");
        let chosen = chosen.and_then(|(_, code)| code.parse().ok());
        Ok(Self {
            app: app.clone(),
            language: chosen.unwrap_or_else(|| CheckLanguage::asked(&parts.headers)),
            address: address(parts, &app.settings().trusted_proxies),
        })
    }
}

/// A card's number, as it was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    school: String,
    number: String,
}

#[derive(Template)]
#[template(path = "verify/show.html")]
struct CheckPage {
    t: Words,
    lang: &'static str,
    /// The other languages: code and name.
    languages: Vec<(&'static str, &'static str)>,
    host: String,
    verdict: Option<Verdict>,
    bearer: Option<Shown>,
    form: Option<NumberForm>,
}

struct Verdict {
    kind: &'static str,
    icon: &'static str,
    word: String,
    /// When.
    at: String,
    /// What it means and what to do.
    text: String,
}

struct Shown {
    name: String,
    school: String,
    until: String,
    /// Where the picture is; empty where the school shows none.
    photo: String,
    /// That the same code was checked before; empty if it was not.
    before: String,
}

struct NumberForm {
    /// Id, name, chosen; none to choose from where there is only one.
    schools: Vec<(SchoolId, String, bool)>,
    number: String,
    error: String,
}

impl Checker {
    fn t(&self) -> Words {
        self.language.words()
    }

    fn page(&self) -> CheckPage {
        let others = CheckLanguage::ALL.into_iter().filter(|language| *language != self.language);
        CheckPage {
            t: self.t(),
            lang: self.language.code(),
            languages: others.map(|language| (language.code(), own_name(language))).collect(),
            host: self.app.host().to_owned(),
            verdict: None,
            bearer: None,
            form: None,
        }
    }

    fn verdict(&self, checked: &Checked) -> Verdict {
        let t = self.t();
        let (kind, icon, word, text) = match checked {
            Checked::Valid(_) => ("", "check", fl!(t, "verify-valid"), fl!(t, "verify-valid-do")),
            Checked::Invalid => ("invalid", "x", fl!(t, "verify-invalid"), fl!(t, "verify-invalid-do")),
            Checked::Stale => ("unknown", "clock", fl!(t, "verify-stale"), fl!(t, "verify-stale-do")),
            Checked::Forged => ("unknown", "help", fl!(t, "verify-unknown"), fl!(t, "verify-forged-do")),
            Checked::Unknown => ("unknown", "help", fl!(t, "verify-unknown"), fl!(t, "verify-unknown-do")),
        };
        Verdict { kind, icon, word, at: self.checked_at(self.app.office().now()), text }
    }

    fn verdict_on_number(&self, valid: bool) -> Verdict {
        let t = self.t();
        let (kind, icon, word, text) = if valid {
            ("", "check", fl!(t, "verify-valid"), fl!(t, "verify-number-valid-do"))
        } else {
            ("invalid", "x", fl!(t, "verify-invalid"), fl!(t, "verify-number-invalid-do"))
        };
        Verdict { kind, icon, word, at: self.checked_at(self.app.office().now()), text }
    }

    fn checked_at(&self, at: Timestamp) -> String {
        let t = self.t();
        fl!(t, "verify-at", at = formats::to_the_second(at))
    }

    fn shown(&self, bearer: Bearer, code: &str) -> Shown {
        let t = self.t();
        let before = bearer.checked_before.map(|seconds| fl!(t, "verify-before", seconds = seconds));
        Shown {
            name: bearer.name,
            school: bearer.school,
            until: formats::short_day(bearer.until),
            photo: if bearer.has_photo { format!("/v/{code}/photo.jpg") } else { String::new() },
            before: before.unwrap_or_default(),
        }
    }
}

/// What a language calls itself.
fn own_name(language: CheckLanguage) -> &'static str {
    match language.code() {
        "pl" => "Polski",
        "uk" => "Українська",
        "en" => "English",
        _ => "Deutsch",
    }
}

/// What the code in the address says.
pub async fn check(checker: Checker, Path(code): Path<String>) -> Answer {
    let checked = checker.app.office().check_code(&code).await?;
    let mut page = checker.page();
    page.verdict = Some(checker.verdict(&checked));
    if let Checked::Valid(bearer) = checked {
        page.bearer = Some(checker.shown(bearer, &code));
    }
    let mut answer = unlisted(StatusCode::OK, &page);
    if page.bearer.is_some() {
        answer.headers_mut().insert(HeaderName::from_static("refresh"), HeaderValue::from_static(FADES));
    }
    Ok(answer)
}

/// The picture of a fresh code's bearer, if the school shows it.
pub async fn photo(checker: Checker, Path(code): Path<String>) -> Answer {
    let mut answer = jpeg(checker.app.office().checked_photo(&code).await?);
    answer.headers_mut().insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    Ok(answer)
}

/// The form for a card's number and, once one was typed, whether that card is valid.
pub async fn show(checker: Checker, Query(typed): Query<Typed>) -> Answer {
    let (t, office) = (checker.t(), checker.app.office());
    let schools = office.public_schools().await?;
    let only = if let [(only, _)] = schools.as_slice() { Some(*only) } else { None };
    let chosen: Option<SchoolId> = if typed.school.is_empty() { only } else { Some(known(&typed.school)?) };
    let mut page = checker.page();
    let mut form = NumberForm {
        schools: schools.into_iter().map(|(id, name)| (id, name, chosen == Some(id))).collect(),
        number: typed.number.trim().to_owned(),
        error: String::new(),
    };
    let mut status = StatusCode::OK;
    match (form.number.parse::<CardNumber>(), chosen) {
        _ if form.number.is_empty() => {}
        (Ok(number), Some(school)) => match office.check_number(school, number, &checker.address).await {
            Ok(valid) => page.verdict = Some(checker.verdict_on_number(valid)),
            Err(Refused::TooManyTries(next)) => {
                status = StatusCode::TOO_MANY_REQUESTS;
                form.error = fl!(t, "verify-too-many", at = formats::to_the_second(next));
            }
            Err(refused) => return Err(refused.into()),
        },
        _ => {
            status = StatusCode::UNPROCESSABLE_ENTITY;
            form.error = fl!(t, "verify-number-wrong");
        }
    }
    page.form = Some(form);
    Ok(unlisted(status, &page))
}

/// A page that no search engine keeps.
fn unlisted(status: StatusCode, page: &CheckPage) -> Response {
    let mut answer = again(status, page);
    answer.headers_mut().insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    answer
}
