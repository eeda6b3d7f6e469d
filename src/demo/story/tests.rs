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
