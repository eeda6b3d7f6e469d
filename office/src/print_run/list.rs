//! The list of print runs.

use school::permission::Permission;

use super::PrintRunRow;
use crate::{
    StaffDesk,
    refused::{Broken, Refused},
    store::{
        print_run::RunColumns,
        rows::{count, day, time},
    },
};

/// A run as lists show it.
pub(super) fn listed(run: &RunColumns) -> Result<PrintRunRow, Broken> {
    Ok(PrintRunRow {
        id: run.id.into(),
        number: count(run.number)?,
        created_at: time(run.created_at)?,
        issued_on: day(&run.issued_on)?,
        cards: count(run.cards)?,
        printed: count(run.printed)?,
        issued: count(run.issued)?,
    })
}

impl StaffDesk {
    /// Every print run, newest first.
    ///
    /// # Errors
    /// If the role may not see them.
    pub async fn print_runs(&self) -> Result<Vec<PrintRunRow>, Refused> {
        self.must(Permission::SeePrintRuns)?;
        let runs = self.look().await?.runs().await?;
        runs.iter().map(|run| Ok(listed(run)?)).collect()
    }
}
