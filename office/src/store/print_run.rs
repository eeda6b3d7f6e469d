//! Table `print_run`, and what opening a run has to know of school, head, pupils and photos.

use jiff::civil::Date;
use school::{ApplicationId, ClassId, PhotoId, PrintRunId, PupilId, card::Succession, school_kind::SchoolKind};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Tx, Within,
    rows::{count, hash, word},
};
use crate::{
    refused::{Broken, Refused},
    vault::FileHash,
};

/// The school as it stands on its cards.
pub(crate) struct Issuer {
    pub(crate) kind: SchoolKind,
    pub(crate) name: String,
    pub(crate) address: String,
}

/// An attending pupil with what decides whether a card can be printed.
#[derive(FromRow)]
pub(crate) struct Candidate {
    pub(crate) pupil: Uuid,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) class: Uuid,
    pub(crate) class_name: String,
    /// The approved photo.
    pub(crate) photo: Option<Uuid>,
    portrait: Option<Vec<u8>>,
    /// State of the living card.
    pub(crate) card: Option<String>,
    pub(crate) waiting: bool,
    pub(crate) rejected: bool,
    /// Is there a ruling because of a disability, so that the ordinary template is none for this pupil?
    pub(crate) ruling: bool,
    /// Has the name a letter that no card can bear, or is it too long for one?
    pub(crate) unprintable: bool,
    /// The collected card that ended, in whose place nothing was made yet.
    predecessor: Option<Uuid>,
    application: Option<Uuid>,
    succession: Option<String>,
    /// Is nothing owed for that application?
    settled: Option<bool>,
}

/// From which application a card comes, and in what way it takes the place of another.
pub(crate) struct Succeeds {
    pub(crate) application: ApplicationId,
    pub(crate) succession: Succession,
}

impl Candidate {
    /// The photo to print and its portrait, if nothing but the ordinary template is missing.
    pub(crate) fn ready(&self) -> Result<Option<(PhotoId, FileHash)>, Broken> {
        match (self.photo, &self.portrait, &self.card) {
            (Some(photo), Some(portrait), None) if !self.ruling && !self.unprintable && !self.owes() => {
                Ok(Some((photo.into(), hash(portrait)?)))
            }
            _ => Ok(None),
        }
    }

    /// Has an earlier card ended without an application for another, so that none may be printed?
    pub(crate) fn lacks_application(&self) -> bool {
        self.predecessor.is_some() && self.application.is_none()
    }

    /// Is there an application to be made or paid for before another card is printed?
    pub(crate) fn owes(&self) -> bool {
        self.predecessor.is_some() && self.settled != Some(true)
    }

    /// Whose place the card takes; none if it is the pupil's first.
    pub(crate) fn succeeds(&self) -> Result<Option<Succeeds>, Broken> {
        let Some((application, succession)) = self.application.zip(self.succession.as_deref()) else {
            return Ok(None);
        };
        Ok(Some(Succeeds { application: application.into(), succession: word(succession)? }))
    }
}

/// A run.
#[derive(FromRow)]
pub(crate) struct RunColumns {
    pub(crate) id: Uuid,
    pub(crate) number: i64,
    pub(crate) template: String,
    pub(crate) layout: String,
    pub(crate) issued_on: String,
    pub(crate) head: String,
    sheet: Option<Vec<u8>>,
    pub(crate) created_at: i64,
    pub(crate) version: i64,
    pub(crate) cards: i64,
    pub(crate) printed: i64,
    pub(crate) issued: i64,
}

impl RunColumns {
    /// The PDF of the cards still to print, if it was drawn.
    pub(crate) fn sheet(&self) -> Result<Option<FileHash>, Broken> {
        self.sheet.as_deref().map(hash).transpose()
    }
}

/// A run to open.
pub(crate) struct NewRun<'a> {
    pub(crate) id: PrintRunId,
    pub(crate) template: &'a str,
    pub(crate) layout: &'a str,
    pub(crate) issued_on: Date,
    pub(crate) head: &'a str,
}

