//! A card that is valid no more comes back: the old one of an exchange, or a lost one that was found (`L5-18`).

use school::{CardId, event::Event, permission::Permission, register::Annotation};

use crate::{
    StaffDesk,
    ledger::typed::day_until,
    refused::{Conflict, FieldError, Problem, Refused},
};

impl StaffDesk {
    /// Notes that a card came back to the school; it waits there to be destroyed or handed over. It stays invalid.
    ///
    /// # Errors
    /// If it is not there or changed, is still in force, never left the school or is back already, or the day lies
    /// before its receipt or ahead.
    pub async fn take_card_back(&self, id: CardId, version: i64, on: &str) -> Result<CardId, Refused> {
        self.must(Permission::HandOutCards)?;
        let on = day_until(on, self.today()).map_err(|problem| FieldError::refuse("on", problem))?;
        let mut tx = self.begin().await?;
        tx.lock_books().await?;
        let card = tx.card(id).await?.card;
        let back = card.clone().take_back()?;
        if back.state.receipt().is_some_and(|receipt| on < receipt.on) {
            return Err(FieldError::refuse("on", Problem::DateOutOfRange));
        }
        if card.version != version {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        tx.put_card(&back).await?;
        tx.annotate(id, Annotation::Returned, on, None, None).await?;
        tx.commit(Event::new("card.returned", id).with("number", back.number).with("on", on)).await?;
        Ok(id)
    }
}
