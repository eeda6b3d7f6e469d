//! The school's entry in the register of schools (RSPO), looked up in the file that the register gives away, or in what
//! was copied from its pages: its interface wants an account, which few schools have. What comes is read once and not
//! kept; nothing is sent anywhere.

use std::fs::File;

use school::{
    permission::Permission,
    rspo::{Columns, Institution, Rspo},
    search::{fold, words},
};
use workshop::table::{Row, TableFault};

use crate::{
    StaffDesk,
    child::{ChildFault, in_memory},
    refused::Refused,
};

/// The most entries that are shown: among more nobody finds the own one.
const MOST: usize = 20;

/// In so many rows the headings are looked for: above them may stand what else was copied from the page.
const ABOVE: usize = 20;

/// What a file of the register has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundInRspo {
    /// The first of the entries that were looked for.
    pub entries: Vec<Institution>,
    /// How many there are in all.
    pub total: usize,
}

impl StaffDesk {
    /// The entries of an uploaded file that have this number, or these words in their name and address; the first ones
    /// if nothing is said. None if the file is not one of the register's.
    ///
    /// # Errors
    /// `Forbidden`; if the file cannot be read ([`Refused::Table`]).
    pub async fn find_in_rspo(&self, file: File, wanted: &str) -> Result<Option<FoundInRspo>, Refused> {
        self.must(Permission::ManageSchool)?;
        let read = self.office.workshop().read_table(file, None).await.map_err(|fault| match fault {
            // a table that kills its reader is, for the school, one that cannot be read
            ChildFault::Died(_) => Refused::Table(TableFault::Damaged),
            other => other.into(),
        })?;
        Ok(found(&read.map_err(Refused::Table)?.rows, wanted))
    }

    /// The same in a text that was copied from the register's pages: a list with its headings, or one school's page, on
    /// which each heading stands before its value or above it.
    ///
    /// # Errors
    /// As [`StaffDesk::find_in_rspo`].
    pub async fn find_in_rspo_text(&self, text: &str, wanted: &str) -> Result<Option<FoundInRspo>, Refused> {
        self.must(Permission::ManageSchool)?;
        self.find_in_rspo(in_memory(text.as_bytes())?, wanted).await
    }
}

fn found(rows: &[Row], wanted: &str) -> Option<FoundInRspo> {
    let headed = rows.iter().take(ABOVE).position(|row| Columns::of(&row.cells).is_some());
    match headed {
        Some(at) => found_below(&rows[at..], wanted),
        None => found_below(&sideways(rows), wanted),
    }
}

/// One school's page as a table: a row of its headings and a row of what stands beside or below each.
fn sideways(rows: &[Row]) -> [Row; 2] {
    let (mut headings, mut values): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for row in rows {
        let mut cells = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let Some(first) = cells.next() else { continue };
        let (heading, value) =
            first.split_once(':').filter(|(heading, _)| Columns::knows(heading)).unwrap_or((first, ""));
        // an address may have been taken apart at its commas
        let beside =
            |first| [first].into_iter().chain(cells).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", ");
        if Columns::knows(heading) {
            headings.push(heading.to_owned());
            values.push(beside(value.trim()));
        } else if let Some(empty) = values.last_mut().filter(|value| value.is_empty()) {
            *empty = beside(first);
        }
    }
    [Row { number: 1, cells: headings }, Row { number: 2, cells: values }]
}

fn found_below(rows: &[Row], wanted: &str) -> Option<FoundInRspo> {
    let (headings, rows) = rows.split_first()?;
    let columns = Columns::of(&headings.cells)?;
    let (number, parts) = (wanted.parse::<Rspo>().ok(), words(wanted));
    let is_wanted = |entry: &Institution| {
        let text = fold(&format!("{} {}", entry.name, entry.address));
        number == Some(entry.rspo) || parts.iter().all(|part| text.contains(part.as_str()))
    };
    let read = rows.iter().filter_map(|row| columns.read(&row.cells).ok());
    let mut entries: Vec<_> = read.filter(is_wanted).collect();
    // a number stands in addresses, too; whose own it is comes first
    entries.sort_by_key(|entry| number != Some(entry.rspo));
    let total = entries.len();
    entries.truncate(MOST);
    Some(FoundInRspo { entries, total })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&str]) -> Vec<Row> {
        let cells = |line: &&str| line.split(';').map(str::to_owned).collect::<Vec<_>>();
        let row = |(at, line)| Row { number: at, cells: cells(line) };
        (1..).zip(lines).map(row).collect()
    }

    const HEADINGS: &str = "Numer RSPO;Typ;Nazwa;Ulica;Numer budynku;Kod pocztowy;Miejscowość";

    #[test]
    fn a_school_is_found_by_its_number_or_by_words_without_marks() {
        let rows = rows(&[
            HEADINGS,
            "118;Szkoła podstawowa;Szkoła Podstawowa w Żółwinie;;1;05-807;Żółwin",
            "7;Liceum ogólnokształcące;I Liceum;ul. Leśna;118;00-001;Warszawa",
            "bez numeru;Liceum ogólnokształcące;II Liceum;;;;",
        ]);
        let names = |wanted: &str| {
            let found = found(&rows, wanted).unwrap();
            found.entries.iter().map(|entry| entry.rspo.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(names("118"), ["118", "7"], "whose number it is stands before whose address has it");
        assert_eq!(names("zolwin szkola"), ["118"]);
        assert_eq!(names("liceum"), ["7"], "a row without a number is none");
        assert_eq!(names(""), ["118", "7"]);
        assert!(names("przedszkole").is_empty());
    }

    #[test]
    fn among_many_the_first_are_shown_and_all_are_counted() {
        let many: Vec<String> = (1..=30).map(|at| format!("{at};Technikum;Technikum nr {at};;;;")).collect();
        let lines: Vec<&str> = [HEADINGS].into_iter().chain(many.iter().map(String::as_str)).collect();
        let found = found(&rows(&lines), "technikum").unwrap();
        assert_eq!((found.entries.len(), found.total), (MOST, 30));
    }

    #[test]
    fn one_schools_page_is_read_however_it_was_copied() {
        let beside = rows(&[
            "Szkoły i placówki",
            "Numer RSPO:;12345",
            "Typ: Technikum",
            "Nazwa;Technikum nr 3;w Lipnikach",
            "Ulica;Leśna",
        ]);
        let below = rows(&[
            "Numer RSPO",
            "12345",
            "Typ",
            "Technikum",
            "Nazwa",
            "Technikum nr 3, w Lipnikach",
            "Telefon",
            "Nazwa organu",
        ]);
        for page in [beside, below] {
            let found = found(&page, "").unwrap();
            let names: Vec<_> =
                found.entries.iter().map(|entry| (entry.rspo.to_string(), entry.name.as_str())).collect();
            assert_eq!(names, [("12345".to_owned(), "Technikum nr 3, w Lipnikach")]);
        }
        let list = rows(&["Wyniki wyszukiwania", HEADINGS, "7;Technikum;Technikum nr 7;;;;"]);
        assert_eq!(found(&list, "").unwrap().total, 1, "what stands above the headings is passed over");
    }

    #[test]
    fn another_table_is_none_of_the_register() {
        assert_eq!(found(&rows(&["Nazwisko;Imię;Klasa", "Żak;Żaneta;1A"]), ""), None);
        assert_eq!(found(&[], ""), None);
    }
}
