//! The audit log to take away: every entry of some days with the values of its chain, so that whoever has the file can
//! check without this program that nothing was changed, added or left out.

use std::collections::BTreeSet;

use jiff::civil::Date;
use school::permission::Permission;

use super::{list::RULING, search::span};
use crate::{
    StaffDesk,
    export::{Export, Exported},
    refused::{FieldError, Problem, Refused},
    store::{event::EventWritten, rows::time},
};

/// Most entries of one file: more are taken in several spans.
const MOST: usize = 50_000;

/// What is hashed stands first, in the order in which it is hashed. Each is preceded by its length in bytes, as eight
/// bytes, and all of them by the bytes of `previous`; `hash` is the SHA-256 of that. Of an entry of which whoever takes
/// the file may not know `id`, `verb`, `subject` and `particulars` are empty: the chain shows that it is there, and
/// without its id its hash tells nothing.
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

/// The log as a table, and about how many pupils it tells.
pub(crate) struct LogTable {
    pub(crate) pupils: usize,
    pub(crate) headings: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl StaffDesk {
    /// The entries of those days, oldest first, as a file, or a request for it if they tell about many pupils. That they
    /// were taken is recorded; a repeated request gets them again and is no other taking.
    ///
    /// # Errors
    /// If this desk may not read the audit log; `StepUp`; `Invalid` fields `reason`, `until` if it is before `from`,
    /// and `from` for too many entries.
    pub async fn export_audit_log(&self, wanted: &AuditExport) -> Result<Exported, Refused> {
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let log = Export::AuditLog { from: day(wanted.from), until: day(wanted.until), workbook: wanted.workbook };
        self.export(&log, &wanted.reason).await
    }

    /// The entries of those days. Whether this desk may have them was asked before.
    pub(crate) async fn log_table(&self, from: Option<Date>, until: Option<Date>) -> Result<LogTable, Refused> {
        let (from, until) = span(from, until)?;
        let entries = self.look().await?.events_written(from, until, MOST + 1).await?;
        if entries.len() > MOST {
            return Err(FieldError::refuse("from", Problem::DateOutOfRange));
        }
        let knows = self.may(Permission::SeeDisability);
        let mut pupils = BTreeSet::new();
        for entry in &entries {
            pupils.extend(pupils_of(entry)?);
        }
        let rows = entries.into_iter().map(|entry| cells(entry, knows)).collect::<Result<Vec<_>, Refused>>()?;
        Ok(LogTable { pupils: pupils.len(), headings: HEADINGS.map(str::to_owned).to_vec(), rows })
    }
}

/// The pupils whom an entry names by their ids, or about whose photo, card or family it is.
fn pupils_of(EventWritten { row: entry, pupil, .. }: &EventWritten) -> Result<Vec<String>, Refused> {
    let particulars: Vec<(String, String)> = serde_json::from_str(&entry.particulars)?;
    let named = particulars.into_iter().filter(|(name, _)| name == "pupil").map(|(_, id)| id);
    let about = ["pupil.", "identity."].iter().any(|thing| entry.verb.starts_with(thing));
    let subject = (about && entry.subject != entry.school).then(|| entry.subject.to_string());
    Ok(named.chain(subject).chain(pupil.map(|pupil| pupil.to_string())).collect())
}

fn cells(entry: EventWritten, knows_rulings: bool) -> Result<Vec<String>, Refused> {
    let EventWritten { row: entry, by, .. } = entry;
    let at = time(entry.at)?;
    let is_told = entry.verb != RULING || knows_rulings;
    let told = |text: String| if is_told { text } else { String::new() };
    Ok(vec![
        entry.school.to_string(),
        entry.seq.to_string(),
        told(entry.id.to_string()),
        entry.at.to_string(),
        entry.person.map(|person| person.to_string()).unwrap_or_default(),
        entry.role,
        told(entry.verb),
        told(entry.subject.to_string()),
        told(entry.particulars),
        hex::encode(entry.previous),
        hex::encode(entry.hash),
        at.to_string(),
        by.name().unwrap_or_default(),
    ])
}
