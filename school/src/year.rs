//! School years and the periods a hologram confirms.

use std::{fmt, str::FromStr};

use jiff::civil::{Date, date};

use crate::{
    code::{UnknownCode, codes},
    law::templates::ValidityUnit,
};

/// A school year (*rok szkolny*), 1 September to 31 August, by the calendar year it begins in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchoolYear(pub i16);

impl SchoolYear {
    /// The school year a day lies in.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self(if day.month() >= 9 { day.year() } else { day.year() - 1 })
    }

    /// "2026/2027".
    #[must_use]
    pub fn label(self) -> String {
        format!("{}/{}", self.0, i32::from(self.0) + 1)
    }

    /// The first day, 1 September.
    #[must_use]
    pub fn starts(self) -> Date {
        date(self.0.clamp(1, 9998), 9, 1)
    }

    /// The last day, 31 August.
    #[must_use]
    pub fn ends(self) -> Date {
        date(self.0.clamp(1, 9998) + 1, 8, 31)
    }

    /// The last day of a card confirmed for this year: 30 September after it (`L4.2-1`).
    #[must_use]
    pub fn expiry(self) -> Date {
        let template = crate::law::TemplateCode::MeinI1;
        crate::law::validity::expiry(template, Period::Year(self)).unwrap_or(self.ends())
    }

    /// The year after this.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label())
    }
}

impl FromStr for SchoolYear {
    type Err = UnknownCode;

    /// Reads "2026/2027".
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = UnknownCode { of: "SchoolYear" };
        let (from, to) = text.split_once('/').ok_or(wrong)?;
        let year: i16 = from.parse().map_err(|_| wrong)?;
        (from.len() == 4 && to.parse() == Ok(i32::from(year) + 1)).then_some(Self(year)).ok_or(wrong)
    }
}

codes! {
    /// Half of a school year (*semestr*).
    Semester {
        /// From September to January.
        Winter = "winter",
        /// From February to August.
        Summer = "summer",
    }
}

/// What one hologram confirms (*okres ważności*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A school year.
    Year(SchoolYear),
    /// A semester.
    Semester(SchoolYear, Semester),
}

impl Period {
    /// The school year it belongs to.
    #[must_use]
    pub const fn year(self) -> SchoolYear {
        match self {
            Self::Year(year) | Self::Semester(year, _) => year,
        }
    }

    /// What a hologram of the day confirms: a school year, or half of one where learners are confirmed by semesters.
    #[must_use]
    pub fn of(unit: ValidityUnit, day: Date) -> Self {
        let year = SchoolYear::of(day);
        match unit {
            ValidityUnit::SchoolYear => Self::Year(year),
            ValidityUnit::Semester if (2..=8).contains(&day.month()) => Self::Semester(year, Semester::Summer),
            ValidityUnit::Semester => Self::Semester(year, Semester::Winter),
        }
    }

    /// Which part of its school year: "year", "winter" or "summer".
    #[must_use]
    pub const fn part(self) -> &'static str {
        match self {
            Self::Year(_) => "year",
            Self::Semester(_, semester) => semester.code(),
        }
    }

    /// The period of a school year that has this part.
    ///
    /// # Errors
    ///
    /// If there is no such part.
    pub fn with_part(year: SchoolYear, part: &str) -> Result<Self, UnknownCode> {
        if part == "year" { Ok(Self::Year(year)) } else { Ok(Self::Semester(year, part.parse()?)) }
    }
}

impl fmt::Display for Period {
    /// "2026/2027", "2026/2027 winter".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year}"),
            Self::Semester(year, semester) => write!(f, "{year} {semester}"),
        }
    }
}

impl FromStr for Period {
    type Err = UnknownCode;

    /// Reads what is displayed.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(' ') {
            None => Ok(Self::Year(text.parse()?)),
            Some((year, semester)) => Ok(Self::Semester(year.parse()?, semester.parse()?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_turns_on_the_first_of_september() {
        assert_eq!(SchoolYear::of(date(2026, 8, 31)), SchoolYear(2025));
        assert_eq!(SchoolYear::of(date(2026, 9, 1)), SchoolYear(2026));
        let year = SchoolYear(2026);
        assert_eq!((year.starts(), year.ends()), (date(2026, 9, 1), date(2027, 8, 31)));
        assert_eq!(SchoolYear::of(year.ends()), year);
    }

    #[test]
    fn the_hologram_is_that_of_its_day() {
        let (before, after) = (SchoolYear(2025), SchoolYear(2026));
        for (unit, on, wanted) in [
            (ValidityUnit::SchoolYear, date(2026, 8, 31), Period::Year(before)),
            (ValidityUnit::SchoolYear, date(2026, 9, 1), Period::Year(after)),
            (ValidityUnit::Semester, date(2027, 1, 31), Period::Semester(after, Semester::Winter)),
            (ValidityUnit::Semester, date(2027, 2, 1), Period::Semester(after, Semester::Summer)),
        ] {
            assert_eq!(Period::of(unit, on), wanted, "{on}");
            assert_eq!(wanted.to_string().parse(), Ok(wanted));
            assert_eq!(Period::with_part(wanted.year(), wanted.part()), Ok(wanted));
        }
        assert!("2026/2027 spring".parse::<Period>().is_err());
    }

    #[test]
    fn the_label_is_read_back() {
        assert_eq!(SchoolYear(2026).label(), "2026/2027");
        assert_eq!("2026/2027".parse(), Ok(SchoolYear(2026)));
        for wrong in ["2026", "2026/2028", "26/27", "2026/27", "/", "x/y"] {
            assert!(wrong.parse::<SchoolYear>().is_err(), "{wrong}");
        }
    }
}
