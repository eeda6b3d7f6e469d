//! What a check found out, in full; what of it a family is told is its [`Advice`].

use eye::{Outcome, Place};
use school::photo::{Advice, Check, Severity};

/// What was found out about one thing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// What was looked at.
    pub check: Check,
    /// What came of it. A photo that fails may be sent all the same, unless it has too few pixels to be cut at all.
    pub outcome: Outcome,
    /// What was measured, in the check's own unit.
    pub value: f64,
    /// The limit that the value crossed, or the next one that it would cross.
    pub limit: f64,
    /// Where on the picture it shows; none when it shows nowhere or everywhere.
    pub place: Option<Place>,
}

impl Verdict {
    /// What is said about it; nothing when all is well. A frame too small to be cut blocks, nothing else does.
    pub(super) fn advice(&self) -> Option<Advice> {
        let severity = match (self.outcome, self.check) {
            (Outcome::Good, _) => return None,
            (Outcome::Warn, Check::Resolution) => Severity::Warning,
            (Outcome::Fail, Check::Resolution) => Severity::Blocking,
            (Outcome::Warn, _) => Severity::Hint,
            (Outcome::Fail, _) => Severity::Warning,
        };
        Some(Advice { check: self.check, severity, value: self.value })
    }
}

/// Everything that is to be said.
pub(super) fn advice(verdicts: &[Verdict]) -> Vec<Advice> {
    verdicts.iter().filter_map(Verdict::advice).collect()
}
