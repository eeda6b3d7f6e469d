//! Several places of work: going from one to another, and making a further school of a group (*zespół*).

use askama::Template;
use axum::Form;
use i18n_embed_fl::fl;
use office::{Refused, installation::SchoolForm};
use school::{permission::Permission, school_kind::SchoolKind};
use serde::Deserialize;
use uuid::Uuid;

use super::{Answer, go, school_data::Typed, setup::kinds, staff::role_words, unprocessable};
use crate::{
    forms::Errors,
    frame::Frame,
    once::OrDone,
    refusal::page,
    visitor::{Member, Staff},
};

#[derive(Template)]
#[template(path = "places/list.html")]
struct PlacesPage {
    frame: Frame,
    rows: Vec<Row>,
    made: bool,
    may_make: bool,
}

struct Row {
    id: Uuid,
    name: String,
    role: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "places/new.html")]
struct NewPage {
    frame: Frame,
    form: SchoolForm,
    kinds: Vec<(String, String)>,
    errors: Errors,
}

/// Every place of work; the order does not depend on which is the current one.
pub async fn list(staff: Staff) -> Answer {
    let current = staff.places.first().map(|place| place.id);
    let mut rows: Vec<_> = staff
        .places
        .iter()
        .map(|place| Row {
            id: place.id,
            name: place.name.clone(),
            role: role_words(staff.t(), place.role),
            current: Some(place.id) == current,
        })
        .collect();
    rows.sort_by(|one, other| (&one.name, &one.role, one.id).cmp(&(&other.name, &other.role, other.id)));
    let (made, may_make) = (staff.guest.path.ends_with("?made"), staff.desk.may(Permission::ManageSchool));
    Ok(page(&PlacesPage { frame: staff.frame("places").await?, rows, made, may_make }))
}

/// Where somebody goes to work.
#[derive(Deserialize)]
pub struct Choice {
    place: Uuid,
}

/// Goes on at another place. Not through the door of the staff: a list of places is good at each of them.
pub async fn choose(member: Member, Form(choice): Form<Choice>) -> Answer {
    let session = member.guest.session.as_deref().ok_or(Refused::SignedOut)?;
    member.guest.app.office().choose_place(&member.visitor, session, choice.place).await?;
    Ok(go("/desk"))
}

async fn new_page(staff: &Staff, form: SchoolForm, errors: Errors) -> Result<NewPage, Refused> {
    let mut frame = staff.frame("school").await?;
    frame.title_error = errors.any();
    Ok(NewPage { frame, form, kinds: kinds(staff.t()), errors })
}

/// The form of a further school.
pub async fn new(staff: Staff) -> Answer {
    if !staff.desk.may(Permission::ManageSchool) {
        return Err(Refused::Forbidden.into());
    }
    let form = SchoolForm { kind: SchoolKind::Primary.code().to_owned(), ..SchoolForm::default() };
    Ok(page(&new_page(&staff, form, Errors::default()).await?))
}

/// Makes it.
pub async fn found(staff: Staff, Form(typed): Form<Typed>) -> Answer {
    let (form, _): (SchoolForm, i64) = typed.into();
    match staff.desk.found_school(&form).await.or_done() {
        Ok(_) => Ok(go("/places?made")),
        Err(Refused::Invalid(errors)) => {
            Ok(unprocessable(&new_page(&staff, form, Errors::new(staff.t(), &errors)).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}
