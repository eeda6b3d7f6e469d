//! Choosing a photo (F3).

use askama::Template;
use axum::extract::{Path, Query, Request};
use i18n_embed_fl::fl;
use office::Refused;
use school::{PupilId, photo::DECLARATION_VERSION};

use super::{
    Whose,
    guidelines::Declared,
    guidelines_address, known, limits, sender,
    words::{Sentence, sentences},
};
use crate::{
    forms::{Errors, fault_sentence},
    frame::Frame,
    once::{OrDone, with},
    pages::{Answer, go, unprocessable},
    refusal::{Refusal, page},
    upload::{MOST_BYTES, Spooled, let_pass, receive_form},
    visitor::Family,
};

#[derive(Template)]
#[template(path = "photo/choose.html")]
struct ChoosePage {
    frame: Frame,
    whose: Whose,
    version: &'static str,
    most_bytes: u64,
    sentences: Vec<Sentence>,
    /// By what the browser judges.
    limits: String,
    errors: Errors,
}

async fn chooser(family: &Family, pupil: PupilId, errors: Errors) -> Result<ChoosePage, Refused> {
    let whose = Whose::child(family.t(), &sender(family, pupil).await?);
    let mut frame = family.frame("home").await?;
    frame.title_error = errors.any();
    let (sentences, limits) = (sentences(family.t()), limits(family, pupil).await?);
    let (version, most_bytes) = (DECLARATION_VERSION, MOST_BYTES);
    Ok(ChoosePage { frame, whose, version, most_bytes, sentences, limits, errors })
}

/// Where a photo is chosen; without the declaration the guidelines come first.
pub async fn choose(family: Family, Path(id): Path<String>, Query(query): Query<Declared>) -> Answer {
    let pupil = known(&id)?;
    sender(&family, pupil).await?;
    if !query.stands() {
        return Ok(go(&guidelines_address(pupil)));
    }
    Ok(page(&chooser(&family, pupil, Errors::default()).await?))
}

/// Takes a file in as a draft.
pub async fn upload(family: Result<Family, Refusal>, Path(id): Path<String>, request: Request) -> Answer {
    let family = match family {
        Ok(family) => family,
        Err(refusal) => {
            let_pass(request).await;
            return Err(refusal);
        }
    };
    let pupil = known(&id)?;
    sender(&family, pupil).await?; // before a byte of a stranger's upload is read
    let brought = receive_form(request).await?;
    let refused = match brought.file {
        None => fl!(family.t(), "choose-none"),
        Some(Err(fault)) => fault_sentence(family.t(), &fault),
        Some(Ok(Spooled { file, digest })) => {
            let desk = family.desk.under(family.guest.once.map(|once| with(once, &digest)));
            match desk.upload_photo(pupil, &brought.declaration, file).await.or_done() {
                Ok(photo) => return Ok(go(&format!("/photos/{photo}/crop"))),
                Err(Refused::Photo(fault)) => fault_sentence(family.t(), &fault),
                // not declared, or another sentence
                Err(Refused::Invalid(_)) => return Ok(go(&guidelines_address(pupil))),
                Err(refused) => return Err(refused.into()),
            }
        }
    };
    Ok(unprocessable(&chooser(&family, pupil, Errors::one("file", refused)).await?))
}
