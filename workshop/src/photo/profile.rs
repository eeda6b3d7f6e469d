//! The sizes that others ask for (formats.md, 5): data, so that a school can add its printing house's own.

use std::borrow::Cow;

use school::crop::RATIO;
use school::law::photo_profile::MASTER;
use school::photo::Crop;
use serde::{Deserialize, Serialize};

/// So much off 35 : 45 is what whole pixels make of it.
const ROUNDING: f64 = 0.005;

/// What a receiver takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// A lasting name.
    pub name: Cow<'static, str>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What the two numbers mean.
    pub size: Size,
    /// Most bytes of the file.
    pub bytes: usize,
}

/// What the two numbers of a profile mean. The ratio between them is always kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// Exactly so many pixels.
    Exact,
    /// So many or proportionally more, as many as there are.
    AtLeast,
    /// So many or proportionally fewer, as many as there are.
    AtMost,
}

const fn row(name: &'static str, (width, height): (u32, u32), size: Size, bytes: usize) -> Profile {
    Profile { name: Cow::Borrowed(name), width, height, size, bytes }
}

/// The profiles that are known everywhere.
pub static PROFILES: [Profile; 10] = [
    row("master", MASTER, Size::AtMost, 300_000),
    row("gov-pl", (492, 633), Size::AtLeast, 2_500_000),
    // UNCONFIRMED: one school's page
    row("sio", (246, 304), Size::AtLeast, 2_500_000),
    row("uonet", (354, 496), Size::AtLeast, 1_000_000),
    row("uonet-500", (500, 600), Size::AtLeast, 5_000_000),
    // 19 × 26 mm, rounded up to reach 300 and 600 dpi
    row("card-300", (225, 308), Size::Exact, 300_000),
    row("card-600", (449, 615), Size::Exact, 300_000),
    row("sels-300", (300, 375), Size::Exact, 300_000),
    row("sels-400", (400, 500), Size::Exact, 300_000),
    row("sels-500", (500, 625), Size::Exact, 300_000),
];

impl Profile {
    /// The known profile of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Profile> {
        PROFILES.iter().find(|profile| profile.name == name)
    }

    /// The part of a 35 : 45 frame that this profile shows: a wider one loses some chest, a narrower one both sides
    /// alike. The air above the head and its place between the sides stay.
    fn part(&self, frame: Crop) -> (f64, f64) {
        let ratio = f64::from(self.height) / f64::from(self.width);
        if (ratio / RATIO - 1.0).abs() < ROUNDING {
            return (frame.w, frame.height());
        }
        if ratio < RATIO { (frame.w, frame.w * ratio) } else { (frame.height() / ratio, frame.height()) }
    }

    /// Left, upper edge, width and height of what is shown of `frame`, in its pixels, before the frame is turned.
    pub(super) fn shown(&self, frame: Crop) -> [f64; 4] {
        let (w, h) = self.part(frame);
        [(frame.w - w) / 2.0, 0.0, w, h]
    }

    /// Pixels of the picture that a frame gives for this profile; none if it would have to be enlarged.
    #[must_use]
    pub fn pixels(&self, frame: Crop) -> Option<(u32, u32)> {
        let (w, h) = self.part(frame);
        // half a pixel is rounding, not enlarging
        let enough = w + 0.5 >= f64::from(self.width) && h + 0.5 >= f64::from(self.height);
        let most = MASTER.0.max(self.width);
        match self.size {
            Size::Exact => enough.then_some((self.width, self.height)),
            Size::AtLeast => enough.then(|| self.scaled((w.round() as u32).clamp(self.width, most))),
            Size::AtMost => Some(self.scaled((w.round() as u32).clamp(1, self.width))),
        }
    }

    /// So many pixels across and as many down as the ratio gives, at either end exactly those of the profile.
    fn scaled(&self, width: u32) -> (u32, u32) {
        let height = (f64::from(width) * f64::from(self.height) / f64::from(self.width)).round() as u32;
        (width, height.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(w: f64) -> Crop {
        Crop { cx: 500.0, cy: 500.0, w, angle: 0.0 }
    }

    #[test]
    fn no_profile_enlarges_and_each_keeps_its_ratio() {
        for profile in &PROFILES {
            for w in [200.0, 300.0, 386.0, 492.0, 500.0, 514.0, 826.0, 3000.0] {
                let Some((width, height)) = profile.pixels(frame(w)) else { continue };
                let [_, _, shown_w, shown_h] = profile.shown(frame(w));
                assert!(
                    f64::from(width) <= shown_w + 0.5 && f64::from(height) <= shown_h + 1.0,
                    "{} {w}",
                    profile.name
                );
                let ratio = f64::from(profile.height) / f64::from(profile.width);
                let error = (f64::from(height) / f64::from(width) / ratio - 1.0).abs();
                assert!(error < 0.005, "{} {w}: {width} × {height}", profile.name);
            }
        }
    }

    #[test]
    fn who_would_refuse_is_told() {
        let takes = |w| PROFILES.iter().filter(move |p| p.pixels(frame(w)).is_some()).map(|p| p.name.as_ref());
        assert_eq!(takes(3000.0).count(), PROFILES.len());
        assert_eq!(takes(400.0).collect::<Vec<_>>(), ["master", "sio", "uonet", "card-300", "sels-300", "sels-400"]);
        assert_eq!(Profile::named("master").and_then(|p| p.pixels(frame(3000.0))), Some(MASTER));
        assert_eq!(Profile::named("card-600").and_then(|p| p.pixels(frame(470.0))), None);
    }
}
