//! School years and the periods a hologram confirms.

use std::{fmt, str::FromStr};

use jiff::civil::{Date, date};

use crate::code::{UnknownCode, codes};

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
    fn the_label_is_read_back() {
        assert_eq!(SchoolYear(2026).label(), "2026/2027");
        assert_eq!("2026/2027".parse(), Ok(SchoolYear(2026)));
        for wrong in ["2026", "2026/2028", "26/27", "2026/27", "/", "x/y"] {
            assert!(wrong.parse::<SchoolYear>().is_err(), "{wrong}");
        }
    }
}
