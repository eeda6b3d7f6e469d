//! The school year turns: classes go up, the last ones graduate, in one transaction; taken back as long as nothing is
//! built on it. Offered once the new year has begun: who graduates has left on a day that is over.

use std::collections::BTreeMap;

use school::{
    ClassId, PupilId,
    class_name::ClassName,
    event::Event,
    ledger::Item,
    number::CardNumber,
    permission::Permission,
    promotion::{Destination, Fate, Move, NewClass, Next, Now, Obstacle, Plan, Turn},
    pupil::{HolderStatus, Leaving},
    state_mobile_id::Reason,
    year::{Period, SchoolYear},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{LastTurn, TurningClass, TurningPupil, YearForm, YearPlan, class_name};
use crate::{
    StaffDesk,
    installation::{go_on_with, typed_number},
    pupil::{listing, order::order_key},
    refused::{Broken, Conflict, FieldError, Problem, Refused},
    state_mobile_id::trigger::noted,
    store::{
        Tx, Within,
        class::ClassCount,
        rows::{day, new_id, time},
        turn::TurnColumns,
    },
};

impl StaffDesk {
    /// What the classes of the year that has ended would become, and the last turn, if it can be looked at.
    ///
    /// # Errors
    /// If this desk may not manage pupils.
    pub async fn year_plan(&self) -> Result<YearPlan, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.look().await?;
        let (plan, mut pupils) = self.proposed(&mut tx).await?;
        let class = |(id, name, next): (ClassId, &ClassName, &Next)| {
            let becomes = match next {
                Next::Becomes(name) => name.to_string(),
                Next::Graduates | Next::Undecided => String::new(),
            };
            let pupils = pupils.remove(&id).unwrap_or_default();
            TurningClass { id, name: name.to_string(), pupils, becomes, graduates: *next == Next::Graduates }
        };
        let classes = plan.classes().map(class).collect();
        let next = plan.ending().next();
        let holograms = match self.may(Permission::SeeStock) {
            true => Some(tx.balance(Item::Hologram(Period::Year(next))).await?.stock),
            false => None,
        };
        let number = tx.next_number(self.today().year()).await?;
        let last = match tx.last_turn().await? {
            Some(turn) => Some(LastTurn { id: turn.id, year: year_of(&turn)?.label(), at: time(turn.created_at)? }),
            None => None,
        };
        Ok(YearPlan { ending: plan.ending().label(), next: next.label(), classes, number, holograms, last })
    }

    /// Makes the classes of the new year and takes everybody there, or out of the school; who may, says on the way with
    /// which number the cards go on.
    ///
    /// # Errors
    /// `Forbidden`; `Invalid` field `pupils`, `first_number`, or `classes`: `Required` if it is not said what a class
    /// becomes, `NotAClassName`, `TooLong`, or `Taken` if two would have one name; `Conflict::Changed` if nobody is in
    /// a class of the year that has ended, or the form is about other classes or pupils than those.
    pub async fn turn_year(&self, form: &YearForm) -> Result<Uuid, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.begin().await?;
        let (mut plan, _) = self.proposed(&mut tx).await?;
        let reviewed = read(form)?;
        if reviewed.len() != plan.classes().count() {
            return Err(Refused::Conflict(Conflict::Changed)); // a class came meanwhile: nobody has looked at it
        }
        for (class, next) in reviewed {
            plan.set_class(class, next).map_err(|_| Refused::Conflict(Conflict::Changed))?;
        }
        for (pupil, fate) in exceptions(form)? {
            plan.set_pupil(pupil, fate).map_err(|_| Refused::Conflict(Conflict::Changed))?;
        }
        let turn = plan.settle().map_err(|obstacles| obstacle(&obstacles))?;
        if turn.moves.is_empty() {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let id = new_id();
        let (classes, new) = make_classes(&mut tx, &turn).await?;
        for step in &turn.moves {
            self.take(&mut tx, step, &classes).await?;
        }
        let numbers = self.new_series(&mut tx, &form.first_number).await?;
        tx.add_turn(id, turn.year, &serde_json::to_string(&Kept::of(&turn, new, numbers))?).await?;
        let pupils = turn.moves.len();
        tx.commit(Event::new("year.turned", id).with("year", turn.year).with("people", pupils)).await?;
        Ok(id)
    }

    /// Takes the last turn back: everybody goes to the class of before, and those classes go that it made and
    /// that are empty then. So does the number of the next card, if no card has taken it yet.
    ///
    /// # Errors
    /// If it is not the last turn of this school; `Conflict::Changed` if somebody is not any more where it put them.
    pub async fn undo_turn(&self, id: Uuid) -> Result<Uuid, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.begin().await?;
        let last = tx.last_turn().await?.filter(|last| last.id == id).ok_or(Refused::NotFound)?;
        let mut kept = serde_json::from_str::<Kept>(&last.moves)?;
        let numbers = kept.numbers.take();
        let turn = kept.turn(year_of(&last)?)?;
        tx.forget_turn(id).await?;
        let mut now = BTreeMap::new();
        for step in &turn.moves {
            now.insert(step.pupil, stands(&mut tx, step.pupil).await?);
        }
        let undo = turn.undo(&now).map_err(|_| Refused::Conflict(Conflict::Changed))?;
        for (pupil, class) in &undo.pupils {
            back(&mut tx, *pupil, *class).await?;
        }
        for name in &undo.classes {
            if let Some(class) = tx.class_of_year(turn.year, name).await? {
                tx.remove_empty_class(class.0).await?;
            }
        }
        if let Some((year, before, after)) = numbers
            && tx.next_number(year).await?.serial == after
        {
            let number = CardNumber { serial: before, year };
            go_on_with(&mut tx, number).await?;
            tx.record(&Event::new("school.numbers_started", self.school).with("number", number)).await?;
        }
        tx.commit(Event::new("year.turn_undone", id).with("year", turn.year).with("people", undo.pupils.len())).await?;
        Ok(id)
    }

    /// What the names of the classes say in which somebody still is, and who is in each.
    async fn proposed(&self, tx: &mut Tx<Within>) -> Result<(Plan, Roll), Refused> {
        let ending = SchoolYear(SchoolYear::of(self.today()).0.saturating_sub(1));
        let kind = tx.issuer().await?.kind;
        let pupils = tx.pupils_of_year(ending).await?;
        let mut roll = Roll::new();
        for (id, class, name) in &pupils {
            roll.entry(*class).or_default().push(TurningPupil { id: *id, name: name.clone() });
        }
        let of = |class: &ClassCount| roll.contains_key(&ClassId(class.id));
        let mut classes = Vec::new();
        for class in tx.classes().await?.into_iter().filter(of) {
            classes.push((ClassId(class.id), class_name(&class.name)?));
        }
        let pupils = pupils.into_iter().map(|(pupil, class, _)| (pupil, class));
        Ok((Plan::propose(kind, ending, classes, pupils), roll))
    }

    /// The number of the next card, if another was typed than the one that comes by itself: the calendar year, what
    /// came next before, and what comes next now. To say so is the administrator's, here as on the page of the school.
    async fn new_series(&self, tx: &mut Tx<Within>, typed: &str) -> Result<Option<(i16, u32, u32)>, Refused> {
        if typed.trim().is_empty() {
            return Ok(None);
        }
        let (next, serial) = (tx.next_number(self.today().year()).await?, typed_number(typed)?);
        if serial == next.serial {
            return Ok(None);
        }
        self.must(Permission::ManageSchool)?;
        let number = CardNumber { serial, ..next };
        go_on_with(tx, number).await?;
        tx.record(&Event::new("school.numbers_started", self.school).with("number", number)).await?;
        Ok(Some((next.year, next.serial, serial)))
    }

    async fn take(&self, tx: &mut Tx<Within>, step: &Move, classes: &Classes) -> Result<(), Refused> {
        let facts = tx.pupil(step.pupil).await?;
        if facts.pupil.class != step.from {
            return Err(Refused::Conflict(Conflict::Changed)); // a colleague turned the year at the same moment
        }
        let (pupil, class, event) = match &step.to {
            Destination::Class(name) => {
                let (class, name) = classes.get(&name.key()).ok_or(Broken::Inconsistent("a turn without a class"))?;
                let event = Event::new("pupil.moved", step.pupil).with("class", name);
                (facts.pupil.move_to(*class)?, name.to_string(), event)
            }
            Destination::Graduated(on) => {
                let event = Event::new("pupil.left", step.pupil).with("on", on).with("why", Leaving::Graduated);
                (facts.pupil.leave(*on, self.today())?, facts.class_name, event)
            }
            Destination::Left(on) => {
                let event = Event::new("pupil.left", step.pupil).with("on", on);
                (facts.pupil.leave(*on, self.today())?, facts.class_name, event)
            }
        };
        tx.put_pupil(&pupil, &listing(&pupil.name, &class)?).await?;
        if pupil.status != HolderStatus::Attending {
            noted(tx, step.pupil, Reason::Left).await?;
        }
        tx.record(&event).await
    }
}

