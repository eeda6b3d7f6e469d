//! What happens to cards and pupils is to be done in SIO; who objected; what SIO shows against the register.

use jiff::civil::date;
use school::{
    CardId, PupilId,
    law::mobile::State,
    person::Role,
    state_mobile_id::{Deed, Reason},
};

use super::{Declare, Disagreement, SioTask};
use crate::{
    StaffDesk,
    application::Apply,
    card::InvalidateCard,
    export::{Export, Exported},
    ledger::ReceiveHolograms,
    pupil::{LeavePupil, RenamePupil},
    refused::{Conflict, Problem, Refused},
    testing::{TestOffice, TestSchool},
};

/// A school, a pupil with a card in hand, and the secretary's desk.
async fn holder(t: &TestOffice) -> (TestSchool, PupilId, CardId, StaffDesk) {
    let school = t.school("Szkoła").await;
    let pupil = t.pupil(&school, 1).await;
    let parent = t.parent(&school, pupil, "rodzic@rodzina.test").await;
    let (_, card) = t.valid_card(&school, pupil, parent).await;
    let desk = t.desk(&school, Role::Secretary).await;
    (school, pupil, card, desk)
}

async fn open(desk: &StaffDesk) -> Vec<SioTask> {
    desk.sio_tasks().await.unwrap().0
}

async fn deeds(desk: &StaffDesk) -> Vec<(Deed, Reason)> {
    open(desk).await.into_iter().map(|task| (task.deed, task.reason)).collect()
}

/// Ticks off whatever there is to do.
async fn tick_off(desk: &StaffDesk) {
    for task in open(desk).await {
        desk.finish_sio_task(task.id).await.unwrap();
    }
}

async fn state(desk: &StaffDesk, pupil: PupilId) -> State {
    desk.sio_record(pupil).await.unwrap().line.state
}

fn by_the_mother(scope: &str) -> Declare {
    Declare { scope: scope.to_owned(), on: String::new(), by: "Ewa Opiekuńcza".to_owned() }
}

#[tokio::test]
async fn a_card_that_was_handed_out_is_entered_once_and_the_next_steps_are_noted() {
    // L6.7
    for t in TestOffice::both().await {
        let (school, pupil, _, desk) = holder(&t).await;
        assert_eq!(deeds(&desk).await, [(Deed::Issue, Reason::Card)], "{}", t.engine);
        assert_eq!((state(&desk, pupil).await, desk.sio_tasks_open().await.unwrap()), (State::Ready, 1));
        let task = open(&desk).await.remove(0);
        assert!(!task.card_only && task.done.is_none(), "{}", t.engine);
        let head = t.desk(&school, Role::Head).await;
        assert!(matches!(head.finish_sio_task(task.id).await, Err(Refused::Forbidden)), "{}", t.engine);
        desk.finish_sio_task(task.id).await.unwrap();
        assert_eq!(state(&desk, pupil).await, State::Registered, "{}", t.engine);
        let (open, done) = desk.sio_tasks().await.unwrap();
        assert!(open.is_empty() && done[0].done.is_some(), "{}: who did it, and when", t.engine);
        let again = desk.finish_sio_task(task.id).await;
        assert!(matches!(again, Err(Refused::Conflict(Conflict::Changed))), "{}: {again:?}", t.engine);

        let skipped = desk.move_mlegitymacja(pupil, 0, "active").await;
        assert!(matches!(skipped, Err(Refused::Conflict(Conflict::Changed))), "{}: {skipped:?}", t.engine);
        let invented = desk.move_mlegitymacja(pupil, 0, "reissued").await;
        assert!(matches!(invented, Err(Refused::Invalid(_))), "{}: {invented:?}", t.engine);
        desk.move_mlegitymacja(pupil, 0, "code_available").await.unwrap();
        let stale = desk.move_mlegitymacja(pupil, 0, "active").await;
        assert!(matches!(stale, Err(Refused::Conflict(Conflict::Changed))), "{}: {stale:?}", t.engine);
        desk.move_mlegitymacja(pupil, 1, "active").await.unwrap();
        let record = desk.sio_record(pupil).await.unwrap();
        assert_eq!(record.line.state, State::Active, "{}", t.engine);
        assert_eq!(record.noted[0].active_on, Some(desk.today()), "{}", t.engine);
    }
}

