use std::cell::Cell;

use aws_lc_rs::{
    encoding::{AsDer, PublicKeyX509Der},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use school::{SchoolId, person::Role};
use sha2::{Digest, Sha256};

use super::*;
use crate::{
    person::{Enrolled, NewPerson, Next, SignedIn, app_code},
    refused::Conflict,
    testing::{PUBLIC_URL, TestOffice},
};

const PASSWORD: &str = "piwnica-rower-obłok";
const BASE32: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const JAN: &str = "jan@szkola.example";
const OLA: &str = "ola@szkola.example";
const THERE: u8 = 0b0000_0001;
const VERIFIED: u8 = 0b0000_0100;

/// A device with one passkey, made of software.
struct Device {
    key: EcdsaKeyPair,
    credential: Vec<u8>,
    counter: Cell<u32>,
    /// What it says of who is there.
    flags: Cell<u8>,
    /// Where the browser says it is.
    origin: &'static str,
}

fn text(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

impl Device {
    fn new(number: u8) -> Self {
        Self {
            key: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap(),
            credential: vec![number; 20],
            counter: Cell::new(0),
            flags: Cell::new(THERE | VERIFIED),
            origin: PUBLIC_URL,
        }
    }

    fn client_data(&self, kind: &str, question: &PasskeyQuestion) -> Vec<u8> {
        let said = serde_json::json!({
            "type": kind, "challenge": question.challenge, "origin": self.origin, "crossOrigin": false,
        });
        serde_json::to_vec(&said).unwrap()
    }

    fn data(&self, question: &PasskeyQuestion, more: u8) -> Vec<u8> {
        self.counter.set(self.counter.get() + 1);
        let site = Sha256::digest(question.rp.as_bytes()).to_vec();
        [site, vec![self.flags.get() | more], self.counter.get().to_be_bytes().to_vec()].concat()
    }

    fn make(&self, question: &PasskeyQuestion) -> NewPasskey {
        let length = u16::try_from(self.credential.len()).unwrap().to_be_bytes().to_vec();
        let parts = [self.data(question, 0b0100_0000), vec![0; 16], length, self.credential.clone()];
        let key: PublicKeyX509Der<'_> = self.key.public_key().as_der().unwrap();
        NewPasskey {
            name: " Laptop  w sekretariacie ".to_owned(),
            client_data: text(&self.client_data("webauthn.create", question)),
            authenticator: text(&parts.concat()),
            public_key: text(key.as_ref()),
            algorithm: "-7".to_owned(),
        }
    }

    fn answer(&self, question: &PasskeyQuestion) -> PasskeyAnswer {
        let (client_data, data) = (self.client_data("webauthn.get", question), self.data(question, 0));
        let signed = [data.clone(), Sha256::digest(&client_data).to_vec()].concat();
        PasskeyAnswer {
            credential: text(&self.credential),
            client_data: text(&client_data),
            authenticator: text(&data),
            signature: text(self.key.sign(&SystemRandom::new(), &signed).unwrap().as_ref()),
        }
    }
}

async fn member(test: &TestOffice, school: SchoolId, email: &str, app: bool) {
    let new = NewPerson {
        given: "Jan".into(),
        surname: "Nowak".into(),
        email: email.into(),
        password: PASSWORD.into(),
        role: Role::Secretary.code().into(),
        totp: app.then(|| BASE32.to_owned()),
        language: None,
    };
    test.office.create_person(school, &new).await.unwrap();
}

async fn password(test: &TestOffice, email: &str) -> SignedIn {
    test.office.sign_in(email, PASSWORD, "192.0.2.1", "Firefox").await.unwrap()
}

/// A member of staff whose only second factor is this device.
async fn enrolled(test: &TestOffice, email: &str, device: &Device) -> Enrolled {
    let session = password(test, email).await.session;
    let question = test.office.new_passkey_question(&session).await.unwrap();
    test.office.enrol_passkey(&session, &device.make(&question)).await.unwrap()
}

/// Answers a fresh question of the session.
async fn proven(test: &TestOffice, session: &str, device: &Device) -> Result<SignedIn, Refused> {
    let question = test.office.passkey_question(session).await.unwrap();
    test.office.give_passkey(session, &device.answer(&question)).await
}

fn is_wrong<T>(result: &Result<T, Refused>) -> bool {
    let expected = [FieldError { field: "passkey", problem: Problem::WrongPasskey }];
    matches!(result, Err(Refused::Invalid(found)) if *found == expected)
}

async fn letters(test: &TestOffice, email: &str, subject: &str) -> usize {
    test.office.run_due_jobs().await.unwrap();
    let letters = test.office.mailbox().await.unwrap();
    letters.iter().filter(|letter| letter.to == email && letter.subject.contains(subject)).count()
}

#[tokio::test]
async fn a_passkey_alone_is_a_second_factor_and_recovery_codes_stand_in_for_it() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        member(&test, school.id, JAN, false).await;
        let (first, device) = (password(&test, JAN).await, Device::new(1));
        assert_eq!(first.next, Next::Enrolment, "{}", test.engine);
        let done = enrolled(&test, JAN, &device).await;
        assert_eq!(done.codes.len(), 10, "{}", test.engine);
        assert!(office.visit(&first.session).await.unwrap().is_none(), "{}: the other session goes on", test.engine);
        let visitor = office.visit(&done.signed_in.session).await.unwrap().unwrap();
        assert!(visitor.second_factor && visitor.factors.passkey && !visitor.factors.app, "{}", test.engine);
        let rows = office.passkeys(&visitor).await.unwrap();
        assert_eq!(rows.len(), 1, "{}", test.engine);
        assert_eq!((rows[0].name.as_str(), rows[0].used_at), ("Laptop w sekretariacie", None), "{}", test.engine);
        assert_eq!(letters(&test, JAN, "Dodano klucz").await, 1, "{}", test.engine);

        let again = password(&test, JAN).await;
        assert!(again.next == Next::SecondFactor && again.factors.passkey, "{}: {again:?}", test.engine);
        assert!(office.second_factor(&again.session, "123456").await.is_err(), "{}: any code will do", test.engine);
        let signed_in = proven(&test, &again.session, &device).await.unwrap();
        assert_eq!(signed_in.next, Next::Home, "{}", test.engine);
        assert!(office.visit(&again.session).await.unwrap().is_none(), "{}: the old secret works", test.engine);
        let visitor = office.visit(&signed_in.session).await.unwrap().unwrap();
        assert!(visitor.second_factor && visitor.just_proven, "{}", test.engine);
        assert!(office.passkeys(&visitor).await.unwrap()[0].used_at.is_some(), "{}", test.engine);
        test.advance(301);
        assert!(!office.visit(&signed_in.session).await.unwrap().unwrap().just_proven, "{}", test.engine);
        let stepped_up = proven(&test, &signed_in.session, &device).await.unwrap();
        assert!(office.visit(&stepped_up.session).await.unwrap().unwrap().just_proven, "{}", test.engine);
        let session = password(&test, JAN).await.session;
        office.second_factor(&session, &done.codes[0]).await.unwrap();
    }
}

