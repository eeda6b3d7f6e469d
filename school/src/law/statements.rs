//! The rows of the book that have words and no value to compute with: duties, fields, looks of a card, acts. They stand
//! in a table of their own, `statements.txt`, a row a line.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::law::{Confidence, Family, Row, Rule};

/// `id | family | first day | last day | confidence | basis | what it says`; an empty day is none.
const TABLE: &str = include_str!("statements.txt");

/// A row in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// What it is about.
    pub family: Family,
    /// The row, whose value is a sentence.
    pub rule: Rule<&'static str>,
}

/// The table, read once. That every line can be read is tested.
pub static ROWS: LazyLock<Vec<Statement>> = LazyLock::new(|| lines().filter_map(read).collect());

fn lines() -> impl Iterator<Item = &'static str> {
    TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn read(line: &'static str) -> Option<Statement> {
    let cells: Vec<&'static str> = line.split(" | ").map(str::trim).collect();
    let [id, family, from, to, confidence, basis, value] = cells[..] else { return None };
    let confidence: Confidence = confidence.parse().ok()?;
    let rule = Rule { id, from: day(from)?, to: day(to)?, basis, confidence, value };
    Some(Statement { family: family.parse().ok()?, rule })
}

/// The outer is none if the cell is no day.
fn day(cell: &str) -> Option<Option<Date>> {
    if cell.is_empty() { Some(None) } else { cell.parse().ok().map(Some) }
}

pub(super) fn rows() -> impl Iterator<Item = Row> {
    ROWS.iter().map(|Statement { family, rule }| {
        let Rule { id, from, to, basis, confidence, value } = *rule;
        Row { family: *family, id, from, to, basis, confidence, draft: false, says: value.to_owned() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        for line in lines() {
            assert!(read(line).is_some(), "{line}");
        }
        assert!(ROWS.len() > 100);
    }
}
