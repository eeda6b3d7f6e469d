//! Links between people and pupils, and how someone who asks stands to the pupil in question.

use crate::code::codes;

codes! {
    /// What the linked person is to the pupil (*powiązanie*).
    GuardianKind {
        /// The pupil's own account.
        Pupil = "pupil",
        /// *rodzic*
        Parent = "parent",
        /// *opiekun prawny*
        Guardian = "guardian",
    }
}

codes! {
    /// What the linked person may do (*zakres uprawnień opiekuna*).
    GuardianScope {
        /// Sees and acts.
        Full = "full",
        /// Only sees.
        View = "view",
        /// Neither, for instance by a court's decision; the link is kept as a record.
        None = "none",
    }
}

/// How the one who asks stands to the pupil in question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// No tie: no pupil is in question, or one the asker has nothing to do with.
    None,
    /// The asker's own child, or the asker.
    Own(GuardianScope),
    /// The pupil is on another school's roll.
    OtherSchool,
    /// The asker works at the pupil's school.
    Staff,
    /// The asker is the form teacher of the pupil's class.
    OwnClass {
        /// Does the school let its form teachers decide on photos?
        decides: bool,
    },
    /// The asker runs the installation, and the pupil's school lets them look in until a time.
    Granted,
}

impl Relation {
    /// Every value.
    pub const ALL: &'static [Self] = &[
        Self::None,
        Self::Own(GuardianScope::Full),
        Self::Own(GuardianScope::View),
        Self::Own(GuardianScope::None),
        Self::OtherSchool,
        Self::Staff,
        Self::OwnClass { decides: false },
        Self::OwnClass { decides: true },
        Self::Granted,
    ];
}
