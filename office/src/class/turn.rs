//! The school year turns: classes go up, the last ones graduate, in one transaction; taken back as long as nothing is
//! built on it. Offered once the new year has begun: who graduates has left on a day that is over.

use std::collections::BTreeMap;

use school::{
    ClassId, PupilId,
    class_name::ClassName,
    event::Event,
    permission::Permission,
    promotion::{Destination, Move, NewClass, Next, Now, Obstacle, Plan, Turn},
    pupil::{HolderStatus, Leaving},
    year::SchoolYear,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{LastTurn, TurningClass, YearForm, YearPlan, class_name};
use crate::{
    StaffDesk,
    pupil::{listing, order::order_key},
    refused::{Broken, Conflict, FieldError, Problem, Refused},
    store::{
        Tx, Within,
        class::ClassCount,
        rows::{count, day, new_id, time},
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
        let plan = self.proposed(&mut tx).await?;
        let mut pupils: BTreeMap<ClassId, i64> = BTreeMap::new();
        for (_, class, _) in plan.pupils() {
            *pupils.entry(class).or_default() += 1;
        }
        let class = |(id, name, next): (ClassId, &ClassName, &Next)| {
            let becomes = match next {
                Next::Becomes(name) => name.to_string(),
                Next::Graduates | Next::Undecided => String::new(),
            };
            let pupils = count(pupils.get(&id).copied().unwrap_or_default())?;
            Ok(TurningClass { id, name: name.to_string(), pupils, becomes, graduates: *next == Next::Graduates })
        };
        let classes = plan.classes().map(class).collect::<Result<Vec<_>, Broken>>()?;
        let last = match tx.last_turn().await? {
            Some(turn) => Some(LastTurn { id: turn.id, year: year_of(&turn)?.label(), at: time(turn.created_at)? }),
            None => None,
        };
        Ok(YearPlan { ending: plan.ending().label(), next: plan.ending().next().label(), classes, last })
    }

    /// Makes the classes of the new year and takes everybody there, or out of the school.
    ///
    /// # Errors
    /// `Invalid` field `classes`: `Required` if it is not said what a class becomes, `NotAClassName`, `TooLong`, or
    /// `Taken` if two would have one name; `Conflict::Changed` if nobody is in a class of the year that has ended, or
    /// the form is about other classes than those.
    pub async fn turn_year(&self, form: &YearForm) -> Result<Uuid, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.begin().await?;
        let mut plan = self.proposed(&mut tx).await?;
        let reviewed = read(form)?;
        if reviewed.len() != plan.classes().count() {
            return Err(Refused::Conflict(Conflict::Changed)); // a class came meanwhile: nobody has looked at it
        }
        for (class, next) in reviewed {
            plan.set_class(class, next).map_err(|_| Refused::Conflict(Conflict::Changed))?;
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
        tx.add_turn(id, turn.year, &serde_json::to_string(&Kept::of(&turn, new))?).await?;
        let pupils = turn.moves.len();
        tx.commit(Event::new("year.turned", id).with("year", turn.year).with("people", pupils)).await?;
        Ok(id)
    }

    /// Takes the last turn back: everybody goes to the class of before, and those classes go that it made and
    /// that are empty then.
    ///
    /// # Errors
    /// If it is not the last turn of this school; `Conflict::Changed` if somebody is not any more where it put them.
    pub async fn undo_turn(&self, id: Uuid) -> Result<Uuid, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.begin().await?;
        let last = tx.last_turn().await?.filter(|last| last.id == id).ok_or(Refused::NotFound)?;
        let turn = serde_json::from_str::<Kept>(&last.moves)?.turn(year_of(&last)?)?;
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
        tx.forget_turn(id).await?;
        tx.commit(Event::new("year.turn_undone", id).with("year", turn.year).with("people", undo.pupils.len())).await?;
        Ok(id)
    }

    /// What the names of the classes say in which somebody still is.
    async fn proposed(&self, tx: &mut Tx<Within>) -> Result<Plan, Refused> {
        let ending = SchoolYear(SchoolYear::of(self.today()).0.saturating_sub(1));
        let kind = tx.issuer().await?.kind;
        let pupils = tx.pupils_of_year(ending).await?;
        let of = |class: &ClassCount| pupils.iter().any(|(_, of)| of.0 == class.id);
        let mut classes = Vec::new();
        for class in tx.classes().await?.into_iter().filter(of) {
            classes.push((ClassId(class.id), class_name(&class.name)?));
        }
        Ok(Plan::propose(kind, ending, classes, pupils))
    }

    async fn take(&self, tx: &mut Tx<Within>, step: &Move, classes: &Classes) -> Result<(), Refused> {
        let facts = tx.pupil(step.pupil).await?;
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
                let event = Event::new("pupil.left", step.pupil).with("on", on).with("why", Leaving::Removed);
                (facts.pupil.leave(*on, self.today())?, facts.class_name, event)
            }
        };
        tx.put_pupil(&pupil, &listing(&pupil.name, &class)?).await?;
        tx.record(&event).await
    }
}

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
    let (pupil, event) = match facts.pupil.status {
        HolderStatus::Attending => (facts.pupil.move_to(class)?, Event::new("pupil.moved", pupil)),
        HolderStatus::Left(_) => (facts.pupil.come_back(class)?, Event::new("pupil.returned", pupil)),
    };
    tx.put_pupil(&pupil, &listing(&pupil.name, &name)?).await?;
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

fn obstacle(obstacles: &[Obstacle]) -> Refused {
    let problem = match obstacles.first() {
        Some(Obstacle::SameName(_)) => Problem::Taken,
        Some(Obstacle::Undecided(_) | Obstacle::NoNextClass(_)) | None => Problem::Required,
    };
    FieldError::refuse("classes", problem)
}

/// A turn as it is stored: the classes that it made, and each pupil with the class of before, and the class or the day
/// of leaving after.
#[derive(Serialize, Deserialize)]
struct Kept {
    classes: Vec<String>,
    moves: Vec<(Uuid, Uuid, Option<String>, Option<String>)>,
}

impl Kept {
    fn of(turn: &Turn, classes: Vec<String>) -> Self {
        let step = |step: &Move| {
            let (class, left) = match &step.to {
                Destination::Class(name) => (Some(name.to_string()), None),
                Destination::Graduated(on) | Destination::Left(on) => (None, Some(on.to_string())),
            };
            (step.pupil.0, step.from.0, class, left)
        };
        Self { classes, moves: turn.moves.iter().map(step).collect() }
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
