//! The audit log to take away: every entry of some days with the values of its chain, so that whoever has the file can
//! check without this program that nothing was changed, added or left out.

use jiff::civil::Date;
use school::{event::Event, permission::Permission};
use workshop::table::write::{Sheet, csv, xlsx};

use super::{reason, search::span};
use crate::{
    StaffDesk,
    refused::{Broken, FieldError, Problem, Refused},
    store::{event::EventWritten, rows::time},
};

/// Most entries of one file: more are taken in several spans.
const MOST: usize = 50_000;

/// What is hashed stands first, in the order in which it is hashed. Each is preceded by its length in bytes, as eight
/// bytes, and all of them by the bytes of `previous`; `hash` is the SHA-256 of that.
const HEADINGS: [&str; 13] = [
    "school",
    "seq",
    "id",
    "at",
    "person",
    "role",
    "verb",
    "subject",
    "particulars",
    "previous",
    "hash",
    "time",
    "name",
];

/// Which part is taken away, and why.
#[derive(Clone, Debug, Default)]
pub struct AuditExport {
    /// From this day on.
    pub from: Option<Date>,
    /// Until the end of this day.
    pub until: Option<Date>,
    /// Why, in words; it is kept in the entry about the export.
    pub reason: String,
    /// As a workbook, else as CSV.
    pub workbook: bool,
}

impl StaffDesk {
    /// The entries of those days, oldest first, as a file. That they were taken is recorded; a repeated request gets them
    /// again and is no other taking.
    ///
    /// # Errors
    /// If this desk may not read the audit log; `StepUp`; `Invalid` fields `reason`, `until` if it is before `from`,
    /// and `from` for too many entries.
    pub async fn export_audit_log(&self, wanted: &AuditExport) -> Result<Vec<u8>, Refused> {
        self.must(Permission::SeeAudit)?;
        self.must_be_proven()?;
        let reason = reason(&wanted.reason)?;
        let (from, until) = span(wanted.from, wanted.until)?;
        let entries = self.look().await?.events_written(from, until, MOST + 1).await?;
        if entries.len() > MOST {
            return Err(FieldError::refuse("from", Problem::DateOutOfRange));
        }
        let event = Event::new("audit.exported", self.school).with("entries", entries.len()).with("reason", reason);
        let event = wanted.from.into_iter().fold(event, |event, day| event.with("from", day));
        let event = wanted.until.into_iter().fold(event, |event, day| event.with("until", day));
        let rows = entries.into_iter().map(cells).collect::<Result<Vec<_>, Refused>>()?;
        let (workbook, made_at) = (wanted.workbook, self.now);
        let written = tokio::task::spawn_blocking(move || {
            let sheet = Sheet { title: "Dziennik", headings: HEADINGS.map(str::to_owned).to_vec(), rows };
            if workbook { xlsx(&sheet, made_at) } else { Ok(csv(&sheet)) }
        });
        let written = written.await.map_err(Broken::panicked)?;
        let written = written.map_err(|error| Broken::Document(error.to_string()))?;
        match self.begin().await {
            Ok(tx) => tx.commit(event).await?,
            Err(Refused::Done(_)) => {}
            Err(refused) => return Err(refused),
        }
        Ok(written)
    }
}

fn cells(entry: EventWritten) -> Result<Vec<String>, Refused> {
    let EventWritten { row: entry, by } = entry;
    let at = time(entry.at)?;
    Ok(vec![
        entry.school.to_string(),
        entry.seq.to_string(),
        entry.id.to_string(),
        entry.at.to_string(),
        entry.person.map(|person| person.to_string()).unwrap_or_default(),
        entry.role,
        entry.verb,
        entry.subject.to_string(),
        entry.particulars,
        hex::encode(entry.previous),
        hex::encode(entry.hash),
        at.to_string(),
        by.name().unwrap_or_default(),
    ])
}
