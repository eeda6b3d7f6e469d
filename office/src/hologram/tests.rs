//! The round of holograms: what a scan means, what it does to a card and to the book, and how it is taken back.

use jiff::civil::date;
use school::{
    CardId, ClassId,
    card::CardRefusal,
    law::Settable,
    ledger::Balance,
    person::Role,
    year::{Period, SchoolYear},
};
use uuid::Uuid;

use super::{Found, HologramsDue};
use crate::{
    StaffDesk,
    card::InvalidateCard,
    ledger::ReceiveHolograms,
    refused::{Conflict, Refused},
    rules::TypedRule,
    testing::{TestOffice, TestSchool},
};

const YEAR: i64 = 365 * 24 * 3600;

/// A school a year after somebody collected a card, with holograms of the new year.
async fn next_autumn(t: &TestOffice) -> (TestSchool, CardId) {
    let school = t.school("Szkoła").await;
    let pupil = t.pupil(&school, 1).await;
    let parent = t.parent(&school, pupil, "rodzic@rodzina.test").await;
    let (_, card) = t.valid_card(&school, pupil, parent).await;
    t.advance(YEAR);
    (school, card)
}

async fn deliver(desk: &StaffDesk, quantity: u32) {
    let form = ReceiveHolograms {
        year: "2027".to_owned(),
        quantity: quantity.to_string(),
        document: "faktura 9".to_owned(),
        ..ReceiveHolograms::default()
    };
    desk.receive_holograms(&form).await.unwrap();
}

async fn book(desk: &StaffDesk) -> Balance {
    let stock = desk.stock().await.unwrap();
    stock.holograms.into_iter().find(|(period, _)| period == "2027/2028").map(|(_, all)| all).unwrap_or_default()
}

#[tokio::test]
async fn a_scanned_card_gets_this_years_hologram_once_and_it_can_be_taken_back() {
    for t in TestOffice::both().await {
        let (school, card) = next_autumn(&t).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let number = desk.card(card).await.unwrap().number;
        let due = HologramsDue { cards: 1, until: Some(date(2027, 9, 30)) };
        assert_eq!(desk.holograms_due().await.unwrap(), Some(due), "{}", t.engine);
        assert_eq!(desk.find_for_hologram(school.class, &number).await.unwrap(), Found::Ready(card));
        let none = desk.stick_hologram(card).await;
        let wanted = Conflict::NoHolograms { year: "2027/2028".to_owned() };
        assert!(matches!(none, Err(Refused::Conflict(ref found)) if *found == wanted), "{}: {none:?}", t.engine);

        deliver(&desk, 3).await;
        desk.stick_hologram(card).await.unwrap();
        assert_eq!(desk.card(card).await.unwrap().expires, Some(date(2028, 9, 30)), "{}", t.engine);
        assert_eq!(book(&desk).await, Balance { received: 3, stock: 2, used: 1, ..Balance::default() }, "{}", t.engine);
        assert_eq!(desk.find_for_hologram(school.class, &number).await.unwrap(), Found::Done(card));
        let again = desk.stick_hologram(card).await;
        let stale = Conflict::Card(CardRefusal::StaleHologram);
        assert!(matches!(again, Err(Refused::Conflict(ref found)) if *found == stale), "{}: {again:?}", t.engine);
        assert_eq!(desk.holograms_due().await.unwrap(), None, "{}", t.engine);
        let entry = desk.register(SchoolYear(2026)).await.unwrap().remove(0);
        assert_eq!(entry.renewals, [(Period::Year(SchoolYear(2027)), desk.today())], "{}", t.engine);

        desk.undo_hologram(card).await.unwrap();
        assert_eq!(desk.card(card).await.unwrap().expires, Some(date(2027, 9, 30)), "{}", t.engine);
        assert_eq!(book(&desk).await, Balance { received: 3, stock: 3, ..Balance::default() }, "{}", t.engine);
        assert!(desk.register(SchoolYear(2026)).await.unwrap()[0].renewals.is_empty(), "{}", t.engine);
        let twice = desk.undo_hologram(card).await;
        assert!(matches!(twice, Err(Refused::Conflict(Conflict::Changed))), "{}", t.engine);
        desk.stick_hologram(card).await.unwrap();
        assert_eq!(desk.find_for_hologram(school.class, &number).await.unwrap(), Found::Done(card));
    }
}

#[tokio::test]
async fn the_hologram_of_the_receipt_is_not_taken_back() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "rodzic@rodzina.test").await;
        let (_, card) = t.valid_card(&school, pupil, parent).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let row = desk.card_in_round(card).await.unwrap();
        assert!(row.done && !row.may_undo, "{}", t.engine);
        assert!(matches!(desk.undo_hologram(card).await, Err(Refused::Conflict(Conflict::Changed))), "{}", t.engine);
    }
}

