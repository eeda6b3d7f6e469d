//! A child's photo as the family sees it: guidelines (F1), examples (F2), choosing (F3), the frame (F4), the last look
//! before sending (F5) and where it stands (F6 of ux.md 2.3). Every step works as a plain form.

mod check;
mod choose;
mod crop;
mod guidelines;
mod status;
pub(super) mod words;

pub use check::{check, preview, send};
pub use choose::{choose, upload};
pub use crop::{CropForm, crop, save_crop};
pub(super) use crop::{Stage, hints};
pub use guidelines::{declare, examples, guidelines};
pub use status::{status, withdraw};
pub(crate) use words::{CardLine, card_line, reason_fix, reason_text, shown_text};

use std::str::FromStr;

use i18n_embed_fl::fl;
use office::{
    Refused,
    photo::{Child, DraftView},
};
use school::{PhotoId, PupilId, school_text::TextPlace};
use serde::Deserialize;

use crate::{visitor::Family, words::Words};

/// Whose photo it is: the margin of every page of the flow.
struct Whose {
    pupil: PupilId,
    name: String,
    class: String,
    /// Address of the photo to show, empty for none.
    photo: String,
}

impl Whose {
    fn child(t: Words, child: &Child) -> Self {
        let photo = child.photo.map(review_jpg).unwrap_or_default();
        Self { pupil: child.pupil, name: child.name.clone(), class: class_text(t, &child.class), photo }
    }

    fn draft(t: Words, draft: &DraftView) -> Self {
        let shown = if draft.cropped { Some(draft.id) } else { draft.approved };
        let photo = shown.map(review_jpg).unwrap_or_default();
        Self { pupil: draft.pupil, name: draft.name.clone(), class: class_text(t, &draft.class), photo }
    }
}

/// The language and the lines of what the pupil's school says in its own words; none if it says nothing.
async fn own_words(
    family: &Family,
    pupil: PupilId,
    place: TextPlace,
) -> Result<Option<(&'static str, Vec<String>)>, Refused> {
    let text = family.desk.school_text(pupil, place, family.guest.language).await?;
    Ok(text.map(|(language, text)| (language.code(), text.lines().map(str::to_owned).collect())))
}

/// What a form about one photo sends.
#[derive(Deserialize)]
pub struct Versioned {
    #[serde(default)]
    version: i64,
}

/// "class 2C".
pub(crate) fn class_text(t: Words, class: &str) -> String {
    fl!(t, "fam-class", class = class.to_owned())
}

/// The picture that people look at.
pub(crate) fn review_jpg(id: PhotoId) -> String {
    format!("/photos/{id}/review.jpg")
}

/// What an address names; anything else is not there.
pub(crate) fn known<T: FromStr>(id: &str) -> Result<T, Refused> {
    id.parse().map_err(|_| Refused::NotFound)
}

/// The child whose photo this person may send.
pub(crate) async fn sender(family: &Family, pupil: PupilId) -> Result<Child, Refused> {
    let child = family.desk.photo_status(pupil).await?.child;
    if child.may_submit { Ok(child) } else { Err(Refused::Forbidden) }
}

/// A draft to go on with, or the page to go to instead: whoever goes back after sending finds the photo's status.
async fn draft_or_status(family: &Family, id: PhotoId) -> Result<Result<DraftView, String>, Refused> {
    match family.desk.draft(id).await {
        Ok(draft) => Ok(Ok(draft)),
        Err(Refused::NotFound) => {
            let children = family.desk.children().await?;
            let child = children.iter().find(|child| child.photo == Some(id)).ok_or(Refused::NotFound)?;
            Ok(Err(status_address(child.pupil)))
        }
        Err(refused) => Err(refused),
    }
}

/// By what the photo of a child is judged, as `eye.js` reads it.
async fn limits(family: &Family, pupil: PupilId) -> Result<String, Refused> {
    Ok(serde_json::to_string(&family.desk.photo_limits(pupil).await?)?)
}

fn status_address(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/photo")
}

fn guidelines_address(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/photo/guidelines")
}
