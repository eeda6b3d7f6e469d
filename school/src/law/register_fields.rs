//! Which fields the nominal register must have, and who may sign for a card (law.md 3.2).

use jiff::civil::{Date, date};

use crate::{
    card::Receiver,
    code::codes,
    law::{Confidence, Rule},
    school_kind::SchoolKind,
};

codes! {
    /// A field of the nominal register.
    Field {
        /// Given names and surname (`L3.2-1`).
        Name = "name",
        /// PESEL or its substitute (`L3.2-2`).
        Identity = "identity",
        /// Number of the card (`L3.2-3`).
        Number = "number",
        /// Marking of the blank (`L3.2-4`).
        Marking = "marking",
        /// Producer of the blank (`L3.2-5`).
        Producer = "producer",
        /// Day of receipt (`L3.2-6`).
        ReceivedOn = "received_on",
        /// Signature of the receiver (`L3.2-7`).
        Signature = "signature",
    }
}

/// Who keeps the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Keeper {
    /// A school.
    School,
    /// A preschool, a primary school with a preschool unit, another form.
    Preschool,
    /// *szkoła polska* and a school at a mission abroad.
    Abroad,
}

impl From<SchoolKind> for Keeper {
    fn from(kind: SchoolKind) -> Self {
        match kind {
            SchoolKind::Preschool => Self::Preschool,
            SchoolKind::Abroad => Self::Abroad,
            _ => Self::School,
        }
    }
}

/// What a register must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegisterFields {
    /// Who keeps it.
    pub keeper: Keeper,
    /// The fields, in the order of the act. Duplicates have them too (`L3.2-8`).
    pub fields: &'static [Field],
    /// Who may collect and sign.
    pub receivers: &'static [Receiver],
    /// Whether a pupil has to be of age to sign; else the parents do.
    pub adult_pupil: bool,
}

const fn row(
    id: &'static str,
    (from, to): (Date, Option<Date>),
    basis: &'static str,
    value: RegisterFields,
) -> Rule<RegisterFields> {
    Rule { id, from: Some(from), to, basis, confidence: Confidence::P, value }
}

/// R2023, and R2019 before it: blank and producer are new, and a minor may sign now.
pub static ROWS: [Rule<RegisterFields>; 5] = {
    use {Field as F, Receiver as R};
    const OLD: &[Field] = &[F::Name, F::Identity, F::Number, F::ReceivedOn, F::Signature];
    const SCHOOL: &[Field] = &[F::Name, F::Identity, F::Number, F::Marking, F::Producer, F::ReceivedOn, F::Signature];
    const PRESCHOOL: &[Field] = &[F::Name, F::Number, F::Marking, F::Producer, F::ReceivedOn, F::Signature];
    const ANYONE: &[Receiver] = &[R::Pupil, R::Parent, R::Guardian, R::Graduate];
    const PARENTS: &[Receiver] = &[R::Parent, R::Guardian];
    const START: Date = date(2023, 6, 17);
    [
        row(
            "L3.2-7",
            (date(2019, 9, 6), Some(date(2023, 6, 16))),
            "R2019 § 5",
            RegisterFields { keeper: Keeper::School, fields: OLD, receivers: ANYONE, adult_pupil: true },
        ),
        row(
            "L3.2-7",
            (date(2019, 9, 6), Some(date(2023, 6, 16))),
            "R2019 § 5",
            RegisterFields { keeper: Keeper::Abroad, fields: OLD, receivers: ANYONE, adult_pupil: true },
        ),
        row(
            "L3.2-7",
            (START, None),
            "R2023 § 8 ust. 5-6, § 24",
            RegisterFields { keeper: Keeper::School, fields: SCHOOL, receivers: ANYONE, adult_pupil: false },
        ),
        row(
            "L3.2-7",
            (START, None),
            "R2023 § 8 ust. 7-8, § 24",
            RegisterFields { keeper: Keeper::Abroad, fields: SCHOOL, receivers: ANYONE, adult_pupil: false },
        ),
        row(
            "L3.2-7",
            (START, None),
            "R2023 § 8 ust. 3-4",
            RegisterFields { keeper: Keeper::Preschool, fields: PRESCHOOL, receivers: PARENTS, adult_pupil: false },
        ),
    ]
};

/// One field of the table of 3.2, and who has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldOf {
    /// The field.
    pub field: Field,
    /// Whose register has it.
    pub keepers: &'static [Keeper],
}

const fn field_row(id: &'static str, field: Field, keepers: &'static [Keeper]) -> Rule<FieldOf> {
    let (from, basis) = (Some(date(2023, 6, 17)), "R2023 § 8 ust. 3-8");
    Rule { id, from, to: None, basis, confidence: Confidence::P, value: FieldOf { field, keepers } }
}

/// The table of 3.2, field by field.
pub static FIELDS: [Rule<FieldOf>; 7] = {
    use {Field as F, Keeper as K};
    const ALL: &[Keeper] = &[K::School, K::Preschool, K::Abroad];
    [
        field_row("L3.2-1", F::Name, ALL),
        field_row("L3.2-2", F::Identity, &[K::School, K::Abroad]),
        field_row("L3.2-3", F::Number, ALL),
        field_row("L3.2-4", F::Marking, ALL),
        field_row("L3.2-5", F::Producer, ALL),
        field_row("L3.2-6", F::ReceivedOn, ALL),
        field_row("L3.2-7", F::Signature, ALL),
    ]
};

/// What the register must hold of a card received on the day; none where the book knows no rule.
#[must_use]
pub fn on(keeper: Keeper, received_on: Date) -> Option<&'static Rule<RegisterFields>> {
    ROWS.iter().find(|rule| rule.value.keeper == keeper && rule.covers(received_on))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_and_producer_are_asked_for_since_r2023() {
        // L3.2-4 and L3.2-5 from 2023-06-17
        let before = on(Keeper::School, date(2023, 6, 16)).unwrap();
        let after = on(Keeper::School, date(2023, 6, 17)).unwrap();
        for field in [Field::Marking, Field::Producer] {
            assert!(!before.value.fields.contains(&field) && after.value.fields.contains(&field), "{field}");
        }
        assert_eq!(after.value.fields.len(), Field::ALL.len());
        assert_eq!((before.value.adult_pupil, after.value.adult_pupil), (true, false), "L3.2-7");
    }

    #[test]
    fn the_three_registers_are_those_of_the_table() {
        for keeper in [Keeper::School, Keeper::Preschool, Keeper::Abroad] {
            let rule = on(keeper, date(2023, 6, 17)).unwrap();
            let table = FIELDS.iter().map(|row| row.value).filter(|row| row.keepers.contains(&keeper));
            assert_eq!(rule.value.fields, table.map(|row| row.field).collect::<Vec<_>>(), "{keeper:?}");
        }
    }

    #[test]
    fn a_preschool_has_no_field_for_the_pesel() {
        // L3.2-2
        let rule = on(SchoolKind::Preschool.into(), date(2026, 11, 20)).unwrap();
        assert!(!rule.value.fields.contains(&Field::Identity));
        assert_eq!(rule.value.receivers, [Receiver::Parent, Receiver::Guardian]);
        assert_eq!(
            on(SchoolKind::Abroad.into(), date(2026, 11, 20)).map(|rule| rule.value.keeper),
            Some(Keeper::Abroad)
        );
    }

    #[test]
    fn r2019_begins_with_its_sixth_day() {
        assert_eq!(on(Keeper::School, date(2019, 9, 5)), None);
        assert_eq!(on(Keeper::School, date(2019, 9, 6)).map(|rule| rule.basis), Some("R2019 § 5"));
    }
}
