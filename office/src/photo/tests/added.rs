//! Photos that the school adds itself, and earlier ones in force again.

use school::{
    person::Role,
    photo::{Origin, PhotoRefusal},
};

use super::{files, version};
use crate::{
    pupil::LeavePupil,
    refused::{Conflict, Refused},
    testing::TestOffice,
};

#[tokio::test]
async fn a_photo_of_the_schools_waits_with_its_origin_and_takes_the_place_of_one_that_waits() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let parent = t.parent(&school, pupil, "ewa@dom.test").await;
        let desk = t.desk(&school, Role::Secretary).await;
        let of_family = t.sent_photo(parent, pupil).await;
        assert_eq!(desk.photo(of_family).await.unwrap().origin, Origin::Family, "{}", t.engine);
        let added = desk.add_photo(pupil, TestOffice::upload()).await.unwrap();
        let record = desk.photo(added).await.unwrap();
        assert_eq!((record.state.as_str(), record.origin), ("submitted", Origin::School), "{}", t.engine);
        assert_eq!((record.declaration.as_str(), record.may_reframe), ("", true), "nobody declared anything");
        assert_eq!(desk.photo(of_family).await.unwrap().state, "withdrawn");
        t.run_due_jobs().await.unwrap();
        assert_eq!(files(&t).await, (3, 3, 3), "{}: the pictures of the one that gave way are gone", t.engine);
        desk.approve_photo(added, record.version).await.unwrap();
        assert_eq!(t.office.check(true).await.unwrap().wrong, 0, "{}", t.engine);
    }
}

#[tokio::test]
async fn only_the_office_adds_photos_and_only_of_those_who_attend() {
    for t in TestOffice::both().await {
        let (school, other) = (t.school("Pierwsza").await, t.school("Druga").await);
        let pupil = t.pupil(&school, 1).await;
        for role in [Role::Head, Role::Administrator, Role::FormTeacher] {
            let refused = t.desk(&school, role).await.add_photo(pupil, TestOffice::upload()).await;
            assert!(matches!(refused, Err(Refused::Forbidden)), "{role}: {refused:?}");
        }
        let strange = t.desk(&other, Role::Secretary).await.add_photo(pupil, TestOffice::upload()).await;
        assert!(matches!(strange, Err(Refused::NotFound)), "{strange:?}");
        let desk = t.desk(&school, Role::Secretary).await;
        let known = desk.pupil(pupil).await.unwrap().version;
        let left = LeavePupil { on: desk.today().to_string(), why: "transferred".to_owned() };
        desk.leave_pupil(pupil, known, &left).await.unwrap();
        let gone = desk.add_photo(pupil, TestOffice::upload()).await;
        assert!(matches!(gone, Err(Refused::Conflict(Conflict::Pupil(_)))), "{gone:?}");
        assert_eq!(files(&t).await, (0, 0, 0), "{}", t.engine);
    }
}

#[tokio::test]
async fn an_earlier_photo_is_in_force_again_as_a_photo_of_its_own() {
    for t in TestOffice::both().await {
        let school = t.school("Szkoła").await;
        let pupil = t.pupil(&school, 1).await;
        let desk = t.desk(&school, Role::Secretary).await;
        let first = desk.add_photo(pupil, TestOffice::upload()).await.unwrap();
        desk.approve_photo(first, version(&desk, first).await).await.unwrap();
        let second = desk.add_photo(pupil, TestOffice::upload()).await.unwrap();
        let refused = desk.reuse_photo(first, version(&desk, first).await).await.unwrap_err();
        assert!(matches!(refused, Refused::Conflict(Conflict::Photo(PhotoRefusal::NotSuperseded))), "{refused:?}");
        desk.approve_photo(second, version(&desk, second).await).await.unwrap();
        let record = desk.photo(first).await.unwrap();
        assert!(record.may_reuse && !desk.photo(second).await.unwrap().may_reuse, "{}", t.engine);
        let again = desk.reuse_photo(first, record.version).await.unwrap();
        let mut states = Vec::new();
        for id in [first, second, again] {
            states.push(desk.photo(id).await.unwrap().state);
        }
        assert_eq!(states, ["superseded", "superseded", "approved"], "{}", t.engine);
        assert_eq!(files(&t).await, (6, 6, 9), "{}: the pictures are shared", t.engine);
        desk.undo_review(again, version(&desk, again).await).await.unwrap();
        assert_eq!(desk.photo(second).await.unwrap().state, "approved", "{}", t.engine);
    }
}
