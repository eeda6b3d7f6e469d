//! Letters with school access, for a class or for one pupil: choosing for whom, and the paper to print.

use askama::Template;
use axum::{Form, extract::Path};
use i18n_embed_fl::fl;
use office::{
    Refused,
    guardian::{LettersFor, MakeLetters},
};
use school::permission::Permission;
use serde::Deserialize;

use super::{
    Answer, pdf,
    photo::{class_text, known},
    unprocessable,
};
use crate::{forms::Errors, frame::Frame, refusal::page, visitor::Staff};

#[derive(Template)]
#[template(path = "school_letters/new.html")]
struct NewPage {
    frame: Frame,
    /// The page's address, to which the form goes.
    address: String,
    /// Where one came from, and what that is called.
    back: (String, String),
    /// For whom: a class, or a pupil with the class.
    whom: String,
    wanted: MakeLetters,
    errors: Errors,
    /// Letters were made when the form came before; they are not shown again.
    gone: bool,
}

/// What the form sends: what is ticked is not empty.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    for_pupils: String,
    for_guardians: String,
    for_second: String,
}

impl From<Typed> for MakeLetters {
    fn from(typed: Typed) -> Self {
        Self {
            pupil: !typed.for_pupils.is_empty(),
            guardian: !typed.for_guardians.is_empty(),
            second: !typed.for_second.is_empty(),
        }
    }
}

/// What is usually wanted.
const USUAL: MakeLetters = MakeLetters { pupil: true, guardian: true, second: false };

async fn form(staff: &Staff, whom: LettersFor, wanted: MakeLetters, errors: Errors) -> Result<NewPage, Refused> {
    if !staff.desk.may(Permission::ManagePupils) {
        return Err(Refused::Forbidden);
    }
    let t = staff.t();
    let (address, back, whom) = match whom {
        LettersFor::Class(id) => {
            let classes = staff.desk.classes().await?;
            let class = classes.into_iter().find(|class| class.id == id).ok_or(Refused::NotFound)?;
            let back = ("/classes".to_owned(), fl!(t, "classes-title"));
            (format!("/classes/{id}/letters"), back, class_text(t, &class.name))
        }
        LettersFor::Pupil(id) => {
            let record = staff.desk.pupil(id).await?;
            let name = record.name.full();
            let whom = format!("{name}, {}", class_text(t, &record.class));
            (format!("/pupils/{id}/letters"), (format!("/pupils/{id}"), name), whom)
        }
    };
    let mut frame = staff.frame("pupils").await?;
    frame.title_error = errors.any();
    frame.path.clone_from(&address);
    Ok(NewPage { frame, address, back, whom, wanted, errors, gone: false })
}

async fn made(staff: Staff, whom: LettersFor, typed: Typed) -> Answer {
    let wanted = MakeLetters::from(typed);
    match staff.desk.make_school_letters(whom, wanted).await {
        Ok(made) => Ok(pdf("legitka-listy.pdf", made.pdf)),
        Err(Refused::Invalid(_)) => {
            let errors = Errors::one("for_pupils", fl!(staff.t(), "school-letters-none"));
            Ok(unprocessable(&form(&staff, whom, wanted, errors).await?))
        }
        // sent twice: what was in the paper is stored nowhere, new letters can be made
        Err(Refused::Done(_)) => {
            let shown = form(&staff, whom, wanted, Errors::default()).await?;
            Ok(page(&NewPage { gone: true, ..shown }))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// The form for a class.
pub async fn of_class(staff: Staff, Path(id): Path<String>) -> Answer {
    Ok(page(&form(&staff, LettersFor::Class(known(&id)?), USUAL, Errors::default()).await?))
}

/// Makes the letters of a class.
pub async fn make_of_class(staff: Staff, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let whom = LettersFor::Class(known(&id)?);
    made(staff, whom, typed).await
}

/// The form for one pupil.
pub async fn of_pupil(staff: Staff, Path(id): Path<String>) -> Answer {
    Ok(page(&form(&staff, LettersFor::Pupil(known(&id)?), USUAL, Errors::default()).await?))
}

/// Makes the letters of one pupil.
pub async fn make_of_pupil(staff: Staff, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let whom = LettersFor::Pupil(known(&id)?);
    made(staff, whom, typed).await
}
