//! The nominal register of a school year, on screen and as a PDF for signature and archive, for which a reason is
//! given.

use askama::Template;
use axum::{Form, extract::Query};
use i18n_embed_fl::fl;
use jiff::civil::Date;
use office::{
    FieldError, Problem, Refused,
    export::{ALONE, Export, Exported},
    register::Note,
};
use school::{
    card::{Receiver, Succession},
    register::{Annotation, SignaturePlace},
    year::{Period, SchoolYear},
};
use serde::Deserialize;

use super::{Answer, card_life::cause_words, exports::file, go, stock::period_words, unprocessable};
use crate::{formats, forms::Errors, frame::Frame, refusal::page, visitor::Staff, words::Words};

/// No school year before this one can be asked for.
pub(crate) const FIRST_YEAR: i16 = 2019;

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
    kind: String,
    /// Is it another card in the place of an earlier one?
    later: bool,
    notes: Vec<String>,
}

/// What a row is of: a card, or one that took the place of another, whose row is named.
fn kind_words(t: Words, succeeds: Option<(Succession, u32)>) -> String {
    match succeeds {
        None => fl!(t, "register-original"),
        Some((Succession::Duplicate, old)) => fl!(t, "register-duplicate-of", ordinal = old),
        Some((Succession::Exchange, old)) => fl!(t, "register-exchange-of", ordinal = old),
    }
}

/// For which period a card was prolonged, and when.
fn renewed_words(t: Words, period: Period, on: Date) -> String {
    let period = period_words(t, &period.to_string());
    fl!(t, "register-renewed", date = formats::short_day(on), period = period)
}

/// What was noted on a row (§ 10).
fn note_words(t: Words, note: Note) -> String {
    let (date, number) = (formats::short_day(note.on), note.number.unwrap_or_default());
    match note.what {
        Annotation::Invalidated => {
            let cause = note.cause.map(|cause| cause_words(t, cause)).unwrap_or_default();
            fl!(t, "register-invalidated", date = date, cause = cause)
        }
        Annotation::Succeeded => fl!(t, "register-succeeded", date = date, number = number),
        Annotation::Returned => fl!(t, "register-returned", date = date),
        Annotation::Destroyed => fl!(t, "register-destroyed", date = date, number = number),
        Annotation::HandedOver => fl!(t, "register-handed-over", date = date, number = number),
    }
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

/// Who collected, after their name: a pupil's own name needs no "pupil", who may be a girl.
pub(super) fn collector_words(t: Words, code: &str) -> String {
    match code.parse() {
        Ok(Receiver::Pupil | Receiver::Graduate) => fl!(t, "receiver-in-person"),
        _ => receiver_words(t, code),
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
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Wanted {
    year: String,
}

/// A school year that has begun, this one if none is named.
fn year(staff: &Staff, wanted: &Wanted) -> Result<SchoolYear, Refused> {
    let this = SchoolYear::of(staff.desk.today());
    if wanted.year.is_empty() {
        return Ok(this);
    }
    let year = wanted.year.trim().parse::<i16>().ok().filter(|year| (FIRST_YEAR..=this.0).contains(year));
    year.map(SchoolYear).ok_or_else(|| Refused::Invalid(vec![FieldError { field: "year", problem: begun(this) }]))
}

/// Which years can be asked for.
pub(crate) fn begun(this: SchoolYear) -> Problem {
    Problem::NotANumber { least: FIRST_YEAR.unsigned_abs().into(), most: this.0.unsigned_abs().into() }
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
        receiver: format!("{}, {}", row.receiver_name, collector_words(t, &row.receiver)),
        signature: signature_words(t, &row.signature),
        kind: kind_words(t, row.succeeds),
        later: row.succeeds.is_some(),
        notes: row
            .renewals
            .iter()
            .map(|(period, on)| renewed_words(t, *period, *on))
            .chain(row.notes.into_iter().map(|note| note_words(t, note)))
            .collect(),
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

#[derive(Template)]
#[template(path = "register/export.html")]
struct ExportPage {
    frame: Frame,
    year: String,
    first_year: i16,
    alone: usize,
    reason: String,
    errors: Errors,
}

/// Which school year, and why.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Why {
    year: String,
    reason: String,
}

async fn export_page(staff: &Staff, year: SchoolYear, reason: String, errors: Errors) -> Result<ExportPage, Refused> {
    let mut frame = staff.frame("register").await?;
    frame.title_error = errors.any();
    Ok(ExportPage { frame, year: year.label(), first_year: year.0, alone: ALONE, reason, errors })
}

/// The question why the register is wanted as a PDF, with full numbers.
pub async fn export(staff: Staff, Query(wanted): Query<Wanted>) -> Answer {
    let year = year(&staff, &wanted)?;
    if !staff.desk.may_export(&Export::Register { year: year.0 }) {
        return Err(Refused::Forbidden.into());
    }
    Ok(page(&export_page(&staff, year, String::new(), Errors::default()).await?))
}

/// The PDF, or a request for it.
pub async fn take_export(staff: Staff, Form(sent): Form<Why>) -> Answer {
    let year = year(&staff, &Wanted { year: sent.year })?;
    let wanted = Export::Register { year: year.0 };
    match staff.desk.export(&wanted, &sent.reason).await {
        Ok(Exported::File(bytes)) => Ok(file(&wanted, bytes)),
        Ok(Exported::Waits(_)) => Ok(go("/exports")),
        Err(Refused::Invalid(errors)) => {
            let t = staff.t();
            let errors = Errors::labelled(t, &errors, &[("reason", fl!(t, "export-reason"))]);
            let mut page = export_page(&staff, year, sent.reason, errors).await?;
            page.frame.path = format!("/register/export?year={}", year.0); // this address has no year to come back to
            Ok(unprocessable(&page))
        }
        Err(refused) => Err(refused.into()),
    }
}

#[cfg(test)]
mod tests {
    use school::language::Language;

    use super::*;
    use crate::words::words;

    #[test]
    fn whoever_collects_their_own_card_is_not_called_a_pupil_beside_their_name() {
        let t = words(Language::Pl);
        assert_eq!([collector_words(t, "pupil"), collector_words(t, "parent")], ["osobiście", "rodzic"]);
    }
}
