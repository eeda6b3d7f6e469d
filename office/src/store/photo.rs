//! Table `photo`: one photo, its pictures, and the school's queue.

use jiff::Timestamp;
use school::{
    ClassId, PersonId, PhotoId, PupilId,
    photo::{Advice, Crop, DECLARATION_VERSION, Origin, Photo, PhotoRefusal, Review, State},
};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Tx, Within,
    rows::{count, hash, time, word},
};
use crate::{
    photo::{QueueCounts, Tab},
    refused::{Broken, Conflict, Refused},
    vault::{FileHash, FileKind},
};

/// How many photos a page of the queue shows.
const PAGE: i64 = 60;

/// What tells the state of a photo.
#[derive(FromRow)]
pub(crate) struct StateColumns {
    pub(crate) pupil: Uuid,
    state: String,
    reviewed_by: Option<Uuid>,
    reviewed_at: Option<i64>,
    reason: Option<String>,
    note: Option<String>,
}

impl StateColumns {
    /// The state with its evidence.
    pub(crate) fn state(&self) -> Result<State, Broken> {
        Ok(match self.state.as_str() {
            "draft" => State::Draft,
            "submitted" => State::Submitted,
            "approved" => State::Approved(self.decided()?),
            "rejected" => {
                State::Rejected(self.decided()?, word(self.reason.as_deref().unwrap_or_default())?, self.note.clone())
            }
            "withdrawn" => State::Withdrawn,
            "superseded" => State::Superseded,
            "removed" => State::Removed,
            _ => return Err(Broken::Inconsistent("a photo's state")),
        })
    }

    fn decided(&self) -> Result<Review, Broken> {
        self.review()?.ok_or(Broken::Inconsistent("a decision by nobody"))
    }

    fn review(&self) -> Result<Option<Review>, Broken> {
        let (Some(by), Some(at)) = (self.reviewed_by, self.reviewed_at) else { return Ok(None) };
        Ok(Some(Review { by: by.into(), at: time(at)? }))
    }
}

#[derive(FromRow)]
struct PhotoColumns {
    id: Uuid,
    #[sqlx(flatten)]
    state: StateColumns,
    clean: Option<Vec<u8>>,
    review: Option<Vec<u8>>,
    portrait: Option<Vec<u8>>,
    width: i64,
    height: i64,
    crop_cx: f64,
    crop_cy: f64,
    crop_w: f64,
    crop_angle: f64,
    advice: String,
    declaration: String,
    declared_at: i64,
    created_by: Uuid,
    created_at: i64,
    submitted_at: Option<i64>,
    declared_exception: bool,
    family_note: Option<Vec<u8>>,
    reframed_at: Option<i64>,
    superseded_by: Option<Uuid>,
    source: String,
    version: i64,
}

/// A photo with everything its row tells.
#[derive(Clone, Debug)]
pub(crate) struct PhotoFacts {
    pub(crate) photo: Photo,
    /// Who decided and when; a superseded photo keeps its own.
    pub(crate) review: Option<Review>,
    pub(crate) pictures: Pictures,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) crop: Crop,
    pub(crate) advice: Vec<Advice>,
    pub(crate) declaration: String,
    pub(crate) declared_at: Timestamp,
    pub(crate) created_by: PersonId,
    pub(crate) created_at: Timestamp,
    pub(crate) submitted_at: Option<Timestamp>,
    pub(crate) superseded_by: Option<PhotoId>,
    pub(crate) exception: bool,
    /// Sealed; [`Tx::family_note`] opens it.
    pub(crate) family_note: Option<Vec<u8>>,
    pub(crate) reframed_at: Option<Timestamp>,
    pub(crate) origin: Origin,
}

/// The pictures of a photo, by their names in the vault.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pictures {
    pub(crate) clean: Option<FileHash>,
    pub(crate) review: Option<FileHash>,
    pub(crate) portrait: Option<FileHash>,
}

impl Pictures {
    /// The picture of one kind.
    pub(crate) fn of(&self, kind: FileKind) -> Option<FileHash> {
        match kind {
            FileKind::Clean => self.clean,
            FileKind::Review => self.review,
            FileKind::Portrait => self.portrait,
            FileKind::Sheet | FileKind::Pack | FileKind::Logo => None,
        }
    }

    /// Those there are.
    pub(crate) fn all(&self) -> impl Iterator<Item = FileHash> + use<> {
        [self.clean, self.review, self.portrait].into_iter().flatten()
    }
}

