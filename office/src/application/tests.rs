//! A card's life after it was handed out, on both engines: lost, exchanged, found, destroyed; two people at once; and
//! random histories after which everything still agrees.

use jiff::civil::date;
use lopdf::Document;
use school::{
    CardId, PersonId, PupilId,
    card::{CardRefusal, Cause, Standing, Succession},
    event::Event,
    ledger::Balance,
    person::Role,
    pupil::PupilRefusal,
    register::Annotation,
    year::SchoolYear,
};
use uuid::Uuid;

use super::{Apply, Stage};
use crate::{
    StaffDesk,
    card::{InvalidateCard, Step},
    print_run::NotReady,
    protocol::MakeProtocol,
    pupil::LeavePupil,
    refused::{Conflict, Problem, Refused},
    store::rows::new_id,
    testing::{TestOffice, TestSchool},
};

fn for_lost() -> Apply {
    Apply { ground: "lost".into(), way: "paper".into(), applicant: "Ewa Opiekuńcza".into(), ..Apply::default() }
}

fn for_error() -> Apply {
    Apply { ground: "error".into(), way: "office".into(), returned: true, ..Apply::default() }
}

fn ended(cause: &str) -> InvalidateCard {
    InvalidateCard { cause: cause.into(), on: String::new() }
}

fn protocol(school: &TestSchool, kind: &str, cards: &[CardId]) -> MakeProtocol {
    MakeProtocol {
        kind: kind.into(),
        cards: cards.iter().map(ToString::to_string).collect(),
        first: school.secretary.to_string(),
        second: school.head.to_string(),
        on: String::new(),
    }
}

async fn version(desk: &StaffDesk, card: CardId) -> i64 {
    desk.card(card).await.unwrap().version
}

/// A pupil with a valid card.
async fn holder(test: &TestOffice, school: &TestSchool) -> (PupilId, PersonId, CardId) {
    let pupil = test.pupil(school, 1).await;
    let parent = test.parent(school, pupil, &format!("rodzic@{}.test", school.id)).await;
    let (_, card) = test.valid_card(school, pupil, parent).await;
    (pupil, parent, card)
}

async fn is_sound(test: &TestOffice) {
    let report = test.check(true).await.unwrap();
    assert_eq!(report.wrong, 0, "{}: {:#?}", test.engine, report.lines);
}

/// The words of a PDF, without spaces.
fn words(pdf: &[u8]) -> String {
    let pdf = Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
    pdf.extract_text(&pages).unwrap().split_whitespace().collect()
}

fn is_invalid(refused: &Refused, field: &str, problem: Problem) -> bool {
    matches!(refused, Refused::Invalid(wrong) if (wrong[0].field, wrong[0].problem) == (field, problem))
}

