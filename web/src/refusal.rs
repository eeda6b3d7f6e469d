//! The one place where what a verb refused becomes an answer: a page in the visitor's language, or RFC 9457 JSON.
//! The only place, too, that logs what broke.
//!
//! A handler's [`Refusal`] leaves as an empty response that carries it; [`render`], which knows the request's
//! language and what it accepts, writes the words.

mod problem;

use std::sync::Arc;

use askama::Template;
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use i18n_embed_fl::fl;
use office::{Conflict, Refused};
use school::pupil::PupilRefusal;

use crate::{
    App, api, formats,
    forms::{Errors, label},
    frame::Frame,
    once::BodyMark,
    pages::{cards::field_words, session, stock::period_words},
    routes::{Door, TABLE},
    visitor::{Shell, around, factors, guest_frame},
    words::{Words, guest_language, words},
};

use problem::words_for_programs;
pub(crate) use problem::{FieldProblem, Misfit, ProblemJson};

/// The longest form; no text of ours needs more. It is kept while somebody signs in again.
const LONGEST_FORM: usize = 256 * 1024;

/// A refused request.
#[derive(Debug)]
pub struct Refusal(Kind);

#[derive(Debug)]
enum Kind {
    Office(Refused),
    NoKey,
    BadKey,
    ReadsOnly,
    Json { field: String, misfit: Misfit },
    Page(StatusCode),
}

impl Refusal {
    /// A change came without an idempotency key.
    pub(crate) fn no_key() -> Self {
        Self(Kind::NoKey)
    }

    /// What came as an idempotency key is no UUID.
    pub(crate) fn bad_key() -> Self {
        Self(Kind::BadKey)
    }

    /// A change came with a token that is for reading only.
    pub(crate) fn reads_only() -> Self {
        Self(Kind::ReadsOnly)
    }

    /// A field of a JSON body is not what the document says.
    pub(crate) fn json(field: String, misfit: Misfit) -> Self {
        Self(Kind::Json { field, misfit })
    }

    /// A bare status: no such page, wrong method, too large.
    pub(crate) fn status(status: StatusCode) -> Self {
        Self(Kind::Page(status))
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Self(Kind::Office(refused))
    }
}

impl From<askama::Error> for Refusal {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a page could not be written");
        Self(Kind::Page(StatusCode::INTERNAL_SERVER_ERROR))
    }
}

/// What travels from the handler to [`render`].
#[derive(Clone)]
struct Carried(Arc<Refusal>);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = self.code();
        let mut response = status.into_response();
        response.extensions_mut().insert(Carried(Arc::new(self)));
        response
    }
}

