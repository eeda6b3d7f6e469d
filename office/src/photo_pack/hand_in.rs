//! Handing a pack in, whole or piece by piece.

use std::fs::File;

use school::{PhotoPackId, event::Event, permission::Permission};
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::{MOST_BYTES, MOST_PIECE};
use crate::{
    FileHash, FileKind, StaffDesk,
    refused::{Conflict, FieldError, Problem, Refused},
    store::{Tx, Within, rows::new_id},
};

/// A piece in the vault: its hash, its sealed size, and how many bytes of the pack are in it.
type Piece = (FileHash, u64, usize);

impl StaffDesk {
    /// Begins an upload of so many bytes, or goes on with this person's own of the same file: `mark` is what the
    /// browser knows it by.
    ///
    /// # Errors
    /// If it is too large or empty (field `file`), or this desk may not hand packs in.
    pub async fn begin_photo_pack(&self, size: u64, mark: &str) -> Result<PhotoPackId, Refused> {
        self.must(Permission::HandInPacks)?;
        if size > MOST_BYTES {
            return Err(FieldError::refuse("file", Problem::TooLong));
        }
        if size == 0 {
            return Err(FieldError::refuse("file", Problem::Required));
        }
        let mark: [u8; 32] = Sha256::digest(mark.as_bytes()).into();
        if let Some(begun) = self.look().await?.broken_off(&mark, size).await? {
            return Ok(begun);
        }
        let mut tx = self.begin().await?;
        let id = PhotoPackId(new_id());
        tx.add_pack(id, size, &mark).await?;
        tx.commit(Event::new("photo_pack.begun", id)).await?;
        Ok(id)
    }

    /// Takes the piece in that begins at `offset`. With the last one the pack is whole, and is read.
    ///
    /// # Errors
    /// `Conflict::Changed` if another offset is awaited; if it is another's upload, or the piece is too large.
    pub async fn add_to_photo_pack(&self, id: PhotoPackId, offset: u64, piece: &[u8]) -> Result<PhotoPackId, Refused> {
        self.must(Permission::HandInPacks)?;
        if piece.is_empty() || piece.len() > MOST_PIECE {
            return Err(FieldError::refuse("file", Problem::TooLong));
        }
        let mut tx = self.look().await?;
        if let Some(once) = self.once {
            tx.must_be_new(self.person, once).await?; // once it was added, another offset is awaited
        }
        let facts = tx.pack(id).await?;
        if facts.created_by != self.person.0 {
            return Err(Refused::NotFound);
        }
        if facts.state != "uploading" || u64::try_from(facts.received) != Ok(offset) {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        drop(tx);
        let (hash, size) = self.office.vault().put(self.school, &self.key, FileKind::Pack, piece).await?;
        let saved = self.save_piece(id, offset, (hash, size, piece.len())).await;
        match &saved {
            Ok(_) => self.office.wake(),
            // No row names it; if even this fails, the sweep finds it.
            Err(_) => drop(self.office.vault().delete(self.school, hash).await),
        }
        saved
    }

    async fn save_piece(&self, id: PhotoPackId, offset: u64, piece: Piece) -> Result<PhotoPackId, Refused> {
        let mut tx = self.begin().await?;
        keep_piece(&mut tx, id, offset, piece).await?;
        if !begin_to_read(&mut tx, id).await? {
            tx.commit(Event::new("photo_pack.grown", id)).await?;
            return Ok(id);
        }
        tx.commit(Event::new("photo_pack.handed_in", id)).await?;
        Ok(id)
    }

    /// Takes a whole pack in.
    ///
    /// # Errors
    /// If it is too large or empty (field `file`), or this desk may not hand packs in.
    pub async fn hand_in_photo_pack(&self, file: File) -> Result<PhotoPackId, Refused> {
        self.must(Permission::HandInPacks)?;
        if let Some(once) = self.once {
            self.look().await?.must_be_new(self.person, once).await?;
        }
        let size = file.metadata()?.len();
        if size > MOST_BYTES {
            return Err(FieldError::refuse("file", Problem::TooLong));
        }
        if size == 0 {
            return Err(FieldError::refuse("file", Problem::Required));
        }
        let mut pieces = Vec::new();
        let saved = match self.seal_pieces(file, &mut pieces).await {
            Ok(()) => self.save_whole(size, &pieces).await,
            Err(refused) => Err(refused),
        };
        match &saved {
            Ok(_) => self.office.wake(),
            Err(_) => {
                for (hash, ..) in pieces {
                    drop(self.office.vault().delete(self.school, hash).await);
                }
            }
        }
        saved
    }

    async fn seal_pieces(&self, file: File, pieces: &mut Vec<Piece>) -> Result<(), Refused> {
        let mut file = tokio::fs::File::from_std(file);
        file.rewind().await?;
        loop {
            let mut piece = Vec::new();
            (&mut file).take(MOST_PIECE as u64).read_to_end(&mut piece).await?;
            if piece.is_empty() {
                return Ok(());
            }
            let (hash, size) = self.office.vault().put(self.school, &self.key, FileKind::Pack, &piece).await?;
            pieces.push((hash, size, piece.len()));
        }
    }

    async fn save_whole(&self, size: u64, pieces: &[Piece]) -> Result<PhotoPackId, Refused> {
        let mut tx = self.begin().await?;
        let id = PhotoPackId(new_id());
        tx.add_pack(id, size, &[]).await?;
        let mut offset = 0;
        for piece in pieces {
            keep_piece(&mut tx, id, offset, *piece).await?;
            offset += piece.2 as u64;
        }
        if !begin_to_read(&mut tx, id).await? {
            return Err(Refused::Conflict(Conflict::Changed)); // the file shrank while it was read
        }
        tx.commit(Event::new("photo_pack.handed_in", id)).await?;
        Ok(id)
    }
}

async fn keep_piece(
    tx: &mut Tx<Within>,
    id: PhotoPackId,
    offset: u64,
    (hash, size, bytes): Piece,
) -> Result<(), Refused> {
    tx.add_piece(id, offset, bytes, hash).await?;
    tx.keep_file(hash, FileKind::Pack, size).await
}

/// Has a pack read if all of it has come; answers whether it has.
async fn begin_to_read(tx: &mut Tx<Within>, id: PhotoPackId) -> Result<bool, Refused> {
    let facts = tx.pack(id).await?;
    if facts.received < facts.size {
        return Ok(false);
    }
    tx.move_pack(&facts, "reading").await?;
    tx.enqueue("photo_pack.read", json!({ "pack": id.to_string() }), 0).await?;
    Ok(true)
}
