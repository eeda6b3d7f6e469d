//! What a school sets about its checks, what a family says along with a photo, and the frame that the school corrects.

use school::{
    event::Event,
    person::Role,
    photo::{Check, DECLARATION_VERSION, PhotoRefusal},
};
use workshop::photo::Thresholds;

use super::{files, plain, seq, version};
use crate::{
    FileKind,
    message::UNDO_WINDOW,
    photo::{SendPhoto, TypedCheck},
    refused::{Conflict, FieldError, Problem, Refused},
    store::Mode,
    testing::{TestOffice, TestSchool},
};

fn typed(check: Check, strictness: &str, soft: &str, hard: &str) -> TypedCheck {
    TypedCheck { check, strictness: strictness.to_owned(), soft: soft.to_owned(), hard: hard.to_owned() }
}

/// Sets checks as the administrator; answers the new version.
async fn set(t: &TestOffice, school: &TestSchool, checks: &[TypedCheck]) -> i64 {
    let desk = t.desk(school, Role::Administrator).await;
    let version = desk.photo_checks().await.unwrap().version;
    desk.change_photo_checks(checks, version).await.unwrap();
    desk.photo_checks().await.unwrap().version
}

async fn stored(t: &TestOffice) -> i64 {
    let mut tx = t.office.db().everywhere(Mode::Read, t.clock.now()).await.unwrap();
    let stored: Option<i64> = value!(tx, "SELECT COUNT(*) FROM photo_check").unwrap();
    stored.unwrap()
}

#[tokio::test]
async fn a_school_sets_its_checks_and_each_change_is_recorded() {
    for t in TestOffice::both().await {
        let (school, other) = (t.school("Pierwsza").await, t.school("Druga").await);
        let before = seq(&t, &school).await;
        let changes = [
            typed(Check::Tilt, "off", "12", ""),
            typed(Check::Sharpness, "warn", " 0,1 ", "0.05"),
            typed(Check::Glare, "warn", "0.03", ""), // as it was
        ];
        set(&t, &school, &changes).await;
        assert_eq!(
            (stored(&t).await, seq(&t, &school).await),
            (2, before + 3),
            "{}: two changes, one saving",
            t.engine
        );
        let checks = t.desk(&school, Role::Secretary).await.photo_checks().await.unwrap().checks;
        let told = |check| {
            let found = checks.iter().find(|found| found.adjustable.check == check).unwrap();
            (found.setting.strictness.code(), found.setting.soft, found.setting.hard)
        };
        assert_eq!(told(Check::Tilt), ("off", 12.0, None), "{}", t.engine);
        assert_eq!(told(Check::Sharpness), ("warn", 0.1, Some(0.05)), "{}", t.engine);
        assert_eq!(told(Check::Glare), ("warn", 0.03, None));
        let log = t.desk(&school, Role::Head).await.audit_log(None).await.unwrap();
        let row = log.iter().find(|row| row.particulars.iter().any(|(_, value)| value == "sharpness")).unwrap();
        let particulars: Vec<_> = row.particulars.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let wanted = [("check", "sharpness"), ("was", "fail 0.08 0.03"), ("now", "warn 0.1 0.05")];
        assert_eq!((row.verb.as_str(), &particulars[..]), ("photo_check.changed", &wanted[..]), "{}", t.engine);

        let elsewhere = t.desk(&other, Role::Administrator).await.photo_checks().await.unwrap().checks;
        assert!(elsewhere.iter().all(|check| check.setting == check.adjustable.usual()), "{}: another's", t.engine);
        let usual: Vec<_> = elsewhere
            .iter()
            .map(|check| {
                let setting = check.adjustable.usual();
                let hard = setting.hard.map(|hard| hard.to_string()).unwrap_or_default();
                typed(check.adjustable.check, setting.strictness.code(), &setting.soft.to_string(), &hard)
            })
            .collect();
        set(&t, &school, &usual).await;
        assert_eq!(stored(&t).await, 0, "{}: what is usual goes along with the program", t.engine);
    }
}

