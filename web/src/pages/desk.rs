//! The first page at work (Pulpit): what waits, what lies in the safe, and the one thing to do next. A new school
//! finds there what to set up, step by step. Everybody sees what their role may.

use askama::Template;
use i18n_embed_fl::fl;
use office::{Refused, class::ClassRow, hologram::HologramsDue, ledger::Stock, photo::QueueCounts};
use school::{permission::Permission, person::Role};

use super::{
    Answer, go,
    holograms::due_words,
    set_up_steps::{self, Step},
    statistics::{ClassChart, class_charts},
    stock::period_words,
};
use crate::{formats, frame::Frame, refusal::page, visitor::Staff, words::Words};

#[derive(Template)]
#[template(path = "desk/show.html")]
struct DeskPage {
    frame: Frame,
    today: String,
    steps: Vec<Step>,
    /// How many of them are done or left out.
    behind: usize,
    next: Option<Next>,
    /// Does this role do the daily work? Then "all done" is worth saying.
    acts: bool,
    todo: Vec<Todo>,
    /// How far the classes have come; none while there is something to set up.
    charts: Vec<ClassChart>,
    school: Option<School>,
    stock: Option<Safe>,
}

/// The one thing to do next: how many, of what, and where.
struct Next {
    number: i64,
    text: String,
    action: String,
    href: &'static str,
}

/// Something that waits, with the way there.
struct Todo {
    number: u32,
    text: String,
    hint: String,
    href: &'static str,
}

struct School {
    classes: usize,
    pupils: u32,
}

/// What is in stock, by template and by school year.
struct Safe {
    blanks: Vec<(String, i64)>,
    holograms: Vec<(String, i64)>,
}

/// What this desk may see of the day; none for what it may not.
struct Day {
    photos: Option<QueueCounts>,
    ready: Option<u32>,
    to_hand_out: Option<u32>,
    stock: Option<Stock>,
    classes: Option<Vec<ClassRow>>,
    /// Cards without the hologram of the period that runs.
    holograms: Option<HologramsDue>,
    /// What is to be done in SIO.
    sio: Option<u32>,
}

impl Day {
    async fn of(staff: &Staff, ready: u32) -> Result<Self, Refused> {
        let desk = &staff.desk;
        let photos = if desk.may(Permission::SeePhotos) { Some(desk.photo_counts().await?) } else { None };
        let stock = if desk.may(Permission::SeeStock) { Some(desk.stock().await?) } else { None };
        let classes = if desk.may(Permission::SeePupils) { Some(desk.classes().await?) } else { None };
        let prints = desk.may(Permission::SeePrintRuns);
        let to_hand_out = if prints {
            let runs = desk.print_runs().await?;
            Some(runs.iter().map(|run| run.printed.saturating_sub(run.issued)).sum())
        } else {
            None
        };
        let holograms = if desk.may(Permission::HandOutCards) { desk.holograms_due().await? } else { None };
        let sio = if prints { Some(desk.sio_tasks_open().await?) } else { None };
        Ok(Self { photos, ready: prints.then_some(ready), to_hand_out, stock, classes, holograms, sio })
    }

    /// How many blanks and holograms the yearly stock-take is about; none if it is not due.
    fn to_count(&self) -> u32 {
        let due = self.stock.iter().filter(|stock| stock.take_due);
        let pieces: i64 =
            due.flat_map(|stock| stock.blanks.iter().chain(&stock.holograms)).map(|(_, all)| all.stock).sum();
        u32::try_from(pieces).unwrap_or_default()
    }

    fn blanks_in_stock(&self) -> i64 {
        self.stock.iter().flat_map(|stock| &stock.blanks).map(|(_, balance)| balance.stock).sum()
    }
}

/// A photographer's: the packs, and nothing else at the school is theirs to see.
#[derive(Template)]
#[template(path = "desk/photographer.html")]
struct PhotographerPage {
    frame: Frame,
}

/// The desk of today; a form teacher's is the own class.
pub async fn show(staff: Staff) -> Answer {
    match staff.desk.role() {
        Role::FormTeacher => Ok(go("/my-class")),
        Role::Photographer => Ok(page(&PhotographerPage { frame: staff.frame("desk").await? })),
        _ => of_today(staff).await,
    }
}

async fn of_today(staff: Staff) -> Answer {
    let t = staff.t();
    let frame = staff.frame("desk").await?;
    let day = Day::of(&staff, frame.ready).await?;
    let steps = steps(&staff, &day).await?;
    let charts = steps.is_empty() && staff.desk.may(Permission::SeePhotos);
    let stages = if charts { staff.desk.class_stages().await? } else { Vec::new() };
    Ok(page(&DeskPage {
        today: formats::day(t, staff.desk.today()),
        next: if steps.is_empty() { next(&staff, &day) } else { None },
        acts: staff.desk.may(Permission::ReviewPhotos),
        todo: todo(&staff, &day),
        charts: class_charts(t, &stages),
        school: day.classes.as_deref().map(school),
        stock: day.stock.as_ref().map(|stock| safe(t, stock)),
        behind: steps.iter().filter(|step| !step.open).count(),
        steps,
        frame,
    }))
}

