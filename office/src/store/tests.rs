//! Both engines: every statement can be prepared, migrations run from empty and again, the schemas are the same, and
//! PostgreSQL's second wall stands.

use std::collections::BTreeMap;

use school::person::Role;
use sqlx::Executor;

use super::{
    DatabasePlace, Db, Mode, Statement, StoreError,
    open::{FULL, MIN_SQLITE, version},
};
use crate::{
    card::InvalidateCard,
    desk::{Office, OpenError, Settings},
    testing::TestOffice,
    vault::{VaultError, VaultPlace},
};

#[tokio::test]
async fn every_statement_of_the_program_is_prepared_on_both_engines() {
    for office in TestOffice::both().await {
        let mut wrong = Vec::new();
        let mut all = 0;
        for Statement(text) in inventory::iter::<Statement> {
            all += 1;
            let prepared = match office.db() {
                Db::Sqlite { read, .. } => read.prepare(sqlx::SqlStr::from_static(text)).await.map(drop),
                Db::Postgres(pool) => pool.prepare(sqlx::SqlStr::from_static(text)).await.map(drop),
            };
            wrong.extend(prepared.err().map(|error| format!("{error}\n{text}")));
        }
        assert!(wrong.is_empty(), "{}: {} of {all}:\n{}", office.engine, wrong.len(), wrong.join("\n\n"));
        assert!(all > 100, "only {all} statements were collected");
    }
}

#[tokio::test]
async fn migrations_run_from_empty_and_again_and_give_both_engines_the_same_schema() {
    let mut schemas = Vec::new();
    for office in TestOffice::both().await {
        office.db().migrate().await.unwrap();
        let mut tx = office.db().everywhere(Mode::Read, office.now()).await.unwrap();
        let mut schema = BTreeMap::new();
        for table in tx.tables().await.unwrap() {
            let columns = tx.columns(&table).await.unwrap();
            schema.insert(table, columns);
        }
        schemas.push(schema);
    }
    if let [sqlite, postgres] = &schemas[..] {
        assert_eq!(sqlite, postgres);
    }
}

#[tokio::test]
async fn whoever_opens_an_installation_that_should_be_there_makes_none() {
    for office in TestOffice::both().await {
        let (there, nowhere) = (office.settings(), office.folder().join("nowhere"));
        Office::open_existing(there.clone()).await.unwrap().close().await;
        let without_key = Settings { key_file: nowhere.join("key"), ..there.clone() };
        assert!(matches!(Office::open_existing(without_key).await, Err(OpenError::Key(_))), "{}", office.engine);
        let without_files = Settings { vault: VaultPlace::Folder(nowhere.join("files")), ..there.clone() };
        let refused = Office::open_existing(without_files).await;
        assert!(matches!(refused, Err(OpenError::Vault(VaultError::NoFolder(_)))), "{}", office.engine);
        let mistyped = Settings { database: DatabasePlace::Sqlite(nowhere.join("db")), ..there.clone() };
        let refused = Office::open_existing(mistyped).await;
        assert!(matches!(refused, Err(OpenError::Store(StoreError::NoInstallation(_)))), "{}", office.engine);
        assert!(!nowhere.exists(), "{}: something was made", office.engine);
    }
}

#[tokio::test]
async fn a_database_without_this_programs_schema_is_left_as_it_is() {
    for office in TestOffice::both().await {
        office.db().must_be_current().await.unwrap();
        let change = async |statement: &'static str| match office.db() {
            Db::Sqlite { write, .. } => sqlx::query(statement).execute(write).await.unwrap().rows_affected(),
            Db::Postgres(pool) => sqlx::query(statement).execute(pool).await.unwrap().rows_affected(),
        };
        change("UPDATE _sqlx_migrations SET version = version + 1000").await;
        let refused = Office::open_existing(office.settings().clone()).await;
        assert!(matches!(refused, Err(OpenError::Store(StoreError::Newer(_)))), "{}", office.engine);
        assert!(matches!(office.db().migrate().await, Err(StoreError::Newer(_))), "{}", office.engine);
        change("DROP TABLE _sqlx_migrations").await;
        let refused = Office::open_existing(office.settings().clone()).await;
        assert!(matches!(refused, Err(OpenError::Store(StoreError::NoInstallation(_)))), "{}", office.engine);
    }
}

#[tokio::test]
async fn a_statement_that_forgot_its_school_finds_nothing_of_another_on_postgresql() {
    for office in TestOffice::both().await {
        let Db::Postgres(pool) = office.db() else { continue };
        let (one, other) = (office.school("SP 1").await, office.school("SP 2").await);
        office.pupil(&one, 1).await;
        let count = |scope: &'static str, school: uuid::Uuid| async move {
            let mut tx = pool.begin().await.unwrap();
            sqlx::query("SELECT set_config('legitka.scope', $1, true), set_config('legitka.school', $2, true)")
                .bind(scope)
                .bind(school.to_string())
                .execute(&mut *tx)
                .await
                .unwrap();
            sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM pupil").fetch_one(&mut *tx).await.unwrap()
        };
        assert_eq!(count("school", one.id.0).await, 1);
        assert_eq!(count("school", other.id.0).await, 0, "another school's pupil was seen");
        assert_eq!(count("", uuid::Uuid::nil()).await, 0, "a transaction that says nothing sees nothing");
        assert_eq!(count("system", uuid::Uuid::nil()).await, 1);
    }
}

