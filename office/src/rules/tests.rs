//! What a school sets about the rule book, and what follows from it.

use school::{
    law::{RuleBook, Settable},
    permission::Permission,
    person::Role,
};

use super::TypedRule;
use crate::{
    StaffDesk,
    application::Apply,
    card::ReceiveCard,
    refused::{Conflict, FieldError, Problem, Refused},
    testing::{TestOffice, TestSchool},
};

fn typed(what: Settable, text: &str) -> TypedRule {
    TypedRule { what, text: text.to_owned() }
}

async fn set(t: &TestOffice, school: &TestSchool, rules: &[TypedRule]) {
    let desk = t.desk(school, Role::Administrator).await;
    let version = desk.rules().await.unwrap().version;
    desk.change_rules(rules, version).await.unwrap();
}

#[tokio::test]
async fn a_school_sets_what_is_unconfirmed_and_each_change_is_recorded() {
    for t in TestOffice::both().await {
        let (school, other) = (t.school("Pierwsza").await, t.school("Druga").await);
        let newest = async || {
            let log = t.desk(&school, Role::Head).await.audit_log(None).await.unwrap();
            log.into_iter().max_by_key(|row| row.seq).unwrap()
        };
        let before = newest().await.seq;
        set(&t, &school, &[typed(Settable::Fee, "12"), typed(Settable::DraftFrom, "2027-03-01")]).await;
        let saved = newest().await;
        assert_eq!((saved.verb.as_str(), saved.seq), ("rules.saved", before + 3), "{}", t.engine);
        let book = t.desk(&school, Role::Secretary).await.rule_book().await.unwrap();
        assert_eq!(book.set_about(Settable::Fee).as_deref(), Some("12,00"), "{}", t.engine);
        assert_eq!(book.set_about(Settable::DraftFrom).as_deref(), Some("2027-03-01"));
        let elsewhere = t.desk(&other, Role::Secretary).await.rule_book().await.unwrap();
        assert_eq!(elsewhere, RuleBook::default(), "{}: another's", t.engine);

        set(&t, &school, &[typed(Settable::Fee, "15,00"), typed(Settable::DraftFrom, "")]).await;
        let log = t.desk(&school, Role::Head).await.audit_log(None).await.unwrap();
        let row = log.iter().find(|row| row.particulars.iter().any(|(_, value)| value == "15,00")).unwrap();
        let particulars: Vec<_> = row.particulars.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(particulars, [("rule", "fee"), ("was", "12,00"), ("now", "15,00")], "{}", t.engine);
        let book = t.desk(&school, Role::Secretary).await.rule_book().await.unwrap();
        assert_eq!(book.draft_from, None, "{}: taken back", t.engine);
    }
}

#[tokio::test]
async fn only_an_administrator_who_just_proved_it_sets_rules_and_nobody_over_another() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let desk = t.desk(&school, Role::Administrator).await;
        let version = desk.rules().await.unwrap().version;
        let change = [typed(Settable::Fee, "12,00")];
        for role in [Role::Secretary, Role::Head, Role::FormTeacher] {
            let desk = t.desk(&school, role).await;
            assert!(!desk.may(Permission::ManageSchool), "{role}");
            assert!(matches!(desk.change_rules(&change, version).await, Err(Refused::Forbidden)), "{role}");
            assert!(matches!(desk.rules().await, Err(Refused::Forbidden)), "{role}");
        }
        let left_open = StaffDesk { just_proven: false, ..desk.clone() };
        assert!(matches!(left_open.change_rules(&change, version).await, Err(Refused::StepUp)), "{}", t.engine);
        for (what, text, problem) in [
            (Settable::DraftFrom, "kiedyś", Problem::NotADate),
            (Settable::Fee, "drogo", Problem::NotASetting),
            (Settable::HologramFields, "99", Problem::NotANumber { least: 1, most: 16 }),
            (Settable::Marking, "red", Problem::NotOffered),
        ] {
            let wanted = [FieldError { field: what.code(), problem }];
            let refused = desk.change_rules(&[typed(what, text)], version).await.unwrap_err();
            assert!(matches!(&refused, Refused::Invalid(found) if found[..] == wanted), "{what}: {refused:?}");
        }
        desk.change_rules(&change, version).await.unwrap();
        let late = desk.change_rules(&[typed(Settable::Fee, "13,00")], version).await;
        assert!(matches!(late, Err(Refused::Conflict(Conflict::Changed))), "{}: somebody was faster", t.engine);
    }
}

#[tokio::test]
async fn fee_word_and_dates_of_a_card_follow_what_is_set_on_its_day() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "rodzic@rodzina.test").await;
        let (_, lost) = t.valid_card(&school, pupil, parent).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let preview = desk.card_preview(lost, "").await.unwrap();
        assert!(preview.contains("września"), "{}: the month in words", t.engine);

        set(&t, &school, &[typed(Settable::Fee, "17,00"), typed(Settable::DraftFrom, "2026-09-07")]).await;
        let apply = Apply {
            ground: "lost".into(),
            way: "paper".into(),
            applicant: "Ewa Opiekuńcza".into(),
            ..Apply::default()
        };
        let application = desk.apply_for_card(lost, desk.card(lost).await.unwrap().version, &apply).await.unwrap();
        let record = desk.application_about(lost).await.unwrap().unwrap();
        assert_eq!(record.fee, 1700, "{}", t.engine);
        desk.pay_application(application, record.version, "").await.unwrap();
        let (_, duplicate) = t.next_printed_card(&school, pupil).await;
        let preview = desk.card_preview(duplicate, "").await.unwrap();
        assert!(preview.contains("07.09.2026") && !preview.contains("września"), "{}: digits", t.engine);
        assert!(!preview.contains("Duplikat"), "{}: the draft lets the word go", t.engine);
        let receipt = ReceiveCard { receiver: "pupil".to_owned(), ..ReceiveCard::default() };
        desk.receive_card(duplicate, desk.card(duplicate).await.unwrap().version, &receipt).await.unwrap();
        let old = desk.card_preview(lost, "").await.unwrap();
        assert!(old.contains("września"), "{}: a card that was made stays as it is", t.engine);
    }
}
