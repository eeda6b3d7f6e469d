//! The family of a pupil: who is linked, inviting somebody, changing what they may and ending a link, both at once.

use axum::{Json, http::StatusCode};
use office::{
    guardian::{InviteGuardian, SetScope},
    pupil::GuardianRow,
};
use school::{GuardianId, PupilId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Answer, Made, Once, Problems, Sent, Versioned, made};
use crate::{address::Path, once::OrDone, refusal::Refusal, visitor::Client};

/// A family member of a pupil.
#[derive(Serialize, ToSchema)]
pub(super) struct Guardian {
    id: Uuid,
    name: String,
    /// Their e-mail, or the login of somebody who has none.
    email: String,
    /// pupil, parent or guardian
    kind: &'static str,
    /// full, view or none
    scope: &'static str,
    /// Of none, the day of the court's decision, YYYY-MM-DD.
    decided_on: Option<String>,
    /// invited, accepted, declined or revoked
    state: &'static str,
    /// For changes.
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
            decided_on: row.decided_on.map(|date| date.to_string()),
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
    /// Empty or left out for somebody without e-mail: then make a letter on paper.
    #[serde(default)]
    email: String,
    /// pupil, parent or guardian
    kind: String,
    /// full or view; full if left out
    #[serde(default)]
    scope: String,
    /// The address is right although it belongs to an account under another name, which is a conflict otherwise.
    #[serde(default)]
    confirmed: bool,
}

/// What somebody may from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewScope {
    /// The version that was looked at.
    version: i64,
    /// full, view or none
    scope: String,
    /// For none: the day of the court's decision, YYYY-MM-DD.
    #[serde(default)]
    decided_on: String,
}

/// A letter on paper. Its code is in this answer and nowhere else.
#[derive(Serialize, ToSchema)]
pub(super) struct Letter {
    /// The link.
    id: Uuid,
    code: String,
    /// The address that accepts the invitation: the code is its last part.
    address: String,
    /// What the account will sign in with.
    login: String,
    /// The last day on which the code works, YYYY-MM-DD.
    until: String,
}

/// Everybody who is, was or is invited to be linked to a pupil.
#[utoipa::path(get, path = "/pupils/{id}/guardians", params(("id" = Uuid, Path)), responses((status = 200, body = Vec<Guardian>), Problems))]
pub(super) async fn list(client: Client, Path(id): Path<Uuid>) -> Answer<Vec<Guardian>> {
    let record = client.desk.pupil(id.into()).await?;
    Ok(Json(record.guardians.into_iter().map(Guardian::from).collect()))
}

/// Invites a family member of a pupil, by e-mail if they have one.
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

/// Sets what somebody may, at once; answers whose family it is.
#[utoipa::path(put, path = "/guardians/{id}/scope", params(Once, ("id" = Uuid, Path)), request_body = NewScope, responses((status = 200, body = Made), Problems))]
pub(super) async fn set_scope(client: Client, Path(id): Path<Uuid>, Sent(sent): Sent<NewScope>) -> Answer<Made> {
    let NewScope { version, scope, decided_on } = sent;
    let form = SetScope { scope, decided_on };
    let pupil: PupilId = client.desk.set_guardian_scope(id.into(), version, &form).await.or_done()?;
    Ok(Json(Made { id: pupil.into() }))
}

/// Makes a letter on paper for somebody without e-mail; an earlier one is void.
#[utoipa::path(post, path = "/guardians/{id}/letter", params(Once, ("id" = Uuid, Path)), responses((status = 201, body = Letter), Problems))]
pub(super) async fn make_letter(client: Client, Path(id): Path<Uuid>) -> Result<(StatusCode, Json<Letter>), Refusal> {
    let letter = client.desk.guardian_letter(id.into()).await?;
    let (code, address, login, until) = (letter.code, letter.address, letter.login, letter.until.to_string());
    Ok((StatusCode::CREATED, Json(Letter { id: letter.id.into(), code, address, login, until })))
}
