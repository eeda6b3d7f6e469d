//! Print runs: who is ready, the run with its previews, the PDF, what came out, the pickup list.

use askama::Template;
use axum::{extract::Query, http::StatusCode};
use axum_extra::extract::Form;
use i18n_embed_fl::fl;
use office::{
    Conflict, Refused,
    card::ReceiveCard,
    print_run::{ConfirmPrint, LeftOut, NotReady, OpenPrintRun, PrintRunRecord, Readiness, RunCard, SmallText},
};
use school::{CardId, PrintRunId, permission::Permission};
use serde::Deserialize;
use uuid::Uuid;

use super::{Answer, again, cards, go, overtaken, pdf, photo::known};
use crate::{
    address::Path,
    formats,
    forms::Errors,
    frame::Frame,
    once::OrDone,
    refusal::{conflict_here, conflict_sentence, page},
    visitor::Staff,
    words::Words,
};

/// Previews on one page of a run.
const PREVIEWS: usize = 10;

/// Pupils whom a run's address names as left out: proxies take addresses of some eight kilobytes.
const MOST_NAMED: usize = 100;

#[derive(Template)]
#[template(path = "print_runs/list.html")]
struct ListPage {
    frame: Frame,
    runs: Vec<Run>,
    ready: u32,
    may_open: bool,
}

struct Run {
    id: PrintRunId,
    number: u32,
    opened: String,
    issued_on: String,
    cards: u32,
    printed: u32,
    issued: u32,
    to_collect: u32,
}

/// The runs, newest first.
pub async fn list(staff: Staff) -> Answer {
    let runs = staff.desk.print_runs().await?.into_iter().map(|run| Run {
        id: run.id,
        number: run.number,
        opened: formats::short_moment(run.created_at),
        issued_on: formats::short_day(run.issued_on),
        cards: run.cards,
        printed: run.printed,
        issued: run.issued,
        to_collect: run.printed.saturating_sub(run.issued),
    });
    let (runs, frame) = (runs.collect(), staff.frame("print").await?);
    let (ready, may_open) = (frame.ready, staff.desk.may(Permission::OpenPrintRuns));
    Ok(page(&ListPage { frame, runs, ready, may_open }))
}

#[derive(Template)]
#[template(path = "print_runs/new.html")]
struct NewPage {
    frame: Frame,
    readiness: Readiness,
    not_ready: Vec<(String, String, String, String)>,
    chosen: Vec<String>,
    all_chosen: bool,
    issued_on: String,
    classes: Vec<(String, String)>,
    class: String,
    errors: Errors,
    conflict: Option<String>,
}

impl NewPage {
    fn is_chosen(&self, pupil: &str) -> bool {
        self.all_chosen || self.chosen.iter().any(|chosen| chosen == pupil)
    }

    /// How many blanks more everybody who is ready would need.
    fn blanks_missing(&self) -> usize {
        self.readiness.ready.len().saturating_sub(self.stock())
    }

    /// How many blanks would be left after everybody who is ready.
    fn blanks_left(&self) -> usize {
        self.stock().saturating_sub(self.readiness.ready.len())
    }

    fn stock(&self) -> usize {
        usize::try_from(self.readiness.blanks).unwrap_or(usize::MAX)
    }
}

fn not_ready_words(t: Words, why: NotReady) -> String {
    match why {
        NotReady::NoPhoto => fl!(t, "not-ready-no-photo"),
        NotReady::PhotoWaiting => fl!(t, "not-ready-waiting"),
        NotReady::PhotoRejected => fl!(t, "not-ready-rejected"),
        NotReady::InProgress => fl!(t, "not-ready-in-progress"),
        NotReady::HasCard => fl!(t, "not-ready-has-card"),
        NotReady::NoApplication => fl!(t, "not-ready-no-application"),
        NotReady::FeeNotPaid => fl!(t, "not-ready-fee-not-paid"),
        NotReady::Name => fl!(t, "not-ready-name"),
        NotReady::NameTooLong => fl!(t, "not-ready-name-long"),
        NotReady::NoTemplate => fl!(t, "not-ready-no-template"),
        NotReady::OtherTemplate => fl!(t, "not-ready-other-template"),
        NotReady::NotHere => fl!(t, "not-ready-not-here"),
        NotReady::ReadySince => fl!(t, "not-ready-since"),
    }
}

/// Which class, and what was chosen before.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Wanted {
    class: String,
    pupil: Vec<String>,
    issued_on: String,
}

