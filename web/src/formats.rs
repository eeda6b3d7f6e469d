//! Dates and times as people read them, in Poland's time, in the page's language.

use i18n_embed_fl::fl;
use jiff::{Timestamp, civil::Date};
use office::clock::warsaw;

use crate::words::Words;

/// "18 września 2026" in the page's language.
#[must_use]
pub(crate) fn day(t: Words, date: Date) -> String {
    let month = match date.month() {
        1 => fl!(t, "month-1"),
        2 => fl!(t, "month-2"),
        3 => fl!(t, "month-3"),
        4 => fl!(t, "month-4"),
        5 => fl!(t, "month-5"),
        6 => fl!(t, "month-6"),
        7 => fl!(t, "month-7"),
        8 => fl!(t, "month-8"),
        9 => fl!(t, "month-9"),
        10 => fl!(t, "month-10"),
        11 => fl!(t, "month-11"),
        _ => fl!(t, "month-12"),
    };
    fl!(t, "date-day", day = i64::from(date.day()), month = month, year = date.year().to_string())
}

/// "0,08": a number as the page's language writes it.
#[must_use]
pub(crate) fn decimal(t: Words, number: impl ToString) -> String {
    number.to_string().replace('.', &fl!(t, "decimal-mark"))
}

/// "18.09.2026", for tables.
#[must_use]
pub(crate) fn short_day(date: Date) -> String {
    date.strftime("%d.%m.%Y").to_string()
}

/// "18 września 2026, 9:41".
#[must_use]
pub(crate) fn moment(t: Words, at: Timestamp) -> String {
    format!("{}, {}", day(t, at.to_zoned(warsaw()).date()), clock_time(at))
}

/// "18.09.2026, 9:41", for tables.
#[must_use]
pub(crate) fn short_moment(at: Timestamp) -> String {
    let local = at.to_zoned(warsaw());
    format!("{}, {}", short_day(local.date()), clock_time(at))
}

/// "9:41".
#[must_use]
pub(crate) fn clock_time(at: Timestamp) -> String {
    at.to_zoned(warsaw()).strftime("%-H:%M").to_string()
}

/// "18.09.2026, 09:41:07": a clock that shows that it goes.
#[must_use]
pub(crate) fn to_the_second(at: Timestamp) -> String {
    at.to_zoned(warsaw()).strftime("%d.%m.%Y, %H:%M:%S").to_string()
}

/// For `<time datetime>`.
#[must_use]
pub(crate) fn iso(at: Timestamp) -> String {
    at.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;
    use school::language::Language;

    #[test]
    fn times_are_those_of_poland() {
        let at: Timestamp = "2026-09-18T22:05:09Z".parse().unwrap();
        assert_eq!(moment(words(Language::Pl), at), "19 września 2026, 0:05");
        assert_eq!(moment(words(Language::En), at), "19 September 2026, 0:05");
        assert_eq!(short_moment(at), "19.09.2026, 0:05");
        assert_eq!(to_the_second(at), "19.09.2026, 00:05:09");
    }
}