impl TryFrom<PhotoColumns> for PhotoFacts {
    type Error = Broken;

    fn try_from(row: PhotoColumns) -> Result<Self, Broken> {
        let file = |bytes: Option<Vec<u8>>| bytes.as_deref().map(hash).transpose();
        Ok(Self {
            photo: Photo {
                id: row.id.into(),
                pupil: row.state.pupil.into(),
                state: row.state.state()?,
                version: row.version,
            },
            review: row.state.review()?,
            pictures: Pictures { clean: file(row.clean)?, review: file(row.review)?, portrait: file(row.portrait)? },
            width: count(row.width)?,
            height: count(row.height)?,
            crop: Crop { cx: row.crop_cx, cy: row.crop_cy, w: row.crop_w, angle: row.crop_angle },
            advice: read_advice(&row.advice)?,
            declaration: row.declaration,
            declared_at: time(row.declared_at)?,
            created_by: row.created_by.into(),
            created_at: time(row.created_at)?,
            submitted_at: row.submitted_at.map(time).transpose()?,
            superseded_by: row.superseded_by.map(PhotoId::from),
            exception: row.declared_exception,
            family_note: row.family_note,
            reframed_at: row.reframed_at.map(time).transpose()?,
            origin: word(&row.source)?,
        })
    }
}

/// One remark as it is stored, in the words of [`school::photo`]: nothing else of a face has a place here.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AdviceWords {
    check: String,
    severity: String,
    value: f64,
}

/// Reads stored advice.
pub(crate) fn read_advice(json: &str) -> Result<Vec<Advice>, Broken> {
    let words: Vec<AdviceWords> = serde_json::from_str(json)?;
    words.iter().map(|a| Ok(Advice { check: word(&a.check)?, severity: word(&a.severity)?, value: a.value })).collect()
}

fn write_advice(advice: &[Advice]) -> Result<String, Broken> {
    let words = advice.iter().map(|a| AdviceWords {
        check: a.check.to_string(),
        severity: a.severity.to_string(),
        value: a.value,
    });
    Ok(serde_json::to_string(&words.collect::<Vec<_>>())?)
}

/// What a family's note is sealed for: this photo and no other.
fn about_note(id: PhotoId) -> Vec<u8> {
    [&b"family note:"[..], id.0.as_bytes()].concat()
}

/// A photo that a family has just handed in.
pub(crate) struct NewDraft<'a> {
    pub(crate) id: PhotoId,
    pub(crate) pupil: PupilId,
    pub(crate) by: PersonId,
    pub(crate) clean: FileHash,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) crop: Crop,
    pub(crate) advice: &'a [Advice],
}

/// A photo that the school adds: it waits, or is approved at once.
pub(crate) struct NewSent<'a> {
    pub(crate) id: PhotoId,
    pub(crate) pupil: PupilId,
    pub(crate) by: PersonId,
    pub(crate) origin: Origin,
    pub(crate) pictures: Pictures,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) crop: Crop,
    pub(crate) advice: &'a [Advice],
    /// The version of the sentence that was ticked; empty where nobody was asked.
    pub(crate) declaration: &'a str,
    pub(crate) declared_at: Timestamp,
    pub(crate) exception: bool,
    /// None for one that waits.
    pub(crate) review: Option<Review>,
}

/// A frame that was cut.
pub(crate) struct NewCut<'a> {
    pub(crate) crop: Crop,
    pub(crate) portrait: FileHash,
    pub(crate) review: FileHash,
    pub(crate) advice: &'a [Advice],
}

impl Tx<Within> {
    /// A photo of this school.
    pub(crate) async fn photo(&mut self, id: PhotoId) -> Result<PhotoFacts, Refused> {
        let row: Option<PhotoColumns> =
            row!(self, "SELECT * FROM photo WHERE id = $1 AND school = $2", id.0, self.scope.school.0)?;
        Ok(row.ok_or(Refused::NotFound)?.try_into()?)
    }

    /// A photo that was sent to this school: drafts are the family's own.
    pub(crate) async fn sent_photo(&mut self, id: PhotoId) -> Result<PhotoFacts, Refused> {
        let facts = self.photo(id).await?;
        if facts.photo.state == State::Draft { Err(Refused::NotFound) } else { Ok(facts) }
    }

    /// Makes everybody else who wants to say which of a pupil's photos is the draft, waits or is in force wait until
    /// this transaction ends: there is one of each. SQLite has one writer anyway.
    pub(crate) async fn lock_photos_of(&mut self, pupil: PupilId) -> Result<(), Refused> {
        run!(self, "UPDATE pupil SET version = version WHERE id = $1 AND school = $2", pupil.0, self.scope.school.0)?;
        Ok(())
    }