#[tokio::test]
async fn a_lost_card_is_followed_by_a_duplicate_that_is_paid_for_and_the_found_one_is_destroyed() {
    for test in TestOffice::both().await {
        let school = test.school("Szkoła Podstawowa nr 1").await;
        let (pupil, _, lost) = holder(&test, &school).await;
        let desk = test.desk(&school, Role::Secretary).await;
        let before = version(&desk, lost).await;
        let application = desk.apply_for_card(lost, before, &for_lost()).await.unwrap();
        let card = desk.card(lost).await.unwrap();
        assert_eq!((card.standing, card.ended), (Standing::Invalid, Some((Cause::Lost, date(2026, 9, 7)))));
        let again = desk.apply_for_card(lost, before + 1, &for_lost()).await;
        assert!(matches!(again, Err(Refused::Conflict(Conflict::AppliedAlready))), "{again:?}");

        let record = desk.application_about(lost).await.unwrap().unwrap();
        assert_eq!((record.fee, record.stage, record.succession), (900, Stage::Unpaid, Succession::Duplicate));
        assert!(desk.transfer(&record).await.unwrap().is_none(), "the school has named no account");
        let mut tx = desk.begin().await.unwrap();
        run!(tx, "UPDATE school SET account = '61109010140000071219812874' WHERE id = $1", school.id.0).unwrap();
        tx.commit(Event::new("school.changed", school.id)).await.unwrap();
        let transfer = desk.transfer(&record).await.unwrap().unwrap();
        assert_eq!(transfer.title, "Duplikat legitymacji 1/2026", "nobody is named");
        assert!(transfer.account.starts_with("61 1090") && transfer.code.contains("<svg"), "{transfer:?}");
        let readiness = desk.readiness(None, desk.today()).await.unwrap();
        assert_eq!(readiness.not_ready[0].3, NotReady::FeeNotPaid, "{}", test.engine);
        assert_eq!(desk.ready_count().await.unwrap(), 0);
        let early = desk.pay_application(application, record.version, "2026-09-06").await.unwrap_err();
        assert!(is_invalid(&early, "on", Problem::DateOutOfRange), "{early:?}");
        desk.pay_application(application, record.version, "").await.unwrap();
        let twice = desk.pay_application(application, record.version + 1, "").await;
        assert!(matches!(twice, Err(Refused::Conflict(Conflict::Changed))), "{twice:?}");
        assert_eq!(desk.ready_count().await.unwrap(), 1, "{}", test.engine);

        let duplicate = printed(&test, &school, pupil).await;
        test.hand_out(&school, duplicate).await;
        let desk = test.desk(&school, Role::Secretary).await;
        assert_eq!(desk.card(duplicate).await.unwrap().number, "2/2026");
        the_register_tells_the_chain(&desk, lost, duplicate).await;
        found_and_destroyed(&test, &school, lost).await;
        is_sound(&test).await;

        // a duplicate is lost as easily as a card (`L5-10`)
        let form = for_lost();
        let application = desk.apply_for_card(duplicate, version(&desk, duplicate).await, &form).await.unwrap();
        desk.pay_application(application, 0, "").await.unwrap();
        let third = printed(&test, &school, pupil).await;
        test.hand_out(&school, third).await;
        let steps: Vec<Step> = desk.card(third).await.unwrap().life.into_iter().map(|step| step.step).collect();
        assert_eq!(steps[0], Step::Succeeds(Succession::Duplicate, duplicate, "2/2026".to_owned()));
        is_sound(&test).await;
    }
}

/// A card that is on its way, from a run whose sheet bears the word.
async fn printed(test: &TestOffice, school: &TestSchool, pupil: PupilId) -> CardId {
    let (run, card) = test.next_printed_card(school, pupil).await;
    let desk = test.desk(school, Role::Secretary).await;
    let preview = desk.card_preview(card, "").await.unwrap();
    assert!(preview.contains("Duplikat"), "{}: {preview}", test.engine);
    assert_eq!(desk.print_run(run).await.unwrap().cards.len(), 1);
    card
}

async fn the_register_tells_the_chain(desk: &StaffDesk, old: CardId, new: CardId) {
    let rows = desk.register(SchoolYear(2026)).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.card).collect::<Vec<_>>(), [old, new]);
    assert_eq!((rows[0].succeeds, rows[1].succeeds), (None, Some((Succession::Duplicate, 1))));
    let notes: Vec<_> = rows[0].notes.iter().map(|note| (note.what, note.number.as_deref())).collect();
    assert_eq!(notes, [(Annotation::Invalidated, None), (Annotation::Succeeded, Some("2/2026"))]);
    let paper = words(&desk.register_pdf(SchoolYear(2026)).await.unwrap());
    for part in ["unieważniono07.09.2026:utrata", "nowynumer2/2026", "duplikat,zob.lp.1"] {
        assert!(paper.contains(part), "{part} in {paper}");
    }
}

