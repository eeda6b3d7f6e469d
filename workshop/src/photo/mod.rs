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
mod develop;
mod fault;
mod heic;
mod intake;
mod jpeg;
mod logo;
mod look;
mod profile;
mod scaled;
pub(crate) mod sniff;
mod strips;
mod turn;
pub mod wire;

pub use cut::{Cut, cut, cut_by};
pub use decode::peek;
pub use develop::develop;
pub use eye::{ADJUSTABLE, Adjustable, Outcome, Place, Setting, Shape, Source, Thresholds, Verdict};
pub use fault::{Fault, Kind};
pub use intake::{Intake, intake, intake_by};
pub use logo::{LOGO_KEPT_SIDE, LOGO_LONGEST_SIDE, LOGO_SHORTEST_SIDE, logo};
pub use profile::{PROFILES, Profile, Size};
pub use sniff::is_heavy;

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
/// Most pixels across and down a portrait: 35 × 45 mm at 600 dpi.
pub const PORTRAIT: (u32, u32) = photo_profile::MASTER;
/// Most pixels across and down the picture shown to the secretary.
pub const REVIEW: (u32, u32) = (480, 617);

/// Pixels across and down a frame `w` pixels wide.
fn frame_size(w: f64) -> (u32, u32) {
    (w.round() as u32, (w * RATIO).round() as u32)
}

/// Whether a frame `w` source pixels wide holds enough for a portrait.
fn is_enough(w: f64) -> bool {
    let (width, height) = frame_size(w);
    width >= LEAST_WIDTH && height >= LEAST_HEIGHT
}

/// Dots an inch at which the frame of a picture for `profile` is as wide as it is printed: 35 mm, or as much less as a
/// narrower picture shows of it. 600 for 826 pixels, 300 for 413.
fn dpi(width: u32, profile: &Profile) -> u16 {
    let shown = profile.shown(school::photo::Crop { cx: 0.0, cy: 0.0, w: 35.0, angle: 0.0 })[2];
    // rounded up, but not by what a computer makes of 35 · 45/35
    (f64::from(width) * 25.4 / shown - 1e-9).ceil() as u16
}
