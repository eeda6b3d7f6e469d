//! Opening a database so that what was acknowledged stays: SQLite's pragmas, PostgreSQL's second wall.

use std::{path::PathBuf, str::FromStr, time::Duration};

use sqlx::{
    SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::Db;

/// The first SQLite without the WAL-reset bug (trust.md, the ten things, 2).
pub(super) const MIN_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// SQLite's number for `synchronous = FULL`: every commit is on the disk before it is answered.
pub(super) const FULL: i64 = 2;

/// Where the database is.
#[derive(Clone, Debug)]
pub enum DatabasePlace {
    /// A file of this machine.
    Sqlite(PathBuf),
    /// `postgres://…` of a role that is neither superuser nor exempt from row-level security.
    Postgres(String),
}

/// Why a database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine's own words.
    #[error("the database: {0}")]
    Sql(#[from] sqlx::Error),
    /// A migration failed, or is not the one that was applied.
    #[error("the database's schema: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A newer program was here: what it stored could be misread.
    #[error(
        "a newer Legitka made this database (this program does not know migration {0}); run that version or a newer one"
    )]
    Newer(i64),
    /// The linked SQLite has the WAL-reset bug.
    #[error("SQLite {found} has a bug that can lose data; this program needs {}.{}.{} or newer", MIN_SQLITE.0, MIN_SQLITE.1, MIN_SQLITE.2)]
    OldSqlite {
        /// What is linked.
        found: String,
    },
    /// SQLite did not take the settings that make a commit last.
    #[error("SQLite keeps its journal as {journal:?} at level {synchronous}; this program needs \"wal\" and level 2")]
    NotDurable {
        /// What it says about `journal_mode`.
        journal: String,
        /// What it says about `synchronous`.
        synchronous: i64,
    },
    /// There is nothing to work with, and nothing was made.
    #[error("there is no installation here: {0}")]
    NoInstallation(String),
    /// A program that only looks does not bring the schema up to date by the way.
    #[error("the database was made by an older version of this program; `legitka migrate` brings it up to date")]
    Older,
    /// Row-level security would not bind us.
    #[error(
        "the PostgreSQL role {0} is a superuser or bypasses row-level security; give Legitka a plain role that owns its database"
    )]
    Unbound(String),
    /// The folder of the database file.
    #[error("the folder of the database: {0}")]
    Folder(#[from] std::io::Error),
}

/// What becomes of a database file that is not there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum IfMissing {
    Make,
    Refuse,
}

/// Opens the database; does not change its schema.
pub(crate) async fn open(place: &DatabasePlace, if_missing: IfMissing) -> Result<Db, StoreError> {
    match place {
        DatabasePlace::Sqlite(file) => {
            if if_missing == IfMissing::Make
                && let Some(folder) = file.parent()
            {
                std::fs::create_dir_all(folder)?;
            }
            if if_missing == IfMissing::Refuse && !std::fs::metadata(file).is_ok_and(|data| data.len() > 0) {
                return Err(StoreError::NoInstallation(format!("{} is missing or empty", file.display())));
            }
            let options = SqliteConnectOptions::new()
                .filename(file)
                .create_if_missing(if_missing == IfMissing::Make)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                .pragma("cache_size", "-4096")
                .pragma("temp_store", "memory")
                .statement_cache_capacity(256);
            let write = SqlitePoolOptions::new()
                .max_connections(1)
                .acquire_timeout(Duration::from_secs(20))
                .connect_with(options.clone())
                .await?;
            must_keep_promises(&write).await?;
            let read = SqlitePoolOptions::new().max_connections(4).connect_with(options).await?;
            Ok(Db::Sqlite { write, read })
        }
        DatabasePlace::Postgres(address) => {
            let options = PgConnectOptions::from_str(address)?.application_name("legitka");
            let pool = PgPoolOptions::new()
                .max_connections(10)
                .acquire_timeout(Duration::from_secs(20))
                .connect_with(options)
                .await?;
            let (role, free): (String, bool) = sqlx::query_as(
                "SELECT rolname::text, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user",
            )
            .fetch_one(&pool)
            .await?;
            if free { Err(StoreError::Unbound(role)) } else { Ok(Db::Postgres(pool)) }
        }
    }
}

/// Refuses a SQLite that is too old, and a file system on which it quietly keeps another journal than was asked for.
async fn must_keep_promises(pool: &SqlitePool) -> Result<(), StoreError> {
    let found: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(pool).await?;
    if version(&found) < Some(MIN_SQLITE) {
        return Err(StoreError::OldSqlite { found });
    }
    let journal: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(pool).await?;
    let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(pool).await?;
    if journal == "wal" && synchronous == FULL { Ok(()) } else { Err(StoreError::NotDurable { journal, synchronous }) }
}

pub(super) fn version(text: &str) -> Option<(u32, u32, u32)> {
    let mut numbers = text.split('.').map(|part| part.parse().ok());
    Some((numbers.next()??, numbers.next()??, numbers.next()??))
}
