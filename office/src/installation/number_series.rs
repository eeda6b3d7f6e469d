//! Where a year's numbers of cards go on: a school that issued cards before, on paper or with another program, has used
//! some of them (§ 10, `L9.2-6`).

use school::{SchoolId, event::Event, number::CardNumber, permission::Permission};

use crate::{
    desk::StaffDesk,
    ledger::typed,
    refused::{FieldError, Problem, Refused},
    store::{Tx, Within},
};

/// The greatest number that can be said to be the next.
const MOST: u32 = 999_999;

/// The numbers of one calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberSeries {
    /// The number that the next card gets.
    pub next: CardNumber,
    /// The least number that can be said to be the next: those before stand on cards.
    pub least: u32,
}

/// Where a year's numbers are to go on, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct StartNumbers {
    /// The calendar year.
    pub year: String,
    /// The number of the next card.
    pub first: String,
}

impl StaffDesk {
    /// The numbers of this calendar year and of the next.
    ///
    /// # Errors
    /// `Forbidden` for a role that does not look after pupils.
    pub async fn number_series(&self) -> Result<Vec<NumberSeries>, Refused> {
        self.must(Permission::SeePupils)?;
        let mut tx = self.look().await?;
        let mut series = Vec::new();
        for year in self.open_years() {
            series.push(NumberSeries {
                next: tx.next_number(year).await?,
                least: tx.greatest_number(year).await?.saturating_add(1),
            });
        }
        Ok(series)
    }

    /// The next card of a year gets this number. It may be less than what was said before, but never one that was used.
    ///
    /// # Errors
    /// `Forbidden`; `Invalid`: `year`, or `first_number` with the least that can be.
    pub async fn start_numbers(&self, form: &StartNumbers) -> Result<SchoolId, Refused> {
        self.must(Permission::ManageSchool)?;
        let year = form.year.trim().parse::<i16>().ok().filter(|year| self.open_years().contains(year));
        let year = year.ok_or(FieldError::refuse("year", Problem::NotOffered))?;
        let first = typed_number(&form.first)?;
        let mut tx = self.begin().await?;
        let number = CardNumber { serial: first, year };
        go_on_with(&mut tx, number).await?;
        tx.commit(Event::new("school.numbers_started", self.school).with("number", number)).await?;
        Ok(self.school)
    }

    /// The years of which cards can be issued or prepared.
    fn open_years(&self) -> [i16; 2] {
        let year = self.today().year();
        [year, year.saturating_add(1)]
    }
}

/// What was typed as the number of the next card.
pub(crate) fn typed_number(text: &str) -> Result<u32, Refused> {
    typed::number(text, 1..=MOST).map_err(|problem| FieldError::refuse("first_number", problem))
}

/// The next card of that year gets this number; refuses one that stands on a card, or is before one.
pub(crate) async fn go_on_with(tx: &mut Tx<Within>, number: CardNumber) -> Result<(), Refused> {
    tx.set_last_number(number.year, number.serial.saturating_sub(1)).await?;
    let least = tx.greatest_number(number.year).await?.saturating_add(1);
    if number.serial < least {
        return Err(FieldError::refuse("first_number", Problem::NotANumber { least, most: MOST }));
    }
    Ok(())
}
