//! Accepting an invitation: choosing a password, or only signing in if there is one.

use askama::Template;
use axum::{Form, extract::Path};
use i18n_embed_fl::fl;
use office::{
    Refused,
    person::{InvitationView, Next},
};
use serde::Deserialize;

use super::{Answer, go, session::set_session, unprocessable};
use crate::{forms::Errors, frame::Frame, refusal::page, visitor::Guest, words::words};

#[derive(Template)]
#[template(path = "session/invitation.html")]
struct InvitationPage {
    frame: Frame,
    token: String,
    invitation: InvitationView,
    errors: Errors,
}

fn frame(guest: &Guest, invitation: &InvitationView) -> Frame {
    let mut frame = guest.frame();
    if guest.visitor.is_none() {
        (frame.t, frame.lang) = (words(invitation.language), invitation.language.code());
    }
    frame
}

/// What the invitation opens.
pub async fn show(guest: Guest, Path(token): Path<String>) -> Answer {
    let invitation = guest.app.office().invitation(&token).await?;
    Ok(page(&InvitationPage { frame: frame(&guest, &invitation), token, invitation, errors: Errors::default() }))
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    password: String,
    #[serde(default)]
    password_again: String,
}

/// Accepts, and signs in.
pub async fn accept(guest: Guest, Path(token): Path<String>, Form(typed): Form<Typed>) -> Answer {
    match guest.app.office().accept_invitation(&token, &typed.password, &typed.password_again, &guest.device).await {
        Ok(signed_in) => {
            let mut response = go(match signed_in.next {
                Next::Home => "/",
                Next::SecondFactor => "/session/second-factor",
                Next::Enrolment => "/session/enrolment",
            });
            set_session(&mut response, &signed_in.session);
            Ok(response)
        }
        Err(Refused::Invalid(errors)) => {
            let invitation = guest.app.office().invitation(&token).await?;
            let frame = frame(&guest, &invitation).with_error();
            let errors = Errors::new(frame.t, &errors);
            Ok(unprocessable(&InvitationPage { frame, token, invitation, errors }))
        }
        Err(refused) => Err(refused.into()),
    }
}
