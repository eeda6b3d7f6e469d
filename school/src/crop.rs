//! The crop as four numbers, and what one press of a button does to them.
//! The page's script does the same in the browser; the end-to-end check compares the two.

/// Height of the frame over its width: 35 × 45 mm.
pub const RATIO: f64 = 45.0 / 35.0;

/// The narrowest frame a button can reach, in pixels of the source.
const NARROWEST: f64 = 35.0;

/// A crop (*kadr*): centre and width of the 35 × 45 mm frame in pixels of the clean source, and its
/// angle in degrees, clockwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crop {
    /// Centre, pixels from the left edge.
    pub cx: f64,
    /// Centre, pixels from the top edge.
    pub cy: f64,
    /// Width of the frame in pixels.
    pub w: f64,
    /// Degrees, clockwise.
    pub angle: f64,
}

impl Crop {
    /// The first proposal for a picture of this size: in the middle, four fifths of what fits.
    #[must_use]
    pub fn proposed(width: f64, height: f64) -> Self {
        Self { cx: width / 2.0, cy: height / 2.0, w: width.min(height / RATIO) * 0.8, angle: 0.0 }
    }

    /// Height of the frame in pixels.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.w * RATIO
    }

    /// One press of the button called `name`; an unknown name changes nothing.
    #[must_use]
    pub fn step(self, name: &str) -> Self {
        let (sin, cos) = self.angle.to_radians().sin_cos();
        let by = self.w / 20.0;
        // along the screen, whatever the angle
        let go = |x: f64, y: f64| Self { cx: self.cx + x * cos + y * sin, cy: self.cy - x * sin + y * cos, ..self };
        match name {
            "zoom-in" => Self { w: self.w / 1.1, ..self },
            "zoom-out" => Self { w: self.w * 1.1, ..self },
            "left" => go(-by, 0.0),
            "right" => go(by, 0.0),
            "up" => go(0.0, -by),
            "down" => go(0.0, by),
            "turn-left" => Self { angle: (self.angle - 1.0) % 360.0, ..self },
            "turn-right" => Self { angle: (self.angle + 1.0) % 360.0, ..self },
            "quarter" => Self { angle: (self.angle + 90.0) % 360.0, ..self },
            _ => self,
        }
    }

    /// Keeps the frame on a picture of this size, turned or not. Any numbers may come in, even none:
    /// they arrive from a form.
    #[must_use]
    pub fn within(self, width: f64, height: f64) -> Self {
        let angle = if self.angle.is_finite() { self.angle % 360.0 } else { 0.0 };
        let (span_x, span_y) = spans(angle);
        let w = self.w.max(NARROWEST).min(width / span_x).min(height / span_y);
        let clamp = |at: f64, half: f64, size: f64| at.max(half).min(size - half);
        Self { cx: clamp(self.cx, w * span_x / 2.0, width), cy: clamp(self.cy, w * span_y / 2.0, height), w, angle }
    }

    /// The corners in pixels of the source: upper left, upper right, lower right, lower left, as the
    /// cropped picture will have them.
    #[must_use]
    pub fn corners(&self) -> [(f64, f64); 4] {
        let (sin, cos) = self.angle.to_radians().sin_cos();
        let (half_w, half_h) = (self.w / 2.0, self.height() / 2.0);
        // the picture turns clockwise under the frame, so the frame turns back over the picture
        let at = |x: f64, y: f64| (self.cx + x * cos + y * sin, self.cy - x * sin + y * cos);
        [at(-half_w, -half_h), at(half_w, -half_h), at(half_w, half_h), at(-half_w, half_h)]
    }

    /// For `<svg viewBox="0 0 35 45"><image transform=…>`: the preview without any script.
    #[must_use]
    pub fn svg_transform(&self) -> String {
        let scale = 35.0 / self.w;
        format!(
            "translate(17.5 22.5) rotate({:.2}) scale({scale:.5}) translate({:.2} {:.2})",
            self.angle, -self.cx, -self.cy
        )
    }
}

/// Width and height of the upright box around the turned frame, for a frame one pixel wide.
fn spans(angle: f64) -> (f64, f64) {
    let (sin, cos) = angle.to_radians().sin_cos();
    (cos.abs() + sin.abs() * RATIO, sin.abs() + cos.abs() * RATIO)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STEPS: [&str; 10] =
        ["zoom-in", "zoom-out", "left", "right", "up", "down", "turn-left", "turn-right", "quarter", "dance"];

    fn inside(crop: &Crop, width: f64, height: f64) -> bool {
        let slack = 1e-6 * (width + height);
        crop.corners().iter().all(|&(x, y)| x > -slack && x < width + slack && y > -slack && y < height + slack)
    }

    #[test]
    fn the_picture_turns_clockwise() {
        // an upright frame's upper left corner, once the picture is turned a quarter to the right,
        // shows what was at the lower left of the source
        let crop = Crop { cx: 500.0, cy: 500.0, w: 350.0, angle: 90.0 };
        let (x, y) = crop.corners()[0];
        assert!((x - 275.0).abs() < 1e-9 && (y - 675.0).abs() < 1e-9, "{x} {y}");
    }

    #[test]
    fn the_preview_shows_the_frame() {
        let crop = Crop { cx: 100.0, cy: 120.0, w: 70.0, angle: 0.0 };
        assert_eq!(crop.svg_transform(), "translate(17.5 22.5) rotate(0.00) scale(0.50000) translate(-100.00 -120.00)");
    }

    proptest! {
        #[test]
        fn the_frame_never_leaves_the_picture(
            width in 40.0..4000.0_f64, height in 40.0..4000.0_f64, presses in prop::collection::vec(0..STEPS.len(), 0..60),
        ) {
            let mut crop = Crop::proposed(width, height);
            prop_assert!(inside(&crop, width, height));
            for press in presses {
                crop = crop.step(STEPS[press]).within(width, height);
                prop_assert!(inside(&crop, width, height), "{crop:?}");
            }
        }

        #[test]
        fn any_four_numbers_end_on_the_picture(
            cx in any::<f64>(), cy in any::<f64>(), w in any::<f64>(), angle in any::<f64>(), width in 40.0..4000.0_f64, height in 40.0..4000.0_f64,
        ) {
            let crop = Crop { cx, cy, w, angle }.within(width, height);
            prop_assert!(inside(&crop, width, height), "{crop:?}");
            prop_assert!(crop.w > 0.0);
        }
    }
}
