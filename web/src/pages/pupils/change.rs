//! What changes about a pupil: the name, the class, a PESEL that arrived, leaving and returning. Each page says what
//! follows for the card before it is done.

use askama::Template;
use axum::{Form, extract::Path};
use i18n_embed_fl::fl;
use office::{
    Conflict, FieldError, Refused,
    pupil::{LeavePupil, PupilRecord, RenamePupil},
};
use school::{
    PupilId,
    card::Standing,
    permission::Permission,
    pupil::{Leaving, NameGround, PupilRefusal},
};
use serde::Deserialize;

use super::class_options;
use crate::{
    forms::Errors,
    frame::Frame,
    once::OrDone,
    pages::{
        Answer, go, overtaken,
        photo::{class_text, known},
        unprocessable,
    },
    refusal::page,
    visitor::Staff,
    words::Words,
};

/// What is changed, by the last word of its address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Name,
    Class,
    Pesel,
    Ruling,
    Departure,
    Return,
}

impl Change {
    const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Class => "class",
            Self::Pesel => "pesel",
            Self::Ruling => "ruling",
            Self::Departure => "departure",
            Self::Return => "return",
        }
    }

    /// Can it be done to this pupil?
    fn fits(self, record: &PupilRecord) -> Result<(), PupilRefusal> {
        match self {
            Self::Return if record.left.is_none() => Err(PupilRefusal::Attends),
            Self::Return => Ok(()),
            _ if record.left.is_some() => Err(PupilRefusal::HasLeft),
            Self::Pesel if !record.without_pesel => Err(PupilRefusal::HasPesel),
            Self::Name | Self::Class | Self::Pesel | Self::Ruling | Self::Departure => Ok(()),
        }
    }
}

#[derive(Template)]
#[template(path = "pupils/change.html")]
struct ChangePage {
    frame: Frame,
    id: PupilId,
    name: String,
    class: String,
    code: &'static str,
    title: String,
    /// What follows from it.
    follows: Vec<String>,
    typed: Typed,
    /// The classes, grounds or ways to leave to choose from.
    options: Vec<(String, String)>,
    /// What the button says.
    submit: String,
    errors: Errors,
}

/// What the forms send; each sends its own fields and the version.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    version: i64,
    given: String,
    surname: String,
    ground: String,
    class: String,
    pesel: String,
    ruling: String,
    on: String,
    why: String,
}

/// The form of a new name.
pub async fn name(staff: Staff, Path(id): Path<String>) -> Answer {
    fresh(&staff, known(&id)?, Change::Name).await
}

/// Writes the new name.
pub async fn rename(staff: Staff, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let id = known(&id)?;
    let Typed { given, surname, ground, .. } = &typed;
    let form = RenamePupil { given: given.clone(), surname: surname.clone(), ground: ground.clone() };
    let done = staff.desk.rename_pupil(id, typed.version, &form).await;
    answer(&staff, id, Change::Name, typed, done).await
}

/// The form of another class.
pub async fn class(staff: Staff, Path(id): Path<String>) -> Answer {
    fresh(&staff, known(&id)?, Change::Class).await
}

/// Puts the pupil into another class.
pub async fn change_class(staff: Staff, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let id = known(&id)?;
    let done = staff.desk.move_pupil(id, typed.version, &typed.class).await;
    answer(&staff, id, Change::Class, typed, done).await
}

/// The form of a PESEL that arrived.
pub async fn pesel(staff: Staff, Path(id): Path<String>) -> Answer {
    fresh(&staff, known(&id)?, Change::Pesel).await
}

/// Writes the PESEL in the place of the other document.
pub async fn give_pesel(staff: Staff, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let id = known(&id)?;
    let done = staff.desk.give_pesel(id, typed.version, &typed.pesel).await;
    answer(&staff, id, Change::Pesel, typed, done).await
}

/// The form of a ruling.
pub async fn ruling(staff: Staff, Path(id): Path<String>) -> Answer {
    fresh(&staff, known(&id)?, Change::Ruling).await
}

/// Notes whether there is a ruling.
pub async fn set_ruling(staff: Staff, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let id = known(&id)?;
    let done = staff.desk.set_ruling(id, typed.version, !typed.ruling.is_empty()).await;
    answer(&staff, id, Change::Ruling, typed, done).await
}

