//! Form teachers: they see their own class and no other, decide if the school lets them, and leave it when they leave.

use school::{
    PhotoId, PupilId,
    person::Role,
    photo::{DECLARATION_VERSION, Shown},
};

use crate::{
    FileKind, StaffDesk,
    class::{AddClass, TurningClass, YearForm},
    photo::SendPhoto,
    pupil::AddPupil,
    refused::{Problem, Refused},
    testing::{TestOffice, TestSchool},
};

/// The form teacher of the school's class.
async fn teacher(t: &TestOffice, school: &TestSchool) -> StaffDesk {
    let secretary = t.desk(school, Role::Secretary).await;
    let known = secretary.form_teachers().await.unwrap();
    assert_eq!(known.len(), 1, "{}", t.engine);
    secretary.set_form_teacher(school.class, &known[0].membership.to_string()).await.unwrap();
    t.desk(school, Role::FormTeacher).await
}

/// A pupil of another class.
async fn pupil_elsewhere(t: &TestOffice, school: &TestSchool) -> PupilId {
    let secretary = t.desk(school, Role::Secretary).await;
    let class = secretary.add_class(&AddClass { name: "2B".to_owned() }).await.unwrap();
    let form = AddPupil {
        class: class.to_string(),
        given: "Zofia".to_owned(),
        surname: "Inna".to_owned(),
        born: "2014-05-06".to_owned(),
        document_name: "paszport".to_owned(),
        document_number: "FA123456".to_owned(),
        ..AddPupil::default()
    };
    secretary.add_pupil(&form).await.unwrap()
}

/// A photo that waits in the form teacher's class, and one in another.
struct Waiting {
    school: TestSchool,
    own: PupilId,
    photo: PhotoId,
    elsewhere: PhotoId,
}

async fn waiting(t: &TestOffice) -> Waiting {
    let school = t.school("Szkoła").await;
    let (own, other) = (t.pupil(&school, 1).await, pupil_elsewhere(t, &school).await);
    let parent = t.parent(&school, own, "ewa@dom.test").await;
    let stranger = t.parent(&school, other, "jan@dom.test").await;
    let (photo, elsewhere) = (t.sent_photo(parent, own).await, t.sent_photo(stranger, other).await);
    Waiting { school, own, photo, elsewhere }
}

#[tokio::test]
async fn a_form_teacher_sees_the_own_class_and_no_other() {
    for t in TestOffice::both().await {
        let Waiting { school, own, photo, elsewhere } = waiting(&t).await;
        let before = t.desk(&school, Role::FormTeacher).await;
        assert_eq!(before.own_classes().await.unwrap().len(), 0, "{}", t.engine);
        assert!(matches!(before.photo(photo).await, Err(Refused::NotFound)), "{}: no class yet", t.engine);

        let desk = teacher(&t, &school).await;
        let classes = desk.own_classes().await.unwrap();
        let seen: Vec<_> = classes[0].pupils.iter().map(|pupil| (pupil.id, pupil.photo, pupil.waiting)).collect();
        assert_eq!((classes.len(), seen), (1, vec![(own, Shown::Waiting, Some(photo))]), "{}", t.engine);
        let record = desk.photo(photo).await.unwrap();
        assert_eq!((record.may_review, record.next, record.previous, record.place), (false, None, None, None));
        desk.photo_file(photo, FileKind::Review).await.unwrap();
        assert!(matches!(desk.photo(elsewhere).await, Err(Refused::NotFound)), "{}", t.engine);
        assert!(matches!(desk.photo_file(elsewhere, FileKind::Review).await, Err(Refused::NotFound)), "{}", t.engine);
        for answer in [
            desk.pupil(own).await.map(drop),
            desk.reveal_identity(own).await.map(drop),
            desk.classes().await.map(drop),
            desk.photo_counts().await.map(drop),
            desk.form_teachers().await.map(drop),
        ] {
            assert!(matches!(answer, Err(Refused::Forbidden)), "{}: {answer:?}", t.engine);
        }
        for role in [Role::Secretary, Role::Head, Role::Administrator] {
            let theirs = t.desk(&school, role).await.own_classes().await;
            assert!(matches!(theirs, Err(Refused::Forbidden)), "{}: {role}", t.engine);
        }
    }
}

