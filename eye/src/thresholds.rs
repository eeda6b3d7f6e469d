//! Every number a verdict hangs on, in one place: a school may set its own.

use crate::Severity;
use std::ops::RangeInclusive;

/// A value that should not be small.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Below {
    /// Below this: a hint.
    pub hint: f64,
    /// Below this: a warning. Negative where no value is that bad.
    pub warning: f64,
}

/// A value that should not be large.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Above {
    /// Above this: a hint.
    pub hint: f64,
    /// Above this: a warning. Infinite where no value is that bad.
    pub warning: f64,
}

impl Below {
    /// What `value` deserves, if anything.
    pub fn grade(self, value: f64) -> Option<Severity> {
        Above { hint: -self.hint, warning: -self.warning }.grade(-value)
    }
}

impl Above {
    /// What `value` deserves, if anything.
    pub fn grade(self, value: f64) -> Option<Severity> {
        if value > self.warning { Some(Severity::Warning) } else { (value > self.hint).then_some(Severity::Hint) }
    }
}

/// The limits of all checks. The defaults were chosen on 150 portraits, so they are optimistic:
/// look at them again once real uploads have come in.
#[derive(Clone, Debug, PartialEq)]
pub struct Thresholds {
    /// Laplacian variance over brightness variance of the face; ordinary portraits .095 to .32.
    pub sharpness: Below,
    /// Brightness of the brightest twentieth of the face, 0 to 255; ordinary 151 to 209.
    pub dark: Below,
    /// Burnt-out share of the face; ordinary up to .009.
    pub overexposed: Above,
    /// White share of the band of the eyes; ordinary up to .010.
    pub glare: Above,
    /// Darker over lighter half of the face; ordinary .58 to 1. A weak measure, hence only a hint.
    pub side_light: Below,
    /// Spread of the colours; ordinary 1.4 to 12, sepia .56.
    pub colour: Below,
    /// Mean a* of the cheeks.
    pub skin_a: RangeInclusive<f64>,
    /// Mean b* of the cheeks.
    pub skin_b: RangeInclusive<f64>,
    /// L* of the wall; plain light walls 84 to 93, grey studio walls about 71.
    pub background_light: Below,
    /// Chroma of the wall; plain walls up to 4.4.
    pub background_colour: Above,
    /// Colour difference that three quarters of the wall stay within; plain walls up to 5.
    pub background_uneven: Above,
    /// What the picture lacks around the head, as a share of the frame's height; .09 when the crown
    /// touches the edge.
    pub head_room: Above,
    /// Share of the frame's height taken by the head (70 to 80 % is the rule, gov.pl).
    pub head_share: RangeInclusive<f64>,
    /// Distance of the face's middle from the frame's, as a share of the width.
    pub centre: Above,
    /// Degrees by which the eyes are out of level; the eye finder itself errs by up to 6.
    pub tilt: Above,
    /// Height of the frame in pixels: 633 are asked for (gov.pl), 496 by school programs.
    pub resolution: Below,
}

impl Default for Thresholds {
    fn default() -> Self {
        let never_low = f64::NEG_INFINITY;
        let never_high = f64::INFINITY;
        Thresholds {
            sharpness: Below { hint: 0.08, warning: 0.03 },
            dark: Below { hint: 120.0, warning: 100.0 },
            overexposed: Above { hint: 0.03, warning: 0.10 },
            glare: Above { hint: 0.03, warning: never_high },
            side_light: Below { hint: 0.56, warning: never_low },
            colour: Below { hint: 1.0, warning: 1.0 },
            skin_a: 5.0..=32.0,
            skin_b: 3.0..=38.0,
            background_light: Below { hint: 70.0, warning: 55.0 },
            background_colour: Above { hint: 10.0, warning: 20.0 },
            background_uneven: Above { hint: 8.0, warning: 14.0 },
            head_room: Above { hint: 0.0, warning: 0.08 },
            head_share: 0.68..=0.82,
            centre: Above { hint: 0.08, warning: never_high },
            tilt: Above { hint: 12.0, warning: never_high },
            resolution: Below { hint: 633.0, warning: 496.0 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_at_and_around_the_limits() {
        let low = Below { hint: 10.0, warning: 5.0 };
        let got = [10.0, 9.9, 5.0, 4.9].map(|v| low.grade(v));
        assert_eq!(got, [None, Some(Severity::Hint), Some(Severity::Hint), Some(Severity::Warning)]);
        let high = Above { hint: 5.0, warning: f64::INFINITY };
        assert_eq!([5.0, 5.1, 1e9].map(|v| high.grade(v)), [None, Some(Severity::Hint), Some(Severity::Hint)]);
    }
}
