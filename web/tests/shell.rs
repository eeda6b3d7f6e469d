//! What stands around every page: the headers of each answer, whose requests are taken at all, the session's cookie,
//! and the key that a change must carry. The rules themselves are tested where they stand; here is shown that they are
//! in force at the router that is served.

#![expect(clippy::unwrap_used, reason = "a test's own world: a failure is a panic")]

mod world;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, StatusCode, header, request, response},
};
use office::{
    installation::SchoolForm,
    person::NewPerson,
    testing::{PUBLIC_URL, TestOffice, TestSchool},
    token::MakeToken,
};
use school::{person::Role, photo::DECLARATION_VERSION};
use serde_json::Value;
use tower::ServiceExt;
use web::routes::{Door, Route, TABLE};
use world::{address, app, world};

const FORM: &str = "application/x-www-form-urlencoded";

/// The policy of a page. It is long, and each word of it keeps something out.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types legitka";

/// The other headers of every answer.
const HEADERS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"),
    ("strict-transport-security", "max-age=31536000"),
];

/// A request to our host.
fn get(address: &str) -> request::Builder {
    Request::get(address).header(header::HOST, "legitka.test")
}

/// A form on its way to our host, of which nobody has said yet where it comes from.
fn post(address: &str) -> request::Builder {
    Request::post(address).header(header::HOST, "legitka.test").header(header::CONTENT_TYPE, FORM)
}

/// The answer's head and its text, if it is one.
async fn ask(app: &Router, request: request::Builder, body: &str) -> (response::Parts, String) {
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let (head, body) = app.clone().oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (head, String::from_utf8_lossy(&body).into_owned())
}

/// Every header of this name.
fn headers<'a>(head: &'a response::Parts, name: &str) -> Vec<&'a str> {
    head.headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect()
}

#[tokio::test]
async fn every_answer_carries_the_policy_and_the_other_headers() {
    let office = TestOffice::sqlite().await;
    let app = app(&office, false);
    let (_, page) = ask(&app, get("/session"), "").await;
    let asset = page.split('"').find(|text| text.starts_with("/assets/")).unwrap();
    for (address, status, kept) in [
        ("/session", StatusCode::OK, "no-store"),
        ("/nowhere", StatusCode::NOT_FOUND, "no-store"),
        (asset, StatusCode::OK, "public, max-age=31536000, immutable"),
        ("/sw.js", StatusCode::OK, "no-cache"),
        ("/api/openapi.json", StatusCode::OK, "no-store"),
        ("/api/classes", StatusCode::UNAUTHORIZED, "no-store"),
        ("/healthz", StatusCode::OK, "no-store"),
    ] {
        let (head, _) = ask(&app, get(address), "").await;
        assert_eq!(head.status, status, "{address}");
        assert_eq!(headers(&head, "cache-control"), [kept], "{address}");
        assert_eq!(headers(&head, "content-security-policy"), [POLICY], "{address}");
        for (name, value) in HEADERS {
            assert_eq!(headers(&head, name), [value], "{name} of {address}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_where_a_photo_is_looked_at_may_a_page_compile_for_itself() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    let looking = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");
    for (path, query, policy) in [
        ("/photos/{id}/crop", "", looking.as_str()),
        ("/pupils/{id}/photo/new", "?declared=1", looking.as_str()),
        ("/photos/{id}/check", "", POLICY),
        ("/pupils/{id}/photo", "", POLICY),
    ] {
        let asked = get(&format!("{}{query}", address(path, &world.things)));
        let (head, _) = ask(&app, asked.header(header::COOKIE, cookie(&sessions["parent"])), "").await;
        assert_eq!(head.status, StatusCode::OK, "{path}");
        assert_eq!(headers(&head, "content-security-policy"), [policy], "{path}");
    }
}

fn cookie(session: &str) -> String {
    format!("__Host-sid={session}")
}

#[tokio::test]
async fn a_request_for_another_host_is_not_for_us() {
    let office = TestOffice::sqlite().await;
    let app = app(&office, false);
    for (host, address, status) in [
        ("legitka.test", "/session", StatusCode::OK),
        ("Legitka.TEST", "/session", StatusCode::OK),
        ("legitka.test:8443", "/session", StatusCode::MISDIRECTED_REQUEST),
        ("evil.example", "/session", StatusCode::MISDIRECTED_REQUEST),
        ("legitka.test.evil.example", "/session", StatusCode::MISDIRECTED_REQUEST),
        ("evil.example", "/nowhere", StatusCode::MISDIRECTED_REQUEST),
        ("evil.example", "/api/openapi.json", StatusCode::MISDIRECTED_REQUEST),
        // whoever watches the program asks the machine and not the school's name
        ("127.0.0.1:8080", "/healthz", StatusCode::OK),
    ] {
        let (head, _) = ask(&app, Request::get(address).header(header::HOST, host), "").await;
        assert_eq!(head.status, status, "{address} of {host}");
    }
    let (head, _) = ask(&app, Request::get("/session"), "").await;
    assert_eq!(head.status, StatusCode::MISDIRECTED_REQUEST, "no host at all");
}

/// What browsers say of a request that one of our pages did not make.
const FOREIGN: [&[(&str, &str)]; 6] = [
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "cross-site"), ("origin", PUBLIC_URL)],
    &[("sec-fetch-site", "same-site")],
    &[("origin", "https://evil.example")],
    &[("origin", "null")],
    &[],
];

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_sites_form_changes_nothing_whoever_is_signed_in() {
    let world = world().await;
    let sessions = world.sessions().await;
    let (app, cookie) = (app(&world.office, false), cookie(&sessions["secretary"]));
    let send = async |to: &str, said: &[(&str, &str)], body: &str| {
        let request = post(to).header(header::COOKIE, cookie.as_str());
        let request = said.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        ask(&app, request, body).await
    };
    for foreign in FOREIGN {
        let (head, _) = send(CLASSES, foreign, "name=9Z").await;
        assert_eq!(head.status, StatusCode::FORBIDDEN, "{foreign:?}");
        let (head, problem) = send("/api/classes", foreign, "name=9Z").await;
        assert_eq!(head.status, StatusCode::FORBIDDEN, "the API, {foreign:?}");
        assert!(problem.contains("/problems/cross-site"), "{problem}");
    }
    let desk = world.office.desk(&world.schools[0], Role::Secretary).await;
    assert_eq!(desk.classes().await.unwrap().len(), 1, "a class was added");
    for (own, body) in [(("sec-fetch-site", "same-origin"), "name=9Y"), (("origin", PUBLIC_URL), "name=9Z")] {
        let (head, page) = send(CLASSES, &[own], body).await;
        assert_eq!(head.status, StatusCode::SEE_OTHER, "{own:?}: {page}");
    }
}