impl Refusal {
    fn code(&self) -> StatusCode {
        match &self.0 {
            Kind::Page(status) => *status,
            Kind::NoKey | Kind::BadKey => StatusCode::BAD_REQUEST,
            Kind::ReadsOnly => StatusCode::FORBIDDEN,
            Kind::Json { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::Office(refused) => match refused {
                Refused::NotFound => StatusCode::NOT_FOUND,
                Refused::SignedOut | Refused::StepUp => StatusCode::UNAUTHORIZED,
                Refused::Forbidden => StatusCode::FORBIDDEN,
                Refused::Done(_) | Refused::Conflict(_) => StatusCode::CONFLICT,
                Refused::Invalid(_) | Refused::Photo(_) | Refused::Table(_) | Refused::KeyReused => {
                    StatusCode::UNPROCESSABLE_ENTITY
                }
                Refused::TooManyTries(_) => StatusCode::TOO_MANY_REQUESTS,
                Refused::Busy => StatusCode::SERVICE_UNAVAILABLE,
                Refused::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }

    /// Was the form refused, and not who sent it? Then the page on which it stands is still theirs.
    fn is_of_a_form(&self) -> bool {
        use Refused::{Conflict, Invalid, KeyReused, Photo, Table};
        matches!(
            self.0,
            Kind::NoKey
                | Kind::BadKey
                | Kind::Page(StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY)
                | Kind::Office(Conflict(_) | Invalid(_) | KeyReused | Photo(_) | Table(_))
        )
    }

    /// A stable word for programs: the last part of the problem's type.
    fn slug(&self) -> &'static str {
        match &self.0 {
            Kind::NoKey => "idempotency-key-missing",
            Kind::BadKey => "idempotency-key-malformed",
            Kind::ReadsOnly => "scope",
            Kind::Json { .. } => "invalid",
            Kind::Page(status) => match *status {
                StatusCode::NOT_FOUND => "not-found",
                StatusCode::METHOD_NOT_ALLOWED => "method-not-allowed",
                StatusCode::PAYLOAD_TOO_LARGE => "too-large",
                StatusCode::UNSUPPORTED_MEDIA_TYPE => "media-type",
                StatusCode::MISDIRECTED_REQUEST => "wrong-host",
                StatusCode::FORBIDDEN => "cross-site",
                status if status.is_client_error() => "bad-request",
                _ => "broken",
            },
            Kind::Office(refused) => match refused {
                Refused::NotFound => "not-found",
                Refused::SignedOut => "signed-out",
                Refused::StepUp => "step-up",
                Refused::Forbidden => "forbidden",
                Refused::Done(_) => "done-before",
                Refused::KeyReused => "idempotency-key-reused",
                Refused::Conflict(Conflict::AnotherName { .. }) => "another-name",
                Refused::Conflict(_) => "conflict",
                Refused::Invalid(_) => "invalid",
                Refused::Photo(_) => "photo",
                Refused::Table(_) => "table",
                Refused::TooManyTries(_) => "too-many-tries",
                Refused::Busy => "busy",
                Refused::Broken(_) => "broken",
            },
        }
    }

    /// Heading and sentence: what happened, and what to do.
    fn words(&self, t: Words) -> (String, String) {
        match &self.0 {
            Kind::NoKey => (fl!(t, "refusal-no-key"), fl!(t, "refusal-no-key-do")),
            Kind::BadKey | Kind::ReadsOnly | Kind::Json { .. } => words_for_programs(self, t),
            Kind::Page(StatusCode::NOT_FOUND) => (fl!(t, "refusal-not-found"), fl!(t, "refusal-not-found-do")),
            Kind::Page(StatusCode::METHOD_NOT_ALLOWED) => (fl!(t, "refusal-method"), fl!(t, "refusal-method-do")),
            Kind::Page(StatusCode::PAYLOAD_TOO_LARGE) => (fl!(t, "refusal-too-large"), fl!(t, "refusal-too-large-do")),
            Kind::Page(StatusCode::FORBIDDEN) => (fl!(t, "refusal-cross-site"), fl!(t, "refusal-cross-site-do")),
            Kind::Page(StatusCode::MISDIRECTED_REQUEST) => (fl!(t, "refusal-host"), fl!(t, "refusal-host-do")),
            Kind::Page(status) if status.is_client_error() => {
                (fl!(t, "refusal-bad-request"), fl!(t, "refusal-bad-request-do"))
            }
            Kind::Page(_) | Kind::Office(Refused::Broken(_)) => (fl!(t, "refusal-broken"), fl!(t, "refusal-broken-do")),
            Kind::Office(refused) => match refused {
                Refused::NotFound | Refused::Broken(_) => (fl!(t, "refusal-not-found"), fl!(t, "refusal-not-found-do")),
                Refused::SignedOut => (fl!(t, "refusal-signed-out"), fl!(t, "refusal-signed-out-do")),
                Refused::StepUp => (fl!(t, "step-up-title"), fl!(t, "step-up-text")),
                Refused::Forbidden => (fl!(t, "refusal-forbidden"), fl!(t, "refusal-forbidden-do")),
                Refused::Done(_) => (fl!(t, "refusal-done"), fl!(t, "refusal-done-do")),
                Refused::KeyReused => words_for_programs(self, t),
                Refused::Conflict(conflict) => (conflict_heading(t, conflict), conflict_sentence(t, conflict)),
                Refused::Invalid(errors) => (
                    fl!(t, "refusal-invalid"),
                    Errors::new(t, errors)
                        .list()
                        .iter()
                        .map(|(_, sentence)| sentence.as_str())
                        .collect::<Vec<_>>()
                        .join(" "),
                ),
                Refused::Photo(fault) => (fl!(t, "refusal-photo"), crate::forms::fault_sentence(t, fault)),
                Refused::Table(fault) => (fl!(t, "refusal-table"), crate::forms::table_sentence(t, *fault)),
                Refused::TooManyTries(next) => {
                    (fl!(t, "refusal-too-many"), fl!(t, "refusal-too-many-do", time = formats::clock_time(*next)))
                }
                Refused::Busy => (fl!(t, "refusal-busy"), fl!(t, "refusal-busy-do")),
            },
        }
    }
}

/// What stands above the sentence of a conflict: not each of them has to do with somebody who was faster.
fn conflict_heading(t: Words, conflict: &Conflict) -> String {
    match conflict {
        Conflict::AlreadyReviewed { .. }
        | Conflict::Photo(_)
        | Conflict::Card(_)
        | Conflict::Pupil(_)
        | Conflict::Changed => {
            fl!(t, "refusal-conflict")
        }
        Conflict::NewerDraft { .. } => fl!(t, "conflict-newer-draft-heading"),
        Conflict::NoBlanks { .. } | Conflict::NoBlanksForSpoiled { .. } => fl!(t, "conflict-no-blanks-heading"),
        Conflict::NoHolograms { .. } => fl!(t, "conflict-no-holograms-heading"),
        Conflict::NobodyReady => fl!(t, "conflict-nobody-ready-heading"),
        Conflict::DoesNotFit { .. } => fl!(t, "conflict-does-not-fit-heading"),
        Conflict::AppliedAlready => fl!(t, "conflict-applied-already-heading"),
        Conflict::NoHead => fl!(t, "conflict-no-head-heading"),
        Conflict::SetUpClosed | Conflict::LinkClosed => fl!(t, "conflict-link-closed-heading"),
        Conflict::LastAdministrator => fl!(t, "conflict-last-administrator-heading"),
        Conflict::LastHead => fl!(t, "conflict-last-head-heading"),
        Conflict::LastFactor => fl!(t, "conflict-last-factor-heading"),
        Conflict::SchoolClosed => fl!(t, "conflict-school-closed-heading"),
        Conflict::OtherPlace => fl!(t, "conflict-other-place-heading"),
        Conflict::ExportClosed => fl!(t, "conflict-export-closed-heading"),
        Conflict::SecondPerson => fl!(t, "conflict-second-person-heading"),
        Conflict::BuiltOn | Conflict::UndoClosed => fl!(t, "conflict-undo-closed-heading"),
        Conflict::WorksElsewhere => fl!(t, "conflict-works-elsewhere-heading"),
        Conflict::AnotherName { .. } => fl!(t, "conflict-another-name-heading"),
    }
}

/// What changed meanwhile, in a sentence.
pub(crate) fn conflict_sentence(t: Words, conflict: &Conflict) -> String {
    match conflict {
        Conflict::AlreadyReviewed { by, at, approved: true } => {
            fl!(t, "conflict-approved", by = by.clone(), time = formats::moment(t, *at))
        }
        Conflict::AlreadyReviewed { by, at, approved: false } => {
            fl!(t, "conflict-rejected", by = by.clone(), time = formats::moment(t, *at))
        }
        Conflict::Photo(_) => fl!(t, "conflict-photo"),
        Conflict::Card(_) => fl!(t, "conflict-card"),
        Conflict::Pupil(PupilRefusal::HasLeft) => fl!(t, "conflict-has-left"),
        Conflict::Pupil(_) => fl!(t, "conflict-pupil"),
        Conflict::Changed => fl!(t, "conflict-changed"),
        Conflict::NewerDraft { .. } => fl!(t, "conflict-newer-draft"),
        Conflict::OtherPlace => fl!(t, "conflict-other-place"),
        &Conflict::NoBlanks { needed, stock } => fl!(t, "conflict-no-blanks", needed = needed, stock = stock),
        &Conflict::NoBlanksForSpoiled { needed, stock } => {
            fl!(t, "conflict-no-blanks-spoiled", needed = needed, stock = stock)
        }
        Conflict::NoHolograms { year } => fl!(t, "conflict-no-holograms", year = period_words(t, year)),
        Conflict::NobodyReady => fl!(t, "conflict-nobody-ready"),
        Conflict::DoesNotFit { pupil, field } => {
            fl!(t, "conflict-does-not-fit", pupil = pupil.clone(), field = field_words(t, field))
        }
        Conflict::AppliedAlready => fl!(t, "conflict-applied-already"),
        Conflict::NoHead => fl!(t, "conflict-no-head"),
        Conflict::SetUpClosed => fl!(t, "conflict-set-up-closed"),
        Conflict::LinkClosed => fl!(t, "conflict-link-closed"),
        Conflict::AnotherName { name: None } => fl!(t, "conflict-another-name"),
        Conflict::AnotherName { name: Some(name) } => fl!(t, "conflict-another-name-known", name = name.clone()),
        Conflict::ExportClosed => fl!(t, "conflict-export-closed"),
        Conflict::SecondPerson => fl!(t, "conflict-second-person"),
        Conflict::BuiltOn => fl!(t, "conflict-built-on"),
        Conflict::UndoClosed => fl!(t, "conflict-undo-closed"),
        Conflict::LastAdministrator => fl!(t, "conflict-last-administrator"),
        Conflict::WorksElsewhere => fl!(t, "conflict-works-elsewhere"),
        Conflict::LastHead => fl!(t, "conflict-last-head"),
        Conflict::LastFactor => fl!(t, "conflict-last-factor"),
        Conflict::SchoolClosed => fl!(t, "conflict-school-closed"),
    }
}

/// What changed meanwhile, above the page that shows how it is now: nobody has to reload it.
pub(crate) fn conflict_here(t: Words, conflict: &Conflict) -> String {
    match conflict {
        Conflict::Changed => fl!(t, "conflict-again"),
        Conflict::Photo(_) | Conflict::Card(_) => fl!(t, "conflict-stage-here"),
        &Conflict::NoBlanksForSpoiled { needed, stock } => {
            fl!(t, "conflict-no-blanks-spoiled-here", needed = needed, stock = stock)
        }
        other => conflict_sentence(t, other),
    }
}

/// What a refusal's page says.
struct Told {
    status: u16,
    heading: String,
    sentence: String,
    /// Where to go from here, address and label; the best first.
    ways: Vec<(String, String)>,
    /// What was typed where somebody was faster, label and text, to be copied.
    typed: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "refusal/guest_page.html")]
struct PlainPage {
    frame: Frame,
    told: Told,
}

#[derive(Template)]
#[template(path = "refusal/staff_page.html")]
struct StaffPage {
    frame: Frame,
    told: Told,
}

#[derive(Template)]
#[template(path = "refusal/family_page.html")]
struct FamilyPage {
    frame: Frame,
    told: Told,
}

/// The middleware that gives refusals their words.
pub(crate) async fn render(State(app): State<App>, request: Request, next: Next) -> Response {
    let (asked, body) = request.into_parts();
    let (response, kept) = match keep_form(Request::from_parts(asked.clone(), body), &app).await {
        Ok((request, kept)) => (next.run(request).await, kept),
        Err(refusal) => (refusal.into_response(), None),
    };
    let Some(refusal) = refusal_of(&response) else { return response };
    if let Kind::Office(Refused::Broken(broken)) = &refusal.0 {
        tracing::error!(error = %broken, "a verb broke");
        metrics::counter!("legitka_broken_total").increment(1);
    }
    let mut answer = if asked.uri.path().starts_with("/api/") {
        problem::problem(&refusal, words(guest_language(&asked.headers)))
    } else if matches!(&refusal.0, Kind::Office(Refused::SignedOut)) {
        session::sign_in_again(guest_frame(&asked.headers, &app).with_error(), kept, app.demo_accounts())
    } else if matches!(&refusal.0, Kind::Office(Refused::StepUp)) {
        let factors = factors(&asked.headers, &app).await;
        session::prove_again(around(asked, &app).await.1, kept, factors)
    } else {
        told(&refusal, asked, kept, &app).await
    };
    *answer.status_mut() = response.status();
    if let Kind::Office(Refused::TooManyTries(_) | Refused::Busy) = &refusal.0 {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    if let Some(allow) = response.headers().get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allow.clone());
    }
    answer
}

