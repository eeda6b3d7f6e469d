use std::collections::BTreeSet;

use jiff::Timestamp;
use school::{
    SchoolId,
    person::{Membership, Role},
};
use totp_rs::{Builder, Secret};
use uuid::Uuid;

use super::*;
use crate::{
    desk::{Office, Once},
    guardian::InviteGuardian,
    refused::{Conflict, FieldError, Problem, Refused},
    staff::InviteStaff,
    testing::{TestOffice, TestSchool},
    token::MakeToken,
};

const PASSWORD: &str = "piwnica-rower-obłok";
const BASE32: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

async fn member(test: &TestOffice, school: SchoolId, email: &str, role: Role, totp: bool) -> school::PersonId {
    let new = NewPerson {
        given: "Jan".into(),
        surname: "Nowak".into(),
        email: email.into(),
        password: PASSWORD.into(),
        role: role.code().into(),
        totp: totp.then(|| BASE32.to_owned()),
        language: None,
    };
    test.office.create_person(school, &new).await.unwrap()
}

fn code(base32: &str, at: Timestamp) -> String {
    let secret = Secret::try_from_base32(base32).unwrap();
    Builder::new().with_secret(secret).build().unwrap().generate(at.as_second().try_into().unwrap()).to_string()
}

fn problem<T: std::fmt::Debug>(result: Result<T, Refused>) -> (&'static str, Problem) {
    match result {
        Err(Refused::Invalid(errors)) => (errors[0].field, errors[0].problem),
        other => panic!("{other:?}"),
    }
}

async fn staff(office: &Office, email: &str) -> SignedIn {
    office.sign_in(email, PASSWORD, "192.0.2.1", "Firefox").await.unwrap()
}

#[tokio::test]
async fn staff_sign_in_with_a_code_that_counts_once() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        member(&test, school.id, "jan@szkola.example", Role::Secretary, false).await;
        let first = staff(office, " Jan@Szkola.example ").await;
        assert_eq!(first.next, Next::Enrolment);
        let visitor = office.visit(&first.session).await.unwrap().unwrap();
        assert!(visitor.owes_second_factor() && visitor.staff(office, test.clock.now(), None).await.is_err());

        let enrolment = office.enrolment(&first.session).await.unwrap();
        assert!(enrolment.uri.starts_with("otpauth://totp/Legitka:jan%40szkola.example?secret="), "{}", enrolment.uri);
        assert!(
            enrolment.qr.starts_with("<svg")
                && office.enrolment(&first.session).await.unwrap().secret == enrolment.secret
        );
        assert_eq!(problem(office.enrol(&first.session, "12345x").await), ("code", Problem::WrongCode));
        let second = office.enrol(&first.session, &code(&enrolment.secret, test.clock.now())).await.unwrap().signed_in;
        assert_eq!(second.next, Next::Home);
        assert!(office.visit(&first.session).await.unwrap().is_none(), "{}: the session kept its secret", test.engine);
        let visitor = office.visit(&second.session).await.unwrap().unwrap();
        assert!(visitor.staff(office, test.clock.now(), None).await.is_ok());
        assert!(matches!(office.enrolment(&second.session).await, Err(Refused::Conflict(Conflict::Changed))));

        let third = staff(office, "jan@szkola.example").await;
        assert_eq!(third.next, Next::SecondFactor);
        let now = test.clock.now();
        assert_eq!(app_code(&enrolment.secret, now).unwrap(), code(&enrolment.secret, now));
        assert_eq!(
            problem(office.second_factor(&third.session, &code(&enrolment.secret, now)).await),
            ("code", Problem::WrongCode)
        );
        test.advance(90);
        let late = code(&enrolment.secret, test.clock.now() - jiff::SignedDuration::from_secs(60));
        assert_eq!(problem(office.second_factor(&third.session, &late).await), ("code", Problem::WrongCode));
        let right = code(&enrolment.secret, test.clock.now());
        let (one, two) =
            tokio::join!(office.second_factor(&third.session, &right), office.second_factor(&third.session, &right));
        assert_ne!(one.is_ok(), two.is_ok(), "{}: one code, two sessions: {one:?} {two:?}", test.engine);
    }
}

/// Signs in with the password and this code.
async fn with_code(test: &TestOffice, email: &str, code: &str) -> Result<SignedIn, Refused> {
    let session = staff(&test.office, email).await.session;
    test.office.second_factor(&session, code).await
}

/// How often somebody was written to, newest letters included.
async fn letters(test: &TestOffice, email: &str, subject: &str) -> usize {
    test.office.run_due_jobs().await.unwrap();
    let letters = test.office.mailbox().await.unwrap();
    letters.iter().filter(|letter| letter.to == email && letter.subject.contains(subject)).count()
}

