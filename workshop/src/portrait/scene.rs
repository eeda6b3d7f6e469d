//! The photograph: framing, light, grain, and what can be wrong with it.

use super::artist;
use super::canvas::{Canvas, Rgb, mix};
use super::person::Person;
use super::rng::Rng;
use super::shape::polygon;
use image::{RgbImage, imageops};
use tiny_skia::Transform;

/// What is wrong with a drawn photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Nothing.
    None,
    /// Out of focus.
    Blurred,
    /// Under-exposed.
    Dark,
    /// Over-exposed, the skin burnt out.
    Overexposed,
    /// A bookshelf behind the head.
    Busy,
    /// A strongly blue wall.
    Coloured,
    /// The person leans by 22°.
    Tilted,
    /// Somebody else is in the picture.
    TwoFaces,
    /// The head takes a fifth of the height: too few pixels after cropping.
    TooSmall,
    /// The head is near the right edge.
    OffCentre,
    /// Black and white.
    Grey,
    /// The crown is cut off.
    CutOff,
}

/// All flaws, none first.
pub const FLAWS: [Flaw; 12] = [
    Flaw::None,
    Flaw::Blurred,
    Flaw::Dark,
    Flaw::Overexposed,
    Flaw::Busy,
    Flaw::Coloured,
    Flaw::Tilted,
    Flaw::TwoFaces,
    Flaw::TooSmall,
    Flaw::OffCentre,
    Flaw::Grey,
    Flaw::CutOff,
];

/// Head's share of the height on a card.
pub const CARD: f32 = 0.75;
/// Head's share of the height in a photo as families take it.
pub const UPLOAD: f32 = 0.52;

/// Sides a picture may have, in pixels.
const SIDES: std::ops::RangeInclusive<u32> = 16..=8192;

/// Paints `p` on `w` × `h` pixels (16 to 8192 each); `head` is the share of the height from crown to
/// chin, for instance [`CARD`] or [`UPLOAD`]. The same arguments give the same pixels.
pub fn paint(p: &Person, w: u32, h: u32, head: f32, flaw: Flaw) -> RgbImage {
    let [w, h] = [w, h].map(|v| v.clamp(*SIDES.start(), *SIDES.end()));
    let framing = Framing::new(p, w as f32, h as f32, head, flaw);
    let mut c = Canvas::new(w as usize, h as usize, framing.view(1.0, 1.0));
    artist::wall(&mut c, p);
    background(&mut c, p, flaw);
    let mut r = Rng(p.seed ^ 0xF1A5);
    match flaw {
        Flaw::Tilted => c.view = c.view.pre_concat(Transform::from_rotate(if r.chance(0.5) { 22.0 } else { -22.0 })),
        Flaw::TwoFaces => {
            c.view = framing.view(-1.0, 0.72);
            artist::person(&mut c, &Person::pupil(p.seed ^ 0xFACE, !p.girl, p.age));
            c.view = framing.view(1.0, 0.72);
        }
        _ => {}
    }
    artist::person(&mut c, p);
    develop(&mut c, p.seed, framing.scale);
    expose(&mut c, p, flaw);
    let bytes = c.px.iter().flatten().map(|x| (x * 255.0).round().clamp(0.0, 255.0) as u8);
    let img = RgbImage::from_raw(w, h, bytes.collect()).unwrap_or_default();
    if flaw == Flaw::Blurred { imageops::blur(&img, framing.scale * 4.0) } else { img }
}

/// Where the person stands in the picture.
struct Framing {
    middle: f32,
    dx: f32,
    dy: f32,
    /// Pixels per scene unit.
    scale: f32,
}

impl Framing {
    fn new(p: &Person, w: f32, h: f32, head: f32, flaw: Flaw) -> Framing {
        let head = if flaw == Flaw::TooSmall { 0.2 } else { head };
        let (crown, chin) = artist::extent(p);
        let scale = h * head / (chin - crown);
        // free space above the crown: 9 % of the card, more in wider shots
        let dy = h * (0.09 + (CARD - head).max(0.0) * 0.42) - crown * scale;
        let (dx, dy) = match flaw {
            Flaw::OffCentre => (0.27 * w, dy + 0.06 * h),
            Flaw::CutOff => (0.0, -(crown + 45.0) * scale),
            Flaw::TwoFaces => (-0.24 * w, dy),
            _ => (0.0, dy),
        };
        Framing { middle: w / 2.0, dx, dy, scale }
    }

    /// From scene units to pixels; `side` -1 is the mirrored place, `k` makes people smaller.
    fn view(&self, side: f32, k: f32) -> Transform {
        let s = self.scale * k;
        Transform::from_translate(self.middle + side * self.dx, self.dy).pre_scale(s, s)
    }
}

