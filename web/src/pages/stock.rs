//! The two ledgers: what is in stock, deliveries, every movement.

use askama::Template;
use axum::Form;
use i18n_embed_fl::fl;
use office::{
    Refused,
    ledger::{MovementRow, ReceiveBlanks, ReceiveHolograms},
};
use school::{
    law::TemplateCode,
    ledger::{Account, Balance},
    permission::Permission,
    year::{Period, SchoolYear, Semester},
};
use serde::Deserialize;

use super::{Answer, go, unprocessable};
use crate::{formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "stock/show.html")]
struct StockPage {
    frame: Frame,
    blanks: Vec<(String, Balance)>,
    holograms: Vec<(String, Balance)>,
    movements: Vec<Movement>,
    may_manage: bool,
    templates: Vec<(String, String)>,
    years: Vec<(String, String)>,
    blanks_form: ReceiveBlanks,
    blanks_errors: Errors,
    holograms_form: ReceiveHolograms,
    holograms_errors: Errors,
}

struct Movement {
    seq: u32,
    on: String,
    what: String,
    way: String,
    quantity: u32,
    balance: u32,
    document: String,
    by: String,
}

/// A school year or a semester, as the books name it, in words.
pub(crate) fn period_words(t: Words, period: &str) -> String {
    match period.parse() {
        Ok(Period::Semester(year, Semester::Winter)) => fl!(t, "period-winter", year = year.label()),
        Ok(Period::Semester(year, Semester::Summer)) => fl!(t, "period-summer", year = year.label()),
        Ok(Period::Year(_)) | Err(_) => period.to_owned(),
    }
}

/// The periods whose holograms can be delivered: of a year and of its semesters, as the form sends and shows them.
fn periods(t: Words, year: SchoolYear) -> [(String, String); 3] {
    let all = [Period::Year(year), Period::Semester(year, Semester::Winter), Period::Semester(year, Semester::Summer)];
    all.map(|period| {
        let sent = match period {
            Period::Year(year) => year.0.to_string(),
            Period::Semester(year, semester) => format!("{} {semester}", year.0),
        };
        (sent, period_words(t, &period.to_string()))
    })
}

fn account_words(t: Words, code: &str) -> String {
    match code.parse() {
        Ok(Account::Producer) => fl!(t, "account-producer"),
        Ok(Account::Stock) => fl!(t, "account-stock"),
        Ok(Account::Reserved) => fl!(t, "account-reserved"),
        Ok(Account::Used) => fl!(t, "account-used"),
        Ok(Account::Spoiled) => fl!(t, "account-spoiled"),
        Ok(Account::Destroyed) => fl!(t, "account-destroyed"),
        Err(_) => code.to_owned(),
    }
}

fn movement(t: Words, row: MovementRow) -> Movement {
    let variety = row.variety;
    Movement {
        seq: row.seq,
        on: formats::short_day(row.on),
        what: if row.blanks {
            fl!(t, "stock-blank-of", template = variety)
        } else {
            fl!(t, "stock-hologram-of", year = period_words(t, &variety))
        },
        way: format!("{} → {}", account_words(t, &row.from), account_words(t, &row.to)),
        quantity: row.quantity,
        balance: row.balance,
        document: row.document,
        by: row.by,
    }
}

struct Forms {
    blanks: ReceiveBlanks,
    blanks_errors: Errors,
    holograms: ReceiveHolograms,
    holograms_errors: Errors,
}

impl Forms {
    fn fresh(staff: &Staff) -> Self {
        let today = staff.desk.today();
        let blanks = ReceiveBlanks {
            template: TemplateCode::MeinI1.code().to_owned(),
            on: today.to_string(),
            ..ReceiveBlanks::default()
        };
        let year = SchoolYear::of(today).0.to_string();
        let holograms = ReceiveHolograms { year, on: today.to_string(), ..ReceiveHolograms::default() };
        Self { blanks, blanks_errors: Errors::default(), holograms, holograms_errors: Errors::default() }
    }
}

async fn stock_page(staff: &Staff, forms: Forms) -> Result<StockPage, Refused> {
    let (t, this) = (staff.t(), SchoolYear::of(staff.desk.today()).0);
    let stock = staff.desk.stock().await?;
    let mut frame = staff.frame("stock").await?;
    frame.title_error = forms.blanks_errors.any() || forms.holograms_errors.any();
    let templates = [TemplateCode::MeinI1, TemplateCode::MeinI2, TemplateCode::MeinI3N, TemplateCode::MeinI4N];
    Ok(StockPage {
        frame,
        blanks: stock.blanks,
        holograms: stock.holograms.into_iter().map(|(period, all)| (period_words(t, &period), all)).collect(),
        movements: stock.movements.into_iter().map(|row| movement(t, row)).collect(),
        may_manage: staff.desk.may(Permission::ManageStock),
        templates: templates.iter().map(|code| (code.code().to_owned(), code.code().to_owned())).collect(),
        years: [this, this + 1].into_iter().flat_map(|year| periods(t, SchoolYear(year))).collect(),
        blanks_form: forms.blanks,
        blanks_errors: forms.blanks_errors,
        holograms_form: forms.holograms,
        holograms_errors: forms.holograms_errors,
    })
}

/// Both ledgers.
pub async fn show(staff: Staff) -> Answer {
    let forms = Forms::fresh(&staff);
    Ok(page(&stock_page(&staff, forms).await?))
}

/// What the form of blanks sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct TypedBlanks {
    template: String,
    producer: String,
    first: String,
    quantity: String,
    on: String,
    document: String,
}

/// Enters a delivery of blanks.
pub async fn receive_blanks(staff: Staff, Form(typed): Form<TypedBlanks>) -> Answer {
    let TypedBlanks { template, producer, first, quantity, on, document } = typed;
    let form = ReceiveBlanks { template, producer, first, quantity, on, document };
    match staff.desk.receive_blanks(&form).await.or_done() {
        Ok(_) => Ok(go("/stock")),
        Err(Refused::Invalid(errors)) => {
            let forms = Forms { blanks: form, blanks_errors: Errors::new(staff.t(), &errors), ..Forms::fresh(&staff) };
            Ok(unprocessable(&stock_page(&staff, forms).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// What the form of holograms sends. Its fields have names of their own, so that a page can hold both forms.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct TypedHolograms {
    year: String,
    #[serde(rename = "holograms_quantity")]
    quantity: String,
    #[serde(rename = "holograms_on")]
    on: String,
    #[serde(rename = "holograms_document")]
    document: String,
}

/// Enters a delivery of holograms.
pub async fn receive_holograms(staff: Staff, Form(typed): Form<TypedHolograms>) -> Answer {
    let TypedHolograms { year, quantity, on, document } = typed;
    let form = ReceiveHolograms { year, quantity, on, document };
    match staff.desk.receive_holograms(&form).await.or_done() {
        Ok(_) => Ok(go("/stock")),
        Err(Refused::Invalid(mut errors)) => {
            for error in &mut errors {
                error.field = match error.field {
                    "quantity" => "holograms_quantity",
                    "on" => "holograms_on",
                    "document" => "holograms_document",
                    other => other,
                };
            }
            let forms =
                Forms { holograms: form, holograms_errors: Errors::new(staff.t(), &errors), ..Forms::fresh(&staff) };
            Ok(unprocessable(&stock_page(&staff, forms).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}
