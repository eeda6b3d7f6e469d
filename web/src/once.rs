//! The idempotency key of a change: `?key=` of a form's address, or the header `Idempotency-Key`, as the API has it.
//!
//! A form's key counts together with the address and what was sent: whoever goes back, types something else and sends
//! the form again has made another change, and it is carried out. A program's key stands for one request: sent with
//! another, it is refused, since a program that changes a request and keeps its key has made a mistake.

use axum::http::{header, request::Parts};
use office::{Once, Refused};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid, Version};

use crate::refusal::Refusal;

/// The header the API uses; whoever sends a form by a program may use it, too.
const HEADER: &str = "idempotency-key";

/// A digest of what was sent. An upload has none yet when its key is looked at, see [`with`].
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

/// The key that a form carries, if any.
pub(crate) fn of_form(parts: &Parts) -> Option<Once> {
    let key = sent_key(parts)?;
    Some(Once::Form(Uuid::new_v5(&key, &asked(parts, parts.uri.path(), b""))))
}

/// The key that a program's change carries. The token goes into the mark of the request: it is kept nowhere, so nobody
/// who reads the marks can find out by trying what was sent.
///
/// # Errors
/// If there is none, or it is no UUID.
pub(crate) fn of_program(parts: &Parts) -> Result<Once, Refusal> {
    let sent = parts.headers.get(HEADER).ok_or_else(Refusal::no_key)?;
    let key: Uuid = sent.to_str().ok().and_then(|text| text.parse().ok()).ok_or_else(Refusal::bad_key)?;
    let address = parts.uri.path_and_query().map_or("", |address| address.as_str());
    let token = parts.headers.get(header::AUTHORIZATION).map_or(&b""[..], |token| token.as_bytes());
    Ok(Once::Program { key, asked: Uuid::new_v5(&key, &asked(parts, address, token)) })
}

fn asked(parts: &Parts, address: &str, token: &[u8]) -> Vec<u8> {
    let sent = parts.extensions.get::<BodyMark>().map(|mark| mark.0).unwrap_or_default();
    [parts.method.as_str().as_bytes(), b" ", address.as_bytes(), b" ", &sent, b" ", token].concat()
}

/// The key of an upload, which counts together with the digest of its file: another picture is another request.
pub(crate) fn with(once: Once, digest: &[u8]) -> Once {
    match once {
        Once::Form(key) => Once::Form(Uuid::new_v5(&key, digest)),
        Once::Program { key, asked } => Once::Program { key, asked: Uuid::new_v5(&asked, digest) },
    }
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

    const KEY: &str = "3f0c8a52-6f0e-4f4f-9d55-1f2d3c4b5a69";

    fn request(address: &str, key: &str, token: &str, body: &str) -> Parts {
        let request = Request::post(address).header(HEADER, key).header(header::AUTHORIZATION, token);
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        parts.extensions.insert(BodyMark::of(body.as_bytes()));
        parts
    }

    #[test]
    fn a_form_typed_anew_is_another_change() {
        let form = |address: &str, body| {
            let mut parts = request(&format!("{address}?tab=1&key={KEY}"), "", "", body);
            parts.headers.remove(HEADER);
            of_form(&parts)
        };
        let once = form("/classes", "name=1A");
        assert!(matches!(once, Some(Once::Form(_))) && once == form("/classes", "name=1A"));
        assert!(once != form("/classes", "name=1B") && once != form("/pupils", "name=1A"));
        assert_eq!(of_form(&request("/classes", KEY, "", "name=1A")), once, "sent by a program");
        assert_eq!(of_form(&request("/classes", "1", "", "name=1A")), None);
    }

    #[test]
    fn a_programs_key_stays_the_same_whatever_is_sent_under_it() {
        let program = |address: &str, token: &str, body: &str| of_program(&request(address, KEY, token, body)).unwrap();
        let marks: Vec<Uuid> = [
            program("/photos/1?version=1", "Bearer a", "{}"),
            program("/photos/1?version=2", "Bearer a", "{}"),
            program("/photos/1?version=1", "Bearer b", "{}"),
            program("/photos/1?version=1", "Bearer a", "{ }"),
            with(program("/photos/1?version=1", "Bearer a", "{}"), b"a picture"),
        ]
        .into_iter()
        .map(|once| match once {
            Once::Program { key, asked } if key.to_string() == KEY => asked,
            other => panic!("{other:?}"),
        })
        .collect();
        assert!((1..marks.len()).all(|at| !marks[..at].contains(&marks[at])), "{marks:?}");
        let again = Once::Program { key: KEY.parse().unwrap(), asked: marks[0] };
        assert_eq!(program("/photos/1?version=1", "Bearer a", "{}"), again);
    }

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
