//! Choosing which sheet of a workbook is read.

use school::{ClassListId, event::Event, permission::Permission};

use super::content::Content;
use crate::{
    StaffDesk,
    child::in_memory,
    refused::{Conflict, Refused},
};

impl StaffDesk {
    /// Reads another sheet of the workbook in place of the one that was read; `sheet` is its place among those that can
    /// be seen, from 0. What its columns hold is guessed anew.
    ///
    /// # Errors
    /// If it cannot be read ([`Refused::Table`]); `Conflict::Changed` if the list changed, or its columns were chosen
    /// meanwhile: then the workbook is not kept any more.
    pub async fn choose_class_list_sheet(
        &self,
        id: ClassListId,
        version: i64,
        sheet: usize,
    ) -> Result<ClassListId, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.look().await?;
        if let Some(once) = self.once {
            tx.must_be_new(self.person, once).await?; // once it was done, the list has another version
        }
        if tx.class_list(id).await?.version != version {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let workbook = tx.class_list_workbook(id).await?;
        let profiles = tx.class_list_profiles().await?;
        drop(tx);
        let table = self.read_class_list(in_memory(&workbook)?, Some(sheet)).await?;
        let content = Content::of(table, &profiles).map_err(Refused::Table)?;
        let lines = content.rows.len();
        let mut tx = self.begin().await?;
        tx.save_class_list(id, version, &serde_json::to_vec(&content)?).await?;
        tx.recount_class_list(id, lines).await?;
        tx.commit(Event::new("class_list.sheet_chosen", id).with("lines", lines)).await?;
        Ok(id)
    }
}