fn background(c: &mut Canvas, p: &Person, flaw: Flaw) {
    match flaw {
        Flaw::Busy => bookshelf(c, &mut Rng(p.seed ^ 0xB00C)),
        Flaw::Coloured => c.px.iter_mut().for_each(|v| *v = [v[0] * 0.25, v[1] * 0.42, v[2] * 0.72]),
        _ => {}
    }
}

fn bookshelf(c: &mut Canvas, r: &mut Rng) {
    let colours =
        [[0.5, 0.2, 0.2], [0.2, 0.3, 0.45], [0.65, 0.55, 0.3], [0.25, 0.4, 0.3], [0.8, 0.78, 0.7], [0.3, 0.25, 0.3]];
    let (w, h) = (c.w as f32, c.h as f32);
    let view = std::mem::replace(&mut c.view, Transform::identity());
    for row in 0..5 {
        let mut x = 0.0;
        while x < w {
            let wide = w * r.range(0.02, 0.07);
            let top = h * (row as f32 + r.range(0.05, 0.3)) / 5.0;
            let end = h * (row as f32 + 0.95) / 5.0;
            let book = polygon(&[(x, top), (x + wide * 0.94, top), (x + wide * 0.94, end), (x, end)]);
            let l = c.layer(&book, 0.5);
            c.paint(&l, colours[(r.unit() * 6.0) as usize], 1.0);
            x += wide;
        }
    }
    c.view = view;
}

fn expose(c: &mut Canvas, p: &Person, flaw: Flaw) {
    // dark skin burns out later
    let gain = 1.6 + 0.9 * p.depth;
    let change = |v: Rgb| match flaw {
        Flaw::Dark => v.map(|x| x.max(0.0).powf(1.5) * 0.30),
        Flaw::Overexposed => v.map(|x| (x * gain).min(1.0)),
        Flaw::Grey => [0.3 * v[0] + 0.59 * v[1] + 0.11 * v[2]; 3],
        _ => v,
    };
    c.px.iter_mut().for_each(|v| *v = change(*v));
}

/// The painterly finish: edges and tints wander by a hair's breadth, then brush marks and grain, all
/// sized in scene units so that every resolution looks alike.
fn develop(c: &mut Canvas, seed: u64, scale: f32) {
    let source = std::mem::take(&mut c.px);
    let pixel = |i: usize| {
        let (x, y) = ((i % c.w) as f32, (i / c.w) as f32);
        let (u, v) = (x / scale, y / scale);
        let wx = noise(seed, u / 11.0, v / 11.0);
        let wy = noise(seed + 1, u / 11.0, v / 11.0);
        let px = fetch(&source, c.w, c.h, x + wx * 0.5 * scale, y + wy * 0.5 * scale);
        let luma = 0.3 * px[0] + 0.59 * px[1] + 0.11 * px[2];
        let brush = noise(seed + 2, (u + v) / 7.0, (v - u) / 2.2) * 0.013;
        let grain = noise(seed + 3, u / 1.1, v / 1.1) * 0.038 * (1.2 - 0.4 * luma);
        let tint = [1.005 + wx * 0.010, 1.0, 0.993 + wy * 0.012];
        [0, 1, 2].map(|i| px[i] * (tint[i] + brush) + grain)
    };
    c.px = (0..source.len()).map(pixel).collect();
}

/// The colour between four pixels.
fn fetch(px: &[Rgb], w: usize, h: usize, x: f32, y: f32) -> Rgb {
    let (x, y) = (x.clamp(0.0, w as f32 - 1.001), y.clamp(0.0, h as f32 - 1.001));
    let (i, j) = ((x as usize).min(w - 2), (y as usize).min(h - 2));
    let (fx, fy) = (x - i as f32, y - j as f32);
    let row = |j: usize| mix(px[j * w + i], px[j * w + i + 1], fx);
    mix(row(j), row(j + 1), fy)
}

/// Smooth value noise, -1 to 1.
fn noise(seed: u64, x: f32, y: f32) -> f32 {
    let (i, j) = (x.floor(), y.floor());
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (fx, fy) = (ease(x - i), ease(y - j));
    let at = |di: i64, dj: i64| {
        let k = (i as i64 + di) as u64;
        let l = (j as i64 + dj) as u64;
        let mut z = k.wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ l.wrapping_mul(0xC2B2_AE3D_27D4_EB4F)
            ^ seed.wrapping_mul(0x1656_67B1_9E37_79F9);
        z = (z ^ (z >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        ((z ^ (z >> 32)) & 0xFFFF) as f32 / 32767.5 - 1.0
    };
    let (a, b) = (at(0, 0) + (at(1, 0) - at(0, 0)) * fx, at(0, 1) + (at(1, 1) - at(0, 1)) * fx);
    a + (b - a) * fy
}
