//! Classes: the list, and adding one to the school year of today.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
};
use i18n_embed_fl::fl;
use office::{
    FieldError, Problem, Refused,
    class::{AddClass, ClassRow},
};
use school::{ClassId, class_name::ClassName, permission::Permission, year::SchoolYear};
use serde::Deserialize;

use super::{Answer, go, photo::known, unprocessable};
use crate::{forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "classes/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<ClassRow>,
    /// The class that was just added.
    added: Option<String>,
    /// Was a form teacher just assigned?
    assigned: bool,
    may_add: bool,
    /// The form teachers to choose from, and nobody; empty if this desk does not assign them, or there is none.
    teachers: Vec<(String, String)>,
    name: String,
    errors: Errors,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct ListQuery {
    added: String,
    teacher: Option<String>,
}

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    name: String,
}

/// The classes to choose from: the newest school year's by name alone, older ones with their year.
pub(super) fn class_options(t: Words, classes: &[ClassRow]) -> Vec<(String, String)> {
    let newest = classes.first().map(|class| class.year.as_str()).unwrap_or_default();
    let text = |class: &ClassRow| {
        let (name, year) = (class.name.clone(), class.year.clone());
        if year == newest { name } else { fl!(t, "classes-of-year", name = name, year = year) }
    };
    classes.iter().map(|class| (class.id.to_string(), text(class))).collect()
}

async fn listed(staff: &Staff, added: &str, name: String, errors: Errors) -> Result<ListPage, Refused> {
    let rows = staff.desk.classes().await?;
    let added = rows.iter().find(|row| row.id.to_string() == added).map(|row| row.name.clone());
    let mut frame = staff.frame("pupils").await?;
    frame.title_error = errors.any();
    let may_add = staff.desk.may(Permission::ManagePupils);
    let teachers = if may_add { teachers(staff).await? } else { Vec::new() };
    Ok(ListPage { frame, rows, added, assigned: false, may_add, teachers, name, errors })
}

async fn teachers(staff: &Staff) -> Result<Vec<(String, String)>, Refused> {
    let known = staff.desk.form_teachers().await?;
    if known.is_empty() {
        return Ok(Vec::new());
    }
    let nobody = (String::new(), fl!(staff.t(), "classes-no-teacher"));
    let known = known.into_iter().map(|teacher| (teacher.membership.to_string(), teacher.name));
    Ok([nobody].into_iter().chain(known).collect())
}

/// What the form of a class's form teacher sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct TeacherTyped {
    teacher: String,
}

/// Gives a class to a form teacher, or to nobody.
pub async fn set_form_teacher(staff: Staff, Path(id): Path<String>, Form(typed): Form<TeacherTyped>) -> Answer {
    let class: ClassId = known(&id)?;
    let _: ClassId = staff.desk.set_form_teacher(class, &typed.teacher).await.or_done()?;
    Ok(go("/classes?teacher"))
}

/// The classes.
pub async fn list(staff: Staff, Query(query): Query<ListQuery>) -> Answer {
    let listed = listed(&staff, &query.added, String::new(), Errors::default()).await?;
    Ok(page(&ListPage { assigned: query.teacher.is_some(), ..listed }))
}

/// Adds a class.
pub async fn add(staff: Staff, Form(typed): Form<Typed>) -> Answer {
    match staff.desk.add_class(&AddClass { name: typed.name.clone() }).await.or_done() {
        Ok(id) => Ok(go(&format!("/classes?added={id}"))),
        Err(Refused::Invalid(errors)) => {
            let mut form = listed(&staff, "", typed.name, Errors::default()).await?;
            form.errors = told(&staff, &form, &errors);
            form.frame.title_error = form.errors.any();
            Ok(unprocessable(&form))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// What is wrong; a name that is taken is told with the class that has it, which may be spelled otherwise.
fn told(staff: &Staff, form: &ListPage, errors: &[FieldError]) -> Errors {
    let t = staff.t();
    let taken = errors.iter().any(|error| error.problem == Problem::Taken);
    let key = ClassName::new(&form.name).map(|name| name.key()).ok().filter(|_| taken);
    let year = SchoolYear::of(staff.desk.today()).label();
    let has_it = |row: &&ClassRow| row.year == year && ClassName::new(&row.name).map(|name| name.key()).ok() == key;
    match form.rows.iter().find(has_it) {
        Some(row) => Errors::one("name", fl!(t, "classes-taken", name = row.name.clone(), year = year)),
        None => Errors::labelled(t, errors, &[("name", fl!(t, "classes-name"))]),
    }
}
