//! A new school year: what each class becomes, reviewed and done in one step, and taken back.

use std::collections::HashMap;

use askama::Template;
use axum::{Form, extract::Path};
use i18n_embed_fl::fl;
use office::{
    Conflict, FieldError, Refused,
    class::{LastTurn, TurningClass, TurningPupil, YearForm},
};
use school::{ClassId, PupilId, class_name::ClassName, permission::Permission, promotion::Fate};
use uuid::Uuid;

use super::{Answer, go, overtaken, photo::known, unprocessable};
use crate::{formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "school_year/show.html")]
struct YearPage {
    frame: Frame,
    ending: String,
    next: String,
    rows: Vec<Row>,
    /// What can happen to a pupil who does not go with the class: code and words.
    fates: Vec<(&'static str, String)>,
    /// Which card the number is about: numbers are of a calendar year.
    number_label: String,
    /// What the next card gets, or was typed.
    first_number: String,
    may_number: bool,
    /// How many holograms of the new year are there, if that may be seen.
    holograms: Option<i64>,
    last: Option<Last>,
    errors: Errors,
    turned: bool,
    undone: bool,
}

/// A class of the year that has ended.
struct Row {
    id: ClassId,
    name: String,
    pupils: String,
    people: Vec<Person>,
    /// Is anybody of them an exception? Then they are shown.
    open: bool,
    becomes: String,
    graduates: bool,
    /// Does what was typed name no class?
    wrong: bool,
}

/// A pupil and what was chosen for them.
struct Person {
    id: PupilId,
    name: String,
    fate: &'static str,
}

/// The last turn, which can be taken back.
struct Last {
    id: Uuid,
    text: String,
}

/// The plan as the names of the classes propose it.
pub async fn show(staff: Staff) -> Answer {
    Ok(page(&year_page(&staff, None, &[]).await?))
}

/// Does what was reviewed.
pub async fn turn(staff: Staff, Form(fields): Form<Vec<(String, String)>>) -> Answer {
    let form = typed(&fields);
    match staff.desk.turn_year(&form).await.or_done() {
        Ok(_) => Ok(go("/school-year?turned")),
        Err(Refused::Invalid(errors)) => Ok(unprocessable(&year_page(&staff, Some(form), &errors).await?)),
        Err(Refused::Conflict(conflict @ Conflict::Changed)) => {
            let again = year_page(&staff, Some(form), &[]).await?;
            let errors = Errors::overtaken(staff.t(), &conflict);
            Ok(overtaken(&YearPage { frame: again.frame.with_error(), errors, ..again }))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Takes the last turn back.
pub async fn undo(staff: Staff, Path(id): Path<String>) -> Answer {
    staff.desk.undo_turn(known(&id)?).await.or_done()?;
    Ok(go("/school-year?undone"))
}

/// Fields `becomes-ID` with a name, `graduates-ID` where that is ticked; `fate-ID` of a pupil; the number.
fn typed(fields: &[(String, String)]) -> YearForm {
    let class = |(name, value): &(String, String)| {
        let id: ClassId = name.strip_prefix("becomes-")?.parse().ok()?;
        let ticked = format!("graduates-{id}");
        Some((id, value.clone(), fields.iter().any(|(name, _)| *name == ticked)))
    };
    let pupil =
        |(name, value): &(String, String)| Some((name.strip_prefix("fate-")?.parse::<PupilId>().ok()?, value.clone()));
    let number = fields.iter().find(|(name, _)| name == "first_number").map(|(_, value)| value.clone());
    YearForm {
        classes: fields.iter().filter_map(class).collect(),
        pupils: fields.iter().filter_map(pupil).collect(),
        first_number: number.unwrap_or_default(),
    }
}

async fn year_page(staff: &Staff, form: Option<YearForm>, errors: &[FieldError]) -> Result<YearPage, Refused> {
    let t = staff.t();
    let plan = staff.desk.year_plan().await?;
    let mut frame = staff.frame("pupils").await?;
    frame.title_error = !errors.is_empty();
    let first_number = form.as_ref().map_or_else(|| plan.number.serial.to_string(), |form| form.first_number.clone());
    let form = form.unwrap_or_default();
    let labels = [
        ("classes", fl!(t, "year-becomes")),
        ("pupils", fl!(t, "year-pupils")),
        ("first_number", fl!(t, "numbers-first")),
    ];
    Ok(YearPage {
        frame,
        fates: Fate::ALL.iter().filter_map(|fate| fate_option(t, *fate)).collect(),
        number_label: fl!(t, "numbers-next", year = plan.number.year.to_string()),
        first_number,
        may_number: staff.desk.may(Permission::ManageSchool),
        holograms: plan.holograms,
        rows: plan.classes.into_iter().map(|class| row(t, class, &form, !errors.is_empty())).collect(),
        last: plan.last.map(|turn| last(t, turn)),
        errors: Errors::labelled(t, errors, &labels),
        turned: staff.guest.path.ends_with("?turned"),
        undone: staff.guest.path.ends_with("?undone"),
        ending: plan.ending,
        next: plan.next,
    })
}

/// What was typed for a class, else what is proposed.
fn row(t: Words, class: TurningClass, form: &YearForm, checked: bool) -> Row {
    let typed = form.classes.iter().find(|(id, ..)| *id == class.id);
    let (becomes, graduates) =
        typed.map_or((class.becomes, class.graduates), |(_, name, graduates)| (name.clone(), *graduates));
    let fates: HashMap<PupilId, &str> = form.pupils.iter().map(|(pupil, fate)| (*pupil, fate.as_str())).collect();
    let person = |pupil: TurningPupil| {
        let typed = fates.get(&pupil.id).and_then(|fate| fate.parse().ok());
        Person { fate: typed.map_or("", Fate::code), id: pupil.id, name: pupil.name }
    };
    let pupils = fl!(t, "pupils-count", count = class.pupils.len());
    let people: Vec<_> = class.pupils.into_iter().map(person).collect();
    Row {
        id: class.id,
        name: class.name,
        pupils,
        open: people.iter().any(|person| !person.fate.is_empty()),
        people,
        wrong: checked && !graduates && ClassName::new(&becomes).is_err(),
        becomes,
        graduates,
    }
}

/// What can be chosen for a pupil beside going with the class.
fn fate_option(t: Words, fate: Fate) -> Option<(&'static str, String)> {
    let words = match fate {
        Fate::Promoted => return None,
        Fate::Repeats => fl!(t, "year-repeats"),
        Fate::Graduates => fl!(t, "year-graduates"),
        Fate::Leaves => fl!(t, "year-leaves"),
    };
    Some((fate.code(), words))
}

fn last(t: Words, turn: LastTurn) -> Last {
    Last { id: turn.id, text: fl!(t, "year-last", year = turn.year, time = formats::moment(t, turn.at)) }
}
