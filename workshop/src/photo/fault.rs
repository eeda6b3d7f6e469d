//! Why a picture was not taken in: one variant for each sentence a family is told (ux.md 2.3).

use serde::{Deserialize, Serialize};

/// A picture we cannot use. The words here are for logs; the family's sentences are made elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Fault {
    /// Not one byte.
    #[error("the file is empty")]
    Empty,
    /// More than [`super::MOST_BYTES`].
    #[error("{bytes} bytes are too many")]
    TooManyBytes {
        /// Length of the file.
        bytes: u64,
    },
    /// More than [`super::MOST_PIXELS`], or a side longer than [`super::LONGEST_SIDE`], by the header's word.
    #[error("{width} × {height} pixels are too many")]
    TooManyPixels {
        /// Pixels from left to right, as stored.
        width: u32,
        /// Pixels from top to bottom, as stored.
        height: u32,
    },
    /// No 35:45 frame of [`super::LEAST_WIDTH`] × [`super::LEAST_HEIGHT`] fits, upright or turned.
    #[error("{width} × {height} pixels are too few")]
    TooSmall {
        /// Pixels from left to right, as stored.
        width: u32,
        /// Pixels from top to bottom, as stored.
        height: u32,
    },
    /// The chosen frame holds fewer pixels than [`super::LEAST_WIDTH`] × [`super::LEAST_HEIGHT`].
    #[error("a frame of {width} × {height} pixels is too small")]
    CropTooSmall {
        /// Source pixels across the frame.
        width: u32,
        /// Source pixels down the frame.
        height: u32,
    },
    /// More than one picture in a PNG or WebP file.
    #[error("the picture moves")]
    Animated,
    /// A file of a kind we do not read, known by its content, whatever its name.
    #[error("a file of the kind {0:?}")]
    Unsupported(Kind),
    /// Cut off, or not what it says it is.
    #[error("the picture cannot be read")]
    Damaged,
}

/// What an unusable file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// GIF, moving or not.
    Gif,
    /// A drawing in XML.
    Svg,
    /// A document.
    Pdf,
    /// TIFF, also the raw files of many cameras.
    Tiff,
    /// The iPhone's own format in a variant that we cannot decode: a sequence, or a codec other than HEVC.
    Heic,
    /// An archive; also office documents.
    Zip,
    /// A web page.
    Html,
    /// Anything else.
    Other,
}
