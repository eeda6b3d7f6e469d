//! What a scanner sent, or somebody typed: a card's number or its first part, the marking of its blank, or a name.

use school::{ClassId, ledger::BlankMarking, number::CardNumber, permission::Permission, search};

use super::{Found, in_round, list::holograms, of_class};
use crate::{
    StaffDesk,
    refused::Refused,
    store::{Tx, Within, renewal::RoundCard},
};

impl StaffDesk {
    /// Which card is meant, and how it stands. A number or a marking means a card of the whole school; a number's first
    /// part and a name mean a card of this class.
    ///
    /// # Errors
    /// If the role does not hand cards out.
    pub async fn find_for_hologram(&self, class: ClassId, typed: &str) -> Result<Found, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.look().await?;
        let fields = tx.rule_book().await?.hologram_fields().value;
        let cards = self.cards_in_round(&mut tx).await?;
        let of_this_class: Vec<&RoundCard> =
            cards.iter().filter(|card| in_round(card) && of_class(card, class)).collect();
        let found = meant(&cards, &of_this_class, typed.trim());
        Ok(match found[..] {
            [] => Found::Unknown,
            [card] => told(card, class, fields)?,
            _ => Found::Several,
        })
    }

    /// Every card, as it stands in the period that runs.
    pub(super) async fn cards_in_round(&self, tx: &mut Tx<Within>) -> Result<Vec<RoundCard>, Refused> {
        let (year, semester) = self.running();
        tx.round_cards(year, semester).await
    }
}

fn meant<'a>(cards: &'a [RoundCard], of_this_class: &[&'a RoundCard], typed: &str) -> Vec<&'a RoundCard> {
    if let Ok(CardNumber { serial, year }) = typed.parse() {
        let is = |card: &&RoundCard| card.serial == i64::from(serial) && card.year == i64::from(year);
        return cards.iter().filter(is).collect();
    }
    if let Ok(marking) = typed.parse::<BlankMarking>() {
        return cards.iter().filter(|card| card.marking == marking.as_str()).collect();
    }
    let here = of_this_class.iter().copied();
    if let Ok(serial) = typed.parse::<i64>() {
        return here.filter(|card| card.serial == serial).collect();
    }
    let words = search::words(typed);
    let named = |card: &&RoundCard| {
        let name = search::fold(&format!("{} {}", card.given, card.surname));
        !words.is_empty() && words.iter().all(|word| name.contains(word.as_str()))
    };
    here.filter(named).collect()
}

fn told(card: &RoundCard, class: ClassId, fields: u8) -> Result<Found, Refused> {
    let id = card.id.into();
    Ok(if !in_round(card) {
        Found::Stopped(id)
    } else if card.done {
        Found::Done(id)
    } else if holograms(card)? >= u32::from(fields) {
        Found::NoRoom(id)
    } else if of_class(card, class) {
        Found::Ready(id)
    } else {
        Found::OtherClass(id, card.class_name.clone())
    })
}
