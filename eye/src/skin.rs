//! What is measured on the face itself. Places are given on the stage, from the corner of a face
//! 200 px wide; the core holds eyes, nose and mouth and no hair.

use crate::stage::Stage;
use crate::statistics::{mean, quantile, share, variance};
use std::ops::Range;

const WIDE: Range<i32> = 30..170;
const CORE: Range<i32> = 40..190;
const EYES: Range<i32> = 50..110;
const CHEEKS: Range<i32> = 100..160;
const MIDDLE: i32 = 100;

/// Fine detail against contrast: the variance of the Laplacian over the variance of the brightness.
pub(crate) fn sharpness(s: &Stage) -> f32 {
    let core = s.spots(WIDE, CORE);
    let laplacian = |&(x, y): &(i32, i32)| {
        s.luma((x - 1, y)) + s.luma((x + 1, y)) + s.luma((x, y - 1)) + s.luma((x, y + 1)) - 4.0 * s.luma((x, y))
    };
    let detail: Vec<f32> = core.iter().map(laplacian).collect();
    variance(&detail) / (variance(&brightness(s)) + 25.0)
}

fn brightness(s: &Stage) -> Vec<f32> {
    s.spots(WIDE, CORE).into_iter().map(|at| s.luma(at)).collect()
}

/// Brightness of the brightest twentieth, 0 to 255.
pub(crate) fn light(s: &Stage) -> f32 {
    quantile(brightness(s), 0.95)
}

/// Share of the core that is burnt out.
pub(crate) fn burnt(s: &Stage) -> f32 {
    share(&brightness(s), |v| *v >= 247.0)
}

/// Share of the eye band that shines white, as glasses do under a lamp.
pub(crate) fn glare(s: &Stage) -> f32 {
    share(&s.spots(WIDE, EYES), |&at| s.rgb(at).iter().all(|v| *v >= 240))
}

/// The darker half of the face over the lighter one, 0 to 1.
pub(crate) fn balance(s: &Stage) -> f32 {
    let half = |columns| mean(s.spots(columns, CORE).into_iter().map(|at| s.luma(at)));
    let (left, right) = (half(WIDE.start..MIDDLE), half(MIDDLE..WIDE.end));
    left.min(right) / left.max(right).max(1.0)
}

/// Mean a* and b* of cheeks and nose.
pub(crate) fn tone(s: &Stage) -> [f32; 2] {
    let cheeks = s.spots(WIDE, CHEEKS);
    [1, 2].map(|i| mean(cheeks.iter().map(|&at| s.lab(at)[i])))
}

/// How far the colours spread in their narrower direction: 0 for black and white, below 1 for sepia.
pub(crate) fn spread(s: &Stage) -> f32 {
    let (a, b): (Vec<f32>, Vec<f32>) = s.labs().iter().map(|v| (v[1], v[2])).unzip();
    let (mean_a, mean_b) = (mean(a.iter().copied()), mean(b.iter().copied()));
    let covariance = mean(a.iter().zip(&b).map(|(x, y)| (x - mean_a) * (y - mean_b)));
    let (va, vb) = (variance(&a), variance(&b));
    let smaller = (va + vb) / 2.0 - ((va - vb) / 2.0).hypot(covariance);
    smaller.max(0.0).sqrt()
}
