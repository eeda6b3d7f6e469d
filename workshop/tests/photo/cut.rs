//! From a clean source and a frame to the portrait and the review picture.

use crate::made::{self, jpeg, noise, quarters};
use image::RgbImage;
use school::photo::{Check, Crop};
use workshop::photo::{Fault, cut};

fn pixels(jpeg: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(jpeg, image::ImageFormat::Jpeg).expect("a JPEG").into_rgb8()
}

fn frame(cx: f64, cy: f64, w: f64) -> Crop {
    Crop { cx, cy, w, angle: 0.0 }
}

#[test]
fn a_full_portrait_is_35_mm_wide_at_600_dpi() {
    let done = cut(&jpeg(&quarters(1600, 2000)), frame(800.0, 1000.0, 1400.0)).expect("cut");
    assert_eq!((done.portrait_width, done.portrait_height), (826, 1063));
    assert_eq!(pixels(&done.portrait).dimensions(), (826, 1063));
    assert_eq!(pixels(&done.review).dimensions(), (480, 617));
    assert_eq!(done.portrait[13..18], [1, 2, 88, 2, 88], "dots an inch: 600 × 600");
}

#[test]
fn a_small_frame_is_never_enlarged() {
    let done = cut(&jpeg(&quarters(600, 800)), frame(300.0, 400.0, 420.4)).expect("cut");
    assert_eq!((done.portrait_width, done.portrait_height), (420, 540));
    assert_eq!(pixels(&done.review).dimensions(), (420, 540));
    assert_eq!(done.portrait[13..16], [1, 1, 49], "305 dots an inch");
}

#[test]
fn too_few_pixels_block_and_few_warn() {
    let source = jpeg(&quarters(1000, 1000));
    let advised = |w| {
        let done = cut(&source, frame(500.0, 500.0, w))?;
        Ok(done.advice.iter().any(|advice| advice.check == Check::Resolution))
    };
    assert_eq!(advised(353.0), Err(Fault::CropTooSmall { width: 353, height: 454 }));
    assert_eq!(advised(385.0), Err(Fault::CropTooSmall { width: 385, height: 495 }));
    assert_eq!(advised(386.0), Ok(true));
    assert_eq!(advised(491.0), Ok(true));
    assert_eq!(advised(493.0), Ok(false));
    assert_eq!(advised(f64::NAN), Err(Fault::CropTooSmall { width: 0, height: 0 }));
}

#[test]
fn a_frame_off_the_picture_is_moved_onto_it() {
    let done = cut(&jpeg(&quarters(1000, 1000)), frame(-900.0, 5000.0, 420.0)).expect("cut");
    let seen = pixels(&done.portrait);
    assert!(
        seen.get_pixel(200, 270).0.iter().zip(made::BLUE).all(|(a, b)| a.abs_diff(b) <= 8),
        "the lower left corner"
    );
}

#[test]
fn a_turned_frame_turns_the_picture() {
    let crop = Crop { cx: 500.0, cy: 500.0, w: 500.0, angle: 90.0 };
    let seen = pixels(&cut(&jpeg(&quarters(1000, 1000)), crop).expect("cut").portrait);
    let corners = [(30, 30), (470, 30), (30, 610), (470, 610)].map(|(x, y)| seen.get_pixel(x, y).0);
    for (got, wanted) in corners.iter().zip([made::BLUE, made::RED, made::GREY, made::GREEN]) {
        assert!(got.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 8), "{corners:?}");
    }
}

#[test]
fn even_noise_keeps_to_its_bytes() {
    let done = cut(&jpeg(&noise(900, 1157)), frame(450.0, 578.0, 900.0)).expect("cut");
    assert!(done.portrait.len() <= 300_000, "{} bytes", done.portrait.len());
    assert!(done.review.len() <= 65_000, "{} bytes", done.review.len());
}
