//! Paints a person, from the hair behind to the hair in front. Scene units: the eyes lie on y = 0, a
//! face is about 184 wide, the crown is near -150 and the chin near 125; y grows downwards.

use super::canvas::{Canvas, Layer, Rgb, mix, times};
use super::person::{Hair, Person};
use super::rng::Rng;
use super::shape::{Shape, mirror, p};
use tiny_skia::Transform;

pub(super) const WHITE: Rgb = [1.0, 1.0, 1.0];
/// What a shadow multiplies skin with.
pub(super) const SHADOW: Rgb = [0.70, 0.52, 0.48];

/// Proportions of one head, in scene units.
pub(super) struct Geometry {
    pub(super) w: f32,
    pub(super) chin: f32,
    pub(super) jaw: f32,
    pub(super) eye: f32,
    pub(super) eye_x: f32,
    pub(super) brow: f32,
    pub(super) nose: f32,
    pub(super) nose_w: f32,
    pub(super) mouth: f32,
    pub(super) mouth_w: f32,
    pub(super) neck: f32,
    pub(super) shoulder: f32,
    pub(super) hairline: f32,
    pub(super) top: f32,
    pub(super) hw: f32,
    pub(super) turn: f32,
}

impl Geometry {
    fn new(p: &Person, r: &mut Rng) -> Geometry {
        let (c, s) = (p.child, &p.shape);
        let man = if p.girl { 0.0 } else { 1.0 - c };
        let volume = match p.hair {
            Hair::Buzz => 5.0,
            Hair::BigCurls => 34.0,
            Hair::Hijab => 12.0,
            Hair::ShortCurls | Hair::Tousled => 22.0,
            _ => 16.0,
        } + r.jitter(3.0);
        let w = 85.5 + 4.0 * s[0];
        Geometry {
            w,
            chin: 131.0 - 17.0 * c + 4.5 * s[7] + 5.0 * man,
            jaw: 69.0 + 5.0 * s[1] + 4.0 * c + 3.5 * man - if p.girl { 2.0 } else { 0.0 },
            eye: 0.99 + 0.17 * c + 0.06 * s[2] + if p.girl { 0.03 } else { 0.0 },
            eye_x: 39.5 + 1.6 * s[3],
            brow: -27.0 - 3.0 * s[6] - 2.0 * c,
            nose: 51.0 - 9.0 * c + 3.5 * s[4],
            nose_w: 18.5 - 2.0 * c + 1.6 * s[0] + 2.5 * p.depth + 1.5 * man,
            mouth: 83.0 - 11.0 * c + 3.0 * s[5],
            mouth_w: 32.5 - 2.0 * c + 2.5 * s[5] + 2.0 * man,
            neck: 46.0 - 8.0 * c + 8.0 * man - if p.girl { 3.0 } else { 0.0 },
            shoulder: 186.0 - 42.0 * c + 22.0 * man,
            hairline: -92.0 + r.jitter(5.0),
            top: -130.0 - volume,
            hw: w + if p.girl { 2.0 } else { -2.5 } + volume * 0.35,
            turn: r.jitter(5.0),
        }
    }
}

/// Who paints: the canvas, the sitter, their own chance and the outline of the face.
pub(super) struct Artist<'a> {
    pub(super) c: &'a mut Canvas,
    pub(super) p: &'a Person,
    pub(super) r: Rng,
    pub(super) g: Geometry,
    pub(super) face: Layer,
}

/// Heights of crown (hair included) and chin in scene units, for framing.
pub(super) fn extent(p: &Person) -> (f32, f32) {
    let g = Geometry::new(p, &mut Rng(p.seed ^ 0xB0D1));
    (if p.hair == Hair::Bun { g.top - 26.0 } else { g.top }, g.chin)
}

/// Fills the canvas with the plain wall, a little lighter on the side of the light.
pub(super) fn wall(c: &mut Canvas, p: &Person) {
    let (w, h) = (c.w as f32, c.h as f32);
    for (i, px) in c.px.iter_mut().enumerate() {
        let x = (i % w as usize) as f32 / w - 0.5;
        let y = (i / w as usize) as f32 / h - 0.5;
        *px = times(p.wall, 0.975 + 0.035 * (x * p.light - y * 0.6) - 0.05 * (x * x + y * y));
    }
}

/// Paints the person over what is on the canvas.
pub(super) fn person(c: &mut Canvas, p: &Person) {
    let mut r = Rng(p.seed ^ 0xB0D1);
    let g = Geometry::new(p, &mut r);
    let body_view = c.view;
    let head_view = body_view.pre_concat(Transform::from_rotate_at(r.jitter(2.6), 0.0, 130.0));
    let (w, chin, jaw) = (g.w, g.chin, g.jaw);
    let face = mirror(&p![0.0, -132.0; 44.0, -120.0; 72.0, -90.0; w - 2.0, -42.0; w, 3.0;
        w - 4.0 + 2.0 * p.child, 0.33 * chin; jaw, 0.61 * chin; jaw * 0.70, 0.835 * chin; jaw * 0.36, 0.97 * chin;
        0.0, chin]);
    c.view = head_view;
    let layer = c.layer(&face, 0.4);
    let mut a = Artist { c, p, r, g, face: layer };
    a.back_hair();
    let head_shadow = a.c.layer(&face.moved(-p.light * 8.0, 26.0), 9.0);
    a.c.view = body_view;
    a.body(&head_shadow);
    a.c.view = head_view;
    a.braids();
    a.ears();
    a.skin(&face);
    for side in [-1.0, 1.0] {
        a.eye(side);
        a.brow(side);
    }
    a.nose();
    a.mouth();
    a.glasses();
    a.front_hair();
    a.c.view = body_view;
}

impl Artist<'_> {
    pub(super) fn shape(&mut self, path: &Shape, blur: f32, colour: Rgb, alpha: f32) {
        let l = self.c.layer(path, blur);
        self.c.paint(&l, colour, alpha);
    }
    /// Soft colour inside `clip`.
    pub(super) fn tint(&mut self, clip: &Layer, path: &Shape, blur: f32, colour: Rgb, alpha: f32) {
        let l = self.c.layer(path, blur).and(clip);
        self.c.paint(&l, colour, alpha);
    }
    /// Soft shadow inside `clip`.
    pub(super) fn dim(&mut self, clip: &Layer, path: &Shape, blur: f32, colour: Rgb, alpha: f32) {
        let l = self.c.layer(path, blur).and(clip);
        self.c.shade(&l, colour, alpha);
    }
    /// Soft colour on the face only.
    pub(super) fn glaze(&mut self, path: &Shape, blur: f32, colour: Rgb, alpha: f32) {
        let l = self.c.layer(path, blur).and(&self.face);
        self.c.paint(&l, colour, alpha);
    }
    /// Soft shadow on the face only.
    pub(super) fn dusk(&mut self, path: &Shape, blur: f32, alpha: f32) {
        let l = self.c.layer(path, blur).and(&self.face);
        self.c.shade(&l, SHADOW, alpha);
    }
    pub(super) fn lit(&self) -> Rgb {
        mix(self.p.skin, [1.0, 0.95, 0.88], 0.42)
    }
    pub(super) fn deep(&self) -> Rgb {
        [0, 1, 2].map(|i| self.p.skin[i] * [0.62, 0.46, 0.42][i])
    }
    pub(super) fn blush(&self) -> Rgb {
        [0, 1, 2].map(|i| self.p.skin[i] * [1.0, 0.72, 0.68][i])
    }
}
