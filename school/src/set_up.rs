//! What a new school has to set up before its families can send photos, step by step.

use crate::code::codes;

codes! {
    /// A step of setting up (*krok konfiguracji*), in the order in which they are best taken.
    Step {
        /// The RSPO number beside name and address, which are there from the start.
        SchoolData = "school_data",
        /// Somebody heads the school today.
        Head = "head",
        /// A letter of trial has left.
        Mail = "mail",
        /// Somebody is there, or invited, to do the daily work.
        Staff = "staff",
        /// The first class.
        Class = "class",
        /// The first pupils.
        Pupils = "pupils",
        /// The first family.
        Families = "families",
        /// The first blanks.
        Blanks = "blanks",
        /// The school's own words to families.
        Texts = "texts",
    }
}

impl Step {
    /// May a school go without it? A school can send photos for its families, and need not write to them.
    #[must_use]
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::Families | Self::Texts)
    }

    /// Is it part of the daily work, so that the school office is reminded of it too?
    #[must_use]
    pub const fn is_daily_work(self) -> bool {
        matches!(self, Self::Class | Self::Pupils | Self::Families | Self::Blanks)
    }
}