#[tokio::test]
async fn a_scan_says_what_is_wrong_and_changes_nothing() {
    for t in TestOffice::both().await {
        let (school, card) = next_autumn(&t).await;
        let desk = t.desk(&school, Role::Secretary).await;
        deliver(&desk, 3).await;
        let record = desk.card(card).await.unwrap();
        let found = async |typed: &str| desk.find_for_hologram(school.class, typed).await.unwrap();
        let (serial, _) = record.number.split_once('/').unwrap();
        let surname = record.name.rsplit(' ').next().unwrap().to_lowercase();
        for typed in [record.number.as_str(), record.marking.as_str(), serial, surname.as_str()] {
            assert_eq!(found(typed).await, Found::Ready(card), "{}: {typed}", t.engine);
        }
        for typed in ["999/2026", "ZZ9999999", "999", "Nikt Taki", ""] {
            assert_eq!(found(typed).await, Found::Unknown, "{}: {typed:?}", t.engine);
        }
        let elsewhere = ClassId(Uuid::nil());
        let other = desk.find_for_hologram(elsewhere, &record.number).await.unwrap();
        assert!(matches!(other, Found::OtherClass(found, _) if found == card), "{}: {other:?}", t.engine);
        assert!(matches!(desk.hologram_round(elsewhere).await, Err(Refused::NotFound)), "{}", t.engine);

        let administrator = t.desk(&school, Role::Administrator).await;
        let rule = TypedRule { what: Settable::HologramFields, text: "1".to_owned() };
        administrator.change_rules(&[rule], administrator.rules().await.unwrap().version).await.unwrap();
        assert_eq!(found(&record.number).await, Found::NoRoom(card), "{}", t.engine);
        let full = desk.stick_hologram(card).await;
        let wanted = Conflict::Card(CardRefusal::FieldsFull);
        assert!(matches!(full, Err(Refused::Conflict(ref found)) if *found == wanted), "{}: {full:?}", t.engine);

        let lost = InvalidateCard { cause: "lost".to_owned(), ..InvalidateCard::default() };
        desk.invalidate_card(card, record.version, &lost).await.unwrap();
        assert_eq!(found(&record.number).await, Found::Stopped(card), "{}", t.engine);
        assert!(desk.stick_hologram(card).await.is_err(), "{}", t.engine);
        assert_eq!(book(&desk).await, Balance { received: 3, stock: 3, ..Balance::default() }, "{}", t.engine);
    }
}

#[tokio::test]
async fn a_spoiled_hologram_leaves_the_safe_and_no_card_is_longer_valid_for_it() {
    for t in TestOffice::both().await {
        let (school, card) = next_autumn(&t).await;
        let desk = t.desk(&school, Role::Secretary).await;
        deliver(&desk, 1).await;
        let wrong = desk.spoil_hologram("2026/2027").await;
        assert!(matches!(wrong, Err(Refused::Invalid(_))), "{}: {wrong:?}", t.engine);
        desk.spoil_hologram("2027/2028").await.unwrap();
        assert_eq!(book(&desk).await, Balance { received: 1, spoiled: 1, ..Balance::default() }, "{}", t.engine);
        assert_eq!(desk.card(card).await.unwrap().expires, Some(date(2027, 9, 30)), "{}", t.engine);
        let none = desk.spoil_hologram("").await;
        assert!(matches!(none, Err(Refused::Conflict(Conflict::NoHolograms { .. }))), "{}: {none:?}", t.engine);
        let round = desk.hologram_round(school.class).await.unwrap();
        assert_eq!((round.rows.len(), round.stock), (1, vec![("2027/2028".to_owned(), 0)]), "{}", t.engine);
        for role in [Role::Head, Role::Administrator, Role::FormTeacher] {
            let desk = t.desk(&school, role).await;
            assert!(matches!(desk.stick_hologram(card).await, Err(Refused::Forbidden)), "{role}");
            assert!(matches!(desk.find_for_hologram(school.class, "1").await, Err(Refused::Forbidden)), "{role}");
        }
    }
}

#[tokio::test]
async fn holograms_of_a_semester_have_a_book_of_their_own() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let desk = t.desk(&school, Role::Secretary).await;
        for (year, quantity) in [("2026", "5"), ("2026 winter", "7")] {
            let form = ReceiveHolograms {
                year: year.to_owned(),
                quantity: quantity.to_owned(),
                document: "faktura".to_owned(),
                ..ReceiveHolograms::default()
            };
            desk.receive_holograms(&form).await.unwrap();
        }
        let stock = desk.stock().await.unwrap().holograms;
        let told: Vec<_> = stock.iter().map(|(period, all)| (period.as_str(), all.stock)).collect();
        assert_eq!(told, [("2026/2027", 5), ("2026/2027 winter", 7)], "{}", t.engine);
    }
}
