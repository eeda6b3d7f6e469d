//! Classes.

use axum::{Json, http::StatusCode};
use office::class::AddClass;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Answer, Made, Once, Problems, Sent, made};
use crate::{once::OrDone, refusal::Refusal, visitor::Client};

/// A class.
#[derive(Serialize, ToSchema)]
pub(super) struct Class {
    id: Uuid,
    /// Its name, like 1B.
    name: String,
    /// School year.
    year: String,
    /// How many pupils attend it.
    pupils: u32,
}

/// A class to add to this school year.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewClass {
    /// 1 to 12 letters, digits, spaces or hyphens.
    name: String,
}

/// The classes of this school year.
#[utoipa::path(get, path = "/classes", responses((status = 200, body = Vec<Class>), Problems))]
pub(super) async fn list(client: Client) -> Answer<Vec<Class>> {
    let rows = client.desk.classes().await?.into_iter();
    Ok(Json(rows.map(|row| Class { id: row.id.into(), name: row.name, year: row.year, pupils: row.pupils }).collect()))
}

/// Adds a class.
#[utoipa::path(post, path = "/classes", params(Once), request_body = NewClass, responses((status = 201, body = Made), Problems))]
pub(super) async fn add(client: Client, Sent(class): Sent<NewClass>) -> Result<(StatusCode, Json<Made>), Refusal> {
    Ok(made(client.desk.add_class(&AddClass { name: class.name }).await.or_done()?))
}
