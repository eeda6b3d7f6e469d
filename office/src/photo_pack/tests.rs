//! Packs through both kinds of office.

use std::{fs::File, io::Write};

use school::{PhotoPackId, person::Role, photo::Origin};

use super::{FileRefusal, FileState, PackFault, PackRefusal, PackState, PhotoPack, Skipped};
use crate::{
    StaffDesk,
    refused::{Conflict, Refused},
    store::Mode,
    testing::{TestOffice, TestSchool},
};

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file
}

/// Hands a pack in and has it read.
async fn handed_in(t: &TestOffice, desk: &StaffDesk, names: &[&str]) -> PhotoPackId {
    let id = desk.hand_in_photo_pack(file(&t.pack(names))).await.unwrap();
    t.run_due_jobs().await.unwrap();
    id
}

fn states(pack: &PhotoPack) -> Vec<FileState> {
    pack.files.iter().map(|file| file.state).collect()
}

/// A school with Jan Kowalski and Zofia Nowak.
async fn peopled(t: &TestOffice) -> (TestSchool, StaffDesk) {
    let school = t.school("Szkoła").await;
    for n in [0, 1] {
        t.pupil(&school, n).await;
    }
    let desk = t.desk(&school, Role::Secretary).await;
    (school, desk)
}

#[tokio::test]
async fn a_pack_is_matched_and_only_what_was_chosen_is_taken_over() {
    for t in TestOffice::both().await {
        let (_, desk) = peopled(&t).await;
        let id = handed_in(&t, &desk, &["Kowalski Jan.jpg", "Nowak.jpg", "IMG_0001.jpg", "../Nowak Zofia.jpg"]).await;
        let pack = desk.photo_pack(id).await.unwrap();
        let led_out = FileState::Refused(FileRefusal::Skipped(Skipped::Path));
        let expected = [FileState::Matched, FileState::Unclear, FileState::Unmatched, led_out];
        assert_eq!(states(&pack), expected, "{}", t.engine);
        assert_eq!(desk.photo_counts().await.unwrap().waiting, 0, "nothing is taken over unasked");
        let places: Vec<i64> = pack.files.iter().map(|file| file.place).collect();
        desk.take_photo_pack(id, pack.row.version, &places).await.unwrap();
        t.run_due_jobs().await.unwrap();
        let pack = desk.photo_pack(id).await.unwrap();
        assert_eq!((pack.row.state, pack.row.counts.taken), (PackState::Ready, 1), "{}", t.engine);
        let record = desk.photo(pack.files[0].photo.unwrap()).await.unwrap();
        assert_eq!((record.state.as_str(), record.origin), ("submitted", Origin::Photographer), "{}", t.engine);
        assert_eq!(t.office.check(true).await.unwrap().wrong, 0, "{}", t.engine);
    }
}

#[tokio::test]
async fn a_step_that_was_done_is_not_done_again_by_whoever_lost_its_claim() {
    for t in TestOffice::both().await {
        let (school, desk) = peopled(&t).await;
        for n in 2..11 {
            t.pupil(&school, n).await;
        }
        let names: Vec<String> = (0..11).map(|n| format!("{}.jpg", TestOffice::pesel(n))).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let id = handed_in(&t, &desk, &names).await;
        let pack = desk.photo_pack(id).await.unwrap();
        let places: Vec<i64> = pack.files.iter().map(|file| file.place).collect();
        desk.take_photo_pack(id, pack.row.version, &places).await.unwrap();
        let version = desk.photo_pack_row(id).await.unwrap().version;
        let first = serde_json::json!({ "pack": id.to_string(), "version": version });
        for time in ["first", "second"] {
            super::take(&t.office, school.id, &first).await.unwrap();
            let counts = desk.photo_pack_row(id).await.unwrap().counts;
            assert_eq!((counts.taken, counts.chosen), (10, 1), "{}: the {time} time", t.engine);
        }
        t.run_due_jobs().await.unwrap();
        let row = desk.photo_pack_row(id).await.unwrap();
        assert_eq!((row.state, row.counts.taken), (PackState::Ready, 11), "{}", t.engine);
        let mut tx = t.office.db().everywhere(Mode::Read, t.clock.now()).await.unwrap();
        let steps: Option<i64> = value!(tx, "SELECT COUNT(*) FROM job WHERE kind = 'photo_pack.take'").unwrap();
        assert_eq!(steps, Some(2), "{}", t.engine);
    }
}

/// Loses every file, and lets time pass until no job is tried any more.
async fn without_files(t: &TestOffice) {
    for (school, hash, _) in t.office.vault().list(0).await.unwrap() {
        t.office.vault().delete(school, hash).await.unwrap();
    }
    for _ in 0..12 {
        t.run_due_jobs().await.unwrap();
        t.advance(3600);
    }
}

