//! Table `renewal` as the round of holograms reads it: which cards are confirmed for the period that runs.

use jiff::civil::Date;
use school::{
    CardId,
    year::{Period, SchoolYear, Semester},
};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Tx, Within, rows::day};
use crate::refused::Refused;

/// A card that was printed, and how it stands with holograms.
#[derive(FromRow)]
pub(crate) struct RoundCard {
    pub(crate) id: Uuid,
    pub(crate) year: i64,
    pub(crate) serial: i64,
    pub(crate) state: String,
    pub(crate) expires: Option<String>,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) class: Uuid,
    pub(crate) class_name: String,
    /// Its holder has left.
    pub(crate) gone: bool,
    pub(crate) marking: String,
    /// How many holograms are on it.
    pub(crate) fields: i64,
    /// It has the hologram of the period that runs.
    pub(crate) done: bool,
    /// It got that in a round, and not when it was collected.
    pub(crate) prolonged: bool,
}

/// A renewal, on a row of the register.
#[derive(FromRow)]
pub(crate) struct RenewalTold {
    pub(crate) ordinal: i64,
    pub(crate) year: i64,
    pub(crate) part: String,
    pub(crate) created_at: i64,
}

impl Tx<Within> {
    /// Every card that was printed, in Polish order of the holders; by semesters, the one that runs counts.
    pub(crate) async fn round_cards(
        &mut self,
        year: SchoolYear,
        semester: Semester,
    ) -> Result<Vec<RoundCard>, Refused> {
        Ok(rows!(
            self,
            "SELECT k.id, k.year, k.serial, k.state, k.expires, p.given, p.surname, p.class,
                c.name AS class_name, p.left_on IS NOT NULL AS gone, b.marking,
                (SELECT COUNT(*) FROM renewal n WHERE n.card = k.id AND n.school = k.school) AS fields,
                r.id IS NOT NULL AS done, r.expired IS NOT NULL AS prolonged
            FROM card k JOIN pupil p ON p.id = k.pupil JOIN class c ON c.id = p.class JOIN blank b ON b.id = k.blank
                LEFT JOIN renewal r ON r.card = k.id AND r.school = k.school AND r.year = $2 AND r.part IN ('year', $3)
            WHERE k.school = $1 AND k.state <> 'prepared' ORDER BY p.surname_order, p.id, k.id",
            self.scope.school.0,
            i64::from(year.0),
            semester.code()
        )?)
    }

    /// How many holograms are on a card.
    pub(crate) async fn holograms_on(&mut self, card: CardId) -> Result<i64, Refused> {
        let count: Option<i64> =
            value!(self, "SELECT COUNT(*) FROM renewal WHERE card = $1 AND school = $2", card.0, self.scope.school.0)?;
        Ok(count.unwrap_or_default())
    }

    /// The last day that a card had before it was prolonged for this period; none if it was not, or was collected then.
    pub(crate) async fn expired_before(&mut self, card: CardId, period: Period) -> Result<Option<Date>, Refused> {
        let expired: Option<Option<String>> = value!(
            self,
            "SELECT expired FROM renewal WHERE card = $1 AND school = $2 AND year = $3 AND part = $4",
            card.0,
            self.scope.school.0,
            i64::from(period.year().0),
            period.part()
        )?;
        Ok(expired.flatten().as_deref().map(day).transpose()?)
    }

    /// Takes a renewal back that was written down by mistake; the log and the books tell of both.
    pub(crate) async fn remove_renewal(&mut self, card: CardId, period: Period) -> Result<(), Refused> {
        run!(
            self,
            "DELETE FROM renewal WHERE card = $1 AND school = $2 AND year = $3 AND part = $4",
            card.0,
            self.scope.school.0,
            i64::from(period.year().0),
            period.part()
        )?;
        Ok(())
    }

    /// What cards were prolonged, on the rows of a school year's register.
    pub(crate) async fn renewals_told(&mut self, year: SchoolYear) -> Result<Vec<RenewalTold>, Refused> {
        Ok(rows!(
            self,
            "SELECT e.ordinal, r.year, r.part, r.created_at
            FROM renewal r JOIN register_entry e ON e.card = r.card AND e.school = r.school
            WHERE r.school = $1 AND e.school_year = $2 AND r.expired IS NOT NULL ORDER BY e.ordinal, r.created_at, r.id",
            self.scope.school.0,
            i64::from(year.0)
        )?)
    }
}
