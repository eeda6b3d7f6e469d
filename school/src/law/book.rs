//! The whole book in one hand: every row, and the rules as one installation applies them.
//!
//! What an administrator and a school have set is a value here and nowhere else: the first day of the draft, and
//! [`Overrides`], which have a field for rows that nobody could confirm and for no other.

use std::{fmt::Debug, slice::from_ref};

use jiff::civil::Date;

use crate::{
    law::{
        Applied, Confidence, Draft, Family, Rule, TemplateCode, Unconfirmed,
        allowed_forms::{self, Form},
        covers, dates,
        dates::DateStyle,
        duplicates::{self, FoundOriginal, Marking},
        entitlement,
        fee::{self, Fee, Occasion},
        holder::{self, AfterLeaving, Change, Exchange, OnChangeSet},
        identity,
        mobile::{self, LateObjection},
        older_templates,
        photo_profile::{self, Profile, Purpose},
        register_fields,
        services::{self, Asked},
        statements,
        templates::{self, ValidityUnit},
        transition, validity,
    },
    year::{Period, SchoolYear, Semester},
};

/// A day and a month of every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOfYear {
    /// 1 to 12.
    pub month: i8,
    /// From 1.
    pub day: i8,
}

/// What a school has set where the law is unconfirmed; none is what the book proposes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Overrides {
    /// `L1.2-4`: the fee for a duplicate since 2026.
    pub fee: Option<Fee>,
    /// `L2.2`, `L4.3-8`, `L4.3-9`: whether these changes ask for a new card.
    pub on_change: OnChangeSet,
    /// `L2.4-3`: how many holograms a card has room for.
    pub hologram_fields: Option<u8>,
    /// `L4.2-4`: the last day of the winter semester's confirmation on MEiN-I/2 and I/4-N.
    pub winter_ends: Option<DayOfYear>,
    /// `L4.2-4`: the last day of the summer semester's.
    pub summer_ends: Option<DayOfYear>,
    /// `L4.3-2`: what a card is worth to somebody who left.
    pub after_leaving: Option<AfterLeaving>,
    /// `L5-6`: where a duplicate says that it is one.
    pub marking: Option<Marking>,
    /// `L5-18`: what a found original is worth.
    pub found_original: Option<FoundOriginal>,
    /// `L6.5-3`: least width and height, and most bytes, of a photo for SIO.
    pub sio_photo: Option<(u32, u32, u64)>,
    /// `L6.7`: what an objection does to an *mLegitymacja* that was issued.
    pub late_objection: Option<LateObjection>,
}

/// The rules as one installation applies them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RuleBook {
    /// The first day of the draft of December 2025, if an administrator has named it.
    pub draft_from: Option<Date>,
    /// What the school has set.
    pub overrides: Overrides,
}

/// A line of the index: a row, whose value is words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub family: Family,
    /// See [`Rule::id`].
    pub id: &'static str,
    /// First day; none if nobody knows, or if the draft has not begun.
    pub from: Option<Date>,
    /// Last day, inclusive; none if open.
    pub to: Option<Date>,
    /// See [`Rule::basis`].
    pub basis: &'static str,
    /// See [`Rule::confidence`].
    pub confidence: Confidence,
    /// Whether it is a row of the draft.
    pub draft: bool,
    /// What it says, as the program has it.
    pub says: String,
}

impl Row {
    /// Whether it is in force on the day. A draft that has not begun never is.
    #[must_use]
    pub fn covers(&self, day: Date) -> bool {
        (!self.draft || self.from.is_some()) && covers(self.from, self.to, day)
    }

    fn of<T: Debug>(family: Family, rule: &Rule<T>) -> Self {
        let Rule { id, from, to, basis, confidence, ref value } = *rule;
        Self { family, id, from, to, basis, confidence, draft: false, says: format!("{value:?}") }
    }
}

impl RuleBook {
    /// How a document issued on the day writes dates.
    #[must_use]
    pub fn dates(&self, issued_on: Date) -> Applied<DateStyle> {
        Applied::of(dates::on(issued_on, self.draft_from))
    }

    /// What a document costs that was applied for on the day.
    #[must_use]
    pub fn fee(&self, occasion: Occasion, applied_on: Date) -> Option<Applied<Fee>> {
        fee::on(occasion, applied_on, self.overrides.fee)
    }

