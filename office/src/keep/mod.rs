//! Keeping: what the data must always be (check), what may go (sweep, retention, erasure), and copies of it (backup,
//! restore).

mod activities;
mod backup;
mod check;
mod erase;
#[cfg(test)]
mod inventory;
mod preview;
mod restore;
mod retention;
mod source_days;
mod sweep;
#[cfg(test)]
mod tests;

pub use activities::{Activity, Level, ProcessingRecord, Recorded};
pub use backup::BackupSummary;
pub use check::CheckReport;
pub(crate) use erase::delete_file;
pub use preview::{DueSoon, PREVIEW_DAYS, Receipt, Retention};
pub use restore::{RestoreError, RestoreSummary};
pub(crate) use retention::CLASS_LIST_UNDO;
pub use retention::{DaysKept, Going, SOURCE_DAYS};
pub(crate) use sweep::{sweep, sweep_soon};
