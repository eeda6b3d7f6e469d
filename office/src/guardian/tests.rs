//! Links to pupils: what they allow, and that they end at once.

use jiff::ToSpan;
use school::{
    PersonId, PupilId,
    guardian::{GuardianKind, GuardianScope},
    person::{Membership, Role},
    photo::DECLARATION_VERSION,
};

use super::{InviteGuardian, LettersFor, MakeLetters, SetScope};
use crate::{
    FileKind, StaffDesk,
    pupil::{AddPupil, GuardianRow},
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

fn by_a_court(on: &str) -> SetScope {
    SetScope { scope: GuardianScope::None.to_string(), decided_on: on.to_owned() }
}

/// The link of whoever signs in with this.
async fn of(desk: &StaffDesk, pupil: PupilId, login: &str) -> GuardianRow {
    let family = desk.pupil(pupil).await.unwrap().guardians;
    family.into_iter().find(|row| row.email == login).unwrap()
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
        let barred = link(&t, &school, pupil, "zly@dom.test", GuardianScope::Full).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let theirs = of(&desk, pupil, "zly@dom.test").await;
        desk.set_guardian_scope(theirs.id, theirs.version, &by_a_court("2026-09-01")).await.unwrap();
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

#[tokio::test]
async fn what_a_parent_may_changes_for_their_very_next_request() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let id = t.sent_photo(parent, pupil).await;
        // Signed in before, and the desk is open: nothing of what is decided waits for another sign-in.
        let session = t.session(parent).await;
        let (home, desk) = (t.home(parent), t.desk(&school, Role::Secretary).await);
        let version = desk.photo(id).await.unwrap().version;
        let row = of(&desk, pupil, "ewa@dom.test").await;
        let view = SetScope { scope: GuardianScope::View.to_string(), decided_on: String::new() };
        assert_eq!(desk.set_guardian_scope(row.id, row.version, &view).await.unwrap(), pupil);
        assert!(matches!(home.withdraw_photo(id, version).await, Err(Refused::Forbidden)), "{}", t.engine);
        home.photo_file(id, FileKind::Review).await.unwrap();

        let stale = desk.set_guardian_scope(row.id, row.version, &by_a_court("2026-09-01")).await;
        assert!(matches!(stale, Err(Refused::Conflict(Conflict::Changed))), "{}: {stale:?}", t.engine);
        desk.set_guardian_scope(row.id, row.version + 1, &by_a_court("2026-09-01")).await.unwrap();
        let told = of(&desk, pupil, "ewa@dom.test").await;
        assert_eq!(
            (told.scope, told.decided_on.map(|day| day.to_string())),
            (GuardianScope::None, Some("2026-09-01".to_owned()))
        );
        let visitor = t.office.visit(&session).await.unwrap().unwrap();
        let again = visitor.family(&t.office, t.clock.now(), None).unwrap();
        for home in [&home, &again] {
            for answer in [
                home.photo_status(pupil).await.map(drop),
                home.photo_file(id, FileKind::Review).await.map(drop),
                home.withdraw_photo(id, version).await.map(drop),
            ] {
                assert!(matches!(answer, Err(Refused::NotFound)), "{}: {answer:?}", t.engine);
            }
        }
        desk.approve_photo(id, version).await.unwrap();
        t.advance(60);
        t.office.run_due_jobs().await.unwrap();
        assert_eq!(home.messages().await.unwrap().len(), 0, "{}", t.engine);

        // Given back, everything is there again.
        let full = SetScope { scope: GuardianScope::Full.to_string(), decided_on: "2026-09-01".to_owned() };
        desk.set_guardian_scope(row.id, row.version + 2, &full).await.unwrap();
        assert_eq!(of(&desk, pupil, "ewa@dom.test").await.decided_on, None, "{}: only none has a day", t.engine);
        home.photo_status(pupil).await.unwrap();
    }
}

#[tokio::test]
async fn nothing_is_only_by_a_decision_with_its_day() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        t.parent(&school, pupil, "ewa@dom.test").await;
        t.own_account(&school, pupil, "ula@dom.test").await;
        let desk = t.desk(&school, Role::Secretary).await;
        let row = of(&desk, pupil, "ewa@dom.test").await;
        let tomorrow = desk.today().tomorrow().unwrap().to_string();
        for (on, problem) in
            [("", Problem::Required), ("wczoraj", Problem::NotADate), (tomorrow.as_str(), Problem::DateOutOfRange)]
        {
            let Err(Refused::Invalid(fields)) = desk.set_guardian_scope(row.id, row.version, &by_a_court(on)).await
            else {
                panic!("{}: {on} was taken", t.engine)
            };
            assert_eq!((fields[0].field, fields[0].problem), ("decided_on", problem), "{}", t.engine);
        }
        let own = of(&desk, pupil, "ula@dom.test").await;
        let barred = desk.set_guardian_scope(own.id, own.version, &by_a_court("2026-09-01")).await;
        assert!(matches!(barred, Err(Refused::Invalid(_))), "{}: a child from itself", t.engine);
        let invited = desk.invite_guardian(pupil, &form("nowy@dom.test", "none")).await;
        assert!(matches!(invited, Err(Refused::Invalid(_))), "{}: invited to nothing", t.engine);
        let other = t.desk(&t.school("Inna").await, Role::Secretary).await;
        let elsewhere = other.set_guardian_scope(row.id, row.version, &by_a_court("2026-09-01")).await;
        assert!(matches!(elsewhere, Err(Refused::NotFound)), "{}", t.engine);
        let head = t.desk(&school, Role::Head).await.set_guardian_scope(row.id, row.version, &by_a_court("")).await;
        assert!(matches!(head, Err(Refused::Forbidden)), "{}", t.engine);
    }
}

