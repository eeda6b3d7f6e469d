//! The way of a photo through both kinds of office.

mod added;
mod engine;

use std::fs::File;

use school::{
    PhotoId, PupilId,
    card::Standing,
    guardian::{GuardianKind, GuardianScope},
    person::Role,
    photo::{Crop, DECLARATION_VERSION, PhotoRefusal, Reason, Shown},
};
use uuid::Uuid;

use super::{QueueFilter, SendPhoto, Tab, TimelineStep};
use crate::{
    FileKind, Once, StaffDesk,
    guardian::tests::link,
    message::{MessageKind, UNDO_WINDOW},
    refused::{Conflict, FieldError, Problem, Refused},
    store::{Mode, rows::new_id},
    testing::{TestOffice, TestSchool},
};

async fn version(desk: &StaffDesk, id: PhotoId) -> i64 {
    desk.photo(id).await.unwrap().version
}

/// Nothing but the photo.
fn plain() -> SendPhoto {
    SendPhoto::default()
}

/// The place of the newest entry in the school's audit log.
async fn seq(t: &TestOffice, school: &TestSchool) -> i64 {
    t.desk(school, Role::Head).await.audit_log(None).await.unwrap()[0].seq
}

/// Rows of `file`, files of the vault, and names of files in rows of `photo`.
async fn files(t: &TestOffice) -> (usize, usize, usize) {
    let mut tx = t.office.db().everywhere(Mode::Read, t.clock.now()).await.unwrap();
    let kept: Option<i64> = value!(tx, "SELECT COUNT(*) FROM file").unwrap();
    let named: Option<i64> = value!(
        tx,
        "SELECT (SELECT COUNT(clean) FROM photo) + (SELECT COUNT(review) FROM photo) + (SELECT COUNT(portrait) FROM photo)"
    )
    .unwrap();
    let stored = t.office.vault().list(0).await.unwrap().len();
    (kept.unwrap() as usize, stored, named.unwrap() as usize)
}

/// As if the school had opened a print run with this photo.
async fn put_on_a_card(t: &TestOffice, school: &TestSchool, pupil: PupilId, photo: PhotoId) {
    let mut tx = t.desk(school, Role::Secretary).await.begin().await.unwrap();
    let portrait = tx.photo(photo).await.unwrap().pictures.portrait.unwrap().0.to_vec();
    let (run, blank, by) = (new_id(), new_id(), school.secretary.0);
    run!(
        tx,
        "INSERT INTO print_run (id, school, number, template, layout, issued_on, head, state, created_by, created_at, version)
        VALUES ($1, $2, 1, 'MEiN-I/1', 'x', '2026-09-07', 'x', 'prepared', $3, 5, 0)",
        run,
        school.id.0,
        by
    )
    .unwrap();
    run!(
        tx,
        "INSERT INTO blank (id, school, template, producer, marking, received_on, state, created_at)
        VALUES ($1, $2, 'MEiN-I/1', 'x', 'AA0000001', '2026-09-01', 'stock', 5)",
        blank,
        school.id.0
    )
    .unwrap();
    run!(
        tx,
        "INSERT INTO card (id, school, pupil, photo, print_run, year, serial, template, blank, portrait, face, issued_on, state, version)
        VALUES ($1, $2, $3, $4, $5, 2026, 12, 'MEiN-I/1', $6, $7, $7, '2026-09-07', 'prepared', 0)",
        new_id(),
        school.id.0,
        pupil.0,
        photo.0,
        run,
        blank,
        &portrait[..]
    )
    .unwrap();
    tx.commit(school::event::Event::new("test.card", pupil)).await.unwrap();
}

