//! Table `pupil`, with what lists say about a pupil's photo and card. PESEL and documents are sealed.

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use school::{
    CardId, ClassId, PupilId,
    card::Standing,
    name::Name,
    number::CardNumber,
    pupil::{HolderStatus, Identity, Listed, Pupil},
};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Tx, Within,
    photo::StateColumns,
    rows::{day, time},
};
use crate::{
    keys::SchoolKey,
    photo::TimelineStep,
    refused::{Broken, Conflict, FieldError, Problem, Refused},
};

/// A pupil and the name of the class.
#[derive(Clone, Debug)]
pub(crate) struct PupilFacts {
    pub(crate) pupil: Pupil,
    pub(crate) class_name: String,
    /// Is there a ruling because of a disability?
    pub(crate) ruling: bool,
}

#[derive(FromRow)]
struct PupilColumns {
    id: Uuid,
    school: Uuid,
    class: Uuid,
    given: String,
    surname: String,
    born: String,
    pesel: Option<Vec<u8>>,
    document: Option<Vec<u8>>,
    ruling: bool,
    left_on: Option<String>,
    version: i64,
    class_name: String,
}

impl PupilColumns {
    fn facts(self, key: &SchoolKey) -> Result<PupilFacts, Refused> {
        let name = Name::new(&self.given, &self.surname).map_err(|_| Broken::Inconsistent("a pupil's name"))?;
        let left = self.left_on.as_deref().map(day).transpose()?;
        let pupil = Pupil {
            id: self.id.into(),
            school: self.school.into(),
            class: self.class.into(),
            name,
            born: day(&self.born)?,
            identity: open_identity(key, self.id, self.pesel.as_deref(), self.document.as_deref())?,
            status: left.map_or(HolderStatus::Attending, HolderStatus::Left),
            version: self.version,
        };
        Ok(PupilFacts { pupil, class_name: self.class_name, ruling: self.ruling })
    }
}

fn about(kind: &[u8], pupil: Uuid) -> Vec<u8> {
    [kind, pupil.as_bytes()].concat()
}

/// What tells a pupil from others, opened.
pub(crate) fn open_identity(
    key: &SchoolKey,
    pupil: Uuid,
    pesel: Option<&[u8]>,
    document: Option<&[u8]>,
) -> Result<Identity, Refused> {
    if let Some(pesel) = pesel {
        let digits = key.open(&about(b"pesel:", pupil), pesel)?;
        let digits = String::from_utf8(digits).map_err(|_| Broken::Inconsistent("a PESEL"))?;
        return Ok(Identity::Pesel(digits.parse().map_err(|_| Broken::Inconsistent("a PESEL"))?));
    }
    let sealed = document.ok_or(Broken::Inconsistent("a pupil without PESEL and document"))?;
    let (name, number) = serde_json::from_slice(&key.open(&about(b"document:", pupil), sealed)?)?;
    Ok(Identity::Document { name, number })
}

/// What is stored of an identity: the sealed PESEL or the sealed document, and by what it is found.
struct SealedIdentity {
    pesel: Option<Vec<u8>>,
    document: Option<Vec<u8>>,
    index: Vec<u8>,
}

fn seal_identity(key: &SchoolKey, pupil: Uuid, identity: &Identity) -> Result<SealedIdentity, Refused> {
    let index = key.identity_index(identity);
    Ok(match identity {
        Identity::Pesel(pesel) => {
            let sealed = key.seal(&about(b"pesel:", pupil), pesel.expose().as_bytes())?;
            SealedIdentity { pesel: Some(sealed), document: None, index }
        }
        Identity::Document { name, number } => {
            let plain = serde_json::to_vec(&(name, number))?;
            let sealed = key.seal(&about(b"document:", pupil), &plain)?;
            SealedIdentity { pesel: None, document: Some(sealed), index }
        }
    })
}

