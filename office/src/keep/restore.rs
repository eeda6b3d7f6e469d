//! Restoring a backup into an empty installation, on either engine. What was erased after the backup was made is
//! erased again: the tombstones stand outside the database, in the vault or in a folder that the operator names.

use std::{
    collections::{BTreeMap, HashSet},
    io::Read,
    iter,
    path::Path,
};

use sha2::{Digest, Sha256};

use super::{
    backup::{FORMAT, Manifest},
    erase::{TOMBSTONES, Tombstone},
};
use crate::{
    desk::{Office, Settings},
    keys::{KeyError, MasterKey, RecoveryKey},
    refused::Refused,
    store::{self, Everywhere, IfMissing, Mode, StoreError, Tx, dialect::TABLES},
    vault::{FileHash, Vault, VaultError},
};

/// What was restored.
#[derive(Clone, Copy, Debug, Default)]
pub struct RestoreSummary {
    /// Rows of all tables.
    pub rows: usize,
    /// Stored files.
    pub files: usize,
    /// Files that stayed buried.
    pub erased: usize,
    /// Notes of erasures that were found, of these files and of others.
    pub tombstones: usize,
}

/// Why a backup cannot be restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// There is something in this installation.
    #[error("this installation is not empty; restore into an empty data folder or database")]
    NotEmpty,
    /// The key does not open it, or it is no backup.
    #[error("the backup does not open with this recovery key: {0}")]
    Sealed(#[from] age::DecryptError),
    /// Incomplete or altered.
    #[error("the backup is incomplete or damaged: {0}")]
    Damaged(String),
    /// Made by a newer program.
    #[error("the backup was made by a newer version of this program")]
    TooNew,
    /// Reading or writing failed.
    #[error("{0}")]
    File(#[from] std::io::Error),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The keys.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A statement failed.
    #[error(transparent)]
    Refused(#[from] Refused),
}

/// What the archive held.
struct Contents {
    key: MasterKey,
    tables: BTreeMap<String, Vec<u8>>,
    manifest: Manifest,
}

impl Office {
    /// Restores a backup into an empty installation. `erasures` names a folder with the tombstones of the lost
    /// installation (its `files/notes/erasures`), if its vault is not the one of `settings`.
    ///
    /// # Errors
    /// If anything is there already, the key does not open it, or it is damaged. Nothing is left half-restored in
    /// the database: rows come in one transaction, last.
    pub async fn restore(
        settings: Settings,
        backup: impl Read,
        key: &RecoveryKey,
        erasures: Option<&Path>,
    ) -> Result<RestoreSummary, RestoreError> {
        let db = store::open(&settings.database, IfMissing::Make).await?;
        db.migrate().await?;
        let vault = Vault::open(&settings.vault)?;
        let mut tx = db.everywhere(Mode::Write, settings.clock.now()).await?;
        for table in ["installation", "school", "person"] {
            if !tx.dump(table).await?.is_empty() {
                return Err(RestoreError::NotEmpty);
            }
        }
        let buried = tombstones(&vault, erasures).await?;
        let mut summary = RestoreSummary { tombstones: buried.len(), ..RestoreSummary::default() };
        let contents = unpack(backup, key, &vault, &buried, &mut summary).await?;
        verify(&contents)?;
        for table in TABLES {
            let columns = tx.columns(table).await?;
            let lines = contents.tables.get(table).map(Vec::as_slice).unwrap_or_default();
            for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                let row = serde_json::from_slice(line).map_err(|error| RestoreError::Damaged(error.to_string()))?;
                tx.load(table, &columns, &row).await?;
                summary.rows += 1;
            }
        }
        summary.erased = bury_again(&mut tx, &buried).await?;
        if settings.key_file.exists() {
            if MasterKey::read(&settings.key_file)?.check() != contents.key.check() {
                return Err(RestoreError::NotEmpty);
            }
        } else {
            contents.key.write_new(&settings.key_file)?;
        }
        tx.commit_housekeeping().await?;
        db.close().await;
        Ok(summary)
    }
}

async fn unpack(
    backup: impl Read,
    key: &RecoveryKey,
    vault: &Vault,
    buried: &HashSet<(String, FileHash)>,
    summary: &mut RestoreSummary,
) -> Result<Contents, RestoreError> {
    let damaged = |error: &dyn std::fmt::Display| RestoreError::Damaged(error.to_string());
    let opened = age::Decryptor::new(backup)?.decrypt(iter::once(key.identity() as &dyn age::Identity))?;
    let mut archive = tar::Archive::new(opened);
    let (mut master, mut manifest, mut tables, mut files) = (None, None, BTreeMap::new(), 0);
    for entry in archive.entries().map_err(|error| damaged(&error))? {
        let mut entry = entry.map_err(|error| damaged(&error))?;
        let name = entry.path().map_err(|error| damaged(&error))?.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
        let parts: Vec<&str> = name.split('/').collect();
        match parts.as_slice() {
            ["key"] => master = Some(String::from_utf8_lossy(&bytes).parse::<MasterKey>()?),
            ["manifest.json"] => {
                manifest = Some(serde_json::from_slice::<Manifest>(&bytes).map_err(|error| damaged(&error))?)
            }
            ["tables", table] => drop(tables.insert(table.trim_end_matches(".jsonl").to_owned(), bytes)),
            ["files", school, hash] => {
                files += 1;
                let found = FileHash::of(&bytes);
                if found.to_string() != *hash {
                    return Err(RestoreError::Damaged(format!("file {hash}")));
                }
                if !buried.contains(&((*school).to_owned(), found)) {
                    let school = school.parse().map_err(|error| damaged(&error))?;
                    vault.put_sealed(school, bytes).await?;
                    summary.files += 1;
                }
            }
            _ => return Err(RestoreError::Damaged(format!("an unknown part {name}"))),
        }
    }
    let missing = |what: &str| RestoreError::Damaged(format!("{what} is missing"));
    let manifest = manifest.ok_or_else(|| missing("the manifest"))?;
    if manifest.files != files {
        return Err(RestoreError::Damaged(format!("{} files instead of {}", files, manifest.files)));
    }
    Ok(Contents { key: master.ok_or_else(|| missing("the key"))?, tables, manifest })
}

fn verify(contents: &Contents) -> Result<(), RestoreError> {
    if contents.manifest.format > FORMAT {
        return Err(RestoreError::TooNew);
    }
    for (table, _, digest) in &contents.manifest.tables {
        if !TABLES.contains(&table.as_str()) {
            return Err(RestoreError::TooNew);
        }
        let lines =
            contents.tables.get(table).ok_or_else(|| RestoreError::Damaged(format!("table {table} is missing")))?;
        if hex::encode(Sha256::digest(lines)) != *digest {
            return Err(RestoreError::Damaged(format!("table {table}")));
        }
    }
    Ok(())
}

async fn tombstones(vault: &Vault, folder: Option<&Path>) -> Result<HashSet<(String, FileHash)>, RestoreError> {
    let mut notes = vault.notes(TOMBSTONES).await?;
    if let Some(folder) = folder {
        for entry in std::fs::read_dir(folder)? {
            notes.push(std::fs::read(entry?.path())?);
        }
    }
    let mut buried = HashSet::new();
    for note in notes {
        let tombstone: Tombstone =
            serde_json::from_slice(&note).map_err(|error| RestoreError::Damaged(format!("a tombstone: {error}")))?;
        let hash = hex::decode(&tombstone.hash).ok().and_then(|bytes| FileHash::from_row(&bytes));
        buried.insert((tombstone.school, hash.ok_or_else(|| RestoreError::Damaged("a tombstone's hash".to_owned()))?));
    }
    Ok(buried)
}

/// Takes every buried file out of the restored rows.
async fn bury_again(tx: &mut Tx<Everywhere>, buried: &HashSet<(String, FileHash)>) -> Result<usize, RestoreError> {
    let mut erased = 0;
    for (school, hash) in buried {
        let Ok(school) = school.parse() else { continue };
        erased += usize::from(tx.bury(school, *hash).await?);
    }
    Ok(erased)
}