#[tokio::test]
async fn the_whole_way_ends_in_one_message_for_each_of_the_family() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła Podstawowa nr 1").await;
        let pupil = t.pupil(&school, 1).await;
        let (mother, father) = (
            t.parent(&school, pupil, "ewa@dom.test").await,
            link(&t, &school, pupil, "jan@dom.test", GuardianScope::View).await,
        );
        t.office.run_due_jobs().await.unwrap();
        let before = seq(&t, &school).await;

        let home = t.home(mother);
        let id = home.upload_photo(pupil, DECLARATION_VERSION, TestOffice::upload()).await.unwrap();
        let draft = home.draft(id).await.unwrap();
        assert_eq!((draft.cropped, draft.width, draft.height), (false, 700, 900), "{}", t.engine);
        assert_eq!(home.children().await.unwrap()[0].shown, Shown::Draft);
        assert!(
            matches!(home.send_photo(id, draft.version, &plain()).await, Err(Refused::Invalid(fields)) if fields[0].field == "crop")
        );
        home.crop_photo(id, draft.version, draft.crop).await.unwrap();
        let cropped = home.draft(id).await.unwrap();
        assert!(
            cropped.cropped
                && matches!(
                    home.send_photo(id, draft.version, &plain()).await,
                    Err(Refused::Conflict(Conflict::Changed))
                )
        );
        let desk = t.desk(&school, Role::Secretary).await;
        assert!(matches!(desk.photo(id).await, Err(Refused::NotFound)), "a draft is the family's own");
        home.send_photo(id, cropped.version, &plain()).await.unwrap();
        assert_eq!(seq(&t, &school).await, before + 3, "one entry for each change, {}", t.engine);

        let seen = desk.photo(id).await.unwrap();
        assert_eq!(
            (seen.place, seen.change, seen.may_undo, seen.sent_by.as_str()),
            (Some((1, 1)), false, false, "Ewa Opiekuńcza")
        );
        desk.approve_photo(id, seen.version).await.unwrap();
        t.office.run_due_jobs().await.unwrap();
        assert_eq!(t.home(mother).unread().await.unwrap(), 0, "nobody hears before the window has passed");
        t.advance(UNDO_WINDOW);
        t.office.run_due_jobs().await.unwrap();
        t.office.run_due_jobs().await.unwrap();
        for person in [mother, father] {
            let messages = t.home(person).messages().await.unwrap();
            let told: Vec<_> = messages.iter().map(|message| (message.kind, message.pupil, message.unread)).collect();
            assert_eq!(told, [(MessageKind::PhotoApproved, pupil, true)], "{}", t.engine);
            assert_eq!(t.home(person).unread().await.unwrap(), 1);
        }
        let to: Vec<String> = t.office.mailbox().await.unwrap().into_iter().map(|letter| letter.to).collect();
        assert_eq!(to.iter().filter(|to| to.contains("ewa@dom.test")).count(), 1, "{to:?}");
        assert_eq!(to.iter().filter(|to| to.contains("jan@dom.test")).count(), 1, "{to:?}");
        let id_of_message = t.home(mother).messages().await.unwrap()[0].id;
        assert!(matches!(t.home(father).read_message(id_of_message).await, Err(Refused::NotFound)));
        t.home(mother).read_message(id_of_message).await.unwrap();
        t.home(mother).read_message(id_of_message).await.unwrap();
        assert_eq!(t.home(mother).unread().await.unwrap(), 0);
        // approved, message.sent, message.read once
        assert_eq!(seq(&t, &school).await, before + 6, "{}", t.engine);
        let status = t.home(father).photo_status(pupil).await.unwrap();
        assert_eq!((status.child.shown, status.approved, status.waiting), (Shown::Approved, Some(id), None));
        assert_eq!(
            status.timeline.iter().map(|(step, _)| *step).collect::<Vec<_>>(),
            [TimelineStep::Sent, TimelineStep::Approved]
        );
        assert!(!status.child.may_submit);
    }
}

