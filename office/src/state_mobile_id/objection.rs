//! The register of objections (*rejestr sprzeciwów*): a written declaration of parents, which they can withdraw and
//! which ends when the pupil comes of age (USO art. 11 ust. 1d).

use school::{
    PupilId,
    event::Event,
    permission::Permission,
    state_mobile_id::{Reason, Scope, may_object, of_age_on},
};

use super::{Declare, Objection, trigger::noted};
use crate::{
    StaffDesk,
    ledger::typed::{day_until, field, line, refuse},
    refused::{Broken, Conflict, Problem, Refused},
    store::{
        rows::{day, word},
        sio::ObjectionRow,
    },
};

impl StaffDesk {
    /// Every objection, the newest first.
    ///
    /// # Errors
    /// If the role may not see print runs.
    pub async fn objections(&self) -> Result<Vec<Objection>, Refused> {
        self.must(Permission::SeePrintRuns)?;
        let rows = self.look().await?.objections().await?;
        rows.into_iter().map(|row| Ok(self.objection(row)?)).collect()
    }

    /// Writes down that parents objected. What was issued before is to be invalidated in SIO, unless the school has set
    /// the rule otherwise.
    ///
    /// # Errors
    /// `Invalid` fields named as in [`Declare`]: the day is before there was a duty, or the pupil was of age; if the
    /// pupil is not there or left, or there is an objection already.
    pub async fn note_objection(&self, pupil: PupilId, form: &Declare) -> Result<PupilId, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.begin().await?;
        let facts = tx.pupil(pupil).await?;
        facts.pupil.attending()?;
        let scope = match form.scope.trim() {
            "" => Err(Problem::Required),
            code => code.parse::<Scope>().map_err(|_| Problem::NotOffered),
        };
        let on = day_until(&form.on, self.today())
            .and_then(|on| if may_object(on, facts.pupil.born) { Ok(on) } else { Err(Problem::DateOutOfRange) });
        let (scope, on, by) = match (field("scope", scope), field("on", on), field("by", whose(&form.by))) {
            (Ok(scope), Ok(on), Ok(by)) => (scope, on, by),
            (scope, on, by) => return Err(refuse([scope.err(), on.err(), by.err()])),
        };
        if !tx.add_objection(pupil, scope, on, &by).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        noted(&mut tx, pupil, Reason::Objection).await?;
        tx.commit(Event::new("sio.objected", pupil).with("what", scope).with("on", on)).await?;
        Ok(pupil)
    }

    /// Writes down that the objection was withdrawn: mLegitymacja is due again.
    ///
    /// # Errors
    /// `Invalid` fields named as in [`Declare`]; if the pupil is not there or left, there is no objection, or it
    /// changed.
    pub async fn withdraw_objection(&self, pupil: PupilId, version: i64, form: &Declare) -> Result<PupilId, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.begin().await?;
        tx.pupil(pupil).await?.pupil.attending()?;
        let rows = tx.objections_of(pupil).await?;
        let row = rows.into_iter().find(|row| row.withdrawn_on.is_none());
        let standing = row.map(|row| self.objection(row)).transpose()?.ok_or(Refused::Conflict(Conflict::Changed))?;
        let on = day_until(&form.on, self.today())
            .and_then(|on| if standing.declared.0 <= on { Ok(on) } else { Err(Problem::DateOutOfRange) });
        let (on, by) = match (field("on", on), field("by", whose(&form.by))) {
            (Ok(on), Ok(by)) => (on, by),
            (on, by) => return Err(refuse([on.err(), by.err()])),
        };
        if !tx.withdraw_objection(standing.id, version, on, &by).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        noted(&mut tx, pupil, Reason::Withdrawn).await?;
        tx.commit(Event::new("sio.objection_withdrawn", pupil).with("on", on)).await?;
        Ok(pupil)
    }

    /// An objection as people see it.
    pub(super) fn objection(&self, row: ObjectionRow) -> Result<Objection, Broken> {
        let of_age_on = of_age_on(day(&row.born)?);
        let withdrawn = match (row.withdrawn_on, row.withdrawn_by) {
            (Some(on), Some(by)) => Some((day(&on)?, by)),
            _ => None,
        };
        Ok(Objection {
            id: row.id.into(),
            pupil: row.pupil.into(),
            name: format!("{} {}", row.surname, row.given),
            class: row.class_name,
            scope: word(&row.scope)?,
            declared: (day(&row.declared_on)?, row.declared_by),
            holds: withdrawn.is_none() && self.today() < of_age_on,
            withdrawn,
            of_age_on,
            version: row.version,
        })
    }
}

fn whose(typed: &str) -> Result<String, Problem> {
    line(typed).and_then(|name| if name.is_empty() { Err(Problem::Required) } else { Ok(name) })
}
