//! Every number a verdict hangs on, in one place: a school may set its own, hence they can be stored.

use crate::Outcome;
use serde::{Deserialize, Serialize};

/// A value that should not be small.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Below {
    /// Below this it is worth a look.
    pub warn: f64,
    /// Below this it fails; none where no value is that bad.
    pub fail: Option<f64>,
}

/// A value that should not be large.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Above {
    /// Above this it is worth a look.
    pub warn: f64,
    /// Above this it fails; none where no value is that bad.
    pub fail: Option<f64>,
}

/// A value that should lie between two others; outside it is worth a look.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Within {
    /// The least that is good.
    pub least: f64,
    /// The most that is good.
    pub most: f64,
}

/// An outcome and the limit that decided it, or that would have been next.
pub(crate) type Graded = (Outcome, f64);

impl Below {
    pub(crate) fn grade(self, value: f64) -> Graded {
        let (outcome, limit) = Above { warn: -self.warn, fail: self.fail.map(|limit| -limit) }.grade(-value);
        (outcome, -limit)
    }
}

impl Above {
    pub(crate) fn grade(self, value: f64) -> Graded {
        match self.fail {
            Some(limit) if value > limit => (Outcome::Fail, limit),
            _ if value > self.warn => (Outcome::Warn, self.warn),
            _ => (Outcome::Good, self.warn),
        }
    }
}

impl Within {
    pub(crate) fn grade(self, value: f64) -> Graded {
        let nearer = if value - self.least < self.most - value { self.least } else { self.most };
        (if self.outside(value) > 0.0 { Outcome::Warn } else { Outcome::Good }, nearer)
    }

    /// How far a value is from the good ones; 0 among them.
    pub(crate) fn outside(self, value: f64) -> f64 {
        (self.least - value).max(value - self.most).max(0.0)
    }
}

/// The limits of all checks. The defaults were chosen on 150 portraits of adults, so they are optimistic: look at them
/// again once real uploads have come in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// Laplacian variance over brightness variance of the face; ordinary portraits .095 to .32.
    pub sharpness: Below,
    /// Share of the detail that a slight blur takes away, a second opinion on sharpness; ordinary .24 to .39.
    pub detail: Below,
    /// Brightness of the brightest twentieth of the face, 0 to 255; ordinary 151 to 209.
    pub dark: Below,
    /// Burnt-out share of the face; ordinary up to .009.
    pub overexposed: Above,
    /// White share of the band of the eyes; ordinary up to .010.
    pub glare: Above,
    /// Darker over lighter half of the face; ordinary .58 to 1. A weak measure, hence it never fails.
    pub side_light: Below,
    /// Spread of the colours; ordinary 1.4 to 12, sepia .56.
    pub colour: Below,
    /// Mean a* of the cheeks.
    pub skin_a: Within,
    /// Mean b* of the cheeks.
    pub skin_b: Within,
    /// How far the cheeks may be from the colours of skin.
    pub colour_cast: Above,
    /// L* of the wall; plain light walls 84 to 93, grey studio walls about 71.
    pub background_light: Below,
    /// Chroma of the wall; plain walls up to 4.4.
    pub background_colour: Above,
    /// Colour difference that three quarters of the wall stay within; plain walls up to 5.
    pub background_uneven: Above,
    /// What the picture lacks around the head, as a share of the frame's height; .09 when the crown touches the edge.
    pub head_room: Above,
    /// Share of the frame's height taken by the head (70 to 80 % is the rule, gov.pl; the finder errs by 3 %).
    pub head_share: Within,
    /// Distance of the face's middle from the frame's, as a share of the width.
    pub centre: Above,
    /// Height of the eyes above the lower edge, in millimetres of a picture 45 mm high.
    pub eye_line: Within,
    /// Degrees by which the eyes are out of level; the eye finder itself errs by up to 6.
    pub tilt: Above,
    /// Height of the frame in pixels: 633 are asked for (gov.pl), 496 by school programs.
    pub resolution: Below,
    /// Mean luminance quantiser of a JPEG; good files 17 to 23, those that show their blocks 200.
    pub compression: Above,
    /// The checks that are not made, each a bit at its place in [`school::photo::Check::ALL`].
    pub off: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Thresholds {
            sharpness: Below { warn: 0.08, fail: Some(0.03) },
            detail: Below { warn: 0.20, fail: None },
            dark: Below { warn: 120.0, fail: Some(100.0) },
            overexposed: Above { warn: 0.03, fail: Some(0.10) },
            glare: Above { warn: 0.03, fail: None },
            side_light: Below { warn: 0.56, fail: None },
            colour: Below { warn: 1.0, fail: Some(1.0) },
            skin_a: Within { least: 5.0, most: 32.0 },
            skin_b: Within { least: 3.0, most: 38.0 },
            colour_cast: Above { warn: 0.0, fail: None },
            background_light: Below { warn: 70.0, fail: Some(55.0) },
            background_colour: Above { warn: 10.0, fail: Some(20.0) },
            background_uneven: Above { warn: 8.0, fail: Some(14.0) },
            head_room: Above { warn: 0.0, fail: Some(0.08) },
            head_share: Within { least: 0.68, most: 0.82 },
            centre: Above { warn: 0.08, fail: None },
            eye_line: Within { least: 20.0, most: 30.0 },
            tilt: Above { warn: 12.0, fail: None },
            resolution: Below { warn: 633.0, fail: Some(496.0) },
            compression: Above { warn: 60.0, fail: None },
            off: 0,
        }
    }
}

