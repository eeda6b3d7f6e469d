//! Table `photo_check`: what a school has set about the checks of photos. A check without a row is as the program has it,
//! and goes along when a later program has it otherwise.

use jiff::civil::Date;
use school::photo::Check;
use sqlx::FromRow;
use workshop::photo::{Setting, Thresholds};

use super::{Tx, Within, rows::word};
use crate::{photo::age, refused::Refused};

#[derive(FromRow)]
struct CheckRow {
    name: String,
    strictness: String,
    soft: f64,
    hard: Option<f64>,
}

impl Tx<Within> {
    /// What the school has set itself.
    pub(crate) async fn photo_checks(&mut self) -> Result<Vec<(Check, Setting)>, Refused> {
        let rows: Vec<CheckRow> = rows!(
            self,
            "SELECT name, strictness, soft, hard FROM photo_check WHERE school = $1 ORDER BY name",
            self.scope.school.0
        )?;
        rows.into_iter()
            .map(|row| {
                let setting = Setting { strictness: word(&row.strictness)?, soft: row.soft, hard: row.hard };
                Ok((word(&row.name)?, setting))
            })
            .collect()
    }

    /// Writes down what a school has set about a check; nothing is as the program has it.
    pub(crate) async fn set_photo_check(&mut self, check: Check, setting: Option<Setting>) -> Result<(), Refused> {
        run!(self, "DELETE FROM photo_check WHERE school = $1 AND name = $2", self.scope.school.0, check.code())?;
        if let Some(Setting { strictness, soft, hard }) = setting {
            run!(
                self,
                "INSERT INTO photo_check (school, name, strictness, soft, hard) VALUES ($1, $2, $3, $4, $5)",
                self.scope.school.0,
                check.code(),
                strictness.code(),
                soft,
                hard
            )?;
        }
        Ok(())
    }

    /// The limits by which this school judges the photo of somebody born then.
    pub(crate) async fn photo_limits(&mut self, born: Date, today: Date) -> Result<Thresholds, Refused> {
        let own = self.photo_checks().await?;
        let limits = own.into_iter().fold(Thresholds::default(), |limits, (check, own)| limits.with(check, own));
        Ok(limits.for_age(u8::try_from(age(born, today).max(0)).unwrap_or(u8::MAX)))
    }
}
