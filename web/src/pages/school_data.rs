//! The school's own data: what stands on its cards, who heads it, where its numbers go on.

use askama::Template;
use axum::Form;
use i18n_embed_fl::fl;
use office::{
    Conflict, Refused,
    installation::{CardLook, NumberSeries, SchoolData, SchoolForm, StartNumbers},
};
use school::{SchoolId, permission::Permission};
use serde::Deserialize;

use super::{
    Answer, go, overtaken,
    setup::{kind_words, kinds},
    unprocessable,
};
use crate::{formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "school_data/show.html")]
struct SchoolPage {
    frame: Frame,
    form: SchoolForm,
    kinds: Vec<(String, String)>,
    /// The kind in words, for those who may not change it.
    kind: String,
    heads: Vec<(String, String, Option<String>)>,
    look: Look,
    /// Each year that is open, and its next number.
    numbers: Vec<(String, String)>,
    years: Vec<(String, String)>,
    start: StartNumbers,
    errors: Errors,
    version: i64,
    changed: bool,
    may_change: bool,
    /// Was the logo set or removed just now?
    logo_changed: bool,
    /// Do form teachers decide on the photos of their own classes?
    form_teachers_review: bool,
    /// Does whoever checks an ID see the photo?
    check_shows_photo: bool,
}

/// A card of the school.
#[derive(Default)]
struct Look {
    /// The picture; empty if none can be drawn.
    svg: String,
    template: String,
    /// Why none can be drawn; empty if one is.
    warning: String,
    /// Does it show what is typed and not saved?
    unsaved: bool,
}

/// What the page holds beside what is stored.
#[derive(Default)]
struct Typing {
    form: Option<(SchoolForm, i64)>,
    start: Option<StartNumbers>,
    look: Option<CardLook>,
    errors: Errors,
}

async fn school_page(staff: &Staff, typing: Typing) -> Result<SchoolPage, Refused> {
    let t = staff.t();
    let data = staff.desk.school_data().await?;
    let series = staff.desk.number_series().await?;
    let untouched = typing.form.is_none() && typing.start.is_none();
    let look = match typing.look {
        Some(typed) => Look { unsaved: true, ..look(t, typed) },
        None => look(t, staff.desk.card_look().await?),
    };
    let heads = data.heads.iter();
    let heads =
        heads.map(|(name, since, until)| (name.clone(), formats::short_day(*since), until.map(formats::short_day)));
    let (form, version) = typing.form.unwrap_or_else(|| (as_typed(&data), data.version));
    let mut frame = staff.frame("school").await?;
    frame.title_error = typing.errors.any();
    Ok(SchoolPage {
        frame,
        kinds: kinds(t),
        kind: data.kind.parse().map(|kind| kind_words(t, kind)).unwrap_or_default(),
        heads: heads.collect(),
        form,
        look,
        numbers: series.iter().map(|series| (series.next.year.to_string(), series.next.to_string())).collect(),
        years: series.iter().map(|series| (series.next.year.to_string(), series.next.year.to_string())).collect(),
        start: typing.start.unwrap_or_else(|| next_number(&series)),
        errors: typing.errors,
        version,
        changed: untouched && staff.guest.path.ends_with("?changed"),
        logo_changed: untouched && staff.guest.path.ends_with("?logo"),
        may_change: staff.desk.may(Permission::ManageSchool),
        form_teachers_review: staff.desk.form_teachers_review().await?,
        check_shows_photo: staff.desk.check_shows_photo().await?,
    })
}

/// The form with what is stored.
pub(super) fn as_typed(data: &SchoolData) -> SchoolForm {
    let (head, since) = data.heads.first().map(|head| (head.0.clone(), head.1.to_string())).unwrap_or_default();
    let (given, surname) = head.rsplit_once(' ').unwrap_or(("", &head));
    SchoolForm {
        kind: data.kind.clone(),
        name: data.name.clone(),
        address: data.address.clone(),
        rspo: data.rspo.clone().unwrap_or_default(),
        account: data.account.clone().unwrap_or_default(),
        head_given: given.to_owned(),
        head_surname: surname.to_owned(),
        head_since: since,
    }
}

