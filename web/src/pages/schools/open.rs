//! Opening a school: its data, its head, and to whom the first invitation goes.

use askama::Template;
use axum::Form;
use i18n_embed_fl::fl;
use office::{
    Conflict, Refused,
    installation::{OpenSchool, SchoolForm},
};
use school::school_kind::SchoolKind;
use serde::Deserialize;

use super::super::{Answer, asked_first, go, setup::kinds, unprocessable};
use crate::{
    forms::Errors,
    frame::Frame,
    once::OrDone,
    refusal::{conflict_sentence, page},
    visitor::Operator,
};

#[derive(Template)]
#[template(path = "schools/new.html")]
struct NewPage {
    frame: Frame,
    form: OpenSchool,
    kinds: Vec<(String, String)>,
    errors: Errors,
    /// What has to be confirmed first; usually nothing.
    question: String,
}

fn new_page(operator: &Operator, form: OpenSchool, errors: Errors, question: String) -> NewPage {
    let mut frame = operator.frame("schools");
    frame.title_error = errors.any() || !question.is_empty();
    NewPage { frame, form, kinds: kinds(operator.t()), errors, question }
}

/// The form.
pub async fn new(operator: Operator) -> Answer {
    let school = SchoolForm { kind: SchoolKind::Primary.code().to_owned(), ..SchoolForm::default() };
    let form = OpenSchool { school, ..OpenSchool::default() };
    Ok(page(&new_page(&operator, form, Errors::default(), String::new())))
}

/// What it sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    kind: String,
    name: String,
    address: String,
    rspo: String,
    head_given: String,
    head_surname: String,
    head_since: String,
    given: String,
    surname: String,
    email: String,
    confirmed: String,
}

impl From<Typed> for OpenSchool {
    fn from(typed: Typed) -> Self {
        let Typed { kind, name, address, rspo, head_given, head_surname, head_since, .. } = typed;
        let account = String::new();
        Self {
            school: SchoolForm { kind, name, address, rspo, account, head_given, head_surname, head_since },
            given: typed.given,
            surname: typed.surname,
            email: typed.email,
            confirmed: !typed.confirmed.is_empty(),
        }
    }
}

/// Opens it.
pub async fn open(operator: Operator, Form(typed): Form<Typed>) -> Answer {
    let form: OpenSchool = typed.into();
    match operator.desk.open_school(&form).await.or_done() {
        Ok(_) => Ok(go("/schools?opened")),
        Err(Refused::Invalid(errors)) => {
            let errors = Errors::new(operator.t(), &errors);
            Ok(unprocessable(&new_page(&operator, form, errors, String::new())))
        }
        Err(Refused::Conflict(conflict @ Conflict::AnotherName { .. })) => {
            let question = conflict_sentence(operator.t(), &conflict);
            Ok(asked_first(&new_page(&operator, form, Errors::default(), question)))
        }
        Err(refused) => Err(refused.into()),
    }
}
