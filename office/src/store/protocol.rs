//! Table `protocol`: what two people destroyed, or handed over to the governing body.

use jiff::civil::Date;
use school::{
    CardId, PersonId, ProtocolId,
    person::{Membership, Role},
};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Tx, Within, rows::new_id};
use crate::refused::{Broken, Refused};

/// A protocol to be written.
pub(crate) struct NewProtocol<'a> {
    pub(crate) kind: &'static str,
    pub(crate) held_on: Date,
    pub(crate) first: (PersonId, &'a str),
    pub(crate) second: (PersonId, &'a str),
}

/// A protocol, and how many cards it is about.
#[derive(FromRow)]
pub(crate) struct ProtocolRow {
    pub(crate) id: Uuid,
    pub(crate) number: i64,
    pub(crate) kind: String,
    pub(crate) held_on: String,
    pub(crate) first_name: String,
    pub(crate) second_name: String,
    pub(crate) cards: i64,
}

/// A card that lies at the school and is valid no more, or that a protocol is about.
#[derive(FromRow)]
pub(crate) struct SpentCard {
    pub(crate) id: Uuid,
    pub(crate) year: i64,
    pub(crate) serial: i64,
    pub(crate) template: String,
    pub(crate) marking: String,
    pub(crate) producer: String,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) cause: String,
    pub(crate) invalid_on: String,
}

impl Tx<Within> {
    /// Cards to be destroyed: those that came back, and those that were never handed out.
    pub(crate) async fn spent_cards(&mut self) -> Result<Vec<SpentCard>, Refused> {
        Ok(rows!(
            self,
            "SELECT k.id, k.year, k.serial, k.template, b.marking, b.producer, p.given, p.surname, k.cause, k.invalid_on
            FROM card k JOIN blank b ON b.id = k.blank JOIN pupil p ON p.id = k.pupil
            WHERE k.school = $1 AND (k.state = 'returned' OR (k.state = 'invalidated' AND k.received_on IS NULL))
            ORDER BY k.year, k.serial",
            self.scope.school.0
        )?)
    }

    /// The cards of a protocol.
    pub(crate) async fn cards_of_protocol(&mut self, id: ProtocolId) -> Result<Vec<SpentCard>, Refused> {
        Ok(rows!(
            self,
            "SELECT k.id, k.year, k.serial, k.template, b.marking, b.producer, p.given, p.surname, k.cause, k.invalid_on
            FROM card k JOIN blank b ON b.id = k.blank JOIN pupil p ON p.id = k.pupil
            WHERE k.school = $1 AND k.protocol = $2 ORDER BY k.year, k.serial",
            self.scope.school.0,
            id.0
        )?)
    }

    /// Writes a protocol down and answers its number in the school; [`Tx::lock_books`] comes first.
    pub(crate) async fn add_protocol(&mut self, protocol: &NewProtocol<'_>) -> Result<(ProtocolId, i64), Refused> {
        let Within { school, actor, now, .. } = self.scope.clone();
        let by = actor.person.ok_or(Broken::Inconsistent("a protocol written down by nobody"))?;
        let id = new_id();
        let number: Option<i64> = value!(
            self,
            "INSERT INTO protocol (id, school, number, kind, held_on, first_person, first_name, second_person, second_name, created_by, created_at)
            VALUES ($1, $2, (SELECT COALESCE(MAX(number), 0) + 1 FROM protocol WHERE school = $2), $3, $4, $5, $6, $7, $8, $9, $10)
            RETURNING number",
            id,
            school.0,
            protocol.kind,
            protocol.held_on.to_string(),
            protocol.first.0.0,
            protocol.first.1,
            protocol.second.0.0,
            protocol.second.1,
            by.0,
            now.as_second()
        )?;
        Ok((ProtocolId(id), number.unwrap_or_default()))
    }

    /// Every protocol, the newest first.
    pub(crate) async fn protocols(&mut self) -> Result<Vec<ProtocolRow>, Refused> {
        Ok(rows!(
            self,
            "SELECT r.id, r.number, r.kind, r.held_on, r.first_name, r.second_name,
                (SELECT COUNT(*) FROM card k WHERE k.protocol = r.id AND k.school = r.school) AS cards
            FROM protocol r WHERE r.school = $1 ORDER BY r.number DESC",
            self.scope.school.0
        )?)
    }

    /// A protocol of this school.
    pub(crate) async fn protocol(&mut self, id: ProtocolId) -> Result<ProtocolRow, Refused> {
        let row: Option<ProtocolRow> = row!(
            self,
            "SELECT r.id, r.number, r.kind, r.held_on, r.first_name, r.second_name,
                (SELECT COUNT(*) FROM card k WHERE k.protocol = r.id AND k.school = r.school) AS cards
            FROM protocol r WHERE r.id = $1 AND r.school = $2",
            id.0,
            self.scope.school.0
        )?;
        row.ok_or(Refused::NotFound)
    }

    /// The protocol by which a card went: its number and day.
    pub(crate) async fn protocol_of_card(&mut self, card: CardId) -> Result<Option<(i64, String)>, Refused> {
        Ok(row!(
            self,
            "SELECT r.number, r.held_on FROM card k JOIN protocol r ON r.id = k.protocol AND r.school = k.school
            WHERE k.id = $1 AND k.school = $2",
            card.0,
            self.scope.school.0
        )?)
    }

    /// Who works here, each once, by surname.
    pub(crate) async fn colleagues(&mut self) -> Result<Vec<(PersonId, String)>, Refused> {
        let people: Vec<(Uuid, String, String)> = rows!(
            self,
            "SELECT p.id, p.given, p.surname FROM person p WHERE EXISTS (SELECT 1 FROM membership m
                WHERE m.person = p.id AND m.school = $1 AND m.state = $2 AND m.role <> $3)
            ORDER BY p.surname, p.given, p.id",
            self.scope.school.0,
            Membership::Accepted.code(),
            Role::Photographer.code()
        )?;
        Ok(people.into_iter().map(|(id, given, surname)| (PersonId(id), format!("{given} {surname}"))).collect())
    }
}
