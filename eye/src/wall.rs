//! The background: strips left and right of the head down to the shoulders, and everything well
//! above the head.

use crate::colour::{Lab, difference};
use crate::picture::Area;
use crate::stage::Stage;
use crate::statistics::quantile;
use std::array::from_fn;

/// How far the strips keep from the face, in stage pixels.
const HAIR: i32 = 44;
const SHOULDERS: i32 = 150;
const OVERHEAD: i32 = 100;
/// Fewer pixels than this say nothing about a wall.
const ENOUGH: usize = 120;

/// What the background looks like.
pub(crate) struct Wall {
    /// Its colour: the median of each channel.
    pub(crate) colour: Lab,
    /// How far three quarters of it stay from that colour at most.
    pub(crate) uneven: f32,
    /// The same for nine tenths.
    pub(crate) noise: f32,
}

impl Wall {
    /// The wall within `area` of the picture; None when hardly any of it can be seen.
    pub(crate) fn new(s: &Stage, area: Area) -> Option<Wall> {
        let (columns, rows) = s.part(area);
        let behind = |&(x, y): &(i32, i32)| {
            y < s.y - OVERHEAD || (y < s.y + SHOULDERS && (x < s.x - HAIR || x > s.x + 200 + HAIR))
        };
        let spots: Vec<(i32, i32)> = rows.flat_map(|y| columns.clone().map(move |x| (x, y))).filter(behind).collect();
        if spots.len() < ENOUGH {
            return None;
        }
        let colour = from_fn(|i| quantile(spots.iter().map(|&at| s.lab(at)[i]).collect(), 0.5));
        let off: Vec<f32> = spots.iter().map(|&at| difference(s.lab(at), &colour)).collect();
        Some(Wall { colour, uneven: quantile(off.clone(), 0.75), noise: quantile(off, 0.9) })
    }

    /// L*, 0 to 100.
    pub(crate) fn lightness(&self) -> f32 {
        self.colour[0]
    }

    /// Distance from grey.
    pub(crate) fn chroma(&self) -> f32 {
        self.colour[1].hypot(self.colour[2])
    }
}
