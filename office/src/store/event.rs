//! Table `event`, as it is read; [`super::audit`] writes it.

use school::{PersonId, PupilId};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Tx, Within, audit::EventRow};
use crate::refused::Refused;

/// How many entries are read at a time.
const PAGE: i64 = 100;

/// Who did it: both names, or neither if the program itself.
#[derive(FromRow)]
pub(crate) struct Doer {
    given: Option<String>,
    surname: Option<String>,
}

impl Doer {
    /// Given names first.
    pub(crate) fn name(&self) -> Option<String> {
        Some(format!("{} {}", self.given.as_ref()?, self.surname.as_ref()?))
    }
}

/// An entry with the name of who did it.
#[derive(FromRow)]
pub(crate) struct EventTold {
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) role: String,
    pub(crate) verb: String,
    pub(crate) subject: Uuid,
    pub(crate) particulars: String,
    #[sqlx(flatten)]
    pub(crate) by: Doer,
    #[sqlx(default)]
    pupil_given: Option<String>,
    #[sqlx(default)]
    pupil_surname: Option<String>,
    #[sqlx(default)]
    pupil_class: Option<String>,
}

impl EventTold {
    /// The pupil whom it is about, or whose photo, with the class: `Jan Nowak, 1A`; none if that was not asked for.
    pub(crate) fn pupil(&self) -> Option<String> {
        let (given, surname) = (self.pupil_given.as_ref()?, self.pupil_surname.as_ref()?);
        Some(format!("{given} {surname}, {}", self.pupil_class.as_ref()?))
    }
}

/// Which entries are looked for; times are seconds since 1970, `until` is not among them.
pub(crate) struct EventsWanted {
    pub(crate) before: i64,
    pub(crate) from: i64,
    pub(crate) until: i64,
    /// A pattern of `LIKE`.
    pub(crate) verbs: String,
    pub(crate) person: Option<Uuid>,
    /// The program's own only.
    pub(crate) program: bool,
    /// Those of families only.
    pub(crate) families: bool,
    pub(crate) pupil: Option<Uuid>,
    /// With those that tell of a ruling because of a disability.
    pub(crate) rulings: bool,
}

/// An entry as it is written, with the name of who did it.
#[derive(FromRow)]
pub(crate) struct EventWritten {
    #[sqlx(flatten)]
    pub(crate) row: EventRow,
    #[sqlx(flatten)]
    pub(crate) by: Doer,
    /// The pupil whom it is about, or whose photo, card or link to the family.
    pub(crate) pupil: Option<Uuid>,
}

impl Tx<Within> {
    /// The newest entries of the school's audit log that are so, each with its pupil. A draft is the family's own.
    pub(crate) async fn events_wanted(&mut self, wanted: &EventsWanted) -> Result<Vec<EventTold>, Refused> {
        Ok(rows!(
            self,
            "SELECT e.seq, e.at, e.role, e.verb, e.subject, e.particulars, p.given, p.surname,
                s.given AS pupil_given, s.surname AS pupil_surname, c.name AS pupil_class
            FROM event e LEFT JOIN person p ON p.id = e.person
                LEFT JOIN photo h ON h.id = e.subject AND h.school = e.school AND h.state <> 'draft'
                LEFT JOIN pupil s ON s.id = COALESCE(h.pupil, e.subject) AND s.school = e.school
                LEFT JOIN class c ON c.id = s.class AND c.school = e.school
            WHERE e.school = $1 AND e.seq < $2 AND e.at >= $3 AND e.at < $4 AND e.verb LIKE $5
                AND (e.person = $6 OR $6 IS NULL) AND (e.person IS NULL OR NOT $7)
                AND (e.role IN ('guardian', 'pupil') OR NOT $8)
                AND (e.subject IN (SELECT u.id FROM pupil u WHERE u.id = $9 AND u.school = $1
                    UNION ALL SELECT f.id FROM photo f WHERE f.pupil = $9 AND f.school = $1 AND f.state <> 'draft'
                    UNION ALL SELECT k.id FROM card k WHERE k.pupil = $9 AND k.school = $1
                    UNION ALL SELECT a.id FROM application a JOIN card d ON d.id = a.card WHERE d.pupil = $9 AND a.school = $1
                    UNION ALL SELECT g.id FROM guardian g WHERE g.pupil = $9 AND g.school = $1) OR $9 IS NULL)
                AND (e.verb <> 'pupil.card_kind_set' OR $11)
            ORDER BY e.seq DESC LIMIT $10",
            self.scope.school.0,
            wanted.before,
            wanted.from,
            wanted.until,
            &wanted.verbs,
            wanted.person,
            wanted.program,
            wanted.families,
            wanted.pupil,
            PAGE,
            wanted.rulings
        )?)
    }