#[tokio::test]
async fn a_pack_does_not_wait_for_a_job_that_was_given_up() {
    for t in TestOffice::both().await {
        let (_, desk) = peopled(&t).await;
        let taken = handed_in(&t, &desk, &["Kowalski Jan.jpg"]).await;
        let pack = desk.photo_pack(taken).await.unwrap();
        desk.take_photo_pack(taken, pack.row.version, &[pack.files[0].place]).await.unwrap();
        let read = desk.hand_in_photo_pack(file(&t.pack(&["Nowak Zofia.jpg"]))).await.unwrap();
        without_files(&t).await;
        let row = desk.photo_pack_row(taken).await.unwrap();
        assert_eq!((row.state, row.counts.matched), (PackState::Ready, 1), "{}", t.engine);
        let state = desk.photo_pack_row(read).await.unwrap().state;
        assert_eq!(state, PackState::Refused(PackRefusal::Archive(PackFault::Damaged)), "{}", t.engine);
    }
}

#[tokio::test]
async fn a_file_that_is_nobodys_is_given_to_a_pupil_or_discarded() {
    for t in TestOffice::both().await {
        let (_, desk) = peopled(&t).await;
        let id = handed_in(&t, &desk, &["Kowalski Jan.jpg", "IMG_0001.jpg", "IMG_0002.jpg"]).await;
        let pack = desk.photo_pack(id).await.unwrap();
        let [known, first, second] = [0, 1, 2].map(|at| pack.files[at].place);
        let kowalski = pack.files[0].pupils[0].id;
        let twice = desk.assign_packed_photo(id, first, Some(kowalski)).await;
        assert!(matches!(twice, Err(Refused::Invalid(_))), "{twice:?}");
        desk.assign_packed_photo(id, known, None).await.unwrap();
        desk.assign_packed_photo(id, first, Some(kowalski)).await.unwrap();
        desk.assign_packed_photo(id, second, None).await.unwrap();
        let late = desk.take_photo_pack(id, pack.row.version, &[first]).await;
        assert!(matches!(late, Err(Refused::Conflict(Conflict::Changed))), "{}: {late:?}", t.engine);
        let pack = desk.photo_pack(id).await.unwrap();
        assert_eq!(states(&pack), [FileState::Discarded, FileState::Matched, FileState::Discarded], "{}", t.engine);
    }
}

#[tokio::test]
async fn the_same_pack_is_not_read_twice_and_a_broken_one_not_at_all() {
    for t in TestOffice::both().await {
        let (_, desk) = peopled(&t).await;
        handed_in(&t, &desk, &["Kowalski Jan.jpg"]).await;
        let again = handed_in(&t, &desk, &["Kowalski Jan.jpg"]).await;
        assert_eq!(desk.photo_pack(again).await.unwrap().row.state, PackState::Refused(PackRefusal::Again));
        let broken = desk.hand_in_photo_pack(file(b"no archive")).await.unwrap();
        t.run_due_jobs().await.unwrap();
        let broken = desk.photo_pack(broken).await.unwrap();
        assert!(matches!(broken.row.state, PackState::Refused(PackRefusal::Archive(_))), "{}", t.engine);
        assert!(broken.files.is_empty());
    }
}

#[tokio::test]
async fn an_upload_that_was_broken_off_goes_on_and_one_that_is_given_up_goes() {
    for t in TestOffice::both().await {
        let (_, desk) = peopled(&t).await;
        let bytes = t.pack(&["Kowalski Jan.jpg"]);
        let (head, tail) = bytes.split_at(bytes.len() / 2);
        let id = desk.begin_photo_pack(bytes.len() as u64, "mark").await.unwrap();
        desk.add_to_photo_pack(id, 0, head).await.unwrap();
        let twice = desk.add_to_photo_pack(id, 0, head).await;
        assert!(matches!(twice, Err(Refused::Conflict(Conflict::Changed))), "{}: {twice:?}", t.engine);
        assert_eq!(desk.begin_photo_pack(bytes.len() as u64, "mark").await.unwrap(), id, "it goes on");
        let received = head.len() as u64;
        let state = desk.photo_pack(id).await.unwrap().row.state;
        assert_eq!(state, PackState::Uploading { received, size: bytes.len() as u64 }, "{}", t.engine);
        desk.add_to_photo_pack(id, received, tail).await.unwrap();
        t.run_due_jobs().await.unwrap();
        assert_eq!(desk.photo_pack(id).await.unwrap().row.counts.matched, 1, "{}", t.engine);
        let given_up = desk.begin_photo_pack(9, "other").await.unwrap();
        desk.add_to_photo_pack(given_up, 0, b"half").await.unwrap();
        t.advance(24 * 3600);
        super::forget_packs_due(&t.office).await.unwrap();
        assert!(matches!(desk.photo_pack(given_up).await, Err(Refused::NotFound)), "{}", t.engine);
        assert!(desk.photo_pack(id).await.is_ok(), "{}", t.engine);
        t.advance(6 * 24 * 3600);
        super::forget_packs_due(&t.office).await.unwrap();
        t.run_due_jobs().await.unwrap();
        let mut tx = t.office.db().everywhere(Mode::Read, t.clock.now()).await.unwrap();
        let kept: Option<i64> = value!(tx, "SELECT COUNT(*) FROM file").unwrap();
        assert_eq!(kept, Some(0), "{}: no piece is left", t.engine);
    }
}
