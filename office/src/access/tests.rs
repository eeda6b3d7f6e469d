//! Whoever runs the installation sees nothing of a school but what it lets them see, and everybody there knows.

use school::{AccessId, access::AccessState, person::Role};

use super::LookedInto;
use crate::{
    installation::{OpenSchool, SchoolForm},
    operator::{AskAccess, NewOperator},
    person::{NewPerson, Next},
    refused::{Conflict, FieldError, Problem, Refused},
    staff::InviteStaff,
    store::OfOperator,
    testing::{TestOffice, TestSchool},
};

const EMAIL: &str = "operator@legitka.test";
const PASSWORD: &str = "piwnica-rower-obłok";

fn opened() -> OpenSchool {
    OpenSchool {
        school: SchoolForm {
            kind: "primary".to_owned(),
            name: "Szkoła Podstawowa nr 9".to_owned(),
            address: "ul. Nowa 9, 00-009 Warszawa".to_owned(),
            head_given: "Ewa".to_owned(),
            head_surname: "Nowa".to_owned(),
            head_since: "2026-09-01".to_owned(),
            ..SchoolForm::default()
        },
        given: "Adam".to_owned(),
        surname: "Nowy".to_owned(),
        email: "adam@nowa.test".to_owned(),
        confirmed: false,
    }
}

/// The verbs of the school's log that whoever runs the installation wrote, oldest first.
async fn told_of_operators(office: &TestOffice, school: &TestSchool) -> Vec<String> {
    let log = office.desk(school, Role::Head).await.audit_log(None).await.unwrap();
    let theirs = log.into_iter().rev().filter(|entry| entry.role == "operator");
    theirs.map(|entry| entry.verb).collect()
}

async fn version_of(office: &TestOffice, school: &TestSchool, id: AccessId) -> i64 {
    let rows = office.desk(school, Role::Head).await.access_requests().await.unwrap();
    rows.iter().find(|row| row.id == id).unwrap().version
}

#[tokio::test]
async fn without_a_grant_a_school_is_a_name_and_a_number() {
    for office in TestOffice::both().await {
        let (school, operator) = (office.school("SP 1").await, office.operator(EMAIL).await);
        office.pupil(&school, 1).await;
        let desk = office.operator_desk(operator).await;
        let listed = desk.schools(None).await.unwrap().rows;
        assert_eq!(listed.len(), 1, "{}", office.engine);
        assert_eq!((listed[0].name.as_str(), listed[0].pupils, listed[0].closed_at), ("SP 1", 1, None));
        assert!(matches!(desk.support(school.id).await, Err(Refused::NotFound)), "{}", office.engine);
        office.asked_access(operator, &school).await;
        assert!(matches!(desk.support(school.id).await, Err(Refused::NotFound)), "{}: only asked", office.engine);
        let visitor = office.visit(&office.session(operator).await).await.unwrap().unwrap();
        assert!(visitor.staff(&office, office.now(), None).await.is_err() && visitor.places.is_empty());
        assert!(visitor.family(&office, office.now(), None).is_err(), "{}", office.engine);
    }
}

#[tokio::test]
async fn the_second_wall_shows_an_operator_schools_and_no_pupil() {
    for office in TestOffice::both().await {
        let (school, operator) = (office.school("SP 1").await, office.operator(EMAIL).await);
        office.pupil(&school, 1).await;
        let scope = OfOperator { person: operator, now: office.now() };
        let mut tx = office.db().of_operator(scope).await.unwrap();
        let schools: Option<i64> = value!(tx, "SELECT COUNT(*) FROM school").unwrap();
        let pupils: Option<i64> = value!(tx, "SELECT COUNT(*) FROM pupil").unwrap();
        let members: Option<i64> = value!(tx, "SELECT COUNT(*) FROM membership").unwrap();
        assert_eq!(schools, Some(1), "{}", office.engine);
        if office.engine == "postgres" {
            assert_eq!((pupils, members), (Some(0), Some(0)), "a query that forgot its school finds nothing");
        }
    }
}

