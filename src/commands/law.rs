//! `legitka law`: the rule book as a table, for whoever wants to check it against the acts.

use anyhow::Result;
use jiff::civil::Date;
use school::law::{Row, RuleBook};
use serde_json::{Value, json};

use super::out::say;

/// Prints every row: as an aligned table, or as one JSON object a line.
///
/// # Errors
/// If standard output does not take it.
pub(super) fn run(in_json: bool) -> Result<()> {
    for row in RuleBook::default().index() {
        if in_json { say(object(&row))? } else { say(line(&row))? }
    }
    Ok(())
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// A row of the table: id, family, first and last day, how sure, act and paragraph.
fn line(row: &Row) -> String {
    let from = if row.draft { "draft".to_owned() } else { day(row.from) };
    format!(
        "{:<8} {:<24} {from:<10} {:<10} {:<11} {}: {}",
        row.id,
        row.family.code(),
        day(row.to),
        row.confidence.code(),
        row.basis,
        row.says
    )
}

fn object(row: &Row) -> Value {
    json!({
        "id": row.id,
        "family": row.family.code(),
        "from": row.from.map(|day| day.to_string()),
        "to": row.to.map(|day| day.to_string()),
        "basis": row.basis,
        "confidence": row.confidence.code(),
        "draft": row.draft,
        "says": row.says,
    })
}
