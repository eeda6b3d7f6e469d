//! Inviting a parent, a guardian or the pupil.

use school::{
    GuardianId, PupilId,
    email::{Email, EmailError},
    event::Event,
    guardian::{GuardianKind, GuardianScope},
    name::Name,
    permission::Permission,
};

use super::InviteGuardian;
use crate::{
    StaffDesk,
    person::{InvitedTo, invite_person},
    pupil::name_problem,
    refused::{FieldError, Problem, Refused},
};

impl StaffDesk {
    /// Invites somebody to be linked to a pupil; a letter with a link leaves. Whoever did not answer yet, or was
    /// linked once, is invited anew.
    ///
    /// # Errors
    /// With the fields that cannot be taken; `email` is taken if that person is linked already, `NotTheirOwn` and
    /// `OfAPupil` keep pupils' own accounts apart from everybody else's. `Conflict::AnotherName` until it is confirmed.
    pub async fn invite_guardian(&self, pupil: PupilId, form: &InviteGuardian) -> Result<GuardianId, Refused> {
        self.must(Permission::ManagePupils)?;
        let checked = Checked::of(form)?;
        let mut tx = self.begin().await?;
        tx.pupil(pupil).await?;
        let to = match checked.kind {
            GuardianKind::Pupil => InvitedTo::OwnAccount(pupil),
            GuardianKind::Parent | GuardianKind::Guardian => InvitedTo::Child(pupil),
        };
        let invited = invite_person(&mut tx, &checked.name, &checked.email, to).await?;
        let link =
            tx.invite_link(pupil, invited.person, checked.kind, checked.scope, invited.invited_as.as_deref()).await?;
        let link = link.ok_or(FieldError::refuse("email", Problem::Taken))?;
        let event = Event::new("guardian.invited", link).with("pupil", pupil);
        let event = event.with("kind", checked.kind).with("scope", checked.scope);
        tx.commit(invited.settled(form.confirmed, event)?).await?;
        self.office.wake();
        Ok(link)
    }
}

struct Checked {
    name: Name,
    email: Email,
    kind: GuardianKind,
    scope: GuardianScope,
}

impl Checked {
    fn of(form: &InviteGuardian) -> Result<Self, Refused> {
        let given = Name::new(&form.given, "X").map_err(name_problem);
        let surname = Name::new("X", &form.surname).map_err(name_problem);
        let email = form.email.parse::<Email>().map_err(|error| match error {
            EmailError::Empty => Problem::Required,
            EmailError::TooLong => Problem::TooLong,
            EmailError::At | EmailError::Local | EmailError::Domain => Problem::NotAnEmail,
        });
        let kind = form.kind.trim().parse::<GuardianKind>().map_err(|_| match form.kind.trim() {
            "" => Problem::Required,
            _ => Problem::NotOffered,
        });
        let scope = match form.scope.trim() {
            "" => Ok(GuardianScope::Full),
            code => code.parse().map_err(|_| Problem::NotOffered),
        };
        match (given, surname, email, kind, scope) {
            (Ok(given), Ok(surname), Ok(email), Ok(kind), Ok(scope)) => {
                let name = Name::new(given.given(), surname.surname())
                    .map_err(|error| FieldError::refuse("given", name_problem(error)))?;
                Ok(Self { name, email, kind, scope })
            }
            (given, surname, email, kind, scope) => Err(Refused::Invalid(
                [
                    ("given", given.err()),
                    ("surname", surname.err()),
                    ("email", email.err()),
                    ("kind", kind.err()),
                    ("scope", scope.err()),
                ]
                .into_iter()
                .filter_map(|(field, problem)| Some(FieldError { field, problem: problem? }))
                .collect(),
            )),
        }
    }
}
