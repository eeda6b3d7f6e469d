use school::person::Role;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{AuditExport, AuditFilter, By};
use crate::{
    FileKind, StaffDesk,
    export::Exported,
    refused::{FieldError, Problem, Refused},
    testing::TestOffice,
};

/// What has no name but one that would tell of a person: it is named by its id.
const NAMELESS: [&str; 5] = ["pupil", "photo", "instead_of", "link", "token"];

#[tokio::test]
async fn particulars_are_words_wherever_a_thing_has_one() {
    for t in TestOffice::both().await {
        let school = t.school("SP 1").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "rodzic@rodzina.test").await;
        t.printed_card(&school, pupil, parent).await;
        let log = t.desk(&school, Role::Head).await.audit_log(None).await.unwrap();
        let told = |verb: &str, name: &str| {
            let row = log.iter().find(|row| row.verb == verb).unwrap();
            row.particulars.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap()
        };
        assert_eq!(told("pupil.added", "class"), "1A", "{}", t.engine);
        assert_eq!(told("card.prepared", "print_run"), "1", "{}", t.engine);
        for row in &log {
            let ids = row.particulars.iter().filter(|(_, value)| value.parse::<Uuid>().is_ok());
            for (name, value) in ids {
                assert!(NAMELESS.contains(&name.as_str()), "{}: {} {name} {value}", t.engine, row.verb);
            }
        }
    }
}

#[tokio::test]
async fn entries_are_found_by_who_by_what_by_pupil_and_by_day() {
    for t in TestOffice::both().await {
        let (school, other) = (t.school("SP 1").await, t.school("SP 2").await);
        let (one, two) = (t.pupil(&school, 1).await, t.pupil(&school, 2).await);
        let parent = t.parent(&school, one, "rodzic@rodzina.test").await;
        t.sent_photo(parent, one).await;
        t.pupil(&other, 3).await;
        t.advance(24 * 3600);
        t.pupil(&school, 4).await;
        let head = t.desk(&school, Role::Head).await;
        let found = async |filter: AuditFilter| -> Vec<String> {
            head.audit_search(&filter).await.unwrap().into_iter().map(|row| row.verb).collect()
        };
        let all = head.audit_log(None).await.unwrap();
        assert_eq!(found(AuditFilter::default()).await.len(), all.len(), "{}", t.engine);
        let added = AuditFilter { thing: Some("pupil"), ..AuditFilter::default() };
        assert_eq!(found(added).await, ["pupil.added"; 3], "{}", t.engine);
        let yesterday = Some(head.today().yesterday().unwrap());
        assert_eq!(found(AuditFilter { until: yesterday, ..added }).await.len(), 2, "{}", t.engine);
        assert_eq!(found(AuditFilter { from: Some(head.today()), ..added }).await.len(), 1, "{}", t.engine);
        let sent = found(AuditFilter { by: By::Families, thing: Some("photo"), ..AuditFilter::default() }).await;
        assert!(sent.iter().any(|verb| verb == "photo.sent"), "{}: {sent:?}", t.engine);
        let about = async |pupil| found(AuditFilter { pupil: Some(pupil), ..AuditFilter::default() }).await;
        assert!(about(one).await.contains(&"photo.sent".to_owned()), "{}", t.engine);
        assert_eq!(about(two).await, ["pupil.added"], "{}", t.engine);
        let own = AuditFilter { by: By::Person(school.secretary), ..AuditFilter::default() };
        let by = all.iter().filter(|row| row.role == "secretary").count();
        assert_eq!((found(own).await.len(), by > 0), (by, true), "{}", t.engine);
        let before = AuditFilter { before: Some(all[0].seq), ..AuditFilter::default() };
        assert_eq!(found(before).await.len(), all.len() - 1, "{}", t.engine);
        let people = head.audit_people().await.unwrap();
        assert!(people.iter().any(|(id, _)| *id == school.secretary), "{}", t.engine);
        assert!(people.iter().all(|(id, _)| *id != parent && *id != other.secretary), "{}", t.engine);
        let secretary = t.desk(&school, Role::Secretary).await;
        let refused = secretary.audit_search(&AuditFilter::default()).await;
        assert!(matches!(refused, Err(Refused::Forbidden)), "{}", t.engine);
    }
}