#[tokio::test]
async fn a_decision_is_told_to_pupil_parent_and_guardian_alike() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let mut family = Vec::new();
        for (kind, email) in [
            (GuardianKind::Pupil, "jan@dom.test"),
            (GuardianKind::Parent, "ewa@dom.test"),
            (GuardianKind::Guardian, "opieka@dom.test"),
        ] {
            family.push((t.relative(&school, pupil, email, kind).await, email));
        }
        let [(themselves, _), (parent, _), _] = family[..] else { panic!("three of a family") };
        // Whoever sent it hears no more and no less than the others.
        for (sender, wanted) in [(themselves, MessageKind::PhotoRejected), (parent, MessageKind::PhotoApproved)] {
            let id = t.sent_photo(sender, pupil).await;
            let desk = t.desk(&school, Role::Secretary).await;
            let version = version(&desk, id).await;
            let decided = match wanted {
                MessageKind::PhotoRejected => desk.reject_photo(id, version, "blurred", "").await,
                _ => desk.approve_photo(id, version).await,
            };
            decided.unwrap();
            t.advance(UNDO_WINDOW);
            t.office.run_due_jobs().await.unwrap();
            let letters = t.office.mailbox().await.unwrap();
            for (person, email) in &family {
                let messages = t.home(*person).messages().await.unwrap();
                let told = messages.iter().filter(|message| message.kind == wanted);
                assert_eq!(told.map(|message| message.pupil).collect::<Vec<_>>(), [pupil], "{}: {email}", t.engine);
                let sent = letters.iter().filter(|letter| letter.to == *email && letter.at == t.clock.now()).count();
                assert_eq!(sent, 1, "{}: {email}", t.engine);
            }
        }
    }
}

#[tokio::test]
async fn what_is_undone_within_the_window_nobody_hears() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let id = t.sent_photo(parent, pupil).await;
        let desk = t.desk(&school, Role::Secretary).await;
        desk.approve_photo(id, version(&desk, id).await).await.unwrap();
        t.advance(UNDO_WINDOW - 1);
        let desk = t.desk(&school, Role::Secretary).await;
        desk.undo_review(id, version(&desk, id).await).await.unwrap();
        desk.reject_photo(id, version(&desk, id).await, "blurred", "").await.unwrap();
        t.advance(UNDO_WINDOW);
        t.office.run_due_jobs().await.unwrap();
        let kinds =
            async || t.home(parent).messages().await.unwrap().iter().map(|message| message.kind).collect::<Vec<_>>();
        assert_eq!(kinds().await, [MessageKind::PhotoRejected], "{}", t.engine);

        // Now that the family has heard, it also hears that the decision was taken back.
        let desk = t.desk(&school, Role::Secretary).await;
        desk.undo_review(id, version(&desk, id).await).await.unwrap();
        t.advance(UNDO_WINDOW);
        t.office.run_due_jobs().await.unwrap();
        assert_eq!(kinds().await, [MessageKind::ReviewUndone, MessageKind::PhotoRejected], "{}", t.engine);
        assert_eq!(t.home(parent).photo_status(pupil).await.unwrap().child.shown, Shown::Waiting);
    }
}

/// What is shown, why rejected, the picture, the one in force, and the way so far.
type Seen = (Shown, Option<Reason>, Option<PhotoId>, Option<PhotoId>, Vec<TimelineStep>);

#[tokio::test]
async fn a_family_sees_a_decision_when_it_can_no_longer_be_taken_back_in_silence() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let seen = async || -> Seen {
            let status = t.home(parent).photo_status(pupil).await.unwrap();
            let steps: Vec<_> = status.timeline.iter().map(|(step, _)| *step).collect();
            (status.child.shown, status.child.reason, status.child.photo, status.approved, steps)
        };
        let before_and_after = async |before: Seen, after: Seen| {
            t.advance(UNDO_WINDOW - 1);
            assert_eq!(seen().await, before, "{}: a second too early", t.engine);
            t.advance(1);
            assert_eq!(seen().await, after, "{}: the window has passed", t.engine);
        };
        let (sent, sent_and) = (vec![TimelineStep::Sent], |step| vec![TimelineStep::Sent, step]);

        let old = t.sent_photo(parent, pupil).await;
        let desk = t.desk(&school, Role::Secretary).await;
        desk.approve_photo(old, version(&desk, old).await).await.unwrap();
        assert_eq!(desk.photo(old).await.unwrap().state, "approved", "the school knows at once");
        before_and_after(
            (Shown::Waiting, None, Some(old), None, sent.clone()),
            (Shown::Approved, None, Some(old), Some(old), sent_and(TimelineStep::Approved)),
        )
        .await;

        // The one in force gives way only when the family hears of the other.
        let new = t.sent_photo(parent, pupil).await;
        let desk = t.desk(&school, Role::Secretary).await;
        desk.approve_photo(new, version(&desk, new).await).await.unwrap();
        before_and_after(
            (Shown::ChangeRequested, None, Some(new), Some(old), sent.clone()),
            (Shown::Approved, None, Some(new), Some(new), sent_and(TimelineStep::Approved)),
        )
        .await;

        let bad = t.sent_photo(parent, pupil).await;
        let desk = t.desk(&school, Role::Secretary).await;
        desk.reject_photo(bad, version(&desk, bad).await, "eyes", "").await.unwrap();
        before_and_after(
            (Shown::ChangeRequested, None, Some(bad), Some(new), sent),
            (Shown::Approved, Some(Reason::Eyes), Some(new), Some(new), sent_and(TimelineStep::Rejected)),
        )
        .await;
    }
}

