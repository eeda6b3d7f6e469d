//! Choosing the language of the pages: in the account of who is signed in, else in a cookie.

use axum::{
    Form,
    http::{HeaderValue, header},
    response::Response,
};
use school::language::Language;
use serde::Deserialize;

use super::{Answer, go};
use crate::{visitor::Guest, words::LANGUAGE_COOKIE};

/// The form of the language switch.
#[derive(Deserialize)]
pub struct Choice {
    to: String,
    #[serde(default)]
    back: String,
}

/// Only an address of ours: a path, and not one that a browser would read as another host.
pub(crate) fn local(address: &str) -> &str {
    let foreign = !address.starts_with('/')
        || address.starts_with("//")
        || address.contains('\\')
        || address.contains(char::is_control);
    if foreign { "/" } else { address }
}

/// Chooses, and comes back to the page.
pub async fn choose(guest: Guest, Form(choice): Form<Choice>) -> Answer {
    let language: Language = choice.to.parse().unwrap_or(guest.language);
    if let Some(visitor) = &guest.visitor {
        guest.app.office().set_language(visitor.person, language).await?;
    }
    let mut response: Response = go(local(&choice.back));
    let cookie =
        format!("{LANGUAGE_COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000", language.code());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn nobody_is_sent_to_another_site() {
        assert_eq!(local("/photos?tab=changes"), "/photos?tab=changes");
        for foreign in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "",
            "/a\r\nSet-Cookie: x",
        ] {
            assert_eq!(local(foreign), "/", "{foreign}");
        }
    }
}
