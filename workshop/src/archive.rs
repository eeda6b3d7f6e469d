//! ZIP archives of strangers: what is checked before anything in them is believed.

use std::io::{Cursor, Read, Seek, SeekFrom};

use zip::ZipArchive;

/// Why an archive is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closed {
    /// More entries than are allowed, or so large that it counts in 64 bits.
    TooMany,
    /// Cut off, in several parts, or with entries of one name or on one place, as only an attack has.
    Damaged,
}

/// The last record of an archive: its signature and its length without the comment.
const END: &[u8; 4] = b"PK\x05\x06";
const END_LENGTH: usize = 22;

/// Opens an archive of at most `most` entries.
pub(crate) fn open<R: Read + Seek>(mut file: R, most: usize) -> Result<ZipArchive<R>, Closed> {
    if !is_counted(&tail(&mut file).map_err(|_| Closed::Damaged)?, most) {
        return Err(Closed::TooMany);
    }
    let mut archive = ZipArchive::new(file).map_err(|_| Closed::Damaged)?;
    if archive.len() > most {
        return Err(Closed::TooMany);
    }
    let sound = !archive.has_duplicate_names() && matches!(archive.has_overlapping_entries(), Ok(false));
    if sound { Ok(archive) } else { Err(Closed::Damaged) }
}

/// Where the last record stands: before a comment of at most 64 KiB.
fn tail<R: Read + Seek>(file: &mut R) -> std::io::Result<Vec<u8>> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(END_LENGTH as u64 + (1 << 16))))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    file.rewind()?;
    Ok(tail)
}

/// Whether every last record that could be meant names few entries. The library reserves memory for as many as the
/// record says, and reads on in 64 bits where a field is full.
fn is_counted(tail: &[u8], most: usize) -> bool {
    let records = tail.windows(END_LENGTH).filter(|record| record.starts_with(END));
    records.into_iter().all(|record| {
        let entries = u16::from_le_bytes([record[10], record[11]]);
        usize::from(entries) <= most
            && record[12..20] != [0xFF; 8]
            && record[12..16] != [0xFF; 4]
            && record[16..20] != [0xFF; 4]
    })
}

/// Bytes that an archive in memory unpacks to, whatever its headers say; none if they are more than `most`, or
/// something cannot be unpacked.
pub(crate) fn unpacked(archive: &mut ZipArchive<Cursor<&[u8]>>, most: u64) -> Option<u64> {
    let mut total = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).ok()?;
        total += std::io::copy(&mut entry.take(most - total + 1), &mut std::io::sink()).ok()?;
        if total > most {
            return None;
        }
    }
    Some(total)
}
