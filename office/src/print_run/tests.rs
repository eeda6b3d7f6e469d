//! The way from an approved photo to a row in the register, on both engines.

use jiff::civil::date;
use lopdf::Document;
use school::{
    CardId, PrintRunId, PupilId,
    card::{CardRefusal, Standing},
    event::Event,
    ledger::Balance,
    person::Role,
    pupil::Listed,
    year::SchoolYear,
};

use super::{ConfirmPrint, NotReady, OpenPrintRun, PrintRunRecord};
use crate::{
    StaffDesk,
    card::ReceiveCard,
    ledger::{ReceiveBlanks, ReceiveHolograms},
    pupil::{AddPupil, LeavePupil, NameRemark, PupilFilter, RenamePupil},
    refused::{Conflict, FieldError, Problem, Refused},
    store::rows::new_id,
    testing::{TestOffice, TestSchool},
};

const TODAY: &str = "2026-09-07";

/// Adds so many pupils with approved photos, each with their own parent.
async fn ready(test: &TestOffice, school: &TestSchool, many: u32) -> Vec<PupilId> {
    let mut pupils = Vec::new();
    for n in 0..many {
        let pupil = test.pupil(school, n).await;
        approved(test, school, pupil, &format!("parent{n}@{}.test", school.id)).await;
        pupils.push(pupil);
    }
    pupils
}

async fn approved(test: &TestOffice, school: &TestSchool, pupil: PupilId, email: &str) {
    let parent = test.parent(school, pupil, email).await;
    let photo = test.sent_photo(parent, pupil).await;
    let secretary = test.desk(school, Role::Secretary).await;
    let version = secretary.photo(photo).await.unwrap().version;
    secretary.approve_photo(photo, version).await.unwrap();
}

async fn deliver_blanks(desk: &StaffDesk, first: &str, quantity: u32) -> Result<uuid::Uuid, Refused> {
    let form = ReceiveBlanks {
        template: "MEiN-I/1".to_owned(),
        producer: "PWPW S.A.".to_owned(),
        first: first.to_owned(),
        quantity: quantity.to_string(),
        on: String::new(),
        document: "FV 7/2026".to_owned(),
    };
    desk.receive_blanks(&form).await
}

async fn deliver_holograms(desk: &StaffDesk, quantity: u32) {
    let form =
        ReceiveHolograms { year: "2026".to_owned(), quantity: quantity.to_string(), ..ReceiveHolograms::default() };
    desk.receive_holograms(&form).await.unwrap();
}

fn of(pupils: &[PupilId], issued_on: &str) -> OpenPrintRun {
    OpenPrintRun { pupils: pupils.iter().map(ToString::to_string).collect(), issued_on: issued_on.to_owned() }
}

fn spoiled(cards: &[CardId]) -> ConfirmPrint {
    ConfirmPrint { spoiled: cards.iter().map(ToString::to_string).collect() }
}

fn by_parent() -> ReceiveCard {
    ReceiveCard { on: String::new(), receiver: "parent".to_owned(), receiver_name: " Ewa  Opiekuńcza ".to_owned() }
}

/// The words of every page, without spaces: where a line breaks is not our concern.
fn pages(pdf: &[u8]) -> Vec<String> {
    let pdf = Document::load_mem(pdf).unwrap();
    let page = |page| pdf.extract_text(&[page]).unwrap().split_whitespace().collect::<String>();
    pdf.get_pages().into_keys().map(page).collect()
}

fn glued(text: &str) -> String {
    text.split_whitespace().collect()
}

fn of_blanks(stock: &crate::ledger::Stock) -> Balance {
    assert!(stock.blanks.iter().chain(&stock.holograms).all(|(_, balance)| balance.holds()), "{stock:?}");
    stock.blanks[0].1
}

fn column<'a>(run: &'a PrintRunRecord, of: impl Fn(&'a super::RunCard) -> &'a str) -> Vec<&'a str> {
    run.cards.iter().map(of).collect()
}