/// The refusal of an identity that another pupil of the school has.
fn taken(identity: &Identity) -> FieldError {
    match identity {
        Identity::Pesel(_) => FieldError { field: "pesel", problem: Problem::PeselTaken },
        Identity::Document { .. } => FieldError { field: "document_number", problem: Problem::DocumentTaken },
    }
}

/// A pupil as a class list is held against the roll: nothing sealed is opened.
#[derive(FromRow)]
pub(crate) struct OnRoll {
    id: Uuid,
    pub(crate) identity_index: Vec<u8>,
    pub(crate) has_pesel: bool,
    given: String,
    surname: String,
    born: String,
    pub(crate) class_name: String,
    pub(crate) class_year: i64,
    pub(crate) left_on: Option<String>,
}

impl OnRoll {
    /// Who.
    pub(crate) fn id(&self) -> PupilId {
        self.id.into()
    }

    /// Given names and surname.
    pub(crate) fn name(&self) -> Result<Name, Broken> {
        Name::new(&self.given, &self.surname).map_err(|_| Broken::Inconsistent("a pupil's name"))
    }

    /// Date of birth.
    pub(crate) fn born(&self) -> Result<Date, Broken> {
        day(&self.born)
    }
}

/// A pupil's row as it stands, to be changed and put back. What is sealed stays so.
#[derive(FromRow, Serialize, Deserialize, Clone)]
pub(crate) struct StoredPupil {
    pub(crate) id: Uuid,
    pub(crate) class: Uuid,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) born: String,
    pesel: Option<Vec<u8>>,
    document: Option<Vec<u8>>,
    identity_index: Vec<u8>,
    pub(crate) surname_order: Vec<u8>,
    pub(crate) search: String,
    pub(crate) unprintable: bool,
    pub(crate) left_on: Option<String>,
    pub(crate) version: i64,
}

impl StoredPupil {
    /// Puts another identity in place of the one there is.
    pub(crate) fn identify(&mut self, key: &SchoolKey, identity: &Identity) -> Result<(), Refused> {
        let SealedIdentity { pesel, document, index } = seal_identity(key, self.id, identity)?;
        (self.pesel, self.document, self.identity_index) = (pesel, document, index);
        Ok(())
    }
}

/// What lists sort and find a pupil by, and whether the name can be printed.
pub(crate) struct Listing {
    /// Surname and given names by Polish order.
    pub(crate) order: Vec<u8>,
    /// Names and class as [`school::search::text`] writes them.
    pub(crate) search: String,
    /// Has the name a letter that no card can bear?
    pub(crate) unprintable: bool,
}

/// Which pupils a list wants: of a class, whose folded text contains something, who stand so.
pub(crate) struct PupilWanted {
    class: Option<Uuid>,
    pattern: String,
    listed: Listed,
}

impl PupilWanted {
    /// `search` is folded already.
    pub(crate) fn new(class: Option<ClassId>, search: &str, listed: Listed) -> Self {
        let mut pattern = String::from("%");
        for c in search.chars() {
            if matches!(c, '%' | '_' | '!') {
                pattern.push('!');
            }
            pattern.push(c);
        }
        pattern.push('%');
        Self { class: class.map(Uuid::from), pattern, listed }
    }
}

/// A place in the order of pupils; the first of all is before everybody.
#[derive(Clone, FromRow)]
pub(crate) struct Place {
    pub(crate) surname_order: Vec<u8>,
    pub(crate) id: Uuid,
}

impl Place {
    /// Before everybody.
    pub(crate) const START: Self = Self { surname_order: Vec::new(), id: Uuid::nil() };
}

/// A pupil in a list.
pub(crate) struct PupilLine {
    pub(crate) facts: PupilFacts,
    /// Accepted and invited family members.
    pub(crate) guardians: i64,
    pub(crate) place: Place,
}

#[derive(FromRow)]
struct LineColumns {
    #[sqlx(flatten)]
    pupil: PupilColumns,
    guardians: i64,
    surname_order: Vec<u8>,
}

