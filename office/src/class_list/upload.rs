//! Uploading a class list.

use std::{
    fs::File,
    io::{self, Read, Seek},
};

use school::{ClassListId, class_list::Profile, event::Event, permission::Permission};
use tokio::task::spawn_blocking;
use workshop::table::{Form, Table, TableFault};

use super::content::Content;
use crate::{
    StaffDesk,
    child::{ChildFault, in_memory},
    refused::Refused,
    store::rows::new_id,
};

impl StaffDesk {
    /// Takes a table in as a draft, read by the confined child. Nothing about any pupil changes. Of a workbook the sheet
    /// is read that was remembered, else the first with something in it; as long as the columns are not chosen, another.
    ///
    /// # Errors
    /// If it cannot be read ([`Refused::Table`]), or this desk may not manage pupils.
    pub async fn upload_class_list(&self, file: File) -> Result<ClassListId, Refused> {
        self.must(Permission::ManagePupils)?;
        let profiles = self.look().await?.class_list_profiles().await?;
        let again = file.try_clone()?;
        let mut table = self.read_class_list(file, None).await?;
        let workbook = if has_several_sheets(&table.form) { Some(whole(again).await?) } else { None };
        if let (Some(bytes), Some(sheet)) = (&workbook, remembered(&table.form, &profiles)) {
            table = self.read_class_list(in_memory(bytes)?, Some(sheet)).await?;
        }
        let content = Content::of(table, &profiles).map_err(Refused::Table)?;
        let (id, lines) = (ClassListId(new_id()), content.rows.len());
        let mut tx = self.begin().await?;
        tx.add_class_list(id, lines, &serde_json::to_vec(&content)?, workbook.as_deref()).await?;
        tx.commit(Event::new("class_list.uploaded", id).with("lines", lines)).await?;
        Ok(id)
    }

    /// Has a table read by the confined child.
    pub(crate) async fn read_class_list(&self, file: File, sheet: Option<usize>) -> Result<Table, Refused> {
        let read = self.office.workshop().read_table(file, sheet).await.map_err(|fault| match fault {
            // a table that kills its reader is, for the school, one that cannot be read
            ChildFault::Died(_) => Refused::Table(TableFault::Damaged),
            other => other.into(),
        })?;
        read.map_err(Refused::Table)
    }
}

fn has_several_sheets(form: &Form) -> bool {
    matches!(form, Form::Workbook { sheets, .. } if sheets.len() > 1)
}

/// The place of the sheet that was chosen of an earlier workbook like this, if it is another than the one that was read.
fn remembered(form: &Form, profiles: &[Profile]) -> Option<usize> {
    let Form::Workbook { sheets, sheet } = form else { return None };
    let mut wanted = profiles.iter().filter_map(|profile| profile.sheet.as_ref());
    let found = wanted.find_map(|wanted| sheets.iter().position(|name| name == wanted));
    found.filter(|found| found != sheet)
}

/// The whole file: it was read within its limits before.
async fn whole(mut file: File) -> Result<Vec<u8>, Refused> {
    let read = spawn_blocking(move || {
        let mut bytes = Vec::new();
        file.rewind()?;
        file.read_to_end(&mut bytes)?;
        Ok::<_, io::Error>(bytes)
    });
    Ok(read.await.map_err(io::Error::other)??)
}