impl Tx<Within> {
    /// The school as it stands on its cards.
    pub(crate) async fn issuer(&mut self) -> Result<Issuer, Refused> {
        let row: Option<(String, String, String)> =
            row!(self, "SELECT kind, name, address FROM school WHERE id = $1", self.scope.school.0)?;
        let (kind, name, address) = row.ok_or(Refused::NotFound)?;
        Ok(Issuer { kind: word(&kind)?, name, address })
    }

    /// Who heads the school on a day: of two on the day of the change, the new one.
    pub(crate) async fn head_on(&mut self, day: Date) -> Result<Option<String>, Refused> {
        let head: Option<(String, String)> = row!(
            self,
            "SELECT given, surname FROM head WHERE school = $1 AND since <= $2 AND (until IS NULL OR until >= $2)
            ORDER BY since DESC, id DESC LIMIT 1",
            self.scope.school.0,
            day.to_string()
        )?;
        Ok(head.map(|(given, surname)| format!("{given} {surname}")))
    }

    /// Every attending pupil, or those of one class, by class and then in Polish order.
    pub(crate) async fn candidates(&mut self, class: Option<ClassId>) -> Result<Vec<Candidate>, Refused> {
        Ok(rows!(
            self,
            "SELECT p.id AS pupil, p.given, p.surname, p.class, c.name AS class_name, f.id AS photo, f.portrait, k.state AS card,
                EXISTS (SELECT 1 FROM photo w WHERE w.pupil = p.id AND w.school = p.school AND w.state = 'submitted') AS waiting,
                EXISTS (SELECT 1 FROM photo r WHERE r.pupil = p.id AND r.school = p.school AND r.state = 'rejected') AS rejected, p.ruling, p.unprintable,
                d.id AS predecessor, a.id AS application, a.kind AS succession, (a.fee = 0 OR a.paid_on IS NOT NULL) AS settled
            FROM pupil p
            JOIN class c ON c.id = p.class AND c.school = p.school
            LEFT JOIN photo f ON f.pupil = p.id AND f.school = p.school AND f.state = 'approved'
            LEFT JOIN card k ON k.pupil = p.id AND k.school = p.school AND k.state IN ('prepared', 'printed', 'issued')
            LEFT JOIN card d ON d.pupil = p.id AND d.school = p.school AND d.received_on IS NOT NULL AND d.cause <> 'left'
                AND NOT EXISTS (SELECT 1 FROM application x WHERE x.card = d.id AND x.school = d.school AND x.successor IS NOT NULL)
            LEFT JOIN application a ON a.card = d.id AND a.school = d.school
            WHERE p.school = $1 AND (p.class = $2 OR $2 IS NULL) AND p.left_on IS NULL
            ORDER BY c.year DESC, c.name_order, p.surname_order, p.id",
            self.scope.school.0,
            class.map(Uuid::from)
        )?)
    }

