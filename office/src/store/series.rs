//! Table `number_series`: numbers of cards, one series per school and calendar year (§ 10, `L9.2-6`).

use school::number::CardNumber;

use super::{Tx, Within, rows::count};
use crate::refused::Refused;

impl Tx<Within> {
    /// Takes so many numbers of a year and answers the first of them. Whoever comes second waits on the row.
    pub(crate) async fn take_numbers(&mut self, year: i16, quantity: u32) -> Result<CardNumber, Refused> {
        let last: Option<i64> = value!(
            self,
            "INSERT INTO number_series (school, year, last) VALUES ($1, $2, $3)
            ON CONFLICT (school, year) DO UPDATE SET last = number_series.last + excluded.last RETURNING last",
            self.scope.school.0,
            i64::from(year),
            i64::from(quantity)
        )?;
        let before = last.unwrap_or_default() - i64::from(quantity);
        Ok(CardNumber { serial: count(before)?, year }.next())
    }

    /// Says which number of a year was the last. The row stays locked, so that a run waits that takes numbers meanwhile.
    pub(crate) async fn set_last_number(&mut self, year: i16, last: u32) -> Result<(), Refused> {
        run!(
            self,
            "INSERT INTO number_series (school, year, last) VALUES ($1, $2, $3)
            ON CONFLICT (school, year) DO UPDATE SET last = excluded.last",
            self.scope.school.0,
            i64::from(year),
            i64::from(last)
        )?;
        Ok(())
    }

    /// The greatest number of a year that stands on a card, spoiled or not; 0 if there is none.
    pub(crate) async fn greatest_number(&mut self, year: i16) -> Result<u32, Refused> {
        let greatest: Option<Option<i64>> = value!(
            self,
            "SELECT MAX(serial) FROM card WHERE school = $1 AND year = $2",
            self.scope.school.0,
            i64::from(year)
        )?;
        Ok(count(greatest.flatten().unwrap_or_default())?)
    }

    /// The number that the next card of a year would get.
    pub(crate) async fn next_number(&mut self, year: i16) -> Result<CardNumber, Refused> {
        let last: Option<i64> = value!(
            self,
            "SELECT last FROM number_series WHERE school = $1 AND year = $2",
            self.scope.school.0,
            i64::from(year)
        )?;
        Ok(CardNumber { serial: count(last.unwrap_or_default())?, year }.next())
    }
}
