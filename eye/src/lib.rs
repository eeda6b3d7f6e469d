//! Faces: find, frame, judge. Pixels in, verdicts out; no decoder, no files, no threads, no clock.
//!
//! A [`Finder`] finds faces in a [`Picture`]; [`frame`] proposes the 35 × 45 mm crop around one;
//! [`judge`] measures what a machine can measure reliably and says what stands out. Nothing here
//! decides: open eyes, a closed mouth, headgear and a turned head are left to people, because no
//! light method told them apart (the measurements behind every number are in the design notes on
//! photo checks).
//!
//! The finder's model comes out of the crate `rustface` at build time. That crate uses unchecked
//! pointers inside, so pictures of strangers belong in the confined child process.

mod colour;
mod eyes;
mod finder;
mod frame;
mod judge;
mod picture;
mod settings;
mod skin;
mod stage;
mod statistics;
mod thresholds;
mod wall;

pub use finder::{Face, Finder, Turn};
pub use frame::{Frame, Room, frame};
pub use judge::{Outcome, Verdict, judge, judge_by};
pub use picture::{Picture, Place};
pub use settings::{ADJUSTABLE, Adjustable, Setting, Shape, Source};
pub use thresholds::{Above, Below, Thresholds, Within};

/// Why no work could be started.
#[derive(Debug, thiserror::Error)]
pub enum EyeError {
    /// The number of bytes is not width × height × 3, or a side is 0.
    #[error("{bytes} bytes do not make an RGB picture of {width} × {height}")]
    Size {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// Bytes handed over.
        bytes: usize,
    },
    /// The built-in model of faces cannot be read.
    #[error("the model of faces cannot be read")]
    Model(#[source] std::io::Error),
}
