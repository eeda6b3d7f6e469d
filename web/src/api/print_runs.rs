//! Print runs.

use axum::{Json, http::StatusCode, response::Response};
use office::print_run::{ConfirmPrint, LeftOut, OpenPrintRun, PrintRunRecord, PrintRunRow};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Answer, Made, Once, Problems, Query, Sent, pdf};
use crate::{address::Path, once::OrDone, refusal::Refusal, visitor::Client};

/// Who can be printed.
#[derive(Serialize, ToSchema)]
pub(super) struct Readiness {
    ready: Vec<Ready>,
    not_ready: u32,
    /// Blanks in stock.
    blanks: u32,
    template: String,
    /// The head on the date of issue.
    head: Option<String>,
    next_number: String,
}

/// A pupil ready for print.
#[derive(Serialize, ToSchema)]
pub(super) struct Ready {
    pupil: Uuid,
    name: String,
    class: String,
}

/// Of which class.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    class: Option<Uuid>,
}

/// A run in the list.
#[derive(Serialize, ToSchema)]
pub(super) struct Run {
    id: Uuid,
    number: u32,
    /// YYYY-MM-DD
    issued_on: String,
    cards: u32,
    printed: u32,
    issued: u32,
}

impl From<PrintRunRow> for Run {
    fn from(row: PrintRunRow) -> Self {
        let PrintRunRow { id, number, issued_on, cards, printed, issued, .. } = row;
        Self { id: id.into(), number, issued_on: issued_on.to_string(), cards, printed, issued }
    }
}

/// A run with its cards.
#[derive(Serialize, ToSchema)]
pub(super) struct RunRecord {
    run: Run,
    template: String,
    layout: String,
    head: String,
    cards: Vec<RunCard>,
    to_print: u32,
    /// For the confirmation.
    version: i64,
}

/// A card in a run.
#[derive(Serialize, ToSchema)]
pub(super) struct RunCard {
    id: Uuid,
    pupil: Uuid,
    name: String,
    class: String,
    number: String,
    marking: String,
    producer: String,
    state: String,
    expires: Option<String>,
    /// For the receipt.
    version: i64,
}

impl From<PrintRunRecord> for RunRecord {
    fn from(record: PrintRunRecord) -> Self {
        let cards = record.cards.into_iter().map(|card| RunCard {
            id: card.id.into(),
            pupil: card.pupil.into(),
            name: card.name,
            class: card.class,
            number: card.number,
            marking: card.marking,
            producer: card.producer,
            state: card.state,
            expires: card.expires.map(|date| date.to_string()),
            version: card.version,
        });
        Self {
            cards: cards.collect(),
            run: record.run.into(),
            template: record.template,
            layout: record.layout,
            head: record.head,
            to_print: record.to_print,
            version: record.version,
        }
    }
}

/// A run to open.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRun {
    pupils: Vec<Uuid>,
    /// YYYY-MM-DD
    issued_on: String,
}

/// The run that was opened.
#[derive(Serialize, ToSchema)]
pub(super) struct OpenedRun {
    /// Its id.
    id: Uuid,
    /// The pupils of the request who got no card in it; empty if all did.
    left_out: Vec<PupilLeftOut>,
}

/// A pupil who was named and got no card in the run.
#[derive(Serialize, ToSchema)]
pub(super) struct PupilLeftOut {
    pupil: Uuid,
    /// `no_photo`, `photo_waiting`, `photo_rejected`, `in_progress`, `has_card`, `no_application`, `fee_not_paid`, `name`,
    /// `name_too_long`, `no_template`, `other_template`, `not_here` or `ready_since`
    why: String,
}

impl From<LeftOut> for PupilLeftOut {
    fn from(left: LeftOut) -> Self {
        Self { pupil: left.pupil.into(), why: left.why.code().to_owned() }
    }
}

/// What came out of the printer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Confirmation {
    version: i64,
    /// The cards whose blank was spoiled; all others came out well.
    #[serde(default)]
    spoiled: Vec<Uuid>,
}

