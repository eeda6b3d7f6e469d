//! A photo that the school adds itself. It waits in the queue like a family's, and its frame is set on the same stage.

use askama::Template;
use axum::extract::{Path, Request};
use i18n_embed_fl::fl;
use office::Refused;
use school::{PupilId, permission::Permission, pupil::PupilRefusal};

use crate::{
    formats,
    forms::{Errors, fault_sentence},
    frame::Frame,
    once::{OrDone, with},
    pages::{
        Answer, go,
        photo::{class_text, known},
        unprocessable,
    },
    refusal::{Refusal, page},
    upload::{Spooled, let_pass, receive_form},
    visitor::Staff,
};

#[derive(Template)]
#[template(path = "pupils/photo.html")]
struct AddPhotoPage {
    frame: Frame,
    id: PupilId,
    name: String,
    class: String,
    /// Does a photo wait that this one would replace?
    waits: bool,
    /// Earlier approved ones: address and words.
    earlier: Vec<(String, String)>,
    errors: Errors,
}

async fn chooser(staff: &Staff, id: PupilId, errors: Errors) -> Result<AddPhotoPage, Refused> {
    let t = staff.t();
    if !staff.desk.may(Permission::AddPhotos) {
        return Err(Refused::Forbidden);
    }
    let record = staff.desk.pupil(id).await?;
    if record.left.is_some() {
        return Err(PupilRefusal::HasLeft.into());
    }
    let earlier = record.photos.iter().filter(|photo| photo.state == "superseded" && photo.picture);
    let earlier = earlier.map(|photo| (format!("/photos/{}", photo.id), formats::moment(t, photo.at))).collect();
    let mut frame = staff.frame("pupils").await?;
    frame.title_error = errors.any();
    Ok(AddPhotoPage {
        frame,
        id,
        class: class_text(t, &record.class),
        waits: record.photos.iter().any(|photo| photo.state == "submitted"),
        earlier,
        errors,
        name: record.name.full(),
    })
}

/// Where the file is chosen.
pub async fn new_photo(staff: Staff, Path(id): Path<String>) -> Answer {
    Ok(page(&chooser(&staff, known(&id)?, Errors::default()).await?))
}

/// Takes a file in, and goes on to its frame.
pub async fn add_photo(staff: Result<Staff, Refusal>, Path(id): Path<String>, request: Request) -> Answer {
    let staff = match staff {
        Ok(staff) => staff,
        Err(refusal) => {
            let_pass(request).await;
            return Err(refusal);
        }
    };
    let pupil = known(&id)?;
    chooser(&staff, pupil, Errors::default()).await?; // before a byte of the upload is read
    let refused = match receive_form(request).await?.file {
        None => fl!(staff.t(), "choose-none"),
        Some(Err(fault)) => fault_sentence(staff.t(), &fault),
        Some(Ok(Spooled { file, digest })) => {
            let desk = staff.desk.under(staff.guest.once.map(|once| with(once, &digest)));
            match desk.add_photo(pupil, file).await.or_done() {
                Ok(photo) => return Ok(go(&format!("/photos/{photo}/frame"))),
                Err(Refused::Photo(fault)) => fault_sentence(staff.t(), &fault),
                Err(refused) => return Err(refused.into()),
            }
        }
    };
    Ok(unprocessable(&chooser(&staff, pupil, Errors::one("file", refused)).await?))
}