#[tokio::test]
async fn a_setting_that_cannot_be_is_refused_by_its_check() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let desk = t.desk(&school, Role::Administrator).await;
        let at = desk.photo_checks().await.unwrap().version;
        for (wrong, problem) in [
            (typed(Check::HeadCut, "off", "0", "0.08"), Problem::NotOffered),
            (typed(Check::Tilt, "fail", "12", ""), Problem::NotOffered),
            (typed(Check::Tilt, "", "12", ""), Problem::NotOffered),
            (typed(Check::FaceCount, "off", "1", ""), Problem::NotOffered),
            (typed(Check::Resolution, "warn", "1", "1"), Problem::NotOffered),
            (typed(Check::Tilt, "warn", "dużo", ""), Problem::NotALimit),
            (typed(Check::Tilt, "warn", "NaN", ""), Problem::NotALimit),
            (typed(Check::Darkness, "fail", "100", "120"), Problem::NotALimit),
        ] {
            let field = wrong.check.code();
            let refused = desk.change_photo_checks(&[wrong], at).await.unwrap_err();
            let wanted = [FieldError { field, problem }];
            assert!(matches!(&refused, Refused::Invalid(fields) if fields[..] == wanted), "{field}: {refused:?}");
        }
        let change = [typed(Check::Tilt, "warn", "20", "")];
        for role in [Role::Secretary, Role::Head] {
            let refused = t.desk(&school, role).await.change_photo_checks(&change, at).await;
            assert!(matches!(refused, Err(Refused::Forbidden)), "{role}");
        }
        desk.change_photo_checks(&change, at).await.unwrap();
        let late = desk.change_photo_checks(&[typed(Check::Tilt, "off", "20", "")], at).await;
        assert!(matches!(late, Err(Refused::Conflict(Conflict::Changed))), "{}: somebody was faster", t.engine);
    }
}

/// Puts a program in the place of the pretended child that writes down what is asked, and asks that child. None where
/// the tests run with the real program.
fn listen(t: &TestOffice) -> Option<std::path::PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let (child, behind) = (t.folder().join("pretended-legitka"), t.folder().join("behind"));
    if !child.exists() {
        return None;
    }
    let asked = t.folder().join("asked");
    std::fs::rename(&child, &behind).unwrap();
    let script =
        format!("#!/bin/sh\nprintf '%s\\n' \"$2\" >> '{}'\nexec '{}' \"$@\"\n", asked.display(), behind.display());
    std::fs::write(&child, script).unwrap();
    std::fs::set_permissions(&child, std::fs::Permissions::from_mode(0o700)).unwrap();
    Some(asked)
}

#[tokio::test]
async fn a_photo_is_judged_by_the_limits_of_its_school() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let changes = [typed(Check::Tilt, "warn", "21.5", ""), typed(Check::Glare, "off", "0.03", "")];
        set(&t, &school, &changes).await;
        let numbers = t.home(parent).photo_limits(pupil).await.unwrap();
        let numbers: Vec<f64> = numbers.into_iter().map(|number| number.unwrap_or(f64::NAN)).collect();
        let limits = Thresholds::from_numbers(&numbers).unwrap();
        assert!(limits.tilt.warn == 21.5 && limits.is_off(Check::Glare), "{}: for the browser", t.engine);
        assert_eq!(limits.sharpness, Thresholds::default().sharpness);

        let Some(asked) = listen(&t) else { continue };
        let id = t.sent_photo(parent, pupil).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let frame = desk.photo_frame(id).await.unwrap();
        desk.reframe_photo(id, frame.version, frame.crop).await.unwrap();
        let asked = std::fs::read_to_string(asked).unwrap();
        let asked: Vec<&str> = asked.lines().collect();
        assert_eq!(asked.len(), 3, "{}: taken in, cut, cut again: {asked:?}", t.engine);
        for request in asked {
            assert!(request.contains(r#""tilt":{"warn":21.5,"#), "{}: {request}", t.engine);
        }
    }
}

#[tokio::test]
async fn a_small_child_is_judged_more_softly() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let (small, large) = (t.pupil(&school, 1).await, t.pupil(&school, 2).await);
        let parent = t.parent(&school, small, "ewa@dom.test").await;
        t.parent(&school, large, "ewa@dom.test").await;
        let mut tx = t.desk(&school, Role::Secretary).await.begin().await.unwrap();
        run!(tx, "UPDATE pupil SET born = '2020-09-08' WHERE id = $1 AND school = $2", small.0, school.id.0).unwrap();
        tx.commit(Event::new("test.younger", small)).await.unwrap();
        let home = t.home(parent);
        let (soft, strict) = (home.photo_limits(small).await.unwrap(), home.photo_limits(large).await.unwrap());
        assert_eq!(strict, Thresholds::default().numbers(), "{}: eleven years old", t.engine);
        assert_eq!(soft, Thresholds::default().for_age(5).numbers(), "{}: six tomorrow", t.engine);
    }
}