/// The API's verbs of a family take the session's cookie, so they are as closed to a foreign page as the pages are.
#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_sites_request_sends_no_photo_whoever_is_signed_in() {
    let world = world().await;
    let sessions = world.sessions().await;
    let (app, cookie) = (app(&world.office, false), cookie(&sessions["parent"]));
    let send = async |verb: &str, path: &str, said: &[(&str, &str)], kind: &str, body: &str| {
        let to = format!("/api{}", address(path, &world.things));
        let request = Request::builder().method(verb).uri(to).header(header::HOST, "legitka.test");
        let request = request.header(header::COOKIE, cookie.as_str()).header(header::CONTENT_TYPE, kind);
        let request = request.header("idempotency-key", "3f0c8a52-6f0e-4f4f-9d55-1f2d3c4b5a69");
        let request = said.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        ask(&app, request, body).await
    };
    let verbs = [
        ("POST", "/pupils/{id}/photo?declaration=1", "image/jpeg", "any picture"),
        ("PUT", "/photos/{id}/crop", JSON, "{\"version\": 1, \"crop\": {\"cx\": 350, \"cy\": 450, \"w\": 500}}"),
        ("PUT", "/photos/{id}/submission", JSON, "{\"version\": 1}"),
        ("PUT", "/photos/{id}/withdrawal", JSON, "{\"version\": 1}"),
        ("PUT", "/messages/{id}/reading", JSON, ""),
    ];
    for foreign in FOREIGN {
        for (verb, path, kind, body) in verbs {
            let (head, problem) = send(verb, path, foreign, kind, body).await;
            assert_eq!(head.status, StatusCode::FORBIDDEN, "{verb} {path}, {foreign:?}: {problem}");
            assert!(problem.contains("/problems/cross-site"), "{problem}");
        }
    }
    let (_, children) = ask(&app, get("/api/children").header(header::COOKIE, cookie.as_str()), "").await;
    assert!(children.contains(&world.things.draft.to_string()), "the draft was sent: {children}");
    let (head, said) = send("PUT", verbs[2].1, &[("sec-fetch-site", "same-origin")], JSON, verbs[2].3).await;
    assert_eq!(head.status, StatusCode::OK, "{said}");
}

