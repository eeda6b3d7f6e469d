//! The six rules with the declaration (F1) and the examples (F2). Narrow screens show them one after the other, wide
//! ones together: both buttons are in the form, the style sheet shows one.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query},
};
use i18n_embed_fl::fl;
use office::{FieldError, Problem};
use school::{
    PupilId,
    photo::{DECLARATION, DECLARATION_VERSION, Shown},
    school_text::TextPlace,
};
use serde::Deserialize;

use super::{Whose, known, own_words, sender};
use crate::{
    forms::Errors,
    frame::Frame,
    pages::{Answer, go, unprocessable},
    refusal::page,
    visitor::Family,
};

#[derive(Template)]
#[template(path = "photo/guidelines.html")]
struct GuidelinesPage {
    frame: Frame,
    whose: Whose,
    /// What is declared: always the Polish sentence, whatever the page's language.
    declaration: &'static str,
    version: &'static str,
    errors: Errors,
    /// The language and the lines of what the school says besides.
    own: Option<(&'static str, Vec<String>)>,
}

#[derive(Template)]
#[template(path = "photo/examples.html")]
struct ExamplesPage {
    frame: Frame,
    whose: Whose,
    declared: bool,
    version: &'static str,
}

/// Which declaration was made, in the address of the next pages; what is recorded is written when the file comes.
#[derive(Deserialize)]
pub struct Declared {
    #[serde(default)]
    declared: String,
}

impl Declared {
    /// Is it today's sentence?
    pub(super) fn stands(&self) -> bool {
        self.declared == DECLARATION_VERSION
    }
}

/// What the declaration's form sends.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    declaration: String,
    /// Which of the two buttons.
    #[serde(default)]
    next: String,
}

async fn rules(family: &Family, pupil: PupilId, errors: Errors) -> Result<GuidelinesPage, office::Refused> {
    let whose = Whose::child(family.t(), &sender(family, pupil).await?);
    let mut frame = family.frame("home").await?;
    frame.title_error = errors.any();
    let own = own_words(family, pupil, TextPlace::Photo).await?;
    Ok(GuidelinesPage { frame, whose, declaration: DECLARATION, version: DECLARATION_VERSION, errors, own })
}

/// The six rules.
pub async fn guidelines(family: Family, Path(id): Path<String>) -> Answer {
    Ok(page(&rules(&family, known(&id)?, Errors::default()).await?))
}

/// Goes on to the examples or, where those stand beside the rules or were seen before, to choosing.
pub async fn declare(family: Family, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let pupil: PupilId = known(&id)?;
    if typed.declaration != DECLARATION_VERSION {
        let error = FieldError { field: "declaration", problem: Problem::NotTicked };
        return Ok(unprocessable(&rules(&family, pupil, Errors::new(family.t(), &[error])).await?));
    }
    let seen = sender(&family, pupil).await?.shown == Shown::Rejected;
    let next = if typed.next == "examples" && !seen { "examples" } else { "new" };
    Ok(go(&format!("/pupils/{pupil}/photo/{next}?declared={DECLARATION_VERSION}")))
}

/// Three good photos, eight that cannot be printed.
pub async fn examples(family: Family, Path(id): Path<String>, Query(query): Query<Declared>) -> Answer {
    let whose = Whose::child(family.t(), &sender(&family, known(&id)?).await?);
    let frame = family.frame("home").await?;
    Ok(page(&ExamplesPage { frame, whose, declared: query.stands(), version: DECLARATION_VERSION }))
}