#[tokio::test]
async fn a_rejection_says_why_and_takes_no_link() {
    let t = TestOffice::sqlite().await;
    let school = t.school("Szkoła").await;
    let pupil = t.pupil(&school, 1).await;
    let parent = t.parent(&school, pupil, "ewa@dom.test").await;
    let id = t.sent_photo(parent, pupil).await;
    let desk = t.desk(&school, Role::Secretary).await;
    let at = version(&desk, id).await;
    let long = "a".repeat(501);
    for (reason, note, field, problem) in [
        ("", "", "reason", Problem::Required),
        ("ugly", "", "reason", Problem::NotOffered),
        ("other", " ", "note", Problem::NoteMissing),
        ("other", "Zobacz https://zle.example/x", "note", Problem::Link),
        ("blurred", long.as_str(), "note", Problem::TooLong),
    ] {
        let refused = desk.reject_photo(id, at, reason, note).await.unwrap_err();
        assert!(
            matches!(&refused, Refused::Invalid(fields) if fields[..] == [FieldError { field, problem }]),
            "{reason} {note}: {refused:?}"
        );
    }
    desk.reject_photo(id, at, "other", "Bez czapki.Zobacz przykłady").await.unwrap();
    t.advance(UNDO_WINDOW);
    t.office.run_due_jobs().await.unwrap();
    let message = t.home(parent).messages().await.unwrap().remove(0);
    assert_eq!((message.reason, message.note.as_deref()), (Some(Reason::Other), Some("Bez czapki. Zobacz przykłady")));
    let child = t.home(parent).children().await.unwrap().remove(0);
    assert_eq!((child.shown, child.reason, child.photo), (Shown::Rejected, Some(Reason::Other), Some(id)));
    let review = desk.photo(id).await.unwrap().review.unwrap();
    assert_eq!((review.by.as_str(), review.approved), ("Sylwia Wiśniewska", false));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_secretaries_one_decides_and_the_other_learns_who() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        for round in 0..6 {
            let id = t.sent_photo(parent, pupil).await;
            let one = t.desk(&school, Role::Secretary).await;
            let other = StaffDesk { person: school.administrator, ..one.clone() };
            let at = version(&one, id).await;
            let (first, second) = tokio::join!(
                tokio::spawn(async move { one.approve_photo(id, at).await }),
                tokio::spawn(async move { other.reject_photo(id, at, "eyes", "").await })
            );
            let (refused, name, was_approved) = match (first.unwrap(), second.unwrap()) {
                (Ok(_), Err(refused)) => (refused, "Sylwia Wiśniewska", true),
                (Err(refused), Ok(_)) => (refused, "Adam Wiśniewska", false),
                both => panic!("{}, round {round}: {both:?}", t.engine),
            };
            let Refused::Conflict(Conflict::AlreadyReviewed { by, at, approved }) = refused else {
                panic!("{refused:?}")
            };
            assert_eq!((by.as_str(), at, approved), (name, t.clock.now(), was_approved), "{}", t.engine);
        }
        let events = t.desk(&school, Role::Head).await.audit_log(None).await.unwrap();
        let decisions =
            events.iter().filter(|event| ["photo.approved", "photo.rejected"].contains(&event.verb.as_str()));
        assert_eq!(decisions.count(), 6);
    }
}

