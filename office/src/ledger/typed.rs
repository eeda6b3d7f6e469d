//! Dates, numbers and texts as they come from forms about cards and forms.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::refused::{FieldError, Problem, Refused};

/// Most characters of a free text: a document, a receiver's name.
const LONGEST: usize = 200;

/// What a field says, or what is wrong with it.
pub(crate) fn field<T>(field: &'static str, read: Result<T, Problem>) -> Result<T, FieldError> {
    read.map_err(|problem| FieldError { field, problem })
}

/// The refusal of every field that cannot be taken.
pub(crate) fn refuse(fields: impl IntoIterator<Item = Option<FieldError>>) -> Refused {
    Refused::Invalid(fields.into_iter().flatten().collect())
}

/// A date, YYYY-MM-DD.
pub(crate) fn day(text: &str) -> Result<Date, Problem> {
    match text.trim() {
        "" => Err(Problem::Required),
        text => text.parse().map_err(|_| Problem::NotADate),
    }
}

/// A day that has come; empty means today.
pub(crate) fn day_until(text: &str, today: Date) -> Result<Date, Problem> {
    match text.trim() {
        "" => Ok(today),
        text => day(text).and_then(|on| if on <= today { Ok(on) } else { Err(Problem::DateOutOfRange) }),
    }
}

/// A whole number in range.
pub(crate) fn number(text: &str, range: RangeInclusive<u32>) -> Result<u32, Problem> {
    match text.trim() {
        "" => Err(Problem::Required),
        text => {
            let (least, most) = (*range.start(), *range.end());
            text.parse().ok().filter(|number| range.contains(number)).ok_or(Problem::NotANumber { least, most })
        }
    }
}

/// A free text on one line, perhaps empty; outer spaces go, inner ones collapse.
pub(crate) fn line(text: &str) -> Result<String, Problem> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > LONGEST {
        Err(Problem::TooLong)
    } else if text.chars().any(char::is_control) {
        Err(Problem::NotAName)
    } else {
        Ok(text)
    }
}
