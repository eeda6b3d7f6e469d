//! Which column holds what.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
};
use i18n_embed_fl::fl;
use office::{
    FieldError, Problem, Refused,
    class_list::{ChooseColumns, Columns},
    table::{Encoding, Form as Read},
};
use school::{
    ClassListId,
    class_list::{Field, Mapping, PRESETS},
};
use serde::Deserialize;

use super::{
    steps, to,
    words::{field_words, lack_sentence},
};
use crate::{
    forms::{Errors, table_sentence},
    frame::Frame,
    once::OrDone,
    pages::{Answer, go, photo::known, unprocessable},
    refusal::page,
    visitor::Staff,
    words::Words,
};

/// Of a column so many cells are shown.
const SAMPLES: usize = 3;

#[derive(Template)]
#[template(path = "class_lists/columns.html")]
struct ColumnsPage {
    frame: Frame,
    steps: [String; 4],
    id: ClassListId,
    version: i64,
    read: String,
    /// The sheets of the workbook, as long as another one can be read.
    sheets: Vec<Choice>,
    orders: Vec<Choice>,
    columns: Vec<Column>,
    class: String,
    remember: String,
    errors: Errors,
}

/// One of several to choose from.
struct Choice {
    code: String,
    text: String,
    chosen: bool,
}

struct Column {
    number: usize,
    heading: String,
    sample: String,
    choices: Vec<Choice>,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Wanted {
    /// Arranged by what: a preset's code, or `=` and the name of a remembered order.
    by: String,
}

/// The columns, as they were chosen or guessed, or arranged as wished.
pub async fn columns(staff: Staff, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> Answer {
    let id = known(&id)?;
    let found = staff.desk.class_list_columns(id).await?;
    let mapping = arranged(&found, &wanted.by);
    let typed = Typed { mapping, remember: String::new(), by: wanted.by };
    Ok(page(&shown(&staff, id, &found, typed, Errors::default()).await?))
}

fn arranged(found: &Columns, by: &str) -> Mapping {
    let headings: Vec<String> = found.mapping.columns.iter().map(|(heading, _)| heading.clone()).collect();
    let preset = PRESETS.iter().find(|preset| preset.code == by);
    let profile = by.strip_prefix('=').and_then(|name| found.profiles.iter().find(|profile| profile.name == name));
    match (by, preset, profile) {
        (_, Some(preset), _) => preset.mapping(&headings),
        (_, _, Some(profile)) => Mapping::remembered(profile, &headings),
        ("headings", ..) => Mapping::guess(&headings),
        _ => found.mapping.clone(),
    }
}

/// What stands in the form.
struct Typed {
    mapping: Mapping,
    remember: String,
    by: String,
}

async fn shown(
    staff: &Staff,
    id: ClassListId,
    found: &Columns,
    typed: Typed,
    errors: Errors,
) -> Result<ColumnsPage, Refused> {
    let t = staff.t();
    let mut frame = staff.frame("pupils").await?;
    frame.title_error = errors.any();
    let column = |(at, (heading, field)): (usize, &(String, Field))| Column {
        number: at + 1,
        heading: heading.clone(),
        sample: sample(found, at),
        choices: choices(t, *field),
    };
    Ok(ColumnsPage {
        frame,
        steps: steps(t),
        id,
        version: found.version,
        read: read_words(t, found),
        sheets: sheets(found),
        orders: orders(t, found, &typed.by),
        columns: typed.mapping.columns.iter().enumerate().map(column).collect(),
        class: typed.mapping.class.as_ref().map(|class| class.as_str().to_owned()).unwrap_or_default(),
        remember: typed.remember,
        errors,
    })
}

fn sample(found: &Columns, at: usize) -> String {
    let cells = found.samples.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty());
    cells.take(SAMPLES).map(String::as_str).collect::<Vec<_>>().join(" · ")
}

fn choices(t: Words, chosen: Field) -> Vec<Choice> {
    let choice = |field: &Field| Choice {
        code: field.code().to_owned(),
        text: field_words(t, *field),
        chosen: *field == chosen,
    };
    Field::ALL.iter().map(choice).collect()
}

fn orders(t: Words, found: &Columns, by: &str) -> Vec<Choice> {
    let choice = |code: String, text: String| Choice { chosen: code == by, code, text };
    let presets = PRESETS.iter().map(|preset| choice(preset.code.to_owned(), fl!(t, "lists-by-sio")));
    let profiles = found.profiles.iter().map(|profile| choice(format!("={}", profile.name), profile.name.clone()));
    let headings = choice("headings".to_owned(), fl!(t, "lists-by-headings"));
    std::iter::once(headings).chain(presets).chain(profiles).collect()
}

/// The sheets to choose from; none where there is no choice.
fn sheets(found: &Columns) -> Vec<Choice> {
    let Read::Workbook { sheets, sheet } = &found.form else { return Vec::new() };
    let choice =
        |(at, name): (usize, &String)| Choice { code: at.to_string(), text: name.clone(), chosen: at == *sheet };
    sheets.iter().enumerate().filter(|_| found.other_sheets).map(choice).collect()
}

/// How the file was read.
fn read_words(t: Words, found: &Columns) -> String {
    match &found.form {
        Read::Text { encoding, separator } => {
            let encoding = match encoding {
                Encoding::Utf8 => "UTF-8",
                Encoding::Utf16 => "UTF-16",
                Encoding::Windows1250 => "Windows-1250",
                Encoding::Iso88592 => "ISO-8859-2",
            };
            let separator =
                if *separator == '\t' { fl!(t, "lists-separator-tab") } else { format!("„{separator}”") };
            fl!(t, "lists-read-text", encoding = encoding, separator = separator)
        }
        Read::Workbook { sheets, sheet } => {
            let name = sheets.get(*sheet).cloned().unwrap_or_default();
            match sheets.len() {
                0 | 1 => fl!(t, "lists-read-sheet", sheet = name),
                count if found.other_sheets => fl!(t, "lists-read-sheets", sheet = name, count = count),
                count => fl!(t, "lists-read-sheets-once", sheet = name, count = count),
            }
        }
    }
}

/// Which sheet is wanted.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct SheetWanted {
    version: i64,
    /// Its place among those that can be seen, from 0.
    sheet: usize,
}

