//! Passkeys of one's own account: adding and removing one, and the questions that `passkey.js` has a device answer. The
//! list stands on the account's page.

use askama::Template;
use axum::{
    Form, Json,
    response::{IntoResponse, Response},
};
use i18n_embed_fl::fl;
use office::{
    Factors, Refused,
    person::{NewPasskey, PasskeyAnswer},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{Answer, go, unprocessable};
use crate::{
    App,
    address::Path,
    forms::Errors,
    frame::Frame,
    refusal::{Refusal, page},
    visitor::{Guest, Member, framed},
};

#[derive(Template)]
#[template(path = "account/new_passkey.html")]
struct NewPage {
    frame: Frame,
    /// Do people come here by a name?
    by_name: bool,
    name: String,
    errors: Errors,
}

/// What `passkey.js` sends with a form: what a device answered, or a new passkey.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct SentPasskey {
    /// Of the form for a new one: not empty.
    made: String,
    name: String,
    credential: String,
    client_data: String,
    authenticator: String,
    signature: String,
    public_key: String,
    algorithm: String,
}

impl SentPasskey {
    /// The answer of a passkey that there is, if it is one.
    pub(super) fn answer(&self) -> Option<PasskeyAnswer> {
        (!self.signature.is_empty()).then(|| PasskeyAnswer {
            credential: self.credential.clone(),
            client_data: self.client_data.clone(),
            authenticator: self.authenticator.clone(),
            signature: self.signature.clone(),
        })
    }

    /// A new passkey, if it is one.
    pub(super) fn made(&self) -> Option<NewPasskey> {
        (!self.made.is_empty()).then(|| self.new_passkey())
    }

    fn new_passkey(&self) -> NewPasskey {
        NewPasskey {
            name: self.name.clone(),
            client_data: self.client_data.clone(),
            authenticator: self.authenticator.clone(),
            public_key: self.public_key.clone(),
            algorithm: self.algorithm.clone(),
        }
    }

    /// What was typed beside it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// By what the second factor can be given at this address.
pub(crate) fn here(app: &App, factors: Factors) -> Factors {
    Factors { passkey: factors.passkey && app.office().has_passkeys(), ..factors }
}

/// The question to a passkey that there is.
pub async fn question(guest: Guest) -> Answer {
    let session = guest.session.clone().ok_or(Refused::SignedOut)?;
    Ok(json(guest.app.office().passkey_question(&session).await?))
}

/// The question for a new passkey.
pub async fn new_question(guest: Guest) -> Answer {
    let session = guest.session.clone().ok_or(Refused::SignedOut)?;
    Ok(json(guest.app.office().new_passkey_question(&session).await?))
}

fn json(question: office::person::PasskeyQuestion) -> Response {
    Json(question).into_response()
}

async fn new_page(member: &Member, name: String, errors: Errors) -> Result<NewPage, Refusal> {
    if !member.visitor.at_work() {
        return Err(Refused::NotFound.into());
    }
    if !member.visitor.just_proven {
        return Err(Refused::StepUp.into());
    }
    let by_name = member.guest.app.office().has_passkeys();
    let (_, mut frame) = framed(member.clone(), false).await;
    (frame.here, frame.title_error) = ("account", errors.any());
    Ok(NewPage { frame, by_name, name, errors })
}

/// The page on which a passkey is added.
pub async fn new(member: Member) -> Answer {
    Ok(page(&new_page(&member, String::new(), Errors::default()).await?))
}

/// Adds one beside the second factor that there is.
pub async fn add(member: Member, Form(sent): Form<SentPasskey>) -> Answer {
    let session = member.guest.session.clone().ok_or(Refused::SignedOut)?;
    let (office, once) = (member.guest.app.office(), member.guest.once);
    match office.add_passkey(&member.visitor, &session, &sent.new_passkey(), once).await {
        Ok(()) | Err(Refused::Done(_)) => Ok(go("/account?changed")),
        Err(Refused::Invalid(errors)) => {
            let t = member.guest.t;
            let errors = Errors::labelled(t, &errors, &[("name", fl!(t, "passkeys-name"))]);
            let mut page = new_page(&member, sent.name, errors).await?;
            "/account/passkeys/new".clone_into(&mut page.frame.path); // this address has no page to come back to
            Ok(unprocessable(&page))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Removes one.
pub async fn remove(member: Member, Path(id): Path<Uuid>) -> Answer {
    match member.guest.app.office().remove_passkey(&member.visitor, id, member.guest.once).await {
        Ok(()) | Err(Refused::Done(_)) => Ok(go("/account?changed")),
        Err(refused) => Err(refused.into()),
    }
}