#[tokio::test]
async fn while_a_grant_runs_names_are_seen_everybody_is_told_and_each_look_is_written_down() {
    for office in TestOffice::both().await {
        let (school, other) = (office.school("SP 1").await, office.school("SP 2").await);
        let pupil = office.pupil(&school, 1).await;
        let parent = office.parent(&school, pupil, "ewa@dom.test").await;
        let operator = office.operator(EMAIL).await;
        assert!(office.desk(&school, Role::Secretary).await.looked_into().await.unwrap().is_empty());
        let id = office.granted_access(operator, &school).await;

        let desk = office.operator_desk(operator).await;
        let support = desk.support(school.id).await.unwrap();
        let roll = support.roll(None).await.unwrap();
        assert_eq!(roll.rows.len(), 1, "{}", office.engine);
        assert_eq!((roll.rows[0].name.as_str(), roll.rows[0].class.as_str()), ("Nowak Zofia", "1A"));
        assert_eq!(support.settings().await.unwrap().0.name, "SP 1");
        assert!(matches!(desk.support(other.id).await, Err(Refused::NotFound)), "{}: another school", office.engine);

        let until = office.now() + jiff::SignedDuration::from_hours(8);
        let told = [LookedInto { school: "SP 1".to_owned(), operator: "Olga Operatorska".to_owned(), until }];
        for role in [Role::Secretary, Role::FormTeacher, Role::Administrator] {
            assert_eq!(office.desk(&school, role).await.looked_into().await.unwrap(), told, "{role}");
        }
        assert_eq!(office.home(parent).looked_into().await.unwrap(), told, "{}", office.engine);
        assert!(office.desk(&other, Role::Head).await.looked_into().await.unwrap().is_empty());

        let written = ["access.asked", "access.roll_seen", "access.settings_seen"];
        assert_eq!(told_of_operators(&office, &school).await, written, "{}", office.engine);
        let version = version_of(&office, &school, id).await;
        office.desk(&school, Role::Administrator).await.end_access(id, version).await.unwrap();
        assert!(matches!(support.roll(None).await, Err(Refused::NotFound)), "{}: it was ended", office.engine);
        assert!(office.home(parent).looked_into().await.unwrap().is_empty(), "{}", office.engine);
    }
}

#[tokio::test]
async fn a_grant_ends_by_itself() {
    for office in TestOffice::both().await {
        let (school, operator) = (office.school("SP 1").await, office.operator(EMAIL).await);
        let id = office.granted_access(operator, &school).await;
        office.advance(8 * 3600 - 1);
        assert!(office.operator_desk(operator).await.support(school.id).await.is_ok(), "{}", office.engine);
        let support = office.operator_desk(operator).await.support(school.id).await.unwrap();
        office.advance(1);
        let late = office.operator_desk(operator).await;
        assert!(matches!(late.support(school.id).await, Err(Refused::NotFound)), "{}", office.engine);
        assert!(support.settings().await.is_ok(), "a desk is of one moment");
        let head = office.desk(&school, Role::Head).await;
        assert!(head.looked_into().await.unwrap().is_empty(), "{}", office.engine);
        let refused = head.end_access(id, version_of(&office, &school, id).await).await;
        assert!(matches!(refused, Err(Refused::Conflict(Conflict::Changed))), "{}: {refused:?}", office.engine);
        office.asked_access(operator, &school).await; // and may be asked for again
    }
}

#[tokio::test]
async fn a_head_or_an_administrator_answers_once_and_nobody_else() {
    for office in TestOffice::both().await {
        let (school, other) = (office.school("SP 1").await, office.school("SP 2").await);
        let operator = office.operator(EMAIL).await;
        let id = office.asked_access(operator, &school).await;
        for role in [Role::Secretary, Role::FormTeacher] {
            let desk = office.desk(&school, role).await;
            assert!(matches!(desk.grant_access(id, 1).await, Err(Refused::Forbidden)), "{role}");
            assert!(matches!(desk.access_requests().await, Err(Refused::Forbidden)), "{role}");
        }
        let stranger = office.desk(&other, Role::Head).await;
        assert!(matches!(stranger.grant_access(id, 1).await, Err(Refused::NotFound)), "{}", office.engine);
        let again = AskAccess { reason: "raz jeszcze".to_owned(), hours: "1".to_owned() };
        let refused = office.operator_desk(operator).await.ask_access(school.id, &again).await;
        assert!(matches!(refused, Err(Refused::Conflict(Conflict::Changed))), "{}: {refused:?}", office.engine);
        let administrator = office.desk(&school, Role::Administrator).await;
        assert_eq!(administrator.access_waiting().await.unwrap(), 1, "{}", office.engine);
        administrator.refuse_access(id, 1).await.unwrap();
        let row = administrator.access_requests().await.unwrap().remove(0);
        assert_eq!((row.state, row.runs, row.hours), (AccessState::Refused, false, 8), "{}", office.engine);
        let refused = administrator.grant_access(id, row.version).await;
        assert!(matches!(refused, Err(Refused::Conflict(Conflict::Changed))), "{}: {refused:?}", office.engine);
        for hours in ["0", "25", "", "osiem"] {
            let long = AskAccess { reason: "x".to_owned(), hours: hours.to_owned() };
            let refused = office.operator_desk(operator).await.ask_access(school.id, &long).await;
            assert!(matches!(refused, Err(Refused::Invalid(_))), "{hours}: {refused:?}");
        }
    }
}