/// Found by the kill test: an undo that meets a newer photo on its way in is refused or goes before it, and two
/// parents who choose a photo at once leave one draft.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_photo_waits_and_one_is_the_draft_whoever_comes_at_once() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let desk = t.desk(&school, Role::Secretary).await;
        for round in 0..12 {
            let pupil = t.pupil(&school, round).await;
            let mother = t.parent(&school, pupil, &format!("ewa{round}@dom.test")).await;
            let father = t.parent(&school, pupil, &format!("jan{round}@dom.test")).await;
            let rejected = t.sent_photo(mother, pupil).await;
            desk.reject_photo(rejected, version(&desk, rejected).await, "eyes", "").await.unwrap();
            let at = version(&desk, rejected).await;
            let draft = t.draft_photo(mother, pupil).await;
            let (undoing, home, draft_at) =
                (desk.clone(), t.home(mother), t.home(mother).draft(draft).await.unwrap().version);
            let (undone, sent) = tokio::join!(
                tokio::spawn(async move { undoing.undo_review(rejected, at).await }),
                tokio::spawn(async move { home.send_photo(draft, draft_at, &plain()).await })
            );
            let undone = undone.unwrap();
            let in_time = matches!(undone, Ok(_) | Err(Refused::Conflict(_)));
            assert!(in_time, "{}, round {round}: {undone:?}", t.engine);
            sent.unwrap().unwrap_or_else(|refused| panic!("{}, round {round}: {refused:?}", t.engine));

            let (one, other) = (t.home(mother), t.home(father));
            let (one, other) = tokio::join!(
                tokio::spawn(async move { one.upload_photo(pupil, DECLARATION_VERSION, TestOffice::upload()).await }),
                tokio::spawn(async move { other.upload_photo(pupil, DECLARATION_VERSION, TestOffice::upload()).await })
            );
            for uploaded in [one, other] {
                uploaded.unwrap().unwrap_or_else(|refused| panic!("{}, round {round}: {refused:?}", t.engine));
            }
        }
    }
}

#[tokio::test]
async fn another_schools_photo_is_not_there() {
    for t in TestOffice::both().await {
        let (school, other) = (t.school("Pierwsza").await, t.school("Druga").await);
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let stranger = t.parent(&other, t.pupil(&other, 1).await, "ola@dom.test").await;
        let id = t.sent_photo(parent, pupil).await;
        let desk = t.desk(&other, Role::Secretary).await;
        let mut answers = vec![
            desk.photo(id).await.map(drop),
            desk.approve_photo(id, 2).await.map(drop),
            desk.reject_photo(id, 2, "eyes", "").await.map(drop),
            desk.undo_review(id, 2).await.map(drop),
            desk.photo_file(id, FileKind::Review).await.map(drop),
            desk.pupil(pupil).await.map(drop),
            desk.reveal_identity(pupil).await.map(drop),
        ];
        let home = t.home(stranger);
        answers.extend([
            home.photo_file(id, FileKind::Review).await.map(drop),
            home.withdraw_photo(id, 2).await.map(drop),
            home.photo_status(pupil).await.map(drop),
            home.upload_photo(pupil, DECLARATION_VERSION, TestOffice::upload()).await.map(drop),
        ]);
        for (at, answer) in answers.into_iter().enumerate() {
            assert!(matches!(answer, Err(Refused::NotFound)), "{}, {at}: {answer:?}", t.engine);
        }
        assert_eq!(desk.photo_counts().await.unwrap().waiting, 0);
    }
}

#[tokio::test]
async fn a_replaced_or_withdrawn_photo_leaves_no_file() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let home = t.home(parent);
        for _ in 0..3 {
            let id = home.upload_photo(pupil, DECLARATION_VERSION, TestOffice::upload()).await.unwrap();
            let draft = home.draft(id).await.unwrap();
            home.crop_photo(id, draft.version, draft.crop).await.unwrap();
            home.crop_photo(id, draft.version + 1, draft.crop.step("zoom-in")).await.unwrap();
        }
        t.office.run_due_jobs().await.unwrap();
        assert_eq!(files(&t).await, (3, 3, 3), "one draft, {}", t.engine);
        let draft = home.children().await.unwrap()[0].draft.unwrap();
        home.send_photo(draft, home.draft(draft).await.unwrap().version, &plain()).await.unwrap();
        let newer = t.sent_photo(parent, pupil).await;
        t.office.run_due_jobs().await.unwrap();
        assert_eq!(files(&t).await, (3, 3, 3), "one waiting photo, {}", t.engine);
        assert_eq!(t.desk(&school, Role::Secretary).await.photo(draft).await.unwrap().state, "withdrawn");
        let (waiting, version) = home.photo_status(pupil).await.unwrap().waiting.unwrap();
        assert_eq!((waiting, home.withdraw_photo(newer, version).await.unwrap()), (newer, pupil));
        t.office.run_due_jobs().await.unwrap();
        assert_eq!(files(&t).await, (0, 0, 0), "nothing, {}", t.engine);
        assert_eq!(home.children().await.unwrap()[0].shown, Shown::None);
    }
}

