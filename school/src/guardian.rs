//! Links between people and pupils, and how someone who asks stands to the pupil in question.

use jiff::{ToSpan, civil::Date};

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

/// Is whoever was born on that day of age (*pełnoletność*)? From the first hour of the eighteenth birthday on, of
/// somebody born on 29 February from the 28th (Kodeks cywilny, art. 10 § 1, art. 112).
#[must_use]
pub fn is_of_age(born: Date, on: Date) -> bool {
    born.checked_add(18.years()).is_ok_and(|birthday| birthday <= on)
}

/// The last day of birth of those who are of age on a day. Parental authority ends then (Kodeks rodzinny i opiekuńczy,
/// art. 92), and with it what a link gives a parent or a guardian.
#[must_use]
pub fn youngest_of_age(on: Date) -> Date {
    let same_day = on.checked_sub(18.years()).unwrap_or(Date::MIN);
    same_day.tomorrow().ok().filter(|next| is_of_age(*next, on)).unwrap_or(same_day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_pupil_is_of_age_from_the_eighteenth_birthday_on() {
        for (born, last_day_of_childhood) in [
            (date(2008, 11, 22), date(2026, 11, 21)),
            (date(2008, 1, 1), date(2025, 12, 31)),
            (date(2008, 2, 29), date(2026, 2, 27)),
            (date(2010, 3, 1), date(2028, 2, 29)),
        ] {
            let birthday = last_day_of_childhood.tomorrow().unwrap();
            assert!(!is_of_age(born, last_day_of_childhood) && is_of_age(born, birthday), "{born}");
            assert!(born > youngest_of_age(last_day_of_childhood) && born <= youngest_of_age(birthday), "{born}");
        }
    }
}
