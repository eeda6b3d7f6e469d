use std::collections::BTreeSet;

use school::person::Role;

use super::*;
use crate::{
    person::{NewPerson, Next},
    refused::{FieldError, Problem},
    testing::{TestOffice, TestSchool},
};

const OLD: &str = "piwnica-rower-obłok";
const NEW: &str = "tratwa-lampa-czereśnia";
const EWA: &str = "ewa@dom.example";
const BASE32: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/// Somebody with a password: a guardian, or of the staff with a second factor.
async fn somebody(test: &TestOffice, school: &TestSchool, email: &str, role: Role) -> PersonId {
    let new = NewPerson {
        given: "Ewa".into(),
        surname: "Lisowska".into(),
        email: email.into(),
        password: OLD.into(),
        role: role.code().into(),
        totp: role.is_staff().then(|| BASE32.to_owned()),
        language: None,
    };
    if !role.is_staff() {
        let pupil = test.pupil(school, 1).await;
        test.invited_parent(school, pupil, email).await;
    }
    test.office.create_person(school.id, &new).await.unwrap()
}

/// The secrets of every link that was written to this address.
async fn links(test: &TestOffice, email: &str) -> BTreeSet<String> {
    test.office.run_due_jobs().await.unwrap();
    let letters = test.office.mailbox().await.unwrap();
    let words = letters.iter().filter(|letter| letter.to == email).flat_map(|letter| letter.text.split_whitespace());
    words
        .filter_map(|word| word.split_once("https://legitka.test/password-resets/"))
        .map(|link| link.1.into())
        .collect()
}

/// Asks, and answers the secret of the one link that is new.
async fn asked(test: &TestOffice, email: &str) -> String {
    let before = links(test, email).await;
    test.office.ask_for_reset(email, "192.0.2.1").await.unwrap();
    let after = links(test, email).await;
    let mut new = after.difference(&before);
    let link = new.next().unwrap().clone();
    assert_eq!(new.next(), None, "{}: one request, one letter", test.engine);
    link
}

#[tokio::test]
async fn a_forgotten_password_is_set_by_a_link_and_every_session_ends() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        somebody(&test, &school, EWA, Role::Guardian).await;
        let session = office.sign_in(EWA, OLD, "192.0.2.1", "x").await.unwrap().session;
        let link = asked(&test, EWA).await;
        let open = ResetLink::Open { email: EWA.to_owned(), works: false };
        assert_eq!(office.reset_link(&link).await.unwrap(), open, "{}", test.engine);

        // A password that is refused uses nothing up.
        for (new, again, field, problem) in [
            ("krótkie", "krótkie", "password", Problem::PasswordShort { least: 15 }),
            ("ewa-dom-example-ewa", "ewa-dom-example-ewa", "password", Problem::PasswordWeak),
            (NEW, OLD, "password_again", Problem::PasswordMismatch),
        ] {
            let Err(Refused::Invalid(errors)) = office.reset_password(&link, new, again).await else {
                panic!("{}: {new} was taken", test.engine)
            };
            assert_eq!(errors, [FieldError { field, problem }], "{}", test.engine);
        }
        assert!(office.visit(&session).await.unwrap().is_some(), "{}", test.engine);

        assert_eq!(office.reset_password(&link, NEW, NEW).await.unwrap(), None, "{}", test.engine);
        assert!(office.visit(&session).await.unwrap().is_none(), "{}: a session outlived the password", test.engine);
        assert!(office.sign_in(EWA, OLD, "192.0.2.1", "x").await.is_err(), "{}: the old password", test.engine);
        office.sign_in(EWA, NEW, "192.0.2.1", "x").await.unwrap();
    }
}

