//! Bringing a database to the schema of this program. A newer database is refused, never touched.

use sqlx::migrate::{MigrateError, Migrator};

use super::{Db, open::StoreError};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

impl Db {
    /// Applies what is missing, in one transaction each; running it again changes nothing.
    pub(crate) async fn migrate(&self) -> Result<(), StoreError> {
        let migrated = match self {
            Self::Sqlite { write, .. } => SQLITE.run(write).await,
            Self::Postgres(pool) => POSTGRES.run(pool).await,
        };
        migrated.map_err(|error| match error {
            MigrateError::VersionMissing(version) => StoreError::Newer(version),
            error => StoreError::Migrate(error),
        })
    }

    /// Closes every connection; SQLite folds its log into the file.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}
