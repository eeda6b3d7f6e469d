//! The job `photo_pack.read`: what is in a pack, and whose photos they are. Nothing is taken over.

use std::{collections::HashMap, fs::File};

use school::{
    PhotoPackId, PupilId, SchoolId,
    class_name::ClassName,
    event::Event,
    photo_match::{Candidate, Match, Roll},
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokio::{io::AsyncWriteExt, task::spawn_blocking};
use uuid::Uuid;
use workshop::photo_pack::{PackFault, Packed};

use super::{FileRefusal, PackRefusal};
use crate::{
    FileKind, Office,
    child::ChildFault,
    keys::SchoolKey,
    refused::{Broken, Refused},
    store::{Actor, Mode, Tx, Within, photo_pack::NewEntry},
};

/// Looks into a pack and matches its files with the roll.
pub(crate) async fn read(office: &Office, school: SchoolId, payload: &Value) -> Result<(), Refused> {
    let id = pack_of(payload)?;
    let mut tx = within(office, school, Mode::Read, Actor::SYSTEM).await?;
    match tx.pack(id).await {
        Ok(facts) if facts.state == "reading" => {}
        Ok(_) | Err(Refused::NotFound) => return Ok(()), // done before, or given up
        Err(refused) => return Err(refused),
    }
    let key = office.school_key(school).await?;
    let (file, digest) = spooled(office, school, &key, tx, id).await?;
    let opened = match office.workshop().open_pack(&file).await {
        // an archive that kills its reader is, for the school, one that cannot be read
        Err(ChildFault::Died(_) | ChildFault::TimedOut) => Err(PackFault::Damaged),
        opened => opened?,
    };
    let mut tx = within(office, school, Mode::Write, Actor::SYSTEM).await?;
    let facts = tx.pack(id).await?;
    if facts.state != "reading" {
        return Ok(());
    }
    let again = opened.is_ok() && !tx.is_new_pack(id, &digest).await?;
    let refusal = match opened {
        Err(fault) => PackRefusal::Archive(fault),
        Ok(_) if again => PackRefusal::Again,
        Ok(entries) => {
            let matched = keep_entries(&mut tx, id, &entries).await?;
            tx.move_pack(&facts, "ready").await?;
            let event = Event::new("photo_pack.read", id).with("photos", entries.len());
            return tx.commit(event.with("matched", matched)).await;
        }
    };
    tx.refuse_pack(id, &serde_json::to_string(&refusal)?).await?;
    tx.commit(Event::new("photo_pack.refused", id)).await
}

/// The pack that a job is about.
pub(super) fn pack_of(payload: &Value) -> Result<PhotoPackId, Broken> {
    let id = payload.get("pack").and_then(Value::as_str).and_then(|id| id.parse().ok());
    id.ok_or(Broken::Inconsistent("a job without a pack"))
}

/// A transaction of a job at a school.
pub(super) async fn within(office: &Office, school: SchoolId, mode: Mode, actor: Actor) -> Result<Tx<Within>, Refused> {
    let key = office.school_key(school).await?;
    office.db().within(mode, Within { school, key, actor, now: office.now(), once: None }).await
}

/// A pack put together in a file without a name, as an upload is, and the SHA-256 of it.
pub(super) async fn spooled(
    office: &Office,
    school: SchoolId,
    key: &SchoolKey,
    mut tx: Tx<Within>,
    id: PhotoPackId,
) -> Result<(File, [u8; 32]), Refused> {
    let pieces = tx.pieces(id).await?;
    drop(tx);
    let nameless = spawn_blocking(tempfile::tempfile).await.map_err(std::io::Error::other)??;
    let (mut file, mut digest) = (tokio::fs::File::from_std(nameless), Sha256::new());
    for piece in pieces {
        let bytes = office.vault().get(school, key, FileKind::Pack, piece).await?;
        digest.update(&bytes);
        file.write_all(&bytes).await?;
    }
    file.flush().await?;
    Ok((file.into_std().await, digest.finalize().into()))
}

/// Writes down what is in a pack; answers how many files have their pupil.
async fn keep_entries(tx: &mut Tx<Within>, id: PhotoPackId, entries: &[Packed]) -> Result<usize, Refused> {
    let (roll, by_pesel) = roll(tx).await?;
    let wanted = entries.iter().filter(|entry| entry.skipped.is_none());
    let key = std::sync::Arc::clone(&tx.scope.key);
    let pupil_of = |pesel: &school::pesel::Pesel| by_pesel.get(&key.index(pesel.expose())).copied();
    let mut matches = roll.find_all(wanted.map(|entry| entry.name.as_str()), pupil_of).into_iter();
    let mut sure = 0;
    for entry in entries {
        let refusal = entry.skipped.map(FileRefusal::Skipped);
        let found = if refusal.is_some() { None } else { matches.next() };
        let (state, pupil, candidates) = match found {
            None => ("refused", None, Vec::new()),
            Some(Match::Sure(pupil, _)) => ("matched", Some(pupil), Vec::new()),
            Some(Match::Unclear(pupils)) => ("unclear", None, pupils),
            Some(Match::Nobody) => ("unmatched", None, Vec::new()),
        };
        sure += usize::from(pupil.is_some());
        let place = i64::try_from(entry.place()).map_err(|_| Broken::Inconsistent("a place in a pack"))?;
        let fault = refusal.map(|refusal| serde_json::to_string(&refusal)).transpose()?;
        tx.add_packed(id, &NewEntry { place, name: &entry.name, state, fault, candidates, pupil }).await?;
    }
    Ok(sure)
}

/// Who attends, by all that a file may be called, and by the digest of the PESEL.
async fn roll(tx: &mut Tx<Within>) -> Result<(Roll, HashMap<Vec<u8>, PupilId>), Refused> {
    let mut numbers: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (pupil, serial, year) in tx.card_numbers().await? {
        numbers.entry(pupil).or_default().push(format!("{serial}/{year}"));
    }
    let (mut candidates, mut by_pesel) = (Vec::new(), HashMap::new());
    for pupil in tx.roll().await?.into_iter().filter(|pupil| pupil.left_on.is_none()) {
        let id = pupil.id();
        let class = ClassName::new(&pupil.class_name).map_err(|_| Broken::Inconsistent("a class's name"))?;
        let keys = numbers.remove(&id.0).unwrap_or_default();
        candidates.push(Candidate { pupil: id, name: pupil.name()?, class, keys });
        if pupil.has_pesel {
            by_pesel.insert(pupil.identity_index, id);
        }
    }
    let school = tx.school().await?.name;
    Ok((Roll::new(candidates, &school), by_pesel))
}