#[tokio::test]
async fn a_recovery_code_stands_in_for_the_second_factor_once() {
    const JAN: &str = "jan@szkola.example";
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        member(&test, school.id, JAN, Role::Secretary, false).await;
        member(&test, school.id, "ola@szkola.example", Role::Secretary, true).await;
        let first = staff(office, JAN).await.session;
        let enrolment = office.enrolment(&first).await.unwrap();
        let enrolled = office.enrol(&first, &code(&enrolment.secret, test.clock.now())).await.unwrap();
        let codes: BTreeSet<&String> = enrolled.codes.iter().collect();
        assert_eq!(codes.len(), 10, "{}", test.engine);

        let [one, two, three, ..] = &enrolled.codes[..] else { panic!("{codes:?}") };
        let strange = with_code(&test, "ola@szkola.example", one).await;
        assert_eq!(problem(strange), ("code", Problem::WrongCode), "{}: another's code", test.engine);
        let signed_in = with_code(&test, JAN, &one.to_lowercase().replace('-', " ")).await.unwrap();
        assert_eq!(signed_in.next, Next::Home);
        let visitor = office.visit(&signed_in.session).await.unwrap().unwrap();
        assert!(visitor.second_factor, "{}", test.engine);
        assert_eq!(office.recovery_codes_left(&visitor).await.unwrap(), Some(9), "{}", test.engine);
        assert_eq!(letters(&test, JAN, "kodu zapasowego").await, 1, "{}", test.engine);
        assert_eq!(problem(with_code(&test, JAN, one).await), ("code", Problem::WrongCode), "{}: twice", test.engine);
        let session = staff(office, JAN).await.session;
        let (left, right) = tokio::join!(office.second_factor(&session, two), office.second_factor(&session, two));
        assert_ne!(left.is_ok(), right.is_ok(), "{}: one code, two sessions: {left:?} {right:?}", test.engine);

        // New codes end the old ones, and take the password.
        let refused = office.new_recovery_codes(&visitor, "nie to hasło wcale", None).await;
        assert_eq!(problem(refused), ("current", Problem::WrongPassword), "{}", test.engine);
        let new = office.new_recovery_codes(&visitor, PASSWORD, None).await.unwrap();
        assert_eq!(problem(with_code(&test, JAN, three).await), ("code", Problem::WrongCode), "{}: old", test.engine);
        with_code(&test, JAN, &new[9]).await.unwrap();
    }
}

#[tokio::test]
async fn an_administrator_takes_a_colleagues_lost_second_factor_away_and_nobody_their_own() {
    const JAN: &str = "jan@szkola.example";
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        member(&test, school.id, JAN, Role::Secretary, false).await;
        let first = staff(office, JAN).await.session;
        let enrolment = office.enrolment(&first).await.unwrap();
        let enrolled = office.enrol(&first, &code(&enrolment.secret, test.clock.now())).await.unwrap();
        let desk = test.desk(&school, Role::Administrator).await;
        let members = desk.staff_members().await.unwrap();
        let of = |person: &str| members.iter().find(|member| member.email == person).unwrap();
        let (jan, own) = (of(JAN), members.iter().find(|member| member.role == Role::Administrator).unwrap());
        let secretary = test.desk(&school, Role::Secretary).await;
        assert!(matches!(secretary.reset_second_factor(jan.id, jan.version).await, Err(Refused::Forbidden)));
        assert!(matches!(desk.reset_second_factor(own.id, own.version).await, Err(Refused::Forbidden)));
        desk.reset_second_factor(jan.id, jan.version).await.unwrap();
        assert!(office.visit(&enrolled.signed_in.session).await.unwrap().is_none(), "{}: it goes on", test.engine);
        assert_eq!(letters(&test, JAN, "został usunięty").await, 1, "{}", test.engine);
        let again = staff(office, JAN).await;
        assert_eq!(again.next, Next::Enrolment, "{}", test.engine);
        assert!(office.second_factor(&again.session, &enrolled.codes[0]).await.is_err(), "{}: a code", test.engine);
        let twice = desk.reset_second_factor(jan.id, jan.version).await;
        assert!(matches!(twice, Err(Refused::Conflict(Conflict::Changed))), "{}: {twice:?}", test.engine);

        // Another school's colleague is that school's, too.
        let other = test.school("SP 8").await;
        member(&test, other.id, JAN, Role::Secretary, true).await;
        let refused = desk.reset_second_factor(jan.id, jan.version).await;
        assert!(matches!(refused, Err(Refused::Conflict(Conflict::WorksElsewhere))), "{}: {refused:?}", test.engine);
    }
}