impl Thresholds {
    /// These limits for a pupil of `years`. A small child neither looks straight nor keeps still, and its eyes sit
    /// lower: they may be 15 mm above the edge below the age of 11 (the wording of Polish offices), and below 7 place,
    /// pose and light are judged more softly (GOV.UK lets children under 6 off both). The wall and the file are not the
    /// child's doing: their limits stay.
    #[must_use]
    pub fn for_age(self, years: u8) -> Self {
        let lower = |limit: Within| Within { least: limit.least.min(15.0), ..limit };
        match years {
            0..7 => Thresholds {
                eye_line: lower(self.eye_line),
                head_share: Within { least: self.head_share.least - 0.08, most: self.head_share.most + 0.03 },
                centre: Above { warn: self.centre.warn + 0.04, ..self.centre },
                tilt: Above { warn: self.tilt.warn + 8.0, ..self.tilt },
                side_light: Below { warn: self.side_light.warn - 0.08, ..self.side_light },
                sharpness: Below { warn: self.sharpness.warn * 0.75, ..self.sharpness },
                ..self
            },
            7..11 => Thresholds { eye_line: lower(self.eye_line), ..self },
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_at_and_around_the_limits() {
        use Outcome::{Fail, Good, Warn};
        let low = Below { warn: 10.0, fail: Some(5.0) };
        assert_eq!(
            [10.0, 9.9, 5.0, 4.9].map(|v| low.grade(v)),
            [(Good, 10.0), (Warn, 10.0), (Warn, 10.0), (Fail, 5.0)]
        );
        let high = Above { warn: 5.0, fail: None };
        assert_eq!([5.0, 5.1, 1e9].map(|v| high.grade(v).0), [Good, Warn, Warn]);
        let between = Within { least: 1.0, most: 3.0 };
        assert_eq!(
            [0.9, 1.0, 3.0, 3.1].map(|v| between.grade(v)),
            [(Warn, 1.0), (Good, 1.0), (Good, 3.0), (Warn, 3.0)]
        );
    }

    #[test]
    fn a_small_child_is_judged_more_softly_and_never_harder() {
        let (strict, soft) = (Thresholds::default(), Thresholds::default().for_age(6));
        assert_eq!(Thresholds::default().for_age(11), strict);
        assert_eq!(Thresholds::default().for_age(10).eye_line.least, 15.0);
        assert_eq!(Thresholds::default().for_age(10).tilt, strict.tilt);
        assert!(soft.tilt.warn > strict.tilt.warn && soft.head_share.least < strict.head_share.least);
        assert_eq!((soft.background_light, soft.resolution), (strict.background_light, strict.resolution));
    }
}