/// Reads another sheet of the workbook.
pub async fn choose_sheet(staff: Staff, Path(id): Path<String>, Form(wanted): Form<SheetWanted>) -> Answer {
    let id: ClassListId = known(&id)?;
    match staff.desk.choose_class_list_sheet(id, wanted.version, wanted.sheet).await.or_done() {
        Ok(id) => Ok(go(&format!("/class-lists/{id}/columns"))),
        Err(Refused::Table(fault)) => {
            let found = staff.desk.class_list_columns(id).await?;
            let typed = Typed { mapping: found.mapping.clone(), remember: String::new(), by: String::new() };
            let errors = Errors::one("sheet", table_sentence(staff.t(), fault));
            Ok(unprocessable(&shown(&staff, id, &found, typed, errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Chooses the columns and goes on to the check. The form has a field of one name for each column.
pub async fn choose(staff: Staff, Path(id): Path<String>, Form(fields): Form<Vec<(String, String)>>) -> Answer {
    let id: ClassListId = known(&id)?;
    let value = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let form = ChooseColumns {
        version: value("version").and_then(|version| version.parse().ok()).unwrap_or(-1),
        columns: fields.iter().filter(|(name, _)| name == "column").map(|(_, code)| code.clone()).collect(),
        class: value("class").unwrap_or_default(),
        remember: value("remember").unwrap_or_default(),
    };
    match staff.desk.choose_class_list_columns(id, &form).await.or_done() {
        Ok(id) => Ok(to(id)),
        Err(Refused::Invalid(errors)) => again(&staff, id, form, &errors).await,
        Err(refused) => Err(refused.into()),
    }
}

/// The form with what was chosen and what is wrong with it.
async fn again(staff: &Staff, id: ClassListId, form: ChooseColumns, errors: &[FieldError]) -> Answer {
    let (t, found) = (staff.t(), staff.desk.class_list_columns(id).await?);
    let mut mapping = found.mapping.clone();
    for ((_, field), code) in mapping.columns.iter_mut().zip(&form.columns) {
        *field = code.parse().unwrap_or(Field::Ignored);
    }
    mapping.class = school::class_name::ClassName::tidy(&form.class).ok();
    let lacking = errors.iter().any(|error| error.problem == Problem::Required);
    let told = match mapping.lacks().first().filter(|_| lacking) {
        Some(lack) => Errors::one("column-1", lack_sentence(t, *lack)),
        None => {
            let own = [("class", fl!(t, "lists-class-of-all")), ("remember", fl!(t, "lists-remember"))];
            Errors::labelled(t, errors, &own)
        }
    };
    let typed = Typed { mapping, remember: form.remember, by: String::new() };
    let mut page = shown(staff, id, &found, typed, told).await?;
    page.class = form.class;
    Ok(unprocessable(&page))
}
