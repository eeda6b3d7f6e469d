//! Which form of a document may be issued on which day (law.md 1.3).

use jiff::civil::{Date, date};

use crate::{
    code::codes,
    law::{Confidence, Rule},
};

codes! {
    /// A form a document had or has (*postać dokumentu*).
    Form {
        /// Paper, on the templates before 2019.
        PaperBefore2019 = "paper_before_2019",
        /// *e-legitymacja*, on the templates before 2019.
        PlasticBefore2019 = "plastic_before_2019",
        /// Paper, on the templates of 2019 and 2021.
        Paper2019 = "paper_2019",
        /// *e-legitymacja*, on the blanks of 2019 and 2021.
        Plastic2019 = "plastic_2019",
        /// A card on a template of R2023: what is issued today.
        Card = "card",
        /// A duplicate on paper.
        PaperDuplicate = "paper_duplicate",
        /// A duplicate, of any older document too, as a card of R2023.
        CardDuplicate = "card_duplicate",
        /// *mLegitymacja* on application.
        MobileOnApplication = "mobile_on_application",
        /// *mLegitymacja* by law.
        MobileByLaw = "mobile_by_law",
        /// *mLegitymacja* by law for holders of the older forms.
        MobileForOlderForms = "mobile_for_older_forms",
    }
}

/// How long a document of some form stays valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StaysValid {
    /// Until the holder ends education in that very school.
    EndOfEducation,
    /// Until the day and month on the card in the year of the last hologram.
    CardAndHologram,
    /// As long as the original would.
    AsOriginal,
    /// As long as the physical card.
    AsCard,
}

/// A form and how long it stays valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AllowedForm {
    /// The form.
    pub form: Form,
    /// For how long.
    pub stays_valid: StaysValid,
}

const fn row(
    id: &'static str,
    (from, to): (Option<Date>, Option<Date>),
    basis: &'static str,
    confidence: Confidence,
    (form, stays_valid): (Form, StaysValid),
) -> Rule<AllowedForm> {
    Rule { id, from, to, basis, confidence, value: AllowedForm { form, stays_valid } }
}

/// The last day of blanks on older templates; cards of R2023 only from the next day on (`L10-1`).
const LAST_OLD_BLANK: Date = date(2024, 7, 12);
const R2023: Date = date(2023, 6, 17);
const BY_LAW: Date = date(2025, 9, 17);

/// The rows of 1.3. The rule goes by the day of issue: nothing here shortens what was issued.
pub static ROWS: [Rule<AllowedForm>; 10] = {
    use Confidence::{P, S};
    use StaysValid::{AsCard, AsOriginal, CardAndHologram, EndOfEducation};
    [
        row("L1.3-1", (None, Some(date(2020, 8, 31))), "R2019 § 78", S, (Form::PaperBefore2019, EndOfEducation)),
        row(
            "L1.3-2",
            (Some(date(2018, 9, 1)), Some(date(2020, 8, 31))),
            "R2018; R2019 § 78",
            S,
            (Form::PlasticBefore2019, EndOfEducation),
        ),
        row(
            "L1.3-3",
            (Some(date(2019, 9, 1)), Some(LAST_OLD_BLANK)),
            "R2023 § 74 ust. 1-3",
            P,
            (Form::Paper2019, EndOfEducation),
        ),
        row(
            "L1.3-4",
            (Some(date(2019, 9, 1)), Some(LAST_OLD_BLANK)),
            "R2023 § 74 ust. 1-3",
            P,
            (Form::Plastic2019, EndOfEducation),
        ),
        row("L1.3-5", (Some(R2023), None), "R2023 § 63", P, (Form::Card, CardAndHologram)),
        row(
            "L1.3-6",
            (None, Some(LAST_OLD_BLANK)),
            "R2019 § 24; no basis later",
            S,
            (Form::PaperDuplicate, AsOriginal),
        ),
        row("L1.3-7", (Some(R2023), None), "R2023 § 61 ust. 14-15", P, (Form::CardDuplicate, CardAndHologram)),
        // the law says autumn 2018; the school year is the earliest it can mean
        row(
            "L1.3-8",
            (Some(date(2018, 9, 1)), Some(date(2025, 9, 16))),
            "R2023 § 64, § 74 ust. 4; A2653 § 2 ust. 1",
            P,
            (Form::MobileOnApplication, AsCard),
        ),
        row("L1.3-9", (Some(BY_LAW), None), "USO art. 11 ust. 1d; R2023 § 64 ust. 1", P, (Form::MobileByLaw, AsCard)),
        row("L1.3-10", (Some(BY_LAW), None), "A2653 § 2 ust. 2", P, (Form::MobileForOlderForms, AsCard)),
    ]
};

/// The forms that may be issued on the day.
pub fn on(issued_on: Date) -> impl Iterator<Item = &'static Rule<AllowedForm>> {
    ROWS.iter().filter(move |rule| rule.covers(issued_on))
}

/// The row that lets this form be issued on the day; none if nothing does.
#[must_use]
pub fn allowing(form: Form, issued_on: Date) -> Option<&'static Rule<AllowedForm>> {
    on(issued_on).find(|rule| rule.value.form == form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(day: Date) -> Vec<&'static str> {
        on(day).map(|rule| rule.id.trim_start_matches("L1.3-")).collect()
    }

    #[test]
    fn the_forms_of_every_boundary_are_those_of_the_book() {
        for (day, rows) in [
            (date(2018, 8, 31), "1 6"),
            (date(2018, 9, 1), "1 2 6 8"),
            (date(2019, 8, 31), "1 2 6 8"),
            (date(2019, 9, 1), "1 2 3 4 6 8"),
            (date(2019, 9, 6), "1 2 3 4 6 8"),
            (date(2020, 8, 31), "1 2 3 4 6 8"),
            (date(2020, 9, 1), "3 4 6 8"),
            (date(2021, 7, 3), "3 4 6 8"),
            (date(2023, 6, 16), "3 4 6 8"),
            (date(2023, 6, 17), "3 4 5 6 7 8"),
            (date(2023, 12, 22), "3 4 5 6 7 8"),
            (date(2024, 7, 12), "3 4 5 6 7 8"),
            (date(2024, 7, 13), "5 7 8"),
            (date(2025, 9, 16), "5 7 8"),
            (date(2025, 9, 17), "5 7 9 10"),
        ] {
            assert_eq!(ids(day).join(" "), rows, "{day}");
        }
    }

    #[test]
    fn paper_ends_with_the_twelfth_of_july_2024() {
        assert_eq!(allowing(Form::Paper2019, date(2024, 7, 12)).map(|rule| rule.id), Some("L1.3-3"));
        assert_eq!(allowing(Form::Paper2019, date(2024, 7, 13)), None);
        assert_eq!(allowing(Form::Card, date(2024, 7, 13)).map(|rule| rule.id), Some("L1.3-5"));
    }
}
