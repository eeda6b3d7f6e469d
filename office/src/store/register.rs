//! Table `register_entry`: the nominal register (R2023 § 8). Only grows; PESEL and documents are sealed.

use jiff::civil::Date;
use school::{
    CardId, EntryId,
    card::{Cause, Succession},
    register::{Annotation, Entry},
    year::SchoolYear,
};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Tx, Within, rows::new_id};
use crate::{
    print_run::face::PrintedIdentity,
    refused::{Broken, Refused},
};

/// A row as it is read.
#[derive(FromRow)]
pub(crate) struct EntryColumns {
    pub(crate) ordinal: i64,
    pub(crate) card: Uuid,
    pub(crate) given: String,
    pub(crate) surname: String,
    identity: Vec<u8>,
    pub(crate) number: String,
    pub(crate) marking: String,
    pub(crate) producer: String,
    pub(crate) received_on: String,
    pub(crate) receiver: String,
    pub(crate) receiver_name: String,
    pub(crate) signature: String,
    pub(crate) duplicate_of: Option<i64>,
    pub(crate) exchange_of: Option<i64>,
}

/// What is noted on a row.
#[derive(FromRow)]
pub(crate) struct AnnotationTold {
    pub(crate) ordinal: i64,
    pub(crate) kind: String,
    pub(crate) happened_on: String,
    pub(crate) cause: Option<String>,
    pub(crate) number: Option<String>,
}

fn about(card: Uuid) -> Vec<u8> {
    [b"entry:", &card.as_bytes()[..]].concat()
}

impl Tx<Within> {
    /// The ordinal of the next row; [`Tx::lock_books`] comes first.
    pub(crate) async fn next_ordinal(&mut self) -> Result<u32, Refused> {
        let last: Option<i64> = value!(
            self,
            "SELECT COALESCE(MAX(ordinal), 0) FROM register_entry WHERE school = $1",
            self.scope.school.0
        )?;
        Ok(super::rows::count(last.unwrap_or_default())? + 1)
    }

    /// Adds a row.
    pub(crate) async fn add_entry(&mut self, entry: &Entry) -> Result<(), Refused> {
        let Within { school, actor, now, key, .. } = self.scope.clone();
        let by = actor.person.ok_or(Broken::Inconsistent("a register entry by nobody"))?;
        let identity = key.seal(&about(entry.card.0), &serde_json::to_vec(&PrintedIdentity::from(&entry.identity))?)?;
        let CardId(card) = entry.card;
        let old = |way: Succession| entry.succeeds.filter(|(succession, _)| *succession == way).map(|(_, old)| old.0);
        run!(
            self,
            "INSERT INTO register_entry (id, school, ordinal, card, given, surname, identity, number, marking, producer,
                received_on, receiver, receiver_name, signature, duplicate_of, exchange_of, school_year, created_by, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
            entry.id.0,
            school.0,
            i64::from(entry.ordinal),
            card,
            entry.name.given(),
            entry.name.surname(),
            &identity[..],
            entry.number.to_string(),
            entry.marking.as_str(),
            entry.producer.as_str(),
            entry.received_on.to_string(),
            entry.receiver.code(),
            &entry.signature.name,
            entry.signature.place.code(),
            old(Succession::Duplicate),
            old(Succession::Exchange),
            i64::from(SchoolYear::of(entry.received_on).0),
            by.0,
            now.as_second()
        )?;
        Ok(())
    }

    /// The rows of a school year, by the day of receipt, in the register's order.
    pub(crate) async fn entries(&mut self, year: SchoolYear) -> Result<Vec<EntryColumns>, Refused> {
        Ok(rows!(
            self,
            "SELECT e.ordinal, e.card, e.given, e.surname, e.identity, e.number, e.marking, e.producer, e.received_on, e.receiver,
                e.receiver_name, e.signature, o.ordinal AS duplicate_of, x.ordinal AS exchange_of
            FROM register_entry e LEFT JOIN register_entry o ON o.id = e.duplicate_of AND o.school = e.school
                LEFT JOIN register_entry x ON x.id = e.exchange_of AND x.school = e.school
            WHERE e.school = $1 AND e.school_year = $2 ORDER BY e.ordinal",
            self.scope.school.0,
            i64::from(year.0)
        )?)
    }

    /// The row of a card; none if it was never handed out.
    pub(crate) async fn entry_of(&mut self, card: CardId) -> Result<Option<EntryId>, Refused> {
        let id: Option<Uuid> =
            value!(self, "SELECT id FROM register_entry WHERE card = $1 AND school = $2", card.0, self.scope.school.0)?;
        Ok(id.map(EntryId))
    }

    /// Notes something on a card's row, if it has one; [`Tx::lock_books`] comes first. A number is that of the card
    /// that takes its place, or of the protocol.
    pub(crate) async fn annotate(
        &mut self,
        card: CardId,
        what: Annotation,
        on: Date,
        cause: Option<Cause>,
        number: Option<&str>,
    ) -> Result<(), Refused> {
        let Some(entry) = self.entry_of(card).await? else { return Ok(()) };
        let Within { school, actor, now, .. } = self.scope.clone();
        let by = actor.person.ok_or(Broken::Inconsistent("an annotation by nobody"))?;
        run!(
            self,
            "INSERT INTO annotation (id, school, entry, kind, happened_on, cause, number, created_by, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            new_id(),
            school.0,
            entry.0,
            what.code(),
            on.to_string(),
            cause.map(Cause::code),
            number,
            by.0,
            now.as_second()
        )?;
        Ok(())
    }

    /// What is noted on the rows of a school year, in the order in which it was written.
    pub(crate) async fn annotations(&mut self, year: SchoolYear) -> Result<Vec<AnnotationTold>, Refused> {
        Ok(rows!(
            self,
            "SELECT e.ordinal, n.kind, n.happened_on, n.cause, n.number
            FROM annotation n JOIN register_entry e ON e.id = n.entry AND e.school = n.school
            WHERE n.school = $1 AND e.school_year = $2 ORDER BY e.ordinal, n.id",
            self.scope.school.0,
            i64::from(year.0)
        )?)
    }

    /// What is noted on a card's row, in the order in which it was written.
    pub(crate) async fn annotations_of(&mut self, card: CardId) -> Result<Vec<AnnotationTold>, Refused> {
        Ok(rows!(
            self,
            "SELECT e.ordinal, n.kind, n.happened_on, n.cause, n.number
            FROM annotation n JOIN register_entry e ON e.id = n.entry AND e.school = n.school
            WHERE n.school = $1 AND e.card = $2 ORDER BY n.id",
            self.scope.school.0,
            card.0
        )?)
    }

    /// Opens a row's sealed identity.
    pub(crate) fn identity_of(&self, entry: &EntryColumns) -> Result<PrintedIdentity, Refused> {
        Ok(serde_json::from_slice(&self.scope.key.open(&about(entry.card), &entry.identity)?)?)
    }
}