async fn new_page(staff: &Staff, wanted: Wanted, errors: Errors, conflict: Option<String>) -> Result<NewPage, Refused> {
    let (t, today) = (staff.t(), staff.desk.today());
    let class = wanted.class.parse::<Uuid>().ok().map(Into::into);
    let readiness = match staff.desk.readiness(class, wanted.issued_on.parse().unwrap_or(today)).await {
        Err(Refused::Invalid(_)) => staff.desk.readiness(class, today).await?, // the form says what is wrong with its day
        readiness => readiness?,
    };
    let not_ready = readiness.not_ready.iter();
    let not_ready = not_ready
        .map(|(pupil, name, class, why)| (pupil.to_string(), name.clone(), class.clone(), not_ready_words(t, *why)));
    let mut classes = vec![(String::new(), fl!(t, "all-classes"))];
    classes.extend(staff.desk.classes().await?.into_iter().map(|class| (class.id.to_string(), class.name)));
    let mut frame = staff.frame("print").await?;
    frame.title_error = errors.any() || conflict.is_some();
    Ok(NewPage {
        frame,
        not_ready: not_ready.collect(),
        readiness,
        all_chosen: wanted.pupil.is_empty() && conflict.is_none() && !errors.any(),
        chosen: wanted.pupil,
        issued_on: if wanted.issued_on.is_empty() { today.to_string() } else { wanted.issued_on },
        classes,
        class: wanted.class,
        errors,
        conflict,
    })
}

/// Who can be printed.
pub async fn new(staff: Staff, Query(wanted): Query<ClassWanted>) -> Answer {
    let wanted = Wanted { class: wanted.class, ..Wanted::default() };
    Ok(page(&new_page(&staff, wanted, Errors::default(), None).await?))
}

/// Of which class.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct ClassWanted {
    class: String,
}

/// Opens a run.
pub async fn open(staff: Staff, Form(wanted): Form<Wanted>) -> Answer {
    let form = OpenPrintRun { pupils: wanted.pupil.clone(), issued_on: wanted.issued_on.clone() };
    let (status, page_again) = match staff.desk.open_print_run(&form).await.or_done() {
        Ok(id) => return Ok(go(&opened(id, &staff.desk.left_out(id, &form.pupils).await?))),
        Err(Refused::Invalid(errors)) => {
            let errors = Errors::new(staff.t(), &errors);
            (StatusCode::UNPROCESSABLE_ENTITY, new_page(&staff, wanted, errors, None).await?)
        }
        Err(Refused::Conflict(conflict)) if conflict != Conflict::Changed => {
            let sentence = conflict_sentence(staff.t(), &conflict);
            (StatusCode::CONFLICT, new_page(&staff, wanted, Errors::default(), Some(sentence)).await?)
        }
        Err(refused) => return Err(refused.into()),
    };
    let mut response = page(&page_again);
    *response.status_mut() = status;
    Ok(response)
}

/// The page of a run that was just opened. Whom it left out stands in its address, by id, since the run knows nothing
/// of them.
fn opened(id: PrintRunId, left_out: &[LeftOut]) -> String {
    if left_out.is_empty() {
        return format!("/print-runs/{id}");
    }
    let named: Vec<String> = left_out.iter().take(MOST_NAMED).map(|left| left.pupil.0.simple().to_string()).collect();
    let more = left_out.len().saturating_sub(MOST_NAMED);
    format!("/print-runs/{id}?left_out={}&more={more}", named.join("."))
}

#[derive(Template)]
#[template(path = "print_runs/show.html")]
struct RunPage {
    frame: Frame,
    id: PrintRunId,
    record: PrintRunRecord,
    opened: String,
    issued_on: String,
    stage: usize,
    small: Vec<Small>,
    left_out: Vec<LeftOutLine>,
    /// Who was left out and is not named.
    more: usize,
    previews: Vec<Preview>,
    from: usize,
    to: usize,
    previous: Option<String>,
    next: Option<String>,
    to_collect: Vec<ToCollect>,
    /// What is wrong with a receipt, by the id of the field.
    errors: Vec<(String, String)>,
    receivers: Vec<(String, String)>,
    /// The cards that were ticked as spoiled where somebody was faster, or blanks are missing.
    spoiled: Vec<String>,
    may_confirm: bool,
    may_hand_out: bool,
}

impl RunPage {
    fn is_ticked(&self, card: &str) -> bool {
        self.spoiled.iter().any(|ticked| ticked == card)
    }

    fn left_out_count(&self) -> usize {
        self.left_out.len().saturating_add(self.more)
    }
}

