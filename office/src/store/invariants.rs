//! What `legitka check` reads: rows of the whole database side by side, as they are. What must hold of them,
//! [`crate::keep`] says.

use sqlx::FromRow;
use uuid::Uuid;

use super::{Everywhere, Tx, audit::EventRow};
use crate::refused::Refused;

/// Entries of a chain that are read at a time.
const PAGE: i64 = 1000;

/// A pupil's identity as it is stored.
#[derive(FromRow)]
pub(crate) struct SealedIdentity {
    pub(crate) school: Uuid,
    pub(crate) id: Uuid,
    pub(crate) pesel: Option<Vec<u8>>,
    pub(crate) document: Option<Vec<u8>>,
    pub(crate) identity_index: Vec<u8>,
}

/// Something sealed for one thing.
#[derive(FromRow)]
pub(crate) struct SealedAbout {
    pub(crate) school: Uuid,
    pub(crate) id: Uuid,
    pub(crate) sealed: Vec<u8>,
}

/// Where a chain should end.
#[derive(FromRow)]
pub(crate) struct ChainEnd {
    pub(crate) school: Uuid,
    pub(crate) seq: i64,
    pub(crate) head: Vec<u8>,
}

/// A card and what it leans on.
#[derive(FromRow)]
pub(crate) struct CardSupport {
    pub(crate) id: Uuid,
    pub(crate) state: String,
    pub(crate) serial: i64,
    pub(crate) year: i64,
    /// The last number that was given in its year.
    pub(crate) last: Option<i64>,
    /// The state of the blank that names it as well.
    pub(crate) blank: Option<String>,
    /// How many files its portrait is.
    pub(crate) portraits: i64,
}

/// A card and how often the log says what became of it.
#[derive(FromRow)]
pub(crate) struct CardTold {
    pub(crate) id: Uuid,
    pub(crate) state: String,
    pub(crate) prepared: i64,
    pub(crate) printed: i64,
    pub(crate) issued: i64,
    pub(crate) invalidated: i64,
    /// Whether somebody collected it.
    pub(crate) received: bool,
}

/// A movement of the books.
#[derive(FromRow)]
pub(crate) struct MovementRead {
    pub(crate) school: Uuid,
    pub(crate) item: String,
    pub(crate) from_account: String,
    pub(crate) to_account: String,
    pub(crate) quantity: i64,
}

/// What is sealed.
impl Tx<Everywhere> {
    pub(crate) async fn sealed_identities(&mut self) -> Result<Vec<SealedIdentity>, Refused> {
        Ok(rows!(self, "SELECT school, id, pesel, document, identity_index FROM pupil")?)
    }

    /// The identities in the register.
    pub(crate) async fn sealed_entries(&mut self) -> Result<Vec<SealedAbout>, Refused> {
        Ok(rows!(self, "SELECT school, card AS id, identity AS sealed FROM register_entry")?)
    }

    /// What is printed on the cards.
    pub(crate) async fn sealed_faces(&mut self) -> Result<Vec<SealedAbout>, Refused> {
        Ok(rows!(self, "SELECT school, id, face AS sealed FROM card")?)
    }

    /// What families wrote to the office along with a photo.
    pub(crate) async fn sealed_notes(&mut self) -> Result<Vec<SealedAbout>, Refused> {
        Ok(rows!(self, "SELECT school, id, family_note AS sealed FROM photo WHERE family_note IS NOT NULL")?)
    }

    /// The rows of class lists that were not taken over yet.
    pub(crate) async fn sealed_lists(&mut self) -> Result<Vec<SealedAbout>, Refused> {
        Ok(rows!(self, "SELECT school, id, content AS sealed FROM class_list WHERE content IS NOT NULL")?)
    }

    /// The workbooks that drafts of class lists were read from.
    pub(crate) async fn sealed_workbooks(&mut self) -> Result<Vec<SealedAbout>, Refused> {
        Ok(rows!(self, "SELECT school, id, workbook AS sealed FROM class_list WHERE workbook IS NOT NULL")?)
    }

    /// Saved views of the list of pupils.
    pub(crate) async fn sealed_views(&mut self) -> Result<Vec<SealedAbout>, Refused> {
        Ok(rows!(self, "SELECT school, id, content AS sealed FROM saved_view")?)
    }

