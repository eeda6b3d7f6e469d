//! The decisions: approving, rejecting with a reason, taking back. Each goes on to the next photo that waits.

use axum::{Form, extract::Path};
use i18n_embed_fl::fl;
use office::Refused;
use school::{PhotoId, permission::Permission};
use serde::Deserialize;

use super::{
    Answer, Errors, ListQuery,
    focus::{OWN_CLASS, focus, tab_of},
};
use crate::{
    once::OrDone,
    pages::{go, overtaken, photo::known, unprocessable},
    visitor::Staff,
};

/// What the forms of a decision send.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Decision {
    version: i64,
    reason: String,
    note: String,
}

/// Approves.
pub async fn approve(staff: Staff, Path(id): Path<String>, Form(decision): Form<Decision>) -> Answer {
    let id = known(&id)?;
    match staff.desk.approve_photo(id, decision.version).await.or_done() {
        Ok(id) => onwards(&staff, id).await,
        Err(refused) => too_late(&staff, id, decision.note, refused).await,
    }
}

/// Rejects, with a reason and perhaps a note.
pub async fn reject(staff: Staff, Path(id): Path<String>, Form(decision): Form<Decision>) -> Answer {
    let id = known(&id)?;
    match staff.desk.reject_photo(id, decision.version, &decision.reason, &decision.note).await.or_done() {
        Ok(id) => onwards(&staff, id).await,
        Err(Refused::Invalid(errors)) => {
            let own = [("reason", fl!(staff.t(), "photos-reason")), ("note", fl!(staff.t(), "photos-note"))];
            let errors = Errors::labelled(staff.t(), &errors, &own);
            Ok(unprocessable(&focus(&staff, id, decision.note, errors).await?))
        }
        Err(refused) => too_late(&staff, id, decision.note, refused).await,
    }
}

/// Takes a decision back: the photo waits again.
pub async fn undo(staff: Staff, Path(id): Path<String>, Form(decision): Form<Decision>) -> Answer {
    let id: PhotoId = known(&id)?;
    match staff.desk.undo_review(id, decision.version).await.or_done() {
        Ok(PhotoId(_)) => Ok(go(&format!("/photos/{id}"))),
        Err(refused) => too_late(&staff, id, String::new(), refused).await,
    }
}

/// Where somebody was faster, the photo as it stands now, with what was decided and what was typed.
async fn too_late(staff: &Staff, id: PhotoId, note: String, refused: Refused) -> Answer {
    match refused {
        Refused::Conflict(conflict) => {
            let errors = Errors::overtaken(staff.t(), &conflict);
            Ok(overtaken(&focus(staff, id, note, errors).await?))
        }
        refused => Err(refused.into()),
    }
}

/// Puts an earlier photo in force again, as a photo of its own.
pub async fn reuse(staff: Staff, Path(id): Path<String>, Form(decision): Form<Decision>) -> Answer {
    let id: PhotoId = staff.desk.reuse_photo(known(&id)?, decision.version).await.or_done()?;
    Ok(go(&format!("/photos/{id}?done={id}")))
}

/// The next photo after this one, or the queue if it was the last; both offer to take the decision back.
async fn onwards(staff: &Staff, id: PhotoId) -> Answer {
    let record = staff.desk.photo(id).await?;
    if !staff.desk.may(Permission::SeePhotos) {
        return Ok(go(&format!("{OWN_CLASS}?done={id}")));
    }
    Ok(go(&match record.next {
        Some(next) => format!("/photos/{next}?done={id}"),
        None => format!("{}&done={id}", ListQuery::address(tab_of(&record), None, 0)),
    }))
}
