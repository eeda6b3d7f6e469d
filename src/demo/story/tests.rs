//! One seed, one school. What a photo shows is drawn from the pupil's own seed (`workshop::portrait` is tested to paint
//! the same bytes); here a pretended child takes the pictures in, so that two schools take seconds.

use std::collections::BTreeSet;

use office::{pupil::PupilFilter, testing::TestOffice};
use school::photo::Shown;

use super::*;

/// As few pupils as show every fate.
const TINY: Size = Size { classes: &["1A", "8A"], pupils: 6, blanks: 20, printed: 3 };

/// A school of this seed as its secretary sees it, without ids and secrets; and how its photos stand.
async fn told(seed: u64) -> (BTreeSet<String>, Vec<Shown>) {
    let test = TestOffice::sqlite().await;
    let Remembered { accounts, .. } = tell(&test.office, &test.clock, &TINY, seed).await.unwrap();
    let visitor = sign_in(&test.office, &accounts[1]).await.unwrap();
    let desk = visitor.staff(&test.office, test.office.now(), None).await.unwrap();
    let mut seen: BTreeSet<String> =
        accounts.iter().map(|account| format!("{} {} {}", account.role, account.name, account.email)).collect();
    let pupils = desk.pupils(&PupilFilter::default()).await.unwrap();
    for row in &pupils {
        let known = (&row.name, &row.class, &row.identity, row.photo, row.card, row.guardians);
        seen.insert(format!("{known:?}"));
    }
    for run in desk.print_runs().await.unwrap() {
        for card in desk.print_run(run.id).await.unwrap().cards {
            seen.insert(format!("{} {} {} {}", card.name, card.number, card.marking, card.state));
        }
    }
    for row in desk.register(SchoolYear::of(desk.today())).await.unwrap() {
        seen.insert(format!("{} {} {} {}", row.ordinal, row.number, row.name, row.received_on));
    }
    let stock = desk.stock().await.unwrap();
    seen.insert(format!("{:?} {:?}", stock.blanks, stock.holograms));
    (seen, pupils.into_iter().map(|row| row.photo).collect())
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

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_tells_the_same_story() {
    let ((first, photos), (second, _)) = tokio::join!(told(7), told(7));
    let differing: Vec<_> = first.symmetric_difference(&second).collect();
    assert!(differing.is_empty(), "{differing:#?}");
    let cards = first.iter().filter(|line| line.contains("AB000")).count();
    assert_eq!(cards, TINY.printed, "cards of the run: {first:#?}");
    // A draft is the family's alone: the school sees no photo.
    for shown in [Shown::None, Shown::Waiting, Shown::Rejected, Shown::Approved, Shown::ChangeRequested] {
        assert!(photos.contains(&shown), "nobody's photo is {shown:?}: {photos:?}");
    }
}
