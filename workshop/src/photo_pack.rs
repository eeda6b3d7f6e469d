//! A photographer's ZIP: what is in it, and one photo after another.
//!
//! Entries are taken by their place and never by their name; a name is only read, to find whose photo it is
//! (`school::photo_match`), and nothing is ever written under it. What the archive says of itself decides what is passed
//! over; what really comes out is held to it.

use std::collections::HashSet;
use std::io::{Read, Seek};

use serde::{Deserialize, Serialize};
use zip::ZipArchive;
use zip::read::ZipFileEntry;

use crate::archive::{self, Closed};
use crate::photo::sniff::sniff;
use crate::photo::{Fault, Kind, MOST_BYTES};

/// Most entries.
pub const MOST_ENTRIES: usize = 5000;
/// Most bytes of all photos together.
pub const MOST_UNPACKED: u64 = 1 << 30;
/// Most times a photo may be larger than its packed form; real ones are packed already.
const MOST_RATIO: u64 = 100;
/// Most characters of a name.
const LONGEST_NAME: usize = 400;

/// A pack that can be read.
#[derive(Debug)]
pub struct Pack<R> {
    archive: ZipArchive<R>,
    entries: Vec<Packed>,
}

/// A file in the pack.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// Its name with the folders it is in, divided by `/`, without control characters.
    pub name: String,
    /// Its length, unpacked.
    pub bytes: u64,
    /// Why it is passed over; none if it can be read.
    pub skipped: Option<Skipped>,
    place: usize,
}

impl Packed {
    /// By which it is asked for: where it stands among the entries.
    #[must_use]
    pub fn place(&self) -> usize {
        self.place
    }
}

/// Says what became of it, not what it is called: names of files are names of children.
impl std::fmt::Debug for Packed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Packed({}, {} bytes, {:?})", self.place, self.bytes, self.skipped)
    }
}

/// Why a pack is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum PackFault {
    /// Not a ZIP archive, cut off, or with entries that lie upon each other.
    #[error("the archive cannot be read")]
    Damaged,
    /// More than [`MOST_ENTRIES`].
    #[error("the archive has too many entries")]
    TooMany,
    /// More than [`MOST_UNPACKED`].
    #[error("the archive unpacks to too much")]
    TooMuch,
}

/// Why a file of a pack is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Skipped {
    /// Its name leads out of the archive: `../`, `/`, `C:`.
    #[error("the name leads out of the archive")]
    Path,
    /// A link to something else.
    #[error("a link")]
    Link,
    /// Under a password.
    #[error("under a password")]
    Encrypted,
    /// An archive in the archive.
    #[error("an archive in the archive")]
    Nested,
    /// More than [`MOST_BYTES`].
    #[error("too many bytes")]
    TooLarge,
    /// Packed more tightly than a photo can be.
    #[error("packed too tightly")]
    Bomb,
    /// Another file has this name but for capitals.
    #[error("the name stands twice")]
    SameName,
    /// What systems leave in archives: thumbnails, folder settings, shadows of files.
    #[error("a file of the system")]
    System,
    /// Not a picture, by its content.
    #[error("no picture, but {0:?}")]
    NotAPhoto(Kind),
    /// Cannot be unpacked, or is not as long as the archive says.
    #[error("cannot be unpacked")]
    Damaged,
}

impl<R: Read + Seek> Pack<R> {
    /// Looks into an archive.
    ///
    /// # Errors
    ///
    /// [`PackFault`].
    pub fn open(file: R) -> Result<Self, PackFault> {
        let archive = archive::open(file, MOST_ENTRIES).map_err(|closed| match closed {
            Closed::TooMany => PackFault::TooMany,
            Closed::Damaged => PackFault::Damaged,
        })?;
        let mut entries = Vec::with_capacity(archive.len());
        let mut names = HashSet::new();
        for place in 0..archive.len() {
            let entry = archive.by_index_data(place).map_err(|_| PackFault::Damaged)?;
            if entry.is_dir() {
                continue;
            }
            let mut found = look(&entry, place);
            if !names.insert(found.name.to_lowercase()) && found.skipped.is_none() {
                found.skipped = Some(Skipped::SameName);
            }
            entries.push(found);
        }
        let wanted = entries.iter().filter(|entry| entry.skipped.is_none());
        let bytes = wanted.fold(0_u64, |sum, entry| sum.saturating_add(entry.bytes));
        if bytes > MOST_UNPACKED { Err(PackFault::TooMuch) } else { Ok(Self { archive, entries }) }
    }

