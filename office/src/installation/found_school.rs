//! A further school in the same installation: a group of schools (*zespół*) issues no cards, each school in it does, with
//! its own RSPO number, head and series of numbers (`L9.3-11`).

use school::{
    SchoolId,
    event::Event,
    permission::Permission,
    person::{Membership, Role},
};

use super::{SchoolForm, line, school_data::read, set_up::Founding};
use crate::{desk::StaffDesk, refused::Refused, store::Actor};

impl StaffDesk {
    /// Makes a further school, whose administrator is whoever makes it. Nobody else of this school gets in there.
    ///
    /// # Errors
    /// `Forbidden`; `Invalid` fields named as in [`SchoolForm`], whose account is not kept.
    pub async fn found_school(&self, form: &SchoolForm) -> Result<SchoolId, Refused> {
        self.must(Permission::ManageSchool)?;
        let read = read(form, self.today())?;
        let mut tx = self.office.begin_own(self.person, self.once).await?;
        let founding = Founding {
            kind: read.kind,
            name: &line(&form.name),
            address: &line(&form.address),
            rspo: Some(form.rspo.trim()).filter(|rspo| !rspo.is_empty()),
            head: &read.head,
            since: read.since,
        };
        let school = self.office.found(&mut tx, &founding).await?;
        let membership = tx.add_member(school, self.person, Role::Administrator, Membership::Accepted).await?;
        let actor = Actor { person: Some(self.person), role: Some(self.role), token: self.token };
        tx.record(school, &actor, &Event::new("school.made", school)).await?;
        tx.record(school, &actor, &Event::new("staff.joined", membership).with("role", Role::Administrator)).await?;
        if let Some(once) = self.once {
            tx.keep_key(self.person, once, school.0).await?;
        }
        tx.commit(&actor, Event::new("school.added", school).with("school", founding.name)).await?;
        Ok(school)
    }
}
