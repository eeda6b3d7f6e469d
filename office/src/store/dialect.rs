//! Maintenance that needs to know the engine: the list of tables and columns, and whole tables as JSON lines.
//! The only place where SQL text is put together; names come from the schema itself, never from outside.

use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, Column, Row, TypeInfo, ValueRef};
use uuid::Uuid;

use super::{Engine, Everywhere, Mode, Tx};
use crate::refused::{Broken, Refused};

/// Every table, parents before children. A test compares it with both engines.
pub(crate) const TABLES: [&str; 55] = [
    "installation",
    "school",
    "head",
    "person",
    "membership",
    "operator",
    "access_grant",
    "skipped_step",
    "school_text",
    "invitation",
    "password_reset",
    "sign_up",
    "session",
    "recovery_code",
    "passkey",
    "passkey_challenge",
    "attempt",
    "api_token",
    "class",
    "turn",
    "pupil",
    "class_list",
    "class_list_profile",
    "saved_view",
    "guardian",
    "school_access",
    "file",
    "photo",
    "photo_pack",
    "photo_pack_piece",
    "photo_pack_entry",
    "photo_check",
    "rule_setting",
    "movement",
    "print_run",
    "number_series",
    "blank",
    "protocol",
    "card",
    "renewal",
    "phone",
    "register_entry",
    "annotation",
    "application",
    "objection",
    "state_mobile_id",
    "sio_task",
    "message",
    "export_request",
    "job",
    "event",
    "chain",
    "done",
    "sight",
    "erasure",
];

/// What a column holds, the same word for both engines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Holds {
    /// Bytes or a UUID: written as hexadecimal digits.
    Bytes,
    /// A whole number.
    Number,
    /// A number with a fraction.
    Real,
    /// Yes or no.
    Truth,
    /// Text.
    Text,
}

impl Holds {
    fn of(kind: &str) -> Self {
        match kind.to_ascii_uppercase().as_str() {
            "BLOB" | "BYTEA" | "UUID" => Self::Bytes,
            "INTEGER" | "BIGINT" | "INT8" => Self::Number,
            "REAL" | "DOUBLE PRECISION" | "FLOAT8" => Self::Real,
            "BOOLEAN" | "BOOL" => Self::Truth,
            _ => Self::Text,
        }
    }
}

impl Tx<Everywhere> {
    /// The tables there are, but for the migrations' own.
    #[cfg(test)]
    pub(crate) async fn tables(&mut self) -> Result<Vec<String>, Refused> {
        let names: Vec<(String,)> = match &mut self.engine {
            Engine::Sqlite(tx) => {
                sqlx::query_as("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_sqlx%' ESCAPE '\\' ORDER BY name")
                    .fetch_all(&mut **tx)
                    .await?
            }
            Engine::Postgres(tx) => {
                sqlx::query_as("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%' ORDER BY table_name")
                    .fetch_all(&mut **tx)
                    .await?
            }
        };
        Ok(names.into_iter().map(|name| name.0).collect())
    }

    /// A table's columns in their order.
    pub(crate) async fn columns(&mut self, table: &str) -> Result<Vec<(String, Holds)>, Refused> {
        let rows: Vec<(String, String)> = match &mut self.engine {
            Engine::Sqlite(tx) => {
                sqlx::query_as("SELECT name, type FROM pragma_table_info($1) ORDER BY cid")
                    .bind(table)
                    .fetch_all(&mut **tx)
                    .await?
            }
            Engine::Postgres(tx) => {
                sqlx::query_as(
                    "SELECT column_name::text, data_type::text FROM information_schema.columns
                    WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position",
                )
                .bind(table)
                .fetch_all(&mut **tx)
                .await?
            }
        };
        Ok(rows.into_iter().map(|(name, kind)| (name, Holds::of(&kind))).collect())
    }

    /// A whole table, one JSON object per row, ordered by its first column.
    pub(crate) async fn dump(&mut self, table: &str) -> Result<Vec<Map<String, Value>>, Refused> {
        let columns = self.columns(table).await?;
        let names = columns.iter().map(|column| column.0.as_str()).collect::<Vec<_>>().join(", ");
        let text = format!("SELECT {names} FROM {table} ORDER BY 1, 2");
        match &mut self.engine {
            Engine::Sqlite(tx) => {
                let rows = sqlx::query(AssertSqlSafe(text)).fetch_all(&mut **tx).await?;
                rows.iter()
                    .map(|row| {
                        columns
                            .iter()
                            .enumerate()
                            .map(|(at, (name, holds))| Ok((name.clone(), sqlite_value(row, at, *holds)?)))
                            .collect()
                    })
                    .collect()
            }
            Engine::Postgres(tx) => {
                let rows = sqlx::query(AssertSqlSafe(text)).fetch_all(&mut **tx).await?;
                rows.iter()
                    .map(|row| {
                        columns
                            .iter()
                            .enumerate()
                            .map(|(at, (name, holds))| Ok((name.clone(), postgres_value(row, at, *holds)?)))
                            .collect()
                    })
                    .collect()
            }
        }
    }

