//! The frame (F4), on a stage that the school uses, too. The truth is four numbers in form fields; without script each
//! button of the form comes back here with them, and they travel in the address, so that the browser's "back" undoes.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
};
use i18n_embed_fl::fl;
use office::{Conflict, Refused, photo::DraftView};
use school::{
    PhotoId,
    photo::{Advice, Crop},
};
use serde::Deserialize;

use super::{
    Whose, draft_or_status, guidelines_address, known, limits,
    words::{OF_THE_FILE, Sentence, advice_text, icon, praise, sentences},
};
use crate::{
    forms::{Errors, fault_sentence},
    frame::Frame,
    once::OrDone,
    pages::{Answer, again, go, unprocessable},
    refusal::{conflict_sentence, page},
    visitor::Family,
    words::Words,
};

#[derive(Template)]
#[template(path = "photo/crop.html")]
struct CropPage {
    frame: Frame,
    whose: Whose,
    stage: Stage,
    errors: Errors,
}

/// The picture under its frame, with what is said about it and where the form goes.
pub(in crate::pages) struct Stage {
    pub(in crate::pages) id: PhotoId,
    pub(in crate::pages) version: i64,
    pub(in crate::pages) width: u32,
    pub(in crate::pages) height: u32,
    pub(in crate::pages) crop: Crop,
    pub(in crate::pages) transform: String,
    /// What follows the photo in the form's address.
    pub(in crate::pages) verb: &'static str,
    /// Whose frame it is, in words.
    pub(in crate::pages) origin: String,
    /// The words of the button.
    pub(in crate::pages) save: String,
    /// Where to go instead, and its words.
    pub(in crate::pages) back: String,
    pub(in crate::pages) back_text: String,
    pub(in crate::pages) praise: Vec<String>,
    pub(in crate::pages) hints: Vec<Hint>,
    pub(in crate::pages) sentences: Vec<Sentence>,
    /// By what the browser judges while the frame moves; none where it does not.
    pub(in crate::pages) limits: Option<String>,
}

/// A remark of the automatic check.
pub(in crate::pages) struct Hint {
    pub(in crate::pages) icon: &'static str,
    pub(in crate::pages) text: String,
    /// The browser cannot tell, so the remark stays when it looks at another frame.
    pub(in crate::pages) of_file: bool,
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
    /// The version that the form was about.
    pub(in crate::pages) fn version(&self) -> i64 {
        self.version
    }

    /// Is every number such as a frame can have? What was left empty stays as it was.
    pub(in crate::pages) fn has_numbers(&self) -> bool {
        let right = |typed: &str| {
            let typed = typed.trim().replace(',', ".");
            typed.is_empty() || typed.parse::<f64>().is_ok_and(f64::is_finite)
        };
        right(&self.cx) && right(&self.cy) && right(&self.w) && right(&self.angle)
    }

    /// The frame after the press of a button, on a picture of this size that had another.
    pub(in crate::pages) fn crop(&self, known: Crop, (width, height): (u32, u32)) -> Crop {
        let number = |typed: &str, known: f64| typed.trim().replace(',', ".").parse().unwrap_or(known);
        let Crop { cx, cy, w, angle } = known;
        let typed = Crop {
            cx: number(&self.cx, cx),
            cy: number(&self.cy, cy),
            w: number(&self.w, w),
            angle: number(&self.angle, angle),
        };
        typed.step(&self.step).within(f64::from(width), f64::from(height))
    }
}

async fn framed(family: &Family, draft: DraftView, crop: Crop, errors: Errors) -> Result<CropPage, Refused> {
    let t = family.t();
    let mut frame = family.frame("home").await?;
    frame.title_error = errors.any();
    let stage = Stage {
        id: draft.id,
        version: draft.version,
        width: draft.width,
        height: draft.height,
        crop,
        transform: crop.svg_transform(),
        verb: "crop",
        origin: if draft.cropped { fl!(t, "crop-result-saved") } else { fl!(t, "crop-result-proposed") },
        save: fl!(t, "crop-save"),
        back: guidelines_address(draft.pupil),
        back_text: fl!(t, "crop-again"),
        praise: praise(t, &draft.advice),
        hints: hints(t, &draft.advice),
        sentences: sentences(t),
        limits: Some(limits(family, draft.pupil).await?),
    };
    Ok(CropPage { frame, whose: Whose::draft(t, &draft), stage, errors })
}

/// What the automatic check noticed.
pub(in crate::pages) fn hints(t: Words, advice: &[Advice]) -> Vec<Hint> {
    let hint = |advice: &Advice| Hint {
        icon: icon(advice.severity),
        text: advice_text(t, advice),
        of_file: OF_THE_FILE.contains(&advice.check),
    };
    advice.iter().map(hint).collect()
}

/// The picture in its frame, after one press of a button.
pub async fn crop(family: Family, Path(id): Path<String>, Query(form): Query<CropForm>) -> Answer {
    let draft = match draft_or_status(&family, known(&id)?).await? {
        Ok(draft) => draft,
        Err(address) => return Ok(go(&address)),
    };
    let crop = form.crop(draft.crop, (draft.width, draft.height));
    Ok(page(&framed(&family, draft, crop, Errors::default()).await?))
}

/// Cuts the frame out.
pub async fn save_crop(family: Family, Path(id): Path<String>, Form(form): Form<CropForm>) -> Answer {
    let id: PhotoId = known(&id)?;
    let draft = match draft_or_status(&family, id).await? {
        Ok(draft) => draft,
        Err(address) => return Ok(go(&address)),
    };
    if !form.has_numbers() {
        let (known, errors) = (draft.crop, Errors::one("save", fl!(family.t(), "crop-not-a-number")));
        return Ok(unprocessable(&framed(&family, draft, known, errors).await?));
    }
    let crop = form.crop(draft.crop, (draft.width, draft.height));
    let (status, sentence) = match family.desk.crop_photo(id, form.version, crop).await.or_done() {
        Ok(id) => return Ok(go(&format!("/photos/{id}/check"))),
        Err(Refused::Photo(fault)) => (StatusCode::UNPROCESSABLE_ENTITY, fault_sentence(family.t(), &fault)),
        // Somebody of the family saved another frame meanwhile, perhaps in another tab: this one can be saved over it.
        Err(Refused::Conflict(Conflict::Changed)) => {
            (StatusCode::CONFLICT, conflict_sentence(family.t(), &Conflict::Changed))
        }
        Err(refused) => return Err(refused.into()),
    };
    Ok(again(status, &framed(&family, draft, crop, Errors::one("save", sentence)).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_stays_as_it_was_and_the_frame_stays_on_the_picture() {
        let (known, size) = (Crop { cx: 500.0, cy: 700.0, w: 600.0, angle: 0.0 }, (1000, 1400));
        assert_eq!(CropForm::default().crop(known, size), known);
        let form = |cx: &str, step: &str| CropForm { cx: cx.into(), step: step.into(), ..CropForm::default() };
        assert_eq!(form("510,5", "").crop(known, size).cx, 510.5);
        assert_eq!(form("abc", "").crop(known, size).cx, 500.0);
        assert_eq!(form("99999", "").crop(known, size).cx, 700.0);
        assert!(form("NaN", "zoom-in").crop(known, size).w < 600.0);
        assert_eq!(form("", "quarter").crop(known, size).angle, 90.0);
        assert!(form("510,5", "").has_numbers() && form(" ", "").has_numbers());
        for typed in ["1e400", "-inf", "NaN", "abc", "1 000", "5;5"] {
            assert!(!form(typed, "").has_numbers(), "{typed}");
        }
    }
}
