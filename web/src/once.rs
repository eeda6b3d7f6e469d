//! The idempotency key of a change: `?key=` of a form's address, or the header `Idempotency-Key` of the API.
//!
//! What counts as "the same change" is the key together with the address and what was sent: whoever goes back,
//! types something else and sends the form again has made another change, and it is carried out.

use axum::http::request::Parts;
use office::Refused;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The header the API uses.
pub(crate) const HEADER: &str = "idempotency-key";

/// What was sent: a digest of a small body, of a large one (an upload) its length.
#[derive(Clone)]
pub(crate) struct BodyMark([u8; 32]);

impl BodyMark {
    /// The mark of these bytes.
    #[must_use]
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

/// The key a request carries, if any, bound to what it asks.
pub(crate) fn key(parts: &Parts) -> Option<Uuid> {
    let header = parts.headers.get(HEADER).and_then(|value| value.to_str().ok());
    let query =
        || parts.uri.query().into_iter().flat_map(|query| query.split('&')).find_map(|pair| pair.strip_prefix("key="));
    let key: Uuid = header.or_else(query).and_then(|text| text.parse().ok())?;
    let sent = parts.extensions.get::<BodyMark>().map(|mark| mark.0).unwrap_or_default();
    let asked = [parts.method.as_str().as_bytes(), b" ", parts.uri.path().as_bytes(), b" ", &sent].concat();
    Some(Uuid::new_v5(&key, &asked))
}

/// A change that was carried out before under the same key answers as it did then.
pub(crate) trait OrDone<T> {
    /// Turns "done before" into the answer of then.
    ///
    /// # Errors
    /// Every other refusal stays.
    fn or_done(self) -> Result<T, Refused>;
}

impl<T: From<Uuid>> OrDone<T> for Result<T, Refused> {
    fn or_done(self) -> Self {
        match self {
            Err(Refused::Done(subject)) => Ok(subject.into()),
            other => other,
        }
    }
}