/// Who was chosen for the run and is not in it; `href` is empty if the school does not know them.
struct LeftOutLine {
    href: String,
    name: String,
    class: String,
    why: String,
}

/// A field whose text will be printed small, and the cards on which it will; none if on all of them.
struct Small {
    field: String,
    cards: Vec<SmallText>,
}

/// A card of the run as it will be printed.
struct Preview {
    /// Its place in the run, from 1.
    place: usize,
    card: RunCard,
    svg: String,
}

/// A card to be handed out, with the receipt as it was typed.
struct ToCollect {
    card: RunCard,
    typed: ReceiveCard,
    errors: Errors,
}

impl ToCollect {
    fn is_received_by(&self, code: &str) -> bool {
        self.typed.receiver == code
    }
}

/// A receipt that could not be taken: its card, what was typed and what is wrong with it.
pub(super) struct Unsaved {
    pub(super) card: CardId,
    pub(super) typed: ReceiveCard,
    pub(super) errors: Errors,
}

/// Which page of previews, and, of a run just opened, whom it left out.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct At {
    page: String,
    left_out: String,
    more: String,
}

/// A run: previews to check, the PDF, the confirmation, handing out.
pub async fn show(staff: Staff, Path(id): Path<Uuid>, Query(at): Query<At>) -> Answer {
    let id = PrintRunId(id);
    let shown = if at.page.is_empty() { 0 } else { known(&at.page)? };
    let left_out = left_out(&staff, id, &at.left_out).await?;
    let more = if left_out.is_empty() { 0 } else { at.more.parse().unwrap_or_default() };
    Ok(page(&RunPage { left_out, more, ..run_page(&staff, id, shown, None).await? }))
}

async fn left_out(staff: &Staff, id: PrintRunId, named: &str) -> Result<Vec<LeftOutLine>, Refused> {
    if named.is_empty() || !staff.desk.may(Permission::OpenPrintRuns) {
        return Ok(Vec::new());
    }
    let t = staff.t();
    let named: Vec<String> = named.split('.').take(MOST_NAMED).map(str::to_owned).collect();
    let line = |left: LeftOut| LeftOutLine {
        href: if left.name.is_empty() { String::new() } else { format!("/pupils/{}", left.pupil) },
        name: if left.name.is_empty() { fl!(t, "run-left-out-unknown") } else { left.name },
        class: left.class,
        why: not_ready_words(t, left.why),
    };
    Ok(staff.desk.left_out(id, &named).await?.into_iter().map(line).collect())
}

/// The run again, with the receipt that could not be taken where it was typed.
pub(super) async fn show_unsaved(staff: &Staff, id: PrintRunId, unsaved: Unsaved, status: StatusCode) -> Answer {
    Ok(again(status, &run_page(staff, id, 0, Some(unsaved)).await?))
}

async fn run_page(staff: &Staff, id: PrintRunId, at: usize, unsaved: Option<Unsaved>) -> Result<RunPage, Refused> {
    let t = staff.t();
    let record = staff.desk.print_run(id).await?;
    let previews = previews(staff, &record.cards, at).await?;
    let from = previews.first().map_or(record.cards.len(), |first| first.place - 1);
    let to = from + previews.len();
    let address = |page: usize| format!("/print-runs/{id}?page={page}");
    let mut frame = staff.frame("print").await?;
    frame.title_error = unsaved.is_some();
    Ok(RunPage {
        frame,
        id,
        opened: formats::moment(t, record.run.created_at),
        issued_on: formats::day(t, record.run.issued_on),
        stage: stage(&record),
        small: if record.to_print > 0 {
            small(t, staff.desk.small_texts(id).await?, record.to_print)
        } else {
            Vec::new()
        },
        left_out: Vec::new(),
        more: 0,
        previous: (from > 0).then(|| address(at.saturating_sub(1))),
        next: (to < record.cards.len()).then(|| address(at + 1)),
        from: from + 1,
        to,
        previews,
        errors: unsaved.as_ref().map(row_errors).unwrap_or_default(),
        to_collect: to_collect(staff, &record.cards, unsaved),
        receivers: cards::receivers(t),
        spoiled: Vec::new(),
        may_confirm: staff.desk.may(Permission::OpenPrintRuns) && record.to_print > 0,
        may_hand_out: staff.desk.may(Permission::HandOutCards),
        record,
    })
}

