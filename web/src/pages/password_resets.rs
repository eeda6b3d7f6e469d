//! A forgotten password: asking for a link by letter, and setting a new one by it.

use askama::Template;
use axum::{Form, extract::Path, http::StatusCode, response::Response};
use i18n_embed_fl::fl;
use office::{
    Refused,
    person::{LinkEnd, ResetLink},
};
use serde::Deserialize;

use super::{Answer, again, unprocessable};
use crate::{formats, forms::Errors, frame::Frame, refusal::page, visitor::Guest};

#[derive(Template)]
#[template(path = "password_resets/ask.html")]
struct AskPage {
    frame: Frame,
    email: String,
    errors: Errors,
}

/// The same whoever has the address.
#[derive(Template)]
#[template(path = "password_resets/asked.html")]
struct AskedPage {
    frame: Frame,
    email: String,
}

#[derive(Template)]
#[template(path = "password_resets/set.html")]
struct SetPage {
    frame: Frame,
    token: String,
    email: String,
    /// How long a password has to be.
    password_hint: String,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "password_resets/closed.html")]
struct ClosedPage {
    frame: Frame,
    /// Why the link does not work.
    sentence: String,
}

#[derive(Template)]
#[template(path = "password_resets/done.html")]
struct DonePage {
    frame: Frame,
}

fn closed(guest: &Guest, end: LinkEnd) -> Response {
    let (frame, t) = (guest.frame(), guest.t);
    let sentence = match end {
        LinkEnd::Unknown | LinkEnd::Tried => fl!(t, "reset-closed-unknown"),
        LinkEnd::Used(at) => fl!(t, "reset-closed-used", time = formats::moment(t, at)),
        LinkEnd::Replaced => fl!(t, "reset-closed-replaced"),
        LinkEnd::Expired(at) => fl!(t, "reset-closed-expired", time = formats::moment(t, at)),
    };
    again(StatusCode::CONFLICT, &ClosedPage { frame, sentence })
}

fn set_page(frame: Frame, token: String, (email, works): (String, bool), errors: Errors) -> SetPage {
    let password_hint = if works { fl!(frame.t, "password-hint-work") } else { fl!(frame.t, "password-hint") };
    SetPage { frame, token, email, password_hint, errors }
}

/// The form that asks for a link.
pub async fn ask(guest: Guest) -> Response {
    page(&AskPage { frame: guest.frame(), email: String::new(), errors: Errors::default() })
}

/// What it sends.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    email: String,
}

/// Asks; the answer says no more than that a letter leaves if somebody has the address.
pub async fn send(guest: Guest, Form(Asked { email }): Form<Asked>) -> Answer {
    match guest.app.office().ask_for_reset(&email, &guest.address).await {
        Ok(()) => Ok(page(&AskedPage { frame: guest.frame(), email: email.trim().to_owned() })),
        Err(Refused::Invalid(errors)) => {
            let errors = Errors::new(guest.t, &errors);
            Ok(unprocessable(&AskPage { frame: guest.frame().with_error(), email, errors }))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// What a link opens.
pub async fn show(guest: Guest, Path(token): Path<String>) -> Answer {
    Ok(match guest.app.office().reset_link(&token).await? {
        ResetLink::Open { email, works } => page(&set_page(guest.frame(), token, (email, works), Errors::default())),
        ResetLink::Closed(end) => closed(&guest, end),
    })
}

/// What the form of the link sends.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    password: String,
    #[serde(default)]
    password_again: String,
}

/// Sets the password. Nobody is signed in by it: whoever owes a second factor owes it still.
pub async fn set(guest: Guest, Path(token): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let office = guest.app.office();
    match office.reset_password(&token, &typed.password, &typed.password_again).await {
        Ok(None) => Ok(page(&DonePage { frame: guest.frame() })),
        Ok(Some(end)) => Ok(closed(&guest, end)),
        Err(Refused::Invalid(errors)) => match office.reset_link(&token).await? {
            ResetLink::Open { email, works } => {
                let errors = Errors::new(guest.t, &errors);
                Ok(unprocessable(&set_page(guest.frame().with_error(), token, (email, works), errors)))
            }
            ResetLink::Closed(end) => Ok(closed(&guest, end)),
        },
        Err(refused) => Err(refused.into()),
    }
}
