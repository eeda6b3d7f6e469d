//! The stage on which everything is measured: the face and what is around it, brought to a size at
//! which the face is 200 px wide, so that no measure depends on the size of the picture.

use crate::colour::{Eyeglass, Lab};
use crate::picture::Area;
use crate::{Face, Picture, Place};
use std::ops::Range;

/// Width of the face on the stage.
pub(crate) const FACE: f64 = 200.0;

/// How far the stage reaches past the face, in face widths: left and right, up, down.
const BESIDE: f64 = 1.0;
const ABOVE: f64 = 1.5;
const BELOW: f64 = 1.25;

pub(crate) struct Stage {
    pub(crate) w: i32,
    pub(crate) h: i32,
    /// Left edge of the face.
    pub(crate) x: i32,
    /// Upper edge of the face.
    pub(crate) y: i32,
    /// Stage pixels per pixel of the picture.
    pub(crate) scale: f64,
    left: f64,
    top: f64,
    rgb: Vec<[u8; 3]>,
    lab: Vec<Lab>,
}

impl Stage {
    pub(crate) fn new(picture: &Picture, face: &Face) -> Stage {
        let all = picture.area();
        let longest = all.right.max(all.bottom);
        let size = f64::from(face.w).max(1.0).min(longest);
        // whatever a caller says: near the picture, and at least one pixel of it is on the stage
        let near = |v: f32| f64::from(if v.is_nan() { 0.0 } else { v }).clamp(-longest, 2.0 * longest);
        let (x, y) = (near(face.x), near(face.y));
        let left = (x - BESIDE * size).clamp(0.0, all.right - 1.0).floor();
        let top = (y - ABOVE * size).clamp(0.0, all.bottom - 1.0).floor();
        let right = (x + (1.0 + BESIDE) * size).clamp(left + 1.0, all.right).ceil();
        let bottom = (y + (1.0 + BELOW) * size).clamp(top + 1.0, all.bottom).ceil();
        let scale = FACE / size;
        let side = |length: f64| ((length * scale).round() as i32).max(1);
        let (w, h) = (side(right - left), side(bottom - top));
        let area = Area { left, top, right, bottom };
        let small = picture.resample(area, w as usize, h as usize);
        let rgb: Vec<[u8; 3]> = small.iter().map(|p| p.map(|v| v.round() as u8)).collect();
        let glass = Eyeglass::new();
        let lab = rgb.iter().map(|&p| glass.lab(p)).collect();
        let at = |v: f64| (v * scale).round() as i32;
        Stage { w, h, x: at(x - left), y: at(y - top), scale, left, top, rgb, lab }
    }

    /// A row of the stage as a height in the picture.
    pub(crate) fn height_of(&self, row: f64) -> f64 {
        self.top + row / self.scale
    }

    /// A rectangle given from the face's corner, as a place in the picture.
    pub(crate) fn place(&self, x: &Range<i32>, y: &Range<i32>) -> Place {
        let across = |column: i32| self.left + f64::from(self.x + column) / self.scale;
        let (left, top) = (across(x.start), self.height_of(f64::from(self.y + y.start)));
        let h = self.height_of(f64::from(self.y + y.end)) - top;
        Place { x: left, y: top, w: across(x.end) - left, h }
    }

    /// A part of the picture in stage pixels, as columns and rows.
    pub(crate) fn part(&self, area: Area) -> (Range<i32>, Range<i32>) {
        let x = |v: f64| ((v - self.left) * self.scale).round() as i32;
        let y = |v: f64| ((v - self.top) * self.scale).round() as i32;
        (x(area.left).max(0)..x(area.right).min(self.w), y(area.top).max(0)..y(area.bottom).min(self.h))
    }

    pub(crate) fn inside(&self, x: i32, y: i32) -> bool {
        x >= 0 && y >= 0 && x < self.w && y < self.h
    }

    /// The pixels of a rectangle that lie on the stage; the rectangle is given from the face's corner.
    pub(crate) fn spots(&self, x: Range<i32>, y: Range<i32>) -> Vec<(i32, i32)> {
        let (x0, x1) = ((x.start + self.x).max(0), (x.end + self.x).min(self.w));
        let (y0, y1) = ((y.start + self.y).max(0), (y.end + self.y).min(self.h));
        (y0..y1).flat_map(|y| (x0..x1).map(move |x| (x, y))).collect()
    }

    /// The nearest pixel on the stage.
    fn index(&self, (x, y): (i32, i32)) -> usize {
        (y.clamp(0, self.h - 1) * self.w + x.clamp(0, self.w - 1)) as usize
    }

    pub(crate) fn rgb(&self, at: (i32, i32)) -> [u8; 3] {
        self.rgb[self.index(at)]
    }

    pub(crate) fn lab(&self, at: (i32, i32)) -> &Lab {
        &self.lab[self.index(at)]
    }

    pub(crate) fn labs(&self) -> &[Lab] {
        &self.lab
    }

    /// Brightness 0 to 255.
    pub(crate) fn luma(&self, at: (i32, i32)) -> f32 {
        let [r, g, b] = self.rgb(at).map(f32::from);
        0.299 * r + 0.587 * g + 0.114 * b
    }
}
