//! Inviting somebody to work at the school.

use school::{
    email::Email,
    event::Event,
    name::Name,
    permission::Permission,
    person::{Membership, Role},
};
use uuid::Uuid;

use super::InviteStaff;
use crate::{
    desk::StaffDesk,
    installation::{email_problem, name_problems},
    person::{Invited, InvitedTo, invite_person},
    refused::{Conflict, FieldError, Problem, Refused},
    store::{Tx, Within, membership::MembershipRow, rows::word},
};

/// Whoever is invited through a token stays when the token is revoked: hence nobody who makes tokens, or watches over
/// the others' work.
fn may_be_invited(role: Role, through_a_token: bool) -> bool {
    let watches = matches!(role, Role::Administrator | Role::Head);
    role.is_staff() && !(through_a_token && watches)
}

fn read(form: &InviteStaff, through_a_token: bool) -> Result<(Name, Email, Role), Refused> {
    let mut problems = name_problems("given", "surname", &form.given, &form.surname);
    let email = form.email.parse::<Email>();
    problems.extend(email.as_ref().err().map(|error| email_problem("email", error)));
    let role = form.role.parse::<Role>().ok().filter(|role| may_be_invited(*role, through_a_token));
    problems.extend(role.is_none().then_some(FieldError { field: "role", problem: Problem::NotOffered }));
    match (Name::new(&form.given, &form.surname), email, role) {
        (Ok(name), Ok(email), Some(role)) if problems.is_empty() => Ok((name, email, role)),
        _ => Err(Refused::Invalid(problems)),
    }
}

impl StaffDesk {
    /// Invites somebody to work here in a role, by letter. Who was invited before gets a new link and the old one is
    /// void; who was revoked may come back.
    ///
    /// # Errors
    /// `Forbidden`; `Invalid` fields named as in [`InviteStaff`], `WorksHere` if they do in this role, `OfAPupil` if it
    /// is a pupil's own account; `Conflict::AnotherName` until it is confirmed. Through a token nobody is invited as
    /// an administrator or a head.
    pub async fn invite_staff(&self, form: &InviteStaff) -> Result<Uuid, Refused> {
        self.must(Permission::ManageStaff)?;
        self.must_be_proven()?;
        let (name, email, role) = read(form, self.token.is_some())?;
        let mut tx = self.begin().await?;
        let invited = invite_person(&mut tx, &name, &email, InvitedTo::Work).await?;
        let id = match tx.membership_as(invited.person, role).await? {
            None => tx.invite_member(invited.person, role, invited.invited_as.as_deref()).await?,
            Some(row) => again(&mut tx, &row, &invited, role).await?,
        };
        let event = Event::new("staff.invited", id).with("role", role);
        tx.commit(invited.settled(form.confirmed, event)?).await?;
        self.office.wake();
        Ok(id)
    }
}

/// A membership that was there before waits for a yes again.
async fn again(tx: &mut Tx<Within>, row: &MembershipRow, invited: &Invited, role: Role) -> Result<Uuid, Refused> {
    if word::<Membership>(&row.state)? == Membership::Accepted {
        return Err(FieldError::refuse("email", Problem::WorksHere(role)));
    }
    if tx.invite_member_again(row.id, row.version, invited.invited_as.as_deref()).await? {
        Ok(row.id)
    } else {
        Err(Refused::Conflict(Conflict::Changed))
    }
}
