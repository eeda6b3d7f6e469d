//! Tables `objection`, `state_mobile_id` and `sio_task`: who objected to the state's mLegitymacja, how far each has
//! come in SIO, and what is to be done there.

use jiff::civil::Date;
use school::{
    CardId, ClassId, ObjectionId, PupilId, SioTaskId,
    law::{TemplateCode, mobile::State},
    pupil::Identity,
    state_mobile_id::{Deed, Reason, Scope, SioCard},
};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Tx, Within,
    pupil::open_identity,
    rows::{count, new_id, word},
};
use crate::{
    application::list::number,
    keys::SchoolKey,
    refused::{Broken, Conflict, Refused},
};

/// A pupil and what there is for mLegitymacja.
#[derive(FromRow)]
pub(crate) struct Prospect {
    pub(crate) pupil: Uuid,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) class_name: String,
    pub(crate) born: String,
    pub(crate) has_pesel: bool,
    pub(crate) ruling: bool,
    pub(crate) gone: bool,
    /// Is there an approved photo?
    pub(crate) photo: bool,
    /// The card in somebody's hands.
    pub(crate) card: Option<Uuid>,
    pub(crate) year: Option<i64>,
    pub(crate) serial: Option<i64>,
    pub(crate) expires: Option<String>,
    pub(crate) received_on: Option<String>,
    /// The objection that was not withdrawn.
    pub(crate) objected_on: Option<String>,
    /// The newest mLegitymacja that was noted.
    pub(crate) mobile_state: Option<String>,
    pub(crate) mobile_card: Option<Uuid>,
    /// Was the card entered into SIO?
    pub(crate) entered: bool,
    pub(crate) open_tasks: i64,
}

/// Something to be done in SIO, or done.
#[derive(FromRow)]
pub(crate) struct SioTaskRow {
    pub(crate) id: Uuid,
    pub(crate) pupil: Uuid,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) class_name: String,
    pub(crate) year: Option<i64>,
    pub(crate) serial: Option<i64>,
    pub(crate) expires: Option<String>,
    /// Did the parents object? Not asked of those who are of age.
    pub(crate) objected: bool,
    pub(crate) born: String,
    pub(crate) deed: String,
    pub(crate) reason: String,
    pub(crate) state: String,
    pub(crate) created_at: i64,
    pub(crate) done_at: Option<i64>,
    pub(crate) done_by: Option<String>,
}

/// An mLegitymacja that was noted.
#[derive(FromRow)]
pub(crate) struct MobileRow {
    pub(crate) state: String,
    pub(crate) year: i64,
    pub(crate) serial: i64,
    pub(crate) registered_on: String,
    pub(crate) code_on: Option<String>,
    pub(crate) active_on: Option<String>,
    pub(crate) ended_on: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) version: i64,
}

/// An objection with its pupil.
#[derive(FromRow)]
pub(crate) struct ObjectionRow {
    pub(crate) id: Uuid,
    pub(crate) pupil: Uuid,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) class_name: String,
    pub(crate) born: String,
    pub(crate) scope: String,
    pub(crate) declared_on: String,
    pub(crate) declared_by: String,
    pub(crate) withdrawn_on: Option<String>,
    pub(crate) withdrawn_by: Option<String>,
    pub(crate) version: i64,
}

/// Somebody who holds a card, and that card as SIO takes it; none of those without a PESEL.
pub(crate) struct SioHolder {
    pub(crate) pupil: PupilId,
    /// Surname first.
    pub(crate) name: String,
    pub(crate) class: String,
    pub(crate) card: Option<SioCard>,
}

/// A card in force, for the file of SIO.
#[derive(FromRow)]
struct CardThere {
    pupil: Uuid,
    given: String,
    surname: String,
    class_name: String,
    pesel: Option<Vec<u8>>,
    year: i64,
    serial: i64,
    issued_on: String,
    template: String,
}