#[tokio::test]
async fn tries_cost_more_and_more_time_and_a_restart_forgets_nothing() {
    for mut test in TestOffice::both().await {
        let school = test.school("SP 7").await;
        member(&test, school.id, "jan@szkola.example", Role::Secretary, true).await;
        for login in ["jan@szkola.example", "nobody@szkola.example"] {
            let mut tell = Vec::new();
            for _ in 0..5 {
                tell.push(problem(test.office.sign_in(login, "nie to hasło wcale", "192.0.2.1", "x").await));
            }
            assert_eq!(tell, vec![("password", Problem::WrongCredentials); 5], "{}: {login}", test.engine);
            let next = test.clock.now() + jiff::SignedDuration::from_secs(5);
            let early = test.office.sign_in(login, PASSWORD, "192.0.2.1", "x").await;
            assert!(
                matches!(early, Err(Refused::TooManyTries(at)) if at == next),
                "{}: {login}: {early:?}",
                test.engine
            );
        }
        test.reopen().await;
        assert!(matches!(
            test.office.sign_in("jan@szkola.example", PASSWORD, "192.0.2.1", "x").await,
            Err(Refused::TooManyTries(_))
        ));
        test.advance(5);
        assert!(test.office.sign_in("jan@szkola.example", "jeszcze raz źle tutaj", "192.0.2.1", "x").await.is_err());
        test.advance(9);
        assert!(matches!(
            test.office.sign_in("jan@szkola.example", PASSWORD, "192.0.2.1", "x").await,
            Err(Refused::TooManyTries(_))
        ));
        test.advance(1);
        test.office.sign_in("jan@szkola.example", PASSWORD, "192.0.2.1", "x").await.unwrap();
        // Whoever was right starts anew.
        assert_eq!(
            problem(test.office.sign_in("jan@szkola.example", "zupełnie złe hasło", "192.0.2.1", "x").await).1,
            Problem::WrongCredentials
        );
        test.office.sign_in("jan@szkola.example", PASSWORD, "192.0.2.1", "x").await.unwrap();
    }
}

#[tokio::test]
async fn an_address_has_a_budget_of_its_own() {
    let test = TestOffice::sqlite().await;
    let school = test.school("SP 7").await;
    member(&test, school.id, "jan@szkola.example", Role::Secretary, true).await;
    for n in 0..30 {
        assert!(test.office.sign_in(&format!("nobody{n}@szkola.example"), "x", "192.0.2.1", "x").await.is_err());
    }
    assert!(matches!(
        test.office.sign_in("jan@szkola.example", PASSWORD, "192.0.2.1", "x").await,
        Err(Refused::TooManyTries(_))
    ));
    test.office.sign_in("jan@szkola.example", PASSWORD, "198.51.100.7", "x").await.unwrap();
}