#[tokio::test]
async fn what_a_card_bears_is_never_forgotten_or_undone() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let old = t.sent_photo(parent, pupil).await;
        let desk = t.desk(&school, Role::Secretary).await;
        desk.approve_photo(old, version(&desk, old).await).await.unwrap();
        put_on_a_card(&t, &school, pupil, old).await;
        let refused = desk.undo_review(old, version(&desk, old).await).await.unwrap_err();
        assert!(matches!(refused, Refused::Conflict(Conflict::Photo(PhotoRefusal::AlreadyPrinted))), "{refused:?}");
        assert!(!desk.photo(old).await.unwrap().may_undo);

        let mut tx = desk.begin().await.unwrap();
        let facts = tx.photo(old).await.unwrap();
        tx.erase_pictures(&facts).await.unwrap();
        tx.commit(school::event::Event::new("test.erased", old)).await.unwrap();
        t.office.run_due_jobs().await.unwrap();
        assert_eq!(files(&t).await, (1, 1, 0), "the portrait stays, {}", t.engine);
        let child = t.home(parent).children().await.unwrap().remove(0).card.unwrap();
        assert_eq!((child.number.as_str(), child.standing), ("12/2026", Standing::NotYetIssued));
        assert_eq!(t.home(parent).photo_status(pupil).await.unwrap().timeline.len(), 3, "sent, approved, prepared");
    }
}

#[tokio::test]
async fn undoing_a_change_brings_the_earlier_photo_back() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let desk = t.desk(&school, Role::Secretary).await;
        let old = t.sent_photo(parent, pupil).await;
        desk.approve_photo(old, version(&desk, old).await).await.unwrap();
        t.advance(UNDO_WINDOW);
        let new = t.sent_photo(parent, pupil).await;
        let record = desk.photo(new).await.unwrap();
        assert_eq!((record.change, record.approved), (true, Some(old)));
        assert_eq!(t.home(parent).children().await.unwrap()[0].shown, Shown::ChangeRequested);
        desk.approve_photo(new, record.version).await.unwrap();
        let states = async || [desk.photo(old).await.unwrap().state, desk.photo(new).await.unwrap().state];
        assert_eq!(states().await, ["superseded", "approved"], "{}", t.engine);
        desk.undo_review(new, version(&desk, new).await).await.unwrap();
        assert_eq!(states().await, ["approved", "submitted"], "{}", t.engine);
        // An earlier rejection cannot come back while another photo waits.
        desk.reject_photo(new, version(&desk, new).await, "eyes", "").await.unwrap();
        t.sent_photo(parent, pupil).await;
        let refused = desk.undo_review(new, version(&desk, new).await).await.unwrap_err();
        assert!(matches!(refused, Refused::Conflict(Conflict::Photo(PhotoRefusal::AlreadySubmitted))), "{refused:?}");
    }
}

