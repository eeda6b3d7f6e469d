//! Returned cards, and the protocols by which two people destroy them or hand them over.

use askama::Template;
use axum_extra::extract::Form;
use i18n_embed_fl::fl;
use office::{
    Refused,
    protocol::{MakeProtocol, ProtocolRecord, SpentCardRow},
};
use school::{ProtocolId, permission::Permission};
use serde::Deserialize;
use uuid::Uuid;

use super::{Answer, card_life::cause_words, go, pdf, unprocessable};
use crate::{
    address::Path, formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words,
};

#[derive(Template)]
#[template(path = "protocols/list.html")]
struct ListPage {
    frame: Frame,
    waiting: Vec<Waiting>,
    protocols: Vec<Protocol>,
    may_make: bool,
    kinds: Vec<(String, String)>,
    people: Vec<(String, String)>,
    form: MakeProtocol,
    errors: Errors,
}

struct Waiting {
    id: String,
    number: String,
    name: String,
    marking: String,
    end: String,
    chosen: bool,
}

struct Protocol {
    id: String,
    number: u32,
    kind: String,
    held_on: String,
    people: String,
    cards: u32,
}

fn waiting(t: Words, card: SpentCardRow, chosen: &[String]) -> Waiting {
    let id = card.id.to_string();
    Waiting {
        number: card.number,
        name: card.name,
        marking: card.marking,
        end: format!("{}, {}", formats::short_day(card.invalid_on), cause_words(t, card.cause)),
        chosen: chosen.contains(&id),
        id,
    }
}

fn protocol(t: Words, record: ProtocolRecord) -> Protocol {
    Protocol {
        id: record.id.to_string(),
        number: record.number,
        kind: if record.handed_over { fl!(t, "protocol-handed-over") } else { fl!(t, "protocol-destroyed") },
        held_on: formats::short_day(record.held_on),
        people: record.people.join(", "),
        cards: record.cards,
    }
}

async fn list_page(staff: &Staff, form: MakeProtocol, errors: Errors) -> Result<ListPage, Refused> {
    let t = staff.t();
    let found = staff.desk.protocols().await?;
    let mut frame = staff.frame("stock").await?;
    frame.title_error = errors.any();
    let choose = [(String::new(), fl!(t, "protocol-choose"))];
    let people = found.colleagues.into_iter().map(|(id, name)| (id.to_string(), name));
    Ok(ListPage {
        frame,
        waiting: found.waiting.into_iter().map(|card| waiting(t, card, &form.cards)).collect(),
        protocols: found.protocols.into_iter().map(|record| protocol(t, record)).collect(),
        may_make: staff.desk.may(Permission::ManageStock),
        kinds: vec![
            ("destroyed".to_owned(), fl!(t, "protocol-destroyed")),
            ("handed_over".to_owned(), fl!(t, "protocol-handed-over")),
        ],
        people: choose.into_iter().chain(people).collect(),
        form,
        errors,
    })
}

/// What waits to be destroyed, and what was.
pub async fn list(staff: Staff) -> Answer {
    let (kind, on) = ("destroyed".to_owned(), staff.desk.today().to_string());
    let form = MakeProtocol { kind, on, ..MakeProtocol::default() };
    Ok(page(&list_page(&staff, form, Errors::default()).await?))
}

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    kind: String,
    card: Vec<String>,
    first_person: String,
    second_person: String,
    on: String,
}

/// Writes a protocol down.
pub async fn make(staff: Staff, Form(typed): Form<Typed>) -> Answer {
    let Typed { kind, card, first_person, second_person, on } = typed;
    let form = MakeProtocol { kind, cards: card, first: first_person, second: second_person, on };
    match staff.desk.make_protocol(&form).await.or_done() {
        Ok(_) => Ok(go("/protocols")),
        Err(Refused::Invalid(errors)) => {
            let t = staff.t();
            let own = [
                ("kind", fl!(t, "protocol-kind")),
                ("cards", fl!(t, "protocol-cards")),
                ("first_person", fl!(t, "protocol-first")),
                ("second_person", fl!(t, "protocol-second")),
                ("on", fl!(t, "protocol-on")),
            ];
            let errors = Errors::labelled(t, &errors, &own);
            Ok(unprocessable(&list_page(&staff, form, errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// A protocol to be signed.
pub async fn pdf_file(staff: Staff, Path(id): Path<Uuid>) -> Answer {
    let bytes = staff.desk.protocol_pdf(ProtocolId(id)).await?;
    Ok(pdf("protokol.pdf", bytes))
}
