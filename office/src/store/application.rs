//! Table `application`: who applied for another card, why, and whether the fee was paid. One for a card.

use jiff::civil::Date;
use school::{
    ApplicationId, CardId,
    application::Way,
    card::{Cause, Succession},
};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Tx, Within, rows::new_id};
use crate::refused::{Broken, Conflict, Refused};

/// An application to be written down.
pub(crate) struct NewApplication<'a> {
    pub(crate) card: CardId,
    pub(crate) succession: Succession,
    pub(crate) ground: Cause,
    pub(crate) way: Way,
    pub(crate) applicant: &'a str,
    pub(crate) applied_on: Date,
    /// In grosze.
    pub(crate) fee: u32,
    /// The old card cannot be returned, as somebody has declared.
    pub(crate) declared: bool,
}

/// An application with its cards.
#[derive(FromRow)]
pub(crate) struct ApplicationRow {
    pub(crate) id: Uuid,
    pub(crate) card: Uuid,
    pub(crate) year: i64,
    pub(crate) serial: i64,
    pub(crate) card_state: String,
    pub(crate) pupil: Uuid,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) class_name: String,
    pub(crate) kind: String,
    pub(crate) ground: String,
    pub(crate) way: String,
    pub(crate) applicant: String,
    pub(crate) applied_on: String,
    pub(crate) fee: i64,
    pub(crate) paid_on: Option<String>,
    pub(crate) declared: bool,
    pub(crate) successor: Option<Uuid>,
    pub(crate) successor_year: Option<i64>,
    pub(crate) successor_serial: Option<i64>,
    pub(crate) successor_state: Option<String>,
    pub(crate) version: i64,
}

/// Applications with their cards and pupils.
macro_rules! told {
    ($which:literal) => {
        concat!(
            "SELECT a.id, a.card, k.year, k.serial, k.state AS card_state, k.pupil, p.given, p.surname, c.name AS class_name,
                a.kind, a.ground, a.way, a.applicant, a.applied_on, a.fee, a.paid_on, a.declared, a.successor,
                s.year AS successor_year, s.serial AS successor_serial, s.state AS successor_state, a.version
            FROM application a JOIN card k ON k.id = a.card AND k.school = a.school
                JOIN pupil p ON p.id = k.pupil AND p.school = a.school JOIN class c ON c.id = p.class
                LEFT JOIN card s ON s.id = a.successor AND s.school = a.school
            WHERE a.school = $1",
            $which
        )
    };
}

impl Tx<Within> {
    /// Writes an application down; [`Tx::lock_books`] comes first.
    pub(crate) async fn add_application(&mut self, wanted: &NewApplication<'_>) -> Result<ApplicationId, Refused> {
        let Within { school, actor, now, .. } = self.scope.clone();
        let by = actor.person.ok_or(Broken::Inconsistent("an application written down by nobody"))?;
        let id = new_id();
        run!(
            self,
            "INSERT INTO application (id, school, card, kind, ground, way, applicant, applied_on, fee, declared, created_by, created_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0)",
            id,
            school.0,
            wanted.card.0,
            wanted.succession.code(),
            wanted.ground.code(),
            wanted.way.code(),
            wanted.applicant,
            wanted.applied_on.to_string(),
            i64::from(wanted.fee),
            wanted.declared,
            by.0,
            now.as_second()
        )?;
        Ok(ApplicationId(id))
    }

    /// Every application, the newest first.
    pub(crate) async fn applications(&mut self) -> Result<Vec<ApplicationRow>, Refused> {
        Ok(rows!(self, told!(" ORDER BY a.id DESC"), self.scope.school.0)?)
    }

    /// An application of this school.
    pub(crate) async fn application(&mut self, id: ApplicationId) -> Result<ApplicationRow, Refused> {
        let row: Option<ApplicationRow> = row!(self, told!(" AND a.id = $2"), self.scope.school.0, id.0)?;
        row.ok_or(Refused::NotFound)
    }

    /// The application for another card in the place of this one.
    pub(crate) async fn application_about(&mut self, card: CardId) -> Result<Option<ApplicationRow>, Refused> {
        Ok(row!(self, told!(" AND a.card = $2"), self.scope.school.0, card.0)?)
    }

    /// The application from which a card came.
    pub(crate) async fn application_for(&mut self, card: CardId) -> Result<Option<ApplicationRow>, Refused> {
        Ok(row!(self, told!(" AND a.successor = $2"), self.scope.school.0, card.0)?)
    }

    /// Notes that the fee was paid; false if somebody changed the application since, or it was paid before.
    pub(crate) async fn pay_application(&mut self, id: ApplicationId, version: i64, on: Date) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE application SET paid_on = $4, version = version + 1
            WHERE id = $1 AND school = $2 AND version = $3 AND paid_on IS NULL",
            id.0,
            self.scope.school.0,
            version,
            on.to_string()
        )? == 1)
    }

    /// The card that was wanted is there, with its number.
    pub(crate) async fn fulfil_application(&mut self, id: ApplicationId, card: CardId) -> Result<(), Refused> {
        let fulfilled = run!(
            self,
            "UPDATE application SET successor = $3, version = version + 1
            WHERE id = $1 AND school = $2 AND successor IS NULL",
            id.0,
            self.scope.school.0,
            card.0
        )?;
        if fulfilled == 1 { Ok(()) } else { Err(Refused::Conflict(Conflict::Changed)) }
    }

    /// The card that was made for it will not be handed out: another one is due.
    pub(crate) async fn reopen_application(&mut self, card: CardId) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE application SET successor = NULL, version = version + 1 WHERE successor = $1 AND school = $2",
            card.0,
            self.scope.school.0
        )?;
        Ok(())
    }
}
