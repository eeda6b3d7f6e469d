//! Finds faces with the SeetaFace cascade of `rustface`, set as it was measured on a hundred
//! portraits: longest side 480 px, score at least 2, faces of at least an eighth of the short side.
//!
//! The grid of 480 px is part of the measure: a coarser one halves the time, but shifts the boxes by up to 5 % of a
//! face, and the limits of crown, chin and wall hang on them.

use crate::{EyeError, Picture, Place};
use rustface::{ImageData, Model, create_detector_with_model, read_model};
use school::crop::Crop;
use std::io::Cursor;

static MODEL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/seeta.bin"));

/// Longest side of the picture that is searched, in pixels.
const SEARCHED: f64 = 480.0;
/// The cascade's window; a picture with a shorter side holds no face.
const WINDOW: usize = 40;
const SCORE: f64 = 2.0;
/// Smaller faces than this share of the largest are bystanders on posters, not people.
const BESIDE: f32 = 0.4;
/// A face: the square the finder saw, in pixels of the picture; it may reach past the edges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// Left edge.
    pub x: f32,
    /// Upper edge, about at the hairline.
    pub y: f32,
    /// Width, about from ear to ear.
    pub w: f32,
    /// Height, about from hairline to just above the chin.
    pub h: f32,
    /// How sure the finder is: at least 2, usually above 10.
    pub score: f64,
}

impl Face {
    /// Is its middle within the frame?
    #[must_use]
    pub fn is_in(&self, crop: &Crop) -> bool {
        let (x, y) = (f64::from(self.x + self.w / 2.0) - crop.cx, f64::from(self.y + self.h / 2.0) - crop.cy);
        x.abs() < crop.w / 2.0 && y.abs() < crop.height() / 2.0
    }

    /// The same square as a place.
    #[must_use]
    pub fn place(&self) -> Place {
        let [x, y, w, h] = [self.x, self.y, self.w, self.h].map(f64::from);
        Place { x, y, w, h }
    }
}

/// How a picture lying on its side has to be turned before a face is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// A quarter turn clockwise.
    Right,
    /// Upside down.
    Half,
    /// A quarter turn anticlockwise.
    Left,
}

impl Turn {
    /// Clockwise degrees.
    pub fn degrees(self) -> u16 {
        match self {
            Turn::Right => 90,
            Turn::Half => 180,
            Turn::Left => 270,
        }
    }
}

/// The finder of faces: the model read once, used for any number of pictures.
pub struct Finder(Model);

impl Finder {
    /// Reads the built-in model.
    ///
    /// # Errors
    /// [`EyeError::Model`] when it cannot be read.
    pub fn new() -> Result<Finder, EyeError> {
        Finder::with_model(MODEL)
    }

    /// Reads a model that came another way. A browser gets it apart from the code, and the built-in one, which nothing
    /// names then, is left out.
    ///
    /// # Errors
    /// [`EyeError::Model`] when it cannot be read.
    pub fn with_model(model: &[u8]) -> Result<Finder, EyeError> {
        read_model(Cursor::new(model)).map(Finder).map_err(EyeError::Model)
    }

    /// The faces in an upright picture, largest first. A picture without any is tried once more with
    /// stretched contrast.
    pub fn faces(&self, picture: &Picture) -> Vec<Face> {
        let Some(grey) = Grey::of(picture) else { return Vec::new() };
        let faces = self.search(&grey);
        if faces.is_empty() { self.search(&grey.stretched()) } else { faces }
    }

    /// The faces in a picture that may lie on its side: those it shows as it lies, or else the turn that would show
    /// some, which is only a hint to offer, since turning a picture is for its owner to do. Contrast is stretched last,
    /// because that also finds faces in wallpaper.
    pub fn look(&self, picture: &Picture) -> (Vec<Face>, Option<Turn>) {
        let Some(grey) = Grey::of(picture) else { return (Vec::new(), None) };
        let mut seen = self.look_at(&grey);
        if seen.0.is_empty() && seen.1.is_none() {
            seen = self.look_at(&grey.stretched());
        }
        seen
    }

    fn look_at(&self, grey: &Grey) -> (Vec<Face>, Option<Turn>) {
        let faces = self.search(grey);
        let turn = if faces.is_empty() { self.best_turn(grey) } else { None };
        (faces, turn)
    }

