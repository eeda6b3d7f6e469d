//! Applications and how far they have come.

use school::{CardId, number::CardNumber, permission::Permission};

use super::{ApplicationRecord, Stage};
use crate::{
    StaffDesk,
    refused::{Broken, Refused},
    store::{
        application::ApplicationRow,
        rows::{count, day, word},
    },
};

impl StaffDesk {
    /// Every application, the newest first.
    ///
    /// # Errors
    /// If the role may not see print runs.
    pub async fn applications(&self) -> Result<Vec<ApplicationRecord>, Refused> {
        self.must(Permission::SeePrintRuns)?;
        let rows = self.look().await?.applications().await?;
        rows.into_iter().map(|row| Ok(record(row)?)).collect()
    }

    /// The application for another card in the place of this one.
    ///
    /// # Errors
    /// If the role may not see print runs.
    pub async fn application_about(&self, card: CardId) -> Result<Option<ApplicationRecord>, Refused> {
        self.must(Permission::SeePrintRuns)?;
        let row = self.look().await?.application_about(card).await?;
        Ok(row.map(record).transpose()?)
    }
}

/// `12/2026`.
pub(crate) fn number(year: i64, serial: i64) -> Result<String, Broken> {
    let wrong = |_| Broken::Inconsistent("a card's number");
    let number = CardNumber { serial: serial.try_into().map_err(wrong)?, year: year.try_into().map_err(wrong)? };
    Ok(number.to_string())
}

/// An application as people see it.
pub(crate) fn record(row: ApplicationRow) -> Result<ApplicationRecord, Broken> {
    let fee = count(row.fee)?;
    let stage = match row.successor_state.as_deref() {
        None if fee > 0 && row.paid_on.is_none() => Stage::Unpaid,
        None => Stage::ToPrint,
        Some("prepared") => Stage::Printing,
        Some("printed") => Stage::ToCollect,
        Some(_) => Stage::Done,
    };
    let successor = match (row.successor, row.successor_year, row.successor_serial) {
        (Some(card), Some(year), Some(serial)) => Some((card.into(), number(year, serial)?)),
        _ => None,
    };
    Ok(ApplicationRecord {
        id: row.id.into(),
        card: row.card.into(),
        number: number(row.year, row.serial)?,
        old_is_back: row.card_state != "invalidated",
        pupil: row.pupil.into(),
        name: format!("{} {}", row.given, row.surname),
        class: row.class_name,
        succession: word(&row.kind)?,
        ground: word(&row.ground)?,
        way: word(&row.way)?,
        applicant: row.applicant,
        applied_on: day(&row.applied_on)?,
        fee,
        paid_on: row.paid_on.as_deref().map(day).transpose()?,
        declared: row.declared,
        successor,
        stage,
        version: row.version,
    })
}
