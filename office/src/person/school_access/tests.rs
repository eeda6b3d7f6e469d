use school::{PersonId, PupilId, guardian::GuardianScope, language::Language, person::Role};
use workshop::letter::SchoolLetter;

use super::{AccountOfLetter, BroughtLetter, OfLetter};
use crate::{
    desk::Visitor,
    guardian::{LettersFor, MakeLetters, SetScope},
    person::{LinkEnd, SignUp},
    refused::{FieldError, Problem, Refused},
    testing::{TestOffice, TestSchool},
};

const PASSWORD: &str = "tratwa-lampa-czereśnia";
const ADDRESS: &str = "192.0.2.1";

const BOTH: MakeLetters = MakeLetters { pupil: true, guardian: true, second: false };

async fn letters(t: &TestOffice, school: &TestSchool, whom: LettersFor, form: MakeLetters) -> Vec<SchoolLetter> {
    let made = t.desk(school, Role::Secretary).await.make_school_letters(whom, form).await.unwrap();
    assert!(made.pdf.starts_with(b"%PDF"), "{}", t.engine);
    made.letters
}

/// The letter for a parent of this pupil.
async fn letter(t: &TestOffice, school: &TestSchool, pupil: PupilId) -> SchoolLetter {
    let form = MakeLetters { guardian: true, ..MakeLetters::default() };
    letters(t, school, LettersFor::Pupil(pupil), form).await.remove(0)
}

fn by_code(letter: &SchoolLetter) -> BroughtLetter {
    BroughtLetter { code: letter.code.clone(), ..BroughtLetter::default() }
}

fn by_login(letter: &SchoolLetter) -> BroughtLetter {
    BroughtLetter { login: letter.login.clone(), one_time: letter.password.clone(), code: String::new() }
}

fn form() -> AccountOfLetter {
    let password = PASSWORD.to_owned();
    AccountOfLetter {
        given: "Anna".into(),
        surname: "Kowal".into(),
        password: password.clone(),
        password_again: password,
    }
}

async fn visitor(t: &TestOffice, person: PersonId) -> Visitor {
    t.office.visit(&t.session(person).await).await.unwrap().unwrap()
}

fn problem<T>(answer: Result<T, Refused>) -> Option<(&'static str, Problem)> {
    match answer {
        Err(Refused::Invalid(errors)) => errors.first().map(|error: &FieldError| (error.field, error.problem)),
        _ => None,
    }
}

fn end<T>(answer: Result<OfLetter<T>, Refused>) -> Option<LinkEnd> {
    match answer {
        Ok(OfLetter::Closed(end)) => Some(end),
        _ => None,
    }
}

#[tokio::test]
async fn a_class_gets_a_letter_for_each_pupil_and_each_guardian_and_newer_ones_void_them() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let (first, second) = (t.pupil(&school, 1).await, t.pupil(&school, 2).await);
        t.own_account(&school, second, "ula@dom.test").await;
        let class = LettersFor::Class(school.class);
        let made = letters(&t, &school, class, MakeLetters { second: true, ..BOTH }).await;
        let own = made.iter().filter(|letter| letter.own).count();
        assert_eq!((made.len(), own), (5, 1), "{}: who has an account needs no letter", t.engine);
        let mut secrets: Vec<&str> = made
            .iter()
            .flat_map(|letter| [&letter.login, &letter.password, &letter.code])
            .map(String::as_str)
            .collect();
        secrets.sort_unstable();
        secrets.dedup();
        assert_eq!(secrets.len(), 15, "{}: no two alike", t.engine);

        let guardians: Vec<&SchoolLetter> = made.iter().filter(|letter| !letter.own).collect();
        let newer = letter(&t, &school, first).await;
        let mut replaced = 0;
        for letter in guardians {
            let answer = t.office.school_letter(&by_code(letter), ADDRESS).await;
            replaced += u32::from(end(answer) == Some(LinkEnd::Replaced));
        }
        assert_eq!(replaced, 2, "{}: those of the other pupil work still", t.engine);
        assert!(matches!(t.office.school_letter(&by_login(&newer), ADDRESS).await, Ok(OfLetter::Open(_))));

        let desk = t.desk(&school, Role::Secretary).await;
        let none = desk.make_school_letters(class, MakeLetters::default()).await.map(drop);
        assert_eq!(problem(none), Some(("letters", Problem::Required)), "{}", t.engine);
        let head = t.desk(&school, Role::Head).await.make_school_letters(class, BOTH).await.map(drop);
        assert!(matches!(head, Err(Refused::Forbidden)), "{}", t.engine);
        let other = t.desk(&t.school("Inna").await, Role::Secretary).await;
        let elsewhere = other.make_school_letters(LettersFor::Pupil(first), BOTH).await.map(drop);
        assert!(matches!(elsewhere, Err(Refused::NotFound)), "{}", t.engine);
    }
}

