//! What becomes of a card after it was handed out: its end on a ground, the guided choice of another one, its return.

use askama::Template;
use axum::Form;
use i18n_embed_fl::fl;
use jiff::civil::Date;
use office::{
    Conflict, FieldError, Refused,
    application::Apply,
    card::{CardRecord, InvalidateCard, LifeStep, Step, grounds_to_end},
};
use school::{
    CardId,
    application::{GROUNDS, Way, fee, ground, written},
    card::{CardRefusal, Cause, Succession},
    law::RuleBook,
    permission::Permission,
};
use serde::Deserialize;
use uuid::Uuid;

use super::{Answer, cards, go, law::basis_words, overtaken, unprocessable};
use crate::{
    address::Path, formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words,
};

/// Why a card ended, in words.
pub(crate) fn cause_words(t: Words, cause: Cause) -> String {
    match cause {
        Cause::Lost => fl!(t, "cause-lost"),
        Cause::Damaged => fl!(t, "cause-damaged"),
        Cause::NoHologram => fl!(t, "cause-no-hologram"),
        Cause::Error => fl!(t, "cause-error"),
        Cause::NameChange => fl!(t, "cause-name-change"),
        Cause::DisabilityRuling => fl!(t, "cause-disability-ruling"),
        Cause::FieldsFull => fl!(t, "cause-fields-full"),
        Cause::Left => fl!(t, "cause-left"),
        Cause::Cancelled => fl!(t, "cause-cancelled"),
    }
}

/// A step of a card's life as the page shows it.
pub(super) struct LifeLine {
    pub(super) class: &'static str,
    pub(super) icon: &'static str,
    pub(super) text: String,
    /// The card before or after; empty if the step is about this one.
    pub(super) href: String,
    pub(super) basis: String,
    pub(super) at: String,
    pub(super) iso: String,
}

pub(super) fn life_line(t: Words, step: LifeStep) -> LifeLine {
    use Succession::{Duplicate, Exchange};
    let href = match &step.step {
        Step::Succeeds(_, card, _) | Step::Succeeded(_, card, _) => format!("/cards/{card}"),
        _ => String::new(),
    };
    let (class, icon, text) = match step.step {
        Step::Succeeds(Duplicate, _, number) => ("", "copy", fl!(t, "life-succeeds-duplicate", number = number)),
        Step::Succeeds(Exchange, _, number) => ("", "swap", fl!(t, "life-succeeds-exchange", number = number)),
        Step::Issued => ("", "print", fl!(t, "life-issued")),
        Step::Received => ("ok", "check", fl!(t, "life-received")),
        Step::Invalidated(cause) => ("bad", "x", fl!(t, "life-invalidated", cause = cause_words(t, cause))),
        Step::Applied(Duplicate) => ("", "copy", fl!(t, "life-applied-duplicate")),
        Step::Applied(Exchange) => ("", "swap", fl!(t, "life-applied-exchange")),
        Step::Paid => ("ok", "check", fl!(t, "life-paid")),
        Step::Returned => ("", "undo", fl!(t, "life-returned")),
        Step::Destroyed(number) => ("", "trash", fl!(t, "life-destroyed", number = number)),
        Step::HandedOver(number) => ("", "leave", fl!(t, "life-handed-over", number = number)),
        Step::Succeeded(Duplicate, _, number) => ("", "card", fl!(t, "life-succeeded-duplicate", number = number)),
        Step::Succeeded(Exchange, _, number) => ("", "card", fl!(t, "life-succeeded-exchange", number = number)),
    };
    LifeLine {
        class,
        icon,
        text,
        href,
        basis: fl!(t, "life-basis", basis = basis_words(t, step.basis)),
        at: formats::day(t, step.on),
        iso: step.on.to_string(),
    }
}

/// Something to choose, with what follows from it.
struct Choice {
    code: &'static str,
    text: String,
    follows: String,
}

#[derive(Template)]
#[template(path = "cards/invalidation.html")]
struct EndPage {
    frame: Frame,
    card: CardRecord,
    choices: Vec<Choice>,
    cause: String,
    on: String,
    errors: Errors,
}

