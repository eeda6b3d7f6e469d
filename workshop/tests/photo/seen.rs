//! What is said about people in a picture: drawn ones, who do not exist.

use image::imageops;
use school::photo::{Advice, Check, Severity, Strictness};
use workshop::photo::wire::{Reply, Request, perform};
use workshop::photo::{Adjustable, Intake, Outcome, Setting, Thresholds, cut, intake};
use workshop::portrait::{Flaw, Person, UPLOAD, jpeg, paint, phone_original};

fn painted(flaw: Flaw) -> image::RgbImage {
    paint(&Person::from_seed(7), 1200, 1600, UPLOAD, flaw)
}

fn taken(bytes: &[u8]) -> Intake {
    intake(bytes).expect("taken in")
}

fn found(advice: &[Advice], check: Check) -> Option<(Severity, f64)> {
    advice.iter().find(|advice| advice.check == check).map(|advice| (advice.severity, advice.value))
}

#[test]
fn a_photo_from_a_phone_is_framed_and_its_portrait_has_no_fault() {
    let seen = taken(&phone_original(&Person::from_seed(7), 1500, 2000, 6).expect("a file"));
    assert_eq!((seen.width, seen.height, seen.faces, seen.crop.angle), (1500, 2000, 1, 0.0));
    let done = cut(&seen.clean, seen.crop).expect("cut");
    assert_eq!(done.advice, seen.advice, "the proposed frame is judged the same when it is chosen");
    assert!(done.advice.iter().all(|advice| advice.severity == Severity::Hint), "{:?}", done.advice);
    assert_eq!(taken(&done.portrait).faces, 1);
}

#[test]
fn a_photo_that_lies_on_its_side_unsaid_gets_a_frame_that_turns_it() {
    let upright = painted(Flaw::None);
    for (lying, angle) in [(imageops::rotate270(&upright), 90.0), (imageops::rotate90(&upright), 270.0)] {
        let seen = taken(&jpeg(&lying, 90).expect("a file"));
        assert_eq!((seen.faces, seen.crop.angle), (1, angle));
        let portrait = cut(&seen.clean, seen.crop).expect("cut").portrait;
        let again = taken(&portrait);
        assert_eq!((again.faces, again.crop.angle), (1, 0.0), "the portrait is upright");
    }
}

#[test]
fn faults_are_found_in_the_chosen_frame() {
    let seen = taken(&jpeg(&painted(Flaw::None), 90).expect("a file"));
    let wide = school::photo::Crop { w: 1200.0, cx: 600.0, cy: 800.0, angle: 0.0 };
    assert!(found(&cut(&seen.clean, wide).expect("cut").advice, Check::HeadHeight).is_some(), "a small head");
    let beside = school::photo::Crop { w: 400.0, cx: 205.0, cy: 1300.0, angle: 0.0 };
    let advice = cut(&seen.clean, beside).expect("cut").advice;
    assert_eq!(found(&advice, Check::FaceCount), Some((Severity::Warning, 0.0)));
    assert_eq!(found(&advice, Check::Resolution), Some((Severity::Warning, 514.0)));
}

#[test]
fn two_people_and_a_coarse_file_are_named() {
    let two = taken(&jpeg(&painted(Flaw::TwoFaces), 90).expect("a file"));
    assert_eq!((two.faces, found(&two.advice, Check::FaceCount)), (2, Some((Severity::Warning, 2.0))));
    let coarse = taken(&jpeg(&painted(Flaw::None), 8).expect("a file"));
    assert!(found(&coarse.advice, Check::Compression).is_some_and(|(_, quantiser)| quantiser > 100.0));
    assert_eq!(found(&two.advice, Check::Compression), None);
}

/// What a child answers that was asked in words, as its parent asks.
fn asked(request: &Request, bytes: &[u8]) -> Reply {
    perform(Request::from_text(&request.to_text().unwrap()).unwrap(), &mut &bytes[..]).unwrap()
}

#[test]
fn a_photo_is_judged_by_the_limits_that_come_with_it() {
    let bytes = jpeg(&painted(Flaw::None), 90).expect("a file");
    let usual = taken(&bytes);
    let outcome = |verdicts: &[workshop::photo::Verdict], check| {
        verdicts.iter().find(|verdict| verdict.check == check).map(|verdict| (verdict.outcome, verdict.limit))
    };
    let [left_out, strict] = [Check::Sharpness, Check::BackgroundDark];
    assert!(outcome(&usual.verdicts, Check::Compression).is_some() && outcome(&usual.verdicts, left_out).is_some());
    assert_eq!(outcome(&usual.verdicts, strict).unwrap().0, Outcome::Good, "a light wall");

    let mut limits = Thresholds::default();
    for check in [left_out, Check::Compression] {
        let setting = Setting { strictness: Strictness::Off, ..Adjustable::of(check).unwrap().usual() };
        limits = limits.with(check, setting);
    }
    limits = limits.with(strict, Setting { strictness: Strictness::Warn, soft: 99.5, hard: Some(99.0) });
    let Reply::Intake(seen) = asked(&Request::IntakeBy(Box::new(limits.clone())), &bytes) else { panic!("refused") };
    let Reply::Cut(done) = asked(&Request::CutBy(Box::new(limits), seen.crop), &seen.clean) else { panic!("refused") };
    for verdicts in [&seen.verdicts, &done.verdicts] {
        assert_eq!(outcome(verdicts, left_out), None, "it is not made");
        assert_eq!(outcome(verdicts, Check::Compression), None);
        assert_eq!(outcome(verdicts, strict), Some((Outcome::Warn, 99.5)), "a school that wants a white wall");
    }
    assert_eq!(seen.crop, usual.crop, "limits move no frame");
}
