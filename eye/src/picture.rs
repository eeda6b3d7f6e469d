//! A borrowed picture and how a part of it is brought to another size.

use crate::EyeError;
use serde::{Deserialize, Serialize};

/// A borrowed picture: 8-bit sRGB, three bytes a pixel, row by row from the top, upright.
#[derive(Clone, Copy)]
pub struct Picture<'a> {
    width: u32,
    height: u32,
    rgb: &'a [u8],
}

/// A part of a picture in pixels: left, top, right, bottom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

/// A rectangle on a picture, in its pixels; it may reach past the edges.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl From<Area> for Place {
    fn from(area: Area) -> Place {
        Place { x: area.left, y: area.top, w: area.right - area.left, h: area.bottom - area.top }
    }
}

impl<'a> Picture<'a> {
    /// Borrows `rgb` as a picture of `width` × `height` pixels.
    ///
    /// # Errors
    /// [`EyeError::Size`] when a side is 0 or the number of bytes does not fit.
    pub fn new(width: u32, height: u32, rgb: &'a [u8]) -> Result<Self, EyeError> {
        let expected = u128::from(width) * u128::from(height) * 3;
        if expected == 0 || expected != rgb.len() as u128 {
            return Err(EyeError::Size { width, height, bytes: rgb.len() });
        }
        Ok(Picture { width, height, rgb })
    }

    /// Width in pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    pub(crate) fn area(&self) -> Area {
        Area { left: 0.0, top: 0.0, right: f64::from(self.width), bottom: f64::from(self.height) }
    }

    /// `area` (within the picture) resampled to `w` × `h` pixels with a triangle filter that widens
    /// when the picture shrinks.
    pub(crate) fn resample(&self, area: Area, w: usize, h: usize) -> Vec<[f32; 3]> {
        let across = taps(area.left, area.right, self.width as usize, w);
        let down = taps(area.top, area.bottom, self.height as usize, h);
        let first = down.iter().map(|t| t.first).min().unwrap_or(0);
        let last = down.iter().map(|t| t.first + t.weights.len()).max().unwrap_or(0);
        let pitch = self.width as usize * 3;
        let mut narrow = Vec::with_capacity((last - first) * w);
        for line in self.rgb[first * pitch..last * pitch].chunks_exact(pitch) {
            narrow.extend(across.iter().map(|t| t.over(line)));
        }
        let mut out = vec![[0.0f32; 3]; w * h];
        for (row, tap) in out.chunks_exact_mut(w).zip(&down) {
            for (j, weight) in tap.weights.iter().enumerate() {
                let from = (tap.first - first + j) * w;
                for (sum, px) in row.iter_mut().zip(&narrow[from..from + w]) {
                    (0..3).for_each(|c| sum[c] += weight * px[c]);
                }
            }
        }
        out
    }
}

/// The samples that make one output sample, and their weights (sum 1).
struct Tap {
    first: usize,
    weights: Vec<f32>,
}

impl Tap {
    fn over(&self, line: &[u8]) -> [f32; 3] {
        let mut sum = [0.0f32; 3];
        for (px, weight) in line[self.first * 3..].chunks_exact(3).zip(&self.weights) {
            (0..3).for_each(|c| sum[c] += weight * f32::from(px[c]));
        }
        sum
    }
}

fn taps(from: f64, to: f64, len: usize, n: usize) -> Vec<Tap> {
    let step = (to - from) / n as f64;
    let reach = step.max(1.0);
    let one = |i: usize| {
        let centre = from + (i as f64 + 0.5) * step - 0.5;
        let first = ((centre - reach).ceil().max(0.0) as usize).min(len - 1);
        let last = ((centre + reach).floor().max(0.0) as usize).clamp(first, len - 1);
        let weight = |j: usize| ((1.0 - (j as f64 - centre).abs() / reach) as f32).max(1e-6);
        let raw: Vec<f32> = (first..=last).map(weight).collect();
        let sum: f32 = raw.iter().sum();
        Tap { first, weights: raw.iter().map(|w| w / sum).collect() }
    };
    (0..n).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_and_bytes_must_agree() {
        assert!(Picture::new(2, 2, &[0; 12]).is_ok());
        for (w, h, n) in [(2, 2, 11), (0, 2, 0), (2, 0, 0), (u32::MAX, u32::MAX, 3)] {
            assert!(matches!(Picture::new(w, h, &vec![0; n]), Err(EyeError::Size { .. })), "{w} {h} {n}");
        }
    }

    #[test]
    fn resampling_keeps_an_even_slope() {
        let rgb: Vec<u8> = (0..40).flat_map(|_| (0..80u8).flat_map(|x| [x * 3, x, 9])).collect();
        let picture = Picture::new(80, 40, &rgb).unwrap();
        let half = picture.resample(picture.area(), 40, 20);
        for x in 2..38 {
            let px = half[10 * 40 + x];
            assert!((px[1] - (2.0 * x as f32 + 0.5)).abs() < 1e-3, "{x}: {px:?}");
            assert!((px[2] - 9.0).abs() < 1e-3);
        }
    }
}
