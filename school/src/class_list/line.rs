//! One row of a list: its texts by field, as they were written or mended.

use std::{collections::BTreeMap, fmt};

use unicode_normalization::UnicodeNormalization;

use super::Field;

/// A row's texts by field. A person may change them before they are checked again.
#[derive(Clone, PartialEq, Eq)]
pub struct Line {
    /// The row's number in the file, as a spreadsheet or an editor counts.
    pub row: u32,
    /// What stands in the row, by field; without regard to the place of the column.
    pub texts: BTreeMap<Field, String>,
}

/// Says which fields are filled, never with what: a row holds names and numbers of children.
impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line({}, {:?})", self.row, self.texts.keys().collect::<Vec<_>>())
    }
}

/// What people write to say that there is nothing.
const NOTHING: [&str; 8] = ["-", "--", "–", "—", "brak", "nie ma", "nie posiada", "n/d"];

impl Line {
    /// The text of a field, composed (NFC), with single spaces; empty if there is none.
    #[must_use]
    pub fn text(&self, field: Field) -> String {
        let text = self.texts.get(&field).map_or("", String::as_str);
        let text = text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        // our own exports and others' put an apostrophe before what a spreadsheet would take for a formula or a number
        let guarded = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit() || "=+-@".contains(c));
        match text.strip_prefix('\'') {
            Some(rest) if guarded(rest) => rest.to_owned(),
            _ => text,
        }
    }

    /// The same, where "brak" and a dash mean that there is none.
    pub(super) fn optional(&self, field: Field) -> Option<String> {
        let text = self.text(field);
        (!text.is_empty() && !NOTHING.contains(&text.to_lowercase().as_str())).then_some(text)
    }
}
