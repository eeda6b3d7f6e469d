//! Ending somebody's work at the school, at once.

use school::{
    PersonId,
    event::Event,
    permission::Permission,
    person::{Membership, Role},
};
use uuid::Uuid;

use crate::{
    desk::StaffDesk,
    refused::{Conflict, Refused},
    store::rows::word,
};

impl StaffDesk {
    /// Ends a membership. The person's sessions end at once, and so do the API tokens they made if they were an
    /// administrator; a form teacher's classes have none from then on. Views that they saved go with the last of their
    /// roles here.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; `Conflict::Changed`; `Conflict::LastAdministrator`, `Conflict::LastHead`.
    pub async fn revoke_staff(&self, id: Uuid, version: i64) -> Result<Uuid, Refused> {
        self.must(Permission::ManageStaff)?;
        self.must_be_proven()?;
        let mut tx = self.begin().await?;
        let row = tx.membership(id).await?;
        let (role, state, person): (Role, Membership, _) = (word(&row.role)?, word(&row.state)?, PersonId(row.person));
        if matches!(state, Membership::Declined | Membership::Revoked) || row.version != version {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let works = state == Membership::Accepted;
        let leaves_administration = works && role == Role::Administrator;
        let indispensable = match role {
            Role::Administrator => Some(Conflict::LastAdministrator),
            Role::Head => Some(Conflict::LastHead),
            _ => None,
        };
        if let Some(conflict) = indispensable.filter(|_| works)
            && tx.count_accepted(role).await? < 2
        {
            return Err(Refused::Conflict(conflict));
        }
        if !tx.set_membership(id, version, Membership::Revoked).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        tx.end_sessions(person).await?;
        tx.drop_saved_views(person).await?;
        if leaves_administration {
            for token in tx.revoke_tokens_of(person).await? {
                tx.record(&Event::new("token.revoked", token)).await?;
            }
        }
        if role == Role::FormTeacher {
            for (class, name) in tx.free_classes_of(person).await? {
                let event = Event::new("class.form_teacher_set", class).with("name", name);
                tx.record(&event.with("what", "no_form_teacher")).await?;
            }
        }
        tx.commit(Event::new("staff.revoked", id).with("role", role)).await?;
        Ok(id)
    }
}