    /// What class lists can be taken back with.
    pub(crate) async fn sealed_undos(&mut self) -> Result<Vec<SealedAbout>, Refused> {
        Ok(rows!(self, "SELECT school, id, undo AS sealed FROM class_list WHERE undo IS NOT NULL")?)
    }
}

/// The log, and what it has to tell.
impl Tx<Everywhere> {
    pub(crate) async fn chain_ends(&mut self) -> Result<Vec<ChainEnd>, Refused> {
        Ok(rows!(self, "SELECT school, seq, head FROM chain")?)
    }

    /// The next entries of a chain, at most a thousand.
    pub(crate) async fn chain_after(&mut self, school: Uuid, seq: i64) -> Result<Vec<EventRow>, Refused> {
        Ok(rows!(
            self,
            "SELECT id, school, seq, at, person, role, verb, subject, particulars, previous, hash FROM event
            WHERE school = $1 AND seq > $2 ORDER BY seq LIMIT $3",
            school,
            seq,
            PAGE
        )?)
    }

    /// Photos that were sent or decided about, each with its state and how many events tell of that.
    pub(crate) async fn photos_told(&mut self) -> Result<Vec<(Uuid, String, i64)>, Refused> {
        Ok(rows!(
            self,
            "SELECT photo.id, photo.state, (SELECT COUNT(*) FROM event WHERE event.subject = photo.id AND event.school = photo.school
                AND event.verb = CASE photo.state WHEN 'rejected' THEN 'photo.rejected' WHEN 'submitted' THEN 'photo.sent' ELSE 'photo.approved' END)
            FROM photo WHERE photo.state IN ('approved', 'rejected', 'superseded', 'submitted')"
        )?)
    }

    /// Every card with its state and what the log tells of it.
    pub(crate) async fn cards_told(&mut self) -> Result<Vec<CardTold>, Refused> {
        Ok(rows!(
            self,
            "SELECT card.id, card.state,
                (SELECT COUNT(*) FROM event e
                    WHERE e.subject = card.id AND e.school = card.school AND e.verb = 'card.prepared') AS prepared,
                (SELECT COUNT(*) FROM event e
                    WHERE e.subject = card.id AND e.school = card.school AND e.verb = 'card.printed') AS printed,
                (SELECT COUNT(*) FROM event e
                    WHERE e.subject = card.id AND e.school = card.school AND e.verb = 'card.issued') AS issued,
                (SELECT COUNT(*) FROM event e
                    WHERE e.subject = card.id AND e.school = card.school AND e.verb = 'card.invalidated') AS invalidated,
                card.received_on IS NOT NULL AS received
            FROM card"
        )?)
    }

    /// How many idempotency keys have no effect.
    pub(crate) async fn requests_without_effect(&mut self) -> Result<i64, Refused> {
        let without: Option<i64> = value!(self, "SELECT COUNT(*) FROM done WHERE subject IS NULL")?;
        Ok(without.unwrap_or_default())
    }

    /// Kinds of jobs that were given up, and how many.
    pub(crate) async fn jobs_given_up(&mut self) -> Result<Vec<(String, i64)>, Refused> {
        Ok(rows!(
            self,
            "SELECT kind, COUNT(*) FROM job WHERE failure IS NOT NULL AND done_at IS NOT NULL GROUP BY kind"
        )?)
    }
}