#[tokio::test]
async fn all_of_a_kind_are_ticked_off_at_once_if_there_are_as_many_as_were_seen() {
    for t in TestOffice::both().await {
        let (school, first, _, desk) = holder(&t).await;
        let second = t.pupil(&school, 2).await;
        let parent = t.parent(&school, second, "inny@rodzina.test").await;
        t.another_valid_card(&school, second, parent).await;
        for seen in [1, 3] {
            let other = desk.finish_sio_tasks("issue", seen).await;
            assert!(matches!(other, Err(Refused::Conflict(Conflict::Changed))), "{}: {other:?}", t.engine);
        }
        assert!(matches!(desk.finish_sio_tasks("shred", 2).await, Err(Refused::Invalid(_))), "{}", t.engine);
        desk.finish_sio_tasks("issue", 2).await.unwrap();
        for pupil in [first, second] {
            assert_eq!(state(&desk, pupil).await, State::Registered, "{}", t.engine);
        }
        assert_eq!(desk.sio_tasks_open().await.unwrap(), 0, "{}", t.engine);
    }
}

#[tokio::test]
async fn a_lost_card_ends_it_and_the_duplicate_brings_another() {
    // L6.1-6, L6.7
    for t in TestOffice::both().await {
        let (school, pupil, card, desk) = holder(&t).await;
        tick_off(&desk).await;
        let version = desk.card(card).await.unwrap().version;
        let lost = Apply {
            ground: "lost".to_owned(),
            way: "paper".to_owned(),
            applicant: "Ewa Opiekuńcza".to_owned(),
            ..Apply::default()
        };
        let application = desk.apply_for_card(card, version, &lost).await.unwrap();
        assert_eq!(deeds(&desk).await, [(Deed::Invalidate, Reason::Lost)], "{}", t.engine);
        tick_off(&desk).await;
        assert_eq!(state(&desk, pupil).await, State::Invalid, "{}", t.engine);

        desk.pay_application(application, 0, "").await.unwrap();
        let (_, next) = t.next_printed_card(&school, pupil).await;
        t.hand_out(&school, next).await;
        assert_eq!(deeds(&desk).await, [(Deed::Issue, Reason::Card)], "{}", t.engine);
        tick_off(&desk).await;
        let record = desk.sio_record(pupil).await.unwrap();
        let states: Vec<_> = record.noted.iter().map(|noted| noted.state).collect();
        assert_eq!(states, [State::Registered, State::Invalid], "{}", t.engine);
    }
}

#[tokio::test]
async fn a_card_that_ends_before_it_was_entered_leaves_nothing_to_do() {
    for t in TestOffice::both().await {
        let (_, pupil, card, desk) = holder(&t).await;
        let version = desk.card(card).await.unwrap().version;
        let form = InvalidateCard { cause: "lost".to_owned(), on: String::new() };
        desk.invalidate_card(card, version, &form).await.unwrap();
        assert!(open(&desk).await.is_empty(), "{}", t.engine);
        let record = desk.sio_record(pupil).await.unwrap();
        assert!(!record.tasks[0].open && record.tasks[0].done.is_none(), "{}: it came to nothing", t.engine);
        assert_eq!(record.line.state, State::NotDue, "{}", t.engine);
    }
}