/// A card in lists and on the family's page.
#[derive(FromRow)]
pub(crate) struct CardLine {
    id: Uuid,
    pub(crate) pupil: Uuid,
    year: i64,
    serial: i64,
    pub(crate) template: String,
    state: String,
    expires: Option<String>,
    received_on: Option<String>,
}

impl CardLine {
    /// Which.
    pub(crate) fn id(&self) -> CardId {
        self.id.into()
    }

    /// `12/2026`.
    pub(crate) fn number(&self) -> Result<String, Broken> {
        let wrong = |_| Broken::Inconsistent("a card's number");
        let (serial, year) = (self.serial.try_into().map_err(wrong)?, self.year.try_into().map_err(wrong)?);
        Ok(CardNumber { serial, year }.to_string())
    }

    /// Last day of validity, once issued.
    pub(crate) fn expires(&self) -> Result<Option<Date>, Broken> {
        self.expires.as_deref().map(day).transpose()
    }

    /// Where it stands; the same as [`school::card::Card::standing`], from what a list reads.
    pub(crate) fn standing(&self, today: Date) -> Result<Standing, Broken> {
        let received = self.received_on.as_deref().map(day).transpose()?;
        Ok(match self.state.as_str() {
            "prepared" | "printed" => Standing::NotYetIssued,
            "issued" if received.is_some_and(|on| today < on) => Standing::NotYetIssued,
            "issued" if self.expires()?.is_some_and(|last| today <= last) => Standing::Valid,
            "issued" => Standing::Expired,
            _ => Standing::Invalid,
        })
    }
}

/// When a card was made and handed out.
#[derive(FromRow)]
pub(crate) struct CardWay {
    state: String,
    prepared_at: i64,
    printed_at: Option<i64>,
    issued_at: Option<i64>,
}

impl CardWay {
    /// What happened to it so far.
    pub(crate) fn steps(&self) -> Result<Vec<(TimelineStep, Timestamp)>, Broken> {
        let printed = self.printed_at.filter(|_| self.state != "prepared");
        let steps = [
            (TimelineStep::Prepared, Some(self.prepared_at)),
            (TimelineStep::Printed, printed),
            (TimelineStep::Issued, self.issued_at),
        ];
        steps.into_iter().filter_map(|(step, at)| Some(time(at?).map(|at| (step, at)))).collect()
    }
}