/// Schools, apart from one another.
impl Tx<Everywhere> {
    /// Classes whose form teacher does not work at their school as one.
    pub(crate) async fn classes_of_strangers(&mut self) -> Result<Vec<Uuid>, Refused> {
        let classes: Vec<(Uuid,)> = rows!(
            self,
            "SELECT c.id FROM class c WHERE c.form_teacher IS NOT NULL AND NOT EXISTS (SELECT 1 FROM membership m
                WHERE m.school = c.school AND m.person = c.form_teacher AND m.role = 'form_teacher' AND m.state = 'accepted')"
        )?;
        Ok(classes.into_iter().map(|(id,)| id).collect())
    }

    /// Whatever is of another school than the row that names it: what it is to which row, and that row's id. Only ids
    /// are foreign keys, so nothing else keeps schools apart here.
    pub(crate) async fn named_of_another_school(&mut self) -> Result<Vec<(String, Uuid)>, Refused> {
        Ok(rows!(
            self,
            "SELECT 'maker of token', a.id FROM api_token a JOIN api_token b ON b.id = a.made_through WHERE b.school <> a.school
            UNION ALL
            SELECT 'class of pupil', a.id FROM pupil a JOIN class b ON b.id = a.class WHERE b.school <> a.school
            UNION ALL
            SELECT 'pupil of guardian', a.id FROM guardian a JOIN pupil b ON b.id = a.pupil WHERE b.school <> a.school
            UNION ALL
            SELECT 'pupil of letter', a.id FROM school_access a JOIN pupil b ON b.id = a.pupil WHERE b.school <> a.school
            UNION ALL
            SELECT 'pupil of photo', a.id FROM photo a JOIN pupil b ON b.id = a.pupil WHERE b.school <> a.school
            UNION ALL
            SELECT 'successor of photo', a.id FROM photo a JOIN photo b ON b.id = a.superseded_by WHERE b.school <> a.school
            UNION ALL
            SELECT 'pupil of card', a.id FROM card a JOIN pupil b ON b.id = a.pupil WHERE b.school <> a.school
            UNION ALL
            SELECT 'photo of card', a.id FROM card a JOIN photo b ON b.id = a.photo WHERE b.school <> a.school
            UNION ALL
            SELECT 'print run of card', a.id FROM card a JOIN print_run b ON b.id = a.print_run WHERE b.school <> a.school
            UNION ALL
            SELECT 'blank of card', a.id FROM card a JOIN blank b ON b.id = a.blank WHERE b.school <> a.school
            UNION ALL
            SELECT 'card of blank', a.id FROM blank a JOIN card b ON b.id = a.card WHERE b.school <> a.school
            UNION ALL
            SELECT 'card of renewal', a.id FROM renewal a JOIN card b ON b.id = a.card WHERE b.school <> a.school
            UNION ALL
            SELECT 'protocol of card', a.id FROM card a JOIN protocol b ON b.id = a.protocol WHERE b.school <> a.school
            UNION ALL
            SELECT 'card of application', a.id FROM application a JOIN card b ON b.id = a.card WHERE b.school <> a.school
            UNION ALL
            SELECT 'successor of application', a.id FROM application a JOIN card b ON b.id = a.successor WHERE b.school <> a.school
            UNION ALL
            SELECT 'pupil of objection', a.id FROM objection a JOIN pupil b ON b.id = a.pupil WHERE b.school <> a.school
            UNION ALL
            SELECT 'pupil of mLegitymacja', a.id FROM state_mobile_id a JOIN pupil b ON b.id = a.pupil WHERE b.school <> a.school
            UNION ALL
            SELECT 'card of mLegitymacja', a.id FROM state_mobile_id a JOIN card b ON b.id = a.card WHERE b.school <> a.school
            UNION ALL
            SELECT 'pupil of SIO task', a.id FROM sio_task a JOIN pupil b ON b.id = a.pupil WHERE b.school <> a.school
            UNION ALL
            SELECT 'card of SIO task', a.id FROM sio_task a JOIN card b ON b.id = a.card WHERE b.school <> a.school
            UNION ALL
            SELECT 'entry of annotation', a.id FROM annotation a JOIN register_entry b ON b.id = a.entry WHERE b.school <> a.school
            UNION ALL
            SELECT 'card of register entry', a.id FROM register_entry a JOIN card b ON b.id = a.card WHERE b.school <> a.school
            UNION ALL
            SELECT 'pupil of message', a.id FROM message a JOIN pupil b ON b.id = a.pupil WHERE b.school <> a.school
            UNION ALL
            SELECT 'pupil of sight', a.pupil FROM sight a JOIN pupil b ON b.id = a.pupil WHERE b.school <> a.school
            UNION ALL
            SELECT 'pupil of phone', a.pupil FROM phone a JOIN pupil b ON b.id = a.pupil WHERE b.school <> a.school
            UNION ALL
            SELECT 'pack of piece', a.pack FROM photo_pack_piece a JOIN photo_pack b ON b.id = a.pack WHERE b.school <> a.school
            UNION ALL
            SELECT 'pack of packed file', a.pack FROM photo_pack_entry a JOIN photo_pack b ON b.id = a.pack WHERE b.school <> a.school
            UNION ALL
            SELECT 'pupil of packed file', a.pack FROM photo_pack_entry a JOIN pupil b ON b.id = a.pupil WHERE b.school <> a.school"
        )?)
    }
}