#[tokio::test]
async fn a_form_teacher_decides_only_where_the_school_lets_them_and_only_on_the_own_class() {
    for t in TestOffice::both().await {
        let Waiting { school, photo, elsewhere, .. } = waiting(&t).await;
        let desk = teacher(&t, &school).await;
        let version = desk.photo(photo).await.unwrap().version;
        for answer in [
            desk.approve_photo(photo, version).await.map(drop),
            desk.reject_photo(photo, version, "blurred", "").await.map(drop),
            desk.let_form_teachers_review(true).await.map(drop),
        ] {
            assert!(matches!(answer, Err(Refused::Forbidden)), "{}: {answer:?}", t.engine);
        }
        t.desk(&school, Role::Administrator).await.let_form_teachers_review(true).await.unwrap();
        assert!(desk.photo(photo).await.unwrap().may_review, "{}", t.engine);
        let theirs = desk.approve_photo(elsewhere, version).await;
        assert!(matches!(theirs, Err(Refused::NotFound)), "{}: {theirs:?}", t.engine);
        desk.approve_photo(photo, version).await.unwrap();
        desk.undo_review(photo, desk.photo(photo).await.unwrap().version).await.unwrap();
        t.desk(&school, Role::Administrator).await.let_form_teachers_review(false).await.unwrap();
        let version = desk.photo(photo).await.unwrap().version;
        assert!(matches!(desk.approve_photo(photo, version).await, Err(Refused::Forbidden)), "{}", t.engine);
    }
}

#[tokio::test]
async fn what_a_family_writes_to_the_office_is_for_those_who_decide() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let own = t.pupil(&school, 1).await;
        let home = t.home(t.parent(&school, own, "ewa@dom.test").await);
        let photo = home.upload_photo(own, DECLARATION_VERSION, TestOffice::upload()).await.unwrap();
        let draft = home.draft(photo).await.unwrap();
        home.crop_photo(photo, draft.version, draft.crop).await.unwrap();
        let along = SendPhoto { exception: true, note: "Proszę zerknąć".to_owned() };
        home.send_photo(photo, home.draft(photo).await.unwrap().version, &along).await.unwrap();
        let desk = teacher(&t, &school).await;
        let told = async |desk: &StaffDesk| {
            let record = desk.photo(photo).await.unwrap();
            (record.exception, record.family_note)
        };
        assert_eq!(told(&desk).await, (false, None), "{}", t.engine);
        let all = (true, Some("Proszę zerknąć".to_owned()));
        assert_eq!(told(&t.desk(&school, Role::Head).await).await, all, "{}", t.engine);
        t.desk(&school, Role::Administrator).await.let_form_teachers_review(true).await.unwrap();
        assert_eq!(told(&desk).await, all, "{}: now they decide", t.engine);
    }
}

#[tokio::test]
async fn a_class_whose_form_teacher_leaves_has_none() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let desk = teacher(&t, &school).await;
        let secretary = t.desk(&school, Role::Secretary).await;
        let row = secretary.classes().await.unwrap().remove(0);
        assert_eq!(
            (row.teacher_name.as_deref(), row.taught_by("")),
            (Some("Tomasz Wiśniewska"), false),
            "{}",
            t.engine
        );
        let unknown = secretary.set_form_teacher(school.class, &school.class.to_string()).await;
        let Err(Refused::Invalid(fields)) = unknown else { panic!("{}: anybody", t.engine) };
        assert_eq!((fields[0].field, fields[0].problem), ("teacher", Problem::NotOffered), "{}", t.engine);

        let administrator = t.desk(&school, Role::Administrator).await;
        let members = administrator.staff_members().await.unwrap();
        let member = members.iter().find(|member| member.role == Role::FormTeacher).unwrap();
        administrator.revoke_staff(member.id, member.version).await.unwrap();
        let row = secretary.classes().await.unwrap().remove(0);
        assert!(row.teacher_name.is_none() && row.taught_by(""), "{}: {row:?}", t.engine);
        assert_eq!(desk.own_classes().await.unwrap().len(), 0, "{}", t.engine);
        let log = administrator.audit_log(None).await.unwrap();
        assert_eq!(log.iter().filter(|row| row.verb == "class.form_teacher_set").count(), 2, "{}", t.engine);
    }
}

#[tokio::test]
async fn a_class_that_goes_up_keeps_its_form_teacher() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        teacher(&t, &school).await;
        t.advance(366 * 24 * 3600);
        let seen = async || {
            let own = t.desk(&school, Role::FormTeacher).await.own_classes().await.unwrap();
            own.into_iter().map(|class| (class.name, class.pupils.len())).collect::<Vec<_>>()
        };
        assert_eq!(seen().await, [("1A".to_owned(), 1)], "{}: until the year is turned", t.engine);
        let desk = t.desk(&school, Role::Secretary).await;
        let plan = desk.year_plan().await.unwrap();
        let class = |class: &TurningClass| (class.id, class.becomes.clone(), class.graduates);
        let classes = plan.classes.iter().map(class).collect();
        desk.turn_year(&YearForm { classes, pupils: vec![], first_number: String::new() }).await.unwrap();
        let own = t.desk(&school, Role::FormTeacher).await.own_classes().await.unwrap();
        let seen: Vec<_> = own.iter().map(|class| (class.name.as_str(), class.pupils.len())).collect();
        assert_eq!(seen, [("2A", 1)], "{}", t.engine);
        assert_eq!(own[0].pupils[0].id, pupil, "{}", t.engine);
    }
}