#[tokio::test]
async fn an_invitation_lifts_no_courts_order() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let id = desk.invite_guardian(pupil, &form("ojciec@dom.test", "")).await.unwrap();
        let theirs = async || of(&desk, pupil, "ojciec@dom.test").await;
        desk.set_guardian_scope(id, theirs().await.version, &by_a_court("2026-09-01")).await.unwrap();
        let again = async || match desk.invite_guardian(pupil, &form("ojciec@dom.test", "")).await {
            Err(Refused::Invalid(fields)) => fields,
            other => panic!("{}: {other:?}", t.engine),
        };
        let taken = vec![FieldError { field: "email", problem: Problem::Taken }];
        assert_eq!(again().await, taken, "{}", t.engine);
        desk.revoke_guardian(id, theirs().await.version).await.unwrap();
        assert_eq!(again().await, taken, "{}: after the link has ended", t.engine);
        let row = theirs().await;
        let told = (row.state, row.scope, row.decided_on.map(|day| day.to_string()));
        let kept = (Membership::Revoked, GuardianScope::None, Some("2026-09-01".to_owned()));
        assert_eq!(told, kept, "{}", t.engine);

        // Who says that the order is over says so where it is written down; only then can they be invited.
        let full = SetScope { scope: GuardianScope::Full.to_string(), decided_on: String::new() };
        desk.set_guardian_scope(id, row.version, &full).await.unwrap();
        assert_eq!(theirs().await.state, Membership::Revoked, "{}: it gives nobody anything", t.engine);
        desk.invite_guardian(pupil, &form("ojciec@dom.test", "")).await.unwrap();
    }
}

#[tokio::test]
async fn who_has_no_e_mail_comes_with_a_letter_on_paper_that_works_once() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let id = desk.invite_guardian(pupil, &form("", "")).await.unwrap();
        t.office.run_due_jobs().await.unwrap();
        assert_eq!(t.office.mailbox().await.unwrap().len(), 0, "{}: there is nowhere to write to", t.engine);
        let lost = desk.guardian_letter(id).await.unwrap();
        let letter = desk.guardian_letter(id).await.unwrap();
        assert!(letter.address.ends_with(&format!("/invitations/{}", letter.code)) && letter.code != lost.code);
        assert!(matches!(desk.guardian_letter_pdf(id, &lost.code).await, Err(Refused::NotFound)), "{}", t.engine);
        let pdf = desk.guardian_letter_pdf(id, &letter.code).await.unwrap();
        assert!(pdf.starts_with(b"%PDF"), "{}", t.engine);

        let (office, password) = (&t.office, "tratwa-lampa-czereśnia");
        let closed = |answer: Result<(), Refused>| matches!(answer, Err(Refused::Conflict(Conflict::LinkClosed)));
        assert!(closed(office.invitation(&lost.code).await.map(drop)), "{}: the lost one", t.engine);
        let typed = letter.code.to_lowercase().replace('-', " ");
        let view = office.invitation(&typed).await.unwrap();
        assert_eq!((view.email.as_str(), view.known), (letter.login.as_str(), false), "{}", t.engine);
        office.accept_invitation(&typed, password, password, "x").await.unwrap();
        assert!(
            closed(office.accept_invitation(&letter.code, password, password, "x").await.map(drop)),
            "{}",
            t.engine
        );
        let session = office.sign_in(&letter.login, password, "192.0.2.1", "x").await.unwrap().session;
        let visitor = office.visit(&session).await.unwrap().unwrap();
        let home = visitor.family(office, t.clock.now(), None).unwrap();
        assert_eq!(home.children().await.unwrap().len(), 1, "{}", t.engine);
        // Who has come needs no letter, and messages stay in the program.
        assert!(matches!(desk.guardian_letter(id).await, Err(Refused::Conflict(Conflict::Changed))), "{}", t.engine);
        let photo = t.sent_photo(visitor.person, pupil).await;
        desk.approve_photo(photo, desk.photo(photo).await.unwrap().version).await.unwrap();
        t.advance(60);
        office.run_due_jobs().await.unwrap();
        assert_eq!(
            (home.messages().await.unwrap().len(), office.mailbox().await.unwrap().len()),
            (1, 0),
            "{}",
            t.engine
        );
    }
}

