//! The only place that asks what time it is. Whole seconds, so that both engines give back what they got;
//! civil dates are those of Poland, whatever the machine believes.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Where the time comes from.
#[derive(Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until it is told to move: tests and the demo's past.
    Still(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at this second.
    #[must_use]
    pub fn still(at: Timestamp) -> Self {
        Self::Still(Arc::new(AtomicI64::new(at.as_second())))
    }

    /// Now, in whole seconds.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(&self) -> Timestamp {
        let seconds = match self {
            Self::System => Timestamp::now().as_second(),
            Self::Still(at) => at.load(Ordering::SeqCst),
        };
        Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Moves a still clock by so many seconds; the machine's clock cannot be moved.
    pub fn advance(&self, seconds: i64) {
        if let Self::Still(at) = self {
            at.fetch_add(seconds, Ordering::SeqCst);
        }
    }

    /// Sets a still clock to this second.
    pub fn set(&self, to: Timestamp) {
        if let Self::Still(at) = self {
            at.store(to.as_second(), Ordering::SeqCst);
        }
    }
}

/// The date in Poland at this moment.
#[must_use]
pub fn polish_date(at: Timestamp) -> Date {
    at.to_zoned(warsaw()).date()
}

/// Poland's time zone.
#[must_use]
pub fn warsaw() -> TimeZone {
    TimeZone::get("Europe/Warsaw").unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_polish_day_turns_at_polish_midnight() {
        let late: Timestamp = "2026-08-31T22:30:00Z".parse().unwrap();
        assert_eq!(polish_date(late).to_string(), "2026-09-01");
        let winter: Timestamp = "2026-12-31T22:30:00Z".parse().unwrap();
        assert_eq!(polish_date(winter).to_string(), "2026-12-31");
    }
}
