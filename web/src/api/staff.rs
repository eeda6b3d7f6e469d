//! The school's staff.

use axum::{Json, http::StatusCode};
use office::staff::{InviteStaff, StaffMember};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Answer, Made, Once, Problems, Sent, Versioned, made};
use crate::{address::Path, once::OrDone, refusal::Refusal, visitor::Client};

/// Somebody who works here, was invited to, or did.
#[derive(Serialize, ToSchema)]
pub(super) struct Member {
    id: Uuid,
    name: String,
    email: String,
    /// head, secretary, form_teacher or administrator
    role: &'static str,
    /// invited, accepted, declined or revoked
    state: &'static str,
    /// Is the second factor set up?
    enrolled: bool,
    /// For the revocation.
    version: i64,
}

impl From<StaffMember> for Member {
    fn from(member: StaffMember) -> Self {
        Self {
            id: member.id,
            name: member.name,
            email: member.email,
            role: member.role.code(),
            state: member.state.code(),
            enrolled: member.enrolled,
            version: member.version,
        }
    }
}

/// Somebody to invite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMember {
    given: String,
    surname: String,
    email: String,
    /// secretary, form_teacher or photographer; heads and administrators are invited in person
    role: String,
    /// The address is right although it belongs to an account under another name, which is a conflict otherwise.
    #[serde(default)]
    confirmed: bool,
}

/// Everybody who works here, was invited to, or did.
#[utoipa::path(get, path = "/staff", responses((status = 200, body = Vec<Member>), Problems))]
pub(super) async fn list(client: Client) -> Answer<Vec<Member>> {
    Ok(Json(client.desk.staff_members().await?.into_iter().map(Member::from).collect()))
}

/// Invites somebody by e-mail.
#[utoipa::path(post, path = "/staff", params(Once), request_body = NewMember, responses((status = 201, body = Made), Problems))]
pub(super) async fn invite(client: Client, Sent(member): Sent<NewMember>) -> Result<(StatusCode, Json<Made>), Refusal> {
    let NewMember { given, surname, email, role, confirmed } = member;
    Ok(made(client.desk.invite_staff(&InviteStaff { given, surname, email, role, confirmed }).await.or_done()?))
}

/// Ends a membership, at once.
#[utoipa::path(put, path = "/staff/{id}/revocation", params(Once, ("id" = Uuid, Path)), request_body = Versioned, responses((status = 200, body = Made), Problems))]
pub(super) async fn revoke(client: Client, Path(id): Path<Uuid>, Sent(sent): Sent<Versioned>) -> Answer<Made> {
    let id = client.desk.revoke_staff(id, sent.version).await.or_done()?;
    Ok(Json(Made { id }))
}