/// Files and whoever names them.
impl Tx<Everywhere> {
    /// Photos with a family's note whose source is gone: it goes with the source, and nothing else would erase it.
    pub(crate) async fn notes_without_source(&mut self) -> Result<Vec<Uuid>, Refused> {
        let photos: Vec<(Uuid,)> = rows!(self, "SELECT id FROM photo WHERE family_note IS NOT NULL AND clean IS NULL")?;
        Ok(photos.into_iter().map(|(id,)| id).collect())
    }

    /// Photos that name a picture which has no row.
    pub(crate) async fn photos_without_picture(&mut self) -> Result<Vec<Uuid>, Refused> {
        let photos: Vec<(Uuid,)> = rows!(
            self,
            "SELECT photo.id FROM photo
            WHERE (photo.clean IS NOT NULL AND NOT EXISTS (SELECT 1 FROM file WHERE file.school = photo.school AND file.hash = photo.clean))
                OR (photo.review IS NOT NULL AND NOT EXISTS (SELECT 1 FROM file WHERE file.school = photo.school AND file.hash = photo.review))
                OR (photo.portrait IS NOT NULL AND NOT EXISTS (SELECT 1 FROM file WHERE file.school = photo.school AND file.hash = photo.portrait))"
        )?;
        Ok(photos.into_iter().map(|(id,)| id).collect())
    }

    /// Photographers' packs of which a piece has no row.
    pub(crate) async fn packs_without_piece(&mut self) -> Result<Vec<Uuid>, Refused> {
        let packs: Vec<(Uuid,)> = rows!(
            self,
            "SELECT p.pack FROM photo_pack_piece p
            WHERE NOT EXISTS (SELECT 1 FROM file WHERE file.school = p.school AND file.hash = p.hash)"
        )?;
        Ok(packs.into_iter().map(|(id,)| id).collect())
    }

    /// How many files are kept although they were erased.
    pub(crate) async fn risen_files(&mut self) -> Result<i64, Refused> {
        let risen: Option<i64> = value!(
            self,
            "SELECT COUNT(*) FROM file JOIN erasure ON erasure.school = file.school AND erasure.hash = file.hash"
        )?;
        Ok(risen.unwrap_or_default())
    }
}

/// Cards, the register and the books.
impl Tx<Everywhere> {
    pub(crate) async fn cards_with_support(&mut self) -> Result<Vec<CardSupport>, Refused> {
        Ok(rows!(
            self,
            "SELECT card.id, card.state, card.serial, card.year,
                (SELECT last FROM number_series s WHERE s.school = card.school AND s.year = card.year) AS last,
                (SELECT b.state FROM blank b WHERE b.id = card.blank AND b.school = card.school AND b.card = card.id) AS blank,
                (SELECT COUNT(*) FROM file WHERE file.school = card.school AND file.hash = card.portrait) AS portraits
            FROM card"
        )?)
    }

    /// Pupils with more than one living card.
    pub(crate) async fn pupils_with_two_cards(&mut self) -> Result<Vec<Uuid>, Refused> {
        let pupils: Vec<(Uuid,)> = rows!(
            self,
            "SELECT pupil FROM card WHERE state IN ('prepared', 'printed', 'issued') GROUP BY pupil HAVING COUNT(*) > 1"
        )?;
        Ok(pupils.into_iter().map(|(pupil,)| pupil).collect())
    }