    /// A photo that the school may see, with all photos of its pupil locked.
    pub(crate) async fn sent_photo_locked(&mut self, id: PhotoId) -> Result<PhotoFacts, Refused> {
        let pupil = self.sent_photo(id).await?.photo.pupil;
        self.lock_photos_of(pupil).await?;
        self.sent_photo(id).await
    }

    /// A pupil's photos, oldest first.
    pub(crate) async fn photos_of(&mut self, pupil: PupilId) -> Result<Vec<PhotoFacts>, Refused> {
        let rows: Vec<PhotoColumns> = rows!(
            self,
            "SELECT * FROM photo WHERE pupil = $1 AND school = $2 ORDER BY id",
            pupil.0,
            self.scope.school.0
        )?;
        rows.into_iter().map(|row| Ok(row.try_into()?)).collect()
    }

    /// Holds a photo against decisions until the commit; false if there is none.
    pub(crate) async fn hold_photo(&mut self, id: PhotoId) -> Result<bool, Refused> {
        Ok(run!(self, "UPDATE photo SET version = version WHERE id = $1 AND school = $2", id.0, self.scope.school.0)?
            == 1)
    }

    /// Is there a card with this photo?
    pub(crate) async fn is_on_a_card(&mut self, id: PhotoId) -> Result<bool, Refused> {
        let cards: Option<i64> =
            value!(self, "SELECT COUNT(*) FROM card WHERE photo = $1 AND school = $2", id.0, self.scope.school.0)?;
        Ok(cards.unwrap_or_default() > 0)
    }

