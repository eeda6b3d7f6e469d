//! The scaled decoder against the library: the same picture, only smaller, for every way a camera writes it.

use image::{RgbImage, imageops};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use workshop::photo::{Fault, Profile, Size, develop, intake};
use workshop::portrait::{Flaw, Person, UPLOAD, paint};

use crate::made::{self, held};

fn pixels(jpeg: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(jpeg, image::ImageFormat::Jpeg).expect("a JPEG").into_rgb8()
}

fn written(picture: &RgbImage, sampling: SamplingFactor, restart: u16, progressive: bool) -> Vec<u8> {
    let mut bytes = vec![];
    let mut encoder = Encoder::new(&mut bytes, 92);
    encoder.set_sampling_factor(sampling);
    encoder.set_progressive(progressive);
    if restart > 0 {
        encoder.set_restart_interval(restart);
    }
    encoder.encode(picture, picture.width() as u16, picture.height() as u16, ColorType::Rgb).unwrap();
    bytes
}

fn profile(width: u32, height: u32) -> Profile {
    Profile { name: "test".into(), width, height, size: Size::Exact, bytes: 4_000_000 }
}

/// Mean difference of two pictures, in levels.
fn apart(a: &RgbImage, b: &RgbImage) -> f64 {
    assert_eq!(a.dimensions(), b.dimensions());
    let sum: u64 = a.as_raw().iter().zip(b.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / a.as_raw().len() as f64
}

const SAMPLINGS: [SamplingFactor; 4] =
    [SamplingFactor::F_1_1, SamplingFactor::F_2_1, SamplingFactor::F_1_2, SamplingFactor::F_2_2];

#[test]
fn a_scaled_decode_shows_what_the_library_shows() {
    // sizes that fill no unit of the file
    let picture = paint(&Person::from_seed(11), 1397, 1811, UPLOAD, Flaw::None);
    for (width, height) in [(112, 144), (210, 270), (420, 540)] {
        for sampling in SAMPLINGS {
            for restart in [0, 7] {
                let plain = written(&picture, sampling, restart, false);
                // the library reads progressive files, we do not: the same pixels come from it alone
                let library = written(&picture, sampling, 0, true);
                let [ours, theirs] =
                    [plain, library].map(|bytes| pixels(&develop(&bytes, None, &profile(width, height), 93).unwrap()));
                let apart = apart(&ours, &theirs);
                assert!(apart < 1.6, "{width} px, {sampling:?}, restart {restart}: {apart:.2} levels apart");
            }
        }
    }
}

#[test]
fn every_way_to_hold_a_camera_comes_out_upright_at_any_scale() {
    let upright = paint(&Person::from_seed(5), 1200, 1544, UPLOAD, Flaw::None);
    let wanted = imageops::thumbnail(&upright, 140, 180);
    for orientation in 1..=8 {
        let stored = written(&held(&upright, orientation), SamplingFactor::F_2_2, 0, false);
        let file = made::with_exif(&stored, &made::exif(orientation));
        let got = pixels(&develop(&file, None, &profile(140, 180), 93).unwrap());
        let apart = apart(&got, &wanted);
        assert!(apart < 3.0, "{orientation}: {apart:.2} levels apart");
    }
}

#[test]
fn a_large_picture_is_taken_in_upright_strip_by_strip() {
    let upright = RgbImage::from_fn(901, 6107, |x, y| {
        image::Rgb([(x / 3) as u8, (y / 25) as u8, if (x / 40 + y / 90) % 2 == 0 { 30 } else { 200 }])
    });
    for orientation in 1..=8 {
        // the library reads progressive files whole, and turns them when they are
        let [ours, theirs] = [false, true].map(|progressive| {
            let stored = written(&held(&upright, orientation), SamplingFactor::F_2_2, 0, progressive);
            intake(&made::with_exif(&stored, &made::exif(orientation))).unwrap()
        });
        assert_eq!((ours.upright, ours.width, ours.height), (upright.dimensions(), theirs.width, theirs.height));
        let apart = apart(&pixels(&ours.clean), &pixels(&theirs.clean));
        // sharp edges of colour are drawn a little differently; a strip in a wrong place would be thirty apart
        assert!(apart < 3.0, "{orientation}: {apart:.2} levels apart");
    }
}

#[test]
fn damage_is_left_to_the_library_which_refuses_what_is_cut_off() {
    let picture = paint(&Person::from_seed(5), 1200, 1544, UPLOAD, Flaw::None);
    let whole = written(&picture, SamplingFactor::F_2_2, 9, false);
    let small = profile(140, 180);
    assert_eq!(develop(&whole[..whole.len() / 2], None, &small, 85), Err(Fault::Damaged));
    let mut state = 3_u32;
    for _ in 0..60 {
        let mut altered = whole.clone();
        for _ in 0..1 + state % 4 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = (state >> 4) as usize % altered.len();
            altered[at] = (state >> 24) as u8;
        }
        if let Ok(jpeg) = develop(&altered, None, &small, 85) {
            crate::hostile::assert_clean(&jpeg);
        }
    }
}

#[test]
fn a_picture_is_never_enlarged_and_keeps_its_bytes() {
    let picture = made::noise(700, 900);
    let file = made::jpeg(&picture);
    assert_eq!(develop(&file, None, &profile(701, 902), 85), Err(Fault::CropTooSmall { width: 700, height: 900 }));
    let tight = Profile { bytes: 60_000, ..profile(420, 540) };
    assert!(develop(&file, None, &tight, 93).unwrap().len() <= 60_000);
}