    /// Puts one row back.
    pub(crate) async fn load(
        &mut self,
        table: &str,
        columns: &[(String, Holds)],
        row: &Map<String, Value>,
    ) -> Result<(), Refused> {
        let names = columns.iter().map(|column| column.0.as_str()).collect::<Vec<_>>().join(", ");
        let places = (1..=columns.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let text = format!("INSERT INTO {table} ({names}) VALUES ({places})");
        match &mut self.engine {
            Engine::Sqlite(tx) => {
                let mut query = sqlx::query(AssertSqlSafe(text));
                for (name, holds) in columns {
                    let value = row.get(name).unwrap_or(&Value::Null);
                    query = match holds {
                        Holds::Bytes => query.bind(bytes(value)?),
                        Holds::Number => query.bind(value.as_i64()),
                        Holds::Real => query.bind(value.as_f64()),
                        Holds::Truth => query.bind(value.as_bool()),
                        Holds::Text => query.bind(value.as_str()),
                    };
                }
                query.execute(&mut **tx).await?;
            }
            Engine::Postgres(tx) => {
                let uuids = uuid_columns(tx, table).await?;
                let mut query = sqlx::query(AssertSqlSafe(text));
                for (name, holds) in columns {
                    let value = row.get(name).unwrap_or(&Value::Null);
                    query = match holds {
                        Holds::Bytes if uuids.contains(name) => {
                            query.bind(bytes(value)?.and_then(|bytes| Uuid::from_slice(&bytes).ok()))
                        }
                        Holds::Bytes => query.bind(bytes(value)?),
                        Holds::Number => query.bind(value.as_i64()),
                        Holds::Real => query.bind(value.as_f64()),
                        Holds::Truth => query.bind(value.as_bool()),
                        Holds::Text => query.bind(value.as_str()),
                    };
                }
                query.execute(&mut **tx).await?;
            }
        }
        Ok(())
    }

    /// What the engine itself finds wrong with its file. PostgreSQL checks its pages when it reads them.
    pub(crate) async fn engine_complaints(&mut self) -> Result<Vec<String>, Refused> {
        let Engine::Sqlite(tx) = &mut self.engine else { return Ok(Vec::new()) };
        let integrity: Vec<(String,)> =
            sqlx::query_as("SELECT integrity_check FROM pragma_integrity_check").fetch_all(&mut **tx).await?;
        let broken: Vec<(String,)> =
            sqlx::query_as("SELECT \"table\" FROM pragma_foreign_key_check").fetch_all(&mut **tx).await?;
        let integrity = integrity.into_iter().map(|row| row.0).filter(|word| word != "ok");
        Ok(integrity
            .chain(broken.into_iter().map(|row| format!("a row of {} names something that is not there", row.0)))
            .collect())
    }
}

impl super::Db {
    /// A reading transaction that sees one moment of the whole database: for backups and checks.
    pub(crate) async fn snapshot(&self, now: jiff::Timestamp) -> Result<Tx<Everywhere>, Refused> {
        let mut tx = self.everywhere(Mode::Read, now).await?;
        if let Engine::Postgres(_) = tx.engine {
            let Self::Postgres(pool) = self else { return Ok(tx) };
            tx = Tx {
                engine: Engine::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ").await?),
                scope: Everywhere { now },
            };
            tx.wall("system", Uuid::nil(), None).await?;
        }
        Ok(tx)
    }
}

async fn uuid_columns(
    tx: &mut sqlx::Transaction<'static, sqlx::Postgres>,
    table: &str,
) -> Result<Vec<String>, Refused> {
    let names: Vec<(String,)> = sqlx::query_as(
        "SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 AND data_type = 'uuid'",
    )
    .bind(table)
    .fetch_all(&mut **tx)
    .await?;
    Ok(names.into_iter().map(|name| name.0).collect())
}

fn bytes(value: &Value) -> Result<Option<Vec<u8>>, Refused> {
    value
        .as_str()
        .map(|digits| hex::decode(digits).map_err(|_| Broken::Inconsistent("bytes in a backup").into()))
        .transpose()
}

fn sqlite_value(row: &sqlx::sqlite::SqliteRow, at: usize, holds: Holds) -> Result<Value, Refused> {
    Ok(match holds {
        Holds::Bytes => row.try_get::<Option<Vec<u8>>, _>(at)?.map(hex::encode).into(),
        Holds::Number => row.try_get::<Option<i64>, _>(at)?.into(),
        Holds::Real => row.try_get::<Option<f64>, _>(at)?.into(),
        Holds::Truth => row.try_get::<Option<bool>, _>(at)?.into(),
        Holds::Text => row.try_get::<Option<String>, _>(at)?.into(),
    })
}

fn postgres_value(row: &sqlx::postgres::PgRow, at: usize, holds: Holds) -> Result<Value, Refused> {
    let uuid = row.columns()[at].type_info().name() == "UUID";
    Ok(match holds {
        _ if row.try_get_raw(at)?.is_null() => Value::Null,
        Holds::Bytes if uuid => hex::encode(row.try_get::<Uuid, _>(at)?).into(),
        Holds::Bytes => hex::encode(row.try_get::<Vec<u8>, _>(at)?).into(),
        Holds::Number => row.try_get::<i64, _>(at)?.into(),
        Holds::Real => row.try_get::<f64, _>(at)?.into(),
        Holds::Truth => row.try_get::<bool, _>(at)?.into(),
        Holds::Text => row.try_get::<String, _>(at)?.into(),
    })
}
