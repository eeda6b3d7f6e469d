//! Class lists in four steps (ux.md 2.5): the file, its columns, the check with its mending, the result with its undo.

mod columns;
mod trial;
mod upload;
mod words;

pub use columns::{choose, choose_sheet, columns};
pub use trial::{apply, mend};
pub use upload::upload;

use askama::Template;
use axum::{extract::Path, response::Response};
use i18n_embed_fl::fl;
use office::{
    Refused,
    class_list::{Applied, ClassListRow, ClassListState, Progress},
};
use school::{ClassListId, permission::Permission};

use super::{Answer, csv, go, photo::known};
use crate::{formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "class_lists/list.html")]
struct ListPage {
    frame: Frame,
    steps: [String; 4],
    rows: Vec<Row>,
    errors: Errors,
}

struct Row {
    href: String,
    at: String,
    lines: u32,
    kind: &'static str,
    icon: &'static str,
    state: String,
}

#[derive(Template)]
#[template(path = "class_lists/result.html")]
struct ResultPage {
    frame: Frame,
    steps: [String; 4],
    id: ClassListId,
    title: String,
    text: String,
    /// Until when it can be taken back, in a sentence, or that it cannot.
    undo: String,
    may_undo: bool,
    undone: bool,
}

#[derive(Template)]
#[template(path = "class_lists/applying.html")]
struct ApplyingPage {
    frame: Frame,
    steps: [String; 4],
    id: ClassListId,
    /// Rows that are done and rows in all, once they are known.
    progress: Option<Progress>,
    text: String,
}

/// What the steps are called.
fn steps(t: Words) -> [String; 4] {
    [fl!(t, "lists-step-file"), fl!(t, "lists-step-columns"), fl!(t, "lists-step-check"), fl!(t, "lists-step-done")]
}

fn row(t: Words, list: &ClassListRow) -> Row {
    let (kind, icon, state) = match &list.state {
        ClassListState::Draft => ("", "pencil", fl!(t, "lists-state-draft")),
        ClassListState::Applying(_) => ("", "clock", fl!(t, "lists-state-applying")),
        ClassListState::Applied(_) => ("done", "check", fl!(t, "lists-state-applied")),
        ClassListState::Undone => ("", "undo", fl!(t, "lists-state-undone")),
    };
    let at = formats::short_moment(list.uploaded_at);
    Row { href: format!("/class-lists/{}", list.id), at, lines: list.lines, kind, icon, state }
}

async fn listed(staff: &Staff, errors: Errors) -> Result<ListPage, Refused> {
    let t = staff.t();
    let rows = staff.desk.class_lists().await?.iter().map(|list| row(t, list)).collect();
    let mut frame = staff.frame("pupils").await?;
    frame.title_error = errors.any();
    Ok(ListPage { frame, steps: steps(t), rows, errors })
}

/// Where a file is chosen, with the lists of the last weeks.
pub async fn list(staff: Staff) -> Answer {
    Ok(page(&listed(&staff, Errors::default()).await?))
}

/// An empty list to fill in.
pub async fn template(staff: Staff) -> Answer {
    if !staff.desk.may(Permission::ManagePupils) {
        return Err(Refused::Forbidden.into());
    }
    Ok(csv("lista-klas.csv", office::class_list::template()))
}

/// A draft's check, or what became of the list.
pub async fn show(staff: Staff, Path(id): Path<String>) -> Answer {
    let list = staff.desk.class_list(known(&id)?).await?;
    match list.state {
        ClassListState::Draft => trial::show(&staff, list.id, list.stopped).await,
        ClassListState::Applying(progress) => applying_page(&staff, list.id, progress).await,
        ClassListState::Applied(applied) => applied_page(&staff, list.id, &applied).await,
        ClassListState::Undone => undone_page(&staff, list.id).await,
    }
}

/// A long list while it is being taken over. The page asks again by itself.
async fn applying_page(staff: &Staff, id: ClassListId, progress: Option<Progress>) -> Answer {
    let t = staff.t();
    let text = match progress {
        Some(Progress { done, of }) => fl!(t, "lists-applying-rows", done = done, all = of),
        None => fl!(t, "lists-applying-soon"),
    };
    Ok(page(&ApplyingPage { frame: staff.frame("pupils").await?, steps: steps(t), id, progress, text }))
}

async fn applied_page(staff: &Staff, id: ClassListId, applied: &Applied) -> Answer {
    let t = staff.t();
    let (added, changed, skipped) = (applied.added, applied.changed, applied.left_out);
    let undo = match applied.undo_until {
        Some(until) => fl!(t, "lists-undo-until", time = formats::short_moment(until)),
        None => fl!(t, "lists-undo-closed"),
    };
    Ok(page(&ResultPage {
        frame: staff.frame("pupils").await?,
        steps: steps(t),
        id,
        title: fl!(t, "lists-done-title"),
        text: fl!(t, "lists-done-text", added = added, changed = changed, skipped = skipped),
        undo,
        may_undo: applied.undo_until.is_some(),
        undone: false,
    }))
}

async fn undone_page(staff: &Staff, id: ClassListId) -> Answer {
    let t = staff.t();
    Ok(page(&ResultPage {
        frame: staff.frame("pupils").await?,
        steps: steps(t),
        id,
        title: fl!(t, "lists-undone-title"),
        text: fl!(t, "lists-undone-text"),
        undo: String::new(),
        may_undo: false,
        undone: true,
    }))
}

/// Takes a list back.
pub async fn undo(staff: Staff, Path(id): Path<String>) -> Answer {
    let id = staff.desk.undo_class_list(known(&id)?).await.or_done()?;
    Ok(to(id))
}

/// The page of a list.
fn to(id: ClassListId) -> Response {
    go(&format!("/class-lists/{id}"))
}
