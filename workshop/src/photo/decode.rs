//! A hostile file → an upright sRGB picture of bounded size. The header is believed only as far as it lowers the work.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, Limits, RgbImage};

use super::scaled::Scaled;
use super::sniff::{Format, sniff};
use super::{Fault, LONGEST_SIDE, MOST_PIXELS, RATIO, colour, heic, is_enough, jpeg, strips};

/// The most that a decoder may take for the parts of a file that are not pixels (profiles, texts).
const MOST_BESIDE: u64 = 64 << 20;

/// A picture and the size it has in its file.
pub(super) struct Decoded {
    /// Upright, sRGB.
    pub(super) picture: RgbImage,
    /// Pixels from left to right of the upright file.
    pub(super) width: u32,
    /// Pixels from top to bottom of the upright file.
    pub(super) height: u32,
}

/// Decodes, shrinks until no side is longer than `longest`, corrects the colours and turns upright.
///
/// # Errors
/// [`Fault::TooManyPixels`] and [`Fault::TooSmall`] from the header, before a pixel is decoded;
/// [`Fault::Animated`]; [`Fault::Damaged`].
pub(super) fn decode(bytes: &[u8], format: Format, longest: u32) -> Result<Decoded, Fault> {
    let scale = |width: u32, height: u32| f64::from(longest) / f64::from(width.max(height));
    if format == Format::Jpeg
        && let Some(small) = shrunk(bytes, scale, longest)?
    {
        return Ok(small);
    }
    let stored = whole(bytes, format, check)?;
    let picture = shrink(stored.picture, (stored.width, stored.height), longest)?;
    Ok(upright(Stored { picture, ..stored }))
}

/// Whether a picture so wide and so high may be decoded at all.
pub(super) type SizeCheck = fn(u32, u32) -> Result<(), Fault>;

/// The same of a picture that has other bounds than a photo; every pixel is decoded, so they are to be narrow.
///
/// # Errors
/// Those of `size`; [`Fault::Animated`]; [`Fault::Damaged`].
pub(super) fn decode_within(bytes: &[u8], format: Format, longest: u32, size: SizeCheck) -> Result<RgbImage, Fault> {
    let stored = whole(bytes, format, size)?;
    let picture = shrink(stored.picture, (stored.width, stored.height), longest)?;
    Ok(upright(Stored { picture, ..stored }).picture)
}

/// Reads all that stands before the pixels as it is read before a decode: kind, size, orientation, colour profile. The
/// upright size comes back. Mutated files are thrown at it by the million, which whole decodes are too slow for.
///
/// # Errors
/// As `intake`, as far as headers tell.
pub fn peek(bytes: &[u8]) -> Result<(u32, u32), Fault> {
    let format = sniff(bytes)?;
    let (width, height, orientation, profile) = match (format, jpeg::header(bytes)) {
        (Format::Heic, _) => {
            let (width, height, profile) = heic::peek(bytes)?;
            (width, height, Orientation::NoTransforms, profile)
        }
        (Format::Jpeg, Some(jpeg::Header { width, height, orientation, profile, .. })) => {
            (width, height, orientation, profile)
        }
        _ => {
            let mut file = open(bytes, format, check)?;
            let (width, height) = file.dimensions();
            let orientation = file.orientation().unwrap_or(Orientation::NoTransforms);
            (width, height, orientation, file.icc_profile().ok().flatten())
        }
    };
    check(width, height)?;
    if let Some(profile) = profile {
        colour::to_srgb(&mut RgbImage::new(1, 1), &profile);
    }
    Ok(held(orientation, width, height))
}

/// Decodes at no less than a scale, which is asked with the size of the upright file; corrects the colours and turns
/// upright.
///
/// # Errors
/// As [`decode`].
pub(super) fn decode_at(bytes: &[u8], format: Format, scale: impl Fn(u32, u32) -> f64) -> Result<Decoded, Fault> {
    Ok(upright(stored(bytes, format, scale)?))
}

