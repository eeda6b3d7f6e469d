//! Templates of cards (law.md 2.1) and which school uses which (law.md 9.3).

use jiff::civil::{Date, date};

use crate::{
    law::{Confidence, Rule},
    school_kind::SchoolKind,
};

crate::code::codes! {
    /// A statutory template (*wzór*); its code is the symbol printed on the blank.
    TemplateCode {
        /// Pupils of schools for children and youth (`L2.1-1`).
        MeinI1 = "MEiN-I/1",
        /// Learners of schools confirmed by semesters (`L2.1-2`).
        MeinI2 = "MEiN-I/2",
        /// Disabled pupils of the schools of I/1 (`L2.1-3`).
        MeinI3N = "MEiN-I/3-N",
        /// Disabled learners of the schools of I/2 (`L2.1-4`).
        MeinI4N = "MEiN-I/4-N",
        /// Disabled children in the compulsory preschool year (`L2.1-5`); the symbol is unconfirmed.
        MeinI5 = "MEiN-I/5",
        /// Pupils of artistic schools (`L2.1-7`).
        Art100 = "ART/100",
        /// Disabled pupils of artistic schools (`L2.1-7`).
        Art101N = "ART/101/n",
        /// Learners of artistic schools (`L2.1-7`).
        Art102 = "ART/102",
        /// Disabled learners of artistic schools (`L2.1-7`).
        Art103N = "ART/103/n",
    }
}

impl TemplateCode {
    /// What the template is.
    #[must_use]
    pub const fn template(self) -> Template {
        use {Audience as A, IssuerFamily as F};
        let (family, audience, disabled) = match self {
            Self::MeinI1 => (F::Mein, A::Pupils, false),
            Self::MeinI2 => (F::Mein, A::Learners, false),
            Self::MeinI3N => (F::Mein, A::Pupils, true),
            Self::MeinI4N => (F::Mein, A::Learners, true),
            Self::MeinI5 => (F::Mein, A::PreschoolChildren, true),
            Self::Art100 => (F::Mkidn, A::Pupils, false),
            Self::Art101N => (F::Mkidn, A::Pupils, true),
            Self::Art102 => (F::Mkidn, A::Learners, false),
            Self::Art103N => (F::Mkidn, A::Learners, true),
        };
        Template { code: self, family, audience, disabled }
    }
}

/// Whose regulation a template belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IssuerFamily {
    /// Education.
    Mein,
    /// Culture: artistic schools.
    Mkidn,
}

/// Whom a template is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// *uczniowie*
    Pupils,
    /// *słuchacze*
    Learners,
    /// *dzieci*
    PreschoolChildren,
}

/// How long one confirmation of a card lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValidityUnit {
    /// A school year.
    SchoolYear,
    /// A semester.
    Semester,
}

/// A template: whose, for whom, and whether it tells of a disability (which makes it data of a
/// special category, law.md 2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Its code.
    pub code: TemplateCode,
    /// Whose.
    pub family: IssuerFamily,
    /// For whom.
    pub audience: Audience,
    /// Whether for disabled holders.
    pub disabled: bool,
}

impl Template {
    /// How long one confirmation lasts: a semester for learners, a school year for all others
    /// (`L4.1-1` to `L4.1-3`).
    #[must_use]
    pub const fn unit(self) -> ValidityUnit {
        match self.audience {
            Audience::Learners => ValidityUnit::Semester,
            Audience::Pupils | Audience::PreschoolChildren => ValidityUnit::SchoolYear,
        }
    }
}

/// R2023 in force.
const R2023: Option<Date> = Some(date(2023, 6, 17));
/// ART in force.
const ART: Option<Date> = Some(date(2024, 10, 9));

const fn row(
    id: &'static str,
    from: Option<Date>,
    basis: &'static str,
    confidence: Confidence,
    code: TemplateCode,
) -> Rule<Template> {
    Rule { id, from, to: None, basis, confidence, value: code.template() }
}

/// The catalogue of 2.1: what blanks of which template exist.
pub static ROWS: [Rule<Template>; 9] = {
    use Confidence::{P, S, Unconfirmed};
    use TemplateCode as T;
    [
        row("L2.1-1", R2023, "R2023 annex 4", S, T::MeinI1),
        row("L2.1-2", R2023, "R2023 annex 4", S, T::MeinI2),
        row("L2.1-3", R2023, "R2023 annex 4", S, T::MeinI3N),
        row("L2.1-4", R2023, "R2023 annex 4", S, T::MeinI4N),
        row("L2.1-5", R2023, "R2023 annex 4", Unconfirmed, T::MeinI5),
        row("L2.1-7", ART, "ART annex 4", P, T::Art100),
        row("L2.1-7", ART, "ART annex 4", P, T::Art101N),
        row("L2.1-7", ART, "ART annex 4", Unconfirmed, T::Art102),
        row("L2.1-7", ART, "ART annex 4", Unconfirmed, T::Art103N),
    ]
};

/// The templates on which a document may be issued on the day.
pub fn on(issued_on: Date) -> impl Iterator<Item = &'static Rule<Template>> {
    ROWS.iter().filter(move |rule| rule.covers(issued_on))
}

/// Which templates a kind of school issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindTemplates {
    /// The kind of school.
    pub kind: SchoolKind,
    /// For holders without a ruling because of disability; none where only disabled children get a card.
    pub usual: Option<TemplateCode>,
    /// For holders with one (R2023 § 63 ust. 5).
    pub disabled: TemplateCode,
}

