//! A pupil is called otherwise.

use school::{PupilId, event::Event, permission::Permission, pupil::NameGround, state_mobile_id::Reason};

use super::{
    RenamePupil,
    add::{listing, named},
};
use crate::{
    StaffDesk,
    refused::{FieldError, Problem, Refused},
    state_mobile_id::trigger::noted,
};

impl StaffDesk {
    /// Writes a pupil's new name and on what ground it changed. A card on the old name has to be exchanged (`L4.3-6`);
    /// cards and the register keep what was printed and written. The name there is changes nothing.
    ///
    /// # Errors
    /// `Invalid` fields named as in [`RenamePupil`]; if the pupil left, or changed meanwhile.
    pub async fn rename_pupil(&self, id: PupilId, version: i64, form: &RenamePupil) -> Result<PupilId, Refused> {
        self.must(Permission::ManagePupils)?;
        let (name, mut problems) = named(&form.given, &form.surname);
        let ground = form.ground.parse::<NameGround>().map_err(|_| match form.ground.as_str() {
            "" => Problem::Required,
            _ => Problem::NotOffered,
        });
        if let Err(problem) = ground {
            problems.push(FieldError { field: "ground", problem });
        }
        let (Some(name), Ok(ground)) = (name, ground) else { return Err(Refused::Invalid(problems)) };
        let mut tx = self.begin().await?;
        let facts = tx.pupil_at(id, version).await?;
        let before = facts.pupil.name.clone();
        let pupil = facts.pupil.rename(name)?;
        if pupil.name == before {
            return Ok(id);
        }
        tx.put_pupil(&pupil, &listing(&pupil.name, &facts.class_name)?).await?;
        noted(&mut tx, id, Reason::Name).await?;
        tx.commit(Event::new("pupil.renamed", id).with("ground", ground)).await?;
        Ok(id)
    }
}