    /// Writes a draft, declared here and now to follow the guidelines.
    pub(crate) async fn add_draft(&mut self, draft: &NewDraft<'_>) -> Result<(), Refused> {
        let now = self.scope.now.as_second();
        run!(
            self,
            "INSERT INTO photo (id, school, pupil, state, clean, width, height, crop_cx, crop_cy, crop_w, crop_angle,
                advice, declaration, declared_at, created_by, created_at, version)
            VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $13, 0)",
            draft.id.0,
            self.scope.school.0,
            draft.pupil.0,
            &draft.clean.0[..],
            i64::from(draft.width),
            i64::from(draft.height),
            draft.crop.cx,
            draft.crop.cy,
            draft.crop.w,
            draft.crop.angle,
            write_advice(draft.advice)?,
            DECLARATION_VERSION,
            now,
            draft.by.0
        )?;
        Ok(())
    }

    /// Writes a photo of the school's own, cut already.
    pub(crate) async fn add_sent(&mut self, new: &NewSent<'_>) -> Result<(), Refused> {
        let picture = |hash: Option<FileHash>| hash.map(|hash| hash.0.to_vec());
        run!(
            self,
            "INSERT INTO photo (id, school, pupil, state, clean, review, portrait, width, height, crop_cx, crop_cy, crop_w, crop_angle,
                advice, declaration, declared_at, created_by, created_at, submitted_at, reviewed_by, reviewed_at, declared_exception,
                source, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18, $19, $20, $21, $22, 0)",
            new.id.0,
            self.scope.school.0,
            new.pupil.0,
            if new.review.is_some() { "approved" } else { "submitted" },
            picture(new.pictures.clean),
            picture(new.pictures.review),
            picture(new.pictures.portrait),
            i64::from(new.width),
            i64::from(new.height),
            new.crop.cx,
            new.crop.cy,
            new.crop.w,
            new.crop.angle,
            write_advice(new.advice)?,
            new.declaration,
            new.declared_at.as_second(),
            new.by.0,
            self.scope.now.as_second(),
            new.review.map(|review| review.by.0),
            new.review.map(|review| review.at.as_second()),
            new.exception,
            new.origin.code()
        )?;
        Ok(())
    }

    /// Discards a draft that another one replaces: neither row nor picture stays.
    pub(crate) async fn discard_draft(&mut self, draft: &PhotoFacts) -> Result<(), Refused> {
        let gone = run!(
            self,
            "DELETE FROM photo WHERE id = $1 AND school = $2 AND state = 'draft'",
            draft.photo.id.0,
            self.scope.school.0
        )?;
        if gone == 0 {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        self.forget_pictures(draft.pictures).await
    }

    /// Writes down what goes to the school along with a draft; the note is sealed.
    pub(crate) async fn save_word(&mut self, draft: &PhotoFacts, exception: bool, note: &str) -> Result<(), Refused> {
        let about = about_note(draft.photo.id);
        let sealed = if note.is_empty() { None } else { Some(self.scope.key.seal(&about, note.as_bytes())?) };
        let saved = run!(
            self,
            "UPDATE photo SET declared_exception = $4, family_note = $5
            WHERE id = $1 AND school = $2 AND version = $3 AND state = 'draft'",
            draft.photo.id.0,
            self.scope.school.0,
            draft.photo.version,
            exception,
            sealed
        )?;
        if saved == 0 { Err(Refused::Conflict(Conflict::Changed)) } else { Ok(()) }
    }

    /// What the family wrote along with a photo.
    pub(crate) fn family_note(&self, facts: &PhotoFacts) -> Result<Option<String>, Refused> {
        let Some(sealed) = &facts.family_note else { return Ok(None) };
        let note = self.scope.key.open(&about_note(facts.photo.id), sealed)?;
        Ok(Some(String::from_utf8(note).map_err(|_| Broken::Inconsistent("a family's note"))?))
    }

    /// Writes down the frame that was cut, in place of an earlier one: of a draft the family's, of a photo that waits
    /// the school's.
    pub(crate) async fn save_cut(&mut self, draft: &PhotoFacts, cut: &NewCut<'_>) -> Result<(), Refused> {
        let reframed_at = (draft.photo.state == State::Submitted).then_some(self.scope.now.as_second());
        let saved = run!(
            self,
            "UPDATE photo SET crop_cx = $4, crop_cy = $5, crop_w = $6, crop_angle = $7, portrait = $8, review = $9, advice = $10,
                reframed_at = $12, version = version + 1
            WHERE id = $1 AND school = $2 AND version = $3 AND state = $11 AND state IN ('draft', 'submitted')",
            draft.photo.id.0,
            self.scope.school.0,
            draft.photo.version,
            cut.crop.cx,
            cut.crop.cy,
            cut.crop.w,
            cut.crop.angle,
            &cut.portrait.0[..],
            &cut.review.0[..],
            write_advice(cut.advice)?,
            draft.photo.state.code(),
            reframed_at
        )?;
        if saved == 0 {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        self.forget_pictures(Pictures { clean: None, ..draft.pictures }).await
    }

    /// Takes the pictures from a photo that will not be looked at again, and forgets them.
    pub(crate) async fn erase_pictures(&mut self, facts: &PhotoFacts) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE photo SET clean = NULL, review = NULL, portrait = NULL, family_note = NULL WHERE id = $1 AND school = $2",
            facts.photo.id.0,
            self.scope.school.0
        )?;
        self.forget_pictures(facts.pictures).await
    }

    /// Takes the clean source from a photo that was decided about, and forgets it: what is printed stays.
    pub(crate) async fn erase_source(&mut self, facts: &PhotoFacts) -> Result<(), Refused> {
        let erased = run!(
            self,
            "UPDATE photo SET clean = NULL, family_note = NULL, version = version + 1
            WHERE id = $1 AND school = $2 AND version = $3",
            facts.photo.id.0,
            self.scope.school.0,
            facts.photo.version
        )?;
        if erased == 0 {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        self.forget_pictures(Pictures { clean: facts.pictures.clean, ..Pictures::default() }).await
    }

    async fn forget_pictures(&mut self, pictures: Pictures) -> Result<(), Refused> {
        for hash in pictures.all() {
            self.forget_file(hash).await?;
        }
        Ok(())
    }
}

/// Transitions.
impl Tx<Within> {
    /// What becomes of the photo, if its life allows it and it is still as the page showed it.
    pub(crate) async fn transition(
        &mut self,
        facts: &PhotoFacts,
        version: i64,
        change: impl FnOnce(Photo) -> Result<Photo, PhotoRefusal>,
    ) -> Result<Photo, Refused> {
        match change(facts.photo.clone()) {
            Err(refusal) => Err(self.explain(&facts.photo.state, refusal).await?),
            Ok(_) if facts.photo.version != version => Err(Refused::Conflict(Conflict::Changed)),
            Ok(after) => Ok(after),
        }
    }

