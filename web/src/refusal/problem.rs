//! A refusal as RFC 9457 JSON. Its words are for whoever writes a program: they speak of addresses, headers and
//! fields, never of pages.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use i18n_embed_fl::fl;
use office::{Conflict, Refused};
use serde::Serialize;

use super::{Kind, Refusal};
use crate::{
    formats,
    forms::{fault_sentence, sentence},
    words::Words,
};

/// RFC 9457.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ProblemJson {
    /// A URI reference that names the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What to do.
    pub detail: String,
    /// The fields that cannot be taken, with a sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

/// A field that cannot be taken.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct FieldProblem {
    /// Its name.
    pub field: String,
    /// What is wrong, and what to do.
    pub detail: String,
}

/// How a field of a JSON body differs from the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// It is not there.
    Missing,
    /// The document has no such field.
    Unknown,
    /// Its value is of another type.
    Type,
}

/// The answer of the API.
pub(super) fn problem(refusal: &Refusal, t: Words) -> Response {
    let (title, detail) = words_for_programs(refusal, t);
    let problem = ProblemJson {
        kind: format!("/problems/{}", refusal.slug()),
        title,
        status: refusal.code().as_u16(),
        detail,
        errors: errors(refusal, t),
    };
    let mut response = Json(problem).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

/// What was wrong with which field; whatever is answered 422 names one.
fn errors(refusal: &Refusal, t: Words) -> Vec<FieldProblem> {
    let one = |field: &str, detail| vec![FieldProblem { field: field.to_owned(), detail }];
    match &refusal.0 {
        Kind::Json { field, misfit } => one(field, misfit_sentence(t, *misfit)),
        // the API calls every field as the office does
        Kind::Office(Refused::Invalid(errors)) => {
            let told = errors.iter();
            told.map(|error| FieldProblem { field: error.field.to_owned(), detail: sentence(t, error) }).collect()
        }
        Kind::Office(Refused::Photo(fault)) => one("file", fault_sentence(t, fault)),
        Kind::Office(Refused::Conflict(Conflict::AnotherName { .. })) => {
            one("confirmed", fl!(t, "problem-unconfirmed"))
        }
        Kind::Office(Refused::KeyReused) => one("Idempotency-Key", fl!(t, "api-key-reused-do")),
        _ => Vec::new(),
    }
}

fn misfit_sentence(t: Words, misfit: Misfit) -> String {
    match misfit {
        Misfit::Missing => fl!(t, "api-field-missing"),
        Misfit::Unknown => fl!(t, "api-field-unknown"),
        Misfit::Type => fl!(t, "api-field-type"),
    }
}

/// What happened, and what to do, for whoever writes a program.
pub(super) fn words_for_programs(refusal: &Refusal, t: Words) -> (String, String) {
    match &refusal.0 {
        Kind::NoKey => (fl!(t, "api-no-key"), fl!(t, "api-no-key-do")),
        Kind::BadKey => (fl!(t, "api-bad-key"), fl!(t, "api-bad-key-do")),
        Kind::ReadsOnly => (fl!(t, "api-reads-only"), fl!(t, "api-reads-only-do")),
        Kind::Json { .. } => (fl!(t, "api-invalid"), fl!(t, "api-invalid-do")),
        Kind::Page(StatusCode::NOT_FOUND) => (fl!(t, "api-not-found"), fl!(t, "api-not-found-do")),
        Kind::Page(StatusCode::METHOD_NOT_ALLOWED) => (fl!(t, "api-method"), fl!(t, "api-method-do")),
        Kind::Page(StatusCode::PAYLOAD_TOO_LARGE) => (fl!(t, "api-too-large"), fl!(t, "api-too-large-do")),
        Kind::Page(StatusCode::UNSUPPORTED_MEDIA_TYPE) => (fl!(t, "api-media-type"), fl!(t, "api-media-type-do")),
        Kind::Page(StatusCode::FORBIDDEN | StatusCode::MISDIRECTED_REQUEST) => refusal.words(t),
        Kind::Page(status) if status.is_client_error() => (fl!(t, "api-bad-request"), fl!(t, "api-bad-request-do")),
        Kind::Page(_) | Kind::Office(Refused::Broken(_)) => (fl!(t, "refusal-broken"), fl!(t, "api-broken-do")),
        Kind::Office(refused) => match refused {
            Refused::NotFound => (fl!(t, "api-not-found"), fl!(t, "api-not-found-do")),
            Refused::SignedOut => (fl!(t, "api-signed-out"), fl!(t, "api-signed-out-do")),
            Refused::Forbidden => (fl!(t, "api-forbidden"), fl!(t, "api-forbidden-do")),
            Refused::KeyReused => (fl!(t, "api-key-reused"), fl!(t, "api-key-reused-do")),
            Refused::Invalid(_) => (fl!(t, "api-invalid"), fl!(t, "api-invalid-do")),
            Refused::TooManyTries(next) => {
                (fl!(t, "api-too-many"), fl!(t, "api-too-many-do", time = formats::clock_time(*next)))
            }
            Refused::Conflict(Conflict::Photo(_) | Conflict::Card(_) | Conflict::Changed) => {
                (fl!(t, "refusal-conflict"), fl!(t, "api-conflict-do"))
            }
            _ => refusal.words(t),
        },
    }
}
