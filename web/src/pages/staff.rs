//! The school's staff: who works here, inviting, ending a membership.

use askama::Template;
use axum::Form;
use i18n_embed_fl::fl;
use office::{
    Conflict, Refused,
    staff::{InviteStaff, StaffMember},
};
use school::{
    PersonId,
    person::{Membership, Role},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{Answer, asked_first, go, unprocessable};
use crate::{
    address::Path,
    forms::Errors,
    frame::Frame,
    once::OrDone,
    refusal::{conflict_sentence, page},
    visitor::Staff,
    words::Words,
};

#[derive(Template)]
#[template(path = "staff/list.html")]
struct ListPage {
    frame: Frame,
    members: Vec<Member>,
    form: InviteStaff,
    roles: Vec<(String, String)>,
    errors: Errors,
    /// What has to be confirmed first; usually nothing.
    question: String,
}

struct Member {
    id: Uuid,
    name: String,
    email: String,
    role: String,
    state: String,
    /// May it be ended? The only administrator stays.
    revocable: bool,
    enrolled: bool,
    /// May their second factor be taken away?
    resettable: bool,
    version: i64,
}

/// A role in words.
pub(crate) fn role_words(t: Words, role: Role) -> String {
    match role {
        Role::Head => fl!(t, "role-head"),
        Role::Secretary => fl!(t, "role-secretary"),
        Role::FormTeacher => fl!(t, "role-form-teacher"),
        Role::Administrator => fl!(t, "role-administrator"),
        Role::Photographer => fl!(t, "role-photographer"),
        Role::Guardian => fl!(t, "role-guardian"),
        Role::Pupil => fl!(t, "role-pupil"),
        Role::Operator => fl!(t, "role-operator"),
        Role::Inspector => fl!(t, "role-inspector"),
    }
}

/// The state of a membership in words.
pub(crate) fn membership_words(t: Words, state: Membership) -> String {
    match state {
        Membership::Invited => fl!(t, "membership-invited"),
        Membership::Accepted => fl!(t, "membership-accepted"),
        Membership::Declined => fl!(t, "membership-declined"),
        Membership::Revoked => fl!(t, "membership-revoked"),
    }
}

fn member(t: Words, member: StaffMember, reader: Option<PersonId>, administrators: usize) -> Member {
    let works = member.state == Membership::Accepted;
    let ended = matches!(member.state, Membership::Declined | Membership::Revoked);
    let irreplaceable = works && member.role == Role::Administrator && administrators < 2;
    Member {
        id: member.id,
        name: member.name,
        email: member.email,
        role: role_words(t, member.role),
        state: membership_words(t, member.state),
        revocable: !ended && !irreplaceable,
        enrolled: member.enrolled,
        resettable: member.enrolled && works && reader != Some(member.person),
        version: member.version,
    }
}

async fn list_page(staff: &Staff, form: InviteStaff, errors: Errors, question: String) -> Result<ListPage, Refused> {
    let t = staff.t();
    let reader = staff.guest.visitor.as_ref().map(|visitor| visitor.person);
    let all = staff.desk.staff_members().await?;
    let administers = |row: &&StaffMember| row.role == Role::Administrator && row.state == Membership::Accepted;
    let administrators = all.iter().filter(administers).count();
    let members = all.into_iter().map(|row| member(t, row, reader, administrators)).collect();
    let roles = [Role::Secretary, Role::Head, Role::FormTeacher, Role::Photographer, Role::Administrator];
    let roles = roles.iter().map(|role| (role.code().to_owned(), role_words(t, *role))).collect();
    let mut frame = staff.frame("staff").await?;
    frame.title_error = errors.any() || !question.is_empty();
    Ok(ListPage { frame, members, form, roles, errors, question })
}

/// Who works here.
pub async fn list(staff: Staff) -> Answer {
    let form = InviteStaff { role: Role::Secretary.code().to_owned(), ..InviteStaff::default() };
    Ok(page(&list_page(&staff, form, Errors::default(), String::new()).await?))
}

/// What the invitation's form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    given: String,
    surname: String,
    email: String,
    role: String,
    confirmed: String,
}

/// Invites.
pub async fn invite(staff: Staff, Form(typed): Form<Typed>) -> Answer {
    let Typed { given, surname, email, role, confirmed } = typed;
    let form = InviteStaff { given, surname, email, role, confirmed: !confirmed.is_empty() };
    match staff.desk.invite_staff(&form).await.or_done() {
        Ok(_) => Ok(go("/staff")),
        Err(Refused::Invalid(errors)) => {
            let errors = Errors::new(staff.t(), &errors);
            Ok(unprocessable(&list_page(&staff, form, errors, String::new()).await?))
        }
        Err(Refused::Conflict(conflict @ Conflict::AnotherName { .. })) => {
            let question = conflict_sentence(staff.t(), &conflict);
            Ok(asked_first(&list_page(&staff, form, Errors::default(), question).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Which version of a row a button is about.
#[derive(Deserialize)]
pub struct Version {
    pub(crate) version: i64,
}

/// Takes a colleague's second factor away, so that they set up a new one.
pub async fn reset_second_factor(staff: Staff, Path(id): Path<Uuid>, Form(form): Form<Version>) -> Answer {
    staff.desk.reset_second_factor(id, form.version).await.or_done()?;
    Ok(go("/staff"))
}

/// Ends a membership, at once.
pub async fn revoke(staff: Staff, Path(id): Path<Uuid>, Form(form): Form<Version>) -> Answer {
    staff.desk.revoke_staff(id, form.version).await.or_done()?;
    Ok(go("/staff"))
}