    /// What is not as it must be about cards that ended and those that took their place: what, and the id of the card or
    /// the application.
    pub(crate) async fn broken_successions(&mut self) -> Result<Vec<(String, Uuid)>, Refused> {
        Ok(rows!(
            self,
            "SELECT 'has a predecessor that is still in force', a.id FROM application a JOIN card k ON k.id = a.card
                WHERE k.state IN ('prepared', 'printed', 'issued')
            UNION ALL
            SELECT 'has a card of another pupil', a.id FROM application a JOIN card k ON k.id = a.card JOIN card s ON s.id = a.successor
                WHERE s.pupil <> k.pupil OR s.id = k.id
            UNION ALL
            SELECT 'was printed before its fee was paid', a.id FROM application a
                WHERE a.successor IS NOT NULL AND a.fee > 0 AND a.paid_on IS NULL
            UNION ALL
            SELECT 'was handed out and the register does not name the card before', a.id
            FROM application a JOIN register_entry o ON o.card = a.card JOIN register_entry e ON e.card = a.successor
                WHERE NOT ((a.kind = 'duplicate' AND e.duplicate_of = o.id AND e.exchange_of IS NULL)
                    OR (a.kind = 'exchange' AND e.exchange_of = o.id AND e.duplicate_of IS NULL))
                    OR e.duplicate_of IS NULL AND e.exchange_of IS NULL
                    OR NOT EXISTS (SELECT 1 FROM annotation n WHERE n.entry = o.id AND n.kind = 'succeeded')
            UNION ALL
            SELECT 'stands in the register after another and nobody applied for it', e.card FROM register_entry e
                WHERE (e.duplicate_of IS NOT NULL OR e.exchange_of IS NOT NULL)
                    AND NOT EXISTS (SELECT 1 FROM application a WHERE a.successor = e.card AND a.school = e.school)
            UNION ALL
            SELECT 'has ended and the register does not say so', k.id FROM card k JOIN register_entry e ON e.card = k.id
                WHERE k.cause IS NOT NULL AND NOT EXISTS (SELECT 1 FROM annotation n
                    WHERE n.entry = e.id AND n.kind = 'invalidated' AND n.happened_on = k.invalid_on AND n.cause = k.cause)
            UNION ALL
            SELECT 'came back or is gone and the register does not say so', k.id FROM card k JOIN register_entry e ON e.card = k.id
                WHERE k.state IN ('returned', 'destroyed', 'handed_over')
                    AND NOT EXISTS (SELECT 1 FROM annotation n WHERE n.entry = e.id AND n.kind = k.state)
            UNION ALL
            SELECT 'is in force and the register says otherwise', k.id FROM card k JOIN register_entry e ON e.card = k.id
                JOIN annotation n ON n.entry = e.id WHERE k.state = 'issued'"
        )?)
    }

    /// Each school's register: how many rows it has and with which number it ends.
    pub(crate) async fn registers(&mut self) -> Result<Vec<(Uuid, i64, i64)>, Refused> {
        Ok(rows!(self, "SELECT school, COUNT(*), MAX(ordinal) FROM register_entry GROUP BY school")?)
    }

    /// Cards that were handed out, each with how many rows of the register say the same.
    pub(crate) async fn cards_in_register(&mut self) -> Result<Vec<(Uuid, i64)>, Refused> {
        Ok(rows!(
            self,
            "SELECT card.id, (SELECT COUNT(*) FROM register_entry e JOIN blank b ON b.id = card.blank
                WHERE e.card = card.id AND e.school = card.school AND e.marking = b.marking AND e.producer = b.producer AND e.received_on = card.received_on)
            FROM card WHERE card.received_on IS NOT NULL"
        )?)
    }

    /// Every movement, school by school, in the order of the books.
    pub(crate) async fn movements(&mut self) -> Result<Vec<MovementRead>, Refused> {
        Ok(rows!(self, "SELECT school, item, from_account, to_account, quantity FROM movement ORDER BY school, seq")?)
    }

    /// How many blanks of a template each school has in each state.
    pub(crate) async fn blanks_by_state(&mut self) -> Result<Vec<(Uuid, String, String, i64)>, Refused> {
        Ok(rows!(self, "SELECT school, template, state, COUNT(*) FROM blank GROUP BY school, template, state")?)
    }

    /// How many cards each school renewed for each school year or semester.
    pub(crate) async fn renewals_by_period(&mut self) -> Result<Vec<(Uuid, i64, String, i64)>, Refused> {
        Ok(rows!(self, "SELECT school, year, part, COUNT(*) FROM renewal GROUP BY school, year, part")?)
    }
}
