//! Accepting an invitation: choosing a password, or giving it if there is one; or saying that it is for somebody else.

use askama::Template;
use axum::{Form, extract::Path};
use i18n_embed_fl::fl;
use office::{
    Refused,
    person::{InvitationView, Next},
};
use serde::Deserialize;

use super::{Answer, go, session::set_session, staff::role_words, unprocessable};
use crate::{forms::Errors, frame::Frame, refusal::page, visitor::Guest, words::words};

#[derive(Template)]
#[template(path = "session/invitation.html")]
struct InvitationPage {
    frame: Frame,
    token: String,
    invitation: InvitationView,
    roles: Vec<String>,
    /// How long a password has to be.
    password_hint: String,
    errors: Errors,
}

impl InvitationPage {
    fn new(frame: Frame, token: String, invitation: InvitationView, errors: Errors) -> Self {
        let roles = invitation.roles.iter().map(|role| role_words(frame.t, *role)).collect();
        let (t, works) = (frame.t, !invitation.roles.is_empty());
        let password_hint = if works { fl!(t, "password-hint-work") } else { fl!(t, "password-hint") };
        Self { frame, token, invitation, roles, password_hint, errors }
    }
}

#[derive(Template)]
#[template(path = "session/invitation_declined.html")]
struct DeclinedPage {
    frame: Frame,
    school: String,
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
    Ok(page(&InvitationPage::new(frame(&guest, &invitation), token, invitation, Errors::default())))
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
            Ok(unprocessable(&InvitationPage::new(frame, token, invitation, errors)))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Says no. The link is used up; the school sees it.
pub async fn decline(guest: Guest, Path(token): Path<String>) -> Answer {
    let invitation = guest.app.office().invitation(&token).await?;
    guest.app.office().decline_invitation(&token).await?;
    Ok(page(&DeclinedPage { frame: frame(&guest, &invitation), school: invitation.school }))
}
