//! Tables `photo_pack`, `photo_pack_piece` and `photo_pack_entry`. Names of files are names of children: sealed.

use school::{PersonId, PhotoId, PhotoPackId, PupilId, SchoolId};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Everywhere, Tx, Within,
    rows::{count, hash},
};
use crate::{
    refused::{Broken, Conflict, Refused},
    vault::FileHash,
};

/// How many packs are shown: a photographer may bring one of each class, and each is kept for a week.
const MOST: i64 = 100;

/// A pack as it stands.
#[derive(FromRow, Clone)]
pub(crate) struct PackFacts {
    pub(crate) id: Uuid,
    pub(crate) state: String,
    pub(crate) fault: Option<String>,
    pub(crate) size: i64,
    pub(crate) received: i64,
    pub(crate) created_by: Uuid,
    pub(crate) created_at: i64,
    pub(crate) taken_by: Option<Uuid>,
    pub(crate) version: i64,
}

/// A file of a pack. [`Tx::packed_name`] opens its name.
#[derive(FromRow, Clone)]
pub(crate) struct EntryFacts {
    pub(crate) place: i64,
    pub(crate) name: Vec<u8>,
    pub(crate) state: String,
    pub(crate) fault: Option<String>,
    pub(crate) candidates: String,
    pub(crate) pupil: Option<Uuid>,
    pub(crate) photo: Option<Uuid>,
}

/// A file of a pack that was just read.
pub(crate) struct NewEntry<'a> {
    pub(crate) place: i64,
    pub(crate) name: &'a str,
    pub(crate) state: &'static str,
    pub(crate) fault: Option<String>,
    pub(crate) candidates: Vec<PupilId>,
    pub(crate) pupil: Option<PupilId>,
}

/// What the name of a file is sealed for: this place in this pack.
fn about(pack: PhotoPackId, place: i64) -> Vec<u8> {
    [&b"photo pack:"[..], pack.0.as_bytes(), &place.to_be_bytes()].concat()
}

/// The pack.
impl Tx<Within> {
    /// Adds a pack of so many bytes, of which none has come yet.
    pub(crate) async fn add_pack(&mut self, id: PhotoPackId, size: u64, mark: &[u8]) -> Result<(), Refused> {
        let by = self.scope.actor.person.ok_or(Refused::Forbidden)?;
        run!(
            self,
            "INSERT INTO photo_pack (id, school, state, mark, size, received, created_by, created_at, version)
            VALUES ($1, $2, 'uploading', $3, $4, 0, $5, $6, 0)",
            id.0,
            self.scope.school.0,
            mark,
            i64::try_from(size).map_err(|_| Broken::Inconsistent("a pack's size"))?,
            by.0,
            self.scope.now.as_second()
        )?;
        Ok(())
    }

    /// A pack of this school.
    pub(crate) async fn pack(&mut self, id: PhotoPackId) -> Result<PackFacts, Refused> {
        let facts: Option<PackFacts> = row!(
            self,
            "SELECT id, state, fault, size, received, created_by, created_at, taken_by, version
            FROM photo_pack WHERE id = $1 AND school = $2",
            id.0,
            self.scope.school.0
        )?;
        facts.ok_or(Refused::NotFound)
    }

    /// The newest packs; of one person, if so.
    pub(crate) async fn packs(&mut self, by: Option<PersonId>) -> Result<Vec<PackFacts>, Refused> {
        Ok(rows!(
            self,
            "SELECT id, state, fault, size, received, created_by, created_at, taken_by, version
            FROM photo_pack WHERE school = $1 AND (created_by = $2 OR $2 IS NULL) ORDER BY id DESC LIMIT $3",
            self.scope.school.0,
            by.map(|by| by.0),
            MOST
        )?)
    }

    /// This person's upload of a file with this mark that was broken off.
    pub(crate) async fn broken_off(&mut self, mark: &[u8], size: u64) -> Result<Option<PhotoPackId>, Refused> {
        let id: Option<Uuid> = value!(
            self,
            "SELECT id FROM photo_pack WHERE school = $1 AND created_by = $2 AND mark = $3 AND size = $4 AND state = 'uploading'
            ORDER BY id DESC LIMIT 1",
            self.scope.school.0,
            self.scope.actor.person.map(|person| person.0),
            mark,
            i64::try_from(size).map_err(|_| Broken::Inconsistent("a pack's size"))?
        )?;
        Ok(id.map(PhotoPackId::from))
    }

