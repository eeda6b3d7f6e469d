//! A file and a frame → one picture for one receiver, straight from the file, which is decoded no larger than needed.

use school::photo::Crop;

use super::{Fault, MOST_BYTES, Profile, decode, dpi, jpeg, sniff, turn};

/// How many pixels are decoded for each one of the result, at least: with fewer the scaled decode would be seen.
const SPARE: f64 = 1.5;
/// Qualities to try until the file is small enough, best first.
const LADDER: [u8; 8] = [93, 90, 85, 80, 70, 55, 40, 25];

/// A JPEG for the profile, of no better quality than this; `crop` is in pixels of the upright file, and without it the
/// widest frame in the middle is shown.
///
/// # Errors
/// Any [`Fault`]; [`Fault::CropTooSmall`] when the picture would have to be enlarged.
pub fn develop(bytes: &[u8], crop: Option<Crop>, profile: &Profile, quality: u8) -> Result<Vec<u8>, Fault> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Fault::TooManyBytes { bytes: bytes.len() as u64 });
    }
    let frame = |width: u32, height: u32| {
        let (width, height) = (f64::from(width), f64::from(height));
        let middle = Crop { cx: width / 2.0, cy: height / 2.0, w: width, angle: 0.0 };
        crop.unwrap_or(middle).within(width, height)
    };
    let scale = |width: u32, height: u32| {
        let frame = frame(width, height);
        profile.pixels(frame).map_or(1.0, |size| SPARE * f64::from(size.0) / profile.shown(frame)[2])
    };
    let decode::Decoded { picture, width, height } = decode::decode_at(bytes, sniff::sniff(bytes)?, scale)?;
    let frame = frame(width, height);
    let size =
        profile.pixels(frame).ok_or(Fault::CropTooSmall { width: frame.w as u32, height: frame.height() as u32 })?;
    // a scaled picture may have a pixel of padding, but its scale is a whole number of eighths
    let eighths = (f64::from(picture.width()) * 8.0 / f64::from(width)).floor() / 8.0;
    let Crop { cx, cy, w, angle } = frame;
    let frame = Crop { cx: cx * eighths, cy: cy * eighths, w: w * eighths, angle };
    let picture = turn::part(&picture, frame, profile.shown(frame), size)?;
    let best = LADDER.iter().position(|step| *step <= quality).unwrap_or(LADDER.len() - 1);
    let how = jpeg::Writing {
        qualities: &LADDER[best..],
        aim: profile.bytes,
        dpi: Some(dpi(size.0, profile)),
        full_colour: false,
    };
    jpeg::encode(&picture, &how)
}
