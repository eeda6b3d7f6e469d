//! The list of classes.

use school::{permission::Permission, year::SchoolYear};

use super::ClassRow;
use crate::{
    StaffDesk,
    refused::{Broken, Refused},
    store::rows::count,
};

impl StaffDesk {
    /// Every class with the number of those who attend it, the newest school year first.
    ///
    /// # Errors
    /// If this desk may not see pupils.
    pub async fn classes(&self) -> Result<Vec<ClassRow>, Refused> {
        self.must(Permission::SeePupils)?;
        let classes = self.look().await?.classes().await?;
        let row = |class: crate::store::class::ClassCount| {
            let year = i16::try_from(class.year).map_err(|_| Broken::Inconsistent("a school year"))?;
            let (year, pupils) = (SchoolYear(year).label(), count(class.pupils)?);
            Ok(ClassRow {
                id: class.id.into(),
                name: class.name,
                year,
                pupils,
                teacher: class.teacher,
                teacher_name: class.teacher_name,
            })
        };
        classes.into_iter().map(row).collect()
    }
}
