//! The school ID on a phone as it is sent, and what whoever checks it gets: how much, in which words, without a trace.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test's own world: a failure is a panic, a key is any key"
)]

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header, response},
};
use office::testing::{PUBLIC_URL, TestOffice, TestSchool};
use school::{PersonId, PupilId, person::Role};
use tower::ServiceExt;
use uuid::Uuid;
use web::{App, WebSettings, routes::router};

/// What a page for whoever checks may weigh, with all that it links.
const MOST_BYTES: usize = 20 * 1024;

struct Family {
    office: TestOffice,
    school: TestSchool,
    app: Router,
    pupil: PupilId,
    parent: PersonId,
    session: String,
    /// The secret of the phone that shows the ID.
    phone: String,
}

/// A pupil of "SP 118", Zofia Nowak, with a valid card, and a parent who is signed in on the phone that shows it.
async fn family() -> Family {
    let office = TestOffice::sqlite().await;
    let school = office.school("SP 118").await;
    let pupil = office.pupil(&school, 1).await;
    let parent = office.parent(&school, pupil, "rodzic@rodzina.test").await;
    office.valid_card(&school, pupil, parent).await;
    let settings = WebSettings { public_url: PUBLIC_URL.to_owned(), trusted_proxies: Vec::new(), demo: false };
    let app = router(App::new(office.office.clone(), settings, Vec::new()));
    let (session, phone) = (office.session(parent).await, office.phone(parent, pupil).await);
    Family { office, school, app, pupil, parent, session, phone }
}

impl Family {
    async fn get(&self, address: &str, more: &[(header::HeaderName, &str)]) -> (response::Parts, Vec<u8>) {
        let request = Request::get(address).header(header::HOST, "legitka.test");
        let request = more.iter().fold(request, |request, (name, value)| request.header(name, *value));
        let answer = self.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (head, body) = answer.into_parts();
        (head, to_bytes(body, usize::MAX).await.unwrap().into())
    }

    /// A page as somebody gets it who has no session.
    async fn check(&self, address: &str, language: &str) -> (response::Parts, String) {
        let (head, body) = self.get(address, &[(header::ACCEPT_LANGUAGE, language)]).await;
        (head, String::from_utf8(body).unwrap())
    }

    /// The page of the ID as its holder gets it.
    async fn shown(&self) -> String {
        let (head, page) = self.shown_on(&self.phone).await;
        assert_eq!(head.status, StatusCode::OK);
        page
    }

    /// The same on the phone that keeps this secret; on one that keeps none if it is empty.
    async fn shown_on(&self, phone: &str) -> (response::Parts, String) {
        let (cookie, address) = (self.cookie(phone), format!("/pupils/{}/mobile-id", self.pupil));
        let (head, body) =
            self.get(&address, &[(header::COOKIE, cookie.as_str()), (header::ACCEPT_LANGUAGE, "pl")]).await;
        (head, String::from_utf8(body).unwrap())
    }

    fn cookie(&self, phone: &str) -> String {
        format!("__Host-sid={}; __Host-phone={phone}", self.session)
    }

    /// Sends one of the page's forms from the phone that keeps this secret.
    async fn send(&self, verb: &str, phone: &str, form: &str) -> (response::Parts, String) {
        let address = format!("/pupils/{}/mobile-id/{verb}?key={}", self.pupil, Uuid::new_v4());
        let request = Request::post(address)
            .header(header::HOST, "legitka.test")
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT_LANGUAGE, "pl")
            .header(header::USER_AGENT, "Mozilla/5.0 (Linux; Android 10; K) Firefox/128.0")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, self.cookie(phone));
        let answer = self.app.clone().oneshot(request.body(Body::from(form.to_owned())).unwrap()).await.unwrap();
        let (head, body) = answer.into_parts();
        (head, String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().into()).unwrap())
    }

    /// The path of the code that is shown now.
    async fn code(&self) -> String {
        let page = self.shown().await;
        let address = page.split('"').find(|text| text.starts_with(&format!("{PUBLIC_URL}/v/"))).unwrap();
        address.strip_prefix(PUBLIC_URL).unwrap().to_owned()
    }
}

