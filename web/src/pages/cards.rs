//! A card: its record, its picture on the screen, its receipt.

use askama::Template;
use axum::{Form, http::StatusCode};
use i18n_embed_fl::fl;
use office::{
    Conflict, FieldError, Problem, Refused,
    card::{CardRecord, ReceiveCard, grounds_to_end},
};
use school::{
    CardId,
    card::{Receiver, Standing},
    permission::Permission,
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    Answer, again,
    applications::{ApplicationLine, line},
    card_life::{LifeLine, life_line, may_apply},
    go, jpeg,
    language::local,
    law, print_runs,
    register::{collector_words, receiver_words},
    svg,
};
use crate::{
    address::Path, formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words,
};

#[derive(Template)]
#[template(path = "cards/show.html")]
struct CardPage {
    frame: Frame,
    card: CardRecord,
    standing: String,
    issued_on: String,
    expires: Option<String>,
    receipt: Option<(String, String)>,
    /// Which rules it follows.
    rules: Vec<law::Line>,
    preview: String,
    receivers: Vec<(String, String)>,
    form: ReceiveCard,
    errors: Errors,
    may_receive: bool,
    /// Is the holder a pupil of this school?
    holder: String,
    life: Vec<LifeLine>,
    /// The application for another card in its place.
    application: Option<ApplicationLine>,
    may_pay: bool,
    may_apply: bool,
    may_end: bool,
    may_take_back: bool,
    today: String,
}

/// Where a card stands, in words.
pub(crate) fn standing_words(t: Words, standing: Standing) -> String {
    match standing {
        Standing::Valid => fl!(t, "standing-valid"),
        Standing::Expired => fl!(t, "standing-expired"),
        Standing::NotYetIssued => fl!(t, "standing-not-yet-issued"),
        Standing::Invalid => fl!(t, "standing-invalid"),
    }
}

/// Where a card is in its life, in words.
pub(super) fn state_words(t: Words, code: &str) -> String {
    match code {
        "prepared" => fl!(t, "cards-state-prepared"),
        "printed" => fl!(t, "cards-state-printed"),
        "issued" => fl!(t, "cards-state-issued"),
        "invalidated" => fl!(t, "cards-state-invalidated"),
        "returned" => fl!(t, "cards-state-returned"),
        "destroyed" => fl!(t, "cards-state-destroyed"),
        "handed_over" => fl!(t, "cards-state-handed-over"),
        _ => code.to_owned(),
    }
}

/// A field of the card, by its code.
pub(crate) fn field_words(t: Words, code: &str) -> String {
    match code {
        "name" => fl!(t, "card-name"),
        "born" => fl!(t, "card-born"),
        "identity" => fl!(t, "pupils-identity"),
        "school" => fl!(t, "card-school"),
        "head" => fl!(t, "print-head"),
        "issued_on" => fl!(t, "print-issued-on"),
        "number" => fl!(t, "cards-number"),
        _ => code.to_owned(),
    }
}

/// Who may collect a card.
pub(super) fn receivers(t: Words) -> Vec<(String, String)> {
    let all = [Receiver::Pupil, Receiver::Parent, Receiver::Guardian];
    all.iter().map(|receiver| (receiver.code().to_owned(), receiver_words(t, receiver.code()))).collect()
}

/// A receipt as its form begins.
pub(super) fn fresh_receipt(staff: &Staff) -> ReceiveCard {
    ReceiveCard {
        on: staff.desk.today().to_string(),
        receiver: Receiver::Pupil.code().to_owned(),
        receiver_name: String::new(),
    }
}