/// Pupils and what there is for mLegitymacja.
macro_rules! prospects {
    ($which:literal) => {
        concat!(
            "SELECT p.id AS pupil, p.given, p.surname, c.name AS class_name, p.born, p.pesel IS NOT NULL AS has_pesel, p.ruling,
                p.left_on IS NOT NULL AS gone,
                EXISTS (SELECT 1 FROM photo f WHERE f.pupil = p.id AND f.school = p.school AND f.state = 'approved') AS photo,
                k.id AS card, k.year, k.serial, k.expires, k.received_on, o.declared_on AS objected_on,
                m.state AS mobile_state, m.card AS mobile_card,
                EXISTS (SELECT 1 FROM sio_task d WHERE d.card = k.id AND d.school = p.school AND d.deed = 'issue'
                    AND d.state = 'done') AS entered,
                (SELECT COUNT(*) FROM sio_task t WHERE t.pupil = p.id AND t.school = p.school AND t.state = 'open') AS open_tasks
            FROM pupil p JOIN class c ON c.id = p.class
                LEFT JOIN card k ON k.pupil = p.id AND k.school = p.school AND k.state = 'issued'
                LEFT JOIN objection o ON o.pupil = p.id AND o.school = p.school AND o.withdrawn_on IS NULL
                LEFT JOIN state_mobile_id m ON m.pupil = p.id AND m.school = p.school AND NOT EXISTS (
                    SELECT 1 FROM state_mobile_id n WHERE n.pupil = m.pupil AND n.school = m.school AND n.id > m.id)
            WHERE p.school = $1",
            $which
        )
    };
}

/// Tasks with their pupils.
macro_rules! tasks {
    ($which:literal) => {
        concat!(
            "SELECT t.id, t.pupil, p.given, p.surname, c.name AS class_name, k.year, k.serial, k.expires,
                EXISTS (SELECT 1 FROM objection o WHERE o.pupil = p.id AND o.school = p.school
                    AND o.withdrawn_on IS NULL) AS objected,
                p.born, t.deed, t.reason, t.state, t.created_at, t.done_at, w.given || ' ' || w.surname AS done_by
            FROM sio_task t JOIN pupil p ON p.id = t.pupil AND p.school = t.school JOIN class c ON c.id = p.class
                LEFT JOIN card k ON k.id = t.card AND k.school = t.school LEFT JOIN person w ON w.id = t.done_by
            WHERE t.school = $1",
            $which
        )
    };
}

/// Objections with their pupils.
macro_rules! objections {
    ($which:literal) => {
        concat!(
            "SELECT o.id, o.pupil, p.given, p.surname, c.name AS class_name, p.born, o.scope, o.declared_on, o.declared_by,
                o.withdrawn_on, o.withdrawn_by, o.version
            FROM objection o JOIN pupil p ON p.id = o.pupil AND p.school = o.school JOIN class c ON c.id = p.class
            WHERE o.school = $1",
            $which
        )
    };
}

/// Pupils and tasks.
impl Tx<Within> {
    /// Everybody who attends, or those of one class, in Polish order.
    pub(crate) async fn prospects(&mut self, class: Option<ClassId>) -> Result<Vec<Prospect>, Refused> {
        Ok(rows!(
            self,
            prospects!(" AND p.left_on IS NULL AND (p.class = $2 OR $2 IS NULL) ORDER BY p.surname_order, p.id"),
            self.scope.school.0,
            class.map(Uuid::from)
        )?)
    }

    /// A pupil of this school.
    pub(crate) async fn prospect(&mut self, pupil: PupilId) -> Result<Prospect, Refused> {
        let row: Option<Prospect> = row!(self, prospects!(" AND p.id = $2"), self.scope.school.0, pupil.0)?;
        row.ok_or(Refused::NotFound)
    }

    /// What is to be done in SIO, the oldest first.
    pub(crate) async fn open_sio_tasks(&mut self) -> Result<Vec<SioTaskRow>, Refused> {
        Ok(rows!(self, tasks!(" AND t.state = 'open' ORDER BY t.id"), self.scope.school.0)?)
    }

    /// What was done in SIO of late, the newest first.
    pub(crate) async fn done_sio_tasks(&mut self) -> Result<Vec<SioTaskRow>, Refused> {
        Ok(rows!(
            self,
            tasks!(" AND t.state = 'done' ORDER BY t.done_at DESC, t.id DESC LIMIT 20"),
            self.scope.school.0
        )?)
    }

    /// What is to be done, was done or came to nothing about a pupil, the newest first.
    pub(crate) async fn sio_tasks_of(&mut self, pupil: PupilId) -> Result<Vec<SioTaskRow>, Refused> {
        Ok(rows!(self, tasks!(" AND t.pupil = $2 ORDER BY t.id DESC"), self.scope.school.0, pupil.0)?)
    }

