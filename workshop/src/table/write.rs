//! Our own tables as files that no spreadsheet takes for a program (trust.md T15).
//!
//! A name may be "=cmd|…". In a workbook every cell is a text and says so, and one that looks like a formula keeps its
//! apostrophe, so that it stays a text when somebody edits it. In CSV, which has no types, such a cell begins with an
//! apostrophe, and all are quoted.

use jiff::Timestamp;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// A table to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet<'a> {
    /// What the sheet is called; what a spreadsheet does not allow in it is left out.
    pub title: &'a str,
    /// The heads of the columns.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// A workbook was not written: more rows, columns or characters than a sheet holds.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be written")]
pub struct WriteError(#[from] XlsxError);

/// Widest column, in characters.
const WIDEST: usize = 60;
/// Most characters of a sheet's name.
const LONGEST_TITLE: usize = 31;

/// The table as a workbook, with the time it was made at.
///
/// # Errors
///
/// If it does not fit into a sheet.
pub fn xlsx(sheet: &Sheet<'_>, made_at: Timestamp) -> Result<Vec<u8>, WriteError> {
    workbook(std::slice::from_ref(sheet), made_at)
}

/// Several tables as the sheets of one workbook.
///
/// # Errors
///
/// If one does not fit into a sheet, or two are called the same.
pub fn workbook(sheets: &[Sheet<'_>], made_at: Timestamp) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let made_at = ExcelDateTime::from_timestamp(made_at.as_second())?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made_at));
    for sheet in sheets {
        fill(workbook.add_worksheet(), sheet)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn fill(page: &mut Worksheet, sheet: &Sheet<'_>) -> Result<(), XlsxError> {
    page.set_name(title(sheet.title))?.set_freeze_panes(1, 0)?;
    let (bold, plain, guarded) = (Format::new().set_bold(), Format::new(), Format::new().set_quote_prefix());
    row(page, 0, &sheet.headings, |_| &bold)?;
    for (cells, number) in sheet.rows.iter().zip(1..) {
        row(page, number, cells, |text| if is_formula(text) { &guarded } else { &plain })?;
    }
    for (column, width) in widths(sheet).zip(0..).map(|(width, column)| (column, width)) {
        page.set_column_width(column, width)?;
    }
    Ok(())
}

fn row<'a>(
    page: &mut Worksheet,
    number: u32,
    cells: &[String],
    format: impl Fn(&str) -> &'a Format,
) -> Result<(), XlsxError> {
    for (cell, column) in cells.iter().zip(0..) {
        page.write_string_with_format(number, column, cell, format(cell))?;
    }
    Ok(())
}

fn widths(sheet: &Sheet<'_>) -> impl Iterator<Item = u32> {
    let width = |column: usize| {
        let cells = sheet.rows.iter().chain([&sheet.headings]).filter_map(move |row| row.get(column));
        let longest = cells.map(|cell| cell.chars().count()).max().unwrap_or_default();
        u32::try_from(longest.clamp(6, WIDEST) + 2).unwrap_or_default()
    };
    (0..sheet.headings.len()).map(width)
}

fn title(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !"[]:*?/\\'".contains(*c);
    let title: String = text.chars().filter(allowed).take(LONGEST_TITLE).collect();
    if title.trim().is_empty() { "Lista".to_owned() } else { title }
}

/// The table as CSV for spreadsheets: UTF-8 with its mark, semicolons, every cell quoted.
#[must_use]
pub fn csv(sheet: &Sheet<'_>) -> Vec<u8> {
    let mut text = String::from("\u{FEFF}");
    for row in std::iter::once(&sheet.headings).chain(&sheet.rows) {
        let cells: Vec<_> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

fn quoted(cell: &str) -> String {
    let guard = if is_formula(cell) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

/// Whether a spreadsheet could take the text for a formula: by its first sign, also the wide ones of Asian keyboards,
/// and also behind spaces, which some programs pass over.
fn is_formula(text: &str) -> bool {
    let odd = text.starts_with(['\t', '\r', '\n', '\0']);
    odd || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}
