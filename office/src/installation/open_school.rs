//! A school opened by whoever runs the installation. Its head is named and its first administrator invited; what they
//! do there is theirs.

use std::sync::Arc;

use school::{SchoolId, email::Email, event::Event, name::Name, person::Role};

use super::{
    SchoolForm, email_problem, line, name_problems,
    school_data::{self, read},
    set_up::Founding,
};
use crate::{
    desk::OperatorDesk,
    person::{InvitedTo, invite_person},
    refused::Refused,
    store::{Within, audit::INSTALLATION},
};

/// A school to open, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct OpenSchool {
    /// The school and its head; it has no bank account yet.
    pub school: SchoolForm,
    /// The first administrator's given names.
    pub given: String,
    /// The first administrator's surname.
    pub surname: String,
    /// The first administrator's e-mail, to which the invitation goes.
    pub email: String,
    /// The address is right although it belongs to an account under another name.
    pub confirmed: bool,
}

impl OperatorDesk {
    /// Makes a school with its head and invites its first administrator.
    ///
    /// # Errors
    /// `StepUp`; `Invalid` fields named as in [`OpenSchool`] and [`SchoolForm`], email `OfAnOperator`;
    /// `Conflict::AnotherName` until it is confirmed.
    pub async fn open_school(&self, form: &OpenSchool) -> Result<SchoolId, Refused> {
        self.must_be_proven()?;
        let (read, name, email) = read_all(self, form)?;
        let mut tx = self.begin().await?;
        let founding = Founding {
            kind: read.kind,
            name: &line(&form.school.name),
            address: &line(&form.school.address),
            rspo: Some(form.school.rspo.trim()).filter(|rspo| !rspo.is_empty()),
            head: &read.head,
            since: read.since,
        };
        let school = self.office.found(&mut tx, &founding).await?;
        let actor = self.actor();
        let added = Event::new("school.added", school).with("school", founding.name);
        tx.record(INSTALLATION, &actor, &added).await?;
        let wrapped = tx.data_key(school).await?.ok_or(Refused::NotFound)?;
        let key = Arc::new(self.office.master().school_key(school.0.as_bytes(), &wrapped)?);
        let mut tx = tx.enter(Within { school, key, actor, now: self.now, once: self.once }).await?;
        let invited = invite_person(&mut tx, &name, &email, InvitedTo::Work).await?;
        let id = tx.invite_member(invited.person, Role::Administrator, invited.invited_as.as_deref()).await?;
        let event = Event::new("staff.invited", id).with("role", Role::Administrator);
        tx.record(&invited.settled(form.confirmed, event)?).await?;
        tx.commit(Event::new("school.made", school)).await?;
        self.office.wake();
        Ok(school)
    }
}

/// The whole form, or all that is wrong with it.
fn read_all(desk: &OperatorDesk, form: &OpenSchool) -> Result<(school_data::Read, Name, Email), Refused> {
    let (school, mut problems) = match read(&form.school, desk.today()) {
        Ok(school) => (Some(school), Vec::new()),
        Err(Refused::Invalid(problems)) => (None, problems),
        Err(refused) => return Err(refused),
    };
    problems.extend(name_problems("given", "surname", &form.given, &form.surname));
    let email = form.email.parse::<Email>();
    problems.extend(email.as_ref().err().map(|error| email_problem("email", error)));
    match (school, Name::new(&form.given, &form.surname), email) {
        (Some(school), Ok(name), Ok(email)) if problems.is_empty() => Ok((school, name, email)),
        _ => Err(Refused::Invalid(problems)),
    }
}
