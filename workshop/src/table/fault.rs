//! Why a table was not read: one variant for each sentence a secretary is told.

use serde::{Deserialize, Serialize};

/// A file we cannot read as a table. Rows count from 1, as a spreadsheet does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum TableFault {
    /// Nothing in it.
    #[error("there is nothing in the table")]
    Empty,
    /// More than [`super::MOST_BYTES`].
    #[error("{bytes} bytes are too many")]
    TooManyBytes {
        /// Length of the file.
        bytes: u64,
    },
    /// A file of another kind, known by its content, whatever its name.
    #[error("a file of the kind {0:?}")]
    Unsupported(Kind),
    /// Cut off, or not what it says it is.
    #[error("the table cannot be read")]
    Damaged,
    /// A workbook that unpacks to more than any list needs.
    #[error("the workbook unpacks to too much")]
    Bomb,
    /// The workbook has no sheet at this place.
    #[error("there is no such sheet")]
    NoSuchSheet,
    /// More than [`super::MOST_ROWS`], or as much text.
    #[error("the table has too many rows")]
    TooManyRows,
    /// More than [`super::MOST_COLUMNS`].
    #[error("row {row} has too many columns")]
    TooManyColumns {
        /// The row.
        row: u32,
    },
    /// More than [`super::MOST_CHARACTERS`].
    #[error("row {row} has too much text in column {column}")]
    CellTooLong {
        /// The row.
        row: u32,
        /// The column, from 1.
        column: usize,
    },
    /// A quotation mark opens in this row and is never closed.
    #[error("a quotation mark of row {row} is not closed")]
    OpenQuote {
        /// The row.
        row: u32,
    },
    /// The letters of this row are written in another way than those of the others: two files were put together.
    #[error("row {row} is in another encoding than the others")]
    MixedEncoding {
        /// The row.
        row: u32,
    },
    /// This row holds bytes that are no text.
    #[error("row {row} is no text")]
    NoText {
        /// The row.
        row: u32,
    },
}

/// What an unreadable file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Excel's old binary form (XLS), or a workbook under a password.
    OldWorkbook,
    /// The form of LibreOffice (ODS).
    OpenDocument,
    /// An archive that is no workbook.
    Zip,
    /// A document.
    Pdf,
    /// A web page or other markup, often under the name of a workbook.
    Html,
}
