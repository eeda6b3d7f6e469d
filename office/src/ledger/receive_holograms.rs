//! A delivery of holograms.

use jiff::civil::Date;
use school::{
    event::Event,
    ledger::{Account, Item},
    permission::Permission,
    year::{Period, SchoolYear},
};
use uuid::Uuid;

use super::{
    ReceiveHolograms,
    typed::{day_until, field, line, number, refuse},
};
use crate::{
    StaffDesk,
    refused::{FieldError, Problem, Refused},
    store::movement::Move,
};

impl StaffDesk {
    /// Takes holograms of a school year or a semester into the stock. Answers the movement.
    ///
    /// # Errors
    /// With every field that cannot be taken.
    pub async fn receive_holograms(&self, form: &ReceiveHolograms) -> Result<Uuid, Refused> {
        self.must(Permission::ManageStock)?;
        let Delivery { period, quantity, on, document } = read(form, self.today())?;
        let mut tx = self.begin().await?;
        tx.lock_books().await?;
        let (from, to) = (Account::Producer, Account::Stock);
        let item = Item::Hologram(period);
        let movement =
            tx.move_pieces(&Move { item, from, to, quantity, document: &document, subject: None, on }).await?;
        tx.commit(Event::new("holograms.received", movement).with("year", period).with("quantity", quantity)).await?;
        Ok(movement.0)
    }
}

/// A delivery as it is understood.
struct Delivery {
    period: Period,
    quantity: u32,
    on: Date,
    document: String,
}

fn read(form: &ReceiveHolograms, today: Date) -> Result<Delivery, Refused> {
    let fields = (
        field("year", period(&form.year, today)),
        field("quantity", number(&form.quantity, 1..=5000)),
        field("on", day_until(&form.on, today)),
        field("document", line(&form.document)),
    );
    match fields {
        (Ok(period), _, Ok(on), _) if on.year() < period.year().0 => {
            Err(FieldError::refuse("on", Problem::DateOutOfRange)) // nobody has the stickers of a year before it begins
        }
        (Ok(period), Ok(quantity), Ok(on), Ok(document)) => Ok(Delivery { period, quantity, on, document }),
        (a, b, c, d) => Err(refuse([a.err(), b.err(), c.err(), d.err()])),
    }
}

/// A school year by its first year, the last, this one or the next; or a semester of it.
fn period(text: &str, today: Date) -> Result<Period, Problem> {
    let this = SchoolYear::of(today);
    let (year, part) = text.trim().split_once(' ').unwrap_or((text.trim(), "year"));
    let year = SchoolYear(year.parse().map_err(|_| Problem::NotOffered)?);
    if !(this.0 - 1..=this.0 + 1).contains(&year.0) {
        return Err(Problem::NotOffered);
    }
    Period::with_part(year, part.trim()).map_err(|_| Problem::NotOffered)
}
