//! The idempotency key of a change: `?key=` of a form's address, or the header `Idempotency-Key` of the API.
//!
//! What counts as "the same change" is the key together with the address and what was sent: whoever goes back,
//! types something else and sends the form again has made another change, and it is carried out.

use axum::http::request::Parts;
use office::Refused;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid, Version};

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

/// The key as it was sent.
fn sent_key(parts: &Parts) -> Option<Uuid> {
    let header = parts.headers.get(HEADER).and_then(|value| value.to_str().ok());
    let query =
        || parts.uri.query().into_iter().flat_map(|query| query.split('&')).find_map(|pair| pair.strip_prefix("key="));
    header.or_else(query).and_then(|text| text.parse().ok())
}

/// The bytes of a key in which the mark of a place of work stands.
const MARK: std::ops::RangeFrom<usize> = 12..;

/// A key for the forms of somebody with several places of work. It bears the mark of the one where the page was opened:
/// who goes to another in a second window and comes back would else change there what they typed here.
#[must_use]
pub(crate) fn marked(key: Uuid, place: Uuid) -> Uuid {
    let mut bytes = key.into_bytes();
    bytes[MARK].copy_from_slice(&place.as_bytes()[MARK]);
    Builder::from_bytes(bytes).with_version(Version::Custom).into_uuid()
}

/// Does the key bear the mark of another place than this?
pub(crate) fn is_of_another_place(parts: &Parts, place: Uuid) -> bool {
    let marked = sent_key(parts).filter(|key| key.get_version() == Some(Version::Custom));
    marked.is_some_and(|key| key.as_bytes()[MARK] != place.as_bytes()[MARK])
}

/// The key a request carries, if any, bound to what it asks.
pub(crate) fn key(parts: &Parts) -> Option<Uuid> {
    let key = sent_key(parts)?;
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

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    #[test]
    fn a_key_with_the_mark_of_a_place_is_good_there_alone() {
        let place = |last: u8| Uuid::from_bytes([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, last]);
        let (here, there, key) = (place(1), place(2), Uuid::from_bytes([0x4f; 16]));
        let with = |key: Uuid| Request::post(format!("/school?key={key}")).body(()).unwrap().into_parts().0;
        let of_here = marked(key, here);
        assert!(!is_of_another_place(&with(of_here), here));
        assert!(is_of_another_place(&with(of_here), there));
        assert!(!is_of_another_place(&with(key), there), "a key without a mark is good everywhere");
        assert_ne!(of_here, marked(Uuid::from_bytes([0x5f; 16]), here), "two pages have two keys");
    }
}
