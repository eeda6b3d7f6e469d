//! What is measured on the face itself. Places are given on the stage, from the corner of a face
//! 200 px wide; the core holds eyes, nose and mouth and no hair.

use crate::stage::Stage;
use crate::statistics::{mean, quantile, share, variance};
use std::ops::Range;

pub(crate) const WIDE: Range<i32> = 30..170;
pub(crate) const CORE: Range<i32> = 40..190;
pub(crate) const EYES: Range<i32> = 50..110;
pub(crate) const CHEEKS: Range<i32> = 100..160;
pub(crate) const MIDDLE: i32 = 100;

/// Fine detail against contrast: the variance of the Laplacian over the variance of the brightness.
pub(crate) fn sharpness(s: &Stage) -> f32 {
    let core = s.spots(WIDE, CORE);
    let laplacian = |&(x, y): &(i32, i32)| {
        s.luma((x - 1, y)) + s.luma((x + 1, y)) + s.luma((x, y - 1)) + s.luma((x, y + 1)) - 4.0 * s.luma((x, y))
    };
    let detail: Vec<f32> = core.iter().map(laplacian).collect();
    variance(&detail) / (variance(&brightness(s)) + 25.0)
}

/// The share of the detail that a slight blur takes away: much of a sharp picture, little of one that is blurred
/// already. A second opinion, since noise can pass for detail.
pub(crate) fn detail(s: &Stage) -> f32 {
    let (columns, rows) = (WIDE.end - WIDE.start, CORE.end - CORE.start);
    let at = |x: i32, y: i32| s.luma((s.x + WIDE.start + x, s.y + CORE.start + y));
    let plain: Vec<f32> = (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y))).map(|(x, y)| at(x, y)).collect();
    let before = steepness(&plain, columns);
    1.0 - steepness(&blurred(&plain, columns), columns) / before.max(1e-3)
}

/// Gaussian with a radius of 1.5 pixels, once across and once down.
fn blurred(plain: &[f32], columns: i32) -> Vec<f32> {
    const BELL: [f32; 9] = [0.0076, 0.0361, 0.1096, 0.2134, 0.2666, 0.2134, 0.1096, 0.0361, 0.0076];
    let rows = plain.len() as i32 / columns;
    let pass = |from: &[f32], dx: i32, dy: i32| -> Vec<f32> {
        let sum = |i: i32| {
            let near = |k: i32| {
                let (x, y) = ((i % columns + k * dx).clamp(0, columns - 1), (i / columns + k * dy).clamp(0, rows - 1));
                from[(y * columns + x) as usize]
            };
            BELL.iter().zip(-4..).map(|(weight, k)| weight * near(k)).sum()
        };
        (0..from.len() as i32).map(sum).collect()
    };
    pass(&pass(plain, 1, 0), 0, 1)
}

/// Mean length of the gradient.
fn steepness(v: &[f32], columns: i32) -> f32 {
    let columns = columns as usize;
    mean((0..v.len() - columns).map(|i| (v[i + 1] - v[i]).hypot(v[i + columns] - v[i])))
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

/// The darker half of the face over the lighter one, 0 to 1, and the columns of the darker.
pub(crate) fn balance(s: &Stage) -> (f32, Range<i32>) {
    let half = |columns| mean(s.spots(columns, CORE).into_iter().map(|at| s.luma(at)));
    let (left, right) = (half(WIDE.start..MIDDLE), half(MIDDLE..WIDE.end));
    let darker = if left < right { WIDE.start..MIDDLE } else { MIDDLE..WIDE.end };
    (left.min(right) / left.max(right).max(1.0), darker)
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
