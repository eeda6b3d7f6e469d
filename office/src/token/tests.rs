//! What a program with a token may give away.

use school::person::Role;

use super::{MakeToken, NewToken};
use crate::{StaffDesk, refused::Refused, staff::InviteStaff, testing::TestOffice};

fn form(role: &str, scope: &str, days: &str) -> MakeToken {
    MakeToken { name: "dziennik".into(), role: role.into(), scope: scope.into(), days: days.into() }
}

/// The desk that a program with this token stands at.
async fn through(test: &TestOffice, token: &NewToken) -> StaffDesk {
    let visitor = test.office.visit_token(&token.secret).await.unwrap().unwrap();
    visitor.staff(&test.office, test.clock.now(), None).await.unwrap()
}

/// The field that was refused.
fn refused<T>(result: &Result<T, Refused>) -> Option<&'static str> {
    match result {
        Err(Refused::Invalid(problems)) => problems.first().map(|problem| problem.field),
        _ => None,
    }
}

#[tokio::test]
async fn what_is_made_through_a_token_goes_no_further_than_the_token() {
    for test in TestOffice::both().await {
        let engine = test.engine;
        let school = test.school("SP 7").await;
        let person = test.desk(&school, Role::Administrator).await;
        let first = person.make_token(&form("administrator", "change", "10")).await.unwrap();
        let program = through(&test, &first).await;
        let next = program.make_token(&form("administrator", "change", "9")).await;
        assert_eq!(refused(&next), Some("role"), "{engine}: another that makes tokens");
        let longer = program.make_token(&form("secretary", "read", "11")).await;
        assert_eq!(refused(&longer), Some("days"), "{engine}: a longer one");
        assert_eq!(person.api_tokens().await.unwrap().len(), 1, "{engine}: what was refused was made");
        for (role, scope) in [("secretary", "change"), ("head", "read")] {
            program.make_token(&form(role, scope, "10")).await.unwrap();
        }
        let tokens = person.api_tokens().await.unwrap();
        assert!(tokens.iter().all(|row| row.ends_at == tokens[0].ends_at), "{engine}: {tokens:?}");
        test.advance(24 * 3600);
        let program = through(&test, &first).await;
        let longer = program.make_token(&form("secretary", "change", "10")).await;
        assert_eq!(refused(&longer), Some("days"), "{engine}: ten days, when nine are left");
        program.make_token(&form("secretary", "change", "9")).await.unwrap();
    }
}

#[tokio::test]
async fn a_token_that_only_reads_and_one_of_another_role_make_none() {
    for test in TestOffice::both().await {
        let engine = test.engine;
        let school = test.school("SP 7").await;
        let person = test.desk(&school, Role::Administrator).await;
        for (role, scope) in [("administrator", "read"), ("secretary", "change"), ("head", "change")] {
            let token = person.make_token(&form(role, scope, "10")).await.unwrap();
            let made = through(&test, &token).await.make_token(&form("secretary", "read", "1")).await;
            assert!(matches!(made, Err(Refused::Forbidden)), "{engine}: a token that may {scope} as {role}");
        }
        assert_eq!(person.api_tokens().await.unwrap().len(), 3, "{engine}");
    }
}

#[tokio::test]
async fn nobody_becomes_an_administrator_or_a_head_through_a_token() {
    for test in TestOffice::both().await {
        let engine = test.engine;
        let school = test.school("SP 7").await;
        let person = test.desk(&school, Role::Administrator).await;
        let token = person.make_token(&form("administrator", "change", "10")).await.unwrap();
        let program = through(&test, &token).await;
        let invitation = |role: &str| InviteStaff {
            given: "Ola".into(),
            surname: "Lis".into(),
            email: "ola@szkola.example".into(),
            role: role.into(),
            confirmed: false,
        };
        for role in ["administrator", "head"] {
            let invited = program.invite_staff(&invitation(role)).await;
            assert_eq!(refused(&invited), Some("role"), "{engine}: {role}");
        }
        program.invite_staff(&invitation("secretary")).await.unwrap();
        person.invite_staff(&invitation("administrator")).await.unwrap();
    }
}

#[tokio::test]
async fn whoever_reads_every_pesel_through_a_token_is_slowed_down_and_others_are_not() {
    for test in TestOffice::both().await {
        let (engine, school) = (test.engine, test.school("SP 7").await);
        let pupil = test.pupil(&school, 1).await;
        let person = test.desk(&school, Role::Administrator).await;
        let mut programs = Vec::new();
        for _ in 0..2 {
            let token = person.make_token(&form("secretary", "change", "10")).await.unwrap();
            programs.push(through(&test, &token).await);
        }
        for at in 0..200 {
            assert!(programs[0].reveal_identity(pupil).await.is_ok(), "{engine}: the look {at}");
        }
        let after = programs[0].reveal_identity(pupil).await;
        let Err(Refused::TooManyTries(next)) = after else { panic!("{engine}: no end") };
        assert_eq!(next.as_second() - test.clock.now().as_second(), 5, "{engine}");
        programs[1].reveal_identity(pupil).await.unwrap();
        for _ in 0..3 {
            test.desk(&school, Role::Secretary).await.reveal_identity(pupil).await.unwrap();
        }
        test.advance(5);
        programs[0].reveal_identity(pupil).await.unwrap();
        assert!(programs[0].reveal_identity(pupil).await.is_err(), "{engine}: at once again");
        test.advance(3601);
        for _ in 0..3 {
            programs[0].reveal_identity(pupil).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_token_that_is_being_revoked_makes_no_successor() {
    for test in TestOffice::both().await {
        let (engine, school) = (test.engine, test.school("SP 7").await);
        let person = test.desk(&school, Role::Administrator).await;
        let lost = person.make_token(&form("administrator", "change", "10")).await.unwrap();
        // the request came in before the token was revoked, and is carried out after it
        let program = through(&test, &lost).await;
        person.revoke_token(lost.id).await.unwrap();
        let made = program.make_token(&form("secretary", "change", "10")).await;
        assert!(matches!(made, Err(Refused::SignedOut)), "{engine}: {:?}", made.map(|token| token.id));
        assert_eq!(person.api_tokens().await.unwrap().len(), 1, "{engine}");
    }
}

#[tokio::test]
async fn a_revoked_token_takes_along_what_was_made_through_it() {
    for test in TestOffice::both().await {
        let (engine, school) = (test.engine, test.school("SP 7").await);
        let person = test.desk(&school, Role::Administrator).await;
        let lost = person.make_token(&form("administrator", "change", "10")).await.unwrap();
        let other = person.make_token(&form("secretary", "change", "10")).await.unwrap();
        let through_it = through(&test, &lost).await.make_token(&form("secretary", "change", "10")).await.unwrap();
        assert!(test.office.visit_token(&through_it.secret).await.unwrap().is_some(), "{engine}");
        person.revoke_token(lost.id).await.unwrap();
        for (token, works) in [(&lost, false), (&through_it, false), (&other, true)] {
            let visitor = test.office.visit_token(&token.secret).await.unwrap();
            assert_eq!(visitor.is_some(), works, "{engine}");
        }
        let log = person.audit_log(None).await.unwrap();
        let revoked: Vec<_> = log.iter().filter(|row| row.verb == "token.revoked").map(|row| row.subject).collect();
        assert_eq!(revoked, [lost.id.0, through_it.id.0], "{engine}: the newest first");
    }
}