#[tokio::test]
async fn a_link_that_was_used_replaced_or_is_too_old_says_which() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        somebody(&test, &school, EWA, Role::Guardian).await;
        let first = asked(&test, EWA).await;
        let second = asked(&test, EWA).await;
        assert_eq!(office.reset_link(&first).await.unwrap(), ResetLink::Closed(LinkEnd::Replaced), "{}", test.engine);
        assert_eq!(office.reset_password(&first, NEW, NEW).await.unwrap(), Some(LinkEnd::Replaced));

        let used = LinkEnd::Used(test.clock.now());
        assert_eq!(office.reset_password(&second, NEW, NEW).await.unwrap(), None);
        assert_eq!(office.reset_password(&second, OLD, OLD).await.unwrap(), Some(used), "{}", test.engine);
        office.sign_in(EWA, NEW, "192.0.2.1", "x").await.unwrap();

        let third = asked(&test, EWA).await;
        let ends = test.clock.now() + jiff::SignedDuration::from_mins(RESET_MINUTES);
        test.advance(RESET_MINUTES * 60 - 1);
        assert!(matches!(office.reset_link(&third).await.unwrap(), ResetLink::Open { .. }), "{}", test.engine);
        test.advance(1);
        assert_eq!(office.reset_link(&third).await.unwrap(), ResetLink::Closed(LinkEnd::Expired(ends)));
        assert_eq!(office.reset_password(&third, OLD, OLD).await.unwrap(), Some(LinkEnd::Expired(ends)));
        let never = ResetLink::Closed(LinkEnd::Unknown);
        assert_eq!(office.reset_link("never-was").await.unwrap(), never, "{}", test.engine);
    }
}

#[tokio::test]
async fn asking_tells_nobody_whose_an_address_is() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        somebody(&test, &school, EWA, Role::Guardian).await;
        let nobody = "nikt@dom.example";
        let mut answers = Vec::new();
        for email in [EWA, nobody] {
            let before = office.job_counts().await.unwrap().waiting;
            for _ in 0..5 {
                office.ask_for_reset(email, "192.0.2.1").await.unwrap();
            }
            let left = office.job_counts().await.unwrap().waiting - before;
            assert_eq!(left, 5, "{}: {email}: the same work is left for everybody", test.engine);
            // The sixth has to wait, whoever has the address.
            answers.push(match office.ask_for_reset(email, "192.0.2.2").await {
                Err(Refused::TooManyTries(at)) => at,
                other => panic!("{}: {email}: {other:?}", test.engine),
            });
        }
        assert_eq!(answers[0], answers[1], "{}", test.engine);
        assert_eq!(links(&test, nobody).await.len(), 0, "{}", test.engine);
        assert_eq!(links(&test, EWA).await.len(), 5, "{}", test.engine);
        let no_address = office.ask_for_reset("ewa", "192.0.2.3").await;
        assert!(matches!(no_address, Err(Refused::Invalid(_))), "{}", test.engine);
        assert_eq!(office.job_counts().await.unwrap().dead, 0, "{}", test.engine);
    }
}

#[tokio::test]
async fn a_new_password_skips_no_second_factor_and_no_delay_stands_in_its_way() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        somebody(&test, &school, "jan@szkola.example", Role::Secretary).await;
        for _ in 0..5 {
            assert!(office.sign_in("jan@szkola.example", "wrong", "192.0.2.9", "x").await.is_err());
        }
        let delayed = office.sign_in("jan@szkola.example", OLD, "192.0.2.9", "x").await;
        assert!(matches!(delayed, Err(Refused::TooManyTries(_))), "{}: {delayed:?}", test.engine);
        let link = asked(&test, "jan@szkola.example").await;
        // Twelve characters are enough where a second factor follows.
        assert_eq!(
            office.reset_password(&link, "mrówka-zlew7", "mrówka-zlew7").await.unwrap(),
            None,
            "{}",
            test.engine
        );
        let signed_in = office.sign_in("jan@szkola.example", "mrówka-zlew7", "192.0.2.1", "x").await.unwrap();
        assert_eq!(signed_in.next, Next::SecondFactor, "{}", test.engine);
    }
}
