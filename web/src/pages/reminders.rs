//! Asking families for the photos that are missing: the letter is seen first; who has no e-mail address stands on a
//! list to be printed.

use askama::Template;
use axum::extract::Query;
use axum_extra::extract::Form;
use i18n_embed_fl::fl;
use office::{Refused, clock::polish_date, reminder::ToRemind};
use school::{ClassId, PupilId, permission::Permission};
use serde::Deserialize;

use super::{Answer, classes::class_options, go, unprocessable};
use crate::{formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "reminders/show.html")]
struct RemindersPage {
    frame: Frame,
    /// The classes to choose from; none for a form teacher.
    classes: Vec<(String, String)>,
    class: String,
    choice: Choice,
    sent: bool,
    errors: Errors,
}

/// Whose families can be asked, and with which words.
pub(super) struct Choice {
    pub(super) subject: String,
    pub(super) text: Vec<String>,
    /// Those who are asked by e-mail.
    pub(super) mail: Vec<Row>,
    /// Can any of them be asked now?
    pub(super) any_due: bool,
    /// Those who are asked on paper.
    pub(super) paper: Vec<Row>,
}

/// A pupil without a photo.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) class: String,
    /// When the family was asked last; empty if it was not.
    pub(super) last: String,
    pub(super) due: bool,
}

impl Choice {
    /// Does nobody lack a photo?
    pub(super) fn is_empty(&self) -> bool {
        self.mail.is_empty() && self.paper.is_empty()
    }
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Wanted {
    class: String,
    sent: Option<String>,
}

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    class: String,
    pupil: Vec<String>,
}

/// The address of this page, of one class or of all.
pub(super) fn address(class: Option<ClassId>) -> String {
    class.map_or_else(|| "/reminders".to_owned(), |class| format!("/reminders?class={class}"))
}

/// Who has no photo.
pub(super) async fn choice(staff: &Staff, class: Option<ClassId>) -> Result<Choice, Refused> {
    let t = staff.t();
    let found = staff.desk.reminders(class, staff.guest.language).await?;
    let (mail, paper): (Vec<ToRemind>, Vec<ToRemind>) = found.pupils.into_iter().partition(|pupil| pupil.by_mail);
    Ok(Choice {
        any_due: mail.iter().any(|pupil| pupil.due),
        mail: mail.into_iter().map(|pupil| row(t, pupil)).collect(),
        paper: paper.into_iter().map(|pupil| row(t, pupil)).collect(),
        subject: found.subject,
        text: found.text,
    })
}

fn row(t: Words, pupil: ToRemind) -> Row {
    let last = pupil.reminded_at.map(|at| formats::short_day(polish_date(at)));
    Row {
        id: pupil.id.to_string(),
        name: pupil.name,
        class: pupil.class,
        last: last.map(|day| fl!(t, "reminders-last", day = day)).unwrap_or_default(),
        due: pupil.due,
    }
}

async fn reminders_page(staff: &Staff, class: &str, sent: bool, errors: Errors) -> Result<RemindersPage, Refused> {
    let class: Option<ClassId> = class.parse().ok();
    let choice = choice(staff, class).await?;
    let classes = if staff.desk.may(Permission::SeePupils) {
        class_options(staff.t(), &staff.desk.classes().await?)
    } else {
        Vec::new()
    };
    let mut frame = staff.frame("photos").await?;
    frame.title_error = errors.any();
    let class = class.map(|class| class.to_string()).unwrap_or_default();
    Ok(RemindersPage { frame, classes, class, choice, sent, errors })
}

/// Who has no photo, and the letter.
pub async fn show(staff: Staff, Query(wanted): Query<Wanted>) -> Answer {
    Ok(page(&reminders_page(&staff, &wanted.class, wanted.sent.is_some(), Errors::default()).await?))
}

/// Asks the families of those who were chosen.
pub async fn send(staff: Staff, Form(typed): Form<Typed>) -> Answer {
    let sent: Result<PupilId, Refused> = staff.desk.remind(&typed.pupil).await.or_done();
    let class = typed.class.parse::<ClassId>().map(|class| format!("&class={class}")).unwrap_or_default();
    match sent {
        Ok(_) if !staff.desk.may(Permission::SeePupils) => Ok(go("/my-class?reminded")),
        Ok(_) => Ok(go(&format!("/reminders?sent{class}"))),
        Err(Refused::Invalid(errors)) => {
            let errors = Errors::new(staff.t(), &errors);
            Ok(unprocessable(&reminders_page(&staff, &typed.class, false, errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}
