//! Photographers' packs (*paczki od fotografa*): handed in piece by piece, read by the confined child, matched with the
//! roll by key or name, and taken over only when somebody at the school says so. Each photo then goes the way of every
//! other, and waits in the queue.
//!
//! A piece is sealed as soon as it has come, so an upload that was broken off goes on where it stood; one that is given
//! up goes after a day, a pack after seven.

mod assign;
mod give_up;
mod hand_in;
mod read;
mod see;
mod sweep;
mod take;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use school::{PhotoId, PhotoPackId, PupilId};
use serde::{Deserialize, Serialize};
use workshop::photo::Fault;

pub(crate) use give_up::give_up;
pub(crate) use read::read;
pub(crate) use sweep::{PACK, forget_packs_due};
pub(crate) use take::take;
pub use workshop::photo_pack::{PackFault, Skipped};

/// The largest pack, in bytes: what its photos may unpack to, for photos are packed already (formats.md 4).
pub const MOST_BYTES: u64 = 1 << 30;
/// The largest piece of a pack, in bytes: as much stands in memory while it is sealed.
pub const MOST_PIECE: usize = 8 << 20;

/// A pack as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoPackRow {
    /// Which.
    pub id: PhotoPackId,
    /// Where it stands.
    pub state: PackState,
    /// Who handed it in.
    pub by: String,
    /// When it was begun.
    pub at: Timestamp,
    /// How many of its files stand how.
    pub counts: PackCounts,
    /// Row version.
    pub version: i64,
}

/// Where a pack stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackState {
    /// Not all of it has come.
    Uploading {
        /// Bytes that have.
        received: u64,
        /// Bytes in all.
        size: u64,
    },
    /// It is being looked into.
    Reading,
    /// What is in it can be seen and taken over.
    Ready,
    /// It cannot be used.
    Refused(PackRefusal),
    /// Its photos are being taken over.
    Taking,
}

/// Why a pack cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackRefusal {
    /// The archive is not one that we open.
    Archive(PackFault),
    /// The same file was handed in before.
    Again,
}

/// How many files of a pack stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PackCounts {
    /// It is known whose photo it is.
    pub matched: u32,
    /// It could be several pupils'.
    pub unclear: u32,
    /// Nobody's on the roll.
    pub unmatched: u32,
    /// Cannot be taken.
    pub refused: u32,
    /// Somebody said that it is not wanted.
    pub discarded: u32,
    /// About to be taken over.
    pub chosen: u32,
    /// Taken over.
    pub taken: u32,
}

/// A pack with its files.
#[derive(Clone, Debug)]
pub struct PhotoPack {
    /// The pack.
    pub row: PhotoPackRow,
    /// The files in their order.
    pub files: Vec<PackedFile>,
}

/// A file of a pack. Who only hands packs in learns of it what it is called and how it stands.
#[derive(Clone, Debug)]
pub struct PackedFile {
    /// Its place in the pack.
    pub place: i64,
    /// What it is called, with its folders; of a PESEL in it the last four digits.
    pub name: String,
    /// How it stands.
    pub state: FileState,
    /// Whose it is, or could be.
    pub pupils: Vec<PackedPupil>,
    /// The photo that it has become.
    pub photo: Option<PhotoId>,
}

/// How a file of a pack stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    /// It is known whose photo it is.
    Matched,
    /// It could be several pupils'.
    Unclear,
    /// Nobody's on the roll.
    Unmatched,
    /// Cannot be taken.
    Refused(FileRefusal),
    /// Not wanted.
    Discarded,
    /// About to be taken over.
    Chosen,
    /// Taken over.
    Taken,
}

/// Why a file cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileRefusal {
    /// It was passed over unread.
    Skipped(Skipped),
    /// The picture cannot be used.
    Photo(Fault),
    /// The pupil has left meanwhile.
    Left,
}

/// A pupil whose photo a file may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedPupil {
    /// Who.
    pub id: PupilId,
    /// Surname first.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// Does a photo of this pupil wait for a decision?
    pub waits: bool,
    /// Is one in force?
    pub approved: bool,
}