#[tokio::test]
async fn another_name_a_lost_device_and_a_departure_are_to_be_done_in_sio_and_a_return_undoes_the_last() {
    // L6.1-5, L6.1-6, L6.1-7
    for t in TestOffice::both().await {
        let (school, pupil, _, desk) = holder(&t).await;
        let none = desk.device_lost(pupil).await;
        assert!(matches!(none, Err(Refused::Conflict(Conflict::Changed))), "{}: {none:?}", t.engine);
        tick_off(&desk).await;
        desk.device_lost(pupil).await.unwrap();
        desk.device_lost(pupil).await.unwrap();
        assert_eq!(deeds(&desk).await, [(Deed::Reissue, Reason::Device)], "{}: once is enough", t.engine);
        tick_off(&desk).await;
        let noted: Vec<_> = desk.sio_record(pupil).await.unwrap().noted.iter().map(|noted| noted.state).collect();
        assert_eq!(noted, [State::Registered, State::Reissued], "{}", t.engine);

        let version = desk.pupil(pupil).await.unwrap().version;
        let left = LeavePupil { on: desk.today().to_string(), why: "transferred".to_owned() };
        desk.leave_pupil(pupil, version, &left).await.unwrap();
        assert_eq!(deeds(&desk).await, [(Deed::Invalidate, Reason::Left)], "{}", t.engine);
        assert!(desk.sio_record(pupil).await.unwrap().line.claim.is_none(), "{}", t.engine);
        let version = desk.pupil(pupil).await.unwrap().version;
        desk.take_pupil_back(pupil, version, &school.class.to_string()).await.unwrap();
        assert!(open(&desk).await.is_empty(), "{}", t.engine);

        let version = desk.pupil(pupil).await.unwrap().version;
        let name = RenamePupil { given: "Ala".to_owned(), surname: "Nowa".to_owned(), ground: "decision".to_owned() };
        desk.rename_pupil(pupil, version, &name).await.unwrap();
        assert_eq!(deeds(&desk).await, [(Deed::Invalidate, Reason::Name)], "{}", t.engine);
    }
}

#[tokio::test]
async fn a_hologram_changes_the_date_of_validity_there() {
    // L6.7
    for t in TestOffice::both().await {
        let (school, _, card, desk) = holder(&t).await;
        tick_off(&desk).await;
        t.advance(365 * 24 * 3600);
        let desk = t.desk(&school, Role::Secretary).await;
        let form = ReceiveHolograms {
            year: "2027".to_owned(),
            quantity: "3".to_owned(),
            document: "faktura 9".to_owned(),
            ..ReceiveHolograms::default()
        };
        desk.receive_holograms(&form).await.unwrap();
        desk.stick_hologram(card).await.unwrap();
        let task = open(&desk).await.remove(0);
        let wanted = (Deed::Validity, Reason::Renewal, Some(date(2028, 9, 30)));
        assert_eq!((task.deed, task.reason, task.expires), wanted, "{}", t.engine);
        desk.undo_hologram(card).await.unwrap();
        assert_eq!(open(&desk).await.len(), 1, "{}", t.engine);
    }
}

#[tokio::test]
async fn an_objection_ends_what_was_issued_and_its_withdrawal_makes_it_due_again() {
    // L1.4-5, L6.1-1, L6.7
    for t in TestOffice::both().await {
        let (_, pupil, _, desk) = holder(&t).await;
        tick_off(&desk).await;
        for (form, field) in [
            (by_the_mother(""), "scope"),
            (Declare { on: "2025-09-16".to_owned(), ..by_the_mother("document") }, "on"),
            (Declare { by: " ".to_owned(), ..by_the_mother("document") }, "by"),
        ] {
            let Err(Refused::Invalid(problems)) = desk.note_objection(pupil, &form).await else { panic!("{field}") };
            assert_eq!(problems[0].field, field, "{}", t.engine);
        }
        desk.note_objection(pupil, &by_the_mother("document")).await.unwrap();
        let twice = desk.note_objection(pupil, &by_the_mother("photo")).await;
        assert!(matches!(twice, Err(Refused::Conflict(Conflict::Changed))), "{}: {twice:?}", t.engine);
        assert_eq!(deeds(&desk).await, [(Deed::Invalidate, Reason::Objection)], "{}", t.engine);
        tick_off(&desk).await;
        assert_eq!(state(&desk, pupil).await, State::Objected, "{}", t.engine);
        assert!(desk.objections().await.unwrap()[0].holds, "{}", t.engine);

        let early = Declare { on: "2026-09-06".to_owned(), ..by_the_mother("") };
        let Err(Refused::Invalid(problems)) = desk.withdraw_objection(pupil, 0, &early).await else { panic!("early") };
        assert_eq!((problems[0].field, problems[0].problem), ("on", Problem::DateOutOfRange), "{}", t.engine);
        let stale = desk.withdraw_objection(pupil, 7, &by_the_mother("")).await;
        assert!(matches!(stale, Err(Refused::Conflict(Conflict::Changed))), "{}: {stale:?}", t.engine);
        desk.withdraw_objection(pupil, 0, &by_the_mother("")).await.unwrap();
        assert_eq!(deeds(&desk).await, [(Deed::Issue, Reason::Withdrawn)], "{}", t.engine);
        assert_eq!(state(&desk, pupil).await, State::Ready, "{}", t.engine);
        let register = desk.objections().await.unwrap();
        assert!(register.len() == 1 && register[0].withdrawn.is_some() && !register[0].holds, "{}", t.engine);
    }
}

