//! The requests of the last days.

use school::ClassId;

use super::{Export, ExportRow, ExportState, read};
use crate::{
    StaffDesk,
    refused::Refused,
    store::{
        export_request::ExportFacts,
        rows::{count, time},
    },
};

/// How long one that has ended is shown, in seconds.
const SHOWN: i64 = 7 * 24 * 3600;

impl StaffDesk {
    /// Requests for what this desk could take itself: those that wait, and what became of those of the last week, the
    /// newest first.
    ///
    /// # Errors
    /// If this desk may take nothing out itself.
    pub async fn exports(&self) -> Result<Vec<ExportRow>, Refused> {
        self.must_take_part()?;
        let mut tx = self.look().await?;
        let mut rows = Vec::new();
        for facts in tx.export_requests(self.now.as_second() - SHOWN).await? {
            let export = read(&facts.wanted)?;
            if !self.may_export(&export) {
                continue;
            }
            let class = match &export {
                Export::Pupils { class: Some(class), .. } => tx.class_name(ClassId(*class)).await?,
                _ => None,
            };
            rows.push(self.export_row(facts, export, class)?);
        }
        Ok(rows)
    }

    fn export_row(&self, facts: ExportFacts, export: Export, class: Option<String>) -> Result<ExportRow, Refused> {
        let (state, own) = (facts.state(self.now), facts.requested_by == self.person.0);
        Ok(ExportRow {
            id: facts.id,
            class,
            pupils: count(facts.pupils)?,
            reason: facts.reason,
            by: facts.requested_name,
            requested_at: time(facts.requested_at)?,
            ends_at: time(facts.ends_at)?,
            decided_by: facts.decided_name,
            state,
            may_decide: !own && state == ExportState::Waiting,
            may_take: own && state == ExportState::Approved,
            export,
        })
    }
}
