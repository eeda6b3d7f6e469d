//! Who is drawn: every trait follows from the seed; sex and age may be given.

use super::canvas::{Rgb, hex, mix};
use super::rng::Rng;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Hair {
    // mostly boys
    Short,
    SidePart,
    Tousled,
    Buzz,
    ShortCurls,
    // mostly girls
    Long,
    Wavy,
    Bob,
    Ponytail,
    Braids,
    SideBraid,
    Bun,
    BigCurls,
    Hijab,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Top {
    Tee,
    Hoodie,
    Shirt,
    Sweater,
}

/// A pupil who does not exist.
#[derive(Clone, Debug)]
pub struct Person {
    pub(super) seed: u64,
    pub(super) girl: bool,
    pub(super) age: u8,
    /// 1 at six years, 0 at eighteen: rounder face, bigger eyes, smaller nose.
    pub(super) child: f32,
    pub(super) skin: Rgb,
    /// 0 fair .. 1 deep.
    pub(super) depth: f32,
    pub(super) hair_colour: Rgb,
    pub(super) iris: Rgb,
    pub(super) hair: Hair,
    pub(super) fringe: bool,
    pub(super) glasses: Option<(Rgb, bool)>,
    pub(super) freckles: bool,
    pub(super) band: bool,
    pub(super) top: Top,
    pub(super) cloth: Rgb,
    pub(super) accent: Rgb,
    pub(super) wall: Rgb,
    /// +1 or -1: the side the light comes from.
    pub(super) light: f32,
    /// 0..1: how much of a (closed-mouth) smile.
    pub(super) smile: f32,
    /// Individual proportions, each about -1..1: width, jaw, eyes, eye gap, nose, mouth, brows, chin.
    pub(super) shape: [f32; 8],
}

const CLOTHES: [u32; 14] = [
    0x4A6A8F, 0x2F4A66, 0x7A9AAE, 0x8A4B52, 0xB5656B, 0x5F7F6A, 0x3F5B4C, 0xC9A25E, 0x7B6A94, 0x566A8C, 0xC7839A,
    0x4E8A92, 0x7E9A5E, 0x6B4A5E,
];

impl Person {
    /// Sex and age (6 to 19) follow from the seed too.
    pub fn from_seed(seed: u64) -> Person {
        let mut r = Rng(seed ^ 0x1E61_7CA0);
        let girl = r.chance(0.5);
        let age = 6 + (r.unit() * 14.0) as u8;
        Person::pupil(seed, girl, age)
    }

    /// The looks follow from the seed; `age` in years.
    pub fn pupil(seed: u64, girl: bool, age: u8) -> Person {
        use Hair::*;
        let mut r = Rng(seed.wrapping_mul(0xD6E8_FEB8_6659_FD93) ^ 0x5EED);
        let tones: [(f32, (u32, f32)); 8] = [
            (3.0, (0xF1D0BA, 0.0)),
            (4.0, (0xEBC4A6, 0.1)),
            (3.0, (0xE6B995, 0.2)),
            (1.4, (0xDDAE88, 0.35)),
            (1.0, (0xC9956E, 0.5)),
            (0.9, (0xA5714E, 0.7)),
            (0.7, (0x9A684C, 0.85)),
            (0.5, (0x8E5E45, 1.0)),
        ];
        let (tone, depth) = r.pick(&tones);
        let fair: [(f32, u32); 9] = [
            (1.2, 0x2A2221),
            (2.4, 0x44302A),
            (2.4, 0x644431),
            (2.0, 0x86603F),
            (1.8, 0xA88258),
            (1.5, 0xCBA874),
            (0.7, 0xDEC596),
            (0.9, 0xA9582E),
            (0.8, 0x6E3524),
        ];
        let dark = [(3.0, 0x211C1D), (3.0, 0x2E2422), (2.0, 0x43302A)];
        let ginger_or = if depth < 0.3 { r.pick(&fair) } else { r.pick(&dark) };
        let light_eyes = [(3.0, 0x5B7F9E), (2.0, 0x7C96A3), (1.6, 0x6F8259), (1.6, 0x8A6A3A), (2.2, 0x64442B)];
        let dark_eyes = [(3.0, 0x4A2F20), (2.0, 0x35231B), (0.7, 0x6E4D2C)];
        let iris = if depth < 0.3 { r.pick(&light_eyes) } else { r.pick(&dark_eyes) };
        let boys = [(4.0, Short), (3.0, SidePart), (3.0, Tousled), (1.2, Buzz), (1.8, ShortCurls), (0.3, Wavy)];
        let girls = [
            (3.0, Long),
            (2.2, Wavy),
            (2.0, Bob),
            (2.4, Ponytail),
            (2.0, Braids),
            (1.2, SideBraid),
            (1.2, Bun),
            (1.0, BigCurls),
            (if depth > 0.05 { 1.0 } else { 0.15 }, Hijab),
        ];
        let hair = if girl { r.pick(&girls) } else { r.pick(&boys) };
        let glasses = r.chance(0.2).then(|| {
            let frame = r.pick(&[(3.0, 0x2B2A2E), (2.0, 0x5A3A28), (1.5, 0x7C8087), (1.0, 0x3B4F77), (0.8, 0x8E4250)]);
            (hex(frame), r.chance(0.5))
        });
        let cloth = hex(CLOTHES[(r.unit() * 14.0) as usize]);
        let accent = hex(CLOTHES[(r.unit() * 14.0) as usize]);
        let walls = [(3.0, 0xE6E7E6), (2.0, 0xDFE3E6), (2.0, 0xE9E6E0), (1.0, 0xD8DEE2), (1.0, 0xE2E6DF)];
        let mut shape = [0.0; 8];
        shape.iter_mut().for_each(|s| *s = r.jitter(1.0));
        Person {
            seed,
            girl,
            age,
            child: ((18.0 - age as f32) / 12.0).clamp(0.0, 1.0),
            skin: mix(hex(tone), [0.9, 0.62, 0.52], r.unit() * 0.06),
            depth,
            hair_colour: hex(ginger_or),
            iris: hex(iris),
            hair,
            fringe: r.chance(if girl { 0.4 } else { 0.6 }),
            glasses,
            band: r.chance(0.3),
            freckles: depth < 0.15 && r.chance(0.22),
            top: r.pick(&[(3.0, Top::Tee), (2.5, Top::Hoodie), (2.5, Top::Shirt), (2.0, Top::Sweater)]),
            cloth,
            accent,
            wall: hex(r.pick(&walls)),
            light: if r.chance(0.6) { -1.0 } else { 1.0 },
            smile: r.range(0.35, 1.0),
            shape,
        }
    }
}
