//! The pickup list (lista odbioru): the paper on which receivers sign.

use school::{
    PrintRunId,
    card::{CardRefusal, CardState},
    event::Event,
    law::dates,
    permission::Permission,
    year::SchoolYear,
};
use workshop::letter::{CardLine, PickupList, pickup_list};

use crate::{
    StaffDesk,
    refused::{Broken, Refused},
    store::{card::CardFacts, rows::day},
};

impl StaffDesk {
    /// The list of the run's printed cards to sign, as PDF. It shows PESEL numbers in full, so every taking is
    /// recorded.
    ///
    /// # Errors
    /// If the run is not there, nothing of it is printed, or the role may not see whole PESEL numbers; `StepUp`.
    pub async fn pickup_list(&self, id: PrintRunId) -> Result<Vec<u8>, Refused> {
        self.must(Permission::SeePrintRuns)?;
        self.must(Permission::RevealPesel)?;
        self.must_be_proven()?;
        let mut tx = self.look().await?;
        let (run, school) = (tx.run(id).await?, tx.issuer().await?);
        let mut cards = tx.cards_of_run(id).await?;
        drop(tx);
        cards.retain(|facts| facts.card.state == CardState::Printed || facts.card.state.receipt().is_some());
        if cards.is_empty() {
            return Err(CardRefusal::NotPrinted.into());
        }
        let list = PickupList {
            school_name: school.name,
            school_address: school.address,
            subject: subject(run.number, &cards),
            school_year: SchoolYear::of(day(&run.issued_on)?).label(),
            made_on: dates::render(self.today(), self.today()),
            rows: cards.iter().map(row).collect::<Result<_, _>>()?,
        };
        let pdf = tokio::task::spawn_blocking(move || pickup_list(&list)).await;
        let broken = |why: String| Broken::Document(why);
        let pdf = pdf.map_err(Broken::panicked)?.map_err(|error| broken(error.to_string()))?;
        let event = Event::new("print_run.pickup_list_taken", id).with("cards", cards.len());
        self.begin_record().await?.commit(event).await?;
        Ok(pdf)
    }
}

/// "Partia 14, klasa 1A": the classes in the order of the sheet.
fn subject(number: i64, cards: &[CardFacts]) -> String {
    let mut classes: Vec<&str> = cards.iter().map(|facts| facts.class_name.as_str()).collect();
    classes.dedup();
    let word = if classes.len() == 1 { "klasa" } else { "klasy" };
    format!("Partia {number}, {word} {}", classes.join(", "))
}

fn row(facts: &CardFacts) -> Result<CardLine, Refused> {
    let receipt = facts.card.state.receipt();
    let received_on = receipt.map(|receipt| dates::render(receipt.on, receipt.on)).unwrap_or_default();
    Ok(CardLine {
        name: facts.face.name(),
        identity: facts.face.identity.written()?,
        number: facts.card.number.to_string(),
        marking: facts.marking.clone(),
        producer: facts.producer.clone(),
        received_on,
    })
}
