//! Whose class is whose (*wychowawca*): assigned by the office, at the office's word alone.

use school::{ClassId, event::Event, permission::Permission};
use uuid::Uuid;

use super::FormTeacher;
use crate::{
    StaffDesk,
    refused::{FieldError, Problem, Refused},
};

impl StaffDesk {
    /// Everybody who works here as a form teacher, in the order in which they were invited.
    ///
    /// # Errors
    /// If this desk may not manage pupils.
    pub async fn form_teachers(&self) -> Result<Vec<FormTeacher>, Refused> {
        self.must(Permission::ManagePupils)?;
        self.look().await?.form_teachers().await
    }

    /// Gives a class to a form teacher, by the id of their membership; an empty one takes it from whoever has it. They
    /// see its pupils from their next request on.
    ///
    /// # Errors
    /// If there is no such class at this school; `Invalid` teacher if nobody works here as a form teacher under this id.
    pub async fn set_form_teacher(&self, class: ClassId, membership: &str) -> Result<ClassId, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.begin().await?;
        let name = tx.class_name(class).await?.ok_or(Refused::NotFound)?;
        let teacher = match membership.trim() {
            "" => None,
            id => {
                let teachers = tx.form_teachers().await?;
                let known = teachers.into_iter().find(|teacher| teacher.membership.to_string() == id);
                Some(known.ok_or_else(|| FieldError::refuse("teacher", Problem::NotOffered))?)
            }
        };
        tx.set_form_teacher(class, teacher.as_ref().map(|teacher| teacher.person)).await?;
        let event = Event::new("class.form_teacher_set", class).with("name", name);
        let membership: Option<Uuid> = teacher.map(|teacher| teacher.membership);
        tx.commit(match membership {
            Some(membership) => event.with("membership", membership),
            None => event.with("what", "no_form_teacher"),
        })
        .await?;
        Ok(class)
    }
}
