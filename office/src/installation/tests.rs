use school::person::Role;

use super::*;
use crate::{
    refused::{Conflict, Refused},
    testing::TestOffice,
};

fn form() -> SetUpForm {
    let text = str::to_owned;
    SetUpForm {
        kind: text("primary"),
        name: text("Szkoła Podstawowa nr 7"),
        address: text("ul. Szkolna 1, 00-001 Warszawa"),
        rspo: text("12345"),
        head_given: text("Maria"),
        head_surname: text("Wiśniewska"),
        head_since: text("2020-09-01"),
        given: text("Adam"),
        surname: text("Administrowski"),
        email: text("Admin@Szkola.Example"),
        password: text("piwnica-rower-obłok"),
        password_again: text("piwnica-rower-obłok"),
    }
}

fn token(link: &str) -> &str {
    link.strip_prefix("https://legitka.test/setup/").unwrap()
}

#[tokio::test]
async fn an_installation_is_set_up_once() {
    for test in TestOffice::both().await {
        let office = &test.office;
        let replaced = office.set_up_link().await.unwrap().unwrap();
        let link = office.set_up_link().await.unwrap().unwrap();
        let closed =
            |refused: Result<SetUpDone, Refused>| matches!(refused, Err(Refused::Conflict(Conflict::SetUpClosed)));
        assert!(closed(office.set_up(token(&replaced), &form(), "test").await), "{}: a replaced link", test.engine);

        let form = form();
        let (one, two) =
            tokio::join!(office.set_up(token(&link), &form, "one"), office.set_up(token(&link), &form, "two"));
        let (done, other) = match one {
            Ok(done) => (done, two),
            one => (two.unwrap(), one),
        };
        assert!(closed(other), "{}: both at once", test.engine);
        assert!(closed(office.set_up(token(&link), &form, "test").await), "{}: once more", test.engine);
        assert_eq!(office.set_up_link().await.unwrap(), None);

        let visitor = office.visit(&done.session).await.unwrap().unwrap();
        assert_eq!((visitor.places[0].school, visitor.places[0].role), (done.school, Role::Administrator));
        assert!(visitor.owes_second_factor() && !visitor.enrolled);
        let sheet = office.recovery_sheet(&done.recovery_key).await.unwrap();
        assert!(sheet.starts_with(b"%PDF"));
        let stranger = crate::RecoveryKey::generate().text().to_string();
        assert!(matches!(office.recovery_sheet(&stranger).await, Err(Refused::NotFound)));
        let report = office.check(true).await.unwrap();
        assert_eq!(report.wrong, 0, "{}: {:?}", test.engine, report.lines);
    }
}

#[tokio::test]
async fn a_set_up_link_ends_after_half_an_hour() {
    for test in TestOffice::both().await {
        let link = test.office.set_up_link().await.unwrap().unwrap();
        test.advance(30 * 60 - 1);
        test.office.set_up_open(token(&link)).await.unwrap();
        test.advance(1);
        assert!(matches!(test.office.set_up_open(token(&link)).await, Err(Refused::Conflict(Conflict::SetUpClosed))));
    }
}

#[tokio::test]
async fn every_field_that_cannot_be_taken_is_named() {
    let test = TestOffice::sqlite().await;
    let link = test.office.set_up_link().await.unwrap().unwrap();
    let wrong = SetUpForm {
        kind: "castle".into(),
        rspo: "12a".into(),
        head_given: "R2".into(),
        head_since: "2027-01-01".into(),
        email: "admin".into(),
        password: "administrator".into(),
        password_again: String::new(),
        ..SetUpForm::default()
    };
    let Err(Refused::Invalid(problems)) = test.office.set_up(token(&link), &wrong, "test").await else {
        panic!("taken")
    };
    let found: Vec<(&str, Problem)> = problems.iter().map(|error| (error.field, error.problem)).collect();
    let expected = [
        ("kind", Problem::NotOffered),
        ("name", Problem::Required),
        ("address", Problem::Required),
        ("rspo", Problem::NotAnRspo),
        ("head_given", Problem::NotAName),
        ("head_surname", Problem::Required),
        ("head_since", Problem::DateOutOfRange),
        ("given", Problem::Required),
        ("surname", Problem::Required),
        ("email", Problem::NotAnEmail),
        ("password", Problem::PasswordWeak),
        ("password_again", Problem::PasswordMismatch),
    ];
    assert_eq!(found, expected);
}

#[tokio::test]
async fn heads_succeed_each_other() {
    for test in TestOffice::both().await {
        let school = test.school("Szkoła Podstawowa nr 7").await;
        let desk = test.desk(&school, Role::Administrator).await;
        let before = desk.school_data().await.unwrap();
        let form = |surname: &str, since: &str| SchoolForm {
            name: "  Szkoła   Podstawowa nr 8 ".into(),
            address: before.address.clone(),
            rspo: String::new(),
            head_given: "Maria".into(),
            head_surname: surname.into(),
            head_since: since.into(),
        };
        desk.change_school(&form("Wiśniewska-Lis", "2020-09-01"), before.version).await.unwrap();
        let stale = desk.change_school(&form("Nowa", "2026-09-01"), before.version).await;
        assert!(matches!(stale, Err(Refused::Conflict(Conflict::Changed))), "{}", test.engine);
        desk.change_school(&form("Nowa", "2026-09-01"), before.version + 1).await.unwrap();
        let after = desk.school_data().await.unwrap();
        assert_eq!((after.name.as_str(), after.rspo), ("Szkoła Podstawowa nr 8", None));
        let date = |text: &str| text.parse::<Date>().unwrap();
        let heads = [
            ("Maria Nowa".to_owned(), date("2026-09-01"), None),
            ("Maria Wiśniewska-Lis".to_owned(), date("2020-09-01"), Some(date("2026-08-31"))),
        ];
        assert_eq!(after.heads, heads);
        let secretary = test.desk(&school, Role::Secretary).await;
        assert!(matches!(
            secretary.change_school(&form("Nowa", "2026-09-01"), after.version).await,
            Err(Refused::Forbidden)
        ));
    }
}