/// The lost card turns up: it stays invalid, comes back, and two people destroy it. The books do not move.
async fn found_and_destroyed(test: &TestOffice, school: &TestSchool, found: CardId) {
    let desk = test.desk(school, Role::Secretary).await;
    let outside = desk.make_protocol(&protocol(school, "destroyed", &[found])).await;
    assert!(matches!(outside, Err(Refused::Conflict(Conflict::Card(CardRefusal::NotReturned)))), "{outside:?}");
    desk.take_card_back(found, version(&desk, found).await, "").await.unwrap();
    assert_eq!(desk.card(found).await.unwrap().standing, Standing::Invalid);
    let books = desk.stock().await.unwrap();

    let alone = MakeProtocol { second: school.secretary.to_string(), ..protocol(school, "destroyed", &[found]) };
    let alone = desk.make_protocol(&alone).await.unwrap_err();
    assert!(is_invalid(&alone, "second_person", Problem::OneTwice), "{alone:?}");
    let stranger = MakeProtocol { first: new_id().to_string(), ..protocol(school, "destroyed", &[found]) };
    assert!(is_invalid(&desk.make_protocol(&stranger).await.unwrap_err(), "first_person", Problem::NotOffered));
    let head = test.desk(school, Role::Head).await;
    let forbidden = head.make_protocol(&protocol(school, "destroyed", &[found])).await;
    assert!(matches!(forbidden, Err(Refused::Forbidden)), "{forbidden:?}");

    let id = desk.make_protocol(&protocol(school, "destroyed", &[found])).await.unwrap();
    let paper = words(&desk.protocol_pdf(id).await.unwrap());
    for part in ["Protokółzniszczenia", "SylwiaWiśniewska", "MariaWiśniewska", "1/2026", "AB0000001", "utrata"] {
        assert!(paper.contains(part), "{part} in {paper}");
    }
    let card = desk.card(found).await.unwrap();
    assert_eq!(card.state, "destroyed");
    let steps: Vec<&Step> = card.life.iter().map(|step| &step.step).collect();
    assert!(steps.contains(&&Step::Destroyed(1)) && steps.contains(&&Step::Paid), "{steps:?}");
    assert!(card.life.iter().all(|step| step.basis.starts_with("R2023 §")), "{:?}", card.life);
    let after = desk.stock().await.unwrap();
    assert_eq!((after.blanks, after.holograms), (books.blanks, books.holograms), "{}", test.engine);
    let gone = desk.make_protocol(&protocol(school, "handed_over", &[found])).await;
    assert!(matches!(gone, Err(Refused::Conflict(Conflict::Card(CardRefusal::Gone)))), "{gone:?}");
}

#[tokio::test]
async fn an_exchange_is_free_and_against_the_old_card_or_a_declaration() {
    for test in TestOffice::both().await {
        let school = test.school("Szkoła Podstawowa nr 2").await;
        let (pupil, _, wrong) = holder(&test, &school).await;
        let desk = test.desk(&school, Role::Secretary).await;
        let kept = Apply { returned: false, ..for_error() };
        let refused = desk.apply_for_card(wrong, version(&desk, wrong).await, &kept).await.unwrap_err();
        assert!(is_invalid(&refused, "returned", Problem::OldCardOwed), "{refused:?}");
        assert_eq!(desk.card(wrong).await.unwrap().state, "issued", "nothing changed");
        desk.apply_for_card(wrong, version(&desk, wrong).await, &for_error()).await.unwrap();
        let record = desk.application_about(wrong).await.unwrap().unwrap();
        assert_eq!((record.fee, record.stage, record.applicant.as_str()), (0, Stage::ToPrint, "Test Testowy"));
        assert_eq!(desk.card(wrong).await.unwrap().state, "returned");

        // the first print is wrong again and is not handed out: another one is due, with a number of its own
        let (_, cancelled) = test.next_printed_card(&school, pupil).await;
        assert!(!desk.card_preview(cancelled, "").await.unwrap().contains("Duplikat"), "an exchange is no duplicate");
        let before = version(&desk, cancelled).await;
        let lost = desk.invalidate_card(cancelled, before, &ended("lost")).await.unwrap_err();
        assert!(is_invalid(&lost, "cause", Problem::NotOffered), "{lost:?}");
        desk.invalidate_card(cancelled, before, &ended("cancelled")).await.unwrap();
        let (_, right) = test.next_printed_card(&school, pupil).await;
        test.hand_out(&school, right).await;
        let desk = test.desk(&school, Role::Secretary).await;
        let rows = desk.register(SchoolYear(2026)).await.unwrap();
        assert_eq!((rows.len(), rows[1].succeeds), (2, Some((Succession::Exchange, 1))), "{}", test.engine);
        assert_eq!(rows[1].number, "3/2026");
        desk.make_protocol(&protocol(&school, "handed_over", &[wrong, cancelled])).await.unwrap();
        let protocols = desk.protocols().await.unwrap();
        assert_eq!((protocols.waiting.len(), protocols.protocols[0].cards), (0, 2));
        is_sound(&test).await;
    }
}