#[tokio::test]
async fn a_search_names_the_pupil_and_keeps_a_ruling_from_those_who_may_not_know() {
    for t in TestOffice::both().await {
        let school = t.school("SP 1").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "rodzic@rodzina.test").await;
        let photo = t.sent_photo(parent, pupil).await;
        let secretary = t.desk(&school, Role::Secretary).await;
        secretary.photo_file(photo, FileKind::Review).await.unwrap();
        secretary.set_ruling(pupil, 0, true).await.unwrap();
        let name = secretary.pupil(pupil).await.unwrap().name.full();
        for (role, told) in [(Role::Head, true), (Role::Administrator, false)] {
            let found = t.desk(&school, role).await.audit_search(&AuditFilter::default()).await.unwrap();
            let about = |verb: &str| found.iter().find(|row| row.verb == verb).and_then(|row| row.pupil.clone());
            for verb in ["pupil.added", "photo.sent", "photo.seen"] {
                assert_eq!(about(verb), Some(format!("{name}, 1A")), "{}: {role} {verb}", t.engine);
            }
            let ruling = found.iter().any(|row| row.verb == "pupil.card_kind_set");
            assert_eq!(ruling, told, "{}: {role}", t.engine);
        }
    }
}

/// The cells of each line, as they were before they were quoted.
fn cells(csv: &[u8]) -> Vec<Vec<String>> {
    let text = String::from_utf8(csv.to_vec()).unwrap();
    let line = |line: &str| {
        let inside = line.trim_start_matches('\u{FEFF}').trim_start_matches('"').trim_end_matches('"');
        inside.split("\";\"").map(|cell| cell.replace("\"\"", "\"")).collect()
    };
    text.lines().map(line).collect()
}

/// What the hash of an exported entry must be, worked out from its cells alone.
fn hash_of(row: &[String]) -> String {
    let mut hash = Sha256::new();
    hash.update(hex::decode(&row[9]).unwrap());
    for word in &row[..9] {
        hash.update((word.len() as u64).to_be_bytes());
        hash.update(word.as_bytes());
    }
    hex::encode(hash.finalize())
}

fn file(exported: Exported) -> Vec<u8> {
    match exported {
        Exported::File(bytes) => bytes,
        Exported::Waits(id) => panic!("{id} waits"),
    }
}

fn wanted(reason: &str) -> AuditExport {
    AuditExport { reason: reason.to_owned(), ..AuditExport::default() }
}

#[tokio::test]
async fn an_exported_log_can_be_checked_and_its_taking_is_an_entry_with_its_reason() {
    for t in TestOffice::both().await {
        let school = t.school("SP 1").await;
        t.pupil(&school, 1).await;
        let key = Some(Uuid::from_u128(7));
        let head = t.desk_once(&school, Role::Head, key).await;
        let form = wanted("kontrola  kuratorium 00210100004");
        let rows = cells(&file(head.export_audit_log(&form).await.unwrap()));
        assert!(rows.len() > 2, "{}: {rows:?}", t.engine);
        for pair in rows[1..].windows(2) {
            assert_eq!(pair[0][10], pair[1][9], "{}: the chain is broken", t.engine);
        }
        for row in &rows[1..] {
            assert_eq!(hash_of(row), row[10], "{}: {row:?}", t.engine);
        }
        let log = head.audit_log(None).await.unwrap();
        assert_eq!(log[0].verb, "audit.exported", "{}", t.engine);
        let reason = ("reason".to_owned(), "kontrola kuratorium •••".to_owned());
        assert!(log[0].particulars.contains(&reason), "{}: {:?}", t.engine, log[0].particulars);
        t.desk_once(&school, Role::Head, key).await.export_audit_log(&form).await.unwrap();
        assert_eq!(head.audit_log(None).await.unwrap().len(), log.len(), "{}: recorded twice", t.engine);
        let workbook = AuditExport { workbook: true, ..wanted("kontrola") };
        let workbook = t.desk(&school, Role::Administrator).await.export_audit_log(&workbook).await.unwrap();
        assert!(file(workbook).starts_with(b"PK"), "{}", t.engine);
    }
}

