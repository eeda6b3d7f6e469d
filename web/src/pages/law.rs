//! The legal bases: which rules are in force on a day, where they stand, and which of them nobody could confirm.

use askama::Template;
use axum::extract::Query;
use i18n_embed_fl::fl;
use jiff::civil::Date;
use office::{FieldError, Problem};
use school::{
    law::{Confidence, Family, Row, RuleBook, Settable, TemplateCode},
    permission::Permission,
};
use serde::Deserialize;

use super::{
    Answer,
    audit::words_of,
    rules::{rule_words, told_words},
    unprocessable,
};
use crate::{formats, forms::Errors, frame::Frame, refusal::page, visitor::Staff, words::Words};

/// The acts by their short names, as messages `law-act-…` spell them out.
const ACTS: [&str; 11] = ["R2018", "R2019", "R2023", "A2653", "USO", "UDP", "UMO", "SIO", "UOS", "ART", "KRI"];

#[derive(Template)]
#[template(path = "law/show.html")]
struct LawPage {
    frame: Frame,
    /// What is in the field.
    day: String,
    /// The day in words; empty if it was not understood.
    on: String,
    chapters: Vec<Chapter>,
    /// What the draft of December 2025 would change.
    drafts: Vec<Line>,
    /// Its first day, if it was named.
    draft_from: Option<String>,
    /// What the school has set: about what, how, and the row.
    set: Vec<(String, String, &'static str)>,
    may_set: bool,
    acts: Vec<(&'static str, String)>,
    errors: Errors,
}

/// The rules about one thing.
struct Chapter {
    family: &'static str,
    title: String,
    rules: Vec<Line>,
}

/// A rule in words.
pub(super) struct Line {
    id: &'static str,
    pub(super) says: String,
    basis: Vec<String>,
    period: String,
    pub(super) unconfirmed: bool,
    /// The school has replaced what it says.
    pub(super) set: bool,
}

impl Line {
    fn of(t: Words, row: &Row) -> Self {
        Self {
            id: row.id,
            says: words_of(t, "law", row.id.trim_start_matches('L')),
            basis: vec![basis_words(t, row.basis)],
            period: period(t, row.from, row.to),
            unconfirmed: row.confidence == Confidence::Unconfirmed,
            set: false,
        }
    }

    /// The same, told that the school has set it, if it has.
    fn marked_if_set(self, book: &RuleBook) -> Self {
        let set = Settable::ALL.iter().any(|what| what.row() == self.id && book.set_about(*what).is_some());
        Self { set, ..self }
    }

    /// Takes in another row of the same rule, which stands elsewhere.
    fn take_in(&mut self, other: Self) {
        let new: Vec<String> = other.basis.into_iter().filter(|basis| !self.basis.contains(basis)).collect();
        self.basis.extend(new);
        self.unconfirmed |= other.unconfirmed;
    }
}

/// Acts, looks and data protection are no rules about a document, so `legitka law` alone lists them.
fn about_documents(row: &&Row) -> bool {
    !matches!(row.family, Family::Background | Family::DataProtection)
}

/// Act and paragraph, which need no translation, or in words what stands there instead.
pub(super) fn basis_words(t: Words, basis: &str) -> String {
    let name: String =
        basis.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let message = name.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let said = words_of(t, "law-basis", &message);
    if said == message { basis.to_owned() } else { said }
}

fn period(t: Words, from: Option<Date>, to: Option<Date>) -> String {
    match (from.map(formats::short_day), to.map(formats::short_day)) {
        (Some(from), Some(to)) => fl!(t, "law-from-until", from = from, until = to),
        (Some(from), None) => fl!(t, "law-from", from = from),
        (None, Some(to)) => fl!(t, "law-until", until = to),
        (None, None) => fl!(t, "law-undated"),
    }
}

/// The rules in force on the day, chapter by chapter.
fn chapters(t: Words, book: &RuleBook, day: Date) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    for row in book.index().iter().filter(about_documents).filter(|row| row.covers(day)) {
        let (family, line) = (row.family.code(), Line::of(t, row).marked_if_set(book));
        match chapters.last_mut().filter(|chapter| chapter.family == family) {
            Some(chapter) => match chapter.rules.iter_mut().find(|rule| rule.id == line.id) {
                Some(rule) => rule.take_in(line),
                None => chapter.rules.push(line),
            },
            None => chapters.push(Chapter { family, title: words_of(t, "law-family", family), rules: vec![line] }),
        }
    }
    chapters
}

/// What the draft would change that is not in force on the day; each rule once.
fn drafts(t: Words, index: &[Row], day: Date) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for row in index.iter().filter(|row| row.draft && !row.covers(day)) {
        if !lines.iter().any(|line| line.id == row.id) {
            lines.push(Line::of(t, row));
        }
    }
    lines
}

/// The rules that a card follows which was issued on the day on this template.
pub(super) fn of_card(t: Words, book: &RuleBook, template: &str, issued_on: Date) -> Vec<Line> {
    let ids = template.parse::<TemplateCode>().map(|template| book.of_card(template, issued_on)).unwrap_or_default();
    let index = book.index();
    let row = |id: &str| index.iter().find(|row| row.id == id && row.covers(issued_on));
    ids.into_iter().filter_map(row).map(|row| Line::of(t, row).marked_if_set(book)).collect()
}

