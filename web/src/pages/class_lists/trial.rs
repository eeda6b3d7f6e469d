//! The check: errors first, mended in place, then what would change; and taking the list over.

use askama::Template;
use axum::{Form, extract::Path};
use i18n_embed_fl::fl;
use office::{
    Conflict, Refused,
    class_list::{ApplyClassList, Counts, Finding, Mend, Trial, Tried},
};
use school::{
    ClassListId,
    class_list::{Field, Problem},
};
use serde::Deserialize;

use super::{
    steps, to,
    words::{change_words, field_words, note_words, problem_sentence},
};
use crate::{
    forms::Errors,
    frame::Frame,
    once::OrDone,
    pages::{Answer, go, overtaken, photo::known},
    refusal::page,
    visitor::Staff,
    words::Words,
};

/// Rows with errors on one page; the next come when these are mended.
const MOST_WRONG: usize = 50;
/// Rows of another kind on one page.
const MOST_SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "class_lists/trial.html")]
struct TrialPage {
    frame: Frame,
    steps: [String; 4],
    id: ClassListId,
    version: i64,
    seen: String,
    figures: [(String, u32); 5],
    wrong: Vec<Wrong>,
    more_wrong: String,
    sections: Vec<Section>,
    /// Sentences about the list as a whole.
    remarks: Vec<String>,
    /// Could it not be taken over when it was to be?
    stopped: bool,
    /// The choice to invite; empty if nobody can be.
    invite: String,
    changes_something: bool,
    errors: Errors,
}

/// A row with errors.
struct Wrong {
    title: String,
    cells: Vec<Cell>,
}

/// A cell to be mended.
struct Cell {
    id: String,
    label: String,
    value: String,
    error: String,
}

/// Rows of one kind.
struct Section {
    id: &'static str,
    title: String,
    text: String,
    lines: Vec<Told>,
    more: String,
}

struct Told {
    /// The pupil's record; empty for who is new.
    href: String,
    name: String,
    class: String,
    what: String,
}

/// The check of a draft; without chosen columns there is none yet.
pub(super) async fn show(staff: &Staff, id: ClassListId, stopped: bool) -> Answer {
    match staff.desk.try_class_list(id).await {
        Ok(trial) => Ok(page(&trial_page(staff, id, &trial, stopped).await?)),
        Err(Refused::Invalid(_)) => Ok(go(&format!("/class-lists/{id}/columns"))),
        Err(refused) => Err(refused.into()),
    }
}

async fn trial_page(staff: &Staff, id: ClassListId, trial: &Trial, stopped: bool) -> Result<TrialPage, Refused> {
    let t = staff.t();
    let wrong: Vec<Wrong> = trial.rows.iter().filter_map(|row| wrong(t, row)).collect();
    let mut frame = staff.frame("pupils").await?;
    frame.title_error = !wrong.is_empty();
    Ok(TrialPage {
        frame,
        steps: steps(t),
        id,
        version: trial.version,
        seen: trial.seen.clone(),
        figures: figures(t, &trial.counts),
        more_wrong: more(t, wrong.len(), MOST_WRONG),
        wrong: wrong.into_iter().take(MOST_WRONG).collect(),
        sections: sections(t, trial),
        remarks: remarks(t, trial),
        stopped,
        invite: match trial.to_invite {
            0 => String::new(),
            count => fl!(t, "lists-invite", count = count),
        },
        changes_something: trial.counts.new + trial.counts.changed > 0,
        errors: Errors::default(),
    })
}

/// The check as it stands now, with the cells as they were typed.
async fn again(staff: &Staff, id: ClassListId, conflict: &Conflict, typed: &[(String, String)]) -> Answer {
    let trial = staff.desk.try_class_list(id).await?;
    let mut found = trial_page(staff, id, &trial, false).await?;
    for cell in found.wrong.iter_mut().flat_map(|row| &mut row.cells) {
        if let Some((_, text)) = typed.iter().find(|(name, _)| *name == cell.id) {
            cell.value.clone_from(text);
        }
    }
    let errors = Errors::overtaken(staff.t(), conflict);
    Ok(overtaken(&TrialPage { frame: found.frame.with_error(), errors, ..found }))
}

fn figures(t: Words, counts: &Counts) -> [(String, u32); 5] {
    [
        (fl!(t, "lists-wrong"), counts.wrong),
        (fl!(t, "lists-unclear"), counts.unclear),
        (fl!(t, "lists-changed"), counts.changed),
        (fl!(t, "lists-new"), counts.new),
        (fl!(t, "lists-same"), counts.same),
    ]
}

fn more(t: Words, all: usize, most: usize) -> String {
    match all.saturating_sub(most) {
        0 => String::new(),
        count => fl!(t, "lists-more", count = count),
    }
}

fn remarks(t: Words, trial: &Trial) -> Vec<String> {
    let mut remarks = Vec::new();
    if !trial.addresses.is_empty() {
        remarks.push(fl!(t, "lists-addresses", columns = trial.addresses.join(", ")));
    }
    if !trial.new_classes.is_empty() {
        remarks.push(fl!(t, "lists-new-classes", classes = trial.new_classes.join(", ")));
    }
    if trial.counts.left_out() > 0 {
        remarks.push(fl!(t, "lists-left-out", count = trial.counts.left_out()));
    }
    remarks
}

