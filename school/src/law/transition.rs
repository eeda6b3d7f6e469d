//! Documents of 2018 to 2024, which keep the rules of their issue (law.md 1.3, 4.1, 4.3): they last until education in
//! that school ends, are prolonged every year, and are not issued any more.

use jiff::civil::{Date, date};

use crate::{
    code::codes,
    law::{
        Applied, Confidence, Rule,
        allowed_forms::{self, Form, StaysValid},
        templates::ValidityUnit,
    },
};

codes! {
    /// What is put on an older document to prolong it.
    Mark {
        /// The date and the round official seal, 20 mm.
        DateAndRoundSeal = "date_and_round_seal",
        /// The date and the oblong stamp.
        DateAndOblongStamp = "date_and_oblong_stamp",
        /// A hologram.
        Hologram = "hologram",
    }
}

codes! {
    /// Whose document it is.
    Holds {
        /// A pupil of a school confirmed by years.
        Pupil = "pupil",
        /// A learner of a school confirmed by semesters.
        Learner = "learner",
        /// A child at a preschool.
        Child = "child",
    }
}

codes! {
    /// What an older document is worth on a day.
    Standing {
        /// It was issued when none could be any more, or was none of the older forms.
        NeverLawful = "never_lawful",
        /// Education in that school has ended, and the document with it.
        Ended = "ended",
        /// It waits for the next date or hologram.
        NotConfirmed = "not_confirmed",
        /// It is valid.
        Valid = "valid",
    }
}

/// How an older document is prolonged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prolonged {
    /// On paper, or else on plastic.
    pub paper: bool,
    /// Whose.
    pub holder: Holds,
    /// With what.
    pub mark: Mark,
    /// For how long.
    pub unit: ValidityUnit,
}

/// The rows of 4.1 for older documents.
pub static ROWS: [Rule<Prolonged>; 6] = {
    use {Holds as H, Mark as M, ValidityUnit as U};
    const fn row(id: &'static str, basis: &'static str, value: Prolonged) -> Rule<Prolonged> {
        Rule { id, from: Some(date(2019, 9, 6)), to: None, basis, confidence: Confidence::P, value }
    }
    const fn plastic(holder: Holds, unit: ValidityUnit) -> Rule<Prolonged> {
        row("L4.1-7", "R2019 § 26", Prolonged { paper: false, holder, mark: M::Hologram, unit })
    }
    const fn paper(id: &'static str, basis: &'static str, (holder, mark, unit): (H, M, U)) -> Rule<Prolonged> {
        row(id, basis, Prolonged { paper: true, holder, mark, unit })
    }
    [
        paper("L4.1-4", "R2019 § 26 ust. 1", (H::Pupil, M::DateAndRoundSeal, U::SchoolYear)),
        paper("L4.1-5", "R2019 § 26 ust. 3", (H::Learner, M::DateAndRoundSeal, U::Semester)),
        paper("L4.1-6", "R2019 § 26 ust. 5", (H::Child, M::DateAndOblongStamp, U::SchoolYear)),
        plastic(H::Pupil, U::SchoolYear),
        plastic(H::Learner, U::Semester),
        plastic(H::Child, U::SchoolYear),
    ]
};

/// A document of 2018 to 2024, as it was entered or imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OlderDocument {
    /// Its form.
    pub form: Form,
    /// Day of issue.
    pub issued_on: Date,
    /// The last day of the last confirmation; none if there never was one.
    pub confirmed_until: Option<Date>,
    /// The day on which education in that school ended.
    pub left_on: Option<Date>,
}

impl OlderDocument {
    /// What it is worth on the day, and by which row.
    #[must_use]
    pub fn standing(&self, day: Date) -> (Standing, Option<&'static str>) {
        let Some(rule) = self.rule() else { return (Standing::NeverLawful, None) };
        if self.left_on.is_some_and(|left| left <= day) {
            return (Standing::Ended, Some("L4.3-2"));
        }
        match self.confirmed_until {
            Some(last) if day <= last => (Standing::Valid, Some(rule)),
            _ => (Standing::NotConfirmed, Some("L4.3-1")),
        }
    }

    /// How it is prolonged on the day; none if it may not be.
    #[must_use]
    pub fn prolonged(&self, holder: Holds, day: Date) -> Option<Applied<(Mark, ValidityUnit)>> {
        let (standing, _) = self.standing(day);
        if matches!(standing, Standing::NeverLawful | Standing::Ended) {
            return None;
        }
        let paper = matches!(self.form, Form::PaperBefore2019 | Form::Paper2019 | Form::PaperDuplicate);
        let fits = |rule: &&Rule<Prolonged>| rule.value.paper == paper && rule.value.holder == holder;
        let rule = ROWS.iter().filter(fits).find(|rule| rule.covers(day))?;
        Some(Applied::of(rule).with((rule.value.mark, rule.value.unit)))
    }

    /// The row that let it be issued, if it is one of those that last until education ends.
    fn rule(&self) -> Option<&'static str> {
        let rule = allowed_forms::allowing(self.form, self.issued_on)?;
        matches!(rule.value.stays_valid, StaysValid::EndOfEducation | StaysValid::AsOriginal).then_some(rule.id)
    }
}