const fn kind(
    id: &'static str,
    from: Option<Date>,
    kind: SchoolKind,
    usual: Option<TemplateCode>,
    disabled: TemplateCode,
) -> Rule<KindTemplates> {
    let basis =
        if matches!(disabled.template().family, IssuerFamily::Mein) { "R2023 § 2, § 4, § 63" } else { "ART § 2" };
    let confidence = match kind {
        SchoolKind::WorkPreparing | SchoolKind::ArtisticPostSecondary => Confidence::Unconfirmed,
        _ => Confidence::P,
    };
    Rule { id, from, to: None, basis, confidence, value: KindTemplates { kind, usual, disabled } }
}

/// The rows of 9.3. Special schools and units follow their type (`L9.3-10`).
pub static KINDS: [Rule<KindTemplates>; 13] = {
    use {SchoolKind as K, TemplateCode as T};
    let (pupil, learner) = (Some(T::MeinI1), Some(T::MeinI2));
    [
        kind("L9.3-1", R2023, K::Primary, pupil, T::MeinI3N),
        kind("L9.3-2", R2023, K::PrimaryForAdults, learner, T::MeinI4N),
        kind("L9.3-3", R2023, K::Secondary, pupil, T::MeinI3N),
        kind("L9.3-4", R2023, K::SecondaryForAdults, learner, T::MeinI4N),
        kind("L9.3-5", R2023, K::Technical, pupil, T::MeinI3N),
        kind("L9.3-6", R2023, K::VocationalFirst, pupil, T::MeinI3N),
        kind("L9.3-7", R2023, K::VocationalSecond, learner, T::MeinI4N),
        kind("L9.3-8", R2023, K::PostSecondary, learner, T::MeinI4N),
        kind("L9.3-9", R2023, K::WorkPreparing, pupil, T::MeinI3N),
        kind("L9.3-13", R2023, K::Preschool, None, T::MeinI5),
        kind("L9.3-14", R2023, K::Abroad, pupil, T::MeinI3N),
        kind("L9.3-15", ART, K::Artistic, Some(T::Art100), T::Art101N),
        kind("L9.3-15", ART, K::ArtisticPostSecondary, Some(T::Art102), T::Art103N),
    ]
};

/// The template for a holder at a school of this kind on the day of issue, with the row that says so.
/// None if there was no such template yet, or the holder gets no card there.
#[must_use]
pub fn for_holder(
    kind: SchoolKind,
    disabled: bool,
    issued_on: Date,
) -> Option<(TemplateCode, &'static Rule<KindTemplates>)> {
    let rule = KINDS.iter().find(|rule| rule.value.kind == kind && rule.covers(issued_on))?;
    let code = if disabled { Some(rule.value.disabled) } else { rule.value.usual };
    code.map(|code| (code, rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = date(2026, 11, 20);

    #[test]
    fn every_kind_of_school_has_the_template_of_the_book() {
        let mut lines = Vec::new();
        for &kind in SchoolKind::ALL {
            let of = |disabled| for_holder(kind, disabled, TODAY).map_or("-", |(code, _)| code.code());
            let row = for_holder(kind, true, TODAY).map_or("-", |(_, rule)| rule.id);
            let unit = for_holder(kind, true, TODAY).map(|(code, _)| code.template().unit());
            lines.push(format!(
                "{row} {kind} {} {} {}",
                of(false),
                of(true),
                if unit == Some(ValidityUnit::Semester) { "semester" } else { "year" }
            ));
        }
        assert_eq!(
            lines.join("\n"),
            "L9.3-1 primary MEiN-I/1 MEiN-I/3-N year\n\
             L9.3-2 primary_for_adults MEiN-I/2 MEiN-I/4-N semester\n\
             L9.3-3 secondary MEiN-I/1 MEiN-I/3-N year\n\
             L9.3-4 secondary_for_adults MEiN-I/2 MEiN-I/4-N semester\n\
             L9.3-5 technical MEiN-I/1 MEiN-I/3-N year\n\
             L9.3-6 vocational_first MEiN-I/1 MEiN-I/3-N year\n\
             L9.3-7 vocational_second MEiN-I/2 MEiN-I/4-N semester\n\
             L9.3-8 post_secondary MEiN-I/2 MEiN-I/4-N semester\n\
             L9.3-9 work_preparing MEiN-I/1 MEiN-I/3-N year\n\
             L9.3-13 preschool - MEiN-I/5 year\n\
             L9.3-14 abroad MEiN-I/1 MEiN-I/3-N year\n\
             L9.3-15 artistic ART/100 ART/101/n year\n\
             L9.3-15 artistic_post_secondary ART/102 ART/103/n semester"
        );
    }

    #[test]
    fn templates_begin_with_their_acts() {
        let count = |day| on(day).count();
        // L2.1-1 to L2.1-5 on 2023-06-17, L2.1-7 on 2024-10-09
        assert_eq!(
            [date(2023, 6, 16), date(2023, 6, 17), date(2024, 10, 8), date(2024, 10, 9)].map(count),
            [0, 5, 5, 9]
        );
        assert_eq!(for_holder(SchoolKind::Primary, false, date(2023, 6, 16)), None);
        assert_eq!(
            for_holder(SchoolKind::Primary, false, date(2023, 6, 17)).map(|(code, rule)| (code, rule.id)),
            Some((TemplateCode::MeinI1, "L9.3-1"))
        );
    }

    #[test]
    fn the_code_is_read_back() {
        for &code in TemplateCode::ALL {
            assert_eq!(code.to_string().parse(), Ok(code));
            assert_eq!(ROWS.iter().filter(|rule| rule.value.code == code).count(), 1, "{code}");
        }
    }
}
