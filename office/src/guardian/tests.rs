//! Links to pupils: what they allow, and that they end at once.

use school::{
    PersonId, PupilId,
    guardian::{GuardianKind, GuardianScope},
    person::{Membership, Role},
    photo::DECLARATION_VERSION,
};

use super::InviteGuardian;
use crate::{
    FileKind,
    refused::{Conflict, FieldError, Problem, Refused},
    staff::InviteStaff,
    store::{Actor, Mode},
    testing::{TestOffice, TestSchool},
};

fn form(email: &str, scope: &str) -> InviteGuardian {
    InviteGuardian {
        given: "Jan".to_owned(),
        surname: "Opiekun".to_owned(),
        email: email.to_owned(),
        kind: GuardianKind::Guardian.to_string(),
        scope: scope.to_owned(),
        confirmed: false,
    }
}

/// Links somebody to a pupil with this scope, invited and accepted.
pub(crate) async fn link(
    t: &TestOffice,
    school: &TestSchool,
    pupil: PupilId,
    email: &str,
    scope: GuardianScope,
) -> PersonId {
    t.desk(school, Role::Secretary).await.invite_guardian(pupil, &form(email, scope.code())).await.unwrap();
    let mut tx = t.office.db().everywhere(Mode::Write, t.clock.now()).await.unwrap();
    let person = tx.person_by_email(email).await.unwrap().unwrap().person();
    assert!(tx.join(person, school.id).await.unwrap());
    tx.commit(&Actor::SYSTEM, school::event::Event::new("person.made", person)).await.unwrap();
    person
}

#[tokio::test]
async fn who_may_only_look_cannot_send_and_who_may_nothing_sees_nothing() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let viewer = link(&t, &school, pupil, "jan@dom.test", GuardianScope::View).await;
        let barred = link(&t, &school, pupil, "zly@dom.test", GuardianScope::None).await;
        let id = t.sent_photo(parent, pupil).await;
        let home = t.home(viewer);
        assert_eq!(home.children().await.unwrap().len(), 1);
        home.photo_file(id, FileKind::Review).await.unwrap();
        for answer in [
            home.upload_photo(pupil, DECLARATION_VERSION, TestOffice::upload()).await.map(drop),
            home.withdraw_photo(id, 2).await.map(drop),
        ] {
            assert!(matches!(answer, Err(Refused::Forbidden)), "{}: {answer:?}", t.engine);
        }
        assert_eq!(t.home(barred).children().await.unwrap().len(), 0);
        assert!(
            matches!(t.home(barred).photo_file(id, FileKind::Review).await, Err(Refused::NotFound)),
            "{}",
            t.engine
        );
    }
}

#[tokio::test]
async fn a_revoked_link_ends_at_once() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let id = t.sent_photo(parent, pupil).await;
        let (home, desk) = (t.home(parent), t.desk(&school, Role::Secretary).await);
        desk.approve_photo(id, desk.photo(id).await.unwrap().version).await.unwrap();
        let link = desk.pupil(pupil).await.unwrap().guardians.remove(0);
        assert_eq!((link.state, link.email.as_str()), (Membership::Accepted, "ewa@dom.test"));
        assert!(matches!(desk.revoke_guardian(link.id, link.version + 1).await, Err(Refused::Conflict(_))));
        assert_eq!(desk.revoke_guardian(link.id, link.version).await.unwrap(), pupil);
        for answer in [
            home.photo_status(pupil).await.map(drop),
            home.photo_file(id, FileKind::Review).await.map(drop),
            home.upload_photo(pupil, DECLARATION_VERSION, TestOffice::upload()).await.map(drop),
        ] {
            assert!(matches!(answer, Err(Refused::NotFound)), "{}: {answer:?}", t.engine);
        }
        t.advance(60);
        t.office.run_due_jobs().await.unwrap();
        assert_eq!((home.messages().await.unwrap().len(), home.unread().await.unwrap()), (0, 0), "{}", t.engine);

        // Invited anew, the same link begins again.
        let ewa = InviteGuardian { confirmed: true, ..form("ewa@dom.test", "") };
        let again = desk.invite_guardian(pupil, &ewa).await.unwrap();
        assert_eq!(again, link.id);
        assert_eq!(desk.pupil(pupil).await.unwrap().guardians[0].state, Membership::Invited);
        assert_eq!(home.children().await.unwrap().len(), 0);
    }
}

