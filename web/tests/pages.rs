//! Every page as somebody it is meant for gets it: the `<main>` of each in a snapshot, to be read in review like code.
//! The clock stands still; what differs from run to run (ids, secrets, names of assets) has stable stand-ins.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test's own world: a failure is a panic, a key is any key"
)]

mod world;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use office::{
    class_list::{ApplyClassList, ChooseColumns},
    ledger::ReceiveBlanks,
    person::{NewPerson, app_code},
    testing::{PUBLIC_URL, TestOffice},
    token::MakeToken,
};
use school::{PupilId, language::Language, person::Role};
use tower::ServiceExt;
use uuid::Uuid;
use web::routes::{Door, Route, TABLE};
use world::{World, address, app, world};

/// Who is shown a page.
fn reader(route: &Route) -> &'static str {
    match (route.path, route.door) {
        ("/session/second-factor", _) => "owes a code",
        ("/session/enrolment", _) => "owes a second factor",
        ("/session/step-up", _) => "secretary",
        (_, Door::Operator) => "granted_operator",
        ("/my-class", _) => "form_teacher",
        ("/staff" | "/api-tokens" | "/audit-log", _) => "administrator",
        ("/account/data", _) => "parent",
        (path, _) if path.starts_with("/school-letter") => "nobody",
        (path, _) if path.starts_with("/school") => "administrator",
        (_, Door::Member | Door::Staff) => "secretary",
        (_, Door::Family) => "parent",
        (_, Door::Open | Door::Token) => "nobody",
    }
}

/// Pictures, PDFs and the manifest are no pages, and `/` only leads on.
fn is_page(route: &Route) -> bool {
    route.method == "get" && route.path != "/" && !route.path.contains('.')
}

/// What an address needs besides.
fn query(path: &str) -> &'static str {
    if path == "/pupils/{id}/photo/new" { "?declared=1" } else { "" }
}

async fn get(app: &Router, address: &str, session: Option<&str>) -> (StatusCode, String) {
    let mut request = Request::get(address).header("host", "legitka.test").header("accept-language", "pl");
    if let Some(session) = session {
        request = request.header(header::COOKIE, format!("__Host-sid={session}"));
    }
    answer(app, request.body(Body::empty()).unwrap()).await
}

async fn answer(app: &Router, request: Request<Body>) -> (StatusCode, String) {
    let answer = app.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.into()).unwrap())
}