#[tokio::test]
async fn the_queue_counts_and_lines_up() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let desk = t.desk(&school, Role::Secretary).await;
        let (mut pupils, mut photos) = (Vec::new(), Vec::new());
        for n in 0..5 {
            let pupil = t.pupil(&school, n).await;
            let parent = t.parent(&school, pupil, "ewa@dom.test").await;
            if n < 4 {
                t.advance(1);
                photos.push(t.sent_photo(parent, pupil).await);
            }
            pupils.push((pupil, parent));
        }
        let page = async |tab| desk.photo_queue(QueueFilter { tab, ..QueueFilter::default() }).await.unwrap();
        let order: Vec<_> = page(Tab::Waiting).await.items.iter().map(|item| item.photo.unwrap()).collect();
        assert_eq!(order, photos, "oldest first, {}", t.engine);
        let second = desk.photo(photos[1]).await.unwrap();
        assert_eq!((second.previous, second.next, second.place), (Some(photos[0]), Some(photos[2]), Some((2, 4))));

        desk.approve_photo(photos[0], version(&desk, photos[0]).await).await.unwrap();
        desk.reject_photo(photos[1], second.version, "background", "").await.unwrap();
        let decided = desk.photo(photos[1]).await.unwrap();
        assert_eq!(
            (decided.previous, decided.next, decided.place),
            (None, Some(photos[2]), None),
            "one goes on from there"
        );
        let change = t.sent_photo(pupils[0].1, pupils[0].0).await;
        t.home(pupils[1].1).upload_photo(pupils[1].0, DECLARATION_VERSION, TestOffice::upload()).await.unwrap();
        let counts = desk.photo_counts().await.unwrap();
        let counted = [counts.waiting, counts.changes, counts.rejected, counts.approved, counts.missing];
        assert_eq!(counted, [2, 1, 1, 1, 1], "{}", t.engine);
        for (tab, number) in
            [Tab::Waiting, Tab::Changes, Tab::Rejected, Tab::Approved, Tab::Missing].into_iter().zip(counted)
        {
            let page = page(tab).await;
            assert_eq!((page.items.len() as u32, page.pages), (number, 1), "{tab:?}, {}", t.engine);
        }
        assert_eq!(page(Tab::Changes).await.items[0].photo, Some(change));
        assert_eq!(page(Tab::Missing).await.items[0].pupil, pupils[4].0);
        let elsewhere = QueueFilter { class: Some(Uuid::nil().into()), ..QueueFilter::default() };
        assert_eq!(desk.photo_queue(elsewhere).await.unwrap().counts, super::QueueCounts::default());
        // A newer photo answers a rejection.
        t.sent_photo(pupils[1].1, pupils[1].0).await;
        assert_eq!(desk.photo_counts().await.unwrap().rejected, 0, "{}", t.engine);
    }
}

#[tokio::test]
async fn a_look_is_recorded_once_in_a_quarter_of_an_hour() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let id = t.sent_photo(parent, pupil).await;
        let before = seq(&t, &school).await;
        for kind in [FileKind::Review, FileKind::Portrait, FileKind::Clean] {
            let bytes = t.desk(&school, Role::Secretary).await.photo_file(id, kind).await.unwrap();
            assert!(bytes.starts_with(&[0xFF, 0xD8]), "a JPEG");
            t.home(parent).photo_file(id, kind).await.unwrap();
        }
        assert_eq!(seq(&t, &school).await, before + 2, "one for each of two people, {}", t.engine);
        let pesel = t.desk(&school, Role::Secretary).await.reveal_identity(pupil).await.unwrap();
        t.desk(&school, Role::Secretary).await.reveal_identity(pupil).await.unwrap();
        assert_eq!((pesel.len(), seq(&t, &school).await), (11, before + 3));
        t.advance(900);
        t.desk(&school, Role::Secretary).await.photo_file(id, FileKind::Review).await.unwrap();
        assert_eq!(seq(&t, &school).await, before + 4, "{}", t.engine);
        assert!(matches!(
            t.desk(&school, Role::Administrator).await.photo_file(id, FileKind::Review).await,
            Err(Refused::Forbidden)
        ));
        let log = format!("{:?}", t.desk(&school, Role::Head).await.audit_log(None).await.unwrap());
        assert!(!log.contains(&pesel), "no PESEL in the log");
    }
}

#[tokio::test]
async fn a_repeated_request_does_nothing_and_says_what_was_done() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let id = t.sent_photo(parent, pupil).await;
        let once = t.desk_once(&school, Role::Secretary, Some(new_id())).await;
        let at = version(&once, id).await;
        once.approve_photo(id, at).await.unwrap();
        let before = seq(&t, &school).await;
        assert!(
            matches!(once.approve_photo(id, at).await, Err(Refused::Done(subject)) if subject == id.0),
            "{}",
            t.engine
        );
        let mut home = t.home(parent);
        home.once = Some(Once::Form(new_id()));
        let draft = home.upload_photo(pupil, DECLARATION_VERSION, TestOffice::upload()).await.unwrap();
        let again = home.upload_photo(pupil, DECLARATION_VERSION, TestOffice::upload()).await;
        assert!(matches!(again, Err(Refused::Done(subject)) if subject == draft.0));
        home.once = Some(Once::Form(new_id()));
        let withdrawn = home.withdraw_photo(draft, 0).await.unwrap();
        assert!(matches!(home.withdraw_photo(draft, 0).await, Err(Refused::Done(subject)) if subject == withdrawn.0));
        assert_eq!(seq(&t, &school).await, before + 2);
        t.office.run_due_jobs().await.unwrap();
        assert_eq!(files(&t).await, (3, 3, 3), "the second upload left nothing, {}", t.engine);
    }
}