    /// The school's kind and how many attending pupils have an approved photo and no living card.
    pub(crate) async fn count_ready(&mut self) -> Result<(SchoolKind, u32), Refused> {
        let row: Option<(String, i64)> = row!(
            self,
            "SELECT s.kind, (SELECT COUNT(*) FROM pupil p
                JOIN photo f ON f.pupil = p.id AND f.school = p.school AND f.state = 'approved' AND f.portrait IS NOT NULL
                WHERE p.school = s.id AND p.left_on IS NULL AND NOT p.ruling AND NOT p.unprintable AND NOT EXISTS (SELECT 1 FROM card k
                    WHERE k.pupil = p.id AND k.school = p.school AND k.state IN ('prepared', 'printed', 'issued'))
                AND NOT EXISTS (SELECT 1 FROM card d LEFT JOIN application a ON a.card = d.id AND a.school = d.school
                    WHERE d.pupil = p.id AND d.school = p.school AND d.received_on IS NOT NULL AND d.cause <> 'left'
                        AND a.successor IS NULL AND (a.id IS NULL OR (a.fee > 0 AND a.paid_on IS NULL)))) AS ready
            FROM school s WHERE s.id = $1",
            self.scope.school.0
        )?;
        let (kind, ready) = row.ok_or(Refused::NotFound)?;
        Ok((word(&kind)?, count(ready)?))
    }

    /// Holds an approved photo fast for print: whoever wants to undo the approval finds another version. False if it
    /// is approved no more.
    pub(crate) async fn freeze_photo(&mut self, photo: PhotoId, pupil: PupilId) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE photo SET version = version + 1 WHERE id = $1 AND school = $2 AND pupil = $3 AND state = 'approved'",
            photo.0,
            self.scope.school.0,
            pupil.0
        )? == 1)
    }

    /// Adds a run and answers its number in the school; [`Tx::lock_books`] comes first.
    pub(crate) async fn add_run(&mut self, run: &NewRun<'_>) -> Result<u32, Refused> {
        let Within { school, actor, now, .. } = self.scope.clone();
        let by = actor.person.ok_or(Broken::Inconsistent("a print run by nobody"))?;
        let number: Option<i64> = value!(
            self,
            "INSERT INTO print_run (id, school, number, template, layout, issued_on, head, state, created_by, created_at, version)
            VALUES ($1, $2, (SELECT COALESCE(MAX(number), 0) + 1 FROM print_run WHERE school = $2), $3, $4, $5, $6, 'prepared', $7, $8, 0)
            RETURNING number",
            run.id.0,
            school.0,
            run.template,
            run.layout,
            run.issued_on.to_string(),
            run.head,
            by.0,
            now.as_second()
        )?;
        Ok(count(number.unwrap_or_default())?)
    }

    /// A run with the count of its cards.
    pub(crate) async fn run(&mut self, id: PrintRunId) -> Result<RunColumns, Refused> {
        let row: Option<RunColumns> = row!(
            self,
            "SELECT r.id, r.number, r.template, r.layout, r.issued_on, r.head, r.sheet, r.created_at, r.version,
                (SELECT COUNT(*) FROM card k WHERE k.print_run = r.id AND k.school = r.school) AS cards,
                (SELECT COUNT(*) FROM card k WHERE k.print_run = r.id AND k.school = r.school AND k.state <> 'prepared') AS printed,
                (SELECT COUNT(*) FROM card k WHERE k.print_run = r.id AND k.school = r.school
                    AND k.state NOT IN ('prepared', 'printed')) AS issued
            FROM print_run r WHERE r.id = $1 AND r.school = $2",
            id.0,
            self.scope.school.0
        )?;
        row.ok_or(Refused::NotFound)
    }

    /// Every run, newest first.
    pub(crate) async fn runs(&mut self) -> Result<Vec<RunColumns>, Refused> {
        Ok(rows!(
            self,
            "SELECT r.id, r.number, r.template, r.layout, r.issued_on, r.head, r.sheet, r.created_at, r.version,
                (SELECT COUNT(*) FROM card k WHERE k.print_run = r.id AND k.school = r.school) AS cards,
                (SELECT COUNT(*) FROM card k WHERE k.print_run = r.id AND k.school = r.school AND k.state <> 'prepared') AS printed,
                (SELECT COUNT(*) FROM card k WHERE k.print_run = r.id AND k.school = r.school
                    AND k.state NOT IN ('prepared', 'printed')) AS issued
            FROM print_run r WHERE r.school = $1 ORDER BY r.number DESC",
            self.scope.school.0
        )?)
    }

    /// Puts the drawn sheet into a run; false if there is one, or the run changed since it was read.
    pub(crate) async fn attach_sheet(
        &mut self,
        id: PrintRunId,
        version: i64,
        sheet: FileHash,
    ) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE print_run SET sheet = $4 WHERE id = $1 AND school = $2 AND version = $3 AND sheet IS NULL",
            id.0,
            self.scope.school.0,
            version,
            &sheet.0[..]
        )? == 1)
    }

    /// What came out of the printer is told: the sheet goes, and if nothing is left to print the run is done. The run
    /// remembers when its first cards were printed. False if it changed since it was read.
    pub(crate) async fn confirm_run(
        &mut self,
        id: PrintRunId,
        version: i64,
        printed: bool,
        done: bool,
    ) -> Result<bool, Refused> {
        let now = self.scope.now.as_second();
        Ok(run!(
            self,
            "UPDATE print_run SET sheet = NULL, version = version + 1, state = $4, printed_at = COALESCE(printed_at, $5)
            WHERE id = $1 AND school = $2 AND version = $3",
            id.0,
            self.scope.school.0,
            version,
            if done { "printed" } else { "prepared" },
            printed.then_some(now)
        )? == 1)
    }
}
