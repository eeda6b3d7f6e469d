//! The ID on a phone from its page to whoever checks it, on both engines.

use school::{
    CardId, PersonId, PupilId,
    mobile_id::{Ended, Validity},
    number::CardNumber,
    person::Role,
};

use super::{Bearer, Checked, MobileId, code::Code};
use crate::{
    keys::MasterKey,
    pupil::LeavePupil,
    refused::Refused,
    store::rows::new_id,
    testing::{PUBLIC_URL, TestOffice, TestSchool},
};

/// A school, a pupil with a valid card, and a parent.
async fn holder(test: &TestOffice) -> (TestSchool, PupilId, CardId, PersonId) {
    let school = test.school("SP 118").await;
    let pupil = test.pupil(&school, 1).await;
    let parent = test.parent(&school, pupil, "rodzic@rodzina.test").await;
    let (_, card) = test.valid_card(&school, pupil, parent).await;
    (school, pupil, card, parent)
}

async fn shown(test: &TestOffice, parent: PersonId, pupil: PupilId) -> MobileId {
    test.home(parent).mobile_id(pupil).await.unwrap().unwrap()
}

/// What is in the QR code now, without the address before it.
async fn code(test: &TestOffice, parent: PersonId, pupil: PupilId) -> String {
    let code = shown(test, parent, pupil).await.code.unwrap();
    assert!(code.svg.starts_with("<svg"), "{}", code.svg);
    code.address.strip_prefix(&format!("{PUBLIC_URL}/v/")).unwrap().to_owned()
}

#[tokio::test]
async fn a_fresh_code_tells_who_it_is_and_an_old_one_nothing() {
    for test in TestOffice::both().await {
        let (_, pupil, card, parent) = holder(&test).await;
        let engine = test.engine;
        let text = code(&test, parent, pupil).await;
        let until = "2027-09-30".parse().unwrap();
        let bearer = |checked_before| {
            let (name, school) = ("Zofia N.".to_owned(), "SP 118".to_owned());
            Checked::Valid(Bearer { name, school, until, checked_before })
        };
        assert_eq!(test.check_code(&text).await.unwrap(), bearer(None), "{engine}");
        test.advance(12);
        assert_eq!(test.check_code(&text).await.unwrap(), bearer(Some(12)), "{engine}: copied");
        test.advance(33);
        assert_eq!(test.check_code(&text).await.unwrap(), bearer(Some(45)), "{engine}");
        test.advance(1);
        assert_eq!(test.check_code(&text).await.unwrap(), Checked::Stale, "{engine}");
        assert_eq!(test.check_code(&code(&test, parent, pupil).await).await.unwrap(), bearer(None), "{engine}");

        let now = test.now();
        let forged = Code::now(card, now).written(&MasterKey::generate());
        let nobody = Code::now(CardId(new_id()), now).written(test.master());
        for (text, wanted) in
            [(&forged, Checked::Forged), (&nobody, Checked::Unknown), (&pupil.to_string(), Checked::Unknown)]
        {
            assert_eq!(test.check_code(text).await.unwrap(), wanted, "{engine}: {text}");
        }
    }
}

#[tokio::test]
async fn an_id_ends_at_once_for_its_holder_and_for_whoever_checks_it() {
    for test in TestOffice::both().await {
        let (school, pupil, _, parent) = holder(&test).await;
        let engine = test.engine;
        let text = code(&test, parent, pupil).await;
        let secretary = test.desk(&school, Role::Secretary).await;
        let version = secretary.pupil(pupil).await.unwrap().version;
        let left = LeavePupil { on: secretary.today().to_string(), why: "transferred".to_owned() };
        secretary.leave_pupil(pupil, version, &left).await.unwrap();
        assert_eq!(test.check_code(&text).await.unwrap(), Checked::Invalid, "{engine}: the code was of a valid ID");
        let id = shown(&test, parent, pupil).await;
        assert_eq!(id.validity, Validity::Invalid(Ended::Left), "{engine}");
        assert!(id.code.is_none(), "{engine}");
    }
}

#[tokio::test]
async fn an_id_runs_out_with_its_hologram_and_is_none_before_the_receipt() {
    for test in TestOffice::both().await {
        let (school, pupil, _, parent) = holder(&test).await;
        let engine = test.engine;
        let other = test.pupil(&school, 2).await;
        assert!(test.home(parent).mobile_id(other).await.is_err(), "{engine}: another's child");
        test.parent(&school, other, "rodzic@rodzina.test").await;
        assert!(test.home(parent).mobile_id(other).await.unwrap().is_none(), "{engine}: no card");
        let names: Vec<String> = test.home(parent).mobile_ids().await.unwrap().into_iter().map(|id| id.1).collect();
        assert_eq!(names.len(), 2, "{engine}: {names:?}");
        let id = shown(&test, parent, pupil).await;
        assert_eq!((id.name.as_str(), id.number.as_str(), id.has_pesel), ("Zofia Nowak", "1/2026", true), "{engine}");
        assert_eq!(id.identity, TestOffice::pesel(1), "{engine}");
        assert!(!test.home(parent).mobile_id_photo(pupil).await.unwrap().is_empty(), "{engine}");
        test.advance(400 * 24 * 3600);
        let id = shown(&test, parent, pupil).await;
        assert_eq!(id.validity, Validity::Invalid(Ended::NoHologram), "{engine}");
    }
}

#[tokio::test]
async fn a_typed_number_tells_no_more_than_yes_or_no_and_not_too_often() {
    for test in TestOffice::both().await {
        let (school, _, _, _) = holder(&test).await;
        let other = test.school("SP 2").await;
        let engine = test.engine;
        let number = |serial| CardNumber { serial, year: 2026 };
        let ask =
            async |school: &TestSchool, serial, from: &str| test.check_number(school.id, number(serial), from).await;
        assert!(ask(&school, 1, "203.0.113.7").await.unwrap(), "{engine}");
        assert!(!ask(&school, 2, "203.0.113.7").await.unwrap(), "{engine}: not given yet");
        assert!(!ask(&other, 1, "203.0.113.7").await.unwrap(), "{engine}: another school's");
        for serial in 4..21 {
            assert!(!ask(&school, serial, "203.0.113.7").await.unwrap(), "{engine}: {serial}");
        }
        let refused = ask(&school, 1, "203.0.113.7").await;
        assert!(matches!(refused, Err(Refused::TooManyTries(_))), "{engine}: {refused:?}");
        assert!(ask(&school, 1, "198.51.100.1").await.unwrap(), "{engine}: somebody else waits for nobody");
        test.advance(10);
        assert!(ask(&school, 1, "203.0.113.7").await.unwrap(), "{engine}: after the pause");
    }
}
