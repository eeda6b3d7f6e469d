//! Adding a class.

use school::{ClassId, event::Event, permission::Permission, year::SchoolYear};

use super::AddClass;
use crate::{
    StaffDesk,
    pupil::order::order_key,
    refused::{FieldError, Problem, Refused},
};

/// The most characters of a name.
const MOST: usize = 12;

impl StaffDesk {
    /// Adds a class to the school year of today.
    ///
    /// # Errors
    /// If the name is empty, too long, not a name of a class, or taken.
    pub async fn add_class(&self, form: &AddClass) -> Result<ClassId, Refused> {
        self.must(Permission::ManagePupils)?;
        let name = class_name(&form.name).map_err(|problem| FieldError::refuse("name", problem))?;
        let year = SchoolYear::of(self.today());
        let mut tx = self.begin().await?;
        let added = tx.add_class(year, &name, &order_key(&name)?).await?;
        let id = added.ok_or(FieldError::refuse("name", Problem::Taken))?;
        tx.commit(Event::new("class.added", id).with("name", name).with("year", year)).await?;
        Ok(id)
    }
}

/// 1 to 12 letters, digits, spaces or hyphens; outer spaces go, inner ones collapse.
fn class_name(text: &str) -> Result<String, Problem> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(Problem::Required),
        length if length > MOST => Err(Problem::TooLong),
        _ if name.chars().any(|c| !c.is_alphanumeric() && c != ' ' && c != '-') => Err(Problem::NotAName),
        _ => Ok(name),
    }
}
