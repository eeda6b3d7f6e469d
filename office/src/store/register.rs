//! Table `register_entry`: the nominal register (R2023 § 8). Only grows; PESEL and documents are sealed.

use school::{CardId, register::Entry, year::SchoolYear};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Tx, Within};
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
        run!(
            self,
            "INSERT INTO register_entry (id, school, ordinal, card, given, surname, identity, number, marking, producer,
                received_on, receiver, receiver_name, signature, duplicate_of, school_year, created_by, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
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
            entry.duplicate_of.map(|old| old.0),
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
                e.receiver_name, e.signature, o.ordinal AS duplicate_of
            FROM register_entry e LEFT JOIN register_entry o ON o.id = e.duplicate_of AND o.school = e.school
            WHERE e.school = $1 AND e.school_year = $2 ORDER BY e.ordinal",
            self.scope.school.0,
            i64::from(year.0)
        )?)
    }

    /// Opens a row's sealed identity.
    pub(crate) fn identity_of(&self, entry: &EntryColumns) -> Result<PrintedIdentity, Refused> {
        Ok(serde_json::from_slice(&self.scope.key.open(&about(entry.card), &entry.identity)?)?)
    }
}