#[tokio::test]
async fn a_photo_becomes_a_card_and_a_row_of_the_register() {
    for test in TestOffice::both().await {
        let school = test.school("Szkoła Podstawowa nr 118").await;
        let desk = test.desk(&school, Role::Secretary).await;
        let pupils = ready(&test, &school, 3).await;
        let late = test.pupil(&school, 3).await;
        deliver_blanks(&desk, "AA0000001", 5).await.unwrap();
        deliver_holograms(&desk, 10).await;

        assert_eq!(desk.ready_count().await.unwrap(), 3, "{}", test.engine);
        let readiness = desk.readiness(Some(school.class), date(2026, 9, 8)).await.unwrap();
        let names: Vec<&str> = readiness.ready.iter().map(|ready| ready.name.as_str()).collect();
        assert_eq!(names, ["Kowalski Jan", "Nowak Zofia", "Ślusarz Łukasz"]);
        assert_eq!(readiness.not_ready, [(late, "Żak Żaneta".to_owned(), "1A".to_owned(), NotReady::NoPhoto)]);
        assert_eq!((readiness.blanks, readiness.next_number.as_str()), (5, "1/2026"));
        assert_eq!((readiness.head.as_deref(), readiness.template.as_str()), (Some("Maria Wiśniewska"), "MEiN-I/1"));

        let run = desk.open_print_run(&of(&[&pupils[..], &[late]].concat(), TODAY)).await.unwrap();
        let record = desk.print_run(run).await.unwrap();
        assert_eq!(column(&record, |card| &card.name), ["Jan Kowalski", "Zofia Nowak", "Łukasz Ślusarz"]);
        assert_eq!(column(&record, |card| &card.number), ["1/2026", "2/2026", "3/2026"]);
        assert_eq!(column(&record, |card| &card.marking), ["AA0000001", "AA0000002", "AA0000003"]);
        assert_eq!((record.to_print, record.run.number, desk.ready_count().await.unwrap()), (3, 1, 0));
        assert_eq!(
            of_blanks(&desk.stock().await.unwrap()),
            Balance { received: 5, stock: 2, reserved: 3, ..Balance::default() }
        );

        let cards: Vec<CardId> = record.cards.iter().map(|card| card.id).collect();
        print_with_one_spoiled(&desk, run, &cards).await;
        hand_out(&desk, run, &cards).await;
        everything_was_recorded(&desk, run).await;
    }
}

async fn print_with_one_spoiled(desk: &StaffDesk, run: PrintRunId, cards: &[CardId]) {
    assert!(!desk.print_run(run).await.unwrap().sheet_taken, "nobody asked for the sheet yet");
    let sheet = desk.sheet(run).await.unwrap();
    assert!(desk.print_run(run).await.unwrap().sheet_taken);
    let drawn = pages(&sheet);
    assert_eq!(drawn.len(), 3);
    let identity = desk.reveal_identity(desk.card(cards[2]).await.unwrap().pupil).await.unwrap();
    let words =
        ["Łukasz Ślusarz", "3 marca 2015", &identity, "Szkoła Podstawowa nr 118", "ul. Szkolna 1, 00-001 Warszawa"];
    for word in words.into_iter().chain(["Maria Wiśniewska", "7 września 2026", "3/2026"]) {
        assert!(drawn[2].contains(&glued(word)), "{word} in {}", drawn[2]);
    }
    assert_eq!(desk.sheet(run).await.unwrap(), sheet, "the kept sheet");
    let shown = desk.card_preview(cards[2], "/photo").await.unwrap();
    assert!(shown.contains("PODGLĄD") && shown.contains("•••••••") && !shown.contains(&identity), "{shown}");

    let version = desk.print_run(run).await.unwrap().version;
    desk.confirm_print(run, version, &spoiled(&cards[1..2])).await.unwrap();
    let record = desk.print_run(run).await.unwrap();
    assert!(!record.sheet_taken, "the sheet of what is left is another one");
    assert_eq!(column(&record, |card| &card.state), ["printed", "prepared", "printed"]);
    assert_eq!(column(&record, |card| &card.number), ["1/2026", "2/2026", "3/2026"]);
    assert_eq!(column(&record, |card| &card.marking), ["AA0000001", "AA0000004", "AA0000003"]);
    let stale = desk.confirm_print(run, version, &ConfirmPrint::default()).await;
    assert!(matches!(stale, Err(Refused::Conflict(Conflict::Changed))), "{stale:?}");

    let again = pages(&desk.sheet(run).await.unwrap());
    assert!(again.len() == 1 && again[0].contains("ZofiaNowak"), "only the spoiled one: {again:?}");
    desk.confirm_print(run, record.version, &ConfirmPrint::default()).await.unwrap();
    let nothing_left = [desk.sheet(run).await.map(|_| run), desk.confirm_print(run, 2, &ConfirmPrint::default()).await];
    for left in nothing_left {
        assert!(matches!(left, Err(Refused::Conflict(Conflict::Card(CardRefusal::AlreadyPrinted)))), "{left:?}");
    }
    let balance = Balance { received: 5, stock: 1, used: 3, spoiled: 1, ..Balance::default() };
    assert_eq!(of_blanks(&desk.stock().await.unwrap()), balance);
}