async fn end_page(
    staff: &Staff,
    id: CardId,
    form: Option<InvalidateCard>,
    errors: &[FieldError],
) -> Result<EndPage, Refused> {
    if !staff.desk.may(Permission::HandOutCards) {
        return Err(Refused::Forbidden);
    }
    let (t, card) = (staff.t(), staff.desk.card(id).await?);
    let offered =
        grounds_to_end(&card.state).iter().filter(|cause| **cause != Cause::Left || card.holder_left.is_some());
    let choices: Vec<Choice> = offered
        .map(|cause| Choice { code: cause.code(), text: cause_words(t, *cause), follows: end_words(t, *cause) })
        .collect();
    if choices.is_empty() && errors.is_empty() {
        return Err(Refused::Conflict(Conflict::Card(CardRefusal::NotReceived)));
    }
    let today = staff.desk.today().to_string();
    let form = form.unwrap_or(InvalidateCard { cause: String::new(), on: today });
    let mut frame = staff.frame("print").await?;
    frame.title_error = !errors.is_empty();
    let own = [("cause", fl!(t, "end-cause")), ("on", fl!(t, "end-on"))];
    let errors = Errors::labelled(t, errors, &own);
    Ok(EndPage { frame, card, choices, cause: form.cause, on: form.on, errors })
}

/// What follows from the end of a card on this ground.
fn end_words(t: Words, cause: Cause) -> String {
    match cause {
        Cause::Left => fl!(t, "end-left-text"),
        Cause::Cancelled => fl!(t, "end-cancelled-text"),
        Cause::Error => fl!(t, "end-error-text"),
        _ => fl!(t, "end-duplicate-text"),
    }
}

/// The form of a card's end.
pub async fn invalidation(staff: Staff, Path(id): Path<Uuid>) -> Answer {
    Ok(page(&end_page(&staff, CardId(id), None, &[]).await?))
}

/// What the form of a card's end sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct TypedEnd {
    version: i64,
    cause: String,
    on: String,
}

