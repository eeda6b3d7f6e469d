//! A number and the list behind it are the same, for every class.

use school::{
    person::Role,
    photo::Reason,
    pupil::Listed,
    statistics::{Asked, Stage, What, median_wait},
};

use crate::{pupil::PupilFilter, refused::Refused, testing::TestOffice};

#[tokio::test]
async fn every_number_of_a_class_is_the_length_of_its_list() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let [none, new, waits, refused, approved, printed] = [1, 2, 3, 4, 5, 6].map(|n| t.pupil(&school, n));
        none.await;
        new.await;
        let (waits, refused, approved, printed) = (waits.await, refused.await, approved.await, printed.await);
        let parent = t.parent(&school, waits, "rodzic@rodzina.test").await;
        for pupil in [refused, approved, printed] {
            t.parent(&school, pupil, "rodzic@rodzina.test").await;
        }
        t.printed_card(&school, printed, parent).await;
        let desk = t.desk(&school, Role::Secretary).await;
        t.sent_photo(parent, waits).await;
        let photo = t.sent_photo(parent, approved).await;
        desk.approve_photo(photo, desk.photo(photo).await.unwrap().version).await.unwrap();
        let photo = t.sent_photo(parent, refused).await;
        desk.reject_photo(photo, desk.photo(photo).await.unwrap().version, "blurred", "").await.unwrap();

        let statistics = desk.statistics().await.unwrap();
        let [class] = &statistics.classes[..] else { panic!("one class") };
        assert_eq!((class.id, class.stages), (school.class, statistics.all), "{}", t.engine);
        let counted = Stage::ALL.iter().map(|stage| statistics.all.at(*stage));
        assert_eq!(counted.collect::<Vec<_>>(), [2, 1, 1, 1, 1, 0], "{}", t.engine);
        for stage in Stage::ALL {
            let (class, listed) = (Some(school.class), Some(Listed::at(*stage)));
            let filter = PupilFilter { class, listed, ..PupilFilter::default() };
            let found = desk.pupil_page(&filter).await.unwrap().total;
            assert_eq!(found, statistics.all.at(*stage), "{stage}, {}", t.engine);
        }
        for what in What::ALL {
            let asked = Asked::all(*what);
            let listed = desk.counted_photos(&asked).await.unwrap().len();
            assert_eq!(listed, asked.count(&statistics.sent), "{what}, {}", t.engine);
        }
        let blurred = Asked { reason: Some(Reason::Blurred), ..Asked::all(What::Rejected) };
        let [of] = &desk.counted_photos(&blurred).await.unwrap()[..] else { panic!("one rejected") };
        assert_eq!((of.id, of.class.as_str()), (photo, "1A"), "{}", t.engine);
        assert_eq!(Asked::all(What::Sent).count(&statistics.sent), 4, "{}", t.engine);
        assert_eq!(median_wait(&statistics.sent), Some(0), "{}: the clock stood still", t.engine);
    }
}

#[tokio::test]
async fn the_numbers_of_another_school_and_of_last_year_are_not_among_them() {
    for t in TestOffice::both().await {
        let (school, other) = (t.school("Szkoła").await, t.school("Inna").await);
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "rodzic@rodzina.test").await;
        t.sent_photo(parent, pupil).await;
        let elsewhere = t.desk(&other, Role::Head).await.statistics().await.unwrap();
        assert_eq!((elsewhere.sent.len(), elsewhere.all.all(), elsewhere.classes.len()), (0, 0, 0), "{}", t.engine);
        assert_eq!(t.desk(&school, Role::Head).await.statistics().await.unwrap().sent.len(), 1, "{}", t.engine);
        t.advance(365 * 24 * 60 * 60);
        let later = t.desk(&school, Role::Head).await.statistics().await.unwrap();
        assert_eq!((later.sent.len(), later.all.at(Stage::Waiting)), (0, 1), "{}", t.engine);
        for role in [Role::Administrator, Role::FormTeacher] {
            let refused = t.desk(&school, role).await.statistics().await.map(drop);
            assert!(matches!(refused, Err(Refused::Forbidden)), "{role}, {}", t.engine);
        }
    }
}