/// Nothing on the page may tell whose ID it is.
fn assert_nobody(page: &str) {
    for secret in ["Zofia", "Nowak", "SP 118", "30.09.2027", "1/2026"] {
        assert!(!page.contains(secret), "{secret}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holder_sees_a_valid_id_with_a_code_and_which_document_is_the_official_one() {
    let family = family().await;
    let page = family.shown().await;
    for part in [
        "<strong>WAŻNA</strong><span>do 30.09.2027</span>",
        "<h1>Zofia Nowak</h1>",
        "<div class=\"qr\"><svg",
        "Dokumentem jest karta plastikowa albo mLegitymacja w aplikacji mObywatel.",
        "Kod QR odświeża się co 15 sekund.",
        "<b>legitka.test</b>",
        "<small>legitymacja szkolna</small>",
        "data-ring",
        "http-equiv=\"refresh\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let first = family.code().await;
    family.office.advance(15);
    assert_ne!(family.code().await, first);
    let (head, _) = family.get(&format!("/pupils/{}/mobile-id", family.pupil), &[]).await;
    assert_eq!(head.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fresh_code_speaks_four_languages_and_leaves_no_trace() {
    let family = family().await;
    let code = family.code().await;
    for (language, words) in [
        ("pl", ["WAŻNA", "Ważna do"]),
        ("en", ["VALID", "Valid until"]),
        ("uk", ["ДІЙСНЕ", "Дійсне до"]),
        ("de", ["GÜLTIG", "Gültig bis"]),
    ] {
        let (head, page) = family.check(&code, language).await;
        assert_eq!(head.status, StatusCode::OK);
        for part in [format!("<html lang=\"{language}\">"), "Zofia N.".into(), "SP 118".into(), "30.09.2027".into()] {
            assert!(page.contains(&part), "{part}: {page}");
        }
        assert!(words.iter().all(|word| page.contains(word)), "{words:?}: {page}");
        assert!(!page.contains("Nowak") && !page.contains("<script"), "{page}");
        let (_, chosen) = family.check(&format!("{code}?lang={language}"), "fr").await;
        assert!(chosen.contains(&format!("<html lang=\"{language}\">")), "{chosen}");
        for (name, value) in
            [("referrer-policy", "no-referrer"), ("x-robots-tag", "noindex"), ("cache-control", "no-store")]
        {
            assert_eq!(head.headers.get(name).map(|found| found.to_str().unwrap()), Some(value), "{name}");
        }
        assert!(!head.headers.contains_key(header::SET_COOKIE));
    }
    let (_, page) = family.check(&code, "pl").await;
    assert!(page.contains("Ten kod był już sprawdzony 0 s temu."), "copied: {page}");
    let mut bytes = page.len();
    for asset in page.split('"').filter(|text| text.starts_with("/assets/")) {
        bytes += family.get(asset, &[]).await.1.len();
    }
    assert!(bytes <= MOST_BYTES, "{bytes}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_a_forged_and_an_unknown_code_tell_nothing_and_each_says_why() {
    let family = family().await;
    let code = family.code().await;
    let (_, forged) = family.check(&format!("{}{}", &code[..code.len() - 8], "AAAAAAAA"), "pl").await;
    assert!(forged.contains("NIE ROZPOZNANO") && forged.contains("Podpis tego kodu się nie zgadza"), "{forged}");
    assert_nobody(&forged);
    let (_, unknown) = family.check("/v/dzien-dobry", "pl").await;
    assert!(unknown.contains("NIE ROZPOZNANO") && unknown.contains("Nie znamy tego kodu"), "{unknown}");
    assert_nobody(&unknown);
    family.office.advance(60);
    let (head, stale) = family.check(&code, "pl").await;
    assert!(stale.contains("KOD WYGASŁ") && !head.headers.contains_key("refresh"), "{stale}");
    assert_nobody(&stale);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_ended_is_invalid_for_its_holder_and_for_whoever_checks_it() {
    let family = family().await;
    let code = family.code().await;
    family.office.advance(400 * 24 * 3600);
    let session = family.office.session(family.parent).await;
    let family = Family { session, ..family };
    let page = family.shown().await;
    let (_, checked) = family.check(&code, "pl").await;
    assert_nobody(&checked);
    for part in ["mid-status invalid", "<strong>NIEWAŻNA</strong><span>brak aktualnego hologramu</span>", "Co zrobić?"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("/v/") && !page.contains("class=\"qr\""), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_typed_number_is_answered_by_one_word_until_there_were_too_many() {
    let family = family().await;
    let (head, page) = family.check("/v", "pl").await;
    assert!(head.status == StatusCode::OK && page.contains("name=\"number\"") && !page.contains("<select"), "{page}");
    for (number, status, word) in [
        ("1/2026", StatusCode::OK, "<strong>WAŻNA</strong>"),
        ("2/2026", StatusCode::OK, "<strong>NIEWAŻNA</strong>"),
        ("dwa", StatusCode::UNPROCESSABLE_ENTITY, "Wpisz numer w postaci 12/2026."),
    ] {
        let (head, page) = family.check(&format!("/v?number={number}"), "pl").await;
        assert_eq!(head.status, status, "{number}");
        assert!(page.contains(word), "{word}: {page}");
        for secret in ["Zofia", "Nowak", "30.09.2027"] {
            assert!(!page.contains(secret), "{secret}: {page}");
        }
    }
    for _ in 0..18 {
        family.check("/v?number=2/2026", "pl").await;
    }
    let (head, page) = family.check("/v?number=1/2026", "pl").await;
    assert_eq!(head.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.contains("Za dużo pytań stąd.") && !page.contains("WAŻNA</strong>"), "{page}");
    let other = family.office.school("SP 2").await;
    let (head, page) = family.check("/v", "pl").await;
    assert!(head.status == StatusCode::OK && page.contains("<select"), "two schools to choose from: {page}");
    let (head, page) = family.check(&format!("/v?number=1/2026&school={}", other.id), "pl").await;
    assert_eq!(head.status, StatusCode::TOO_MANY_REQUESTS, "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_is_activated_by_a_code_once_and_another_shows_the_codes_no_more() {
    let family = family().await;
    let (head, page) = family.shown_on("").await;
    let kept = head.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    assert!(kept.starts_with("__Host-phone=") && kept.contains("; Secure; HttpOnly; SameSite=Lax"), "{kept}");
    for part in ["<strong>PODGLĄD</strong>", "Kody pokazuje inne urządzenie", "name=\"code\"", "mobile-id/loss?key="]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("class=\"qr\"") && !page.contains("/v/") && !page.contains("WAŻNA</strong>"), "{page}");

    let secretary = family.office.desk(&family.school, Role::Secretary).await;
    let code = secretary.phone_code(family.pupil).await.unwrap().code;
    let (head, page) = family.send("phone", "drugi", "code=ABCD-EFGH-IJKL-MNOP").await;
    assert_eq!(head.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Ten kod się nie zgadza") && page.contains("value=\"ABCD-EFGH-IJKL-MNOP\""), "{page}");
    let (head, _) = family.send("phone", "drugi", &format!("code={code}")).await;
    assert_eq!(head.status, StatusCode::SEE_OTHER);
    let kept = head.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    assert!(kept.starts_with("__Host-phone=drugi; "), "the phone keeps its secret: {kept}");
    let (head, page) = family.shown_on("drugi").await;
    assert!(page.contains("<div class=\"qr\">") && !head.headers.contains_key(header::SET_COOKIE), "{page}");
    let page = family.shown().await;
    assert!(page.contains("Firefox na Androidzie") && !page.contains("class=\"qr\""), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_account_makes_a_code_that_is_shown_once_and_ends_a_lost_phone_in_one_step() {
    let family = family().await;
    let (head, page) = family.send("code", &family.phone, "").await;
    assert_eq!(head.status, StatusCode::OK);
    assert!(page.contains("<code class=\"secret\">") && page.contains("Nie pokażemy go ponownie."), "{page}");
    assert!(!page.contains("data-now") && !page.contains("http-equiv=\"refresh\""), "the code stays: {page}");
    let code = family.code().await;
    let (head, _) = family.send("loss", "inny", "").await;
    assert_eq!(head.status, StatusCode::SEE_OTHER);
    let (_, checked) = family.check(&code, "pl").await;
    assert!(checked.contains("KOD WYGASŁ"), "{checked}");
    assert_nobody(&checked);
    let page = family.shown().await;
    assert!(page.contains("Telefon zgłoszono jako utracony") && !page.contains("class=\"qr\""), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pesel_is_in_no_page_until_it_is_asked_for() {
    let (family, pesel) = (family().await, TestOffice::pesel(1));
    let page = family.shown().await;
    assert!(!page.contains(&pesel) && page.contains("mobile-id/identity?key="), "{page}");
    let (head, page) = family.send("identity", &family.phone, "").await;
    assert_eq!(head.status, StatusCode::OK);
    let gone = format!("content=\"10;url=/pupils/{}/mobile-id\"", family.pupil);
    assert!(page.contains(&pesel) && page.contains(&gone) && page.contains("data-revealed"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_shown_to_whoever_checks_only_where_the_school_says_so() {
    let family = family().await;
    let code = family.code().await;
    let picture = format!("{code}/photo.jpg");
    let (_, page) = family.check(&code, "pl").await;
    assert!(!page.contains("photo.jpg"), "{page}");
    assert_eq!(family.get(&picture, &[]).await.0.status, StatusCode::NOT_FOUND);
    let administrator = family.office.desk(&family.school, Role::Administrator).await;
    administrator.let_check_show_photo(true).await.unwrap();
    let (_, page) = family.check(&code, "pl").await;
    assert!(page.contains(&format!("<img class=\"bearer\" src=\"{picture}\" alt=\"Zdjęcie okaziciela\"")), "{page}");
    assert!(page.len() <= MOST_BYTES, "{}", page.len());
    let (head, _) = family.get(&picture, &[]).await;
    assert_eq!((head.status, head.headers.contains_key(header::SET_COOKIE)), (StatusCode::OK, false));
    for (name, value) in
        [("content-type", "image/jpeg"), ("referrer-policy", "no-referrer"), ("x-robots-tag", "noindex")]
    {
        assert_eq!(head.headers.get(name).map(|found| found.to_str().unwrap()), Some(value), "{name}");
    }
    family.office.advance(61);
    assert_eq!(family.get(&picture, &[]).await.0.status, StatusCode::NOT_FOUND, "an old code");
}
