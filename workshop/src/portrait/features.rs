//! Eyes, brows, nose, mouth and glasses.

use super::artist::{Artist, WHITE};
use super::canvas::{Layer, Rgb, mix, times};
use super::shape::{P, Shape, along, ellipse, p, polygon, sample, stroke, stroke_into, taper};
use tiny_skia::PathBuilder;

impl Artist<'_> {
    /// The eye on side `k` (-1 left, 1 right).
    pub(super) fn eye(&mut self, k: f32) {
        let (p, e, cx) = (self.p, self.g.eye, k * self.g.eye_x + self.g.turn);
        let lift = 1.5 + 1.2 * p.shape[6];
        let open = 0.97 + 0.07 * p.shape[2] - 0.06 * p.smile;
        let squint = 1.0 - 0.2 * p.smile;
        let at = |x: f32, y: f32| (cx + k * x * e, y * e);
        let upper =
            [at(-20.5, 4.0), at(-13.0, -5.0 * open), at(-2.0, -10.2 * open), at(10.0, -8.6 * open), at(20.5, -lift)];
        let lower =
            [at(20.5, -lift), at(12.0, 6.0 * squint), at(0.0, 8.4 * squint), at(-11.0, 7.2 * squint), at(-20.5, 4.0)];
        let almond: Vec<P> = sample(&upper, 16).into_iter().chain(sample(&lower, 16)).collect();
        let eye = self.c.layer(&polygon(&almond), 0.5);
        // a soft light dome above the eye
        self.glaze(&stroke(&upper.map(|q| (q.0, q.1 - 5.0)), taper(8.0)), 2.5, self.lit(), 0.35);
        self.c.paint(&eye, mix([0.95, 0.93, 0.91], p.skin, 0.10), 1.0);
        self.tint(&eye, &ellipse(at(-19.0, 3.0).0, 3.0, 4.0, 3.5), 1.5, [0.86, 0.58, 0.54], 0.7);
        self.iris(&eye, cx, &upper);
        self.lashes(k, &upper);
        self.lids(&upper, &lower);
    }

    fn iris(&mut self, eye: &Layer, cx: f32, upper: &[P]) {
        let (p, e, light) = (self.p, self.g.eye, self.p.light);
        let (x, y, r) = (cx + light * 0.4, -1.3 * e, 10.9 * e);
        self.tint(eye, &ellipse(x, y, r, r), 0.7, times(p.iris, 0.42), 1.0);
        let body = self.c.layer(&ellipse(x, y, r * 0.84, r * 0.84), 1.2).and(eye);
        self.c.paint(&body, p.iris, 1.0);
        let glow = ellipse(x - light * 2.0, y + r * 0.45, r * 0.58, r * 0.36);
        self.tint(&body, &glow, 2.0, mix(times(p.iris, 1.35), WHITE, 0.12), 0.7);
        self.tint(eye, &ellipse(x, y, r * 0.43, r * 0.43), 0.6, [0.05, 0.04, 0.05], 1.0);
        self.dim(eye, &stroke(upper, |_| 9.0 * e), 2.4, [0.42, 0.36, 0.38], 0.7);
        self.shape(&ellipse(x + light * 3.6 * e, y - 3.8 * e, 2.6 * e, 2.5 * e), 0.5, WHITE, 0.95);
        self.shape(&ellipse(x - light * 3.6 * e, y + 4.0 * e, 1.5 * e, 1.3 * e), 0.6, WHITE, 0.4);
    }

    fn lashes(&mut self, k: f32, upper: &[P]) {
        let (girl, grown) = (self.p.girl, 1.0 - self.p.child);
        let lash = mix([0.13, 0.09, 0.08], self.p.hair_colour, 0.2);
        let heavy = if girl { 3.0 + 1.1 * grown } else { 2.8 };
        let width = |t: f32| heavy * (0.25 + 0.75 * (t * 2.3).min(1.0)) * if t > 0.94 { 0.6 } else { 1.0 };
        self.shape(&stroke(&sample(upper, 8), width), 0.5, lash, 0.92);
        if girl {
            let mut b = PathBuilder::new();
            for i in 0..7 {
                let (x, y) = along(upper, 0.5 + 0.08 * i as f32);
                let out = 1.2 + 0.75 * i as f32;
                let hair = p![x, y; x + k * out * 0.7, y - 2.6; x + k * out * 1.2, y - 5.2];
                stroke_into(&mut b, &hair, |t| 1.5 * (1.05 - t));
            }
            self.shape(&b.into(), 0.3, lash, 0.35 + 0.35 * grown);
        }
    }

    /// Lower lid, the crease above the eye and the shade below it.
    fn lids(&mut self, upper: &[P; 5], lower: &[P; 5]) {
        let deep = self.deep();
        self.shape(&stroke(lower, taper(1.7)), 0.6, deep, 0.6);
        let rise = [2.5, 6.0, 6.8, 6.0, 3.0];
        let crease: Vec<P> = upper.iter().zip(rise).map(|(q, up)| (q.0, q.1 - up)).collect();
        self.glaze(&stroke(&crease, taper(2.2)), 0.9, deep, 0.55);
        self.dusk(&stroke(&lower.map(|q| (q.0, q.1 + 5.0)), taper(4.0)), 2.5, 0.25);
    }

    pub(super) fn brow(&mut self, k: f32) {
        let (p, y) = (self.p, self.g.brow);
        let cx = k * self.g.eye_x + self.g.turn;
        let arch = if p.girl { 2.0 } else { 0.5 } + p.shape[6];
        let pts = p![cx - k * 22.0, y + 5.0; cx - k * 6.0, y - 1.0 - arch; cx + k * 11.0, y - 2.5 - arch;
            cx + k * 27.0, y + 5.0];
        let thick = (if p.girl { 6.6 } else { 8.2 }) - 2.0 * p.child + 1.0 * p.shape[6];
        let colour = mix(times(p.hair_colour, 0.62), self.deep(), 0.25);
        let profile = move |t: f32| thick * (0.72 + 0.5 * t - 1.0 * t * t).max(0.12);
        self.glaze(&stroke(&pts, profile), 1.5, colour, 0.72);
        let mut b = PathBuilder::new();
        for i in 0..26 {
            let t = i as f32 / 26.0;
            let (x, y) = along(&pts, t);
            let (h, lean) = (profile(t) * 0.6, 2.0 + 5.0 * t);
            let hair = p![x, y + h * 0.8; x + k * lean * 0.5, y; x + k * lean, y - h * (0.9 - 0.9 * t)];
            stroke_into(&mut b, &hair, |s| 1.3 * (1.1 - s));
        }
        let l = self.c.layer(&b.into(), 0.3).and(&self.c.layer(&stroke(&pts, |t| 1.5 * profile(t)), 1.0));
        self.c.paint(&l, times(colour, 0.8), 0.65);
    }

    pub(super) fn nose(&mut self) {
        let (p, y, w) = (self.p, self.g.nose, self.g.nose_w);
        let (light, x) = (p.light, self.g.turn * 1.5);
        let (lit, deep) = (self.lit(), self.deep());
        let side = p![x - light * 13.0, -16.0; x - light * 9.0, 8.0; x - light * 12.0, y - 16.0;
            x - light * w, y - 4.0];
        self.dusk(&stroke(&side, taper(13.0)), 4.5, 0.5);
        let near = p![x + light * 13.0, -14.0; x + light * 10.0, 6.0; x + light * 13.0, y - 14.0];
        self.dusk(&stroke(&near, taper(7.0)), 4.0, 0.2);
        let ridge = p![x + light * 1.5, -14.0; x + light * 2.0, y * 0.4; x + light * 2.0, y - 12.0];
        self.glaze(&stroke(&ridge, taper(8.0)), 3.2, lit, 0.55);
        self.glaze(&ellipse(x, y - 6.0, 12.0, 8.0), 5.0, self.blush(), 0.4);
        self.dusk(&ellipse(x - light * 3.0, y + 7.0, w * 0.95, 4.5), 3.2, 0.62);
        for k in [-1.0, 1.0] {
            let alar = p![x + k * (w - 2.5), y - 11.0; x + k * w, y - 4.0; x + k * (w - 1.5), y + 1.5;
                x + k * (w - 6.0), y + 3.0];
            self.glaze(&stroke(&alar, taper(2.6)), 1.2, deep, 0.5);
            let nostril = p![x + k * 4.0, y + 2.2; x + k * 8.0, y + 0.6; x + k * (w - 5.0), y + 2.6];
            self.glaze(&stroke(&nostril, taper(4.4)), 0.9, times(deep, 0.55), 0.8);
        }
        self.glaze(&ellipse(x + light * 3.0, y - 8.5, 4.6, 3.6), 2.2, mix(lit, WHITE, 0.4), 0.6);
        self.dusk(&stroke(&p![x * 0.9, y + 10.0; x * 0.9, self.g.mouth - 9.0], |_| 6.0), 2.4, 0.22);
    }

    pub(super) fn mouth(&mut self) {
        let (p, y, w, x) = (self.p, self.g.mouth, self.g.mouth_w, self.g.turn * 1.1);
        let up = 1.5 + 4.5 * p.smile;
        let w = w + 3.0 * p.smile;
        let full = 1.0 + 0.25 * p.depth + 0.15 * p.shape[5] - if p.girl { 0.0 } else { 0.12 };
        let line = p![x - w, y - up; x - w * 0.5, y + 0.2; x - 5.0, y + 0.6; x, y + 1.4; x + 5.0, y + 0.6;
            x + w * 0.5, y + 0.2; x + w, y - up];
        let bow = p![x - w, y - up; x - w * 0.5, y - 4.8 * full; x - 5.5, y - 7.4 * full; x, y - 5.4 * full;
            x + 5.5, y - 7.4 * full; x + w * 0.5, y - 4.8 * full; x + w, y - up];
        let bottom = p![x + w, y - up; x + w * 0.55, y + 6.4 * full; x, y + 10.8 * full;
            x - w * 0.55, y + 6.4 * full; x - w, y - up];
        let tint: Rgb = if p.girl { [0.91, 0.62, 0.61] } else { [0.90, 0.69, 0.65] };
        let lip = [0, 1, 2].map(|i| p.skin[i] * tint[i]);
        let join = |a: &[P], b: &[P]| polygon(&sample(a, 24).into_iter().chain(sample(b, 24)).collect::<Vec<_>>());
        let back: Vec<P> = line.iter().rev().copied().collect();
        self.dusk(&ellipse(x - p.light * 2.0, y + 17.0 * full, w * 0.5, 4.0), 3.5, 0.45);
        self.glaze(&join(&line, &bottom), 1.0, mix(lip, p.skin, 0.1), 0.9);
        self.glaze(&join(&bow, &back), 0.9, times(lip, 0.86), 0.9);
        let gloss = mix(lip, WHITE, 0.5);
        self.glaze(&ellipse(x + p.light * 5.0, y + 5.6 * full, w * 0.30, 2.2), 1.6, gloss, 0.55);
        self.glaze(
            &stroke(&line, |t| 2.6 * (0.45 + 0.55 * (t * std::f32::consts::PI).sin())),
            0.6,
            times(self.deep(), 0.62),
            0.85,
        );
        for k in [-1.0, 1.0] {
            self.dusk(&ellipse(x + k * (w + 1.5), y - up, 3.4, 3.4), 1.8, 0.7);
            let fold = p![x + k * (w + 1.0), self.g.nose + 4.0; x + k * (w + 8.0), y - 14.0;
                x + k * (w + 10.0), y - 2.0];
            self.dusk(&stroke(&fold, taper(4.0)), 2.6, 0.12 + 0.22 * p.smile);
        }
    }

    pub(super) fn glasses(&mut self) {
        let Some((frame, round)) = self.p.glasses else { return };
        let (ex, t, e) = (self.g.eye_x + 1.0, self.g.turn, self.g.eye);
        let (rx, ry) = if round { (31.0, 28.0) } else { (33.0, 24.0) };
        let (rx, ry) = (rx * (0.9 + 0.1 * e), ry * (0.9 + 0.1 * e));
        let power = if round { 1.0f32 } else { 0.62 };
        let mut b = PathBuilder::new();
        for k in [-1.0f32, 1.0] {
            let ring = |s: f32| -> Vec<P> {
                (0..=32)
                    .map(|i| {
                        let (v, u) = (i as f32 * std::f32::consts::TAU / 32.0).sin_cos();
                        (
                            k * ex + t + s * rx * u.signum() * u.abs().powf(power),
                            3.0 + s * ry * v.signum() * v.abs().powf(power),
                        )
                    })
                    .collect()
            };
            let lens = self.c.layer(&polygon(&ring(1.0)), 0.5);
            self.c.paint(&lens, [0.93, 0.96, 1.0], 0.07);
            stroke_into(&mut b, &ring(1.0), |_| 3.3);
            let gx = k * ex + t;
            let temple = p![gx + k * rx, -6.0; gx + k * (rx + 8.0), -7.0; k * (self.g.w + 2.0), -6.0];
            stroke_into(&mut b, &temple, |_| 3.4);
        }
        stroke_into(&mut b, &p![t - ex + rx, -2.0; t, -7.0; t + ex - rx, -2.0], |_| 3.2);
        let rims = Shape::from(b);
        let cast = rims.moved(-self.p.light * 1.5, 4.0);
        self.dusk(&cast, 1.8, 0.35);
        self.shape(&rims, 0.35, frame, 0.95);
        for k in [-1.0, 1.0] {
            let gx = k * ex + t;
            let shine = p![gx - rx * 0.7, 3.0 - ry * 0.72; gx, 3.0 - ry * 1.0; gx + rx * 0.5, 3.0 - ry * 0.86];
            self.shape(&stroke(&shine, taper(1.3)), 0.5, mix(frame, WHITE, 0.7), 0.6);
        }
    }
}
