//! Imienna ewidencja: the nominal register on paper, every field of law.md 3.2.

use super::LetterError;
use super::line::CardLine;
use super::table::{Column, TablePaper};

const COLUMNS: [Column; 9] = [
    Column { title: "Lp.", share: 10.0 },
    Column { title: "Imię (imiona) i nazwisko", share: 57.0 },
    Column { title: "PESEL albo nazwa i numer dokumentu", share: 36.0 },
    Column { title: "Numer legitymacji", share: 21.0 },
    Column { title: "Oznaczenie blankietu", share: 25.0 },
    Column { title: "Producent", share: 26.0 },
    Column { title: "Data odbioru", share: 27.0 },
    Column { title: "Podpis odbierającego", share: 36.0 },
    Column { title: "Adnotacje", share: 38.0 },
];

/// A line of text and some air.
const ROW_MM: f32 = 8.0;

/// A part of the register. Dates come as text.
#[derive(Clone)]
pub struct RegisterExtract {
    /// Full name of the school.
    pub school_name: String,
    /// Its address, on one line.
    pub school_address: String,
    /// "2026/2027".
    pub school_year: String,
    /// Day the extract was made.
    pub made_on: String,
    /// Who made it; may be empty.
    pub made_by: String,
    /// The rows, in the register's order.
    pub rows: Vec<RegisterRow>,
}

/// One row of the register.
#[derive(Clone)]
pub struct RegisterRow {
    /// Ordinal number in the register.
    pub ordinal: u32,
    /// The card and its receipt.
    pub card: CardLine,
    /// Who signed and where the signature is; empty for a signature by hand.
    pub signature: String,
    /// Duplicate of, replaces, destroyed: the annotations of § 10.
    pub notes: String,
}

/// Writes the register: A4 landscape, header row on every page, page x of y.
///
/// # Errors
/// [`LetterError`] if a glyph is missing or the writer refuses.
pub fn register(extract: &RegisterExtract) -> Result<Vec<u8>, LetterError> {
    let rows = extract.rows.iter().map(|row| row.card.cells(row.ordinal, [row.signature.clone(), row.notes.clone()]));
    let mut made = format!("Sporządzono: {}", extract.made_on);
    if !extract.made_by.is_empty() {
        made.push_str(" · ");
        made.push_str(&extract.made_by);
    }
    TablePaper {
        school: (&extract.school_name, &extract.school_address),
        title: "Imienna ewidencja wydanych legitymacji szkolnych",
        about: &[
            format!(
                "Rok szkolny {} · § 8 ust. 5 i 6 rozporządzenia z 7 czerwca 2023 r. (Dz.U. 2023 poz. 1120)",
                extract.school_year
            ),
            made,
        ],
        columns: &COLUMNS,
        rows: rows.collect(),
        row_mm: ROW_MM,
        closing: &[format!("Koniec wykazu. Liczba pozycji: {}.", extract.rows.len())],
    }
    .write()
}