/// The picture as it lies in its file, perhaps smaller.
pub(super) struct Stored {
    pub(super) picture: RgbImage,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) orientation: Orientation,
    pub(super) profile: Option<Vec<u8>>,
}

fn stored(bytes: &[u8], format: Format, scale: impl Fn(u32, u32) -> f64) -> Result<Stored, Fault> {
    if format == Format::Jpeg
        && let Some(small) = scaled(bytes, scale)?
    {
        return Ok(small);
    }
    whole(bytes, format, check)
}

/// Every pixel, by the library.
fn whole(bytes: &[u8], format: Format, size: SizeCheck) -> Result<Stored, Fault> {
    if format == Format::Heic {
        return heic::decode(bytes);
    }
    let mut file = open(bytes, format, size)?;
    let (width, height) = file.dimensions();
    size(width, height)?;
    let orientation = file.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = file.icc_profile().ok().flatten();
    let stored = file.color_type();
    let mut raw = vec![0; usize::try_from(file.total_bytes()).map_err(|_| Fault::Damaged)?];
    file.read_image_boxed(&mut raw).map_err(damaged)?;
    let picture = RgbImage::from_raw(width, height, colour::to_rgb(raw, stored)?).ok_or(Fault::Damaged)?;
    Ok(Stored { picture, width, height, orientation, profile })
}

/// A plain JPEG of which a half or less is enough, before its pixels are read; none if it must be decoded whole.
fn open_scaled(bytes: &[u8], scale: impl Fn(u32, u32) -> f64) -> Result<Option<(jpeg::Header, Scaled<'_>)>, Fault> {
    let Some(header) = jpeg::header(bytes) else { return Ok(None) };
    check(header.width, header.height)?;
    let (across, down) = held(header.orientation, header.width, header.height);
    let scale = scale(across, down);
    let Some(eighths) = [1, 2, 4].into_iter().find(|eighths| f64::from(*eighths) / 8.0 >= scale) else {
        return Ok(None);
    };
    if !jpeg::is_whole(bytes) {
        return Err(Fault::Damaged);
    }
    Ok(Scaled::open(bytes, eighths).map(|scaled| (header, scaled)))
}

fn scaled(bytes: &[u8], scale: impl Fn(u32, u32) -> f64) -> Result<Option<Stored>, Fault> {
    let Some((jpeg::Header { width, height, orientation, profile, .. }, scaled)) = open_scaled(bytes, scale)? else {
        return Ok(None);
    };
    Ok(scaled.whole().map(|picture| Stored { picture, width, height, orientation, profile }))
}

/// The same, shrunk as [`shrink`] does and upright.
fn shrunk(bytes: &[u8], scale: impl Fn(u32, u32) -> f64, longest: u32) -> Result<Option<Decoded>, Fault> {
    let Some((jpeg::Header { width, height, orientation, profile, .. }, scaled)) = open_scaled(bytes, scale)? else {
        return Ok(None);
    };
    let (to, shown) = fitted((width, height), scaled.width as u32, longest);
    let Some(mut picture) = strips::shrink(scaled, shown, to, orientation) else { return Ok(None) };
    if let Some(profile) = profile {
        colour::to_srgb(&mut picture, &profile);
    }
    let (width, height) = held(orientation, width, height);
    Ok(Some(Decoded { picture, width, height }))
}

/// The size of a stored picture once it is upright.
pub(super) fn held(orientation: Orientation, width: u32, height: u32) -> (u32, u32) {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    let lying = matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH);
    if lying { (height, width) } else { (width, height) }
}

fn upright(stored: Stored) -> Decoded {
    let Stored { mut picture, width, height, orientation, profile } = stored;
    if let Some(profile) = profile {
        colour::to_srgb(&mut picture, &profile);
    }
    let mut picture = DynamicImage::ImageRgb8(picture);
    picture.apply_orientation(orientation);
    let (width, height) = held(orientation, width, height);
    Decoded { picture: picture.into_rgb8(), width, height }
}

