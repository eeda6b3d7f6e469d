use std::collections::BTreeSet;

use super::*;
use crate::{
    person::Next,
    testing::{TestOffice, TestSchool},
};

const PASSWORD: &str = "tratwa-lampa-czereśnia";
const EWA: &str = "ewa@dom.example";

fn form(email: &str) -> SignUp {
    SignUp {
        given: "Ewa".into(),
        surname: "Lisowska".into(),
        email: email.into(),
        password: PASSWORD.into(),
        password_again: PASSWORD.into(),
        of_age: "1".into(),
    }
}

async fn begun(test: &TestOffice, email: &str) -> Waits {
    test.office.sign_up(&form(email), Language::Pl, "192.0.2.1").await.unwrap()
}

/// The links and codes of every letter to this address.
async fn letters(test: &TestOffice, email: &str) -> BTreeSet<(String, String)> {
    test.office.run_due_jobs().await.unwrap();
    let letters = test.office.mailbox().await.unwrap();
    let told = letters.iter().filter(|letter| letter.to == email).filter_map(|letter| {
        let link = letter.text.split_whitespace().find_map(|word| word.split_once("/sign-up/links/"))?.1;
        let code = letter.text.lines().find_map(|line| line.strip_prefix("Kod: "))?;
        Some((link.to_owned(), code.to_owned()))
    });
    told.collect()
}

async fn letter(test: &TestOffice, email: &str) -> (String, String) {
    letters(test, email).await.into_iter().next().unwrap()
}

async fn with_account(test: &TestOffice, email: &str) {
    begun(test, email).await;
    let (link, _) = letter(test, email).await;
    assert!(matches!(test.office.activate(&link, "x").await.unwrap(), Activation::Done(_)), "{}", test.engine);
}

fn end(activation: Activation) -> LinkEnd {
    match activation {
        Activation::Closed(end) => end,
        Activation::Done(_) => panic!("it was confirmed"),
    }
}

#[tokio::test]
async fn an_account_begins_when_whoever_has_the_address_confirms_it() {
    for test in TestOffice::both().await {
        let office = &test.office;
        begun(&test, " Ewa@dom.example ").await;
        assert!(office.sign_in(EWA, PASSWORD, "192.0.2.1", "x").await.is_err(), "{}: before", test.engine);
        let (link, _) = letter(&test, EWA).await;
        assert_eq!(office.sign_up_link(&link).await.unwrap(), SignUpLink::Open { email: EWA.to_owned() });
        let Activation::Done(signed_in) = office.activate(&link, "x").await.unwrap() else { panic!("{}", test.engine) };
        assert_eq!(signed_in.next, Next::Home);
        let visitor = office.visit(&signed_in.session).await.unwrap().unwrap();
        assert_eq!((visitor.name.as_str(), visitor.family, visitor.at_work()), ("Ewa Lisowska", false, false));
        office.sign_in(EWA, PASSWORD, "192.0.2.1", "x").await.unwrap();

        let used = LinkEnd::Used(test.clock.now());
        assert_eq!(end(office.activate(&link, "x").await.unwrap()), used, "{}: a link opens one account", test.engine);
    }
}

#[tokio::test]
async fn a_code_works_in_the_browser_that_asked_and_dies_after_five_tries() {
    for test in TestOffice::both().await {
        let office = &test.office;
        let waits = begun(&test, EWA).await;
        let (_, code) = letter(&test, EWA).await;
        let elsewhere = office.activate_by_code("another-browser", &code, "x").await.unwrap();
        assert_eq!(end(elsewhere), LinkEnd::Unknown, "{}", test.engine);
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        let done = office.activate_by_code(&waits.ticket, &spaced, "x").await.unwrap();
        assert!(matches!(done, Activation::Done(_)), "{}", test.engine);

        let jan = "jan@dom.example";
        let waits = begun(&test, jan).await;
        let (link, code) = letter(&test, jan).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for _ in 0..5 {
            let refused = office.activate_by_code(&waits.ticket, wrong, "x").await;
            assert!(matches!(refused, Err(Refused::Invalid(_))), "{}: {refused:?}", test.engine);
        }
        let dead = office.activate_by_code(&waits.ticket, &code, "x").await.unwrap();
        assert_eq!(end(dead), LinkEnd::Tried, "{}", test.engine);
        // The link is no six digits, and goes on.
        assert!(matches!(office.activate(&link, "x").await.unwrap(), Activation::Done(_)), "{}", test.engine);
    }
}

