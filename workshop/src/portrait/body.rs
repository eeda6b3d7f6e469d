//! Neck, clothes, ears and the skin of the face before its features.

use super::artist::{Artist, SHADOW, WHITE};
use super::canvas::{Layer, mix, times};
use super::person::Top;
use super::shape::{P, Shape, blob, ellipse, mirror, p, polygon, stroke, taper, v};

/// Where neck and clothes meet: half width, height at the sides, lowest point.
struct Neckline {
    x: f32,
    y: f32,
    low: f32,
}

impl Artist<'_> {
    pub(super) fn body(&mut self, head_shadow: &Layer) {
        let drop = -14.0 * self.p.child;
        let neck = self.neck(drop, head_shadow);
        let low = match self.p.top {
            Top::Tee => 200.0,
            Top::Hoodie => 190.0,
            Top::Shirt => 205.0,
            Top::Sweater => 184.0,
        };
        let cut = Neckline { x: self.g.neck + 16.0, y: 158.0 + drop, low: low + drop };
        if self.p.top == Top::Hoodie {
            let n = self.g.neck;
            let hood = mirror(&p![0.0, 118.0; n + 20.0, 122.0; n + 44.0, 150.0; n + 48.0, 190.0; 0.0, 230.0]);
            let hood = self.c.layer(&hood, 1.0).minus(&neck);
            self.c.paint(&hood, times(self.p.cloth, 0.62), 1.0);
        }
        let garment = self.garment(&cut);
        let rim = v![-cut.x, cut.y - 8.0; -cut.x * 0.72, cut.low - 14.0; 0.0, cut.low;
            cut.x * 0.72, cut.low - 14.0; cut.x, cut.y - 8.0];
        match self.p.top {
            Top::Shirt => self.shirt_collar(&garment, &cut),
            Top::Hoodie => self.hoodie_rim(&rim, &cut),
            Top::Tee => self.knitted_rim(&rim, 7.0),
            Top::Sweater => self.knitted_rim(&rim, 15.0),
        }
    }

    fn neck(&mut self, drop: f32, head_shadow: &Layer) -> Layer {
        let (n, p) = (self.g.neck, self.p);
        let neck = mirror(&p![0.0, 40.0; n, 50.0; n - 2.0, 120.0 + drop; n + 3.0, 150.0 + drop;
            n + 32.0, 176.0 + drop; n + 40.0, 250.0; 0.0, 270.0]);
        let l = self.c.layer(&neck, 0.5);
        self.c.paint(&l, times(p.skin, 0.95), 1.0);
        let edge = self.c.layer(&ellipse(p.light * 22.0, 130.0, n * 0.8, 90.0), 14.0);
        let side = l.clone().minus(&edge);
        self.c.shade(&side, SHADOW, 0.55);
        let under = l.clone().and(head_shadow);
        self.c.shade(&under, SHADOW, 0.75);
        for k in [-1.0, 1.0] {
            let bone = p![k * 8.0, 192.0 + drop; k * 34.0, 184.0 + drop; k * 62.0, 180.0 + drop];
            self.dim(&l, &stroke(&bone, taper(7.0)), 3.0, SHADOW, 0.25);
        }
        l
    }

    /// Shoulders and chest with volume (dark at the far side, light on the near shoulder) and folds.
    fn garment(&mut self, cut: &Neckline) -> Layer {
        let (s, p) = (self.g.shoulder, self.p);
        let Neckline { x, y, low } = *cut;
        let cloth = mirror(&p![0.0, y - 6.0; x * 0.9, y - 7.0; x + 16.0, y + 3.0; s * 0.55, y + 18.0;
            s * 0.84, y + 38.0; s, y + 84.0; s + 12.0, 330.0; s + 14.0, 430.0;
            s + 16.0, 600.0; s + 18.0, 900.0; s + 20.0, 1500.0; 0.0, 1500.0]);
        let opening = if p.top == Top::Shirt {
            polygon(&p![-x + 4.0, y - 30.0; x - 4.0, y - 30.0; x - 6.0, y - 6.0; 0.0, low + 12.0; -x + 6.0, y - 6.0])
        } else {
            mirror(&p![0.0, y - 60.0; x, y - 40.0; x - 1.0, y - 4.0; x * 0.66, low - 10.0; 0.0, low])
        };
        let m = self.c.layer(&cloth, 0.5).minus(&self.c.layer(&opening, 0.5));
        self.c.paint(&m, p.cloth, 1.0);
        let lit = self.c.layer(&ellipse(p.light * 60.0, 270.0, s * 0.95, 110.0), 40.0);
        let far = m.clone().minus(&lit);
        self.c.shade(&far, [0.55, 0.53, 0.6], 0.75);
        self.tint(&m, &ellipse(p.light * s * 0.6, y + 50.0, 46.0, 20.0), 16.0, mix(p.cloth, WHITE, 0.5), 0.5);
        for i in 0..9 {
            let at = (self.r.range(-s, s), self.r.range(y + 45.0, 330.0));
            let fold = p![at.0, at.1; at.0 * 0.9 + self.r.jitter(10.0), at.1 + 35.0; at.0 * 0.75, at.1 + 80.0];
            let f = self.c.layer(&stroke(&fold, taper(13.0)), 4.5).and(&m);
            if i % 3 == 0 {
                self.c.paint(&f, mix(p.cloth, WHITE, 0.4), 0.35);
            } else {
                self.c.shade(&f, [0.6, 0.58, 0.64], 0.4);
            }
        }
        self.dim(&m, &opening, 5.0, [0.5, 0.48, 0.55], 0.35);
        m
    }

    fn shirt_collar(&mut self, garment: &Layer, cut: &Neckline) {
        let (p, low) = (self.p, cut.low);
        for k in [-1.0f32, 1.0] {
            let collar = p![k * (cut.x - 2.0), cut.y - 16.0; k * (cut.x + 14.0), cut.y + 2.0;
                k * (cut.x - 10.0), low + 12.0; k * 14.0, low + 14.0; 0.0, low + 11.0;
                k * (cut.x - 12.0), cut.y + 6.0];
            let under: Vec<P> = collar.iter().map(|q| (q.0, q.1 + 4.0)).collect();
            self.dim(garment, &polygon(&under), 3.0, [0.5, 0.5, 0.56], 0.5);
            let paper = mix(mix(p.accent, WHITE, 0.8), WHITE, 0.3);
            self.shape(&polygon(&collar), 0.5, paper, 1.0);
            let inner = self.c.layer(&stroke(&[collar[0], collar[5], collar[4]], |_| 5.0), 2.0);
            let inner = inner.and(&self.c.layer(&polygon(&collar), 0.5));
            self.c.shade(&inner, [0.7, 0.68, 0.72], 0.6);
        }
        let placket = p![0.0, low + 12.0; 1.0, 300.0; 0.0, 500.0];
        self.shape(&stroke(&placket, |_| 1.6), 0.5, times(p.cloth, 0.6), 0.8);
    }

    fn hoodie_rim(&mut self, rim: &[P], cut: &Neckline) {
        let (p, low) = (self.p, cut.low);
        self.shape(&stroke(rim, |_| 15.0), 0.8, times(p.cloth, 0.86), 1.0);
        self.shape(&stroke(rim, |_| 4.0), 2.0, times(p.cloth, 1.25), 0.6);
        for k in [-1.0, 1.0] {
            let cord = p![k * 24.0, low - 4.0; k * 27.0, low + 30.0; k * 25.0, low + 66.0];
            self.shape(&stroke(&cord, |_| 5.0), 2.0, times(p.cloth, 0.5), 0.6);
            self.shape(&stroke(&cord, |_| 3.6), 0.4, mix(p.accent, WHITE, 0.75), 1.0);
        }
    }

    fn knitted_rim(&mut self, rim: &[P], wide: f32) {
        let trim = if self.r.chance(0.4) { self.p.accent } else { times(self.p.cloth, 0.84) };
        self.shape(&stroke(rim, |_| wide), 0.6, trim, 1.0);
        self.shape(&stroke(rim, |_| 1.6), 0.8, times(trim, 1.3), 0.5);
    }

    pub(super) fn ears(&mut self) {
        let (w, p) = (self.g.w, self.p);
        for k in [-1.0f32, 1.0] {
            let ear: Vec<P> = p![-8.0, -12.0; 3.0, -20.0; 12.0, -12.0; 11.0, 8.0; 6.0, 26.0; 0.0, 36.0; -8.0, 32.0]
                .iter()
                .map(|q| (k * (w + q.0 * 0.9 - 0.5), q.1 + 10.0))
                .collect();
            let l = self.c.layer(&blob(&ear), 0.5);
            self.c.paint(&l, mix(p.skin, self.blush(), 0.35), 1.0);
            let fold = p![k * (w + 0.0), 2.0; k * (w + 7.0), 0.0; k * (w + 6.0), 18.0; k * (w + 1.0), 32.0];
            self.dim(&l, &stroke(&fold, taper(5.0)), 1.6, SHADOW, 0.6);
            self.dim(&l, &ellipse(k * (w - 2.0), 14.0, 5.0, 22.0), 4.0, SHADOW, 0.7);
        }
    }

    /// The face as a softly lit volume, before the features.
    pub(super) fn skin(&mut self, face: &Shape) {
        let (g_w, chin, p) = (self.g.w, self.g.chin, self.p);
        let (lit, blush, t, light) = (self.lit(), self.blush(), self.g.turn, p.light);
        let f = self.face.clone();
        self.c.paint(&f, p.skin, 1.0);
        let inner = face.moved(light * 20.0, -10.0);
        let core = self.c.layer(&inner, 20.0);
        let edge = f.clone().minus(&core);
        self.c.shade(&edge, SHADOW, 0.95 - 0.3 * p.depth);
        let rim = f.clone().minus(&self.c.layer(face, 7.0));
        self.c.shade(&rim, SHADOW, 0.5 - 0.2 * p.depth);
        let glow = 0.5 + 0.42 * p.depth;
        self.glaze(&ellipse(t + light * 14.0, -62.0, 44.0, 22.0), 17.0, lit, glow);
        for k in [-1.0, 1.0] {
            let near = if k == light { 1.0 } else { 0.55 };
            self.glaze(&ellipse(k * 50.0 + t, 34.0, 22.0, 15.0), 11.0, lit, glow * 0.9 * near);
            self.glaze(&ellipse(k * (0.60 * g_w) + t, 50.0, 20.0, 17.0), 11.0, blush, 0.55 - 0.15 * p.depth);
            self.dusk(&ellipse(k * (self.g.eye_x - 6.0) + t, -6.0, 27.0, 15.0), 8.0, 0.36);
            self.dusk(&ellipse(k * 20.0 + t, -10.0, 7.0, 14.0), 5.0, 0.42);
        }
        self.glaze(&ellipse(t + light * 3.0, chin - 17.0, 15.0, 9.0), 7.0, lit, glow * 0.8);
        if p.freckles {
            for _ in 0..70 {
                let (x, y) = (self.r.jitter(70.0) + t, 30.0 + self.r.jitter(22.0));
                let size = self.r.range(0.7, 1.5);
                let alpha = self.r.range(0.25, 0.6);
                self.glaze(&ellipse(x, y, size, size), 0.5, self.deep(), alpha * 0.7);
            }
        }
    }
}
