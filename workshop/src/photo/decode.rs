//! A hostile file → an upright sRGB picture of bounded size. The header is believed only as far as it lowers the work.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, Limits, RgbImage};

use super::sniff::Format;
use super::{Fault, LONGEST_SIDE, MOST_PIXELS, RATIO, colour, is_enough, jpeg};

/// The most that a decoder may take for the parts of a file that are not pixels (profiles, texts).
const MOST_BESIDE: u64 = 64 << 20;

/// Decodes, shrinks until no side is longer than `longest`, corrects the colours and turns upright.
///
/// # Errors
/// [`Fault::TooManyPixels`] and [`Fault::TooSmall`] from the header, before a pixel is decoded;
/// [`Fault::Animated`]; [`Fault::Damaged`].
pub(super) fn decode(bytes: &[u8], format: Format, longest: u32) -> Result<RgbImage, Fault> {
    let mut file = open(bytes, format)?;
    let (width, height) = file.dimensions();
    check(width, height)?;
    let orientation = file.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = file.icc_profile().ok().flatten();
    let stored = file.color_type();
    let mut raw = vec![0; usize::try_from(file.total_bytes()).map_err(|_| Fault::Damaged)?];
    file.read_image_boxed(&mut raw).map_err(damaged)?;
    let whole = RgbImage::from_raw(width, height, colour::to_rgb(raw, stored)?).ok_or(Fault::Damaged)?;
    let mut picture = shrink(whole, longest)?;
    if let Some(profile) = profile {
        colour::to_srgb(&mut picture, &profile);
    }
    let mut picture = DynamicImage::ImageRgb8(picture);
    picture.apply_orientation(orientation);
    Ok(picture.into_rgb8())
}

fn damaged(_: ImageError) -> Fault {
    Fault::Damaged
}

fn open(bytes: &[u8], format: Format) -> Result<Box<dyn ImageDecoder + '_>, Fault> {
    let file = Cursor::new(bytes);
    Ok(match format {
        Format::Jpeg if jpeg::is_whole(bytes) => Box::new(JpegDecoder::new(file).map_err(damaged)?),
        Format::Jpeg => return Err(Fault::Damaged),
        Format::Png => {
            // The decoder reads everything before the pixels at once; its size is looked at first.
            if let (Some(width), Some(height)) = (number(bytes, 16), number(bytes, 20)) {
                check(width, height)?;
            }
            let mut limits = Limits::no_limits();
            limits.max_alloc = Some(MOST_BESIDE);
            let file = PngDecoder::with_limits(file, limits).map_err(damaged)?;
            if file.is_apng().map_err(damaged)? {
                return Err(Fault::Animated);
            }
            Box::new(file)
        }
        Format::WebP => {
            let file = WebPDecoder::new(file).map_err(damaged)?;
            if file.has_animation() {
                return Err(Fault::Animated);
            }
            Box::new(file)
        }
    })
}

/// Four bytes of a PNG header.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_be_bytes(*four))
}

fn check(width: u32, height: u32) -> Result<(), Fault> {
    if width.max(height) > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Fault::TooManyPixels { width, height });
    }
    // A photo may lie on its side without saying so, and be turned by hand: the long side counts as the height.
    let widest = f64::from(width.min(height)).min(f64::from(width.max(height)) / RATIO);
    if is_enough(widest) { Ok(()) } else { Err(Fault::TooSmall { width, height }) }
}

/// The same picture with no side longer than `longest`; never a larger one.
fn shrink(picture: RgbImage, longest: u32) -> Result<RgbImage, Fault> {
    let (width, height) = picture.dimensions();
    let long = width.max(height);
    if long <= longest {
        return Ok(picture);
    }
    let fit = |side: u32| (f64::from(side) * f64::from(longest) / f64::from(long)).round().max(1.0) as u32;
    resize(&picture, (fit(width), fit(height)), &ResizeOptions::new())
}

/// Lanczos, of the whole picture or of the box in `options`.
///
/// # Errors
/// [`Fault::Damaged`] for a box outside the picture.
pub(super) fn resize(
    picture: &RgbImage,
    (width, height): (u32, u32),
    options: &ResizeOptions,
) -> Result<RgbImage, Fault> {
    let from = ImageRef::new(picture.width(), picture.height(), picture.as_raw(), PixelType::U8x3)
        .map_err(|_| Fault::Damaged)?;
    let mut to = Image::new(width, height, PixelType::U8x3);
    Resizer::new().resize(&from, &mut to, options).map_err(|_| Fault::Damaged)?;
    RgbImage::from_raw(width, height, to.into_vec()).ok_or(Fault::Damaged)
}