fn row_title(t: Words, row: &Tried) -> String {
    match row.name.as_str() {
        "" => fl!(t, "lists-row-nameless", row = row.line.row),
        name => fl!(t, "lists-row", row = row.line.row, name = name.to_owned()),
    }
}

fn wrong(t: Words, row: &Tried) -> Option<Wrong> {
    let Finding::Wrong(problems) = &row.finding else { return None };
    let mut cells: Vec<Cell> = Vec::new();
    for (field, problem) in problems {
        cells.push(cell(t, row, *field, problem_sentence(t, *problem)));
        // which of the two is wrong, only a person can say
        if *problem == Problem::BirthMismatch {
            cells.push(cell(t, row, Field::Pesel, String::new()));
        }
    }
    cells.dedup_by(|later, first| later.id == first.id);
    Some(Wrong { title: row_title(t, row), cells })
}

fn cell(t: Words, row: &Tried, field: Field, error: String) -> Cell {
    Cell {
        id: format!("cell-{}-{field}", row.line.row),
        label: field_words(t, field),
        value: row.line.text(field),
        error,
    }
}

fn sections(t: Words, trial: &Trial) -> Vec<Section> {
    let rows = |kind: fn(&Finding) -> bool| trial.rows.iter().filter(move |row| kind(&row.finding));
    let told = |row: &Tried| Told {
        href: match &row.finding {
            Finding::Changed(id, _) => format!("/pupils/{id}"),
            _ => String::new(),
        },
        name: row_title(t, row),
        class: row.class.clone(),
        what: what(t, row),
    };
    let unclear: Vec<Told> = rows(|finding| matches!(finding, Finding::Unclear(_))).map(told).collect();
    let changed: Vec<Told> = rows(|finding| matches!(finding, Finding::Changed(..))).map(told).collect();
    let new: Vec<Told> = rows(|finding| *finding == Finding::New).map(told).collect();
    let missing = trial.missing.iter().map(|pupil| Told {
        href: format!("/pupils/{}", pupil.id),
        name: pupil.name.clone(),
        class: pupil.class.clone(),
        what: String::new(),
    });
    let all = [
        section(t, "unclear", fl!(t, "lists-unclear"), fl!(t, "lists-unclear-text"), unclear),
        section(t, "changed", fl!(t, "lists-changed"), String::new(), changed),
        section(t, "new", fl!(t, "lists-new"), String::new(), new),
        section(t, "missing", fl!(t, "lists-missing"), fl!(t, "lists-missing-text"), missing.collect()),
    ];
    all.into_iter().filter(|section| !section.lines.is_empty()).collect()
}

fn section(t: Words, id: &'static str, title: String, text: String, mut lines: Vec<Told>) -> Section {
    let more = more(t, lines.len(), MOST_SHOWN);
    lines.truncate(MOST_SHOWN);
    Section { id, title, text, lines, more }
}

/// The differences, then what to look at.
fn what(t: Words, row: &Tried) -> String {
    let changes = match &row.finding {
        Finding::Changed(_, changes) => changes.as_slice(),
        _ => &[],
    };
    let notes = row.notes.iter().map(|(_, note)| note_words(t, note));
    changes.iter().map(|change| change_words(t, change)).chain(notes).collect::<Vec<_>>().join("; ")
}

/// Saves mended cells. Their fields are called `cell-ROW-FIELD`.
pub async fn mend(staff: Staff, Path(id): Path<String>, Form(fields): Form<Vec<(String, String)>>) -> Answer {
    let version = fields.iter().find(|(name, _)| name == "version").and_then(|(_, value)| value.parse().ok());
    let mends: Vec<Mend> = fields.iter().filter_map(|(name, text)| mended(name, text)).collect();
    let id: ClassListId = known(&id)?;
    match staff.desk.mend_class_list(id, version.unwrap_or(-1), &mends).await.or_done() {
        Ok(id) => Ok(to(id)),
        Err(Refused::Conflict(conflict @ Conflict::Changed)) => again(&staff, id, &conflict, &fields).await,
        Err(refused) => Err(refused.into()),
    }
}

fn mended(name: &str, text: &str) -> Option<Mend> {
    let (row, field) = name.strip_prefix("cell-")?.split_once('-')?;
    Some(Mend { row: row.parse().ok()?, field: field.parse().ok()?, text: text.to_owned() })
}

/// What the form of the application sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Application {
    version: i64,
    seen: String,
    invite: String,
}

/// Takes the list over.
pub async fn apply(staff: Staff, Path(id): Path<String>, Form(form): Form<Application>) -> Answer {
    let form = ApplyClassList { version: form.version, seen: form.seen, invite: !form.invite.is_empty() };
    Ok(to(staff.desk.apply_class_list(known(&id)?, &form).await.or_done()?))
}
