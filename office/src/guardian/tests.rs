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
    refused::{Problem, Refused},
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
        let again = desk.invite_guardian(pupil, &form("ewa@dom.test", "")).await.unwrap();
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
