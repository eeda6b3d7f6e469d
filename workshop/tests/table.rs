//! Workbooks of strangers, and our own tables read back by another program.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic like the tests themselves")]

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Reader, Xlsx};
use jiff::Timestamp;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use workshop::table::write::{Sheet, csv, xlsx};
use workshop::table::{Form, Kind, MOST_BYTES, MOST_COLUMNS, MOST_ROWS, TableFault, read};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn texts(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
    read(bytes, None).unwrap().rows.into_iter().map(|row| (row.number, row.cells)).collect()
}

fn fault(bytes: &[u8]) -> TableFault {
    read(bytes, None).unwrap_err()
}

fn owned(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// A workbook with these parts exchanged for others.
fn with_part(workbook: &[u8], name: &str, change: impl Fn(String) -> Vec<u8>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).unwrap();
        let part_name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if part_name == name {
            bytes = change(String::from_utf8(bytes).unwrap());
        }
        writer.start_file(part_name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn small() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write(0, 0, "Nowak").unwrap();
    workbook.save_to_buffer().unwrap()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn a_workbook_is_read_as_it_is_shown() {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    let date = Format::new().set_num_format("dd.mm.yyyy");
    page.set_name("Klasa 1A").unwrap();
    page.write(0, 0, " Nowak ").unwrap();
    page.write(2, 0, 8_222_977_775_u64).unwrap();
    page.write(2, 1, 99_123_100_058_u64).unwrap();
    page.write_datetime_with_format(2, 2, ExcelDateTime::parse_from_str("2015-09-30").unwrap(), &date).unwrap();
    page.write(2, 3, 1.5).unwrap();
    page.write(2, 4, true).unwrap();
    page.write_formula(2, 6, Formula::new("=1+1").set_result("7")).unwrap();
    workbook.add_worksheet().set_name("Inna").unwrap().write(0, 0, "Lis").unwrap();
    workbook.add_worksheet().set_hidden(true).write(0, 0, "ukryte").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();

    let expected = owned(&["8222977775", "99123100058", "2015-09-30", "1.5", "TRUE", "", "7"]);
    assert_eq!(texts(&bytes), [(1, owned(&["Nowak"])), (3, expected)], "a formula is what was last shown");
    let table = read(&bytes, Some(1)).unwrap();
    assert_eq!(table.form, Form::Workbook { sheets: owned(&["Klasa 1A", "Inna"]), sheet: 1 });
    assert_eq!(table.rows[0].cells, ["Lis"]);
    assert_eq!(read(&bytes, Some(2)).unwrap_err(), TableFault::NoSuchSheet, "a hidden sheet is none");
    assert!(!format!("{table:?}").contains("Lis"));
}

#[test]
fn files_of_another_kind_are_told_by_their_content() {
    let pack = |name: &str| {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.finish().unwrap().into_inner()
    };
    for (bytes, kind) in [
        (pack("content.xml"), Kind::OpenDocument),
        (pack("a.jpg"), Kind::Zip),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), Kind::OldWorkbook),
        (b"%PDF-1.7".to_vec(), Kind::Pdf),
        (b"\xEF\xBB\xBF\n<html><table><tr><td>Nowak</td></tr></table>".to_vec(), Kind::Html),
    ] {
        assert_eq!(fault(&bytes), TableFault::Unsupported(kind));
    }
    assert_eq!(fault(b""), TableFault::Empty);
    assert_eq!(fault(&vec![b'a'; MOST_BYTES + 1]), TableFault::TooManyBytes { bytes: MOST_BYTES as u64 + 1 });
    let bytes = small();
    assert_eq!(fault(&bytes[..bytes.len() / 2]), TableFault::Damaged);
    assert_eq!(fault(&with_part(&bytes, SHEET, |_| b"<worksheet><sheetData><row".to_vec())), TableFault::Damaged);
}

#[test]
fn workbooks_that_swell_are_refused() {
    let bytes = small();
    let blanks = with_part(&bytes, SHEET, |xml| {
        xml.replace("<sheetData>", &format!("{}<sheetData>", " ".repeat(70 << 20))).into_bytes()
    });
    assert!(blanks.len() < 1 << 20);
    assert_eq!(fault(&blanks), TableFault::Bomb);

    let cell = |at: &str| {
        with_part(&bytes, SHEET, |xml| {
            xml.replace("r=\"A1\"", &format!("r=\"{at}\"")).replace("<row r=\"1\"", "<row r=\"9\"").into_bytes()
        })
    };
    assert_eq!(
        fault(&cell("XFD1048576")),
        TableFault::TooManyColumns { row: 1_048_576 },
        "one cell in the last corner"
    );
    assert_eq!(texts(&cell("A1048576")), [(1_048_576, owned(&["Nowak"]))]);

    let rows = |count: usize| {
        with_part(&bytes, SHEET, |xml| {
            let start = xml.find("<sheetData>").unwrap();
            let row = "<row><c t=\"s\"><v>0</v></c></row>".repeat(count);
            format!("{}<sheetData>{row}</sheetData></worksheet>", &xml[..start]).into_bytes()
        })
    };
    assert_eq!(texts(&rows(MOST_ROWS)).len(), MOST_ROWS);
    assert_eq!(fault(&rows(MOST_ROWS + 1)), TableFault::TooManyRows);
}