/// The form of leaving.
pub async fn departure(staff: Staff, Path(id): Path<String>) -> Answer {
    fresh(&staff, known(&id)?, Change::Departure).await
}

/// Marks the pupil as gone.
pub async fn leave(staff: Staff, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let id = known(&id)?;
    let form = LeavePupil { on: typed.on.clone(), why: typed.why.clone() };
    let done = staff.desk.leave_pupil(id, typed.version, &form).await;
    answer(&staff, id, Change::Departure, typed, done).await
}

/// The form of a return.
pub async fn back(staff: Staff, Path(id): Path<String>) -> Answer {
    fresh(&staff, known(&id)?, Change::Return).await
}

/// Takes the pupil back.
pub async fn take_back(staff: Staff, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let id = known(&id)?;
    let done = staff.desk.take_pupil_back(id, typed.version, &typed.class).await;
    answer(&staff, id, Change::Return, typed, done).await
}

/// The form with what is known.
async fn fresh(staff: &Staff, id: PupilId, change: Change) -> Answer {
    Ok(page(&form(staff, id, change, None, &[]).await?))
}

/// On to the record, or back to the form with what is wrong.
async fn answer(staff: &Staff, id: PupilId, change: Change, typed: Typed, done: Result<PupilId, Refused>) -> Answer {
    match done.or_done() {
        Ok(pupil) => {
            let same = staff.desk.pupil(pupil).await?.version == typed.version;
            Ok(go(&format!("/pupils/{pupil}?changed={}", if same { "nothing" } else { change.code() })))
        }
        Err(Refused::Invalid(errors)) => Ok(unprocessable(&form(staff, id, change, Some(typed), &errors).await?)),
        Err(Refused::Conflict(Conflict::Changed)) => {
            let version = staff.desk.pupil(id).await?.version;
            let again = form(staff, id, change, Some(Typed { version, ..typed }), &[]).await?;
            let errors = Errors::overtaken_by(staff.t(), format!("{}, {}", again.name, again.class));
            Ok(overtaken(&ChangePage { frame: again.frame.with_error(), errors, ..again }))
        }
        Err(refused) => Err(refused.into()),
    }
}

async fn form(
    staff: &Staff,
    id: PupilId,
    change: Change,
    typed: Option<Typed>,
    errors: &[FieldError],
) -> Result<ChangePage, Refused> {
    let may_know = change != Change::Ruling || staff.desk.may(Permission::SeeDisability);
    if !may_know || !staff.desk.may(Permission::ManagePupils) {
        return Err(Refused::Forbidden);
    }
    let t = staff.t();
    let record = staff.desk.pupil(id).await?;
    change.fits(&record).map_err(|refusal| Refused::Conflict(Conflict::Pupil(refusal)))?;
    let mut frame = staff.frame("pupils").await?;
    frame.title_error = !errors.is_empty();
    let own = [("ground", fl!(t, "pupil-ground")), ("on", fl!(t, "pupil-left-on")), ("why", fl!(t, "pupil-why"))];
    Ok(ChangePage {
        frame,
        id,
        code: change.code(),
        title: title(t, change),
        follows: follows(t, change, &record),
        options: options(staff, change).await?,
        submit: submit(t, change),
        errors: Errors::labelled(t, errors, &own),
        typed: typed.unwrap_or_else(|| as_it_is(staff, change, &record)),
        class: class_text(t, &record.class),
        name: record.name.full(),
    })
}

/// What the fields hold before anybody typed.
fn as_it_is(staff: &Staff, change: Change, record: &PupilRecord) -> Typed {
    let there = Typed { version: record.version, ..Typed::default() };
    match change {
        Change::Name => {
            Typed { given: record.name.given().to_owned(), surname: record.name.surname().to_owned(), ..there }
        }
        Change::Class => Typed { class: record.class_id.to_string(), ..there },
        Change::Departure => Typed { on: staff.desk.today().to_string(), ..there },
        Change::Ruling => {
            let ruling = if record.ruling == Some(true) { "1" } else { "" };
            Typed { ruling: ruling.to_owned(), ..there }
        }
        Change::Pesel | Change::Return => there,
    }
}

