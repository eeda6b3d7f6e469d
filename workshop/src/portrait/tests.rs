//! Drawn faces are found as faces, and each flaw by the check that is meant for it.

use super::*;
use eye::{Finder, Outcome, Picture, Verdict};
use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage};
use school::photo::Check;
use std::{collections::HashSet, io::Cursor};

fn found(finder: &Finder, img: &RgbImage) -> (Vec<eye::Face>, Vec<Verdict>) {
    let picture = Picture::new(img.width(), img.height(), img.as_raw()).unwrap();
    let faces = finder.faces(&picture);
    let frame = faces.first().map(|f| eye::frame(&picture, f));
    let mut findings = eye::judge(&picture, &faces, frame.as_ref());
    findings.retain(|verdict| verdict.outcome != Outcome::Good);
    (faces, findings)
}

#[test]
fn forty_people_have_one_face_each_and_pass() {
    let finder = Finder::new().unwrap();
    for seed in 1..=40 {
        // small, so that it is quick; hence too few pixels, and only that
        let (faces, findings) = found(&finder, &paint(&Person::from_seed(seed), 360, 463, UPLOAD, Flaw::None));
        assert_eq!(faces.len(), 1, "seed {seed}: {faces:?}");
        assert!(findings.iter().all(|f| f.check == Check::Resolution), "seed {seed}: {findings:?}");
    }
}

#[test]
fn every_flaw_is_noticed_by_its_check() {
    let finder = Finder::new().unwrap();
    for flaw in FLAWS {
        let wanted = match flaw {
            Flaw::None => continue,
            Flaw::Blurred => Check::Sharpness,
            Flaw::Dark => Check::Darkness,
            Flaw::Overexposed => Check::Overexposure,
            Flaw::Busy => Check::BackgroundUneven,
            Flaw::Coloured => Check::BackgroundColour,
            Flaw::Tilted => Check::Tilt,
            Flaw::TwoFaces => Check::FaceCount,
            Flaw::TooSmall => Check::Resolution,
            Flaw::OffCentre | Flaw::CutOff => Check::HeadCut,
            Flaw::Grey => Check::Greyscale,
        };
        // a slanting head is worth a look; everything else would be refused
        let weight = if flaw == Flaw::Tilted { Outcome::Warn } else { Outcome::Fail };
        for seed in [1, 2] {
            let (faces, findings) = found(&finder, &paint(&Person::from_seed(seed), 480, 617, UPLOAD, flaw));
            let hit = findings.iter().any(|f| f.check == wanted && f.outcome == weight);
            assert!(hit, "{flaw:?}, seed {seed}, {} faces: {findings:?}", faces.len());
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let bytes = |seed| jpeg(&paint(&Person::pupil(seed, true, 12), 175, 225, CARD, Flaw::None), 90).unwrap();
    assert_eq!(bytes(5), bytes(5));
    assert_ne!(bytes(5), bytes(6));
}

#[test]
fn everybody_of_a_large_school_looks_like_themselves() {
    // As the demo draws its pupils. The seed sets the grain too, so that pixels alone would prove nothing.
    let drawn = |number: u64| Person::pupil(100_003 + number, number.is_multiple_of(2), 7 + (number % 8) as u8);
    let looks = |number| format!("{:?}", Person { seed: 0, ..drawn(number) });
    let all: HashSet<String> = (0..312).map(looks).collect();
    assert_eq!(all.len(), 312, "people who look the same");
    let pixels = |number| paint(&drawn(number), 48, 62, UPLOAD, Flaw::None).into_raw();
    let painted: HashSet<Vec<u8>> = (0..40).map(pixels).collect();
    assert_eq!(painted.len(), 40, "pictures that are the same");
    assert!((0..40).map(pixels).all(|again| painted.contains(&again)), "a picture that is another the second time");
}

#[test]
fn a_phone_picture_stands_up_when_its_orientation_is_obeyed() {
    let finder = Finder::new().unwrap();
    for orientation in [1, 3, 6, 8] {
        let file = phone_original(&Person::from_seed(3), 768, 1024, orientation).unwrap();
        let reader = ImageReader::new(Cursor::new(&file)).with_guessed_format().unwrap();
        let mut decoder = reader.into_decoder().unwrap();
        let turn = decoder.orientation().unwrap();
        let mut img = DynamicImage::from_decoder(decoder).unwrap();
        img.apply_orientation(turn);
        assert_eq!((img.width(), img.height()), (768, 1024), "{orientation}");
        assert_eq!(found(&finder, &img.into_rgb8()).0.len(), 1, "{orientation}");
    }
}

#[test]
fn odd_sizes_are_painted() {
    for (w, h) in [(0, 0), (1, 300), (300, 1)] {
        let img = paint(&Person::from_seed(1), w, h, CARD, Flaw::Busy);
        assert_eq!((img.width(), img.height()), (w.max(16), h.max(16)));
    }
}
