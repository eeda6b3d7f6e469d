//! The office hears once a working day that something waits, and nothing when nothing does.

use jiff::Timestamp;
use school::person::Role;

use super::plan;
use crate::testing::TestOffice;

/// How many letters there are, after whatever is planned at this moment has been done.
async fn letters(t: &TestOffice, at: &str) -> usize {
    t.clock.set(at.parse::<Timestamp>().unwrap());
    plan(&t.office).await.unwrap();
    plan(&t.office).await.unwrap();
    t.office.run_due_jobs().await.unwrap();
    t.office.mailbox().await.unwrap().len()
}

#[tokio::test]
async fn the_office_hears_once_a_working_day_that_photos_wait() {
    for t in TestOffice::both().await {
        let (school, idle) = (t.school("Szkoła").await, t.school("Cicha").await);
        let (pupil, other) = (t.pupil(&school, 1).await, t.pupil(&idle, 1).await);
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        t.parent(&idle, other, "jan@dom.test").await;
        let photo = t.sent_photo(parent, pupil).await;
        t.office.run_due_jobs().await.unwrap();
        let before = t.office.mailbox().await.unwrap().len();
        assert_eq!(letters(&t, "2026-11-22T10:00:00Z").await, before, "{}: on a Sunday", t.engine);
        assert_eq!(letters(&t, "2026-11-23T05:00:00Z").await, before, "{}: too early", t.engine);
        assert_eq!(letters(&t, "2026-11-23T08:00:00Z").await, before + 1, "{}", t.engine);
        assert_eq!(letters(&t, "2026-11-23T12:00:00Z").await, before + 1, "{}: once a day", t.engine);
        assert_eq!(letters(&t, "2026-11-24T08:00:00Z").await, before + 2, "{}: it waits still", t.engine);
        let to = format!("secretary@{}.test", school.id);
        let written = t.office.mailbox().await.unwrap();
        let written: Vec<_> = written.iter().filter(|letter| letter.to == to).collect();
        assert!(written.len() == 2 && written.iter().all(|letter| letter.text.contains(": 1")), "{}", t.engine);

        let desk = t.desk(&school, Role::Secretary).await;
        desk.approve_photo(photo, desk.photo(photo).await.unwrap().version).await.unwrap();
        let told = letters(&t, "2026-11-25T08:00:00Z").await; // the family hears of the approval
        assert_eq!(told, before + 3, "{}: nothing waits any more", t.engine);
    }
}
