//! The iPhone's own format, by a decoder in safe Rust.

use heic_rs::{Error, PixelLayout, context::Context};
use image::RgbImage;
use image::metadata::Orientation;

use super::decode::{Stored, check};
use super::{Fault, Kind, MOST_PIXELS};

/// The whole picture, already turned as the file says: its own turning counts, not that of its EXIF (HEIF, 6.5.10).
///
/// # Errors
/// As `decode`; [`Fault::Unsupported`] for what the family's phone can store differently (a sequence, a foreign codec).
pub(super) fn decode(bytes: &[u8]) -> Result<Stored, Fault> {
    let (_, _, profile) = peek(bytes)?;
    let options = heic_rs::DecodeOptions::default()
        .with_layout(PixelLayout::Rgb8)
        .with_max_pixels(Some(MOST_PIXELS))
        .with_alpha(false)
        .with_threads(Some(1));
    let image = heic_rs::decode(bytes, &options).map_err(fault)?;
    let (width, height) = (image.width, image.height);
    let picture = RgbImage::from_raw(width, height, image.data).ok_or(Fault::Damaged)?;
    Ok(Stored { picture, width, height, orientation: Orientation::NoTransforms, profile })
}

/// Size and colour profile, before a pixel is decoded.
///
/// # Errors
/// As [`decode`].
pub(super) fn peek(bytes: &[u8]) -> Result<(u32, u32, Option<Vec<u8>>), Fault> {
    let size = heic_rs::probe(bytes).map_err(fault)?;
    check(size.width, size.height)?;
    check(size.coded_width, size.coded_height)?;
    Ok((size.width, size.height, profile(bytes)))
}

/// iPhones store in Display P3 and say so here.
fn profile(bytes: &[u8]) -> Option<Vec<u8>> {
    let context = Context::open(bytes).ok()?;
    let properties = context.props(context.meta.primary).ok()?;
    context.icc(&properties).map(<[u8]>::to_vec)
}

fn fault(error: Error) -> Fault {
    match error {
        Error::Unsupported(_) => Fault::Unsupported(Kind::Heic),
        _ => Fault::Damaged,
    }
}
