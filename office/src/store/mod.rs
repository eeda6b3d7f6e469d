//! All SQL, one file per table. Private: the only public doors of this crate are the desks' verbs.
//!
//! One SQL text runs on SQLite and PostgreSQL. [`Engine`] is an enum, the macros below run the same expression on
//! whichever is open, so rustc checks every bind and every row type for both. What is given up, checking the SQL
//! text at compile time, is replaced by a test that prepares every statement ([`Statement`]) on both engines.
//! A transaction says for whom it works in its type: [`Within`] a school, [`OfPerson`] a person before a school is
//! chosen, [`OfOperator`] whoever runs the installation, [`Everywhere`] the system itself. Queries about pupils exist on `Tx<Within>` alone and bind its school.

#[macro_use]
mod macros;
pub(crate) mod access;
pub(crate) mod application;
pub(crate) mod attempt;
pub(crate) mod audit;
pub(crate) mod blank;
pub(crate) mod card;
pub(crate) mod class;
pub(crate) mod class_list;
pub(crate) mod closing;
pub(crate) mod dialect;
mod digest;
pub(crate) mod event;
pub(crate) mod export_request;
pub(crate) mod file;
pub(crate) mod guardian;
pub(crate) mod installation;
pub(crate) mod invariants;
pub(crate) mod invitation;
pub(crate) mod job;
pub(crate) mod letter;
pub(crate) mod membership;
pub(crate) mod message;
mod migrate;
pub(crate) mod mobile_id;
pub(crate) mod movement;
mod open;
pub(crate) mod operator;
pub(crate) mod passkey;
pub(crate) mod password_reset;
pub(crate) mod person;
pub(crate) mod phone;
pub(crate) mod photo;
pub(crate) mod photo_check;
pub(crate) mod photo_pack;
pub(crate) mod print_run;
pub(crate) mod protocol;
pub(crate) mod pupil;
pub(crate) mod recovery_code;
pub(crate) mod register;
pub(crate) mod reminder;
pub(crate) mod renewal;
pub(crate) mod retention;
pub(crate) mod rows;
pub(crate) mod rule_setting;
pub(crate) mod saved_view;
pub(crate) mod school_access;
pub(crate) mod school_text;
pub(crate) mod series;
pub(crate) mod session;
pub(crate) mod set_up;
pub(crate) mod sign_up;
pub(crate) mod sio;
pub(crate) mod statistics;
pub(crate) mod subject;
#[cfg(test)]
mod tests;
pub(crate) mod token;
pub(crate) mod turn;

pub use open::{DatabasePlace, StoreError};
pub(crate) use open::{IfMissing, open};

use std::sync::Arc;

use jiff::Timestamp;
use school::{PersonId, SchoolId, person::Role};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool};
use uuid::Uuid;

use crate::{desk::Once, keys::SchoolKey, refused::Refused};

/// A statement of this program, collected so that a test can prepare each on both engines.
#[cfg(test)]
pub(crate) struct Statement(pub(crate) &'static str);
#[cfg(test)]
inventory::collect!(Statement);

/// The database: one of two engines.
#[derive(Clone)]
pub(crate) enum Db {
    /// A file of this machine. One writer at a time, so writing has a pool of its own.
    Sqlite { write: SqlitePool, read: SqlitePool },
    /// A PostgreSQL server.
    Postgres(PgPool),
}

/// An open transaction of either engine.
pub(crate) enum Engine {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// A transaction and whom it works for. Dropped, it is rolled back.
pub(crate) struct Tx<Scope> {
    pub(crate) engine: Engine,
    pub(crate) scope: Scope,
}

/// Who is doing something.
#[derive(Clone, Debug)]
pub(crate) struct Actor {
    /// The person; none when the program acts by itself.
    pub(crate) person: Option<PersonId>,
    /// As what.
    pub(crate) role: Option<Role>,
    /// Through an API token, if so.
    pub(crate) token: Option<school::TokenId>,
}

impl Actor {
    /// The program itself: jobs and the command line.
    pub(crate) const SYSTEM: Self = Self { person: None, role: None, token: None };
}

/// Work within one school.
#[derive(Clone)]
pub(crate) struct Within {
    pub(crate) school: SchoolId,
    pub(crate) key: Arc<SchoolKey>,
    pub(crate) actor: Actor,
    pub(crate) now: Timestamp,
    /// The idempotency key of this change.
    pub(crate) once: Option<Once>,
}

/// Reading what belongs to one person, in whichever schools.
#[derive(Clone, Copy)]
pub(crate) struct OfPerson(pub(crate) PersonId);

/// Reading which schools there are, for whoever runs the installation: nothing of theirs.
#[derive(Clone, Copy)]
pub(crate) struct OfOperator {
    pub(crate) person: PersonId,
    pub(crate) now: Timestamp,
}

/// The system's own work: sign-in, jobs, set-up, checks.
#[derive(Clone, Copy)]
pub(crate) struct Everywhere {
    pub(crate) now: Timestamp,
}

/// Is the transaction going to write? SQLite must know at once: a read that turns into a write may fail.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Read,
    Write,
}

impl Db {
    async fn begin(&self, mode: Mode) -> Result<Engine, Refused> {
        Ok(match self {
            Self::Sqlite { write, .. } if mode == Mode::Write => {
                Engine::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?)
            }
            Self::Sqlite { read, .. } => Engine::Sqlite(read.begin().await?),
            Self::Postgres(pool) => Engine::Postgres(pool.begin().await?),
        })
    }

    /// Opens a transaction within a school. If it writes under an idempotency key that was used before, it says
    /// what came of it then ([`Refused::Done`]).
    pub(crate) async fn within(&self, mode: Mode, scope: Within) -> Result<Tx<Within>, Refused> {
        let mut tx = Tx { engine: self.begin(mode).await?, scope };
        let (school, person) = (tx.scope.school, tx.scope.actor.person);
        tx.wall("school", school.0, person.map(|person| person.0)).await?;
        if mode == Mode::Write
            && let (Some(person), Some(once)) = (person, tx.scope.once)
        {
            let now = tx.scope.now;
            tx.claim(person, once, now).await?;
        }
        Ok(tx)
    }

    /// Opens a reading transaction for a person's own places.
    pub(crate) async fn of_person(&self, person: PersonId) -> Result<Tx<OfPerson>, Refused> {
        let mut tx = Tx { engine: self.begin(Mode::Read).await?, scope: OfPerson(person) };
        tx.wall("person", Uuid::nil(), Some(person.0)).await?;
        Ok(tx)
    }

    /// Opens a reading transaction for whoever runs the installation.
    pub(crate) async fn of_operator(&self, scope: OfOperator) -> Result<Tx<OfOperator>, Refused> {
        let mut tx = Tx { engine: self.begin(Mode::Read).await?, scope };
        tx.wall("operator", Uuid::nil(), Some(scope.person.0)).await?;
        Ok(tx)
    }

    /// Opens a transaction of the system.
    pub(crate) async fn everywhere(&self, mode: Mode, now: Timestamp) -> Result<Tx<Everywhere>, Refused> {
        let mut tx = Tx { engine: self.begin(mode).await?, scope: Everywhere { now } };
        tx.wall("system", Uuid::nil(), None).await?;
        Ok(tx)
    }
}

