//! Cards that wait to be destroyed, and the protocols there are.

use school::permission::Permission;

use super::{ProtocolRecord, Protocols, SpentCardRow};
use crate::{
    StaffDesk,
    application::list::number,
    refused::{Broken, Refused},
    store::{
        protocol::{ProtocolRow, SpentCard},
        rows::{count, day, word},
    },
};

impl StaffDesk {
    /// What lies at the school to be destroyed, who can do it, and what was destroyed.
    ///
    /// # Errors
    /// If the role may not see the ledgers.
    pub async fn protocols(&self) -> Result<Protocols, Refused> {
        self.must(Permission::SeeStock)?;
        let mut tx = self.look().await?;
        let waiting = tx.spent_cards().await?.into_iter().map(spent).collect::<Result<_, Broken>>()?;
        let colleagues = tx.colleagues().await?;
        let protocols = tx.protocols().await?.into_iter().map(record).collect::<Result<_, Broken>>()?;
        Ok(Protocols { waiting, colleagues, protocols })
    }
}

fn spent(card: SpentCard) -> Result<SpentCardRow, Broken> {
    Ok(SpentCardRow {
        id: card.id.into(),
        number: number(card.year, card.serial)?,
        name: format!("{} {}", card.given, card.surname),
        marking: card.marking,
        cause: word(&card.cause)?,
        invalid_on: day(&card.invalid_on)?,
    })
}

/// A protocol as people see it.
pub(super) fn record(row: ProtocolRow) -> Result<ProtocolRecord, Broken> {
    Ok(ProtocolRecord {
        id: row.id.into(),
        number: count(row.number)?,
        handed_over: row.kind == "handed_over",
        held_on: day(&row.held_on)?,
        people: [row.first_name, row.second_name],
        cards: count(row.cards)?,
    })
}
