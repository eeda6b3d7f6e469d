//! A large JPEG → the smaller, upright picture, a strip at a time: neither the lines that come out of the file nor the
//! picture as it lies there is ever in memory whole.

use std::mem;

use fast_image_resize::ResizeOptions;
use image::metadata::Orientation;
use image::{DynamicImage, RgbImage};

use super::decode::{held, resize};
use super::scaled::Scaled;

/// Lines of the smaller picture in a strip.
const STRIP: u32 = 64;
/// How far beyond a strip Lanczos looks, in lines of the smaller picture.
const REACH: f64 = 3.0;

/// The part of the lines that the file's picture fills (the rest is its encoder's padding) as `to` pixels, then upright.
/// None if the file is not what it seemed.
pub(super) fn shrink(
    mut lines: Scaled,
    shown: (f64, f64),
    to: (u32, u32),
    orientation: Orientation,
) -> Option<RgbImage> {
    let step = shown.1 / f64::from(to.1);
    let around = REACH * step + 2.0; // and what rounding does
    let mut upright = Upright::new(to, orientation);
    let (mut window, mut first) = (Vec::new(), 0_usize);
    for from in (0..to.1).step_by(STRIP as usize) {
        let until = to.1.min(from + STRIP);
        let (top, bottom) = (f64::from(from) * step, f64::from(until) * step);
        while lines.out < lines.height.min((bottom + around) as usize) {
            lines.read(&mut window)?;
        }
        let passed = (top - around).max(0.0) as usize;
        window.drain(..(passed - first) * lines.width * 3);
        first = passed;
        let seen = RgbImage::from_raw(lines.width as u32, (lines.out - first) as u32, mem::take(&mut window))?;
        let above = top - first as f64;
        let part = ResizeOptions::new().crop(0.0, above, shown.0, (bottom - top).min(f64::from(seen.height()) - above));
        upright.put(resize(&seen, (to.0, until - from), &part).ok()?, from);
        window = seen.into_raw();
    }
    Some(upright.picture)
}

/// A picture that is put together from strips of the picture as it lies.
struct Upright {
    picture: RgbImage,
    orientation: Orientation,
    /// Lines of the picture as it lies.
    lines: u32,
}

impl Upright {
    fn new((width, height): (u32, u32), orientation: Orientation) -> Self {
        let (across, down) = held(orientation, width, height);
        Self { picture: RgbImage::new(across, down), orientation, lines: height }
    }

    /// A strip that begins at line `from` of the picture as it lies.
    fn put(&mut self, strip: RgbImage, from: u32) {
        use Orientation::{FlipVertical, Rotate90, Rotate180, Rotate270FlipH};
        let backwards = matches!(self.orientation, Rotate90 | Rotate180 | FlipVertical | Rotate270FlipH);
        let at = if backwards { self.lines - from - strip.height() } else { from };
        let (x, y) = held(self.orientation, 0, at);
        let mut strip = DynamicImage::ImageRgb8(strip);
        strip.apply_orientation(self.orientation);
        let strip = strip.into_rgb8();
        let (span, stride) = (strip.width() as usize * 3, self.picture.width() as usize * 3);
        let picture: &mut [u8] = &mut self.picture;
        for (line, pixels) in (y as usize..).zip(strip.chunks_exact(span)) {
            picture[line * stride + x as usize * 3..][..span].copy_from_slice(pixels);
        }
    }
}