    /// Writes a transition down. If somebody was faster, says who.
    pub(crate) async fn move_photo(
        &mut self,
        before: &PhotoFacts,
        after: &Photo,
        successor: Option<PhotoId>,
    ) -> Result<(), Refused> {
        let (review, reason, note) = match &after.state {
            State::Approved(review) => (Some(*review), None, None),
            State::Rejected(review, reason, note) => (Some(*review), Some(reason.code()), note.as_deref()),
            State::Superseded => (before.review, None, None),
            State::Draft | State::Submitted | State::Withdrawn | State::Removed => (None, None, None),
        };
        let moved = run!(
            self,
            "UPDATE photo SET state = $5, reviewed_by = $6, reviewed_at = $7, reason = $8, note = $9, superseded_by = $10,
                submitted_at = COALESCE(submitted_at, $11), version = version + 1
            WHERE id = $1 AND school = $2 AND version = $3 AND state = $4",
            before.photo.id.0,
            self.scope.school.0,
            before.photo.version,
            before.photo.state.code(),
            after.state.code(),
            review.map(|review| review.by.0),
            review.map(|review| review.at.as_second()),
            reason,
            note,
            successor.map(Uuid::from),
            self.scope.now.as_second()
        )?;
        if moved == 1 {
            return Ok(());
        }
        let state = self.photo(before.photo.id).await?.photo.state;
        Err(match state {
            State::Approved(review) | State::Rejected(review, ..) => {
                self.explain(&state, PhotoRefusal::AlreadyReviewed(review)).await?
            }
            _ => Refused::Conflict(Conflict::Changed),
        })
    }

    /// Says who was first, by name.
    async fn explain(&mut self, state: &State, refusal: PhotoRefusal) -> Result<Refused, Refused> {
        let PhotoRefusal::AlreadyReviewed(Review { by, at }) = refusal else { return Ok(refusal.into()) };
        let by = self.person(by).await?.name()?.full();
        Ok(Refused::Conflict(Conflict::AlreadyReviewed { by, at, approved: matches!(state, State::Approved(_)) }))
    }
}

/// A photo in the queue, or a pupil without one.
#[derive(FromRow)]
pub(crate) struct QueueColumns {
    #[sqlx(default)]
    pub(crate) photo: Option<Uuid>,
    pub(crate) pupil: Uuid,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) born: String,
    pub(crate) class_name: String,
    #[sqlx(default)]
    pub(crate) submitted_at: Option<i64>,
    #[sqlx(default)]
    pub(crate) advice: Option<String>,
    #[sqlx(default)]
    pub(crate) declared_exception: bool,
}

/// What a tab holds: photos in this state, beside another photo of the pupil or not. Beside a submitted photo the
/// other is one in force, beside a rejected one a newer.
fn tab(tab: Tab) -> Option<(&'static str, i64)> {
    Some(match tab {
        Tab::Waiting => ("submitted", 0),
        Tab::Changes => ("submitted", 1),
        Tab::Rejected => ("rejected", 0),
        Tab::Approved => ("approved", 0),
        Tab::Missing => return None,
    })
}

/// The queue.
impl Tx<Within> {
    /// One page of a tab, by class, then oldest first; the missing ones by class and name.
    pub(crate) async fn queue(
        &mut self,
        wanted: Tab,
        class: Option<ClassId>,
        page: u32,
    ) -> Result<Vec<QueueColumns>, Refused> {
        let (class, skip) = (class.map(Uuid::from), i64::from(page) * PAGE);
        let Some((state, other)) = tab(wanted) else { return self.missing(class, skip).await };
        Ok(rows!(
            self,
            "SELECT q.photo, q.pupil, p.given, p.surname, p.born, c.name AS class_name, q.submitted_at, q.advice, q.declared_exception
            FROM (SELECT f.id AS photo, f.pupil, f.submitted_at, f.advice, f.declared_exception, CASE f.state
                    WHEN 'submitted' THEN CASE WHEN f.pupil IN (SELECT o.pupil FROM photo o
                        WHERE o.school = $1 AND o.state = 'approved') THEN 1 ELSE 0 END
                    WHEN 'rejected' THEN CASE WHEN EXISTS (SELECT 1 FROM photo o WHERE o.pupil = f.pupil AND o.school = f.school
                        AND o.id > f.id AND o.state IN ('submitted', 'approved', 'rejected', 'removed')) THEN 1 ELSE 0 END
                    ELSE 0 END AS other
                FROM photo f WHERE f.school = $1 AND f.state = $3) q
            JOIN pupil p ON p.id = q.pupil JOIN class c ON c.id = p.class
            WHERE p.school = $1 AND (p.class = $2 OR $2 IS NULL) AND p.left_on IS NULL AND q.other = $4
            ORDER BY c.name_order, q.submitted_at, q.photo LIMIT $5 OFFSET $6",
            self.scope.school.0,
            class,
            state,
            other,
            PAGE,
            skip
        )?)
    }