#[tokio::test]
async fn an_answer_counts_once_in_its_session_and_in_time() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        member(&test, school.id, JAN, false).await;
        let device = Device::new(1);
        let session = enrolled(&test, JAN, &device).await.signed_in.session;
        let other = password(&test, JAN).await.session;

        let question = office.passkey_question(&session).await.unwrap();
        let elsewhere = office.give_passkey(&other, &device.answer(&question)).await;
        assert!(is_wrong(&elsewhere), "{}: asked in another session", test.engine);
        let question = office.passkey_question(&other).await.unwrap();
        let (first, second) = (device.answer(&question), device.answer(&question));
        let broken = PasskeyAnswer { signature: second.signature.clone(), ..first };
        assert!(is_wrong(&office.give_passkey(&other, &broken).await), "{}: another signature", test.engine);
        assert!(is_wrong(&office.give_passkey(&other, &second).await), "{}: a second try", test.engine);
        let question = office.passkey_question(&other).await.unwrap();
        test.advance(PATIENCE);
        assert!(is_wrong(&office.give_passkey(&other, &device.answer(&question)).await), "{}: late", test.engine);
        let question = office.passkey_question(&other).await.unwrap();
        let answer = device.answer(&question);
        let twice = tokio::join!(office.give_passkey(&other, &answer), office.give_passkey(&other, &answer));
        assert_ne!(twice.0.is_ok(), twice.1.is_ok(), "{}: {twice:?}", test.engine);
        let signed_in = twice.0.or(twice.1).unwrap();
        let replayed = office.give_passkey(&signed_in.session, &answer).await;
        assert!(is_wrong(&replayed), "{}: replayed", test.engine);
    }
}

