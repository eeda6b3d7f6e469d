//! Handing a card out: the receipt, this year's hologram and the row in the register, all or nothing.

use jiff::civil::Date;
use school::{
    CardId,
    card::{Card, Receipt, Receiver},
    event::Event,
    law::register_fields,
    ledger::{Account, Item},
    permission::Permission,
    school_kind::SchoolKind,
    state_mobile_id::Reason,
    year::Period,
};

use super::ReceiveCard;
use crate::{
    StaffDesk,
    ledger::typed::{day_until, field, line, refuse},
    message::{MessageKind, announce},
    refused::{Conflict, Problem, Refused},
    register::enter::enter,
    state_mobile_id::trigger::noted,
    store::{Tx, Within, card::CardFacts, movement::Move},
};

impl StaffDesk {
    /// Hands a printed card out with the hologram of the school year in which it is received, which sets the day it
    /// expires, and writes it into the register.
    ///
    /// # Errors
    /// If it is not there or changed, is not printed or was received, no hologram is in stock, or the receipt cannot
    /// be taken.
    pub async fn receive_card(&self, id: CardId, version: i64, form: &ReceiveCard) -> Result<CardId, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.begin().await?;
        tx.lock_books().await?;
        let facts = tx.card(id).await?;
        let kind = tx.issuer().await?.kind;
        let receipt = read(form, &facts, kind, self.today())?;
        let period = Period::of(facts.card.template.template().unit(), receipt.on);
        let book = tx.rule_book().await?;
        let received = facts.card.clone().receive(receipt.clone(), period, &book)?;
        if facts.card.version != version {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        take_hologram(&mut tx, &received, period, receipt.on).await?;
        tx.put_card(&received).await?;
        tx.add_renewal(id, period, None).await?;
        let ordinal = enter(&mut tx, &facts, &receipt).await?;
        noted(&mut tx, received.pupil, Reason::Card).await?;
        announce(&mut tx, received.pupil, MessageKind::CardIssued, id.0).await?;
        let event = Event::new("card.issued", id).with("number", received.number).with("receiver", receipt.by);
        tx.commit(event.with("hologram", period.year()).with("ordinal", ordinal)).await?;
        self.office.wake();
        Ok(id)
    }
}

/// One hologram from the safe onto the card.
pub(crate) async fn take_hologram(tx: &mut Tx<Within>, card: &Card, period: Period, on: Date) -> Result<(), Refused> {
    let item = Item::Hologram(period);
    if tx.balance(item).await?.stock < 1 {
        return Err(Refused::Conflict(Conflict::NoHolograms { year: period.to_string() }));
    }
    let document = format!("legitymacja {}", card.number);
    let (from, to, subject) = (Account::Stock, Account::Used, Some(card.id.0));
    tx.move_pieces(&Move { item, from, to, quantity: 1, document: &document, subject, on }).await.map(|_| ())
}

fn read(form: &ReceiveCard, facts: &CardFacts, kind: SchoolKind, today: Date) -> Result<Receipt, Refused> {
    let on = day_until(&form.on, today);
    let on = on.and_then(|on| if facts.card.issued_on <= on { Ok(on) } else { Err(Problem::DateOutOfRange) });
    let by = receiver(&form.receiver, kind, on.unwrap_or(today));
    let own = matches!(by, Ok(Receiver::Pupil | Receiver::Graduate));
    let name = line(&form.receiver_name).and_then(|name| match name.as_str() {
        "" if own => Ok(facts.face.name()),
        "" => Err(Problem::Required),
        _ => Ok(name),
    });
    match (field("on", on), field("receiver", by), field("receiver_name", name)) {
        (Ok(on), Ok(by), Ok(name)) => Ok(Receipt { on, by, name }),
        (on, by, name) => Err(refuse([on.err(), by.err(), name.err()])),
    }
}

/// Who may sign at this school (`L3.2-7`).
fn receiver(text: &str, kind: SchoolKind, on: Date) -> Result<Receiver, Problem> {
    let by: Receiver = match text.trim() {
        "" => return Err(Problem::Required),
        text => text.parse().map_err(|_| Problem::NotOffered)?,
    };
    let rule = register_fields::on(kind.into(), on).ok_or(Problem::DateOutOfRange)?;
    if rule.value.receivers.contains(&by) { Ok(by) } else { Err(Problem::NotOffered) }
}
