//! Cards.

use axum::Json;
use office::card::{CardRecord, ReceiveCard};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Answer, Made, Once, Problems, Sent};
use crate::{address::Path, once::OrDone, visitor::Client};

/// A card.
#[derive(Serialize, ToSchema)]
pub(super) struct Card {
    id: Uuid,
    pupil: Uuid,
    name: String,
    number: String,
    template: String,
    marking: String,
    producer: String,
    state: String,
    /// valid, expired, not_yet_issued or invalid
    standing: &'static str,
    issued_on: String,
    expires: Option<String>,
    received_on: Option<String>,
    version: i64,
}

impl From<CardRecord> for Card {
    fn from(card: CardRecord) -> Self {
        Self {
            id: card.id.into(),
            pupil: card.pupil.into(),
            name: card.name,
            number: card.number,
            template: card.template,
            marking: card.marking,
            producer: card.producer,
            state: card.state,
            standing: standing(card.standing),
            issued_on: card.issued_on.to_string(),
            expires: card.expires.map(|date| date.to_string()),
            received_on: card.receipt.map(|receipt| receipt.0.to_string()),
            version: card.version,
        }
    }
}

pub(super) fn standing(standing: school::card::Standing) -> &'static str {
    use school::card::Standing;
    match standing {
        Standing::Valid => "valid",
        Standing::Expired => "expired",
        Standing::NotYetIssued => "not_yet_issued",
        Standing::Invalid => "invalid",
    }
}

/// The receipt of a card.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Receipt {
    version: i64,
    /// YYYY-MM-DD; today if left out
    #[serde(default)]
    on: String,
    /// pupil, parent, guardian or graduate
    receiver: String,
    /// Who signed; the pupil if left out and the receiver is the pupil.
    #[serde(default)]
    receiver_name: String,
}

/// A card.
#[utoipa::path(get, path = "/cards/{id}", params(("id" = Uuid, Path)), responses((status = 200, body = Card), Problems))]
pub(super) async fn show(client: Client, Path(id): Path<Uuid>) -> Answer<Card> {
    Ok(Json(client.desk.card(id.into()).await?.into()))
}

/// Hands a card out: hologram, register and receipt in one.
#[utoipa::path(put, path = "/cards/{id}/receipt", params(Once, ("id" = Uuid, Path)), request_body = Receipt, responses((status = 200, body = Made), Problems))]
pub(super) async fn receive(client: Client, Path(id): Path<Uuid>, Sent(receipt): Sent<Receipt>) -> Answer<Made> {
    let Receipt { version, on, receiver, receiver_name } = receipt;
    let id =
        client.desk.receive_card(id.into(), version, &ReceiveCard { on, receiver, receiver_name }).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}
