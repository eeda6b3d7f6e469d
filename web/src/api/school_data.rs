//! The school's own data: name and address as on the cards, and the head.

use axum::Json;
use jiff::civil::Date;
use office::installation::{SchoolData, SchoolForm};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Answer, Made, Once, Problems, Sent};
use crate::{once::OrDone, visitor::Client};

/// The school.
#[derive(Serialize, ToSchema)]
pub(super) struct School {
    id: Uuid,
    /// The kind's code.
    kind: String,
    name: String,
    address: String,
    rspo: Option<String>,
    /// Bank account for the fee of a duplicate.
    account: Option<String>,
    /// The newest first.
    heads: Vec<Head>,
    /// For the change.
    version: i64,
}

/// A head of the school.
#[derive(Serialize, ToSchema)]
pub(super) struct Head {
    name: String,
    /// First day, YYYY-MM-DD.
    since: String,
    /// Last day, if another has come.
    until: Option<String>,
}

impl From<(String, Date, Option<Date>)> for Head {
    fn from((name, since, until): (String, Date, Option<Date>)) -> Self {
        Self { name, since: since.to_string(), until: until.map(|date| date.to_string()) }
    }
}

impl From<SchoolData> for School {
    fn from(data: SchoolData) -> Self {
        Self {
            id: data.id.into(),
            kind: data.kind,
            name: data.name,
            address: data.address,
            rspo: data.rspo,
            account: data.account,
            heads: data.heads.into_iter().map(Head::from).collect(),
            version: data.version,
        }
    }
}

/// The school as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSchoolData {
    version: i64,
    /// The kind's code; it decides which template its cards have.
    kind: String,
    /// As on the cards.
    name: String,
    address: String,
    /// Empty for none.
    #[serde(default)]
    rspo: String,
    /// Bank account for the fee of a duplicate; empty for none.
    #[serde(default)]
    account: String,
    head_given: String,
    head_surname: String,
    /// YYYY-MM-DD; later than the head's of now for a new head, the same for a correction
    head_since: String,
}

/// The school's own data.
#[utoipa::path(get, path = "/school", responses((status = 200, body = School), Problems))]
pub(super) async fn show(client: Client) -> Answer<School> {
    Ok(Json(client.desk.school_data().await?.into()))
}

/// Changes them.
#[utoipa::path(put, path = "/school", params(Once), request_body = NewSchoolData, responses((status = 200, body = Made), Problems))]
pub(super) async fn change(client: Client, Sent(data): Sent<NewSchoolData>) -> Answer<Made> {
    let NewSchoolData { version, kind, name, address, rspo, account, head_given, head_surname, head_since } = data;
    let form = SchoolForm { kind, name, address, rspo, account, head_given, head_surname, head_since };
    let id = client.desk.change_school(&form, version).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}
