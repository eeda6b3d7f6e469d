//! A hologram goes onto a card, is taken back in the books, or is spoiled.

use school::{
    CardId,
    card::CardRefusal,
    event::Event,
    ledger::{Account, Item},
    permission::Permission,
    state_mobile_id::Reason,
    year::Period,
};
use uuid::Uuid;

use crate::{
    StaffDesk,
    card::receive::take_hologram,
    refused::{Conflict, FieldError, Problem, Refused},
    state_mobile_id::trigger::noted,
    store::movement::Move,
};

impl StaffDesk {
    /// The hologram of the period that runs goes from the safe onto a card, which is valid as long as that says.
    ///
    /// # Errors
    /// If the card is not there, is not in the hands of somebody who attends, has this hologram or no room for it, or
    /// none is in stock.
    pub async fn stick_hologram(&self, id: CardId) -> Result<CardId, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.begin().await?;
        tx.lock_books().await?;
        let card = tx.card(id).await?.card;
        tx.pupil(card.pupil).await?.pupil.attending()?;
        let book = tx.rule_book().await?;
        let period = Period::of(card.template.template().unit(), self.today());
        let before = card.expires;
        let renewed = card.renew(period, self.today(), &book)?;
        if tx.holograms_on(id).await? >= i64::from(book.hologram_fields().value) {
            return Err(CardRefusal::FieldsFull.into());
        }
        take_hologram(&mut tx, &renewed, period, self.today()).await?;
        tx.put_card(&renewed).await?;
        tx.add_renewal(id, period, before).await?;
        noted(&mut tx, renewed.pupil, Reason::Renewal).await?;
        tx.commit(Event::new("card.renewed", id).with("number", renewed.number).with("hologram", period)).await?;
        Ok(id)
    }

    /// Takes that back: the hologram was counted and not stuck.
    ///
    /// # Errors
    /// If the card is not there, is valid no more, or was not prolonged for the period that runs.
    pub async fn undo_hologram(&self, id: CardId) -> Result<CardId, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.begin().await?;
        tx.lock_books().await?;
        let card = tx.card(id).await?.card;
        let period = Period::of(card.template.template().unit(), self.today());
        let expired = tx.expired_before(id, period).await?.ok_or(Refused::Conflict(Conflict::Changed))?;
        let undone = card.undo_renewal(expired)?;
        tx.remove_renewal(id, period).await?;
        tx.put_card(&undone).await?;
        noted(&mut tx, undone.pupil, Reason::RenewalUndone).await?;
        tx.move_pieces(&Move {
            item: Item::Hologram(period),
            from: Account::Used,
            to: Account::Stock,
            quantity: 1,
            document: &format!("legitymacja {}, cofnięto", undone.number),
            subject: Some(id.0),
            on: self.today(),
        })
        .await?;
        let event = Event::new("card.renewal_undone", id).with("number", undone.number);
        tx.commit(event.with("hologram", period)).await?;
        Ok(id)
    }

    /// A hologram of a period that runs was spoiled; it is kept to be destroyed. Answers the movement.
    ///
    /// # Errors
    /// If it is of another period, or none is in stock.
    pub async fn spoil_hologram(&self, period: &str) -> Result<Uuid, Refused> {
        self.must(Permission::HandOutCards)?;
        let [year, semester] = self.running_periods();
        let period = match period.trim() {
            "" => year,
            typed => [year, semester]
                .into_iter()
                .find(|period| period.to_string() == typed)
                .ok_or_else(|| FieldError::refuse("period", Problem::NotOffered))?,
        };
        let mut tx = self.begin().await?;
        tx.lock_books().await?;
        let item = Item::Hologram(period);
        if tx.balance(item).await?.stock < 1 {
            return Err(Refused::Conflict(Conflict::NoHolograms { year: period.to_string() }));
        }
        let (from, to) = (Account::Stock, Account::Spoiled);
        let document = "uszkodzony przy naklejaniu";
        let on = self.today();
        let movement = tx.move_pieces(&Move { item, from, to, quantity: 1, document, subject: None, on }).await?;
        tx.commit(Event::new("holograms.spoiled", movement).with("hologram", period)).await?;
        Ok(movement.0)
    }
}
