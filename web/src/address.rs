//! What an address names. A word in the place of an id names nothing, so it is not found, as an unknown id is.

use axum::{
    extract::{self, FromRequestParts},
    http::{StatusCode, request::Parts},
};
use serde::de::DeserializeOwned;

use crate::refusal::Refusal;

/// What stands in an address.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let named = extract::Path::<T>::from_request_parts(parts, state).await;
        named.map(|extract::Path(named)| Self(named)).map_err(|_| Refusal::status(StatusCode::NOT_FOUND))
    }
}
