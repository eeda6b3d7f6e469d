//! Hair styles: which locks lie where.

use super::artist::{Artist, WHITE};
use super::canvas::{mix, times};
use super::lock::{Brush, SMOOTH, flip};
use super::person::Hair;
use super::shape::{P, along, ellipse, p, stroke, taper, v};

impl Artist<'_> {
    /// What lies behind neck and shoulders.
    pub(super) fn back_hair(&mut self) {
        let (hw, top) = (self.g.hw, self.g.top);
        let sheet = |a: &mut Self, wide: f32, end: f32, wave: f32| {
            let guides = [-1.0, -0.5, 0.0, 0.5, 1.0]
                .map(|k: f32| v![k * (hw - 6.0), -70.0; k * (hw + wide), 50.0; k * (hw + wide * 0.7), end]);
            a.lock(&guides, Brush { tone: 0.62, strands: 90, wave, shine: 0.2, ragged: 6.0 });
        };
        match self.p.hair {
            Hair::Long => sheet(self, 5.0, 235.0, 1.0),
            Hair::Wavy => sheet(self, 16.0, 215.0, 5.0),
            Hair::Bob => sheet(self, 8.0, 112.0, 0.0),
            Hair::Ponytail => {
                let k = -self.p.light;
                let tail = [
                    v![k * 30.0, top + 40.0; k * 118.0, -30.0; k * 128.0, 70.0; k * 112.0, 190.0],
                    v![k * 30.0, top + 60.0; k * 80.0, 0.0; k * 88.0, 80.0; k * 96.0, 190.0],
                ];
                self.lock(&tail, Brush { tone: 0.8, strands: 70, wave: 2.0, shine: 0.7, ragged: 6.0 });
            }
            Hair::Bun => {
                self.curl_ball(0.0, top - 8.0, 34.0, 27.0);
            }
            Hair::BigCurls => {
                for _ in 0..150 {
                    let a = self.r.range(-0.35, std::f32::consts::PI + 0.35);
                    let d = self.r.range(0.75, 1.0);
                    self.curl(a.cos() * (hw + 24.0) * d, -20.0 - a.sin() * (-top - 22.0) * d, 17.0, 0.75);
                }
            }
            _ => {}
        }
    }

    pub(super) fn front_hair(&mut self) {
        let (top, p) = (self.g.top, self.p);
        match p.hair {
            Hair::Hijab => self.hijab(),
            Hair::Short => {
                self.cropped(-p.light * 8.0, 0.0);
                self.fan(self.g.hairline + 4.0, 64.0, -34.0);
                self.forelock(18, 18.0, 8.0);
                self.fade();
            }
            Hair::SidePart => {
                self.cropped(-40.0, 0.0);
                self.swept(-40.0);
            }
            Hair::Tousled => {
                self.cropped(10.0, 4.0);
                self.crest();
                self.fan(self.g.hairline + 2.0, 62.0, -34.0);
                self.forelock(26, 34.0, 26.0);
                self.fade();
            }
            Hair::Buzz => self.buzz(),
            Hair::ShortCurls => {
                self.buzz();
                self.curls(150, 13.0, -84.0, 0.0);
            }
            Hair::BigCurls => self.curls(210, 14.5, -82.0, 26.0),
            Hair::Long => self.parted(235.0, 12.0, 0.5, p.shape[6] * 24.0),
            Hair::Wavy => self.parted(205.0, 20.0, 5.0, p.shape[6] * 30.0),
            Hair::Bob => self.parted(100.0, 10.0, 0.5, p.shape[6] * 24.0),
            Hair::Ponytail | Hair::Bun | Hair::Braids | Hair::SideBraid => self.pulled(),
        }
        let parted = matches!(p.hair, Hair::Long | Hair::Bob | Hair::Wavy | Hair::Braids | Hair::Ponytail);
        if p.fringe && parted {
            self.fan(self.g.brow - 9.0, 78.0, 12.0);
        } else if p.band && parted && p.girl {
            let hw = self.g.hw;
            let arc = p![-hw + 5.0, -56.0; -hw * 0.74, top + 44.0; 0.0, top + 17.0; hw * 0.74, top + 44.0;
                hw - 5.0, -56.0];
            let width = |t: f32| 8.5 * (t * 7.0).min((1.0 - t) * 7.0).clamp(0.3, 1.0);
            self.shape(&stroke(&arc, |t| width(t) + 2.5), 1.6, times(p.hair_colour, 0.45), 0.6);
            self.shape(&stroke(&arc, width), 0.5, p.accent, 1.0);
            self.shape(&stroke(&arc.map(|q| (q.0, q.1 - 1.8)), taper(2.6)), 0.8, mix(p.accent, WHITE, 0.5), 0.7);
        }
    }

    /// Braids lie on the shoulders and start behind the ears, so they come between body and head.
    pub(super) fn braids(&mut self) {
        let w = self.g.w;
        let sides: &[f32] = match self.p.hair {
            Hair::Braids => &[-1.0, 1.0],
            Hair::SideBraid => &[-1.0],
            _ => &[],
        };
        for side in sides {
            let k = side * -self.p.light;
            self.braid(&p![k * (w - 10.0), 40.0; k * (w + 2.0), 90.0; k * (w + 4.0), 150.0; k * (w - 6.0), 240.0]);
        }
    }

    /// Short sides and top: both halves from the parting to the temples.
    fn cropped(&mut self, part: f32, lift: f32) {
        let (w, hw, top, hl) = (self.g.w, self.g.hw, self.g.top - lift, self.g.hairline);
        for k in [-1.0f32, 1.0] {
            let (q, top) = (part * k, top + 0.0075 * part * part);
            let guides = [
                v![q, top; q * 0.5 + 24.0, top + 3.0; 62.0, top + 25.0; hw - 4.0, -78.0; hw + 1.0, -30.0; w + 1.0, 4.0],
                v![q, (top + hl) * 0.5; q * 0.5 + 24.0, top + 28.0; 50.0, top + 44.0; hw - 14.0, -62.0;
                    w - 3.0, -24.0; w - 2.0, 8.0],
                v![q, hl; q * 0.5 + 22.0, hl; 48.0, hl + 6.0; 72.0, -62.0; w - 12.0, -34.0; w - 8.0, 2.0],
            ];
            self.lock(&guides.map(|g| flip(k, &g)), Brush { ragged: 2.5, ..SMOOTH });
        }
    }

    /// Hair combed forward from the crown: a fringe ending at `end`, `bend` lower at its sides.
    fn fan(&mut self, end: f32, wide: f32, bend: f32) {
        let top = self.g.top;
        let bow = if bend > 0.0 { bend } else { -bend };
        let guides = [-1.0, -0.6, 0.0, 0.6, 1.0].map(|k: f32| {
            v![k * 30.0, top + 3.0 + 5.0 * k * k;
            k * wide * 0.86, (top * 0.55 + end * 0.45) + 10.0 * k * k; k * wide, end + bow * k * k]
        });
        self.lock(&guides, Brush { strands: 150, ragged: 5.0, ..SMOOTH });
    }

    /// Shorter, lighter hair above the ears.
    fn fade(&mut self) {
        let (w, p) = (self.g.w, self.p);
        for k in [-1.0, 1.0] {
            self.glaze(&ellipse(k * (w - 5.0), -6.0, 9.0, 26.0), 7.0, mix(p.hair_colour, p.skin, 0.45), 0.4);
        }
    }

    /// Small tufts over the forehead, side by side.
    fn forelock(&mut self, n: usize, length: f32, wild: f32) {
        let (top, hl, lean) = (self.g.top, self.g.hairline, self.p.light);
        for i in 0..n {
            let x = -58.0 + 116.0 * ((i * 7 % n) as f32 + 0.5) / n as f32 + self.r.jitter(5.0);
            let tip = (
                x + lean * self.r.range(0.3, 1.0) * length * 0.7 + self.r.jitter(wild * 0.4),
                hl + 0.0035 * x * x + self.r.range(0.25, 0.75) * length,
            );
            let root = (x * 0.72, top + 16.0 + 0.004 * x * x + self.r.jitter(5.0));
            let mid = ((root.0 + tip.0) * 0.5, (root.1 + tip.1) * 0.5 - 5.0);
            let wide = self.r.range(8.0, 13.0);
            let guides = [
                vec![(root.0 - wide * 0.7, root.1), (mid.0 - wide, mid.1), tip],
                v![root.0 + wide * 0.7, root.1; mid.0 + wide, mid.1; tip.0 + 2.0, tip.1],
            ];
            let tone = self.r.range(0.88, 1.1);
            self.lock(&guides, Brush { strands: 24, tone, wave: 0.0, shine: 0.9, ragged: 2.0 });
        }
    }

    /// Tufts standing up along the top.
    fn crest(&mut self) {
        let top = self.g.top;
        for i in 0..15 {
            let x = -72.0 + 144.0 * ((i * 4 % 15) as f32 + 0.5) / 15.0;
            let base = top + 24.0 + 0.0052 * x * x;
            let tip =
                (x * 1.12 + self.p.light * self.r.range(2.0, 16.0), base - self.r.range(20.0, 36.0) + 0.001 * x * x);
            let guides = [
                v![x - 15.0, base + 12.0; x - 9.0, base - 12.0; tip.0, tip.1],
                v![x + 15.0, base + 12.0; x + 10.0, base - 10.0; tip.0 + 2.0, tip.1],
            ];
            self.lock(&guides, Brush { strands: 24, tone: 0.95, wave: 0.0, shine: 0.8, ragged: 2.0 });
        }
    }

    /// A quiff swept from the parting over the forehead.
    fn swept(&mut self, part: f32) {
        let (top, hl, w) = (self.g.top, self.g.hairline, self.g.w);
        let guides = [
            v![part, top + 12.0; -6.0, top + 0.0; 48.0, top + 13.0; w - 8.0, -80.0],
            v![part - 1.0, (top + hl) * 0.5; -4.0, top + 18.0; 40.0, top + 40.0; w - 12.0, -64.0],
            v![part - 4.0, hl + 4.0; -14.0, hl + 4.0; 24.0, hl + 14.0; w - 26.0, -56.0],
        ];
        self.lock(&guides, SMOOTH);
    }

    /// Hair falling from a parting down both sides of the face to `end`.
    fn parted(&mut self, end: f32, wide: f32, wave: f32, part: f32) {
        let (w, hw, top, hl) = (self.g.w, self.g.hw, self.g.top, self.g.hairline);
        let ends = end.max(72.0);
        for k in [-1.0f32, 1.0] {
            let (q, top) = (part * k, top + 0.0075 * part * part);
            let guides = [
                v![q, top; q * 0.5 + 24.0, top + 3.0; 62.0, top + 26.0; hw - 1.0, -68.0; hw + wide * 0.5, 20.0;
                    hw + wide, ends * 0.6; hw + wide * 0.3, end - 6.0],
                v![q, top + 12.0; q * 0.5 + 20.0, top + 18.0; 54.0, top + 42.0; hw - 10.0, -54.0; hw - 4.0, 20.0;
                    hw - 4.0 + wide * 0.5, ends * 0.6; hw - 8.0, end + 5.0],
                v![q, hl; q * 0.5 + 16.0, hl + 1.0; 46.0, hl + 14.0; w - 18.0, -48.0; w - 8.0, 12.0;
                    w - 12.0, ends * 0.6; w - 24.0, end],
            ];
            self.lock(&guides.map(|g| flip(k, &g)), Brush { strands: 190, wave, ragged: 6.0, ..SMOOTH });
        }
    }

    /// Hair combed back from the hairline.
    fn pulled(&mut self) {
        let (w, hw, top, hl) = (self.g.w, self.g.hw - 3.0, self.g.top + 3.0, self.g.hairline);
        for k in [-1.0f32, 1.0] {
            let guides = [
                v![0.0, top; 26.0, top + 3.0; 62.0, top + 25.0; hw - 4.0, -76.0; hw - 2.0, -14.0; w - 1.0, 22.0],
                v![0.0, top + 2.0; 22.0, top + 6.0; 54.0, top + 28.0; 74.0, -88.0; w - 10.0, -44.0; w - 9.0, -4.0],
                v![0.0, top + 4.0; 14.0, top + 8.0; 30.0, top + 24.0; 48.0, -100.0; 60.0, -82.0; 68.0, -66.0],
                v![0.0, top + 5.0; 8.0, top + 10.0; 18.0, top + 26.0; 30.0, -110.0; 35.0, hl - 6.0; 38.0, hl + 4.0],
                v![0.0, top + 5.0; 0.0, top + 12.0; 0.0, top + 24.0; 0.0, hl - 14.0; 0.0, hl - 6.0; 0.0, hl],
            ];
            self.lock(&guides.map(|g| flip(k, &g)), Brush { ragged: 1.0, ..SMOOTH });
        }
    }

    fn braid(&mut self, spine: &[P]) {
        let n = 9;
        self.shape(&stroke(spine, |t| 24.0 - 8.0 * t), 0.8, times(self.p.hair_colour, 0.5), 1.0);
        for i in 0..n {
            let t = i as f32 / n as f32;
            let (x, y) = along(spine, t);
            let (x2, y2) = along(spine, (t + 2.1 / n as f32).min(1.0));
            let (k, w) = (if i % 2 == 0 { 1.0 } else { -1.0 }, 19.0 - 6.0 * t);
            let guides = [
                v![x + k * w * 0.5, y - 7.0; x + k * w * 1.08, y + 4.0; x + k * w * 0.72, y + 18.0;
                    x2 - k * 3.0, y2 + 2.0],
                v![x - k * w * 0.35, y - 9.0; x - k * w * 0.15, y + 1.0; x - k * w * 0.25, y + 10.0;
                    x2 - k * w * 0.6, y2 - 5.0],
            ];
            self.lock(&guides, Brush { strands: 40, tone: 1.0, wave: 0.0, shine: 0.8, ragged: 0.8 });
        }
        let (x, y) = along(spine, 1.0);
        let tuft = [
            v![x - 7.0, y; x - 11.0, y + 18.0; x - 4.0, y + 44.0],
            v![x + 7.0, y; x + 11.0, y + 18.0; x + 3.0, y + 44.0],
        ];
        self.lock(&tuft, Brush { strands: 40, ..SMOOTH });
        self.shape(&ellipse(x, y, 9.5, 5.0), 0.6, self.p.accent, 1.0);
    }
}
