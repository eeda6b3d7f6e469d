//! Pupils: the list with search (ux.md 2.5), adding one, the record and its changes.

mod add;
pub(super) mod change;
mod export;
mod list_export;
mod phone;
mod photo;
mod record;
mod views;

pub use add::{add, new};
pub use change::{
    back, change_class, class, departure, give_pesel, leave, name, pesel, rename, ruling, set_ruling, take_back,
};
pub use export::{export, take_export};
pub use list_export::{list_export, take_list};
pub use phone::{lose_phone, make_phone_code, phone};
pub use photo::{add_photo, new_photo};
pub use record::{reveal, show};
pub use views::{remove_view, save_view};

use askama::Template;
use axum::extract::Query;
use i18n_embed_fl::fl;
use office::{
    FieldError, Problem, Refused,
    pupil::{PupilFilter, PupilPage, PupilRow},
};
use school::{ClassId, PupilId, card::Standing, permission::Permission, pupil::Listed};
use serde::Deserialize;

use super::{
    Answer,
    classes::class_options,
    photo::{known, shown_text},
    statistics::stage_text,
    unprocessable,
};
use crate::{forms::Errors, frame::Frame, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "pupils/list.html")]
struct ListPage {
    frame: Frame,
    summary: String,
    /// How many the filter finds.
    found: Option<String>,
    classes: Vec<(String, String)>,
    class: String,
    states: Vec<(&'static str, String)>,
    state: &'static str,
    search: String,
    rows: Vec<Row>,
    pages: Option<Pages>,
    views: Vec<views::View>,
    /// Can what is shown be saved? Not what is saved already, nor everybody.
    may_save: bool,
    /// The name under which it was to be saved.
    view_name: String,
    save_errors: Errors,
    filtered: bool,
    may_add: bool,
    may_export: bool,
    /// Filters that are not understood; nothing is shown then.
    errors: Errors,
}

struct Row {
    href: String,
    name: String,
    class: String,
    identity: String,
    photo: &'static str,
    photo_text: String,
    card: Option<CardStatus>,
    guardians: u32,
}

/// Where a card stands, for `ui::status`.
struct CardStatus {
    kind: &'static str,
    icon: &'static str,
    text: String,
}

struct Pages {
    from: u32,
    to: usize,
    total: u32,
    previous: Option<String>,
    next: Option<String>,
}

/// What the address of the list says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct ListQuery {
    class: String,
    q: String,
    /// Who stand so, a code of [`Listed`].
    state: String,
    /// After this pupil.
    after: String,
}

impl ListQuery {
    fn class(&self) -> Option<ClassId> {
        self.class.parse().ok()
    }

    fn listed(&self) -> Listed {
        self.state.parse().unwrap_or(Listed::Attending)
    }

    /// Which pupils. A place in the list that cannot be read is not there; a filter has a sentence.
    fn filter(&self) -> Result<PupilFilter, Refused> {
        let wrong = |field, wrong: bool| wrong.then_some(FieldError { field, problem: Problem::NotOffered });
        let class = wrong("class", !self.class.is_empty() && self.class().is_none());
        let state = wrong("state", !self.state.is_empty() && self.state.parse::<Listed>().is_err());
        let problems: Vec<FieldError> = class.into_iter().chain(state).collect();
        if !problems.is_empty() {
            return Err(Refused::Invalid(problems));
        }
        let after = if self.after.is_empty() { None } else { Some(known(&self.after)?) };
        Ok(PupilFilter { class: self.class(), search: self.q.clone(), listed: Some(self.listed()), after })
    }

    /// The pupils, or what is wrong with a filter.
    async fn found(&self, staff: &Staff) -> Result<(PupilPage, Errors), Refused> {
        let found = match self.filter() {
            Ok(filter) => staff.desk.pupil_page(&filter).await,
            Err(refused) => Err(refused),
        };
        match found {
            Ok(found) => Ok((found, Errors::default())),
            Err(Refused::Invalid(problems)) => {
                let here = |error: FieldError| match error.field {
                    "search" => FieldError { field: "q", ..error }, // as the API calls it
                    _ => error,
                };
                let problems: Vec<FieldError> = problems.into_iter().map(here).collect();
                let t = staff.t();
                let labels = [("state", fl!(t, "pupils-listed")), ("q", fl!(t, "pupils-search"))];
                Ok((PupilPage::default(), Errors::labelled(t, &problems, &labels)))
            }
            Err(refused) => Err(refused),
        }
    }

    fn filtered(&self) -> bool {
        [&self.class, &self.q].iter().any(|text| !text.trim().is_empty()) || self.listed() != Listed::Attending
    }

    /// The same list after a pupil; from its beginning if after none.
    fn address(&self, after: Option<PupilId>) -> String {
        let class = self.class().map(|class| class.to_string()).unwrap_or_default();
        let after = after.map(|pupil| pupil.to_string()).unwrap_or_default();
        let fields =
            [("class", class.as_str()), ("state", self.listed().code()), ("q", self.q.trim()), ("after", &after)];
        let told: Vec<_> = fields.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        format!("/pupils?{}", serde_urlencoded::to_string(told).unwrap_or_default())
    }
}