/// A draft with a frame, and remarks of two kinds.
async fn remarked_draft(
    t: &TestOffice,
    school: &TestSchool,
    parent: school::PersonId,
    pupil: school::PupilId,
) -> school::PhotoId {
    let id = t.draft_photo(parent, pupil).await;
    let mut tx = t.desk(school, Role::Secretary).await.begin().await.unwrap();
    let advice = r#"[{"check":"tilt","severity":"warning","value":20.0},{"check":"darkness","severity":"warning","value":90.0}]"#;
    run!(tx, "UPDATE photo SET advice = $3 WHERE id = $1 AND school = $2", id.0, school.id.0, advice).unwrap();
    tx.commit(Event::new("test.remarked", id)).await.unwrap();
    id
}

#[tokio::test]
async fn a_family_may_declare_an_exception_and_write_to_the_office() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let id = remarked_draft(&t, &school, parent, pupil).await;
        let home = t.home(parent);
        let at = home.draft(id).await.unwrap().version;
        let along = |note: &str| SendPhoto { exception: true, note: note.to_owned() };
        let long = home.send_photo(id, at, &along(&"a".repeat(301))).await.unwrap_err();
        let wanted = [FieldError { field: "note", problem: Problem::TooLong }];
        assert!(matches!(&long, Refused::Invalid(fields) if fields[..] == wanted), "{long:?}");
        home.send_photo(id, at, &along("Lepszego nie mamy. https://zle.example/x")).await.unwrap();

        let desk = t.desk(&school, Role::Secretary).await;
        let record = desk.photo(id).await.unwrap();
        assert_eq!(
            (record.exception, record.family_note.as_deref()),
            (true, Some("Lepszego nie mamy.")),
            "{}",
            t.engine
        );
        let checks: Vec<_> = record.advice.iter().map(|advice| advice.check).collect();
        assert_eq!(checks, [Check::Darkness], "{}: an exception is no warning, a dark photo is", t.engine);
        let queue = desk.photo_queue(crate::photo::QueueFilter::default()).await.unwrap();
        assert_eq!(queue.items[0].warnings.len(), 1, "{}", t.engine);
        let log = format!("{:?}", t.desk(&school, Role::Head).await.audit_log(None).await.unwrap());
        assert!(!log.contains("Lepszego") && !log.contains("exception"), "the log tells neither");
        let mut tx = desk.look().await.unwrap();
        let sealed = tx.photo(id).await.unwrap().family_note.unwrap();
        assert!(!sealed.windows(8).any(|bytes| bytes == b"Lepszego"), "the note lies open");
        drop(tx);

        desk.approve_photo(id, record.version).await.unwrap();
        let mut tx = desk.begin().await.unwrap();
        let facts = tx.photo(id).await.unwrap();
        tx.erase_source(&facts).await.unwrap();
        tx.commit(Event::new("test.erased", id)).await.unwrap();
        let record = desk.photo(id).await.unwrap();
        assert_eq!((record.exception, record.family_note), (true, None), "{}: it went with the source", t.engine);
    }
}

#[tokio::test]
async fn without_an_exception_every_warning_is_shown_and_what_is_taken_back_keeps_no_note() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let id = remarked_draft(&t, &school, parent, pupil).await;
        let home = t.home(parent);
        let along = SendPhoto { exception: false, note: "Proszę zerknąć".to_owned() };
        home.send_photo(id, home.draft(id).await.unwrap().version, &along).await.unwrap();
        let desk = t.desk(&school, Role::Secretary).await;
        let record = desk.photo(id).await.unwrap();
        assert_eq!((record.exception, record.advice.len()), (false, 2), "{}", t.engine);
        home.withdraw_photo(id, record.version).await.unwrap();
        assert_eq!(desk.photo(id).await.unwrap().family_note, None, "{}", t.engine);
    }
}

