//! The family of a pupil: who is linked, inviting somebody, and ending a link at once.

use axum::{Json, extract::Path, http::StatusCode};
use office::{guardian::InviteGuardian, pupil::GuardianRow};
use school::{GuardianId, PupilId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Answer, Made, Once, Problems, Sent, Versioned, made};
use crate::{once::OrDone, refusal::Refusal, visitor::Client};

/// A family member of a pupil.
#[derive(Serialize, ToSchema)]
pub(super) struct Guardian {
    id: Uuid,
    name: String,
    email: String,
    /// pupil, parent or guardian
    kind: &'static str,
    /// full, view or none
    scope: &'static str,
    /// invited, accepted, declined or revoked
    state: &'static str,
    /// For the revocation.
    version: i64,
}

impl From<GuardianRow> for Guardian {
    fn from(row: GuardianRow) -> Self {
        Self {
            id: row.id.into(),
            name: row.name,
            email: row.email,
            kind: row.kind.code(),
            scope: row.scope.code(),
            state: row.state.code(),
            version: row.version,
        }
    }
}

/// A family member to invite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewGuardian {
    given: String,
    surname: String,
    email: String,
    /// pupil, parent or guardian
    kind: String,
    /// full, view or none; full if left out
    #[serde(default)]
    scope: String,
    /// The address is right although it belongs to an account under another name, which is a conflict otherwise.
    #[serde(default)]
    confirmed: bool,
}

/// Everybody who is, was or is invited to be linked to a pupil.
#[utoipa::path(get, path = "/pupils/{id}/guardians", params(("id" = Uuid, Path)), responses((status = 200, body = Vec<Guardian>), Problems))]
pub(super) async fn list(client: Client, Path(id): Path<Uuid>) -> Answer<Vec<Guardian>> {
    let record = client.desk.pupil(id.into()).await?;
    Ok(Json(record.guardians.into_iter().map(Guardian::from).collect()))
}

/// Invites a family member of a pupil by e-mail.
#[utoipa::path(post, path = "/pupils/{id}/guardians", params(Once, ("id" = Uuid, Path)), request_body = NewGuardian, responses((status = 201, body = Made), Problems))]
pub(super) async fn invite(
    client: Client,
    Path(id): Path<Uuid>,
    Sent(guardian): Sent<NewGuardian>,
) -> Result<(StatusCode, Json<Made>), Refusal> {
    let NewGuardian { given, surname, email, kind, scope, confirmed } = guardian;
    let form = InviteGuardian { given, surname, email, kind, scope, confirmed };
    let id: GuardianId = client.desk.invite_guardian(id.into(), &form).await.or_done()?;
    Ok(made(id))
}

/// Ends a link, at once; answers whose family it was.
#[utoipa::path(put, path = "/guardians/{id}/revocation", params(Once, ("id" = Uuid, Path)), request_body = Versioned, responses((status = 200, body = Made), Problems))]
pub(super) async fn revoke(client: Client, Path(id): Path<Uuid>, Sent(sent): Sent<Versioned>) -> Answer<Made> {
    let pupil: PupilId = client.desk.revoke_guardian(id.into(), sent.version).await.or_done()?;
    Ok(Json(Made { id: pupil.into() }))
}
