//! Curls, shorn hair and the bun.

use super::artist::{Artist, WHITE};
use super::canvas::{mix, times};
use super::shape::{P, ellipse, mirror, p, stroke, stroke_into, taper};
use tiny_skia::PathBuilder;

impl Artist<'_> {
    pub(super) fn buzz(&mut self) {
        let (w, hw, top, hl, p) = (self.g.w, self.g.hw, self.g.top, self.g.hairline, self.p);
        let outer = mirror(&p![0.0, top; 28.0, top + 3.5; 64.0, top + 27.0; hw - 6.0, -80.0; hw - 1.0, -30.0; w, 4.0;
            w - 8.0, 4.0; 0.0, 0.0]);
        let window = mirror(&p![0.0, hl; 40.0, hl + 2.0; 62.0, hl + 14.0; 72.0, -52.0; w - 10.0, -36.0; w - 7.0, 8.0;
            60.0, 60.0; 0.0, 70.0]);
        let cap = self.c.layer(&outer, 1.2).minus(&self.c.layer(&window, 2.4));
        self.c.paint(&cap, times(p.hair_colour, 0.85), 0.9);
        let mut pb = PathBuilder::new();
        for _ in 0..900 {
            let (x, y) = (self.r.range(-hw, hw), self.r.range(top, 0.0));
            let len = self.r.range(3.0, 6.0);
            stroke_into(&mut pb, &p![x, y; x * 1.02, y + len], |_| 1.1);
        }
        self.tint(&cap, &pb.into(), 0.4, mix(p.hair_colour, WHITE, 0.25), 0.4);
        let dome = self.c.layer(&ellipse(p.light * 24.0, top + 40.0, 60.0, 36.0), 20.0);
        let dark = cap.clone().minus(&dome);
        self.c.shade(&dark, [0.6, 0.55, 0.55], 0.6);
    }

    /// A soft round tuft with a few spiral strokes.
    pub(super) fn curl(&mut self, x: f32, y: f32, size: f32, tone: f32) {
        let colour = times(self.p.hair_colour, tone * self.r.range(0.78, 1.02));
        let s = size * self.r.range(0.75, 1.15);
        let turn = self.r.range(0.0, std::f32::consts::TAU);
        self.shape(&ellipse(x + 1.0, y + 3.0, s, s), 1.4, times(colour, 0.6), 0.6);
        self.shape(&ellipse(x, y, s * 0.9, s * 0.86), 1.6, times(colour, 0.92), 0.9);
        let light = mix(colour, [1.0, 0.88, 0.72], 0.2);
        for (i, radius) in [0.8, 0.62, 0.46, 0.3].into_iter().enumerate() {
            let from = turn + i as f32 * 1.9;
            let arc: Vec<P> = (0..6)
                .map(|j| (from + j as f32 * 0.42).sin_cos())
                .map(|(v, u)| (x + u * s * radius, y + v * s * radius))
                .collect();
            let (ink, alpha) = if i % 2 == 0 { (light, 0.55) } else { (times(colour, 0.62), 0.5) };
            self.shape(&stroke(&arc, taper(s * 0.2)), 0.5, ink, alpha);
        }
    }

    /// Curls between the hairline and an outer arc; `fall` lets them come down the sides.
    pub(super) fn curls(&mut self, n: usize, size: f32, hairline: f32, fall: f32) {
        let (hw, top, w) = (self.g.hw, self.g.top, self.g.w);
        let mut spots: Vec<P> = Vec::new();
        while spots.len() < n {
            let (x, y) = (self.r.range(-1.0, 1.0) * (hw + fall), self.r.range(top, 6.0 + 1.2 * fall));
            let outside = (x / (hw + fall * 0.9)).powi(2) + ((y + 20.0) / (top + 24.0)).powi(2);
            let inside = (x / (w - 4.0)).powi(2) + ((y - 30.0) / (hairline - 30.0)).powi(2);
            if outside < 1.0 && (inside > 1.0 || y < hairline - 4.0) && (y < 0.0 || x.abs() > w - 2.0) {
                spots.push((x, y));
            }
        }
        spots.sort_by(|a, b| (b.1 - b.0.abs() * 0.2).total_cmp(&(a.1 - a.0.abs() * 0.2)));
        for (x, y) in &spots {
            self.dusk(&ellipse(*x, y + 6.0, size, size), 4.0, 0.22);
        }
        for (x, y) in spots {
            self.curl(x, y, size, 1.0);
        }
    }

    pub(super) fn curl_ball(&mut self, x: f32, y: f32, rx: f32, ry: f32) {
        let l = self.c.layer(&ellipse(x, y, rx, ry), 1.0);
        let hair = self.p.hair_colour;
        self.c.paint(&l, times(hair, 0.8), 1.0);
        for i in 0..26 {
            let a = i as f32 * 0.27;
            let k = 0.35 + 0.6 * self.r.unit();
            let pts: Vec<P> = (0..6)
                .map(|j| (x + (a + j as f32 * 0.3).cos() * rx * k, y + (a + j as f32 * 0.3).sin() * ry * k))
                .collect();
            let tone = if i % 2 == 0 { times(hair, 0.55) } else { mix(hair, [1.0, 0.9, 0.75], 0.22) };
            self.tint(&l, &stroke(&pts, taper(3.4)), 0.7, tone, 0.55);
        }
        let dark = l.minus(&self.c.layer(&ellipse(x + self.p.light * 10.0, y - 9.0, rx, ry), 9.0));
        self.c.shade(&dark, [0.5, 0.46, 0.46], 0.7);
    }
}