    async fn missing(&mut self, class: Option<Uuid>, skip: i64) -> Result<Vec<QueueColumns>, Refused> {
        Ok(rows!(
            self,
            "SELECT p.id AS pupil, p.given, p.surname, p.born, c.name AS class_name
            FROM pupil p JOIN class c ON c.id = p.class
            WHERE p.school = $1 AND (p.class = $2 OR $2 IS NULL) AND p.left_on IS NULL AND p.id NOT IN
                (SELECT f.pupil FROM photo f WHERE f.school = $1 AND f.state IN ('submitted', 'approved', 'rejected'))
            ORDER BY c.name_order, p.surname_order, p.id LIMIT $3 OFFSET $4",
            self.scope.school.0,
            class,
            PAGE,
            skip
        )?)
    }

    /// How many stand in each tab.
    pub(crate) async fn queue_counts(&mut self, class: Option<ClassId>) -> Result<QueueCounts, Refused> {
        let class = class.map(Uuid::from);
        let rows: Vec<(String, i32, i64)> = rows!(
            self,
            "SELECT q.state, q.other, COUNT(*)
            FROM (SELECT f.state, CASE f.state
                    WHEN 'submitted' THEN CASE WHEN f.pupil IN (SELECT o.pupil FROM photo o
                        WHERE o.school = $1 AND o.state = 'approved') THEN 1 ELSE 0 END
                    WHEN 'rejected' THEN CASE WHEN EXISTS (SELECT 1 FROM photo o WHERE o.pupil = f.pupil AND o.school = f.school
                        AND o.id > f.id AND o.state IN ('submitted', 'approved', 'rejected', 'removed')) THEN 1 ELSE 0 END
                    ELSE 0 END AS other
                FROM photo f JOIN pupil p ON p.id = f.pupil
                WHERE f.school = $1 AND (p.class = $2 OR $2 IS NULL) AND p.left_on IS NULL
                    AND f.state IN ('submitted', 'rejected', 'approved')) q
            GROUP BY q.state, q.other",
            self.scope.school.0,
            class
        )?;
        let missing: Option<i64> = value!(
            self,
            "SELECT COUNT(*) FROM pupil p
            WHERE p.school = $1 AND (p.class = $2 OR $2 IS NULL) AND p.left_on IS NULL AND p.id NOT IN
                (SELECT f.pupil FROM photo f WHERE f.school = $1 AND f.state IN ('submitted', 'approved', 'rejected'))",
            self.scope.school.0,
            class
        )?;
        let of = |wanted: Tab| {
            let found = rows.iter().find(|(state, other, _)| Some((state.as_str(), i64::from(*other))) == tab(wanted));
            count(found.map_or(0, |(_, _, number)| *number))
        };
        Ok(QueueCounts {
            waiting: of(Tab::Waiting)?,
            changes: of(Tab::Changes)?,
            rejected: of(Tab::Rejected)?,
            approved: of(Tab::Approved)?,
            missing: count(missing.unwrap_or_default())?,
        })
    }

    /// The waiting photos beside an approved one (`change`) or not, in the order of the queue, with this one among
    /// them even if it waits no longer.
    pub(crate) async fn waiting_line(&mut self, id: PhotoId, change: bool) -> Result<Vec<PhotoId>, Refused> {
        let ids: Vec<(Uuid,)> = rows!(
            self,
            "SELECT q.id FROM (SELECT f.id, f.pupil, f.submitted_at, CASE WHEN f.pupil IN (SELECT o.pupil FROM photo o
                    WHERE o.school = $1 AND o.state = 'approved') THEN 1 ELSE 0 END AS other
                FROM photo f WHERE f.school = $1 AND (f.state = 'submitted' OR f.id = $2)) q
            JOIN pupil p ON p.id = q.pupil JOIN class c ON c.id = p.class
            WHERE p.school = $1 AND ((q.other = $3 AND p.left_on IS NULL) OR q.id = $2)
            ORDER BY c.name_order, q.submitted_at, q.id",
            self.scope.school.0,
            id.0,
            i64::from(change)
        )?;
        Ok(ids.into_iter().map(|(id,)| id.into()).collect())
    }
}

/// How many pages so many photos fill.
pub(crate) fn pages(number: u32) -> u32 {
    number.div_ceil(PAGE as u32)
}