/// What was refused, if anything.
fn refusal_of(response: &Response) -> Option<Arc<Refusal>> {
    let status = response.status();
    match response.extensions().get::<Carried>() {
        Some(Carried(refusal)) => Some(refusal.clone()),
        // axum's own refusals (no such route, unreadable body) get our words, too
        None => ((status.is_client_error() || status.is_server_error()) && unworded(response))
            .then(|| Arc::new(Refusal::status(status))),
    }
}

/// The page of a refusal in the visitor's own frame.
async fn told(refusal: &Refusal, asked: Parts, kept: Option<KeptForm>, app: &App) -> Response {
    let overtaken = asked.method == Method::POST && matches!(refusal.0, Kind::Office(Refused::Conflict(_)));
    let nearest = || nearest_page(asked.uri.path()).filter(|_| asked.method == Method::POST && refusal.is_of_a_form());
    let back = came_from(&asked.headers, app).or_else(nearest);
    let (shell, frame) = if refusal.code().is_server_error() {
        (Shell::Plain, guest_frame(&asked.headers, app)) // the database may be what failed, or is busy
    } else {
        around(asked, app).await
    };
    let (heading, sentence) = refusal.words(frame.t);
    let ways = ways(refusal, frame.t, back);
    let typed = kept.filter(|_| overtaken).map(|form| typed(frame.t, &form)).unwrap_or_default();
    let status = refusal.code().as_u16();
    let (frame, told) = (frame.with_error(), Told { status, heading, sentence, ways, typed });
    match shell {
        Shell::Plain => page(&PlainPage { frame, told }),
        Shell::Staff => page(&StaffPage { frame, told }),
        Shell::Family => page(&FamilyPage { frame, told }),
    }
}

