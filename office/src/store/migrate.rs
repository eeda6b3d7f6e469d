//! Bringing a database to the schema of this program, or seeing that it has it. A newer database is refused, never
//! touched.

use sqlx::migrate::{MigrateError, Migrator};

use super::{Db, open::StoreError};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Does the table stand in which sqlx notes what it has applied?
const NOTED_ON_SQLITE: &str = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = '_sqlx_migrations'";
const NOTED_ON_POSTGRES: &str =
    "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = '_sqlx_migrations'";
const APPLIED: &str = "SELECT version, checksum FROM _sqlx_migrations WHERE success";

impl Db {
    /// Applies what is missing, in one transaction each; running it again changes nothing.
    pub(crate) async fn migrate(&self) -> Result<(), StoreError> {
        let done = match self {
            Self::Sqlite { write, .. } => SQLITE.run(write).await,
            Self::Postgres(pool) => POSTGRES.run(pool).await,
        };
        done.map_err(|error| match error {
            MigrateError::VersionMissing(version) => StoreError::Newer(version),
            other => other.into(),
        })
    }

    /// Refuses a database that has not exactly this program's schema; changes nothing.
    pub(crate) async fn must_be_current(&self) -> Result<(), StoreError> {
        let (migrator, applied): (&Migrator, Vec<(i64, Vec<u8>)>) = match self {
            Self::Sqlite { read, .. } => {
                let there: i64 = sqlx::query_scalar(NOTED_ON_SQLITE).fetch_one(read).await?;
                (&SQLITE, if there > 0 { sqlx::query_as(APPLIED).fetch_all(read).await? } else { Vec::new() })
            }
            Self::Postgres(pool) => {
                let there: i64 = sqlx::query_scalar(NOTED_ON_POSTGRES).fetch_one(pool).await?;
                (&POSTGRES, if there > 0 { sqlx::query_as(APPLIED).fetch_all(pool).await? } else { Vec::new() })
            }
        };
        compare(migrator, &applied)
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

/// Compares what the program knows with the versions and checksums that were applied.
fn compare(migrator: &Migrator, applied: &[(i64, Vec<u8>)]) -> Result<(), StoreError> {
    if applied.is_empty() {
        return Err(StoreError::NoInstallation("the database is empty".to_owned()));
    }
    if let Some((unknown, _)) = applied.iter().find(|(version, _)| !migrator.version_exists(*version)) {
        return Err(StoreError::Newer(*unknown));
    }
    for migration in migrator.iter() {
        let (_, checksum) =
            applied.iter().find(|(version, _)| *version == migration.version).ok_or(StoreError::Older)?;
        if checksum[..] != migration.checksum[..] {
            return Err(MigrateError::VersionMismatch(migration.version).into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_versions_schema_is_refused_by_name() {
        let of = |migrator: &Migrator| -> Vec<(i64, Vec<u8>)> {
            migrator.iter().map(|migration| (migration.version, migration.checksum.to_vec())).collect()
        };
        let mut next = SQLITE.iter().next_back().unwrap().clone();
        next.version += 1;
        let newer = Migrator::with_migrations(SQLITE.iter().cloned().chain([next]).collect());
        compare(&SQLITE, &of(&SQLITE)).unwrap();
        assert!(matches!(compare(&newer, &of(&SQLITE)), Err(StoreError::Older)));
        assert!(matches!(compare(&SQLITE, &of(&newer)), Err(StoreError::Newer(_))));
        assert!(matches!(compare(&SQLITE, &[]), Err(StoreError::NoInstallation(_))));
        let mut altered = of(&SQLITE);
        altered[0].1[0] ^= 1;
        assert!(matches!(compare(&SQLITE, &altered), Err(StoreError::Migrate(MigrateError::VersionMismatch(_)))));
    }
}
