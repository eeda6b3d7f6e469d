//! Tables `card` and `renewal`. What is printed on a card is sealed with the school's key.

use jiff::civil::Date;
use school::{
    BlankId, CardId, PhotoId, PrintRunId, ProtocolId, PupilId,
    card::{Card, CardState, Invalidation, Receipt, Succession},
    number::CardNumber,
    year::Period,
};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Tx, Within,
    rows::{day, hash, new_id, word},
};
use crate::{
    keys::SchoolKey,
    print_run::face::PrintedFace,
    refused::{Broken, Conflict, Refused},
    vault::FileHash,
};

/// A card with what is printed on it, its blank and its pupil's class.
pub(crate) struct CardFacts {
    pub(crate) card: Card,
    pub(crate) run: PrintRunId,
    pub(crate) face: PrintedFace,
    pub(crate) portrait: FileHash,
    pub(crate) marking: String,
    pub(crate) producer: String,
    pub(crate) class_name: String,
}

#[derive(FromRow)]
struct CardColumns {
    id: Uuid,
    pupil: Uuid,
    photo: Uuid,
    print_run: Uuid,
    year: i64,
    serial: i64,
    template: String,
    blank: Uuid,
    portrait: Vec<u8>,
    face: Vec<u8>,
    issued_on: String,
    state: String,
    expires: Option<String>,
    received_on: Option<String>,
    receiver: Option<String>,
    receiver_name: Option<String>,
    invalid_on: Option<String>,
    cause: Option<String>,
    succession: Option<String>,
    predecessor: Option<Uuid>,
    version: i64,
    marking: String,
    producer: String,
    class_name: String,
}

impl CardColumns {
    fn state(&self) -> Result<CardState, Broken> {
        let receipt = match (&self.received_on, &self.receiver, &self.receiver_name) {
            (Some(on), Some(by), Some(name)) => Some(Receipt { on: day(on)?, by: word(by)?, name: name.clone() }),
            _ => None,
        };
        let end = match (&self.invalid_on, &self.cause) {
            (Some(on), Some(cause)) => {
                Some(Invalidation { on: day(on)?, cause: word(cause)?, receipt: receipt.clone() })
            }
            _ => None,
        };
        Ok(match (self.state.as_str(), receipt, end) {
            ("prepared", _, None) => CardState::Prepared,
            ("printed", _, None) => CardState::Printed,
            ("issued", Some(receipt), None) => CardState::Issued(receipt),
            ("invalidated", _, Some(end)) => CardState::Invalidated(end),
            ("returned", _, Some(end)) => CardState::Returned(end),
            ("destroyed", _, Some(end)) => CardState::Destroyed(end),
            ("handed_over", _, Some(end)) => CardState::HandedOver(end),
            _ => return Err(Broken::Inconsistent("a card's state")),
        })
    }

    /// The card whose place it takes.
    fn succeeds(&self) -> Result<Option<(Succession, CardId)>, Broken> {
        let Some((succession, predecessor)) = self.succession.as_deref().zip(self.predecessor) else { return Ok(None) };
        Ok(Some((word(succession)?, predecessor.into())))
    }

    fn facts(self, key: &SchoolKey) -> Result<CardFacts, Refused> {
        let wrong = |_| Broken::Inconsistent("a card's number");
        let number =
            CardNumber { serial: self.serial.try_into().map_err(wrong)?, year: self.year.try_into().map_err(wrong)? };
        let card = Card {
            id: self.id.into(),
            pupil: self.pupil.into(),
            photo: self.photo.into(),
            number,
            template: word(&self.template)?,
            issued_on: day(&self.issued_on)?,
            blank: Some(self.blank.into()),
            succeeds: self.succeeds()?,
            state: self.state()?,
            expires: self.expires.as_deref().map(day).transpose()?,
            version: self.version,
        };
        let face = key.open(&about(card.id), &self.face)?;
        Ok(CardFacts {
            card,
            run: self.print_run.into(),
            face: serde_json::from_slice(&face)?,
            portrait: hash(&self.portrait)?,
            marking: self.marking,
            producer: self.producer,
            class_name: self.class_name,
        })
    }
}

fn about(card: CardId) -> Vec<u8> {
    [b"face:", &card.0.as_bytes()[..]].concat()
}

impl Tx<Within> {
    /// The card with this number; none if there is no such card.
    pub(crate) async fn card_numbered(&mut self, number: CardNumber) -> Result<Option<CardId>, Refused> {
        let id: Option<Uuid> = value!(
            self,
            "SELECT id FROM card WHERE school = $1 AND year = $2 AND serial = $3",
            self.scope.school.0,
            i64::from(number.year),
            i64::from(number.serial)
        )?;
        Ok(id.map(CardId::from))
    }

