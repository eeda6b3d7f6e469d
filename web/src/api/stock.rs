//! The ledgers of blanks and holograms.

use axum::{Json, http::StatusCode};
use office::ledger::{ReceiveBlanks, ReceiveHolograms};
use school::ledger::Balance;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Answer, Made, Once, Problems, Sent, made};
use crate::{once::OrDone, refusal::Refusal, visitor::Client};

/// A book's balance.
#[derive(Serialize, ToSchema)]
pub(super) struct Book {
    /// Template code or school year.
    variety: String,
    received: i64,
    stock: i64,
    reserved: i64,
    used: i64,
    spoiled: i64,
    destroyed: i64,
}

fn book((variety, balance): (String, Balance)) -> Book {
    let Balance { received, stock, reserved, used, spoiled, destroyed } = balance;
    Book { variety, received, stock, reserved, used, spoiled, destroyed }
}

/// Both books.
#[derive(Serialize, ToSchema)]
pub(super) struct Books {
    blanks: Vec<Book>,
    holograms: Vec<Book>,
}

/// A delivery of blanks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Blanks {
    /// Template code, MEiN-I/1.
    template: String,
    producer: String,
    /// First marking, AA0000001.
    first: String,
    /// 1 to 2000
    quantity: u32,
    /// YYYY-MM-DD; today if left out
    #[serde(default)]
    on: String,
    /// Invoice or protocol.
    document: String,
}

/// A delivery of holograms.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Holograms {
    /// The school year's first year.
    year: i16,
    /// 1 to 5000
    quantity: u32,
    /// YYYY-MM-DD; today if left out
    #[serde(default)]
    on: String,
    /// Invoice or protocol.
    document: String,
}

/// What is in stock.
#[utoipa::path(get, path = "/stock", responses((status = 200, body = Books), Problems))]
pub(super) async fn show(client: Client) -> Answer<Books> {
    let stock = client.desk.stock().await?;
    Ok(Json(Books {
        blanks: stock.blanks.into_iter().map(book).collect(),
        holograms: stock.holograms.into_iter().map(book).collect(),
    }))
}

/// Enters a delivery of blanks.
#[utoipa::path(post, path = "/stock/blanks", params(Once), request_body = Blanks, responses((status = 201, body = Made), Problems))]
pub(super) async fn receive_blanks(
    client: Client,
    Sent(blanks): Sent<Blanks>,
) -> Result<(StatusCode, Json<Made>), Refusal> {
    let Blanks { template, producer, first, quantity, on, document } = blanks;
    let form = ReceiveBlanks { template, producer, first, quantity: quantity.to_string(), on, document };
    let id: Uuid = client.desk.receive_blanks(&form).await.or_done()?;
    Ok(made(id))
}

/// Enters a delivery of holograms.
#[utoipa::path(post, path = "/stock/holograms", params(Once), request_body = Holograms, responses((status = 201, body = Made), Problems))]
pub(super) async fn receive_holograms(
    client: Client,
    Sent(holograms): Sent<Holograms>,
) -> Result<(StatusCode, Json<Made>), Refusal> {
    let Holograms { year, quantity, on, document } = holograms;
    let form = ReceiveHolograms { year: year.to_string(), quantity: quantity.to_string(), on, document };
    let id: Uuid = client.desk.receive_holograms(&form).await.or_done()?;
    Ok(made(id))
}
