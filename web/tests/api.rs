//! What a program does through the API, verb after verb: a family's photo from the file to the school, and a PESEL that
//! stands in one answer and nowhere else. Who may do what is the permissions' test.

#![expect(clippy::unwrap_used, reason = "a test's own world: a failure is a panic")]

mod world;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header, response},
};
use office::{testing::TestOffice, token::MakeToken};
use school::{person::Role, photo::DECLARATION_VERSION};
use serde_json::{Value, json};
use tower::ServiceExt;
use world::{World, address, app, world};

const JSON: &str = "application/json";

/// Somebody who asks: with a header that says who they are.
struct Asker<'a> {
    app: &'a Router,
    header: (&'static str, String),
}

impl Asker<'_> {
    /// A request under this key, with the answer's head and bytes.
    async fn ask(&self, asked: &str, key: u8, kind: &str, body: impl Into<Body>) -> (response::Parts, Vec<u8>) {
        let (verb, path) = asked.split_once(' ').unwrap();
        let request = Request::builder().method(verb).uri(format!("/api{path}"));
        let request = request.header(header::HOST, "legitka.test").header("sec-fetch-site", "same-origin");
        let request = request.header(self.header.0, &self.header.1).header(header::CONTENT_TYPE, kind);
        let request = request.header("idempotency-key", format!("3f0c8a52-6f0e-4f4f-9d55-1f2d3c4b5a{key:02x}"));
        let (head, body) = self.app.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap().into_parts();
        (head, to_bytes(body, usize::MAX).await.unwrap().to_vec())
    }

    /// The same with JSON, both ways.
    async fn json(&self, asked: &str, key: u8, body: &Value) -> (StatusCode, Value) {
        let (head, body) = self.ask(asked, key, JSON, body.to_string()).await;
        (head.status, serde_json::from_slice(&body).unwrap())
    }
}

/// The parent, with their session.
async fn parent<'a>(world: &World, app: &'a Router) -> Asker<'a> {
    let session = world.sessions().await["parent"].clone();
    Asker { app, header: ("cookie", format!("__Host-sid={session}")) }
}

/// A program with a token of this role that may change things.
async fn program<'a>(world: &World, app: &'a Router, role: &str) -> Asker<'a> {
    let [name, role, scope, days] = ["dziennik", role, "change", "9"].map(str::to_owned);
    let form = MakeToken { name, role, scope, days };
    let made = world.office.desk(&world.schools[0], Role::Administrator).await.make_token(&form).await.unwrap();
    Asker { app, header: ("authorization", format!("Bearer {}", made.secret)) }
}

/// A file as large as a photo of a phone. The workshop of this test takes any.
fn picture() -> Vec<u8> {
    vec![7; 3 << 20]
}

