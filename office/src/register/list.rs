//! The register on the screen, PESEL numbers masked.

use std::collections::HashMap;

use jiff::civil::Date;
use school::{
    card::Succession,
    permission::Permission,
    year::{Period, SchoolYear},
};

use super::{EntryRow, Note, renewal};
use crate::{
    StaffDesk,
    refused::{Broken, Refused},
    store::{
        Tx, Within,
        register::EntryColumns,
        rows::{count, day},
    },
};

impl StaffDesk {
    /// The rows of a school year (by the day of receipt), in the register's order.
    ///
    /// # Errors
    /// If the role may not see the register.
    pub async fn register(&self, year: SchoolYear) -> Result<Vec<EntryRow>, Refused> {
        self.must(Permission::SeeRegister)?;
        let mut tx = self.look().await?;
        let (entries, mut notes) = (tx.entries(year).await?, notes(&mut tx, year).await?);
        let mut renewals = renewals(&mut tx, year).await?;
        entries
            .into_iter()
            .map(|entry| {
                let ordinal = count(entry.ordinal)?;
                Ok(EntryRow {
                    ordinal,
                    succeeds: succeeds(&entry)?,
                    notes: notes.remove(&ordinal).unwrap_or_default(),
                    renewals: renewals.remove(&ordinal).unwrap_or_default(),
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

/// What is noted on the rows of a school year, by the row's ordinal.
pub(super) async fn notes(tx: &mut Tx<Within>, year: SchoolYear) -> Result<HashMap<u32, Vec<Note>>, Refused> {
    let mut notes: HashMap<u32, Vec<Note>> = HashMap::new();
    for row in tx.annotations(year).await? {
        let (ordinal, note) = Note::read(row)?;
        notes.entry(ordinal).or_default().push(note);
    }
    Ok(notes)
}

/// For which periods cards were prolonged, by the row's ordinal.
pub(super) async fn renewals(
    tx: &mut Tx<Within>,
    year: SchoolYear,
) -> Result<HashMap<u32, Vec<(Period, Date)>>, Refused> {
    let mut renewals: HashMap<u32, Vec<(Period, Date)>> = HashMap::new();
    for row in tx.renewals_told(year).await? {
        let (ordinal, renewed) = renewal(&row)?;
        renewals.entry(ordinal).or_default().push(renewed);
    }
    Ok(renewals)
}

/// The row of the card whose place this one's takes.
pub(super) fn succeeds(entry: &EntryColumns) -> Result<Option<(Succession, u32)>, Broken> {
    Ok(match (entry.duplicate_of, entry.exchange_of) {
        (Some(old), _) => Some((Succession::Duplicate, count(old)?)),
        (None, Some(old)) => Some((Succession::Exchange, count(old)?)),
        (None, None) => None,
    })
}
