//! Families without a photo are asked once a day, those of the own class by their form teacher, and nobody who has
//! sent one.

use school::{PupilId, language::Language, person::Role};

use crate::{
    StaffDesk,
    message::MessageKind,
    refused::{Conflict, FieldError, Problem, Refused},
    testing::TestOffice,
};

async fn named(desk: &StaffDesk) -> Vec<(PupilId, bool, bool)> {
    let all = desk.reminders(None, Language::Pl).await.unwrap().pupils;
    let mut named: Vec<_> = all.iter().map(|pupil| (pupil.id, pupil.by_mail, pupil.due)).collect();
    named.sort_by_key(|pupil| pupil.0);
    named
}

#[tokio::test]
async fn a_family_without_a_photo_is_asked_once_a_day_in_its_own_words() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let [without, alone, waits] = [1, 2, 3].map(|n| t.pupil(&school, n));
        let (without, alone, waits) = (without.await, alone.await, waits.await);
        let mother = t.parent(&school, without, "ewa@dom.test").await;
        let father = t.parent(&school, waits, "jan@dom.test").await;
        t.sent_photo(father, waits).await;
        t.office.run_due_jobs().await.unwrap();
        let letters = t.office.mailbox().await.unwrap().len();

        let desk = t.desk(&school, Role::Secretary).await;
        assert_eq!(named(&desk).await, [(without, true, true), (alone, false, true)], "{}", t.engine);
        let preview = desk.reminders(None, Language::Pl).await.unwrap();
        assert!(preview.subject.contains("Zofia N.") || preview.subject.contains("Łukasz Ś."), "{}", preview.subject);
        let empty: [String; 0] = [];
        let nobody = desk.remind(&empty).await;
        let required = FieldError { field: "pupils", problem: Problem::Required };
        assert!(matches!(nobody, Err(Refused::Invalid(fields)) if fields == [required]), "{}", t.engine);
        // nobody reads mail for one of them, and one has sent a photo
        for pupil in [alone, waits] {
            let refused = desk.remind(&[pupil.to_string()]).await;
            assert!(matches!(refused, Err(Refused::Conflict(Conflict::Changed))), "{}", t.engine);
        }
        let all = [without, alone, waits].map(|pupil| pupil.to_string());
        assert_eq!(desk.remind(&all).await.unwrap(), without, "{}", t.engine);
        desk.remind(&all).await.unwrap(); // a colleague, before the letters left
        t.office.run_due_jobs().await.unwrap();
        let told = t.home(mother).messages().await.unwrap();
        let kinds: Vec<_> = told.iter().map(|message| (message.kind, message.pupil)).collect();
        assert_eq!(kinds, [(MessageKind::PhotoReminder, without)], "{}: once", t.engine);
        assert_eq!(t.home(father).messages().await.unwrap().len(), 0, "{}", t.engine);
        assert_eq!(t.office.mailbox().await.unwrap().len(), letters + 1, "{}", t.engine);

        let desk = t.desk(&school, Role::Secretary).await;
        assert_eq!(named(&desk).await, [(without, true, false), (alone, false, true)], "{}", t.engine);
        t.advance(24 * 60 * 60);
        assert!(named(&t.desk(&school, Role::Secretary).await).await[0].2, "{}: a day later", t.engine);
    }
}

#[tokio::test]
async fn who_sent_a_photo_before_the_letter_left_gets_none() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let desk = t.desk(&school, Role::Secretary).await;
        desk.remind(&[pupil.to_string()]).await.unwrap();
        t.sent_photo(parent, pupil).await;
        t.office.run_due_jobs().await.unwrap();
        assert_eq!(t.home(parent).messages().await.unwrap().len(), 0, "{}", t.engine);
    }
}

#[tokio::test]
async fn a_form_teacher_asks_the_own_class_and_the_head_nobody() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        t.parent(&school, pupil, "ewa@dom.test").await;
        let secretary = t.desk(&school, Role::Secretary).await;
        let before = t.desk(&school, Role::FormTeacher).await;
        assert!(named(&before).await.is_empty(), "{}: no class yet", t.engine);
        assert!(matches!(before.remind(&[pupil.to_string()]).await, Err(Refused::Conflict(_))), "{}", t.engine);
        let known = secretary.form_teachers().await.unwrap();
        secretary.set_form_teacher(school.class, &known[0].membership.to_string()).await.unwrap();
        let teacher = t.desk(&school, Role::FormTeacher).await;
        assert_eq!(named(&teacher).await, [(pupil, true, true)], "{}", t.engine);
        teacher.remind(&[pupil.to_string()]).await.unwrap();
        for role in [Role::Head, Role::Administrator] {
            let refused = t.desk(&school, role).await.remind(&[pupil.to_string()]).await;
            assert!(matches!(refused, Err(Refused::Forbidden)), "{role}, {}", t.engine);
        }
    }
}