/// Sessions of two members of staff who have given no second factor yet: one has one, one has to set it up.
async fn half_way(world: &World) -> [(&'static str, String); 2] {
    let factor = Some("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned());
    let code = signed_in(world, "kod@szkola.test", factor).await;
    [("owes a code", code), ("owes a second factor", signed_in(world, "nowa@szkola.test", None).await)]
}

async fn signed_in(world: &World, email: &str, totp: Option<String>) -> String {
    let person = NewPerson {
        given: "Nina".to_owned(),
        surname: "Nowicka".to_owned(),
        email: email.to_owned(),
        password: "cztery-zielone-parasole".to_owned(),
        role: Role::Secretary.code().to_owned(),
        totp,
        language: None,
    };
    world.office.create_person(world.schools[0].id, &person).await.unwrap();
    world.office.sign_in(email, &person.password, "", "").await.unwrap().session
}

/// Shown where they say something: before there is a school. Letters of one moment have no order of their own.
const BEFORE_THE_SCHOOL: [&str; 2] = ["/setup/{token}", "/mailbox"];

#[tokio::test(flavor = "multi_thread")]
async fn every_page_reads_as_its_snapshot() {
    let world = world().await;
    let mut sessions = world.sessions().await;
    sessions.extend(half_way(&world).await);
    let [asks, looks, _] = world.operators;
    world.office.asked_access(asks, &world.schools[0]).await;
    world.office.granted_access(looks, &world.schools[0]).await;
    let app = app(&world.office, true);
    for route in TABLE.iter().filter(|route| is_page(route) && !BEFORE_THE_SCHOOL.contains(&route.path)) {
        let (path, reader) = (route.path, reader(route));
        let address = format!("{}{}", address(path, &world.things), query(path));
        let (status, html) = get(&app, &address, sessions.get(reader).map(String::as_str)).await;
        assert_eq!(status, StatusCode::OK, "{path} as {reader}");
        insta::assert_snapshot!(name(path), main_of(&html));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_and_a_long_class_list_read_as_their_snapshots() {
    let world = world().await;
    let (office, app, sessions) = (&world.office, app(&world.office, true), world.sessions().await);
    let session = sessions.get("secretary").map(String::as_str);
    let secretary = office.desk(&world.schools[0], Role::Secretary).await;
    let workbook = secretary.upload_class_list(office.table(&TestOffice::workbook())).await.unwrap();
    let (status, html) = get(&app, &format!("/class-lists/{workbook}/columns"), session).await;
    assert_eq!(status, StatusCode::OK);
    insta::assert_snapshot!("class-lists-id-columns-sheets", main_of(&html));

    let row = |n: u32| format!("Nowak;Zofia;2b;{}\n", TestOffice::pesel(n));
    let list = format!("Nazwisko;Imię;Klasa;PESEL\n{}", (100..401).map(row).collect::<String>());
    let id = secretary.upload_class_list(office.table(list.as_bytes())).await.unwrap();
    let columns = ["surname", "given", "class", "pesel"].map(str::to_owned).to_vec();
    let form = ChooseColumns { version: 0, columns, ..ChooseColumns::default() };
    secretary.choose_class_list_columns(id, &form).await.unwrap();
    let trial = secretary.try_class_list(id).await.unwrap();
    let form = ApplyClassList { version: trial.version, seen: trial.seen, invite: false };
    secretary.apply_class_list(id, &form).await.unwrap();
    let (status, html) = get(&app, &format!("/class-lists/{id}"), session).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("http-equiv=\"refresh\""), "without JavaScript nothing goes on");
    insta::assert_snapshot!("class-lists-id-applying", main_of(&html));
    office.run_due_jobs().await.unwrap();
    let (_, html) = get(&app, &format!("/class-lists/{id}"), session).await;
    assert!(html.contains("Lista zastosowana") && !html.contains("page-watch"), "{html}");
}

#[tokio::test]
async fn the_first_pages_of_an_installation_read_as_their_snapshots() {
    let office = TestOffice::sqlite().await;
    let app = app(&office, true);
    let link = office.set_up_link().await.unwrap().unwrap();
    for (path, address) in BEFORE_THE_SCHOOL.iter().zip([link.trim_start_matches(PUBLIC_URL), "/mailbox"]) {
        let (status, html) = get(&app, address, None).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        insta::assert_snapshot!(name(path), main_of(&html));
    }
}

/// What programs look for in a declaration of accessibility, each once.
const DECLARED: [&str; 14] = [
    "a11y-wstep",
    "a11y-podmiot",
    "a11y-url",
    "a11y-data-publikacja",
    "a11y-data-aktualizacja",
    "a11y-status",
    "a11y-data-sporzadzenie",
    "a11y-data-przeglad",
    "a11y-kontakt",
    "a11y-osoba",
    "a11y-email",
    "a11y-telefon",
    "a11y-procedura",
    "a11y-architektura",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_declaration_of_accessibility_has_every_id_once_and_what_the_school_says() {
    let world = world().await;
    let app = app(&world.office, false);
    let administrator = world.office.desk(&world.schools[0], Role::Administrator).await;
    let version = administrator.school_texts().await.unwrap().version;
    let said = [("access_email", "dostepnosc@sp1.test"), ("building_uk", "Є ліфт"), ("data_officer", "iod@sp1.test")];
    let said = said.map(|(field, text)| (field.to_owned(), text.to_owned()));
    administrator.change_texts(&said, version).await.unwrap();
    let school = world.schools[0].id.0;
    let (status, html) = get(&app, &format!("/accessibility?school={school}"), None).await;
    assert_eq!(status, StatusCode::OK);
    for id in DECLARED {
        assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id}: {html}");
    }
    for part in ["SP 1", "dostepnosc@sp1.test", "<span lang=\"uk\">Є ліфт</span>", "datetime=\"2026-11-21\""] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let (_, notice) = get(&app, &format!("/privacy?school={school}"), None).await;
    assert!(notice.contains("iod@sp1.test") && notice.contains("href=\"/accessibility\""), "{notice}");
    let (status, _) = get(&app, &format!("/privacy?school={}", Uuid::nil()), None).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_speaks_the_language_of_its_reader() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    for language in [Language::Uk, Language::En] {
        world.office.set_language(world.schools[0].secretary, language).await.unwrap();
        let (_, html) = get(&app, "/desk", sessions.get("secretary").map(String::as_str)).await;
        assert!(html.contains(&format!("<html lang=\"{language}\">")), "{html}");
        insta::assert_snapshot!(format!("desk-{language}"), main_of(&html));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_refused_keeps_their_navigation_and_language() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    world.office.set_language(world.schools[0].administrator, Language::Uk).await.unwrap();
    let sheet = address("/print-runs/{id}/sheet.pdf", &world.things);
    let other_child = format!("/pupils/{}/photo", Uuid::nil());
    for (reader, address, status, kept) in [
        ("administrator", "/photos", StatusCode::FORBIDDEN, vec!["<html lang=\"uk\">", "href=\"/staff\""]),
        ("secretary", sheet.as_str(), StatusCode::CONFLICT, vec!["<html lang=\"pl\">", "href=\"/register\"", "SP 1"]),
        ("secretary", "/nowhere", StatusCode::NOT_FOUND, vec!["href=\"/register\""]),
        ("parent", other_child.as_str(), StatusCode::NOT_FOUND, vec!["href=\"/messages\""]),
        ("nobody", "/nowhere", StatusCode::NOT_FOUND, vec!["<html lang=\"pl\">"]),
    ] {
        let (answered, html) = get(&app, address, sessions.get(reader).map(String::as_str)).await;
        assert_eq!(answered, status, "{address} as {reader}");
        let nav = html.contains("<nav");
        assert_eq!(nav, reader != "nobody", "{address} as {reader}");
        for part in kept {
            assert!(html.contains(part), "{part} on {address} as {reader}: {html}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_after_the_session_ended_leads_back_to_its_form() {
    let world = world().await;
    let session = world.sessions().await["parent"].clone();
    let app = app(&world.office, false);
    let form = address("/pupils/{id}/photo/new?declared=1", &world.things);
    let (_, html) = get(&app, &form, Some(&session)).await;
    assert!(html.contains(&format!("action=\"{form}&amp;key=")), "the form forgets the declaration: {html}");
    // not every browser says where a form stood
    for referer in [format!("{PUBLIC_URL}{form}"), String::new()] {
        let upload = Request::post(format!("{form}&key={}", Uuid::new_v4()))
            .header("host", "legitka.test")
            .header("accept-language", "pl")
            .header("sec-fetch-site", "same-origin")
            .header("referer", &referer)
            .header("content-type", "multipart/form-data; boundary=x")
            .body(Body::from(vec![b'x'; 1 << 20]))
            .unwrap();
        let (status, html) = answer(&app, upload).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        assert!(html.contains("Plik trzeba wybrać jeszcze raz."), "{html}");
        assert!(html.contains(&format!("name=\"to\" value=\"{form}\"")), "came from {referer:?}: {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_that_the_words_invite_can_be_chosen() {
    let world = world().await;
    let session = world.sessions().await["parent"].clone();
    let form = address("/pupils/{id}/photo/new?declared=1", &world.things);
    let (_, html) = get(&app(&world.office, false), &form, Some(&session)).await;
    assert!(html.contains("JPG, PNG, WebP lub HEIC"), "{html}");
    let field = html.split("id=\"file\"").nth(1).unwrap().split('>').next().unwrap();
    for kind in ["image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", ".heic", ".heif"] {
        assert!(field.contains(kind), "{kind}: {field}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_whose_day_was_emptied_is_not_one_of_today() {
    let world = world().await;
    let session = world.sessions().await["secretary"].clone();
    let app = app(&world.office, false);
    let desk = world.office.desk(&world.schools[0], Role::Secretary).await;
    let card = desk.card(world.things.card.into()).await.unwrap();
    let (version, receipt) = (card.version.to_string(), format!("/cards/{}/receipt", card.id));
    let (run, today) = (address("/print-runs/{id}", &world.things), desk.today().to_string());
    let receive = async |on: &str, back: &str| {
        let fields = [("version", version.as_str()), ("receiver", "pupil"), ("on", on), ("back", back)];
        post(&app, &receipt, Some(&session), &fields).await
    };
    for back in ["", run.as_str()] {
        let (status, html) = receive(" ", back).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
        assert!(html.contains("Data odbioru: wypełnij to pole."), "{html}");
    }
    assert_eq!(desk.card(world.things.card.into()).await.unwrap().state, "printed");
    let (status, html) = receive(&today, "").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_of_before_is_saved_with_the_next_press() {
    let world = world().await;
    let session = world.sessions().await["parent"].clone();
    let app = app(&world.office, false);
    let crop = address("/photos/{id}/crop", &world.things);
    let (status, html) = post(&app, &crop, Some(&session), &[("version", "999")]).await;
    assert_eq!(status, StatusCode::CONFLICT, "{html}");
    let seen = version_of(&html);
    let (status, html) = post(&app, &crop, Some(&session), &[("version", seen.as_str())]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_was_tampered_with_is_refused_with_a_way_back_to_its_page() {
    let world = world().await;
    let session = world.sessions().await["secretary"].clone();
    let app = app(&world.office, false);
    let run = address("/print-runs/{id}", &world.things);
    let confirmation = format!("{run}/confirmation");
    for form in [[("version", "1"), ("spoiled", "x")], [("version", "x"), ("spoiled", "")]] {
        let (status, html) = post(&app, &confirmation, Some(&session), &form).await;
        assert!(status.is_client_error(), "{form:?}: {status}");
        assert!(html.contains(&format!("class=\"button\" href=\"{run}\"")), "{form:?}: {html}");
    }
}

/// A form that somebody sends.
async fn post(app: &Router, address: &str, session: Option<&str>, form: &[(&str, &str)]) -> (StatusCode, String) {
    let mut request = Request::post(format!("{address}?key={}", Uuid::new_v4()))
        .header("host", "legitka.test")
        .header("accept-language", "pl")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded");
    if let Some(session) = session {
        request = request.header(header::COOKIE, format!("__Host-sid={session}"));
    }
    answer(app, request.body(Body::from(serde_urlencoded::to_string(form).unwrap())).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_up_answers_everybody_alike_and_the_code_opens_the_account() {
    let world = world().await;
    let app = app(&world.office, false);
    let password = "tratwa-lampa-czereśnia";
    let form = |email: &'static str| {
        let (box_ticked, again) = (("of_age", "1"), ("password_again", password));
        [("given", "Nowa"), ("surname", "Osobna"), ("email", email), box_ticked, ("password", password), again]
    };
    let ticket =
        |html: &str| html.split("name=\"ticket\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut answers = Vec::new();
    for email in ["zupelnie.nowa@rodzina.test", "rodzic@rodzina.test"] {
        let (status, html) = post(&app, "/sign-up", None, &form(email)).await;
        answers.push((status, main_of(&html).replace(&ticket(&html), "TICKET").replace(email, "ADDRESS")));
    }
    assert_eq!(answers[0].0, StatusCode::OK, "{}", answers[0].1);
    assert_eq!(answers[0], answers[1], "the page says whose an address is");

    // Without the box and a password: two sentences, the rest comes back, and no password does.
    let (status, html) = post(&app, "/sign-up", None, &form("zupelnie.nowa@rodzina.test")[..3]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    for part in ["href=\"#of_age\"", "href=\"#password\"", "value=\"Osobna\""] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let [ticket, link, code] = &world.things.sign_up;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let (status, html) = post(&app, "/sign-up/code", None, &[("ticket", ticket.as_str()), ("code", wrong)]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    assert!(html.contains("id=\"code-error\"") && html.contains(ticket.as_str()), "{html}");
    let elsewhere = post(&app, "/sign-up/code", None, &[("ticket", "another-browser"), ("code", code.as_str())]).await;
    assert_eq!(elsewhere.0, StatusCode::CONFLICT, "{}", elsewhere.1);
    let (status, html) =
        post(&app, "/sign-up/code", None, &[("ticket", ticket.as_str()), ("code", code.as_str())]).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert!(html.contains("Konto działa"), "{html}");
    let (status, html) = get(&app, &format!("/sign-up/links/{link}"), None).await;
    assert_eq!(status, StatusCode::CONFLICT, "{html}");
    assert!(html.contains("Konto jest już potwierdzone"), "{html}");
    let session = world.office.sign_in("wlasne@rodzina.test", password, "", "").await.unwrap().session;
    let (status, html) = get(&app, "/account", Some(&session)).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert!(html.contains("Ucznia łączy z kontem szkoła."), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_of_the_school_says_whom_it_is_about_before_anybody_is_linked() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    let [login, one_time, code] = &world.things.school_access;
    let wrong = [("login", login.as_str()), ("one_time", "ABCDE-FGHJK")];
    let (status, html) = post(&app, "/school-letter", None, &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    assert!(html.contains("id=\"one_time-error\"") && html.contains(login.as_str()), "{html}");
    assert!(!html.contains("Nadia"), "{html}");
    let right = [("login", login.as_str()), ("one_time", one_time.as_str())];
    let (status, html) = post(&app, "/school-letter", None, &right).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    for part in ["Nadia O., klasa 1A", "SP 1", "To moje dziecko", "Zaloguj się i połącz", login.as_str()] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("Obca"), "no more than is needed to know the child: {html}");

    // Who has an account signs in, and the letter waits meanwhile.
    let (status, html) = post(&app, "/school-letter/link", None, &[("code", code.as_str())]).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "{html}");
    assert!(html.contains("name=\"kept\"") && html.contains(&format!("code={code}")), "{html}");

    // An account that is none of a family's hears why; the letter works still.
    let operator = sessions.get("operator").map(String::as_str);
    let (status, html) = post(&app, "/school-letter/link", operator, &[("code", code.as_str())]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    assert!(html.contains("To konto operatora") && html.contains("Nadia O."), "{html}");

    let parent = sessions.get("parent").map(String::as_str);
    let (status, html) = post(&app, "/school-letter/link", parent, &[("code", code.as_str())]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    let (_, html) = get(&app, "/home?linked", parent).await;
    assert!(html.contains("Konto jest połączone z uczniem.") && html.contains("Nadia Obca"), "{html}");
    let (status, html) = get(&app, &format!("/school-letter/{code}"), parent).await;
    assert_eq!(status, StatusCode::CONFLICT, "{html}");
    assert!(html.contains("List wykorzystano"), "{html}");

    // Unlinked, the child is gone from the account.
    let unlink = format!("/pupils/{}/unlinking", world.things.foreigner);
    assert_eq!(post(&app, &unlink, parent, &[]).await.0, StatusCode::SEE_OTHER);
    let (_, html) = get(&app, "/account?unlinked", parent).await;
    assert!(html.contains("Powiązanie usunięte.") && !html.contains("Nadia"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_no_account_makes_one_with_the_letter_and_may_close_it() {
    let world = world().await;
    let app = app(&world.office, false);
    let [login, _, code] = &world.things.school_access;
    let password = "tratwa-lampa-czereśnia";
    let form = |given: &'static str| {
        let named = [("code", code.as_str()), ("given", given), ("surname", "Nowa")];
        [&named[..], &[("password", password), ("password_again", password)]].concat()
    };
    let (status, html) = post(&app, "/school-letter/account", None, &form("")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    assert!(html.contains("href=\"#given\"") && html.contains("value=\"Nowa\""), "{html}");
    assert_eq!(post(&app, "/school-letter/account", None, &form("Anna")).await.0, StatusCode::SEE_OTHER);
    let session = world.office.sign_in(login, password, "", "").await.unwrap().session;
    let session = Some(session.as_str());
    let (_, html) = get(&app, "/home", session).await;
    assert!(html.contains("Nadia Obca"), "{html}");

    let wrong = [("closing_proof", "nie-to-haslo")];
    let (status, html) = post(&app, "/account/closing", session, &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    assert!(html.contains("id=\"closing_proof-error\""), "{html}");
    assert_eq!(post(&app, "/account/closing", session, &[("closing_proof", password)]).await.0, StatusCode::SEE_OTHER);
    let (_, html) = get(&app, "/account/data", session).await;
    assert!(html.contains("Konto będzie usunięte") && !html.contains("action=\"/account/closing?"), "{html}");
    assert_eq!(post(&app, "/account/closing/end", session, &[]).await.0, StatusCode::SEE_OTHER);
    let (_, html) = get(&app, "/account/data?kept", session).await;
    assert!(html.contains("Konto zostaje.") && html.contains("action=\"/account/closing?"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_of_a_class_want_to_know_for_whom_they_are() {
    let world = world().await;
    let session = world.sessions().await["secretary"].clone();
    let app = app(&world.office, false);
    for path in ["/classes/{id}/letters", "/pupils/{id}/letters"] {
        let (status, html) = post(&app, &address(path, &world.things), Some(&session), &[]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
        assert!(html.contains("href=\"#for_pupils\"") && !html.contains(" checked"), "{html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_a_new_password_says_why_it_works_no_more() {
    let world = world().await;
    let app = app(&world.office, false);
    let address = format!("/password-resets/{}", world.things.reset);
    let asked = async |email: &'static str| {
        let (status, html) = post(&app, "/password-resets", None, &[("email", email)]).await;
        (status, main_of(&html).replace(email, "ADDRESS"))
    };
    let nobody = asked("nikt@rodzina.test").await;
    assert_eq!(nobody.0, StatusCode::OK, "{}", nobody.1);
    assert_eq!(nobody, asked("widzi@rodzina.test").await, "the page says whose an address is");

    let short = post(&app, &address, None, &[("password", "krótkie"), ("password_again", "krótkie")]).await;
    assert_eq!(short.0, StatusCode::UNPROCESSABLE_ENTITY, "{}", short.1);
    assert!(short.1.contains("id=\"password-error\""), "{}", short.1);
    let new = "tratwa-lampa-czereśnia";
    for (status, said) in
        [(StatusCode::OK, "Hasło zmienione"), (StatusCode::CONFLICT, "Hasło zmieniono tym odnośnikiem")]
    {
        let (answered, html) = post(&app, &address, None, &[("password", new), ("password_again", new)]).await;
        assert_eq!(answered, status, "{html}");
        assert!(html.contains(said), "{html}");
    }
    world.office.sign_in("rodzic@rodzina.test", new, "", "").await.unwrap();
    let unknown = get(&app, "/password-resets/never-was", None).await;
    assert_eq!(unknown.0, StatusCode::CONFLICT, "{}", unknown.1);
}

#[tokio::test]
async fn the_review_of_the_year_names_every_pupil_and_keeps_what_was_chosen() {
    let office = TestOffice::sqlite().await;
    let school = office.school("SP 1").await;
    let (goes, repeats) = (office.pupil(&school, 1).await, office.pupil(&school, 2).await);
    office.advance(366 * 24 * 3600);
    let session = office.session(school.secretary).await;
    let app = app(&office, false);
    let (status, html) = get(&app, "/school-year", Some(&session)).await;
    assert_eq!(status, StatusCode::OK);
    for pupil in [goes, repeats] {
        assert!(html.contains(&format!("name=\"fate-{pupil}\"")), "{html}");
    }
    let (becomes, fate) = (format!("becomes-{}", school.class), format!("fate-{repeats}"));
    let chosen = [(becomes.as_str(), ""), (fate.as_str(), "repeats")];
    let (status, html) = post(&app, "/school-year", Some(&session), &chosen).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    for part in ["<details open>", "<option value=\"repeats\" selected>", "href=\"#classes\""] {
        assert!(html.contains(part), "{part}: {html}");
    }
    // as if the class had come meanwhile: nobody has looked at it
    let (status, html) = post(&app, "/school-year", Some(&session), &[(fate.as_str(), "repeats")]).await;
    assert_eq!(status, StatusCode::CONFLICT, "{html}");
    let kept = "<option value=\"repeats\" selected>";
    assert!(html.contains(kept) && html.contains("role=\"alert\"") && html.contains(&becomes), "{html}");
    let chosen = [(becomes.as_str(), "2A"), (fate.as_str(), "repeats")];
    let (status, html) = post(&app, "/school-year", Some(&session), &chosen).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    let class = async |pupil| office.desk(&school, Role::Secretary).await.pupil(pupil).await.unwrap().class;
    assert_eq!((class(goes).await, class(repeats).await), ("2A".to_owned(), "1A".to_owned()));
}

#[tokio::test]
async fn a_saved_view_stands_above_the_list_of_whoever_saved_it() {
    let office = TestOffice::sqlite().await;
    let school = office.school("SP 1").await;
    office.pupil(&school, 1).await;
    let (secretary, head) = (office.session(school.secretary).await, office.session(school.head).await);
    let app = app(&office, false);
    let nameless = [("state", "no_photo"), ("q", "kow"), ("name", " ")];
    let (status, html) = post(&app, "/pupil-views", Some(&secretary), &nameless).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    assert!(html.contains("<input type=\"hidden\" name=\"q\" value=\"kow\">"), "what was shown stays: {html}");
    let named = [("state", "no_photo"), ("q", "kow"), ("name", "Bez zdjęcia na K")];
    assert_eq!(post(&app, "/pupil-views", Some(&secretary), &named).await.0, StatusCode::SEE_OTHER);
    let (_, html) = get(&app, "/pupils?state=no_photo&q=kow", Some(&secretary)).await;
    for part in ["aria-current=\"true\">Bez zdjęcia na K</a>", "Usuń widok „Bez zdjęcia na K”"] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("action=\"/pupil-views?"), "what is saved is not saved again: {html}");
    let (_, html) = get(&app, "/pupils", Some(&head)).await;
    assert!(!html.contains("Bez zdjęcia na K"), "{html}");
}

/// The parent in the other school, under another name.
const MISTYPED: [(&str, &str); 4] =
    [("given", "Jan"), ("surname", "Nowy"), ("email", "obcy@rodzina.test"), ("kind", "parent")];

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_to_the_address_of_another_name_is_confirmed_first_and_names_no_stranger() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    let family = address("/pupils/{id}/guardians", &world.things);
    for (reader, address, more) in
        [("secretary", family.as_str(), ("scope", "full")), ("administrator", "/staff", ("role", "secretary"))]
    {
        let session = sessions.get(reader).map(String::as_str);
        let form = [&MISTYPED[..], &[more]].concat();
        let (status, html) = post(&app, address, session, &form).await;
        assert_eq!(status, StatusCode::CONFLICT, "{address}");
        for part in [
            "Ten adres należy już do konta na inne imię i nazwisko.",
            "<title>Błąd",
            "<input type=\"hidden\" name=\"email\" value=\"obcy@rodzina.test\">",
            "<input type=\"hidden\" name=\"confirmed\" value=\"1\">",
        ] {
            assert!(html.contains(part), "{part} on {address}: {html}");
        }
        assert!(!html.contains("obcy@rodzina.test</"), "{address}: invited already");
        let main = main_of(&html);
        let question = main.split("role=\"alert\"").nth(1).unwrap().split("</form>").next().unwrap();
        assert!(!question.contains("Opiekuńcza"), "{address}: {question}");
        let (status, html) = post(&app, address, session, &[&form[..], &[("confirmed", "1")]].concat()).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{address}: {html}");
    }
    let (_, record) =
        get(&app, &address("/pupils/{id}", &world.things), sessions.get("secretary").map(String::as_str)).await;
    assert!(record.contains("Jan Nowy"), "{record}");
}

/// The version that the first form of a page carries.
fn version_of(html: &str) -> String {
    let after = html.split("name=\"version\" value=\"").nth(1).unwrap();
    after.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_slower_finds_what_they_typed_and_the_next_press_saves_it() {
    let world = world().await;
    let session = world.sessions().await["secretary"].clone();
    let app = app(&world.office, false);
    let form = address("/pupils/{id}/name", &world.things);
    let seen = version_of(&get(&app, &form, Some(&session)).await.1);
    let rename = async |version: &str, surname: &str| {
        let fields = [("version", version), ("given", "Zofia"), ("surname", surname), ("ground", "decision")];
        post(&app, &form, Some(&session), &fields).await
    };
    assert_eq!(rename(&seen, "Pierwsza").await.0, StatusCode::SEE_OTHER);
    let (status, html) = rename(&seen, "Druga").await;
    assert_eq!(status, StatusCode::CONFLICT, "{html}");
    for part in ["<title>Błąd", "Zofia Pierwsza", "value=\"Druga\"", "role=\"alert\""] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert_eq!(rename(&version_of(&html), "Druga").await.0, StatusCode::SEE_OTHER);
    let record = address("/pupils/{id}", &world.things);
    let (_, html) = get(&app, &format!("{record}?changed=nothing"), Some(&session)).await;
    assert!(html.contains("Nic się nie zmieniło"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn cells_that_were_mended_on_a_page_of_before_stay_as_they_were_typed() {
    let world = world().await;
    let (office, app, sessions) = (&world.office, app(&world.office, false), world.sessions().await);
    let session = sessions.get("secretary").map(String::as_str);
    let secretary = office.desk(&world.schools[0], Role::Secretary).await;
    let [first, second] = [60, 61].map(TestOffice::pesel);
    let list = format!("Nazwisko;Imię;Klasa;PESEL\nĆwik;Jan;;{first}\nŻak;Ewa;;{second}\n");
    let id = secretary.upload_class_list(office.table(list.as_bytes())).await.unwrap();
    let columns = ["surname", "given", "class", "pesel"].map(str::to_owned).to_vec();
    let form = ChooseColumns { version: 0, columns, ..ChooseColumns::default() };
    secretary.choose_class_list_columns(id, &form).await.unwrap();
    let (_, html) = get(&app, &format!("/class-lists/{id}"), session).await;
    let seen = version_of(&html);
    let mend = async |version: &str, cell: &str, text: &str| {
        post(&app, &format!("/class-lists/{id}/lines"), session, &[("version", version), (cell, text)]).await
    };
    assert_eq!(mend(&seen, "cell-2-class", "1a").await.0, StatusCode::SEE_OTHER);
    let (status, html) = mend(&seen, "cell-3-class", "2b").await;
    assert_eq!(status, StatusCode::CONFLICT, "{html}");
    assert!(html.contains("value=\"2b\"") && html.contains("role=\"alert\""), "{html}");
    assert_eq!(mend(&version_of(&html), "cell-3-class", "2b").await.0, StatusCode::SEE_OTHER);
    let (_, html) = get(&app, &format!("/class-lists/{id}"), session).await;
    assert!(!html.contains("cell-3-class"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pack_that_changed_meanwhile_keeps_what_was_ticked_and_one_without_a_tick_is_not_taken_over() {
    let world = world().await;
    let session = world.sessions().await["secretary"].clone();
    let app = app(&world.office, false);
    let pack = address("/photo-packs/{id}", &world.things);
    let (_, html) = get(&app, &pack, Some(&session)).await;
    let (seen, ticked) = (version_of(&html), "name=\"take\" value=\"0\" checked");
    assert!(html.contains("value=\"0\"") && !html.contains(ticked), "there is a photo already: {html}");
    let take = async |fields: &[(&str, &str)]| post(&app, &format!("{pack}/application"), Some(&session), fields).await;
    let (status, html) = take(&[("version", seen.as_str())]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    for part in ["href=\"#take\"", "id=\"take-error\"", "Zaznacz co najmniej jedno zdjęcie."] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let (status, html) = post(&app, &format!("{pack}/files/1"), Some(&session), &[("pupil", "")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    let (status, html) = take(&[("version", seen.as_str()), ("take", "0")]).await;
    assert_eq!(status, StatusCode::CONFLICT, "{html}");
    assert!(html.contains(ticked) && html.contains("role=\"alert\""), "{html}");
    let version = version_of(&html);
    let (status, html) = take(&[("version", version.as_str()), ("take", "0")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_needs_a_look_is_remarked_upon_at_the_record() {
    let world = world().await;
    let session = world.sessions().await["secretary"].clone();
    let app = app(&world.office, false);
    let form = address("/pupils/{id}/name", &world.things);
    let record = address("/pupils/{id}", &world.things);
    let long = "X".repeat(100);
    for (surname, remark) in [
        ("Wei 李", "brakuje znaku „李”"),
        ("Шевченко", "zapisane cyrylicą"),
        (long.as_str(), "nie mieszczą się na legitymacji"),
    ] {
        let seen = version_of(&get(&app, &form, Some(&session)).await.1);
        let fields = [("version", seen.as_str()), ("given", "Zofia"), ("surname", surname), ("ground", "decision")];
        assert_eq!(post(&app, &form, Some(&session), &fields).await.0, StatusCode::SEE_OTHER, "{surname}");
        let (_, html) = get(&app, &record, Some(&session)).await;
        assert!(html.contains(remark), "{surname}: {html}");
    }
}

/// Somebody at the second school who can be printed, and one blank there.
async fn to_print(world: &World) -> PupilId {
    let (office, school) = (&world.office, &world.schools[1]);
    let pupil = office.pupil(school, 1).await;
    let parent = office.parent(school, pupil, "gotowy@rodzina.test").await;
    let photo = office.sent_photo(parent, pupil).await;
    let desk = office.desk(school, Role::Secretary).await;
    let version = desk.photo(photo).await.unwrap().version;
    desk.approve_photo(photo, version).await.unwrap();
    deliver_a_blank(world, "AA0000001").await;
    pupil
}

async fn deliver_a_blank(world: &World, marking: &str) {
    let [template, producer, quantity, document] = ["MEiN-I/1", "PWPW", "1", "FV 1"].map(str::to_owned);
    let blanks = ReceiveBlanks { template, producer, first: marking.to_owned(), quantity, on: String::new(), document };
    world.office.desk(&world.schools[1], Role::Secretary).await.receive_blanks(&blanks).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_says_whom_it_left_out_and_keeps_the_ticks_while_blanks_are_missing() {
    let world = world().await;
    let session = world.sessions().await["other_secretary"].clone();
    let app = app(&world.office, false);
    let ready = to_print(&world).await.to_string();
    let photoless = world.office.pupil(&world.schools[1], 2).await.to_string();
    let desk = world.office.desk(&world.schools[1], Role::Secretary).await;
    let today = desk.today().to_string();
    let form = [("pupil", ready.as_str()), ("pupil", photoless.as_str()), ("issued_on", today.as_str())];
    let request = Request::post(format!("/print-runs?key={}", Uuid::new_v4()))
        .header("host", "legitka.test")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .header(header::COOKIE, format!("__Host-sid={session}"));
    let request = request.body(Body::from(serde_urlencoded::to_string(form).unwrap())).unwrap();
    let opened = app.clone().oneshot(request).await.unwrap();
    assert_eq!(opened.status(), StatusCode::SEE_OTHER);
    let (status, html) = get(&app, opened.headers()[header::LOCATION].to_str().unwrap(), Some(&session)).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    for part in ["nie ma w tej partii: 1.", &format!("href=\"/pupils/{photoless}\""), "nie ma zdjęcia"] {
        assert!(html.contains(part), "{part}: {html}");
    }

    let run = desk.print_runs().await.unwrap()[0].id;
    let card = desk.print_run(run).await.unwrap().cards[0].id.to_string();
    let (address, form) = (format!("/print-runs/{run}"), format!("/print-runs/{run}/confirmation"));
    let (_, html) = get(&app, &address, Some(&session)).await;
    assert!(!html.contains("nie ma w tej partii"), "later the page is about the run alone: {html}");
    let version = version_of(&html);
    let spoiled = [("version", version.as_str()), ("spoiled", card.as_str())];
    let (status, html) = post(&app, &form, Some(&session), &spoiled).await;
    assert_eq!(status, StatusCode::CONFLICT, "{html}");
    let ticked = format!("name=\"spoiled\" value=\"{card}\" checked");
    for part in ["Zepsutych kart jest 1, a blankietów na stanie 0", "href=\"#confirmation\"", &ticked] {
        assert!(html.contains(part), "{part}: {html}");
    }
    deliver_a_blank(&world, "AA0000002").await;
    let (status, html) = post(&app, &form, Some(&session), &spoiled).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    assert_eq!(desk.print_run(run).await.unwrap().cards[0].marking, "AA0000002");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_objection_without_a_name_keeps_what_was_typed_and_no_page_claims_to_issue_the_states_document() {
    let world = world().await;
    let sessions = world.sessions().await;
    let session = sessions.get("secretary").map(String::as_str);
    let app = app(&world.office, false);
    let [page, form] = ["/pupils/{id}/sio", "/pupils/{id}/objection"]
        .map(|path| path.replace("{id}", &world.things.pupil.to_string()));
    let typed = [("scope", "photo"), ("on", "2026-09-07"), ("by", " ")];
    let (status, html) = post(&app, &form, session, &typed).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    for part in ["<title>Błąd", "Kto złożył oświadczenie: wypełnij to pole.", "value=\"photo\" checked"] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let (status, _) = post(&app, &form, session, &[("scope", "photo"), ("by", "Ewa Opiekuńcza")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    for address in [page.as_str(), "/sio"] {
        let (_, html) = get(&app, address, session).await;
        assert!(html.contains("mLegitymację wydaje państwo"), "{address}: {html}");
        let outsider = get(&app, address, sessions.get("administrator").map(String::as_str)).await.0;
        assert_eq!(outsider, StatusCode::FORBIDDEN, "{address}");
    }
    let (_, register) = get(&app, "/sio/objections", session).await;
    assert!(register.contains("Ewa Opiekuńcza") && register.contains("przekazania zdjęcia do SIO"), "{register}");
    let (status, guide) = get(&app, "/mlegitymacja", None).await;
    assert_eq!(status, StatusCode::OK);
    assert!(guide.contains("Legitka jej nie wydaje"), "{guide}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_that_somebody_decided_on_meanwhile_keeps_the_note_of_whoever_was_slower() {
    let world = world().await;
    let session = world.sessions().await["secretary"].clone();
    let app = app(&world.office, false);
    let photo = address("/photos/{id}", &world.things);
    let seen = version_of(&get(&app, &photo, Some(&session)).await.1);
    let decide = async |verb: &str, more: &[(&str, &str)]| {
        post(&app, &format!("{photo}/{verb}"), Some(&session), &[&[("version", seen.as_str())][..], more].concat())
            .await
    };
    assert_eq!(decide("approval", &[]).await.0, StatusCode::SEE_OTHER);
    let note = "Prosimy o jaśniejsze zdjęcie.";
    let (status, html) = decide("rejection", &[("reason", "other"), ("note", note)]).await;
    assert_eq!(status, StatusCode::CONFLICT, "{html}");
    let kept = html.split("id=\"kept\"").nth(1).unwrap();
    assert!(kept.split("</textarea>").next().unwrap().contains(note), "{html}");
    assert!(html.contains(&format!("{photo}/undo")) && html.contains("href=\"/photos"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_of_whoever_was_slower_leads_back_to_the_page_of_the_thing() {
    let world = world().await;
    let session = world.sessions().await["secretary"].clone();
    let app = app(&world.office, false);
    let form = address("/pupils/{id}/departure", &world.things);
    let seen = version_of(&get(&app, &form, Some(&session)).await.1);
    let fields = [("version", seen.as_str()), ("on", "2026-09-07"), ("why", "transferred")];
    assert_eq!(post(&app, &form, Some(&session), &fields).await.0, StatusCode::SEE_OTHER);
    let fields = [("version", seen.as_str()), ("given", "Ala"), ("surname", "Druga"), ("ground", "decision")];
    let (status, html) = post(&app, &address("/pupils/{id}/name", &world.things), Some(&session), &fields).await;
    assert_eq!(status, StatusCode::CONFLICT, "{html}");
    let record = address("/pupils/{id}", &world.things);
    for part in ["<dd>Druga</dd>".to_owned(), format!("href=\"{record}/name\"")] {
        assert!(html.contains(&part), "{part}: {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_asks_for_the_same_confirmation() {
    let world = world().await;
    let administrator = world.office.desk(&world.schools[0], Role::Administrator).await;
    let [name, role, scope, days] = ["dziennik", "secretary", "change", "9"].map(str::to_owned);
    let token = administrator.make_token(&MakeToken { name, role, scope, days }).await.unwrap().secret;
    let app = app(&world.office, false);
    let invite = async |confirmed: bool| {
        let (given, surname, email, kind) = ("Jan", "Nowy", "obcy@rodzina.test", "parent");
        let body = serde_json::json!({
            "given": given, "surname": surname, "email": email, "kind": kind, "confirmed": confirmed,
        });
        let request = Request::post(format!("/api{}", address("/pupils/{id}/guardians", &world.things)))
            .header("host", "legitka.test")
            .header("content-type", "application/json")
            .header("idempotency-key", Uuid::new_v4().to_string())
            .header("authorization", format!("Bearer {token}"))
            .body(Body::from(body.to_string()))
            .unwrap();
        answer(&app, request).await
    };
    let (status, problem) = invite(false).await;
    let problem: serde_json::Value = serde_json::from_str(&problem).unwrap();
    assert_eq!(status, StatusCode::CONFLICT, "{problem}");
    assert_eq!(problem["type"].as_str(), Some("/problems/another-name"));
    assert_eq!(problem["errors"][0]["field"].as_str(), Some("confirmed"));
    assert!(!problem.to_string().contains("Opiekuńcza"), "{problem}");
    let (status, made) = invite(true).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sets_a_second_factor_up_gets_ten_codes_to_print_and_signs_in_with_one() {
    let world = world().await;
    let session = signed_in(&world, "nowa@szkola.test", None).await;
    let app = app(&world.office, false);
    let (_, html) = get(&app, "/session/enrolment", Some(&session)).await;
    let secret = secrets_of(&html).remove(0);
    let code = app_code(&secret, world.office.now()).unwrap();
    let (status, html) = post(&app, "/session/enrolment", Some(&session), &[("code", code.as_str())]).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    let codes = secrets_of(&html);
    assert_eq!(codes.len(), 10, "{html}");
    let session = world.office.sign_in("nowa@szkola.test", "cztery-zielone-parasole", "", "").await.unwrap().session;
    let (_, html) = get(&app, "/session/second-factor", Some(&session)).await;
    assert!(html.contains("name=\"recovery\""), "{html}");
    for (status, why) in [(StatusCode::SEE_OTHER, "once"), (StatusCode::UNAUTHORIZED, "the session has a new secret")] {
        let given =
            post(&app, "/session/second-factor", Some(&session), &[("code", ""), ("recovery", codes[3].as_str())])
                .await;
        assert_eq!(given.0, status, "{why}: {}", given.1);
    }
    let session = world.office.sign_in("nowa@szkola.test", "cztery-zielone-parasole", "", "").await.unwrap().session;
    let used = post(&app, "/session/second-factor", Some(&session), &[("recovery", codes[3].as_str())]).await;
    assert_eq!(used.0, StatusCode::UNPROCESSABLE_ENTITY, "{}", used.1);
    a_recovery_code_is_refused_where_it_was_typed(&used.1);
}

/// The fold is open, and the sentence stands at the field of the recovery code, not at that of the app's.
fn a_recovery_code_is_refused_where_it_was_typed(html: &str) {
    for part in ["<details open>", "href=\"#recovery\"", "id=\"recovery-error\"", "Wpisz inny kod z kartki."] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("id=\"code-error\""), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_teacher_sees_the_own_class_without_pesel_and_decides_only_if_the_school_says_so() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    let teacher = sessions.get("form_teacher").map(String::as_str);
    let photo = address("/photos/{id}", &world.things);
    let (status, html) = get(&app, "/my-class", teacher).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains(&format!("href=\"{photo}\"")) && !html.contains("PESEL") && !html.contains('•'), "{html}");
    for elsewhere in ["/pupils", "/photos", "/classes", &address("/pupils/{id}", &world.things)] {
        assert_eq!(get(&app, elsewhere, teacher).await.0, StatusCode::FORBIDDEN, "{elsewhere}");
    }
    let approval = format!("{photo}/approval");
    let version = world.office.desk(&world.schools[0], Role::Secretary).await;
    let version = version.photo(world.things.photo.into()).await.unwrap().version.to_string();
    let form = [("version", version.as_str())];
    let (_, html) = get(&app, &photo, teacher).await;
    assert!(!html.contains("/approval?") && !html.contains("href=\"/pupils/"), "{html}");
    assert_eq!(post(&app, &approval, teacher, &form).await.0, StatusCode::FORBIDDEN);
    let administrator = sessions.get("administrator").map(String::as_str);
    let allowed = post(&app, "/school/form-teachers", administrator, &[("review", "1")]).await;
    assert_eq!(allowed.0, StatusCode::SEE_OTHER, "{}", allowed.1);
    assert!(get(&app, &photo, teacher).await.1.contains("/approval?"));
    assert_eq!(post(&app, &approval, teacher, &form).await.0, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_account_says_how_long_a_password_its_owner_needs() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    for (reader, least) in [("secretary", 12), ("operator", 12), ("parent", 15)] {
        let (status, html) = get(&app, "/account", sessions.get(reader).map(String::as_str)).await;
        assert_eq!(status, StatusCode::OK, "{reader}: {html}");
        assert!(html.contains(&format!("Co najmniej {least} znaków.")), "{reader}: {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_days_for_which_a_school_keeps_originals_stand_in_its_notice() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    let administrator = sessions.get("administrator").map(String::as_str);
    let (status, html) = post(&app, "/school/retention", administrator, &[("days", "31")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("Liczba dni od decyzji: podaj liczbę całkowitą od 1 do 30"), "{html}");
    assert!(html.contains("value=\"31\""), "what was typed stays: {html}");
    let (status, html) = post(&app, "/school/retention", administrator, &[("days", "7")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    let notices = [(&world.schools[0], 7), (&world.schools[1], 30)];
    for (school, days) in notices {
        let (_, html) = get(&app, &format!("/privacy?school={}", school.id), None).await;
        assert!(html.contains(&format!("oryginał zdjęcia zaakceptowanego: {days} dni od decyzji")), "{days}: {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_legal_bases_of_a_day_are_those_of_that_day() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    for (day, paper) in [("2024-07-12", true), ("2024-07-13", false)] {
        let (status, html) = get(&app, &format!("/law?day={day}"), sessions.get("secretary").map(String::as_str)).await;
        assert_eq!(status, StatusCode::OK, "{day}");
        assert_eq!(html.contains("id=\"L1.3-3\""), paper, "{day}: {html}");
        assert!(html.contains("id=\"L1.3-5\""), "{day}: {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photographer_hands_packs_in_and_sees_nothing_else() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    let session = sessions.get("photographer").map(String::as_str);
    let (status, html) = get(&app, "/desk", session).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("Zdjęcia dla szkoły") && html.contains("/photo-packs"), "{html}");
    let (status, html) = get(&app, "/photo-packs", session).await;
    assert_eq!(status, StatusCode::OK);
    let others = format!("/photo-packs/{}", world.things.pack);
    assert!(!html.contains(&others), "the secretary's pack is not theirs: {html}");
    assert_eq!(get(&app, &others, session).await.0, StatusCode::NOT_FOUND);
    for elsewhere in ["/pupils", "/photos", "/my-class", "/classes", "/print-runs"] {
        assert_eq!(get(&app, elsewhere, session).await.0, StatusCode::FORBIDDEN, "{elsewhere}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_minutes_after_the_second_factor_it_is_asked_for_again_and_nothing_typed_is_lost() {
    let world = world().await;
    let factor = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    let office = &world.office;
    let session = signed_in(&world, "kod@szkola.test", Some(factor.to_owned())).await;
    let code = app_code(factor, office.now()).unwrap();
    let session = office.second_factor(&session, &code).await.unwrap().session;
    let app = app(office, false);
    let reveal = address("/pupils/{id}/identity", &world.things);
    office.advance(5 * 60 - 1);
    assert_eq!(post(&app, &reveal, Some(&session), &[]).await.0, StatusCode::OK);
    office.advance(1);
    // Pages that give nothing away go on.
    let record = address("/pupils/{id}", &world.things);
    assert_eq!(get(&app, &record, Some(&session)).await.0, StatusCode::OK);
    let (status, html) = post(&app, &reveal, Some(&session), &[("typed", "żółw")]).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "{html}");
    assert!(html.contains("action=\"/session/step-up?") && !html.contains("id=\"identity\""), "{html}");
    let to = hidden(&html, "to");
    assert!(to.starts_with(&reveal), "{to}");
    let kept = hidden(&html, "kept");
    let wrong = post(
        &app,
        "/session/step-up",
        Some(&session),
        &[("code", "000000"), ("to", to.as_str()), ("kept", kept.as_str())],
    )
    .await;
    assert_eq!((wrong.0, hidden(&wrong.1, "kept")), (StatusCode::UNPROCESSABLE_ENTITY, kept.clone()), "{}", wrong.1);
    let form = [("recovery", "nie-ten-kod"), ("to", to.as_str()), ("kept", kept.as_str())];
    let (status, html) = post(&app, "/session/step-up", Some(&session), &form).await;
    assert_eq!((status, hidden(&html, "kept")), (StatusCode::UNPROCESSABLE_ENTITY, kept.clone()), "{html}");
    a_recovery_code_is_refused_where_it_was_typed(&html);
    let code = app_code(factor, office.now()).unwrap();
    let form = [("code", code.as_str()), ("to", to.as_str()), ("kept", kept.as_str())];
    let (status, html) = post(&app, "/session/step-up", Some(&session), &form).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert!(html.contains("name=\"typed\" value=\"żółw\"") && html.contains(&format!("action=\"{reveal}")), "{html}");
    // The session has a new secret; the old one is over.
    assert_eq!(get(&app, &record, Some(&session)).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_address_cannot_mean_is_said_and_never_overlooked() {
    const NOT_THERE: &str = "Nie ma takiej strony";
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    for (reader, address, status, said) in [
        ("secretary", "/cards/zzz", StatusCode::NOT_FOUND, NOT_THERE),
        ("secretary", "/print-runs/x", StatusCode::NOT_FOUND, NOT_THERE),
        ("secretary", "/pupils/zzz", StatusCode::NOT_FOUND, NOT_THERE),
        ("nobody", "/privacy?school=abc", StatusCode::NOT_FOUND, NOT_THERE),
        ("secretary", "/pupils?after=zzz", StatusCode::NOT_FOUND, NOT_THERE),
        ("secretary", "/register?year=abc", StatusCode::UNPROCESSABLE_ENTITY, "od 2019 do 2026"),
        ("secretary", "/register?year=2031", StatusCode::UNPROCESSABLE_ENTITY, "od 2019 do 2026"),
        ("secretary", "/law?day=zzz", StatusCode::UNPROCESSABLE_ENTITY, "Stan na dzień: podaj datę"),
        ("secretary", "/pupils?state=bogus", StatusCode::UNPROCESSABLE_ENTITY, "Kogo pokazać: wybierz jedną"),
        ("secretary", "/pupils?class=abc", StatusCode::UNPROCESSABLE_ENTITY, "Klasa: wybierz jedną"),
        ("secretary", "/pupils?q=%00", StatusCode::UNPROCESSABLE_ENTITY, "Nazwisko lub imię: użyj tylko liter"),
        ("administrator", "/audit-log?thing=zzz", StatusCode::UNPROCESSABLE_ENTITY, "Co: wybierz jedną"),
        ("administrator", "/audit-log?from=zzz", StatusCode::UNPROCESSABLE_ENTITY, "Od dnia: podaj datę"),
        (
            "administrator",
            "/audit-log?from=2026-11-21&until=2026-11-20",
            StatusCode::UNPROCESSABLE_ENTITY,
            "Ostatni dzień jest wcześniejszy niż pierwszy.",
        ),
    ] {
        let (answered, html) = get(&app, address, sessions.get(reader).map(String::as_str)).await;
        assert_eq!(answered, status, "{address}: {html}");
        assert!(html.contains(said), "{said} on {address}: {html}");
        assert!(!html.contains("<tbody>"), "{address} shows a list: {html}");
    }
    for (reader, address, field) in [
        ("secretary", "/law?day=zzz", "day"),
        ("administrator", "/audit-log?from=zzz", "from"),
        ("administrator", "/audit-log?from=2026-11-21&until=2026-11-20", "until"),
    ] {
        let (_, html) = get(&app, address, sessions.get(reader).map(String::as_str)).await;
        assert!(html.contains(&format!("id=\"{field}-error\"")), "beside {field} on {address}: {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_nonsense_is_shown_again_with_a_sentence_at_its_field() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    let desk = world.office.desk(&world.schools[0], Role::Secretary).await;
    let version = desk.photo(world.things.photo.into()).await.unwrap().version.to_string();
    let rejection = address("/photos/{id}/rejection", &world.things);
    let crop = address("/photos/{id}/crop", &world.things);
    let linked = [("version", version.as_str()), ("reason", "blurred"), ("note", "Zobacz http://evil.example/x")];
    for (reader, address, form, said) in [
        ("secretary", rejection.as_str(), &linked[..], "Usuń odnośniki i adresy e-mail"),
        ("secretary", rejection.as_str(), &[("version", version.as_str())][..], "Powód odrzucenia: wypełnij to pole."),
        ("parent", crop.as_str(), &[("version", "1"), ("w", "1e400")][..], "zwykłymi liczbami"),
        ("parent", crop.as_str(), &[("version", "1"), ("cx", "abc")][..], "zwykłymi liczbami"),
        ("administrator", "/audit-log/export", &[("from", "zz"), ("reason", "kontrola")][..], "Od dnia: podaj datę"),
        ("administrator", "/audit-log/export", &[("format", "zzz"), ("reason", "kontrola")][..], "wybierz jedną"),
    ] {
        let (status, html) = post(&app, address, sessions.get(reader).map(String::as_str), form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{address}: {html}");
        assert!(html.contains(said), "{said} on {address}: {html}");
    }
    let (_, html) = get(&app, "/audit-log", sessions.get("administrator").map(String::as_str)).await;
    assert!(!html.contains("Pobrano dziennik"), "taken after all: {html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_looked_for_in_the_register_of_schools_stays_to_its_last_letter() {
    let world = world().await;
    let session = world.sessions().await["administrator"].clone();
    let typed = "ż".repeat(60);
    let body = format!("--x\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\n{typed}\r\n--x--\r\n");
    let request = Request::post(format!("/school/rspo?key={}", Uuid::new_v4()))
        .header("host", "legitka.test")
        .header("accept-language", "pl")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=x")
        .header(header::COOKIE, format!("__Host-sid={session}"));
    let (status, html) = answer(&app(&world.office, false), request.body(Body::from(body)).unwrap()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    assert!(html.contains(&format!("value=\"{typed}\"")) && html.contains("Wybierz plik"), "{html}");
}

/// The value of a hidden field, as the browser would send it.
fn hidden(html: &str, name: &str) -> String {
    let value = html.split(&format!("type=\"hidden\" name=\"{name}\" value=\"")).nth(1).unwrap();
    value.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&")
}

/// What stands to be copied by hand.
fn secrets_of(html: &str) -> Vec<String> {
    let parts = html.split("<code class=\"secret\">").skip(1);
    parts.map(|rest| rest.split("</code>").next().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_got_somebody_elses_invitation_declines_it() {
    let world = world().await;
    let sessions = world.sessions().await;
    let app = app(&world.office, false);
    let link = address("/invitations/{token}", &world.things);
    let (_, html) = get(&app, &link, None).await;
    assert!(html.contains("To nie moje dziecko") && html.contains(&format!("action=\"{link}/refusal?")), "{html}");
    let (status, html) = post(&app, &format!("{link}/refusal"), None, &[]).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert!(html.contains("SP 1"), "{html}");
    assert_eq!(get(&app, &link, None).await.0, StatusCode::CONFLICT);
    let (_, record) =
        get(&app, &address("/pupils/{id}", &world.things), sessions.get("secretary").map(String::as_str)).await;
    assert!(record.contains("zaproszenie odrzucone"), "{record}");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_an_operator_may_look_in_everybody_at_the_school_is_told_on_every_page() {
    const BANNER: &str = "operator Olga Operatorska ma wgląd w dane szkoły";
    let world = world().await;
    let sessions = world.sessions().await;
    let (app, school) = (app(&world.office, false), &world.schools[0]);
    let photo = address("/photos/{id}", &world.things);
    let pages = [
        ("secretary", "/desk"),
        ("secretary", photo.as_str()),
        ("form_teacher", "/my-class"),
        ("head", "/account"),
        ("parent", "/home"),
        ("viewing_parent", "/messages"),
    ];
    let told = async |reader: &str, address: &str| {
        let (status, html) = get(&app, address, sessions.get(reader).map(String::as_str)).await;
        assert_eq!(status, StatusCode::OK, "{address} as {reader}");
        html.contains(BANNER)
    };
    let roll = address("/schools/{id}/roll", &world.things);
    let operator = sessions.get("operator").map(String::as_str);
    assert_eq!(get(&app, &roll, operator).await.0, StatusCode::NOT_FOUND);
    world.office.granted_access(world.operators[0], school).await;
    for (reader, address) in pages {
        assert!(told(reader, address).await, "{address} as {reader}");
    }
    assert!(!told("other_secretary", "/desk").await && !told("other_parent", "/home").await, "another school");
    let (status, html) = get(&app, &roll, operator).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert!(html.contains("Nowak Zofia") && !html.contains('•') && !html.contains(".jpg"), "{html}");
    let administrator = world.office.desk(school, Role::Administrator).await;
    let row = administrator.access_requests().await.unwrap().remove(0);
    administrator.end_access(row.id, row.version).await.unwrap();
    for (reader, address) in pages {
        assert!(!told(reader, address).await, "{address} as {reader}: it was ended");
    }
    assert_eq!(get(&app, &roll, operator).await.0, StatusCode::NOT_FOUND);
}

/// `/pupils/{id}/photo` → `pupils-id-photo`.
fn name(path: &str) -> String {
    path.trim_matches('/').replace('/', "-").replace(['{', '}'], "")
}

/// The main part of a page, a line per element, with stand-ins for what is different in every run.
fn main_of(html: &str) -> String {
    let (from, to) = (html.find("<main").unwrap(), html.rfind("</main>").unwrap());
    let main = numbered_ids(&html[from..to]);
    let main = between(&main, "<div class=\"qr\">", "</div>", "QR");
    let main = between(&main, "action=\"/setup/", "?", "TOKEN");
    let main = between(&main, "action=\"/invitations/", "?", "TOKEN");
    let main = between(&main, "action=\"/password-resets/", "?", "TOKEN");
    let main = between(&main, "action=\"/sign-up/links/", "?", "TOKEN");
    let main = between(&main, "name=\"code\" value=\"", "\"", "CODE");
    let main = between(&main, "Loginem będzie ", ".", "LOGIN");
    let main = between(&main, "/school/logo.jpg?v=", "\"", "MARK");
    let main = between(&main, "<code class=\"secret\">", "</code>", "SECRET");
    // A machine that cannot build for browsers leaves this address empty.
    let main = between(&main, "data-worker=\"", "\"", "EYE");
    without_hashes(&main).replace("><", ">\n<")
}

/// Every UUID by the order of its first mention.
fn numbered_ids(html: &str) -> String {
    const LENGTH: usize = 36;
    let (mut known, mut numbered, mut rest) = (Vec::new(), String::new(), html);
    while let Some(letter) = rest.chars().next() {
        match rest.get(..LENGTH).filter(|text| text.parse::<Uuid>().is_ok()) {
            Some(id) => {
                let at = known.iter().position(|before| *before == id).unwrap_or_else(|| {
                    known.push(id);
                    known.len() - 1
                });
                numbered.push_str(&format!("id-{}", at + 1));
                rest = &rest[LENGTH..];
            }
            None => {
                numbered.push(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    numbered
}

/// What stands between two texts, replaced.
fn between(html: &str, before: &str, after: &str, stand_in: &str) -> String {
    let mut parts = html.split(before);
    let mut replaced = parts.next().unwrap().to_owned();
    for part in parts {
        let (_, rest) = part.split_once(after).unwrap();
        replaced += &[before, stand_in, after, rest].concat();
    }
    replaced
}

/// `/assets/icons-0123ABCD.svg` → `/assets/icons.svg`.
fn without_hashes(html: &str) -> String {
    let mut parts = html.split("/assets/");
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (stem, rest) = part.split_once('.').unwrap();
        let (name, _hash) = stem.rsplit_once('-').unwrap();
        plain += &["/assets/", name, ".", rest].concat();
    }
    plain
}