#[tokio::test]
async fn a_card_ends_on_a_ground_and_a_day_that_can_be() {
    for test in TestOffice::both().await {
        let school = test.school("Szkoła Podstawowa nr 3").await;
        let (pupil, _, card) = holder(&test, &school).await;
        test.advance(3 * 24 * 3600);
        let desk = test.desk(&school, Role::Secretary).await;
        let before = version(&desk, card).await;
        for (cause, on, field, problem) in [
            ("", "", "cause", Problem::Required),
            ("zjedzona", "", "cause", Problem::NotOffered),
            ("cancelled", "", "cause", Problem::NotOffered),
            ("left", "", "cause", Problem::NotOffered),
            ("lost", "2026-09-11", "on", Problem::DateOutOfRange),
            ("lost", "2026-09-06", "on", Problem::DateOutOfRange),
        ] {
            let form = InvalidateCard { cause: cause.into(), on: on.into() };
            let refused = desk.invalidate_card(card, before, &form).await.unwrap_err();
            assert!(is_invalid(&refused, field, problem), "{cause} {on}: {refused:?}");
        }
        let head = test.desk(&school, Role::Head).await;
        assert!(matches!(head.invalidate_card(card, before, &ended("lost")).await, Err(Refused::Forbidden)));
        let other = test.desk(&test.school("Liceum nr 1").await, Role::Secretary).await;
        assert!(matches!(other.invalidate_card(card, before, &ended("lost")).await, Err(Refused::NotFound)));

        // who left: no other card is due, and the card may end from that day on
        let left = LeavePupil { on: "2026-09-09".into(), why: "transferred".into() };
        desk.leave_pupil(pupil, desk.pupil(pupil).await.unwrap().version, &left).await.unwrap();
        let refused = desk.apply_for_card(card, before, &for_lost()).await;
        assert!(matches!(refused, Err(Refused::Conflict(Conflict::Pupil(PupilRefusal::HasLeft)))), "{refused:?}");
        let record = desk.card(card).await.unwrap();
        assert_eq!((record.standing, record.holder_left), (Standing::Valid, Some(date(2026, 9, 9))), "apart");
        let early = InvalidateCard { cause: "left".into(), on: "2026-09-08".into() };
        let early = desk.invalidate_card(card, before, &early).await.unwrap_err();
        assert!(is_invalid(&early, "on", Problem::DateOutOfRange), "{early:?}");
        let twice = test.desk_once(&school, Role::Secretary, Some(new_id())).await;
        twice.invalidate_card(card, before, &ended("left")).await.unwrap();
        let again = twice.invalidate_card(card, before, &ended("left")).await;
        assert!(matches!(again, Err(Refused::Done(id)) if id == card.0), "{again:?}");
        let dead = desk.invalidate_card(card, before + 1, &ended("lost")).await;
        let invalidated = matches!(&dead, Err(Refused::Conflict(Conflict::Card(CardRefusal::AlreadyInvalidated(_)))));
        assert!(invalidated, "{dead:?}");
        is_sound(&test).await;
    }
}

