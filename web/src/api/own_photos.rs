//! A family's photos: taken in as a draft, cut, sent to the school, taken back; and what they look like.

use axum::{
    Json,
    extract::Request,
    http::{StatusCode, header},
    response::Response,
};
use office::{
    FileKind, Problem, Refused,
    photo::{DraftView, SendPhoto},
};
use school::PupilId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Answer, Made, Once, Problems, Query, Sent, Versioned, made, photos::Finding, refuse};
use crate::{
    address::Path,
    once::{OrDone, with},
    pages::{jpeg, photo::sender, svg},
    refusal::Refusal,
    upload::{Brought, Spooled, receive_file, receive_form},
    visitor::Family,
};

/// What is declared with a photo that is the whole of what is sent.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Declared {
    /// The version of the sentence that the family declared; in a form, a field.
    #[serde(default)]
    declaration: String,
}

/// A picture: JPEG, PNG or WebP, 25 MB at most.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "read by the document alone")]
pub(super) struct Picture(Vec<u8>);

/// A form with a picture.
#[derive(ToSchema)]
#[expect(dead_code, reason = "read by the document alone")]
pub(super) struct PictureForm {
    /// The version of the sentence that the family declared.
    declaration: String,
    /// JPEG, PNG or WebP, 25 MB at most.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A frame of 35 : 45 on a picture, in its pixels.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Crop {
    /// Centre, from the left edge.
    cx: f64,
    /// Centre, from the upper edge.
    cy: f64,
    /// Width of the frame.
    w: f64,
    /// Degrees, clockwise.
    #[serde(default)]
    angle: f64,
}

/// A frame to cut out; it is moved onto the picture where it stands over.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCrop {
    version: i64,
    crop: Crop,
}

/// A draft that goes to the school, and what goes with it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Submission {
    version: i64,
    /// Does the family declare an exception to the rules? Never which.
    #[serde(default)]
    exception: bool,
    /// A note to the office, 300 characters at most.
    #[serde(default)]
    note: String,
}

/// A draft.
#[derive(Serialize, ToSchema)]
pub(super) struct Draft {
    id: Uuid,
    pupil: Uuid,
    name: String,
    class: String,
    /// Of the picture, in pixels.
    width: u32,
    height: u32,
    /// Proposed or chosen.
    crop: Crop,
    /// Was a frame chosen? A draft without cannot be sent.
    cropped: bool,
    findings: Vec<Finding>,
    /// The photo in force that this one would replace.
    approved: Option<Uuid>,
    /// For the next change.
    version: i64,
}

impl From<DraftView> for Draft {
    fn from(draft: DraftView) -> Self {
        let school::photo::Crop { cx, cy, w, angle } = draft.crop;
        Self {
            id: draft.id.into(),
            pupil: draft.pupil.into(),
            name: draft.name,
            class: draft.class,
            width: draft.width,
            height: draft.height,
            crop: Crop { cx, cy, w, angle },
            cropped: draft.cropped,
            findings: draft.advice.into_iter().map(Into::into).collect(),
            approved: draft.approved.map(Into::into),
            version: draft.version,
        }
    }
}

/// Takes a picture in as a draft with a proposed frame, in place of an earlier draft.
#[utoipa::path(post, path = "/pupils/{id}/photo", tag = "family", security(("session" = [])), params(Once, Declared, ("id" = Uuid, Path)), request_body(content((PictureForm = "multipart/form-data"), (Picture = "image/jpeg"), (Picture = "image/png"), (Picture = "image/webp"))), responses((status = 201, body = Made), Problems))]
pub(super) async fn upload(
    family: Family,
    Path(id): Path<Uuid>,
    Query(declared): Query<Declared>,
    request: Request,
) -> Result<(StatusCode, Json<Made>), Refusal> {
    let pupil = PupilId(id);
    sender(&family, pupil).await?; // before a byte of a stranger's upload is read
    let Brought { declaration, file, .. } = receive(declared, request).await?;
    let file = file.ok_or_else(|| refuse("file", Problem::Required))?;
    let Spooled { file, digest } = file.map_err(Refused::Photo)?;
    let desk = family.desk.under(family.guest.once.map(|once| with(once, &digest)));
    Ok(made(desk.upload_photo(pupil, &declaration, file).await.or_done()?))
}