#[test]
fn one_long_text_in_many_cells_is_refused() {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    let long = "x".repeat(2000);
    for row in 0..200 {
        for column in 0..u16::try_from(MOST_COLUMNS).unwrap() {
            page.write(row, column, long.as_str()).unwrap();
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(fault(&bytes), TableFault::TooManyRows);
}

/// What a spreadsheet may take for a formula, and what it may not.
const HOSTILE: [&str; 12] = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =cmd|'/C calc'!A0",
    "=HYPERLINK(\"http://x\")",
    "＝1+1",
    "'=1",
    "Nowak \"Ania\"; Anna",
    "+48600100200",
];

fn hostile() -> Sheet<'static> {
    let rows = HOSTILE.map(|cell| vec![cell.to_owned(), "x".to_owned()]).to_vec();
    Sheet { title: "Wykaz: [1/2]", headings: owned(&["=Nazwisko", "Klasa"]), rows }
}

fn made_at() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

#[test]
fn no_cell_of_a_workbook_is_a_formula() {
    let bytes = xlsx(&hostile(), made_at()).unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
    assert_eq!(workbook.sheet_names(), ["Wykaz 12"]);
    assert!(workbook.worksheet_formula("Wykaz 12").unwrap().is_empty());
    let range = workbook.worksheet_range("Wykaz 12").unwrap();
    let cells: Vec<_> = range.rows().skip(1).map(|row| row[0].to_string()).collect();
    // XML turns a carriage return into a line feed
    assert_eq!(cells.iter().map(|cell| cell.replace('\n', "\r")).collect::<Vec<_>>(), HOSTILE);
    assert_eq!(bytes, xlsx(&hostile(), made_at()).unwrap(), "the same table is the same file");
}

#[test]
fn no_cell_of_a_csv_is_a_formula() {
    let bytes = csv(&hostile());
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.starts_with("\u{FEFF}\"'=Nazwisko\";\"Klasa\"\r\n\"'=1+1\";\"x\"\r\n"), "{text}");
    let table = read(&bytes, None).unwrap();
    for (row, cell) in table.rows.iter().skip(1).zip(HOSTILE) {
        let first = row.cells[0].chars().next().unwrap();
        assert!(!"=+-@\t\r＝".contains(first), "{cell}");
        assert_eq!(row.cells.len(), 2);
    }
}

#[test]
fn a_table_that_fits_no_sheet_is_refused() {
    let sheet = Sheet { title: "", headings: owned(&["a"]), rows: vec![vec!["x".repeat(40_000)]] };
    assert!(xlsx(&sheet, made_at()).is_err());
}

/// LibreOffice, where there is one.
fn office() -> Option<&'static str> {
    ["soffice", "libreoffice"].into_iter().find(|name| Command::new(name).arg("--version").output().is_ok())
}

#[test]
fn libreoffice_finds_no_formula() {
    let Some(program) = office() else {
        assert!(std::env::var_os("REQUIRE_LIBREOFFICE").is_none(), "LibreOffice is not installed");
        eprintln!("skipped: LibreOffice is not installed (`make formulas` installs it and looks)");
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("libreoffice");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in [("a.xlsx", xlsx(&hostile(), made_at()).unwrap()), ("b.csv", csv(&hostile()))] {
        std::fs::write(folder.join(name), bytes).unwrap();
        let flat = converted(program, &folder, name);
        let sheet = std::fs::read_to_string(flat).unwrap();
        assert!(sheet.contains("Nowak"), "{name}");
        assert!(!sheet.contains("table:formula"), "{name}");
    }
}

/// The file as one XML text, in which a formula stands as such. 59: semicolon, 34: quotation mark, 76: UTF-8.
fn converted(program: &str, folder: &Path, name: &str) -> PathBuf {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let done = Command::new(program)
        .args([&profile, "--headless", "--convert-to", "fods", "--infilter=CSV:59,34,76", "--outdir"])
        .args([folder, &folder.join(name)])
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    folder.join(name).with_extension("fods")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_changed_byte_makes_the_reader_panic(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = small();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes, None);
    }

    #[test]
    fn no_changed_part_makes_the_reader_panic(at in any::<prop::sample::Index>(), byte in "[\\PC<>\"/&]", length in 0_usize..9) {
        for part in [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"] {
            let bytes = with_part(&small(), part, |mut xml| {
                let start = (at.index(xml.len())..).find(|place| xml.is_char_boundary(*place)).unwrap();
                let end = (start + length).min(xml.len());
                xml.replace_range(start..end, &byte);
                xml.into_bytes()
            });
            let _ = read(&bytes, None);
        }
    }

    #[test]
    fn what_is_written_is_read_back(rows in proptest::collection::vec(proptest::collection::vec("[a-zA-ZżółćŁŚ0-9=+@\"; '-]{1,20}", 3), 1..20)) {
        let sheet = Sheet { title: "Lista", headings: owned(&["Nazwisko", "Imię", "Klasa"]), rows };
        for bytes in [xlsx(&sheet, made_at()).unwrap(), csv(&sheet)] {
            let found: Vec<_> = read(&bytes, None).unwrap().rows.into_iter().skip(1).flat_map(|mut row| {
                row.cells.resize(3, String::new());
                row.cells
            }).collect();
            let expected = sheet.rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).flatten();
            for (found, expected) in found.iter().zip(expected) {
                let plain = expected.trim();
                prop_assert!(found == plain || found.strip_prefix('\'').map(str::trim) == Some(plain), "{found:?} {expected:?}");
            }
        }
    }
}
