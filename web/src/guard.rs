//! What every request passes: the right host, no foreign site's change, and the headers of every answer.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{App, assets, refusal::Refusal};

macro_rules! policy {
    ($scripts:literal) => {
        concat!(
            "default-src 'none'; script-src ",
            $scripts,
            "; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
            worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
            require-trusted-types-for 'script'; trusted-types legitka"
        )
    };
}

const CSP: &str = policy!("'self'");

/// Where a browser looks at a photo by itself, it may compile WebAssembly, and nothing else more than elsewhere.
const CSP_LOOKING: &str = policy!("'self' 'wasm-unsafe-eval'");

/// The two pages with a photo that is not sent yet.
const LOOKING: [&str; 2] = ["/pupils/{id}/photo/new", "/photos/{id}/crop"];

/// Whether a photo is looked at there. The work is done in a worker, which obeys the policy that its own file came
/// with; a browser that asks the page's instead finds it there, too.
fn looks(request: &Request) -> bool {
    let page = request.extensions().get::<MatchedPath>().is_some_and(|path| LOOKING.contains(&path.as_str()));
    page || request.uri().path() == assets::JS_EYE_JS
}

/// The pages for whoever checks a card: their address is a code, which is nobody else's business.
fn checks(request: &Request) -> bool {
    let path = request.uri().path();
    path == "/v" || path.starts_with("/v/")
}

/// Links in letters and redirects come from `public_url` alone; a request that names another host is not for us.
pub(crate) async fn host(State(app): State<App>, request: Request, next: Next) -> Response {
    let named = request
        .headers()
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .or_else(|| request.uri().authority().map(|a| a.as_str()));
    match named {
        Some(named) if named.eq_ignore_ascii_case(app.host()) => next.run(request).await,
        _ => Refusal::status(StatusCode::MISDIRECTED_REQUEST).into_response(),
    }
}

/// A change may come from our own pages only. Browsers say where a request comes from (`Sec-Fetch-Site`, older ones
/// `Origin`); one that bears a cookie and says neither is refused, and so is every foreign one. Programs with a
/// bearer token bear no cookie and are not a browser's doing.
pub(crate) async fn same_site(State(app): State<App>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || from_ourselves(request.headers(), &app.settings().public_url) {
        next.run(request).await
    } else {
        Refusal::status(StatusCode::FORBIDDEN).into_response()
    }
}

fn from_ourselves(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => origin.eq_ignore_ascii_case(public_url.trim_end_matches('/')),
        (None, None) => !headers.contains_key(header::COOKIE),
    }
}

/// The headers of every answer: strict policy, nothing cached unless it says so itself.
pub(crate) async fn headers(request: Request, next: Next) -> Response {
    let policy = if looks(&request) { CSP_LOOKING } else { CSP };
    let referrer = if checks(&request) { "no-referrer" } else { "same-origin" };
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, referrer),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (
            header::HeaderName::from_static("permissions-policy"),
            "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
        ),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Counts and logs requests by route, never by address: an address may name a pupil.
pub(crate) async fn count(request: Request, next: Next) -> Response {
    let route =
        request.extensions().get::<MatchedPath>().map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let (method, started) = (request.method().clone(), std::time::Instant::now());
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), started.elapsed());
    tracing::debug!(%method, route, status, took_ms = took.as_millis() as u64, "answered");
    let labels = [("method", method.to_string()), ("route", route), ("status", status.to_string())];
    metrics::counter!("legitka_requests_total", &labels).increment(1);
    metrics::histogram!("legitka_request_seconds", &labels[..2]).record(took.as_secs_f64());
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_comes_from_our_own_pages_or_from_a_program_without_a_cookie() {
        let url = "https://szkola.example";
        let with = |pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            from_ourselves(&headers, url)
        };
        assert!(with(&[("sec-fetch-site", "same-origin"), ("cookie", "a=b")]));
        assert!(with(&[("origin", url), ("cookie", "a=b")]));
        assert!(with(&[("authorization", "Bearer x")]));
        assert!(!with(&[("cookie", "a=b")]), "a cookie and no word of where it comes from");
        assert!(!with(&[("sec-fetch-site", "same-site"), ("origin", url)]));
        assert!(!with(&[("sec-fetch-site", "cross-site")]));
        assert!(!with(&[("origin", "https://evil.example")]));
        assert!(!with(&[("origin", "null")]));
    }
}
