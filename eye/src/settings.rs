//! What a school may set about the checks, and how the settings become [`Thresholds`].
//!
//! No law says how a photo for a school card is to look: a school decides (law.md 6.5). What it may not set: that there
//! is one face, which is what the picture is for, and how many pixels a frame needs, which the rule book says.

use crate::{Above, Below, Thresholds, Within};
use school::photo::{Check, Strictness};

/// What a school sets about one check.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// Is it made, and may it fail?
    pub strictness: Strictness,
    /// From where on it is worth a look; of a range, the least that is good.
    pub soft: f64,
    /// From where on it fails; of a range, the most that is good. None where there is one limit only.
    pub hard: Option<f64>,
}

/// On which side of a limit the good values lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Small values are bad.
    Below,
    /// Large values are bad.
    Above,
    /// Values outside a range are bad.
    Within,
}

/// Where the usual limit comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Measured on 150 portraits and pictures spoilt on purpose (photo-checks.md 4).
    Measured,
    /// The head takes 70 to 80 % of the picture (gov.pl, photo for an identity card).
    Gov,
    /// The eyes are 20 to 30 mm above the lower edge (the wording of Polish offices).
    Offices,
    /// The norm asks for 8° (ISO/IEC 19794-5); the eye finder's own error stands on top.
    Norm,
}

/// A check that a school may adjust.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adjustable {
    /// Which.
    pub check: Check,
    /// Which values are bad.
    pub shape: Shape,
    /// What it may come to at most: a weak measure never fails.
    pub strictest: Strictness,
    /// May it be left out?
    pub may_be_off: bool,
    /// The least limit that means anything.
    pub least: f64,
    /// The greatest.
    pub most: f64,
    /// Where the usual limit comes from.
    pub source: Source,
}

impl Adjustable {
    const fn new(check: Check, shape: Shape, strictest: Strictness, most: f64) -> Self {
        Self { check, shape, strictest, may_be_off: true, least: 0.0, most, source: Source::Measured }
    }

    /// The check with this code, if a school may adjust it.
    #[must_use]
    pub fn of(check: Check) -> Option<&'static Self> {
        ADJUSTABLE.iter().find(|adjustable| adjustable.check == check)
    }

    /// As it is where a school has set nothing.
    #[must_use]
    pub fn usual(&self) -> Setting {
        let mut limits = Thresholds::default();
        let (soft, hard) = match limits.of(self.check) {
            Some(Limit::Below(Below { warn, fail }) | Limit::Above(Above { warn, fail })) => (*warn, *fail),
            Some(Limit::Within(Within { least, most })) => (*least, Some(*most)),
            None => (0.0, None),
        };
        Setting { strictness: self.strictest, soft, hard }
    }

    /// May a school choose this?
    #[must_use]
    pub fn offers(&self, strictness: Strictness) -> bool {
        match strictness {
            Strictness::Off => self.may_be_off,
            Strictness::Warn => true,
            Strictness::Fail => self.strictest == Strictness::Fail,
        }
    }

    /// Do these limits mean something, and in this order?
    #[must_use]
    pub fn takes(&self, setting: &Setting) -> bool {
        let possible = |limit: f64| limit.is_finite() && (self.least..=self.most).contains(&limit);
        let ordered = match (self.shape, setting.hard) {
            (_, None) => self.usual().hard.is_none(),
            (_, Some(_)) if self.usual().hard.is_none() => false,
            (Shape::Below, Some(hard)) => hard <= setting.soft,
            (Shape::Above, Some(hard)) => hard >= setting.soft,
            (Shape::Within, Some(hard)) => hard > setting.soft,
        };
        ordered && possible(setting.soft) && setting.hard.is_none_or(possible)
    }
}