/// Where to go from a refusal: to what took the place of the thing asked for, back, or to the start.
fn ways(refusal: &Refusal, t: Words, back: Option<String>) -> Vec<(String, String)> {
    let newer = match &refusal.0 {
        Kind::Office(Refused::Conflict(Conflict::NewerDraft { draft })) => Some(format!("/photos/{draft}/crop")),
        _ => None,
    };
    // the page of a draft that is gone would only say so once more
    let back = back.filter(|_| newer.is_none());
    let newer = newer.map(|address| (address, fl!(t, "conflict-newer-draft-do")));
    let back = back.map(|address| (address, fl!(t, "refusal-back")));
    newer.into_iter().chain(back).chain([("/".to_owned(), fl!(t, "refusal-home"))]).collect()
}

/// The page that a form most likely stands on: that of its own address, or the nearest above it behind the same door.
fn nearest_page(path: &str) -> Option<String> {
    let door = TABLE.iter().find(|route| route.method == "post" && fits(route.path, path))?.door;
    let shown = |path: &str| {
        let mut pages = TABLE.iter().filter(|route| route.method == "get" && route.door == door);
        door != Door::Open && pages.any(|route| fits(route.path, path))
    };
    let mut above = std::iter::successors(Some(path), |path| path.rsplit_once('/').map(|(above, _)| above));
    above.find(|path| shown(path)).map(str::to_owned)
}

