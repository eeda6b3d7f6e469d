//! A protocol: two people, some cards, one day.

use std::collections::HashSet;

use jiff::civil::Date;
use school::{CardId, PersonId, ProtocolId, event::Event, permission::Permission, register::Annotation};

use super::MakeProtocol;
use crate::{
    StaffDesk,
    ledger::typed::{day_until, field, refuse},
    refused::{FieldError, Problem, Refused},
    store::{Tx, Within, protocol::NewProtocol},
};

impl StaffDesk {
    /// Writes down that two people of the staff destroyed these cards, or handed them over; each card's row in the
    /// register is told (§ 10, § 65).
    ///
    /// # Errors
    /// If no card is named, one does not lie at the school or is still in force, the people are not two of the staff,
    /// or the day lies ahead or before the end of one of the cards; nothing is changed then.
    pub async fn make_protocol(&self, form: &MakeProtocol) -> Result<ProtocolId, Refused> {
        self.must(Permission::ManageStock)?;
        let mut tx = self.begin().await?;
        tx.lock_books().await?;
        let colleagues = tx.colleagues().await?;
        let wanted = read(form, &colleagues, self.today())?;
        let protocol = NewProtocol {
            kind: wanted.what.code(),
            held_on: wanted.on,
            first: (wanted.first.0, wanted.first.1.as_str()),
            second: (wanted.second.0, wanted.second.1.as_str()),
        };
        let (id, number) = tx.add_protocol(&protocol).await?;
        for card in &wanted.cards {
            spend(&mut tx, *card, &wanted, id, number).await?;
        }
        let event = Event::new("protocol.made", id).with("number", number).with("cards", wanted.cards.len());
        tx.commit(event.with("what", wanted.what)).await?;
        Ok(id)
    }
}

/// A protocol as it is understood.
struct Wanted {
    what: Annotation,
    cards: HashSet<CardId>,
    first: (PersonId, String),
    second: (PersonId, String),
    on: Date,
}

/// One card goes.
async fn spend(
    tx: &mut Tx<Within>,
    id: CardId,
    wanted: &Wanted,
    protocol: ProtocolId,
    number: i64,
) -> Result<(), Refused> {
    let card = tx.card(id).await?.card;
    if card.state.invalidation().is_some_and(|end| wanted.on < end.on) {
        return Err(FieldError::refuse("on", Problem::DateOutOfRange));
    }
    let (card, event) = match wanted.what {
        Annotation::HandedOver => (card.hand_over()?, Event::new("card.handed_over", id)),
        _ => (card.destroy()?, Event::new("card.destroyed", id)),
    };
    tx.put_card_by(&card, Some(protocol)).await?;
    tx.annotate(id, wanted.what, wanted.on, None, Some(number.to_string().as_str())).await?;
    tx.record(&event.with("number", card.number).with("protocol", number)).await
}

fn read(form: &MakeProtocol, colleagues: &[(PersonId, String)], today: Date) -> Result<Wanted, Refused> {
    let what = match form.kind.trim() {
        "destroyed" => Ok(Annotation::Destroyed),
        "handed_over" => Ok(Annotation::HandedOver),
        "" => Err(Problem::Required),
        _ => Err(Problem::NotOffered),
    };
    let cards = form.cards.iter().map(|id| id.parse()).collect::<Result<HashSet<CardId>, _>>();
    let cards = cards.map_err(|_| Problem::NotOffered);
    let cards = cards.and_then(|cards| if cards.is_empty() { Err(Problem::Required) } else { Ok(cards) });
    let (first, second) = (colleague(&form.first, colleagues), colleague(&form.second, colleagues));
    let second = match (&first, second) {
        (Ok(first), Ok(second)) if first.0 == second.0 => Err(Problem::OneTwice),
        (_, second) => second,
    };
    let fields = (
        field("kind", what),
        field("cards", cards),
        field("first_person", first),
        field("second_person", second),
        field("on", day_until(&form.on, today)),
    );
    match fields {
        (Ok(what), Ok(cards), Ok(first), Ok(second), Ok(on)) => Ok(Wanted { what, cards, first, second, on }),
        (a, b, c, d, e) => Err(refuse([a.err(), b.err(), c.err(), d.err(), e.err()])),
    }
}

fn colleague(typed: &str, colleagues: &[(PersonId, String)]) -> Result<(PersonId, String), Problem> {
    match typed.trim() {
        "" => Err(Problem::Required),
        typed => {
            let found = colleagues.iter().find(|(id, _)| id.to_string() == typed);
            found.cloned().ok_or(Problem::NotOffered)
        }
    }
}
