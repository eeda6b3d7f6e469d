//! A form teacher's own classes: who is there, and where their photos stand. No PESEL, no birthday, no family.

#[cfg(test)]
mod tests;

use school::{
    guardian::Relation,
    permission::{Permission, allows},
    person::{Membership, Role},
    pupil::Listed,
    year::SchoolYear,
};

use super::{OwnClass, OwnPupil};
use crate::{
    StaffDesk,
    pupil::PupilFilter,
    refused::{Broken, Refused},
};

impl StaffDesk {
    /// The classes of this form teacher in the school year of today and later, and those of an earlier one that was not
    /// turned yet, with everybody who attends them.
    ///
    /// # Errors
    /// `Forbidden` for every other role: they have the lists of the whole school, or none.
    pub async fn own_classes(&self) -> Result<Vec<OwnClass>, Refused> {
        let relation = Relation::OwnClass { decides: false };
        if self.role != Role::FormTeacher || !allows(self.role, Membership::Accepted, relation, Permission::SeePupils) {
            return Err(Refused::Forbidden);
        }
        let mut tx = self.look().await?;
        let rows = tx.classes_of(self.person, SchoolYear::of(self.today())).await?;
        let mut waiting = tx.waiting_of(self.person).await?;
        drop(tx);
        let mut classes = Vec::with_capacity(rows.len());
        for (id, name, year) in rows {
            let filter =
                PupilFilter { class: Some(id.into()), listed: Some(Listed::Attending), ..PupilFilter::default() };
            let year = i16::try_from(year).map_err(|_| Broken::Inconsistent("a school year"))?;
            let pupils = self.rows_of(&filter).await?.into_iter().map(|row| OwnPupil {
                id: row.id,
                name: row.name,
                photo: row.photo,
                waiting: waiting.remove(&row.id.0),
            });
            classes.push(OwnClass { id: id.into(), name, year: SchoolYear(year).label(), pupils: pupils.collect() });
        }
        Ok(classes)
    }
}
