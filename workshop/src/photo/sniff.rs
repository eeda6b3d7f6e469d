//! What a file is, by its content alone; its name and its declared type are never asked.

use super::{Fault, Kind};

/// A kind of file we decode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Jpeg,
    Png,
    WebP,
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
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] if is_heic(brand) => Kind::Heic,
        _ => text(bytes),
    }))
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
    fn the_content_decides() {
        let unsupported = |bytes: &[u8], kind| assert_eq!(sniff(bytes), Err(Fault::Unsupported(kind)), "{bytes:?}");
        unsupported(b"GIF89a", Kind::Gif);
        unsupported(b"%PDF-1.7", Kind::Pdf);
        unsupported(b"II*\0", Kind::Tiff);
        unsupported(b"MM\0*", Kind::Tiff);
        unsupported(b"PK\x03\x04", Kind::Zip);
        unsupported(b"\0\0\0\x18ftypheic\0\0", Kind::Heic);
        unsupported(b"\0\0\0\x18ftypmif1\0\0", Kind::Heic);
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
