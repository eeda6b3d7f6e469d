//! The lock of hair: strands interpolated between guide curves that run from root to tip.

use super::artist::Artist;
use super::canvas::{Rgb, mix, times};
use super::shape::{P, along, polygon, sample, stroke_into, taper};
use tiny_skia::PathBuilder;

/// How one lock is painted.
#[derive(Clone, Copy)]
pub(super) struct Brush {
    pub(super) strands: usize,
    pub(super) tone: f32,
    pub(super) wave: f32,
    pub(super) shine: f32,
    pub(super) ragged: f32,
}

pub(super) const SMOOTH: Brush = Brush { strands: 130, tone: 1.0, wave: 0.0, shine: 1.0, ragged: 4.0 };
const STEPS: usize = 14;

pub(super) fn flip(k: f32, pts: &[P]) -> Vec<P> {
    pts.iter().map(|q| (k * q.0, q.1)).collect()
}

/// The guides, cut into steps from root to tip.
struct Comb {
    guides: Vec<Vec<P>>,
    wave: f32,
    phase: f32,
}

impl Comb {
    /// The place `u` (0 to 1) across the lock, `k` steps down.
    fn at(&self, u: f32, k: usize) -> P {
        let across: Vec<P> = self.guides.iter().map(|c| c[k]).collect();
        let (x, y) = along(&across, u);
        let t = k as f32 / STEPS as f32;
        let sway = self.wave * t.sqrt() * (t * 15.0 + self.phase + 2.0 * u).sin();
        (x + sway, y)
    }

    fn outline(&self) -> Vec<P> {
        let side = |u: f32| (0..=STEPS).map(move |k| (u, k));
        let end = |k: usize| (1..12).map(move |i| (i as f32 / 12.0, k));
        let round = side(0.0).chain(end(STEPS)).chain(side(1.0).rev()).chain(end(0).rev());
        round.map(|(u, k)| self.at(u, k)).collect()
    }
}

impl Artist<'_> {
    /// One lock between `guides` (each root to tip, side by side).
    pub(super) fn lock(&mut self, guides: &[Vec<P>], b: Brush) {
        let guides: Vec<Vec<P>> = guides.iter().map(|c| sample(c, STEPS)).collect();
        let comb = Comb { guides, wave: b.wave, phase: self.r.range(0.0, 6.3) };
        let outline = polygon(&comb.outline());
        let colour = times(self.p.hair_colour, b.tone);
        self.dusk(&outline.moved(-self.p.light * 2.0, 5.0), 4.5, 0.5);
        let l = self.c.layer(&outline, 0.9);
        self.c.paint(&l, times(colour, 0.78), 1.0);
        self.strands(&comb, b, colour);
        self.sheen(&comb, b, colour);
        let turned = self.c.layer(&outline.moved(self.p.light * 16.0, -10.0), 14.0);
        let dark = l.minus(&turned);
        self.c.shade(&dark, [0.55, 0.5, 0.5], 0.6);
    }

    fn strands(&mut self, comb: &Comb, b: Brush, colour: Rgb) {
        let warm = mix(colour, [1.0, 0.86, 0.66], 0.30 * b.shine);
        let tones =
            [times(colour, 0.5), times(colour, 0.68), times(colour, 0.95), mix(colour, warm, 0.5), times(colour, 1.12)];
        for (i, tone) in tones.into_iter().enumerate() {
            let mut pb = PathBuilder::new();
            for _ in 0..b.strands / 5 {
                let (u, drift) = (self.r.unit(), self.r.jitter(0.05));
                let from = (self.r.unit() * 0.5 * STEPS as f32) as usize;
                let to = if self.r.chance(0.6) { STEPS } else { STEPS - 4 };
                let mut pts: Vec<P> = (from..=to.max(from + 3))
                    .map(|k| comb.at((u + drift * k as f32 / STEPS as f32).clamp(0.0, 1.0), k.min(STEPS)))
                    .collect();
                if let Some(tip) = pts.last_mut().filter(|_| to == STEPS) {
                    tip.0 += self.r.jitter(b.ragged);
                    tip.1 += self.r.range(-1.0, 1.0) * b.ragged;
                }
                let width = self.r.range(1.2, 3.6);
                stroke_into(&mut pb, &pts, taper(width));
            }
            self.shape(&pb.into(), 0.5, tone, if i < 2 { 0.6 } else { 0.5 });
        }
    }

    /// A broken band a third of the way down, brighter towards the light.
    fn sheen(&mut self, comb: &Comb, b: Brush, colour: Rgb) {
        let mut pb = PathBuilder::new();
        for _ in 0..(b.strands as f32 * 0.45 * b.shine) as usize {
            let u = self.r.unit();
            let from = (1.5 + self.r.range(0.0, 2.2)) as usize;
            let to = from + 3 + (self.r.unit() * 2.5) as usize;
            let pts: Vec<P> = (from..=to).map(|k| comb.at(u, k.min(STEPS))).collect();
            let width = self.r.range(0.8, 2.4);
            stroke_into(&mut pb, &pts, taper(width));
        }
        self.shape(&pb.into(), 0.9, mix(colour, [1.0, 0.93, 0.82], 0.42), 0.42);
    }
}
