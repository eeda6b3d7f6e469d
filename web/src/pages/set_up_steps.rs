//! What is still to be set up, step by step. The first page at work shows the same until everything is there.

use askama::Template;
use axum::Form;
use i18n_embed_fl::fl;
use jiff::Timestamp;
use office::{
    Refused,
    installation::{SetUpStep, Standing},
};
use school::{permission::Permission, set_up::Step as Code};
use serde::Deserialize;

use super::{Answer, go};
use crate::{formats, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "set_up/show.html")]
struct StepsPage {
    frame: Frame,
    steps: Vec<Step>,
    /// Is nothing left to do?
    all: bool,
}

/// A step of setting up.
pub(super) struct Step {
    pub(super) code: Code,
    pub(super) done: bool,
    /// Is it neither done nor left out?
    pub(super) open: bool,
    /// Is it the one to take next?
    pub(super) now: bool,
    pub(super) text: String,
    /// Who takes it, or who left it out; empty if there is nothing to say.
    pub(super) note: String,
    /// Where it is taken; empty if another role takes it.
    pub(super) href: &'static str,
    /// Can it be left out here?
    pub(super) may_skip: bool,
    /// Can it be taken up here?
    pub(super) may_take_up: bool,
}

/// Every step as this member of staff sees it.
pub(super) async fn steps(staff: &Staff) -> Result<Vec<Step>, Refused> {
    let steps = staff.desk.set_up_steps().await?;
    Ok(steps.into_iter().map(|row| step(staff, &row)).collect())
}

/// Marks the step to take next: the first that this person can take, else the first of all.
pub(super) fn mark_next(steps: &mut [Step]) {
    let next = steps.iter().position(|step| step.open && !step.href.is_empty());
    let next = next.or_else(|| steps.iter().position(|step| step.open));
    if let Some(step) = next.and_then(|at| steps.get_mut(at)) {
        step.now = true;
    }
}

fn step(staff: &Staff, row: &SetUpStep) -> Step {
    let t = staff.t();
    let (permission, href) = way(row.step);
    let mine = staff.desk.may(permission);
    let (done, open) = (row.standing == Standing::Done, row.standing == Standing::Open);
    let note = match &row.standing {
        Standing::Skipped { by, at } => skipped(t, by, *at),
        Standing::Open if !mine => whose(t, row.step),
        Standing::Done | Standing::Open => String::new(),
    };
    let may_change = staff.desk.may(Permission::ManageSchool);
    Step {
        code: row.step,
        done,
        open,
        now: false,
        text: step_words(t, row.step),
        note,
        href: if mine { href } else { "" },
        may_skip: open && may_change && row.step.is_optional(),
        may_take_up: !done && !open && may_change,
    }
}

fn skipped(t: Words, by: &str, at: Timestamp) -> String {
    fl!(t, "set-up-skipped", by = by, day = formats::short_day(office::clock::polish_date(at)))
}

/// What a step is, as an order.
pub(super) fn step_words(t: Words, step: Code) -> String {
    match step {
        Code::SchoolData => fl!(t, "desk-step-school-data"),
        Code::Head => fl!(t, "desk-step-head"),
        Code::Mail => fl!(t, "desk-step-mail"),
        Code::Staff => fl!(t, "desk-step-staff"),
        Code::Class => fl!(t, "desk-step-class"),
        Code::Pupils => fl!(t, "desk-step-pupils"),
        Code::Families => fl!(t, "desk-step-families"),
        Code::Blanks => fl!(t, "desk-step-blanks"),
        Code::Texts => fl!(t, "desk-step-texts"),
    }
}

/// Who takes a step.
fn whose(t: Words, step: Code) -> String {
    match step {
        Code::Class => fl!(t, "desk-step-class-who"),
        Code::Pupils => fl!(t, "desk-step-pupils-who"),
        Code::Families => fl!(t, "desk-step-families-who"),
        Code::Blanks => fl!(t, "desk-step-blanks-who"),
        Code::SchoolData | Code::Head | Code::Mail | Code::Staff | Code::Texts => fl!(t, "desk-step-administrator-who"),
    }
}

/// Who may take a step, and where.
fn way(step: Code) -> (Permission, &'static str) {
    match step {
        Code::SchoolData | Code::Head => (Permission::ManageSchool, "/school"),
        Code::Mail => (Permission::ManageSchool, "/school/mail"),
        Code::Texts => (Permission::ManageSchool, "/school/texts"),
        Code::Staff => (Permission::ManageStaff, "/staff"),
        Code::Class => (Permission::ManagePupils, "/classes"),
        Code::Pupils => (Permission::ManagePupils, "/pupils/new"),
        Code::Families => (Permission::ManagePupils, "/pupils"),
        Code::Blanks => (Permission::ManageStock, "/stock"),
    }
}

/// The list.
pub async fn show(staff: Staff) -> Answer {
    let mut steps = steps(&staff).await?;
    mark_next(&mut steps);
    let all = !steps.iter().any(|step| step.open);
    Ok(page(&StepsPage { frame: staff.frame("school").await?, steps, all }))
}

/// Which step a button is about.
#[derive(Deserialize)]
pub struct Which {
    #[serde(default)]
    step: String,
}

/// Leaves a step out.
pub async fn skip(staff: Staff, Form(which): Form<Which>) -> Answer {
    staff.desk.skip_step(&which.step).await.or_done()?;
    Ok(go("/school/set-up"))
}

/// Takes a step after all that was left out.
pub async fn take_up(staff: Staff, Form(which): Form<Which>) -> Answer {
    staff.desk.take_step_up(&which.step).await.or_done()?;
    Ok(go("/school/set-up"))
}
