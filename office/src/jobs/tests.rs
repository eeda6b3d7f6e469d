use std::{collections::BTreeSet, time::Duration};

use school::event::Event;
use serde_json::json;

use super::JobCounts;
use crate::{
    staff::InviteStaff,
    store::{Actor, Mode},
    testing::TestOffice,
};
use school::person::Role;

async fn enqueue_nonsense(test: &TestOffice) {
    let mut tx = test.office.db().everywhere(Mode::Write, test.clock.now()).await.unwrap();
    tx.enqueue_system("nonsense", json!({}), 0).await.unwrap();
    tx.commit(&Actor::SYSTEM, Event::new("test.done", uuid::Uuid::nil())).await.unwrap();
}

#[tokio::test]
async fn a_job_that_fails_is_tried_ten_times_and_then_lies_there() {
    for test in TestOffice::both().await {
        enqueue_nonsense(&test).await;
        let mut tries = 0;
        for _ in 0..20_000 {
            let before = test.office.job_counts().await.unwrap();
            if before.dead == 1 {
                break;
            }
            assert_eq!(test.office.run_due_jobs().await.unwrap(), 0);
            tries += 1;
            test.advance(5 << tries.min(10));
        }
        assert_eq!(tries, 10, "{}", test.engine);
        assert_eq!(test.office.job_counts().await.unwrap(), JobCounts { waiting: 0, dead: 1 });
    }
}

#[tokio::test]
async fn a_claim_is_lost_after_a_minute_and_the_late_one_changes_nothing() {
    for test in TestOffice::both().await {
        enqueue_nonsense(&test).await;
        let first = test.office.claim().await.unwrap().unwrap();
        assert!(test.office.claim().await.unwrap().is_none(), "{}: two have it", test.engine);
        test.advance(60);
        let second = test.office.claim().await.unwrap().unwrap();
        assert_eq!((first.id, first.attempts, second.attempts), (second.id, 1, 2));
        let mut tx = test.office.db().everywhere(Mode::Write, test.clock.now()).await.unwrap();
        tx.finish_job(&first).await.unwrap();
        tx.commit_housekeeping().await.unwrap();
        assert_eq!(test.office.job_counts().await.unwrap().waiting, 1, "{}: the late one finished it", test.engine);
    }
}

#[tokio::test]
async fn two_workers_share_the_work_and_stop_when_told() {
    for test in TestOffice::both().await {
        let school = test.school("SP 7").await;
        let desk = test.desk(&school, Role::Administrator).await;
        let mut wanted = BTreeSet::new();
        for n in 0..8 {
            let email = format!("ola{n}@szkola.example");
            let form = InviteStaff {
                given: "Ola".into(),
                surname: "Lis".into(),
                email: email.clone(),
                role: "secretary".into(),
                confirmed: false,
            };
            desk.invite_staff(&form).await.unwrap();
            wanted.insert(email);
        }
        let done = async {
            while test.office.mailbox().await.unwrap().len() < 8 {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let stop = tokio::sync::Notify::new();
        let work = async { tokio::join!(test.office.work(stop.notified()), test.office.work(std::future::ready(()))) };
        let told = async {
            done.await;
            stop.notify_one();
        };
        tokio::time::timeout(Duration::from_secs(20), async { tokio::join!(work, told) }).await.unwrap();
        let letters = test.office.mailbox().await.unwrap();
        assert_eq!(letters.iter().map(|letter| letter.to.clone()).collect::<BTreeSet<_>>(), wanted);
        // What is left is the housekeeping that was planned for later, perhaps by each.
        let JobCounts { waiting, dead } = test.office.job_counts().await.unwrap();
        assert!((1..=2).contains(&waiting) && dead == 0, "{}: {waiting} wait, {dead} died", test.engine);
    }
}