    /// Moves a pack on, if it is still of this version.
    pub(crate) async fn move_pack(&mut self, facts: &PackFacts, state: &'static str) -> Result<(), Refused> {
        let moved = run!(
            self,
            "UPDATE photo_pack SET state = $4, version = version + 1 WHERE id = $1 AND school = $2 AND version = $3",
            facts.id,
            self.scope.school.0,
            facts.version,
            state
        )?;
        if moved == 1 { Ok(()) } else { Err(Refused::Conflict(Conflict::Changed)) }
    }

    /// Says who takes its photos over.
    pub(crate) async fn take_pack(&mut self, id: PhotoPackId, by: PersonId) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE photo_pack SET taken_by = $3 WHERE id = $1 AND school = $2",
            id.0,
            self.scope.school.0,
            by.0
        )?;
        Ok(())
    }

    /// Refuses a pack as a whole.
    pub(crate) async fn refuse_pack(&mut self, id: PhotoPackId, fault: &str) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE photo_pack SET state = 'refused', fault = $3, version = version + 1 WHERE id = $1 AND school = $2",
            id.0,
            self.scope.school.0,
            fault
        )?;
        Ok(())
    }

    /// Keeps the digest of a whole pack; false if another pack with these bytes was read before.
    pub(crate) async fn is_new_pack(&mut self, id: PhotoPackId, digest: &[u8]) -> Result<bool, Refused> {
        let others: Option<i64> = value!(
            self,
            "SELECT COUNT(*) FROM photo_pack WHERE school = $1 AND digest = $2 AND id <> $3 AND state <> 'refused'",
            self.scope.school.0,
            digest,
            id.0
        )?;
        if others.unwrap_or_default() > 0 {
            return Ok(false);
        }
        run!(
            self,
            "UPDATE photo_pack SET digest = $3 WHERE id = $1 AND school = $2",
            id.0,
            self.scope.school.0,
            digest
        )?;
        Ok(true)
    }
}

/// Its pieces.
impl Tx<Within> {
    /// Adds the next piece of so many bytes, if the pack has as many before it as `offset` says.
    pub(crate) async fn add_piece(
        &mut self,
        id: PhotoPackId,
        offset: u64,
        bytes: usize,
        piece: FileHash,
    ) -> Result<(), Refused> {
        let wrong = |_| Broken::Inconsistent("a pack's size");
        let grown = run!(
            self,
            "UPDATE photo_pack SET received = received + $4, version = version + 1
            WHERE id = $1 AND school = $2 AND received = $3 AND received + $4 <= size AND state = 'uploading'",
            id.0,
            self.scope.school.0,
            i64::try_from(offset).map_err(wrong)?,
            i64::try_from(bytes).map_err(wrong)?
        )?;
        if grown != 1 {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        run!(
            self,
            "INSERT INTO photo_pack_piece (school, pack, number, hash) VALUES ($1, $2, $3, $4)",
            self.scope.school.0,
            id.0,
            i64::try_from(offset).map_err(wrong)?,
            &piece.0[..]
        )?;
        Ok(())
    }

    /// The pieces in their order.
    pub(crate) async fn pieces(&mut self, id: PhotoPackId) -> Result<Vec<FileHash>, Refused> {
        let found: Vec<(Vec<u8>,)> = rows!(
            self,
            "SELECT hash FROM photo_pack_piece WHERE pack = $1 AND school = $2 ORDER BY number",
            id.0,
            self.scope.school.0
        )?;
        Ok(found.iter().map(|(bytes,)| hash(bytes)).collect::<Result<_, Broken>>()?)
    }

    /// Forgets a pack that is due still with all that came with it; the photos that were taken over stay. False if it is
    /// not. Its row is held first, so that no piece comes meanwhile.
    pub(crate) async fn forget_pack(&mut self, id: PhotoPackId, uploads: i64, packs: i64) -> Result<bool, Refused> {
        let school = self.scope.school.0;
        let held = run!(
            self,
            "UPDATE photo_pack SET version = version + 1
            WHERE id = $1 AND school = $2 AND ((state = 'uploading' AND created_at <= $3) OR created_at <= $4)",
            id.0,
            school,
            uploads,
            packs
        )?;
        if held == 0 {
            return Ok(false);
        }
        let pieces = self.pieces(id).await?;
        run!(self, "DELETE FROM photo_pack_entry WHERE pack = $1 AND school = $2", id.0, school)?;
        run!(self, "DELETE FROM photo_pack_piece WHERE pack = $1 AND school = $2", id.0, school)?;
        run!(self, "DELETE FROM photo_pack WHERE id = $1 AND school = $2", id.0, school)?;
        for piece in pieces {
            self.forget_file(piece).await?;
        }
        Ok(true)
    }
}

/// What is in it.
impl Tx<Within> {
    /// Writes a file of a pack down.
    pub(crate) async fn add_packed(&mut self, pack: PhotoPackId, new: &NewEntry<'_>) -> Result<(), Refused> {
        let name = self.scope.key.seal(&about(pack, new.place), new.name.as_bytes())?;
        let candidates: Vec<Uuid> = new.candidates.iter().map(|pupil| pupil.0).collect();
        run!(
            self,
            "INSERT INTO photo_pack_entry (school, pack, place, name, state, fault, candidates, pupil)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            self.scope.school.0,
            pack.0,
            new.place,
            &name[..],
            new.state,
            new.fault.as_deref(),
            serde_json::to_string(&candidates)?,
            new.pupil.map(|pupil| pupil.0)
        )?;
        Ok(())
    }

