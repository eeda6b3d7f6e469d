//! The last look before sending (F5): the card that the photo would make and, if a photo is in force, both side by side.

use askama::Template;
use axum::{Form, extract::Path};
use i18n_embed_fl::fl;
use office::{
    Conflict, Refused,
    photo::{DraftView, SendPhoto},
};
use school::PhotoId;
use serde::Deserialize;

use super::{
    Whose,
    crop::{Hint, hints},
    draft_or_status, known, review_jpg, status_address,
};
use crate::{
    formats,
    forms::Errors,
    frame::Frame,
    once::OrDone,
    pages::{Answer, go, overtaken, svg, unprocessable},
    refusal::page,
    visitor::Family,
};

#[derive(Template)]
#[template(path = "photo/check.html")]
struct CheckPage {
    frame: Frame,
    whose: Whose,
    draft: DraftView,
    school: String,
    /// The card as SVG; none if the pupil's data do not fit on it, which is the school's to mend.
    card: Option<String>,
    /// Addresses of the photo in force and of this one.
    pair: Option<(String, String)>,
    /// Does another photo wait that this one would replace?
    replaces: bool,
    /// Was a card made already? The new photo is for the next one.
    has_card: bool,
    remarks: Vec<Hint>,
    /// What was typed, and what is wrong with it.
    typed: SendPhoto,
    errors: Errors,
}

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Sending {
    version: i64,
    exception: Option<String>,
    note: String,
}

/// The card that this photo would make; none if the pupil's data do not fit.
pub(super) async fn card(family: &Family, id: PhotoId) -> Result<Option<String>, Refused> {
    match family.desk.draft_preview(id, &format!("/photos/{id}/portrait.jpg")).await {
        Ok(card) => Ok(Some(card)),
        Err(Refused::Conflict(_)) => Ok(None),
        Err(refused) => Err(refused),
    }
}

/// The last look.
pub async fn check(family: Family, Path(id): Path<String>) -> Answer {
    let id: PhotoId = known(&id)?;
    let draft = match draft_or_status(&family, id).await? {
        Ok(draft) if draft.cropped => draft,
        Ok(_) => return Ok(go(&format!("/photos/{id}/crop"))),
        Err(address) => return Ok(go(&address)),
    };
    Ok(page(&last_look(&family, draft, SendPhoto::default(), Errors::default()).await?))
}

async fn last_look(family: &Family, draft: DraftView, typed: SendPhoto, errors: Errors) -> Result<CheckPage, Refused> {
    let status = family.desk.photo_status(draft.pupil).await?;
    let mut frame = family.frame("home").await?;
    frame.title_error = errors.any();
    Ok(CheckPage {
        frame,
        whose: Whose::draft(family.t(), &draft),
        school: status.child.school,
        card: card(family, draft.id).await?,
        pair: draft.approved.map(|approved| (review_jpg(approved), review_jpg(draft.id))),
        replaces: status.waiting.is_some(),
        has_card: status.child.card.is_some(),
        remarks: hints(family.t(), &draft.advice),
        draft,
        typed,
        errors,
    })
}

/// The card alone.
pub async fn preview(family: Family, Path(id): Path<String>) -> Answer {
    let id: PhotoId = known(&id)?;
    Ok(svg(family.desk.draft_preview(id, &format!("/photos/{id}/portrait.jpg")).await?))
}

/// Sends the photo to the school; what comes next stands on the page of its status.
pub async fn send(family: Family, Path(id): Path<String>, Form(form): Form<Sending>) -> Answer {
    let along = SendPhoto { exception: form.exception.is_some(), note: form.note };
    match family.desk.send_photo(known(&id)?, form.version, &along).await.or_done() {
        Ok(id) => {
            let children = family.desk.children().await?;
            let child = children.iter().find(|child| child.photo == Some(id));
            Ok(go(&child.map_or_else(|| "/home".to_owned(), |child| status_address(child.pupil))))
        }
        Err(Refused::Invalid(problems)) if problems.iter().any(|problem| problem.field == "note") => {
            let errors = Errors::labelled(family.t(), &problems, &[("note", fl!(family.t(), "check-note"))]);
            let draft = family.desk.draft(known(&id)?).await?;
            Ok(unprocessable(&last_look(&family, draft, along, errors).await?))
        }
        Err(Refused::Conflict(conflict @ Conflict::Changed)) => match draft_or_status(&family, known(&id)?).await? {
            Ok(draft) => {
                let errors = Errors::overtaken(family.t(), &conflict);
                Ok(overtaken(&last_look(&family, draft, along, errors).await?))
            }
            Err(address) => Ok(go(&address)),
        },
        Err(Refused::Invalid(_)) => Ok(go(&format!("/photos/{id}/crop"))), // no frame was saved yet
        Err(refused) => Err(refused.into()),
    }
}
