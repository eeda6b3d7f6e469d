//! What a linked person may do, changed with immediate effect.

use jiff::civil::Date;
use school::{
    GuardianId, PupilId,
    event::Event,
    guardian::{GuardianKind, GuardianScope},
    permission::Permission,
};

use super::{LinkView, SetScope};
use crate::{
    StaffDesk,
    refused::{FieldError, Problem, Refused},
};

impl StaffDesk {
    /// One link of a family, with the pupil it is to.
    ///
    /// # Errors
    /// If there is no such link at this school, or this desk may not manage pupils.
    pub async fn guardian(&self, id: GuardianId) -> Result<LinkView, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.look().await?;
        let (pupil, row) = tx.link(id).await?;
        let facts = tx.pupil(pupil).await?;
        Ok(LinkView { pupil, name: facts.pupil.name.full(), class: facts.class_name, row })
    }

    /// Sets what a linked person may do. It counts from their next request on: every verb of a family looks its link up
    /// anew, and what is being written when the link changes is given up. Nobody is written to: whoever a court has
    /// kept away hears of it from the court.
    ///
    /// Nothing at all is only by a court's decision. Of that the school keeps the day; the document stays on paper.
    ///
    /// # Errors
    /// `Invalid` fields named as in [`SetScope`]; if there is no such link at this school, it has ended, or changed
    /// meanwhile.
    pub async fn set_guardian_scope(&self, id: GuardianId, version: i64, form: &SetScope) -> Result<PupilId, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.begin().await?;
        let before = tx.link(id).await?.1;
        let (scope, decided_on) = checked(form, before.kind, self.today())?;
        let pupil = tx.set_scope(id, version, scope, decided_on).await?;
        if (before.scope, before.decided_on) == (scope, decided_on) {
            return Ok(pupil); // nothing is new, and nothing of this transaction stays
        }
        // The pupil is the subject, so that a repeated request is answered as the first was.
        let event = Event::new("guardian.scope_set", pupil).with("link", id);
        let event = event.with("before", before.scope).with("scope", scope);
        tx.commit(match decided_on {
            Some(_) => event.with("what", "court_decision"),
            None => event,
        })
        .await?;
        Ok(pupil)
    }
}

fn checked(form: &SetScope, kind: GuardianKind, today: Date) -> Result<(GuardianScope, Option<Date>), Refused> {
    let scope: GuardianScope = form.scope.trim().parse().map_err(|_| match form.scope.trim() {
        "" => FieldError::refuse("scope", Problem::Required),
        _ => FieldError::refuse("scope", Problem::NotOffered),
    })?;
    if scope != GuardianScope::None {
        return Ok((scope, None));
    }
    if kind == GuardianKind::Pupil {
        return Err(FieldError::refuse("scope", Problem::NotOffered)); // no court keeps a child away from itself
    }
    let on = form.decided_on.trim();
    let date = on.parse::<Date>().map_err(|_| match on {
        "" => FieldError::refuse("decided_on", Problem::Required),
        _ => FieldError::refuse("decided_on", Problem::NotADate),
    })?;
    if date > today {
        return Err(FieldError::refuse("decided_on", Problem::DateOutOfRange));
    }
    Ok((scope, Some(date)))
}
