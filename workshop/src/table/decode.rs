//! How the letters of a text are written, found from its bytes alone.
//!
//! UTF-8 is proved by being valid, UTF-16 by its mark or by zeros in every other byte. The two old Polish encodings
//! agree on ć ę ł ń ó ż and differ in ą ś ź, which is enough to tell them apart, line by line: files that were put
//! together from two are found and not turned into wrong names.

use encoding_rs::{ISO_8859_2, UTF_16BE, UTF_16LE, WINDOWS_1250};
use serde::{Deserialize, Serialize};

use super::TableFault;

/// An encoding in circulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with a mark or without.
    Utf8,
    /// UTF-16, either order: "Unicode text" of Excel.
    Utf16,
    /// Windows-1250: what Polish Excel writes as CSV.
    Windows1250,
    /// ISO-8859-2: older Polish programs.
    Iso88592,
}

/// What the bytes of a line speak for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Utf8,
    Windows1250,
    Iso88592,
    /// An old encoding, whichever.
    Old,
}

/// The text and how it was written.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Encoding), TableFault> {
    let (text, encoding) = match bytes {
        [0xFF, 0xFE, ..] => (wide(bytes, UTF_16LE)?, Encoding::Utf16),
        [0xFE, 0xFF, ..] => (wide(bytes, UTF_16BE)?, Encoding::Utf16),
        _ if zeros(bytes, 1) => (wide(bytes, UTF_16LE)?, Encoding::Utf16),
        _ if zeros(bytes, 0) => (wide(bytes, UTF_16BE)?, Encoding::Utf16),
        _ => narrow(bytes)?,
    };
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    match text.find(odd) {
        Some(at) => Err(TableFault::NoText { row: line_of(&text, at) }),
        None => Ok((text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text), encoding)),
    }
}

/// Whether most bytes at odd or even places of the beginning are zero: Latin letters in UTF-16.
fn zeros(bytes: &[u8], first: usize) -> bool {
    let start = &bytes[..bytes.len().min(1024) & !1];
    let zeros = start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    start.len() >= 4 && zeros * 4 >= start.len()
}

fn wide(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Result<String, TableFault> {
    let text = encoding.decode_with_bom_removal(bytes).0;
    match text.find('\u{FFFD}') {
        Some(at) => Err(TableFault::NoText { row: line_of(&text, at) }),
        None => Ok(text.into_owned()),
    }
}

fn narrow(bytes: &[u8]) -> Result<(String, Encoding), TableFault> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), Encoding::Utf8));
    }
    let signs: Vec<_> = bytes.split(|byte| *byte == b'\n').map(sign).collect();
    let count = |sign| signs.iter().filter(|other| **other == Some(sign)).count();
    let row_of = |found: &dyn Fn(Sign) -> bool| {
        let at = signs.iter().position(|sign| sign.is_some_and(found)).unwrap_or_default();
        TableFault::MixedEncoding { row: u32::try_from(at + 1).unwrap_or(u32::MAX) }
    };
    let [utf8, windows, iso, either] = [Sign::Utf8, Sign::Windows1250, Sign::Iso88592, Sign::Old].map(count);
    let old = windows + iso + either;
    if utf8 > 0 {
        // the row that differs is one of the fewer
        return Err(row_of(&|sign| (sign == Sign::Utf8) == (utf8 <= old)));
    }
    if windows > 0 && iso > 0 {
        return Err(row_of(&|sign| sign == if windows < iso { Sign::Windows1250 } else { Sign::Iso88592 }));
    }
    let (encoding, table) =
        if iso > 0 { (Encoding::Iso88592, ISO_8859_2) } else { (Encoding::Windows1250, WINDOWS_1250) };
    Ok((table.decode_without_bom_handling(bytes).0.into_owned(), encoding))
}

/// What a line speaks for; nothing if it is ASCII.
fn sign(line: &[u8]) -> Option<Sign> {
    if line.is_ascii() {
        return None;
    }
    if std::str::from_utf8(line).is_ok() {
        return Some(Sign::Utf8);
    }
    // ą Ą ś Ś ź Ź, and what ISO-8859-2 has no signs for (dashes and quotation marks of Windows)
    let windows = line.iter().any(|byte| matches!(byte, 0x80..=0x9F | 0xA5 | 0xB9));
    let iso = line.iter().any(|byte| matches!(byte, 0xA1 | 0xA6 | 0xAC | 0xB1 | 0xB6 | 0xBC));
    Some(match (windows, iso) {
        (true, false) => Sign::Windows1250,
        (false, true) => Sign::Iso88592,
        // both in one line: ¬ or ± beside a Polish letter; the others decide
        _ => Sign::Old,
    })
}

fn line_of(text: &str, at: usize) -> u32 {
    u32::try_from(text[..at].matches('\n').count() + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Nazwisko;Imię\nŻółć;Łucja\nŚwiątek;Źrebak";

    fn old(text: &str, table: &'static encoding_rs::Encoding) -> Vec<u8> {
        table.encode(text).0.into_owned()
    }

    #[test]
    fn every_encoding_in_circulation_is_found() {
        let utf16 = |bytes: fn(u16) -> [u8; 2]| TEXT.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        for (bytes, encoding) in [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8),
            (marked(b"\xEF\xBB\xBF", TEXT.as_bytes().to_vec()), Encoding::Utf8),
            (utf16(u16::to_le_bytes), Encoding::Utf16),
            (utf16(u16::to_be_bytes), Encoding::Utf16),
            (marked(b"\xFF\xFE", utf16(u16::to_le_bytes)), Encoding::Utf16),
            (marked(b"\xFE\xFF", utf16(u16::to_be_bytes)), Encoding::Utf16),
            (old(TEXT, WINDOWS_1250), Encoding::Windows1250),
            (old(TEXT, ISO_8859_2), Encoding::Iso88592),
        ] {
            assert_eq!(decode(&bytes), Ok((TEXT.to_owned(), encoding)));
        }
        let neutral = "Żółć;Łęń";
        assert_eq!(
            decode(&old(neutral, ISO_8859_2)),
            Ok((neutral.to_owned(), Encoding::Windows1250)),
            "the same bytes"
        );
    }

    #[test]
    fn a_row_in_another_encoding_is_named() {
        let mixed = |rows: &[Vec<u8>]| decode(&rows.join(&b'\n'));
        let (utf8, windows, iso) =
            ("Świątek".as_bytes().to_vec(), old("Świątek", WINDOWS_1250), old("Świątek", ISO_8859_2));
        let row = |row| Err(TableFault::MixedEncoding { row });
        assert_eq!(mixed(&[utf8.clone(), utf8.clone(), windows.clone()]), row(3));
        assert_eq!(mixed(&[windows.clone(), utf8.clone(), windows.clone()]), row(2));
        assert_eq!(mixed(&[iso.clone(), windows, iso]), row(2));
        assert_eq!(mixed(&[utf8, b"\x9C\x9F".to_vec()]), row(1));
    }

    #[test]
    fn what_is_no_text_is_named_by_its_row() {
        assert_eq!(decode(b"Nowak\nLis\0\n"), Err(TableFault::NoText { row: 2 }));
        assert_eq!(decode(b"Nowak\n\n\x81\xB9"), Err(TableFault::NoText { row: 3 }), "no letter of Windows-1250");
        assert_eq!(decode(b"\xFF\xFEN\0\n\0\x00\xD8"), Err(TableFault::NoText { row: 2 }), "half a letter of UTF-16");
    }
}
