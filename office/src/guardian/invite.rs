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
    person::{InvitedTo, add_on_paper, invite_person},
    pupil::named,
    refused::{Broken, FieldError, Problem, Refused},
    store::{Tx, Within},
};

impl StaffDesk {
    /// Invites somebody to be linked to a pupil; a letter with a link leaves. Whoever did not answer yet, or was
    /// linked once, is invited anew. For somebody without e-mail an account with a login of its own is prepared, and
    /// [`StaffDesk::guardian_letter`] makes the letter on paper.
    ///
    /// # Errors
    /// With the fields that cannot be taken; `email` is taken if that person is linked already, `NotTheirOwn` and
    /// `OfAPupil` keep pupils' own accounts apart from everybody else's. `Conflict::AnotherName` until it is confirmed.
    pub async fn invite_guardian(&self, pupil: PupilId, form: &InviteGuardian) -> Result<GuardianId, Refused> {
        self.must(Permission::ManagePupils)?;
        let checked = Checked::of(form)?;
        let mut tx = self.begin().await?;
        tx.pupil(pupil).await?;
        let Some(email) = &checked.email else { return self.prepare_on_paper(tx, pupil, &checked).await };
        let to = match checked.kind {
            GuardianKind::Pupil => InvitedTo::OwnAccount(pupil),
            GuardianKind::Parent | GuardianKind::Guardian => InvitedTo::Child(pupil),
        };
        let invited = invite_person(&mut tx, &checked.name, email, to).await?;
        let link =
            tx.invite_link(pupil, invited.person, checked.kind, checked.scope, invited.invited_as.as_deref()).await?;
        let link = link.ok_or(FieldError::refuse("email", Problem::Taken))?;
        let event = Event::new("guardian.invited", link).with("pupil", pupil);
        let event = event.with("kind", checked.kind).with("scope", checked.scope);
        tx.commit(invited.settled(form.confirmed, event)?).await?;
        self.office.wake();
        Ok(link)
    }

    async fn prepare_on_paper(
        &self,
        mut tx: Tx<Within>,
        pupil: PupilId,
        checked: &Checked,
    ) -> Result<GuardianId, Refused> {
        let person = add_on_paper(&mut tx, &checked.name).await?;
        let link = tx.invite_link(pupil, person, checked.kind, checked.scope, None).await?;
        let link = link.ok_or(Broken::Inconsistent("a new person who is linked already"))?;
        let event = Event::new("guardian.invited", link).with("pupil", pupil);
        let event = event.with("kind", checked.kind).with("scope", checked.scope);
        tx.commit(event.with("what", "on_paper")).await?;
        Ok(link)
    }
}

struct Checked {
    name: Name,
    /// None for who has none.
    email: Option<Email>,
    kind: GuardianKind,
    scope: GuardianScope,
}

impl Checked {
    fn of(form: &InviteGuardian) -> Result<Self, Refused> {
        let (name, mut problems) = named(&form.given, &form.surname);
        let email = match form.email.parse::<Email>() {
            Ok(email) => Ok(Some(email)),
            Err(EmailError::Empty) => Ok(None),
            Err(EmailError::TooLong) => Err(Problem::TooLong),
            Err(EmailError::At | EmailError::Local | EmailError::Domain) => Err(Problem::NotAnEmail),
        };
        let kind = form.kind.trim().parse::<GuardianKind>().map_err(|_| match form.kind.trim() {
            "" => Problem::Required,
            _ => Problem::NotOffered,
        });
        // whoever may do nothing is not invited: a court keeps away those who are there
        let scope = match form.scope.trim() {
            "" => Ok(GuardianScope::Full),
            code => code
                .parse::<GuardianScope>()
                .ok()
                .filter(|scope| *scope != GuardianScope::None)
                .ok_or(Problem::NotOffered),
        };
        match (name, email, kind, scope) {
            (Some(name), Ok(email), Ok(kind), Ok(scope)) => Ok(Self { name, email, kind, scope }),
            (_, email, kind, scope) => {
                let others = [("email", email.err()), ("kind", kind.err()), ("scope", scope.err())];
                let others =
                    others.into_iter().filter_map(|(field, problem)| Some(FieldError { field, problem: problem? }));
                problems.extend(others);
                Err(Refused::Invalid(problems))
            }
        }
    }
}