/// Who is still in which class of the year that has ended.
type Roll = BTreeMap<ClassId, Vec<TurningPupil>>;

/// The classes of the new year by the key of their name.
type Classes = BTreeMap<String, (ClassId, ClassName)>;

/// Makes those that are not there yet; answers their names, too.
async fn make_classes(tx: &mut Tx<Within>, turn: &Turn) -> Result<(Classes, Vec<String>), Refused> {
    let (mut classes, mut new) = (Classes::new(), Vec::new());
    for NewClass { name, was } in &turn.classes {
        let made = tx.add_class(turn.year, name, &order_key(name.as_str())?).await?;
        if let (Some(class), Some(was)) = (made, was) {
            tx.keep_form_teacher(class, *was).await?;
        }
        let id = match made {
            Some(id) => {
                new.push(name.to_string());
                id
            }
            None => tx.class_of_year(turn.year, name).await?.ok_or(Refused::Conflict(Conflict::Changed))?,
        };
        classes.insert(name.key(), (id, name.clone()));
    }
    Ok((classes, new))
}

async fn back(tx: &mut Tx<Within>, pupil: PupilId, class: ClassId) -> Result<(), Refused> {
    let facts = tx.pupil(pupil).await?;
    let name = tx.class_name(class).await?.ok_or(Refused::Conflict(Conflict::Changed))?;
    let was_gone = facts.pupil.status != HolderStatus::Attending;
    let (pupil, event) = match facts.pupil.status {
        HolderStatus::Attending => (facts.pupil.move_to(class)?, Event::new("pupil.moved", pupil)),
        HolderStatus::Left(_) => (facts.pupil.come_back(class)?, Event::new("pupil.returned", pupil)),
    };
    tx.put_pupil(&pupil, &listing(&pupil.name, &name)?).await?;
    if was_gone {
        noted(tx, pupil.id, Reason::Returned).await?;
    }
    tx.record(&event.with("class", name)).await
}

