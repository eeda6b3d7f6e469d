//! Handing a card out: the receipt, this year's hologram and the row in the register, all or nothing.

use jiff::civil::Date;
use school::{
    CardId,
    card::{Card, Receipt, Receiver},
    event::Event,
    law::{TemplateCode, register_fields, templates::ValidityUnit},
    ledger::{Account, Item},
    permission::Permission,
    school_kind::SchoolKind,
    year::{Period, SchoolYear, Semester},
};

use super::ReceiveCard;
use crate::{
    StaffDesk,
    ledger::typed::{day_until, field, line, refuse},
    message::{MessageKind, announce},
    refused::{Conflict, Problem, Refused},
    register::enter::enter,
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
        let period = period(facts.card.template, receipt.on);
        let book = tx.rule_book().await?;
        let received = facts.card.clone().receive(receipt.clone(), period, &book)?;
        if facts.card.version != version {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        self.take_hologram(&mut tx, &received, period.year(), receipt.on).await?;
        tx.put_card(&received).await?;
        tx.add_renewal(id, period).await?;
        let ordinal = enter(&mut tx, &facts, &receipt).await?;
        announce(&mut tx, received.pupil, MessageKind::CardIssued, id.0).await?;
        let event = Event::new("card.issued", id).with("number", received.number).with("receiver", receipt.by);
        tx.commit(event.with("hologram", period.year()).with("ordinal", ordinal)).await?;
        self.office.wake();
        Ok(id)
    }

    /// One hologram from the safe onto the card.
    async fn take_hologram(&self, tx: &mut Tx<Within>, card: &Card, year: SchoolYear, on: Date) -> Result<(), Refused> {
        let item = Item::Hologram(year);
        if tx.balance(item).await?.stock < 1 {
            return Err(Refused::Conflict(Conflict::NoHolograms { year: year.label() }));
        }
        let document = format!("legitymacja {}", card.number);
        let (from, to, subject) = (Account::Stock, Account::Used, Some(card.id.0));
        tx.move_pieces(&Move { item, from, to, quantity: 1, document: &document, subject, on }).await.map(|_| ())
    }
}

/// What one hologram confirms: a school year, or half of one where learners are confirmed by semesters.
fn period(template: TemplateCode, on: Date) -> Period {
    let year = SchoolYear::of(on);
    match template.template().unit() {
        ValidityUnit::SchoolYear => Period::Year(year),
        ValidityUnit::Semester if (2..=8).contains(&on.month()) => Period::Semester(year, Semester::Summer),
        ValidityUnit::Semester => Period::Semester(year, Semester::Winter),
    }
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_hologram_is_that_of_the_day_of_receipt() {
        let (pupils, learners) = (TemplateCode::MeinI1, TemplateCode::MeinI2);
        let (before, after) = (SchoolYear(2025), SchoolYear(2026));
        for (template, on, wanted) in [
            (pupils, date(2026, 8, 31), Period::Year(before)),
            (pupils, date(2026, 9, 1), Period::Year(after)),
            (learners, date(2027, 1, 31), Period::Semester(after, Semester::Winter)),
            (learners, date(2027, 2, 1), Period::Semester(after, Semester::Summer)),
        ] {
            assert_eq!(period(template, on), wanted, "{on}");
        }
    }
}
