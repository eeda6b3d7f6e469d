//! A family's photo: taken in, looked at, and cut to the portrait that is printed.
//!
//! Everything here is bytes → values and bytes: no clock, no files, one thread, nothing kept. It runs in a child
//! process that has locked itself in (`wire` is what that child and its parent say to each other); a decoder that
//! panics, hangs or eats memory takes one photo with it and nothing else.
//!
//! The limits on files are ours; those on pixels stand in the rule book (`school::law::photo_profile`, law.md 6.5),
//! and a test holds the two together.

mod colour;
mod cut;
mod decode;
mod fault;
mod intake;
mod jpeg;
mod look;
pub(crate) mod sniff;
mod turn;
pub mod wire;

pub use cut::{Cut, cut};
pub use fault::{Fault, Kind};
pub use intake::{Intake, intake};

use school::crop::RATIO;
use school::law::photo_profile;

/// Longest file, in bytes.
pub const MOST_BYTES: u64 = 25 << 20;
/// Most pixels of a picture, by its header.
pub const MOST_PIXELS: u64 = 60_000_000;
/// Longest side of a picture, in pixels, by its header.
pub const LONGEST_SIDE: u32 = 12_000;
/// Longest side of the clean source we keep, in pixels.
pub const KEPT_SIDE: u32 = 3000;
/// Fewest source pixels across a frame.
pub const LEAST_WIDTH: u32 = 354;
/// Fewest source pixels down a frame.
pub const LEAST_HEIGHT: u32 = 496;
/// Below this many source pixels across a frame the family is warned.
pub const GOOD_WIDTH: u32 = 492;
/// Below this many source pixels down a frame the family is warned.
pub const GOOD_HEIGHT: u32 = 633;
/// Most pixels across a portrait: 35 mm at 600 dpi.
pub const PORTRAIT_WIDTH: u32 = photo_profile::MASTER.0;
/// Pixels across the picture shown to the secretary.
pub const REVIEW_WIDTH: u32 = 480;

/// Pixels across and down a frame `w` pixels wide.
fn frame_size(w: f64) -> (u32, u32) {
    (w.round() as u32, (w * RATIO).round() as u32)
}

/// Whether a frame `w` source pixels wide holds enough for a portrait.
fn is_enough(w: f64) -> bool {
    let (width, height) = frame_size(w);
    width >= LEAST_WIDTH && height >= LEAST_HEIGHT
}
