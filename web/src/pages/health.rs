//! Is the program alive, and is it ready to serve?

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use office::Landlock;

use crate::App;

/// Alive: it answers.
pub async fn alive() -> &'static str {
    "ok"
}

/// Ready: database and files answer; says how well photos are confined.
pub async fn ready(State(app): State<App>) -> Response {
    let ready = app.office().ready().await;
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let confinement = match app.office().walls().landlock {
        Landlock::Full => "complete",
        Landlock::Partial => "partial",
        Landlock::Missing => "without-landlock",
    };
    (status, Json(serde_json::json!({ "ready": ready, "photo_confinement": confinement }))).into_response()
}
