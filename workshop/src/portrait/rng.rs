//! Chance that repeats: the same numbers for the same seed on every machine and version.

/// SplitMix64.
#[derive(Clone)]
pub(super) struct Rng(pub(super) u64);

impl Rng {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    pub(super) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }
    pub(super) fn range(&mut self, a: f32, b: f32) -> f32 {
        a + (b - a) * self.unit()
    }
    /// Symmetric around 0, within -s..s, small values likelier.
    pub(super) fn jitter(&mut self, s: f32) -> f32 {
        (self.unit() + self.unit() + self.unit() - 1.5) / 1.5 * s
    }
    pub(super) fn chance(&mut self, p: f32) -> bool {
        self.unit() < p
    }
    /// One of `items`, each with a weight.
    pub(super) fn pick<T: Copy>(&mut self, items: &[(f32, T)]) -> T {
        let mut left = self.unit() * items.iter().map(|i| i.0).sum::<f32>();
        for &(weight, item) in items {
            left -= weight;
            if left < 0.0 {
                return item;
            }
        }
        items[items.len() - 1].1
    }
}