fn school(classes: &[ClassRow]) -> School {
    let newest = classes.first().map(|class| class.year.clone()).unwrap_or_default();
    let classes: Vec<_> = classes.iter().filter(|class| class.year == newest).collect();
    School { pupils: classes.iter().map(|class| class.pupils).sum(), classes: classes.len() }
}

fn safe(t: Words, stock: &Stock) -> Safe {
    let there = |items: &[(String, school::ledger::Balance)]| {
        items.iter().map(|(name, balance)| (period_words(t, name), balance.stock)).collect()
    };
    Safe { blanks: there(&stock.blanks), holograms: there(&stock.holograms) }
}

/// Everything that waits, the pressing first; what is not there is not named.
fn todo(staff: &Staff, day: &Day) -> Vec<Todo> {
    let t = staff.t();
    let prints = if staff.desk.may(Permission::OpenPrintRuns) { "/print-runs/new" } else { "/print-runs" };
    let photos = day.photos.unwrap_or_default();
    let (ready, to_hand_out) = (day.ready.unwrap_or_default(), day.to_hand_out.unwrap_or_default());
    let blanks = day.blanks_in_stock();
    let due = day.holograms.map(|due| (due.cards, due_words(t, due)));
    let (unconfirmed, due) = due.unwrap_or_default();
    let all = [
        (photos.waiting, fl!(t, "desk-waiting"), String::new(), "/photos"),
        (photos.changes, fl!(t, "desk-changes"), String::new(), "/photos?tab=changes"),
        (ready, fl!(t, "desk-ready"), fl!(t, "desk-ready-hint", blanks = blanks), prints),
        (to_hand_out, fl!(t, "desk-to-hand-out"), String::new(), "/print-runs"),
        (unconfirmed, fl!(t, "desk-holograms-due"), due, "/holograms"),
        (day.sio.unwrap_or_default(), fl!(t, "desk-sio"), String::new(), "/sio"),
        (photos.missing, fl!(t, "desk-missing"), String::new(), "/photos?tab=missing"),
        (day.to_count(), fl!(t, "stock-take"), fl!(t, "stock-take-hint"), "/stock"),
    ];
    let waiting = all.into_iter().filter(|(number, ..)| *number > 0);
    waiting.map(|(number, text, hint, href)| Todo { number, text, hint, href }).collect()
}

/// The first of the things that this role can do.
fn next(staff: &Staff, day: &Day) -> Option<Next> {
    let t = staff.t();
    let photos = day.photos.unwrap_or_default();
    let (ready, to_hand_out) = (day.ready.unwrap_or_default(), day.to_hand_out.unwrap_or_default());
    let blanks = day.blanks_in_stock();
    let some = |permission, number: u32| number > 0 && staff.desk.may(permission);
    let next = |number, text, action, href| Some(Next { number: i64::from(number), text, action, href });
    if some(Permission::ReviewPhotos, photos.waiting) {
        let text = fl!(t, "desk-next-waiting", count = photos.waiting);
        next(photos.waiting, text, fl!(t, "desk-next-waiting-do"), "/photos")
    } else if some(Permission::ReviewPhotos, photos.changes) {
        let text = fl!(t, "desk-next-changes", count = photos.changes);
        next(photos.changes, text, fl!(t, "desk-next-changes-do"), "/photos?tab=changes")
    } else if some(Permission::OpenPrintRuns, ready) && blanks > 0 {
        next(ready, fl!(t, "desk-next-ready", count = ready), fl!(t, "desk-next-ready-do"), "/print-runs/new")
    } else if some(Permission::ManageStock, ready) {
        next(ready, fl!(t, "desk-next-blanks", count = ready), fl!(t, "desk-next-blanks-do"), "/stock")
    } else if some(Permission::HandOutCards, to_hand_out) {
        let text = fl!(t, "desk-next-hand-out", count = to_hand_out);
        next(to_hand_out, text, fl!(t, "desk-next-hand-out-do"), "/print-runs")
    } else if some(Permission::ManagePupils, photos.missing) {
        let text = fl!(t, "desk-next-missing", count = photos.missing);
        next(photos.missing, text, fl!(t, "desk-next-missing-do"), "/photos?tab=missing")
    } else {
        None
    }
}

/// What is to be set up; nothing once it is done. The administrator sees every step to the end, the others those of the
/// daily work until photos have come.
async fn steps(staff: &Staff, day: &Day) -> Result<Vec<Step>, Refused> {
    let sets_up = staff.desk.may(Permission::ManageSchool);
    let begun =
        day.photos.is_some_and(|photos| photos.waiting + photos.changes + photos.rejected + photos.approved > 0);
    if day.classes.is_none() || (begun && !sets_up) {
        return Ok(Vec::new());
    }
    let steps = set_up_steps::steps(staff).await?.into_iter();
    let mut steps: Vec<_> = steps.filter(|step| sets_up || step.code.is_daily_work()).collect();
    if !steps.iter().any(|step| step.open) {
        steps.clear();
    }
    set_up_steps::mark_next(&mut steps);
    for step in &mut steps {
        (step.may_skip, step.may_take_up) = (false, false);
    }
    Ok(steps)
}
