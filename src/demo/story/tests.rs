//! One seed, one school: the whole demo is told twice with one seed and once with another.
//!
//! What stands in for the rest, so that three schools of 312 pupils take seconds: a pretended child takes the pictures
//! in, so they are drawn small; passwords cost next to nothing. What a photo shows follows from the pupil's own seed,
//! and `workshop::portrait` is tested to paint the same pixels for it and others for everybody else.

use std::{collections::BTreeSet, thread};

use office::{
    ledger::Stock,
    print_run::PrintRunRow,
    pupil::{PupilFilter, PupilRow},
    testing::{TestOffice, cheap_passwords},
};
use school::{ledger::Balance, photo::Shown};

use super::*;

/// The whole demo.
const WHOLE: Size = Size { picture: (48, 62), ..Size::WHOLE };

/// What is to be looked at in a school that was told.
struct Told {
    /// Everything that the seed decides, in lines: ids and secrets are others every time.
    lines: BTreeSet<String>,
    classes: Vec<u32>,
    pupils: Vec<PupilRow>,
    runs: Vec<PrintRunRow>,
    stock: Stock,
    roles: Vec<String>,
    /// How many children of the family of the first draft have one.
    drafts: usize,
    complaints: Vec<String>,
}

/// Tells a school and looks at it.
async fn told(seed: u64) -> Told {
    let test = TestOffice::sqlite().await;
    let Remembered { accounts, .. } = tell(&test.office, &test.clock, &WHOLE, seed).await.unwrap();
    test.office.run_due_jobs().await.unwrap();
    let desk = everybody_signs_in(&test.office, &accounts).await;
    let (pupils, stock) = (desk.pupils(&PupilFilter::default()).await.unwrap(), desk.stock().await.unwrap());
    let mut lines: BTreeSet<String> =
        accounts.iter().map(|account| format!("{} {}", account.role, account.name)).collect();
    for row in &pupils {
        lines.insert(pupil_line(&desk, row).await);
    }
    lines.extend(papers(&desk).await);
    lines.insert(format!("{:?} {:?}", stock.blanks, stock.holograms));
    let report = test.office.check(true).await.unwrap();
    assert!(report.checked > 312, "the check looked at {} things", report.checked);
    assert_eq!(report.wrong, 0, "{:#?}", report.lines);
    Told {
        lines,
        classes: desk.classes().await.unwrap().into_iter().map(|class| class.pupils).collect(),
        runs: desk.print_runs().await.unwrap(),
        roles: accounts.into_iter().map(|account| account.role).collect(),
        drafts: drafts(&test.office, seed).await,
        complaints: report.lines,
        pupils,
        stock,
    }
}

/// Every account opens its own door; answers the secretary's desk.
async fn everybody_signs_in(office: &Office, accounts: &[Account]) -> StaffDesk {
    let mut secretary = None;
    for account in accounts {
        let visitor = sign_in(office, account).await.unwrap();
        match account.role.as_str() {
            "parent" | "pupil" => {
                let children = visitor.family(office, office.now(), None).unwrap().children().await.unwrap();
                assert_eq!(children.len(), if account.role == "parent" { 3 } else { 1 }, "{}", account.role);
            }
            role => {
                let desk = visitor.staff(office, office.now(), None).await.unwrap();
                assert_eq!(visitor.places[0].role.code(), role);
                secretary = secretary.or((role == "secretary").then_some(desk));
            }
        }
    }
    secretary.expect("a secretary")
}

/// A pupil as the secretary can see them: names, the whole PESEL, photos and cards with their days.
async fn pupil_line(desk: &StaffDesk, row: &PupilRow) -> String {
    let record = desk.pupil(row.id).await.unwrap();
    let identity = desk.reveal_identity(row.id).await.unwrap();
    let photos: Vec<_> = record.photos.iter().map(|photo| (&photo.state, photo.at, photo.picture)).collect();
    let cards: Vec<_> = record.cards.iter().map(|card| (&card.number, card.standing, card.expires)).collect();
    let family: Vec<_> = record.guardians.iter().map(|row| (&row.name, &row.email, row.state)).collect();
    let who = (&row.name, &row.class, record.born, identity, row.photo);
    format!("{who:?} {photos:?} {cards:?} {family:?}")
}

/// Cards of the runs and rows of the register.
async fn papers(desk: &StaffDesk) -> Vec<String> {
    let mut lines = Vec::new();
    for run in desk.print_runs().await.unwrap() {
        lines.push(format!("run {} of {} on {}", run.number, run.created_at, run.issued_on));
        for card in desk.print_run(run.id).await.unwrap().cards {
            lines.push(format!("{} {} {} {} {}", card.name, card.class, card.number, card.marking, card.state));
        }
    }
    for row in desk.register(SchoolYear::of(desk.today())).await.unwrap() {
        let what = (row.ordinal, row.number, row.name, row.identity, row.marking, row.received_on, row.receiver_name);
        lines.push(format!("{what:?}"));
    }
    lines
}

