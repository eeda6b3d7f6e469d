//! The book against the collected law: every row by its id, every boundary date, every worked case. A test of its own
//! for each, so that what fails says which row of the law is broken.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use crate::{
    law::{
        Confidence, Overrides, Row, RuleBook, TemplateCode,
        allowed_forms::{self, Form},
        book,
        book::DayOfYear,
        dates::DateStyle,
        duplicates::{self, Applicant, FoundOriginal, Marking},
        entitlement::{self, Body, Claim, Holder, Ruling},
        fee::{Fee, Occasion},
        holder::{AfterLeaving, Change, Exchange, OnChangeSet},
        identity,
        mobile::{self, Cause, LateObjection, Place, State, Trigger},
        older_templates::{self, Make},
        photo_profile::Purpose,
        register_fields::{self, Field, Keeper},
        services::Asked,
        templates::ValidityUnit,
        transition::{Holds, Mark, OlderDocument, Standing},
    },
    pupil::Identity,
    school_kind::SchoolKind,
    year::{Period, SchoolYear, Semester},
};

/// The rows of the collected law, and the sections that have rules and no rows.
const IDS: &str = include_str!("ids.txt");

const BOOK: RuleBook = RuleBook {
    draft_from: None,
    overrides: Overrides {
        fee: None,
        on_change: OnChangeSet { school_data: None, photo: None, ruling_ended: None },
        hologram_fields: None,
        winter_ends: None,
        summer_ends: None,
        after_leaving: None,
        marking: None,
        found_original: None,
        sio_photo: None,
        late_objection: None,
    },
};

/// A day of the school year in which this was written.
const TODAY: Date = date(2026, 11, 20);

fn rows(id: &str) -> Vec<Row> {
    BOOK.index().into_iter().filter(|row| row.id == id).collect()
}

