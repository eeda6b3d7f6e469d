//! What whoever runs the installation sees of a school while its grant runs.

use askama::Template;
use axum::extract::Query;
use i18n_embed_fl::fl;
use office::{
    installation::{SchoolData, SetUpStep, Standing},
    operator::ListedPupil,
};
use school::SchoolId;
use uuid::Uuid;

use super::{
    super::{Answer, set_up_steps::step_words, setup::kind_words},
    ListQuery,
};
use crate::{address::Path, formats, frame::Frame, refusal::page, visitor::Operator, words::Words};

#[derive(Template)]
#[template(path = "schools/settings.html")]
struct SettingsPage {
    frame: Frame,
    id: Uuid,
    kind: String,
    data: SchoolData,
    heads: Vec<Head>,
    steps: Vec<Step>,
}

struct Head {
    name: String,
    since: String,
    until: String,
}

struct Step {
    text: String,
    done: bool,
}

#[derive(Template)]
#[template(path = "schools/roll.html")]
struct RollPage {
    frame: Frame,
    id: Uuid,
    rows: Vec<ListedPupil>,
    next: Option<Uuid>,
}

fn step(t: Words, step: &SetUpStep) -> Step {
    Step { text: step_words(t, step.step), done: step.standing == Standing::Done }
}

/// How the school is set up.
pub async fn settings(operator: Operator, Path(id): Path<Uuid>) -> Answer {
    let t = operator.t();
    let (data, steps) = operator.desk.support(SchoolId(id)).await?.settings().await?;
    let head = |(name, since, until): &(String, jiff::civil::Date, Option<jiff::civil::Date>)| Head {
        name: name.clone(),
        since: formats::short_day(*since),
        until: until.map(formats::short_day).unwrap_or_default(),
    };
    Ok(page(&SettingsPage {
        frame: operator.frame("schools"),
        id,
        kind: data.kind.parse().map(|kind| kind_words(t, kind)).unwrap_or_default(),
        heads: data.heads.iter().map(head).collect(),
        steps: steps.iter().map(|found| step(t, found)).collect(),
        data,
    }))
}

/// Who is on the roll: names and classes.
pub async fn roll(operator: Operator, Path(id): Path<Uuid>, Query(query): Query<ListQuery>) -> Answer {
    let found = operator.desk.support(SchoolId(id)).await?.roll(query.after()?).await?;
    let next = found.next.map(|pupil| pupil.0);
    Ok(page(&RollPage { frame: operator.frame("schools"), id, rows: found.rows, next }))
}
