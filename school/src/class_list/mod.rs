//! Class lists from other programs: which column is what, what is wrong in which row, and what an import would change.
//!
//! No vendor publishes a stable list of columns, so the columns are recognised by their headings ([`Mapping::guess`]),
//! shown to a person, and remembered by heading ([`Profile`]). Each row becomes a [`Line`], its texts by field as they
//! were written; [`check()`] makes [`Draft`]s of those that are sound and says what is wrong with the others, which a
//! person mends in the line before it is checked again. [`compare`] holds the drafts against the roll. Nothing here
//! changes anything.

mod check;
mod compare;
mod field;
mod guardian;
mod line;
mod mapping;
mod presets;

pub use check::{Checked, Draft, Note, Problem, check};
pub use compare::{Change, Comparison, Existing, Outcome, compare};
pub use field::Field;
pub use guardian::GuardianDraft;
pub use line::Line;
pub use mapping::{Lack, Mapping, Profile, heading_row};
pub use presets::{PRESETS, Preset};

#[cfg(test)]
mod tests;
