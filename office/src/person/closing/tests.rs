use school::{
    PersonId, PupilId,
    language::Language,
    person::{Membership, Role},
};

use super::Closing;
use crate::{
    desk::Visitor,
    guardian::{LettersFor, MakeLetters},
    keep::sweep,
    person::{AccountOfLetter, BroughtLetter, OfLetter},
    refused::{FieldError, Problem, Refused},
    testing::{TestOffice, TestSchool},
};

const PASSWORD: &str = "tratwa-lampa-czereśnia";
const DAY: i64 = 24 * 3600;

/// A parent with a password, linked to this pupil: the login and who it is.
async fn joined(t: &TestOffice, school: &TestSchool, pupil: PupilId) -> (String, Visitor) {
    let wanted = MakeLetters { guardian: true, ..MakeLetters::default() };
    let desk = t.desk(school, Role::Secretary).await;
    let letter = desk.make_school_letters(LettersFor::Pupil(pupil), wanted).await.unwrap().letters.remove(0);
    let brought = BroughtLetter { code: letter.code, ..BroughtLetter::default() };
    let (password, again) = (PASSWORD.to_owned(), PASSWORD.to_owned());
    let form = AccountOfLetter { given: "Anna".into(), surname: "Kowal".into(), password, password_again: again };
    let joined = t.office.join_by_letter(&brought, &form, Language::Pl, ("192.0.2.1", "x")).await.unwrap();
    let OfLetter::Open(signed_in) = joined else { panic!("{}: {joined:?}", t.engine) };
    (letter.login, t.office.visit(&signed_in.session).await.unwrap().unwrap())
}

async fn visitor(t: &TestOffice, person: PersonId) -> Visitor {
    t.office.visit(&t.session(person).await).await.unwrap().unwrap()
}

fn wrong<T>(answer: Result<T, Refused>) -> bool {
    let told = FieldError { field: "proof", problem: Problem::WrongPassword };
    matches!(answer, Err(Refused::Invalid(errors)) if errors == [told])
}

#[tokio::test]
async fn a_closed_account_can_be_taken_back_for_fourteen_days_and_is_forgotten_then() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let (login, visitor) = joined(&t, &school, pupil).await;
        assert!(wrong(t.office.close_account(&visitor, "nie-to-haslo-wcale", None).await), "{}", t.engine);
        assert_eq!(t.office.closing(&visitor).await.unwrap(), Closing::Open, "{}", t.engine);
        t.office.close_account(&visitor, PASSWORD, None).await.unwrap();
        assert!(matches!(t.office.closing(&visitor).await.unwrap(), Closing::Until(_)), "{}", t.engine);

        t.advance(14 * DAY - 1);
        sweep(&t.office).await.unwrap();
        assert_eq!(t.home(visitor.person).children().await.unwrap().len(), 1, "{}: nothing has gone", t.engine);
        t.office.keep_account(&visitor, None).await.unwrap();
        t.advance(DAY);
        sweep(&t.office).await.unwrap();
        t.office.sign_in(&login, PASSWORD, "192.0.2.1", "x").await.unwrap();

        t.office.close_account(&visitor, PASSWORD, None).await.unwrap();
        t.advance(14 * DAY);
        sweep(&t.office).await.unwrap();
        assert!(t.office.sign_in(&login, PASSWORD, "192.0.2.1", "x").await.is_err(), "{}", t.engine);
        let family = t.desk(&school, Role::Secretary).await.pupil(pupil).await.unwrap().guardians;
        let told: Vec<_> = family.iter().map(|row| (row.state, row.name.contains("Kowal"))).collect();
        assert_eq!(told, [(Membership::Revoked, false)], "{}", t.engine);
    }
}

#[tokio::test]
async fn a_family_takes_its_own_data_and_nobody_elses() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let (pupil, stranger) = (t.pupil(&school, 1).await, t.pupil(&school, 2).await);
        let (_, visitor) = joined(&t, &school, pupil).await;
        t.sent_photo(visitor.person, pupil).await;
        assert!(wrong(t.office.own_data(&visitor, "nie-to-haslo-wcale", None).await), "{}", t.engine);
        let archive = t.office.own_data(&visitor, PASSWORD, None).await.unwrap();
        // stored without compression, so what is in it can be looked for
        let holds = |text: &str| archive.windows(text.len()).any(|bytes| bytes == text.as_bytes());
        let desk = t.desk(&school, Role::Secretary).await;
        let (own, other) = (desk.pupil(pupil).await.unwrap().name, desk.pupil(stranger).await.unwrap().name);
        for part in ["account.json", "pupil-1/data.json", "pupil-1/photos/", "Kowal", own.surname()] {
            assert!(holds(part), "{}: {part}", t.engine);
        }
        assert!(!holds(other.surname()) && !holds("pupil-2"), "{}", t.engine);
    }
}

#[tokio::test]
async fn whoever_works_at_a_school_closes_no_account_of_their_own() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let secretary = visitor(&t, school.secretary).await;
        assert_eq!(t.office.closing(&secretary).await.unwrap(), Closing::Never, "{}", t.engine);
        let refused = t.office.close_account(&secretary, PASSWORD, None).await;
        assert!(matches!(refused, Err(Refused::Forbidden)), "{}: {refused:?}", t.engine);
    }
}
