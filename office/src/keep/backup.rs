//! A backup: one file, encrypted to the recovery key, the same for both engines.
//!
//! Inside the age encryption lies a tar archive: the key file, every table as JSON lines, every stored file as it is
//! (sealed), and a manifest with counts and digests. It is read from one moment of the database; a file that was
//! erased meanwhile is left out, as it must be.

use std::{io::Write, iter};

use school::SchoolId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    desk::Office,
    refused::{Broken, Refused},
    store::{Mode, dialect::TABLES, rows::hash as hash_of},
    vault::VaultError,
};

/// The format's version.
pub(super) const FORMAT: u32 = 1;

/// What a backup holds, written last.
#[derive(Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) format: u32,
    pub(super) made_at: i64,
    /// Table, rows, SHA-256 of its lines.
    pub(super) tables: Vec<(String, usize, String)>,
    pub(super) files: usize,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default)]
pub struct BackupSummary {
    /// Rows of all tables.
    pub rows: usize,
    /// Stored files.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

fn age_failed(error: impl std::fmt::Display) -> Refused {
    Broken::Document(format!("the backup's encryption: {error}")).into()
}

impl Office {
    /// Writes a backup that only the recovery key opens.
    ///
    /// # Errors
    /// If the school has no recovery key yet, or something cannot be read or written.
    pub async fn backup(&self, out: &mut impl Write) -> Result<BackupSummary, Refused> {
        let now = self.now();
        let mut tx = self.db().snapshot(now).await?;
        let recipient = tx.recipient().await?;
        let recipient =
            recipient.ok_or_else(|| Broken::Document("there is no recovery key before set-up".to_owned()))?;
        let recipient: age::x25519::Recipient = recipient.parse().map_err(age_failed)?;
        let encryptor =
            age::Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient)).map_err(age_failed)?;
        let mut archive = tar::Builder::new(encryptor.wrap_output(out).map_err(age_failed)?);
        let mut summary = BackupSummary::default();

        append(&mut archive, "key", self.master().text().as_bytes())?;
        let mut tables = Vec::new();
        for table in TABLES {
            let mut lines = Vec::new();
            let rows = tx.dump(table).await?;
            for row in &rows {
                serde_json::to_writer(&mut lines, row)?;
                lines.push(b'\n');
            }
            append(&mut archive, &format!("tables/{table}.jsonl"), &lines)?;
            tables.push((table.to_owned(), rows.len(), hex::encode(Sha256::digest(&lines))));
            summary.rows += rows.len();
        }
        let files = tx.files().await?;
        drop(tx);
        for (school, hash, _) in files {
            let (school, hash) = (SchoolId(school), hash_of(&hash)?);
            match self.vault().sealed(school, hash).await {
                Ok(sealed) => {
                    append(&mut archive, &format!("files/{school}/{hash}"), &sealed)?;
                    summary.files += 1;
                    summary.bytes += sealed.len() as u64;
                }
                Err(VaultError::Store(object_store::Error::NotFound { .. }))
                    if !self.db().everywhere(Mode::Read, self.now()).await?.keeps(school, hash).await? => {}
                Err(error) => return Err(error.into()),
            }
        }
        let manifest = Manifest { format: FORMAT, made_at: now.as_second(), tables, files: summary.files };
        append(&mut archive, "manifest.json", &serde_json::to_vec_pretty(&manifest)?)?;
        archive.into_inner().and_then(age::stream::StreamWriter::finish)?;
        Ok(summary)
    }
}

fn append(archive: &mut tar::Builder<impl Write>, name: &str, bytes: &[u8]) -> Result<(), Refused> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    header.set_cksum();
    Ok(archive.append_data(&mut header, name, bytes)?)
}