#[tokio::test]
async fn sessions_end_when_they_should() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        let person = member(&test, school.id, "jan@szkola.example", Role::Secretary, true).await;
        let enter = async || {
            test.advance(60);
            let session = staff(office, "jan@szkola.example").await.session;
            office.second_factor(&session, &code(BASE32, test.clock.now())).await.unwrap().session
        };
        let session = enter().await;
        for _ in 0..60 {
            test.advance(9 * 60 + 59);
            assert!(office.visit(&session).await.unwrap().is_some(), "{}: ended while at work", test.engine);
        }
        test.advance(60);
        assert!(office.visit(&session).await.unwrap().is_none(), "{}: ten hours have passed", test.engine);
        let session = enter().await;
        test.advance(15 * 60);
        assert!(office.visit(&session).await.unwrap().is_none(), "{}: a quarter of an hour alone", test.engine);

        let (one, two) = (enter().await, enter().await);
        let visitor = office.visit(&two).await.unwrap().unwrap();
        assert_eq!(office.devices(&visitor, &two).await.unwrap().iter().filter(|device| device.this).count(), 1);
        let changed = office
            .change_password(&visitor, &two, PASSWORD, "obłok-piwnica-rower", "obłok-piwnica-rower", None)
            .await
            .unwrap();
        assert!(office.visit(&one).await.unwrap().is_none() && office.visit(&two).await.unwrap().is_none());
        let visitor = office.visit(&changed.session).await.unwrap().unwrap();
        assert!(visitor.second_factor && visitor.person == person);
        assert_eq!(office.devices(&visitor, &changed.session).await.unwrap().len(), 1);
        office.sign_out(&changed.session).await.unwrap();
        assert!(office.visit(&changed.session).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn the_revoked_are_out_at_once_and_the_last_administrator_and_the_last_head_stay() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        let other = member(&test, school.id, "adam2@szkola.example", Role::Administrator, true).await;
        let session = staff(office, "adam2@szkola.example").await.session;
        let session = office.second_factor(&session, &code(BASE32, test.clock.now())).await.unwrap().session;
        let second =
            office.visit(&session).await.unwrap().unwrap().staff(office, test.clock.now(), None).await.unwrap();
        let token = second
            .make_token(&MakeToken {
                name: "dziennik".into(),
                role: "secretary".into(),
                scope: "change".into(),
                days: "30".into(),
            })
            .await
            .unwrap();
        let by_token = office.visit_token(&token.secret).await.unwrap().unwrap();
        assert_eq!(
            (by_token.person, by_token.places[0].role, by_token.token),
            (other, Role::Secretary, Some(token.id))
        );

        let desk = test.desk(&school, Role::Administrator).await;
        let members = desk.staff_members().await.unwrap();
        let row = |email: &str| members.iter().find(|member| member.email == email).unwrap();
        desk.revoke_staff(row("adam2@szkola.example").id, row("adam2@szkola.example").version).await.unwrap();
        assert!(office.visit(&session).await.unwrap().is_none(), "{}: the session goes on", test.engine);
        assert!(office.visit_token(&token.secret).await.unwrap().is_none(), "{}: the token goes on", test.engine);
        let last = members
            .iter()
            .find(|member| member.role == Role::Administrator && member.email != "adam2@szkola.example")
            .unwrap();
        let refused = desk.revoke_staff(last.id, last.version).await;
        assert!(matches!(refused, Err(Refused::Conflict(Conflict::LastAdministrator))), "{}: {refused:?}", test.engine);
        let head = members.iter().find(|member| member.role == Role::Head).unwrap();
        let refused = desk.revoke_staff(head.id, head.version).await;
        assert!(matches!(refused, Err(Refused::Conflict(Conflict::LastHead))), "{}: {refused:?}", test.engine);
        member(&test, school.id, "nowy.dyrektor@szkola.example", Role::Head, true).await;
        desk.revoke_staff(head.id, head.version).await.unwrap();
        let secretary = test.desk(&school, Role::Secretary).await;
        assert!(matches!(secretary.staff_members().await, Err(Refused::Forbidden)));
        assert!(matches!(secretary.make_token(&MakeToken::default()).await, Err(Refused::Forbidden)));
    }
}

#[tokio::test]
async fn tokens_end() {
    for test in TestOffice::both().await {
        let school = test.school("SP 7").await;
        let desk = test.desk(&school, Role::Administrator).await;
        let make = async |days: &str| {
            desk.make_token(&MakeToken {
                name: "x".into(),
                role: "head".into(),
                scope: "change".into(),
                days: days.into(),
            })
            .await
            .unwrap()
        };
        let (short, revoked) = (make("1").await, make("366").await);
        assert!(test.office.visit_token(&short.secret).await.unwrap().is_some());
        desk.revoke_token(revoked.id).await.unwrap();
        assert!(test.office.visit_token(&revoked.secret).await.unwrap().is_none());
        assert!(test.office.visit_token("").await.unwrap().is_none());
        test.advance(24 * 3600);
        assert!(test.office.visit_token(&short.secret).await.unwrap().is_none(), "{}: it goes on", test.engine);
        let rows = desk.api_tokens().await.unwrap();
        assert_eq!(
            rows.iter().map(|row| (row.id, row.revoked_at.is_some(), row.used_at.is_some())).collect::<Vec<_>>(),
            [(revoked.id, true, false), (short.id, false, true)]
        );
        let bad = MakeToken { name: " ".into(), role: "form_teacher".into(), scope: "all".into(), days: "367".into() };
        let Err(Refused::Invalid(problems)) = desk.make_token(&bad).await else { panic!("taken") };
        let fields: Vec<&str> = problems.iter().map(|error| error.field).collect();
        assert_eq!(fields, ["name", "role", "scope", "days"]);
    }
}

fn invited(email: &str, role: &str) -> InviteStaff {
    InviteStaff { given: "Ola".into(), surname: "Lis".into(), email: email.into(), role: role.into(), confirmed: false }
}

/// The link's secret in the newest letter to somebody.
async fn link(test: &TestOffice, email: &str) -> String {
    test.office.run_due_jobs().await.unwrap();
    let letters = test.office.mailbox().await.unwrap();
    let letter = letters.iter().find(|letter| letter.to == email).unwrap();
    let line = letter.text.lines().find_map(|line| line.strip_prefix("https://legitka.test/invitations/"));
    line.unwrap().to_owned()
}

fn closed<T>(result: &Result<T, Refused>) -> bool {
    matches!(result, Err(Refused::Conflict(Conflict::LinkClosed)))
}