#[tokio::test]
async fn an_objection_is_over_on_the_eighteenth_birthday_and_is_of_the_school_alone() {
    // L1.4-4
    for t in TestOffice::both().await {
        let (_, pupil, _, desk) = holder(&t).await;
        desk.note_objection(pupil, &by_the_mother("photo")).await.unwrap();
        assert!(open(&desk).await[0].card_only, "{}: the card goes there all the same", t.engine);
        let of_age_on = desk.objections().await.unwrap()[0].of_age_on;
        let days = (of_age_on - desk.today()).get_days();
        let other = t.school("Inna").await;
        let elsewhere = t.desk(&other, Role::Secretary).await;
        assert!(elsewhere.objections().await.unwrap().is_empty(), "{}", t.engine);
        assert!(matches!(elsewhere.sio_record(pupil).await, Err(Refused::NotFound)), "{}", t.engine);

        t.advance(i64::from(days - 1) * 24 * 3600);
        let school = desk.school();
        let before = StaffDesk { now: t.clock.now(), ..desk.clone() };
        assert!(before.objections().await.unwrap()[0].holds && before.school() == school, "{}", t.engine);
        t.advance(24 * 3600);
        let after = StaffDesk { now: t.clock.now(), ..desk.clone() };
        assert!(!after.objections().await.unwrap()[0].holds, "{}", t.engine);
        let line = after.sio_record(pupil).await.unwrap().line;
        assert!(line.of_age && line.state != State::Objected, "{}: {:?}", t.engine, line.state);
    }
}

#[tokio::test]
async fn the_file_for_sio_comes_back_the_same_and_what_differs_is_told_by_field() {
    for t in TestOffice::both().await {
        let (_, pupil, card, desk) = holder(&t).await;
        let number = desk.card(card).await.unwrap().number;
        let wanted = Export::Sio { mark: false };
        let Exported::File(file) = desk.export(&wanted, "przekazanie do SIO").await.unwrap() else {
            panic!("nobody has to agree about one pupil")
        };
        let text = String::from_utf8(file).unwrap();
        let rows: Vec<_> = text.lines().collect();
        assert_eq!(rows[0], "pesel;numer legitymacji;data wydania;czy niepełnosprawność", "{}", t.engine);
        assert_eq!(rows[1], format!("{};{number};2026-09-07;0", TestOffice::pesel(1)), "{}", t.engine);
        assert!(desk.left_out_of_sio().await.unwrap().is_empty(), "{}", t.engine);

        let same = desk.compare_with_sio(t.table(text.as_bytes())).await.unwrap();
        assert!(same.found.is_empty() && (same.there, same.here) == (1, 1), "{}", t.engine);
        let other = text.replace("2026-09-07;0", "08.09.2026;tak") + "02070803628;9/2025;2025-09-08;0\n";
        let compared = desk.compare_with_sio(t.table(other.as_bytes())).await.unwrap();
        let [Disagreement::Differs { pupil: whose, fields, .. }, Disagreement::MissingHere { pesel, number }] =
            &compared.found[..]
        else {
            panic!("{}: {:?}", t.engine, compared.found)
        };
        assert_eq!(*whose, pupil, "{}", t.engine);
        assert!(fields[0].is_none() && fields[1].is_some() && fields[2].is_some(), "{}: {fields:?}", t.engine);
        assert!(!pesel.contains("0207080") && number == "9/2025", "{}: no whole PESEL", t.engine);
        let empty = desk.compare_with_sio(t.table(b"pesel;numer\n")).await;
        assert!(matches!(empty, Err(Refused::Table(_))), "{}", t.engine);
    }
}
