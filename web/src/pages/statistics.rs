//! What the school's pupils and photos add up to (ux.md 2.14): charts with the same numbers as tables, each number a
//! link to its list; how often checks and people agreed.

mod chart;
mod checks;
mod counted;
mod words;

pub(super) use chart::{ClassChart, class_charts};
pub use checks::checks;
pub use counted::photos;
pub(super) use words::stage_text;

use askama::Template;
use i18n_embed_fl::fl;
use jiff::ToSpan;
use office::statistics::{ClassStages, Statistics};
use school::{
    photo::Reason,
    pupil::Listed,
    statistics::{Asked, Stage, Stages, What, median_wait},
};

use self::{
    chart::{DayChart, day_charts},
    counted::address,
    words::{reason_words, wait_words},
};
use super::Answer;
use crate::{formats, frame::Frame, refusal::page, visitor::Staff, words::Words};

/// How many days back the chart of what was sent goes.
const DAYS: i32 = 30;

#[derive(Template)]
#[template(path = "statistics/show.html")]
struct StatisticsPage {
    frame: Frame,
    year: String,
    /// Nobody is on the roll: then there is nothing to count.
    nobody: bool,
    share: u32,
    charts: Vec<ClassChart>,
    stages: Vec<String>,
    classes: Vec<ClassLine>,
    all: Vec<Cell>,
    photos: Vec<Fact>,
    /// In what time half of the decisions are made.
    wait: Option<String>,
    reasons: Vec<Fact>,
    day_charts: Vec<DayChart>,
    days: Vec<Fact>,
}

/// A number and the list behind it; nothing has no list.
struct Cell {
    count: u32,
    /// What is counted: the head of its column.
    what: String,
    /// The same, and of whom.
    label: String,
    href: String,
}

/// A class's row of numbers.
struct ClassLine {
    name: String,
    cells: Vec<Cell>,
}

/// What is counted, and its number.
struct Fact {
    text: String,
    number: Cell,
}

impl Cell {
    fn new(count: u32, of: &str, what: String, href: String) -> Self {
        let label = if of.is_empty() { what.clone() } else { format!("{of}, {what}") };
        Self { count, what, label, href: if count == 0 { String::new() } else { href } }
    }

    /// A number of photos.
    fn of_photos(all: &Statistics, asked: &Asked, of: &str, what: String) -> Self {
        Self::new(u32::try_from(asked.count(&all.sent)).unwrap_or(u32::MAX), of, what, address(asked))
    }
}

/// The numbers of today.
pub async fn show(staff: Staff) -> Answer {
    let t = staff.t();
    let all = staff.desk.statistics().await?;
    let frame = staff.frame("statistics").await?;
    let days = days(&staff, &all);
    Ok(page(&StatisticsPage {
        nobody: all.all.all() == 0,
        share: share(all.all),
        charts: class_charts(t, &all.classes),
        stages: Stage::ALL.iter().map(|stage| stage_text(t, *stage)).collect(),
        all: cells(t, "", &fl!(t, "statistics-all"), all.all),
        classes: lines(t, &all),
        photos: photo_facts(t, &all),
        wait: median_wait(&all.sent).map(|seconds| wait_words(t, seconds)),
        reasons: reasons(t, &all),
        day_charts: day_charts(t, &days),
        days: days.into_iter().filter(|day| day.number.count > 0).collect(),
        year: all.year,
        frame,
    }))
}

/// How many of a hundred have a photo that waits or is in force.
fn share(all: Stages) -> u32 {
    (all.with_photo() * 100).checked_div(all.all()).unwrap_or_default()
}

/// The name of a class; with its year, where it is not of the newest one.
fn class_name(t: Words, all: &[ClassStages], class: &ClassStages) -> String {
    let (name, year) = (class.name.clone(), class.year.clone());
    let newest = all.first().is_some_and(|first| first.year == year);
    if newest { name } else { fl!(t, "classes-of-year", name = name, year = year) }
}

fn lines(t: Words, all: &Statistics) -> Vec<ClassLine> {
    let line = |class: &ClassStages| {
        let name = class_name(t, &all.classes, class);
        ClassLine { cells: cells(t, &format!("&class={}", class.id), &name, class.stages), name }
    };
    all.classes.iter().map(line).collect()
}

/// The stages and then everybody, of one class or of all.
fn cells(t: Words, class: &str, name: &str, stages: Stages) -> Vec<Cell> {
    let cell = |listed: Listed, count, what: String| {
        Cell::new(count, name, what, format!("/pupils?state={}{class}", listed.code()))
    };
    let at = |stage: &Stage| cell(Listed::at(*stage), stages.at(*stage), stage_text(t, *stage));
    let everybody = cell(Listed::Attending, stages.all(), fl!(t, "statistics-everybody"));
    Stage::ALL.iter().map(at).chain([everybody]).collect()
}

fn photo_facts(t: Words, all: &Statistics) -> Vec<Fact> {
    let told = [
        (What::Sent, fl!(t, "statistics-sent")),
        (What::Decided, fl!(t, "statistics-decided")),
        (What::Approved, fl!(t, "statistics-approved")),
        (What::Rejected, fl!(t, "statistics-rejected")),
    ];
    let fact =
        |(what, text): (What, String)| Fact { number: Cell::of_photos(all, &Asked::all(what), "", text.clone()), text };
    told.into_iter().map(fact).collect()
}

/// Why photos were rejected, the most frequent reason first.
fn reasons(t: Words, all: &Statistics) -> Vec<Fact> {
    let fact = |reason: &Reason| {
        let (asked, text) = (Asked { reason: Some(*reason), ..Asked::all(What::Rejected) }, reason_words(t, *reason));
        Fact { number: Cell::of_photos(all, &asked, "", text.clone()), text }
    };
    let mut reasons: Vec<Fact> = Reason::ALL.iter().map(fact).filter(|fact| fact.number.count > 0).collect();
    reasons.sort_by_key(|fact| std::cmp::Reverse(fact.number.count));
    reasons
}

/// What was sent on each of the last days, the oldest first.
fn days(staff: &Staff, all: &Statistics) -> Vec<Fact> {
    let (t, today) = (staff.t(), staff.desk.today());
    let back = (0..DAYS).rev().filter_map(|back| today.checked_sub(back.days()).ok());
    let fact = |day| {
        let (asked, text) = (Asked { on: Some(day), ..Asked::all(What::Sent) }, formats::short_day(day));
        Fact { number: Cell::of_photos(all, &asked, &text, fl!(t, "statistics-sent")), text }
    };
    back.map(fact).collect()
}
