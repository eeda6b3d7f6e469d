//! An upload → a clean source: the same picture upright, without metadata, of bounded size; and what we make of it.

use eye::{Outcome, Place, Thresholds};
use school::photo::{Advice, Check, Crop};

use super::{Fault, KEPT_SIDE, MOST_BYTES, Verdict, decode, jpeg, look, sniff};

/// A picture we can work with.
#[derive(Debug, Clone, PartialEq)]
pub struct Intake {
    /// JPEG, upright, sRGB, no side longer than [`KEPT_SIDE`], no metadata.
    pub clean: Vec<u8>,
    /// Pixels from left to right of the clean source.
    pub width: u32,
    /// Pixels from top to bottom of the clean source.
    pub height: u32,
    /// Where we would put the frame, in pixels of the clean source.
    pub crop: Crop,
    /// What the family may want to do better.
    pub advice: Vec<Advice>,
    /// How many people we see.
    pub faces: u8,
    /// All that was found out, the good as well, in pixels of the clean source.
    pub verdicts: Vec<Verdict>,
    /// Where the people are, in pixels of the clean source, largest first.
    pub people: Vec<Place>,
    /// Width and height of the upright file, of which the clean source may be a smaller picture.
    pub upright: (u32, u32),
}

/// Quality 92 unless the picture is noise: 12 MB is the bound that the parent believes.
const WRITING: jpeg::Writing =
    jpeg::Writing { qualities: &[92, 80, 60, 30], aim: 12 << 20, dpi: None, full_colour: true };
/// Above this many pixels half the colour resolution is more than a portrait needs, and a quarter of the work is saved.
const LARGE: u32 = 2_000_000;

fn compression(bytes: &[u8], limits: &Thresholds) -> Option<Verdict> {
    let (value, limit) = (jpeg::coarseness(bytes)?, limits.compression.warn);
    let outcome = if value > limit { Outcome::Warn } else { Outcome::Good };
    Some(Verdict { check: Check::Compression, outcome, value, limit, place: None })
}

/// Takes an upload in, judged by the usual limits.
///
/// # Errors
/// Any [`Fault`] but [`Fault::CropTooSmall`].
pub fn intake(bytes: &[u8]) -> Result<Intake, Fault> {
    intake_by(&Thresholds::default(), bytes)
}

/// Takes an upload in, judged by a school's own limits. A file that is given away is let go once it is decoded.
///
/// # Errors
/// Any [`Fault`] but [`Fault::CropTooSmall`].
pub fn intake_by(limits: &Thresholds, file: impl AsRef<[u8]>) -> Result<Intake, Fault> {
    let bytes = file.as_ref();
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Fault::TooManyBytes { bytes: bytes.len() as u64 });
    }
    let format = sniff::sniff(bytes)?;
    let source = decode::decode(bytes, format, KEPT_SIDE)?;
    let ((width, height), upright) = (source.picture.dimensions(), (source.width, source.height));
    let judged = format == sniff::Format::Jpeg && !limits.is_off(Check::Compression);
    let compression = judged.then(|| compression(bytes, limits)).flatten();
    drop(file); // a child that owns it has up to 25 MB more for what follows
    let clean = jpeg::encode(&source.picture, &jpeg::Writing { full_colour: width * height <= LARGE, ..WRITING })?;
    drop(source);
    // Looked at as it will be cut, so that the frame we propose is judged the same when it is chosen; and what we
    // keep is known to be readable.
    let kept = decode::decode(&clean, sniff::Format::Jpeg, KEPT_SIDE)?.picture;
    let look::Look { crop, mut verdicts, people } = look::look(&kept, limits);
    verdicts.extend(compression);
    let faces = u8::try_from(people.len()).unwrap_or(u8::MAX);
    let advice = verdicts.iter().filter_map(Verdict::advice).collect();
    Ok(Intake { clean, width, height, crop, advice, faces, verdicts, people, upright })
}
