//! How far a school is set up, across tables, and what it left out: table `skipped_step`.

use school::set_up::Step;
use sqlx::FromRow;

use super::{Tx, Within};
use crate::refused::{Broken, Refused};

/// What is there, a column per step.
#[derive(FromRow)]
pub(crate) struct SetUpRow {
    school_data: bool,
    head: bool,
    mail: bool,
    staff: bool,
    class: bool,
    pupils: bool,
    families: bool,
    blanks: bool,
    texts: bool,
}

impl SetUpRow {
    /// Is this step done?
    pub(crate) fn has(&self, step: Step) -> bool {
        match step {
            Step::SchoolData => self.school_data,
            Step::Head => self.head,
            Step::Mail => self.mail,
            Step::Staff => self.staff,
            Step::Class => self.class,
            Step::Pupils => self.pupils,
            Step::Families => self.families,
            Step::Blanks => self.blanks,
            Step::Texts => self.texts,
        }
    }
}

/// A step that was left out, by whom and when.
#[derive(FromRow)]
pub(crate) struct SkippedRow {
    pub(crate) step: String,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) at: i64,
}

impl Tx<Within> {
    /// What is there on this day, from the data themselves.
    pub(crate) async fn set_up(&mut self, today: &str) -> Result<SetUpRow, Refused> {
        let row: Option<SetUpRow> = row!(
            self,
            "SELECT s.rspo IS NOT NULL AS school_data,
                EXISTS (SELECT 1 FROM head h WHERE h.school = s.id AND h.since <= $2 AND (h.until IS NULL OR h.until >= $2)) AS head,
                s.mail_worked_at IS NOT NULL AS mail,
                EXISTS (SELECT 1 FROM membership m WHERE m.school = s.id AND m.role = 'secretary' AND m.state IN ('invited', 'accepted')) AS staff,
                EXISTS (SELECT 1 FROM class c WHERE c.school = s.id) AS class,
                EXISTS (SELECT 1 FROM pupil p WHERE p.school = s.id) AS pupils,
                EXISTS (SELECT 1 FROM guardian g WHERE g.school = s.id AND g.state IN ('invited', 'accepted')) AS families,
                EXISTS (SELECT 1 FROM blank b WHERE b.school = s.id) AS blanks,
                EXISTS (SELECT 1 FROM school_text t WHERE t.school = s.id AND t.place IN ('photo', 'pickup') AND t.text <> ''
                    AND NOT EXISTS (SELECT 1 FROM school_text n WHERE n.school = t.school AND n.place = t.place
                        AND n.language = t.language AND n.version > t.version)) AS texts
            FROM school s WHERE s.id = $1",
            self.scope.school.0,
            today
        )?;
        row.ok_or(Refused::NotFound)
    }

    pub(crate) async fn skipped_steps(&mut self) -> Result<Vec<SkippedRow>, Refused> {
        Ok(rows!(
            self,
            "SELECT k.step, p.given, p.surname, k.at FROM skipped_step k JOIN person p ON p.id = k.person WHERE k.school = $1",
            self.scope.school.0
        )?)
    }

    /// Leaves a step out; who did so first stays on record.
    pub(crate) async fn skip_step(&mut self, step: Step) -> Result<(), Refused> {
        let (school, now) = (self.scope.school, self.scope.now.as_second());
        let person = self.scope.actor.person.ok_or(Broken::Inconsistent("nobody leaves a step out"))?;
        run!(
            self,
            "INSERT INTO skipped_step (school, step, person, at) VALUES ($1, $2, $3, $4) ON CONFLICT (school, step) DO NOTHING",
            school.0,
            step.code(),
            person.0,
            now
        )?;
        Ok(())
    }

    /// A step that was left out is to be taken after all.
    pub(crate) async fn take_step_up(&mut self, step: Step) -> Result<(), Refused> {
        run!(self, "DELETE FROM skipped_step WHERE school = $1 AND step = $2", self.scope.school.0, step.code())?;
        Ok(())
    }
}