/// Is it an address of this route?
fn fits(route: &str, path: &str) -> bool {
    let (wanted, given): (Vec<_>, Vec<_>) = (route.split('/').collect(), path.split('/').collect());
    wanted.len() == given.len()
        && wanted.iter().zip(&given).all(|(wanted, given)| wanted == given || wanted.starts_with('{'))
}

/// The texts of a form that have a name of their own for people, as they were typed.
fn typed(t: Words, form: &KeptForm) -> Vec<(String, String)> {
    let fields: Vec<(String, String)> = serde_urlencoded::from_str(&form.body).unwrap_or_default();
    let named = |(field, text): (String, String)| {
        let label = match field.as_str() {
            // secrets, and what was chosen and not typed
            "password" | "class" | "kind" | "role" | "template" | "pupils" | "receiver" => None,
            "note" => Some(fl!(t, "photos-note")),
            "name" => name_label(t, &form.to),
            field => label(t, field),
        };
        label.filter(|_| !text.trim().is_empty()).map(|label| (label, text))
    };
    fields.into_iter().filter_map(named).collect()
}

/// What the form that goes there calls the name of what it makes; that of a school, if nothing else.
fn name_label(t: Words, to: &str) -> Option<String> {
    match to.split(['/', '?']).nth(1).unwrap_or_default() {
        "classes" => Some(fl!(t, "classes-name")),
        "api-tokens" => Some(fl!(t, "tokens-name")),
        "account" => Some(fl!(t, "passkeys-name")),
        "pupil-views" => Some(fl!(t, "views-name")),
        _ => label(t, "name"),
    }
}