#[tokio::test]
async fn a_letter_makes_an_account_that_signs_in_with_its_login_once() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let letter = letter(&t, &school, pupil).await;
        let view = match t.office.school_letter(&by_login(&letter), ADDRESS).await.unwrap() {
            OfLetter::Open(view) => view,
            OfLetter::Closed(end) => panic!("{}: {end:?}", t.engine),
        };
        let surname = t.desk(&school, Role::Secretary).await.pupil(pupil).await.unwrap().name.surname().to_owned();
        assert!(!view.own && view.class == "1A" && view.school == "Szkoła", "{}: {view:?}", t.engine);
        assert!(view.pupil.ends_with('.') && !view.pupil.contains(&surname), "{}: {view:?}", t.engine);

        let join = async |form: &AccountOfLetter| {
            t.office.join_by_letter(&by_login(&letter), form, Language::Pl, (ADDRESS, "x")).await
        };
        let nameless = AccountOfLetter { given: String::new(), ..form() };
        assert_eq!(problem(join(&nameless).await), Some(("given", Problem::Required)), "{}", t.engine);
        assert!(matches!(join(&form()).await, Ok(OfLetter::Open(_))), "{}", t.engine);
        // both ways of a letter are used up together
        assert!(matches!(end(join(&form()).await), Some(LinkEnd::Used(_))), "{}", t.engine);
        let code = t.office.school_letter(&by_code(&letter), ADDRESS).await;
        assert!(matches!(end(code), Some(LinkEnd::Used(_))), "{}", t.engine);

        let (first, last) = letter.login.split_at(4);
        let session = t.office.sign_in(&format!("{first} {last}"), PASSWORD, ADDRESS, "x").await.unwrap().session;
        let visitor = t.office.visit(&session).await.unwrap().unwrap();
        let home = visitor.family(&t.office, t.office.now(), None).unwrap();
        assert_eq!(home.children().await.unwrap().len(), 1, "{}", t.engine);
        let row = t.desk(&school, Role::Secretary).await.pupil(pupil).await.unwrap().guardians.remove(0);
        assert_eq!((row.name.as_str(), row.scope), ("Anna Kowal", GuardianScope::Full), "{}", t.engine);
    }
}

#[tokio::test]
async fn an_account_links_several_children_of_several_schools_and_a_pupils_own_stays_apart() {
    for t in TestOffice::both().await {
        let (school, other) = (t.school("Szkoła").await, t.school("Inna").await);
        let (first, second, far) = (t.pupil(&school, 1).await, t.pupil(&school, 2).await, t.pupil(&other, 3).await);
        let parent = t.parent(&school, first, "ewa@dom.test").await;
        let visitor_of_parent = visitor(&t, parent).await;
        for (school, pupil) in [(&school, second), (&other, far)] {
            let letter = letter(&t, school, pupil).await;
            // as it is copied by hand
            let typed =
                BroughtLetter { code: letter.code.to_lowercase().replace('-', " "), ..BroughtLetter::default() };
            let linked = t.office.link_by_letter(&visitor_of_parent, &typed, ADDRESS, None).await;
            assert!(matches!(linked, Ok(OfLetter::Open(id)) if id == pupil), "{}: {linked:?}", t.engine);
        }
        assert_eq!(t.home(parent).children().await.unwrap().len(), 3, "{}", t.engine);

        // One that is refused is not used up.
        let again = letter(&t, &school, second).await;
        let taken = t.office.link_by_letter(&visitor_of_parent, &by_code(&again), ADDRESS, None).await;
        assert_eq!(problem(taken), Some(("account", Problem::Taken)), "{}", t.engine);
        assert!(matches!(t.office.school_letter(&by_code(&again), ADDRESS).await, Ok(OfLetter::Open(_))));

        let own = MakeLetters { pupil: true, ..MakeLetters::default() };
        let own = letters(&t, &school, LettersFor::Pupil(first), own).await.remove(0);
        let wrong = t.office.link_by_letter(&visitor_of_parent, &by_code(&own), ADDRESS, None).await;
        assert_eq!(problem(wrong), Some(("account", Problem::NotTheirOwn)), "{}", t.engine);
        let joined = AccountOfLetter { given: String::new(), surname: String::new(), ..form() };
        let joined = t.office.join_by_letter(&by_code(&own), &joined, Language::Uk, (ADDRESS, "x")).await;
        let Ok(OfLetter::Open(joined)) = joined else { panic!("{}: a pupil has the pupil's name", t.engine) };
        let pupils_own = t.office.visit(&joined.session).await.unwrap().unwrap();
        let parents = letter(&t, &school, second).await;
        let wrong = t.office.link_by_letter(&pupils_own, &by_code(&parents), ADDRESS, None).await;
        assert_eq!(problem(wrong), Some(("account", Problem::OfAPupil)), "{}", t.engine);
    }
}

