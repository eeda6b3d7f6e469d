//! Drawn photos as files: a plain JPEG, or one as a phone stores it, lying on its side with EXIF.

use super::person::Person;
use super::scene::{Flaw, paint};
use image::codecs::jpeg::JpegEncoder;
use image::{ImageError, RgbImage, imageops};

/// Longest side that is painted; larger phone pictures are enlarged from it.
const PAINTED: f32 = 1600.0;
/// Head's share of the height in a phone picture.
const HEAD: f32 = 0.46;
const QUALITY: u8 = 90;

/// A JPEG of `img`; `quality` 1 to 100.
///
/// # Errors
/// When the encoder refuses the picture, which it does for an empty one.
pub fn jpeg(img: &RgbImage, quality: u8) -> Result<Vec<u8>, ImageError> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality).encode_image(img)?;
    Ok(out)
}

/// A phone's JPEG that shows `p` on `w` × `h` pixels once it is turned by its EXIF `orientation` (1,
/// 3, 6 or 8; anything else is stored as it is).
///
/// # Errors
/// As [`jpeg`].
pub fn phone_original(p: &Person, w: u32, h: u32, orientation: u16) -> Result<Vec<u8>, ImageError> {
    let k = (w.max(h) as f32 / PAINTED).max(1.0);
    let small = paint(p, (w as f32 / k) as u32, (h as f32 / k) as u32, HEAD, Flaw::None);
    let big = imageops::resize(&small, w, h, imageops::FilterType::CatmullRom);
    let stored = match orientation {
        3 => imageops::rotate180(&big),
        6 => imageops::rotate270(&big),
        8 => imageops::rotate90(&big),
        _ => big,
    };
    Ok(with_exif(&jpeg(&stored, QUALITY)?, orientation))
}

/// Puts an APP1 segment with Make, Orientation and DateTime behind the SOI marker (EXIF 2.3, 4.5.4).
fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
    let mut t = b"Exif\0\0II*\0\x08\0\0\0\x03\0".to_vec();
    let mut entry = |tag: u16, kind: u16, count: u32, value: u32| {
        t.extend(tag.to_le_bytes().into_iter().chain(kind.to_le_bytes()));
        t.extend(count.to_le_bytes().into_iter().chain(value.to_le_bytes()));
    };
    entry(0x010F, 2, 8, 50);
    entry(0x0112, 3, 1, u32::from(orientation));
    entry(0x0132, 2, 20, 58);
    t.extend(b"\0\0\0\0Legitka\x002026:09:01 08:00:00\0");
    let (start, rest) = jpeg.split_at(2);
    let length = (t.len() as u16 + 2).to_be_bytes();
    [start, &[0xFF, 0xE1], &length, &t, rest].concat()
}
