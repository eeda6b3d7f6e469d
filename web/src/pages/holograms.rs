//! The round of holograms, a class at a time: a scanner types a card's number and Enter, somebody without one chooses
//! the card in the list. It works as a plain form, so without JavaScript as well.

use askama::Template;
use axum::{Form, extract::Query};
use i18n_embed_fl::fl;
use office::{
    Conflict, Refused,
    class::ClassRow,
    hologram::{Found, HologramsDue, Round, RoundRow},
};
use school::{CardId, ClassId, card::CardRefusal, permission::Permission};
use serde::Deserialize;
use uuid::Uuid;

use super::{Answer, classes::class_options, go, photo::known, stock::period_words};
use crate::{formats, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

/// What is typed, or scanned from a command sheet, to take the last hologram back.
const UNDO: &str = "COFNIJ";

#[derive(Template)]
#[template(path = "holograms/round.html")]
struct RoundPage {
    frame: Frame,
    classes: Vec<(String, String)>,
    class: String,
    round: Option<Shown>,
    told: Option<Told>,
    /// What is left at the whole school, and until when.
    due: Option<String>,
}

/// A class as the page shows it.
struct Shown {
    heading: String,
    progress: String,
    done: usize,
    stock: Vec<(String, String, i64)>,
    rows: Vec<Row>,
}

struct Row {
    card: String,
    number: String,
    name: String,
    state: String,
    done: bool,
    room: bool,
    may_undo: bool,
}

/// What the last scan came to.
struct Told {
    kind: &'static str,
    icon: &'static str,
    heading: String,
    text: String,
    /// The card, if one was meant.
    card: String,
    /// A card of another class, which can be confirmed nevertheless.
    anyway: bool,
    may_undo: bool,
    exchange: bool,
}

/// Which class, and what the last scan came to.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Wanted {
    class: String,
    told: String,
    card: String,
}

/// What is left at the whole school, in a sentence.
pub(super) fn due_words(t: Words, due: HologramsDue) -> String {
    let cards = due.cards;
    match due.until {
        Some(until) => fl!(t, "holograms-due", count = cards, until = formats::day(t, until)),
        None => fl!(t, "holograms-overdue", count = cards),
    }
}

fn row(t: Words, row: RoundRow, fields: u32) -> Row {
    let state = match (row.done, row.room) {
        (true, _) => fl!(t, "holograms-row-done", nth = row.holograms, of = fields),
        (false, true) => fl!(t, "holograms-row-open"),
        (false, false) => fl!(t, "holograms-row-full"),
    };
    Row {
        card: row.card.to_string(),
        number: row.number,
        name: row.name,
        state,
        done: row.done,
        room: row.room,
        may_undo: row.may_undo,
    }
}

fn shown(t: Words, round: Round) -> Shown {
    let Round { class, rows, stock, fields } = round;
    let (done, all) = (rows.iter().filter(|row| row.done).count(), rows.len());
    Shown {
        heading: fl!(t, "holograms-class", class = class),
        progress: fl!(t, "holograms-progress", done = done, all = all),
        done,
        stock: stock.into_iter().map(|(period, there)| (period.clone(), period_words(t, &period), there)).collect(),
        rows: rows.into_iter().map(|each| row(t, each, fields)).collect(),
    }
}

/// What a scan came to, in words; `fields` is how many holograms a card has room for.
fn told(t: Words, code: &str, card: Option<RoundRow>, fields: u32) -> Option<Told> {
    let (kind, icon, heading, text) = match (code, &card) {
        ("stuck", Some(card)) => {
            let nth = card.holograms;
            ("ok", "check", card.name.clone(), fl!(t, "holograms-stuck", nth = nth, of = fields))
        }
        ("undone", Some(card)) => ("info", "info", card.name.clone(), fl!(t, "holograms-undone")),
        ("elsewhere", Some(card)) => {
            ("warn", "warn", card.name.clone(), fl!(t, "holograms-elsewhere", class = card.class.as_str()))
        }
        ("done", Some(card)) => ("info", "info", card.name.clone(), fl!(t, "holograms-done")),
        ("full", Some(card)) => ("warn", "warn", card.name.clone(), fl!(t, "holograms-full")),
        ("stopped", Some(card)) => ("bad", "warn", card.name.clone(), fl!(t, "holograms-stopped")),
        ("spoiled", _) => ("info", "info", fl!(t, "holograms-spoiled"), fl!(t, "holograms-spoiled-text")),
        ("several", _) => ("warn", "warn", fl!(t, "holograms-several"), fl!(t, "holograms-several-text")),
        ("unknown", _) => ("bad", "warn", fl!(t, "holograms-unknown"), fl!(t, "holograms-unknown-text")),
        _ => return None,
    };
    let may_undo = code == "stuck" && card.as_ref().is_some_and(|card| card.may_undo);
    let card = card.map(|card| card.card.to_string()).unwrap_or_default();
    Some(Told { kind, icon, heading, text, card, anyway: code == "elsewhere", may_undo, exchange: code == "full" })
}

