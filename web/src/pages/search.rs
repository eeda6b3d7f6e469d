//! Everything from one field: pupils, classes, cards, and where one can go, each with its keys (ux.md 1.2). A plain
//! page; a script only brings the field closer (`go.js`).

use askama::Template;
use axum::extract::Query;
use i18n_embed_fl::fl;
use office::{
    Refused,
    pupil::{PupilFilter, PupilPage},
};
use school::{permission::Permission, search::fold};
use serde::Deserialize;

use super::{Answer, photo::class_text};
use crate::{frame::Frame, refusal::page, visitor::Staff};

/// How many pupils are shown; the list has the rest.
const MOST: usize = 10;

#[derive(Template)]
#[template(path = "search/show.html")]
struct SearchPage {
    frame: Frame,
    query: String,
    pupils: Vec<Hit>,
    /// How many more there are, and the list of all.
    more: Option<(u32, String)>,
    classes: Vec<Hit>,
    cards: Vec<Hit>,
    commands: Vec<Command>,
}

/// Something that was found.
struct Hit {
    href: String,
    text: String,
    detail: String,
}

/// Where one can go.
struct Command {
    href: &'static str,
    text: String,
    /// Its key after G.
    key: Option<&'static str>,
}

impl SearchPage {
    fn nothing(&self) -> bool {
        self.pupils.is_empty() && self.classes.is_empty() && self.cards.is_empty() && self.commands.is_empty()
    }
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Wanted {
    q: String,
}

/// What is found.
pub async fn show(staff: Staff, Query(wanted): Query<Wanted>) -> Answer {
    if !staff.desk.may(Permission::SeePupils) {
        return Err(Refused::Forbidden.into());
    }
    let query = wanted.q.trim();
    let frame = staff.frame("search").await?;
    let found = pupils(&staff, query).await?;
    let rest = found.total.saturating_sub(u32::try_from(found.rows.len().min(MOST)).unwrap_or_default());
    let list = serde_urlencoded::to_string(&[("q", query)][..]).unwrap_or_default();
    let pupil = |row: office::pupil::PupilRow| Hit {
        href: format!("/pupils/{}", row.id),
        text: row.name,
        detail: class_text(staff.t(), &row.class),
    };
    let found_page = SearchPage {
        pupils: found.rows.into_iter().take(MOST).map(pupil).collect(),
        more: (rest > 0).then(|| (rest, format!("/pupils?{list}"))),
        classes: classes(&staff, query).await?,
        cards: cards(&staff, query).await?,
        commands: commands(&staff, &frame, query),
        query: query.to_owned(),
        frame,
    };
    Ok(page(&found_page))
}

/// A text that no name has anything of finds nobody.
async fn pupils(staff: &Staff, query: &str) -> Result<PupilPage, Refused> {
    if query.is_empty() {
        return Ok(PupilPage::default());
    }
    match staff.desk.pupil_page(&PupilFilter { search: query.to_owned(), ..PupilFilter::default() }).await {
        Err(Refused::Invalid(_)) => Ok(PupilPage::default()),
        found => found,
    }
}

async fn classes(staff: &Staff, query: &str) -> Result<Vec<Hit>, Refused> {
    let wanted = fold(query);
    let fits = |name: &str| !wanted.is_empty() && fold(name).starts_with(&wanted);
    let classes = staff.desk.classes().await?.into_iter().filter(|class| fits(&class.name));
    let hit = |class: office::class::ClassRow| Hit {
        href: format!("/pupils?class={}", class.id),
        text: class_text(staff.t(), &class.name),
        detail: class.year,
    };
    Ok(classes.map(hit).collect())
}

async fn cards(staff: &Staff, query: &str) -> Result<Vec<Hit>, Refused> {
    if !staff.desk.may(Permission::SeePrintRuns) {
        return Ok(Vec::new());
    }
    let found = staff.desk.find_card(query).await?;
    let hit = |card: office::card::CardRecord| Hit {
        href: format!("/cards/{}", card.id),
        text: card.number,
        detail: card.name,
    };
    Ok(found.into_iter().map(hit).collect())
}

/// Where this role can go: what the navigation has, and what is done often.
fn commands(staff: &Staff, frame: &Frame, query: &str) -> Vec<Command> {
    let (t, wanted) = (staff.t(), fold(query));
    let places = frame.nav.iter().map(|item| Command { href: item.href, text: item.label.clone(), key: item.key() });
    let verbs = [
        (Permission::ManagePupils, "/pupils/new", fl!(t, "pupils-add")),
        (Permission::ManagePupils, "/class-lists", fl!(t, "lists-title")),
        (Permission::SeePupils, "/classes", fl!(t, "classes-title")),
        (Permission::HandInPacks, "/photo-packs", fl!(t, "packs-title")),
        (Permission::RemindFamilies, "/reminders", fl!(t, "reminders-title")),
        (Permission::SeePhotos, "/statistics/checks", fl!(t, "statistics-checks")),
        (Permission::OpenPrintRuns, "/print-runs/new", fl!(t, "desk-next-ready-do")),
        (Permission::SeePupils, "/law", fl!(t, "law-title")),
    ];
    let verbs = verbs.into_iter().filter(|verb| staff.desk.may(verb.0));
    let verbs = verbs.map(|(_, href, text)| Command { href, text, key: None });
    places.chain(verbs).filter(|command| fold(&command.text).contains(&wanted)).collect()
}
