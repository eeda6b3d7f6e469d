//! An empty class list to fill in.

use workshop::table::write::{Sheet, csv};

/// A CSV file with the headings that are recognised without a question, in Polish as in the schools' own programs.
#[must_use]
pub fn template() -> Vec<u8> {
    let headings =
        ["Nazwisko", "Imię", "Drugie imię", "Klasa", "PESEL", "Rodzaj dokumentu", "Numer dokumentu", "Data urodzenia"];
    csv(&Sheet { title: "Lista klas", headings: headings.map(str::to_owned).to_vec(), rows: Vec::new() })
}
