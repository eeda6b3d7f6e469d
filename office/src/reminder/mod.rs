//! Asking families for the photo that is missing (*przypomnienie*): seen first, then sent to those who have an e-mail
//! address; the others stand on a list to be printed. No family is asked twice within a day.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};
use school::{
    ClassId, PersonId, PupilId, event::Event, language::Language, name::Name, permission::Permission, person::Role,
};

use crate::{
    StaffDesk,
    mail::reminder_letter,
    message::{MessageKind, announce},
    refused::{Broken, Conflict, FieldError, Problem, Refused},
    store::{reminder::ToRemindColumns, rows::time},
};

/// How long a family is left alone after a reminder.
pub(crate) const ALONE: SignedDuration = SignedDuration::from_hours(24);

/// Who can be asked, and with which words.
#[derive(Clone, Debug)]
pub struct Reminders {
    /// Pupils who have no photo, by class and name.
    pub pupils: Vec<ToRemind>,
    /// The subject of the letter, as the first of them would get it.
    pub subject: String,
    /// Its paragraphs.
    pub text: Vec<String>,
}

/// A pupil without a photo.
#[derive(Clone, Debug)]
pub struct ToRemind {
    /// Which.
    pub id: PupilId,
    /// Surname first.
    pub name: String,
    /// The class's name.
    pub class: String,
    /// Has anybody of the family an e-mail address? If not, they stand on the printed list.
    pub by_mail: bool,
    /// When the family was asked last.
    pub reminded_at: Option<Timestamp>,
    /// Can it be asked now?
    pub due: bool,
}

impl StaffDesk {
    /// Who has no photo, in a class or anywhere; a form teacher sees the own classes. The letter is shown in this
    /// language; each family gets it in its own.
    ///
    /// # Errors
    /// If this desk may not remind anybody.
    pub async fn reminders(&self, class: Option<ClassId>, language: Language) -> Result<Reminders, Refused> {
        self.must_somewhere(Permission::RemindFamilies)?;
        let rows = self.look().await?.unreminded(class, self.own_classes_only()).await?;
        let pupil = rows.first().map(|row| Ok::<_, Broken>(name(row)?.short())).transpose()?.unwrap_or_default();
        let (subject, text) = reminder_letter(language, &pupil)?;
        let pupils = rows.iter().map(|row| self.to_remind(row)).collect::<Result<_, Broken>>()?;
        Ok(Reminders { pupils, subject, text })
    }

    /// Asks the families of those of the named pupils who still have no photo and were not asked within a day.
    /// Answers with one of them.
    ///
    /// # Errors
    /// `Invalid` field `pupils` if nobody is named; `Conflict` if nobody of them is to be asked any more.
    pub async fn remind(&self, pupils: &[String]) -> Result<PupilId, Refused> {
        self.must_somewhere(Permission::RemindFamilies)?;
        let wanted = pupils.iter().map(|id| id.parse()).collect::<Result<HashSet<PupilId>, _>>();
        let wanted = wanted.map_err(|_| FieldError::refuse("pupils", Problem::NotOffered))?;
        if wanted.is_empty() {
            return Err(FieldError::refuse("pupils", Problem::Required));
        }
        let mut tx = self.begin().await?;
        let rows = tx.unreminded(None, self.own_classes_only()).await?;
        let found = rows.iter().map(|row| self.to_remind(row)).collect::<Result<Vec<_>, Broken>>()?;
        let due = found.iter().filter(|pupil| pupil.due && pupil.by_mail && wanted.contains(&pupil.id));
        let due: Vec<PupilId> = due.map(|pupil| pupil.id).collect();
        let Some((last, others)) = due.split_last() else { return Err(Refused::Conflict(Conflict::Changed)) };
        for pupil in &due {
            announce(&mut tx, *pupil, MessageKind::PhotoReminder, pupil.0).await?;
        }
        let events: Vec<Event> = others.iter().map(|pupil| Event::new("pupil.reminded", *pupil)).collect();
        tx.record_all(&events).await?;
        tx.commit(Event::new("pupil.reminded", *last)).await?;
        Ok(*last)
    }

    /// Whose classes alone this desk is about; none if it is about the whole school.
    fn own_classes_only(&self) -> Option<PersonId> {
        (self.role == Role::FormTeacher).then_some(self.person)
    }

    fn to_remind(&self, row: &ToRemindColumns) -> Result<ToRemind, Broken> {
        let (name, reminded_at) = (name(row)?, row.reminded_at.map(time).transpose()?);
        Ok(ToRemind {
            id: row.pupil.into(),
            name: format!("{} {}", name.surname(), name.given()),
            class: row.class_name.clone(),
            by_mail: row.by_mail > 0,
            reminded_at,
            due: reminded_at.is_none_or(|at| at.duration_until(self.now) >= ALONE),
        })
    }
}

fn name(row: &ToRemindColumns) -> Result<Name, Broken> {
    Name::new(&row.given, &row.surname).map_err(|_| Broken::Inconsistent("a pupil's name"))
}