#[tokio::test]
async fn a_letter_on_paper_ends_after_thirty_days() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let id = desk.invite_guardian(pupil, &form("", "view")).await.unwrap();
        let letter = desk.guardian_letter(id).await.unwrap();
        t.advance(30 * 24 * 3600 - 1);
        t.office.invitation(&letter.code).await.unwrap();
        t.advance(1);
        assert!(t.office.invitation(&letter.code).await.is_err(), "{}", t.engine);
        let desk = t.desk(&school, Role::Secretary).await;
        assert!(matches!(desk.guardian_letter_pdf(id, &letter.code).await, Err(Refused::NotFound)), "{}", t.engine);
    }
}

#[tokio::test]
async fn on_the_eighteenth_birthday_rights_move_to_the_pupil() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let desk = t.desk(&school, Role::Secretary).await;
        let tomorrow = desk.today().tomorrow().unwrap();
        let pupil = AddPupil {
            class: school.class.to_string(),
            given: "Olga".to_owned(),
            surname: "Dorosła".to_owned(),
            born: tomorrow.checked_sub(18.years()).unwrap().to_string(),
            document_name: "paszport".to_owned(),
            document_number: "FA123456".to_owned(),
            ..AddPupil::default()
        };
        let (pupil, sibling) = (desk.add_pupil(&pupil).await.unwrap(), t.pupil(&school, 2).await);
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        t.parent(&school, sibling, "ewa@dom.test").await;
        let own = t.own_account(&school, pupil, "olga@dom.test").await;
        let sent = t.sent_photo(parent, pupil).await;
        assert_eq!(t.home(parent).children().await.unwrap().len(), 2, "{}: the day before", t.engine);

        t.advance(24 * 3600);
        let desk = t.desk(&school, Role::Secretary).await;
        desk.approve_photo(sent, desk.photo(sent).await.unwrap().version).await.unwrap();
        t.advance(60);
        t.office.run_due_jobs().await.unwrap();
        let home = t.home(parent);
        for answer in [
            home.photo_status(pupil).await.map(drop),
            home.photo_file(sent, FileKind::Review).await.map(drop),
            home.upload_photo(pupil, DECLARATION_VERSION, TestOffice::upload()).await.map(drop),
        ] {
            assert!(matches!(answer, Err(Refused::NotFound)), "{}: {answer:?}", t.engine);
        }
        let children: Vec<PupilId> = home.children().await.unwrap().iter().map(|child| child.pupil).collect();
        assert_eq!(children, [sibling], "{}: those who are children still", t.engine);
        assert_eq!((home.messages().await.unwrap().len(), home.unread().await.unwrap()), (0, 0), "{}", t.engine);
        let hers = t.home(own);
        assert_eq!((hers.children().await.unwrap().len(), hers.unread().await.unwrap()), (1, 1), "{}", t.engine);
        // and there are letters for the pupil alone, who has an account already
        let letters = MakeLetters { pupil: true, guardian: true, second: true };
        let letters = desk.make_school_letters(LettersFor::Pupil(pupil), letters).await.map(drop);
        assert!(matches!(letters, Err(Refused::Conflict(Conflict::Changed))), "{}: {letters:?}", t.engine);
    }
}

#[tokio::test]
async fn a_family_ends_its_own_link_at_once_and_no_courts_order() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let (pupil, sibling) = (t.pupil(&school, 1).await, t.pupil(&school, 2).await);
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        t.parent(&school, sibling, "ewa@dom.test").await;
        let visitor = t.office.visit(&t.session(parent).await).await.unwrap().unwrap();
        assert_eq!(t.office.unlink(&visitor, pupil, None).await.unwrap(), pupil, "{}", t.engine);
        let again = t.office.unlink(&visitor, pupil, None).await;
        assert!(matches!(again, Err(Refused::NotFound)), "{}: {again:?}", t.engine);
        let home = t.home(parent);
        assert!(matches!(home.photo_status(pupil).await, Err(Refused::NotFound)), "{}", t.engine);
        home.photo_status(sibling).await.unwrap();
        let desk = t.desk(&school, Role::Secretary).await;
        assert_eq!(of(&desk, pupil, "ewa@dom.test").await.state, Membership::Revoked, "{}", t.engine);

        let row = of(&desk, sibling, "ewa@dom.test").await;
        desk.set_guardian_scope(row.id, row.version, &by_a_court("2026-09-01")).await.unwrap();
        let barred = t.office.unlink(&visitor, sibling, None).await;
        assert!(matches!(barred, Err(Refused::NotFound)), "{}: {barred:?}", t.engine);
        assert_eq!(of(&desk, sibling, "ewa@dom.test").await.state, Membership::Accepted, "{}", t.engine);
    }
}