/// Where a card stands today, in words.
fn card_status(t: Words, standing: Standing) -> CardStatus {
    let (kind, icon, text) = match standing {
        Standing::Valid => ("done", "check", fl!(t, "pupils-card-valid")),
        Standing::Expired => ("bad", "clock", fl!(t, "pupils-card-expired")),
        Standing::NotYetIssued => ("wait", "card", fl!(t, "pupils-card-not-issued")),
        Standing::Invalid => ("bad", "x", fl!(t, "pupils-card-invalid")),
    };
    CardStatus { kind, icon, text }
}

fn row(t: Words, row: PupilRow) -> Row {
    Row {
        href: format!("/pupils/{}", row.id),
        name: row.name,
        class: row.class,
        identity: row.identity,
        photo: row.photo.code(),
        photo_text: shown_text(t, row.photo),
        card: row.card.map(|standing| card_status(t, standing)),
        guardians: row.guardians,
    }
}

/// Who stand so, in words.
pub(super) fn listed_text(t: Words, listed: Listed) -> String {
    match listed {
        Listed::Attending => fl!(t, "pupils-listed-all"),
        Listed::NoPhoto => fl!(t, "pupils-listed-no-photo"),
        Listed::Waiting => fl!(t, "pupils-listed-waiting"),
        Listed::Rejected => fl!(t, "pupils-listed-rejected"),
        Listed::NoCard => fl!(t, "pupils-listed-no-card"),
        Listed::Ready => fl!(t, "pupils-listed-ready"),
        Listed::NoFamily => fl!(t, "pupils-listed-no-family"),
        Listed::Left => fl!(t, "pupils-listed-left"),
        Listed::StageNone
        | Listed::StageWaiting
        | Listed::StageRejected
        | Listed::StageApproved
        | Listed::StagePrinted
        | Listed::StageIssued => {
            let stage = listed.stage().map(|stage| stage_text(t, stage)).unwrap_or_default();
            fl!(t, "pupils-listed-stage", stage = stage)
        }
    }
}

/// The lists to choose from. Those at a stage are reached by the numbers of the statistics, and stay while one is shown.
pub(super) fn listed_options(t: Words, current: Listed) -> Vec<(&'static str, String)> {
    let offered = |listed: &&Listed| listed.stage().is_none() || **listed == current;
    Listed::ALL.iter().filter(offered).map(|listed| (listed.code(), listed_text(t, *listed))).collect()
}

/// A view that was to be saved, and what is wrong with it.
#[derive(Default)]
struct Saving {
    name: String,
    problems: Vec<FieldError>,
}

/// The list.
pub async fn list(staff: Staff, Query(query): Query<ListQuery>) -> Answer {
    listed(&staff, query, Saving::default()).await
}

async fn listed(staff: &Staff, query: ListQuery, saving: Saving) -> Answer {
    let t = staff.t();
    let classes = staff.desk.classes().await?;
    let (found, errors) = query.found(staff).await?;
    let views = staff.desk.pupil_views().await?;
    let views: Vec<_> = views.into_iter().map(|saved| views::view(&query, saved)).collect();
    let save_errors = Errors::labelled(t, &saving.problems, &[("name", fl!(t, "views-name"))]);
    let pages = (found.before > 0 || found.next.is_some()).then(|| Pages {
        from: found.before + 1,
        to: found.before as usize + found.rows.len(),
        total: found.total,
        previous: (found.before > 0).then(|| query.address(found.previous)),
        next: found.next.map(|last| query.address(Some(last))),
    });
    let pupils: u32 = classes.iter().map(|class| class.pupils).sum();
    let counted = fl!(t, "pupils-count", count = pupils);
    let (unclear, filtered) = (errors.any(), query.filtered() || errors.any());
    let mut frame = staff.frame("pupils").await?;
    frame.title_error = unclear || save_errors.any();
    let list = ListPage {
        summary: format!("{counted}, {}", fl!(t, "classes-count", count = classes.len())),
        found: (filtered && !unclear).then(|| fl!(t, "pupils-found", count = found.total)),
        classes: class_options(t, &classes),
        class: query.class().map(|class| class.to_string()).unwrap_or_default(),
        states: listed_options(t, query.listed()),
        state: query.listed().code(),
        may_save: filtered && !unclear && !views.iter().any(|view| view.current),
        views,
        view_name: saving.name,
        save_errors,
        filtered,
        rows: found.rows.into_iter().map(|pupil| row(t, pupil)).collect(),
        pages,
        may_add: staff.desk.may(Permission::ManagePupils),
        may_export: staff.desk.may(Permission::ExportPupils),
        search: query.q,
        frame,
        errors,
    };
    Ok(if list.errors.any() || list.save_errors.any() { unprocessable(&list) } else { page(&list) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_that_is_not_understood_is_named_and_never_overlooked() {
        let asked = |query: &str| serde_urlencoded::from_str::<ListQuery>(query).unwrap().filter();
        for (query, fields) in [("state=bogus", vec!["state"]), ("class=abc&state=0", vec!["class", "state"])] {
            let Err(Refused::Invalid(problems)) = asked(query) else { panic!("{query}") };
            assert_eq!(problems.iter().map(|problem| problem.field).collect::<Vec<_>>(), fields, "{query}");
        }
        assert!(matches!(asked("after=abc"), Err(Refused::NotFound)));
        assert!(asked("class=&state=waiting&q=%C5%BB%C3%B3%C5%82%C4%87").is_ok());
    }
}
