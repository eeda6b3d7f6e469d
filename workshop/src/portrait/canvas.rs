//! A float canvas painted through soft coverage layers. `tiny-skia` only turns vector paths into
//! coverage; blurring, clipping and blending happen here in f32, so soft shading never bands.

use super::shape::Shape;
use tiny_skia::{FillRule, Mask, Transform};

pub(super) type Rgb = [f32; 3];

pub(super) fn mix(a: Rgb, b: Rgb, t: f32) -> Rgb {
    [0, 1, 2].map(|i| a[i] + (b[i] - a[i]) * t)
}

pub(super) fn times(a: Rgb, k: f32) -> Rgb {
    a.map(|v| (v * k).min(1.0))
}

/// Colour written as 0xRRGGBB.
pub(super) fn hex(v: u32) -> Rgb {
    [16, 8, 0].map(|s| ((v >> s) & 255) as f32 / 255.0)
}

/// Coverage 0..1 in a rectangle of the canvas (in pixels; may reach past the canvas).
#[derive(Clone)]
pub(super) struct Layer {
    x: i32,
    y: i32,
    w: usize,
    h: usize,
    a: Vec<f32>,
}

impl Layer {
    /// Coverage where both layers lie by `f`, elsewhere times `outside`.
    fn combine(mut self, o: &Layer, outside: f32, f: impl Fn(f32, f32) -> f32) -> Layer {
        let from = (o.x - self.x).clamp(0, self.w as i32) as usize;
        let to = (o.x + o.w as i32 - self.x).clamp(from as i32, self.w as i32) as usize;
        for (i, row) in self.a.chunks_exact_mut(self.w.max(1)).enumerate() {
            let theirs = (self.y + i as i32 - o.y) as usize;
            if to == from || theirs >= o.h {
                row.iter_mut().for_each(|a| *a *= outside);
                continue;
            }
            row[..from].iter_mut().for_each(|a| *a *= outside);
            row[to..].iter_mut().for_each(|a| *a *= outside);
            let start = theirs * o.w + (self.x + from as i32 - o.x) as usize;
            row[from..to].iter_mut().zip(&o.a[start..]).for_each(|(a, b)| *a = f(*a, *b));
        }
        self
    }
    pub(super) fn and(self, o: &Layer) -> Layer {
        self.combine(o, 0.0, |a, b| a * b)
    }
    pub(super) fn minus(self, o: &Layer) -> Layer {
        self.combine(o, 1.0, |a, b| a * (1.0 - b))
    }
    fn blur(&mut self, sigma: f32) {
        let r = (((4.0 * sigma * sigma + 1.0).sqrt() - 1.0) / 2.0).round() as usize;
        if r == 0 || self.a.is_empty() {
            return;
        }
        let mut other = vec![0.0f32; self.a.len()];
        for _ in 0..3 {
            self.a
                .chunks_exact(self.w)
                .zip(other.chunks_exact_mut(self.w))
                .for_each(|(from, to)| blur_row(from, to, r));
            blur_down(&other, &mut self.a, self.w, r);
        }
    }
}

/// Running mean of 2r+1 values, nothing outside.
fn blur_row(from: &[f32], to: &mut [f32], r: usize) {
    let k = 1.0 / (2 * r + 1) as f32;
    let mut sum: f32 = from[..r.min(from.len())].iter().sum();
    for (i, out) in to.iter_mut().enumerate() {
        sum += from.get(i + r).unwrap_or(&0.0);
        *out = sum.max(0.0) * k;
        sum -= if i >= r { from[i - r] } else { 0.0 };
    }
}

/// The same down all columns at once, row by row.
fn blur_down(from: &[f32], to: &mut [f32], w: usize, r: usize) {
    let k = 1.0 / (2 * r + 1) as f32;
    let mut sums = vec![0.0f32; w];
    let row = |i: usize| from.get(i * w..(i + 1) * w).unwrap_or(&[]);
    for i in 0..r {
        sums.iter_mut().zip(row(i)).for_each(|(s, v)| *s += v);
    }
    for (i, out) in to.chunks_exact_mut(w).enumerate() {
        sums.iter_mut().zip(row(i + r)).for_each(|(s, v)| *s += v);
        out.iter_mut().zip(&sums).for_each(|(o, s)| *o = s.max(0.0) * k);
        if i >= r {
            sums.iter_mut().zip(row(i - r)).for_each(|(s, v)| *s -= v);
        }
    }
}

pub(super) struct Canvas {
    pub(super) w: usize,
    pub(super) h: usize,
    pub(super) px: Vec<Rgb>,
    /// Scene units to pixels.
    pub(super) view: Transform,
}

impl Canvas {
    pub(super) fn new(w: usize, h: usize, view: Transform) -> Canvas {
        Canvas { w, h, px: vec![[1.0; 3]; w * h], view }
    }

    /// Pixels per scene unit.
    pub(super) fn scale(&self) -> f32 {
        self.view.sx.hypot(self.view.ky)
    }

    /// Coverage of `shape` (scene units), blurred by `blur` units.
    pub(super) fn layer(&self, shape: &Shape, blur: f32) -> Layer {
        let empty = Layer { x: 0, y: 0, w: 0, h: 0, a: Vec::new() };
        let sigma = blur * self.scale();
        let pad = (sigma * 3.0).ceil() + 2.0;
        let Some(path) = shape.0.clone().and_then(|p| p.transform(self.view)) else { return empty };
        let b = path.bounds();
        let x0 = (b.left() - pad).floor().max(-pad) as i32;
        let y0 = (b.top() - pad).floor().max(-pad) as i32;
        let x1 = (b.right() + pad).ceil().min(self.w as f32 + pad) as i32;
        let y1 = (b.bottom() + pad).ceil().min(self.h as f32 + pad) as i32;
        if x1 <= x0 || y1 <= y0 {
            return empty;
        }
        let (w, h) = ((x1 - x0) as usize, (y1 - y0) as usize);
        let Some(mut mask) = Mask::new(w as u32, h as u32) else { return empty };
        let shift = Transform::from_translate(-x0 as f32, -y0 as f32);
        mask.fill_path(&path, FillRule::Winding, true, shift);
        let a = mask.data().iter().map(|&v| v as f32 / 255.0).collect();
        let mut layer = Layer { x: x0, y: y0, w, h, a };
        layer.blur(sigma);
        layer
    }

    fn blend(&mut self, l: &Layer, f: impl Fn(Rgb, f32) -> Rgb) {
        let from = l.x.clamp(0, self.w as i32);
        let to = (l.x + l.w as i32).clamp(from, self.w as i32);
        if from == to {
            return;
        }
        for y in l.y.max(0)..(l.y + l.h as i32).min(self.h as i32) {
            let start = (y - l.y) as usize * l.w + (from - l.x) as usize;
            let row = &mut self.px[y as usize * self.w..][from as usize..to as usize];
            for (p, &a) in row.iter_mut().zip(&l.a[start..]).filter(|(_, a)| **a > 0.001) {
                *p = f(*p, a);
            }
        }
    }

    /// Covers with `colour`.
    pub(super) fn paint(&mut self, l: &Layer, colour: Rgb, alpha: f32) {
        self.blend(l, |p, a| mix(p, colour, a * alpha));
    }

    /// Darkens and tints: multiplies with `colour`.
    pub(super) fn shade(&mut self, l: &Layer, colour: Rgb, alpha: f32) {
        self.blend(l, |p, a| mix(p, [0, 1, 2].map(|i| p[i] * colour[i]), a * alpha));
    }
}
