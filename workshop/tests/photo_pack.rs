//! The photographer's ZIP: what is taken, what is passed over and why, and what is not even opened.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic like the tests themselves")]

use std::io::{Cursor, Write};

use proptest::prelude::*;
use workshop::photo::{Kind, MOST_BYTES};
use workshop::photo_pack::{MOST_ENTRIES, Pack, PackFault, Packed, Skipped};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0 a photo, as far as its first bytes say";

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn opened(bytes: &[u8]) -> Result<Pack<Cursor<&[u8]>>, PackFault> {
    Pack::open(Cursor::new(bytes))
}

/// Names with why each was passed over, as far as the list says.
fn listed(bytes: &[u8]) -> Vec<(String, Option<Skipped>)> {
    opened(bytes).unwrap().entries().iter().map(|entry| (entry.name.clone(), entry.skipped)).collect()
}

/// The places of the records with this signature.
fn records(bytes: &[u8], signature: &[u8]) -> Vec<usize> {
    bytes.windows(4).enumerate().filter(|(_, four)| *four == signature).map(|(place, _)| place).collect()
}

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";

#[test]
fn photos_come_out_one_by_one() {
    let bytes = zip(&[("1A/Nowak Anna.jpg", JPEG), ("lista.txt", b"Nowak;Anna"), ("b.png", b"\x89PNG\r\n\x1A\n...")]);
    let mut pack = opened(&bytes).unwrap();
    let entries = pack.entries().to_vec();
    let photos: Vec<_> = entries.iter().map(|entry| pack.photo(entry)).collect();
    assert_eq!(photos[0].as_deref(), Ok(JPEG));
    assert_eq!(photos[1], Err(Skipped::NotAPhoto(Kind::Other)));
    assert!(photos[2].is_ok());
    assert!(!format!("{entries:?}").contains("Nowak"), "a name of a file is the name of a child");
}

#[test]
fn what_is_no_photo_is_passed_over_with_its_reason() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer.add_directory("1A/", options).unwrap();
    for name in [
        "../a.jpg",
        "/b.jpg",
        "C:\\c.jpg",
        "x\\..\\d.jpg",
        "__MACOSX/1A/._e.jpg",
        "1A/.DS_Store",
        "Thumbs.db",
        "1A/f.zip",
    ] {
        writer.start_file(name, options).unwrap();
        writer.write_all(JPEG).unwrap();
    }
    writer.add_symlink("g.jpg", "/etc/passwd", options).unwrap();
    for name in ["1A/H.jpg", "1a/h.JPG"] {
        writer.start_file(name, options).unwrap();
        writer.write_all(JPEG).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    let found = listed(&bytes);
    let why: Vec<_> = found.iter().map(|(_, skipped)| *skipped).collect();
    let expected = [
        [Skipped::Path; 4].map(Some).to_vec(),
        [Skipped::System; 3].map(Some).to_vec(),
        vec![Some(Skipped::Nested), Some(Skipped::Link), None, Some(Skipped::SameName)],
    ];
    assert_eq!(why, expected.concat(), "{found:?}");
    assert_eq!(found[2].0, "C:/c.jpg");
}

#[test]
fn an_archive_under_the_name_of_a_photo_is_an_archive() {
    let inner = zip(&[("a.jpg", JPEG)]);
    let bytes = zip(&[("a.jpg", &inner)]);
    let mut pack = opened(&bytes).unwrap();
    let entry = pack.entries()[0].clone();
    assert_eq!(pack.photo(&entry), Err(Skipped::Nested));
}

#[test]
fn bombs_do_not_go_off() {
    let zeros = vec![0; 1 << 20];
    let bytes = zip(&[("a.jpg", &zeros), ("b.jpg", JPEG)]);
    assert_eq!(listed(&bytes)[0].1, Some(Skipped::Bomb), "a ratio of a thousand");
    assert_eq!(listed(&bytes)[1].1, None);

    let mut lying = bytes.clone();
    let central = records(&lying, CENTRAL)[0];
    lying[central + 24..central + 28].copy_from_slice(&1000_u32.to_le_bytes());
    let mut pack = opened(&lying).unwrap();
    let entry = pack.entries()[0].clone();
    assert_eq!((entry.bytes, pack.photo(&entry)), (1000, Err(Skipped::Damaged)), "it unpacks to more than it says");

    let mut large = bytes;
    large[central + 24..central + 28].copy_from_slice(&u32::try_from(MOST_BYTES + 1).unwrap().to_le_bytes());
    assert_eq!(listed(&large)[0].1, Some(Skipped::TooLarge));
}

