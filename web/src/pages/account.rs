//! One's own account: password, devices, language.

use askama::Template;
use axum::Form;
use i18n_embed_fl::fl;
use office::Refused;
use serde::Deserialize;

use super::{Answer, go, session::set_session, unprocessable};
use crate::{device, formats, forms::Errors, frame::Frame, refusal::page, visitor::Member};

#[derive(Template)]
#[template(path = "session/account.html")]
struct AccountPage {
    frame: Frame,
    name: String,
    devices: Vec<Device>,
    errors: Errors,
    changed: bool,
}

/// Where somebody is signed in.
struct Device {
    name: String,
    seen: String,
    this: bool,
}

async fn account(member: &Member, errors: Errors) -> Result<AccountPage, Refused> {
    let office = member.guest.app.office();
    let session = member.guest.session.clone().unwrap_or_default();
    let t = member.guest.t;
    let devices = office.devices(&member.visitor, &session).await?.into_iter().map(|row| Device {
        name: device::name(t, &row.device),
        seen: formats::moment(t, row.seen_at),
        this: row.this,
    });
    let mut frame = member.guest.frame();
    frame.title_error = errors.any();
    let changed = member.guest.path.ends_with("?changed");
    Ok(AccountPage { frame, name: member.visitor.name.clone(), devices: devices.collect(), errors, changed })
}

/// The account's page.
pub async fn show(member: Member) -> Answer {
    Ok(page(&account(&member, Errors::default()).await?))
}

/// What the password form sends.
#[derive(Deserialize)]
pub struct PasswordForm {
    #[serde(default)]
    old: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    password_again: String,
}

/// Changes the password; every other session ends.
pub async fn change_password(member: Member, Form(form): Form<PasswordForm>) -> Answer {
    let session = member.guest.session.clone().ok_or(Refused::SignedOut)?;
    let office = member.guest.app.office();
    match office.change_password(&member.visitor, &session, &form.old, &form.password, &form.password_again).await {
        Ok(signed_in) => {
            let mut response = go("/account?changed");
            set_session(&mut response, &signed_in.session);
            Ok(response)
        }
        Err(Refused::Invalid(errors)) => {
            Ok(unprocessable(&account(&member, Errors::new(member.guest.t, &errors)).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Ends every session but this one.
pub async fn sign_out_others(member: Member) -> Answer {
    let session = member.guest.session.clone().ok_or(Refused::SignedOut)?;
    member.guest.app.office().sign_out_others(&member.visitor, &session).await?;
    Ok(go("/account?changed"))
}
