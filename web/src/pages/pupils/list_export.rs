//! The list of pupils as a file.

use askama::Template;
use axum::{Form, extract::Query};
use i18n_embed_fl::fl;
use office::{
    FieldError, Problem, Refused,
    export::{ALONE, Export, Exported},
};
use school::{permission::Permission, pupil::Listed};
use serde::Deserialize;
use uuid::Uuid;

use super::listed_options;
use crate::{
    forms::Errors,
    frame::Frame,
    pages::{Answer, classes::class_options, exports::file, go, unprocessable},
    refusal::page,
    visitor::Staff,
};

#[derive(Template)]
#[template(path = "pupils/list_export.html")]
struct ExportPage {
    frame: Frame,
    classes: Vec<(String, String)>,
    states: Vec<(String, String)>,
    typed: Typed,
    /// May whole PESEL numbers be in it?
    may_reveal: bool,
    alone: usize,
    errors: Errors,
}

/// What is wanted, and why.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    class: String,
    /// Who stand so, a code of [`Listed`].
    state: String,
    /// With whole PESEL numbers, if anything.
    pesel: String,
    reason: String,
    /// `csv` (also if it is left out) or `xlsx`.
    format: String,
}

impl Typed {
    fn listed(&self) -> Listed {
        self.state.parse().unwrap_or(Listed::Attending)
    }

    /// What is to be in the file. A choice that is not understood has a sentence: else others would be in it.
    fn wanted(&self) -> Result<Export, Refused> {
        let wrong = |field, wrong: bool| wrong.then_some(FieldError { field, problem: Problem::NotOffered });
        let class = self.class.parse::<Uuid>().ok();
        let problems = [
            wrong("class", !self.class.is_empty() && class.is_none()),
            wrong("state", !self.state.is_empty() && self.state.parse::<Listed>().is_err()),
            wrong("format", !["", "csv", "xlsx"].contains(&self.format.as_str())),
        ];
        let problems: Vec<FieldError> = problems.into_iter().flatten().collect();
        if !problems.is_empty() {
            return Err(Refused::Invalid(problems));
        }
        Ok(Export::Pupils {
            class,
            listed: self.listed().code().to_owned(),
            pesel: !self.pesel.is_empty(),
            workbook: self.format == "xlsx",
        })
    }
}

async fn export_page(staff: &Staff, typed: Typed, errors: Errors) -> Result<ExportPage, Refused> {
    let t = staff.t();
    let everybody = (String::new(), fl!(t, "photos-class-all"));
    let classes = class_options(t, &staff.desk.classes().await?);
    let states = listed_options(t, typed.listed()).into_iter().map(|(code, text)| (code.to_owned(), text));
    let mut frame = staff.frame("pupils").await?;
    frame.title_error = errors.any();
    let classes = [everybody].into_iter().chain(classes).collect();
    let may_reveal = staff.desk.may(Permission::RevealPesel);
    Ok(ExportPage { frame, classes, states: states.collect(), typed, may_reveal, alone: ALONE, errors })
}

/// What can be in the file, and the question why it is wanted.
pub async fn list_export(staff: Staff, Query(typed): Query<Typed>) -> Answer {
    if !staff.desk.may(Permission::ExportPupils) {
        return Err(Refused::Forbidden.into());
    }
    Ok(page(&export_page(&staff, typed, Errors::default()).await?))
}

/// The file, or a request for it.
pub async fn take_list(staff: Staff, Form(typed): Form<Typed>) -> Answer {
    if !staff.desk.may(Permission::ExportPupils) {
        return Err(Refused::Forbidden.into());
    }
    let done = match typed.wanted() {
        Ok(wanted) => staff.desk.export(&wanted, &typed.reason).await.map(|exported| (exported, wanted)),
        Err(refused) => Err(refused),
    };
    match done {
        Ok((Exported::File(bytes), wanted)) => Ok(file(&wanted, bytes)),
        Ok((Exported::Waits(_), _)) => Ok(go("/exports")),
        Err(Refused::Invalid(errors)) => {
            let t = staff.t();
            let labels = [
                ("state", fl!(t, "pupils-listed")),
                ("reason", fl!(t, "export-reason")),
                ("format", fl!(t, "pupils-export")),
            ];
            let errors = Errors::labelled(t, &errors, &labels);
            Ok(unprocessable(&export_page(&staff, typed, errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_what_was_asked_for() {
        let wanted = |form: &str| serde_urlencoded::from_str::<Typed>(form).unwrap().wanted();
        for (form, field) in [("class=abc", "class"), ("state=bogus", "state"), ("format=zzz", "format")] {
            let Err(Refused::Invalid(problems)) = wanted(form) else { panic!("{form}") };
            assert_eq!(problems[0].field, field);
        }
        assert!(matches!(wanted("class=&format=xlsx"), Ok(Export::Pupils { class: None, workbook: true, .. })));
    }
}