#[tokio::test]
async fn an_invitation_names_every_wrong_field() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let wrong = InviteGuardian {
            email: "nikt".to_owned(),
            kind: "uncle".to_owned(),
            scope: "all".to_owned(),
            ..InviteGuardian::default()
        };
        let Err(Refused::Invalid(fields)) = desk.invite_guardian(pupil, &wrong).await else { panic!("taken") };
        let told: Vec<_> = fields.iter().map(|error| (error.field, error.problem)).collect();
        let expected = [
            ("given", Problem::Required),
            ("surname", Problem::Required),
            ("email", Problem::NotAnEmail),
            ("kind", Problem::NotOffered),
            ("scope", Problem::NotOffered),
        ];
        assert_eq!(told, expected);
        t.parent(&school, pupil, "ewa@dom.test").await;
        let Err(Refused::Invalid(fields)) = desk.invite_guardian(pupil, &form("EWA@dom.test", "")).await else {
            panic!("linked twice")
        };
        assert_eq!((fields[0].field, fields[0].problem), ("email", Problem::Taken), "{}", t.engine);
        let administrator = t.desk(&school, Role::Head).await.invite_guardian(pupil, &form("a@dom.test", "")).await;
        assert!(matches!(administrator, Err(Refused::Forbidden)));
    }
}

/// Says yes for somebody to everything that waits for them at a school.
async fn joins(t: &TestOffice, school: &TestSchool, person: PersonId) {
    let mut tx = t.office.db().everywhere(Mode::Write, t.clock.now()).await.unwrap();
    assert!(tx.join(person, school.id).await.unwrap());
    tx.commit(&Actor::SYSTEM, school::event::Event::new("person.made", person)).await.unwrap();
}

/// The name that is asked about, if anything is asked.
fn asked<T: std::fmt::Debug>(answer: Result<T, Refused>) -> Option<String> {
    match answer {
        Err(Refused::Conflict(Conflict::AnotherName { name })) => name,
        other => panic!("not asked: {other:?}"),
    }
}

#[tokio::test]
async fn an_address_of_somebody_with_another_name_is_asked_about_and_tells_no_stranger_who_it_is() {
    for t in TestOffice::both().await {
        let (school, other) = (t.school("Szkoła").await, t.school("Inna").await);
        let (pupil, sibling, far) = (t.pupil(&school, 1).await, t.pupil(&school, 2).await, t.pupil(&other, 3).await);
        let ewa = t.parent(&other, far, "ewa@dom.test").await;
        let desk = t.desk(&school, Role::Secretary).await;
        let (typed, sure) = (form("ewa@dom.test", ""), InviteGuardian { confirmed: true, ..form("ewa@dom.test", "") });
        assert_eq!(asked(desk.invite_guardian(pupil, &typed).await), None, "{}", t.engine);
        assert!(desk.pupil(pupil).await.unwrap().guardians.is_empty(), "{}: invited before it was said", t.engine);

        // Neither the confirmation nor another invitation tells the school the account's name.
        desk.invite_guardian(pupil, &sure).await.unwrap();
        let told = async || desk.pupil(pupil).await.unwrap().guardians.remove(0);
        assert_eq!((told().await.name.as_str(), told().await.state), ("Jan Opiekun", Membership::Invited));
        assert_eq!(asked(desk.invite_guardian(sibling, &typed).await), None, "{}", t.engine);

        // Who said yes is known, then and afterwards.
        joins(&t, &school, ewa).await;
        assert_eq!(told().await.name, "Ewa Opiekuńcza", "{}", t.engine);
        let known = Some("Ewa Opiekuńcza".to_owned());
        assert_eq!(asked(desk.invite_guardian(sibling, &typed).await), known, "{}", t.engine);
        desk.revoke_guardian(told().await.id, told().await.version).await.unwrap();
        assert_eq!(asked(desk.invite_guardian(pupil, &typed).await), known, "{}", t.engine);

        // Marks and capitals make no other name.
        let same = InviteGuardian { given: "EWA".to_owned(), surname: "Opiekuncza".to_owned(), ..typed };
        desk.invite_guardian(sibling, &same).await.unwrap();

        let works = |confirmed| InviteStaff {
            given: "Jan".to_owned(),
            surname: "Nowy".to_owned(),
            email: "daleka@dom.test".to_owned(),
            role: "secretary".to_owned(),
            confirmed,
        };
        t.parent(&other, far, "daleka@dom.test").await;
        let administrator = t.desk(&school, Role::Administrator).await;
        assert_eq!(asked(administrator.invite_staff(&works(false)).await), None, "{}", t.engine);
        let id = administrator.invite_staff(&works(true)).await.unwrap();
        let staff = administrator.staff_members().await.unwrap();
        assert_eq!(staff.iter().find(|row| row.id == id).unwrap().name, "Jan Nowy", "{}", t.engine);
    }
}

