//! A family ends its own link.

use school::{PupilId, event::Event, permission::Permission};

use crate::{
    FamilyDesk,
    desk::{Office, Once, Visitor},
    refused::{Conflict, Refused},
    store::Mode,
};

impl Office {
    /// Ends the visitor's own link to a pupil, at once. The school sees it, and what was sent stays with the school;
    /// who wants to come back needs another letter or invitation. Not at the family's desk: with the last link that is
    /// gone.
    ///
    /// # Errors
    /// If there is no such link, or a court keeps the visitor away: that stays written down.
    pub async fn unlink(&self, visitor: &Visitor, pupil: PupilId, once: Option<Once>) -> Result<PupilId, Refused> {
        let person = visitor.person;
        if let Some(once) = once {
            let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
            tx.must_be_new(person, once).await?; // once it was done, there is no link to be found
        }
        let desk = FamilyDesk { office: self.clone(), person, now: self.now(), once };
        let link = desk.child(pupil, Permission::SeeOwnPhoto).await?;
        let mut tx = desk.begin(&link).await?;
        if !tx.leave_link(&link, person).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        tx.commit(Event::new("guardian.left", pupil).with("link", link.id)).await?;
        Ok(pupil)
    }
}