/// What there is to choose from; the first one says: choose.
async fn options(staff: &Staff, change: Change) -> Result<Vec<(String, String)>, Refused> {
    let t = staff.t();
    let choose = (String::new(), fl!(t, "pupil-choose"));
    Ok(match change {
        Change::Name => {
            let grounds = NameGround::ALL.iter().map(|ground| (ground.code().to_owned(), ground_text(t, *ground)));
            [choose].into_iter().chain(grounds).collect()
        }
        Change::Departure => {
            let ways = Leaving::ALL.iter().map(|way| (way.code().to_owned(), leaving_text(t, *way)));
            [choose].into_iter().chain(ways).collect()
        }
        Change::Class => class_options(t, &staff.desk.classes().await?),
        Change::Return => {
            let classes = class_options(t, &staff.desk.classes().await?);
            [(String::new(), fl!(t, "pupils-class-choose"))].into_iter().chain(classes).collect()
        }
        Change::Pesel | Change::Ruling => Vec::new(),
    })
}

/// On what ground a name changes.
pub(crate) fn ground_text(t: Words, ground: NameGround) -> String {
    match ground {
        NameGround::Certificate => fl!(t, "pupil-ground-certificate"),
        NameGround::Decision => fl!(t, "pupil-ground-decision"),
        NameGround::Ruling => fl!(t, "pupil-ground-ruling"),
        NameGround::Error => fl!(t, "pupil-ground-error"),
    }
}

/// How a pupil left.
pub(crate) fn leaving_text(t: Words, way: Leaving) -> String {
    match way {
        Leaving::Graduated => fl!(t, "pupil-why-graduated"),
        Leaving::Transferred => fl!(t, "pupil-why-transferred"),
        Leaving::Removed => fl!(t, "pupil-why-removed"),
    }
}

fn title(t: Words, change: Change) -> String {
    match change {
        Change::Name => fl!(t, "pupil-name-title"),
        Change::Class => fl!(t, "pupil-class-title"),
        Change::Pesel => fl!(t, "pupil-pesel-title"),
        Change::Ruling => fl!(t, "pupil-ruling-title"),
        Change::Departure => fl!(t, "pupil-departure-title"),
        Change::Return => fl!(t, "pupil-return-title"),
    }
}

fn submit(t: Words, change: Change) -> String {
    match change {
        Change::Name => fl!(t, "pupil-name-do"),
        Change::Class => fl!(t, "pupil-class-do"),
        Change::Pesel => fl!(t, "pupil-pesel-do"),
        Change::Ruling => fl!(t, "pupil-ruling-do"),
        Change::Departure => fl!(t, "pupil-departure-do"),
        Change::Return => fl!(t, "pupil-return-do"),
    }
}

/// The number of the card that was made or handed out and is not taken back.
pub(super) fn living_card(record: &PupilRecord) -> Option<String> {
    record.cards.iter().find(|card| card.standing != Standing::Invalid).map(|card| card.number.clone())
}

/// What follows, in sentences (law.md 4.3).
fn follows(t: Words, change: Change, record: &PupilRecord) -> Vec<String> {
    let card = living_card(record);
    match (change, card) {
        (Change::Name, Some(number)) => vec![
            fl!(t, "pupil-name-card", number = number),
            fl!(t, "pupil-name-old-card"),
            fl!(t, "pupil-name-new-card"),
            fl!(t, "pupil-name-log"),
        ],
        (Change::Name, None) => vec![fl!(t, "pupil-name-no-card"), fl!(t, "pupil-name-log")],
        (Change::Class, _) => vec![fl!(t, "pupil-class-card")],
        (Change::Pesel, Some(number)) => vec![fl!(t, "pupil-pesel-text"), fl!(t, "pupil-pesel-card", number = number)],
        (Change::Pesel, None) => vec![fl!(t, "pupil-pesel-text")],
        (Change::Ruling, card) => {
            let card = card.map(|number| fl!(t, "pupil-ruling-card", number = number));
            let first = [fl!(t, "pupil-ruling-template"), fl!(t, "pupil-ruling-who")];
            first.into_iter().chain(card).collect()
        }
        (Change::Departure, card) => {
            let card = card.map(|number| fl!(t, "pupil-departure-card", number = number));
            let first = [fl!(t, "pupil-departure-lists"), fl!(t, "pupil-departure-family")];
            first.into_iter().chain(card).chain([fl!(t, "pupil-departure-photos")]).collect()
        }
        (Change::Return, card) => {
            let card = card.map(|number| fl!(t, "pupil-return-card", number = number));
            [fl!(t, "pupil-return-text")].into_iter().chain(card).collect()
        }
    }
}
