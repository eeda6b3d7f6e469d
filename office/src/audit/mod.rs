//! Reading the audit log.

mod list;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use uuid::Uuid;

/// An entry as it is read.
#[derive(Clone, Debug)]
pub struct AuditRow {
    /// Place in the chain.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who; none if the program itself.
    pub by: Option<String>,
    /// Role code.
    pub role: String,
    /// What, `photo.approved`.
    pub verb: String,
    /// About which thing.
    pub subject: Uuid,
    /// Particulars, never secret.
    pub particulars: Vec<(String, String)>,
}