/// Every check that a school may adjust, in the order in which a school reads them.
pub static ADJUSTABLE: [Adjustable; 16] = [
    Adjustable { may_be_off: false, ..Adjustable::new(Check::HeadCut, Shape::Above, Strictness::Fail, 0.5) },
    Adjustable {
        least: 0.3,
        source: Source::Gov,
        ..Adjustable::new(Check::HeadHeight, Shape::Within, Strictness::Warn, 1.0)
    },
    Adjustable::new(Check::Centre, Shape::Above, Strictness::Warn, 0.5),
    Adjustable { source: Source::Offices, ..Adjustable::new(Check::EyeLine, Shape::Within, Strictness::Warn, 45.0) },
    Adjustable { source: Source::Norm, ..Adjustable::new(Check::Tilt, Shape::Above, Strictness::Warn, 45.0) },
    Adjustable::new(Check::Sharpness, Shape::Below, Strictness::Fail, 1.0),
    Adjustable::new(Check::Darkness, Shape::Below, Strictness::Fail, 255.0),
    Adjustable::new(Check::Overexposure, Shape::Above, Strictness::Fail, 1.0),
    Adjustable::new(Check::Glare, Shape::Above, Strictness::Warn, 1.0),
    Adjustable::new(Check::SideLight, Shape::Below, Strictness::Warn, 1.0),
    Adjustable::new(Check::Greyscale, Shape::Below, Strictness::Fail, 20.0),
    Adjustable::new(Check::ColourCast, Shape::Above, Strictness::Warn, 60.0),
    Adjustable::new(Check::BackgroundDark, Shape::Below, Strictness::Fail, 100.0),
    Adjustable::new(Check::BackgroundColour, Shape::Above, Strictness::Fail, 100.0),
    Adjustable::new(Check::BackgroundUneven, Shape::Above, Strictness::Fail, 100.0),
    Adjustable::new(Check::Compression, Shape::Above, Strictness::Warn, 255.0),
];

