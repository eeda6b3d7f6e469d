//! Several files as one archive. Nothing is compressed: pictures do not get smaller.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

/// An archive was not written: more bytes or names than it holds.
#[derive(Debug, thiserror::Error)]
#[error("the archive cannot be written")]
pub struct PackError(#[from] ZipError);

/// The files, each with its name, as a ZIP archive.
///
/// # Errors
///
/// If they do not fit into an archive, or two have the same name.
pub fn pack(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, PackError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in files {
        archive.start_file(name, options)?;
        archive.write_all(bytes).map_err(ZipError::from)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use zip::ZipArchive;

    use super::*;

    #[test]
    fn what_was_packed_is_unpacked_again() {
        let files = [("data.json".to_owned(), b"{}".to_vec()), ("photos/a.jpg".to_owned(), vec![0xff; 3])];
        let mut archive = ZipArchive::new(Cursor::new(pack(&files).unwrap())).unwrap();
        assert_eq!(archive.len(), files.len());
        for (name, bytes) in &files {
            let mut unpacked = Vec::new();
            archive.by_name(name).unwrap().read_to_end(&mut unpacked).unwrap();
            assert_eq!(&unpacked, bytes, "{name}");
        }
        let twice = [files[0].clone(), files[0].clone()];
        assert!(pack(&twice).is_err());
    }
}
