//! How long one confirmation of a card lasts and on which day it ends (law.md 4.1, 4.2).
//!
//! Day and month are printed on the card by the template, the year is on the hologram. Only cards of
//! R2023 and ART are confirmed here; stamps on older paper follow their own regime.

use jiff::civil::{Date, date};

use crate::{
    law::{
        Confidence, Rule, TemplateCode, Unconfirmed,
        templates::{Audience, ValidityUnit},
    },
    year::{Period, Semester},
};

/// Whom a rule of validity is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// For whom the card is.
    pub audience: Audience,
    /// What one hologram confirms.
    pub unit: ValidityUnit,
}

const R2023: Option<Date> = Some(date(2023, 6, 17));

const fn unit_row(id: &'static str, basis: &'static str, audience: Audience, unit: ValidityUnit) -> Rule<Unit> {
    Rule { id, from: R2023, to: None, basis, confidence: Confidence::P, value: Unit { audience, unit } }
}

/// What one hologram confirms.
pub static UNITS: [Rule<Unit>; 3] = [
    unit_row("L4.1-1", "R2023 § 63 ust. 1", Audience::Pupils, ValidityUnit::SchoolYear),
    unit_row("L4.1-2", "R2023 § 63 ust. 2", Audience::Learners, ValidityUnit::Semester),
    unit_row("L4.1-3", "R2023 § 63 ust. 3", Audience::PreschoolChildren, ValidityUnit::SchoolYear),
];

/// The day and month on which a confirmation ends, in the calendar year in which the school year ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expiry {
    /// On which templates.
    pub templates: &'static [TemplateCode],
    /// In which semester; none for a whole year.
    pub semester: Option<Semester>,
    /// The month, 1 to 12.
    pub month: i8,
    /// The day of the month.
    pub day: i8,
}

const fn expiry_row(
    id: &'static str,
    basis: &'static str,
    confidence: Confidence,
    templates: &'static [TemplateCode],
    semester: Option<Semester>,
    (month, day): (i8, i8),
) -> Rule<Expiry> {
    Rule { id, from: None, to: None, basis, confidence, value: Expiry { templates, semester, month, day } }
}

/// The rows of 4.2 that could be confirmed.
pub static EXPIRIES: [Rule<Expiry>; 4] = {
    use Confidence::{P, S};
    use TemplateCode as T;
    const YEAR: &[TemplateCode] = &[T::MeinI1, T::MeinI3N, T::MeinI5];
    const ART_YEAR: &[TemplateCode] = &[T::Art100, T::Art101N];
    const ART_SEMESTER: &[TemplateCode] = &[T::Art102, T::Art103N];
    [
        expiry_row("L4.2-1", "R2023 annex 4", S, YEAR, None, (9, 30)),
        expiry_row("L4.2-2", "ART annex 4", P, ART_YEAR, None, (9, 30)),
        expiry_row("L4.2-3", "ART annex 4", P, ART_SEMESTER, Some(Semester::Winter), (3, 1)),
        expiry_row("L4.2-3", "ART annex 4", P, ART_SEMESTER, Some(Semester::Summer), (9, 30)),
    ]
};

const fn by_analogy(semester: Semester, month: i8, day: i8) -> Unconfirmed<Expiry> {
    const SEMESTER: &[TemplateCode] = &[TemplateCode::MeinI2, TemplateCode::MeinI4N];
    let value = Expiry { templates: SEMESTER, semester: Some(semester), month, day };
    Unconfirmed::new("L4.2-4", (None, None), "by analogy with ART annex 4", value)
}

/// For MEiN-I/2 and I/4-N the law's text was not to be had: by analogy with ART.
pub static BY_ANALOGY: [Unconfirmed<Expiry>; 2] =
    [by_analogy(Semester::Winter, 3, 1), by_analogy(Semester::Summer, 9, 30)];

/// How many holograms a card has room for: eight were reported of the card of 2018.
pub static HOLOGRAM_FIELDS: Unconfirmed<u8> = Unconfirmed::new("L2.4-3", (R2023, None), "R2023 annex 4", 8);

/// The row that says what one hologram on this template confirms on the day; none before R2023.
#[must_use]
pub fn unit(template: TemplateCode, day: Date) -> Option<&'static Rule<Unit>> {
    UNITS.iter().find(|rule| rule.value.audience == template.template().audience && rule.covers(day))
}

/// The row that says when a confirmation ends; none if a hologram for such a period does not fit the template.
#[must_use]
pub fn rule(template: TemplateCode, period: Period) -> Option<&'static Rule<Expiry>> {
    let semester = match period {
        Period::Year(_) => None,
        Period::Semester(_, semester) => Some(semester),
    };
    let mut rules = EXPIRIES.iter().chain(BY_ANALOGY.iter().map(Unconfirmed::rule));
    rules.find(|rule| rule.value.semester == semester && rule.value.templates.contains(&template))
}

/// The last day of a card of this template, confirmed for this period; none if the hologram does not fit.
#[must_use]
pub fn expiry(template: TemplateCode, period: Period) -> Option<Date> {
    rule(template, period)?.value.in_year(period)
}

impl Expiry {
    /// The day in the calendar year in which the period's school year ends.
    #[must_use]
    pub fn in_year(self, period: Period) -> Option<Date> {
        Date::new(period.year().ends().year(), self.month, self.day).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::year::SchoolYear;

    const YEAR: SchoolYear = SchoolYear(2026);

    #[test]
    fn cards_end_on_the_day_of_the_book() {
        use TemplateCode as T;
        let (year, winter, summer) =
            (Period::Year(YEAR), Period::Semester(YEAR, Semester::Winter), Period::Semester(YEAR, Semester::Summer));
        let [autumn, spring] = [Some(date(2027, 9, 30)), Some(date(2027, 3, 1))];
        for (id, template, period, last) in [
            ("L4.2-1", T::MeinI1, year, autumn),
            ("L4.2-1", T::MeinI3N, year, autumn),
            ("L4.2-1", T::MeinI5, year, autumn),
            ("L4.2-2", T::Art100, year, autumn),
            ("L4.2-3", T::Art102, winter, spring),
            ("L4.2-3", T::Art103N, summer, autumn),
            ("L4.2-4", T::MeinI2, winter, spring),
            ("L4.2-4", T::MeinI4N, summer, autumn),
        ] {
            assert_eq!(
                (rule(template, period).map(|rule| rule.id), expiry(template, period)),
                (Some(id), last),
                "{template}"
            );
        }
        assert_eq!(YEAR.expiry(), date(2027, 9, 30));
    }

    #[test]
    fn a_hologram_fits_its_unit_only() {
        for &template in TemplateCode::ALL {
            let by_semester = template.template().unit() == ValidityUnit::Semester;
            assert_eq!(rule(template, Period::Year(YEAR)).is_some(), !by_semester, "{template}");
            for &semester in Semester::ALL {
                assert_eq!(rule(template, Period::Semester(YEAR, semester)).is_some(), by_semester, "{template}");
            }
        }
    }

    #[test]
    fn units_begin_with_the_act_and_agree_with_the_templates() {
        assert_eq!(unit(TemplateCode::MeinI1, date(2023, 6, 16)), None);
        for (template, id) in
            [(TemplateCode::MeinI1, "L4.1-1"), (TemplateCode::MeinI4N, "L4.1-2"), (TemplateCode::MeinI5, "L4.1-3")]
        {
            let rule = unit(template, date(2023, 6, 17)).unwrap();
            assert_eq!((rule.id, rule.value.unit), (id, template.template().unit()));
        }
    }
}