async fn hand_out(desk: &StaffDesk, run: PrintRunId, cards: &[CardId]) {
    for card in cards {
        let version = desk.card(*card).await.unwrap().version;
        desk.receive_card(*card, version, &by_parent()).await.unwrap();
        let again = desk.receive_card(*card, version + 1, &by_parent()).await;
        assert!(matches!(again, Err(Refused::Conflict(Conflict::Card(CardRefusal::AlreadyReceived(_))))), "{again:?}");
    }
    let card = desk.card(cards[0]).await.unwrap();
    assert_eq!((card.standing, card.expires), (Standing::Valid, Some(date(2027, 9, 30))));
    assert_eq!(card.receipt, Some((date(2026, 9, 7), "parent".to_owned(), "Ewa Opiekuńcza".to_owned())));
    assert!(desk.card_photo(cards[0]).await.unwrap().starts_with(&[0xFF, 0xD8]), "a JPEG");

    let entries = desk.register(SchoolYear(2026)).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.ordinal).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(entries.iter().map(|entry| entry.card).collect::<Vec<_>>(), cards);
    let entry = &entries[1];
    let words = [&entry.name, &entry.number, &entry.marking, &entry.producer, &entry.receiver, &entry.receiver_name];
    assert_eq!(words, ["Zofia Nowak", "2/2026", "AA0000004", "PWPW S.A.", "parent", "Ewa Opiekuńcza"]);
    assert_eq!((entry.received_on, entry.signature.as_str()), (date(2026, 9, 7), "pickup_list"));
    let identity = desk.reveal_identity(desk.card(cards[1]).await.unwrap().pupil).await.unwrap();
    assert_eq!(entry.identity, format!("•••••••{}", &identity[7..]));
    assert!(desk.register(SchoolYear(2025)).await.unwrap().is_empty());
    let papers = [desk.register_pdf(SchoolYear(2026)).await.unwrap(), desk.pickup_list(run).await.unwrap()];
    for paper in papers {
        let paper = pages(&paper).concat();
        for word in ["Zofia Nowak", &identity, "2/2026", "AA0000004", "PWPW S.A.", "7 września 2026"] {
            assert!(paper.contains(&glued(word)), "{word} in {paper}");
        }
    }
    let stock = desk.stock().await.unwrap();
    let used = Balance { received: 10, stock: 7, used: 3, ..Balance::default() };
    assert_eq!(stock.holograms, [("2026/2027".to_owned(), used)]);
    let book: Vec<(u32, u32)> = stock.movements.iter().map(|movement| (movement.seq, movement.balance)).collect();
    assert_eq!(book, [(10, 7), (9, 8), (8, 9), (7, 1), (6, 1), (5, 2), (4, 2), (3, 2), (2, 10), (1, 5)]);
}

/// Takings of papers and every card's steps stand in the audit log, and no PESEL does.
async fn everything_was_recorded(desk: &StaffDesk, run: PrintRunId) {
    let mut tx = desk.look().await.unwrap();
    let events = tx.events(None).await.unwrap();
    let count = |verb: &str| events.iter().filter(|event| event.verb == verb).count();
    for (verb, times) in [
        ("print_run.opened", 1),
        ("print_run.sheet_taken", 3),
        ("print_run.confirmed", 2),
        ("print_run.pickup_list_taken", 1),
        ("register.printed", 1),
        ("card.prepared", 3),
        ("card.printed", 3),
        ("card.spoiled", 1),
        ("card.issued", 3),
        ("blanks.received", 1),
        ("holograms.received", 1),
    ] {
        assert_eq!(count(verb), times, "{verb}");
    }
    let digits = |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 11);
    assert!(!events.iter().any(|event| digits(&event.particulars)));
    let kept: Vec<(Option<Vec<u8>>, String)> =
        rows!(tx, "SELECT sheet, state FROM print_run WHERE id = $1", run.0).unwrap();
    assert_eq!(kept, [(None, "printed".to_owned())]);
    let sheets: Option<i64> = value!(tx, "SELECT COUNT(*) FROM file WHERE kind = 'sheet'").unwrap();
    assert_eq!(sheets, Some(0), "a sheet that is printed is forgotten");
}