/// Who is ready for print today.
#[utoipa::path(get, path = "/print-readiness", params(Filter), responses((status = 200, body = Readiness), Problems))]
pub(super) async fn readiness(client: Client, Query(filter): Query<Filter>) -> Answer<Readiness> {
    let today = client.desk.today();
    let found = client.desk.readiness(filter.class.map(Into::into), today).await?;
    let ready =
        found.ready.into_iter().map(|pupil| Ready { pupil: pupil.pupil.into(), name: pupil.name, class: pupil.class });
    Ok(Json(Readiness {
        ready: ready.collect(),
        not_ready: u32::try_from(found.not_ready.len()).unwrap_or(u32::MAX),
        blanks: found.blanks,
        template: found.template,
        head: found.head,
        next_number: found.next_number,
    }))
}

/// The runs, newest first.
#[utoipa::path(get, path = "/print-runs", responses((status = 200, body = Vec<Run>), Problems))]
pub(super) async fn list(client: Client) -> Answer<Vec<Run>> {
    Ok(Json(client.desk.print_runs().await?.into_iter().map(Into::into).collect()))
}

/// Opens a run: numbers are given and blanks reserved.
#[utoipa::path(post, path = "/print-runs", params(Once), request_body = NewRun, responses((status = 201, body = OpenedRun), Problems))]
pub(super) async fn open(client: Client, Sent(run): Sent<NewRun>) -> Result<(StatusCode, Json<OpenedRun>), Refusal> {
    let form = OpenPrintRun { pupils: run.pupils.iter().map(Uuid::to_string).collect(), issued_on: run.issued_on };
    let id = client.desk.open_print_run(&form).await.or_done()?;
    let left_out = client.desk.left_out(id, &form.pupils).await?.into_iter().map(Into::into).collect();
    Ok((StatusCode::CREATED, Json(OpenedRun { id: id.into(), left_out })))
}

/// A run with its cards.
#[utoipa::path(get, path = "/print-runs/{id}", params(("id" = Uuid, Path)), responses((status = 200, body = RunRecord), Problems))]
pub(super) async fn show(client: Client, Path(id): Path<Uuid>) -> Answer<RunRecord> {
    Ok(Json(client.desk.print_run(id.into()).await?.into()))
}

/// The PDF of the cards still to print.
#[utoipa::path(get, path = "/print-runs/{id}/sheet.pdf", params(("id" = Uuid, Path)), responses((status = 200, content_type = "application/pdf", body = Vec<u8>), Problems))]
pub(super) async fn sheet(client: Client, Path(id): Path<Uuid>) -> Result<Response, Refusal> {
    Ok(pdf(client.desk.sheet(id.into()).await?))
}

/// Says what came out of the printer.
#[utoipa::path(put, path = "/print-runs/{id}/confirmation", params(Once, ("id" = Uuid, Path)), request_body = Confirmation, responses((status = 200, body = Made), Problems))]
pub(super) async fn confirm(
    client: Client,
    Path(id): Path<Uuid>,
    Sent(confirmation): Sent<Confirmation>,
) -> Answer<Made> {
    let form = ConfirmPrint { spoiled: confirmation.spoiled.iter().map(Uuid::to_string).collect() };
    let id = client.desk.confirm_print(id.into(), confirmation.version, &form).await.or_done()?;
    Ok(Json(Made { id: id.into() }))
}

/// The list on which the receipt is signed; it shows full PESEL numbers, and the look is recorded.
#[utoipa::path(get, path = "/print-runs/{id}/pickup-list.pdf", params(("id" = Uuid, Path)), responses((status = 200, content_type = "application/pdf", body = Vec<u8>), Problems))]
pub(super) async fn pickup_list(client: Client, Path(id): Path<Uuid>) -> Result<Response, Refusal> {
    Ok(pdf(client.desk.pickup_list(id.into()).await?))
}
