//! Proposes the 35 × 45 mm crop: head at three quarters of the height, a little air above it, and
//! never a pixel that the picture does not have.

use crate::colour::difference;
use crate::picture::Area;
use crate::stage::{FACE, Stage};
use crate::wall::Wall;
use crate::{Face, Picture};
use school::crop::{Crop, RATIO};

/// Share of the frame's height that head and hair should take.
const HEAD: f64 = 0.75;
/// The most they may take when there is little room around them.
const HEAD_AT_MOST: f64 = 0.80;
/// Air above the crown, as a share of the frame's height.
const AIR: f64 = 0.09;
/// How far the frame may be pushed, as a share of its height.
const PUSH: f64 = 0.03;
/// The chin below the upper edge of the face's box, in box heights.
const CHIN: f64 = 1.115;
/// The crown above it, where the background does not show it.
const CROWN: f64 = 0.36;
/// A crown further above the box than this (stage pixels) is something else: a shelf, a lamp.
const HIGHEST: i32 = 150;

/// Whether the picture has room for the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// As it should be.
    Ample,
    /// It had to be pushed by up to 3 % of its height, or the head made up to 80 % of it.
    Tight,
    /// The head is too near an edge or cut off; the frame is the nearest that fits.
    Missing,
}

/// An upright 35 : 45 frame within a picture, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Centre, across.
    pub cx: f64,
    /// Centre, down.
    pub cy: f64,
    /// Width; the height is 45/35 of it.
    pub w: f64,
    /// Whether there was room.
    pub room: Room,
    /// How much the picture lacks beside or above the head, as a share of the frame's height; 0 when
    /// there is room.
    pub lacking: f64,
    /// Height of the crown (hair included); above 0 when it is cut off.
    pub crown: f64,
    /// Height of the chin.
    pub chin: f64,
}

impl Frame {
    /// Height in pixels.
    pub fn height(&self) -> f64 {
        self.w * RATIO
    }

    /// Share of the height that the head takes, crown to chin.
    pub fn head_share(&self) -> f64 {
        (self.chin - self.crown) / self.height().max(1.0)
    }

    /// The frame that a person has chosen around the same head: what of the head it cuts off, the picture need not lack.
    #[must_use]
    pub fn chosen(&self, crop: Crop) -> Frame {
        let (top, bottom) = (crop.cy - crop.height() / 2.0, crop.cy + crop.height() / 2.0);
        let lacking = (top - self.crown).max(self.chin - bottom).max(0.0) / crop.height();
        let room = if lacking > 0.0 { Room::Missing } else { Room::Ample };
        Frame { cx: crop.cx, cy: crop.cy, w: crop.w, room, lacking, ..*self }
    }

    pub(crate) fn area(&self) -> Area {
        let (x, y) = (self.w / 2.0, self.height() / 2.0);
        Area { left: self.cx - x, top: self.cy - y, right: self.cx + x, bottom: self.cy + y }
    }
}

/// The frame around `face`.
pub fn frame(picture: &Picture, face: &Face) -> Frame {
    let stage = Stage::new(picture, face);
    let crown = stage.height_of(f64::from(crown_row(&stage, picture)));
    let chin = stage.height_of(f64::from(stage.y) + CHIN * FACE);
    let head = Head { crown, chin: chin.max(crown + 1.0), centre: f64::from(face.x + face.w / 2.0) };
    let wanted = head.framed(picture, HEAD);
    if wanted.lacking == 0.0 {
        return wanted;
    }
    let pushed = [HEAD, HEAD_AT_MOST].map(|share| head.framed(picture, share));
    match pushed.iter().find(|f| f.lacking <= PUSH && f.fits(picture)) {
        Some(f) => Frame { room: Room::Tight, lacking: 0.0, ..f.pushed_into(picture) },
        None => Frame { room: Room::Missing, ..pushed[1].pushed_into(picture) },
    }
}

/// Where the head is, in pixels of the picture.
struct Head {
    crown: f64,
    chin: f64,
    centre: f64,
}

impl Head {
    /// The frame in which the head takes `share` of the height, wherever its edges are.
    fn framed(&self, picture: &Picture, share: f64) -> Frame {
        let h = (self.chin - self.crown) / share;
        let (w, top) = (h / RATIO, self.crown - AIR * h);
        let (left, all) = (self.centre - w / 2.0, picture.area());
        let past = [-top, -left, left + w - all.right, top + h - all.bottom];
        let lacking = past.into_iter().fold(0.0, f64::max) / h;
        let (crown, chin) = (self.crown, self.chin);
        Frame { cx: self.centre, cy: top + h / 2.0, w, room: Room::Ample, lacking, crown, chin }
    }
}

