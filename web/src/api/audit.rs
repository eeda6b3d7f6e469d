//! The audit log.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Answer, Problems, Query};
use crate::visitor::Client;

/// An entry of the log.
#[derive(Serialize, ToSchema)]
pub(super) struct LogEntry {
    seq: i64,
    /// RFC 3339
    at: String,
    by: Option<String>,
    role: String,
    verb: String,
    subject: Uuid,
}

/// Which part.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Filter {
    /// Entries before this one.
    before: Option<i64>,
}

/// The log, newest first, 100 at a time.
#[utoipa::path(get, path = "/audit-log", params(Filter), responses((status = 200, body = Vec<LogEntry>), Problems))]
pub(super) async fn list(client: Client, Query(filter): Query<Filter>) -> Answer<Vec<LogEntry>> {
    let rows = client.desk.audit_log(filter.before).await?.into_iter();
    let entries = rows.map(|row| LogEntry {
        seq: row.seq,
        at: row.at.to_string(),
        by: row.by,
        role: row.role,
        verb: row.verb,
        subject: row.subject,
    });
    Ok(Json(entries.collect()))
}
