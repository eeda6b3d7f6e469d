//! JPEG bytes: whether they are all there, and our own, which carry pixels and nothing else.

use std::collections::BTreeMap;

use image::RgbImage;
use image::metadata::Orientation;
use jpeg_encoder::{ColorType, Encoder, PixelDensity, SamplingFactor};

use super::Fault;

/// How a picture is written.
pub(super) struct Writing {
    /// JPEG qualities to try, best first.
    pub(super) qualities: &'static [u8],
    /// The first quality that needs no more bytes is taken, else the last.
    pub(super) aim: usize,
    /// Pixels an inch, for printing at a known size.
    pub(super) dpi: Option<u16>,
    /// Colours at full resolution, or at half of it in both directions.
    pub(super) full_colour: bool,
}

/// Baseline JPEG without any metadata beyond the JFIF header.
///
/// # Errors
/// [`Fault::Damaged`] when a side is longer than JPEG can say (65 535).
pub(super) fn encode(picture: &RgbImage, how: &Writing) -> Result<Vec<u8>, Fault> {
    let (Ok(width), Ok(height)) = (u16::try_from(picture.width()), u16::try_from(picture.height())) else {
        return Err(Fault::Damaged);
    };
    let mut jpeg = Vec::new();
    for quality in how.qualities {
        jpeg.clear();
        let mut encoder = Encoder::new(&mut jpeg, *quality);
        encoder.set_sampling_factor(if how.full_colour { SamplingFactor::F_1_1 } else { SamplingFactor::F_2_2 });
        if let Some(dpi) = how.dpi {
            encoder.set_density(PixelDensity::dpi(dpi));
        }
        encoder.encode(picture.as_raw(), width, height, ColorType::Rgb).map_err(|_| Fault::Damaged)?;
        if jpeg.len() <= how.aim {
            break;
        }
    }
    Ok(jpeg)
}

/// Whether the end of the image comes before the end of the bytes. Decoders are lenient and paint the rest grey.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    Segments { bytes, at: 2 }.any(|(marker, _)| marker == 0xD9)
}

/// Mean of the first quantisation table, that of the brightness: 1 keeps everything, 200 shows blocks.
pub(super) fn coarseness(bytes: &[u8]) -> Option<f64> {
    let table = Segments { bytes, at: 2 }.find_map(|(marker, content)| {
        let (kind, table) = content.split_first().filter(|_| marker == 0xDB)?;
        match kind {
            0x00 => Some(table.get(..64)?.iter().map(|v| u32::from(*v)).sum::<u32>()),
            0x10 => Some(table.get(..128)?.chunks_exact(2).map(|v| u32::from(v[0]) * 256 + u32::from(v[1])).sum()),
            _ => None,
        }
    });
    table.map(|sum| f64::from(sum) / 64.0)
}

/// What stands before the pixels: size, how the camera was held, colour profile.
pub(super) struct Header {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) orientation: Orientation,
    pub(super) profile: Option<Vec<u8>>,
    /// Decoded row by row; any other kind is put together in memory first.
    pub(super) baseline: bool,
}

/// None for what is no JPEG.
pub(super) fn header(bytes: &[u8]) -> Option<Header> {
    let (mut size, mut orientation, mut profile) = (None, None, BTreeMap::new());
    for (marker, content) in (Segments { bytes, at: 2 }) {
        match marker {
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) && size.is_none() => {
                let side = |at: usize| content.get(at..at + 2).map(|two| u16::from_be_bytes([two[0], two[1]]));
                size = Some((u32::from(side(3)?), u32::from(side(1)?), marker < 0xC2));
            }
            0xE1 if orientation.is_none() => {
                orientation = content.strip_prefix(b"Exif\0\0").and_then(Orientation::from_exif_chunk);
            }
            0xE2 => {
                if let Some([number, _, part @ ..]) = content.strip_prefix(b"ICC_PROFILE\0") {
                    profile.insert(*number, part);
                }
            }
            0xDA => break,
            _ => {}
        }
    }
    let (width, height, baseline) = size?;
    let profile = (!profile.is_empty()).then(|| profile.into_values().flatten().copied().collect());
    Some(Header { width, height, orientation: orientation.unwrap_or(Orientation::NoTransforms), profile, baseline })
}

/// The markers of a JPEG, each with what stands in its segment; pixels, stuffed bytes and restarts are passed over.
pub(super) struct Segments<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Iterator for Segments<'a> {
    type Item = (u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match *self.bytes.get(self.at..self.at + 2)? {
                [0xFF, 0x00 | 0x01 | 0xD0..=0xD7] => self.at += 2,
                [0xFF, 0xD9] => {
                    self.at = self.bytes.len();
                    return Some((0xD9, &[]));
                }
                [0xFF, marker] if marker != 0xFF => {
                    let length = self.bytes.get(self.at + 2..self.at + 4)?;
                    let end = self.at + 2 + usize::from(u16::from_be_bytes([length[0], length[1]]));
                    let content = self.bytes.get(self.at + 4..end)?;
                    self.at = end;
                    return Some((marker, content));
                }
                // most of a file is pixels
                _ => self.at += 1 + memchr::memchr(0xFF, self.bytes.get(self.at + 1..)?)?,
            }
        }
    }
}
