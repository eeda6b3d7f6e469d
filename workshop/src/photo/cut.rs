//! A clean source and a frame → the portrait that is printed and the picture that is shown to the secretary.

use eye::Thresholds;
use fast_image_resize::ResizeOptions;
use image::RgbImage;
use school::photo::{Advice, Crop};

use super::{
    Fault, KEPT_SIDE, PORTRAIT, PROFILES, REVIEW, Verdict, decode, dpi, frame_size, is_enough, jpeg, look, sniff, turn,
};

/// What becomes of a frame.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// JPEG of 35:45, at most 826 × 1063 pixels, never enlarged; 35 mm wide by its density; 300 KB or less.
    pub portrait: Vec<u8>,
    /// Pixels across the portrait.
    pub portrait_width: u32,
    /// Pixels down the portrait.
    pub portrait_height: u32,
    /// JPEG of at most 480 × 617 pixels for the screen, about 45 KB or less.
    pub review: Vec<u8>,
    /// What can be said about the portrait.
    pub advice: Vec<Advice>,
    /// All that was found out about it, the good as well. Places are in pixels of the source, or of the portrait when
    /// the frame is turned.
    pub verdicts: Vec<Verdict>,
}

const PRINTED: jpeg::Writing = jpeg::Writing {
    qualities: &[93, 90, 86, 82, 78, 72, 64, 55, 45, 35, 25],
    aim: 300_000,
    dpi: None,
    full_colour: true,
};
const SHOWN: jpeg::Writing =
    jpeg::Writing { qualities: &[85, 80, 74, 67, 60, 52, 44, 35], aim: 45_000, dpi: None, full_colour: false };

/// Cuts the frame out of the clean source, judged by the usual limits.
///
/// # Errors
/// [`Fault::CropTooSmall`]; [`Fault::Damaged`] if the source is not one of ours.
pub fn cut(clean: &[u8], crop: Crop) -> Result<Cut, Fault> {
    cut_by(&Thresholds::default(), clean, crop)
}

/// Cuts the frame out of the clean source, judged by a school's own limits.
///
/// # Errors
/// As [`cut`].
pub fn cut_by(limits: &Thresholds, clean: &[u8], crop: Crop) -> Result<Cut, Fault> {
    if ![crop.cx, crop.cy, crop.w, crop.angle].iter().all(|number| number.is_finite()) {
        return Err(Fault::CropTooSmall { width: 0, height: 0 });
    }
    let source = decode::decode(clean, sniff::sniff(clean)?, KEPT_SIDE)?.picture;
    let crop = crop.within(f64::from(source.width()), f64::from(source.height()));
    if !is_enough(crop.w) {
        let (width, height) = frame_size(crop.w);
        return Err(Fault::CropTooSmall { width, height });
    }
    let master = &PROFILES[0];
    let (portrait_width, portrait_height) = size(crop.w, PORTRAIT);
    let picture = turn::framed(&source, crop, (portrait_width, portrait_height))?;
    let portrait = jpeg::encode(&picture, &jpeg::Writing { dpi: Some(dpi(portrait_width, master)), ..PRINTED })?;
    let review = jpeg::encode(&shown(&picture)?, &SHOWN)?;
    let verdicts = judge(&source, &picture, crop, limits);
    let advice = verdicts.iter().filter_map(Verdict::advice).collect();
    Ok(Cut { portrait, portrait_width, portrait_height, review, advice, verdicts })
}

/// A straight frame is judged on its picture, where there is more wall to see; a turned one by itself.
fn judge(source: &RgbImage, portrait: &RgbImage, crop: Crop, limits: &Thresholds) -> Vec<Verdict> {
    let (width, height) = (f64::from(portrait.width()), f64::from(portrait.height()));
    let whole = Crop { cx: width / 2.0, cy: height / 2.0, w: width, angle: 0.0 };
    let found =
        if crop.angle == 0.0 { look::judge(source, crop, limits) } else { look::judge(portrait, whole, limits) };
    found.into_iter().chain([look::resolution(crop.w)]).collect()
}

/// Pixels of a picture made from a frame `w` source pixels wide, at most so many.
fn size(w: f64, most: (u32, u32)) -> (u32, u32) {
    if w.round() >= f64::from(most.0) { most } else { frame_size(w.round()) }
}

fn shown(portrait: &RgbImage) -> Result<RgbImage, Fault> {
    decode::resize(portrait, size(f64::from(portrait.width()), REVIEW), &ResizeOptions::new())
}