/// The costs at which passwords were verified since the last call: algorithm, version and parameters, without the salt.
fn spent() -> Vec<String> {
    let cost = |phc: String| phc.split('$').take(4).collect::<Vec<_>>().join("$");
    password::VERIFIED.take().into_iter().map(cost).collect()
}

#[tokio::test]
async fn an_unknown_login_costs_as_much_as_a_wrong_password_and_is_answered_alike() {
    for test in TestOffice::both().await {
        let school = test.school("SP 7").await;
        member(&test, school.id, "jan@szkola.example", Role::Secretary, true).await;
        let desk = test.desk(&school, Role::Administrator).await;
        desk.invite_staff(&invited("ola@szkola.example", "secretary")).await.unwrap();
        spent();
        // Known with a password, known without one, unknown, no address at all.
        for login in ["jan@szkola.example", "ola@szkola.example", "nobody@szkola.example", "nobody"] {
            let told = problem(test.office.sign_in(login, "nie to hasło wcale", "192.0.2.1", "x").await);
            assert_eq!(told, ("password", Problem::WrongCredentials), "{}: {login}", test.engine);
            assert_eq!(spent(), ["$argon2id$v=19$m=19456,t=2,p=1"], "{}: {login}", test.engine);
        }
    }
}

#[tokio::test]
async fn an_invitation_is_good_once() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("Szkoła Podstawowa nr 7").await);
        let desk = test.desk(&school, Role::Administrator).await;
        let id = desk.invite_staff(&invited("ola@szkola.example", "secretary")).await.unwrap();
        let replaced = link(&test, "ola@szkola.example").await;
        assert_eq!(desk.invite_staff(&invited("Ola@szkola.example", "secretary")).await.unwrap(), id);
        test.advance(1);
        let token = link(&test, "ola@szkola.example").await;
        assert!(closed(&office.invitation(&replaced).await), "{}: replaced", test.engine);

        let view = office.invitation(&token).await.unwrap();
        assert_eq!(
            (view.name.as_str(), view.roles, view.known, view.pupils.len()),
            ("Ola Lis", vec![Role::Secretary], false, 0)
        );
        let weak = office.accept_invitation(&token, "Ola-Lis-2026", "Ola-Lis-2026", "x").await;
        assert_eq!(problem(weak), ("password", Problem::PasswordWeak));
        let short = office.accept_invitation(&token, "Kf7#pQ2vLz9", "Kf7#pQ2vLz9", "x").await;
        assert_eq!(problem(short), ("password", Problem::PasswordShort { least: 12 }));
        let accept = || office.accept_invitation(&token, PASSWORD, PASSWORD, "x");
        let (one, two) = tokio::join!(accept(), accept());
        assert_ne!(one.is_ok(), two.is_ok(), "{}: {one:?} {two:?}", test.engine);
        assert!(closed(&accept().await) && closed(&office.invitation(&token).await));
        let signed_in = one.or(two).unwrap();
        assert_eq!(signed_in.next, Next::Enrolment);
        let visitor = office.visit(&signed_in.session).await.unwrap().unwrap();
        assert_eq!(visitor.places[0].role, Role::Secretary);
        assert_eq!(
            problem(desk.invite_staff(&invited("ola@szkola.example", "secretary")).await),
            ("email", Problem::WorksHere(Role::Secretary))
        );

        // Somebody known gives the password they have.
        desk.invite_staff(&invited("ola@szkola.example", "form_teacher")).await.unwrap();
        test.advance(1);
        let token = link(&test, "ola@szkola.example").await;
        assert!(office.invitation(&token).await.unwrap().known);
        assert_eq!(
            problem(office.accept_invitation(&token, "nie to hasło wcale", "", "x").await),
            ("password", Problem::WrongPassword)
        );
        office.accept_invitation(&token, PASSWORD, "", "x").await.unwrap();
    }
}

#[tokio::test]
async fn an_invitation_ends_or_is_taken_back() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        let desk = test.desk(&school, Role::Administrator).await;
        desk.invite_staff(&invited("late@szkola.example", "secretary")).await.unwrap();
        let late = link(&test, "late@szkola.example").await;
        test.advance(14 * 24 * 3600);
        assert!(closed(&office.accept_invitation(&late, PASSWORD, PASSWORD, "x").await), "{}: two weeks", test.engine);

        let desk = test.desk(&school, Role::Administrator).await;
        desk.invite_staff(&invited("ola@szkola.example", "secretary")).await.unwrap();
        let back = link(&test, "ola@szkola.example").await;
        let members = desk.staff_members().await.unwrap();
        let ola = members.iter().find(|member| member.email == "ola@szkola.example").unwrap();
        desk.revoke_staff(ola.id, ola.version).await.unwrap();
        assert!(closed(&office.accept_invitation(&back, PASSWORD, PASSWORD, "x").await), "{}: taken back", test.engine);
    }
}

