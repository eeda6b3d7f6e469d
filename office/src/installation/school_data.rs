//! A school's own data: its name and address as on the cards, and who is its head.

use jiff::civil::Date;
use school::{SchoolId, event::Event, name::Name, permission::Permission};

use super::{SchoolData, SchoolForm, line, line_problem, name_problems, rspo_problem, since};
use crate::{
    desk::StaffDesk,
    refused::{Conflict, FieldError, Problem, Refused},
    store::{Tx, Within, installation::HeadRow, rows::day},
};

impl StaffDesk {
    /// The school's own data.
    ///
    /// # Errors
    /// `Forbidden` for a role that does not look after pupils.
    pub async fn school_data(&self) -> Result<SchoolData, Refused> {
        self.must(Permission::SeePupils)?;
        let mut tx = self.look().await?;
        let (row, heads) = (tx.school().await?, tx.heads().await?);
        let head = |head: HeadRow| {
            let until = head.until.as_deref().map(day).transpose()?;
            Ok((format!("{} {}", head.given, head.surname), day(&head.since)?, until))
        };
        Ok(SchoolData {
            id: self.school,
            kind: row.kind,
            name: row.name,
            address: row.address,
            rspo: row.rspo,
            heads: heads.into_iter().map(head).collect::<Result<_, Refused>>()?,
            version: row.version,
        })
    }

    /// Changes the school's own data; a head with a later first day succeeds the one before.
    ///
    /// # Errors
    /// `Forbidden`; `Invalid` fields named as in [`SchoolForm`]; `Conflict::Changed`.
    pub async fn change_school(&self, form: &SchoolForm, version: i64) -> Result<SchoolId, Refused> {
        self.must(Permission::ManageSchool)?;
        let (head, first_day) = read(form, self.today())?;
        let mut tx = self.begin().await?;
        let rspo = Some(form.rspo.trim()).filter(|rspo| !rspo.is_empty());
        if !tx.set_school(version, &line(&form.name), &line(&form.address), rspo).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        set_head(&mut tx, &head, first_day).await?;
        tx.commit(Event::new("school.changed", self.school)).await?;
        Ok(self.school)
    }
}

fn read(form: &SchoolForm, today: Date) -> Result<(Name, Date), Refused> {
    let mut problems = Vec::new();
    problems.extend(line_problem("name", &form.name));
    problems.extend(line_problem("address", &form.address));
    problems.extend(rspo_problem(&form.rspo));
    problems.extend(name_problems("head_given", "head_surname", &form.head_given, &form.head_surname));
    let since = since("head_since", &form.head_since, today);
    problems.extend(since.err());
    match (Name::new(&form.head_given, &form.head_surname), since) {
        (Ok(head), Ok(since)) if problems.is_empty() => Ok((head, since)),
        _ => Err(Refused::Invalid(problems)),
    }
}

/// The newest head becomes this one: succeeded from a later day on, corrected on the same day.
async fn set_head(tx: &mut Tx<Within>, head: &Name, first_day: Date) -> Result<(), Refused> {
    let Some(newest) = tx.heads().await?.into_iter().next() else { return tx.add_head(head, first_day).await };
    let since = day(&newest.since)?;
    if first_day < since {
        return Err(FieldError::refuse("head_since", Problem::DateOutOfRange));
    }
    if first_day == since {
        return tx.correct_head(newest.id, head).await;
    }
    if (head.given(), head.surname()) == (newest.given.as_str(), newest.surname.as_str()) {
        return Err(FieldError::refuse("head_since", Problem::DateOutOfRange));
    }
    tx.end_head(newest.id, first_day.yesterday().unwrap_or(first_day)).await?;
    tx.add_head(head, first_day).await
}