    fn best_turn(&self, grey: &Grey) -> Option<Turn> {
        let right = grey.turned_right();
        let half = right.turned_right();
        let left = half.turned_right();
        let score = |grey: &Grey| self.search(grey).first().map(|f| f.score);
        [(Turn::Right, right), (Turn::Left, left), (Turn::Half, half)]
            .into_iter()
            .filter_map(|(turn, grey)| score(&grey).map(|s| (turn, s)))
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(turn, _)| turn)
    }

    fn search(&self, grey: &Grey) -> Vec<Face> {
        let short = grey.w.min(grey.h);
        if short < WINDOW {
            return Vec::new();
        }
        let mut detector = create_detector_with_model(self.0.clone());
        detector.set_score_thresh(SCORE);
        detector.set_pyramid_scale_factor(0.8);
        detector.set_slide_window_step(4, 4);
        // one less than the side: rounding must never make a level smaller than the window
        detector.set_max_face_size(short as u32 - 1);
        let found = detector.detect(&ImageData::new(&grey.px, grey.w as u32, grey.h as u32));
        let k = grey.scale;
        let face = |f: &rustface::FaceInfo| {
            let b = f.bbox();
            let (w, h) = (b.width() as f32 * k, b.height() as f32 * k);
            Face { x: b.x() as f32 * k, y: b.y() as f32 * k, w, h, score: f.score() }
        };
        let mut faces: Vec<Face> = found.iter().map(face).collect();
        faces.sort_by(|a, b| b.w.total_cmp(&a.w));
        // rustface 0.1.7 ignores its own smallest size
        let least = (short as f32 / 8.0 * k).max(faces.first().map_or(0.0, |f| f.w) * BESIDE);
        faces.retain(|f| f.w >= least);
        faces
    }
}

/// The picture as the cascade wants it.
struct Grey {
    w: usize,
    h: usize,
    /// Pixels of the picture per pixel here.
    scale: f32,
    px: Vec<u8>,
}

impl Grey {
    /// None for a sliver that would vanish.
    fn of(picture: &Picture) -> Option<Grey> {
        let (w, h) = (f64::from(picture.width()), f64::from(picture.height()));
        let scale = (w.max(h) / SEARCHED).max(1.0);
        let (w, h) = ((w / scale) as usize, (h / scale) as usize);
        if w < WINDOW || h < WINDOW {
            return None;
        }
        let luma = |p: &[f32; 3]| (0.2126 * p[0] + 0.7152 * p[1] + 0.0722 * p[2]).round() as u8;
        let px = picture.resample(picture.area(), w, h).iter().map(luma).collect();
        Some(Grey { w, h, scale: scale as f32, px })
    }

    /// The darkest and the lightest hundredth become black and white.
    fn stretched(&self) -> Grey {
        let mut sorted = self.px.clone();
        sorted.sort_unstable();
        let at = |q: usize| f32::from(sorted[(sorted.len() - 1) * q / 100]);
        let (low, span) = (at(1), (at(99) - at(1)).max(1.0));
        let px = self.px.iter().map(|&v| ((f32::from(v) - low) / span * 255.0) as u8).collect();
        Grey { px, ..*self }
    }

    fn turned_right(&self) -> Grey {
        let (w, h) = (self.h, self.w);
        let px = (0..w * h).map(|i| self.px[(self.h - 1 - i % w) * self.w + i / w]).collect();
        Grey { w, h, px, ..*self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_sizes_and_patterns_are_survived() {
        let finder = Finder::new().unwrap();
        let sizes = [(1, 1), (1, 900), (39, 39), (40, 40), (41, 40), (50, 50), (63, 62), (40, 480), (2000, 90)];
        for (w, h) in sizes {
            for pattern in 0..3u32 {
                let noise = |i: u32| match pattern {
                    0 => 0,
                    1 => i.wrapping_mul(2_654_435_761).rotate_left(9) as u8,
                    _ => 255,
                };
                let rgb: Vec<u8> = (0..w * h * 3).map(noise).collect();
                let picture = Picture::new(w, h, &rgb).unwrap();
                assert!(finder.faces(&picture).is_empty(), "{w} × {h}");
                assert_eq!(finder.look(&picture), (vec![], None), "{w} × {h}");
            }
        }
    }

    #[test]
    fn four_right_turns_are_none() {
        let px = (0..12).collect();
        let grey = Grey { w: 4, h: 3, scale: 1.0, px };
        let once = grey.turned_right();
        assert_eq!((once.w, once.h, &once.px[..3]), (3, 4, &[8, 4, 0][..]));
        assert_eq!(once.turned_right().turned_right().turned_right().px, grey.px);
    }
}