/// A pupil's mother, as the school invites her.
fn mother() -> InviteGuardian {
    InviteGuardian {
        given: "Ewa".into(),
        surname: "Kowalska".into(),
        email: "ewa@dom.example".into(),
        kind: "parent".into(),
        ..InviteGuardian::default()
    }
}

#[tokio::test]
async fn a_family_is_linked_and_needs_a_longer_password() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        let pupil = test.pupil(&school, 0).await;
        let form = mother();
        test.desk(&school, Role::Secretary).await.invite_guardian(pupil, &form).await.unwrap();
        let token = link(&test, "ewa@dom.example").await;
        let view = office.invitation(&token).await.unwrap();
        assert_eq!((view.roles, view.pupils), (Vec::new(), vec!["Jan K., 1A".to_owned()]));
        let short = office.accept_invitation(&token, "rower-obłok-7x", "rower-obłok-7x", "x").await;
        assert_eq!(problem(short), ("password", Problem::PasswordShort { least: 15 }));
        let signed_in = office.accept_invitation(&token, PASSWORD, PASSWORD, "x").await.unwrap();
        assert_eq!(signed_in.next, Next::Home);
        let visitor = office.visit(&signed_in.session).await.unwrap().unwrap();
        assert!(visitor.family && visitor.places.is_empty() && !visitor.owes_second_factor());
        assert!(matches!(office.enrolment(&signed_in.session).await, Err(Refused::NotFound)));
        let home = visitor.family(office, test.clock.now(), None).unwrap();
        assert_eq!(home.children().await.unwrap()[0].pupil, pupil);
        test.advance(11 * 3600);
        assert!(office.visit(&signed_in.session).await.unwrap().is_some());
        test.advance(12 * 3600);
        assert!(office.visit(&signed_in.session).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn an_invitation_that_came_to_somebody_else_is_declined_and_the_office_sees_it() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        let pupil = test.pupil(&school, 0).await;
        let form = mother();
        let secretary = test.desk(&school, Role::Secretary).await;
        let administrator = test.desk(&school, Role::Administrator).await;
        let id = secretary.invite_guardian(pupil, &form).await.unwrap();
        let work =
            InviteStaff { given: "Ewa".into(), surname: "Kowalska".into(), ..invited("ewa@dom.example", "head") };
        administrator.invite_staff(&work).await.unwrap();
        let token = link(&test, "ewa@dom.example").await;
        office.decline_invitation(&token).await.unwrap();
        assert!(closed(&office.invitation(&token).await) && closed(&office.decline_invitation(&token).await));
        assert!(closed(&office.accept_invitation(&token, PASSWORD, PASSWORD, "x").await), "{}", test.engine);
        let row = secretary.pupil(pupil).await.unwrap().guardians.remove(0);
        assert_eq!((row.id, row.state), (id, Membership::Declined), "{}", test.engine);
        let members = administrator.staff_members().await.unwrap();
        let member = members.iter().find(|member| member.email == "ewa@dom.example").unwrap();
        assert_eq!(member.state, Membership::Declined, "{}", test.engine);
        let log = administrator.audit_log(None).await.unwrap();
        let declined: Vec<_> = log.iter().filter(|row| row.verb.ends_with(".declined")).collect();
        assert_eq!(declined.len(), 2, "{}", test.engine);
        assert!(declined.iter().all(|row| row.by.is_none()), "{}: {declined:?}", test.engine);

        // The right person is invited with the right address, the same one anew if it was a mistake.
        test.advance(1);
        assert_eq!(secretary.invite_guardian(pupil, &form).await.unwrap(), id);
        let token = link(&test, "ewa@dom.example").await;
        let signed_in = office.accept_invitation(&token, PASSWORD, PASSWORD, "x").await.unwrap();
        assert!(office.visit(&signed_in.session).await.unwrap().unwrap().family, "{}", test.engine);
    }
}

#[tokio::test]
async fn the_same_request_twice_is_one_deed() {
    for test in TestOffice::both().await {
        let school: TestSchool = test.school("SP 7").await;
        let key = Uuid::from_u128(7);
        let invite = async || {
            let desk = test.desk_once(&school, Role::Administrator, Some(key)).await;
            desk.invite_staff(&invited("ola@szkola.example", "secretary")).await
        };
        let (one, two) = tokio::join!(invite(), invite());
        let id = *one.as_ref().or(two.as_ref()).unwrap();
        let other = if one.is_ok() { two } else { one };
        assert!(matches!(other, Err(Refused::Done(subject)) if subject == id), "{}: {other:?}", test.engine);
        assert!(matches!(invite().await, Err(Refused::Done(subject)) if subject == id));
        test.office.run_due_jobs().await.unwrap();
        assert_eq!(test.office.mailbox().await.unwrap().len(), 1, "{}", test.engine);
    }
}

