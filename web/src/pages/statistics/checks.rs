//! The honesty page: how often the program warned, how often a person rejected, and where the two disagreed, by check
//! and by age.

use askama::Template;
use axum::extract::Query;
use i18n_embed_fl::fl;
use school::{
    photo::Check,
    statistics::{AgeGroup, Asked, What},
};
use serde::Deserialize;

use super::{
    Cell,
    words::{age_words, check_name, what_words},
};
use crate::{
    frame::Frame,
    pages::{Answer, photo::known},
    refusal::page,
    visitor::Staff,
};

/// What is told of each check.
const TOLD: [What; 4] = [What::Warned, What::Rejected, What::Overruled, What::Missed];

#[derive(Template)]
#[template(path = "statistics/checks.html")]
struct ChecksPage {
    frame: Frame,
    year: String,
    ages: Vec<Age>,
    all_ages: bool,
    decided: Cell,
    /// What each column counts.
    told: Vec<String>,
    rows: Vec<Row>,
}

/// An age to choose.
struct Age {
    text: String,
    href: String,
    current: bool,
}

/// A check with its numbers.
struct Row {
    name: String,
    cells: Vec<Cell>,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Wanted {
    age: String,
}

/// What became of the warnings.
pub async fn checks(staff: Staff, Query(wanted): Query<Wanted>) -> Answer {
    let t = staff.t();
    let age: Option<AgeGroup> = if wanted.age.is_empty() { None } else { Some(known(&wanted.age)?) };
    let all = staff.desk.statistics().await?;
    let cell = |check: Option<Check>, what: What, name: &str| {
        let asked = Asked { check, age, ..Asked::all(what) };
        Cell::of_photos(&all, &asked, name, what_words(t, what))
    };
    let row = |check: &Check| {
        let name = check_name(t, *check);
        Row { cells: TOLD.iter().map(|what| cell(Some(*check), *what, &name)).collect(), name }
    };
    let of_age = |group: &AgeGroup| Age {
        text: age_words(t, *group),
        href: format!("/statistics/checks?age={group}"),
        current: age == Some(*group),
    };
    Ok(page(&ChecksPage {
        ages: AgeGroup::ALL.iter().map(of_age).collect(),
        all_ages: age.is_none(),
        told: TOLD.iter().map(|what| what_words(t, *what)).collect(),
        decided: cell(None, What::Decided, &all.year),
        rows: Check::ALL.iter().map(row).filter(|row| row.cells.iter().any(|cell| cell.count > 0)).collect(),
        frame: staff.frame("statistics").await?,
        year: all.year,
    }))
}
