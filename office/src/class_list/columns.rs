//! Which column holds what: shown, and chosen by a person.

use school::{
    ClassListId,
    class_list::{Field, Mapping, Profile},
    class_name::{ClassName, ClassNameError},
    event::Event,
    permission::Permission,
};

use super::{ChooseColumns, Columns, content::Content};
use crate::{
    StaffDesk,
    refused::{Conflict, FieldError, Problem, Refused},
};

/// Rows that are shown to choose by.
const SAMPLES: usize = 5;
/// The most characters of a remembered mapping's name.
const LONGEST_NAME: usize = 60;

impl StaffDesk {
    /// The columns of a draft with its first rows.
    ///
    /// # Errors
    /// If there is no such draft, or this desk may not manage pupils.
    pub async fn class_list_columns(&self, id: ClassListId) -> Result<Columns, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.look().await?;
        let facts = tx.class_list(id).await?;
        let content: Content = serde_json::from_slice(&tx.class_list_content(id).await?)?;
        let mapping = content.mapping()?;
        Ok(Columns {
            version: facts.version,
            lacks: mapping.lacks(),
            mapping,
            samples: content.rows.iter().take(SAMPLES).map(|row| row.cells.clone()).collect(),
            profiles: tx.class_list_profiles().await?,
            chosen: content.chosen,
            other_sheets: facts.has_workbook,
            form: content.form,
        })
    }

    /// Chooses what each column holds, and remembers it if wished.
    ///
    /// # Errors
    /// If something that is needed stands in no column (`columns`), the class is none (`class`), or the list changed.
    pub async fn choose_class_list_columns(
        &self,
        id: ClassListId,
        form: &ChooseColumns,
    ) -> Result<ClassListId, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.begin().await?;
        if tx.class_list(id).await?.version != form.version {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let mut content: Content = serde_json::from_slice(&tx.class_list_content(id).await?)?;
        let mapping = checked(&content.headings(), form)?;
        content.choose(&mapping);
        tx.save_class_list(id, form.version, &serde_json::to_vec(&content)?).await?;
        tx.forget_class_list_workbook(id).await?;
        let name = form.remember.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.chars().count() > LONGEST_NAME {
            return Err(FieldError::refuse("remember", Problem::TooLong));
        }
        if name.chars().any(char::is_control) {
            return Err(FieldError::refuse("remember", Problem::NotAName));
        }
        if !name.is_empty() {
            let profile = Profile { sheet: content.chosen_sheet(), ..mapping.profile(&name) };
            tx.keep_class_list_profile(&profile).await?;
        }
        tx.commit(Event::new("class_list.columns_chosen", id).with("columns", mapping.columns.len())).await?;
        Ok(id)
    }
}

fn checked(headings: &[String], form: &ChooseColumns) -> Result<Mapping, Refused> {
    let fields: Option<Vec<Field>> = form.columns.iter().map(|code| code.parse().ok()).collect();
    let fields = fields.filter(|fields| fields.len() == headings.len());
    let fields = fields.ok_or(FieldError::refuse("columns", Problem::NotOffered))?;
    let class = match ClassName::tidy(&form.class) {
        Ok(class) => Some(class),
        Err(ClassNameError::Empty) => None,
        Err(ClassNameError::TooLong) => return Err(FieldError::refuse("class", Problem::TooLong)),
        Err(ClassNameError::Characters) => return Err(FieldError::refuse("class", Problem::NotAClassName)),
    };
    let mapping = Mapping { columns: headings.iter().cloned().zip(fields).collect(), class };
    if mapping.lacks().is_empty() { Ok(mapping) } else { Err(FieldError::refuse("columns", Problem::Required)) }
}
