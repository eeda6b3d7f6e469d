//! Saved views of the list: the filters of the moment under a name of one's own.

use axum::{Form, extract::Path};
use office::{
    Refused,
    pupil::{PupilView, SaveView},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{ListQuery, Saving, listed};
use crate::{
    once::OrDone,
    pages::{Answer, go, photo::known},
    visitor::Staff,
};

/// A saved view, as a link above the list.
pub(super) struct View {
    pub(super) href: String,
    pub(super) name: String,
    /// Is it what the list shows?
    pub(super) current: bool,
    /// Where it is removed.
    pub(super) removal: String,
}

/// What the form of a view sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    name: String,
    class: String,
    q: String,
    state: String,
}

/// Saves the filters of the list.
pub async fn save_view(staff: Staff, Form(typed): Form<Typed>) -> Answer {
    let Typed { name, class, q, state } = typed;
    let form = SaveView { name: name.clone(), class: class.clone(), state: state.clone(), search: q.clone() };
    let query = ListQuery { class, q, state, after: String::new() };
    match staff.desk.save_pupil_view(&form).await.or_done() {
        Ok(_) => Ok(go(&query.address(None))),
        Err(Refused::Invalid(problems)) => listed(&staff, query, Saving { name, problems }).await,
        Err(refused) => Err(refused.into()),
    }
}

/// Removes a view.
pub async fn remove_view(staff: Staff, Path(id): Path<String>) -> Answer {
    let _: Uuid = staff.desk.remove_pupil_view(known(&id)?).await.or_done()?;
    Ok(go("/pupils"))
}

/// The link of a view above the list that this query asks for.
pub(super) fn view(query: &ListQuery, view: PupilView) -> View {
    let class = view.class.map(|class| class.to_string()).unwrap_or_default();
    let saved = ListQuery { class, q: view.search, state: view.listed.code().to_owned(), after: String::new() };
    let href = saved.address(None);
    let (current, removal) = (href == query.address(None), format!("/pupil-views/{}/removal", view.id));
    View { href, name: view.name, current, removal }
}