fn edge(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn around(day: Date) -> [Date; 3] {
    [day.yesterday().unwrap(), day, day.tomorrow().unwrap()]
}

/// From when to when the rows with this id are in force, and how sure they are.
fn is(id: &str, expected: &str) {
    let rows = rows(id);
    let line = |row: &Row| {
        let draft = if row.draft { " draft" } else { "" };
        format!("{}..{} {}{draft}", edge(row.from), edge(row.to), row.confidence)
    };
    let lines: BTreeSet<String> = rows.iter().map(line).collect();
    assert_eq!(lines.into_iter().collect::<Vec<_>>().join(", "), expected, "{id}");
    for row in &rows {
        let in_force = |day: Option<Date>| day.map(|day| around(day).map(|day| row.covers(day)));
        assert!(row.from == row.to || !matches!(in_force(row.from), Some(days) if days != [false, true, true]), "{id}");
        assert!(row.from == row.to || !matches!(in_force(row.to), Some(days) if days != [true, true, false]), "{id}");
        assert_eq!(row.covers(date(1999, 1, 1)), row.from.is_none() && !row.draft, "{id}");
        assert_eq!(row.covers(date(2099, 1, 1)), row.to.is_none() && !row.draft, "{id}");
    }
}

macro_rules! rows_of_the_book {
    ($($name:ident $id:literal $expected:literal)*) => {
        mod row {
            $(#[test]
            fn $name() {
                super::is($id, $expected);
            })*
        }

        const PINNED: &[&str] = &[$($id),*];
    };
}

macro_rules! cases {
    ($($name:ident: $ids:literal $body:block)*) => {
        $(#[test]
        fn $name() $body)*

        /// Which rows the cases are about.
        const CASES: &[&str] = &[$($ids),*];
    };
}

rows_of_the_book! {
    l1_1_1 "L1.1-1" "2018-09-01.. S"
    l1_1_2 "L1.1-2" "2019-09-06..2023-06-16 P"
    l1_1_3 "L1.1-3" "2021-07-03..2023-06-16 S"
    l1_1_4 "L1.1-4" "2022-10-01..2023-06-16 S"
    l1_1_5 "L1.1-5" "2023-06-17.. P"
    l1_1_6 "L1.1-6" "2023-12-22.. P"
    l1_1_7 "L1.1-7" "2019-07-12.. P"
    l1_1_8 "L1.1-8" "2024-07-19..2026-07-12 P"
    l1_1_9 "L1.1-9" "2024-08-02.. P"
    l1_1_10 "L1.1-10" "2022-07-12.. P"
    l1_1_11 "L1.1-11" "2025-09-17.. P"
    l1_1_12 "L1.1-12" "2025-09-17.. P"
    l1_1_13 "L1.1-13" "2024-10-09.. P"
    l1_1_14 "L1.1-14" "2024-05-23.. P"
    l1_2_1 "L1.2-1" "2024-01-01..2025-12-31 S"
    l1_2_2 "L1.2-2" ".. UNCONFIRMED draft"
    l1_2_3 "L1.2-3" ".. UNCONFIRMED"
    l1_2_4 "L1.2-4" "2026-01-01.. UNCONFIRMED"
    l1_3_1 "L1.3-1" "..2020-08-31 S"
    l1_3_2 "L1.3-2" "2018-09-01..2020-08-31 S"
    l1_3_3 "L1.3-3" "2019-09-01..2024-07-12 P"
    l1_3_4 "L1.3-4" "2019-09-01..2024-07-12 P"
    l1_3_5 "L1.3-5" "2023-06-17.. P"
    l1_3_6 "L1.3-6" "..2024-07-12 S"
    l1_3_7 "L1.3-7" "2023-06-17.. P"
    l1_3_8 "L1.3-8" "2018-09-01..2025-09-16 P"
    l1_3_9 "L1.3-9" "2025-09-17.. P"
    l1_3_10 "L1.3-10" "2025-09-17.. P"
    l1_4_1 "L1.4-1" "2025-09-17.. P"
    l1_4_2 "L1.4-2" "2025-09-17.. P"
    l1_4_3 "L1.4-3" "2025-09-17.. P"
    l1_4_4 "L1.4-4" "2025-09-17.. P"
    l1_4_5 "L1.4-5" "2025-09-17.. P"
    l1_4_6 "L1.4-6" "2025-09-17.. P"
    l2_1_1 "L2.1-1" "2019-09-01..2024-07-12 S, 2021-07-03..2024-07-12 S, 2023-06-17.. S"
    l2_1_2 "L2.1-2" "2019-09-01..2024-07-12 S, 2021-07-03..2024-07-12 S, 2023-06-17.. S"
    l2_1_3 "L2.1-3" "2019-09-01..2024-07-12 S, 2021-07-03..2024-07-12 S, 2023-06-17.. S"
    l2_1_4 "L2.1-4" "2019-09-01..2024-07-12 S, 2021-07-03..2024-07-12 S, 2023-06-17.. S"
    l2_1_5 "L2.1-5" "2019-09-01..2024-07-12 S, 2021-07-03..2024-07-12 S, 2023-06-17.. UNCONFIRMED"
    l2_1_6 "L2.1-6" "2021-07-03..2025-09-16 S"
    l2_1_7 "L2.1-7" "2024-10-09.. P, 2024-10-09.. UNCONFIRMED"
    l2_3_1 "L2.3-1" "2023-06-17.. P"
    l2_3_2 "L2.3-2" ".. P"
    l2_3_3 "L2.3-3" "2023-06-17.. P"
    l2_3_4 "L2.3-4" "2023-06-17.. P"
    l2_3_5 "L2.3-5" "2023-06-17.. P"
    l2_3_6 "L2.3-6" "2023-06-17.. P"
    l2_3_7 "L2.3-7" "2023-06-17.. P"
    l2_3_8 "L2.3-8" "2023-06-17.. P"
    l2_4_1 "L2.4-1" "2023-06-17.. S"
    l2_4_2 "L2.4-2" "2023-06-17.. S"
    l2_4_3 "L2.4-3" "2023-06-17.. UNCONFIRMED"
    l2_4_4 "L2.4-4" "2023-06-17.. P"
    l2_4_5 "L2.4-5" "2023-06-17.. P"
    l2_4_6 "L2.4-6" "2023-06-17.. P"
    l2_4_7 "L2.4-7" "2023-06-17.. P"
    l2_4_8 "L2.4-8" "2023-06-17.. S"
    l2_5_1 "L2.5-1" "2024-10-09.. P"
    l2_5_2 "L2.5-2" "2024-10-09.. P"
    l2_5_3 "L2.5-3" "2024-10-09.. P"
    l2_5_4 "L2.5-4" ".. P"
    l2_5_5 "L2.5-5" "2024-10-09.. P"
    l2_5_6 "L2.5-6" "2024-10-09.. P"
    l2_5_7 "L2.5-7" "2024-10-09.. P"
    l2_5_8 "L2.5-8" "2024-10-09.. P"
    l2_5_9 "L2.5-9" "2024-10-09.. P"
    l2_5_10 "L2.5-10" "2024-10-09.. P"
    l2_5_11 "L2.5-11" "2024-10-09.. P"
    l2_5_12 "L2.5-12" "2024-10-09.. P"
    l2_5_13 "L2.5-13" "2024-10-09.. P"
    l2_5_14 "L2.5-14" "2024-10-09.. P"
    l2_6_1 "L2.6-1" "2024-10-09.. P"
    l2_6_2 "L2.6-2" "2024-10-09.. P"
    l2_6_3 "L2.6-3" "2024-10-09.. P"
    l2_6_4 "L2.6-4" "2023-06-17.. P"
    l2_6_5 "L2.6-5" "2024-10-09.. P"
    l2_6_6 "L2.6-6" "2024-10-09.. P"
    l3_1_1 "L3.1-1" "2023-06-17.. P"
    l3_1_2 "L3.1-2" "2023-06-17.. P"
    l3_1_3 "L3.1-3" "2023-06-17.. P"
    l3_2_1 "L3.2-1" "2023-06-17.. P"
    l3_2_2 "L3.2-2" "2023-06-17.. P"
    l3_2_3 "L3.2-3" "2023-06-17.. P"
    l3_2_4 "L3.2-4" "2023-06-17.. P"
    l3_2_5 "L3.2-5" "2023-06-17.. P"
    l3_2_6 "L3.2-6" "2023-06-17.. P"
    l3_2_7 "L3.2-7" "2019-09-06..2023-06-16 P, 2023-06-17.. P"
    l3_2_8 "L3.2-8" "2023-06-17.. P"
    l3_4_1 "L3.4-1" "2019-09-06..2023-06-16 P"
    l3_4_2 "L3.4-2" "2019-07-12.. P"
    l3_4_3 "L3.4-3" "2019-07-12.. P"
    l3_4_4 "L3.4-4" ".. S"
    l3_4_5 "L3.4-5" ".. S"
    l3_4_6 "L3.4-6" ".. S"
    l3_4_7 "L3.4-7" ".. S"
    l3_4_8 "L3.4-8" ".. S"
    l3_4_9 "L3.4-9" ".. S"
    l3_4_10 "L3.4-10" ".. UNCONFIRMED"
    l4_1_1 "L4.1-1" "2023-06-17.. P"
    l4_1_2 "L4.1-2" "2023-06-17.. P"
    l4_1_3 "L4.1-3" "2023-06-17.. P"
    l4_1_4 "L4.1-4" "2019-09-06.. P"
    l4_1_5 "L4.1-5" "2019-09-06.. P"
    l4_1_6 "L4.1-6" "2019-09-06.. P"
    l4_1_7 "L4.1-7" "2019-09-06.. P"
    l4_2_1 "L4.2-1" ".. S"
    l4_2_2 "L4.2-2" ".. P"
    l4_2_3 "L4.2-3" ".. P"
    l4_2_4 "L4.2-4" ".. UNCONFIRMED"
    l4_3_1 "L4.3-1" "2023-06-17.. P"
    l4_3_2 "L4.3-2" "2023-06-17.. P, 2023-06-17.. UNCONFIRMED"
    l4_3_3 "L4.3-3" ".. S"
    l4_3_4 "L4.3-4" ".. S"
    l4_3_5 "L4.3-5" "2023-06-17.. P"
    l4_3_6 "L4.3-6" "2023-06-17.. P"
    l4_3_7 "L4.3-7" "2023-06-17.. P"
    l4_3_8 "L4.3-8" "2023-06-17.. UNCONFIRMED"
    l4_3_9 "L4.3-9" "2023-06-17.. UNCONFIRMED"
    l4_3_10 "L4.3-10" "2023-06-17.. P"
    l5_1 "L5-1" "2023-06-17.. P"
    l5_2 "L5-2" "2023-06-17.. P"
    l5_3 "L5-3" "2023-06-17.. P"
    l5_4 "L5-4" "2023-06-17.. P"
    l5_5 "L5-5" "2024-07-13.. P"
    l5_6 "L5-6" "2023-06-17.. UNCONFIRMED"
    l5_7 "L5-7" ".. UNCONFIRMED draft"
    l5_8 "L5-8" "2023-06-17.. P"
    l5_9 "L5-9" "2023-06-17.. P"
    l5_10 "L5-10" "2023-06-17.. P"
    l5_11 "L5-11" "2023-06-17.. P"
    l5_12 "L5-12" "2025-09-17.. P"
    l5_13 "L5-13" "2023-06-17..2025-12-31 P"
    l5_14 "L5-14" "2023-06-17.. P"
    l5_15 "L5-15" "2023-06-17.. P"
    l5_16 "L5-16" "2023-06-17.. S"
    l5_17 "L5-17" ".. S"
    l5_18 "L5-18" "2023-06-17.. UNCONFIRMED"
    l5_19 "L5-19" "2025-09-17.. P"
    l6_1_1 "L6.1-1" "2018-09-01..2025-09-16 P, 2025-09-17.. P"
    l6_1_2 "L6.1-2" "2025-09-17.. P"
    l6_1_3 "L6.1-3" "2025-09-17.. P"
    l6_1_4 "L6.1-4" "2025-09-17.. P"
    l6_1_5 "L6.1-5" "2025-09-17.. P"
    l6_1_6 "L6.1-6" "2025-09-17.. P"
    l6_1_7 "L6.1-7" "2025-09-17.. P"
    l6_1_8 "L6.1-8" "2025-09-17.. S"
    l6_2_1 "L6.2-1" "2025-09-17.. P"
    l6_2_2 "L6.2-2" "2025-09-17.. P"
    l6_2_3 "L6.2-3" "2025-09-17.. P"
    l6_2_4 "L6.2-4" "2025-09-17.. P"
    l6_3_1 "L6.3-1" "2025-09-17.. P"
    l6_3_2 "L6.3-2" "2025-09-17.. P"
    l6_3_3 "L6.3-3" "2025-09-17.. P"
    l6_3_4 "L6.3-4" "2025-09-17.. P"
    l6_3_5 "L6.3-5" "2025-09-17.. P"
    l6_3_6 "L6.3-6" "2025-09-17.. P"
    l6_3_7 "L6.3-7" "2025-09-17.. P"
    l6_4_1 "L6.4-1" "2025-09-17.. S"
    l6_4_2 "L6.4-2" "2018-09-01..2025-09-16 S, 2025-09-17.. S"
    l6_4_3 "L6.4-3" "2025-09-17.. S"
    l6_4_4 "L6.4-4" "2025-11-20.. UNCONFIRMED"
    l6_5_1 "L6.5-1" ".. S"
    l6_5_2 "L6.5-2" ".. S"
    l6_5_3 "L6.5-3" "2025-09-17.. UNCONFIRMED"
    l6_5_4 "L6.5-4" "2024-10-09.. P"
    l6_6_1 "L6.6-1" "2025-09-17.. S"
    l6_6_2 "L6.6-2" "2025-09-17.. S"
    l6_6_3 "L6.6-3" "2025-09-17.. S"
    l6_6_4 "L6.6-4" "2025-09-17.. S"
    l7_1 "L7-1" ".. K"
    l7_2 "L7-2" ".. S"
    l7_3 "L7-3" ".. S"
    l7_4 "L7-4" ".. S"
    l7_5 "L7-5" ".. S"
    l8_1 "L8-1" "2018-05-25.. S"
    l8_2 "L8-2" "2018-05-25.. P"
    l8_3 "L8-3" "2018-05-25.. S"
    l8_4 "L8-4" "2018-05-25.. S"
    l8_5 "L8-5" ".. P"
    l8_6 "L8-6" "2018-05-25.. S"
    l8_7 "L8-7" "2018-05-25.. S"
    l8_8 "L8-8" "2025-09-17.. P"
    l8_9 "L8-9" ".. UNCONFIRMED"
    l8_10 "L8-10" ".. UNCONFIRMED"
    l8_11 "L8-11" ".. UNCONFIRMED"
    l8_12 "L8-12" "2018-05-25.. K"
    l8_1_1 "L8.1-1" "2024-05-23.. P"
    l8_1_2 "L8.1-2" "2024-05-23.. P"
    l8_1_3 "L8.1-3" "2024-05-23.. P"
    l8_1_4 "L8.1-4" "2024-05-23.. P"
    l8_1_5 "L8.1-5" "2024-05-23.. P"
    l8_1_6 "L8.1-6" "2024-05-23.. P"
    l8_1_7 "L8.1-7" "2024-05-23.. P"
    l9_2_1 "L9.2-1" ".. K"
    l9_2_2 "L9.2-2" ".. K"
    l9_2_3 "L9.2-3" ".. UNCONFIRMED"
    l9_2_4 "L9.2-4" "2024-10-09.. P"
    l9_2_5 "L9.2-5" "2024-10-09.. P"
    l9_2_6 "L9.2-6" ".. K"
    l9_3_1 "L9.3-1" "2023-06-17.. P"
    l9_3_2 "L9.3-2" "2023-06-17.. P"
    l9_3_3 "L9.3-3" "2023-06-17.. P"
    l9_3_4 "L9.3-4" "2023-06-17.. P"
    l9_3_5 "L9.3-5" "2023-06-17.. P"
    l9_3_6 "L9.3-6" "2023-06-17.. P"
    l9_3_7 "L9.3-7" "2023-06-17.. P"
    l9_3_8 "L9.3-8" "2023-06-17.. P"
    l9_3_9 "L9.3-9" "2023-06-17.. UNCONFIRMED"
    l9_3_10 "L9.3-10" "2023-06-17.. P"
    l9_3_11 "L9.3-11" "2019-09-06..2023-06-16 P, 2023-06-17.. P"
    l9_3_12 "L9.3-12" "2023-06-17.. UNCONFIRMED"
    l9_3_13 "L9.3-13" "2023-06-17.. P"
    l9_3_14 "L9.3-14" "2023-06-17.. P"
    l9_3_15 "L9.3-15" "2024-10-09.. P, 2024-10-09.. UNCONFIRMED"
    l10_1 "L10-1" "2023-06-17..2024-07-12 P"
    l10_2 "L10-2" "2019-09-06..2023-06-16 P"
    l10_3 "L10-3" "2024-07-19.. P"
    l10_4 "L10-4" "2025-09-17.. P"
    l10_5 "L10-5" "2023-06-17.. P"
    l10_6 "L10-6" "2023-06-17.. P"
    l10_7 "L10-7" "2023-06-17.. P"
    l10_8 "L10-8" "2019-07-12.. P"
    l10_9 "L10-9" "2023-06-17.. P"
    l10_10 "L10-10" "2023-06-17.. P"
    l10_11 "L10-11" "2019-09-06.. P"
    l10_12 "L10-12" "2023-06-17.. P"
    l10_13 "L10-13" "2024-10-09.. P"
    l10_14 "L10-14" "2023-06-17.. P"
    l10_15 "L10-15" "2022-07-12.. P"
    l1_3 "L1.3" "2023-06-17.. S"
    l2_2 "L2.2" "2023-06-17.. UNCONFIRMED"
    l2_7 "L2.7" "2023-06-17.. P"
    l2_8 "L2.8" "2023-06-17.. P"
    l3_3 "L3.3" "2023-06-17.. P"
    l6_7 "L6.7" "2025-09-17.. S, 2025-09-17.. UNCONFIRMED"
    l9_1 "L9.1" ".. K"
}

#[test]
fn every_id_of_the_law_has_a_row_and_a_test_and_every_row_an_id_of_the_law() {
    let ids: BTreeSet<&str> = IDS.lines().collect();
    assert_eq!(ids.len(), IDS.lines().count(), "an id stands there twice");
    let index = BOOK.index();
    let in_rows: BTreeSet<&str> = index.iter().map(|row| row.id).collect();
    let tested: BTreeSet<&str> = PINNED.iter().copied().collect();
    assert_eq!(ids.difference(&in_rows).collect::<Vec<_>>(), Vec::<&&str>::new(), "without a row");
    assert_eq!(ids.difference(&tested).collect::<Vec<_>>(), Vec::<&&str>::new(), "without a test");
    assert_eq!(in_rows.difference(&ids).collect::<Vec<_>>(), Vec::<&&str>::new(), "not in the list");
    for id in CASES.iter().flat_map(|ids| ids.split(' ')) {
        assert!(ids.contains(id), "{id} of a case is no row");
    }
}

#[test]
fn a_school_can_set_unconfirmed_rows_only() {
    for row in book::unconfirmed() {
        assert_eq!(row.confidence, Confidence::Unconfirmed, "{}", row.id);
    }
}

fn forms(day: Date) -> String {
    let ids: Vec<&str> = allowed_forms::on(day).map(|rule| rule.id.trim_start_matches("L1.3-")).collect();
    ids.join(" ")
}

/// The forms of the day before, the day and the day after.
fn forms_around(day: Date) -> [String; 3] {
    around(day).map(forms)
}

fn minor(kind: SchoolKind) -> Holder {
    Holder::minor(kind)
}

fn card(holder: Holder, day: Date) -> Option<(Claim, &'static str)> {
    entitlement::card(&holder, day).map(|applied| (applied.value, applied.id))
}

fn mobile_claim(holder: Holder, day: Date) -> Option<(Claim, &'static str)> {
    entitlement::mobile(&holder, day).map(|applied| (applied.value, applied.id))
}

/// A paper document of the last day, prolonged to the end of September 2026.
const PAPER: OlderDocument = OlderDocument {
    form: Form::Paper2019,
    issued_on: date(2024, 7, 12),
    confirmed_until: Some(date(2026, 9, 30)),
    left_on: None,
};

cases! {
    boundary_2018_09_01_plastic_and_mobile_begin: "L1.3-2 L1.3-8" {
        assert_eq!(forms_around(date(2018, 9, 1)), ["1 6", "1 2 6 8", "1 2 6 8"]);
        assert_eq!(around(date(2018, 9, 1)).map(|day| mobile::on(day).is_some()), [false, true, true]);
    }
    boundary_2019_09_01_templates_of_2019_begin: "L1.3-3 L1.3-4 L2.1-1" {
        assert_eq!(forms_around(date(2019, 9, 1)), ["1 2 6 8", "1 2 3 4 6 8", "1 2 3 4 6 8"]);
        assert_eq!(around(date(2019, 9, 1)).map(|day| older_templates::on(day).count()), [0, 5, 5]);
    }
    boundary_2019_09_06_r2019_takes_effect: "L1.1-2 L3.2-7" {
        let known = around(date(2019, 9, 6)).map(|day| register_fields::on(Keeper::School, day).is_some());
        assert_eq!(known, [false, true, true]);
    }
    boundary_2020_08_31_is_the_last_day_of_the_oldest_forms: "L1.3-1 L1.3-2" {
        assert_eq!(forms_around(date(2020, 8, 31)), ["1 2 3 4 6 8", "1 2 3 4 6 8", "3 4 6 8"]);
    }
    boundary_2021_07_03_templates_get_numbers: "L1.1-3 L2.1-6" {
        let numbers = |day| older_templates::on(day).filter_map(|rule| rule.value.number).collect::<Vec<u8>>();
        assert_eq!(around(date(2021, 7, 3)).map(|day| numbers(day).len()), [0, 14, 14]);
        assert_eq!(numbers(date(2021, 7, 3)), (1..=14).collect::<Vec<u8>>());
    }
    boundary_2023_06_17_r2023_begins: "L1.1-5 L1.3-5 L1.3-7 L3.2-4 L3.2-5 L10-6" {
        assert_eq!(forms_around(date(2023, 6, 17)), ["3 4 6 8", "3 4 5 6 7 8", "3 4 5 6 7 8"]);
        let asks = |day| register_fields::on(Keeper::School, day).unwrap().value.fields.contains(&Field::Marking);
        assert_eq!(around(date(2023, 6, 17)).map(asks), [false, true, true]);
        let centre = |day| entitlement::may_issue(Body::Centre, day).map(|applied| applied.value);
        assert_eq!(around(date(2023, 6, 17)).map(centre), [Some(true), Some(false), Some(false)]);
    }
    boundary_2023_12_22_a2653_changes_no_form_yet: "L1.1-6" {
        assert_eq!(forms_around(date(2023, 12, 22)), ["3 4 5 6 7 8"; 3]);
        assert_eq!(around(date(2023, 12, 22)).map(|day| rows("L1.1-6")[0].covers(day)), [false, true, true]);
    }
    boundary_2024_07_12_and_13_only_cards_from_then_on: "L1.3-3 L1.3-4 L1.3-6 L10-1 L10-3" {
        assert_eq!(forms_around(date(2024, 7, 12)), ["3 4 5 6 7 8", "3 4 5 6 7 8", "5 7 8"]);
        assert_eq!(forms_around(date(2024, 7, 13)), ["3 4 5 6 7 8", "5 7 8", "5 7 8"]);
        let old = |day| older_templates::on(day).filter(|rule| rule.value.make != Make::MobileValid).count();
        assert_eq!(around(date(2024, 7, 12)).map(old), [17, 17, 2]);
        // the longer transition of 2024-07-19 brings nothing back
        assert_eq!(forms(date(2024, 7, 19)), "5 7 8");
    }
    boundary_2025_09_16_and_17_mobile_by_law: "L1.3-8 L1.3-9 L1.3-10 L6.1-1 L6.4-2 L10-4" {
        assert_eq!(forms_around(date(2025, 9, 16)), ["5 7 8", "5 7 8", "5 7 9 10"]);
        assert_eq!(forms_around(date(2025, 9, 17)), ["5 7 8", "5 7 9 10", "5 7 9 10"]);
        let trigger = |day| mobile::on(day).unwrap().value.trigger;
        assert_eq!(
            around(date(2025, 9, 17)).map(trigger),
            [Trigger::Application, Trigger::ExOfficio, Trigger::ExOfficio]
        );
        let minutes = |day| mobile::code(day).unwrap().value.lasts.as_secs() / 60;
        assert_eq!(around(date(2025, 9, 17)).map(minutes), [30 * 24 * 60, 10, 10]);
        let place = |day| mobile::on(day).unwrap().value.place;
        assert_eq!(around(date(2025, 9, 17)).map(place), [Place::Panel, Place::Sio, Place::Sio]);
    }
    boundary_of_the_draft_is_where_the_administrator_puts_it: "L1.2-2 L1.2-3 L2.3-2 L2.7 L5-6 L5-7" {
        let from = date(2027, 3, 1);
        let book = RuleBook { draft_from: Some(from), ..BOOK };
        let style = |day| book.dates(day).value;
        assert_eq!(around(from).map(style), [DateStyle::Words, DateStyle::Digits, DateStyle::Digits]);
        let asked = |day| book.service(day).map(|applied| (applied.value, applied.id));
        let opinion = Some((Asked::Opinion, "L1.2-2"));
        assert_eq!(around(from).map(asked), [Some((Asked::Consent, "L2.7")), opinion, opinion]);
        let marking = |day| book.marking(day).map(|applied| (applied.value, applied.id));
        let none = Some((Marking::NoWord, "L5-7"));
        assert_eq!(around(from).map(marking), [Some((Marking::AbovePhotoRow, "L5-6")), none, none]);
        let width = |day| book.photo(Purpose::Least, day).map(|applied| applied.value.width);
        assert_eq!(around(from).map(width), [Some(354), Some(492), Some(492)]);
        for day in around(from) {
            assert_eq!(BOOK.dates(day).value, DateStyle::Words, "without a start the draft never begins");
            assert_eq!(BOOK.index().iter().filter(|row| row.draft && row.covers(day)).count(), 0);
        }
    }
    the_index_ends_what_the_draft_replaces: "L1.2-2 L2.3-2" {
        let from = date(2027, 3, 1);
        let index = RuleBook { draft_from: Some(from), ..BOOK }.index();
        for id in ["L2.3-2", "L2.7", "L5-6", "L6.5-2"] {
            let replaced = index.iter().find(|row| row.id == id).unwrap();
            assert_eq!(around(from).map(|day| replaced.covers(day)), [true, false, false], "{id}");
        }
        let drafts: Vec<&Row> = index.iter().filter(|row| row.draft).collect();
        assert_eq!(drafts.len(), 4);
        assert!(drafts.iter().all(|row| around(from).map(|day| row.covers(day)) == [false, true, true]));
    }

    worked_paper_of_2024_07_12_is_prolonged_until_the_school_ends: "L1.3-3 L4.1-4 L4.3-2" {
        assert_eq!(PAPER.standing(date(2026, 9, 30)), (Standing::Valid, Some("L1.3-3")));
        assert_eq!(PAPER.standing(date(2026, 10, 1)), (Standing::NotConfirmed, Some("L4.3-1")));
        let prolonged = PAPER.prolonged(Holds::Pupil, date(2026, 10, 1)).unwrap();
        assert_eq!((prolonged.value, prolonged.id), ((Mark::DateAndRoundSeal, ValidityUnit::SchoolYear), "L4.1-4"));
    }
    worked_paper_of_2024_07_12_that_is_lost_becomes_a_card: "L1.3-7 L2.1-1 L5-5 L5-6 L5-12 L5-13 L1.2-4" {
        assert!(allowed_forms::allowing(Form::PaperDuplicate, TODAY).is_none());
        assert_eq!(allowed_forms::allowing(Form::CardDuplicate, TODAY).map(|rule| rule.id), Some("L1.3-7"));
        let (template, _) = entitlement::template(SchoolKind::Primary, Ruling::NoRuling, TODAY).unwrap();
        assert_eq!(template, TemplateCode::MeinI1);
        assert_eq!(BOOK.marking(TODAY).map(|applied| applied.value), Some(Marking::AbovePhotoRow));
        assert_eq!(BOOK.fee(Occasion::Duplicate, TODAY).map(|applied| applied.value), Some(Fee { grosze: 900 }));
        assert_eq!(mobile::new_one(Cause::Duplicate, TODAY).map(|applied| applied.value), Some(true));
    }
    worked_paper_of_2024_07_13_is_rejected: "L1.3-3 L10-1" {
        let late = OlderDocument { issued_on: date(2024, 7, 13), ..PAPER };
        assert_eq!(late.standing(date(2024, 9, 1)), (Standing::NeverLawful, None));
        assert_eq!(late.prolonged(Holds::Pupil, date(2024, 9, 1)), None);
    }
    worked_transfer_ends_the_paper_and_the_new_school_issues_free_of_charge: "L4.3-2 L4.3-4 L5-16" {
        let left = OlderDocument { left_on: Some(date(2026, 9, 15)), ..PAPER };
        assert_eq!(left.standing(date(2026, 9, 14)), (Standing::Valid, Some("L1.3-3")));
        assert_eq!(left.standing(date(2026, 9, 15)), (Standing::Ended, Some("L4.3-2")));
        assert_eq!(left.prolonged(Holds::Pupil, date(2026, 9, 15)), None);
        assert_eq!(card(minor(SchoolKind::Primary), date(2026, 9, 16)), Some((Claim::Must, "L1.4-1")));
        let fee = BOOK.fee(Occasion::FirstCard, date(2026, 9, 16)).unwrap();
        assert_eq!((fee.value, fee.id), (Fee { grosze: 0 }, "L5-16"));
    }
    worked_post_secondary_gets_a_hologram_every_semester: "L4.1-2 L4.2-4 L9.3-8 L10-12" {
        let (template, _) = entitlement::template(SchoolKind::PostSecondary, Ruling::NoRuling, TODAY).unwrap();
        let year = SchoolYear(2026);
        let until = |semester| BOOK.expiry(template, Period::Semester(year, semester)).unwrap();
        assert_eq!(template.template().unit(), ValidityUnit::Semester);
        assert_eq!((until(Semester::Winter).value, until(Semester::Winter).id), (date(2027, 3, 1), "L4.2-4"));
        assert_eq!(until(Semester::Summer).value, date(2027, 9, 30));
        assert_eq!(BOOK.expiry(template, Period::Year(year)), None);
    }
    worked_youth_card_of_2026_09_02_ends_on_2027_09_30: "L4.1-1 L4.2-1" {
        let period = Period::Year(SchoolYear::of(date(2026, 9, 2)));
        let until = BOOK.expiry(TemplateCode::MeinI1, period).unwrap();
        assert_eq!((until.value, until.id), (date(2027, 9, 30), "L4.2-1"));
    }
    worked_pupil_without_pesel_has_a_document_and_no_mobile: "L2.3-3 L6.1-3 L3.2-2" {
        let passport = Identity::document("paszport", "FA 123456").unwrap();
        assert_eq!(identity::written(&passport), "paszport FA 123456");
        let holder = Holder { pesel: false, ..minor(SchoolKind::Primary) };
        assert_eq!(card(holder, TODAY), Some((Claim::Must, "L1.4-1")));
        assert_eq!(mobile_claim(holder, TODAY), Some((Claim::Never, "L6.1-3")));
    }
    worked_new_surname_asks_for_a_new_card_without_a_fee: "L4.3-6 L2.3-7 L3.3 L5-16 L6.1-6" {
        let exchange = BOOK.exchange(Change::Name, TODAY).unwrap();
        assert_eq!((exchange.value, exchange.id), (Exchange::Required, "L4.3-6"));
        assert_eq!(BOOK.fee(Occasion::Exchange, TODAY).unwrap().value, Fee { grosze: 0 });
        assert!(mobile::new_one(Cause::Name, TODAY).unwrap().value);
    }
    worked_ruling_in_november_asks_for_the_n_template: "L4.3-7 L2.1-3 L2.2 L6.1-6" {
        assert_eq!(BOOK.exchange(Change::Ruling, TODAY).unwrap().id, "L4.3-7");
        let template = |ruling| entitlement::template(SchoolKind::Primary, ruling, TODAY).unwrap().0;
        assert_eq!(template(Ruling::Disability), TemplateCode::MeinI3N);
        assert_eq!(template(Ruling::OtherReason), TemplateCode::MeinI1);
        assert!(mobile::new_one(Cause::Ruling, TODAY).unwrap().value);
        let ended = BOOK.exchange(Change::RulingEnded, TODAY).unwrap();
        assert_eq!((ended.value, ended.confidence), (Exchange::Offered, Confidence::Unconfirmed));
    }
    worked_objection_leaves_the_card_as_it_is: "L1.4-1 L1.4-5 L6.7" {
        let holder = Holder { objection: true, ..minor(SchoolKind::Primary) };
        assert_eq!(card(holder, TODAY), Some((Claim::Must, "L1.4-1")));
        assert_eq!(mobile_claim(holder, TODAY), Some((Claim::Objected, "L1.4-5")));
        let adult = Holder { adult: true, ..holder };
        assert_eq!(mobile_claim(adult, TODAY), Some((Claim::Must, "L1.4-4")));
        assert_eq!(BOOK.late_objection().value, LateObjection::Invalidated);
    }
    worked_card_of_2026_10_05_writes_the_month_in_words: "L2.3-2 L1.2-2" {
        let (issued_on, born) = (date(2026, 10, 5), date(2015, 6, 5));
        assert_eq!(BOOK.dates(issued_on).value.write(born), "5 czerwca 2015");
        let drafted = RuleBook { draft_from: Some(issued_on), ..BOOK };
        assert_eq!(drafted.dates(issued_on).value.write(born), "05.06.2015");
    }

    who_gets_a_card_and_a_mobile_one: "L1.4-1 L1.4-2 L1.4-3 L1.4-4 L1.4-5 L1.4-6 L9.3-13 L9.3-14 L10-11" {
        let primary = minor(SchoolKind::Primary);
        let child = Holder { ruling: Ruling::Disability, ..minor(SchoolKind::Preschool) };
        let artistic = Holder { general_education: false, ..minor(SchoolKind::Artistic) };
        for (holder, of_card, of_mobile) in [
            (primary, (Claim::Must, "L1.4-1"), (Claim::Must, "L1.4-5")),
            (Holder { adult: true, ..primary }, (Claim::Must, "L1.4-1"), (Claim::Must, "L1.4-4")),
            (minor(SchoolKind::Artistic), (Claim::Must, "L1.4-1"), (Claim::Must, "L1.4-5")),
            (artistic, (Claim::OnApplication, "L1.4-2"), (Claim::Must, "L1.4-5")),
            (Holder { attends_another: true, ..artistic }, (Claim::Never, "L1.4-2"), (Claim::Never, "L1.4-2")),
            (child, (Claim::Must, "L1.4-3"), (Claim::Never, "L9.3-13")),
            (Holder { compulsory_year: false, ..child }, (Claim::Allowed, "L10-11"), (Claim::Never, "L9.3-13")),
            (minor(SchoolKind::Preschool), (Claim::Never, "L9.3-13"), (Claim::Never, "L9.3-13")),
            (minor(SchoolKind::Abroad), (Claim::OnApplication, "L1.4-6"), (Claim::Never, "L1.4-6")),
        ] {
            assert_eq!(card(holder, TODAY), Some(of_card), "{holder:?}");
            assert_eq!(mobile_claim(holder, TODAY), Some(of_mobile), "{holder:?}");
        }
        let before = date(2025, 9, 16);
        assert_eq!(card(primary, before), None, "the duty is of the next day");
        assert_eq!(mobile_claim(primary, before), Some((Claim::OnApplication, "L1.3-8")));
        assert_eq!(card(child, before), Some((Claim::Allowed, "L10-11")));
    }
    a_card_says_which_rows_it_follows: "L1.3-5 L2.1-1 L2.1-2 L2.3-2 L4.1-1 L4.1-2 L4.2-1 L4.2-4" {
        let rows = |template| BOOK.of_card(template, TODAY);
        assert_eq!(rows(TemplateCode::MeinI1), ["L1.3-5", "L2.1-1", "L2.3-2", "L4.1-1", "L4.2-1"]);
        assert_eq!(rows(TemplateCode::MeinI2), ["L1.3-5", "L2.1-2", "L2.3-2", "L4.1-2", "L4.2-4"]);
        let drafted = RuleBook { draft_from: Some(TODAY), ..BOOK };
        assert_eq!(drafted.of_card(TemplateCode::MeinI1, TODAY)[2], "L1.2-2");
    }
    bodies_that_are_no_schools_issue_nothing: "L9.3-11 L9.3-12 L10-10" {
        let issues = |body, day| entitlement::may_issue(body, day).map(|applied| (applied.value, applied.id));
        assert_eq!(issues(Body::Centre, TODAY), Some((false, "L9.3-11")));
        assert_eq!(issues(Body::Course, TODAY), Some((false, "L9.3-12")));
        assert_eq!(issues(Body::Centre, date(2019, 9, 5)), None);
    }
    older_documents_are_prolonged_by_their_own_regime: "L4.1-4 L4.1-5 L4.1-6 L4.1-7" {
        let plastic = OlderDocument { form: Form::Plastic2019, ..PAPER };
        for (document, holder, mark, unit, id) in [
            (PAPER, Holds::Learner, Mark::DateAndRoundSeal, ValidityUnit::Semester, "L4.1-5"),
            (PAPER, Holds::Child, Mark::DateAndOblongStamp, ValidityUnit::SchoolYear, "L4.1-6"),
            (plastic, Holds::Pupil, Mark::Hologram, ValidityUnit::SchoolYear, "L4.1-7"),
            (plastic, Holds::Learner, Mark::Hologram, ValidityUnit::Semester, "L4.1-7"),
        ] {
            let prolonged = document.prolonged(holder, TODAY).unwrap();
            assert_eq!((prolonged.value, prolonged.id), ((mark, unit), id));
        }
        let card = OlderDocument { form: Form::Card, ..PAPER };
        assert_eq!(card.standing(TODAY).0, Standing::NeverLawful, "a card of R2023 is none of the older documents");
    }
    the_fee_is_that_of_the_day_of_the_application: "L5-13 L1.2-4" {
        let fee = |day| BOOK.fee(Occasion::Duplicate, day).map(|applied| (applied.value.grosze, applied.id));
        assert_eq!(around(date(2023, 6, 17)).map(fee), [None, Some((900, "L5-13")), Some((900, "L5-13"))]);
        let known = [Some((900, "L5-13")), Some((900, "L1.2-4")), Some((900, "L1.2-4"))];
        assert_eq!(around(date(2026, 1, 1)).map(fee), known);
    }
    duplicates_are_asked_for_by_whom_the_law_names: "L5-2" {
        assert_eq!(duplicates::applicant(false, true), Applicant::Holder);
        assert_eq!(duplicates::applicant(false, false), Applicant::Parents);
        assert_eq!(duplicates::applicant(true, false), Applicant::ParentsInWriting);
    }
    a_mobile_document_goes_from_state_to_state: "L6.7" {
        let way = [State::PendingPhoto, State::Ready, State::Registered, State::CodeAvailable, State::Active];
        assert!(way.windows(2).all(|pair| pair[0].may_become(pair[1])));
        assert!(way.windows(2).all(|pair| pair[1] == State::Ready || !pair[1].may_become(pair[0])));
        for end in [State::Invalid, State::Reissued] {
            assert!(State::Active.may_become(end));
            assert!(State::ALL.iter().all(|next| !end.may_become(*next)), "{end} is the end");
        }
        assert!(!State::Objected.may_become(State::Registered), "an objection keeps the photo out of SIO");
    }
    what_asks_for_a_new_mobile_one_changed_with_the_regime: "L6.1-5 L6.1-6 L5-12" {
        let asks = |cause, day| mobile::new_one(cause, day).map(|applied| applied.value);
        let (before, since) = (date(2025, 9, 16), date(2025, 9, 17));
        for (cause, then, now) in [
            (Cause::Confirmation, true, false),
            (Cause::Error, true, true),
            (Cause::Name, true, true),
            (Cause::Ruling, false, true),
            (Cause::Duplicate, false, true),
            (Cause::Device, false, true),
        ] {
            assert_eq!([asks(cause, before), asks(cause, since)], [Some(then), Some(now)], "{cause}");
        }
    }
    a_school_sets_what_nobody_could_confirm: "L1.2-4 L2.2 L2.4-3 L4.2-4 L4.3-2 L4.3-8 L4.3-9 L5-6 L5-18 L6.5-3 L6.7" {
        let book = RuleBook {
            draft_from: None,
            overrides: Overrides {
                fee: Some(Fee { grosze: 1700 }),
                on_change: OnChangeSet {
                    school_data: Some(Exchange::Required),
                    photo: Some(Exchange::Required),
                    ruling_ended: Some(Exchange::Required),
                },
                hologram_fields: Some(5),
                winter_ends: Some(DayOfYear { month: 3, day: 31 }),
                summer_ends: Some(DayOfYear { month: 10, day: 31 }),
                after_leaving: Some(AfterLeaving::Ends),
                marking: Some(Marking::NoWord),
                found_original: Some(FoundOriginal::Valid),
                sio_photo: Some((300, 400, 1_000_000)),
                late_objection: Some(LateObjection::Kept),
            },
        };
        let fee = book.fee(Occasion::Duplicate, TODAY).unwrap();
        assert_eq!((fee.value.grosze, fee.set_by_school), (1700, true));
        assert_eq!(book.fee(Occasion::Duplicate, date(2025, 12, 31)).unwrap().value.grosze, 900, "that was confirmed");
        for change in [Change::SchoolData, Change::Photo, Change::RulingEnded] {
            assert_eq!(book.exchange(change, TODAY).unwrap().value, Exchange::Required);
            assert_eq!(BOOK.exchange(change, TODAY).unwrap().value, Exchange::Offered);
        }
        assert_eq!((book.hologram_fields().value, BOOK.hologram_fields().value), (5, 8));
        let winter = |book: &RuleBook, template| {
            book.expiry(template, Period::Semester(SchoolYear(2026), Semester::Winter)).unwrap().value
        };
        assert_eq!(winter(&book, TemplateCode::MeinI2), date(2027, 3, 31));
        assert_eq!(winter(&book, TemplateCode::Art102), date(2027, 3, 1), "that of ART was read in the act");
        let summer = Period::Semester(SchoolYear(2026), Semester::Summer);
        assert_eq!(book.expiry(TemplateCode::MeinI4N, summer).unwrap().value, date(2027, 10, 31));
        assert_eq!(book.after_leaving().value, AfterLeaving::Ends);
        assert_eq!(BOOK.after_leaving().value, AfterLeaving::FormallyValid);
        assert_eq!(book.marking(TODAY).unwrap().value, Marking::NoWord);
        assert_eq!(book.found_original().value, FoundOriginal::Valid);
        assert_eq!(BOOK.found_original().value, FoundOriginal::Invalid);
        assert_eq!(book.photo(Purpose::Sio, TODAY).unwrap().value.width, 300);
        assert_eq!(BOOK.photo(Purpose::Sio, TODAY).unwrap().value.width, 246);
        assert_eq!(book.photo(Purpose::Sio, date(2025, 9, 16)), None);
        assert_eq!(book.late_objection().value, LateObjection::Kept);
    }
}
