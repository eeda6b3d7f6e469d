//! Table `movement`: the book of blanks and holograms. What is where follows from the movements and is stored
//! nowhere else, so that it cannot contradict them.

use jiff::civil::Date;
use school::{
    MovementId,
    ledger::{Account, Balance, Item},
    year::{Period, SchoolYear},
};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Tx, Within,
    rows::{new_id, word},
};
use crate::refused::{Broken, Refused};

/// How many movements a page of the book shows.
const NEWEST: i64 = 100;

/// Pieces to move, and why.
pub(crate) struct Move<'a> {
    pub(crate) item: Item,
    pub(crate) from: Account,
    pub(crate) to: Account,
    pub(crate) quantity: u32,
    /// Invoice, protocol, run or card, in words.
    pub(crate) document: &'a str,
    /// The run or card, if one.
    pub(crate) subject: Option<Uuid>,
    pub(crate) on: Date,
}

/// A movement as the book shows it, with what was in stock after it.
#[derive(FromRow)]
pub(crate) struct MovementTold {
    pub(crate) seq: i64,
    pub(crate) item: String,
    pub(crate) from_account: String,
    pub(crate) to_account: String,
    pub(crate) quantity: i64,
    pub(crate) document: String,
    pub(crate) happened_on: String,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) balance: i64,
}

#[derive(FromRow)]
struct Sum {
    item: String,
    from_account: String,
    to_account: String,
    quantity: i64,
}

/// `blank:MEiN-I/1`, `hologram:2026`, `hologram:2026:winter`.
fn written(item: Item) -> String {
    match item {
        Item::Blank(template) => format!("blank:{template}"),
        Item::Hologram(Period::Year(year)) => format!("hologram:{}", year.0),
        Item::Hologram(Period::Semester(year, semester)) => format!("hologram:{}:{semester}", year.0),
    }
}

/// Reads what [`written`] wrote.
pub(crate) fn item(text: &str) -> Result<Item, Broken> {
    match text.split_once(':') {
        Some(("blank", template)) => Ok(Item::Blank(word(template)?)),
        Some(("hologram", period)) => Ok(Item::Hologram(match period.split_once(':') {
            None => Period::Year(SchoolYear(word(period)?)),
            Some((year, semester)) => Period::Semester(SchoolYear(word(year)?), word(semester)?),
        })),
        _ => Err(Broken::Inconsistent("an item of the ledger")),
    }
}

/// Adds up movements; what leaves the producer is received.
fn balance(sums: &[Sum]) -> Result<Balance, Broken> {
    let mut balance = Balance::default();
    for sum in sums {
        for (account, quantity) in [(&sum.from_account, -sum.quantity), (&sum.to_account, sum.quantity)] {
            match word::<Account>(account)? {
                Account::Producer => balance.received -= quantity,
                Account::Stock => balance.stock += quantity,
                Account::Reserved => balance.reserved += quantity,
                Account::Used => balance.used += quantity,
                Account::Spoiled => balance.spoiled += quantity,
                Account::Destroyed => balance.destroyed += quantity,
            }
        }
    }
    if balance.holds() { Ok(balance) } else { Err(Broken::Inconsistent("a ledger that does not add up")) }
}

impl Tx<Within> {
    /// Makes everybody else who wants to move pieces, take numbers or write into the register of this school wait
    /// until this transaction ends. First in every such transaction; SQLite has one writer anyway.
    pub(crate) async fn lock_books(&mut self) -> Result<(), Refused> {
        run!(self, "UPDATE school SET version = version WHERE id = $1", self.scope.school.0)?;
        Ok(())
    }

    /// Moves pieces; [`Tx::lock_books`] comes first. Verbs ask for the balance before, so a way that does not
    /// exist or too few pieces are a fault of this program.
    pub(crate) async fn move_pieces(&mut self, wanted: &Move<'_>) -> Result<MovementId, Refused> {
        let Within { school, actor, now, .. } = self.scope.clone();
        let by = actor.person.ok_or(Broken::Inconsistent("a movement by nobody"))?;
        let before = self.balance(wanted.item).await?;
        before
            .after(wanted.from, wanted.to, wanted.quantity)
            .map_err(|_| Broken::Inconsistent("a movement that the ledger does not allow"))?;
        let id = new_id();
        run!(
            self,
            "INSERT INTO movement (id, school, seq, item, from_account, to_account, quantity, document, subject, happened_on, created_by, created_at)
            VALUES ($1, $2, (SELECT COALESCE(MAX(seq), 0) + 1 FROM movement WHERE school = $2), $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            id,
            school.0,
            written(wanted.item),
            wanted.from.code(),
            wanted.to.code(),
            i64::from(wanted.quantity),
            wanted.document,
            wanted.subject,
            wanted.on.to_string(),
            by.0,
            now.as_second()
        )?;
        Ok(MovementId(id))
    }

    /// How many pieces of an item are where.
    pub(crate) async fn balance(&mut self, item: Item) -> Result<Balance, Refused> {
        let sums: Vec<Sum> = rows!(
            self,
            "SELECT item, from_account, to_account, CAST(SUM(quantity) AS BIGINT) AS quantity FROM movement
            WHERE school = $1 AND item = $2 GROUP BY item, from_account, to_account",
            self.scope.school.0,
            written(item)
        )?;
        Ok(balance(&sums)?)
    }

    /// How many pieces of every item are where.
    pub(crate) async fn balances(&mut self) -> Result<Vec<(Item, Balance)>, Refused> {
        let sums: Vec<Sum> = rows!(
            self,
            "SELECT item, from_account, to_account, CAST(SUM(quantity) AS BIGINT) AS quantity FROM movement
            WHERE school = $1 GROUP BY item, from_account, to_account ORDER BY item",
            self.scope.school.0
        )?;
        sums.chunk_by(|a, b| a.item == b.item).map(|of_item| Ok((item(&of_item[0].item)?, balance(of_item)?))).collect()
    }

    /// The newest movements, newest first.
    pub(crate) async fn newest_movements(&mut self) -> Result<Vec<MovementTold>, Refused> {
        Ok(rows!(
            self,
            "SELECT m.seq, m.item, m.from_account, m.to_account, m.quantity, m.document, m.happened_on, p.given, p.surname,
                CAST(SUM(CASE WHEN m.to_account = 'stock' THEN m.quantity WHEN m.from_account = 'stock' THEN -m.quantity ELSE 0 END)
                    OVER (PARTITION BY m.item ORDER BY m.seq) AS BIGINT) AS balance
            FROM movement m JOIN person p ON p.id = m.created_by
            WHERE m.school = $1 ORDER BY m.seq DESC LIMIT $2",
            self.scope.school.0,
            NEWEST
        )?)
    }
}