    /// The files of a pack in their order.
    pub(crate) async fn packed_files(&mut self, pack: PhotoPackId) -> Result<Vec<EntryFacts>, Refused> {
        Ok(rows!(
            self,
            "SELECT place, name, state, fault, candidates, pupil, photo FROM photo_pack_entry
            WHERE pack = $1 AND school = $2 ORDER BY place",
            pack.0,
            self.scope.school.0
        )?)
    }

    /// How many files of a pack stand how.
    pub(crate) async fn count_entries(&mut self, pack: PhotoPackId) -> Result<Vec<(String, u32)>, Refused> {
        let found: Vec<(String, i64)> = rows!(
            self,
            "SELECT state, COUNT(*) FROM photo_pack_entry WHERE pack = $1 AND school = $2 GROUP BY state",
            pack.0,
            self.scope.school.0
        )?;
        Ok(found.into_iter().map(|(state, number)| Ok((state, count(number)?))).collect::<Result<_, Broken>>()?)
    }

    /// What a file of a pack is called.
    pub(crate) fn packed_name(&self, pack: PhotoPackId, entry: &EntryFacts) -> Result<String, Refused> {
        let name = self.scope.key.open(&about(pack, entry.place), &entry.name)?;
        Ok(String::from_utf8(name).map_err(|_| Broken::Inconsistent("a file's name"))?)
    }

    /// Says whose photo a file is, or that it is nobody's; false if it is not to be said any more.
    pub(crate) async fn assign_entry(
        &mut self,
        pack: PhotoPackId,
        place: i64,
        pupil: Option<PupilId>,
    ) -> Result<bool, Refused> {
        let assigned = run!(
            self,
            "UPDATE photo_pack_entry SET state = $4, pupil = $5
            WHERE pack = $1 AND school = $2 AND place = $3 AND state IN ('matched', 'unclear', 'unmatched', 'discarded')",
            pack.0,
            self.scope.school.0,
            place,
            if pupil.is_some() { "matched" } else { "discarded" },
            pupil.map(|pupil| pupil.0)
        )?;
        Ok(assigned == 1)
    }

    /// Chooses a file to be taken over; false if it is nobody's.
    pub(crate) async fn choose_entry(&mut self, pack: PhotoPackId, place: i64) -> Result<bool, Refused> {
        let chosen = run!(
            self,
            "UPDATE photo_pack_entry SET state = 'chosen' WHERE pack = $1 AND school = $2 AND place = $3 AND state = 'matched'",
            pack.0,
            self.scope.school.0,
            place
        )?;
        Ok(chosen == 1)
    }