    /// A task of this school.
    pub(crate) async fn sio_task(&mut self, id: SioTaskId) -> Result<SioTaskRow, Refused> {
        let row: Option<SioTaskRow> = row!(self, tasks!(" AND t.id = $2"), self.scope.school.0, id.0)?;
        row.ok_or(Refused::NotFound)
    }

    /// How many things are to be done in SIO.
    pub(crate) async fn count_sio_tasks(&mut self) -> Result<u32, Refused> {
        let open: Option<i64> =
            value!(self, "SELECT COUNT(*) FROM sio_task WHERE school = $1 AND state = 'open'", self.scope.school.0)?;
        Ok(count(open.unwrap_or_default())?)
    }

    /// Adds something to be done; once is enough.
    pub(crate) async fn add_sio_task(
        &mut self,
        pupil: PupilId,
        card: Option<CardId>,
        deed: Deed,
        reason: Reason,
    ) -> Result<(), Refused> {
        run!(
            self,
            "INSERT INTO sio_task (id, school, pupil, card, deed, reason, state, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, 'open', $7) ON CONFLICT DO NOTHING",
            new_id(),
            self.scope.school.0,
            pupil.0,
            card.map(Uuid::from),
            deed.code(),
            reason.code(),
            self.scope.now.as_second()
        )?;
        Ok(())
    }

    /// Nobody has to do that any more, if it came from this reason, or from any.
    pub(crate) async fn drop_sio_tasks(
        &mut self,
        pupil: PupilId,
        deed: Deed,
        reason: Option<Reason>,
    ) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE sio_task SET state = 'dropped'
            WHERE pupil = $1 AND school = $2 AND deed = $3 AND (reason = $4 OR $4 IS NULL) AND state = 'open'",
            pupil.0,
            self.scope.school.0,
            deed.code(),
            reason.map(Reason::code)
        )?;
        Ok(())
    }

    /// Notes that it was done, by whom and when; false if it was before, or came to nothing.
    pub(crate) async fn finish_sio_task(&mut self, id: SioTaskId) -> Result<bool, Refused> {
        let Within { school, actor, now, .. } = self.scope.clone();
        let by = actor.person.ok_or(Broken::Inconsistent("something done in SIO by nobody"))?;
        Ok(run!(
            self,
            "UPDATE sio_task SET state = 'done', done_by = $3, done_at = $4
            WHERE id = $1 AND school = $2 AND state = 'open'",
            id.0,
            school.0,
            by.0,
            now.as_second()
        )? == 1)
    }

    /// Every card in somebody's hands whose holder attends, in Polish order.
    pub(crate) async fn cards_for_sio(&mut self) -> Result<Vec<SioHolder>, Refused> {
        let found: Vec<CardThere> = rows!(
            self,
            "SELECT p.id AS pupil, p.given, p.surname, c.name AS class_name, p.pesel, k.year, k.serial, k.issued_on, k.template
            FROM card k JOIN pupil p ON p.id = k.pupil AND p.school = k.school JOIN class c ON c.id = p.class
            WHERE k.school = $1 AND k.state = 'issued' AND p.left_on IS NULL ORDER BY p.surname_order, p.id",
            self.scope.school.0
        )?;
        let key = &self.scope.key;
        found.into_iter().map(|row| row.holder(key)).collect()
    }
}

impl CardThere {
    fn holder(self, key: &SchoolKey) -> Result<SioHolder, Refused> {
        use TemplateCode as T;
        let pesel = match self.pesel.as_deref().map(|pesel| open_identity(key, self.pupil, Some(pesel), None)) {
            None => None,
            Some(identity) => match identity? {
                Identity::Pesel(pesel) => Some(pesel.expose().to_owned()),
                Identity::Document { .. } => None,
            },
        };
        let template: TemplateCode = word(&self.template)?;
        let of_a_ruling = matches!(template, T::MeinI3N | T::MeinI4N | T::Art101N | T::Art103N);
        let (number, issued_on) = (number(self.year, self.serial)?, self.issued_on);
        let disability = if of_a_ruling { "1" } else { "0" }.to_owned();
        Ok(SioHolder {
            pupil: self.pupil.into(),
            name: format!("{} {}", self.surname, self.given),
            class: self.class_name,
            card: pesel.map(|pesel| SioCard { pesel, number, issued_on, disability }),
        })
    }
}