#[test]
fn more_than_a_gibibyte_is_not_opened() {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..44 {
        writer.start_file(format!("{number}.jpg"), stored).unwrap();
        writer.write_all(JPEG).unwrap();
    }
    let mut bytes = writer.finish().unwrap().into_inner();
    for central in records(&bytes, CENTRAL) {
        // 24 MiB each, and as much packed, so that no ratio gives it away; the archive is shorter than it says
        bytes[central + 24..central + 28].copy_from_slice(&(24_u32 << 20).to_le_bytes());
        bytes[central + 20..central + 24].copy_from_slice(&(24_u32 << 20).to_le_bytes());
    }
    assert_eq!(opened(&bytes).unwrap_err(), PackFault::Damaged, "entries that lie upon each other");

    let roomy = vec![0_u8; 300 << 10];
    let files: Vec<_> = (0..44).map(|number| format!("{number}.jpg")).collect();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for name in &files {
        writer.start_file(name.as_str(), stored).unwrap();
        writer.write_all(&roomy).unwrap();
    }
    let mut bytes = writer.finish().unwrap().into_inner();
    for central in records(&bytes, CENTRAL) {
        bytes[central + 24..central + 28].copy_from_slice(&(25_u32 << 20).to_le_bytes());
    }
    assert_eq!(opened(&bytes).unwrap_err(), PackFault::TooMuch, "44 times 25 MiB, if one believes it");
}

#[test]
fn archives_that_only_an_attack_has_are_not_opened() {
    let bytes = zip(&[("a.jpg", JPEG), ("b.jpg", JPEG)]);
    let two = records(&bytes, CENTRAL)[1];

    let mut twice = bytes.clone();
    twice[two + 46] = b'a';
    assert_eq!(opened(&twice).unwrap_err(), PackFault::Damaged, "one name twice");

    let mut overlapping = bytes.clone();
    overlapping[two + 42..two + 46].copy_from_slice(&0_u32.to_le_bytes());
    assert_eq!(opened(&overlapping).unwrap_err(), PackFault::Damaged, "two entries in one place");

    let mut counted = bytes.clone();
    let end = records(&bytes, END)[0];
    counted[end + 8..end + 12].copy_from_slice(&[0xFF; 4]);
    assert_eq!(opened(&counted).unwrap_err(), PackFault::TooMany, "counted in 64 bits");

    let mut locked = bytes.clone();
    locked[two + 8] |= 1;
    assert_eq!(listed(&locked)[1].1, Some(Skipped::Encrypted));

    assert_eq!(opened(&bytes[..bytes.len() - 30]).unwrap_err(), PackFault::Damaged, "cut off");
    assert_eq!(opened(b"").unwrap_err(), PackFault::Damaged);
    assert_eq!(opened(JPEG).unwrap_err(), PackFault::Damaged);
}

#[test]
fn five_thousand_entries_are_the_most() {
    let names: Vec<_> = (0..=MOST_ENTRIES).map(|number| format!("{number}.jpg")).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), JPEG)).collect();
    assert_eq!(opened(&zip(&files[1..])).unwrap().entries().len(), MOST_ENTRIES);
    assert_eq!(opened(&zip(&files)).unwrap_err(), PackFault::TooMany);
}

#[test]
fn a_name_of_an_older_windows_is_read() {
    // code page 852, without the mark of UTF-8: as Explorer packed it for twenty years
    let mut bytes = zip(&[("XXXX.jpg", JPEG)]);
    for place in [records(&bytes, LOCAL)[0] + 30, records(&bytes, CENTRAL)[0] + 46] {
        bytes[place..place + 4].copy_from_slice(b"\xBD\xA2\x88\x86");
    }
    assert_eq!(listed(&bytes)[0].0, "Żółć.jpg");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_changed_byte_makes_it_panic_or_swell(at in 0_usize..400, byte in any::<u8>(), cut in 0_usize..400) {
        let mut bytes = zip(&[("1A/a.jpg", JPEG), ("b.jpg", &[7; 3000])]);
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length - if cut < 300 { 0 } else { cut % 40 });
        if let Ok(mut pack) = opened(&bytes) {
            for entry in pack.entries().to_vec() {
                let Packed { bytes: said, .. } = entry;
                if let Ok(photo) = pack.photo(&entry) {
                    prop_assert_eq!(photo.len() as u64, said);
                }
            }
        }
    }
}