async fn card_page(staff: &Staff, id: CardId, form: Option<ReceiveCard>, errors: Errors) -> Result<CardPage, Refused> {
    let t = staff.t();
    let mut card = staff.desk.card(id).await?;
    let life = std::mem::take(&mut card.life).into_iter().map(|step| life_line(t, step)).collect();
    let applied = staff.desk.application_about(id).await?;
    let book = staff.desk.rule_book().await?;
    let hands_out = staff.desk.may(Permission::HandOutCards);
    let application = match applied {
        None => None,
        Some(record) => {
            let transfer = staff.desk.transfer(&record).await?;
            Some(line(t, record, transfer))
        }
    };
    let preview = staff.desk.card_preview(id, &format!("/cards/{id}/portrait.jpg")).await?;
    let mut frame = staff.frame("print").await?;
    frame.title_error = errors.any();
    Ok(CardPage {
        frame,
        standing: standing_words(t, card.standing),
        issued_on: formats::day(t, card.issued_on),
        expires: card.expires.map(|date| formats::day(t, date)),
        receipt: card
            .receipt
            .as_ref()
            .map(|(on, by, name)| (formats::day(t, *on), format!("{name}, {}", collector_words(t, by)))),
        rules: law::of_card(t, &book, &card.template, card.issued_on),
        preview,
        receivers: receivers(t),
        form: form.unwrap_or_else(|| fresh_receipt(staff)),
        errors,
        may_receive: card.state == "printed" && hands_out,
        holder: match card.holder_left {
            None => fl!(t, "cards-holder-attends"),
            Some(on) => fl!(t, "cards-holder-left", date = formats::day(t, on)),
        },
        life,
        may_pay: hands_out,
        may_apply: application.is_none() && may_apply(staff, &card),
        may_end: hands_out && !grounds_to_end(&card.state).is_empty(),
        may_take_back: hands_out && card.state == "invalidated" && card.receipt.is_some(),
        today: staff.desk.today().to_string(),
        application,
        card,
    })
}

/// A card's record with what is wrong with a form on it.
pub(super) async fn page_with(staff: &Staff, id: CardId, errors: Errors) -> Result<impl Template, Refused> {
    card_page(staff, id, None, errors).await
}

/// A card's record.
pub async fn show(staff: Staff, Path(id): Path<Uuid>) -> Answer {
    Ok(page(&card_page(&staff, CardId(id), None, Errors::default()).await?))
}

/// Its picture, marked as no document.
pub async fn preview(staff: Staff, Path(id): Path<Uuid>) -> Answer {
    Ok(svg(staff.desk.card_preview(CardId(id), &format!("/cards/{id}/portrait.jpg")).await?))
}

/// The portrait printed on it.
pub async fn portrait(staff: Staff, Path(id): Path<Uuid>) -> Answer {
    Ok(jpeg(staff.desk.card_photo(CardId(id)).await?))
}

/// What the receipt's form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    on: String,
    receiver: String,
    receiver_name: String,
    version: i64,
    /// The page of the form, if it is not the card's: its print run.
    back: String,
}

/// Hands the card out. What cannot be taken is told where it was typed.
pub async fn receive(staff: Staff, Path(id): Path<Uuid>, Form(typed): Form<Typed>) -> Answer {
    let id = CardId(id);
    let Typed { on, receiver, receiver_name, version, back } = typed;
    let typed = ReceiveCard { on, receiver, receiver_name };
    let received = match typed.on.trim() {
        // what leaves the day out means today; who empties a field that said a day, means something else
        "" if staff.desk.may(Permission::HandOutCards) => {
            Err(Refused::Invalid(vec![FieldError { field: "on", problem: Problem::Required }]))
        }
        _ => staff.desk.receive_card(id, version, &typed).await.or_done(),
    };
    let (status, errors) = match received {
        Ok(id) => return Ok(if back.is_empty() { go(&format!("/cards/{id}")) } else { go(local(&back)) }),
        Err(Refused::Invalid(errors)) => {
            let errors = Errors::labelled(staff.t(), &errors, &[("on", fl!(staff.t(), "receipt-on"))]);
            (StatusCode::UNPROCESSABLE_ENTITY, errors)
        }
        Err(Refused::Conflict(conflict @ (Conflict::Changed | Conflict::Card(_)))) => {
            (StatusCode::CONFLICT, Errors::overtaken(staff.t(), &conflict))
        }
        Err(refused) => return Err(refused.into()),
    };
    if back.is_empty() {
        return Ok(again(status, &card_page(&staff, id, Some(typed), errors).await?));
    }
    let run = staff.desk.card(id).await?.print_run;
    print_runs::show_unsaved(&staff, run, print_runs::Unsaved { card: id, typed, errors }, status).await
}