/// Eight at once: some invalidate, some take an application. One of them does, and the others hear so.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_card_ends_once_however_many_end_it_at_once() {
    for test in TestOffice::both().await {
        let school = test.school("Szkoła Podstawowa nr 4").await;
        let (_, _, card) = holder(&test, &school).await;
        let desk = test.desk(&school, Role::Secretary).await;
        let before = version(&desk, card).await;
        let tries = (0..8).map(|at| {
            let desk = desk.clone();
            tokio::spawn(async move {
                if at % 2 == 0 {
                    desk.invalidate_card(card, before, &ended("lost")).await.map(Uuid::from)
                } else {
                    desk.apply_for_card(card, before, &for_lost()).await.map(Uuid::from)
                }
            })
        });
        let answers = futures::future::join_all(tries).await.into_iter().map(|task| task.unwrap());
        let (done, refused): (Vec<_>, Vec<_>) = answers.partition(Result::is_ok);
        assert_eq!((done.len(), refused.len()), (1, 7), "{}: {refused:?}", test.engine);
        assert!(refused.iter().all(|answer| matches!(answer, Err(Refused::Conflict(_)))), "{refused:?}");
        is_sound(&test).await;
    }
}

/// What somebody might do next, by number. Refusals are part of it.
async fn something(test: &TestOffice, school: &TestSchool, pupil: PupilId, what: u32) {
    let desk = test.desk(school, Role::Secretary).await;
    let cards = desk.pupil(pupil).await.unwrap().cards;
    let Some(card) = cards.get(what as usize / 16 % cards.len().clamp(1, 2)).map(|card| card.id) else { return };
    let now = version(&desk, card).await;
    let application = desk.application_about(card).await.unwrap();
    let refused = match what % 16 {
        0 | 1 => desk.invalidate_card(card, now, &ended("no_hologram")).await.err(),
        2..=4 => desk.apply_for_card(card, now, &for_lost()).await.err(),
        5 | 6 => desk.apply_for_card(card, now, &for_error()).await.err(),
        7..=9 => match application {
            Some(application) => desk.pay_application(application.id, application.version, "").await.err(),
            None => None,
        },
        10 | 11 => desk.take_card_back(card, now, "").await.err(),
        12 => desk.make_protocol(&protocol(school, "destroyed", &[card])).await.err(),
        13 => desk.invalidate_card(card, now, &ended("cancelled")).await.err(),
        _ => match desk.ready_count().await.unwrap() {
            0 => None,
            _ => {
                let (_, next) = test.next_printed_card(school, pupil).await;
                if !what.is_multiple_of(5) {
                    test.hand_out(school, next).await;
                }
                None
            }
        },
    };
    assert!(matches!(refused, None | Some(Refused::Conflict(_) | Refused::Invalid(_))), "{what}: {refused:?}");
}

#[tokio::test]
async fn after_any_history_a_pupil_holds_one_card_at_most_and_both_ledgers_balance() {
    for test in TestOffice::both().await {
        let school = test.school("Szkoła Podstawowa nr 5").await;
        let (pupil, _, _) = holder(&test, &school).await;
        // Knuth's generator of 64 bits: the same history every time
        let mut seed = 20_260_907_u64;
        for step in 0..160 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            something(&test, &school, pupil, u32::try_from(seed >> 40).unwrap()).await;
            let desk = test.desk(&school, Role::Secretary).await;
            let cards = desk.pupil(pupil).await.unwrap().cards;
            let valid = cards.iter().filter(|card| card.standing == Standing::Valid).count();
            let alive = cards.iter().filter(|card| card.standing != Standing::Invalid).count();
            assert!(valid <= 1 && alive <= 1, "{}, step {step}: {cards:?}", test.engine);
            let stock = desk.stock().await.unwrap();
            assert!(stock.blanks.iter().chain(&stock.holograms).all(|(_, balance): &(_, Balance)| balance.holds()));
        }
        let desk = test.desk(&school, Role::Secretary).await;
        let cards = desk.pupil(pupil).await.unwrap().cards.len();
        assert!(cards > 2, "{}: the history was dull: {cards} cards", test.engine);
        is_sound(&test).await;
    }
}