#[test]
fn the_school_prints_before_it_hands_out_and_never_on_a_free_day() {
    let first = jiff::civil::date(2026, 1, 1);
    for start in (0..3 * 365_i64).map(|days| first.saturating_add(days.days())) {
        let told = Days::after(start);
        let Days { set_up, delivery, photos, decisions, printed, handed_out } = told;
        let order = [set_up, delivery, photos, decisions, printed, handed_out, CHANGES, DRAFTS];
        assert!(order.is_sorted_by(|one, next| one < next), "{start}: {told:?}");
        for days in [set_up, delivery, decisions, printed, handed_out] {
            let day = start.saturating_add(days.days());
            let (weekday, date) = (day.weekday(), (day.month(), day.day()));
            assert!(!matches!(weekday, Weekday::Saturday | Weekday::Sunday), "{start}: {day} is a {weekday:?}");
            assert!(![(11, 1), (11, 11), (12, 25), (1, 1)].contains(&date), "{start}: {day} is a holiday");
        }
    }
    assert_eq!(Days::after(jiff::civil::date(2026, 11, 4)).handed_out, 8, "the day before is 11 November");
}

/// A draft is the family's alone: the school sees no photo, so the family is asked.
async fn drafts(office: &Office, seed: u64) -> usize {
    let number = (0..).find(|number| fate(*number) == Fate::Draft).unwrap_or_default();
    // The year decides ages and dates only; the address follows from the number.
    let (_, _, email) = roll::pupils(&WHOLE, seed, 2026).swap_remove(number).parent;
    let account = Account {
        role: "parent".to_owned(),
        name: String::new(),
        email,
        password: family_password(number),
        totp: None,
    };
    let visitor = sign_in(office, &account).await.unwrap();
    let children = visitor.family(office, office.now(), None).unwrap().children().await.unwrap();
    children.iter().filter(|child| child.draft.is_some()).count()
}

/// How many pupils' photos stand so for the school.
fn standing(told: &Told, shown: Shown) -> usize {
    told.pupils.iter().filter(|row| row.photo == shown).count()
}

/// How many pupils these lots fall to.
fn fated(lots: &[Fate]) -> usize {
    (0..312).filter(|number| lots.contains(&fate(*number))).count()
}

/// Each school on its own thread: every one keeps a core busy.
fn tellings(seeds: [u64; 3]) -> [Told; 3] {
    let tell = |seed| move || tokio::runtime::Runtime::new().unwrap().block_on(told(seed));
    seeds.map(|seed| thread::spawn(tell(seed))).map(|thread| thread.join().expect("a school"))
}

#[test]
fn the_same_seed_tells_the_same_whole_school_and_another_seed_another() {
    cheap_passwords();
    let [first, second, other] = tellings([7, 7, 8]);
    let differing: Vec<_> = first.lines.symmetric_difference(&second.lines).collect();
    assert!(differing.is_empty(), "{differing:#?}");
    let pupils: BTreeSet<&String> = first.lines.iter().filter(|line| line.starts_with("(\"")).collect();
    assert_eq!(pupils.len(), 312, "a line for each pupil");
    let shared = pupils.into_iter().filter(|line| other.lines.contains(*line)).count();
    assert_eq!(shared, 0, "pupils who attend both schools");
    for told in [&first, &second, &other] {
        is_whole(told);
    }
}

/// What the demo promises, whatever its seed.
fn is_whole(told: &Told) {
    assert_eq!((&told.classes[..], told.pupils.len()), (&[26; 12][..], 312));
    assert_eq!(told.roles, ["administrator", "secretary", "head", "form_teacher", "parent", "pupil"]);
    assert_eq!(told.complaints, Vec::<String>::new());
    for (shown, lots) in [
        (Shown::None, &[Fate::Missing, Fate::Draft][..]),
        (Shown::Waiting, &[Fate::Waiting][..]),
        (Shown::Rejected, &[Fate::Rejected][..]),
        (Shown::Approved, &[Fate::Approved][..]),
        (Shown::ChangeRequested, &[Fate::Change][..]),
    ] {
        assert!(standing(told, shown) > 0, "nobody's photo is {shown:?}");
        assert_eq!(standing(told, shown), fated(lots), "{shown:?}");
    }
    assert_eq!(told.drafts, 1, "the draft that its family sees");
    let runs: Vec<_> = told.runs.iter().map(|run| (run.number, run.cards, run.printed, run.issued)).collect();
    assert_eq!(runs, [(1, 60, 60, 40)], "one run, printed, most of its cards received");
    let blanks = Balance { received: 260, stock: 199, used: 60, spoiled: 1, ..Balance::default() };
    let holograms = Balance { received: 260, stock: 220, used: 40, ..Balance::default() };
    let balances = |all: &[(String, Balance)]| all.iter().map(|(_, balance)| *balance).collect::<Vec<_>>();
    assert_eq!(balances(&told.stock.blanks), [blanks]);
    assert_eq!(balances(&told.stock.holograms), [holograms]);
    assert!(blanks.holds() && holograms.holds());
}