impl Frame {
    fn fits(&self, picture: &Picture) -> bool {
        let all = picture.area();
        self.w <= all.right && self.height() <= all.bottom
    }

    /// The same frame made small enough for the picture and moved into it.
    fn pushed_into(&self, picture: &Picture) -> Frame {
        let all = picture.area();
        let w = self.w.min(all.right).min(all.bottom / RATIO);
        let within = |at: f64, size: f64, limit: f64| at.max(size / 2.0).min(limit - size / 2.0);
        Frame { cx: within(self.cx, w, all.right), cy: within(self.cy, w * RATIO, all.bottom), w, ..*self }
    }
}

/// The stage row of the crown: the first one whose middle stands out from the wall, four rows
/// running; where the wall is too busy or out of sight, a usual distance above the face.
fn crown_row(s: &Stage, picture: &Picture) -> i32 {
    let usual = s.y - (CROWN * FACE) as i32;
    let Some(wall) = Wall::new(s, picture.area()) else { return usual };
    let limit = (2.2 * wall.noise).max(14.0);
    let stands_out = |y: i32| {
        let differs = |x: &i32| s.inside(*x, y) && difference(s.lab((*x, y)), &wall.colour) > limit;
        (s.x + 50..s.x + 150).filter(differs).count() > 25
    };
    (0..s.y.clamp(1, (s.h - 4).max(1)))
        .find(|&y| (0..4).all(|d| stands_out(y + d)))
        .filter(|&y| y >= s.y - HIGHEST)
        .unwrap_or(usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A white wall with a dark head (crown at `y - 0.3 size`) and shoulders.
    fn scene(w: u32, h: u32, face: &Face) -> Vec<u8> {
        let dark = |x: f32, y: f32| {
            let (dx, dy) = (x - (face.x + face.w / 2.0), y - (face.y + 0.4 * face.h));
            (dx / (0.5 * face.w)).powi(2) + (dy / (0.7 * face.h)).powi(2) < 1.0 || y > face.y + 1.3 * face.h
        };
        let px = |i: u32| if dark((i % w) as f32, (i / w) as f32) { [60; 3] } else { [230; 3] };
        (0..w * h).flat_map(px).collect()
    }

    fn framed(w: u32, h: u32, x: f32, y: f32, size: f32) -> Frame {
        let face = Face { x, y, w: size, h: size, score: 9.0 };
        let rgb = scene(w, h, &face);
        let picture = Picture::new(w, h, &rgb).unwrap();
        let frame = frame(&picture, &face);
        let a = frame.area();
        let inside = a.left > -1e-6 && a.top > -1e-6 && a.right < f64::from(w) + 1e-6 && a.bottom < f64::from(h) + 1e-6;
        assert!(inside, "{frame:?} leaves {w} × {h}");
        frame
    }

    #[test]
    fn crown_is_seen_against_the_wall() {
        let frame = framed(800, 1000, 300.0, 350.0, 200.0);
        assert_eq!((frame.room, frame.lacking), (Room::Ample, 0.0));
        assert!((frame.crown - 290.0).abs() < 8.0, "{frame:?}");
        assert!((frame.head_share() - HEAD).abs() < 1e-9);
        assert_eq!(frame.cx, 400.0);
    }

    #[test]
    fn little_room_is_used_up_and_none_is_told() {
        assert_eq!(framed(800, 1000, 300.0, 84.0, 200.0).room, Room::Tight);
        let cut = framed(800, 1000, 300.0, 20.0, 200.0);
        assert_eq!(cut.room, Room::Missing);
        assert!(cut.lacking > PUSH);
        assert_eq!(framed(800, 1000, 20.0, 350.0, 200.0).room, Room::Missing);
    }

    #[test]
    fn no_face_makes_the_frame_leave_the_picture() {
        for (x, y, size) in [(-50.0, -60.0, 300.0), (700.0, 900.0, 90.0), (0.0, 0.0, 5000.0), (3000.0, 3000.0, 10.0)] {
            framed(320, 240, x, y, size);
        }
    }
}
