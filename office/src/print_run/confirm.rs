//! What came out of the printer.

use std::collections::HashSet;

use school::{
    BlankId, CardId, PrintRunId,
    card::{Card, CardRefusal, CardState},
    event::Event,
    law::TemplateCode,
    ledger::{Account, Item},
    permission::Permission,
};

use super::ConfirmPrint;
use crate::{
    StaffDesk,
    message::{MessageKind, announce},
    refused::{Broken, Conflict, FieldError, Problem, Refused},
    store::{
        Tx, Within,
        movement::Move,
        rows::{count, word},
    },
};

impl StaffDesk {
    /// Everything still to print came out well, but for the spoiled ones: their blanks are written off, and their
    /// cards keep their numbers and wait, on new blanks, for the next sheet.
    ///
    /// # Errors
    /// If the run is not there or changed, nothing was left to print, a spoiled card is none of those, or no blank is
    /// left for it; nothing is changed then.
    pub async fn confirm_print(
        &self,
        id: PrintRunId,
        version: i64,
        form: &ConfirmPrint,
    ) -> Result<PrintRunId, Refused> {
        self.must(Permission::OpenPrintRuns)?;
        let spoiled = form.spoiled.iter().map(|id| id.parse()).collect::<Result<HashSet<CardId>, _>>();
        let spoiled = spoiled.map_err(|_| FieldError::refuse("spoiled", Problem::NotOffered))?;
        let mut tx = self.begin().await?;
        tx.lock_books().await?;
        let run = tx.run(id).await?;
        let mut cards: Vec<Card> = tx.cards_of_run(id).await?.into_iter().map(|facts| facts.card).collect();
        cards.retain(|card| card.state == CardState::Prepared);
        if cards.is_empty() {
            return Err(CardRefusal::AlreadyPrinted.into());
        }
        if run.version != version {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let (again, well): (Vec<Card>, Vec<Card>) = cards.into_iter().partition(|card| spoiled.contains(&card.id));
        if again.len() != spoiled.len() {
            return Err(FieldError::refuse("spoiled", Problem::NotOffered));
        }
        let books = Books { template: word(&run.template)?, run: id, document: format!("partia druku {}", run.number) };
        let event = Event::new("print_run.confirmed", id).with("printed", well.len()).with("spoiled", again.len());
        if !tx.confirm_run(id, version, !well.is_empty(), again.is_empty()).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let mut told = self.print_well(&mut tx, &books, well).await?;
        told.extend(self.print_again(&mut tx, &books, again).await?);
        if let Some(sheet) = run.sheet()? {
            tx.forget_file(sheet).await?;
        }
        for of_card in told {
            tx.record(&of_card).await?;
        }
        tx.commit(event).await?;
        self.office.wake();
        Ok(id)
    }

    async fn print_well(&self, tx: &mut Tx<Within>, books: &Books, cards: Vec<Card>) -> Result<Vec<Event>, Refused> {
        self.enter(tx, books, Account::Reserved, Account::Used, cards.len()).await?;
        let mut told = Vec::with_capacity(cards.len());
        for card in cards {
            let blank = blank_of(&card)?;
            let card = card.print()?;
            tx.settle_blank(blank, Account::Used).await?;
            tx.put_card(&card).await?;
            announce(tx, card.pupil, MessageKind::CardPrinted, card.id.0).await?;
            told.push(Event::new("card.printed", card.id));
        }
        Ok(told)
    }

    async fn print_again(&self, tx: &mut Tx<Within>, books: &Books, cards: Vec<Card>) -> Result<Vec<Event>, Refused> {
        let mut told = Vec::with_capacity(cards.len());
        if cards.is_empty() {
            return Ok(told);
        }
        let needed = count(i64::try_from(cards.len()).unwrap_or(i64::MAX))?;
        tx.must_have_blanks(books.template, needed).await.map_err(for_spoiled)?;
        self.enter(tx, books, Account::Reserved, Account::Spoiled, cards.len()).await?;
        self.enter(tx, books, Account::Stock, Account::Reserved, cards.len()).await?;
        let blanks = tx.stock_blanks(books.template, needed).await?;
        for (card, blank) in cards.into_iter().zip(blanks) {
            tx.settle_blank(blank_of(&card)?, Account::Spoiled).await?;
            let card = card.spoil()?.load(blank.id())?;
            tx.reserve_blank(blank.id(), card.id).await?;
            tx.put_card(&card).await?;
            told.push(Event::new("card.spoiled", card.id));
        }
        Ok(told)
    }

    /// Enters into the book that blanks of the run moved; of none there is nothing to enter.
    async fn enter(
        &self,
        tx: &mut Tx<Within>,
        books: &Books,
        from: Account,
        to: Account,
        pieces: usize,
    ) -> Result<(), Refused> {
        if pieces == 0 {
            return Ok(());
        }
        let quantity = count(i64::try_from(pieces).unwrap_or(i64::MAX))?;
        let (item, subject) = (Item::Blank(books.template), Some(books.run.0));
        let wanted = Move { item, from, to, quantity, document: &books.document, subject, on: self.today() };
        tx.move_pieces(&wanted).await.map(|_| ())
    }
}

/// What every entry about a run says.
struct Books {
    template: TemplateCode,
    run: PrintRunId,
    document: String,
}

/// Who has printed already cannot choose fewer pupils, so this is told in other words.
fn for_spoiled(refused: Refused) -> Refused {
    match refused {
        Refused::Conflict(Conflict::NoBlanks { needed, stock }) => {
            Refused::Conflict(Conflict::NoBlanksForSpoiled { needed, stock })
        }
        other => other,
    }
}

fn blank_of(card: &Card) -> Result<BlankId, Broken> {
    card.blank.ok_or(Broken::Inconsistent("a card without a blank"))
}