    /// The school's entries of that time, oldest first, at most so many.
    pub(crate) async fn events_written(
        &mut self,
        from: i64,
        until: i64,
        most: usize,
    ) -> Result<Vec<EventWritten>, Refused> {
        Ok(rows!(
            self,
            "SELECT e.id, e.school, e.seq, e.at, e.person, e.role, e.verb, e.subject, e.particulars, e.previous, e.hash,
                p.given, p.surname, COALESCE(f.pupil, k.pupil, g.pupil, u.id) AS pupil
            FROM event e LEFT JOIN person p ON p.id = e.person
                LEFT JOIN photo f ON f.id = e.subject AND f.school = e.school
                LEFT JOIN card k ON k.id = e.subject AND k.school = e.school
                LEFT JOIN guardian g ON g.id = e.subject AND g.school = e.school
                LEFT JOIN pupil u ON u.id = e.subject AND u.school = e.school
            WHERE e.school = $1 AND e.at >= $2 AND e.at < $3 ORDER BY e.seq LIMIT $4",
            self.scope.school.0,
            from,
            until,
            i64::try_from(most).unwrap_or(i64::MAX)
        )?)
    }

    /// Everybody with a place of work at the school, now or once, and whoever asked to look into it, by surname.
    pub(crate) async fn staff_ever(&mut self) -> Result<Vec<(PersonId, String)>, Refused> {
        let people: Vec<(Uuid, String, String)> = rows!(
            self,
            "SELECT p.id, p.given, p.surname FROM person p
            WHERE EXISTS (SELECT 1 FROM membership m WHERE m.person = p.id AND m.school = $1)
                OR EXISTS (SELECT 1 FROM access_grant a WHERE a.person = p.id AND a.school = $1)
            ORDER BY p.surname, p.given, p.id",
            self.scope.school.0
        )?;
        Ok(people.into_iter().map(|(id, given, surname)| (PersonId(id), format!("{given} {surname}"))).collect())
    }

    /// The newest entries of the school's audit log, or those before one.
    pub(crate) async fn events(&mut self, before: Option<i64>) -> Result<Vec<EventTold>, Refused> {
        Ok(rows!(
            self,
            "SELECT e.seq, e.at, e.role, e.verb, e.subject, e.particulars, p.given, p.surname
            FROM event e LEFT JOIN person p ON p.id = e.person
            WHERE e.school = $1 AND e.seq < $2 ORDER BY e.seq DESC LIMIT $3",
            self.scope.school.0,
            before.unwrap_or(i64::MAX),
            PAGE
        )?)
    }

    /// The newest entries about a pupil: the data, photos, cards and links to the family. A draft is the family's own.
    pub(crate) async fn events_of_pupil(&mut self, pupil: PupilId) -> Result<Vec<EventTold>, Refused> {
        Ok(rows!(
            self,
            "SELECT e.seq, e.at, e.role, e.verb, e.subject, e.particulars, p.given, p.surname
            FROM event e LEFT JOIN person p ON p.id = e.person
            WHERE e.school = $1 AND e.subject IN (SELECT u.id FROM pupil u WHERE u.id = $2 AND u.school = $1
                UNION ALL SELECT f.id FROM photo f WHERE f.pupil = $2 AND f.school = $1 AND f.state <> 'draft'
                UNION ALL SELECT k.id FROM card k WHERE k.pupil = $2 AND k.school = $1
                UNION ALL SELECT a.id FROM application a JOIN card d ON d.id = a.card WHERE d.pupil = $2 AND a.school = $1
                UNION ALL SELECT g.id FROM guardian g WHERE g.pupil = $2 AND g.school = $1)
            ORDER BY e.seq DESC LIMIT $3",
            self.scope.school.0,
            pupil.0,
            PAGE
        )?)
    }

    /// Everything that happened to one thing, oldest first.
    pub(crate) async fn events_about(&mut self, subject: Uuid) -> Result<Vec<EventTold>, Refused> {
        Ok(rows!(
            self,
            "SELECT e.seq, e.at, e.role, e.verb, e.subject, e.particulars, p.given, p.surname
            FROM event e LEFT JOIN person p ON p.id = e.person
            WHERE e.school = $1 AND e.subject = $2 ORDER BY e.seq",
            self.scope.school.0,
            subject
        )?)
    }
}