fn form(declaration: &str, file: &[u8]) -> Vec<u8> {
    let declaration = format!("--x\r\nContent-Disposition: form-data; name=\"declaration\"\r\n\r\n{declaration}\r\n");
    let file_head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n";
    [declaration.as_bytes(), file_head.as_bytes(), file, b"\r\n--x--\r\n"].concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_family_sends_a_photo_and_takes_it_back() {
    let world = world().await;
    let app = app(&world.office, false);
    let home = parent(&world, &app).await;
    let pupil = world.things.pupil;
    let upload = format!("POST /pupils/{pupil}/photo?declaration={DECLARATION_VERSION}");
    let (head, made) = home.ask(&upload, 1, "image/jpeg", picture()).await;
    assert_eq!(head.status, StatusCode::CREATED, "{}", String::from_utf8_lossy(&made));
    let (_, again) = home.ask(&upload, 1, "image/jpeg", picture()).await;
    assert_eq!(again, made, "the same request made another draft");
    let made: Value = serde_json::from_slice(&made).unwrap();
    let id = made["id"].as_str().unwrap();

    let (status, draft) = home.json(&format!("GET /photos/{id}/crop"), 2, &Value::Null).await;
    assert_eq!((status, &draft["cropped"]), (StatusCode::OK, &json!(false)), "{draft}");
    let early = json!({ "version": draft["version"] });
    let (status, problem) = home.json(&format!("PUT /photos/{id}/submission"), 3, &early).await;
    assert_eq!((status, &problem["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("crop")));
    let cut = json!({ "version": draft["version"], "crop": draft["crop"] });
    let (status, said) = home.json(&format!("PUT /photos/{id}/crop"), 4, &cut).await;
    assert_eq!((status, &said["id"]), (StatusCode::OK, &json!(id)), "{said}");
    for (picture, kind) in
        [("portrait.jpg", "image/jpeg"), ("source.jpg", "image/jpeg"), ("preview.svg", "image/svg+xml")]
    {
        let (head, bytes) = home.ask(&format!("GET /photos/{id}/{picture}"), 5, JSON, "").await;
        assert_eq!((head.status, head.headers["content-type"].to_str().unwrap()), (StatusCode::OK, kind));
        assert!(!bytes.is_empty(), "{picture}");
    }
    let (_, draft) = home.json(&format!("GET /photos/{id}/crop"), 6, &Value::Null).await;
    let ready = json!({ "version": draft["version"] });
    let (status, said) = home.json(&format!("PUT /photos/{id}/submission"), 7, &ready).await;
    assert_eq!(status, StatusCode::OK, "{said}");

    let (_, stands) = home.json(&format!("GET /pupils/{pupil}/photo"), 8, &Value::Null).await;
    assert_eq!((&stands["waiting"]["id"], &stands["child"]["shown"]), (&json!(id), &json!("waiting")), "{stands}");
    let back = json!({ "version": stands["waiting"]["version"] });
    let (status, said) = home.json(&format!("PUT /photos/{id}/withdrawal"), 9, &back).await;
    assert_eq!((status, &said["id"]), (StatusCode::OK, &json!(pupil.to_string())), "{said}");
    let (_, stands) = home.json(&format!("GET /pupils/{pupil}/photo"), 10, &Value::Null).await;
    assert_eq!(stands["waiting"], Value::Null, "{stands}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_class_list_is_mended_taken_over_and_taken_back_by_a_program() {
    let world = world().await;
    let app = app(&world.office, false);
    let journal = program(&world, &app, "secretary").await;
    let [mend, new] = [60, 61].map(TestOffice::pesel);
    let list = format!("Nazwisko;Imię;Klasa;PESEL;Ulica\nĆwik;Jan;;{mend};Leśna 1\nŻak;Żaneta;1a;{new};Leśna 2\n");
    drop(world.office.table(list.as_bytes())); // for the child to know it
    let (head, made) = journal.ask("POST /class-lists", 1, "text/csv", list.clone()).await;
    assert_eq!(head.status, StatusCode::CREATED, "{}", String::from_utf8_lossy(&made));
    let (_, again) = journal.ask("POST /class-lists", 1, "text/csv", list).await;
    assert_eq!(again, made, "the same request made another draft");
    let made: Value = serde_json::from_slice(&made).unwrap();
    let address = format!("/class-lists/{}", made["id"].as_str().unwrap());

    let (_, found) = journal.json(&format!("GET {address}/columns"), 2, &Value::Null).await;
    let fields: Vec<_> = found["columns"].as_array().unwrap().iter().map(|column| column["field"].clone()).collect();
    assert_eq!(json!(fields), json!(["surname", "given", "class", "pesel", "address"]), "{found}");
    let chosen = json!({ "version": found["version"], "columns": fields });
    let (status, said) = journal.json(&format!("PUT {address}/columns"), 3, &chosen).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let (_, trial) = journal.json(&format!("GET {address}/trial"), 4, &Value::Null).await;
    assert_eq!((&trial["wrong"], &trial["new"]), (&json!(1), &json!(1)), "{trial}");
    let wrong = json!([{ "field": "class", "problem": "missing" }]);
    assert_eq!((&trial["rows"][0]["row"], &trial["rows"][0]["problems"]), (&json!(2), &wrong), "{trial}");
    assert!(!trial.to_string().contains(&mend), "a PESEL went out");

    let cells = json!([{ "row": 2, "field": "class", "text": "1a" }]);
    let mended = json!({ "version": trial["version"], "cells": cells });
    let (status, said) = journal.json(&format!("PUT {address}/cells"), 5, &mended).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let seen = json!({ "version": trial["version"], "seen": trial["seen"] });
    let (status, _) = journal.json(&format!("PUT {address}/application"), 6, &seen).await;
    assert_eq!(status, StatusCode::CONFLICT, "what was seen is not what is there");
    let (_, trial) = journal.json(&format!("GET {address}/trial"), 7, &Value::Null).await;
    let seen = json!({ "version": trial["version"], "seen": trial["seen"] });
    let (status, said) = journal.json(&format!("PUT {address}/application"), 8, &seen).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let (_, done) = journal.json(&format!("GET {address}"), 9, &Value::Null).await;
    assert_eq!((&done["state"], &done["added"]), (&json!("applied"), &json!(2)), "{done}");
    let (status, said) = journal.json(&format!("POST {address}/undo"), 10, &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let (_, done) = journal.json(&format!("GET {address}"), 11, &Value::Null).await;
    assert_eq!(done["state"], json!("undone"), "{done}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_comes_alone_or_in_a_form_and_never_without_the_declaration() {
    let world = world().await;
    let app = app(&world.office, false);
    let home = parent(&world, &app).await;
    let plain = format!("POST /pupils/{}/photo", world.things.pupil);
    let declared = format!("{plain}?declaration={DECLARATION_VERSION}");
    let in_a_form = "multipart/form-data; boundary=x";
    let most = 25 << 20;
    for (key, (asked, kind, body, status, said)) in (0..).zip([
        (&plain, in_a_form, form(DECLARATION_VERSION, b"any picture"), StatusCode::CREATED, "\"id\""),
        (&plain, in_a_form, form("0", b"any picture"), StatusCode::UNPROCESSABLE_ENTITY, "\"declaration\""),
        (&plain, "image/png", picture(), StatusCode::UNPROCESSABLE_ENTITY, "\"declaration\""),
        (&declared, "image/png", Vec::new(), StatusCode::UNPROCESSABLE_ENTITY, "/problems/photo"),
        (&declared, "image/png", vec![7; most + 1], StatusCode::UNPROCESSABLE_ENTITY, "/problems/photo"),
        (&declared, "image/png", vec![7; most], StatusCode::CREATED, "\"id\""),
        (&declared, JSON, b"{}".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "/problems/media-type"),
    ]) {
        let (head, answer) = home.ask(asked, key, kind, body).await;
        let answer = String::from_utf8_lossy(&answer);
        assert_eq!(head.status, status, "case {key}: {answer}");
        assert!(answer.contains(said), "case {key}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_where_a_photo_comes_may_a_request_be_as_large_as_one() {
    let world = world().await;
    let app = app(&world.office, false);
    let home = parent(&world, &app).await;
    let verbs =
        ["PUT /photos/{id}/submission", "PUT /messages/{id}/reading", "PUT /pupils/{id}/photo", "POST /classes"];
    for asked in verbs.map(|asked| address(asked, &world.things)) {
        for kind in [JSON, "image/jpeg"] {
            let (head, _) = home.ask(&asked, 1, kind, picture()).await;
            assert_eq!(head.status, StatusCode::PAYLOAD_TOO_LARGE, "{asked} of {kind}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_is_not_understood_is_named_and_what_is_no_id_is_not_there() {
    let world = world().await;
    let app = app(&world.office, false);
    let (secretary, administrator) =
        (program(&world, &app, "secretary").await, program(&world, &app, "administrator").await);
    for (asker, asked, field) in [
        (&secretary, "GET /pupils?q=zolc", "q"),
        (&secretary, "GET /pupils?class=zz", "class"),
        (&secretary, "GET /pupils?search=%2C", "search"),
        (&secretary, "GET /photos?colour=1", "colour"),
        (&secretary, "GET /classes?x=1", "x"),
        (&secretary, "GET /register?year=2031", "year"),
        (&administrator, "GET /audit-log?before=abc", "before"),
    ] {
        let (status, problem) = asker.json(asked, 1, &Value::Null).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{asked}: {problem}");
        assert_eq!(problem["errors"][0]["field"], field, "{asked}: {problem}");
    }
    for asked in ["GET /pupils/zzz", "GET /photos/x/review.jpg", "PUT /guardians/1/revocation"] {
        let (status, problem) = secretary.json(asked, 2, &json!({ "version": 0 })).await;
        assert_eq!((status, &problem["type"]), (StatusCode::NOT_FOUND, &json!("/problems/not-found")), "{asked}");
    }
    for days in [json!(0), json!(-1), json!(367), json!(9_999_999_999_u64), json!(1.5)] {
        let token = json!({ "name": "druk", "role": "secretary", "scope": "read", "days": days });
        let (status, problem) = administrator.json("POST /api-tokens", 3, &token).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{days}: {problem}");
        let (field, detail) = (&problem["errors"][0]["field"], problem["errors"][0]["detail"].as_str().unwrap());
        assert!(field == "days" && detail.contains("od 1 do 366"), "{days}: {problem}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pesel_is_in_the_answer_to_whoever_asks_for_it_and_the_look_is_recorded() {
    let world = world().await;
    let app = app(&world.office, false);
    let secretary = program(&world, &app, "secretary").await;
    let (pupil, pesel) = (world.things.pupil, TestOffice::pesel(1));
    let looks = async || {
        let log = world.office.desk(&world.schools[0], Role::Head).await.audit_log(None).await.unwrap();
        log.iter().filter(|row| row.verb == "identity.seen" && row.subject == pupil).count()
    };
    assert_eq!(looks().await, 0);
    for asked in [format!("GET /pupils/{pupil}"), "GET /pupils".to_owned(), format!("GET /pupils/{pupil}/guardians")] {
        let (head, answer) = secretary.ask(&asked, 1, JSON, "").await;
        assert_eq!(head.status, StatusCode::OK, "{asked}");
        assert!(!String::from_utf8_lossy(&answer).contains(&pesel), "{asked} shows a whole PESEL");
    }
    let reveal = format!("POST /pupils/{pupil}/identity");
    let (head, answer) = secretary.ask(&reveal, 2, JSON, "").await;
    assert_eq!(head.status, StatusCode::OK);
    assert_eq!(head.headers["cache-control"], "no-store");
    assert_eq!(serde_json::from_slice::<Value>(&answer).unwrap(), json!({ "identity": pesel }));
    assert!(head.headers.values().all(|value| !String::from_utf8_lossy(value.as_bytes()).contains(&pesel)));
    assert_eq!(looks().await, 1);
    let administrator = program(&world, &app, "administrator").await;
    let (head, answer) = administrator.ask(&reveal, 3, JSON, "").await;
    assert_eq!(head.status, StatusCode::FORBIDDEN);
    assert!(!String::from_utf8_lossy(&answer).contains(&pesel));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tokens_secret_is_shown_once_and_what_it_makes_goes_no_further() {
    let world = world().await;
    let app = app(&world.office, false);
    let administrator = program(&world, &app, "administrator").await;
    let new = |role: &str, days: u32| json!({ "name": "druk", "role": role, "scope": "change", "days": days });
    for (key, role, days, field) in [(1, "administrator", 9, "role"), (2, "secretary", 10, "days")] {
        let (status, problem) = administrator.json("POST /api-tokens", key, &new(role, days)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        assert_eq!(problem["errors"][0]["field"], field);
    }
    let (status, made) = administrator.json("POST /api-tokens", 3, &new("secretary", 9)).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let (status, again) = administrator.json("POST /api-tokens", 3, &new("secretary", 9)).await;
    assert_eq!((status, again.get("secret")), (StatusCode::CONFLICT, None), "{again}");
    let secret = made["secret"].as_str().unwrap();
    let secretary = Asker { app: &app, header: ("authorization", format!("Bearer {secret}")) };
    let (status, pupils) = secretary.json("GET /pupils", 4, &Value::Null).await;
    assert_eq!(status, StatusCode::OK, "{pupils}");
    let (_, tokens) = administrator.json("GET /api-tokens", 5, &Value::Null).await;
    assert!(!tokens.to_string().contains(secret), "the list shows a secret");
    let id = made["id"].as_str().unwrap();
    let (status, said) = administrator.json(&format!("PUT /api-tokens/{id}/revocation"), 6, &Value::Null).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let (status, _) = secretary.json("GET /pupils", 7, &Value::Null).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_document_of_one_pupil_is_refused_for_another() {
    let world = world().await;
    let app = app(&world.office, false);
    let secretary = program(&world, &app, "secretary").await;
    let pupil = |number: &str| {
        let class = world.schools[0].class.to_string();
        json!({ "class": class, "given": "Ala", "surname": "Druga", "born": "2018-02-03",
            "document_name": "Paszport", "document_number": number })
    };
    let (status, made) = secretary.json("POST /pupils", 1, &pupil("ab 123")).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let (status, problem) = secretary.json("POST /pupils", 2, &pupil("AB123")).await;
    let field = &problem["errors"][0]["field"];
    assert_eq!((status, field), (StatusCode::UNPROCESSABLE_ENTITY, &json!("document_number")), "{problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_learns_whom_a_run_left_out_and_a_repeated_request_says_the_same() {
    let world = world().await;
    let (app, school) = (app(&world.office, false), &world.schools[0]);
    let ready = world.office.pupil(school, 20).await;
    let parent = world.office.parent(school, ready, "gotowy@rodzina.test").await;
    let photo = world.office.sent_photo(parent, ready).await;
    let desk = world.office.desk(school, Role::Secretary).await;
    let version = desk.photo(photo).await.unwrap().version;
    desk.approve_photo(photo, version).await.unwrap();
    let secretary = program(&world, &app, "secretary").await;
    let waiting = world.things.pupil.to_string();
    let body = json!({ "pupils": [ready.to_string(), waiting], "issued_on": desk.today().to_string() });
    let (status, made) = secretary.json("POST /print-runs", 1, &body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert_eq!(made["left_out"], json!([{ "pupil": waiting, "why": "photo_waiting" }]), "{made}");
    assert_eq!(secretary.json("POST /print-runs", 1, &body).await, (StatusCode::CREATED, made));
}
