//! Finds the two pupils by letting gradients vote: around a dark disc they all point away from its
//! centre ("means of gradients", Timm and Barth 2011). Good enough to warn of a strongly tilted
//! head (on 32 test photos the error is 1.2° at the median, 5.4° at most), not for more.

use crate::stage::Stage;
use crate::statistics::{mean, variance};
use std::ops::Range;

/// Window pixels at the edges that cannot be a pupil: there half a disc would do, and brows are near.
const TOP: i32 = 5;
const EDGE: i32 = 3;
/// Where the eyes are looked for, from the corner of the face.
const LEFT: Range<i32> = 28..96;
const RIGHT: Range<i32> = 104..172;
const ROWS: Range<i32> = 44..96;
/// Stage pixels per pixel of the window that is searched (40 px wide).
const SHRINK: f32 = 1.7;

/// Both pupils on the stage.
pub(crate) struct Eyes {
    left: (f32, f32),
    right: (f32, f32),
}

impl Eyes {
    /// None where the skin is blank.
    pub(crate) fn new(s: &Stage) -> Option<Eyes> {
        Some(Eyes { left: pupil(s, LEFT)?, right: pupil(s, RIGHT)? })
    }

    /// Clockwise degrees by which the line through both is turned.
    pub(crate) fn roll(&self) -> f32 {
        (self.right.1 - self.left.1).atan2(self.right.0 - self.left.0).to_degrees()
    }

    /// The row halfway between them.
    pub(crate) fn row(&self) -> f32 {
        (self.left.1 + self.right.1) / 2.0
    }
}

struct Window {
    w: i32,
    h: i32,
    v: Vec<f32>,
}

impl Window {
    fn new(s: &Stage, columns: &Range<i32>) -> Window {
        let side = |r: &Range<i32>| ((r.end - r.start) as f32 / SHRINK) as i32;
        let (w, h) = (side(columns), side(&ROWS));
        let cell = |i: i32| {
            let from = |start: i32, i: i32| start + (i as f32 * SHRINK) as i32;
            let (x, y) = (from(s.x + columns.start, i % w), from(s.y + ROWS.start, i / w));
            mean([(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| s.luma((x + dx, y + dy))))
        };
        Window { w, h, v: (0..w * h).map(cell).collect() }
    }

    fn at(&self, x: i32, y: i32) -> f32 {
        self.v[(y.clamp(0, self.h - 1) * self.w + x.clamp(0, self.w - 1)) as usize]
    }

    fn smooth(&self, x: i32, y: i32) -> f32 {
        mean((-1..=1).flat_map(|dy| (-1..=1).map(move |dx| self.at(x + dx, y + dy))))
    }

    /// Strong gradients: place and unit direction (towards the light).
    fn gradients(&self) -> Vec<[f32; 4]> {
        let slope = |x: i32, y: i32| {
            let (dx, dy) = (self.at(x + 1, y) - self.at(x - 1, y), self.at(x, y + 1) - self.at(x, y - 1));
            (x, y, dx, dy, dx.hypot(dy))
        };
        let all: Vec<_> =
            (1..self.h - 1).flat_map(|y| (1..self.w - 1).map(move |x| (x, y))).map(|(x, y)| slope(x, y)).collect();
        let lengths: Vec<f32> = all.iter().map(|g| g.4).collect();
        let limit = mean(lengths.iter().copied()) + 0.8 * variance(&lengths).sqrt();
        let strong = all.into_iter().filter(|g| g.4 > limit.max(1e-3));
        strong.map(|(x, y, dx, dy, n)| [x as f32, y as f32, dx / n, dy / n]).collect()
    }
}

/// The centre of the pupil on the stage; None where the skin is blank.
fn pupil(s: &Stage, columns: Range<i32>) -> Option<(f32, f32)> {
    let window = Window::new(s, &columns);
    let gradients = window.gradients();
    let vote = |x: i32, y: i32| {
        let darkness = 255.0 - window.smooth(x, y);
        let agree = |g: &[f32; 4]| {
            let (dx, dy) = (g[0] - x as f32, g[1] - y as f32);
            ((dx * g[2] + dy * g[3]) / dx.hypot(dy).max(1e-3)).max(0.0).powi(2)
        };
        darkness * gradients.iter().map(agree).sum::<f32>()
    };
    let (x, y) = (TOP..window.h - EDGE)
        .flat_map(|y| (EDGE..window.w - EDGE).map(move |x| (x, y)))
        .map(|at| (vote(at.0, at.1), at))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|best| best.0 > 0.0)?
        .1;
    Some(((s.x + columns.start) as f32 + x as f32 * SHRINK, (s.y + ROWS.start) as f32 + y as f32 * SHRINK))
}
