//! Adding a class.

use school::{
    ClassId,
    class_name::{ClassName, ClassNameError},
    event::Event,
    permission::Permission,
    year::SchoolYear,
};

use super::AddClass;
use crate::{
    StaffDesk,
    pupil::order::order_key,
    refused::{FieldError, Problem, Refused},
};

impl StaffDesk {
    /// Adds a class to the school year of today.
    ///
    /// # Errors
    /// If the name is empty, too long, not a name of a class, or that of a class there is, in any spelling: 1a is 1A.
    pub async fn add_class(&self, form: &AddClass) -> Result<ClassId, Refused> {
        self.must(Permission::ManagePupils)?;
        let name = ClassName::new(&form.name).map_err(|error| FieldError::refuse("name", problem(error)))?;
        let year = SchoolYear::of(self.today());
        let mut tx = self.begin().await?;
        let added = tx.add_class(year, &name, &order_key(name.as_str())?).await?;
        let id = added.ok_or(FieldError::refuse("name", Problem::Taken))?;
        tx.commit(Event::new("class.added", id).with("name", name).with("year", year)).await?;
        Ok(id)
    }
}

pub(super) fn problem(error: ClassNameError) -> Problem {
    match error {
        ClassNameError::Empty => Problem::Required,
        ClassNameError::TooLong => Problem::TooLong,
        ClassNameError::Characters => Problem::NotAClassName,
    }
}
