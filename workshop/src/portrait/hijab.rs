//! The hijab.

use super::artist::{Artist, SHADOW, WHITE};
use super::canvas::{mix, times};
use super::shape::{P, ellipse, mirror, p, stroke, taper};

impl Artist<'_> {
    pub(super) fn hijab(&mut self) {
        let (w, hw, top, chin, p) = (self.g.w, self.g.hw, self.g.top, self.g.chin, self.p);
        let cloth = mix(p.accent, WHITE, 0.25);
        let s = self.g.shoulder;
        let outer = mirror(&p![0.0, top; 28.0, top + 3.5; 64.0, top + 26.0; hw - 1.0, -70.0; hw + 7.0, 10.0;
            hw + 2.0, 84.0; hw + 12.0, 140.0; s * 0.86, 196.0; s * 0.98, 260.0; s * 0.8, 330.0; 0.0, 360.0]);
        let window = mirror(&p![0.0, -84.0; 44.0, -76.0; 70.0, -44.0; w - 11.0, 2.0; w - 14.0, 46.0;
            58.0, 0.80 * chin; 28.0, chin + 1.0; 0.0, chin + 5.0]);
        let hole = self.c.layer(&window, 0.6);
        let gap = hole.clone().minus(&self.face);
        self.c.paint(&gap, times(cloth, 0.5), 1.0);
        let cast = self.c.layer(&window, 6.0);
        let l = self.face.clone().minus(&cast);
        self.c.shade(&l, SHADOW, 0.6);
        let m = self.c.layer(&outer, 0.6).minus(&hole);
        self.c.paint(&m, cloth, 1.0);
        let lit = self.c.layer(&ellipse(p.light * 34.0, 30.0, hw * 0.92, 190.0), 28.0);
        let dark = m.clone().minus(&lit);
        self.c.shade(&dark, [0.56, 0.52, 0.58], 0.8);
        self.dim(&m, &window, 9.0, [0.6, 0.56, 0.6], 0.5);
        let folds = |a: &mut Self, pts: &[P], wide: f32, bright: bool| {
            let f = a.c.layer(&stroke(pts, taper(wide)), wide * 0.3).and(&m);
            if bright {
                a.c.paint(&f, mix(cloth, WHITE, 0.45), 0.5);
            } else {
                a.c.shade(&f, [0.58, 0.54, 0.6], 0.55);
            }
        };
        for k in [-1.0, 1.0] {
            for i in 0..3 {
                let o = i as f32 * 8.0;
                folds(
                    self,
                    &p![k * 12.0, top + 20.0 + o; k * (66.0 + o * 0.4), -90.0 + o; k * (w + o * 0.2), -10.0;
                    k * (w - 8.0), 70.0 + o; k * 44.0, chin + 14.0 + o],
                    5.0 + i as f32,
                    i == 1,
                );
            }
        }
        for i in 0..8 {
            let o = i as f32 * 15.0 + self.r.jitter(4.0);
            let k = p.light;
            folds(
                self,
                &p![k * (74.0 - o * 0.2), 96.0 + o; k * 20.0, chin + 22.0 + o;
                -k * 50.0, chin + 30.0 + o * 1.1; -k * 140.0, chin + 70.0 + o * 1.2],
                9.0,
                i % 3 == 1,
            );
        }
    }
}
