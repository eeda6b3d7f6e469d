//! Tokens for other programs. What is made through a token goes no further than that token.

use axum::{Json, http::StatusCode};
use office::token::{MakeToken, TokenRow};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Answer, Made, Once, Problems, Sent};
use crate::{address::Path, once::OrDone, refusal::Refusal, visitor::Client};

/// A token; its secret is nowhere.
#[derive(Serialize, ToSchema)]
pub(super) struct Token {
    id: Uuid,
    /// What it is for.
    name: String,
    /// secretary, head or administrator
    role: &'static str,
    /// read or change
    scope: &'static str,
    /// RFC 3339
    ends_at: String,
    /// RFC 3339
    revoked_at: Option<String>,
    /// RFC 3339, to the hour
    used_at: Option<String>,
}

impl From<TokenRow> for Token {
    fn from(row: TokenRow) -> Self {
        Self {
            id: row.id.into(),
            name: row.name,
            role: row.role.code(),
            scope: row.scope.code(),
            ends_at: row.ends_at.to_string(),
            revoked_at: row.revoked_at.map(|at| at.to_string()),
            used_at: row.used_at.map(|at| at.to_string()),
        }
    }
}

/// A token to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewToken {
    /// What it is for.
    name: String,
    /// secretary or head; an administrator makes an administrator's in person
    role: String,
    /// read or change
    scope: String,
    /// 1 to 366, and no later than the end of the token that asks
    #[schema(value_type = u32)]
    days: serde_json::Number,
}

/// A new token.
#[derive(Serialize, ToSchema)]
pub(super) struct MadeToken {
    id: Uuid,
    /// For `Authorization: Bearer …`. It is in this answer and nowhere else, so the same request, repeated, is refused.
    secret: String,
}

/// The tokens, newest first.
#[utoipa::path(get, path = "/api-tokens", responses((status = 200, body = Vec<Token>), Problems))]
pub(super) async fn list(client: Client) -> Answer<Vec<Token>> {
    Ok(Json(client.desk.api_tokens().await?.into_iter().map(Token::from).collect()))
}

/// Makes a token.
#[utoipa::path(post, path = "/api-tokens", params(Once), request_body = NewToken, responses((status = 201, body = MadeToken), Problems))]
pub(super) async fn make(
    client: Client,
    Sent(token): Sent<NewToken>,
) -> Result<(StatusCode, Json<MadeToken>), Refusal> {
    let NewToken { name, role, scope, days } = token;
    let new = client.desk.make_token(&MakeToken { name, role, scope, days: days.to_string() }).await?;
    Ok((StatusCode::CREATED, Json(MadeToken { id: new.id.into(), secret: new.secret })))
}

/// Revokes a token and what was made through it, at once.
#[utoipa::path(put, path = "/api-tokens/{id}/revocation", params(Once, ("id" = Uuid, Path)), responses((status = 200, body = Made), Problems))]
pub(super) async fn revoke(client: Client, Path(id): Path<Uuid>) -> Answer<Made> {
    let id = client.desk.revoke_token(id.into()).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}