fn damaged(_: ImageError) -> Fault {
    Fault::Damaged
}

fn open(bytes: &[u8], format: Format, size: SizeCheck) -> Result<Box<dyn ImageDecoder + '_>, Fault> {
    let file = Cursor::new(bytes);
    Ok(match format {
        Format::Jpeg if jpeg::is_whole(bytes) => Box::new(JpegDecoder::new(file).map_err(damaged)?),
        Format::Jpeg => return Err(Fault::Damaged),
        Format::Png => {
            // The decoder reads everything before the pixels at once; its size is looked at first.
            if let (Some(width), Some(height)) = (number(bytes, 16), number(bytes, 20)) {
                size(width, height)?;
            }
            let mut limits = Limits::no_limits();
            limits.max_alloc = Some(MOST_BESIDE);
            let file = PngDecoder::with_limits(file, limits).map_err(damaged)?;
            if file.is_apng().map_err(damaged)? {
                return Err(Fault::Animated);
            }
            Box::new(file)
        }
        Format::Heic => return Err(Fault::Unsupported(super::Kind::Heic)),
        Format::WebP if !riff_is_whole(bytes) => return Err(Fault::Damaged),
        Format::WebP => {
            let file = WebPDecoder::new(file).map_err(damaged)?;
            if file.has_animation() {
                return Err(Fault::Animated);
            }
            Box::new(file)
        }
    })
}

/// Whether a WebP has all the bytes that it says; its decoder does not mind what lacks after the pixels.
fn riff_is_whole(bytes: &[u8]) -> bool {
    let length = bytes.get(4..).and_then(|rest| rest.first_chunk().map(|four| u32::from_le_bytes(*four)));
    length.is_some_and(|length| bytes.len() as u64 >= 8 + u64::from(length))
}

/// Four bytes of a PNG header.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_be_bytes(*four))
}

/// Whether a picture of this size may be decoded at all.
///
/// # Errors
/// [`Fault::TooManyPixels`], [`Fault::TooSmall`].
pub(super) fn check(width: u32, height: u32) -> Result<(), Fault> {
    if width.max(height) > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Fault::TooManyPixels { width, height });
    }
    // A photo may lie on its side without saying so, and be turned by hand: the long side counts as the height.
    let widest = f64::from(width.min(height)).min(f64::from(width.max(height)) / RATIO);
    if is_enough(widest) { Ok(()) } else { Err(Fault::TooSmall { width, height }) }
}

/// The same picture with no side longer than `longest`; never a larger one. `size` is that in the file, of which a
/// scaled picture may show a few pixels more than all: they are its encoder's padding and left out.
fn shrink(picture: RgbImage, size: (u32, u32), longest: u32) -> Result<RgbImage, Fault> {
    if size.0.max(size.1) <= longest {
        return Ok(picture);
    }
    let (to, shown) = fitted(size, picture.width(), longest);
    resize(&picture, to, &ResizeOptions::new().crop(0.0, 0.0, shown.0, shown.1))
}

/// For a file's picture that is larger than `longest`: its size with the longer side as long, and the part that it fills
/// of a picture decoded `across` pixels wide.
fn fitted(size: (u32, u32), across: u32, longest: u32) -> ((u32, u32), (f64, f64)) {
    let long = size.0.max(size.1);
    let fit = |side: u32| (f64::from(side) * f64::from(longest) / f64::from(long)).round().max(1.0) as u32;
    let eighths = (f64::from(across) * 8.0 / f64::from(size.0)).floor();
    let shown = |side: u32| f64::from(side) * eighths / 8.0;
    ((fit(size.0), fit(size.1)), (shown(size.0), shown(size.1)))
}

/// Lanczos, of the whole picture or of the box in `options`. In the file's own values and not in linear light: it is what
/// every peer does and what the checks were measured on, and on the shared portraits the two differ by less than one
/// level of 255 on average.
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