#[tokio::test]
async fn of_two_requests_of_one_moment_one_is_made() {
    for office in TestOffice::both().await {
        let (school, operator) = (office.school("SP 1").await, office.operator(EMAIL).await);
        let (one, other) = (office.operator_desk(operator).await, office.operator_desk(operator).await);
        let form = AskAccess { reason: "zgłoszenie 17".to_owned(), hours: "8".to_owned() };
        let asked = tokio::join!(one.ask_access(school.id, &form), other.ask_access(school.id, &form));
        assert_ne!(asked.0.is_ok(), asked.1.is_ok(), "{}: {asked:?}", office.engine);
        assert_eq!(office.desk(&school, Role::Head).await.access_waiting().await.unwrap(), 1, "{}", office.engine);
    }
}

#[tokio::test]
async fn a_closed_school_lets_nobody_in_until_it_is_opened_again() {
    for office in TestOffice::both().await {
        let (school, operator) = (office.school("SP 1").await, office.operator(EMAIL).await);
        let pupil = office.pupil(&school, 1).await;
        let parent = office.parent(&school, pupil, "ewa@dom.test").await;
        let sessions = [office.session(school.secretary).await, office.session(parent).await];
        office.granted_access(operator, &school).await;
        let desk = office.operator_desk(operator).await;
        let support = desk.support(school.id).await.unwrap();
        let refused = desk.close_school(school.id, " ").await;
        assert!(matches!(refused, Err(Refused::Invalid(_))), "{}: without a reason", office.engine);
        desk.close_school(school.id, "połączona z SP 2").await.unwrap();
        let [staff, family] = [&sessions[0], &sessions[1]];
        let visitor = office.visit(staff).await.unwrap().unwrap();
        assert!(visitor.places.is_empty(), "{}", office.engine);
        let refused = visitor.staff(&office, office.now(), None).await.err();
        assert!(matches!(refused, Some(Refused::Conflict(Conflict::SchoolClosed))), "{}: {refused:?}", office.engine);
        assert!(!office.visit(family).await.unwrap().unwrap().family, "{}", office.engine);
        assert!(office.home(parent).children().await.unwrap().is_empty(), "{}", office.engine);
        assert!(matches!(support.roll(None).await, Err(Refused::NotFound)), "{}", office.engine);
        let refused = desk.close_school(school.id, "znowu").await;
        assert!(matches!(refused, Err(Refused::Conflict(Conflict::Changed))), "{}: {refused:?}", office.engine);
        assert!(desk.schools(None).await.unwrap().rows[0].closed_at.is_some(), "{}", office.engine);
        desk.reopen_school(school.id).await.unwrap();
        assert_eq!(office.visit(staff).await.unwrap().unwrap().places.len(), 1, "{}", office.engine);
        assert!(office.visit(family).await.unwrap().unwrap().family, "{}", office.engine);
        assert!(desk.support(school.id).await.is_err(), "{}: a grant does not come back", office.engine);
        let told = told_of_operators(&office, &school).await;
        assert_eq!(told, ["access.asked", "access.ended", "school.closed", "school.reopened"], "{}", office.engine);
    }
}

#[tokio::test]
async fn letters_say_that_somebody_asks_and_is_let_in_and_never_who_or_why() {
    for office in TestOffice::both().await {
        let (school, operator) = (office.school("SP 1").await, office.operator(EMAIL).await);
        let id = office.granted_access(operator, &school).await;
        let version = version_of(&office, &school, id).await;
        office.desk(&school, Role::Head).await.end_access(id, version).await.unwrap();
        office.run_due_jobs().await.unwrap();
        let letters = office.mailbox().await.unwrap();
        let with = |link: &str| letters.iter().filter(|letter| letter.text.contains(link)).collect::<Vec<_>>();
        let asked = with("https://legitka.test/school/access");
        assert_eq!(asked.len(), 2, "{}: the administrator and the head: {asked:?}", office.engine);
        assert!(asked.iter().all(|letter| letter.to != EMAIL), "{}: {asked:?}", office.engine);
        let told = with(&format!("https://legitka.test/schools/{}", school.id));
        assert_eq!(told.len(), 2, "{}: granted and ended: {told:?}", office.engine);
        assert!(told.iter().all(|letter| letter.to == EMAIL), "{}: {told:?}", office.engine);
        let quiet = |text: &str| !text.contains("Operatorska") && !text.contains("zgłoszenie 17");
        assert!(letters.iter().all(|letter| quiet(&letter.text) && quiet(&letter.subject)), "{}", office.engine);
    }
}