    /// How a duplicate issued on the day is marked.
    #[must_use]
    pub fn marking(&self, issued_on: Date) -> Option<Applied<Marking>> {
        duplicates::marking(issued_on, self.draft_from, self.overrides.marking)
    }

    /// What an original is worth that was found after its duplicate was issued.
    #[must_use]
    pub fn found_original(&self) -> Applied<FoundOriginal> {
        duplicates::FOUND_ORIGINAL.or_set(self.overrides.found_original)
    }

    /// Whether a change on the day asks for a new card.
    #[must_use]
    pub fn exchange(&self, change: Change, day: Date) -> Option<Applied<Exchange>> {
        holder::on(change, day, self.overrides.on_change)
    }

    /// What a card of R2023 is worth to somebody who has left.
    #[must_use]
    pub fn after_leaving(&self) -> Applied<AfterLeaving> {
        holder::AFTER_LEAVING.or_set(self.overrides.after_leaving)
    }

    /// How many holograms a card has room for.
    #[must_use]
    pub fn hologram_fields(&self) -> Applied<u8> {
        validity::HOLOGRAM_FIELDS.or_set(self.overrides.hologram_fields)
    }

    /// What a service on the chip needs that begins on the day.
    #[must_use]
    pub fn service(&self, begins_on: Date) -> Option<Applied<Asked>> {
        services::on(begins_on, self.draft_from)
    }

    /// What an objection does to an *mLegitymacja* that was issued.
    #[must_use]
    pub fn late_objection(&self) -> Applied<LateObjection> {
        mobile::LATE_OBJECTION.or_set(self.overrides.late_objection)
    }

    /// What a photo must be on the day; none if the purpose did not exist.
    #[must_use]
    pub fn photo(&self, purpose: Purpose, day: Date) -> Option<Applied<Profile>> {
        let sio = &photo_profile::SIO;
        if purpose == Purpose::Sio && sio.rule().covers(day) {
            let set = self.overrides.sio_photo.map(|(width, height, bytes)| Profile { purpose, width, height, bytes });
            return Some(sio.or_set(set));
        }
        let drafted = photo_profile::DRAFT.on(day, self.draft_from).filter(|rule| rule.value.purpose == purpose);
        drafted.or_else(|| photo_profile::on(purpose, day)).map(Applied::of)
    }

    /// The last day of a card of this template, confirmed for this period; none if the hologram does not fit.
    #[must_use]
    pub fn expiry(&self, template: TemplateCode, period: Period) -> Option<Applied<Date>> {
        let unsure = validity::BY_ANALOGY.iter().find(|row| {
            let Rule { value, .. } = row.rule();
            value.templates.contains(&template)
                && matches!(period, Period::Semester(_, semester) if value.semester == Some(semester))
        });
        let applied = match (unsure, period) {
            (Some(row), Period::Semester(_, semester)) => {
                let set = match semester {
                    Semester::Winter => self.overrides.winter_ends,
                    Semester::Summer => self.overrides.summer_ends,
                };
                let set = set.map(|DayOfYear { month, day }| validity::Expiry { month, day, ..row.rule().value });
                row.or_set(set)
            }
            _ => Applied::of(validity::rule(template, period)?),
        };
        applied.value.in_year(period).map(|day| applied.with(day))
    }

