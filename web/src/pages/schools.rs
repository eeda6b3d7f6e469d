//! The schools of an installation, as whoever runs it sees them: names and numbers, opening and closing, and asking one to
//! be let in.

mod open;
mod support;

pub use open::{new, open};
pub use support::{roll, settings};

use askama::Template;
use axum::{Form, extract::Query};
use i18n_embed_fl::fl;
use office::{
    Refused,
    clock::polish_date,
    operator::{AskAccess, SchoolLine},
};
use school::{AccessId, SchoolId, access::AccessState};
use serde::Deserialize;
use uuid::Uuid;

use super::{Answer, access::state_words, go, unprocessable};
use crate::{
    address::Path, formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Operator, words::Words,
};

#[derive(Template)]
#[template(path = "schools/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    next: Option<Uuid>,
    opened: bool,
}

#[derive(Template)]
#[template(path = "schools/show.html")]
struct ShowPage {
    frame: Frame,
    school: Row,
    /// What came of the last request; empty if there was none.
    asked: String,
    /// May they look in now?
    runs: bool,
    may_ask: bool,
    form: AskAccess,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "schools/closing.html")]
struct ClosingPage {
    frame: Frame,
    school: Row,
    reason: String,
    errors: Errors,
}

struct Row {
    id: Uuid,
    name: String,
    rspo: String,
    pupils: u32,
    state: String,
    closed: bool,
}

fn row(t: Words, line: SchoolLine) -> Row {
    let since = line.closed_at.map(|at| formats::short_day(polish_date(at)));
    Row {
        id: line.id.0,
        name: line.name,
        rspo: line.rspo.unwrap_or_else(|| "–".to_owned()),
        pupils: line.pupils,
        closed: since.is_some(),
        state: since.map_or_else(|| fl!(t, "schools-open"), |since| fl!(t, "schools-closed", since = since)),
    }
}

/// Where the list begins.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct ListQuery {
    /// After this school, or this pupil.
    after: String,
}

impl ListQuery {
    /// Where it begins, if not at the beginning; a place that cannot be read is not there.
    fn after<T: From<Uuid>>(&self) -> Result<Option<T>, Refused> {
        if self.after.is_empty() {
            return Ok(None);
        }
        self.after.parse::<Uuid>().map(|id| Some(id.into())).map_err(|_| Refused::NotFound)
    }
}

/// Every school, fifty on a page.
pub async fn list(operator: Operator, Query(query): Query<ListQuery>) -> Answer {
    let found = operator.desk.schools(query.after()?).await?;
    Ok(page(&ListPage {
        rows: found.rows.into_iter().map(|line| row(operator.t(), line)).collect(),
        next: found.next.map(|school| school.0),
        opened: operator.guest.path.ends_with("?opened"),
        frame: operator.frame("schools"),
    }))
}

async fn show_page(operator: &Operator, id: Uuid, form: AskAccess, errors: Errors) -> Result<ShowPage, Refused> {
    let t = operator.t();
    let (line, asked) = operator.desk.school(SchoolId(id)).await?;
    let school = row(t, line);
    let runs = !school.closed && asked.as_ref().is_some_and(|asked| asked.runs);
    let waits = asked.as_ref().is_some_and(|asked| asked.state == AccessState::Asked);
    let mut frame = operator.frame("schools");
    frame.title_error = errors.any();
    Ok(ShowPage {
        asked: asked.map(|asked| state_words(t, asked.state, asked.ends_at, asked.runs)).unwrap_or_default(),
        may_ask: !school.closed && !runs && !waits,
        frame,
        school,
        runs,
        form,
        errors,
    })
}

/// One school: how it stands, and asking to be let in.
pub async fn show(operator: Operator, Path(id): Path<Uuid>) -> Answer {
    let form = AskAccess { hours: "2".to_owned(), ..AskAccess::default() };
    Ok(page(&show_page(&operator, id, form, Errors::default()).await?))
}

/// What the form of a request sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Request {
    reason: String,
    hours: String,
}

/// Asks to be let in.
pub async fn ask(operator: Operator, Path(id): Path<Uuid>, Form(Request { reason, hours }): Form<Request>) -> Answer {
    let form = AskAccess { reason, hours };
    let asked: Result<AccessId, Refused> = operator.desk.ask_access(SchoolId(id), &form).await.or_done();
    match asked {
        Ok(_) => Ok(go(&format!("/schools/{id}"))),
        Err(Refused::Invalid(errors)) => {
            let t = operator.t();
            let labels = [("reason", fl!(t, "grant-reason")), ("hours", fl!(t, "grant-hours"))];
            let errors = Errors::labelled(t, &errors, &labels);
            Ok(unprocessable(&show_page(&operator, id, form, errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

async fn closing_page(operator: &Operator, id: Uuid, why: Why, errors: Errors) -> Result<ClosingPage, Refused> {
    let (line, _) = operator.desk.school(SchoolId(id)).await?;
    let mut frame = operator.frame("schools");
    frame.title_error = errors.any();
    Ok(ClosingPage { frame, school: row(operator.t(), line), reason: why.reason, errors })
}

/// What closing means, and the form for it.
pub async fn closing(operator: Operator, Path(id): Path<Uuid>) -> Answer {
    Ok(page(&closing_page(&operator, id, Why::default(), Errors::default()).await?))
}

/// Why a school is closed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Why {
    reason: String,
}

/// Closes it.
pub async fn close(operator: Operator, Path(id): Path<Uuid>, Form(why): Form<Why>) -> Answer {
    match operator.desk.close_school(SchoolId(id), &why.reason).await.or_done() {
        Ok(_) => Ok(go(&format!("/schools/{id}"))),
        Err(Refused::Invalid(errors)) => {
            let t = operator.t();
            let errors = Errors::labelled(t, &errors, &[("reason", fl!(t, "schools-close-reason"))]);
            Ok(unprocessable(&closing_page(&operator, id, why, errors).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Opens it again.
pub async fn reopen(operator: Operator, Path(id): Path<Uuid>) -> Answer {
    operator.desk.reopen_school(SchoolId(id)).await.or_done()?;
    Ok(go(&format!("/schools/{id}")))
}