#[tokio::test]
async fn a_school_is_opened_with_its_head_and_an_invitation_to_its_first_administrator() {
    for office in TestOffice::both().await {
        let operator = office.operator(EMAIL).await;
        let desk = office.operator_desk(operator).await;
        let own = desk.open_school(&OpenSchool { email: EMAIL.to_owned(), ..opened() }).await;
        let taken = matches!(&own, Err(Refused::Invalid(problems))
            if problems == &[FieldError { field: "email", problem: Problem::OfAnOperator }]);
        assert!(taken, "{}: {own:?}", office.engine);
        let empty = desk.open_school(&OpenSchool::default()).await;
        let Err(Refused::Invalid(problems)) = empty else { panic!("{}: {empty:?}", office.engine) };
        assert!(["name", "head_given", "email"].iter().all(|name| problems.iter().any(|one| one.field == *name)));
        let id = desk.open_school(&opened()).await.unwrap();
        office.run_due_jobs().await.unwrap();
        let letters = office.mailbox().await.unwrap();
        assert!(letters.iter().any(|letter| letter.to == "adam@nowa.test"), "{}: {letters:?}", office.engine);
        let listed = desk.schools(None).await.unwrap().rows;
        assert_eq!((listed.len(), listed[0].id, listed[0].pupils), (1, id, 0), "{}", office.engine);
        assert!(desk.support(id).await.is_err(), "{}: not even the school they opened", office.engine);
    }
}

#[tokio::test]
async fn an_operator_owes_a_second_factor_belongs_to_no_school_and_can_be_dismissed() {
    for office in TestOffice::both().await {
        let school = office.school("SP 1").await;
        let new = NewOperator {
            given: "Olga".to_owned(),
            surname: "Operatorska".to_owned(),
            email: EMAIL.to_owned(),
            password: PASSWORD.to_owned(),
            totp: None,
        };
        let person = office.appoint_operator(&new).await.unwrap();
        let signed_in = office.sign_in(EMAIL, PASSWORD, "", "").await.unwrap();
        assert_eq!(signed_in.next, Next::Enrolment, "{}", office.engine);
        let visitor = office.visit(&signed_in.session).await.unwrap().unwrap();
        assert!(visitor.operator && visitor.owes_second_factor(), "{}", office.engine);
        assert!(matches!(visitor.operator(&office, office.now(), None), Err(Refused::SignedOut)));
        let member = NewPerson {
            given: "Nina".to_owned(),
            surname: "Nowicka".to_owned(),
            email: "nina@szkola.test".to_owned(),
            password: PASSWORD.to_owned(),
            role: Role::Secretary.code().to_owned(),
            ..NewPerson::default()
        };
        office.create_person(school.id, &member).await.unwrap();
        let refused = office.appoint_operator(&NewOperator { email: member.email, ..new }).await;
        assert!(matches!(refused, Err(Refused::Invalid(_))), "{}: works at a school", office.engine);
        let colleague = InviteStaff {
            given: "Olga".to_owned(),
            surname: "Operatorska".to_owned(),
            email: EMAIL.to_owned(),
            role: Role::Administrator.code().to_owned(),
            confirmed: false,
        };
        let refused = office.desk(&school, Role::Administrator).await.invite_staff(&colleague).await;
        assert!(matches!(refused, Err(Refused::Invalid(_))), "{}: {refused:?}", office.engine);
        let listed = office.people().await.unwrap();
        assert!(listed.iter().any(|line| line.email == EMAIL && line.role == "operator"), "{}", office.engine);

        office.granted_access(person, &school).await;
        let session = office.session(person).await;
        office.dismiss_operator(EMAIL).await.unwrap();
        assert!(office.visit(&session).await.unwrap().is_none(), "{}: signed in", office.engine);
        let head = office.desk(&school, Role::Head).await;
        assert!(head.looked_into().await.unwrap().is_empty(), "{}: the grant runs", office.engine);
        assert!(matches!(office.dismiss_operator(EMAIL).await, Err(Refused::NotFound)), "{}", office.engine);
    }
}