/// The limit that a check hangs on.
enum Limit<'a> {
    Below(&'a mut Below),
    Above(&'a mut Above),
    Within(&'a mut Within),
}

impl Thresholds {
    fn of(&mut self, check: Check) -> Option<Limit<'_>> {
        Some(match check {
            Check::HeadCut => Limit::Above(&mut self.head_room),
            Check::HeadHeight => Limit::Within(&mut self.head_share),
            Check::Centre => Limit::Above(&mut self.centre),
            Check::EyeLine => Limit::Within(&mut self.eye_line),
            Check::Tilt => Limit::Above(&mut self.tilt),
            Check::Sharpness => Limit::Below(&mut self.sharpness),
            Check::Darkness => Limit::Below(&mut self.dark),
            Check::Overexposure => Limit::Above(&mut self.overexposed),
            Check::Glare => Limit::Above(&mut self.glare),
            Check::SideLight => Limit::Below(&mut self.side_light),
            Check::Greyscale => Limit::Below(&mut self.colour),
            Check::ColourCast => Limit::Above(&mut self.colour_cast),
            Check::BackgroundDark => Limit::Below(&mut self.background_light),
            Check::BackgroundColour => Limit::Above(&mut self.background_colour),
            Check::BackgroundUneven => Limit::Above(&mut self.background_uneven),
            Check::Compression => Limit::Above(&mut self.compression),
            Check::Resolution | Check::FaceCount | Check::SameFile => return None,
        })
    }

    /// These limits with what a school has set about a check. What it may not set stays as it is.
    #[must_use]
    pub fn with(mut self, check: Check, setting: Setting) -> Self {
        let Some(adjustable) = Adjustable::of(check) else { return self };
        if setting.strictness == Strictness::Off && adjustable.may_be_off {
            self.off |= bit(check);
        }
        let fail = setting.hard.filter(|_| setting.strictness == Strictness::Fail);
        match self.of(check) {
            Some(Limit::Below(limit)) => *limit = Below { warn: setting.soft, fail },
            Some(Limit::Above(limit)) => *limit = Above { warn: setting.soft, fail },
            Some(Limit::Within(limit)) => {
                *limit = Within { least: setting.soft, most: setting.hard.unwrap_or(limit.most) };
            }
            None => {}
        }
        if check == Check::Sharpness {
            // the second opinion follows the first
            self.detail.warn *= setting.soft / adjustable.usual().soft;
        }
        self
    }

    /// Is this check not made?
    #[must_use]
    pub fn is_off(&self, check: Check) -> bool {
        self.off & bit(check) != 0
    }

    /// Every limit as a number, in an order that [`Thresholds::from_numbers`] knows: how a page hands them to the code
    /// in the browser. None is a limit that is not there.
    #[must_use]
    pub fn numbers(&self) -> Vec<Option<f64>> {
        let below = |Below { warn, fail }: Below| [Some(warn), fail];
        let above = |Above { warn, fail }: Above| [Some(warn), fail];
        let within = |Within { least, most }: Within| [Some(least), Some(most)];
        let pairs = [
            below(self.sharpness),
            below(self.detail),
            below(self.dark),
            above(self.overexposed),
            above(self.glare),
            below(self.side_light),
            below(self.colour),
            within(self.skin_a),
            within(self.skin_b),
            above(self.colour_cast),
            below(self.background_light),
            above(self.background_colour),
            above(self.background_uneven),
            above(self.head_room),
            within(self.head_share),
            above(self.centre),
            within(self.eye_line),
            above(self.tilt),
            below(self.resolution),
            above(self.compression),
        ];
        pairs.into_iter().flatten().chain([Some(f64::from(self.off))]).collect()
    }

    /// Limits from their numbers, where what is not there is NaN; none if they are not ours.
    #[must_use]
    pub fn from_numbers(numbers: &[f64]) -> Option<Self> {
        let (off, pairs) = numbers.split_last()?;
        let mut pairs = pairs.chunks_exact(2).map(|pair| (pair[0], Some(pair[1]).filter(|limit| !limit.is_nan())));
        let mut next = || pairs.next().filter(|(first, _)| !first.is_nan());
        let below = |(warn, fail)| Below { warn, fail };
        let above = |(warn, fail)| Above { warn, fail };
        let within = |(least, most): (f64, Option<f64>)| Some(Within { least, most: most? });
        let limits = Self {
            sharpness: below(next()?),
            detail: below(next()?),
            dark: below(next()?),
            overexposed: above(next()?),
            glare: above(next()?),
            side_light: below(next()?),
            colour: below(next()?),
            skin_a: within(next()?)?,
            skin_b: within(next()?)?,
            colour_cast: above(next()?),
            background_light: below(next()?),
            background_colour: above(next()?),
            background_uneven: above(next()?),
            head_room: above(next()?),
            head_share: within(next()?)?,
            centre: above(next()?),
            eye_line: within(next()?)?,
            tilt: above(next()?),
            resolution: below(next()?),
            compression: above(next()?),
            off: *off as u32,
        };
        next().is_none().then_some(limits)
    }
}

fn bit(check: Check) -> u32 {
    1 << (check as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_but_the_fixed_ones_can_be_set_and_the_usual_setting_changes_nothing() {
        let fixed = [Check::Resolution, Check::FaceCount, Check::SameFile];
        for check in Check::ALL {
            assert_eq!(Adjustable::of(*check).is_none(), fixed.contains(check), "{check}");
        }
        for adjustable in &ADJUSTABLE {
            let usual = adjustable.usual();
            assert!(adjustable.takes(&usual) && adjustable.offers(usual.strictness), "{}", adjustable.check);
            assert_eq!(Thresholds::default().with(adjustable.check, usual), Thresholds::default());
            let off = Thresholds::default().with(adjustable.check, Setting { strictness: Strictness::Off, ..usual });
            assert_eq!(off.is_off(adjustable.check), adjustable.may_be_off, "{}", adjustable.check);
            assert_eq!(off.off.count_ones(), u32::from(adjustable.may_be_off));
        }
        let usual = Thresholds::default().with(Check::FaceCount, ADJUSTABLE[0].usual());
        assert_eq!(usual, Thresholds::default(), "who is on the picture is always looked at");
    }

    #[test]
    fn limits_stand_in_their_order_and_within_what_can_be() {
        let takes = |check, soft, hard| {
            let adjustable = Adjustable::of(check).unwrap();
            adjustable.takes(&Setting { strictness: Strictness::Warn, soft, hard })
        };
        assert!(takes(Check::Sharpness, 0.1, Some(0.05)) && takes(Check::Overexposure, 0.1, Some(0.1)));
        assert!(takes(Check::HeadHeight, 0.5, Some(0.9)) && takes(Check::Tilt, 45.0, None));
        for (check, soft, hard) in [
            (Check::Sharpness, 0.05, Some(0.1)),
            (Check::Overexposure, 0.2, Some(0.1)),
            (Check::HeadHeight, 0.8, Some(0.8)),
            (Check::Tilt, 46.0, None),
            (Check::Tilt, f64::NAN, None),
            (Check::Tilt, 9.0, Some(10.0)),
            (Check::Sharpness, 0.1, None),
            (Check::Darkness, 100.0, Some(-1.0)),
        ] {
            assert!(!takes(check, soft, hard), "{check} {soft} {hard:?}");
        }
    }

    #[test]
    fn numbers_carry_every_limit() {
        let mut limits = Thresholds::default().for_age(5);
        for (number, adjustable) in (1_u8..).zip(&ADJUSTABLE) {
            let usual = adjustable.usual();
            let strictness = if number % 2 == 0 { Strictness::Off } else { Strictness::Warn };
            let soft = usual.soft + f64::from(number) / 1000.0;
            limits = limits.with(adjustable.check, Setting { strictness, soft, ..usual });
        }
        let numbers: Vec<f64> = limits.numbers().into_iter().map(|number| number.unwrap_or(f64::NAN)).collect();
        assert_eq!(Thresholds::from_numbers(&numbers), Some(limits));
        assert_eq!(Thresholds::from_numbers(&numbers[2..]), None);
        assert_eq!(Thresholds::from_numbers(&[]), None);
        assert_ne!(numbers.len() % 2, 0, "pairs, and what is off");
    }
}
