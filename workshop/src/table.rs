//! Tables in and out: a stranger's CSV or XLSX becomes rows of texts, our own rows become files without a formula.
//!
//! Bytes in, values out, like all of the workshop; hostile files are read in the confined child. What a column means is
//! asked of `school::class_list`. A formula is never evaluated: what was last shown in its cell is taken. Other
//! spreadsheets (ODS, the old XLS) are refused by name: their readers build the whole sheet in memory before a limit
//! can be held, and every program that writes them writes XLSX, too.

mod decode;
mod fault;
mod text;
mod workbook;
pub mod write;

pub use decode::Encoding;
pub use fault::{Kind, TableFault};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Longest file, in bytes.
pub const MOST_BYTES: usize = 20 << 20;
/// Most rows with something in them.
pub const MOST_ROWS: usize = 20_000;
/// Most columns.
pub const MOST_COLUMNS: usize = 200;
/// Most characters of a cell: longer is no name and no address, but an open quotation mark.
pub const MOST_CHARACTERS: usize = 2000;
/// Most bytes of all cells together: one long text may stand in a million cells of a small workbook.
const MOST_TEXT: usize = 64 << 20;

/// A table as it stands in a file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// How the file was read.
    pub form: Form,
    /// The rows with something in them, from above.
    pub rows: Vec<Row>,
}

/// Says how much there is, never what: tables hold names and numbers of children.
impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Table({:?}, {} rows)", self.form, self.rows.len())
    }
}

/// A row with something in it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number as a spreadsheet counts, or in a text the number of the line that it begins on; from 1.
    pub number: u32,
    /// The texts of the cells without outer spaces; empty ones at the end are left out.
    pub cells: Vec<String>,
}

/// What kind of file a table came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// Text, its columns divided by a character.
    Text {
        /// How its letters are written.
        encoding: Encoding,
        /// What divides the columns.
        separator: char,
    },
    /// A workbook.
    Workbook {
        /// The names of the sheets that can be seen.
        sheets: Vec<String>,
        /// Which of them was read.
        sheet: usize,
    },
}

/// Reads a table; of a workbook the sheet at this place among those that can be seen, else the first with something in
/// it.
///
/// # Errors
///
/// [`TableFault`], with the row where there is one to be looked at.
pub fn read(bytes: &[u8], sheet: Option<usize>) -> Result<Table, TableFault> {
    if bytes.len() > MOST_BYTES {
        return Err(TableFault::TooManyBytes { bytes: bytes.len() as u64 });
    }
    match bytes {
        [] => Err(TableFault::Empty),
        [b'P', b'K', 3 | 5 | 7, 4 | 6 | 8, ..] => workbook::read(bytes, sheet),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(TableFault::Unsupported(Kind::OldWorkbook)),
        [b'%', b'P', b'D', b'F', ..] => Err(TableFault::Unsupported(Kind::Pdf)),
        _ if is_markup(bytes) => Err(TableFault::Unsupported(Kind::Html)),
        _ => text::read(bytes),
    }
}

/// Web pages under the name of a workbook are what some journals export.
fn is_markup(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    start.first() == Some(&b'<')
}

/// Rows that are being read, within the limits.
#[derive(Default)]
struct Rows {
    rows: BTreeMap<u32, Vec<String>>,
    text: usize,
}

impl Rows {
    /// Puts a text in its place; `column` counts from 0.
    fn put(&mut self, number: u32, column: usize, text: &str) -> Result<(), TableFault> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        if text.is_empty() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(TableFault::TooManyColumns { row: number });
        }
        if text.len() > MOST_CHARACTERS && text.chars().count() > MOST_CHARACTERS {
            return Err(TableFault::CellTooLong { row: number, column: column + 1 });
        }
        self.text += text.len();
        let cells = self.rows.entry(number).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        text.clone_into(&mut cells[column]);
        if self.rows.len() > MOST_ROWS || self.text > MOST_TEXT { Err(TableFault::TooManyRows) } else { Ok(()) }
    }

    fn table(self, form: Form) -> Result<Table, TableFault> {
        if self.rows.is_empty() {
            return Err(TableFault::Empty);
        }
        let rows = self.rows.into_iter().map(|(number, cells)| Row { number, cells }).collect();
        Ok(Table { form, rows })
    }
}