#[tokio::test]
async fn whoever_comes_back_to_a_draft_that_was_replaced_is_led_to_the_newer_one() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let (pupil, another) = (t.pupil(&school, 1).await, t.pupil(&school, 2).await);
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let viewing = t.viewing_parent(&school, pupil, "jan@dom.test").await;
        let stranger = t.parent(&school, another, "ola@dom.test").await;
        t.draft_photo(stranger, another).await;
        let old = t.draft_photo(parent, pupil).await;
        let newer = t.draft_photo(parent, pupil).await;
        let home = t.home(parent);
        let crop = Crop { cx: 350.0, cy: 450.0, w: 500.0, angle: 0.0 };
        for answer in [
            home.draft(old).await.map(drop),
            home.crop_photo(old, 1, crop).await.map(drop),
            home.send_photo(old, 1, &plain()).await.map(drop),
        ] {
            let led = matches!(answer, Err(Refused::Conflict(Conflict::NewerDraft { draft })) if draft == newer);
            assert!(led, "{}: {answer:?}", t.engine);
        }
        for who in [viewing, stranger] {
            let answer = t.home(who).draft(old).await.map(drop);
            assert!(matches!(answer, Err(Refused::NotFound)), "{}: {answer:?}", t.engine);
        }
        home.withdraw_photo(newer, home.draft(newer).await.unwrap().version).await.unwrap();
        for id in [old, newer] {
            let answer = home.draft(id).await.map(drop);
            assert!(matches!(answer, Err(Refused::NotFound)), "{}: {answer:?}", t.engine);
        }
        let newest = t.draft_photo(parent, pupil).await;
        let answer = home.draft(newer).await.map(drop);
        let led = matches!(answer, Err(Refused::Conflict(Conflict::NewerDraft { draft })) if draft == newest);
        assert!(led, "{}: {answer:?}", t.engine);
    }
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_before_anything_is_kept() {
    let t = TestOffice::sqlite().await;
    let school = t.school("Szkoła").await;
    let pupil = t.pupil(&school, 1).await;
    let parent = t.parent(&school, pupil, "ewa@dom.test").await;
    let home = t.home(parent);
    let unticked = home.upload_photo(pupil, "0", TestOffice::upload()).await.unwrap_err();
    assert!(matches!(unticked, Refused::Invalid(fields) if fields[0].problem == Problem::NotTicked));
    let empty: File = tempfile::tempfile().unwrap();
    assert!(matches!(
        home.upload_photo(pupil, DECLARATION_VERSION, empty).await,
        Err(Refused::Photo(workshop::photo::Fault::Empty))
    ));
    assert_eq!(files(&t).await, (0, 0, 0));

    let id = t.sent_photo(parent, pupil).await;
    let crop = Crop { cx: f64::NAN, cy: -5.0, w: 1e9, angle: 7.0 };
    let refused = home.crop_photo(id, 2, crop).await.unwrap_err();
    assert!(matches!(refused, Refused::Conflict(Conflict::Photo(PhotoRefusal::AlreadySubmitted))), "{refused:?}");
    assert_eq!(files(&t).await, (3, 3, 3));
    let svg = home.draft_preview(id, "/portrait.jpg").await.unwrap();
    assert!(svg.contains("PODGLĄD") && svg.contains("/portrait.jpg") && !svg.contains("<script"));
    let pesel = t.desk(&school, Role::Secretary).await.reveal_identity(pupil).await.unwrap();
    assert!(!svg.contains(&pesel), "the family's preview masks the PESEL");
}
