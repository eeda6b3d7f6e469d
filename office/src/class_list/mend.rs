//! Mending cells of a draft in place.

use school::{ClassListId, event::Event, permission::Permission};
use workshop::table::MOST_CHARACTERS;

use super::{Mend, content::Content};
use crate::{
    StaffDesk,
    refused::{Conflict, FieldError, Problem, Refused},
};

impl StaffDesk {
    /// Writes texts over cells; what they say is checked when the list is tried again.
    ///
    /// # Errors
    /// If there is no such row, a text is longer than any cell, or the list changed meanwhile.
    pub async fn mend_class_list(&self, id: ClassListId, version: i64, mends: &[Mend]) -> Result<ClassListId, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.begin().await?;
        if tx.class_list(id).await?.version != version {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let mut content: Content = serde_json::from_slice(&tx.class_list_content(id).await?)?;
        for mend in mends {
            if mend.text.chars().count() > MOST_CHARACTERS {
                return Err(FieldError::refuse("lines", Problem::TooLong));
            }
            if !mend.field.is_read() || !content.mend(mend.row, mend.field, mend.text.trim()) {
                return Err(Refused::NotFound);
            }
        }
        tx.save_class_list(id, version, &serde_json::to_vec(&content)?).await?;
        tx.commit(Event::new("class_list.mended", id).with("cells", mends.len())).await?;
        Ok(id)
    }
}