#[tokio::test]
async fn a_programs_key_is_good_for_one_request() {
    for test in TestOffice::both().await {
        let school: TestSchool = test.school("SP 7").await;
        let mut desk = test.desk(&school, Role::Administrator).await;
        let [key, asked, other] = [7, 8, 9].map(Uuid::from_u128);
        desk.once = Some(Once::Program { key, asked });
        let id = desk.invite_staff(&invited("ola@szkola.example", "secretary")).await.unwrap();
        let again = desk.invite_staff(&invited("ola@szkola.example", "secretary")).await;
        assert!(matches!(again, Err(Refused::Done(subject)) if subject == id), "{}: {again:?}", test.engine);
        desk.once = Some(Once::Program { key, asked: other });
        let another = desk.invite_staff(&invited("ula@szkola.example", "secretary")).await;
        assert!(matches!(another, Err(Refused::KeyReused)), "{}: {another:?}", test.engine);
        test.office.run_due_jobs().await.unwrap();
        assert_eq!(test.office.mailbox().await.unwrap().len(), 1, "{}", test.engine);
    }
}

#[tokio::test]
async fn an_account_is_changed_once_however_often_the_request_comes() {
    const NEW: &str = "obłok-piwnica-rower";
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        let person = member(&test, school.id, "jan@szkola.example", Role::Secretary, true).await;
        let first = test.session(person).await;
        let visitor = office.visit(&first).await.unwrap().unwrap();
        let once = |key: u128| Some(Once::Form(Uuid::from_u128(key)));
        let change = async |session: &str, old: &str, new: &str, key: u128| {
            office.change_password(&visitor, session, old, new, new, once(key)).await
        };
        assert_eq!(problem(change(&first, PASSWORD, PASSWORD, 1).await), ("password", Problem::PasswordSame));
        let session = change(&first, PASSWORD, NEW, 2).await.unwrap().session;
        let again = change(&session, PASSWORD, NEW, 2).await;
        assert!(matches!(again, Err(Refused::Done(subject)) if subject == person.0), "{}: {again:?}", test.engine);
        assert!(office.visit(&session).await.unwrap().is_some(), "{}: the repetition ended it", test.engine);
        assert_eq!(problem(change(&session, PASSWORD, NEW, 3).await), ("old", Problem::WrongPassword));

        let before = test.session(person).await;
        office.sign_out_others(&visitor, &session, once(4)).await.unwrap();
        let after = test.session(person).await;
        let again = office.sign_out_others(&visitor, &session, once(4)).await;
        assert!(matches!(again, Err(Refused::Done(_))), "{}: {again:?}", test.engine);
        assert!(office.visit(&before).await.unwrap().is_none() && office.visit(&after).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn a_person_made_at_the_command_line_needs_every_field_and_a_school_that_is_there() {
    for test in TestOffice::both().await {
        let school = test.school("SP 7").await;
        assert_eq!(test.office.schools().await.unwrap(), [(school.id, "SP 7".to_owned())]);
        let before = test.office.people().await.unwrap().len();
        let new = NewPerson { role: "operator".into(), password: "x".into(), ..NewPerson::default() };
        let Err(Refused::Invalid(errors)) = test.office.create_person(school.id, &new).await else { panic!("taken") };
        let fields: BTreeSet<&str> = errors.iter().map(|FieldError { field, .. }| *field).collect();
        assert_eq!(fields, BTreeSet::from(["email", "given", "password", "role", "surname"]));
        assert!(matches!(member_of(&test, SchoolId(Uuid::nil())).await, Err(Refused::NotFound)));
        assert_eq!(test.office.people().await.unwrap().len(), before, "{}: somebody was made", test.engine);

        member_of(&test, school.id).await.unwrap();
        let people = test.office.people().await.unwrap();
        let made: Vec<_> = people.iter().filter(|line| line.email == "jan@szkola.example").collect();
        let [made] = made[..] else { panic!("{}: {people:?}", test.engine) };
        let line = [&made.name, &made.role, &made.state, &made.school];
        assert_eq!(line, ["Jan Nowak", "head", "accepted", "SP 7"], "{}", test.engine);
        assert_eq!(staff(&test.office, "jan@szkola.example").await.next, Next::Enrolment);
    }
}

async fn member_of(test: &TestOffice, school: SchoolId) -> Result<school::PersonId, Refused> {
    let text = str::to_owned;
    let new = NewPerson {
        given: text("Jan"),
        surname: text("Nowak"),
        email: text("jan@szkola.example"),
        password: text(PASSWORD),
        role: text("head"),
        ..NewPerson::default()
    };
    test.office.create_person(school, &new).await
}

#[tokio::test]
async fn what_gives_away_most_needs_a_second_factor_of_the_last_five_minutes() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        member(&test, school.id, "adam2@szkola.example", Role::Administrator, true).await;
        let session = staff(office, "adam2@szkola.example").await.session;
        let session = office.second_factor(&session, &code(BASE32, test.clock.now())).await.unwrap().session;
        let desk = async |session: &str| {
            let visitor = office.visit(session).await.unwrap().unwrap();
            visitor.staff(office, test.clock.now(), None).await.unwrap()
        };
        let form = invited("ola@szkola.example", "secretary");
        let token = MakeToken { name: "x".into(), role: "head".into(), scope: "read".into(), days: "1".into() };
        test.advance(5 * 60 - 1);
        desk(&session).await.invite_staff(&form).await.unwrap();
        test.advance(1);
        let late = desk(&session).await;
        let members = late.staff_members().await.unwrap();
        let ola = members.iter().find(|row| row.email == "ola@szkola.example").unwrap();
        for answer in [
            late.invite_staff(&form).await.map(drop),
            late.revoke_staff(ola.id, ola.version).await.map(drop),
            late.reset_second_factor(ola.id, ola.version).await.map(drop),
            late.make_token(&token).await.map(drop),
        ] {
            assert!(matches!(answer, Err(Refused::StepUp)), "{}: {answer:?}", test.engine);
        }
        // Whoever may not do it at all is not asked for a code first.
        let refused = late.reveal_identity(test.pupil(&school, 1).await).await;
        assert!(matches!(refused, Err(Refused::Forbidden)), "{}: {refused:?}", test.engine);

        // A new password proves no second factor; the code does, and the session has a new secret.
        let visitor = office.visit(&session).await.unwrap().unwrap();
        let word = "obłok-piwnica-rower";
        let session = office.change_password(&visitor, &session, PASSWORD, word, word, None).await.unwrap().session;
        assert!(matches!(desk(&session).await.invite_staff(&form).await, Err(Refused::StepUp)), "{}", test.engine);
        let proven = office.second_factor(&session, &code(BASE32, test.clock.now())).await.unwrap().session;
        desk(&proven).await.invite_staff(&form).await.unwrap();
        assert!(office.visit(&session).await.unwrap().is_none(), "{}: the old secret lives on", test.engine);
    }
}

