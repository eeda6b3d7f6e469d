//! Duplicates of lost documents (law.md 5): who may ask, how they are marked, what becomes of a found original.

use jiff::civil::{Date, date};

use crate::{
    code::codes,
    law::{Applied, Confidence, Draft, Rule, Unconfirmed},
};

codes! {
    /// Where a duplicate says that it is one.
    Marking {
        /// The word *Duplikat* above the row of the photo, right of the number.
        AbovePhotoRow = "above_photo_row",
        /// No word.
        NoWord = "no_word",
    }
}

codes! {
    /// Who may ask for a duplicate.
    Applicant {
        /// The adult pupil or graduate who received the document.
        Holder = "holder",
        /// The parents of a minor.
        Parents = "parents",
        /// The parents of a child at a preschool, in writing.
        ParentsInWriting = "parents_in_writing",
    }
}

codes! {
    /// What a found original is worth once there is a duplicate.
    FoundOriginal {
        /// It is invalid, and asked back.
        Invalid = "invalid",
        /// It is still valid.
        Valid = "valid",
    }
}

const R2023: Option<Date> = Some(date(2023, 6, 17));

/// The word is law; where a card has room for it is not said.
pub static MARKING: Unconfirmed<Marking> =
    Unconfirmed::new("L5-6", (R2023, None), "R2023 § 61 ust. 5, 14", Marking::AbovePhotoRow);

/// The draft lets the word go.
pub static DRAFT: Draft<Marking> = Draft::new("L5-7", "L5-6", Marking::NoWord);

/// What becomes of a found original.
pub static FOUND_ORIGINAL: Unconfirmed<FoundOriginal> =
    Unconfirmed::new("L5-18", (R2023, None), "no rule", FoundOriginal::Invalid);

/// Who asks at a school, and at a preschool.
pub static APPLICANTS: [Rule<Applicant>; 3] = {
    const fn row(value: Applicant) -> Rule<Applicant> {
        let basis = "R2023 § 61 ust. 1, 14, 16";
        Rule { id: "L5-2", from: R2023, to: None, basis, confidence: Confidence::P, value }
    }
    [row(Applicant::Holder), row(Applicant::Parents), row(Applicant::ParentsInWriting)]
};

/// How a duplicate issued on the day is marked; none before R2023.
#[must_use]
pub fn marking(issued_on: Date, draft_from: Option<Date>, set: Option<Marking>) -> Option<Applied<Marking>> {
    let drafted = DRAFT.on(issued_on, draft_from).map(Applied::of);
    drafted.or_else(|| MARKING.rule().covers(issued_on).then(|| MARKING.or_set(set)))
}

/// Who asks for the duplicate.
#[must_use]
pub const fn applicant(preschool: bool, adult: bool) -> Applicant {
    match (preschool, adult) {
        (true, _) => Applicant::ParentsInWriting,
        (false, true) => Applicant::Holder,
        (false, false) => Applicant::Parents,
    }
}