/// What was issued in SIO.
impl Tx<Within> {
    /// What was noted about a pupil, the newest first.
    pub(crate) async fn state_mobile_ids(&mut self, pupil: PupilId) -> Result<Vec<MobileRow>, Refused> {
        Ok(rows!(
            self,
            "SELECT m.state, k.year, k.serial, m.registered_on, m.code_on, m.active_on, m.ended_on, m.reason, m.version
            FROM state_mobile_id m JOIN card k ON k.id = m.card AND k.school = m.school
            WHERE m.school = $1 AND m.pupil = $2 ORDER BY m.id DESC",
            self.scope.school.0,
            pupil.0
        )?)
    }

    /// It stands in SIO since that day.
    pub(crate) async fn add_state_mobile_id(&mut self, pupil: PupilId, card: Uuid, on: Date) -> Result<(), Refused> {
        run!(
            self,
            "INSERT INTO state_mobile_id (id, school, pupil, card, state, registered_on, version)
            VALUES ($1, $2, $3, $4, 'registered_in_sio', $5, 0)",
            new_id(),
            self.scope.school.0,
            pupil.0,
            card,
            on.to_string()
        )?;
        Ok(())
    }

    /// The one that has not ended, if there is one, ends so.
    pub(crate) async fn end_state_mobile_id(
        &mut self,
        pupil: PupilId,
        state: State,
        on: Date,
        reason: &str,
    ) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE state_mobile_id SET state = $3, ended_on = $4, reason = $5, version = version + 1
            WHERE pupil = $1 AND school = $2 AND ended_on IS NULL",
            pupil.0,
            self.scope.school.0,
            state.code(),
            on.to_string(),
            reason
        )?;
        Ok(())
    }

    /// A code can be fetched, or it is on a device; refuses if it changed since it was read.
    pub(crate) async fn move_state_mobile_id(
        &mut self,
        pupil: PupilId,
        version: i64,
        to: State,
        on: Date,
    ) -> Result<(), Refused> {
        let (code, active) = (to == State::CodeAvailable, to == State::Active);
        let on = on.to_string();
        let moved = run!(
            self,
            "UPDATE state_mobile_id SET state = $4, code_on = COALESCE($5, code_on), active_on = COALESCE($6, active_on),
                version = version + 1
            WHERE pupil = $1 AND school = $2 AND version = $3 AND ended_on IS NULL",
            pupil.0,
            self.scope.school.0,
            version,
            to.code(),
            code.then_some(on.as_str()),
            active.then_some(on.as_str())
        )?;
        if moved == 1 { Ok(()) } else { Err(Refused::Conflict(Conflict::Changed)) }
    }
}

/// The register of objections.
impl Tx<Within> {
    /// Writes an objection down; false if there is one already.
    pub(crate) async fn add_objection(
        &mut self,
        pupil: PupilId,
        scope: Scope,
        on: Date,
        by: &str,
    ) -> Result<bool, Refused> {
        let Within { school, actor, now, .. } = self.scope.clone();
        let author = actor.person.ok_or(Broken::Inconsistent("an objection written down by nobody"))?;
        Ok(run!(
            self,
            "INSERT INTO objection (id, school, pupil, scope, declared_on, declared_by, created_by, created_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) ON CONFLICT DO NOTHING",
            new_id(),
            school.0,
            pupil.0,
            scope.code(),
            on.to_string(),
            by,
            author.0,
            now.as_second()
        )? == 1)
    }

    /// Notes that it was withdrawn; false if it changed since it was read.
    pub(crate) async fn withdraw_objection(
        &mut self,
        id: ObjectionId,
        version: i64,
        on: Date,
        by: &str,
    ) -> Result<bool, Refused> {
        Ok(run!(
            self,
            "UPDATE objection SET withdrawn_on = $4, withdrawn_by = $5, version = version + 1
            WHERE id = $1 AND school = $2 AND version = $3 AND withdrawn_on IS NULL",
            id.0,
            self.scope.school.0,
            version,
            on.to_string(),
            by
        )? == 1)
    }

    /// Every objection, the newest first.
    pub(crate) async fn objections(&mut self) -> Result<Vec<ObjectionRow>, Refused> {
        Ok(rows!(self, objections!(" ORDER BY o.declared_on DESC, o.id DESC"), self.scope.school.0)?)
    }

    /// A pupil's, the newest first.
    pub(crate) async fn objections_of(&mut self, pupil: PupilId) -> Result<Vec<ObjectionRow>, Refused> {
        Ok(rows!(self, objections!(" AND o.pupil = $2 ORDER BY o.id DESC"), self.scope.school.0, pupil.0)?)
    }
}
