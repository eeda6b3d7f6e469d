//! A school's logo → a small clean picture for the heads of letters and of pages. It passes through the same decoders
//! as a photo, with bounds of its own; nobody looks for a face in it.

use super::sniff::{Format, sniff};
use super::{Fault, Kind, MOST_BYTES, decode, jpeg};

/// Longest side of the logo that is kept, in pixels: 50 mm at 300 dots an inch.
pub const LOGO_KEPT_SIDE: u32 = 600;
/// Longest side of a logo as it comes, in pixels, by its header.
pub const LOGO_LONGEST_SIDE: u32 = 4000;
/// Shortest side of a logo as it comes, in pixels: with fewer it would be a blot on paper.
pub const LOGO_SHORTEST_SIDE: u32 = 64;

/// Sharp edges show what JPEG takes away, so the colours keep their full resolution.
const WRITING: jpeg::Writing =
    jpeg::Writing { qualities: &[95, 90, 80, 60], aim: 200 << 10, dpi: None, full_colour: true };

/// Takes a logo in: a JPEG, upright, sRGB, without metadata; what was see-through is white. A file of an iPhone's own
/// format is a photo and no logo.
///
/// # Errors
/// [`Fault::TooManyPixels`] and [`Fault::TooSmall`] by the bounds of a logo; any other [`Fault`] but
/// [`Fault::CropTooSmall`].
pub fn logo(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Fault::TooManyBytes { bytes: bytes.len() as u64 });
    }
    let format = sniff(bytes)?;
    if format == Format::Heic {
        return Err(Fault::Unsupported(Kind::Heic));
    }
    jpeg::encode(&decode::decode_within(bytes, format, LOGO_KEPT_SIDE, size)?, &WRITING)
}

fn size(width: u32, height: u32) -> Result<(), Fault> {
    if width.max(height) > LOGO_LONGEST_SIDE {
        return Err(Fault::TooManyPixels { width, height });
    }
    if width.min(height) < LOGO_SHORTEST_SIDE { Err(Fault::TooSmall { width, height }) } else { Ok(()) }
}