fn next_number(series: &[NumberSeries]) -> StartNumbers {
    let next = series.first().map(|series| series.next);
    StartNumbers {
        year: next.map(|number| number.year.to_string()).unwrap_or_default(),
        first: next.map(|number| number.serial.to_string()).unwrap_or_default(),
    }
}

fn look(t: Words, look: CardLook) -> Look {
    let warned = |warning| Look { warning, ..Look::default() };
    match look {
        CardLook::Drawn { svg, template } => Look { svg, template, ..Look::default() },
        CardLook::NoRoom { head: true } => warned(fl!(t, "school-data-no-room-head")),
        CardLook::NoRoom { head: false } => warned(fl!(t, "school-data-no-room-school")),
        CardLook::NoTemplate => warned(fl!(t, "school-data-no-template")),
    }
}

/// The data, ready to be changed.
pub async fn show(staff: Staff) -> Answer {
    Ok(page(&school_page(&staff, Typing::default()).await?))
}

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    kind: String,
    name: String,
    address: String,
    rspo: String,
    account: String,
    head_given: String,
    head_surname: String,
    head_since: String,
    version: i64,
}

impl From<Typed> for (SchoolForm, i64) {
    fn from(typed: Typed) -> Self {
        let Typed { kind, name, address, rspo, account, head_given, head_surname, head_since, version } = typed;
        (SchoolForm { kind, name, address, rspo, account, head_given, head_surname, head_since }, version)
    }
}

/// Changes them.
pub async fn change(staff: Staff, Form(typed): Form<Typed>) -> Answer {
    let (form, version): (SchoolForm, i64) = typed.into();
    match staff.desk.change_school(&form, version).await.or_done() {
        Ok(_) => Ok(go("/school?changed")),
        Err(Refused::Invalid(errors)) => {
            let errors = Errors::new(staff.t(), &errors);
            let typing = Typing { form: Some((form, version)), errors, ..Typing::default() };
            Ok(unprocessable(&school_page(&staff, typing).await?))
        }
        Err(Refused::Conflict(conflict @ Conflict::Changed)) => {
            let version = staff.desk.school_data().await?.version;
            let errors = Errors::overtaken(staff.t(), &conflict);
            let typing = Typing { form: Some((form, version)), errors, ..Typing::default() };
            Ok(overtaken(&school_page(&staff, typing).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Shows a card with what is typed, and saves nothing.
pub async fn look_at_card(staff: Staff, Form(typed): Form<Typed>) -> Answer {
    let (form, version): (SchoolForm, i64) = typed.into();
    let look = Some(staff.desk.typed_card_look(&form).await?);
    let typing = Typing { form: Some((form, version)), look, ..Typing::default() };
    Ok(page(&school_page(&staff, typing).await?))
}

/// The page again, with why a file is no logo.
pub(super) async fn with_logo_error(staff: &Staff, sentence: String) -> Answer {
    let typing = Typing { errors: Errors::one("file", sentence), ..Typing::default() };
    Ok(unprocessable(&school_page(staff, typing).await?))
}

/// What the form of the numbers sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct TypedNumbers {
    year: String,
    first_number: String,
}

/// Says where the numbers of a year go on.
pub async fn start_numbers(staff: Staff, Form(typed): Form<TypedNumbers>) -> Answer {
    let form = StartNumbers { year: typed.year, first: typed.first_number };
    match staff.desk.start_numbers(&form).await.or_done() {
        Ok(_) => Ok(go("/school?changed")),
        Err(Refused::Invalid(errors)) => {
            let t = staff.t();
            let errors = Errors::labelled(t, &errors, &[("year", fl!(t, "numbers-year"))]);
            let typing = Typing { start: Some(form), errors, ..Typing::default() };
            Ok(unprocessable(&school_page(&staff, typing).await?))
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

/// What the form about checking IDs sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct CheckPhoto {
    photo: String,
}

/// Shows the photo to whoever checks a fresh code, or no longer.
pub async fn let_check_show_photo(staff: Staff, Form(typed): Form<CheckPhoto>) -> Answer {
    let _: SchoolId = staff.desk.let_check_show_photo(!typed.photo.is_empty()).await.or_done()?;
    Ok(go("/school?changed"))
}
