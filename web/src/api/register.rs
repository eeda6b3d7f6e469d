//! The nominal register.

use axum::{Json, response::Response};
use office::register::EntryRow;
use school::year::SchoolYear;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Answer, Problems, Query, refuse};
use crate::{
    pages::register::{FIRST_YEAR, begun},
    refusal::Refusal,
    visitor::Client,
};

/// A row of the register.
#[derive(Serialize, ToSchema)]
pub(super) struct RegisterEntry {
    ordinal: u32,
    card: Uuid,
    name: String,
    /// Masked PESEL, or the other document's name.
    identity: String,
    number: String,
    marking: String,
    producer: String,
    received_on: String,
    receiver: String,
    receiver_name: String,
    duplicate: bool,
}

impl From<EntryRow> for RegisterEntry {
    fn from(row: EntryRow) -> Self {
        Self {
            ordinal: row.ordinal,
            card: row.card.into(),
            name: row.name,
            identity: row.identity,
            number: row.number,
            marking: row.marking,
            producer: row.producer,
            received_on: row.received_on.to_string(),
            receiver: row.receiver,
            receiver_name: row.receiver_name,
            duplicate: row.duplicate,
        }
    }
}

/// Of which school year.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Its first year; this school year if left out.
    year: Option<i16>,
}

fn year(client: &Client, filter: &Filter) -> Result<SchoolYear, Refusal> {
    let this = SchoolYear::of(client.desk.today());
    match filter.year {
        None => Ok(this),
        Some(year) if (FIRST_YEAR..=this.0).contains(&year) => Ok(SchoolYear(year)),
        Some(_) => Err(refuse("year", begun(this))),
    }
}

/// The register of a school year.
#[utoipa::path(get, path = "/register", params(Filter), responses((status = 200, body = Vec<RegisterEntry>), Problems))]
pub(super) async fn list(client: Client, Query(filter): Query<Filter>) -> Answer<Vec<RegisterEntry>> {
    let year = year(&client, &filter)?;
    Ok(Json(client.desk.register(year).await?.into_iter().map(Into::into).collect()))
}

/// The register of a school year as a PDF, with full PESEL numbers; the look is recorded.
#[utoipa::path(get, path = "/register.pdf", params(Filter), responses((status = 200, content_type = "application/pdf", body = Vec<u8>), Problems))]
pub(super) async fn pdf(client: Client, Query(filter): Query<Filter>) -> Result<Response, Refusal> {
    let year = year(&client, &filter)?;
    Ok(super::pdf(client.desk.register_pdf(year).await?))
}
