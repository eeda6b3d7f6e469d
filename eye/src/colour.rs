//! From sRGB to CIELAB (D65 scaled to the white of the picture), for colours as people see them.

use std::array::from_fn;

/// L* 0 to 100, a* (green to red), b* (blue to yellow).
pub(crate) type Lab = [f32; 3];

/// Turns 8-bit sRGB into CIELAB with a table for the expensive half.
pub(crate) struct Eyeglass([f32; 256]);

impl Eyeglass {
    pub(crate) fn new() -> Eyeglass {
        Eyeglass(from_fn(|i| {
            let v = i as f32 / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        }))
    }

    pub(crate) fn lab(&self, rgb: [u8; 3]) -> Lab {
        const TO_XYZ: [[f32; 3]; 3] = [[0.4339, 0.3762, 0.1899], [0.2126, 0.7152, 0.0722], [0.0178, 0.1095, 0.8727]];
        let lin = rgb.map(|v| self.0[usize::from(v)]);
        let f = TO_XYZ.map(|r| {
            let t = r[0] * lin[0] + r[1] * lin[1] + r[2] * lin[2];
            if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 }
        });
        [116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])]
    }
}

/// CIE 1976 colour difference; 2 is just visible, 10 obvious.
pub(crate) fn difference(a: &Lab, b: &Lab) -> f32 {
    (0..3).map(|i| (a[i] - b[i]).powi(2)).sum::<f32>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_colours() {
        let glass = Eyeglass::new();
        let near = |rgb, lab: Lab| {
            let got = glass.lab(rgb);
            assert!(difference(&got, &lab) < 0.5, "{rgb:?}: {got:?}, not {lab:?}");
        };
        near([255, 255, 255], [100.0, 0.0, 0.0]);
        near([0, 0, 0], [0.0, 0.0, 0.0]);
        near([255, 0, 0], [53.24, 80.09, 67.20]);
        near([0, 0, 255], [32.30, 79.19, -107.86]);
        near([128, 128, 128], [53.59, 0.0, 0.0]);
    }
}
