//! From what a row holds to what it means. A row that means nothing is our fault, never the reader's.

use std::str::FromStr;

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use crate::{refused::Broken, vault::FileHash};

/// Seconds since 1970.
pub(crate) fn time(seconds: i64) -> Result<Timestamp, Broken> {
    Timestamp::from_second(seconds).map_err(|_| Broken::Inconsistent("a time"))
}

/// YYYY-MM-DD.
pub(crate) fn day(text: &str) -> Result<Date, Broken> {
    text.parse().map_err(|_| Broken::Inconsistent("a date"))
}

/// A code of one of `school`'s enums.
pub(crate) fn word<T: FromStr>(text: &str) -> Result<T, Broken> {
    text.parse().map_err(|_| Broken::Inconsistent("a code"))
}

/// A file's name.
pub(crate) fn hash(bytes: &[u8]) -> Result<FileHash, Broken> {
    FileHash::from_row(bytes).ok_or(Broken::Inconsistent("a file's hash"))
}

/// A number that is never negative, as COUNT and the sizes of pictures are.
pub(crate) fn count(number: i64) -> Result<u32, Broken> {
    u32::try_from(number).map_err(|_| Broken::Inconsistent("a count"))
}

/// A fresh id, greater than every one made before by this program.
#[expect(clippy::disallowed_methods, reason = "the one place where rows get their ids")]
pub(crate) fn new_id() -> Uuid {
    Uuid::now_v7()
}
