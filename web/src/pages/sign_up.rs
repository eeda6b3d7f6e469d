//! Signing up: an account of one's own, confirmed by a letter's link or its code.

use askama::Template;
use axum::{Form, extract::Path, http::StatusCode, response::Response};
use i18n_embed_fl::fl;
use office::{
    Refused,
    person::{Activation, LinkEnd, SignUp, SignUpLink, Waits},
};
use serde::Deserialize;

use super::{Answer, again, session::set_session, unprocessable};
use crate::{formats, forms::Errors, frame::Frame, refusal::page, visitor::Guest};

#[derive(Template)]
#[template(path = "sign_up/form.html")]
struct FormPage {
    frame: Frame,
    typed: SignUp,
    /// Is the box ticked?
    of_age: bool,
    errors: Errors,
}

/// The same whoever has the address.
#[derive(Template)]
#[template(path = "sign_up/waits.html")]
struct WaitsPage {
    frame: Frame,
    /// The address is not told again to whoever mistyped the code.
    waits: Waits,
    /// Was another letter sent?
    again: bool,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "sign_up/confirm.html")]
struct ConfirmPage {
    frame: Frame,
    token: String,
    email: String,
}

#[derive(Template)]
#[template(path = "sign_up/closed.html")]
struct ClosedPage {
    frame: Frame,
    /// Why the link or the code does not work.
    sentence: String,
}

#[derive(Template)]
#[template(path = "sign_up/done.html")]
struct DonePage {
    frame: Frame,
}

fn closed(guest: &Guest, end: LinkEnd) -> Response {
    let (frame, t) = (guest.frame(), guest.t);
    let sentence = match end {
        LinkEnd::Unknown => fl!(t, "sign-up-closed-unknown"),
        LinkEnd::Used(at) => fl!(t, "sign-up-closed-used", time = formats::moment(t, at)),
        LinkEnd::Replaced => fl!(t, "sign-up-closed-replaced"),
        LinkEnd::Expired(at) => fl!(t, "sign-up-closed-expired", time = formats::moment(t, at)),
        LinkEnd::Tried => fl!(t, "sign-up-closed-tried"),
    };
    again(StatusCode::CONFLICT, &ClosedPage { frame, sentence })
}

fn opened(guest: &Guest, activation: Activation) -> Response {
    match activation {
        Activation::Done(signed_in) => {
            let mut response = page(&DonePage { frame: guest.frame() });
            set_session(&mut response, &signed_in.session);
            response
        }
        Activation::Closed(end) => closed(guest, end),
    }
}

/// The form.
pub async fn show(guest: Guest) -> Response {
    page(&FormPage { frame: guest.frame(), typed: SignUp::default(), of_age: false, errors: Errors::default() })
}

/// Begins an account; the answer says no more than that a letter is on its way.
pub async fn begin(guest: Guest, Form(typed): Form<SignUp>) -> Answer {
    match guest.app.office().sign_up(&typed, guest.language, &guest.address).await {
        Ok(waits) => Ok(page(&WaitsPage { frame: guest.frame(), waits, again: false, errors: Errors::default() })),
        Err(Refused::Invalid(errors)) => {
            let errors = Errors::new(guest.t, &errors);
            let of_age = !typed.of_age.is_empty();
            Ok(unprocessable(&FormPage { frame: guest.frame().with_error(), typed, of_age, errors }))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// What the forms of the page that waits send.
#[derive(Deserialize)]
pub struct Sent {
    #[serde(default)]
    ticket: String,
    #[serde(default)]
    code: String,
}

/// Takes the code of the letter.
pub async fn give_code(guest: Guest, Form(Sent { ticket, code }): Form<Sent>) -> Answer {
    match guest.app.office().activate_by_code(&ticket, &code, &guest.device).await {
        Ok(activation) => Ok(opened(&guest, activation)),
        Err(Refused::Invalid(_)) => {
            let (frame, waits) = (guest.frame().with_error(), Waits { ticket, email: String::new() });
            let errors = Errors::one("code", fl!(guest.t, "sign-up-code-wrong"));
            Ok(unprocessable(&WaitsPage { frame, waits, again: false, errors }))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Sends another letter.
pub async fn send_again(guest: Guest, Form(Sent { ticket, .. }): Form<Sent>) -> Answer {
    match guest.app.office().send_sign_up_again(&ticket, &guest.address).await {
        Ok(waits) => Ok(page(&WaitsPage { frame: guest.frame(), waits, again: true, errors: Errors::default() })),
        Err(Refused::NotFound) => Ok(closed(&guest, LinkEnd::Unknown)),
        Err(refused) => Err(refused.into()),
    }
}

/// What a link opens: a button, since programs that look at letters follow links, too.
pub async fn link(guest: Guest, Path(token): Path<String>) -> Answer {
    Ok(match guest.app.office().sign_up_link(&token).await? {
        SignUpLink::Open { email } => page(&ConfirmPage { frame: guest.frame(), token, email }),
        SignUpLink::Closed(end) => closed(&guest, end),
    })
}

/// Confirms the account, and signs in.
pub async fn confirm(guest: Guest, Path(token): Path<String>) -> Answer {
    let activation = guest.app.office().activate(&token, &guest.device).await?;
    Ok(opened(&guest, activation))
}
