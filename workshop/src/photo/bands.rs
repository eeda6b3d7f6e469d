//! Lines come in, a smaller picture comes out. It is made band by band: of a large picture only the lines are in memory
//! that the next band is made of, which for a photo of 48 megapixels is a tenth of what it would take as a whole.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::RgbImage;

/// Lines of the smaller picture that are made at once: so many that the filter's preparation for each does not count.
const BAND: u32 = 256;
/// How far Lanczos looks, in pixels of the smaller picture.
const REACH: f64 = 3.0;
/// Less than can be seen, and more than sums of fractions are wrong by.
const HAIR: f64 = 1e-6;
/// Bytes of a pixel.
const RGB: usize = 3;

/// A picture in the making.
pub(super) struct Bands {
    /// Pixels and lines that come in.
    from: (u32, u32),
    /// Pixels across what is shown of them: the rest is an encoder's padding.
    across: f64,
    /// Lines that come in for each that goes out.
    scale: f64,
    to: (u32, u32),
    small: Vec<u8>,
    /// Lines that are made.
    made: u32,
    /// Number of the first line that is still held.
    first: u32,
    resizer: Resizer,
}

impl Bands {
    /// Makes a picture of the size `to` out of one of the size `from`, of which so much is shown.
    pub(super) fn new(from: (u32, u32), shown: (f64, f64), to: (u32, u32)) -> Self {
        let small = vec![0; to.0 as usize * to.1 as usize * RGB];
        let scale = shown.1 / f64::from(to.1);
        Self { from, across: shown.0, scale, to, small, made: 0, first: 0, resizer: Resizer::new() }
    }

    /// Makes the bands for which there are lines enough, and takes away the lines that no later band needs. None if the
    /// sizes do not fit each other.
    pub(super) fn take(&mut self, lines: &mut Vec<u8>) -> Option<()> {
        let line = self.from.0 as usize * RGB;
        while self.made < self.to.1 {
            let until = (self.made + BAND).min(self.to.1);
            let (held, reach) = ((lines.len() / line) as u32, REACH * self.scale.max(1.0) + 1.0);
            let edge = f64::from(until) * self.scale;
            if self.first + held < ((edge + reach).ceil() as u32).min(self.from.1) {
                break;
            }
            self.make(until, held, lines)?;
            self.made = until;
            let next = ((edge - reach).floor().max(0.0) as u32).clamp(self.first, self.first + held);
            lines.drain(..(next - self.first) as usize * line);
            self.first = next;
        }
        Some(())
    }

    fn make(&mut self, until: u32, held: u32, lines: &[u8]) -> Option<()> {
        let picture = ImageRef::new(self.from.0, held, lines, PixelType::U8x3).ok()?;
        let top = f64::from(self.made) * self.scale - f64::from(self.first);
        let wanted = f64::from(until - self.made) * self.scale;
        // sums of fractions may end a hair below the last line
        let below = top + wanted > f64::from(held);
        let height = if below { f64::from(held) - top - HAIR } else { wanted };
        let line = self.to.0 as usize * RGB;
        let band = self.small.get_mut(self.made as usize * line..until as usize * line)?;
        let mut band = Image::from_slice_u8(self.to.0, until - self.made, band, PixelType::U8x3).ok()?;
        let options = ResizeOptions::new().crop(0.0, top, self.across, height);
        self.resizer.resize(&picture, &mut band, &options).ok()
    }

    /// The picture, once every line has come.
    pub(super) fn done(self) -> Option<RgbImage> {
        let whole = self.made == self.to.1;
        RgbImage::from_raw(self.to.0, self.to.1, self.small).filter(|_| whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Waves of many lengths: a line in a wrong place would be seen.
    fn waves(width: u32, height: u32) -> RgbImage {
        let level = |v: f64| (127.5 + 127.5 * v.sin()) as u8;
        RgbImage::from_fn(width, height, |x, y| {
            let (x, y) = (f64::from(x), f64::from(y));
            image::Rgb([level(x * y / 4000.0), level(y / 3.0), level((x + y) / 11.0)])
        })
    }

    #[test]
    fn a_picture_made_in_bands_is_the_one_made_at_once() {
        for (from, shown, to) in [
            ((320, 1400), (320.0, 1400.0), (240, 1050)),
            ((320, 1400), (319.5, 1399.5), (161, 703)),
            ((200, 700), (200.0, 700.0), (200, 700)),
            ((200, 90), (200.0, 89.5), (150, 67)),
        ] {
            let picture = waves(from.0, from.1);
            let options = ResizeOptions::new().crop(0.0, 0.0, shown.0, shown.1);
            let wanted = super::super::decode::resize(&picture, to, &options).unwrap();
            let (mut bands, mut lines, mut most) = (Bands::new(from, shown, to), vec![], 0);
            for eight in picture.as_raw().chunks(8 * from.0 as usize * RGB) {
                lines.extend_from_slice(eight);
                most = most.max(lines.len() / RGB / from.0 as usize);
                bands.take(&mut lines).unwrap();
            }
            let got = bands.done().unwrap();
            let apart = got.as_raw().iter().zip(wanted.as_raw()).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
            assert!(apart <= 2, "{from:?} to {to:?}: {apart} levels apart");
            assert!(most < 700, "{from:?} to {to:?}: {most} lines were held");
        }
    }

    #[test]
    fn a_picture_whose_lines_did_not_all_come_is_none() {
        let picture = waves(200, 300);
        let (mut bands, mut lines) = (Bands::new((200, 400), (200.0, 400.0), (150, 300)), picture.into_raw());
        bands.take(&mut lines).unwrap();
        assert!(bands.done().is_none());
    }
}
