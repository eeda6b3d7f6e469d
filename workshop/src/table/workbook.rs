//! A table in a workbook (XLSX). Cells are taken one by one within the limits, so that a single one in the last corner
//! of a sheet does not make a table of seventeen thousand million.

use std::io::Cursor;

use calamine::{Cell, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};

use super::{Form, Kind, Rows, Table, TableFault};
use crate::archive::{self, Closed};

/// Most files inside a workbook.
const MOST_PARTS: usize = 1000;
/// Most bytes that a workbook unpacks to. A list of 20,000 rows and thirty columns is 30 MB.
const MOST_UNPACKED: u64 = 64 << 20;

/// # Errors
/// [`TableFault`].
pub(super) fn read(bytes: &[u8], wanted: Option<usize>) -> Result<Table, TableFault> {
    let mut archive = archive::open(Cursor::new(bytes), MOST_PARTS).map_err(|closed| match closed {
        Closed::TooMany => TableFault::Bomb,
        Closed::Damaged => TableFault::Damaged,
    })?;
    let has = |name: &str| archive.file_names_raw().any(|other| other == name.as_bytes());
    match (has("xl/workbook.xml"), has("content.xml")) {
        (true, _) => {}
        (_, true) => return Err(TableFault::Unsupported(Kind::OpenDocument)),
        _ => return Err(TableFault::Unsupported(Kind::Zip)),
    }
    archive::unpacked(&mut archive, MOST_UNPACKED).ok_or(TableFault::Bomb)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| TableFault::Damaged)?;
    let sheets = visible(&workbook);
    let (sheet, rows) = match wanted {
        Some(at) => (at, cells(&mut workbook, sheets.get(at).ok_or(TableFault::NoSuchSheet)?)?),
        None => first(&mut workbook, &sheets)?,
    };
    rows.table(Form::Workbook { sheets, sheet })
}

/// The first sheet with something in it; the last one if there is nothing in any.
fn first(workbook: &mut Xlsx<Cursor<&[u8]>>, sheets: &[String]) -> Result<(usize, Rows), TableFault> {
    let mut found = Err(TableFault::NoSuchSheet);
    for (at, name) in sheets.iter().enumerate() {
        let rows = cells(workbook, name)?;
        let is_filled = !rows.rows.is_empty();
        found = Ok((at, rows));
        if is_filled {
            break;
        }
    }
    found
}

fn visible(workbook: &Xlsx<Cursor<&[u8]>>) -> Vec<String> {
    let sheets = workbook.sheets_metadata().iter();
    let seen = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
    seen.map(|sheet| sheet.name.clone()).collect()
}

fn cells(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Rows, TableFault> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|_| TableFault::Damaged)?;
    let mut rows = Rows::default();
    while let Some(cell) = reader.next_cell().map_err(|_| TableFault::Damaged)? {
        put(&mut rows, &cell)?;
    }
    Ok(rows)
}

fn put(rows: &mut Rows, cell: &Cell<DataRef<'_>>) -> Result<(), TableFault> {
    let (row, column) = cell.get_position();
    let (row, column) = (row.saturating_add(1), column as usize);
    match cell.get_value() {
        DataRef::Empty => Ok(()),
        DataRef::SharedString(text) => rows.put(row, column, text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => rows.put(row, column, text),
        DataRef::Int(number) => rows.put(row, column, &number.to_string()),
        DataRef::Float(number) => rows.put(row, column, &shown(*number)),
        DataRef::Bool(yes) => rows.put(row, column, if *yes { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(time) => rows.put(row, column, &day(time)),
        DataRef::Error(error) => rows.put(row, column, &error.to_string()),
    }
}

/// A number without an exponent: eleven digits may be a PESEL.
fn shown(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

/// "2015-09-30", with the time if there is one.
fn day(time: &ExcelDateTime) -> String {
    if time.is_duration() {
        return shown(time.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    match (hour, minute, second) {
        (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
    }
}