const JSON: &str = "application/json";

/// Where classes are added, under any key.
const CLASSES: &str = "/classes?key=3f0c8a52-6f0e-4f4f-9d55-1f2d3c4b5a69";

/// A secretary with a password and without a second factor.
fn nina() -> NewPerson {
    NewPerson {
        given: "Nina".to_owned(),
        surname: "Nowicka".to_owned(),
        email: "nina@szkola.test".to_owned(),
        password: "cztery-zielone-parasole".to_owned(),
        role: Role::Secretary.code().to_owned(),
        ..NewPerson::default()
    }
}

#[tokio::test]
async fn the_sessions_cookie_is_for_this_host_and_out_of_reach_for_scripts() {
    let office = TestOffice::sqlite().await;
    let school = office.school("SP 1").await;
    let person = nina();
    office.create_person(school.id, &person).await.unwrap();
    let app = app(&office, false);
    let form = format!("login={}&password={}", person.email, person.password);
    let (head, page) = ask(&app, post("/session").header("sec-fetch-site", "same-origin"), &form).await;
    assert_eq!(head.status, StatusCode::SEE_OTHER, "{page}");
    let session = the_session(&head, &[]);
    assert!(office.visit(&session).await.unwrap().is_some(), "the cookie is no session");

    let leave = post("/session/end").header("sec-fetch-site", "same-origin").header(header::COOKIE, cookie(&session));
    let (head, _) = ask(&app, leave, "").await;
    assert_eq!(the_session(&head, &["Max-Age=0"]), "");
    assert_eq!(headers(&head, "clear-site-data"), ["\"cache\""]);
    assert!(office.visit(&session).await.unwrap().is_none(), "signed out, and still signed in");
}

/// The value of the only cookie that is set. A browser takes one of this name only if it is `Secure`, has this path and
/// no domain; the attributes are compared as a set.
fn the_session(head: &response::Parts, besides: &[&str]) -> String {
    let cookies = headers(head, "set-cookie");
    assert_eq!(cookies.len(), 1, "{cookies:?}");
    let (value, attributes) = cookies[0].split_once("; ").unwrap();
    let mut attributes: Vec<&str> = attributes.split("; ").collect();
    let mut expected = [&["HttpOnly", "Path=/", "SameSite=Lax", "Secure"], besides].concat();
    attributes.sort_unstable();
    expected.sort_unstable();
    assert_eq!(attributes, expected);
    value.strip_prefix("__Host-sid=").unwrap().to_owned()
}

#[tokio::test]
async fn without_its_database_the_program_is_alive_and_not_ready() {
    for office in TestOffice::both().await {
        let (app, engine) = (app(&office, false), office.engine);
        let (head, said) = ask(&app, get("/readyz"), "").await;
        assert_eq!(head.status, StatusCode::OK, "{engine}: {said}");
        assert!(said.contains("\"ready\":true"), "{engine}: {said}");
        office.close().await;
        let (head, said) = ask(&app, get("/readyz"), "").await;
        assert_eq!(head.status, StatusCode::SERVICE_UNAVAILABLE, "{engine}: {said}");
        assert!(said.contains("\"ready\":false"), "{engine}: {said}");
        let (head, said) = ask(&app, get("/healthz"), "").await;
        assert_eq!((head.status, said.as_str()), (StatusCode::OK, "ok"), "{engine}");
    }
}

