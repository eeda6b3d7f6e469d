//! Tables `class_list` and `class_list_profile`. What a file holds, what it changed and its headings are sealed.

use school::{ClassListId, class_list::Profile};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Tx, Within, rows::word};
use crate::refused::{Broken, Conflict, Refused};

/// How many class lists are shown.
const MOST: i64 = 20;

/// A class list as it stands, without what is sealed.
#[derive(FromRow)]
pub(crate) struct ClassListFacts {
    pub(crate) id: Uuid,
    pub(crate) state: String,
    pub(crate) lines: i64,
    pub(crate) added: i64,
    pub(crate) changed: i64,
    pub(crate) left_out: i64,
    pub(crate) created_at: i64,
    pub(crate) applied_at: Option<i64>,
    /// When taking it over last stopped half-way, hence without any effect; none if it never did.
    pub(crate) stopped_at: Option<i64>,
    pub(crate) version: i64,
    /// Can another sheet of it be read?
    pub(crate) has_workbook: bool,
    /// Is it still known how to take it back?
    pub(crate) can_undo: bool,
}

/// What an application did, in numbers.
#[derive(Clone, Copy)]
pub(crate) struct Done {
    pub(crate) added: u32,
    pub(crate) changed: u32,
    pub(crate) left_out: u32,
}

fn about(kind: &[u8], name: &[u8]) -> Vec<u8> {
    [kind, name].concat()
}

