//! Adding a pupil by hand.

use askama::Template;
use axum::{Form, extract::Query};
use i18n_embed_fl::fl;
use office::{Refused, pupil::AddPupil};
use school::{PupilId, permission::Permission};
use serde::Deserialize;

use super::class_options;
use crate::{
    forms::Errors,
    frame::Frame,
    once::OrDone,
    pages::{Answer, go, unprocessable},
    refusal::page,
    visitor::Staff,
};

#[derive(Template)]
#[template(path = "pupils/new.html")]
struct NewPage {
    frame: Frame,
    typed: AddPupil,
    /// The first one says: choose.
    classes: Vec<(String, String)>,
    errors: Errors,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct NewQuery {
    class: String,
}

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    class: String,
    given: String,
    surname: String,
    born: String,
    pesel: String,
    document_name: String,
    document_number: String,
}

async fn form(staff: &Staff, typed: AddPupil, errors: Errors) -> Result<NewPage, Refused> {
    if !staff.desk.may(Permission::ManagePupils) {
        return Err(Refused::Forbidden);
    }
    let mut classes = class_options(staff.t(), &staff.desk.classes().await?);
    if !classes.is_empty() {
        classes.insert(0, (String::new(), fl!(staff.t(), "pupils-class-choose")));
    }
    let mut frame = staff.frame("pupils").await?;
    frame.title_error = errors.any();
    Ok(NewPage { frame, typed, classes, errors })
}

/// The form.
pub async fn new(staff: Staff, Query(query): Query<NewQuery>) -> Answer {
    Ok(page(&form(&staff, AddPupil { class: query.class, ..AddPupil::default() }, Errors::default()).await?))
}

/// Adds; the record then offers to invite the family and to go on with the next pupil of the class.
pub async fn add(staff: Staff, Form(typed): Form<Typed>) -> Answer {
    let Typed { class, given, surname, born, pesel, document_name, document_number } = typed;
    let typed = AddPupil { class, given, surname, born, pesel, document_name, document_number };
    match staff.desk.add_pupil(&typed).await.or_done() {
        Ok(PupilId(id)) => {
            let class = typed.class.trim().parse().map(|class: school::ClassId| class.to_string()).unwrap_or_default();
            Ok(go(&format!("/pupils/{id}?added={class}")))
        }
        Err(Refused::Invalid(errors)) => {
            Ok(unprocessable(&form(&staff, typed, Errors::new(staff.t(), &errors)).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}
