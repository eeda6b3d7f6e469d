//! Pages: one file per resource. A handler finds the desk, calls one verb and answers.

pub mod access;
pub mod accessibility;
pub mod account;
pub mod account_data;
pub mod applications;
pub mod audit;
pub mod card_life;
pub mod cards;
pub mod class_lists;
pub mod classes;
pub mod desk;
pub mod exports;
pub mod guardians;
pub mod health;
pub mod holograms;
pub mod home;
pub mod invitation;
pub mod language;
pub mod law;
pub mod logo;
pub mod mail;
pub mod mailbox;
pub mod messages;
pub mod mobile_id;
pub mod my_class;
pub mod passkeys;
pub mod password_resets;
pub mod photo;
pub mod photo_checks;
pub mod photo_packs;
pub mod photos;
pub mod places;
pub mod print_runs;
pub mod privacy;
pub mod processing;
pub mod protocols;
pub mod public_school;
pub mod pupils;
pub mod register;
pub mod reminders;
pub mod retention;
pub mod rspo;
pub mod rules;
pub mod school_access;
pub mod school_data;
pub mod school_letters;
pub mod school_texts;
pub mod school_year;
pub mod schools;
pub mod search;
pub mod session;
pub mod set_up_steps;
pub mod setup;
pub mod sign_up;
pub mod sio;
pub mod staff;
pub mod statistics;
pub mod stock;
pub mod tokens;
pub mod verify;

use askama::Template;
use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use i18n_embed_fl::fl;

use crate::{
    assets,
    frame::Frame,
    refusal::{Refusal, page},
    visitor::Guest,
};

pub(crate) use language::local;

/// What a handler answers.
pub type Answer = Result<Response, Refusal>;

/// No such page.
pub async fn not_found() -> Refusal {
    Refusal::status(StatusCode::NOT_FOUND)
}

/// Go on there, by GET.
pub(crate) fn go(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// The form again, for that reason.
pub(crate) fn again(status: StatusCode, template: &impl Template) -> Response {
    let mut response = page(template);
    *response.status_mut() = status;
    response
}

/// The form again, with what is wrong.
pub(crate) fn unprocessable(template: &impl Template) -> Response {
    again(StatusCode::UNPROCESSABLE_ENTITY, template)
}

/// The form again, with a question to answer before it is carried out.
pub(crate) fn asked_first(template: &impl Template) -> Response {
    again(StatusCode::CONFLICT, template)
}

/// The form again as it was typed, about the thing as it is now: somebody was faster. The next press works.
pub(crate) fn overtaken(template: &impl Template) -> Response {
    again(StatusCode::CONFLICT, template)
}

/// A photo for the page that shows it: never kept by the browser beyond the session.
pub(crate) fn jpeg(bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, "private, no-store")], bytes).into_response()
}

/// A picture of a card for the screen.
pub(crate) fn svg(picture: String) -> Response {
    ([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "private, no-store")], picture).into_response()
}

/// A PDF to keep or to print.
pub(crate) fn pdf(name: &str, bytes: Vec<u8>) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .unwrap_or(HeaderValue::from_static("attachment"));
    let kind = HeaderValue::from_static("application/pdf");
    let headers: [(HeaderName, HeaderValue); 2] =
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}

/// A CSV file to keep.
pub(crate) fn csv(name: &str, bytes: Vec<u8>) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .unwrap_or(HeaderValue::from_static("attachment"));
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let headers: [(HeaderName, HeaderValue); 2] =
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}

/// An archive to keep; nothing in between keeps it.
pub(crate) fn zip(name: &str, bytes: Vec<u8>) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .unwrap_or(HeaderValue::from_static("attachment"));
    let kind = HeaderValue::from_static("application/zip");
    let headers: [(HeaderName, HeaderValue); 2] =
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}

/// A workbook to keep.
pub(crate) fn xlsx(name: &str, bytes: Vec<u8>) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .unwrap_or(HeaderValue::from_static("attachment"));
    let kind = HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    let headers: [(HeaderName, HeaderValue); 2] =
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}

#[derive(Template)]
#[template(path = "offline.html")]
struct Offline {
    frame: Frame,
}

/// What the service worker shows when there is no connection.
pub async fn offline(guest: Guest) -> Response {
    let frame = Frame::guest(guest.t, guest.language.code(), false);
    page(&Offline { frame })
}

/// The manifest of the installed app.
pub async fn manifest(guest: Guest) -> Response {
    let icon = |src: &str, purpose: &str| serde_json::json!({ "src": src, "sizes": "any", "type": "image/svg+xml", "purpose": purpose });
    let manifest = serde_json::json!({
        "name": "Legitka", "short_name": "Legitka", "description": fl!(guest.t, "app-description"), "lang": guest.language.code(),
        "id": "/", "start_url": "/", "scope": "/", "display": "standalone", "background_color": "#FBF9F5", "theme_color": "#FBF9F5",
        "icons": [icon(assets::ICONS_ICON_SVG, "any"), icon(assets::ICONS_MASKABLE_SVG, "maskable")],
    });
    ([(header::CONTENT_TYPE, "application/manifest+json")], manifest.to_string()).into_response()
}
