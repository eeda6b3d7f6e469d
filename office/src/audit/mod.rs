//! Reading the audit log.

mod export;
mod list;
mod search;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use uuid::Uuid;

use crate::refused::{FieldError, Problem, Refused};

pub use export::AuditExport;
pub(crate) use export::LogTable;
pub use search::{AUDIT_THINGS, AuditFilter, By};

/// Most characters of a reason.
const LONGEST_REASON: usize = 200;
/// The digits of a PESEL. A word with so many is none of a reason's.
const PESEL_DIGITS: usize = 11;

/// Why something is taken out of the system, in words, as it is kept in the audit log; what may be a PESEL is not.
///
/// # Errors
/// `Invalid` field `reason` if it is empty or too long.
pub(crate) fn reason(typed: &str) -> Result<String, Refused> {
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).count();
    let words = typed.split_whitespace().map(|word| if digits(word) < PESEL_DIGITS { word } else { "•••" });
    let reason = words.collect::<Vec<_>>().join(" ");
    match reason.chars().count() {
        0 => Err(FieldError::refuse("reason", Problem::Required)),
        1..=LONGEST_REASON => Ok(reason),
        _ => Err(FieldError::refuse("reason", Problem::TooLong)),
    }
}

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
    /// The pupil whom it is about, with the class: of a search, for whoever may see pupils.
    pub pupil: Option<String>,
    /// Particulars, never secret.
    pub particulars: Vec<(String, String)>,
}
