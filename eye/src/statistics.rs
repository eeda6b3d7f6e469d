//! The few statistics the measures are made of. An empty sample gives 0.

pub(crate) fn mean(v: impl IntoIterator<Item = f32>) -> f32 {
    let (sum, n) = v.into_iter().fold((0.0f64, 0u32), |(s, n), x| (s + f64::from(x), n + 1));
    (sum / f64::from(n.max(1))) as f32
}

pub(crate) fn variance(v: &[f32]) -> f32 {
    let m = mean(v.iter().copied());
    mean(v.iter().map(|x| (x - m) * (x - m)))
}

/// The value below which the share `q` of the sample lies.
pub(crate) fn quantile(mut v: Vec<f32>, q: f32) -> f32 {
    if v.is_empty() {
        return 0.0;
    }
    let k = ((v.len() - 1) as f32 * q) as usize;
    *v.select_nth_unstable_by(k, f32::total_cmp).1
}

/// How much of the sample passes `test`, 0 to 1.
pub(crate) fn share<T>(v: &[T], test: impl Fn(&T) -> bool) -> f32 {
    v.iter().filter(|x| test(x)).count() as f32 / v.len().max(1) as f32
}
