//! A pupil leaves the school.

use jiff::civil::Date;
use school::{
    PupilId,
    event::Event,
    permission::Permission,
    pupil::{Leaving, PupilRefusal},
    state_mobile_id::Reason,
};

use super::{LeavePupil, add::listing};
use crate::{
    StaffDesk,
    refused::{FieldError, Problem, Refused},
    state_mobile_id::trigger::noted,
};

impl StaffDesk {
    /// Marks a pupil as gone since a day. Lists, the queue of photos and print runs leave the pupil out from then on;
    /// the family sees what was and sends nothing more. Cards keep their own date (`L4.3-2`).
    ///
    /// # Errors
    /// `Invalid` fields named as in [`LeavePupil`]; if the pupil has left already, or changed meanwhile.
    pub async fn leave_pupil(&self, id: PupilId, version: i64, form: &LeavePupil) -> Result<PupilId, Refused> {
        self.must(Permission::ManagePupils)?;
        let missing = |text: &str, wrong| if text.trim().is_empty() { Problem::Required } else { wrong };
        let on = form.on.trim().parse::<Date>().map_err(|_| ("on", missing(&form.on, Problem::NotADate)));
        let why = form.why.parse::<Leaving>().map_err(|_| ("why", missing(&form.why, Problem::NotOffered)));
        let (on, why) = match (on, why) {
            (Ok(on), Ok(why)) => (on, why),
            (on, why) => {
                let problems = on.err().into_iter().chain(why.err());
                return Err(Refused::Invalid(problems.map(|(field, problem)| FieldError { field, problem }).collect()));
            }
        };
        let mut tx = self.begin().await?;
        let facts = tx.pupil_at(id, version).await?;
        let pupil = match facts.pupil.leave(on, self.today()) {
            Err(PupilRefusal::Day) => return Err(FieldError::refuse("on", Problem::DateOutOfRange)),
            left => left?,
        };
        tx.put_pupil(&pupil, &listing(&pupil.name, &facts.class_name)?).await?;
        noted(&mut tx, id, Reason::Left).await?;
        tx.commit(Event::new("pupil.left", id).with("on", on).with("why", why)).await?;
        Ok(id)
    }
}