    /// The rows that a card follows which is issued on the day on this template: on its form, its template, its dates,
    /// how long a confirmation lasts and when it ends.
    #[must_use]
    pub fn of_card(&self, template: TemplateCode, issued_on: Date) -> Vec<&'static str> {
        let year = SchoolYear::of(issued_on);
        let period = match template.template().unit() {
            ValidityUnit::SchoolYear => Period::Year(year),
            ValidityUnit::Semester => Period::Semester(year, Semester::Winter),
        };
        let form = allowed_forms::allowing(Form::Card, issued_on).map(|rule| rule.id);
        let catalogue = templates::on(issued_on).find(|rule| rule.value.code == template).map(|rule| rule.id);
        let unit = validity::unit(template, issued_on).map(|rule| rule.id);
        let expiry = validity::rule(template, period).map(|rule| rule.id);
        [form, catalogue, Some(self.dates(issued_on).id), unit, expiry].into_iter().flatten().collect()
    }

    /// Every row, family by family. A draft that has begun ends what it takes the place of on the day before.
    #[must_use]
    pub fn index(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = fixed().chain(unconfirmed()).chain(statements::rows()).collect();
        self.draft(Family::DateRendering, &dates::DRAFT, &mut rows);
        self.draft(Family::DuplicateMarking, &duplicates::DRAFT, &mut rows);
        self.draft(Family::PhotoProfile, &photo_profile::DRAFT, &mut rows);
        self.draft(Family::ServiceConsent, &services::DRAFT, &mut rows);
        rows.sort_by_key(|row| row.family); // stable: rows of a family stay in the order of their sections
        rows
    }

    fn draft<T: Debug>(&self, family: Family, draft: &Draft<T>, rows: &mut Vec<Row>) {
        if let Some(from) = self.draft_from {
            let replaced = rows.iter_mut().filter(|row| row.id == draft.replaces && row.family == family);
            replaced.for_each(|row| row.to = from.yesterday().ok());
        }
        rows.push(Row { draft: true, from: self.draft_from, ..Row::of(family, draft.rule()) });
    }
}

fn each<T: Debug + 'static>(family: Family, rules: &'static [Rule<T>]) -> impl Iterator<Item = Row> {
    rules.iter().map(move |rule| Row::of(family, rule))
}

/// The rows that are not for a school to set.
fn fixed() -> impl Iterator<Item = Row> {
    use Family as F;
    each(F::AllowedForms, &allowed_forms::ROWS)
        .chain(each(F::Entitlement, &entitlement::DUTIES))
        .chain(each(F::Entitlement, &entitlement::ISSUERS))
        .chain(each(F::TemplateCatalogue, &templates::ROWS))
        .chain(each(F::TemplateCatalogue, &older_templates::ROWS))
        .chain(each(F::TemplateCatalogue, &templates::KINDS))
        .chain(each(F::CardData, from_ref(&identity::SUBSTITUTE)))
        .chain(each(F::DateRendering, &dates::ROWS))
        .chain(each(F::RegisterFields, &register_fields::FIELDS))
        .chain(each(F::RegisterFields, &register_fields::ROWS))
        .chain(each(F::Validity, &validity::UNITS))
        .chain(each(F::Validity, &transition::ROWS))
        .chain(each(F::Validity, &validity::EXPIRIES))
        .chain(each(F::Loss, &holder::ROWS))
        .chain(each(F::DuplicateMarking, &duplicates::APPLICANTS))
        .chain(each(F::FeeTariff, &fee::ROWS))
        .chain(each(F::MobileRegime, &mobile::REGIMES))
        .chain(each(F::MobileRegime, from_ref(&mobile::STATES)))
        .chain(each(F::CodeLifetime, &mobile::CODES))
        .chain(each(F::PhotoProfile, &photo_profile::ROWS))
        .chain(each(F::PhotoProfile, from_ref(&photo_profile::CARD_BOX)))
        .chain(each(F::ServiceConsent, from_ref(&services::CONSENT)))
}

/// The rows that a school may set.
pub(super) fn unconfirmed() -> impl Iterator<Item = Row> {
    fn row<T: Copy + Debug>(family: Family, row: &Unconfirmed<T>) -> Row {
        Row::of(family, row.rule())
    }
    use Family as F;
    [
        row(F::Validity, &validity::BY_ANALOGY[0]),
        row(F::Validity, &validity::BY_ANALOGY[1]),
        row(F::Validity, &validity::HOLOGRAM_FIELDS),
        row(F::Loss, &holder::SCHOOL_DATA),
        row(F::Loss, &holder::PHOTO),
        row(F::Loss, &holder::RULING_ENDED),
        row(F::Loss, &holder::AFTER_LEAVING),
        row(F::DuplicateMarking, &duplicates::MARKING),
        row(F::DuplicateMarking, &duplicates::FOUND_ORIGINAL),
        row(F::FeeTariff, &fee::SINCE_2026),
        row(F::MobileRegime, &mobile::LATE_OBJECTION),
        row(F::PhotoProfile, &photo_profile::SIO),
    ]
    .into_iter()
}
