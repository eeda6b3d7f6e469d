//! A print run with its cards.

use school::{PrintRunId, card::CardState, permission::Permission};

use super::{PrintRunRecord, RunCard, list::listed};
use crate::{
    StaffDesk,
    refused::Refused,
    store::{card::CardFacts, rows::count},
};

impl StaffDesk {
    /// A run with its cards in the order of the sheet.
    ///
    /// # Errors
    /// If it is not there, or the role may not see print runs.
    pub async fn print_run(&self, id: PrintRunId) -> Result<PrintRunRecord, Refused> {
        self.must(Permission::SeePrintRuns)?;
        let mut tx = self.look().await?;
        let run = tx.run(id).await?;
        let cards = tx.cards_of_run(id).await?;
        let to_print = cards.iter().filter(|facts| facts.card.state == CardState::Prepared).count();
        Ok(PrintRunRecord {
            run: listed(&run)?,
            sheet_taken: run.sheet()?.is_some(),
            template: run.template,
            layout: run.layout,
            head: run.head,
            cards: cards.into_iter().map(in_run).collect(),
            to_print: count(i64::try_from(to_print).unwrap_or(i64::MAX))?,
            version: run.version,
        })
    }
}

fn in_run(facts: CardFacts) -> RunCard {
    RunCard {
        id: facts.card.id,
        pupil: facts.card.pupil,
        name: facts.face.name(),
        class: facts.class_name,
        number: facts.card.number.to_string(),
        marking: facts.marking,
        producer: facts.producer,
        state: facts.card.state.code().to_owned(),
        expires: facts.card.expires,
        version: facts.card.version,
    }
}