    /// A file was taken over as this photo; false if another worker was first.
    pub(crate) async fn entry_taken(&mut self, pack: PhotoPackId, place: i64, photo: PhotoId) -> Result<bool, Refused> {
        let taken = run!(
            self,
            "UPDATE photo_pack_entry SET state = 'taken', photo = $4
            WHERE pack = $1 AND school = $2 AND place = $3 AND state = 'chosen'",
            pack.0,
            self.scope.school.0,
            place,
            photo.0
        )?;
        Ok(taken == 1)
    }

    /// A file that was chosen cannot be taken over; false if another worker was first.
    pub(crate) async fn entry_refused(&mut self, pack: PhotoPackId, place: i64, fault: &str) -> Result<bool, Refused> {
        let refused = run!(
            self,
            "UPDATE photo_pack_entry SET state = 'refused', fault = $4
            WHERE pack = $1 AND school = $2 AND place = $3 AND state = 'chosen'",
            pack.0,
            self.scope.school.0,
            place,
            fault
        )?;
        Ok(refused == 1)
    }

    /// Pupils with a photo that waits or is in force, and which of them it is.
    pub(crate) async fn photos_standing(&mut self) -> Result<Vec<(Uuid, String)>, Refused> {
        Ok(rows!(
            self,
            "SELECT pupil, state FROM photo WHERE school = $1 AND state IN ('submitted', 'approved')",
            self.scope.school.0
        )?)
    }

    /// When the packs were begun that are whole and that [`Tx::packs_due`] would name.
    pub(crate) async fn packs_handed_in(&mut self, until: i64) -> Result<Vec<i64>, Refused> {
        let times: Vec<(i64,)> = rows!(
            self,
            "SELECT created_at FROM photo_pack WHERE school = $1 AND state <> 'uploading' AND created_at <= $2",
            self.scope.school.0,
            until
        )?;
        Ok(times.into_iter().map(|(at,)| at).collect())
    }

    /// Every card's pupil, with serial and year of its number.
    pub(crate) async fn card_numbers(&mut self) -> Result<Vec<(Uuid, i64, i64)>, Refused> {
        Ok(rows!(self, "SELECT pupil, serial, year FROM card WHERE school = $1", self.scope.school.0)?)
    }
}

impl Tx<Everywhere> {
    /// Counts a step of taking a pack over; false if another worker did, or the pack is gone.
    pub(crate) async fn count_step(
        &mut self,
        school: SchoolId,
        id: PhotoPackId,
        version: i64,
    ) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE photo_pack SET version = version + 1 WHERE id = $1 AND school = $2 AND version = $3 AND state = 'taking'",
            id.0,
            school.0,
            version
        )? == 1)
    }

    /// Refuses a pack that nobody reads any more.
    pub(crate) async fn refuse_unread_pack(
        &mut self,
        school: SchoolId,
        id: PhotoPackId,
        fault: &str,
    ) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE photo_pack SET state = 'refused', fault = $3, version = version + 1
            WHERE id = $1 AND school = $2 AND state = 'reading'",
            id.0,
            school.0,
            fault
        )?;
        Ok(())
    }

    /// Nobody takes a pack over any more: what was chosen can be chosen again.
    pub(crate) async fn release_pack(&mut self, school: SchoolId, id: PhotoPackId) -> Result<(), Refused> {
        let released = run!(
            self,
            "UPDATE photo_pack SET state = 'ready', version = version + 1 WHERE id = $1 AND school = $2 AND state = 'taking'",
            id.0,
            school.0
        )?;
        if released == 1 {
            run!(
                self,
                "UPDATE photo_pack_entry SET state = 'matched' WHERE pack = $1 AND school = $2 AND state = 'chosen'",
                id.0,
                school.0
            )?;
        }
        Ok(())
    }

    /// School and pack of uploads begun until `uploads`, and of all packs handed in until `packs`.
    pub(crate) async fn packs_due(&mut self, uploads: i64, packs: i64) -> Result<Vec<(Uuid, Uuid)>, Refused> {
        Ok(rows!(
            self,
            "SELECT school, id FROM photo_pack WHERE (state = 'uploading' AND created_at <= $1) OR created_at <= $2",
            uploads,
            packs
        )?)
    }
}
