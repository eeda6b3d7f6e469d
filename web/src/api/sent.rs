//! What a program sends: JSON that is exactly what the document says, and questions in the address that are. A field
//! that is none of ours is refused rather than overlooked, since its sender thinks that it did something.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, header, request::Parts},
};
use serde::de::DeserializeOwned;

use crate::refusal::{Misfit, Refusal};

/// Of a field's name that we do not know, so many characters are told back.
const LONGEST_NAME: usize = 64;

/// The body of a request.
pub(super) struct Sent<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(is_json) {
            return Err(Refusal::status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|error| Refusal::status(error.status()))?;
        Ok(Self(read(&bytes)?))
    }
}

/// The questions of an address.
pub(super) struct Query<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        asked(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

fn asked<T: DeserializeOwned>(query: &str) -> Result<T, Refusal> {
    let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    serde_path_to_error::deserialize(pairs).map_err(|error| {
        let path = error.path().to_string();
        misfit(&path, &error.into_inner().to_string())
    })
}

/// Refuses a question that the verb does not know.
pub(super) fn unknown(name: &str) -> Refusal {
    Refusal::json(name.chars().take(LONGEST_NAME).collect(), Misfit::Unknown)
}

fn is_json(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    let mut text = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut text).map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        if error.is_data() { misfit(&path, &error.to_string()) } else { Refusal::status(StatusCode::BAD_REQUEST) }
    })?;
    text.end().map_err(|_| Refusal::status(StatusCode::BAD_REQUEST))?;
    Ok(value)
}

/// Which field differs, and how. Of the parser's own words only a field's name is used: the others quote what was sent.
fn misfit(path: &str, said: &str) -> Refusal {
    let (field, misfit) = if let Some(rest) = said.strip_prefix("missing field `") {
        let name = rest.split('`').next().unwrap_or_default();
        (if path == "." { name.to_owned() } else { format!("{path}.{name}") }, Misfit::Missing)
    } else if said.starts_with("unknown field `") {
        (path.to_owned(), Misfit::Unknown)
    } else if let Some(rest) = said.strip_prefix("duplicate field `") {
        (rest.split('`').next().unwrap_or_default().to_owned(), Misfit::Type)
    } else {
        (path.to_owned(), Misfit::Type)
    };
    Refusal::json(field.chars().take(LONGEST_NAME).collect(), misfit)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only refusals are looked at")]
    struct Delivery {
        quantity: u32,
        pupils: Vec<uuid::Uuid>,
    }

    #[test]
    fn a_body_that_differs_from_the_document_is_refused_by_the_fields_name_and_never_by_its_value() {
        for (sent, told) in [
            (r#"{"quantity":1}"#, r#"field: "pupils", misfit: Missing"#),
            (r#"{"quantity":1,"pupils":[],"colour":"Kowalski"}"#, r#"field: "colour", misfit: Unknown"#),
            (r#"{"quantity":"Kowalski","pupils":[]}"#, r#"field: "quantity", misfit: Type"#),
            (r#"{"quantity":1,"pupils":["unknown field `Kowalski`"]}"#, r#"field: "pupils[0]", misfit: Type"#),
            (r#""Kowalski""#, r#"field: ".", misfit: Type"#),
            (r#"{"quantity":1,"pupils":[]} Kowalski"#, "400"),
            (r#"{"quantity":Kowalski"#, "400"),
        ] {
            let refusal = format!("{:?}", read::<Delivery>(sent.as_bytes()).unwrap_err());
            assert!(refusal.contains(told) && !refusal.contains("Kowalski"), "{sent}: {refusal}");
        }
        assert!(read::<Delivery>(br#"{"quantity":1,"pupils":[]}"#).is_ok());
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only refusals are looked at")]
    struct Wanted {
        class: Option<uuid::Uuid>,
        #[serde(default)]
        search: String,
    }

    #[test]
    fn a_question_that_is_none_of_ours_is_refused_by_its_name_and_never_by_its_value() {
        for (sent, told) in [
            ("q=Kowalski", r#"field: "q", misfit: Unknown"#),
            ("search=a&colour=Kowalski", r#"field: "colour", misfit: Unknown"#),
            ("class=Kowalski", r#"field: "class", misfit: Type"#),
            ("search=a&search=Kowalski", r#"field: "search", misfit: Type"#),
        ] {
            let refusal = format!("{:?}", asked::<Wanted>(sent).unwrap_err());
            assert!(refusal.contains(told) && !refusal.contains("Kowalski"), "{sent}: {refusal}");
        }
        assert!(asked::<Wanted>("").is_ok() && asked::<Wanted>("search=%C5%BB%C3%B3%C5%82%C4%87").is_ok());
    }

    #[test]
    fn only_json_is_read() {
        assert!(is_json("application/json") && is_json("Application/JSON; charset=utf-8"));
        assert!(is_json("application/vnd.legitka+json"));
        assert!(!is_json("text/plain") && !is_json("application/x-www-form-urlencoded"));
    }
}
