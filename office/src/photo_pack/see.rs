//! What is to be seen of packs. Whoever only hands them in sees their own, and of each file how it stands, never whose
//! it is.

use std::collections::{HashMap, HashSet};

use school::{PhotoPackId, permission::Permission};
use uuid::Uuid;

use super::{FileState, PackCounts, PackState, PackedFile, PackedPupil, PhotoPack, PhotoPackRow};
use crate::{
    StaffDesk,
    refused::{Broken, Refused},
    store::{
        Tx, Within,
        photo_pack::{EntryFacts, PackFacts},
        rows::time,
    },
};

impl StaffDesk {
    /// The newest packs; of whoever only hands them in, their own.
    ///
    /// # Errors
    /// If this desk may not hand packs in.
    pub async fn photo_packs(&self) -> Result<Vec<PhotoPackRow>, Refused> {
        self.must(Permission::HandInPacks)?;
        let mut tx = self.look().await?;
        let own = (!self.may(Permission::AddPhotos)).then_some(self.person);
        let mut rows = Vec::new();
        for facts in tx.packs(own).await? {
            rows.push(row(&mut tx, &facts).await?);
        }
        Ok(rows)
    }

    /// A pack without its files: how far it is.
    ///
    /// # Errors
    /// As [`StaffDesk::photo_pack`].
    pub async fn photo_pack_row(&self, id: PhotoPackId) -> Result<PhotoPackRow, Refused> {
        self.must(Permission::HandInPacks)?;
        let mut tx = self.look().await?;
        let facts = tx.pack(id).await?;
        if !self.may(Permission::AddPhotos) && facts.created_by != self.person.0 {
            return Err(Refused::NotFound);
        }
        row(&mut tx, &facts).await
    }

    /// A pack with its files.
    ///
    /// # Errors
    /// If there is none like this, it is another's and not for this desk to see, or this desk may not hand packs in.
    pub async fn photo_pack(&self, id: PhotoPackId) -> Result<PhotoPack, Refused> {
        self.must(Permission::HandInPacks)?;
        let knows = self.may(Permission::AddPhotos);
        let mut tx = self.look().await?;
        let facts = tx.pack(id).await?;
        if !knows && facts.created_by != self.person.0 {
            return Err(Refused::NotFound);
        }
        let roll = if knows { Some(Roll::of(&mut tx).await?) } else { None };
        let mut files = Vec::new();
        for entry in tx.packed_files(id).await? {
            let name = tx.packed_name(id, &entry)?;
            files.push(file(shown(&name), &entry, roll.as_ref())?);
        }
        Ok(PhotoPack { row: row(&mut tx, &facts).await?, files })
    }
}

/// A name as it is shown: of a number as long as a PESEL the last four digits.
fn shown(name: &str) -> String {
    let hidden = |digits: &str| {
        if digits.len() == 11 { format!("•••••••{}", &digits[7..]) } else { digits.to_owned() }
    };
    let (mut shown, mut digits) = (String::with_capacity(name.len()), String::new());
    for c in name.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        shown.push_str(&hidden(&digits));
        digits.clear();
        shown.push(c);
    }
    shown + &hidden(&digits)
}

async fn row(tx: &mut Tx<Within>, facts: &PackFacts) -> Result<PhotoPackRow, Refused> {
    let id = PhotoPackId(facts.id);
    let mut counts = PackCounts::default();
    for (state, number) in tx.count_entries(id).await? {
        match state.as_str() {
            "matched" => counts.matched = number,
            "unclear" => counts.unclear = number,
            "unmatched" => counts.unmatched = number,
            "refused" => counts.refused = number,
            "discarded" => counts.discarded = number,
            "chosen" => counts.chosen = number,
            _ => counts.taken = number,
        }
    }
    Ok(PhotoPackRow {
        id,
        state: state(facts)?,
        by: tx.person(facts.created_by.into()).await?.name()?.full(),
        at: time(facts.created_at)?,
        counts,
        version: facts.version,
    })
}

fn state(facts: &PackFacts) -> Result<PackState, Broken> {
    let bytes = |number: i64| u64::try_from(number).map_err(|_| Broken::Inconsistent("a pack's size"));
    Ok(match (facts.state.as_str(), &facts.fault) {
        ("uploading", _) => PackState::Uploading { received: bytes(facts.received)?, size: bytes(facts.size)? },
        ("reading", _) => PackState::Reading,
        ("taking", _) => PackState::Taking,
        ("refused", Some(fault)) => PackState::Refused(serde_json::from_str(fault)?),
        _ => PackState::Ready,
    })
}

fn file(name: String, entry: &EntryFacts, roll: Option<&Roll>) -> Result<PackedFile, Broken> {
    let candidates: Vec<Uuid> = serde_json::from_str(&entry.candidates)?;
    let meant = entry.pupil.map_or(candidates, |pupil| vec![pupil]);
    let pupils: Option<Vec<_>> = roll.map(|roll| meant.iter().filter_map(|pupil| roll.pupil(*pupil)).collect());
    let state = match (entry.state.as_str(), &entry.fault) {
        ("matched", _) => FileState::Matched,
        ("unclear", _) => FileState::Unclear,
        ("unmatched", _) => FileState::Unmatched,
        ("refused", Some(fault)) => FileState::Refused(serde_json::from_str(fault)?),
        ("chosen", _) => FileState::Chosen,
        ("taken", _) => FileState::Taken,
        _ => FileState::Discarded,
    };
    let photo = entry.photo.filter(|_| roll.is_some()).map(Into::into);
    Ok(PackedFile { place: entry.place, name, state, pupils: pupils.unwrap_or_default(), photo })
}

/// Who attends, with what is there already.
struct Roll {
    pupils: HashMap<Uuid, (String, String)>,
    waiting: HashSet<Uuid>,
    approved: HashSet<Uuid>,
}

impl Roll {
    async fn of(tx: &mut Tx<Within>) -> Result<Self, Refused> {
        let mut roll = Self { pupils: HashMap::new(), waiting: HashSet::new(), approved: HashSet::new() };
        for pupil in tx.roll().await? {
            let name = pupil.name()?;
            let sorted = format!("{} {}", name.surname(), name.given());
            roll.pupils.insert(pupil.id().0, (sorted, pupil.class_name));
        }
        for (pupil, state) in tx.photos_standing().await? {
            if state == "approved" {
                roll.approved.insert(pupil);
            } else {
                roll.waiting.insert(pupil);
            }
        }
        Ok(roll)
    }

    fn pupil(&self, id: Uuid) -> Option<PackedPupil> {
        let (name, class) = self.pupils.get(&id)?.clone();
        let (waits, approved) = (self.waiting.contains(&id), self.approved.contains(&id));
        Some(PackedPupil { id: id.into(), name, class, waits, approved })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pesel_in_a_name_is_masked() {
        for (name, expected) in [
            ("15293044422.jpg", "•••••••4422.jpg"),
            ("Żak 15293044422", "Żak •••••••4422"),
            ("IMG_0001.jpg", "IMG_0001.jpg"),
            ("1A/12-2026.jpg", "1A/12-2026.jpg"),
        ] {
            assert_eq!(shown(name), expected);
        }
    }
}