#[tokio::test]
async fn no_other_site_device_or_person_answers() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        member(&test, school.id, JAN, false).await;
        member(&test, school.id, OLA, false).await;
        let (device, olas) = (Device::new(1), Device::new(2));
        enrolled(&test, JAN, &device).await;
        enrolled(&test, OLA, &olas).await;
        let session = password(&test, JAN).await.session;

        assert!(is_wrong(&proven(&test, &session, &olas).await), "{}: another person's key", test.engine);
        let forged = Device { credential: device.credential.clone(), ..Device::new(3) };
        forged.counter.set(100);
        assert!(is_wrong(&proven(&test, &session, &forged).await), "{}: another key", test.engine);
        let phished = Device { origin: "https://legitka.test.evil.example", ..device };
        assert!(is_wrong(&proven(&test, &session, &phished).await), "{}: another site", test.engine);
        let device = Device { origin: PUBLIC_URL, ..phished };
        device.flags.set(THERE);
        assert!(is_wrong(&proven(&test, &session, &device).await), "{}: anybody at the device", test.engine);
        device.flags.set(THERE | VERIFIED);
        let question =
            PasskeyQuestion { rp: "evil.example".to_owned(), ..office.passkey_question(&session).await.unwrap() };
        let answer = device.answer(&question);
        assert!(is_wrong(&office.give_passkey(&session, &answer).await), "{}: another site's key", test.engine);
        let session = proven(&test, &session, &device).await.unwrap().session;
        device.counter.set(0);
        assert!(is_wrong(&proven(&test, &session, &device).await), "{}: a copy that lags behind", test.engine);
        device.counter.set(100);
        proven(&test, &session, &device).await.unwrap();

        let session = password(&test, OLA).await.session;
        let session = proven(&test, &session, &olas).await.unwrap().session;
        let visitor = office.visit(&session).await.unwrap().unwrap();
        let question = office.new_passkey_question(&session).await.unwrap();
        let taken = office.add_passkey(&visitor, &session, &device.make(&question), None).await;
        assert!(is_wrong(&taken), "{}: two people, one key", test.engine);
    }
}

#[tokio::test]
async fn neither_a_password_nor_a_session_left_open_brings_a_factor_in() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        member(&test, school.id, JAN, false).await;
        let (device, second) = (Device::new(1), Device::new(2));
        let session = enrolled(&test, JAN, &device).await.signed_in.session;
        let half_way = password(&test, JAN).await.session;
        assert!(matches!(office.new_passkey_question(&half_way).await, Err(Refused::StepUp)), "{}", test.engine);
        assert!(matches!(office.enrolment(&half_way).await, Err(Refused::StepUp)), "{}", test.engine);
        assert!(matches!(office.enrol(&half_way, "123456").await, Err(Refused::StepUp)), "{}", test.engine);

        let visitor = office.visit(&session).await.unwrap().unwrap();
        let question = office.new_passkey_question(&session).await.unwrap();
        assert_eq!(question.credentials, [text(&device.credential)], "{}", test.engine);
        let again = office.enrol_passkey(&session, &second.make(&question)).await;
        assert!(matches!(again, Err(Refused::Conflict(Conflict::Changed))), "{}", test.engine);
        let nameless = NewPasskey { name: " ".to_owned(), ..second.make(&question) };
        let refused = office.add_passkey(&visitor, &session, &nameless, None).await;
        let expected = [FieldError { field: "name", problem: Problem::Required }];
        assert!(matches!(refused, Err(Refused::Invalid(ref found)) if *found == expected), "{}", test.engine);
        office.add_passkey(&visitor, &session, &second.make(&question), None).await.unwrap();
        let question = office.new_passkey_question(&session).await.unwrap();
        test.advance(301);
        assert!(matches!(office.new_passkey_question(&session).await, Err(Refused::StepUp)), "{}", test.engine);
        let late = office.add_passkey(&visitor, &session, &Device::new(3).make(&question), None).await;
        assert!(matches!(late, Err(Refused::StepUp)), "{}", test.engine);
        proven(&test, &session, &second).await.unwrap();
    }
}

