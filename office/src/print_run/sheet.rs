//! The sheet: the PDF that is printed over the blanks.

use futures::{StreamExt, TryStreamExt};
use school::{
    PrintRunId,
    card::{CardRefusal, CardState},
    event::Event,
    permission::Permission,
};
use workshop::card::{Face, Layout, sheet};

use crate::{
    StaffDesk,
    refused::{Broken, Refused},
    store::{card::CardFacts, print_run::RunColumns},
    vault::{FileHash, FileKind},
};

/// How many portraits are fetched at a time.
const AT_ONCE: usize = 8;

/// How often a sheet is drawn anew because the run changed meanwhile.
const TRIES: usize = 3;

impl StaffDesk {
    /// The PDF of the cards still to print, one page a card. Drawn on first demand and kept, sealed, until the set of
    /// cards changes; every taking is recorded.
    ///
    /// # Errors
    /// If the run is not there, nothing is left to print, or the role may not see sheets and whole PESEL
    /// numbers; `StepUp`.
    pub async fn sheet(&self, id: PrintRunId) -> Result<Vec<u8>, Refused> {
        self.must(Permission::SeePrintRuns)?;
        self.must(Permission::RevealPesel)?; // the cards show them
        self.must_be_proven()?;
        for _ in 0..TRIES {
            let (run, cards) = self.to_print(id).await?;
            let pages = cards.len();
            let drawn = match run.sheet()? {
                Some(kept) => Ok(self.office.vault().get(self.school, &self.key, FileKind::Sheet, kept).await?),
                None => Err(self.draw(&run, cards).await?),
            };
            let mut tx = self.begin_record().await?;
            let pdf = match drawn {
                Ok(pdf) => pdf,
                Err((pdf, hash, size)) => {
                    if !tx.attach_sheet(id, run.version, hash).await? {
                        drop(tx);
                        self.office.vault().delete(self.school, hash).await?;
                        continue;
                    }
                    tx.keep_file(hash, FileKind::Sheet, size).await?;
                    pdf
                }
            };
            tx.commit(Event::new("print_run.sheet_taken", id).with("cards", pages)).await?;
            return Ok(pdf);
        }
        Err(Refused::Busy)
    }

    /// The run and those of its cards that still wait for the printer.
    async fn to_print(&self, id: PrintRunId) -> Result<(RunColumns, Vec<CardFacts>), Refused> {
        let mut tx = self.look().await?;
        let run = tx.run(id).await?;
        let mut cards = tx.cards_of_run(id).await?;
        cards.retain(|facts| facts.card.state == CardState::Prepared);
        if cards.is_empty() { Err(CardRefusal::AlreadyPrinted.into()) } else { Ok((run, cards)) }
    }

    /// Draws a sheet and stores it; the row follows.
    async fn draw(&self, run: &RunColumns, cards: Vec<CardFacts>) -> Result<(Vec<u8>, FileHash, u64), Refused> {
        let layout = Layout::of(&run.template).map_err(|error| Broken::Document(error.to_string()))?;
        if layout.id != run.layout {
            return Err(Broken::Inconsistent("a run of another layout than this program's").into());
        }
        let faces: Vec<Face> = futures::stream::iter(cards)
            .map(|facts| async move {
                let portrait =
                    self.office.vault().get(self.school, &self.key, FileKind::Portrait, facts.portrait).await?;
                Ok::<_, Refused>(facts.face.to_print(portrait))
            })
            .buffered(AT_ONCE)
            .try_collect()
            .await?;
        let drawn = tokio::task::spawn_blocking(move || sheet(&faces, &layout)).await;
        let broken = |why: String| Broken::Document(why);
        let drawn = drawn.map_err(Broken::panicked)?.map_err(|error| broken(error.to_string()))?;
        let (hash, size) = self.office.vault().put(self.school, &self.key, FileKind::Sheet, &drawn.pdf).await?;
        Ok((drawn.pdf, hash, size))
    }
}