/// What the school has set, the draft aside.
fn set(t: Words, book: &RuleBook) -> Vec<(String, String, &'static str)> {
    let about = Settable::ALL.iter().filter(|what| **what != Settable::DraftFrom);
    let told = |what: &Settable| {
        let text = book.set_about(*what)?;
        Some((rule_words(t, *what), told_words(t, *what, &text), what.row()))
    };
    about.filter_map(told).collect()
}

/// Which day.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Wanted {
    day: String,
}

/// The rules of today, or of the day that is asked for.
pub async fn show(staff: Staff, Query(wanted): Query<Wanted>) -> Answer {
    let t = staff.t();
    let typed = wanted.day.trim();
    let day = if typed.is_empty() { Some(staff.desk.today()) } else { typed.parse::<Date>().ok() };
    let book = staff.desk.rule_book().await?;
    let mut frame = staff.frame("law").await?;
    frame.title_error = day.is_none();
    let wrong = [FieldError { field: "day", problem: Problem::NotADate }];
    let law = LawPage {
        frame,
        day: day.map_or_else(|| wanted.day.clone(), |day| day.to_string()),
        on: day.map(|day| formats::day(t, day)).unwrap_or_default(),
        chapters: day.map(|day| chapters(t, &book, day)).unwrap_or_default(),
        drafts: day.map(|day| drafts(t, &book.index(), day)).unwrap_or_default(),
        draft_from: book.draft_from.map(|from| formats::day(t, from)),
        set: set(t, &book),
        may_set: staff.desk.may(Permission::ManageSchool),
        acts: ACTS.iter().map(|act| (*act, words_of(t, "law-act", &act.to_lowercase()))).collect(),
        errors: match day {
            Some(_) => Errors::default(),
            None => Errors::labelled(t, &wrong, &[("day", fl!(t, "law-day"))]),
        },
    };
    Ok(if day.is_some() { page(&law) } else { unprocessable(&law) })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use school::language::Language;

    use super::*;
    use crate::words::words;

    /// Words of citations that are not words of any language here.
    const ENGLISH: [&str; 10] =
        ["annex", "no ", "none", "practice", "guide", "school", "draft", "infer", "notice", "rules"];

    #[test]
    fn every_rule_and_every_basis_has_words_in_three_languages() {
        for language in Language::ALL {
            let t = words(*language);
            for row in RuleBook::default().index().iter().filter(about_documents) {
                let line = Line::of(t, row);
                assert!(t.has(&format!("law-{}", row.id.trim_start_matches('L').replace('.', "-"))), "{}", row.id);
                let family = row.family.code().replace('_', "-");
                assert!(t.has(&format!("law-family-{family}")), "{family}");
                let told = line.basis.concat();
                let english = *language != Language::En && ENGLISH.iter().any(|word| told.contains(word));
                assert!(!english, "{} in {language}: {told}", row.id);
            }
            for act in ACTS {
                assert!(t.has(&format!("law-act-{}", act.to_lowercase())), "{act}");
            }
        }
    }

    #[test]
    fn a_day_has_the_rules_of_that_day_each_once() {
        let (t, book) = (words(Language::Pl), RuleBook::default());
        let index = book.index();
        let ids = |book: &RuleBook, day| -> Vec<&'static str> {
            let chapters = chapters(t, book, day);
            chapters.iter().flat_map(|chapter| &chapter.rules).map(|rule| rule.id).collect()
        };
        let [last, first] = [date(2024, 7, 12), date(2024, 7, 13)].map(|day| ids(&book, day));
        assert!(last.contains(&"L1.3-3") && !first.contains(&"L1.3-3"));
        assert!(first.contains(&"L1.3-5") && !first.contains(&"L1.2-2"), "a draft is in force on no day");
        let chapters = chapters(t, &book, date(2026, 11, 20));
        for chapter in &chapters {
            let mut ids: Vec<&str> = chapter.rules.iter().map(|rule| rule.id).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), chapter.rules.len(), "{}", chapter.title);
        }
        assert_eq!(
            drafts(t, &index, date(2026, 11, 20)).iter().map(|line| line.id).collect::<Vec<_>>(),
            ["L1.2-2", "L5-7"]
        );
        let begun = book.with(Settable::DraftFrom, "2026-11-20").unwrap();
        let [before, since] = [date(2026, 11, 19), date(2026, 11, 20)].map(|day| ids(&begun, day));
        assert!(!before.contains(&"L5-7") && before.contains(&"L5-6"));
        assert!(since.contains(&"L5-7") && !since.contains(&"L5-6"), "the draft is in force from its day on");
        assert!(drafts(t, &begun.index(), date(2026, 11, 20)).is_empty());
    }

    #[test]
    fn what_a_school_has_set_is_told_beside_its_rule() {
        let t = words(Language::Pl);
        let book = RuleBook::default().with(Settable::Fee, "12,00").unwrap();
        let chapters = chapters(t, &book, date(2026, 11, 20));
        let told = chapters.iter().flat_map(|chapter| &chapter.rules).filter(|rule| rule.set).map(|rule| rule.id);
        assert_eq!(told.collect::<Vec<_>>(), ["L1.2-4"]);
        let set = set(t, &book);
        let [(_, how, row)] = &set[..] else { panic!("one thing is set") };
        assert_eq!((how.as_str(), *row), ("12,00 zł", "L1.2-4"));
    }
}
