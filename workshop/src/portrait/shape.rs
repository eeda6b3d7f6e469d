//! Smooth closed shapes from a few points: the drawing hand.

use tiny_skia::{Path, PathBuilder, Transform};

/// A point in scene units.
pub(super) type P = (f32, f32);

/// Points written `p![x, y; x, y]`; `v!` gives a vector.
macro_rules! p {
    ($($x:expr, $y:expr);+) => { [$(($x, $y)),+] };
}
macro_rules! v {
    ($($t:tt)+) => { p![$($t)+].to_vec() };
}

/// A closed outline; an empty one paints nothing.
#[derive(Clone)]
pub(super) struct Shape(pub(super) Option<Path>);

impl From<PathBuilder> for Shape {
    fn from(b: PathBuilder) -> Shape {
        Shape(b.finish())
    }
}

impl Shape {
    pub(super) fn moved(&self, dx: f32, dy: f32) -> Shape {
        Shape(self.0.clone().and_then(|p| p.transform(Transform::from_translate(dx, dy))))
    }
}

/// `n + 1` points on the Catmull-Rom curve through `pts`.
pub(super) fn sample(pts: &[P], n: usize) -> Vec<P> {
    (0..=n).map(|i| along(pts, i as f32 / n as f32)).collect()
}

/// The point at 0..=1 of the open Catmull-Rom curve through `pts`.
pub(super) fn along(pts: &[P], t: f32) -> P {
    let last = pts.len() - 1;
    let s = t.clamp(0.0, 1.0) * last as f32;
    let i = (s as usize).min(last.saturating_sub(1));
    let f = s - i as f32;
    let at = |k: isize| pts[k.clamp(0, last as isize) as usize];
    let (a, b, c, d) = (at(i as isize - 1), at(i as isize), at(i as isize + 1), at(i as isize + 2));
    let cr = |a: f32, b: f32, c: f32, d: f32| {
        b + 0.5 * f * (c - a + f * (2.0 * a - 5.0 * b + 4.0 * c - d + f * (3.0 * (b - c) + d - a)))
    };
    (cr(a.0, b.0, c.0, d.0), cr(a.1, b.1, c.1, d.1))
}

/// Closed smooth shape through `pts`.
pub(super) fn blob(pts: &[P]) -> Shape {
    let n = pts.len();
    let mut b = PathBuilder::new();
    b.move_to(pts[0].0, pts[0].1);
    for i in 0..n {
        let (p0, p1, p2, p3) = (pts[(i + n - 1) % n], pts[i], pts[(i + 1) % n], pts[(i + 2) % n]);
        let (c1, c2) = (
            (p1.0 + (p2.0 - p0.0) / 6.0, p1.1 + (p2.1 - p0.1) / 6.0),
            (p2.0 - (p3.0 - p1.0) / 6.0, p2.1 - (p3.1 - p1.1) / 6.0),
        );
        b.cubic_to(c1.0, c1.1, c2.0, c2.1, p2.0, p2.1);
    }
    b.close();
    b.into()
}

/// Closed smooth shape, symmetric about x = 0; `half` runs from the top to the bottom, x >= 0.
pub(super) fn mirror(half: &[P]) -> Shape {
    let left = half.iter().rev().filter(|p| p.0 > 0.01).map(|p| (-p.0, p.1));
    blob(&half.iter().copied().chain(left).collect::<Vec<_>>())
}

pub(super) fn polygon(pts: &[P]) -> Shape {
    let mut b = PathBuilder::new();
    b.move_to(pts[0].0, pts[0].1);
    pts[1..].iter().for_each(|p| b.line_to(p.0, p.1));
    b.close();
    b.into()
}

pub(super) fn ellipse(cx: f32, cy: f32, rx: f32, ry: f32) -> Shape {
    let ring = (0..12).map(|i| {
        let (s, c) = (i as f32 * std::f32::consts::TAU / 12.0).sin_cos();
        (cx + rx * c, cy + ry * s)
    });
    blob(&ring.collect::<Vec<_>>())
}

/// Adds a brush stroke along `pts` whose full width at t (0..1) is `width(t)`.
pub(super) fn stroke_into(b: &mut PathBuilder, pts: &[P], width: impl Fn(f32) -> f32) {
    let n = pts.len() * 3;
    let c = sample(pts, n);
    let side = |i: usize, sign: f32| {
        let (p, q) = (c[i.saturating_sub(1)], c[(i + 1).min(n)]);
        let (dx, dy) = (q.0 - p.0, q.1 - p.1);
        let k = sign * width(i as f32 / n as f32) * 0.5 / dx.hypot(dy).max(1e-3);
        (c[i].0 - dy * k, c[i].1 + dx * k)
    };
    let first = side(0, 1.0);
    b.move_to(first.0, first.1);
    let there = (1..=n).map(|i| side(i, 1.0));
    for p in there.chain((0..=n).rev().map(|i| side(i, -1.0))) {
        b.line_to(p.0, p.1);
    }
    b.close();
}

pub(super) fn stroke(pts: &[P], width: impl Fn(f32) -> f32) -> Shape {
    let mut b = PathBuilder::new();
    stroke_into(&mut b, pts, width);
    b.into()
}

/// Stroke width that starts thin, is `w` in the middle and ends thin.
pub(super) fn taper(w: f32) -> impl Fn(f32) -> f32 {
    move |t| w * (0.15 + 0.85 * (std::f32::consts::PI * t).sin().max(0.0))
}

pub(super) use {p, v};