    /// Every file, also those that are passed over.
    #[must_use]
    pub fn entries(&self) -> &[Packed] {
        &self.entries
    }

    /// The file at this place; none for a folder, and beyond the end.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<Packed> {
        self.entries.iter().find(|entry| entry.place == place).cloned()
    }

    /// The bytes of a file: a JPEG, PNG or WebP by its first bytes, for [`intake`](crate::photo::intake) to judge.
    ///
    /// # Errors
    ///
    /// [`Skipped`].
    pub fn photo(&mut self, entry: &Packed) -> Result<Vec<u8>, Skipped> {
        if let Some(skipped) = entry.skipped {
            return Err(skipped);
        }
        let packed = self.archive.by_index(entry.place).map_err(|_| Skipped::Damaged)?;
        let mut bytes = Vec::new();
        // one byte more than it says, to notice that it lies
        packed.take(entry.bytes.min(MOST_BYTES) + 1).read_to_end(&mut bytes).map_err(|_| Skipped::Damaged)?;
        if bytes.len() as u64 != entry.bytes {
            return Err(Skipped::Damaged);
        }
        match sniff(&bytes) {
            Ok(_) => Ok(bytes),
            Err(Fault::Unsupported(Kind::Zip)) => Err(Skipped::Nested),
            Err(Fault::Unsupported(kind)) => Err(Skipped::NotAPhoto(kind)),
            Err(_) => Err(Skipped::NotAPhoto(Kind::Other)),
        }
    }
}

fn look(entry: &ZipFileEntry<'_>, place: usize) -> Packed {
    let path = written(entry.name_raw()).replace('\\', "/");
    let name: String = path.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    let skipped = match () {
        () if leads_out(&path) => Some(Skipped::Path),
        () if entry.is_symlink() => Some(Skipped::Link),
        () if is_of_system(&name) => Some(Skipped::System),
        () if is_archive(&name) => Some(Skipped::Nested),
        () if entry.encrypted() => Some(Skipped::Encrypted),
        () if entry.size() > MOST_BYTES => Some(Skipped::TooLarge),
        () if entry.size() > entry.compressed_size().saturating_mul(MOST_RATIO) => Some(Skipped::Bomb),
        () => None,
    };
    Packed { name, bytes: entry.size(), skipped, place }
}

fn leads_out(path: &str) -> bool {
    let drive = path.chars().nth(1) == Some(':');
    drive || path.starts_with('/') || path.contains('\0') || path.split('/').any(|part| part == "..")
}

fn is_of_system(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default().to_lowercase();
    let shadow = name.split('/').any(|folder| folder == "__MACOSX");
    shadow || last.starts_with('.') || matches!(last.as_str(), "thumbs.db" | "desktop.ini" | "picasa.ini")
}

fn is_archive(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    matches!(extension.as_str(), "zip" | "7z" | "rar" | "tar" | "gz" | "tgz" | "bz2" | "xz" | "zst" | "jar")
}

/// A name that is not UTF-8 was packed by an older Windows, in Poland in code page 852.
fn written(raw: &[u8]) -> String {
    let cp852 = |byte: &u8| match byte.checked_sub(0x80) {
        Some(above) => CP852.chars().nth(above.into()).unwrap_or('?'),
        None => char::from(*byte),
    };
    std::str::from_utf8(raw).map_or_else(|_| raw.iter().map(cp852).collect(), str::to_owned)
}

/// The upper half of code page 852.
const CP852: &str = "\
    ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×č\
    áíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
    └┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀\
    ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{AD}˝˛ˇ˘§÷¸°¨˙űŘř■\u{A0}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_older_windows_are_read() {
        assert_eq!(
            written(b"\xBD\xA2\x88\x86 \x9Duc\x86a \xA4\xA9\x98\xAB.jpg"),
            "Żółć Łucća ąęśź.jpg".replace("ąęśź", "Ąęśź")
        );
        assert_eq!(written("Żółć.jpg".as_bytes()), "Żółć.jpg");
        assert_eq!(CP852.chars().count(), 128);
    }

    #[test]
    fn names_that_lead_out_are_known() {
        for path in ["../a.jpg", "a/../../b.jpg", "/etc/passwd", "C:/a.jpg", "c:a.jpg", "a\0.jpg"] {
            assert!(leads_out(path), "{path}");
        }
        for path in ["a..jpg", "1A/Nowak Anna.jpg", "..a/b.jpg"] {
            assert!(!leads_out(path), "{path}");
        }
    }
}
