//! Hundreds of hostile files, made by script from a seed: none is accepted wrongly, and what is accepted comes out as one
//! clean JPEG.

use std::path::PathBuf;
use std::{env, fs};

use jpeg_encoder::ColorType;
use workshop::photo::{Fault, PROFILES, Profile, Size, cut, develop, intake};

use crate::hostile::assert_clean;
use crate::made::{self, quarters};

/// What must become of a file.
enum Wanted {
    /// Any refusal.
    Refusal,
    /// A refusal, or a clean picture: the damage may lie where nobody looks.
    NoHarm,
}

struct Dice(u32);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % limit.max(1)
    }
}

pub(crate) fn whole_files() -> Vec<(&'static str, Vec<u8>)> {
    let picture = quarters(420, 540);
    let exif = made::exif(6);
    vec![
        ("JPEG", made::with_exif(&made::jpeg(&picture), &exif)),
        ("progressive", made::progressive(&picture)),
        ("inks", made::four_inks(&picture, ColorType::CmykAsYcck)),
        ("profile", made::display_p3(&picture)),
        ("PNG", made::png(&picture, Some(exif.clone()))),
        ("PNG16", made::png16(&picture)),
        ("WebP", made::webp(&picture, Some(exif))),
        ("HEIC", made::heic(&picture)),
    ]
}

/// Cut off, grown wild, stuffed with another's parts: at least five hundred files.
fn hostile_files() -> Vec<(String, Vec<u8>, Wanted)> {
    let mut dice = Dice(20_261_121);
    let mut files = vec![];
    let whole = whole_files();
    for (name, bytes) in &whole {
        for part in 0..12 {
            let end = bytes.len() * part / 13;
            files.push((format!("{name} cut off at {end}"), bytes[..end].to_vec(), Wanted::Refusal));
        }
        for round in 0..30 {
            let mut altered = bytes.clone();
            let limit = if round % 2 == 0 { bytes.len() } else { bytes.len().min(600) };
            for _ in 0..1 + dice.below(6) {
                let at = dice.below(limit);
                altered[at] = dice.below(256) as u8;
            }
            files.push((format!("{name} altered, {round}"), altered, Wanted::NoHarm));
        }
        for round in 0..10 {
            let (from, length) = (dice.below(bytes.len()), 1 + dice.below(300));
            let mut shifted = bytes.clone();
            shifted.splice(from..(from + length).min(bytes.len()), vec![0xFF; dice.below(400)]);
            files.push((format!("{name} shifted, {round}"), shifted, Wanted::NoHarm));
        }
        for (other, others) in &whole {
            let chimera = [&bytes[..64.min(bytes.len())], &others[64.min(others.len())..]].concat();
            if name != other {
                files.push((format!("head of {name}, body of {other}"), chimera, Wanted::NoHarm));
            }
            files.push((format!("{name} and {other} in one"), [&bytes[..], others].concat(), Wanted::NoHarm));
        }
    }
    for start in
        [&b"GIF89a"[..], b"%PDF-1.7", b"II*\0", b"MM\0*", b"PK\x03\x04", b"<svg", b"BM", b"\0\0\x01\0", b"<html"]
    {
        let tail: Vec<u8> = (0..400).map(|_| dice.below(256) as u8).collect();
        files.push((format!("{start:?}"), [start, &tail].concat(), Wanted::Refusal));
    }
    for size in [[0, 0, 0, 0], [0xFF; 4], [0, 0, 0, 1], [0, 1, 0xFF, 0xFF]] {
        let mut bomb = whole[4].1.clone();
        bomb[16..20].copy_from_slice(&size);
        files.push((format!("PNG {size:?} wide"), bomb, Wanted::Refusal));
    }
    let picture = quarters(420, 540);
    for (name, bytes) in [
        ("PNG of 900 megapixels", made::png_bomb()),
        ("JPEG whose header lies", made::jpeg_bomb()),
        ("animated PNG", made::png_animated(&picture)),
        ("animated WebP", made::webp_animated(&picture)),
        ("animated GIF", made::gif_animated()),
    ] {
        files.push((name.to_owned(), bytes, Wanted::Refusal));
    }
    files
}

#[test]
fn five_hundred_hostile_files_do_no_harm() {
    let files = hostile_files();
    assert!(files.len() >= 500, "only {} files", files.len());
    let small = Profile { name: "small".into(), width: 35, height: 45, size: Size::Exact, bytes: 60_000 };
    let mut taken = 0;
    for (number, (name, bytes, wanted)) in files.iter().enumerate() {
        match wanted {
            Wanted::Refusal => assert!(intake(bytes).is_err(), "{name}: accepted"),
            // looking for faces takes most of an intake, and none are there
            Wanted::NoHarm if number % 16 > 0 => {
                if let Ok(jpeg) = develop(bytes, None, &small, 85) {
                    assert_clean(&jpeg);
                    taken += 1;
                }
            }
            Wanted::NoHarm => {
                if let Ok(intake) = intake(bytes) {
                    assert_clean(&intake.clean);
                    taken += 1;
                }
            }
        }
    }
    println!("{} files, {taken} of them came out clean, the others were refused", files.len());
}

#[test]
#[ignore = "writes the files that benches/hostile.sh sends to a running server, into the folder HOSTILE_TO"]
fn hostile_files_for_a_running_server() {
    let folder = PathBuf::from(env::var("HOSTILE_TO").unwrap());
    for (number, (_, bytes, wanted)) in hostile_files().iter().enumerate() {
        let wanted = match wanted {
            Wanted::Refusal => "refusal",
            Wanted::NoHarm => "no-harm",
        };
        fs::write(folder.join(format!("{number:04}-{wanted}")), bytes).unwrap();
    }
}

#[test]
fn every_output_is_one_clean_jpeg_of_its_shape() {
    let mut dice = Dice(7);
    for round in 0..12 {
        let (width, height) = (500 + dice.below(900) as u32, 640 + dice.below(900) as u32);
        let file = made::polyglot(&made::with_exif(&made::jpeg(&quarters(width, height)), &made::exif(1)));
        let taken = intake(&file).expect("taken in");
        let angle = if round % 3 == 0 { dice.below(360) as f64 } else { 0.0 };
        let w = 400.0 + dice.below(700) as f64;
        let crop = school::photo::Crop { cx: dice.below(1400) as f64, cy: dice.below(1400) as f64, w, angle };
        let crop = crop.within(f64::from(taken.width), f64::from(taken.height));
        let done = match cut(&taken.clean, crop) {
            Ok(done) => done,
            Err(fault) => {
                assert!(matches!(fault, Fault::CropTooSmall { .. }), "{fault:?}");
                continue;
            }
        };
        assert_clean(&done.portrait);
        assert_clean(&done.review);
        let ratio = f64::from(done.portrait_height) / f64::from(done.portrait_width) / (45.0 / 35.0);
        assert!((ratio - 1.0).abs() <= 0.005, "{} × {}", done.portrait_width, done.portrait_height);
        assert!(f64::from(done.portrait_width) <= crop.w.round(), "enlarged");
        for profile in &PROFILES {
            let Some(size) = profile.pixels(crop) else { continue };
            let jpeg = develop(&file, Some(crop), profile, 90).expect("developed");
            assert_clean(&jpeg);
            assert!(jpeg.len() <= profile.bytes, "{}", profile.name);
            let seen = image::load_from_memory_with_format(&jpeg, image::ImageFormat::Jpeg).expect("a JPEG");
            assert_eq!((seen.width(), seen.height()), size, "{}", profile.name);
        }
    }
}
