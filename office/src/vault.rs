//! The vault: encrypted files by content hash, in a folder or in an S3 bucket.
//!
//! A file's name is the SHA-256 of what is stored (the sealed bytes), under its school: whoever checks the vault
//! needs no key, and no name says anything about a pupil. A file is written, and durable, before the row that
//! names it; a crash in between leaves an orphan, which a job sweeps after a day.

use std::sync::Arc;

use futures::TryStreamExt;
use object_store::{
    ObjectStore, ObjectStoreExt, PutPayload, aws::AmazonS3Builder, local::LocalFileSystem, path::Path as Address,
};
use school::SchoolId;
use sha2::{Digest, Sha256};

use crate::keys::{KeyError, SchoolKey};

/// What can go wrong with a stored file.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The folder or the bucket did not answer as it should.
    #[error("the file store: {0}")]
    Store(#[from] object_store::Error),
    /// The stored bytes are not those that were stored.
    #[error("a stored file is damaged: {0}")]
    Damaged(FileHash),
    /// The file does not open with its school's key.
    #[error("a stored file does not open: {0}")]
    Key(#[from] KeyError),
    /// The folder cannot be made.
    #[error("the folder of files: {0}")]
    Folder(#[from] std::io::Error),
    /// The folder should be there.
    #[error("the folder of files {} is missing", .0.display())]
    NoFolder(std::path::PathBuf),
}

/// The name of a stored file: SHA-256 of its sealed bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileHash(pub(crate) [u8; 32]);

impl std::fmt::Display for FileHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl FileHash {
    /// The hash of these bytes.
    #[must_use]
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Read from a row; a row of another length is inconsistent.
    pub(crate) fn from_row(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

/// What a stored file is; part of what its seal is about, so that one kind cannot stand in for another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileKind {
    /// The clean source: oriented, re-encoded, at most 3000 px.
    Clean,
    /// The picture of the review screens, 480 × 617.
    Review,
    /// What is printed, at most 826 × 1063.
    Portrait,
    /// The PDF of a print run.
    Sheet,
    /// A piece of a photographer's pack.
    Pack,
    /// The school's logo, at most 600 px a side.
    Logo,
}

impl FileKind {
    /// As it is stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Review => "review",
            Self::Portrait => "portrait",
            Self::Sheet => "sheet",
            Self::Pack => "pack",
            Self::Logo => "logo",
        }
    }

    /// Every kind there is.
    pub const ALL: [Self; 6] = [Self::Clean, Self::Review, Self::Portrait, Self::Sheet, Self::Pack, Self::Logo];

    /// Read from a row.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where the vault stands.
#[derive(Clone, Debug)]
pub enum VaultPlace {
    /// A folder on this machine.
    Folder(std::path::PathBuf),
    /// A bucket of an S3 server.
    S3 {
        /// Address of the server; none means Amazon's own.
        endpoint: Option<String>,
        /// The bucket's name.
        bucket: String,
        /// The region's name.
        region: String,
        /// Who we are.
        access_key: String,
        /// And the proof of it.
        secret_key: String,
    },
}

/// The store of encrypted files.
#[derive(Clone)]
pub(crate) struct Vault(Arc<dyn ObjectStore>);

impl Vault {
    /// Opens the vault, making the folder if it is not there.
    ///
    /// # Errors
    /// If the folder cannot be made or the settings name no server.
    pub(crate) fn open(place: &VaultPlace) -> Result<Self, VaultError> {
        Ok(match place {
            VaultPlace::Folder(folder) => {
                std::fs::create_dir_all(folder)?;
                Self(Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true).with_automatic_cleanup(true)))
            }
            VaultPlace::S3 { endpoint, bucket, region, access_key, secret_key } => {
                let mut builder = AmazonS3Builder::new()
                    .with_bucket_name(bucket)
                    .with_region(region)
                    .with_access_key_id(access_key)
                    .with_secret_access_key(secret_key);
                if let Some(endpoint) = endpoint {
                    builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
                }
                Self(Arc::new(builder.build()?))
            }
        })
    }

    /// Opens the vault of an installation that is there: a folder that is missing is refused, not made.
    ///
    /// # Errors
    /// If the folder is not there or the settings name no server.
    pub(crate) fn open_existing(place: &VaultPlace) -> Result<Self, VaultError> {
        match place {
            VaultPlace::Folder(folder) if !folder.is_dir() => Err(VaultError::NoFolder(folder.clone())),
            _ => Self::open(place),
        }
    }

    fn address(school: SchoolId, hash: FileHash) -> Address {
        let name = hash.to_string();
        Address::from(format!("{school}/{}/{name}", &name[..2]))
    }

    /// Seals and stores a file; when this returns, it is durable.
    pub(crate) async fn put(
        &self,
        school: SchoolId,
        key: &SchoolKey,
        kind: FileKind,
        bytes: &[u8],
    ) -> Result<(FileHash, u64), VaultError> {
        let sealed = key.seal(kind.code().as_bytes(), bytes)?;
        let (hash, size) = (FileHash::of(&sealed), sealed.len() as u64);
        self.0.put(&Self::address(school, hash), PutPayload::from(sealed)).await?;
        Ok((hash, size))
    }

    /// Reads, checks and opens a file.
    pub(crate) async fn get(
        &self,
        school: SchoolId,
        key: &SchoolKey,
        kind: FileKind,
        hash: FileHash,
    ) -> Result<Vec<u8>, VaultError> {
        let sealed = self.sealed(school, hash).await?;
        Ok(key.open(kind.code().as_bytes(), &sealed)?)
    }

    /// The stored bytes as they are, checked against their name: for backups and checks.
    pub(crate) async fn sealed(&self, school: SchoolId, hash: FileHash) -> Result<Vec<u8>, VaultError> {
        let sealed = self.0.get(&Self::address(school, hash)).await?.bytes().await?;
        if FileHash::of(&sealed) == hash { Ok(sealed.into()) } else { Err(VaultError::Damaged(hash)) }
    }

    /// Puts back sealed bytes from a backup.
    pub(crate) async fn put_sealed(&self, school: SchoolId, sealed: Vec<u8>) -> Result<FileHash, VaultError> {
        let hash = FileHash::of(&sealed);
        self.0.put(&Self::address(school, hash), PutPayload::from(sealed)).await?;
        Ok(hash)
    }

    /// Destroys a file; one that is not there is destroyed already.
    pub(crate) async fn delete(&self, school: SchoolId, hash: FileHash) -> Result<(), VaultError> {
        match self.0.delete(&Self::address(school, hash)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Is there a file of this name?
    pub(crate) async fn holds(&self, school: SchoolId, hash: FileHash) -> Result<bool, VaultError> {
        match self.0.head(&Self::address(school, hash)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Every file there is, with its school and its age in seconds at `now`.
    pub(crate) async fn list(&self, now: i64) -> Result<Vec<(SchoolId, FileHash, i64)>, VaultError> {
        let mut found = Vec::new();
        let mut files = self.0.list(None);
        while let Some(file) = files.try_next().await? {
            let mut parts = file.location.parts();
            let school = parts.next().and_then(|part| part.as_ref().parse().ok());
            let hash = parts
                .nth(1)
                .and_then(|part| hex::decode(part.as_ref()).ok())
                .and_then(|bytes| FileHash::from_row(&bytes));
            if let (Some(school), Some(hash)) = (school, hash) {
                found.push((school, hash, now - file.last_modified.timestamp()));
            }
        }
        Ok(found)
    }

    /// Does the store answer? For the readiness check.
    pub(crate) async fn answers(&self) -> bool {
        matches!(self.0.head(&Address::from("readiness")).await, Ok(_) | Err(object_store::Error::NotFound { .. }))
    }

    /// A small named note beside the files (erasure tombstones), kept apart from the database and its backups.
    pub(crate) async fn put_note(&self, name: &str, bytes: Vec<u8>) -> Result<(), VaultError> {
        self.0.put(&Address::from(format!("notes/{name}")), PutPayload::from(bytes)).await?;
        Ok(())
    }

    /// Every note whose name begins so.
    pub(crate) async fn notes(&self, prefix: &str) -> Result<Vec<Vec<u8>>, VaultError> {
        let mut found = Vec::new();
        let mut notes = self.0.list(Some(&Address::from(format!("notes/{prefix}"))));
        while let Some(note) = notes.try_next().await? {
            found.push(self.0.get(&note.location).await?.bytes().await?.to_vec());
        }
        Ok(found)
    }
}
