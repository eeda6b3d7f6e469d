//! Lista odbioru: the paper on which receivers sign, one per print run and class.

use super::LetterError;
use super::line::CardLine;
use super::table::{Column, TablePaper};

const COLUMNS: [Column; 8] = [
    Column { title: "Lp.", share: 9.0 },
    Column { title: "Imię (imiona) i nazwisko", share: 58.0 },
    Column { title: "PESEL albo nazwa i numer dokumentu", share: 38.0 },
    Column { title: "Numer legitymacji", share: 22.0 },
    Column { title: "Oznaczenie blankietu", share: 26.0 },
    Column { title: "Producent", share: 27.0 },
    Column { title: "Data odbioru", share: 27.0 },
    Column { title: "Podpis odbierającego", share: 66.0 },
];

/// Room to sign.
const ROW_MM: f32 = 10.0;

/// What the list says. Dates come as text.
#[derive(Clone)]
pub struct PickupList {
    /// Full name of the school.
    pub school_name: String,
    /// Its address, on one line.
    pub school_address: String,
    /// What the list is of: "Partia 14, klasa 1A".
    pub subject: String,
    /// "2026/2027".
    pub school_year: String,
    /// Day the list was made.
    pub made_on: String,
    /// The cards, in the order in which they are handed out.
    pub rows: Vec<CardLine>,
}

/// Writes the list: A4 landscape, header row on every page, page x of y.
///
/// # Errors
/// [`LetterError`] if a glyph is missing or the writer refuses.
pub fn pickup_list(list: &PickupList) -> Result<Vec<u8>, LetterError> {
    let rows = (1_usize..).zip(&list.rows).map(|(ordinal, card)| card.cells(ordinal, [String::new()]));
    TablePaper {
        school: (&list.school_name, &list.school_address),
        title: "Lista odbioru legitymacji",
        about: &[
            format!("{} · rok szkolny {}", list.subject, list.school_year),
            format!(
                "Sporządzono: {} · legitymacji: {} · do imiennej ewidencji wydanych legitymacji (§ 8 ust. 5 i 6, Dz.U. 2023 poz. 1120)",
                list.made_on,
                list.rows.len()
            ),
        ],
        columns: &COLUMNS,
        rows: rows.collect(),
        row_mm: ROW_MM,
        closing: &["Wydający (imię, nazwisko, podpis): ____________________________________________".to_owned()],
    }
    .write()
}