impl Tx<Within> {
    /// Adds a draft, with the workbook that it was read from if another sheet of it may be wanted.
    pub(crate) async fn add_class_list(
        &mut self,
        id: ClassListId,
        lines: usize,
        content: &[u8],
        workbook: Option<&[u8]>,
    ) -> Result<(), Refused> {
        let by = self.scope.actor.person.ok_or(Refused::Forbidden)?;
        let sealed = self.scope.key.seal(&about(b"class-list:", id.0.as_bytes()), content)?;
        let seal = |plain| self.scope.key.seal(&about(b"class-list-workbook:", id.0.as_bytes()), plain);
        let workbook = workbook.map(seal).transpose()?;
        run!(
            self,
            "INSERT INTO class_list (id, school, state, content, lines, added, changed, left_out, created_by, created_at,
                workbook, version)
            VALUES ($1, $2, 'draft', $3, $4, 0, 0, 0, $5, $6, $7, 0)",
            id.0,
            self.scope.school.0,
            &sealed[..],
            i64::try_from(lines).map_err(|_| Broken::Inconsistent("a count"))?,
            by.0,
            self.scope.now.as_second(),
            workbook.as_deref()
        )?;
        Ok(())
    }

    /// The workbook that a draft was read from; refused if it is not kept any more.
    pub(crate) async fn class_list_workbook(&mut self, id: ClassListId) -> Result<Vec<u8>, Refused> {
        let sealed: Option<Option<Vec<u8>>> =
            value!(self, "SELECT workbook FROM class_list WHERE id = $1 AND school = $2", id.0, self.scope.school.0)?;
        let sealed = sealed.flatten().ok_or(Refused::Conflict(Conflict::Changed))?;
        Ok(self.scope.key.open(&about(b"class-list-workbook:", id.0.as_bytes()), &sealed)?)
    }

    /// Says how many rows a draft has now that another sheet was read.
    pub(crate) async fn recount_class_list(&mut self, id: ClassListId, lines: usize) -> Result<(), Refused> {
        run!(
            self,
            "UPDATE class_list SET lines = $3 WHERE id = $1 AND school = $2",
            id.0,
            self.scope.school.0,
            i64::try_from(lines).map_err(|_| Broken::Inconsistent("a count"))?
        )?;
        Ok(())
    }

    /// Lets a draft's workbook go: whole addresses may stand in it.
    pub(crate) async fn forget_class_list_workbook(&mut self, id: ClassListId) -> Result<(), Refused> {
        run!(self, "UPDATE class_list SET workbook = NULL WHERE id = $1 AND school = $2", id.0, self.scope.school.0)?;
        Ok(())
    }

    /// A class list of this school. A draft is seen by who uploaded it alone: whole PESELs stand in it.
    pub(crate) async fn class_list(&mut self, id: ClassListId) -> Result<ClassListFacts, Refused> {
        let facts: Option<ClassListFacts> = row!(
            self,
            "SELECT id, state, lines, added, changed, left_out, created_at, applied_at, stopped_at, version,
                workbook IS NOT NULL AS has_workbook, undo IS NOT NULL AS can_undo
            FROM class_list WHERE id = $1 AND school = $2 AND (state NOT IN ('draft', 'applying') OR created_by = $3)",
            id.0,
            self.scope.school.0,
            self.scope.actor.person.map(|person| person.0)
        )?;
        facts.ok_or(Refused::NotFound)
    }

    /// The newest class lists.
    pub(crate) async fn class_lists(&mut self) -> Result<Vec<ClassListFacts>, Refused> {
        Ok(rows!(
            self,
            "SELECT id, state, lines, added, changed, left_out, created_at, applied_at, stopped_at, version,
                workbook IS NOT NULL AS has_workbook, undo IS NOT NULL AS can_undo
            FROM class_list WHERE school = $1 AND (state NOT IN ('draft', 'applying') OR created_by = $2)
            ORDER BY id DESC LIMIT $3",
            self.scope.school.0,
            self.scope.actor.person.map(|person| person.0),
            MOST
        )?)
    }

    /// What a draft holds.
    pub(crate) async fn class_list_content(&mut self, id: ClassListId) -> Result<Vec<u8>, Refused> {
        let sealed: Option<Option<Vec<u8>>> =
            value!(self, "SELECT content FROM class_list WHERE id = $1 AND school = $2", id.0, self.scope.school.0)?;
        let sealed = sealed.flatten().ok_or(Refused::Conflict(Conflict::Changed))?;
        Ok(self.scope.key.open(&about(b"class-list:", id.0.as_bytes()), &sealed)?)
    }

    /// Saves what a draft holds; refused if it changed meanwhile.
    pub(crate) async fn save_class_list(
        &mut self,
        id: ClassListId,
        version: i64,
        content: &[u8],
    ) -> Result<(), Refused> {
        let sealed = self.scope.key.seal(&about(b"class-list:", id.0.as_bytes()), content)?;
        let saved = run!(
            self,
            "UPDATE class_list SET content = $1, version = version + 1
            WHERE id = $2 AND school = $3 AND version = $4 AND state = 'draft'",
            &sealed[..],
            id.0,
            self.scope.school.0,
            version
        )?;
        if saved == 1 { Ok(()) } else { Err(Refused::Conflict(Conflict::Changed)) }
    }

    /// Notes that a draft is being taken over: nobody mends it meanwhile. Refused if it changed.
    pub(crate) async fn start_class_list(&mut self, id: ClassListId, version: i64) -> Result<(), Refused> {
        let started = run!(
            self,
            "UPDATE class_list SET state = 'applying', stopped_at = NULL, version = version + 1
            WHERE id = $1 AND school = $2 AND version = $3 AND state = 'draft'",
            id.0,
            self.scope.school.0,
            version
        )?;
        if started == 1 { Ok(()) } else { Err(Refused::Conflict(Conflict::Changed)) }
    }

    /// Makes a draft again of a list that could not be taken over; false if it is not being taken over any more.
    pub(crate) async fn stop_class_list(&mut self, id: ClassListId, version: i64) -> Result<bool, Refused> {
        let stopped = run!(
            self,
            "UPDATE class_list SET state = 'draft', stopped_at = $4, version = version + 1
            WHERE id = $1 AND school = $2 AND version = $3 AND state = 'applying'",
            id.0,
            self.scope.school.0,
            version,
            self.scope.now.as_second()
        )?;
        Ok(stopped == 1)
    }

    /// Turns a draft into an applied list: what it held goes, how to take it back stays for a day.
    pub(crate) async fn finish_class_list(
        &mut self,
        id: ClassListId,
        version: i64,
        undo: &[u8],
        done: Done,
    ) -> Result<(), Refused> {
        let sealed = self.scope.key.seal(&about(b"class-list-undo:", id.0.as_bytes()), undo)?;
        let finished = run!(
            self,
            "UPDATE class_list SET state = 'applied', content = NULL, undo = $1, added = $2, changed = $3, left_out = $4,
                applied_at = $5, version = version + 1
            WHERE id = $6 AND school = $7 AND version = $8 AND state IN ('draft', 'applying')",
            &sealed[..],
            i64::from(done.added),
            i64::from(done.changed),
            i64::from(done.left_out),
            self.scope.now.as_second(),
            id.0,
            self.scope.school.0,
            version
        )?;
        if finished == 1 { Ok(()) } else { Err(Refused::Conflict(Conflict::Changed)) }
    }

    /// How to take an applied list back, if that is still known; from then on it is not.
    pub(crate) async fn take_undo_of_class_list(&mut self, id: ClassListId) -> Result<Vec<u8>, Refused> {
        let sealed: Option<Option<Vec<u8>>> = value!(
            self,
            "SELECT undo FROM class_list WHERE id = $1 AND school = $2 AND state = 'applied'",
            id.0,
            self.scope.school.0
        )?;
        let sealed = sealed.flatten().ok_or(Refused::Conflict(Conflict::UndoClosed))?;
        let taken = run!(
            self,
            "UPDATE class_list SET state = 'undone', undo = NULL, version = version + 1
            WHERE id = $1 AND school = $2 AND state = 'applied'",
            id.0,
            self.scope.school.0
        )?;
        if taken != 1 {
            return Err(Refused::Conflict(Conflict::UndoClosed));
        }
        Ok(self.scope.key.open(&about(b"class-list-undo:", id.0.as_bytes()), &sealed)?)
    }

    /// The remembered mappings, the newest first.
    pub(crate) async fn class_list_profiles(&mut self) -> Result<Vec<Profile>, Refused> {
        let found: Vec<(String, Vec<u8>)> = rows!(
            self,
            "SELECT name, mapping FROM class_list_profile WHERE school = $1 ORDER BY created_at DESC, name",
            self.scope.school.0
        )?;
        let key = &self.scope.key;
        found
            .into_iter()
            .map(|(name, sealed)| {
                let open = key.open(&about(b"class-list-profile:", name.as_bytes()), &sealed)?;
                let (columns, sheet): (Vec<(String, String)>, Option<String>) = serde_json::from_slice(&open)?;
                let columns = columns.into_iter().map(|(heading, code)| Ok((heading, word(&code)?)));
                Ok(Profile { columns: columns.collect::<Result<_, Broken>>()?, sheet, name })
            })
            .collect()
    }

    /// Remembers a mapping under its name, in place of an earlier one.
    pub(crate) async fn keep_class_list_profile(&mut self, profile: &Profile) -> Result<(), Refused> {
        let columns: Vec<_> = profile.columns.iter().map(|(heading, field)| (heading, field.code())).collect();
        let plain = serde_json::to_vec(&(columns, &profile.sheet))?;
        let sealed = self.scope.key.seal(&about(b"class-list-profile:", profile.name.as_bytes()), &plain)?;
        run!(
            self,
            "INSERT INTO class_list_profile (school, name, mapping, created_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (school, name) DO UPDATE SET mapping = $3, created_at = $4",
            self.scope.school.0,
            &profile.name,
            &sealed[..],
            self.scope.now.as_second()
        )?;
        Ok(())
    }
}
