//! A new school year: what each class becomes, reviewed and done in one step, and taken back.

use askama::Template;
use axum::{Form, extract::Path};
use i18n_embed_fl::fl;
use office::{
    FieldError, Refused,
    class::{LastTurn, TurningClass, YearForm},
};
use school::{ClassId, class_name::ClassName};
use uuid::Uuid;

use super::{Answer, go, photo::known, unprocessable};
use crate::{formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "school_year/show.html")]
struct YearPage {
    frame: Frame,
    ending: String,
    next: String,
    rows: Vec<Row>,
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
    becomes: String,
    graduates: bool,
    /// Does what was typed name no class?
    wrong: bool,
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
        Err(refused) => Err(refused.into()),
    }
}

/// Takes the last turn back.
pub async fn undo(staff: Staff, Path(id): Path<String>) -> Answer {
    staff.desk.undo_turn(known(&id)?).await.or_done()?;
    Ok(go("/school-year?undone"))
}

/// Fields `becomes-ID` with a name, `graduates-ID` where that is ticked.
fn typed(fields: &[(String, String)]) -> YearForm {
    let class = |(name, value): &(String, String)| {
        let id: ClassId = name.strip_prefix("becomes-")?.parse().ok()?;
        let ticked = format!("graduates-{id}");
        Some((id, value.clone(), fields.iter().any(|(name, _)| *name == ticked)))
    };
    YearForm { classes: fields.iter().filter_map(class).collect() }
}

async fn year_page(staff: &Staff, form: Option<YearForm>, errors: &[FieldError]) -> Result<YearPage, Refused> {
    let t = staff.t();
    let plan = staff.desk.year_plan().await?;
    let mut frame = staff.frame("pupils").await?;
    frame.title_error = !errors.is_empty();
    let form = form.unwrap_or_default();
    Ok(YearPage {
        frame,
        rows: plan.classes.into_iter().map(|class| row(t, class, &form, !errors.is_empty())).collect(),
        last: plan.last.map(|turn| last(t, turn)),
        errors: Errors::labelled(t, errors, &[("classes", fl!(t, "year-becomes"))]),
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
    Row {
        id: class.id,
        name: class.name,
        pupils: fl!(t, "pupils-count", count = class.pupils),
        wrong: checked && !graduates && ClassName::new(&becomes).is_err(),
        becomes,
        graduates,
    }
}

fn last(t: Words, turn: LastTurn) -> Last {
    Last { id: turn.id, text: fl!(t, "year-last", year = turn.year, time = formats::moment(t, turn.at)) }
}