impl Tx<Everywhere> {
    /// Goes on within a school, in the same transaction: what is made with the school and by its own rules.
    pub(crate) async fn enter(self, scope: Within) -> Result<Tx<Within>, Refused> {
        let mut tx = Tx { engine: self.engine, scope };
        let (school, person) = (tx.scope.school, tx.scope.actor.person);
        tx.wall("school", school.0, person.map(|person| person.0)).await?;
        Ok(tx)
    }
}

impl<Scope> Tx<Scope> {
    /// Tells PostgreSQL's row-level security for whom this transaction works. SQLite has no second wall.
    async fn wall(&mut self, scope: &str, school: Uuid, person: Option<Uuid>) -> Result<(), Refused> {
        if let Engine::Postgres(tx) = &mut self.engine {
            sqlx::query("SELECT set_config('legitka.scope', $1, true), set_config('legitka.school', $2, true), set_config('legitka.person', $3, true)")
                .bind(scope)
                .bind(school.to_string())
                .bind(person.map(|person| person.to_string()).unwrap_or_default())
                .execute(&mut **tx)
                .await?;
        }
        Ok(())
    }

    /// Takes the idempotency key for this transaction. A second request with the same key waits here for the first
    /// (PostgreSQL: on the unique row; SQLite: on the one writer) and learns what it did.
    pub(crate) async fn claim(&mut self, person: PersonId, once: Once, now: Timestamp) -> Result<(), Refused> {
        let taken = run!(
            self,
            "INSERT INTO done (person, key, asked, at) VALUES ($1, $2, $3, $4) ON CONFLICT (person, key) DO NOTHING",
            person.0,
            once.key(),
            once.asked(),
            now.as_second()
        )?;
        if taken == 1 {
            return Ok(());
        }
        self.must_be_new(person, once).await?;
        Err(Refused::Busy)
    }

    /// Goes on only if nothing was done under this key. What was done is told to the same request alone.
    pub(crate) async fn must_be_new(&mut self, person: PersonId, once: Once) -> Result<(), Refused> {
        let before: Option<(Uuid, Option<Uuid>)> =
            row!(self, "SELECT asked, subject FROM done WHERE person = $1 AND key = $2", person.0, once.key())?;
        match before {
            None => Ok(()),
            Some((asked, _)) if asked != once.asked() => Err(Refused::KeyReused),
            Some((_, subject)) => Err(subject.map_or(Refused::Busy, Refused::Done)),
        }
    }

    /// Keeps with the key what the change was about.
    pub(crate) async fn keep_key(&mut self, person: PersonId, once: Once, subject: Uuid) -> Result<(), Refused> {
        run!(self, "UPDATE done SET subject = $3 WHERE person = $1 AND key = $2", person.0, once.key(), subject)?;
        Ok(())
    }

    async fn commit_engine(self) -> Result<(), Refused> {
        match self.engine {
            Engine::Sqlite(tx) => tx.commit().await?,
            Engine::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
