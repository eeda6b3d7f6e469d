//! Another frame for a photo that waits: the family's stage at the school's desk. A photo that is good but for its frame
//! need not be rejected.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
};
use i18n_embed_fl::fl;
use office::{Refused, photo::FrameView};
use school::{PhotoId, photo::Crop};

use crate::{
    forms::{Errors, fault_sentence},
    frame::Frame,
    once::OrDone,
    pages::{
        Answer, go,
        photo::{CropForm, Stage, hints, known},
        unprocessable,
    },
    refusal::page,
    visitor::Staff,
};

#[derive(Template)]
#[template(path = "photos/frame.html")]
struct FramePage {
    frame: Frame,
    name: String,
    class: String,
    stage: Stage,
    errors: Errors,
}

async fn stage_page(staff: &Staff, view: FrameView, crop: Crop, errors: Errors) -> Result<FramePage, Refused> {
    let t = staff.t();
    let mut frame = staff.frame("photos").await?;
    frame.title_error = errors.any();
    let stage = Stage {
        id: view.id,
        version: view.version,
        width: view.width,
        height: view.height,
        crop,
        transform: crop.svg_transform(),
        verb: "frame",
        origin: fl!(t, "crop-result-sent"),
        save: fl!(t, "photos-reframe-do"),
        back: format!("/photos/{}", view.id),
        back_text: fl!(t, "photos-reframe-back"),
        praise: Vec::new(),
        hints: hints(t, &view.advice),
        // Browsers judge photos that are not sent yet; here the server does, when the frame is saved.
        sentences: Vec::new(),
        limits: None,
    };
    Ok(FramePage { frame, name: view.name, class: view.class, stage, errors })
}

/// The picture in its frame, after one press of a button. Whoever comes late finds the photo with its decision.
pub async fn frame(staff: Staff, Path(id): Path<String>, Query(form): Query<CropForm>) -> Answer {
    let id: PhotoId = known(&id)?;
    let view = match staff.desk.photo_frame(id).await {
        Err(Refused::Conflict(_)) => return Ok(go(&format!("/photos/{id}"))),
        view => view?,
    };
    let crop = form.crop(view.crop, (view.width, view.height));
    Ok(page(&stage_page(&staff, view, crop, Errors::default()).await?))
}

/// Cuts the frame out and goes back to the decision.
pub async fn save_frame(staff: Staff, Path(id): Path<String>, Form(form): Form<CropForm>) -> Answer {
    let id: PhotoId = known(&id)?;
    let view = staff.desk.photo_frame(id).await?;
    if !form.has_numbers() {
        let (known, errors) = (view.crop, Errors::one("save", fl!(staff.t(), "crop-not-a-number")));
        return Ok(unprocessable(&stage_page(&staff, view, known, errors).await?));
    }
    let crop = form.crop(view.crop, (view.width, view.height));
    match staff.desk.reframe_photo(id, form.version(), crop).await.or_done() {
        Ok(id) => Ok(go(&format!("/photos/{id}"))),
        Err(Refused::Photo(fault)) => {
            let errors = Errors::one("save", fault_sentence(staff.t(), &fault));
            Ok(unprocessable(&stage_page(&staff, view, crop, errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}