/// Path and query of the page of ours that a request came from.
pub(crate) fn came_from(headers: &HeaderMap, app: &App) -> Option<String> {
    let address = headers.get(header::REFERER)?.to_str().ok()?.strip_prefix(app.settings().public_url.as_str())?;
    Some(crate::pages::local(address).to_owned()).filter(|address| address != "/")
}

/// Does the response lack words of ours? Ours are HTML, JSON, pictures or PDFs.
fn unworded(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.is_empty() || kind.starts_with("text/plain")
}

/// What somebody typed when their session had ended; it is posted again once they have signed in.
pub struct KeptForm {
    /// Where it was going.
    pub to: String,
    /// The form, urlencoded, as it came.
    pub body: String,
    /// A file came with it. Files are not kept: `to` is the page where it was chosen.
    pub file: bool,
}

/// Keeps a copy of a small form, so that a session that ended in the middle loses nothing that was typed. Of an upload,
/// which may be large, it keeps the way back to its form.
async fn keep_form(request: Request, app: &App) -> Result<(Request, Option<KeptForm>), Refusal> {
    let to = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    if request.method() == Method::GET {
        return Ok((request, Some(KeptForm { to, body: String::new(), file: false })));
    }
    let (mut parts, body) = request.into_parts();
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().to_owned();
    if kind.starts_with("multipart/") || api::brings_a_file(&parts) {
        let to = came_from(&parts.headers, app).unwrap_or_else(|| without_key(&parts.uri));
        return Ok((Request::from_parts(parts, body), Some(KeptForm { to, body: String::new(), file: true })));
    }
    let bytes = to_bytes(body, LONGEST_FORM).await.map_err(|_| Refusal::status(StatusCode::PAYLOAD_TOO_LARGE))?;
    parts.extensions.insert(BodyMark::of(&bytes));
    let form = kind.starts_with("application/x-www-form-urlencoded");
    let typed = String::from_utf8(bytes.to_vec()).ok().filter(|_| form);
    // a button without fields is a form, too: with something in it, it is sent again and not asked for like a page
    let typed = typed.map(|body| if body.is_empty() { "again=1".to_owned() } else { body });
    let kept = typed.map(|body| KeptForm { to, body, file: false });
    Ok((Request::from_parts(parts, Body::from(bytes)), kept))
}

/// Where a form went, without the key of its change: the address of the form itself, with what was declared before it.
fn without_key(to: &Uri) -> String {
    let pairs = to.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("key="));
    let query = pairs.collect::<Vec<_>>().join("&");
    if query.is_empty() { to.path().to_owned() } else { format!("{}?{query}", to.path()) }
}

/// A page from its template.
pub(crate) fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => Html(html).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