#[tokio::test]
async fn a_pupils_own_account_is_nobody_elses() {
    for t in TestOffice::both().await {
        let (school, other) = (t.school("Szkoła").await, t.school("Inna").await);
        let (pupil, second, far) = (t.pupil(&school, 1).await, t.pupil(&school, 2).await, t.pupil(&other, 3).await);
        t.relative(&school, pupil, "uczen@dom.test", GuardianKind::Pupil).await;
        t.parent(&other, far, "rodzic@dom.test").await;
        let administrator = t.desk(&school, Role::Administrator).await;
        let worker = administrator.staff_members().await.unwrap().remove(0).email;
        let desk = t.desk(&school, Role::Secretary).await;
        let adult = |email: &str| InviteGuardian { confirmed: true, ..form(email, "") };
        let own = |email: &str| InviteGuardian { kind: GuardianKind::Pupil.to_string(), ..adult(email) };
        let refused = |answer: Result<_, Refused>| match answer {
            Err(Refused::Invalid(fields)) => fields,
            other => panic!("{}: {other:?}", t.engine),
        };
        let told = |problem| vec![FieldError { field: "email", problem }];
        for email in ["uczen@dom.test", "rodzic@dom.test", worker.as_str()] {
            let answer = desk.invite_guardian(second, &own(email)).await.map(drop);
            assert_eq!(refused(answer), told(Problem::NotTheirOwn), "{}: {email}", t.engine);
        }
        let answer = desk.invite_guardian(second, &adult("uczen@dom.test")).await.map(drop);
        assert_eq!(refused(answer), told(Problem::OfAPupil), "{}", t.engine);
        let works = InviteStaff {
            given: "Jan".to_owned(),
            surname: "Opiekun".to_owned(),
            email: "uczen@dom.test".to_owned(),
            role: "secretary".to_owned(),
            confirmed: true,
        };
        let answer = administrator.invite_staff(&works).await.map(drop);
        assert_eq!(refused(answer), told(Problem::OfAPupil), "{}", t.engine);

        // Who was invited as the wrong one is invited anew as the right one, and an ended link frees the address.
        desk.invite_guardian(second, &adult("nowy@dom.test")).await.unwrap();
        desk.invite_guardian(second, &own("nowy@dom.test")).await.unwrap();
        let link = desk.pupil(pupil).await.unwrap().guardians.remove(0);
        desk.revoke_guardian(link.id, link.version).await.unwrap();
        desk.invite_guardian(second, &adult("uczen@dom.test")).await.unwrap();
    }
}

#[tokio::test]
async fn two_schools_at_once_do_not_make_one_account_a_pupils_and_a_parents() {
    for t in TestOffice::both().await {
        let (school, other) = (t.school("Szkoła").await, t.school("Inna").await);
        let (pupil, far) = (t.pupil(&school, 1).await, t.pupil(&other, 2).await);
        let (here, there) = (t.desk(&school, Role::Secretary).await, t.desk(&other, Role::Secretary).await);
        let adult = form("nowy@dom.test", "");
        let own = InviteGuardian { kind: GuardianKind::Pupil.to_string(), ..adult.clone() };
        let (one, two) = tokio::join!(here.invite_guardian(pupil, &adult), there.invite_guardian(far, &own));
        assert_ne!(one.is_ok(), two.is_ok(), "{}: {one:?} {two:?}", t.engine);
    }
}
