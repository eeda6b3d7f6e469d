//! Texts that the print will set smaller than it likes: seen before the sheet is printed, a name that is hard to read
//! can still be talked about.

use school::{PrintRunId, card::CardState, permission::Permission};
use workshop::card::{CardError, FitNote, Layout, fit_notes};

use super::SmallText;
use crate::{
    StaffDesk,
    refused::{Broken, Refused},
    store::card::CardFacts,
};

impl StaffDesk {
    /// The small texts of the cards that still wait for the printer, in the order of the sheet.
    ///
    /// # Errors
    /// If the run is not there, or the role may not see print runs.
    pub async fn small_texts(&self, id: PrintRunId) -> Result<Vec<SmallText>, Refused> {
        self.must(Permission::SeePrintRuns)?;
        let mut tx = self.look().await?;
        let run = tx.run(id).await?;
        let cards = tx.cards_of_run(id).await?;
        drop(tx);
        let broken = |why: String| Broken::Document(why);
        let layout = Layout::of(&run.template).map_err(|error| broken(error.to_string()))?;
        // Setting letters takes a processor, so not on the threads that serve pages.
        let found = tokio::task::spawn_blocking(move || found(&cards, &layout)).await;
        Ok(found.map_err(Broken::panicked)?.map_err(|error| broken(error.to_string()))?)
    }
}

fn found(cards: &[CardFacts], layout: &Layout) -> Result<Vec<SmallText>, CardError> {
    let mut small = Vec::new();
    let waiting = cards.iter().enumerate().filter(|(_, facts)| facts.card.state == CardState::Prepared);
    for (at, facts) in waiting {
        for FitNote { field, .. } in fit_notes(&facts.face.to_print(Vec::new()), layout, at)? {
            let number = facts.card.number.to_string();
            small.push(SmallText { place: at + 1, card: facts.card.id, number, field: field.code().to_owned() });
        }
    }
    Ok(small)
}
