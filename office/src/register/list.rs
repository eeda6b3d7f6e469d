//! The register on the screen, PESEL numbers masked.

use school::{permission::Permission, year::SchoolYear};

use super::EntryRow;
use crate::{
    StaffDesk,
    refused::Refused,
    store::rows::{count, day},
};

impl StaffDesk {
    /// The rows of a school year (by the day of receipt), in the register's order.
    ///
    /// # Errors
    /// If the role may not see the register.
    pub async fn register(&self, year: SchoolYear) -> Result<Vec<EntryRow>, Refused> {
        self.must(Permission::SeeRegister)?;
        let mut tx = self.look().await?;
        let entries = tx.entries(year).await?;
        entries
            .into_iter()
            .map(|entry| {
                Ok(EntryRow {
                    ordinal: count(entry.ordinal)?,
                    card: entry.card.into(),
                    name: format!("{} {}", entry.given, entry.surname),
                    identity: tx.identity_of(&entry)?.masked()?,
                    number: entry.number,
                    marking: entry.marking,
                    producer: entry.producer,
                    received_on: day(&entry.received_on)?,
                    receiver: entry.receiver,
                    receiver_name: entry.receiver_name,
                    signature: entry.signature,
                    duplicate: entry.duplicate_of.is_some(),
                })
            })
            .collect()
    }
}
