//! The frame (F4). The truth is four numbers in form fields; without script each button of the form comes back here
//! with them, and they travel in the address, so that the browser's "back" undoes.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
};
use i18n_embed_fl::fl;
use office::{Conflict, FileKind, Refused, photo::DraftView};
use school::{PhotoId, photo::Crop};
use serde::Deserialize;

use super::{
    Whose, draft_or_status, known,
    words::{OF_THE_FILE, Sentence, advice_text, icon, praise, sentences},
};
use crate::{
    forms::{Errors, fault_sentence},
    frame::Frame,
    once::OrDone,
    pages::{Answer, go, jpeg, unprocessable},
    refusal::{conflict_sentence, page},
    visitor::Family,
};

#[derive(Template)]
#[template(path = "photo/crop.html")]
struct CropPage {
    frame: Frame,
    whose: Whose,
    draft: DraftView,
    crop: Crop,
    transform: String,
    praise: Vec<String>,
    hints: Vec<Hint>,
    sentences: Vec<Sentence>,
    errors: Errors,
}

/// A remark of the automatic check.
struct Hint {
    icon: &'static str,
    text: String,
    /// The browser cannot tell, so the remark stays when it looks at another frame.
    of_file: bool,
}

/// The numbers of the form, and the button pressed. What is no number stays as it was.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct CropForm {
    cx: String,
    cy: String,
    w: String,
    angle: String,
    step: String,
    version: i64,
}

impl CropForm {
    fn crop(&self, draft: &DraftView) -> Crop {
        let number = |typed: &str, known: f64| typed.trim().replace(',', ".").parse().unwrap_or(known);
        let Crop { cx, cy, w, angle } = draft.crop;
        let typed = Crop {
            cx: number(&self.cx, cx),
            cy: number(&self.cy, cy),
            w: number(&self.w, w),
            angle: number(&self.angle, angle),
        };
        typed.step(&self.step).within(f64::from(draft.width), f64::from(draft.height))
    }
}

async fn framed(family: &Family, draft: DraftView, crop: Crop, errors: Errors) -> Result<CropPage, Refused> {
    let t = family.t();
    let mut frame = family.frame("home").await?;
    frame.title_error = errors.any();
    let hints = draft.advice.iter().map(|advice| Hint {
        icon: icon(advice.severity),
        text: advice_text(t, advice),
        of_file: OF_THE_FILE.contains(&advice.check),
    });
    Ok(CropPage {
        frame,
        whose: Whose::draft(t, &draft),
        transform: crop.svg_transform(),
        praise: praise(t, &draft.advice),
        hints: hints.collect(),
        sentences: sentences(t),
        draft,
        crop,
        errors,
    })
}

/// The picture in its frame, after one press of a button.
pub async fn crop(family: Family, Path(id): Path<String>, Query(form): Query<CropForm>) -> Answer {
    let draft = match draft_or_status(&family, known(&id)?).await? {
        Ok(draft) => draft,
        Err(address) => return Ok(go(&address)),
    };
    let crop = form.crop(&draft);
    Ok(page(&framed(&family, draft, crop, Errors::default()).await?))
}

/// Cuts the frame out.
pub async fn save_crop(family: Family, Path(id): Path<String>, Form(form): Form<CropForm>) -> Answer {
    let id: PhotoId = known(&id)?;
    let draft = match draft_or_status(&family, id).await? {
        Ok(draft) => draft,
        Err(address) => return Ok(go(&address)),
    };
    let crop = form.crop(&draft);
    let sentence = match family.desk.crop_photo(id, form.version, crop).await.or_done() {
        Ok(id) => return Ok(go(&format!("/photos/{id}/check"))),
        Err(Refused::Photo(fault)) => fault_sentence(family.t(), &fault),
        // Somebody of the family saved another frame meanwhile, perhaps in another tab: this one can be saved over it.
        Err(Refused::Conflict(Conflict::Changed)) => conflict_sentence(family.t(), &Conflict::Changed),
        Err(refused) => return Err(refused.into()),
    };
    Ok(unprocessable(&framed(&family, draft, crop, Errors::one("save", sentence)).await?))
}

/// The clean source, for the stage.
pub async fn source_jpg(family: Family, Path(id): Path<String>) -> Answer {
    Ok(jpeg(family.desk.photo_file(known(&id)?, FileKind::Clean).await?))
}

#[cfg(test)]
mod tests {
    use school::PupilId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_is_no_number_stays_as_it_was_and_the_frame_stays_on_the_picture() {
        let draft = DraftView {
            id: PhotoId(Uuid::nil()),
            pupil: PupilId(Uuid::nil()),
            name: String::new(),
            born: jiff::civil::date(2015, 6, 5),
            identity: String::new(),
            class: String::new(),
            width: 1000,
            height: 1400,
            crop: Crop { cx: 500.0, cy: 700.0, w: 600.0, angle: 0.0 },
            cropped: false,
            advice: vec![],
            approved: None,
            version: 1,
        };
        assert_eq!(CropForm::default().crop(&draft), draft.crop);
        let form = |cx: &str, step: &str| CropForm { cx: cx.into(), step: step.into(), ..CropForm::default() };
        assert_eq!(form("510,5", "").crop(&draft).cx, 510.5);
        assert_eq!(form("abc", "").crop(&draft).cx, 500.0);
        assert_eq!(form("99999", "").crop(&draft).cx, 700.0);
        assert!(form("NaN", "zoom-in").crop(&draft).w < 600.0);
        assert_eq!(form("", "quarter").crop(&draft).angle, 90.0);
    }
}