#[tokio::test]
async fn an_exported_log_keeps_a_ruling_from_those_who_may_not_know_and_its_chain_whole() {
    for t in TestOffice::both().await {
        let school = t.school("SP 1").await;
        let pupil = t.pupil(&school, 1).await;
        t.desk(&school, Role::Secretary).await.set_ruling(pupil, 0, true).await.unwrap();
        for (role, told, kept) in [(Role::Head, 1, 0), (Role::Administrator, 0, 1)] {
            let rows = cells(&file(t.desk(&school, role).await.export_audit_log(&wanted("kontrola")).await.unwrap()));
            let rulings = rows.iter().filter(|row| row[6] == "pupil.card_kind_set").count();
            let empty = rows.iter().filter(|row| [2, 6, 7, 8].iter().all(|at| row[*at].is_empty())).count();
            assert_eq!((rulings, empty), (told, kept), "{}: {role}", t.engine);
            for pair in rows[1..].windows(2) {
                assert_eq!(pair[0][10], pair[1][9], "{}: {role}: the chain is broken", t.engine);
            }
        }
    }
}

#[tokio::test]
async fn a_log_tells_of_a_pupil_whose_photo_was_decided_about() {
    for t in TestOffice::both().await {
        let school = t.school("SP 1").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "rodzic@rodzina.test").await;
        let photo = t.sent_photo(parent, pupil).await;
        t.advance(24 * 3600);
        let secretary = t.desk(&school, Role::Secretary).await;
        secretary.approve_photo(photo, secretary.photo(photo).await.unwrap().version).await.unwrap();
        let head = t.desk(&school, Role::Head).await;
        let table = head.log_table(Some(head.today()), None).await.unwrap();
        assert!(table.rows.iter().any(|row| row[6] == "photo.approved"), "{}: {:?}", t.engine, table.rows);
        assert_eq!(table.pupils, 1, "{}", t.engine);
    }
}

#[tokio::test]
async fn nobody_takes_the_log_without_right_reason_or_second_factor() {
    for t in TestOffice::both().await {
        let school = t.school("SP 1").await;
        let head = t.desk(&school, Role::Head).await;
        let entries = head.audit_log(None).await.unwrap().len();
        for (reason, problem) in [(" ".to_owned(), Problem::Required), ("ż".repeat(201), Problem::TooLong)] {
            let refused = head.export_audit_log(&wanted(&reason)).await;
            let expected = [FieldError { field: "reason", problem }];
            assert!(matches!(refused, Err(Refused::Invalid(ref found)) if *found == expected), "{}", t.engine);
        }
        let (today, yesterday) = (head.today(), head.today().yesterday().unwrap());
        let backwards = AuditExport { from: Some(today), until: Some(yesterday), ..wanted("kontrola") };
        let expected = [FieldError { field: "until", problem: Problem::EndsBefore }];
        let refused = head.export_audit_log(&backwards).await;
        assert!(matches!(refused, Err(Refused::Invalid(ref found)) if *found == expected), "{}", t.engine);
        let wanted_backwards = AuditFilter { from: backwards.from, until: backwards.until, ..AuditFilter::default() };
        let refused = head.audit_search(&wanted_backwards).await;
        assert!(matches!(refused, Err(Refused::Invalid(ref found)) if *found == expected), "{}", t.engine);
        let secretary = t.desk(&school, Role::Secretary).await;
        assert!(matches!(secretary.export_audit_log(&wanted("x")).await, Err(Refused::Forbidden)), "{}", t.engine);
        let long_ago = StaffDesk { just_proven: false, ..head.clone() };
        assert!(matches!(long_ago.export_audit_log(&wanted("x")).await, Err(Refused::StepUp)), "{}", t.engine);
        assert_eq!(head.audit_log(None).await.unwrap().len(), entries, "{}", t.engine);
    }
}
