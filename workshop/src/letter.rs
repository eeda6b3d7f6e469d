//! Papers for people: tagged PDFs in Polish (EN 301 549, chapter 10), checked against PDF/UA-1.
//!
//! Their sentences stand here and not in the interface's message files: they are official papers
//! of a Polish school, whatever language the reader of the screen has chosen. The invitation and the letters with school access speak three.

mod destruction;
mod invitation;
mod line;
mod paper;
mod pickup;
mod recovery;
mod register;
mod school;
mod table;

pub use destruction::{DestroyedCard, DestructionProtocol, destruction_protocol};
pub use invitation::{Invitation, invitation};
pub use line::CardLine;
pub use pickup::{PickupList, pickup_list};
pub use recovery::{KEY_GROUP, RecoveryKey, key_lines, recovery_key};
pub use register::{RegisterExtract, RegisterRow, register};
pub use school::{SchoolLetter, school_letters};

use crate::font::FontError;

/// Why a paper cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// A text holds a character that the font lacks, or the font is broken.
    #[error(transparent)]
    Font(#[from] FontError),
    /// The recovery key or the address does not fit a QR code.
    #[error(transparent)]
    Code(#[from] crate::code::TooLong),
    /// The PDF writer failed.
    #[error("the PDF cannot be written: {0}")]
    Pdf(String),
}
