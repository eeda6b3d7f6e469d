//! The nominal register of a school year, on screen and as a PDF for signature and archive.

use askama::Template;
use axum::extract::Query;
use i18n_embed_fl::fl;
use office::{FieldError, Problem, Refused};
use school::{card::Receiver, register::SignaturePlace, year::SchoolYear};
use serde::Deserialize;

use super::{Answer, pdf};
use crate::{
    formats,
    frame::Frame,
    refusal::{Refusal, page},
    visitor::Staff,
    words::Words,
};

/// No school year before this one can be asked for.
const FIRST_YEAR: i16 = 2019;

#[derive(Template)]
#[template(path = "register/list.html")]
struct RegisterPage {
    frame: Frame,
    year: String,
    first_year: i16,
    earlier: Option<i16>,
    later: Option<i16>,
    rows: Vec<Row>,
}

struct Row {
    ordinal: u32,
    card: String,
    number: String,
    name: String,
    identity: String,
    marking: String,
    producer: String,
    received_on: String,
    receiver: String,
    signature: String,
    duplicate: bool,
}

/// Who collected, in words.
pub(super) fn receiver_words(t: Words, code: &str) -> String {
    match code.parse() {
        Ok(Receiver::Pupil) => fl!(t, "receiver-pupil"),
        Ok(Receiver::Parent) => fl!(t, "receiver-parent"),
        Ok(Receiver::Guardian) => fl!(t, "receiver-guardian"),
        Ok(Receiver::Graduate) => fl!(t, "receiver-graduate"),
        Err(_) => code.to_owned(),
    }
}

fn signature_words(t: Words, code: &str) -> String {
    match code.parse() {
        Ok(SignaturePlace::PickupList) => fl!(t, "signature-pickup-list"),
        Ok(SignaturePlace::PaperReceipt) => fl!(t, "signature-paper-receipt"),
        Err(_) => code.to_owned(),
    }
}

/// Which school year.
#[derive(Deserialize)]
pub struct Wanted {
    year: Option<i16>,
}

fn year(staff: &Staff, wanted: &Wanted) -> Result<SchoolYear, Refusal> {
    match wanted.year {
        None => Ok(SchoolYear::of(staff.desk.today())),
        Some(year) if (FIRST_YEAR..=2100).contains(&year) => Ok(SchoolYear(year)),
        Some(_) => Err(Refused::Invalid(vec![FieldError { field: "year", problem: Problem::DateOutOfRange }]).into()),
    }
}

/// The register of a school year.
pub async fn list(staff: Staff, Query(wanted): Query<Wanted>) -> Answer {
    let (t, year) = (staff.t(), year(&staff, &wanted)?);
    let rows = staff.desk.register(year).await?.into_iter().map(|row| Row {
        ordinal: row.ordinal,
        card: row.card.to_string(),
        number: row.number,
        name: row.name,
        identity: row.identity,
        marking: row.marking,
        producer: row.producer,
        received_on: formats::short_day(row.received_on),
        receiver: format!("{}, {}", row.receiver_name, receiver_words(t, &row.receiver)),
        signature: signature_words(t, &row.signature),
        duplicate: row.duplicate,
    });
    let this = SchoolYear::of(staff.desk.today());
    let (rows, frame) = (rows.collect(), staff.frame("register").await?);
    let later = (year.0 < this.0).then_some(year.0 + 1);
    Ok(page(&RegisterPage {
        frame,
        year: year.label(),
        first_year: year.0,
        earlier: (year.0 > FIRST_YEAR).then_some(year.0 - 1),
        later,
        rows,
    }))
}

/// The same as a PDF, with full numbers; that is recorded.
pub async fn pdf_file(staff: Staff, Query(wanted): Query<Wanted>) -> Answer {
    let year = year(&staff, &wanted)?;
    let bytes = staff.desk.register_pdf(year).await?;
    Ok(pdf(&format!("ewidencja-{}.pdf", year.0), bytes))
}