#[tokio::test]
async fn a_link_that_was_replaced_or_is_too_old_says_which() {
    for test in TestOffice::both().await {
        let office = &test.office;
        let waits = begun(&test, EWA).await;
        let (first, code) = letter(&test, EWA).await;
        assert_eq!(office.send_sign_up_again(&waits.ticket, "192.0.2.1").await.unwrap(), waits, "{}", test.engine);
        let both = letters(&test, EWA).await;
        let (second, newer) = both.into_iter().find(|(link, _)| *link != first).unwrap();
        assert_eq!(office.sign_up_link(&first).await.unwrap(), SignUpLink::Closed(LinkEnd::Replaced));
        if code != newer {
            let refused = office.activate_by_code(&waits.ticket, &code, "x").await;
            assert!(matches!(refused, Err(Refused::Invalid(_))), "{}: the older code", test.engine);
        }
        let ends = test.clock.now() + jiff::SignedDuration::from_hours(SIGN_UP_HOURS);
        test.advance(SIGN_UP_HOURS * 3600 - 1);
        assert!(matches!(office.sign_up_link(&second).await.unwrap(), SignUpLink::Open { .. }), "{}", test.engine);
        test.advance(1);
        assert_eq!(end(office.activate(&second, "x").await.unwrap()), LinkEnd::Expired(ends), "{}", test.engine);
        let late = office.send_sign_up_again(&waits.ticket, "192.0.2.1").await;
        assert!(matches!(late, Err(Refused::NotFound)), "{}: {late:?}", test.engine);
        assert!(office.sign_in(EWA, PASSWORD, "192.0.2.1", "x").await.is_err(), "{}: nobody confirmed", test.engine);
    }
}

#[tokio::test]
async fn who_has_an_account_is_told_so_by_letter_alone() {
    for test in TestOffice::both().await {
        let office = &test.office;
        with_account(&test, EWA).await;
        let before = letters(&test, EWA).await.len();
        let left = office.job_counts().await.unwrap().waiting;
        let other = SignUp {
            password: "inne-hasło-zupełnie".into(),
            password_again: "inne-hasło-zupełnie".into(),
            ..form(EWA)
        };
        let waits = office.sign_up(&other, Language::Pl, "192.0.2.1").await.unwrap();
        assert_eq!(
            (waits.email.as_str(), waits.ticket.len()),
            (EWA, begun(&test, "nikt@dom.example").await.ticket.len())
        );
        assert_eq!(office.job_counts().await.unwrap().waiting, left + 2, "{}: the same work for both", test.engine);
        assert_eq!(letters(&test, EWA).await.len(), before, "{}: no link to a second account", test.engine);
        let told = office.mailbox().await.unwrap();
        let told = told.iter().filter(|letter| letter.to == EWA && letter.subject.contains("już istnieje")).count();
        assert_eq!(told, 1, "{}", test.engine);
        office.sign_in(EWA, PASSWORD, "192.0.2.1", "x").await.unwrap();
    }
}

#[tokio::test]
async fn what_cannot_be_taken_has_its_sentence_and_who_is_too_young_comes_by_their_school() {
    for test in TestOffice::both().await {
        let refused = async |form: &SignUp| match test.office.sign_up(form, Language::Pl, "192.0.2.1").await {
            Err(Refused::Invalid(errors)) => (errors[0].field, errors[0].problem),
            other => panic!("{}: {other:?}", test.engine),
        };
        let young = SignUp { of_age: String::new(), ..form(EWA) };
        assert_eq!(refused(&young).await, ("of_age", Problem::NotTicked), "{}", test.engine);
        let weak = SignUp {
            password: "ewa-dom-example-ewa".into(),
            password_again: "ewa-dom-example-ewa".into(),
            ..form(EWA)
        };
        assert_eq!(refused(&weak).await, ("password", Problem::PasswordWeak), "{}", test.engine);
        assert_eq!(refused(&form("ewa")).await, ("email", Problem::NotAnEmail), "{}", test.engine);
        assert_eq!(letters(&test, EWA).await.len(), 0, "{}", test.engine);
    }
}

#[tokio::test]
async fn whoever_a_school_invited_keeps_its_name_and_finds_the_invitation() {
    for test in TestOffice::both().await {
        let (office, school): (_, TestSchool) = (&test.office, test.school("SP 7").await);
        let pupil = test.pupil(&school, 1).await;
        test.invited_parent(&school, pupil, EWA).await;
        with_account(&test, EWA).await;
        let session = office.sign_in(EWA, PASSWORD, "192.0.2.1", "x").await.unwrap().session;
        let visitor = office.visit(&session).await.unwrap().unwrap();
        assert_eq!((visitor.name.as_str(), visitor.family), ("Irena Nieodpowiadająca", false), "{}", test.engine);
        let letters = office.mailbox().await.unwrap();
        let mut words =
            letters.iter().filter(|letter| letter.to == EWA).flat_map(|letter| letter.text.split_whitespace());
        let invitation = words.find_map(|word| word.split_once("/invitations/")).unwrap().1;
        office.accept_invitation(invitation, PASSWORD, "", "x").await.unwrap();
        assert!(office.visit(&session).await.unwrap().unwrap().family, "{}", test.engine);
    }
}