    /// Adds a card to a run.
    pub(crate) async fn add_card(
        &mut self,
        card: &Card,
        run: PrintRunId,
        face: &PrintedFace,
        portrait: FileHash,
    ) -> Result<(), Refused> {
        let blank: BlankId = card.blank.ok_or(Broken::Inconsistent("a card without a blank"))?;
        let (PhotoId(photo), PupilId(pupil)) = (card.photo, card.pupil);
        let face = self.scope.key.seal(&about(card.id), &serde_json::to_vec(face)?)?;
        run!(
            self,
            "INSERT INTO card (id, school, pupil, photo, print_run, year, serial, template, blank, portrait, face, issued_on, state, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            card.id.0,
            self.scope.school.0,
            pupil,
            photo,
            run.0,
            i64::from(card.number.year),
            i64::from(card.number.serial),
            card.template.code(),
            blank.0,
            &portrait.0[..],
            &face[..],
            card.issued_on.to_string(),
            card.state.code(),
            card.version
        )?;
        Ok(())
    }

    /// A card of this school.
    pub(crate) async fn card(&mut self, id: CardId) -> Result<CardFacts, Refused> {
        let row: Option<CardColumns> = row!(
            self,
            "SELECT k.id, k.pupil, k.photo, k.print_run, k.year, k.serial, k.template, k.blank, k.portrait, k.face, k.issued_on,
                k.state, k.expires, k.received_on, k.receiver, k.receiver_name, k.invalid_on, k.cause, a.kind AS succession,
                a.card AS predecessor, k.version, b.marking, b.producer, c.name AS class_name
            FROM card k JOIN blank b ON b.id = k.blank JOIN pupil p ON p.id = k.pupil JOIN class c ON c.id = p.class
                LEFT JOIN application a ON a.successor = k.id AND a.school = k.school
            WHERE k.id = $1 AND k.school = $2",
            id.0,
            self.scope.school.0
        )?;
        row.ok_or(Refused::NotFound)?.facts(&self.scope.key)
    }

    /// The cards of a run by their numbers, which is the order of the sheet: class, then Polish order.
    pub(crate) async fn cards_of_run(&mut self, run: PrintRunId) -> Result<Vec<CardFacts>, Refused> {
        let rows: Vec<CardColumns> = rows!(
            self,
            "SELECT k.id, k.pupil, k.photo, k.print_run, k.year, k.serial, k.template, k.blank, k.portrait, k.face, k.issued_on,
                k.state, k.expires, k.received_on, k.receiver, k.receiver_name, k.invalid_on, k.cause, a.kind AS succession,
                a.card AS predecessor, k.version, b.marking, b.producer, c.name AS class_name
            FROM card k JOIN blank b ON b.id = k.blank JOIN pupil p ON p.id = k.pupil JOIN class c ON c.id = p.class
                LEFT JOIN application a ON a.successor = k.id AND a.school = k.school
            WHERE k.print_run = $1 AND k.school = $2 ORDER BY k.year, k.serial",
            run.0,
            self.scope.school.0
        )?;
        rows.into_iter().map(|row| row.facts(&self.scope.key)).collect()
    }

    /// Writes a card's new state and blank; somebody else's change in between is a conflict.
    pub(crate) async fn put_card(&mut self, card: &Card) -> Result<(), Refused> {
        self.put_card_by(card, None).await
    }

    /// The same for a card that goes by a protocol.
    pub(crate) async fn put_card_by(&mut self, card: &Card, protocol: Option<ProtocolId>) -> Result<(), Refused> {
        let (receipt, end) = (card.state.receipt(), card.state.invalidation());
        let put = run!(
            self,
            "UPDATE card SET state = $4, blank = COALESCE($5, blank), expires = $6, received_on = $7, receiver = $8, receiver_name = $9,
                invalid_on = $10, cause = $11, protocol = $12, version = version + 1
            WHERE id = $1 AND school = $2 AND version = $3",
            card.id.0,
            self.scope.school.0,
            card.version,
            card.state.code(),
            card.blank.map(|blank| blank.0),
            card.expires.map(|last| last.to_string()),
            receipt.map(|receipt| receipt.on.to_string()),
            receipt.map(|receipt| receipt.by.code()),
            receipt.map(|receipt| receipt.name.as_str()),
            end.map(|end| end.on.to_string()),
            end.map(|end| end.cause.code()),
            protocol.map(|protocol| protocol.0)
        )?;
        if put == 1 { Ok(()) } else { Err(Refused::Conflict(Conflict::Changed)) }
    }

    /// Writes down that a card was confirmed for a period, and what its last day was before.
    pub(crate) async fn add_renewal(
        &mut self,
        card: CardId,
        period: Period,
        before: Option<Date>,
    ) -> Result<(), Refused> {
        let Within { school, actor, now, .. } = self.scope.clone();
        let by = actor.person.ok_or(Broken::Inconsistent("a renewal by nobody"))?;
        run!(
            self,
            "INSERT INTO renewal (id, school, card, year, part, expired, created_by, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            new_id(),
            school.0,
            card.0,
            i64::from(period.year().0),
            period.part(),
            before.map(|day| day.to_string()),
            by.0,
            now.as_second()
        )?;
        Ok(())
    }
}
