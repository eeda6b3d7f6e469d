//! Table `pupil`, with what lists say about a pupil's photo and card. PESEL and documents are sealed.

use jiff::{Timestamp, civil::Date};
use school::{
    CardId, ClassId, PupilId,
    card::Standing,
    name::Name,
    number::CardNumber,
    pupil::{HolderStatus, Identity, Pupil},
};
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
    refused::{Broken, Refused},
};

/// How many pupils a list shows at most.
const MOST: i64 = 500;

/// A pupil and the name of the class.
#[derive(Clone, Debug)]
pub(crate) struct PupilFacts {
    pub(crate) pupil: Pupil,
    pub(crate) class_name: String,
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
        Ok(PupilFacts { pupil, class_name: self.class_name })
    }
}

fn about(kind: &[u8], pupil: Uuid) -> Vec<u8> {
    [kind, pupil.as_bytes()].concat()
}

fn open_identity(
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

/// What is stored of an identity: the sealed PESEL with its index, or the sealed document.
#[derive(Default)]
struct SealedIdentity {
    pesel: Option<Vec<u8>>,
    index: Option<Vec<u8>>,
    document: Option<Vec<u8>>,
}

fn seal_identity(key: &SchoolKey, pupil: Uuid, identity: &Identity) -> Result<SealedIdentity, Refused> {
    Ok(match identity {
        Identity::Pesel(pesel) => SealedIdentity {
            pesel: Some(key.seal(&about(b"pesel:", pupil), pesel.expose().as_bytes())?),
            index: Some(key.index(pesel.expose())),
            document: None,
        },
        Identity::Document { name, number } => {
            let plain = serde_json::to_vec(&(name, number))?;
            SealedIdentity {
                document: Some(key.seal(&about(b"document:", pupil), &plain)?),
                ..SealedIdentity::default()
            }
        }
    })
}

/// Which pupils a list wants: of a class, whose folded text contains something.
pub(crate) struct PupilWanted {
    class: Option<Uuid>,
    pattern: String,
}

impl PupilWanted {
    /// `search` is folded already.
    pub(crate) fn new(class: Option<ClassId>, search: &str) -> Self {
        let mut pattern = String::from("%");
        for c in search.chars() {
            if matches!(c, '%' | '_' | '!') {
                pattern.push('!');
            }
            pattern.push(c);
        }
        pattern.push('%');
        Self { class: class.map(Uuid::from), pattern }
    }
}

/// A pupil in a list.
pub(crate) struct PupilLine {
    pub(crate) facts: PupilFacts,
    /// Accepted and invited family members.
    pub(crate) guardians: i64,
}

#[derive(FromRow)]
struct LineColumns {
    #[sqlx(flatten)]
    pupil: PupilColumns,
    guardians: i64,
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

impl Tx<Within> {
    /// A pupil of this school.
    pub(crate) async fn pupil(&mut self, id: PupilId) -> Result<PupilFacts, Refused> {
        let row: Option<PupilColumns> = row!(
            self,
            "SELECT p.id, p.school, p.class, p.given, p.surname, p.born, p.pesel, p.document, p.left_on, p.version,
                c.name AS class_name
            FROM pupil p JOIN class c ON c.id = p.class WHERE p.id = $1 AND p.school = $2",
            id.0,
            self.scope.school.0
        )?;
        row.ok_or(Refused::NotFound)?.facts(&self.scope.key)
    }

    /// Pupils in Polish order, at most [`MOST`].
    pub(crate) async fn pupils(&mut self, wanted: &PupilWanted) -> Result<Vec<PupilLine>, Refused> {
        let lines: Vec<LineColumns> = rows!(
            self,
            "SELECT p.id, p.school, p.class, p.given, p.surname, p.born, p.pesel, p.document, p.left_on, p.version,
                c.name AS class_name,
                (SELECT COUNT(*) FROM guardian g WHERE g.pupil = p.id AND g.school = p.school AND g.state IN ('invited', 'accepted')) AS guardians
            FROM pupil p JOIN class c ON c.id = p.class
            WHERE p.school = $1 AND (p.class = $2 OR $2 IS NULL) AND p.search LIKE $3 ESCAPE '!'
            ORDER BY p.surname_order, p.id LIMIT $4",
            self.scope.school.0,
            wanted.class,
            &wanted.pattern,
            MOST
        )?;
        let key = &self.scope.key;
        lines
            .into_iter()
            .map(|line| Ok(PupilLine { facts: line.pupil.facts(key)?, guardians: line.guardians }))
            .collect()
    }

    /// The photos of the pupils that [`Tx::pupils`] lists, oldest first.
    pub(crate) async fn photo_states(&mut self, wanted: &PupilWanted) -> Result<Vec<StateColumns>, Refused> {
        Ok(rows!(
            self,
            "SELECT f.pupil, f.state, f.reviewed_by, f.reviewed_at, f.reason, f.note FROM photo f
            WHERE f.school = $1 AND f.pupil IN (SELECT p.id FROM pupil p
                WHERE p.school = $1 AND (p.class = $2 OR $2 IS NULL) AND p.search LIKE $3 ESCAPE '!'
                ORDER BY p.surname_order, p.id LIMIT $4)
            ORDER BY f.id",
            self.scope.school.0,
            wanted.class,
            &wanted.pattern,
            MOST
        )?)
    }

    /// The cards of the pupils that [`Tx::pupils`] lists, newest first.
    pub(crate) async fn card_lines(&mut self, wanted: &PupilWanted) -> Result<Vec<CardLine>, Refused> {
        Ok(rows!(
            self,
            "SELECT k.id, k.pupil, k.year, k.serial, k.template, k.state, k.expires, k.received_on FROM card k
            WHERE k.school = $1 AND k.pupil IN (SELECT p.id FROM pupil p
                WHERE p.school = $1 AND (p.class = $2 OR $2 IS NULL) AND p.search LIKE $3 ESCAPE '!'
                ORDER BY p.surname_order, p.id LIMIT $4)
            ORDER BY k.id DESC",
            self.scope.school.0,
            wanted.class,
            &wanted.pattern,
            MOST
        )?)
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

    /// Has a pupil of this school this PESEL?
    pub(crate) async fn pesel_is_taken(&mut self, identity: &Identity) -> Result<bool, Refused> {
        let Identity::Pesel(pesel) = identity else { return Ok(false) };
        let index = self.scope.key.index(pesel.expose());
        let found: Option<i64> = value!(
            self,
            "SELECT COUNT(*) FROM pupil WHERE school = $1 AND pesel_index = $2",
            self.scope.school.0,
            &index[..]
        )?;
        Ok(found.unwrap_or_default() > 0)
    }

    /// Adds a pupil with the keys for order and search; false if the PESEL was taken meanwhile.
    pub(crate) async fn add_pupil(&mut self, pupil: &Pupil, order: &[u8], search: &str) -> Result<bool, Refused> {
        let sealed = seal_identity(&self.scope.key, pupil.id.0, &pupil.identity)?;
        let added = run!(
            self,
            "INSERT INTO pupil (id, school, class, given, surname, born, pesel, pesel_index, document, surname_order, search, created_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            ON CONFLICT (school, pesel_index) DO NOTHING",
            pupil.id.0,
            self.scope.school.0,
            pupil.class.0,
            pupil.name.given(),
            pupil.name.surname(),
            pupil.born.to_string(),
            sealed.pesel.as_deref(),
            sealed.index.as_deref(),
            sealed.document.as_deref(),
            order,
            search,
            self.scope.now.as_second(),
            pupil.version
        )?;
        Ok(added == 1)
    }
}
