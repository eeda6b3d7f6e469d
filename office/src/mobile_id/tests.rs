//! The ID on a phone from its page to whoever checks it, on both engines.

use school::{
    CardId, PersonId, PupilId,
    card::Cause,
    guardian::GuardianScope,
    mobile_id::{Ended, Validity},
    number::CardNumber,
    person::Role,
};

use super::{Bearer, Checked, MobileId, Phone, code::Code, new_phone};
use crate::{
    card::InvalidateCard,
    guardian::tests::link,
    keys::MasterKey,
    pupil::LeavePupil,
    refused::{Conflict, FieldError, Problem, Refused},
    store::rows::new_id,
    testing::{PUBLIC_URL, TestOffice, TestSchool},
};

/// A school, a pupil with a valid card, and a parent whose phone shows it.
async fn holder(test: &TestOffice) -> (TestSchool, PupilId, CardId, Parent) {
    let school = test.school("SP 118").await;
    let pupil = test.pupil(&school, 1).await;
    let parent = test.parent(&school, pupil, "rodzic@rodzina.test").await;
    let (_, card) = test.valid_card(&school, pupil, parent).await;
    let phone = test.phone(parent, pupil).await;
    (school, pupil, card, Parent { person: parent, phone })
}

/// Somebody at home with a phone.
struct Parent {
    person: PersonId,
    phone: String,
}

async fn shown(test: &TestOffice, parent: &Parent, pupil: PupilId) -> MobileId {
    test.home(parent.person).mobile_id(pupil, Some(&parent.phone)).await.unwrap().unwrap()
}

/// What is in the QR code now, without the address before it.
async fn code(test: &TestOffice, parent: &Parent, pupil: PupilId) -> String {
    let code = shown(test, parent, pupil).await.code.unwrap();
    assert!(code.svg.starts_with("<svg"), "{}", code.svg);
    code.address.strip_prefix(&format!("{PUBLIC_URL}/v/")).unwrap().to_owned()
}

#[tokio::test]
async fn a_fresh_code_tells_who_it_is_and_an_old_one_nothing() {
    for test in TestOffice::both().await {
        let (_, pupil, card, parent) = holder(&test).await;
        let engine = test.engine;
        let text = code(&test, &parent, pupil).await;
        let until = "2027-09-30".parse().unwrap();
        let bearer = |checked_before| {
            let (name, school) = ("Zofia N.".to_owned(), "SP 118".to_owned());
            Checked::Valid(Bearer { name, school, until, has_photo: false, checked_before })
        };
        assert_eq!(test.check_code(&text).await.unwrap(), bearer(None), "{engine}");
        test.advance(12);
        assert_eq!(test.check_code(&text).await.unwrap(), bearer(Some(12)), "{engine}: copied");
        test.advance(33);
        assert_eq!(test.check_code(&text).await.unwrap(), bearer(Some(45)), "{engine}");
        test.advance(1);
        assert_eq!(test.check_code(&text).await.unwrap(), Checked::Stale, "{engine}");
        assert_eq!(test.check_code(&code(&test, &parent, pupil).await).await.unwrap(), bearer(None), "{engine}");

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
        let text = code(&test, &parent, pupil).await;
        let secretary = test.desk(&school, Role::Secretary).await;
        let version = secretary.pupil(pupil).await.unwrap().version;
        let left = LeavePupil { on: secretary.today().to_string(), why: "transferred".to_owned() };
        secretary.leave_pupil(pupil, version, &left).await.unwrap();
        assert_eq!(test.check_code(&text).await.unwrap(), Checked::Invalid, "{engine}: the code was of a valid ID");
        let id = shown(&test, &parent, pupil).await;
        assert_eq!(id.validity, Validity::Invalid(Ended::Left), "{engine}");
        assert!(id.code.is_none(), "{engine}");
    }
}

