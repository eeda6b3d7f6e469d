use school::{PersonId, person::Role};

use super::*;
use crate::{
    audit::AuditExport,
    refused::{Conflict, FieldError, Problem},
    testing::{TestOffice, TestSchool},
};

fn list(pesel: bool, workbook: bool) -> Export {
    Export::Pupils { class: None, listed: "all".to_owned(), pesel, workbook }
}

fn file(exported: Exported) -> String {
    match exported {
        Exported::File(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Exported::Waits(id) => panic!("{id} waits"),
    }
}

fn waits(exported: Exported) -> Uuid {
    match exported {
        Exported::Waits(id) => id,
        Exported::File(_) => panic!("taken alone"),
    }
}

fn is_closed<T>(result: &Result<T, Refused>) -> bool {
    matches!(result, Err(Refused::Conflict(Conflict::ExportClosed)))
}

/// A secretary's desk of another person.
async fn desk_of(office: &TestOffice, school: &TestSchool, person: PersonId) -> StaffDesk {
    StaffDesk { person, ..office.desk(school, Role::Secretary).await }
}

#[tokio::test]
async fn a_few_pupils_are_taken_alone_with_a_reason() {
    for t in TestOffice::both().await {
        let school = t.school("SP 1").await;
        t.pupil(&school, 1).await;
        t.pupil(&school, 2).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let csv = file(desk.export(&list(false, false), "kontrola 15210210014").await.unwrap());
        assert_eq!(csv.lines().count(), 3, "{}: {csv}", t.engine);
        assert!(csv.contains("\"Nowak\";\"Zofia\";\"1A\";\"2015-02-02\""), "{}: {csv}", t.engine);
        assert!(!csv.contains(&TestOffice::pesel(1)), "{}: {csv}", t.engine);
        let whole = file(desk.export(&list(true, false), "kontrola").await.unwrap());
        assert!(whole.contains(&TestOffice::pesel(1)) && whole.contains("\"PESEL\""), "{}: {whole}", t.engine);
        assert!(file(desk.export(&list(false, true), "kontrola").await.unwrap()).starts_with("PK"), "{}", t.engine);
        let log = t.desk(&school, Role::Head).await.audit_log(None).await.unwrap();
        let told: Vec<_> = log.iter().take(3).map(|entry| entry.verb.as_str()).collect();
        assert_eq!(told, ["pupil.list_taken"; 3], "{}", t.engine);
        let first = &log[2].particulars;
        for (name, value) in [("what", "pupils_list"), ("pupils", "2"), ("reason", "kontrola •••")] {
            assert!(first.contains(&(name.to_owned(), value.to_owned())), "{}: {first:?}", t.engine);
        }
        let reasonless = desk.export(&list(false, false), " ").await;
        let expected = [FieldError { field: "reason", problem: Problem::Required }];
        assert!(matches!(reasonless, Err(Refused::Invalid(ref found)) if *found == expected), "{}", t.engine);
        let left_open = StaffDesk { just_proven: false, ..desk.clone() };
        assert!(matches!(left_open.export(&list(false, false), "x").await, Err(Refused::StepUp)), "{}", t.engine);
        for role in [Role::FormTeacher, Role::Administrator] {
            let refused = t.desk(&school, role).await.export(&list(false, false), "x").await;
            assert!(matches!(refused, Err(Refused::Forbidden)), "{}: {role}", t.engine);
        }
    }
}

#[tokio::test]
async fn many_pupils_take_two_people_and_once() {
    for t in TestOffice::both().await {
        let (school, other) = (t.school("SP 1").await, t.school("SP 2").await);
        for n in 0..=200 {
            t.pupil(&school, n).await;
        }
        let (desk, head) = (t.desk(&school, Role::Secretary).await, t.desk(&school, Role::Head).await);
        let key = Some(Uuid::from_u128(7));
        let asking = t.desk_once(&school, Role::Secretary, key).await;
        let id = waits(asking.export(&list(true, false), "druk").await.unwrap());
        let again = t.desk_once(&school, Role::Secretary, key).await.export(&list(true, false), "druk").await;
        assert_eq!(waits(again.unwrap()), id, "{}: asked for twice", t.engine);
        let rows = head.exports().await.unwrap();
        assert_eq!((rows.len(), rows[0].pupils, rows[0].state), (1, 201, ExportState::Waiting), "{}", t.engine);
        assert!(rows[0].may_decide && !desk.exports().await.unwrap()[0].may_decide, "{}", t.engine);

        assert!(is_closed(&desk.take_export(id).await), "{}: taken unasked", t.engine);
        assert!(matches!(desk.approve_export(id).await, Err(Refused::Forbidden)), "{}: oneself", t.engine);
        let mut tx = desk.begin_record().await.unwrap();
        assert!(!tx.decide_export_request(id, school.secretary, true).await.unwrap(), "{}: oneself, below", t.engine);
        drop(tx);
        let stranger = t.desk(&other, Role::Head).await.approve_export(id).await;
        assert!(matches!(stranger, Err(Refused::NotFound)), "{}: {stranger:?}", t.engine);
        for role in [Role::Administrator, Role::FormTeacher] {
            let refused = t.desk(&school, role).await.approve_export(id).await;
            assert!(matches!(refused, Err(Refused::Forbidden)), "{}: {role}", t.engine);
        }
        let left_open = StaffDesk { just_proven: false, ..head.clone() };
        assert!(matches!(left_open.approve_export(id).await, Err(Refused::StepUp)), "{}", t.engine);
        head.approve_export(id).await.unwrap();
        assert!(is_closed(&head.refuse_export(id).await), "{}: decided twice", t.engine);
        assert!(matches!(head.take_export(id).await, Err(Refused::NotFound)), "{}: not who asked", t.engine);
        let (taken, bytes) = desk.take_export(id).await.unwrap();
        assert_eq!(taken, list(true, false), "{}", t.engine);
        assert_eq!(String::from_utf8(bytes).unwrap().lines().count(), 202, "{}", t.engine);
        assert!(is_closed(&desk.take_export(id).await), "{}: taken twice", t.engine);
        assert_eq!(desk.exports().await.unwrap()[0].state, ExportState::Taken, "{}", t.engine);
        let log = head.audit_log(None).await.unwrap();
        let told: Vec<_> = log.iter().take(3).map(|entry| entry.verb.as_str()).collect();
        assert_eq!(told, ["pupil.list_taken", "export.approved", "export.requested"], "{}", t.engine);
        t.run_due_jobs().await.unwrap();
        let letters = t.mailbox().await.unwrap();
        let called = letters.iter().filter(|letter| letter.text.contains("https://legitka.test/exports"));
        let called: Vec<_> = called.map(|letter| letter.to.clone()).collect();
        assert_eq!(called, [format!("head@{}.test", school.id)], "{}: once, and not who asked", t.engine);

        the_log_tells_of_many_too(&t, &school).await;
        ends_with_its_day(&t, &school).await;
        ends_with_its_people(&t, &school).await;
    }
}

/// Of the audit log whoever may read it agrees, and nobody else.
async fn the_log_tells_of_many_too(t: &TestOffice, school: &TestSchool) {
    let (desk, head) = (t.desk(school, Role::Secretary).await, t.desk(school, Role::Head).await);
    let administrator = t.desk(school, Role::Administrator).await;
    let wanted = AuditExport { reason: "kontrola".to_owned(), ..AuditExport::default() };
    let id = waits(head.export_audit_log(&wanted).await.unwrap());
    assert!(matches!(desk.approve_export(id).await, Err(Refused::Forbidden)), "{}", t.engine);
    let seen = desk.exports().await.unwrap().iter().filter(|row| row.id == id).count();
    assert_eq!(seen, 0, "{}: shown to who may not read the log", t.engine);
    administrator.approve_export(id).await.unwrap();
    let (_, bytes) = head.take_export(id).await.unwrap();
    assert!(String::from_utf8(bytes).unwrap().contains("\"pupil.added\""), "{}", t.engine);
    assert_eq!(head.audit_log(None).await.unwrap()[0].verb, "audit.exported", "{}", t.engine);
}

/// A no is a no, and after a day nothing is decided or taken any more.
async fn ends_with_its_day(t: &TestOffice, school: &TestSchool) {
    let (desk, head) = (t.desk(school, Role::Secretary).await, t.desk(school, Role::Head).await);
    let refused = waits(desk.export(&list(false, false), "druk").await.unwrap());
    head.refuse_export(refused).await.unwrap();
    assert!(is_closed(&desk.take_export(refused).await), "{}: refused", t.engine);
    let waiting = waits(desk.export(&list(false, false), "druk").await.unwrap());
    let approved = waits(desk.export(&list(false, false), "druk").await.unwrap());
    head.approve_export(approved).await.unwrap();
    t.advance(STANDS);
    let (desk, head) = (t.desk(school, Role::Secretary).await, t.desk(school, Role::Head).await);
    assert!(is_closed(&head.approve_export(waiting).await), "{}: a day later", t.engine);
    assert!(is_closed(&desk.take_export(approved).await), "{}: a day later", t.engine);
    let over = head.exports().await.unwrap().iter().filter(|row| row.state == ExportState::Over).count();
    assert_eq!(over, 2, "{}", t.engine);
}

/// Whoever works here no more neither gets what they asked for nor has said a yes that counts.
async fn ends_with_its_people(t: &TestOffice, school: &TestSchool) {
    let (desk, head) = (t.desk(school, Role::Secretary).await, t.desk(school, Role::Head).await);
    let gone = desk_of(t, school, t.revoked_secretary(school).await).await;
    let id = waits(gone.export(&list(false, false), "druk").await.unwrap());
    assert!(is_closed(&head.approve_export(id).await), "{}: asked for by who is gone", t.engine);
    head.refuse_export(id).await.unwrap();
    let id = waits(desk.export(&list(false, false), "druk").await.unwrap());
    gone.approve_export(id).await.unwrap();
    assert!(is_closed(&desk.take_export(id).await), "{}: agreed to by who is gone", t.engine);
}
