//! A pack that comes piece by piece (`js/packs.js`): begun, asked how far it is, added to. What was broken off goes on
//! where it stood; the sealed pieces are kept for a day.

use axum::{
    Form,
    extract::{Path, Query, Request},
    response::{IntoResponse, Response},
};
use office::{
    Problem, Refused,
    photo_pack::{MOST_PIECE, PackState},
};
use school::{PhotoPackId, permission::Permission};
use serde::Deserialize;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use crate::{
    once::{OrDone, with},
    pages::{Answer, photo::known},
    refusal::Refusal,
    upload::{Spooled, let_pass, receive_form},
    visitor::Staff,
};

/// What is to come: how many bytes, and what the browser knows the file by.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Announced {
    size: u64,
    mark: String,
}

/// Where a piece begins.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct At {
    offset: u64,
}

/// Begins an upload or finds the one that was broken off; answers which.
pub async fn begin(staff: Staff, Form(form): Form<Announced>) -> Answer {
    let id: PhotoPackId = staff.desk.begin_photo_pack(form.size, &form.mark).await.or_done()?;
    Ok(id.to_string().into_response())
}

/// How many bytes have come.
pub async fn offset(staff: Staff, Path(id): Path<String>) -> Answer {
    let row = staff.desk.photo_pack_row(known(&id)?).await?;
    Ok(match row.state {
        PackState::Uploading { received, .. } => received.to_string().into_response(),
        _ => whole(),
    })
}

/// What is answered of a pack that is whole.
fn whole() -> Response {
    "whole".into_response()
}

/// Adds a piece.
pub async fn add(
    staff: Result<Staff, Refusal>,
    Path(id): Path<String>,
    Query(at): Query<At>,
    request: Request,
) -> Answer {
    let staff = match staff {
        Ok(staff) => staff,
        Err(refusal) => {
            let_pass(request).await;
            return Err(refusal);
        }
    };
    if !staff.desk.may(Permission::HandInPacks) {
        return Err(Refused::Forbidden.into()); // before a byte of the upload is read
    }
    let id = known(&id)?;
    let wrong = || Refused::Invalid(vec![office::FieldError { field: "file", problem: Problem::Required }]);
    let Some(Ok(Spooled { file, digest })) = receive_form(request).await?.file else { return Err(wrong().into()) };
    let mut file = tokio::fs::File::from_std(file);
    let mut piece = Vec::new();
    file.rewind().await.map_err(Refused::from)?;
    file.take(MOST_PIECE as u64 + 1).read_to_end(&mut piece).await.map_err(Refused::from)?;
    // two pieces with the same bytes are two all the same
    let once = staff.guest.once.map(|once| with(with(once, &digest), &at.offset.to_be_bytes()));
    let desk = staff.desk.under(once);
    let id = desk.add_to_photo_pack(id, at.offset, &piece).await.or_done()?;
    Ok(id.to_string().into_response())
}
