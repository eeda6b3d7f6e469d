//! What a family was told.

use school::permission::Permission;

use super::MessageRow;
use crate::{FamilyDesk, refused::Refused};

impl FamilyDesk {
    /// The messages about every linked pupil, newest first.
    ///
    /// # Errors
    /// If the office cannot answer.
    pub async fn messages(&self) -> Result<Vec<MessageRow>, Refused> {
        let mut messages = Vec::new();
        for link in self.links().await? {
            if link.permits(Permission::ReadMessages) {
                messages.extend(self.look(&link).await?.messages(self.person, link.pupil).await?);
            }
        }
        messages.sort_by_key(|message| std::cmp::Reverse((message.at, message.id)));
        Ok(messages)
    }

    /// How many of them are new.
    ///
    /// # Errors
    /// If the office cannot answer.
    pub async fn unread(&self) -> Result<u32, Refused> {
        self.office.db().of_person(self.person).await?.unread(self.today()).await
    }
}