#[tokio::test]
async fn who_signs_in_again_is_where_they_were() {
    for test in TestOffice::both().await {
        let office = &test.office;
        for school in [test.school("SP 7").await, test.school("SP 8").await] {
            member(&test, school.id, "jan@szkola.example", Role::Secretary, true).await;
        }
        let enter = async || {
            let session = staff(office, "jan@szkola.example").await.session;
            let session = office.second_factor(&session, &code(BASE32, test.clock.now())).await.unwrap().session;
            let visitor = office.visit(&session).await.unwrap().unwrap();
            (session, visitor)
        };
        let (session, visitor) = enter().await;
        let chosen = visitor.places[1].id;
        office.choose_place(&visitor, &session, chosen).await.unwrap();
        test.advance(16 * 60);
        assert!(office.visit(&session).await.unwrap().is_none(), "{}: idle for too long", test.engine);
        assert_eq!(enter().await.1.places[0].id, chosen, "{}", test.engine);
    }
}

#[tokio::test]
async fn a_second_factor_given_again_moves_neither_the_place_nor_the_end() {
    for test in TestOffice::both().await {
        let office = &test.office;
        for school in [test.school("SP 7").await, test.school("SP 8").await] {
            member(&test, school.id, "jan@szkola.example", Role::Secretary, true).await;
        }
        let mut session = staff(office, "jan@szkola.example").await.session;
        session = office.second_factor(&session, &code(BASE32, test.clock.now())).await.unwrap().session;
        let visitor = office.visit(&session).await.unwrap().unwrap();
        let chosen = visitor.places[1].id;
        office.choose_place(&visitor, &session, chosen).await.unwrap();
        for _ in 0..59 {
            test.advance(10 * 60);
            session = office.second_factor(&session, &code(BASE32, test.clock.now())).await.unwrap().session;
        }
        let visitor = office.visit(&session).await.unwrap().unwrap();
        assert_eq!(visitor.places[0].id, chosen, "{}", test.engine);
        test.advance(10 * 60);
        assert!(office.visit(&session).await.unwrap().is_none(), "{}: ten hours have passed", test.engine);
    }
}
