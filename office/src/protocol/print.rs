//! A protocol on paper, to be signed by the two.

use school::{ProtocolId, event::Event, law::dates, permission::Permission};
use workshop::letter::{DestroyedCard, DestructionProtocol, destruction_protocol};

use super::list::record;
use crate::{
    StaffDesk,
    application::list::number,
    refused::{Broken, Refused},
    register::print::why,
    store::{
        protocol::SpentCard,
        rows::{day, word},
    },
};

impl StaffDesk {
    /// A protocol as PDF. It names pupils, so every taking is recorded.
    ///
    /// # Errors
    /// If it is not there, or the role may not see the ledgers.
    pub async fn protocol_pdf(&self, id: ProtocolId) -> Result<Vec<u8>, Refused> {
        self.must(Permission::SeeStock)?;
        let mut tx = self.look().await?;
        let (school, protocol) = (tx.issuer().await?, record(tx.protocol(id).await?)?);
        let cards = tx.cards_of_protocol(id).await?;
        drop(tx);
        let paper = DestructionProtocol {
            school_name: school.name,
            school_address: school.address,
            number: protocol.number,
            held_on: dates::render(protocol.held_on, protocol.held_on),
            handed_over: protocol.handed_over,
            people: protocol.people,
            rows: cards.into_iter().map(row).collect::<Result<_, Broken>>()?,
        };
        let pdf = tokio::task::spawn_blocking(move || destruction_protocol(&paper)).await;
        let broken = |why: String| Broken::Document(why);
        let pdf = pdf.map_err(Broken::panicked)?.map_err(|error| broken(error.to_string()))?;
        let event = Event::new("protocol.taken", id).with("number", protocol.number);
        self.begin_record().await?.commit(event).await?;
        Ok(pdf)
    }
}

fn row(card: SpentCard) -> Result<DestroyedCard, Broken> {
    let invalid_on = day(&card.invalid_on)?;
    Ok(DestroyedCard {
        number: number(card.year, card.serial)?,
        name: format!("{} {}", card.given, card.surname),
        template: card.template,
        marking: card.marking,
        producer: card.producer,
        end: format!("{}, {}", dates::render(invalid_on, invalid_on), why(word(&card.cause)?)),
    })
}
