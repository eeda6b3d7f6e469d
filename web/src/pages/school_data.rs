//! The school's own data: name and address as on the cards, and the head.

use askama::Template;
use axum::Form;
use i18n_embed_fl::fl;
use office::{
    Refused,
    installation::{SchoolData, SchoolForm},
};
use school::{SchoolId, permission::Permission};
use serde::Deserialize;

use super::{Answer, go, unprocessable};
use crate::{formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff};

#[derive(Template)]
#[template(path = "school_data/show.html")]
struct SchoolPage {
    frame: Frame,
    form: SchoolForm,
    heads: Vec<(String, String, Option<String>)>,
    errors: Errors,
    version: i64,
    changed: bool,
    may_change: bool,
    /// Do form teachers decide on the photos of their own classes?
    form_teachers_review: bool,
}

async fn school_page(staff: &Staff, form: Option<(SchoolForm, i64)>, errors: Errors) -> Result<SchoolPage, Refused> {
    let data = staff.desk.school_data().await?;
    let heads = data
        .heads
        .iter()
        .map(|(name, since, until)| (name.clone(), formats::short_day(*since), until.map(formats::short_day)))
        .collect();
    let (form, version) = form.unwrap_or_else(|| (as_typed(&data), data.version));
    let mut frame = staff.frame("school").await?;
    frame.title_error = errors.any();
    let changed = staff.guest.path.ends_with("?changed");
    let may_change = staff.desk.may(Permission::ManageSchool);
    let form_teachers_review = staff.desk.form_teachers_review().await?;
    Ok(SchoolPage { frame, form, heads, errors, version, changed, may_change, form_teachers_review })
}

fn as_typed(data: &SchoolData) -> SchoolForm {
    let (head, since) = data.heads.first().map(|head| (head.0.clone(), head.1.to_string())).unwrap_or_default();
    let (given, surname) = head.rsplit_once(' ').unwrap_or(("", &head));
    SchoolForm {
        name: data.name.clone(),
        address: data.address.clone(),
        rspo: data.rspo.clone().unwrap_or_default(),
        head_given: given.to_owned(),
        head_surname: surname.to_owned(),
        head_since: since,
    }
}

/// The data, ready to be changed.
pub async fn show(staff: Staff) -> Answer {
    Ok(page(&school_page(&staff, None, Errors::default()).await?))
}

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    name: String,
    address: String,
    rspo: String,
    head_given: String,
    head_surname: String,
    head_since: String,
    version: i64,
}

/// Changes them.
pub async fn change(staff: Staff, Form(typed): Form<Typed>) -> Answer {
    let Typed { name, address, rspo, head_given, head_surname, head_since, version } = typed;
    let form = SchoolForm { name, address, rspo, head_given, head_surname, head_since };
    match staff.desk.change_school(&form, version).await.or_done() {
        Ok(_) => Ok(go("/school?changed")),
        Err(Refused::Invalid(errors)) => {
            Ok(unprocessable(&school_page(&staff, Some((form, version)), Errors::new(staff.t(), &errors)).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// What the form about form teachers sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct FormTeachers {
    review: String,
}

/// Lets form teachers decide on the photos of their own classes, or no longer.
pub async fn let_form_teachers_review(staff: Staff, Form(typed): Form<FormTeachers>) -> Answer {
    let _: SchoolId = staff.desk.let_form_teachers_review(!typed.review.is_empty()).await.or_done()?;
    Ok(go("/school?changed"))
}