async fn stands(tx: &mut Tx<Within>, pupil: PupilId) -> Result<Now, Refused> {
    let facts = tx.pupil(pupil).await?;
    Ok(match facts.pupil.status {
        HolderStatus::Attending => Now::In(class_name(&facts.class_name)?),
        HolderStatus::Left(on) => Now::Left(on),
    })
}

fn year_of(turn: &TurnColumns) -> Result<SchoolYear, Broken> {
    i16::try_from(turn.year).map(SchoolYear).map_err(|_| Broken::Inconsistent("a school year"))
}

/// What was typed for each class.
fn read(form: &YearForm) -> Result<BTreeMap<ClassId, Next>, Refused> {
    let next = |name: &str, graduates: bool| match (name.trim(), graduates) {
        (_, true) => Ok(Next::Graduates),
        ("", false) => Ok(Next::Undecided),
        (name, false) => ClassName::new(name).map(Next::Becomes),
    };
    let read = form.classes.iter().map(|(class, name, graduates)| {
        let next = next(name, *graduates).map_err(|error| FieldError::refuse("classes", super::add::problem(error)))?;
        Ok((*class, next))
    });
    read.collect()
}

/// Who does not simply go with the class.
fn exceptions(form: &YearForm) -> Result<Vec<(PupilId, Fate)>, Refused> {
    let named = form.pupils.iter().filter(|(_, fate)| !fate.is_empty());
    let read = named.map(|(pupil, fate)| {
        let fate = fate.parse::<Fate>().map_err(|_| FieldError::refuse("pupils", Problem::NotOffered))?;
        Ok((*pupil, fate))
    });
    read.collect()
}

fn obstacle(obstacles: &[Obstacle]) -> Refused {
    let problem = match obstacles.first() {
        Some(Obstacle::SameName(_)) => Problem::Taken,
        Some(Obstacle::Undecided(_) | Obstacle::NoNextClass(_)) | None => Problem::Required,
    };
    FieldError::refuse("classes", problem)
}

/// A turn as it is stored: the classes that it made, and each pupil with the class of before, and the class or the day
/// of leaving after; of the numbers of cards the calendar year, what came next before and what after.
#[derive(Serialize, Deserialize)]
struct Kept {
    classes: Vec<String>,
    moves: Vec<(Uuid, Uuid, Option<String>, Option<String>)>,
    numbers: Option<(i16, u32, u32)>,
}

impl Kept {
    fn of(turn: &Turn, classes: Vec<String>, numbers: Option<(i16, u32, u32)>) -> Self {
        let step = |step: &Move| {
            let (class, left) = match &step.to {
                Destination::Class(name) => (Some(name.to_string()), None),
                Destination::Graduated(on) | Destination::Left(on) => (None, Some(on.to_string())),
            };
            (step.pupil.0, step.from.0, class, left)
        };
        Self { classes, moves: turn.moves.iter().map(step).collect(), numbers }
    }

    fn turn(self, year: SchoolYear) -> Result<Turn, Broken> {
        let class = |name: String| Ok(NewClass { name: class_name(&name)?, was: None });
        let step = |(pupil, from, class, left): (Uuid, Uuid, Option<String>, Option<String>)| {
            let to = match (class, left) {
                (Some(name), _) => Destination::Class(class_name(&name)?),
                (None, Some(on)) => Destination::Graduated(day(&on)?),
                (None, None) => return Err(Broken::Inconsistent("a step that leads nowhere")),
            };
            Ok(Move { pupil: pupil.into(), from: from.into(), to })
        };
        let classes = self.classes.into_iter().map(class).collect::<Result<_, Broken>>()?;
        Ok(Turn { year, classes, moves: self.moves.into_iter().map(step).collect::<Result<_, Broken>>()? })
    }
}
