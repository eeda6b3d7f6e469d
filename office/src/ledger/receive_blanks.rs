//! A delivery of blanks.

use jiff::civil::Date;
use school::{
    event::Event,
    law::{TemplateCode, templates},
    ledger::{Account, BlankMarking, Item, Producer},
    permission::Permission,
};
use uuid::Uuid;

use super::{
    ReceiveBlanks,
    typed::{day_until, field, line, number, refuse},
};
use crate::{
    StaffDesk,
    refused::{FieldError, Problem, Refused},
    store::movement::Move,
};

impl StaffDesk {
    /// Takes blanks into the stock, one row a piece: the first marking and how many follow it. Answers the movement.
    ///
    /// # Errors
    /// With every field that cannot be taken; a marking that a blank of this template has already is one.
    pub async fn receive_blanks(&self, form: &ReceiveBlanks) -> Result<Uuid, Refused> {
        self.must(Permission::ManageStock)?;
        let Delivery { on, template, producer, first, quantity, document } = read(form, self.today())?;
        let beyond = Problem::NotANumber { least: 1, most: first.left() };
        let markings = first.run(quantity).map_err(|_| FieldError::refuse("quantity", beyond))?;
        let mut tx = self.begin().await?;
        tx.lock_books().await?;
        if !tx.add_blanks(template, &producer, &markings, on).await? {
            return Err(FieldError::refuse("first", Problem::Taken));
        }
        let (from, to) = (Account::Producer, Account::Stock);
        let item = Item::Blank(template);
        let movement =
            tx.move_pieces(&Move { item, from, to, quantity, document: &document, subject: None, on }).await?;
        let event = Event::new("blanks.received", movement).with("template", template).with("first", first);
        tx.commit(event.with("quantity", quantity)).await?;
        Ok(movement.0)
    }
}

/// A delivery as it is understood.
struct Delivery {
    on: Date,
    template: TemplateCode,
    producer: Producer,
    first: BlankMarking,
    quantity: u32,
    document: String,
}

fn read(form: &ReceiveBlanks, today: Date) -> Result<Delivery, Refused> {
    let fields = (
        field("on", day_until(&form.on, today)),
        field("template", template(&form.template)),
        field("producer", producer(&form.producer)),
        field("first", form.first.parse().map_err(|_| Problem::NotAMarking)),
        field("quantity", number(&form.quantity, 1..=2000)),
        field("document", line(&form.document)),
    );
    match fields {
        (Ok(on), Ok(template), _, _, _, _) if !templates::on(on).any(|rule| rule.value.code == template) => {
            Err(FieldError::refuse("on", Problem::DateOutOfRange))
        }
        (Ok(on), Ok(template), Ok(producer), Ok(first), Ok(quantity), Ok(document)) => {
            Ok(Delivery { on, template, producer, first, quantity, document })
        }
        (a, b, c, d, e, f) => Err(refuse([a.err(), b.err(), c.err(), d.err(), e.err(), f.err()])),
    }
}

fn template(text: &str) -> Result<TemplateCode, Problem> {
    match text.trim() {
        "" => Err(Problem::Required),
        text => text.parse().map_err(|_| Problem::NotOffered),
    }
}

fn producer(text: &str) -> Result<Producer, Problem> {
    let wrong = |_| if text.trim().is_empty() { Problem::Required } else { Problem::TooLong };
    text.parse().map_err(wrong)
}