/// The classes of the newest school year.
fn newest(classes: Vec<ClassRow>) -> Vec<ClassRow> {
    let year = classes.first().map(|class| class.year.clone()).unwrap_or_default();
    classes.into_iter().filter(|class| class.year == year).collect()
}

/// The round of a class.
pub async fn show(staff: Staff, Query(wanted): Query<Wanted>) -> Answer {
    if !staff.desk.may(Permission::HandOutCards) {
        return Err(Refused::Forbidden.into());
    }
    let t = staff.t();
    let classes = newest(staff.desk.classes().await?);
    let chosen = match wanted.class.as_str() {
        "" => classes.first().map(|class| class.id),
        id => Some(known::<ClassId>(id)?),
    };
    let card = match wanted.card.parse::<CardId>() {
        Ok(id) => Some(staff.desk.card_in_round(id).await?),
        Err(_) => None,
    };
    let round = match chosen {
        Some(class) => Some(staff.desk.hologram_round(class).await?),
        None => None,
    };
    let fields = round.as_ref().map(|round| round.fields).unwrap_or_default();
    let due = staff.desk.holograms_due().await?;
    Ok(page(&RoundPage {
        frame: staff.frame("print").await?,
        classes: class_options(t, &classes),
        class: chosen.map(|class| class.to_string()).unwrap_or_default(),
        told: told(t, &wanted.told, card, fields),
        round: round.map(|round| shown(t, round)),
        due: due.map(|due| due_words(t, due)),
    }))
}

/// What the forms of the round send.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    class: String,
    /// What the scanner or somebody typed.
    scan: String,
    /// Empty: find and confirm; `stick`, `undo` and `spoil` say it of a card or a period.
    deed: String,
    card: String,
    period: String,
    /// The card that was confirmed last, for [`UNDO`].
    last: String,
}

/// Confirms a card, takes that back, or writes a spoiled hologram off; the page tells what came of it.
pub async fn scan(staff: Staff, Form(typed): Form<Typed>) -> Answer {
    let class: ClassId = known(&typed.class)?;
    let undo = typed.scan.trim().eq_ignore_ascii_case(UNDO);
    let (code, card) = match typed.deed.as_str() {
        "spoil" => {
            let _: Uuid = staff.desk.spoil_hologram(&typed.period).await.or_done()?;
            ("spoiled", None)
        }
        "undo" => ("undone", Some(staff.desk.undo_hologram(known(&typed.card)?).await.or_done()?)),
        "stick" => stick(&staff, known(&typed.card)?).await?,
        _ if undo && !typed.last.is_empty() => {
            ("undone", Some(staff.desk.undo_hologram(known(&typed.last)?).await.or_done()?))
        }
        _ => find(&staff, class, &typed.scan).await?,
    };
    let card = card.map(|card| format!("&card={card}")).unwrap_or_default();
    Ok(go(&format!("/holograms?class={class}&told={code}{card}")))
}

/// What the text means, and the hologram if the card waits for it.
async fn find(staff: &Staff, class: ClassId, typed: &str) -> Result<(&'static str, Option<CardId>), Refused> {
    Ok(match staff.desk.find_for_hologram(class, typed).await? {
        Found::Ready(card) => stick(staff, card).await?,
        Found::OtherClass(card, _) => ("elsewhere", Some(card)),
        Found::Done(card) => ("done", Some(card)),
        Found::NoRoom(card) => ("full", Some(card)),
        Found::Stopped(card) => ("stopped", Some(card)),
        Found::Several => ("several", None),
        Found::Unknown => ("unknown", None),
    })
}

/// The hologram goes onto the card, unless somebody was faster.
async fn stick(staff: &Staff, card: CardId) -> Result<(&'static str, Option<CardId>), Refused> {
    match staff.desk.stick_hologram(card).await.or_done() {
        Ok(card) => Ok(("stuck", Some(card))),
        Err(Refused::Conflict(Conflict::Card(CardRefusal::StaleHologram))) => Ok(("done", Some(card))),
        Err(Refused::Conflict(Conflict::Card(CardRefusal::FieldsFull))) => Ok(("full", Some(card))),
        Err(refused) => Err(refused),
    }
}
