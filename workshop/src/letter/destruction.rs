//! Protokół zniszczenia: two people destroyed returned cards, or handed them over to the governing body.

use super::LetterError;
use super::table::{Column, TablePaper};

const COLUMNS: [Column; 7] = [
    Column { title: "Lp.", share: 10.0 },
    Column { title: "Numer legitymacji", share: 26.0 },
    Column { title: "Imię (imiona) i nazwisko", share: 70.0 },
    Column { title: "Wzór", share: 26.0 },
    Column { title: "Oznaczenie blankietu", share: 30.0 },
    Column { title: "Producent", share: 34.0 },
    Column { title: "Unieważniona i dlaczego", share: 77.0 },
];

const ROW_MM: f32 = 8.0;
const DESTROYED: &str = "Protokół zniszczenia legitymacji szkolnych";
const HANDED_OVER: &str = "Protokół przekazania legitymacji szkolnych organowi prowadzącemu";

/// What the protocol says. Dates come as text.
#[derive(Clone)]
pub struct DestructionProtocol {
    /// Full name of the school.
    pub school_name: String,
    /// Its address, on one line.
    pub school_address: String,
    /// Counts from 1 in the school.
    pub number: u32,
    /// The day.
    pub held_on: String,
    /// Were the cards handed over, and not destroyed?
    pub handed_over: bool,
    /// The two people.
    pub people: [String; 2],
    /// The cards.
    pub rows: Vec<DestroyedCard>,
}

/// A card of a protocol.
#[derive(Clone)]
pub struct DestroyedCard {
    /// Number of the card.
    pub number: String,
    /// Whose it was.
    pub name: String,
    /// Template code.
    pub template: String,
    /// Marking of its blank.
    pub marking: String,
    /// Producer of its blank.
    pub producer: String,
    /// When and why it ended.
    pub end: String,
}

/// Writes the protocol: A4 landscape, header row on every page, page x of y, two lines to sign.
///
/// # Errors
/// [`LetterError`] if a glyph is missing or the writer refuses.
pub fn destruction_protocol(protocol: &DestructionProtocol) -> Result<Vec<u8>, LetterError> {
    let rows = (1_usize..).zip(&protocol.rows).map(|(ordinal, card)| {
        let DestroyedCard { number, name, template, marking, producer, end } = card.clone();
        vec![ordinal.to_string(), number, name, template, marking, producer, end]
    });
    let [first, second] = &protocol.people;
    let done = if protocol.handed_over {
        "Legitymacje wymienione w tabeli przekazano organowi prowadzącemu szkołę (§ 65)."
    } else {
        "Legitymacje wymienione w tabeli zniszczono tak, że nie można ich użyć ani odczytać (§ 10 i § 65)."
    };
    TablePaper {
        school: (&protocol.school_name, &protocol.school_address),
        title: if protocol.handed_over { HANDED_OVER } else { DESTROYED },
        about: &[
            format!("Protokół nr {} z {} · legitymacji: {}", protocol.number, protocol.held_on, protocol.rows.len()),
            format!("{done} Rozporządzenie z 7 czerwca 2023 r. (Dz.U. 2023 poz. 1120)."),
            format!("Skład: {first}, {second}"),
        ],
        columns: &COLUMNS,
        rows: rows.collect(),
        row_mm: ROW_MM,
        closing: &[
            format!("{first}, podpis: ____________________________________________"),
            format!("{second}, podpis: ____________________________________________"),
        ],
    }
    .write()
}