/// Whom a list wants: of school $1 and class $2, found by $3, listed as $4. Whoever has a ruling because of a
/// disability is not told from the others, not even where no run would take them: the administrator sees this list, too.
macro_rules! wanted {
    () => {
        concat!(
            "p.school = $1 AND (p.class = $2 OR $2 IS NULL) AND p.search LIKE $3 ESCAPE '!'
                AND (p.left_on IS NULL) = ($4 <> 'left')
                AND ($4 IN ('all', 'left')
                    OR ($4 = 'no_photo' AND NOT EXISTS (SELECT 1 FROM photo f WHERE f.pupil = p.id AND f.school = p.school
                        AND f.state IN ('submitted', 'approved', 'rejected')))
                    OR ($4 = 'waiting' AND EXISTS (SELECT 1 FROM photo f WHERE f.pupil = p.id AND f.school = p.school
                        AND f.state = 'submitted'))
                    OR ($4 = 'rejected' AND EXISTS (SELECT 1 FROM photo f WHERE f.pupil = p.id AND f.school = p.school
                        AND f.state = 'rejected' AND NOT EXISTS (SELECT 1 FROM photo o WHERE o.pupil = f.pupil
                            AND o.school = f.school AND (o.state IN ('submitted', 'approved')
                                OR (o.state = 'removed' AND o.id > f.id)))))
                    OR ($4 IN ('no_card', 'ready') AND NOT EXISTS (SELECT 1 FROM card k WHERE k.pupil = p.id
                            AND k.school = p.school AND k.state IN ('prepared', 'printed', 'issued'))
                        AND ($4 = 'no_card' OR NOT p.unprintable AND EXISTS (SELECT 1 FROM photo f WHERE f.pupil = p.id
                            AND f.school = p.school AND f.state = 'approved')
                            AND NOT EXISTS (SELECT 1 FROM card d LEFT JOIN application a ON a.card = d.id AND a.school = d.school
                                WHERE d.pupil = p.id AND d.school = p.school AND d.received_on IS NOT NULL AND d.cause <> 'left'
                                    AND a.successor IS NULL AND (a.id IS NULL OR (a.fee > 0 AND a.paid_on IS NULL)))))
                    OR ($4 = 'no_family' AND NOT EXISTS (SELECT 1 FROM guardian g WHERE g.pupil = p.id
                        AND g.school = p.school AND g.state = 'accepted'))
                    OR ($4 IN ('stage_none', 'stage_waiting', 'stage_rejected', 'stage_approved', 'stage_printed',
                        'stage_issued') AND $4 = 'stage_' || ",
            stage!(),
            "))"
        )
    };
}

impl Tx<Within> {
    /// A pupil of this school.
    pub(crate) async fn pupil(&mut self, id: PupilId) -> Result<PupilFacts, Refused> {
        let row: Option<PupilColumns> = row!(
            self,
            "SELECT p.id, p.school, p.class, p.given, p.surname, p.born, p.pesel, p.document, p.ruling, p.left_on, p.version,
                c.name AS class_name
            FROM pupil p JOIN class c ON c.id = p.class WHERE p.id = $1 AND p.school = $2",
            id.0,
            self.scope.school.0
        )?;
        row.ok_or(Refused::NotFound)?.facts(&self.scope.key)
    }

    /// The place of a pupil of this school; none if there is no such pupil.
    pub(crate) async fn place_of(&mut self, pupil: PupilId) -> Result<Option<Place>, Refused> {
        Ok(row!(
            self,
            "SELECT surname_order, id FROM pupil WHERE id = $1 AND school = $2",
            pupil.0,
            self.scope.school.0
        )?)
    }

    /// So many pupils in Polish order, those after a place.
    pub(crate) async fn pupils(
        &mut self,
        wanted: &PupilWanted,
        after: &Place,
        most: i64,
    ) -> Result<Vec<PupilLine>, Refused> {
        let lines: Vec<LineColumns> = rows!(
            self,
            concat!(
                "SELECT p.id, p.school, p.class, p.given, p.surname, p.born, p.pesel, p.document, p.ruling, p.left_on, p.version,
                c.name AS class_name, p.surname_order,
                (SELECT COUNT(*) FROM guardian g WHERE g.pupil = p.id AND g.school = p.school AND g.state IN ('invited', 'accepted')) AS guardians
            FROM pupil p JOIN class c ON c.id = p.class
            WHERE ",
                wanted!(),
                "
                AND (p.surname_order, p.id) > ($5, $6)
            ORDER BY p.surname_order, p.id LIMIT $7"
            ),
            self.scope.school.0,
            wanted.class,
            &wanted.pattern,
            wanted.listed.code(),
            &after.surname_order,
            after.id,
            most
        )?;
        let key = &self.scope.key;
        let line = |line: LineColumns| {
            let place = Place { surname_order: line.surname_order, id: line.pupil.id };
            Ok(PupilLine { facts: line.pupil.facts(key)?, guardians: line.guardians, place })
        };
        lines.into_iter().map(line).collect()
    }

    /// How many pupils are wanted, and how many of them stand before a place.
    pub(crate) async fn count_pupils(&mut self, wanted: &PupilWanted, place: &Place) -> Result<(i64, i64), Refused> {
        let counts: Option<(i64, i64)> = row!(
            self,
            concat!(
                "SELECT COUNT(*), COUNT(CASE WHEN (p.surname_order, p.id) < ($5, $6) THEN 1 END) FROM pupil p
            WHERE ",
                wanted!()
            ),
            self.scope.school.0,
            wanted.class,
            &wanted.pattern,
            wanted.listed.code(),
            &place.surname_order,
            place.id
        )?;
        Ok(counts.unwrap_or_default())
    }

    /// So many wanted pupils before a place, the nearest first.
    pub(crate) async fn pupils_before(
        &mut self,
        wanted: &PupilWanted,
        place: &Place,
        most: i64,
    ) -> Result<Vec<PupilId>, Refused> {
        let ids: Vec<(Uuid,)> = rows!(
            self,
            concat!(
                "SELECT p.id FROM pupil p
            WHERE ",
                wanted!(),
                "
                AND (p.surname_order, p.id) < ($5, $6)
            ORDER BY p.surname_order DESC, p.id DESC LIMIT $7"
            ),
            self.scope.school.0,
            wanted.class,
            &wanted.pattern,
            wanted.listed.code(),
            &place.surname_order,
            place.id,
            most
        )?;
        Ok(ids.into_iter().map(|(id,)| id.into()).collect())
    }

    /// The photos of the pupils between two places, both included, oldest first.
    pub(crate) async fn photo_states(
        &mut self,
        wanted: &PupilWanted,
        first: &Place,
        last: &Place,
    ) -> Result<Vec<StateColumns>, Refused> {
        Ok(rows!(
            self,
            "SELECT f.pupil, f.state, f.reviewed_by, f.reviewed_at, f.reason, f.note FROM photo f
            WHERE f.school = $1 AND f.pupil IN (SELECT p.id FROM pupil p
                WHERE p.school = $1 AND (p.class = $2 OR $2 IS NULL) AND p.search LIKE $3 ESCAPE '!'
                    AND (p.surname_order, p.id) >= ($4, $5) AND (p.surname_order, p.id) <= ($6, $7))
            ORDER BY f.id",
            self.scope.school.0,
            wanted.class,
            &wanted.pattern,
            &first.surname_order,
            first.id,
            &last.surname_order,
            last.id
        )?)
    }

    /// The cards of the pupils between two places, both included, newest first.
    pub(crate) async fn card_lines(
        &mut self,
        wanted: &PupilWanted,
        first: &Place,
        last: &Place,
    ) -> Result<Vec<CardLine>, Refused> {
        Ok(rows!(
            self,
            "SELECT k.id, k.pupil, k.year, k.serial, k.template, k.state, k.expires, k.received_on FROM card k
            WHERE k.school = $1 AND k.pupil IN (SELECT p.id FROM pupil p
                WHERE p.school = $1 AND (p.class = $2 OR $2 IS NULL) AND p.search LIKE $3 ESCAPE '!'
                    AND (p.surname_order, p.id) >= ($4, $5) AND (p.surname_order, p.id) <= ($6, $7))
            ORDER BY k.id DESC",
            self.scope.school.0,
            wanted.class,
            &wanted.pattern,
            &first.surname_order,
            first.id,
            &last.surname_order,
            last.id
        )?)
    }

    /// A pupil as the page that changes it showed it.
    pub(crate) async fn pupil_at(&mut self, id: PupilId, version: i64) -> Result<PupilFacts, Refused> {
        let facts = self.pupil(id).await?;
        if facts.pupil.version == version { Ok(facts) } else { Err(Refused::Conflict(Conflict::Changed)) }
    }

    /// Writes a pupil as it is now; refuses if it changed since it was read, or somebody has its PESEL
    /// or document.
    pub(crate) async fn put_pupil(&mut self, pupil: &Pupil, listing: &Listing) -> Result<(), Refused> {
        let sealed = seal_identity(&self.scope.key, pupil.id.0, &pupil.identity)?;
        let left_on = match pupil.status {
            HolderStatus::Attending => None,
            HolderStatus::Left(on) => Some(on.to_string()),
        };
        let put = run!(
            self,
            "UPDATE pupil SET class = $4, given = $5, surname = $6, pesel = $7, document = $8, identity_index = $9, left_on = $10,
                surname_order = $11, search = $12, unprintable = $13, version = version + 1
            WHERE id = $1 AND school = $2 AND version = $3",
            pupil.id.0,
            self.scope.school.0,
            pupil.version,
            pupil.class.0,
            pupil.name.given(),
            pupil.name.surname(),
            sealed.pesel.as_deref(),
            sealed.document.as_deref(),
            &sealed.index[..],
            left_on.as_deref(),
            &listing.order,
            &listing.search,
            listing.unprintable
        );
        match put {
            Ok(1) => Ok(()),
            Ok(_) => Err(Refused::Conflict(Conflict::Changed)),
            // two hands gave the same number at the same moment
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                Err(Refused::Invalid(vec![taken(&pupil.identity)]))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Notes whether there is a ruling; refuses if the pupil changed since it was read.
    pub(crate) async fn set_ruling(&mut self, id: PupilId, version: i64, ruling: bool) -> Result<(), Refused> {
        let set = run!(
            self,
            "UPDATE pupil SET ruling = $4, version = version + 1 WHERE id = $1 AND school = $2 AND version = $3",
            id.0,
            self.scope.school.0,
            version,
            ruling
        )?;
        if set == 1 { Ok(()) } else { Err(Refused::Conflict(Conflict::Changed)) }
    }

    /// A pupil's cards, newest first.
    pub(crate) async fn cards_of(&mut self, pupil: PupilId) -> Result<Vec<CardLine>, Refused> {
        Ok(rows!(
            self,
            "SELECT id, pupil, year, serial, template, state, expires, received_on FROM card
            WHERE pupil = $1 AND school = $2 ORDER BY id DESC",
            pupil.0,
            self.scope.school.0
        )?)
    }

    /// How far a pupil's newest card has come.
    pub(crate) async fn card_way(&mut self, pupil: PupilId) -> Result<Option<CardWay>, Refused> {
        Ok(row!(
            self,
            "SELECT k.state, r.created_at AS prepared_at, r.printed_at, e.created_at AS issued_at
            FROM card k JOIN print_run r ON r.id = k.print_run LEFT JOIN register_entry e ON e.card = k.id
            WHERE k.pupil = $1 AND k.school = $2 ORDER BY k.id DESC LIMIT 1",
            pupil.0,
            self.scope.school.0
        )?)
    }

    /// Everybody who is or was a pupil, for a class list to be held against.
    pub(crate) async fn roll(&mut self) -> Result<Vec<OnRoll>, Refused> {
        Ok(rows!(
            self,
            "SELECT p.id, p.identity_index, p.pesel IS NOT NULL AS has_pesel, p.given, p.surname, p.born, c.name AS class_name, c.year AS class_year, p.left_on
            FROM pupil p JOIN class c ON c.id = p.class WHERE p.school = $1 ORDER BY p.surname_order, p.id",
            self.scope.school.0
        )?)
    }

    /// Every pupil's row as it stands: for a list that changes many.
    pub(crate) async fn pupil_rows(&mut self) -> Result<HashMap<Uuid, StoredPupil>, Refused> {
        let rows: Vec<StoredPupil> = rows!(
            self,
            "SELECT id, class, given, surname, born, pesel, document, identity_index, surname_order, search, unprintable, left_on, version
            FROM pupil WHERE school = $1",
            self.scope.school.0
        )?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    /// Puts a changed row in the place of the one of its version; false if that one is not there any more, or its
    /// PESEL or document has come to somebody else.
    pub(crate) async fn put_pupil_row(&mut self, row: &StoredPupil) -> Result<bool, Refused> {
        let put = run!(
            self,
            "UPDATE pupil SET class = $1, given = $2, surname = $3, born = $4, pesel = $5, document = $6, identity_index = $7,
                surname_order = $8, search = $9, unprintable = $10, left_on = $11, version = version + 1
            WHERE id = $12 AND school = $13 AND version = $14",
            row.class,
            &row.given,
            &row.surname,
            &row.born,
            row.pesel.as_deref(),
            row.document.as_deref(),
            &row.identity_index[..],
            &row.surname_order[..],
            &row.search,
            row.unprintable,
            row.left_on.as_deref(),
            row.id,
            self.scope.school.0,
            row.version
        );
        match put {
            // somebody has this PESEL or document by now
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(false),
            put => Ok(put? == 1),
        }
    }

    /// Has a card of this pupil been prepared since then?
    pub(crate) async fn has_card_since(&mut self, pupil: Uuid, since: i64) -> Result<bool, Refused> {
        let found: Option<i64> = value!(
            self,
            "SELECT COUNT(*) FROM card k JOIN print_run r ON r.id = k.print_run
            WHERE k.pupil = $1 AND k.school = $2 AND r.created_at >= $3",
            pupil,
            self.scope.school.0,
            since
        )?;
        Ok(found.unwrap_or_default() > 0)
    }

    /// Takes a pupil off the roll about whom nothing was done since they were added; false if something was.
    pub(crate) async fn remove_fresh_pupil(&mut self, pupil: Uuid) -> Result<bool, Refused> {
        let removed = run!(
            self,
            "DELETE FROM pupil WHERE id = $1 AND school = $2 AND version = 0
                AND NOT EXISTS (SELECT 1 FROM photo f WHERE f.pupil = pupil.id)
                AND NOT EXISTS (SELECT 1 FROM card k WHERE k.pupil = pupil.id)
                AND NOT EXISTS (SELECT 1 FROM guardian g WHERE g.pupil = pupil.id)
                AND NOT EXISTS (SELECT 1 FROM school_access a WHERE a.pupil = pupil.id)
                AND NOT EXISTS (SELECT 1 FROM message m WHERE m.pupil = pupil.id)
                AND NOT EXISTS (SELECT 1 FROM phone h WHERE h.pupil = pupil.id)
                AND NOT EXISTS (SELECT 1 FROM objection o WHERE o.pupil = pupil.id)",
            pupil,
            self.scope.school.0
        )?;
        Ok(removed == 1)
    }

    /// What to say if a pupil of this school has this PESEL or this document.
    pub(crate) async fn identity_taken(&mut self, identity: &Identity) -> Result<Option<FieldError>, Refused> {
        let index = self.scope.key.identity_index(identity);
        let found: Option<i64> = value!(
            self,
            "SELECT COUNT(*) FROM pupil WHERE school = $1 AND identity_index = $2",
            self.scope.school.0,
            &index[..]
        )?;
        Ok((found.unwrap_or_default() > 0).then(|| taken(identity)))
    }

    /// Adds a pupil; refuses if the PESEL or the document was taken meanwhile.
    pub(crate) async fn add_pupil(&mut self, pupil: &Pupil, listing: &Listing) -> Result<(), Refused> {
        let sealed = seal_identity(&self.scope.key, pupil.id.0, &pupil.identity)?;
        let added = run!(
            self,
            "INSERT INTO pupil (id, school, class, given, surname, born, pesel, document, identity_index, surname_order, search, unprintable, created_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            ON CONFLICT (school, identity_index) DO NOTHING",
            pupil.id.0,
            self.scope.school.0,
            pupil.class.0,
            pupil.name.given(),
            pupil.name.surname(),
            pupil.born.to_string(),
            sealed.pesel.as_deref(),
            sealed.document.as_deref(),
            &sealed.index[..],
            &listing.order,
            &listing.search,
            listing.unprintable,
            self.scope.now.as_second(),
            pupil.version
        )?;
        if added == 1 { Ok(()) } else { Err(Refused::Invalid(vec![taken(&pupil.identity)])) }
    }
}