/// Whatever a picture may come as. What it really is, the workshop says.
async fn receive(declared: Declared, request: Request) -> Result<Brought, Refusal> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        return receive_form(request).await;
    }
    if !kind.starts_with("image/") {
        return Err(Refusal::status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let file = Some(receive_file(request).await?);
    Ok(Brought { declaration: declared.declaration, file, ..Brought::default() })
}

/// A draft with its frame.
#[utoipa::path(get, path = "/photos/{id}/crop", tag = "family", security(("session" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Draft), Problems))]
pub(super) async fn draft(family: Family, Path(id): Path<Uuid>) -> Answer<Draft> {
    Ok(Json(family.desk.draft(id.into()).await?.into()))
}

/// Cuts a frame out of a draft.
#[utoipa::path(put, path = "/photos/{id}/crop", tag = "family", security(("session" = [])), params(Once, ("id" = Uuid, Path)), request_body = NewCrop, responses((status = 200, body = Made), Problems))]
pub(super) async fn crop(family: Family, Path(id): Path<Uuid>, Sent(new): Sent<NewCrop>) -> Answer<Made> {
    let Crop { cx, cy, w, angle } = new.crop;
    let crop = school::photo::Crop { cx, cy, w, angle };
    let id = family.desk.crop_photo(id.into(), new.version, crop).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}

/// Sends a draft to the school.
#[utoipa::path(put, path = "/photos/{id}/submission", tag = "family", security(("session" = [])), params(Once, ("id" = Uuid, Path)), request_body = Submission, responses((status = 200, body = Made), Problems))]
pub(super) async fn send(family: Family, Path(id): Path<Uuid>, Sent(sent): Sent<Submission>) -> Answer<Made> {
    let Submission { version, exception, note } = sent;
    let id = family.desk.send_photo(id.into(), version, &SendPhoto { exception, note }).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}

/// Takes a draft or a waiting photo back; answers whose it was.
#[utoipa::path(put, path = "/photos/{id}/withdrawal", tag = "family", security(("session" = [])), params(Once, ("id" = Uuid, Path)), request_body = Versioned, responses((status = 200, body = Made), Problems))]
pub(super) async fn withdraw(family: Family, Path(id): Path<Uuid>, Sent(sent): Sent<Versioned>) -> Answer<Made> {
    let pupil = family.desk.withdraw_photo(id.into(), sent.version).await.or_done()?;
    Ok(Json(Made { id: pupil.into() }))
}

/// The whole picture, as it was taken in. The look is recorded.
#[utoipa::path(get, path = "/photos/{id}/source.jpg", tag = "family", security(("session" = [])), params(("id" = Uuid, Path)), responses((status = 200, content_type = "image/jpeg", body = Vec<u8>), Problems))]
pub(super) async fn source_jpg(family: Family, Path(id): Path<Uuid>) -> Result<Response, Refusal> {
    Ok(jpeg(family.desk.photo_file(id.into(), FileKind::Clean).await?))
}

/// What would be printed. The look is recorded.
#[utoipa::path(get, path = "/photos/{id}/portrait.jpg", tag = "family", security(("session" = [])), params(("id" = Uuid, Path)), responses((status = 200, content_type = "image/jpeg", body = Vec<u8>), Problems))]
pub(super) async fn portrait_jpg(family: Family, Path(id): Path<Uuid>) -> Result<Response, Refusal> {
    Ok(jpeg(family.desk.photo_file(id.into(), FileKind::Portrait).await?))
}

/// The card that a photo would make, marked PODGLĄD, with the PESEL masked.
#[utoipa::path(get, path = "/photos/{id}/preview.svg", tag = "family", security(("session" = [])), params(("id" = Uuid, Path)), responses((status = 200, content_type = "image/svg+xml", body = String), Problems))]
pub(super) async fn preview(family: Family, Path(id): Path<Uuid>) -> Result<Response, Refusal> {
    let portrait = format!("/api/photos/{id}/portrait.jpg");
    Ok(svg(family.desk.draft_preview(id.into(), &portrait).await?))
}