/// Ends a card's validity.
pub async fn invalidate(staff: Staff, Path(id): Path<Uuid>, Form(typed): Form<TypedEnd>) -> Answer {
    let (id, TypedEnd { version, cause, on }) = (CardId(id), typed);
    let form = InvalidateCard { cause, on };
    match staff.desk.invalidate_card(id, version, &form).await.or_done() {
        Ok(id) => Ok(go(&format!("/cards/{id}"))),
        Err(Refused::Invalid(errors)) => Ok(unprocessable(&end_page(&staff, id, Some(form), &errors).await?)),
        Err(Refused::Conflict(conflict @ Conflict::Changed)) => {
            let again = end_page(&staff, id, Some(form), &[]).await?;
            let errors = Errors::overtaken(staff.t(), &conflict);
            Ok(overtaken(&EndPage { frame: again.frame.with_error(), errors, ..again }))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// What the form of a return sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct TypedReturn {
    version: i64,
    on: String,
}

/// Notes that a card came back.
pub async fn take_back(staff: Staff, Path(id): Path<Uuid>, Form(typed): Form<TypedReturn>) -> Answer {
    let id = CardId(id);
    match staff.desk.take_card_back(id, typed.version, &typed.on).await.or_done() {
        Ok(id) => Ok(go(&format!("/cards/{id}"))),
        Err(Refused::Invalid(errors)) => {
            let errors = Errors::labelled(staff.t(), &errors, &[("on", fl!(staff.t(), "return-on"))]);
            Ok(unprocessable(&cards::page_with(&staff, id, errors).await?))
        }
        Err(Refused::Conflict(conflict @ (Conflict::Changed | Conflict::Card(_)))) => {
            let errors = Errors::overtaken(staff.t(), &conflict);
            Ok(overtaken(&cards::page_with(&staff, id, errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

#[derive(Template)]
#[template(path = "cards/application.html")]
struct ApplyPage {
    frame: Frame,
    card: CardRecord,
    choices: Vec<Choice>,
    /// The card has ended already, so its ground stands.
    settled: bool,
    form: Apply,
    ways: Vec<(String, String)>,
    errors: Errors,
}

/// What follows from choosing this ground, with the fee of today.
fn choice(t: Words, cause: Cause, today: Date, book: &RuleBook) -> Choice {
    let duplicate = written(fee(Succession::Duplicate, today, book));
    let follows = match cause {
        Cause::Lost => fl!(t, "apply-lost-text", fee = duplicate),
        Cause::Damaged => fl!(t, "apply-damaged-text", fee = duplicate),
        Cause::NoHologram => fl!(t, "apply-no-hologram-text", fee = duplicate),
        Cause::NameChange => fl!(t, "apply-name-change-text"),
        Cause::DisabilityRuling => fl!(t, "apply-disability-ruling-text"),
        Cause::FieldsFull => fl!(t, "apply-fields-full-text"),
        _ => fl!(t, "apply-error-text"),
    };
    Choice { code: cause.code(), text: cause_words(t, cause), follows }
}

/// May another card be applied for in the place of this one?
pub(super) fn may_apply(staff: &Staff, card: &CardRecord) -> bool {
    let ended_so = card.ended.is_some_and(|(cause, _)| card.receipt.is_some() && ground(cause).is_some());
    staff.desk.may(Permission::HandOutCards) && card.holder_left.is_none() && (card.state == "issued" || ended_so)
}

async fn apply_page(
    staff: &Staff,
    id: CardId,
    form: Option<Apply>,
    errors: &[FieldError],
) -> Result<ApplyPage, Refused> {
    if !staff.desk.may(Permission::HandOutCards) {
        return Err(Refused::Forbidden);
    }
    let (t, today) = (staff.t(), staff.desk.today());
    let card = staff.desk.card(id).await?;
    if staff.desk.application_about(id).await?.is_some() {
        return Err(Refused::Conflict(Conflict::AppliedAlready));
    }
    if !may_apply(staff, &card) {
        return Err(Refused::Conflict(Conflict::Card(CardRefusal::NotReceived)));
    }
    let ended = card.ended.map(|(cause, _)| cause);
    let book = staff.desk.rule_book().await?;
    let offered = GROUNDS.into_iter().filter(|cause| ended.is_none_or(|ended| ended == *cause));
    let choices: Vec<Choice> = offered.map(|cause| choice(t, cause, today, &book)).collect();
    let fresh = || Apply {
        ground: ended.map(|cause| cause.code().to_owned()).unwrap_or_default(),
        way: Way::Paper.code().to_owned(),
        on: today.to_string(),
        ..Apply::default()
    };
    let mut frame = staff.frame("print").await?;
    frame.title_error = !errors.is_empty();
    let own = [
        ("ground", fl!(t, "apply-ground")),
        ("way", fl!(t, "apply-way")),
        ("applicant", fl!(t, "apply-applicant")),
        ("on", fl!(t, "apply-on")),
    ];
    Ok(ApplyPage {
        frame,
        card,
        choices,
        settled: ended.is_some(),
        form: form.unwrap_or_else(fresh),
        ways: Way::ALL.iter().map(|way| (way.code().to_owned(), way_words(t, *way))).collect(),
        errors: Errors::labelled(t, errors, &own),
    })
}

/// How somebody applied, in words.
pub(super) fn way_words(t: Words, way: Way) -> String {
    match way {
        Way::Paper => fl!(t, "way-paper"),
        Way::Office => fl!(t, "way-office"),
    }
}

/// The guided choice of another card.
pub async fn application(staff: Staff, Path(id): Path<Uuid>) -> Answer {
    Ok(page(&apply_page(&staff, CardId(id), None, &[]).await?))
}

/// What the guided choice sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct TypedApplication {
    version: i64,
    ground: String,
    way: String,
    applicant: String,
    on: String,
    returned: String,
    declared: String,
}

/// Takes the application.
pub async fn apply(staff: Staff, Path(id): Path<Uuid>, Form(typed): Form<TypedApplication>) -> Answer {
    let id = CardId(id);
    let TypedApplication { version, ground, way, applicant, on, returned, declared } = typed;
    let (returned, declared) = (!returned.is_empty(), !declared.is_empty());
    let form = Apply { ground, way, applicant, on, returned, declared };
    match staff.desk.apply_for_card(id, version, &form).await.or_done() {
        Ok(_) => Ok(go(&format!("/cards/{id}"))),
        Err(Refused::Invalid(errors)) => Ok(unprocessable(&apply_page(&staff, id, Some(form), &errors).await?)),
        Err(Refused::Conflict(conflict @ Conflict::Changed)) => {
            let again = apply_page(&staff, id, Some(form), &[]).await?;
            let errors = Errors::overtaken(staff.t(), &conflict);
            Ok(overtaken(&ApplyPage { frame: again.frame.with_error(), errors, ..again }))
        }
        Err(refused) => Err(refused.into()),
    }
}