#[tokio::test]
async fn without_blanks_or_holograms_nothing_changes() {
    for test in TestOffice::both().await {
        let school = test.school("Szkoła Podstawowa nr 5").await;
        let desk = test.desk(&school, Role::Secretary).await;
        let pupils = ready(&test, &school, 2).await;
        deliver_blanks(&desk, "AA0000001", 1).await.unwrap();
        let refused = desk.open_print_run(&of(&pupils, TODAY)).await;
        assert!(matches!(refused, Err(Refused::Conflict(Conflict::NoBlanks { needed: 2, stock: 1 }))), "{refused:?}");
        assert_eq!((desk.ready_count().await.unwrap(), desk.print_runs().await.unwrap().len()), (2, 0));

        // Pressed twice: the second request learns what the first did.
        let twice = test.desk_once(&school, Role::Secretary, Some(new_id())).await;
        let run = twice.open_print_run(&of(&pupils[..1], TODAY)).await.unwrap();
        let again = twice.open_print_run(&of(&pupils[..1], TODAY)).await;
        assert!(matches!(again, Err(Refused::Done(id)) if id == run.0), "{again:?}");
        let before = desk.print_run(run).await.unwrap();
        assert_eq!(before.cards[0].number, "1/2026", "the refused run took no number");
        let sheet = desk.sheet(run).await.unwrap();
        let card = before.cards[0].id;
        let refused = desk.confirm_print(run, before.version, &spoiled(&[card])).await;
        assert!(
            matches!(refused, Err(Refused::Conflict(Conflict::NoBlanksForSpoiled { needed: 1, stock: 0 }))),
            "{refused:?}"
        );
        assert_eq!(desk.sheet(run).await.unwrap(), sheet, "nothing changed");
        desk.confirm_print(run, before.version, &ConfirmPrint::default()).await.unwrap();

        let refused = desk.receive_card(card, 1, &by_parent()).await;
        let wanted = Conflict::NoHolograms { year: "2026/2027".to_owned() };
        assert!(matches!(&refused, Err(Refused::Conflict(conflict)) if *conflict == wanted), "{refused:?}");
        assert_eq!(desk.card(card).await.unwrap().state, "printed");
        assert!(desk.register(SchoolYear(2026)).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_run_that_cannot_be_is_refused() {
    for test in TestOffice::both().await {
        let school = test.school("Szkoła Podstawowa nr 6").await;
        let desk = test.desk(&school, Role::Secretary).await;
        let other = test.school("Liceum nr 1").await;
        let (other_desk, head) = (test.desk(&other, Role::Secretary).await, test.desk(&school, Role::Head).await);
        let pupils = ready(&test, &school, 1).await;
        deliver_blanks(&desk, "AA0000001", 9).await.unwrap();
        deliver_blanks(&other_desk, "AA0000001", 9).await.unwrap();

        let unchosen = desk.open_print_run(&of(&[], TODAY)).await;
        let missing = |fields: &[FieldError]| (fields[0].field, fields[0].problem) == ("pupils", Problem::Required);
        assert!(matches!(&unchosen, Err(Refused::Invalid(fields)) if missing(fields)), "{unchosen:?}");
        let none = other_desk.open_print_run(&of(&pupils, TODAY)).await;
        assert!(matches!(none, Err(Refused::Conflict(Conflict::NobodyReady))), "{none:?}");
        let beyond = Problem::NotADateOfIssue { from: date(2023, 6, 17), until: date(2026, 11, 6) };
        for (day, problem) in
            [("2023-06-16", beyond), ("2026-11-07", beyond), ("jutro", Problem::NotADate), ("", Problem::Required)]
        {
            let refused = desk.open_print_run(&of(&pupils, day)).await;
            assert!(
                matches!(&refused, Err(Refused::Invalid(fields)) if fields[0].problem == problem),
                "{day}: {refused:?}"
            );
        }
        assert!(matches!(head.open_print_run(&of(&pupils, TODAY)).await, Err(Refused::Forbidden)));
        let mut tx = other_desk.begin().await.unwrap();
        run!(tx, "UPDATE head SET until = '2026-09-06' WHERE school = $1", other.id.0).unwrap();
        tx.commit(Event::new("school.changed", other.id)).await.unwrap();
        let headless = other_desk.open_print_run(&of(&pupils, TODAY)).await;
        assert!(matches!(headless, Err(Refused::Conflict(Conflict::NoHead))), "{headless:?}");

        let long = long_document(&test, &school).await;
        let refused = desk.open_print_run(&of(&[pupils[0], long], "2026-11-06")).await;
        let field =
            matches!(&refused, Err(Refused::Conflict(Conflict::DoesNotFit { field, .. })) if field == "identity");
        assert!(field && desk.print_runs().await.unwrap().is_empty(), "{refused:?}");

        let run = desk.open_print_run(&of(&pupils, TODAY)).await.unwrap();
        let card = desk.print_run(run).await.unwrap().cards[0].id;
        assert_eq!(head.print_runs().await.unwrap().len(), 1, "a head sees");
        assert!(matches!(head.confirm_print(run, 0, &ConfirmPrint::default()).await, Err(Refused::Forbidden)));
        assert!(matches!(head.receive_card(card, 0, &by_parent()).await, Err(Refused::Forbidden)));
        for stranger in [
            other_desk.print_run(run).await.map(drop),
            other_desk.sheet(run).await.map(drop),
            other_desk.pickup_list(run).await.map(drop),
            other_desk.confirm_print(run, 0, &ConfirmPrint::default()).await.map(drop),
            other_desk.card(card).await.map(drop),
            other_desk.card_photo(card).await.map(drop),
            other_desk.card_preview(card, "").await.map(drop),
            other_desk.receive_card(card, 0, &by_parent()).await.map(drop),
        ] {
            assert!(matches!(stranger, Err(Refused::NotFound)), "{stranger:?}");
        }
        assert!(other_desk.print_runs().await.unwrap().is_empty());
        let unprinted = desk.receive_card(card, 0, &by_parent()).await;
        assert!(matches!(unprinted, Err(Refused::Conflict(Conflict::Card(CardRefusal::NotPrinted)))), "{unprinted:?}");
    }
}

#[tokio::test]
async fn papers_with_whole_pesels_need_a_second_factor_of_the_last_minutes() {
    for test in TestOffice::both().await {
        let school = test.school("SP 1").await;
        let mut desk = test.desk(&school, Role::Secretary).await;
        let run = PrintRunId(new_id());
        for answer in [desk.sheet(run).await.map(drop), desk.pickup_list(run).await.map(drop)] {
            assert!(matches!(answer, Err(Refused::NotFound)), "{}: {answer:?}", test.engine);
        }
        desk.just_proven = false;
        for answer in [desk.sheet(run).await.map(drop), desk.pickup_list(run).await.map(drop)] {
            assert!(matches!(answer, Err(Refused::StepUp)), "{}: {answer:?}", test.engine);
        }
    }
}

#[tokio::test]
async fn whose_name_no_card_can_bear_waits_and_keeps_nobody_else_from_print() {
    for test in TestOffice::both().await {
        let school = test.school("SP 1").await;
        let desk = test.desk(&school, Role::Secretary).await;
        let form = AddPupil {
            class: school.class.to_string(),
            given: "李".to_owned(),
            surname: "Wei".to_owned(),
            born: "2015-05-05".to_owned(),
            document_name: "paszport".to_owned(),
            document_number: "E 123456".to_owned(),
            ..AddPupil::default()
        };
        let odd = desk.add_pupil(&form).await.unwrap();
        approved(&test, &school, odd, "odd@rodzina.test").await;
        let other = test.pupil(&school, 1).await;
        approved(&test, &school, other, "other@rodzina.test").await;
        deliver_blanks(&desk, "AA0000001", 5).await.unwrap();
        let readiness = desk.readiness(None, desk.today()).await.unwrap();
        let why: Vec<_> = readiness.not_ready.iter().map(|(who, _, _, why)| (*who, *why)).collect();
        assert_eq!((readiness.ready[0].pupil, why), (other, vec![(odd, NotReady::Name)]), "{}", test.engine);
        assert_eq!((readiness.ready.len(), desk.ready_count().await.unwrap()), (1, 1), "{}", test.engine);
        let filter = PupilFilter { listed: Some(Listed::Ready), ..PupilFilter::default() };
        let listed: Vec<_> = desk.pupils(&filter).await.unwrap().iter().map(|row| row.id).collect();
        assert_eq!(listed, [other], "{}: the list says what the count says", test.engine);
        let record = desk.pupil(odd).await.unwrap();
        assert_eq!(record.name_remarks, [NameRemark::NotOnCards('李')], "{}", test.engine);
        let run = desk.open_print_run(&of(&[odd, other], TODAY)).await.unwrap();
        let printed: Vec<_> = desk.print_run(run).await.unwrap().cards.iter().map(|card| card.pupil).collect();
        assert_eq!(printed, [other], "{}", test.engine);

        let [given, surname, ground] = ["Li", "Wei", "error"].map(str::to_owned);
        desk.rename_pupil(odd, record.version, &RenamePupil { given, surname, ground }).await.unwrap();
        assert_eq!(desk.ready_count().await.unwrap(), 1, "{}: mended", test.engine);
        assert_eq!(desk.pupil(odd).await.unwrap().name_remarks, [], "{}", test.engine);
        let cyrillic = desk.pupil(test.pupil(&school, 4).await).await.unwrap();
        assert_eq!(cyrillic.name_remarks, [NameRemark::Cyrillic], "{}", test.engine);
    }
}

/// Somebody whose document no card can hold.
async fn long_document(test: &TestOffice, school: &TestSchool) -> PupilId {
    let form = AddPupil {
        class: school.class.to_string(),
        given: "Ala".to_owned(),
        surname: "Obca".to_owned(),
        born: "2015-05-05".to_owned(),
        document_name: "dokument podróży przewidziany w konwencji o uchodźcach".to_owned(),
        document_number: "FA 123456 789012 345678 901234 567890".to_owned(),
        ..AddPupil::default()
    };
    let pupil = test.desk(school, Role::Secretary).await.add_pupil(&form).await.unwrap();
    approved(test, school, pupil, &format!("document@{}.test", school.id)).await;
    pupil
}

#[tokio::test]
async fn a_name_that_no_card_can_hold_is_not_ready_and_a_run_says_whom_it_left_out() {
    for test in TestOffice::both().await {
        let school = test.school("SP 1").await;
        let desk = test.desk(&school, Role::Secretary).await;
        let other = test.school("SP 2").await;
        let stranger = test.pupil(&other, 1).await;
        let long = long_name(&test, &school).await;
        let pupils = ready(&test, &school, 2).await;
        let (photoless, gone) = (test.pupil(&school, 3).await, test.pupil(&school, 4).await);
        deliver_blanks(&desk, "AA0000001", 5).await.unwrap();
        let readiness = desk.readiness(None, desk.today()).await.unwrap();
        let of_long = readiness.not_ready.iter().find(|row| row.0 == long).unwrap();
        assert_eq!((of_long.3, desk.ready_count().await.unwrap()), (NotReady::NameTooLong, 2), "{}", test.engine);
        let record = desk.pupil(long).await.unwrap();
        assert_eq!(record.name_remarks, [NameRemark::TooLong], "{}", test.engine);

        let before = desk.open_print_run(&of(&pupils[..1], TODAY)).await.unwrap();
        let left = LeavePupil { on: desk.today().to_string(), why: "transferred".to_owned() };
        desk.leave_pupil(gone, desk.pupil(gone).await.unwrap().version, &left).await.unwrap();
        let form = of(&[pupils[0], pupils[1], long, photoless, gone, stranger], TODAY);
        let run = desk.open_print_run(&form).await.unwrap();
        let told = desk.left_out(run, &form.pupils).await.unwrap();
        let mut why: Vec<_> = told.iter().map(|left| (left.pupil, left.why)).collect();
        let mut expected = vec![
            (pupils[0], NotReady::InProgress),
            (long, NotReady::NameTooLong),
            (photoless, NotReady::NoPhoto),
            (gone, NotReady::NotHere),
            (stranger, NotReady::NotHere),
        ];
        why.sort_by_key(|(pupil, _)| *pupil);
        expected.sort_by_key(|(pupil, _)| *pupil);
        assert_eq!(why, expected, "{}", test.engine);
        let name = |pupil: PupilId| told.iter().find(|left| left.pupil == pupil).unwrap().name.clone();
        assert_eq!((name(pupils[0]), name(stranger)), ("Kowalski Jan".to_owned(), String::new()), "{}", test.engine);
        assert!(!name(gone).is_empty(), "{}: who left is known by name", test.engine);
        assert!(desk.left_out(before, &of(&pupils[..1], TODAY).pupils).await.unwrap().is_empty(), "{}", test.engine);
        let other_desk = test.desk(&other, Role::Secretary).await;
        assert!(matches!(other_desk.left_out(run, &form.pupils).await, Err(Refused::NotFound)), "{}", test.engine);

        let [given, surname, ground] = ["Li", "Wei", "error"].map(str::to_owned);
        desk.rename_pupil(long, record.version, &RenamePupil { given, surname, ground }).await.unwrap();
        let told = desk.left_out(run, &[long.to_string()]).await.unwrap();
        assert_eq!(told[0].why, NotReady::ReadySince, "{}: mended", test.engine);
        assert_eq!(desk.pupil(long).await.unwrap().name_remarks, [], "{}", test.engine);
    }
}

/// Somebody whose name no card can hold.
async fn long_name(test: &TestOffice, school: &TestSchool) -> PupilId {
    let form = AddPupil {
        class: school.class.to_string(),
        given: "Wolfgang".to_owned() + &" Amadeusz".repeat(10),
        surname: "Konstantynopolitańczykowianeczkowicz".to_owned() + &"owicz".repeat(12),
        born: "2015-05-05".to_owned(),
        document_name: "paszport".to_owned(),
        document_number: "FA 123456".to_owned(),
        ..AddPupil::default()
    };
    let pupil = test.desk(school, Role::Secretary).await.add_pupil(&form).await.unwrap();
    approved(test, school, pupil, &format!("long@{}.test", school.id)).await;
    pupil
}

#[tokio::test]
async fn a_text_that_will_be_small_is_told_before_it_is_printed() {
    let test = TestOffice::sqlite().await;
    let school = test.school("Szkoła Podstawowa nr 7").await;
    let desk = test.desk(&school, Role::Secretary).await;
    let mut pupils = ready(&test, &school, 2).await;
    let form = AddPupil {
        class: school.class.to_string(),
        given: "Wiktoria Aleksandra".to_owned(),
        surname: "Brzęczyszczykiewicz-Konstantynopolska".to_owned(),
        born: "2015-05-05".to_owned(),
        document_name: "paszport".to_owned(),
        document_number: "FA 123456".to_owned(),
        ..AddPupil::default()
    };
    pupils.push(desk.add_pupil(&form).await.unwrap());
    approved(&test, &school, pupils[2], "long@rodzina.test").await;
    deliver_blanks(&desk, "AA0000001", 5).await.unwrap();
    let run = desk.open_print_run(&of(&pupils, TODAY)).await.unwrap();
    let record = desk.print_run(run).await.unwrap();
    let small = desk.small_texts(run).await.unwrap();
    let told: Vec<_> = small.iter().map(|text| (text.number.as_str(), text.field.as_str())).collect();
    let place = record.cards.iter().position(|card| card.name.starts_with("Wiktoria")).unwrap();
    assert_eq!(told, [(record.cards[place].number.as_str(), "name")]);
    assert_eq!((small[0].place, small[0].card), (place + 1, record.cards[place].id));
    desk.confirm_print(run, record.version, &ConfirmPrint::default()).await.unwrap();
    assert!(desk.small_texts(run).await.unwrap().is_empty(), "what is printed is past help");
}

#[tokio::test]
async fn a_receipt_is_read_with_care() {
    let test = TestOffice::sqlite().await;
    let school = test.school("Szkoła Podstawowa nr 7").await;
    let desk = test.desk(&school, Role::Secretary).await;
    let pupils = ready(&test, &school, 1).await;
    deliver_blanks(&desk, "AA0000001", 1).await.unwrap();
    deliver_holograms(&desk, 1).await;
    let run = desk.open_print_run(&of(&pupils, "2026-09-03")).await.unwrap();
    let card = desk.print_run(run).await.unwrap().cards[0].id;
    desk.confirm_print(run, 0, &ConfirmPrint::default()).await.unwrap();
    for (on, receiver, name, field, problem) in [
        ("2026-09-08", "pupil", "", "on", Problem::DateOutOfRange),
        ("2026-09-02", "pupil", "", "on", Problem::DateOutOfRange),
        ("wczoraj", "pupil", "", "on", Problem::NotADate),
        ("", "", "", "receiver", Problem::Required),
        ("", "sąsiad", "Jan Lis", "receiver", Problem::NotOffered),
        ("", "parent", " ", "receiver_name", Problem::Required),
    ] {
        let form = ReceiveCard { on: on.to_owned(), receiver: receiver.to_owned(), receiver_name: name.to_owned() };
        let refused = desk.receive_card(card, 1, &form).await;
        let right =
            matches!(&refused, Err(Refused::Invalid(wrong)) if (wrong[0].field, wrong[0].problem) == (field, problem));
        assert!(right, "{on} {receiver}: {refused:?}");
    }
    let stale = desk.receive_card(card, 0, &by_parent()).await;
    assert!(matches!(stale, Err(Refused::Conflict(Conflict::Changed))), "{stale:?}");
    let oneself =
        ReceiveCard { on: "2026-09-03".to_owned(), receiver: "pupil".to_owned(), receiver_name: String::new() };
    desk.receive_card(card, 1, &oneself).await.unwrap();
    assert_eq!(desk.register(SchoolYear(2026)).await.unwrap()[0].receiver_name, "Jan Kowalski");
}

#[tokio::test]
async fn a_marking_is_delivered_once() {
    for test in TestOffice::both().await {
        let school = test.school("Szkoła Podstawowa nr 8").await;
        let desk = test.desk(&school, Role::Secretary).await;
        deliver_blanks(&desk, "aa 0000010", 10).await.unwrap();
        let taken = deliver_blanks(&desk, "AA0000001", 10).await;
        assert!(
            matches!(&taken, Err(Refused::Invalid(wrong)) if (wrong[0].field, wrong[0].problem) == ("first", Problem::Taken)),
            "{taken:?}"
        );
        assert_eq!(of_blanks(&desk.stock().await.unwrap()).received, 10);
        deliver_blanks(&desk, "AA0000001", 9).await.unwrap();
        let wrong =
            desk.receive_blanks(&ReceiveBlanks { on: "2026-09-08".to_owned(), ..ReceiveBlanks::default() }).await;
        let Err(Refused::Invalid(wrong)) = wrong else { panic!("{wrong:?}") };
        let fields: Vec<_> = wrong.iter().map(|wrong| (wrong.field, wrong.problem)).collect();
        assert_eq!(
            fields,
            [
                ("on", Problem::DateOutOfRange),
                ("template", Problem::Required),
                ("producer", Problem::Required),
                ("first", Problem::NotAMarking),
                ("quantity", Problem::Required),
            ]
        );
        let head = test.desk(&school, Role::Head).await;
        assert!(matches!(deliver_blanks(&head, "AB0000001", 1).await, Err(Refused::Forbidden)));
        assert_eq!(head.stock().await.unwrap().movements[0].by, "Sylwia Wiśniewska");
    }
}

/// Eight secretaries press the button at once over the same pupils, in different orders.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_opens_runs_at_once_shares_nothing() {
    for test in TestOffice::both().await {
        let school = test.school("Szkoła Podstawowa nr 9").await;
        let pupils = ready(&test, &school, 9).await;
        let desk = test.desk(&school, Role::Secretary).await;
        deliver_blanks(&desk, "AA0000001", 20).await.unwrap();
        let openings = (0..8_usize).map(|at| {
            let (desk, form) = (desk.clone(), of(&pupils[at..at + 2], TODAY));
            tokio::spawn(async move { desk.open_print_run(&form).await })
        });
        let opened = futures::future::join_all(openings).await;
        let mut cards = Vec::new();
        for run in opened.into_iter().map(|task| task.unwrap()) {
            match run {
                Ok(run) => cards.extend(desk.print_run(run).await.unwrap().cards),
                Err(Refused::Conflict(Conflict::NobodyReady)) => {}
                Err(error) => panic!("{}: {error:?}", test.engine),
            }
        }
        assert_eq!(cards.len(), 9, "{}: every pupil has one card", test.engine);
        let distinct = |of: fn(&super::RunCard) -> String| {
            let mut all: Vec<String> = cards.iter().map(of).collect();
            all.sort();
            all.dedup();
            all
        };
        let numbers: Vec<String> = (1..=9).map(|serial| format!("{serial}/2026")).collect();
        assert_eq!(distinct(|card| card.number.clone()), numbers, "no number twice, none lost");
        assert_eq!(distinct(|card| card.marking.clone()).len(), 9, "no blank twice");
        assert_eq!(distinct(|card| card.pupil.to_string()).len(), 9, "no pupil twice");
        let balance = Balance { received: 20, stock: 11, reserved: 9, ..Balance::default() };
        assert_eq!(of_blanks(&desk.stock().await.unwrap()), balance);
    }
}

/// One takes the approval back while the other prints: never a card of a photo that is not approved.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_approval_is_undone_or_printed_never_both() {
    for test in TestOffice::both().await {
        let school = test.school("Szkoła Podstawowa nr 10").await;
        let desk = test.desk(&school, Role::Secretary).await;
        deliver_blanks(&desk, "AA0000001", 9).await.unwrap();
        for pupil in ready(&test, &school, 6).await {
            let photo = desk.readiness(None, date(2026, 9, 7)).await.unwrap().ready;
            let photo = photo.iter().find(|ready| ready.pupil == pupil).unwrap().photo;
            let version = desk.photo(photo).await.unwrap().version;
            let (other, form) = (desk.clone(), of(&[pupil], TODAY));
            let printed = tokio::spawn(async move { other.open_print_run(&form).await });
            let undone = desk.undo_review(photo, version).await;
            let printed = printed.await.unwrap();
            let state = desk.photo(photo).await.unwrap().state;
            match (&printed, &undone) {
                (Ok(_), Err(Refused::Conflict(_))) => assert_eq!(state, "approved"),
                (Err(Refused::Conflict(Conflict::NobodyReady)), Ok(_)) => assert_eq!(state, "submitted"),
                both => panic!("{}: {both:?}", test.engine),
            }
        }
    }
}
