//! First start: the school, its head and an administrator, by a link that works once.

use askama::Template;
use axum::{Form, extract::Path, response::Response};
use i18n_embed_fl::fl;
use office::{Refused, installation::SetUpForm};
use school::school_kind::SchoolKind;
use serde::Deserialize;

use super::{Answer, pdf, session::set_session, unprocessable};
use crate::{forms::Errors, frame::Frame, refusal::page, visitor::Guest, words::Words};

#[derive(Template)]
#[template(path = "setup/form.html")]
struct SetUpPage {
    frame: Frame,
    token: String,
    form: SetUpForm,
    kinds: Vec<(String, String)>,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "setup/done.html")]
struct DonePage {
    frame: Frame,
    recovery_key: String,
}

/// The kinds of schools, in words.
pub(super) fn kinds(t: Words) -> Vec<(String, String)> {
    SchoolKind::ALL.iter().map(|kind| (kind.code().to_owned(), kind_words(t, *kind))).collect()
}

pub(super) fn kind_words(t: Words, kind: SchoolKind) -> String {
    match kind {
        SchoolKind::Primary => fl!(t, "school-kind-primary"),
        SchoolKind::PrimaryForAdults => fl!(t, "school-kind-primary-adults"),
        SchoolKind::Secondary => fl!(t, "school-kind-secondary"),
        SchoolKind::SecondaryForAdults => fl!(t, "school-kind-secondary-adults"),
        SchoolKind::Technical => fl!(t, "school-kind-technical"),
        SchoolKind::VocationalFirst => fl!(t, "school-kind-vocational-first"),
        SchoolKind::VocationalSecond => fl!(t, "school-kind-vocational-second"),
        SchoolKind::PostSecondary => fl!(t, "school-kind-post-secondary"),
        SchoolKind::WorkPreparing => fl!(t, "school-kind-work-preparing"),
        SchoolKind::Preschool => fl!(t, "school-kind-preschool"),
        SchoolKind::Abroad => fl!(t, "school-kind-abroad"),
        SchoolKind::Artistic => fl!(t, "school-kind-artistic"),
        SchoolKind::ArtisticPostSecondary => fl!(t, "school-kind-artistic-post-secondary"),
    }
}

/// The set-up form, while its link lives.
pub async fn show(guest: Guest, Path(token): Path<String>) -> Answer {
    guest.app.office().set_up_open(&token).await?;
    let form = SetUpForm { kind: SchoolKind::Primary.code().to_owned(), ..SetUpForm::default() };
    Ok(page(&SetUpPage { frame: guest.frame(), token, form, kinds: kinds(guest.t), errors: Errors::default() }))
}

/// Sets up. The recovery key stands in this one answer and nowhere else.
pub async fn set_up(guest: Guest, Path(token): Path<String>, Form(form): Form<SetUpForm>) -> Answer {
    match guest.app.office().set_up(&token, &form, &guest.device).await {
        Ok(done) => {
            let mut response: Response = page(&DonePage { frame: guest.frame(), recovery_key: done.recovery_key });
            set_session(&mut response, &done.session);
            Ok(response)
        }
        Err(Refused::Invalid(errors)) => {
            let (frame, errors) = (guest.frame().with_error(), Errors::new(guest.t, &errors));
            Ok(unprocessable(&SetUpPage { frame, token, form, kinds: kinds(guest.t), errors }))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// The recovery key that was just shown.
#[derive(Deserialize)]
pub struct SheetForm {
    recovery_key: String,
}

/// The recovery key on a sheet of paper.
pub async fn recovery_sheet(guest: Guest, Form(form): Form<SheetForm>) -> Answer {
    let sheet = guest.app.office().recovery_sheet(&form.recovery_key).await?;
    Ok(pdf("legitka-klucz-odzyskiwania.pdf", sheet))
}
