use school::{
    event::Event, guardian::GuardianKind, language::Language, person::Role, school_text::TextPlace, set_up::Step,
};

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
        assert!(visitor.owes_second_factor() && !visitor.factors.any());
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
            kind: before.kind.clone(),
            name: "  Szkoła   Podstawowa nr 8 ".into(),
            address: before.address.clone(),
            rspo: String::new(),
            account: String::new(),
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

/// The school's data as its form shows them, to be changed.
async fn as_typed(desk: &crate::StaffDesk) -> (SchoolForm, i64) {
    let data = desk.school_data().await.unwrap();
    let (head, since, _) = &data.heads[0];
    let (given, surname) = head.rsplit_once(' ').unwrap();
    let form = SchoolForm {
        kind: data.kind,
        name: data.name,
        address: data.address,
        rspo: data.rspo.unwrap_or_default(),
        account: data.account.unwrap_or_default(),
        head_given: given.to_owned(),
        head_surname: surname.to_owned(),
        head_since: since.to_string(),
    };
    (form, data.version)
}

#[tokio::test]
async fn the_head_of_september_is_named_in_advance_and_a_wrong_day_is_mended() {
    for test in TestOffice::both().await {
        let school = test.school("SP 7").await;
        let desk = test.desk(&school, Role::Administrator).await;
        let change = async |surname: &str, since: &str| {
            let (mut form, version) = as_typed(&desk).await;
            (form.head_surname, form.head_since) = (surname.to_owned(), since.to_owned());
            desk.change_school(&form, version).await
        };
        change("Nowa", "2026-12-01").await.unwrap();
        let head_on =
            async |day: &str| desk.look().await.unwrap().head_on(day.parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(head_on("2026-11-30").await, "Maria Wiśniewska", "{}", test.engine);
        assert_eq!(head_on("2026-12-01").await, "Maria Nowa", "{}", test.engine);
        change("Nowa", "2026-11-01").await.unwrap();
        assert_eq!(
            (head_on("2026-10-31").await, head_on("2026-11-01").await),
            ("Maria Wiśniewska".to_owned(), "Maria Nowa".to_owned())
        );
        for (surname, since) in [("Nowa", "2020-09-01"), ("Inna", "2026-10-01"), ("Inna", "2027-09-08")] {
            let refused = change(surname, since).await;
            let wanted = [FieldError { field: "head_since", problem: Problem::DateOutOfRange }];
            assert!(matches!(refused, Err(Refused::Invalid(ref found)) if *found == wanted), "{since}: {refused:?}");
        }
        assert_eq!(desk.school_data().await.unwrap().heads.len(), 2);
    }
}

#[tokio::test]
async fn kind_and_account_are_kept_and_a_slip_in_the_account_is_refused() {
    for test in TestOffice::both().await {
        let school = test.school("SP 7").await;
        let desk = test.desk(&school, Role::Administrator).await;
        let (mut form, version) = as_typed(&desk).await;
        (form.kind, form.account) = ("technical".into(), "PL61109010140000071219812874".into());
        desk.change_school(&form, version).await.unwrap();
        let data = desk.school_data().await.unwrap();
        assert_eq!(
            (data.kind.as_str(), data.account.as_deref()),
            ("technical", Some("61 1090 1014 0000 0712 1981 2874"))
        );
        let (mut form, version) = as_typed(&desk).await;
        (form.kind, form.account) = ("castle".into(), "61109010140000071219812875".into());
        let refused = desk.change_school(&form, version).await;
        let wanted = [
            FieldError { field: "kind", problem: Problem::NotOffered },
            FieldError { field: "account", problem: Problem::NotAnAccount },
        ];
        assert!(matches!(refused, Err(Refused::Invalid(ref found)) if *found == wanted), "{refused:?}");
    }
}

#[tokio::test]
async fn a_card_shows_the_schools_words_and_says_what_has_no_room() {
    let test = TestOffice::sqlite().await;
    let school = test.school("Szkoła Podstawowa nr 7").await;
    let desk = test.desk(&school, Role::Administrator).await;
    let CardLook::Drawn { svg, template } = desk.card_look().await.unwrap() else { panic!("not drawn") };
    assert_eq!(template, "MEiN-I/1");
    assert!(svg.contains("Podstawowa") && svg.contains("Wiśniewska"), "{svg}");
    let (form, _) = as_typed(&desk).await;
    let look = async |form: SchoolForm| desk.typed_card_look(&form).await.unwrap();
    let long = "Bardzo Długa Nazwa Szkoły imienia Wszystkich Świętych ".repeat(8);
    assert_eq!(look(SchoolForm { name: long.clone(), ..form.clone() }).await, CardLook::NoRoom { head: false });
    assert_eq!(look(SchoolForm { head_surname: long, ..form.clone() }).await, CardLook::NoRoom { head: true });
    assert_eq!(look(SchoolForm { kind: "castle".into(), ..form.clone() }).await, CardLook::NoTemplate);
    let CardLook::Drawn { svg, .. } = look(SchoolForm { name: "Szkoła Żółwia".into(), ..form }).await else {
        panic!("not drawn")
    };
    assert!(svg.contains("Żółwia") && !svg.contains("Podstawowa"), "{svg}");
    let secretary = test.desk(&school, Role::Secretary).await;
    assert!(matches!(secretary.typed_card_look(&SchoolForm::default()).await, Err(Refused::Forbidden)));
}

#[tokio::test]
async fn numbers_go_on_where_the_school_says_but_never_where_a_card_has_them() {
    for test in TestOffice::both().await {
        let school = test.school("SP 7").await;
        let desk = test.desk(&school, Role::Administrator).await;
        let start = async |year: &str, first: &str| {
            desk.start_numbers(&StartNumbers { year: year.to_owned(), first: first.to_owned() }).await
        };
        let next = async || {
            desk.number_series().await.unwrap().iter().map(|series| series.next.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(next().await, ["1/2026", "1/2027"], "{}", test.engine);
        start("2026", "500").await.unwrap();
        start("2026", "41").await.unwrap(); // nothing was printed with the slip
        assert_eq!(next().await, ["41/2026", "1/2027"], "{}", test.engine);
        let pupil = test.pupil(&school, 1).await;
        let parent = test.parent(&school, pupil, "ewa@dom.example").await;
        test.printed_card(&school, pupil, parent).await;
        assert_eq!(next().await, ["42/2026", "1/2027"], "{}", test.engine);
        for (year, first, field, problem) in [
            ("2026", "41", "first_number", Problem::NotANumber { least: 42, most: 999_999 }),
            ("2026", "0", "first_number", Problem::NotANumber { least: 1, most: 999_999 }),
            ("2025", "60", "year", Problem::NotOffered),
        ] {
            let refused = start(year, first).await;
            let wanted = [FieldError { field, problem }];
            assert!(
                matches!(refused, Err(Refused::Invalid(ref found)) if *found == wanted),
                "{year} {first}: {refused:?}"
            );
        }
        assert_eq!(next().await, ["42/2026", "1/2027"], "{}: a refusal changes nothing", test.engine);
        let report = test.office.check(true).await.unwrap();
        assert_eq!(report.wrong, 0, "{}: {:?}", test.engine, report.lines);
        let secretary = test.desk(&school, Role::Secretary).await;
        let form = StartNumbers { year: "2026".into(), first: "99".into() };
        assert!(matches!(secretary.start_numbers(&form).await, Err(Refused::Forbidden)));
    }
}

#[tokio::test]
async fn a_step_is_done_when_its_things_are_there_and_left_out_only_if_a_school_can_go_without() {
    for test in TestOffice::both().await {
        let school = test.school("SP 7").await;
        let desk = test.desk(&school, Role::Administrator).await;
        let open = async || {
            let steps = desk.set_up_steps().await.unwrap();
            let open = steps.into_iter().filter(|step| step.standing == Standing::Open);
            open.map(|step| step.step).collect::<Vec<_>>()
        };
        let rest = [Step::Mail, Step::Pupils, Step::Families, Step::Blanks, Step::Texts];
        assert_eq!(open().await, rest, "{}: a test school has staff and a class", test.engine);
        let pupil = test.pupil(&school, 1).await;
        assert_eq!(open().await, [Step::Mail, Step::Families, Step::Blanks, Step::Texts], "{}", test.engine);
        for step in ["mail", "blanks", "castle"] {
            assert!(matches!(desk.skip_step(step).await, Err(Refused::Invalid(_))), "{}: {step}", test.engine);
        }
        desk.skip_step("families").await.unwrap();
        test.advance(60);
        test.desk(&school, Role::Administrator).await.skip_step("families").await.unwrap();
        assert_eq!(open().await, [Step::Mail, Step::Blanks, Step::Texts], "{}", test.engine);
        let skipped =
            Standing::Skipped { by: "Adam Wiśniewska".to_owned(), at: crate::testing::START.parse().unwrap() };
        let steps = desk.set_up_steps().await.unwrap();
        assert!(steps.contains(&SetUpStep { step: Step::Families, standing: skipped }), "{}: {steps:?}", test.engine);
        desk.take_step_up("families").await.unwrap();
        assert_eq!(open().await, [Step::Mail, Step::Families, Step::Blanks, Step::Texts], "{}", test.engine);
        test.relative(&school, pupil, "ewa@dom.example", GuardianKind::Parent).await;
        assert_eq!(open().await, [Step::Mail, Step::Blanks, Step::Texts], "{}", test.engine);
        let secretary = test.desk(&school, Role::Secretary).await;
        let mut tx = secretary.begin().await.unwrap();
        run!(tx, "UPDATE guardian SET state = 'declined' WHERE school = $1", school.id.0).unwrap();
        tx.commit(Event::new("test.declined", school.id)).await.unwrap();
        let families = [Step::Mail, Step::Families, Step::Blanks, Step::Texts];
        assert_eq!(open().await, families, "{}: who said no is nobody's family", test.engine);
        let mut tx = secretary.begin().await.unwrap();
        run!(tx, "UPDATE guardian SET state = 'accepted' WHERE school = $1", school.id.0).unwrap();
        tx.commit(Event::new("test.accepted", school.id)).await.unwrap();
        assert!(matches!(secretary.skip_step("texts").await, Err(Refused::Forbidden)));
        let (mut form, version) = as_typed(&desk).await;
        form.rspo = String::new();
        desk.change_school(&form, version).await.unwrap();
        assert_eq!(open().await, [Step::SchoolData, Step::Mail, Step::Blanks, Step::Texts], "{}", test.engine);
    }
}

#[tokio::test]
async fn the_schools_words_reach_families_in_the_language_they_read() {
    for test in TestOffice::both().await {
        let school = test.school("SP 7").await;
        let desk = test.desk(&school, Role::Administrator).await;
        let pupil = test.pupil(&school, 1).await;
        let home = test.home(test.parent(&school, pupil, "ewa@dom.example").await);
        let says = async |place, language| home.school_text(pupil, place, language).await.unwrap();
        assert_eq!(says(TextPlace::Photo, Language::Pl).await, None, "{}", test.engine);
        let typed = |texts: &[(&str, &str)]| -> Vec<(String, String)> {
            texts.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect()
        };
        let version = desk.school_texts().await.unwrap().version;
        let long = "ż".repeat(LONGEST_TEXT + 1);
        let refused = desk.change_texts(&typed(&[("photo_uk", long.as_str())]), version).await;
        let wanted = [FieldError { field: "photo_uk", problem: Problem::TooLong }];
        assert!(matches!(refused, Err(Refused::Invalid(ref found)) if *found == wanted), "{refused:?}");
        let texts = typed(&[
            ("photo_pl", "  Bez\u{7} chust. \r\n\r\nDziękujemy  \r\n"),
            ("photo_en", "No scarves."),
            ("pickup_uk", "Кабінет 5"),
        ]);
        desk.change_texts(&texts, version).await.unwrap();
        assert_eq!(says(TextPlace::Photo, Language::En).await, Some((Language::En, "No scarves.".to_owned())));
        let polish = Some((Language::Pl, "Bez chust.\n\nDziękujemy".to_owned()));
        assert_eq!(says(TextPlace::Photo, Language::Uk).await, polish, "{}", test.engine);
        assert_eq!(says(TextPlace::Pickup, Language::En).await, Some((Language::Uk, "Кабінет 5".to_owned())));
        let stale = desk.change_texts(&texts, version).await;
        assert!(matches!(stale, Err(Refused::Conflict(Conflict::Changed))), "{}", test.engine);
        desk.change_texts(&typed(&[("photo_pl", "\n"), ("pickup_uk", "Кабінет 6")]), version + 1).await.unwrap();
        assert_eq!(says(TextPlace::Photo, Language::Pl).await, None, "{}", test.engine);
        assert_eq!(desk.school_texts().await.unwrap().texts, [("pickup_uk", "Кабінет 6".to_owned())]);
        let versions = desk.text_versions().await.unwrap();
        let told: Vec<_> = versions
            .iter()
            .filter(|version| version.language != Language::En)
            .map(|version| (version.place, version.number, version.text.as_str(), version.until.is_some()))
            .collect();
        let wanted = [
            (TextPlace::Photo, 2, "", false),
            (TextPlace::Photo, 1, "Bez chust.\n\nDziękujemy", true),
            (TextPlace::Pickup, 2, "Кабінет 6", false),
            (TextPlace::Pickup, 1, "Кабінет 5", true),
        ];
        assert_eq!(told, wanted, "{}: what stood there is still to be read", test.engine);
        let other = test.school("SP 8").await;
        let stranger = test.pupil(&other, 2).await;
        let refused = home.school_text(stranger, TextPlace::Pickup, Language::Pl).await;
        assert!(matches!(refused, Err(Refused::NotFound)), "{}", test.engine);
        let secretary = test.desk(&school, Role::Secretary).await;
        assert!(matches!(secretary.school_texts().await, Err(Refused::Forbidden)));
        assert!(matches!(secretary.text_versions().await, Err(Refused::Forbidden)));
    }
}

#[tokio::test]
async fn everybody_reads_whom_to_ask_and_nothing_of_another_school() {
    for test in TestOffice::both().await {
        let (school, other) = (test.school("SP 7").await, test.school("SP 8").await);
        let desk = test.desk(&school, Role::Administrator).await;
        let version = desk.school_texts().await.unwrap().version;
        let texts = [("access_phone".to_owned(), "22 123 45 67".to_owned())];
        desk.change_texts(&texts, version).await.unwrap();
        let phone = |found: &PublicSchool| {
            found.says(TextPlace::AccessPhone, Language::En).map(|(written, text)| (written, text.to_owned()))
        };
        let found = test.public_school(school.id).await.unwrap();
        assert_eq!(phone(&found), Some((Language::Pl, "22 123 45 67".to_owned())), "{}", test.engine);
        assert_eq!(phone(&test.public_school(other.id).await.unwrap()), None, "{}", test.engine);
        let names: Vec<_> = test.public_schools().await.unwrap().into_iter().map(|(_, name)| name).collect();
        assert_eq!(names.len(), 2, "{}: {names:?}", test.engine);
        let nowhere = test.public_school(school::SchoolId(uuid::Uuid::nil())).await;
        assert!(matches!(nowhere, Err(Refused::NotFound)), "{}", test.engine);
    }
}

#[tokio::test]
async fn a_logo_is_replaced_and_removed() {
    for test in TestOffice::both().await {
        let school = test.school("SP 1").await;
        let (desk, secretary) =
            (test.desk(&school, Role::Administrator).await, test.desk(&school, Role::Secretary).await);
        let session = test.session(school.secretary).await;
        let mark = async || test.office.visit(&session).await.unwrap().unwrap().places[0].logo.clone();
        assert!(matches!(desk.logo().await, Err(Refused::NotFound)), "{}", test.engine);
        assert_eq!(mark().await, None, "{}", test.engine);
        let forbidden = secretary.change_logo(TestOffice::upload()).await;
        assert!(matches!(forbidden, Err(Refused::Forbidden)), "{}", test.engine);

        desk.change_logo(TestOffice::upload()).await.unwrap();
        assert!(secretary.logo().await.unwrap().starts_with(&[0xFF, 0xD8, 0xFF]), "{}", test.engine);
        let first = mark().await;
        let empty = desk.change_logo(tempfile::tempfile().unwrap()).await;
        assert!(matches!(empty, Err(Refused::Photo(crate::fault::Fault::Empty))), "{}: {empty:?}", test.engine);
        assert_eq!(mark().await, first, "{}: what is no picture leaves the logo as it was", test.engine);
        desk.change_logo(TestOffice::upload()).await.unwrap();
        let second = mark().await;
        assert!(first.is_some() && second.is_some() && first != second, "{}: {first:?}", test.engine);

        assert!(matches!(secretary.remove_logo().await, Err(Refused::Forbidden)), "{}", test.engine);
        desk.remove_logo().await.unwrap();
        assert!(matches!(desk.remove_logo().await, Err(Refused::Conflict(Conflict::Changed))), "{}", test.engine);
        assert!(matches!(secretary.logo().await, Err(Refused::NotFound)), "{}", test.engine);
        test.run_due_jobs().await.unwrap();
        let report = test.office.check(true).await.unwrap();
        assert_eq!(report.wrong, 0, "{}: {:?}", test.engine, report.lines);
    }
}

#[tokio::test]
async fn one_administrator_makes_a_further_school_and_works_in_both() {
    for test in TestOffice::both().await {
        let school = test.school("SP 1").await;
        let session = test.session(school.administrator).await;
        let visit = async || test.office.visit(&session).await.unwrap().unwrap();
        let form = SchoolForm {
            kind: "technical".into(),
            name: "Technikum nr 2".into(),
            address: "ul. Szkolna 1, 00-001 Warszawa".into(),
            head_given: "Maria".into(),
            head_surname: "Wiśniewska".into(),
            head_since: "2026-09-01".into(),
            ..SchoolForm::default()
        };
        let key = Some(crate::store::rows::new_id());
        let desk = test.desk_once(&school, Role::Administrator, key).await;
        let made = desk.found_school(&form).await.unwrap();
        let again = desk.found_school(&form).await;
        assert!(matches!(again, Err(Refused::Done(id)) if id == made.0), "{}: {again:?}", test.engine);
        let visitor = visit().await;
        let schools: Vec<_> = visitor.places.iter().map(|place| place.school).collect();
        assert_eq!(schools, [school.id, made], "{}", test.engine);

        let other_session = test.session(school.administrator).await;
        test.office.choose_place(&visitor, &session, visitor.places[1].id).await.unwrap();
        let visitor = visit().await;
        let there = visitor.staff(&test.office, test.office.now(), None).await.unwrap();
        assert_eq!((there.school(), there.role()), (made, Role::Administrator), "{}", test.engine);
        let data = there.school_data().await.unwrap();
        assert_eq!((data.name.as_str(), data.kind.as_str()), ("Technikum nr 2", "technical"), "{}", test.engine);
        assert_eq!(there.pupils(&crate::pupil::PupilFilter::default()).await.unwrap().len(), 0, "{}", test.engine);
        let elsewhere = test.office.visit(&other_session).await.unwrap().unwrap();
        assert_eq!(elsewhere.places[0].school, school.id, "{}: the choice is the session's", test.engine);

        let stranger = test.school("SP 9").await;
        let theirs = test.session(stranger.administrator).await;
        let theirs = test.office.visit(&theirs).await.unwrap().unwrap().places[0].id;
        let refused = test.office.choose_place(&visitor, &session, theirs).await;
        assert!(matches!(refused, Err(Refused::NotFound)), "{}", test.engine);
        let secretary = test.desk(&school, Role::Secretary).await;
        assert!(matches!(secretary.found_school(&form).await, Err(Refused::Forbidden)), "{}", test.engine);
        let report = test.office.check(true).await.unwrap();
        assert_eq!(report.wrong, 0, "{}: {:?}", test.engine, report.lines);
    }
}