#[tokio::test]
async fn the_school_corrects_a_frame_and_the_family_hears_of_the_decision_only() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let id = t.sent_photo(parent, pupil).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let frame = desk.photo_frame(id).await.unwrap();
        assert!(desk.photo(id).await.unwrap().may_reframe);
        let before = desk.photo_file(id, FileKind::Portrait).await.unwrap();
        desk.reframe_photo(id, frame.version, frame.crop.step("zoom-in")).await.unwrap();
        t.office.run_due_jobs().await.unwrap();
        assert_eq!(files(&t).await, (3, 3, 3), "{}: the earlier frame left no file", t.engine);
        assert_eq!(desk.photo_file(id, FileKind::Portrait).await.unwrap().len(), before.len(), "the pretended child's");
        let after = desk.photo_frame(id).await.unwrap();
        assert!(after.crop.w < frame.crop.w && after.version > frame.version, "{}", t.engine);
        assert_eq!(desk.photo(id).await.unwrap().place, Some((1, 1)), "it still waits");

        let late = desk.approve_photo(id, frame.version).await;
        assert!(matches!(late, Err(Refused::Conflict(Conflict::Changed))), "{}: {late:?}", t.engine);
        let late = desk.reframe_photo(id, frame.version, frame.crop).await;
        assert!(matches!(late, Err(Refused::Conflict(Conflict::Changed))), "{}: {late:?}", t.engine);
        assert!(!t.home(parent).children().await.unwrap()[0].reframed, "not before the decision");
        desk.approve_photo(id, after.version).await.unwrap();
        let decided = desk.reframe_photo(id, version(&desk, id).await, frame.crop).await;
        assert!(matches!(decided, Err(Refused::Conflict(Conflict::AlreadyReviewed { .. }))), "{decided:?}");
        assert!(!desk.photo(id).await.unwrap().may_reframe);
        t.office.run_due_jobs().await.unwrap();
        assert_eq!(files(&t).await, (3, 3, 3), "{}: what was refused left no file", t.engine);
        t.advance(UNDO_WINDOW);
        t.office.run_due_jobs().await.unwrap();
        assert!(t.home(parent).children().await.unwrap()[0].reframed, "{}", t.engine);
        assert_eq!(t.home(parent).messages().await.unwrap().len(), 1, "{}: the decision", t.engine);
        let letters = t.office.mailbox().await.unwrap();
        let told = letters.iter().filter(|letter| letter.text.contains("Szkoła poprawiła kadr zdjęcia.")).count();
        assert_eq!(told, 1, "{}: the letter about it says so", t.engine);
    }
}

#[tokio::test]
async fn a_frame_is_corrected_by_those_who_decide_while_the_source_is_there() {
    for t in TestOffice::both().await {
        let (school, other) = (t.school("Pierwsza").await, t.school("Druga").await);
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let draft = t.home(parent).upload_photo(pupil, DECLARATION_VERSION, TestOffice::upload()).await.unwrap();
        let desk = t.desk(&school, Role::Secretary).await;
        assert!(matches!(desk.photo_frame(draft).await, Err(Refused::NotFound)), "a draft is the family's own");
        let id = t.sent_photo(parent, pupil).await;
        let crop = desk.photo_frame(id).await.unwrap().crop;
        for (school, role, not_there) in [(&school, Role::Head, false), (&other, Role::Secretary, true)] {
            let desk = t.desk(school, role).await;
            for answer in [
                desk.photo_frame(id).await.map(drop),
                desk.reframe_photo(id, 2, crop).await.map(drop),
                desk.photo_file(id, FileKind::Clean).await.map(drop),
            ] {
                let right = match answer {
                    Err(Refused::NotFound) => not_there,
                    Err(Refused::Forbidden) => !not_there,
                    _ => false,
                };
                assert!(right, "{}: {role}", t.engine);
            }
        }
        let at = version(&desk, id).await;
        desk.reject_photo(id, at, "head_size", "").await.unwrap();
        let decided = desk.photo_frame(id).await;
        assert!(matches!(decided, Err(Refused::Conflict(Conflict::AlreadyReviewed { .. }))), "{decided:?}");
        let again = t.home(parent);
        let newer = t.draft_photo(parent, pupil).await;
        let sent = again.send_photo(newer, again.draft(newer).await.unwrap().version, &plain()).await.unwrap();
        again.withdraw_photo(sent, version(&desk, sent).await).await.unwrap();
        let gone = desk.photo_frame(sent).await;
        assert!(matches!(gone, Err(Refused::Conflict(Conflict::Photo(PhotoRefusal::Gone)))), "{gone:?}");
    }
}