/// How far the run has come: prepared, printing, printed, handed out.
fn stage(record: &PrintRunRecord) -> usize {
    match (&record.run, record.to_print) {
        (run, 0) if run.issued == run.cards => 3,
        (_, 0) => 2,
        (run, _) if run.printed > 0 => 1,
        _ => 0,
    }
}

async fn previews(staff: &Staff, cards: &[RunCard], at: usize) -> Result<Vec<Preview>, Refused> {
    let mut previews = Vec::new();
    for (place, card) in cards.iter().enumerate().skip(at.saturating_mul(PREVIEWS)).take(PREVIEWS) {
        let svg = staff.desk.card_preview(card.id, &format!("/cards/{}/portrait.jpg", card.id)).await?;
        previews.push(Preview { place: place + 1, card: card.clone(), svg });
    }
    Ok(previews)
}

/// Small texts by field; a field that is small on every card is told without naming them.
fn small(t: Words, texts: Vec<SmallText>, to_print: u32) -> Vec<Small> {
    let mut fields: Vec<(String, Vec<SmallText>)> = Vec::new();
    for text in texts {
        match fields.iter_mut().find(|(field, _)| *field == text.field) {
            Some((_, cards)) => cards.push(text),
            None => fields.push((text.field.clone(), vec![text])),
        }
    }
    let all =
        |cards: &[SmallText]| to_print > 1 && usize::try_from(to_print).is_ok_and(|waiting| waiting == cards.len());
    let told = |(field, cards): (String, Vec<SmallText>)| Small {
        field: cards::field_words(t, &field),
        cards: if all(&cards) { Vec::new() } else { cards },
    };
    fields.into_iter().map(told).collect()
}

/// The summary of a receipt's errors: the fields of a row bear the card's id.
fn row_errors(unsaved: &Unsaved) -> Vec<(String, String)> {
    let list = unsaved.errors.list().iter();
    let of_the_row = |field: &str| match field {
        "content" => field.to_owned(), // about the card, whose row may be gone
        field => format!("{field}-{}", unsaved.card),
    };
    list.map(|(field, sentence)| (of_the_row(field), sentence.clone())).collect()
}

fn to_collect(staff: &Staff, cards: &[RunCard], unsaved: Option<Unsaved>) -> Vec<ToCollect> {
    let waiting = cards.iter().filter(|card| card.state == "printed").cloned();
    let mut rows: Vec<ToCollect> =
        waiting.map(|card| ToCollect { card, typed: cards::fresh_receipt(staff), errors: Errors::default() }).collect();
    if let Some(Unsaved { card, typed, errors }) = unsaved
        && let Some(row) = rows.iter_mut().find(|row| row.card.id == card)
    {
        (row.typed, row.errors) = (typed, errors);
    }
    rows
}

/// The PDF of the cards still to print.
pub async fn sheet(staff: Staff, Path(id): Path<Uuid>) -> Answer {
    let id = PrintRunId(id);
    let number = staff.desk.print_run(id).await?.run.number;
    Ok(pdf(&format!("legitymacje-partia-{number}.pdf"), staff.desk.sheet(id).await?))
}

/// What came out of the printer.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Confirmation {
    version: i64,
    spoiled: Vec<String>,
}

/// Takes the result of the printing.
pub async fn confirm(staff: Staff, Path(id): Path<Uuid>, Form(form): Form<Confirmation>) -> Answer {
    let id = PrintRunId(id);
    let typed = ConfirmPrint { spoiled: form.spoiled };
    match staff.desk.confirm_print(id, form.version, &typed).await.or_done() {
        Ok(id) => Ok(go(&format!("/print-runs/{id}"))),
        Err(Refused::Conflict(
            conflict @ (Conflict::Changed | Conflict::Card(_) | Conflict::NoBlanksForSpoiled { .. }),
        )) => {
            let again = run_page(&staff, id, 0, None).await?;
            let place =
                if matches!(conflict, Conflict::NoBlanksForSpoiled { .. }) { "confirmation" } else { "content" };
            let errors = vec![(place.to_owned(), conflict_here(staff.t(), &conflict))];
            let (frame, spoiled) = (again.frame.with_error(), typed.spoiled);
            Ok(overtaken(&RunPage { frame, spoiled, errors, ..again }))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// The list on which the receipt is signed.
pub async fn pickup_list(staff: Staff, Path(id): Path<Uuid>) -> Answer {
    let id = PrintRunId(id);
    let number = staff.desk.print_run(id).await?.run.number;
    Ok(pdf(&format!("lista-odbioru-partia-{number}.pdf"), staff.desk.pickup_list(id).await?))
}