#[tokio::test]
async fn an_id_runs_out_with_its_hologram_and_is_none_before_the_receipt() {
    for test in TestOffice::both().await {
        let (school, pupil, _, parent) = holder(&test).await;
        let (engine, home) = (test.engine, test.home(parent.person));
        let other = test.pupil(&school, 2).await;
        assert!(home.mobile_id(other, None).await.is_err(), "{engine}: another's child");
        test.parent(&school, other, "rodzic@rodzina.test").await;
        assert!(home.mobile_id(other, None).await.unwrap().is_none(), "{engine}: no card");
        let names: Vec<String> = home.mobile_ids().await.unwrap().into_iter().map(|id| id.1).collect();
        assert_eq!(names.len(), 2, "{engine}: {names:?}");
        let id = shown(&test, &parent, pupil).await;
        assert_eq!((id.name.as_str(), id.number.as_str(), id.has_pesel), ("Zofia Nowak", "1/2026", true), "{engine}");
        assert!(!id.disabled, "{engine}");
        assert!(!home.mobile_id_photo(pupil).await.unwrap().is_empty(), "{engine}");
        test.advance(400 * 24 * 3600);
        let id = shown(&test, &parent, pupil).await;
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

#[tokio::test]
async fn one_phone_shows_codes_and_the_next_one_ends_it() {
    for test in TestOffice::both().await {
        let (school, pupil, _, first) = holder(&test).await;
        let engine = test.engine;
        let (home, second) = (test.home(first.person), Parent { person: first.person, phone: new_phone() });
        let of_the_first = code(&test, &first, pupil).await;
        let Phone::Elsewhere { name, .. } = shown(&test, &second, pupil).await.phone else { panic!("{engine}") };
        assert_eq!(name, "Telefon", "{engine}");
        assert!(shown(&test, &second, pupil).await.code.is_none(), "{engine}: not its phone");
        assert!(home.mobile_id(pupil, None).await.unwrap().unwrap().code.is_none(), "{engine}: without a secret");

        let secretary = test.desk(&school, Role::Secretary).await;
        let void = secretary.phone_code(pupil).await.unwrap().code;
        let made = secretary.phone_code(pupil).await.unwrap();
        assert!(made.qr.starts_with("<svg") && made.address.ends_with(&made.code), "{engine}: {}", made.address);
        for wrong in [void.as_str(), "", "ABCD-EFGH-IJKL-MNOP"] {
            let refused = home.activate_phone(pupil, wrong, &second.phone, "Drugi").await;
            let errors = match refused {
                Err(Refused::Invalid(errors)) => errors,
                other => panic!("{engine}: {wrong}: {other:?}"),
            };
            assert_eq!(errors, [FieldError { field: "code", problem: Problem::WrongCode }], "{engine}: {wrong}");
        }
        assert_eq!(shown(&test, &first, pupil).await.phone, Phone::Here, "{engine}: goes on until then");
        test.advance(30);
        let typed = made.code.to_lowercase().replace('-', " ");
        test.home(first.person).activate_phone(pupil, &typed, &second.phone, "Drugi").await.unwrap();
        assert_eq!(test.check_code(&of_the_first).await.unwrap(), Checked::Stale, "{engine}: ended with its phone");
        assert!(shown(&test, &first, pupil).await.code.is_none(), "{engine}");
        let fresh = code(&test, &second, pupil).await;
        assert!(matches!(test.check_code(&fresh).await.unwrap(), Checked::Valid(_)), "{engine}");
        let again = test.home(first.person).activate_phone(pupil, &made.code, &first.phone, "Telefon").await;
        assert!(matches!(again, Err(Refused::Invalid(_))), "{engine}: once");
    }
}

#[tokio::test]
async fn a_code_for_a_phone_ends_after_an_hour_and_the_schools_after_a_week() {
    for test in TestOffice::both().await {
        let (school, pupil, _, parent) = holder(&test).await;
        let activate = async |code: &str| test.home(parent.person).activate_phone(pupil, code, "nowy", "Nowy").await;
        let code = test.home(parent.person).phone_code(pupil).await.unwrap().code;
        test.advance(3600);
        assert!(activate(&code).await.is_err(), "{}", test.engine);
        for (age, good) in [(7 * 24 * 3600 - 1, true), (7 * 24 * 3600, false)] {
            let secretary = test.desk(&school, Role::Secretary).await;
            let code = secretary.phone_code(pupil).await.unwrap().code;
            test.advance(age);
            assert_eq!(activate(&code).await.is_ok(), good, "{}: {age} s", test.engine);
        }
    }
}

#[tokio::test]
async fn a_lost_phone_shows_nothing_from_the_moment_it_is_reported() {
    for test in TestOffice::both().await {
        let (school, pupil, _, parent) = holder(&test).await;
        let engine = test.engine;
        for by_the_school in [false, true] {
            let text = code(&test, &parent, pupil).await;
            assert!(matches!(test.check_code(&text).await.unwrap(), Checked::Valid(_)), "{engine}");
            let secretary = test.desk(&school, Role::Secretary).await;
            match by_the_school {
                true => secretary.lose_phone(pupil).await.unwrap(),
                false => test.home(parent.person).lose_phone(pupil).await.unwrap(),
            };
            assert_eq!(test.check_code(&text).await.unwrap(), Checked::Stale, "{engine}: the code it has shown");
            let id = shown(&test, &parent, pupil).await;
            assert_eq!((id.code.is_none(), id.phone), (true, Phone::Nowhere(Some(test.now()))), "{engine}");
            assert!(matches!(id.validity, Validity::Valid(_)), "{engine}: the card is where it was");
            let twice = secretary.lose_phone(pupil).await;
            assert!(matches!(twice, Err(Refused::Conflict(Conflict::Changed))), "{engine}: {twice:?}");
            let code = secretary.phone_code(pupil).await.unwrap().code;
            test.home(parent.person).activate_phone(pupil, &code, &parent.phone, "Telefon").await.unwrap();
        }
    }
}

#[tokio::test]
async fn who_may_only_look_makes_no_code_and_strangers_find_no_phone() {
    for test in TestOffice::both().await {
        let (school, pupil, _, _) = holder(&test).await;
        let engine = test.engine;
        let looking = link(&test, &school, pupil, "widzi@rodzina.test", GuardianScope::View).await;
        let home = test.home(looking);
        assert!(!home.mobile_id(pupil, None).await.unwrap().unwrap().may_make_code, "{engine}");
        assert!(matches!(home.phone_code(pupil).await, Err(Refused::Forbidden)), "{engine}");
        let other = test.school("SP 2").await;
        let strange = test.desk(&other, Role::Secretary).await;
        assert!(matches!(strange.phone_code(pupil).await, Err(Refused::NotFound)), "{engine}");
        assert!(matches!(strange.lose_phone(pupil).await, Err(Refused::NotFound)), "{engine}");
        for role in [Role::Head, Role::Administrator, Role::FormTeacher] {
            let desk = test.desk(&school, role).await;
            assert!(matches!(desk.phone(pupil).await, Err(Refused::Forbidden)), "{engine}: {role}");
        }
    }
}

#[tokio::test]
async fn each_end_of_a_card_is_told_by_its_own_reason() {
    for test in TestOffice::both().await {
        let school = test.school("SP 118").await;
        let engine = test.engine;
        let grounds = [
            (Cause::Lost, Ended::Lost),
            (Cause::Damaged, Ended::Duplicate),
            (Cause::Error, Ended::Exchanged),
            (Cause::NoHologram, Ended::NoHologram),
        ];
        for (n, (cause, wanted)) in (1..).zip(grounds) {
            let pupil = test.pupil(&school, n).await;
            let person = test.parent(&school, pupil, "rodzic@rodzina.test").await;
            let card = match n {
                1 => test.valid_card(&school, pupil, person).await.1,
                _ => test.another_valid_card(&school, pupil, person).await,
            };
            let parent = Parent { person, phone: test.phone(person, pupil).await };
            let text = code(&test, &parent, pupil).await;
            let form = InvalidateCard { cause: cause.to_string(), ..InvalidateCard::default() };
            let secretary = test.desk(&school, Role::Secretary).await;
            let version = secretary.card(card).await.unwrap().version;
            secretary.invalidate_card(card, version, &form).await.unwrap();
            let id = shown(&test, &parent, pupil).await;
            assert_eq!((id.validity, id.code.is_none()), (Validity::Invalid(wanted), true), "{engine}: {cause}");
            assert_eq!(test.check_code(&text).await.unwrap(), Checked::Invalid, "{engine}: {cause}, and no reason");
        }
    }
}

#[tokio::test]
async fn whoever_checks_sees_the_photo_only_of_a_fresh_code_at_a_school_that_shows_it() {
    for test in TestOffice::both().await {
        let (school, pupil, _, parent) = holder(&test).await;
        let engine = test.engine;
        let text = code(&test, &parent, pupil).await;
        let photo = async || test.checked_photo(&text).await;
        assert!(matches!(photo().await, Err(Refused::NotFound)), "{engine}: off unless the school says so");
        let secretary = test.desk(&school, Role::Secretary).await;
        assert!(matches!(secretary.let_check_show_photo(true).await, Err(Refused::Forbidden)), "{engine}");
        let administrator = test.desk(&school, Role::Administrator).await;
        administrator.let_check_show_photo(true).await.unwrap();
        assert!(administrator.check_shows_photo().await.unwrap(), "{engine}");
        let Checked::Valid(bearer) = test.check_code(&text).await.unwrap() else { panic!("{engine}") };
        let picture = photo().await.unwrap();
        assert!(bearer.has_photo && picture.starts_with(&[0xff, 0xd8]), "{engine}");
        let on_the_card = test.home(parent.person).mobile_id_photo(pupil).await.unwrap();
        assert_ne!(picture, on_the_card, "{engine}: the small one");
        test.home(parent.person).lose_phone(pupil).await.unwrap();
        assert!(matches!(photo().await, Err(Refused::NotFound)), "{engine}: of a lost phone");
        test.advance(46);
        assert!(matches!(photo().await, Err(Refused::NotFound)), "{engine}: of an old code");
    }
}

#[tokio::test]
async fn a_look_at_the_pesel_is_written_down_once() {
    for test in TestOffice::both().await {
        let (school, pupil, _, parent) = holder(&test).await;
        let home = test.home(parent.person);
        let head = test.desk(&school, Role::Head).await;
        for _ in 0..2 {
            assert_eq!(home.mobile_id_identity(pupil).await.unwrap(), TestOffice::pesel(1), "{}", test.engine);
        }
        let looks = head.audit_log(None).await.unwrap().into_iter().filter(|entry| entry.verb == "identity.seen");
        assert_eq!(looks.count(), 1, "{}", test.engine);
        let other = test.pupil(&school, 2).await;
        assert!(matches!(home.mobile_id_identity(other).await, Err(Refused::NotFound)), "{}", test.engine);
    }
}

#[tokio::test]
async fn the_kind_of_id_is_that_of_the_cards_template() {
    for test in TestOffice::both().await {
        let (school, pupil, _, parent) = holder(&test).await;
        let engine = test.engine;
        let before = shown(&test, &parent, pupil).await;
        assert_eq!((before.disabled, before.template.as_str()), (false, "MEiN-I/1"), "{engine}");
        // a ruling comes, the card that was issued without it stays what it is
        let desk = test.desk(&school, Role::Secretary).await;
        desk.set_ruling(pupil, desk.pupil(pupil).await.unwrap().version, true).await.unwrap();
        assert!(!shown(&test, &parent, pupil).await.disabled, "{engine}");
    }
}