#[tokio::test]
async fn a_letter_lifts_no_courts_order_and_gives_back_no_more_than_there_was() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.viewing_parent(&school, pupil, "widzi@dom.test").await;
        let desk = t.desk(&school, Role::Secretary).await;
        let row = async || desk.pupil(pupil).await.unwrap().guardians.remove(0);
        desk.revoke_guardian(row().await.id, row().await.version).await.unwrap();
        let account = visitor(&t, parent).await;
        let brought = by_code(&letter(&t, &school, pupil).await);
        assert!(t.office.link_by_letter(&account, &brought, ADDRESS, None).await.is_ok(), "{}", t.engine);
        assert_eq!(row().await.scope, GuardianScope::View, "{}", t.engine);
        let order = SetScope { scope: GuardianScope::None.to_string(), decided_on: "2026-09-01".to_owned() };
        desk.set_guardian_scope(row().await.id, row().await.version, &order).await.unwrap();
        let brought = by_code(&letter(&t, &school, pupil).await);
        let refused = t.office.link_by_letter(&account, &brought, ADDRESS, None).await;
        assert_eq!(problem(refused), Some(("account", Problem::Taken)), "{}", t.engine);
    }
}

#[tokio::test]
async fn wrong_letters_have_to_wait_and_a_login_alone_says_nothing() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let letter = letter(&t, &school, t.pupil(&school, 1).await).await;
        let unknown = if letter.login == "00000007" { "00000015" } else { "00000007" };
        let wrong = |login: &str| BroughtLetter {
            login: login.to_owned(),
            one_time: "ABCDE-FGHJK".to_owned(),
            code: String::new(),
        };
        let same = Some(("one_time", Problem::WrongCredentials));
        for login in [unknown, letter.login.as_str(), "12"] {
            assert_eq!(problem(t.office.school_letter(&wrong(login), ADDRESS).await), same, "{}: {login}", t.engine);
        }
        let code = BroughtLetter { code: "00000-00000-0000".to_owned(), ..BroughtLetter::default() };
        let told = problem(t.office.school_letter(&code, ADDRESS).await);
        assert_eq!(told, Some(("code", Problem::WrongCode)), "{}", t.engine);
        for _ in 0..4 {
            assert_eq!(problem(t.office.school_letter(&wrong(&letter.login), ADDRESS).await), same, "{}", t.engine);
        }
        let waits = t.office.school_letter(&by_login(&letter), ADDRESS).await;
        assert!(matches!(waits, Err(Refused::TooManyTries(_))), "{}: {waits:?}", t.engine);
        // never for good, and the code in another hand works meanwhile
        assert!(matches!(t.office.school_letter(&by_code(&letter), "192.0.2.2").await, Ok(OfLetter::Open(_))));
        t.advance(60);
        assert!(matches!(t.office.school_letter(&by_login(&letter), ADDRESS).await, Ok(OfLetter::Open(_))));
        // from one place a code cannot be looked for either
        let mut refused = false;
        for _ in 0..40 {
            refused |= matches!(t.office.school_letter(&code, "192.0.2.3").await, Err(Refused::TooManyTries(_)));
        }
        assert!(refused, "{}", t.engine);
    }
}

#[tokio::test]
async fn a_letter_ends_after_thirty_days_and_an_account_made_by_e_mail_links_with_it_before() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let (pupil, second) = (t.pupil(&school, 1).await, t.pupil(&school, 2).await);
        let (used, late) = (letter(&t, &school, pupil).await, letter(&t, &school, second).await);
        let typed = SignUp {
            given: "Celina".to_owned(),
            surname: "Własna".to_owned(),
            email: "celina@dom.test".to_owned(),
            password: PASSWORD.to_owned(),
            password_again: PASSWORD.to_owned(),
            of_age: "1".to_owned(),
        };
        t.office.sign_up(&typed, Language::Pl, ADDRESS).await.unwrap();
        t.office.run_due_jobs().await.unwrap();
        let letters = t.office.mailbox().await.unwrap();
        let link = letters[0].text.split_whitespace().find_map(|word| word.split_once("/sign-up/links/"));
        t.office.activate(link.unwrap().1, "x").await.unwrap();
        let session = t.office.sign_in(&typed.email, PASSWORD, ADDRESS, "x").await.unwrap().session;
        let account = t.office.visit(&session).await.unwrap().unwrap();
        let linked = t.office.link_by_letter(&account, &by_login(&used), ADDRESS, None).await;
        assert!(matches!(linked, Ok(OfLetter::Open(_))), "{}: {linked:?}", t.engine);
        t.advance(30 * 24 * 3600 - 1);
        assert!(matches!(t.office.school_letter(&by_code(&late), ADDRESS).await, Ok(OfLetter::Open(_))));
        t.advance(1);
        let over = end(t.office.school_letter(&by_code(&late), ADDRESS).await);
        assert!(matches!(over, Some(LinkEnd::Expired(_))), "{}: {over:?}", t.engine);
    }
}
