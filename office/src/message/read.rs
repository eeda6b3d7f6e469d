//! Reading a message.

use school::{MessageId, event::Event, permission::Permission};

use crate::{FamilyDesk, refused::Refused};

impl FamilyDesk {
    /// Notes that a message was read; reading it again changes nothing.
    ///
    /// # Errors
    /// If it is to somebody else, or about a pupil to whom this person is not linked any more.
    pub async fn read_message(&self, id: MessageId) -> Result<MessageId, Refused> {
        let pupil = self.office.db().of_person(self.person).await?.message_pupil(id).await?;
        let link = self.child(pupil, Permission::ReadMessages).await?;
        let mut tx = self.change(&link).await?;
        if tx.read_message(id, self.person).await? {
            tx.commit(Event::new("message.read", id)).await?;
        }
        Ok(id)
    }
}
