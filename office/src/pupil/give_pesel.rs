//! The PESEL of a pupil who had none has arrived.

use school::{
    PupilId,
    event::Event,
    permission::Permission,
    pesel::Pesel,
    pupil::{Identity, PupilRefusal},
    state_mobile_id::Reason,
};

use super::add::{listing, pesel_problem};
use crate::{
    StaffDesk,
    refused::{FieldError, Problem, Refused},
    state_mobile_id::trigger::noted,
};

impl StaffDesk {
    /// Puts a PESEL in the place of the other document, which is forgotten.
    ///
    /// # Errors
    /// `Invalid` field `pesel`: no PESEL, one of another day of birth, or one that somebody has; if the pupil left, has
    /// a PESEL, or changed meanwhile.
    pub async fn give_pesel(&self, id: PupilId, version: i64, pesel: &str) -> Result<PupilId, Refused> {
        self.must(Permission::ManagePupils)?;
        let refuse = |problem| FieldError::refuse("pesel", problem);
        if pesel.trim().is_empty() {
            return Err(refuse(Problem::Required));
        }
        let pesel = pesel.parse::<Pesel>().map_err(|error| refuse(pesel_problem(error)))?;
        let mut tx = self.begin().await?;
        let facts = tx.pupil_at(id, version).await?;
        if let Some(taken) = tx.identity_taken(&Identity::Pesel(pesel.clone())).await? {
            return Err(Refused::Invalid(vec![taken]));
        }
        let pupil = match facts.pupil.give_pesel(pesel) {
            Err(PupilRefusal::Birth(_)) => return Err(refuse(Problem::BirthMismatch)),
            given => given?,
        };
        tx.put_pupil(&pupil, &listing(&pupil.name, &facts.class_name)?).await?;
        noted(&mut tx, id, Reason::Pesel).await?;
        tx.commit(Event::new("pupil.pesel_given", id)).await?;
        Ok(id)
    }
}
