//! A table in a text: CSV and its relatives.

use csv::{ReaderBuilder, StringRecord};

use super::{Form, MOST_COLUMNS, Rows, Table, TableFault, decode::decode};

/// What divides columns, in the order of the trust that a tie is decided by: a comma also stands inside texts.
const SEPARATORS: [char; 4] = [';', '\t', '|', ','];
/// How many rows are looked at to find the separator.
const LOOK: usize = 100;

/// # Errors
/// [`TableFault`].
pub(super) fn read(bytes: &[u8]) -> Result<Table, TableFault> {
    let (text, encoding) = decode(bytes)?;
    // one kind of line end, so that lines can be counted
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (named, body) = named_separator(&text);
    let separator = named.unwrap_or_else(|| guess(body));
    let mut lines = Lines { body, at: 0, line: 1 + u32::from(named.is_some()) };
    let mut rows = Rows::default();
    let mut last = 1;
    for record in records(body, separator) {
        let record = record?;
        let number = lines.of(&record);
        last = number;
        if record.len() > MOST_COLUMNS && record.iter().skip(MOST_COLUMNS).any(|cell| !cell.trim().is_empty()) {
            return Err(TableFault::TooManyColumns { row: number });
        }
        for (column, cell) in record.iter().enumerate() {
            // what an open quotation mark swallows is too long for a cell; the mark is what to look for
            rows.put(number, column, cell).map_err(|fault| quoted(fault, body))?;
        }
    }
    if is_open(body) {
        return Err(TableFault::OpenQuote { row: last });
    }
    rows.table(Form::Text { encoding, separator })
}

fn quoted(fault: TableFault, body: &str) -> TableFault {
    match fault {
        TableFault::CellTooLong { row, .. } if is_open(body) => TableFault::OpenQuote { row },
        fault => fault,
    }
}

/// Whether the quotation marks do not pair up.
fn is_open(body: &str) -> bool {
    body.matches('"').count() % 2 == 1
}

fn records(body: &str, separator: char) -> impl Iterator<Item = Result<StringRecord, TableFault>> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(separator).unwrap_or(b';'))
        .from_reader(body.as_bytes());
    std::iter::from_fn(move || {
        let mut record = StringRecord::new();
        match reader.read_record(&mut record) {
            Ok(true) => Some(Ok(record)),
            Ok(false) => None,
            Err(_) => Some(Err(TableFault::Damaged)),
        }
    })
}

/// Counts lines along the records. The library's own count is that of the last line end it has seen, which is one too
/// few after `\r\n` and takes no notice of empty lines before a record.
struct Lines<'a> {
    body: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn of(&mut self, record: &StringRecord) -> u32 {
        let began = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(self.at);
        let empty = self.body.as_bytes().iter().skip(began).take_while(|byte| **byte == b'\n').count();
        let passed = self.body.as_bytes().get(self.at..began + empty).unwrap_or_default();
        let ends = passed.iter().filter(|byte| **byte == b'\n').count();
        (self.at, self.line) = (began + empty, self.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX)));
        self.line
    }
}

/// The line "sep=;" in which Excel names the separator, and the text below it.
fn named_separator(text: &str) -> (Option<char>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let named = first.trim().strip_prefix("sep=").and_then(|name| name.chars().next());
    match named.filter(|separator| SEPARATORS.contains(separator)) {
        Some(separator) => (Some(separator), rest),
        None => (None, text),
    }
}

/// The separator that divides most rows into the same number of columns, more than one.
fn guess(body: &str) -> char {
    let regular = |separator: &char| {
        let mut counts = [0_usize; MOST_COLUMNS + 1];
        for record in records(body, *separator).take(LOOK).flatten() {
            counts[record.len().min(MOST_COLUMNS)] += 1;
        }
        counts
            .into_iter()
            .enumerate()
            .skip(2)
            .map(|(columns, rows)| (rows, columns))
            .max()
            .filter(|(rows, _)| *rows > 0)
    };
    let best = SEPARATORS.iter().rev().filter_map(|separator| Some((regular(separator)?.0, *separator)));
    best.max_by_key(|(rows, _)| *rows).map_or(';', |(_, separator)| separator)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::table::{MOST_CHARACTERS, MOST_ROWS};

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        read(text.as_bytes()).unwrap().rows.into_iter().map(|row| (row.number, row.cells)).collect()
    }

    fn separator(text: &str) -> char {
        let Form::Text { separator, .. } = read(text.as_bytes()).unwrap().form else { panic!("a text") };
        separator
    }

    #[test]
    fn the_separator_is_found() {
        for (text, expected) in [
            ("a;b;c\n1;2;3", ';'),
            ("a,b,c\r\n1,2,3\r\n", ','),
            ("a\tb\n1\t2", '\t'),
            ("a|b\n1|2", '|'),
            ("Szkoła, klasa 1A\n\nNazwisko;Imię\nNowak, z d. Lis;Anna\nŻak;Ewa", ';'),
            ("\"a;b\",c\n\"d;e\",f", ','),
            ("alone\nin one column", ';'),
        ] {
            assert_eq!(separator(text), expected, "{text}");
        }
        assert_eq!(rows("sep=,\na;b,c\n"), [(2, vec!["a;b".to_owned(), "c".to_owned()])]);
    }

    #[test]
    fn rows_keep_the_numbers_of_their_lines() {
        let found = rows("\nNazwisko;Imię;\n\n;;\n\r\n\" Nowak \";\"Anna \"\"Ania\"\"\"\r\n\"dwie\nlinie\";x\nLis;Ewa");
        let text = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            found,
            [
                (2, text(&["Nazwisko", "Imię"])),
                (6, text(&["Nowak", "Anna \"Ania\""])),
                (7, text(&["dwie\nlinie", "x"])),
                (9, text(&["Lis", "Ewa"])),
            ]
        );
    }

    #[test]
    fn what_is_too_much_is_named_by_its_row() {
        let fault = |text: &str| read(text.as_bytes()).unwrap_err();
        assert_eq!(fault(" \n;;\n"), TableFault::Empty);
        assert_eq!(fault(&format!("a;b\n{}x", ";".repeat(MOST_COLUMNS))), TableFault::TooManyColumns { row: 2 });
        assert_eq!(
            fault(&format!("a;b\na;{}", "x".repeat(MOST_CHARACTERS + 1))),
            TableFault::CellTooLong { row: 2, column: 2 }
        );
        assert_eq!(fault(&"a;b\n".repeat(MOST_ROWS + 1)), TableFault::TooManyRows);
        assert_eq!(fault("a;b\nc;\"d\ne;f\n"), TableFault::OpenQuote { row: 2 });
        assert_eq!(fault(&format!("a;b\nc;\"d\n{}", "e;f\n".repeat(1000))), TableFault::OpenQuote { row: 2 });
        assert!(read("a;b\n".repeat(MOST_ROWS).as_bytes()).is_ok());
        assert!(read(format!("a;b{}\n", ";".repeat(300)).as_bytes()).is_ok(), "empty columns are no columns");
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = crate::table::read(&bytes, None);
        }

        #[test]
        fn quoted_cells_come_back(cells in proptest::collection::vec("[a-zżółć\"; ,\n]{0,12}", 2..6)) {
            let quoted: Vec<_> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            let expected: Vec<_> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
            if let Ok(table) = read(format!("sep=;\n{}\n", quoted.join(";")).as_bytes()) {
                let mut found = table.rows[0].cells.clone();
                found.resize(expected.len(), String::new());
                prop_assert_eq!(found, expected);
            } else {
                prop_assert!(expected.iter().all(String::is_empty));
            }
        }
    }
}
