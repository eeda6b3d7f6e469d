//! Uploading a class list.

use std::fs::File;

use school::{ClassListId, event::Event, permission::Permission};
use workshop::table::TableFault;

use super::content::Content;
use crate::{StaffDesk, child::ChildFault, refused::Refused, store::rows::new_id};

impl StaffDesk {
    /// Takes a table in as a draft, read by the confined child. Nothing about any pupil changes.
    ///
    /// # Errors
    /// If it cannot be read ([`Refused::Table`]), or this desk may not manage pupils.
    pub async fn upload_class_list(&self, file: File) -> Result<ClassListId, Refused> {
        self.must(Permission::ManagePupils)?;
        let read = self.office.workshop().read_table(file).await.map_err(|fault| match fault {
            // a table that kills its reader is, for the school, one that cannot be read
            ChildFault::Died(_) => Refused::Table(TableFault::Damaged),
            other => other.into(),
        })?;
        let table = read.map_err(Refused::Table)?;
        let mut tx = self.begin().await?;
        let profiles = tx.class_list_profiles().await?;
        let content = Content::of(table, &profiles).map_err(Refused::Table)?;
        let (id, lines) = (ClassListId(new_id()), content.rows.len());
        tx.add_class_list(id, lines, &serde_json::to_vec(&content)?).await?;
        tx.commit(Event::new("class_list.uploaded", id).with("lines", lines)).await?;
        Ok(id)
    }
}
