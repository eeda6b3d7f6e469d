//! Charts as SVG: where everything stands is worked out here, the template only writes it down. Each chart is drawn
//! twice, for a desk and for a phone, so that its words keep their size. The numbers stand in tables, too.

use i18n_embed_fl::fl;
use office::statistics::ClassStages;
use school::statistics::{Stage, Stages};

use super::{Fact, class_name, stage_text};
use crate::words::Words;

/// How wide each is, in units of its picture: a desk's and a phone's.
const WIDTHS: [(&str, f64); 2] = [("wide", 620.0), ("phone", 340.0)];
/// What stands left of the bars, and right of them.
const MARGINS: (f64, f64) = (60.0, 36.0);
/// From one bar to the next.
const ROW: f64 = 31.0;
/// Between two parts of a bar.
const GAP: f64 = 1.5;
/// Where words stand in the height of a bar.
const BASELINE: f64 = 17.0;
/// A narrower part does not show its number.
const ROOM_FOR_NUMBER: f64 = 24.0;
/// The longest name of a class that fits beside its bar; the table has the whole.
const LONGEST_NAME: usize = 8;
/// The height of the chart of days, and of its bars.
const DAYS_HEIGHT: f64 = 130.0;
const HIGHEST: f64 = 100.0;

/// How far the classes have come: a bar each.
pub(in crate::pages) struct ClassChart {
    pub(in crate::pages) name: &'static str,
    pub(in crate::pages) width: String,
    pub(in crate::pages) height: String,
    pub(in crate::pages) rows: Vec<Row>,
    pub(in crate::pages) legend: Vec<(&'static str, String)>,
}

/// A class.
pub(in crate::pages) struct Row {
    pub(in crate::pages) name: String,
    pub(in crate::pages) baseline: String,
    pub(in crate::pages) parts: Vec<Part>,
    pub(in crate::pages) all: u32,
    pub(in crate::pages) all_x: String,
}

/// A part of a bar.
pub(in crate::pages) struct Part {
    pub(in crate::pages) colour: &'static str,
    /// The pattern over it, for whoever does not see the colour; empty if it has none.
    pub(in crate::pages) pattern: &'static str,
    pub(in crate::pages) x: String,
    pub(in crate::pages) y: String,
    pub(in crate::pages) width: String,
    pub(in crate::pages) number: Option<u32>,
    pub(in crate::pages) middle: String,
    pub(in crate::pages) ink: &'static str,
}

/// What was sent, a bar a day.
pub(in crate::pages) struct DayChart {
    pub(in crate::pages) name: &'static str,
    pub(in crate::pages) width: String,
    pub(in crate::pages) height: String,
    pub(in crate::pages) foot: String,
    pub(in crate::pages) most: u32,
    pub(in crate::pages) first: String,
    pub(in crate::pages) last: String,
    pub(in crate::pages) days: Vec<Day>,
    pub(in crate::pages) label: String,
}

/// A day's bar.
pub(in crate::pages) struct Day {
    pub(in crate::pages) x: String,
    pub(in crate::pages) y: String,
    pub(in crate::pages) width: String,
    pub(in crate::pages) height: String,
}

/// Colour, pattern and ink of a stage.
const fn look(stage: Stage) -> (&'static str, &'static str, &'static str) {
    match stage {
        Stage::None => ("s1", "", "on-light"),
        Stage::Waiting => ("s2", "stripes", "on-light"),
        Stage::Rejected => ("s3", "dots", "on-dark"),
        Stage::Approved => ("s4", "lines", "on-light"),
        Stage::Printed => ("s5", "", "on-dark"),
        Stage::Issued => ("s6", "", "on-dark"),
    }
}

fn units(value: f64) -> String {
    format!("{value:.1}")
}

/// The classes, twice; none where nobody is in a class.
pub(in crate::pages) fn class_charts(t: Words, classes: &[ClassStages]) -> Vec<ClassChart> {
    let most = classes.iter().map(|class| class.stages.all()).max().unwrap_or_default();
    if most == 0 {
        return Vec::new();
    }
    let draw = |(name, width): (&'static str, f64)| {
        let scale = (width - MARGINS.0 - MARGINS.1) / f64::from(most);
        let rows = classes.iter().zip(0_u32..);
        let rows: Vec<Row> = rows
            .map(|(class, at)| row(class_name(t, classes, class), class.stages, f64::from(at) * ROW, scale))
            .collect();
        let height = u32::try_from(rows.len()).map_or(0.0, f64::from) * ROW;
        let legend = Stage::ALL.iter().map(|stage| (look(*stage).0, stage_text(t, *stage))).collect();
        ClassChart { name, width: units(width), height: units(height), rows, legend }
    };
    WIDTHS.map(draw).into()
}

fn row(name: String, stages: Stages, y: f64, scale: f64) -> Row {
    let mut x = MARGINS.0;
    let mut parts = Vec::new();
    for stage in Stage::ALL.iter().filter(|stage| stages.at(**stage) > 0) {
        let pupils = stages.at(*stage);
        let (colour, pattern, ink) = look(*stage);
        let width = (f64::from(pupils) * scale - GAP).max(1.0);
        parts.push(Part {
            colour,
            pattern,
            x: units(x),
            y: units(y),
            width: units(width),
            number: (width >= ROOM_FOR_NUMBER).then_some(pupils),
            middle: units(x + width / 2.0),
            ink,
        });
        x += width + GAP;
    }
    Row { name: short(&name), baseline: units(y + BASELINE), parts, all: stages.all(), all_x: units(x + 6.0) }
}

fn short(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    name.chars().take(LONGEST_NAME - 1).chain(['…']).collect()
}

/// What was sent, twice; none where nothing was.
pub(super) fn day_charts(t: Words, days: &[Fact]) -> Vec<DayChart> {
    let most = days.iter().map(|day| day.number.count).max().unwrap_or_default();
    if most == 0 {
        return Vec::new();
    }
    let day_text = |day: Option<&Fact>| day.map(|day| day.text.clone()).unwrap_or_default();
    let draw = |(name, width): (&'static str, f64)| {
        let step = (width - MARGINS.1) / u32::try_from(days.len()).map_or(1.0, f64::from);
        let bar = |(day, at): (&Fact, u32)| {
            let height = HIGHEST * f64::from(day.number.count) / f64::from(most);
            Day {
                x: units(MARGINS.1 + step * f64::from(at)),
                y: units(HIGHEST - height),
                width: units(step - GAP),
                height: units(height),
            }
        };
        DayChart {
            name,
            width: units(width),
            height: units(DAYS_HEIGHT),
            foot: units(HIGHEST + BASELINE),
            most,
            first: day_text(days.first()),
            last: day_text(days.last()),
            days: days.iter().zip(0_u32..).map(bar).collect(),
            label: fl!(t, "statistics-days-chart", most = most),
        }
    };
    WIDTHS.map(draw).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_bar_stand_beside_each_other_and_small_ones_keep_silent() {
        let mut stages = Stages::default();
        for (stage, pupils) in [(Stage::None, 2), (Stage::Waiting, 20), (Stage::Issued, 10)] {
            stages.add(stage, pupils);
        }
        let row = row("1 TAK mechatronik".to_owned(), stages, 31.0, 10.0);
        assert_eq!((row.name.as_str(), row.all), ("1 TAK m…", 32));
        let parts: Vec<_> = row.parts.iter().map(|part| (part.x.as_str(), part.width.as_str(), part.number)).collect();
        assert_eq!(parts, [("60.0", "18.5", None), ("80.0", "198.5", Some(20)), ("280.0", "98.5", Some(10))]);
        assert_eq!((row.baseline.as_str(), row.all_x.as_str()), ("48.0", "386.0"));
    }
}
