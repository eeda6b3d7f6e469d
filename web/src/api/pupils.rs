//! Pupils. A PESEL comes in, and goes out only where it is asked for by itself.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use office::{
    FieldError, Problem, Refused,
    pupil::{AddPupil, PupilFilter, PupilRecord, PupilRow},
};
use school::pupil::Listed;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Answer, Made, Once, Problems, Query, Sent, guardians::Guardian, made};
use crate::{
    address::Path,
    once::OrDone,
    refusal::{ProblemJson, Refusal},
    visitor::Client,
};

/// A pupil in the list.
#[derive(Serialize, ToSchema)]
pub(super) struct Pupil {
    id: Uuid,
    /// Surname first.
    name: String,
    class: String,
    /// Masked PESEL, or the other document's name.
    identity: String,
    /// none, draft, waiting, approved, rejected, change_requested, removal_requested, removed
    photo: &'static str,
}

impl From<PupilRow> for Pupil {
    fn from(row: PupilRow) -> Self {
        Self { id: row.id.into(), name: row.name, class: row.class, identity: row.identity, photo: row.photo.code() }
    }
}

/// A pupil's record.
#[derive(Serialize, ToSchema)]
pub(super) struct Record {
    id: Uuid,
    name: String,
    class: String,
    /// YYYY-MM-DD
    born: String,
    identity: String,
    photo: &'static str,
    photos: Vec<RecordPhoto>,
    cards: Vec<RecordCard>,
    guardians: Vec<Guardian>,
}

/// A photo in a record.
#[derive(Serialize, ToSchema)]
pub(super) struct RecordPhoto {
    id: Uuid,
    state: String,
    /// RFC 3339
    at: String,
}

/// A card in a record.
#[derive(Serialize, ToSchema)]
pub(super) struct RecordCard {
    id: Uuid,
    number: String,
    template: String,
    /// Last day of validity, YYYY-MM-DD.
    expires: Option<String>,
}

impl From<PupilRecord> for Record {
    fn from(record: PupilRecord) -> Self {
        let photos = record.photos.into_iter().map(|photo| RecordPhoto {
            id: photo.id.into(),
            state: photo.state,
            at: photo.at.to_string(),
        });
        let cards = record.cards.into_iter().map(|card| RecordCard {
            id: card.id.into(),
            number: card.number,
            template: card.template,
            expires: card.expires.map(|date| date.to_string()),
        });
        Self {
            id: record.id.into(),
            name: record.name.full(),
            class: record.class,
            born: record.born.to_string(),
            identity: record.identity,
            photo: record.photo.code(),
            photos: photos.collect(),
            cards: cards.collect(),
            guardians: record.guardians.into_iter().map(Guardian::from).collect(),
        }
    }
}

/// Which pupils.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Of this class.
    class: Option<Uuid>,
    /// Whose name contains this, without regard to case and diacritics.
    #[serde(default)]
    search: String,
    /// Who stand so: all (who attend, if left out), no_photo, waiting, rejected, no_card, ready, no_family, left;
    /// or at a stage of the way to a card: stage_none, stage_waiting, stage_rejected, stage_approved, stage_printed,
    /// stage_issued.
    #[serde(default)]
    state: String,
    /// Those after this pupil: for the next 500.
    after: Option<Uuid>,
}

/// A pupil to add. Give a PESEL, or the name and number of another identity document (R2023 § 24).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPupil {
    class: Uuid,
    given: String,
    surname: String,
    /// YYYY-MM-DD
    born: String,
    #[serde(default)]
    pesel: String,
    #[serde(default)]
    document_name: String,
    #[serde(default)]
    document_number: String,
}

/// Who a pupil is, in full.
#[derive(Serialize, ToSchema)]
pub(super) struct Identity {
    /// The whole PESEL, or name and number of the other document.
    identity: String,
}

/// The pupils, in Polish order, at most 500.
#[utoipa::path(get, path = "/pupils", params(Filter), responses((status = 200, body = Vec<Pupil>), Problems))]
pub(super) async fn list(client: Client, Query(filter): Query<Filter>) -> Answer<Vec<Pupil>> {
    let unknown = |_| Refused::Invalid(vec![FieldError { field: "state", problem: Problem::NotOffered }]);
    let listed = match filter.state.trim() {
        "" => None,
        state => Some(state.parse::<Listed>().map_err(unknown)?),
    };
    let (class, after) = (filter.class.map(Into::into), filter.after.map(Into::into));
    let filter = PupilFilter { class, search: filter.search, listed, after };
    Ok(Json(client.desk.pupils(&filter).await?.into_iter().map(Pupil::from).collect()))
}

/// Adds a pupil.
#[utoipa::path(post, path = "/pupils", params(Once), request_body = NewPupil, responses((status = 201, body = Made), Problems))]
pub(super) async fn add(client: Client, Sent(pupil): Sent<NewPupil>) -> Result<(StatusCode, Json<Made>), Refusal> {
    let NewPupil { class, given, surname, born, pesel, document_name, document_number } = pupil;
    let form = AddPupil { class: class.to_string(), given, surname, born, pesel, document_name, document_number };
    Ok(made(client.desk.add_pupil(&form).await.or_done()?))
}

/// A pupil's record.
#[utoipa::path(get, path = "/pupils/{id}", params(("id" = Uuid, Path)), responses((status = 200, body = Record), Problems))]
pub(super) async fn show(client: Client, Path(id): Path<Uuid>) -> Answer<Record> {
    Ok(Json(client.desk.pupil(id.into()).await?.into()))
}

/// The whole PESEL, or name and number of the other document. The look is recorded. It is in the answer's body alone,
/// and no cache may keep it. After 200 without an hour's pause the next ones have to wait (429), each longer.
#[utoipa::path(post, path = "/pupils/{id}/identity", params(Once, ("id" = Uuid, Path)), responses((status = 200, body = Identity), (status = 429, description = "Too many for now; the sentence says from when on.", content_type = "application/problem+json", body = ProblemJson), Problems))]
pub(super) async fn reveal(client: Client, Path(id): Path<Uuid>) -> Result<Response, Refusal> {
    let identity = client.desk.reveal_identity(id.into()).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(Identity { identity })).into_response())
}
