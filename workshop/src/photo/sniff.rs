//! What a file is, by its content alone; its name and its declared type are never asked.

use super::{Fault, Kind, jpeg};

/// A kind of file we decode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Jpeg,
    Png,
    WebP,
    Heic,
}

/// How far into a text we look for its root element.
const PROLOGUE: usize = 4096;

/// # Errors
/// [`Fault::Empty`] and [`Fault::Unsupported`].
pub(crate) fn sniff(bytes: &[u8]) -> Result<Format, Fault> {
    Err(Fault::Unsupported(match bytes {
        [] => return Err(Fault::Empty),
        [0xFF, 0xD8, 0xFF, ..] => return Ok(Format::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => return Ok(Format::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => return Ok(Format::WebP),
        [b'G', b'I', b'F', b'8', ..] => Kind::Gif,
        [b'%', b'P', b'D', b'F', ..] => Kind::Pdf,
        [b'I', b'I', 0x2A | 0x2B, 0, ..] | [b'M', b'M', 0, 0x2A | 0x2B, ..] => Kind::Tiff,
        [b'P', b'K', 3 | 5 | 7, 4 | 6 | 8, ..] => Kind::Zip,
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] if is_heic(brand) => return Ok(Format::Heic),
        _ => text(bytes),
    }))
}

/// More pixels than this are a heavy decode.
const HEAVY_PIXELS: u64 = 24_000_000;
/// A HEIC file longer than this has about as many.
const HEAVY_HEIC: u64 = 4 << 20;

/// Whether a picture takes so much memory (hundreds of megabytes) that one of its kind should be decoded at a time.
/// `start` is how the file begins, 64 KiB are enough; what hides its size beyond that counts as heavy. A plain JPEG never
/// does, because it is decoded row by row or is small. Nothing is decoded here.
#[must_use]
pub fn is_heavy(start: &[u8], length: u64) -> bool {
    let many = |width: u32, height: u32| u64::from(width) * u64::from(height) > HEAVY_PIXELS;
    match sniff(start) {
        Ok(Format::Jpeg) => {
            jpeg::header(start).is_none_or(|header| !header.baseline && many(header.width, header.height))
        }
        Ok(Format::Png) => {
            let four = |at: usize| start.get(at..)?.first_chunk().map(|four| u32::from_be_bytes(*four));
            four(16).zip(four(20)).is_none_or(|(width, height)| many(width, height))
        }
        Ok(Format::Heic) => length > HEAVY_HEIC,
        Ok(Format::WebP) | Err(_) => false, // a WebP has 16,383 pixels a side and four bytes each at most
    }
}

/// The brand of an ISO base media file: HEIF still pictures coded with HEVC, and their sequences.
fn is_heic(brand: &[u8]) -> bool {
    let brands: [&[u8]; 7] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"];
    brands.iter().any(|known| brand.starts_with(known))
}

fn text(bytes: &[u8]) -> Kind {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if bytes.first() != Some(&b'<') {
        return Kind::Other;
    }
    let prologue = bytes[..bytes.len().min(PROLOGUE)].to_ascii_lowercase();
    let has = |word: &str| prologue.windows(word.len()).any(|window| window == word.as_bytes());
    if ["<!doctype html", "<html", "<head", "<body", "<script"].iter().any(|word| prologue.starts_with(word.as_bytes()))
    {
        Kind::Html
    } else if has("<svg") {
        Kind::Svg
    } else if has("<html") {
        Kind::Html
    } else {
        Kind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heavy_picture_is_known_by_its_start() {
        let jpeg = |kind: u8, side: u16| {
            let [high, low] = side.to_be_bytes();
            [
                &[0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, kind, 0, 11, 8, high, low, high, low, 1, 1, 0x11, 0],
                &[0; 9][..],
            ]
            .concat()
        };
        assert!(is_heavy(&jpeg(0xC2, 7000), 9));
        assert!(!is_heavy(&jpeg(0xC2, 4000), 9) && !is_heavy(&jpeg(0xC0, 7000), 9));
        assert!(is_heavy(&jpeg(0xC0, 7000)[..8], 9), "no size to be seen");
        let png = |side: u32| [b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", &side.to_be_bytes()[..], &side.to_be_bytes()].concat();
        assert!(is_heavy(&png(7000), 9) && !is_heavy(&png(4000), 9));
        assert!(is_heavy(b"\0\0\0\x18ftypheic\0\0", 5 << 20) && !is_heavy(b"\0\0\0\x18ftypheic\0\0", 2 << 20));
        assert!(!is_heavy(b"", 0) && !is_heavy(b"GIF89a", 6));
    }

    #[test]
    fn the_content_decides() {
        let unsupported = |bytes: &[u8], kind| assert_eq!(sniff(bytes), Err(Fault::Unsupported(kind)), "{bytes:?}");
        unsupported(b"GIF89a", Kind::Gif);
        unsupported(b"%PDF-1.7", Kind::Pdf);
        unsupported(b"II*\0", Kind::Tiff);
        unsupported(b"MM\0*", Kind::Tiff);
        unsupported(b"PK\x03\x04", Kind::Zip);
        assert_eq!(sniff(b"\0\0\0\x18ftypheic\0\0"), Ok(Format::Heic));
        assert_eq!(sniff(b"\0\0\0\x18ftypmif1\0\0"), Ok(Format::Heic));
        unsupported(b"\0\0\0\x18ftypavif\0\0", Kind::Other);
        unsupported(b"\n <?xml version='1.0'?><!-- x --><SVG xmlns='http://www.w3.org/2000/svg'/>", Kind::Svg);
        unsupported(b"\xEF\xBB\xBF<!DOCTYPE html><svg/>", Kind::Html);
        unsupported(b"<?xml version='1.0'?><html xmlns='x'/>", Kind::Html);
        unsupported(b"<?xml version='1.0'?><x/>", Kind::Other);
        unsupported(b"\xFF\xD8", Kind::Other);
        unsupported(b" ", Kind::Other);
        assert_eq!(sniff(b""), Err(Fault::Empty));
        assert_eq!(sniff(b"\xFF\xD8\xFF\xE1"), Ok(Format::Jpeg));
    }
}
