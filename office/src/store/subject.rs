//! What is kept about a pupil beyond the record's own tables, for a copy of everything (GDPR art. 15).

use school::PupilId;
use sqlx::FromRow;

use super::{Tx, Within};
use crate::refused::Refused;

/// A card of the pupil's.
#[derive(FromRow)]
pub(crate) struct CardHeld {
    pub(crate) year: i64,
    pub(crate) serial: i64,
    pub(crate) template: String,
    pub(crate) state: String,
    pub(crate) issued_on: String,
    pub(crate) expires: Option<String>,
    pub(crate) received_on: Option<String>,
    pub(crate) receiver: Option<String>,
    pub(crate) receiver_name: Option<String>,
    pub(crate) invalid_on: Option<String>,
    pub(crate) cause: Option<String>,
}

/// An application for another card of the pupil's.
#[derive(FromRow)]
pub(crate) struct ApplicationHeld {
    pub(crate) kind: String,
    pub(crate) ground: String,
    pub(crate) way: String,
    pub(crate) applicant: String,
    pub(crate) applied_on: String,
    pub(crate) fee: i64,
    pub(crate) paid_on: Option<String>,
}

/// An entry of the nominal register about the pupil.
#[derive(FromRow)]
pub(crate) struct EntryHeld {
    pub(crate) ordinal: i64,
    pub(crate) number: String,
    pub(crate) marking: String,
    pub(crate) producer: String,
    pub(crate) received_on: String,
    pub(crate) signature: String,
    pub(crate) school_year: i64,
}

/// A message to the family about the pupil.
#[derive(FromRow)]
pub(crate) struct MessageHeld {
    pub(crate) kind: String,
    pub(crate) reason: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) created_at: i64,
    pub(crate) read_at: Option<i64>,
}

impl Tx<Within> {
    /// The pupil's cards, oldest first.
    pub(crate) async fn cards_held(&mut self, pupil: PupilId) -> Result<Vec<CardHeld>, Refused> {
        Ok(rows!(
            self,
            "SELECT year, serial, template, state, issued_on, expires, received_on, receiver, receiver_name, invalid_on, cause FROM card
            WHERE pupil = $1 AND school = $2 ORDER BY id",
            pupil.0,
            self.scope.school.0
        )?)
    }

    /// The applications for other cards, oldest first.
    pub(crate) async fn applications_held(&mut self, pupil: PupilId) -> Result<Vec<ApplicationHeld>, Refused> {
        Ok(rows!(
            self,
            "SELECT a.kind, a.ground, a.way, a.applicant, a.applied_on, a.fee, a.paid_on
            FROM application a JOIN card k ON k.id = a.card AND k.school = a.school
            WHERE k.pupil = $1 AND a.school = $2 ORDER BY a.id",
            pupil.0,
            self.scope.school.0
        )?)
    }

    /// The entries of the register about the pupil's cards.
    pub(crate) async fn entries_held(&mut self, pupil: PupilId) -> Result<Vec<EntryHeld>, Refused> {
        Ok(rows!(
            self,
            "SELECT r.ordinal, r.number, r.marking, r.producer, r.received_on, r.signature, r.school_year
            FROM register_entry r JOIN card k ON k.id = r.card AND k.school = r.school
            WHERE k.pupil = $1 AND r.school = $2 ORDER BY r.ordinal",
            pupil.0,
            self.scope.school.0
        )?)
    }

    /// What the family was told about the pupil, oldest first.
    pub(crate) async fn messages_held(&mut self, pupil: PupilId) -> Result<Vec<MessageHeld>, Refused> {
        Ok(rows!(
            self,
            "SELECT kind, reason, note, created_at, read_at FROM message WHERE pupil = $1 AND school = $2 ORDER BY id",
            pupil.0,
            self.scope.school.0
        )?)
    }
}