/// Somebody for whom the door of a change is open; none where no key is asked for.
fn who_may(route: &Route) -> Option<&'static str> {
    let administered = ["/staff", "/api-tokens", "/school"].iter().any(|start| route.path.starts_with(start));
    match route.door {
        _ if route.method != "post" => None,
        Door::Open | Door::Token => None,
        Door::Family => Some("parent"),
        Door::Operator => Some("operator"),
        Door::Staff if administered => Some("administrator"),
        Door::Member | Door::Staff => Some("secretary"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_without_a_key_is_not_taken() {
    const SENTENCE: &str = "Formularz przyszedł bez klucza";
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    for (route, persona) in TABLE.iter().filter_map(|route| Some((route, who_may(route)?))) {
        let address = address(route.path, &world.things);
        let send = async |query: &str| {
            let request = post(&format!("{address}{query}")).header("sec-fetch-site", "same-origin");
            ask(&app, request.header(header::COOKIE, cookie(&sessions[persona])), "version=0").await
        };
        for query in ["", "?key=1"] {
            let (head, page) = send(query).await;
            assert_eq!(head.status, StatusCode::BAD_REQUEST, "{address}{query} as {persona}: {page}");
            assert!(page.contains(SENTENCE), "{address}{query} as {persona}: {page}");
        }
        let (_, page) = send("?key=3f0c8a52-6f0e-4f4f-9d55-1f2d3c4b5a69").await;
        assert!(!page.contains(SENTENCE), "{address} as {persona}, with a key: {page}");
    }
}

const KEY: &str = "3f0c8a52-6f0e-4f4f-9d55-1f2d3c4b5a69";

/// A secretary's token of this scope.
async fn token(office: &TestOffice, school: &TestSchool, scope: &str) -> String {
    let [name, role, scope, days] = ["dziennik", "secretary", scope, "9"].map(str::to_owned);
    let desk = office.desk(school, Role::Administrator).await;
    desk.make_token(&MakeToken { name, role, scope, days }).await.unwrap().secret
}

/// What the API answers: the head and the JSON.
async fn to_api(
    app: &Router,
    method: Method,
    address: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> (response::Parts, Value) {
    let request = Request::builder().method(method).uri(address).header(header::HOST, "legitka.test");
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let (head, text) = ask(app, request, body).await;
    (head, serde_json::from_str(&text).unwrap_or_else(|_| panic!("{address}: {text}")))
}

#[tokio::test]
async fn a_programs_key_repeats_an_answer_and_stands_for_nothing_else() {
    for office in TestOffice::both().await {
        let school = office.school("SP 1").await;
        let (app, engine) = (app(&office, false), office.engine);
        let bearer = format!("Bearer {}", token(&office, &school, "change").await);
        let add = async |address: &str, key: &str, body: &str| {
            let headers = [
                ("authorization", bearer.as_str()),
                ("content-type", "application/json"),
                ("idempotency-key", key),
                ("accept-language", "en"),
            ];
            to_api(&app, Method::POST, address, &headers, body).await
        };
        let (head, first) = add("/api/classes", KEY, r#"{"name":"9Z"}"#).await;
        assert_eq!(head.status, StatusCode::CREATED, "{engine}: {first}");
        let (head, again) = add("/api/classes", KEY, r#"{"name":"9Z"}"#).await;
        assert_eq!((head.status, &again), (StatusCode::CREATED, &first), "{engine}");
        let (head, problem) = add("/api/classes", KEY, r#"{"name":"9Y"}"#).await;
        assert_eq!(head.status, StatusCode::UNPROCESSABLE_ENTITY, "{engine}: {problem}");
        assert_eq!(problem["type"], "/problems/idempotency-key-reused", "{engine}");
        assert_eq!(problem["title"], "This key belongs to another request", "{engine}");
        let (head, problem) = add("/api/classes?x=1", KEY, r#"{"name":"9Z"}"#).await;
        assert_eq!((head.status, &problem["type"]), (StatusCode::UNPROCESSABLE_ENTITY, &"/problems/invalid".into()));
        let (head, problem) = add("/api/classes", "17", r#"{"name":"9Y"}"#).await;
        assert_eq!(head.status, StatusCode::BAD_REQUEST, "{engine}: {problem}");
        assert_eq!(problem["type"], "/problems/idempotency-key-malformed", "{engine}");
        let classes = office.desk(&school, Role::Secretary).await.classes().await.unwrap();
        assert_eq!(classes.len(), 2, "{engine}: the first one and 9Z");
    }
}

#[tokio::test]
async fn what_the_api_refuses_is_told_to_a_programs_author() {
    let office = TestOffice::sqlite().await;
    let school = office.school("SP 1").await;
    let app = app(&office, false);
    let [changing, reading] = [token(&office, &school, "change").await, token(&office, &school, "read").await];
    let send = async |method: Method, token: &str, kind: &str, address: &str, body: &str| {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("content-type", kind), ("idempotency-key", KEY)];
        let (head, problem) = to_api(&app, method, address, &headers, body).await;
        let said = problem.to_string();
        for page in ["stron", "dśwież", "ormularz", "Kowalski"] {
            assert!(!said.contains(page), "{page}: {said}");
        }
        (head, problem)
    };
    let json = "application/json";
    let (head, problem) = send(Method::PATCH, &changing, json, "/api/classes", "{}").await;
    assert_eq!(head.status, StatusCode::METHOD_NOT_ALLOWED, "{problem}");
    assert_eq!(problem["type"], "/problems/method-not-allowed");
    let allow = headers(&head, "allow").join(",");
    assert!(allow.contains("GET") && allow.contains("POST"), "{allow}");
    let (head, problem) = send(Method::POST, &reading, json, "/api/classes", "{}").await;
    assert_eq!(head.status, StatusCode::FORBIDDEN, "{problem}");
    assert_eq!(problem["type"], "/problems/scope");
    let (head, _) = send(Method::POST, &changing, "text/plain", "/api/classes", "{}").await;
    assert_eq!(head.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let (head, _) = send(Method::POST, &changing, json, "/api/classes", "Kowalski").await;
    assert_eq!(head.status, StatusCode::BAD_REQUEST);
    let blanks =
        r#"{"template":"MEiN-I/1","producer":"PWPW","first":"AA0000001","quantity":"Kowalski","document":"1"}"#;
    for (address, body, field) in [
        ("/api/classes", r#"{"name":"9Z","colour":"Kowalski"}"#, "colour"),
        ("/api/classes", "{}", "name"),
        ("/api/classes", r#"{"name":"Kowalski Kowalski"}"#, "name"),
        ("/api/stock/blanks", blanks, "quantity"),
    ] {
        let (head, problem) = send(Method::POST, &changing, json, address, body).await;
        assert_eq!(head.status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        assert_eq!(problem["type"], "/problems/invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
        assert!(problem["errors"][0]["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{problem}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_picture_of_the_same_length_is_another_photo_and_the_old_draft_leads_to_it() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    let choose = format!("{}?key={KEY}", address("/pupils/{id}/photo/new", &world.things));
    let send = async |picture: &str| {
        let request = Request::post(choose.as_str())
            .header(header::HOST, "legitka.test")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie(&sessions["parent"]));
        let part = "--x\r\nContent-Disposition: form-data; name=";
        let form = format!(
            "{part}\"declaration\"\r\n\r\n{DECLARATION_VERSION}\r\n\
            {part}\"file\"; filename=\"a.jpg\"\r\n\r\n{picture}\r\n--x--\r\n"
        );
        let (head, page) = ask(&app, request, &form).await;
        assert_eq!(head.status, StatusCode::SEE_OTHER, "{page}");
        headers(&head, "location").join("")
    };
    let first = send("one picture").await;
    assert_eq!(send("one picture").await, first, "the same once more");
    let other = send("two picture").await;
    assert_ne!(other, first);
    let look = async |who: &str| {
        let request = get(&first).header(header::COOKIE, cookie(&sessions[who]));
        ask(&app, request, "").await
    };
    let (head, page) = look("parent").await;
    assert_eq!(head.status, StatusCode::CONFLICT, "{page}");
    assert!(page.contains("Jest już nowsze zdjęcie") && page.contains(&format!("href=\"{other}\"")), "{page}");
    for who in ["viewing_parent", "other_parent"] {
        let (head, page) = look(who).await;
        assert_eq!(head.status, StatusCode::NOT_FOUND, "{who}");
        assert!(!page.contains(&other), "{who}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_devices_are_signed_out_once_however_often_the_form_comes() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    let send = async || {
        let request = post(&format!("/account/other-devices/end?key={KEY}")).header("sec-fetch-site", "same-origin");
        let (head, page) = ask(&app, request.header(header::COOKIE, cookie(&sessions["secretary"])), "").await;
        assert_eq!(head.status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(headers(&head, "location"), ["/account?changed"]);
    };
    send().await;
    let later = world.sessions().await;
    send().await;
    assert!(world.office.visit(&later["secretary"]).await.unwrap().is_some(), "a repetition ended a later session");
}

#[tokio::test]
async fn a_password_form_sent_again_is_answered_as_the_first_time() {
    let office = TestOffice::sqlite().await;
    let school = office.school("SP 1").await;
    let person = nina();
    let person = office.create_person(school.id, &person).await.unwrap();
    let app = app(&office, false);
    let send = async |session: &str, key: &str| {
        const FIELDS: &str =
            "old=cztery-zielone-parasole&password=trzy-kamienne-mosty&password_again=trzy-kamienne-mosty";
        let request = post(&format!("/account/password?key={key}")).header("sec-fetch-site", "same-origin");
        ask(&app, request.header(header::COOKIE, cookie(session)), FIELDS).await
    };
    let (head, page) = send(&office.session(person).await, KEY).await;
    assert_eq!(head.status, StatusCode::SEE_OTHER, "{page}");
    let session = the_session(&head, &[]);
    let (head, page) = send(&session, KEY).await;
    assert_eq!(head.status, StatusCode::SEE_OTHER, "{page}");
    assert_eq!(headers(&head, "location"), ["/account?changed"]);
    let (head, page) = send(&session, "7d0c1a52-3a86-4a0e-9d1b-3f5f0e2b6c11").await;
    assert_eq!(head.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    assert!(page.contains("To nie jest hasło tego konta.") && !page.contains("Login albo hasło"), "{page}");
}

#[tokio::test]
async fn recovery_codes_are_shown_once_and_the_form_sent_again_says_so() {
    let office = TestOffice::sqlite().await;
    let school = office.school("SP 1").await;
    let person = NewPerson { totp: Some("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned()), ..nina() };
    let person = office.create_person(school.id, &person).await.unwrap();
    let (app, session) = (app(&office, false), office.session(person).await);
    let send = async || {
        let request = post(&format!("/account/recovery-codes?key={KEY}")).header("sec-fetch-site", "same-origin");
        ask(&app, request.header(header::COOKIE, cookie(&session)), "current=cztery-zielone-parasole").await
    };
    for (codes, said) in [(10, "Zobaczysz je tylko teraz."), (0, "Nie możemy pokazać ich drugi raz.")] {
        let (head, page) = send().await;
        assert_eq!(head.status, StatusCode::OK, "{page}");
        assert_eq!(page.matches("<code class=\"secret\">").count(), codes, "{page}");
        assert!(page.contains(said), "{said}: {page}");
    }
    let (_, page) = send().await;
    assert!(page.contains("href=\"#current\"") && page.contains("id=\"current\""), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letters_code_is_shown_once_and_the_form_sent_again_says_so() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    let address = format!("{}?key={KEY}", address("/guardians/{id}/letter", &world.things));
    for (codes, gone) in [(1, false), (0, true)] {
        let request = post(&address).header("sec-fetch-site", "same-origin");
        let (head, page) = ask(&app, request.header(header::COOKIE, cookie(&sessions["secretary"])), "").await;
        assert_eq!(head.status, StatusCode::OK, "{page}");
        assert_eq!(page.matches("name=\"code\"").count(), codes, "{page}");
        assert_eq!(page.contains("jego kodu nie możemy pokazać drugi raz"), gone, "{page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_heading_of_a_refusal_fits_its_sentence() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    let desk = world.office.desk(&world.schools[0], Role::Administrator).await;
    let staff = desk.staff_members().await.unwrap();
    let alone = staff.iter().find(|member| member.role == Role::Administrator).unwrap();
    let request = post(&format!("/staff/{}/revocation?key={KEY}", alone.id)).header("sec-fetch-site", "same-origin");
    let request = request.header(header::COOKIE, cookie(&sessions["administrator"]));
    let (head, page) = ask(&app, request, &format!("version={}", alone.version)).await;
    assert_eq!(head.status, StatusCode::CONFLICT, "{page}");
    assert!(page.contains("<h1>Szkoła nie może zostać bez administratora</h1>"), "{page}");
    assert!(page.contains("To jedyny administrator szkoły."), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_one_place_of_work_changes_nothing_at_another() {
    let world = world().await;
    let form = SchoolForm {
        kind: "technical".to_owned(),
        name: "Technikum nr 2".to_owned(),
        address: "ul. Szkolna 1, 00-001 Warszawa".to_owned(),
        head_given: "Ewa".to_owned(),
        head_surname: "Nowa".to_owned(),
        head_since: "2026-09-01".to_owned(),
        ..SchoolForm::default()
    };
    world.office.desk(&world.schools[0], Role::Administrator).await.found_school(&form).await.unwrap();
    let (app, session) = (app(&world.office, false), world.sessions().await["administrator"].clone());
    let mine = |request: request::Builder| {
        request.header(header::COOKIE, cookie(&session)).header("sec-fetch-site", "same-origin")
    };
    let (_, page) = ask(&app, mine(get("/classes")), "").await;
    assert!(page.contains("href=\"/places\""), "{page}");
    let add = page.split('"').find(|text| text.starts_with("/classes?key=")).unwrap();
    let visitor = world.office.visit(&session).await.unwrap().unwrap();
    for (place, status) in [(1, StatusCode::CONFLICT), (0, StatusCode::SEE_OTHER)] {
        world.office.choose_place(&visitor, &session, visitor.places[place].id).await.unwrap();
        let (head, _) = ask(&app, mine(post(add)), "name=7C").await;
        assert_eq!(head.status, status, "place {place}");
    }
}