#[tokio::test]
async fn the_register_the_books_the_texts_and_the_log_only_grow() {
    for office in TestOffice::both().await {
        let school = office.school("SP 1").await;
        let pupil = office.pupil(&school, 1).await;
        let parent = office.parent(&school, pupil, "rodzic@rodzina.test").await;
        let (_, card) = office.valid_card(&school, pupil, parent).await;
        let desk = office.desk(&school, Role::Secretary).await;
        let lost = InvalidateCard { cause: "lost".to_owned(), ..InvalidateCard::default() };
        desk.invalidate_card(card, desk.card(card).await.unwrap().version, &lost).await.unwrap();
        let administrator = office.desk(&school, Role::Administrator).await;
        let version = administrator.school_texts().await.unwrap().version;
        administrator.change_texts(&[("photo_pl".to_owned(), "Bez chust.".to_owned())], version).await.unwrap();
        for statement in [
            "UPDATE school_text SET text = 'x'",
            "DELETE FROM school_text",
            "UPDATE event SET verb = 'x'",
            "DELETE FROM event",
            "UPDATE movement SET quantity = 1",
            "DELETE FROM movement",
            "UPDATE register_entry SET surname = 'x'",
            "DELETE FROM register_entry",
            "UPDATE annotation SET kind = 'returned'",
            "DELETE FROM annotation",
        ] {
            let refused = match office.db() {
                Db::Sqlite { write, .. } => write.execute(sqlx::SqlStr::from_static(statement)).await.map(drop),
                Db::Postgres(pool) => {
                    let mut tx = pool.begin().await.unwrap();
                    sqlx::query("SELECT set_config('legitka.scope', 'system', true)").execute(&mut *tx).await.unwrap();
                    tx.execute(sqlx::SqlStr::from_static(statement)).await.map(drop)
                }
            };
            let words = refused.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(words.contains("is append-only"), "{}: {statement}: {words:?}", office.engine);
        }
    }
}

#[tokio::test]
async fn every_table_of_a_school_stands_behind_the_second_wall() {
    for office in TestOffice::both().await {
        let Db::Postgres(pool) = office.db() else { continue };
        let tables: Vec<(String, bool, bool, i64)> = sqlx::query_as(
            "SELECT c.relname::text, c.relrowsecurity, c.relforcerowsecurity,
                (SELECT COUNT(*) FROM pg_policy p WHERE p.polrelid = c.oid)
            FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND (c.relname = 'school' OR EXISTS
                (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'school' AND NOT a.attisdropped))
            ORDER BY 1",
        )
        .fetch_all(pool)
        .await
        .unwrap();
        assert!(tables.len() > 20, "only {} tables of a school were found", tables.len());
        let open = tables.iter().filter(|(_, enabled, forced, policies)| !enabled || !forced || *policies == 0);
        let open: Vec<&str> = open.map(|(name, ..)| name.as_str()).collect();
        // The queue is the system's: the worker claims for all schools at once, and no desk reads it. What waits there
        // is ids and sealed tokens.
        assert_eq!(open, ["job"]);
    }
}

#[tokio::test]
async fn sqlite_is_new_enough_and_every_connection_makes_a_commit_last() {
    let office = TestOffice::sqlite().await;
    let Db::Sqlite { write, read } = office.db() else { panic!("SQLite") };
    for pool in [write, read] {
        let found: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(pool).await.unwrap();
        let journal: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(pool).await.unwrap();
        let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(pool).await.unwrap();
        let foreign_keys: i64 = sqlx::query_scalar("PRAGMA foreign_keys").fetch_one(pool).await.unwrap();
        assert!(version(&found) >= Some(MIN_SQLITE), "{found}");
        assert_eq!((journal.as_str(), synchronous, foreign_keys), ("wal", FULL, 1));
    }
    assert_eq!((MIN_SQLITE, FULL), ((3, 51, 3), 2));
    assert!(version("3.51.2") < Some(MIN_SQLITE) && version("3.6.99") < Some(MIN_SQLITE));
    assert!(version("nonsense") < Some(MIN_SQLITE) && version("3.100.0") > Some(MIN_SQLITE));
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused_with_a_sentence() {
    for office in TestOffice::both().await {
        let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
            SELECT 9999, description, success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
        let added = match office.db() {
            Db::Sqlite { write, .. } => sqlx::query(newer).execute(write).await.unwrap().rows_affected(),
            Db::Postgres(pool) => sqlx::query(newer).execute(pool).await.unwrap().rows_affected(),
        };
        assert_eq!(added, 1, "{}", office.engine);
        let settings = office.settings().clone();
        office.close().await;
        let Err(refused) = Office::open(settings).await else { panic!("{}: it was opened", office.engine) };
        assert!(matches!(refused, OpenError::Store(StoreError::Newer(9999))), "{}: {refused:?}", office.engine);
        assert!(refused.to_string().starts_with("a newer Legitka made this database"), "{refused}");
    }
}