#[tokio::test]
async fn whoever_has_ten_passkeys_is_told_so_and_gets_no_eleventh() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        member(&test, school.id, JAN, false).await;
        let session = enrolled(&test, JAN, &Device::new(1)).await.signed_in.session;
        let visitor = office.visit(&session).await.unwrap().unwrap();
        for number in 2..=11 {
            let question = office.new_passkey_question(&session).await.unwrap();
            let added = office.add_passkey(&visitor, &session, &Device::new(number).make(&question), None).await;
            let expected = [FieldError { field: "name", problem: Problem::TooMany { most: 10 } }];
            let refused = matches!(added, Err(Refused::Invalid(ref found)) if *found == expected);
            assert_eq!((added.is_ok(), refused), (number < 11, number == 11), "{}: {added:?}", test.engine);
        }
    }
}

#[tokio::test]
async fn one_factor_stays_until_an_administrator_takes_all_away() {
    for test in TestOffice::both().await {
        let (office, school) = (&test.office, test.school("SP 7").await);
        member(&test, school.id, JAN, false).await;
        let device = Device::new(1);
        let session = enrolled(&test, JAN, &device).await.signed_in.session;
        let visitor = office.visit(&session).await.unwrap().unwrap();
        let key = office.passkeys(&visitor).await.unwrap()[0].id;
        let last = office.remove_passkey(&visitor, key, None).await;
        assert!(matches!(last, Err(Refused::Conflict(Conflict::LastFactor))), "{}: {last:?}", test.engine);
        let left_open = Visitor { just_proven: false, ..visitor.clone() };
        assert!(matches!(office.remove_passkey(&left_open, key, None).await, Err(Refused::StepUp)), "{}", test.engine);

        let secret = office.enrolment(&session).await.unwrap().secret;
        let done = office.enrol(&session, &app_code(&secret, test.clock.now()).unwrap()).await.unwrap();
        let visitor = office.visit(&done.signed_in.session).await.unwrap().unwrap();
        assert!(visitor.factors.app && visitor.factors.passkey, "{}", test.engine);
        let strangers = office.remove_passkey(&visitor, Uuid::nil(), None).await;
        assert!(matches!(strangers, Err(Refused::NotFound)), "{}", test.engine);
        office.remove_passkey(&visitor, key, None).await.unwrap();
        assert_eq!(letters(&test, JAN, "Usunięto klucz").await, 1, "{}", test.engine);
        let question = office.passkey_question(&done.signed_in.session).await;
        assert!(matches!(question, Err(Refused::NotFound)), "{}: it is asked still", test.engine);
        let question = office.new_passkey_question(&done.signed_in.session).await.unwrap();
        office.add_passkey(&visitor, &done.signed_in.session, &device.make(&question), None).await.unwrap();

        let desk = test.desk(&school, Role::Administrator).await;
        let members = desk.staff_members().await.unwrap();
        let jan = members.iter().find(|member| member.email == JAN).unwrap();
        assert!(jan.enrolled, "{}", test.engine);
        desk.reset_second_factor(jan.id, jan.version).await.unwrap();
        let again = password(&test, JAN).await;
        assert!(again.next == Next::Enrolment && !again.factors.any(), "{}: {again:?}", test.engine);
    }
}
