//! A family's own data: a copy to take, and the account to close, with fourteen days to change one's mind.

use askama::Template;
use axum::Form;
use i18n_embed_fl::fl;
use office::{FieldError, Refused, person::Closing};
use serde::Deserialize;

use super::{Answer, go, unprocessable, zip};
use crate::{formats, forms::Errors, frame::Frame, refusal::page, visitor::Member};

#[derive(Template)]
#[template(path = "account/data.html")]
struct DataPage {
    frame: Frame,
    /// When the account goes, in words; empty if it is not closed.
    until: String,
    /// Was it just taken back?
    kept: bool,
    /// Was the copy taken when the form came before?
    taken: bool,
    /// What is wrong with the password of the copy.
    copy: Errors,
    /// What is wrong with the password of the closing.
    closing: Errors,
}

async fn data(member: &Member) -> Result<DataPage, Refused> {
    let (guest, t) = (&member.guest, member.guest.t);
    let until = match guest.app.office().closing(&member.visitor).await? {
        Closing::Never => return Err(Refused::Forbidden),
        Closing::Open => String::new(),
        Closing::Until(at) => formats::moment(t, at),
    };
    let kept = guest.path.ends_with("?kept");
    Ok(DataPage {
        frame: guest.frame(),
        until,
        kept,
        taken: guest.path.ends_with("?taken"),
        copy: Errors::default(),
        closing: Errors::default(),
    })
}

/// The password is asked twice on the page, so each has an id of its own.
fn wrong(member: &Member, errors: &[FieldError], id: &'static str) -> Errors {
    let t = member.guest.t;
    let errors: Vec<FieldError> = errors.iter().map(|error| FieldError { field: id, ..*error }).collect();
    Errors::labelled(t, &errors, &[(id, fl!(t, "sign-in-password"))])
}

/// What can be done.
pub async fn show(member: Member) -> Answer {
    Ok(page(&data(&member).await?))
}

/// What both forms send.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Proof {
    copy_proof: String,
    closing_proof: String,
}

/// The copy, this once.
pub async fn take(member: Member, Form(sent): Form<Proof>) -> Answer {
    let office = member.guest.app.office();
    match office.own_data(&member.visitor, &sent.copy_proof, member.guest.once).await {
        Ok(bytes) => Ok(zip("legitka-moje-dane.zip", bytes)),
        Err(Refused::Done(_)) => Ok(go("/account/data?taken")),
        Err(Refused::Invalid(errors)) => {
            let copy = wrong(&member, &errors, "copy_proof");
            let shown = data(&member).await?;
            Ok(unprocessable(&DataPage { frame: member.guest.frame().with_error(), copy, ..shown }))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Closes the account.
pub async fn close(member: Member, Form(sent): Form<Proof>) -> Answer {
    let office = member.guest.app.office();
    match office.close_account(&member.visitor, &sent.closing_proof, member.guest.once).await {
        Ok(()) | Err(Refused::Done(_)) => Ok(go("/account/data")),
        Err(Refused::Invalid(errors)) => {
            let closing = wrong(&member, &errors, "closing_proof");
            let shown = data(&member).await?;
            Ok(unprocessable(&DataPage { frame: member.guest.frame().with_error(), closing, ..shown }))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Takes the closing back.
pub async fn keep(member: Member) -> Answer {
    match member.guest.app.office().keep_account(&member.visitor, member.guest.once).await {
        Ok(()) | Err(Refused::Done(_)) => Ok(go("/account/data?kept")),
        Err(refused) => Err(refused.into()),
    }
}
