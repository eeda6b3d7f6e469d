//! The turn of the school year: who goes to which class, who repeats, who graduates, who leaves.
//!
//! A plan is proposed from the names of classes, reviewed by a person, settled into moves, and can be undone as long
//! as nothing was changed after it. Classes of the old year stay as they are: a year has classes of its own.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::{ClassId, PupilId, class_name::ClassName, code::codes, school_kind::SchoolKind, year::SchoolYear};

/// What a class of the old year becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// A class of the new year.
    Becomes(ClassName),
    /// Was the last year: who is in it graduates.
    Graduates,
    /// The name does not say; a person does.
    Undecided,
}

codes! {
    /// What happens to a pupil.
    Fate {
        /// Goes with the class (*promocja*).
        Promoted = "promoted",
        /// Stays at the level and joins the class that comes to it (*powtarza klasę*).
        Repeats = "repeats",
        /// Has finished the school (*absolwent*).
        Graduates = "graduates",
        /// Leaves it for another reason.
        Leaves = "leaves",
    }
}

/// The reviewed step from one year to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    ending: SchoolYear,
    classes: BTreeMap<ClassId, (ClassName, Next)>,
    pupils: BTreeMap<PupilId, (ClassId, Fate)>,
}

/// Why a plan cannot be carried out yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// Nobody said what becomes of this class, and somebody goes with it.
    Undecided(ClassId),
    /// Two classes would have this name.
    SameName(ClassName),
    /// The pupil is promoted, but the class was the last.
    NoNextClass(PupilId),
}

/// The plan does not know this pupil or class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the plan has no such pupil or class")]
pub struct NotInPlan;

/// Where a pupil goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A class of the new year.
    Class(ClassName),
    /// Out of the school on that day, as a graduate.
    Graduated(Date),
    /// Out of the school on that day.
    Left(Date),
}

/// One pupil's step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Who.
    pub pupil: PupilId,
    /// The class of the old year.
    pub from: ClassId,
    /// Where to.
    pub to: Destination,
}

/// A class of the new year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewClass {
    /// Its name.
    pub name: ClassName,
    /// The class that it was; its form teacher stays. None for one that only repeaters make.
    pub was: Option<ClassId>,
}

/// A plan that can be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The new year.
    pub year: SchoolYear,
    /// The classes it needs, by name.
    pub classes: Vec<NewClass>,
    /// Every pupil's step.
    pub moves: Vec<Move>,
}

/// What takes a turn back: pupils go to their old classes and are at the school again, then the classes go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undo {
    /// Who goes back where.
    pub pupils: Vec<(PupilId, ClassId)>,
    /// Names of the classes of the new year that go, if they are empty then.
    pub classes: Vec<ClassName>,
}

/// The last year of learning (law.md 9.3). None where no number of years is the same for all: the schools that
/// are divided into semesters, artistic schools, preschools and schools abroad.
#[must_use]
pub const fn last_level(kind: SchoolKind) -> Option<u8> {
    match kind {
        SchoolKind::Primary => Some(8),
        SchoolKind::Technical => Some(5),
        SchoolKind::Secondary => Some(4),
        SchoolKind::VocationalFirst | SchoolKind::WorkPreparing => Some(3),
        SchoolKind::VocationalSecond => Some(2),
        SchoolKind::PrimaryForAdults
        | SchoolKind::SecondaryForAdults
        | SchoolKind::PostSecondary
        | SchoolKind::Preschool
        | SchoolKind::Abroad
        | SchoolKind::Artistic
        | SchoolKind::ArtisticPostSecondary => None,
    }
}

fn next(kind: SchoolKind, name: &ClassName) -> Next {
    match (last_level(kind), name.level()) {
        (Some(last), Some(level)) if level == last => Next::Graduates,
        (Some(last), Some(level)) if level < last => name.at_level(level + 1).map_or(Next::Undecided, Next::Becomes),
        _ => Next::Undecided,
    }
}

impl Plan {
    /// Everybody goes with the class, and the last classes graduate. Pupils who left are not asked for.
    pub fn propose(
        kind: SchoolKind,
        ending: SchoolYear,
        classes: impl IntoIterator<Item = (ClassId, ClassName)>,
        pupils: impl IntoIterator<Item = (PupilId, ClassId)>,
    ) -> Self {
        let classes: BTreeMap<_, _> =
            classes.into_iter().map(|(id, name)| (id, (name.clone(), next(kind, &name)))).collect();
        let known = pupils.into_iter().filter(|(_, class)| classes.contains_key(class));
        let pupils = known.map(|(pupil, class)| (pupil, (class, with(&classes[&class].1)))).collect();
        Self { ending, classes, pupils }
    }

    /// The year that ends.
    #[must_use]
    pub const fn ending(&self) -> SchoolYear {
        self.ending
    }

    /// The classes of the year that ends, and what becomes of each.
    pub fn classes(&self) -> impl Iterator<Item = (ClassId, &ClassName, &Next)> {
        self.classes.iter().map(|(id, (name, next))| (*id, name, next))
    }

    /// The pupils with their class and what happens to each.
    pub fn pupils(&self) -> impl Iterator<Item = (PupilId, ClassId, Fate)> {
        self.pupils.iter().map(|(pupil, (class, fate))| (*pupil, *class, *fate))
    }

    /// Says what a class becomes; who goes with it goes there.
    ///
    /// # Errors
    ///
    /// If the class is none of the year that ends.
    pub fn set_class(&mut self, class: ClassId, next: Next) -> Result<(), NotInPlan> {
        let fate = with(&next);
        self.classes.get_mut(&class).ok_or(NotInPlan)?.1 = next;
        let of_class = self.pupils.values_mut().filter(|(of, _)| *of == class);
        for (_, going) in of_class.filter(|(_, going)| matches!(going, Fate::Promoted | Fate::Graduates)) {
            *going = fate;
        }
        Ok(())
    }

    /// Says what happens to a pupil.
    ///
    /// # Errors
    ///
    /// If the pupil is in no class of the year that ends.
    pub fn set_pupil(&mut self, pupil: PupilId, fate: Fate) -> Result<(), NotInPlan> {
        self.pupils.get_mut(&pupil).ok_or(NotInPlan)?.1 = fate;
        Ok(())
    }

    /// The steps of everybody.
    ///
    /// # Errors
    ///
    /// With all that a person has to decide first.
    pub fn settle(&self) -> Result<Turn, Vec<Obstacle>> {
        let obstacles = self.obstacles();
        if !obstacles.is_empty() {
            return Err(obstacles);
        }
        let moves: Vec<_> = self.pupils().map(|(pupil, from, fate)| self.step(pupil, from, fate)).collect();
        let needed: BTreeMap<_, _> =
            moves.iter().filter_map(|step| Some((destination(step)?.key(), destination(step)?))).collect();
        let became: BTreeMap<_, _> =
            self.classes().filter_map(|(id, _, next)| Some((name_of(next)?.key(), (id, name_of(next)?)))).collect();
        let class = |(key, name): (String, &ClassName)| match became.get(&key) {
            Some((id, name)) => NewClass { name: (*name).clone(), was: Some(*id) },
            None => NewClass { name: name.clone(), was: None },
        };
        let classes = needed.into_iter().map(class).collect();
        Ok(Turn { year: self.ending.next(), classes, moves })
    }

    fn obstacles(&self) -> Vec<Obstacle> {
        let promoted = |class| self.pupils().any(|(_, of, fate)| of == class && fate == Fate::Promoted);
        let undecided = self.classes().filter(|(id, _, next)| **next == Next::Undecided && promoted(*id));
        let mut obstacles: Vec<_> = undecided.map(|(id, ..)| Obstacle::Undecided(id)).collect();
        let mut names = BTreeSet::new();
        let twice = self.classes().filter_map(|(_, _, next)| name_of(next)).filter(|name| !names.insert(name.key()));
        obstacles.extend(twice.map(|name| Obstacle::SameName(name.clone())));
        let last = |class: &ClassId| self.classes[class].1 == Next::Graduates;
        let stuck = self.pupils().filter(|(_, class, fate)| *fate == Fate::Promoted && last(class));
        obstacles.extend(stuck.map(|(pupil, ..)| Obstacle::NoNextClass(pupil)));
        obstacles
    }

    fn step(&self, pupil: PupilId, from: ClassId, fate: Fate) -> Move {
        let (name, next) = &self.classes[&from];
        let to = match fate {
            Fate::Promoted => Destination::Class(name_of(next).unwrap_or(name).clone()),
            Fate::Repeats => Destination::Class(self.arriving_as(name).clone()),
            Fate::Graduates => Destination::Graduated(self.ending.ends()),
            Fate::Leaves => Destination::Left(self.ending.ends()),
        };
        Move { pupil, from, to }
    }

    /// The class of the new year that has this name, in its own spelling.
    fn arriving_as<'a>(&'a self, name: &'a ClassName) -> &'a ClassName {
        self.classes().filter_map(|(_, _, next)| name_of(next)).find(|other| other.key() == name.key()).unwrap_or(name)
    }
}

const fn with(next: &Next) -> Fate {
    match next {
        Next::Graduates => Fate::Graduates,
        Next::Becomes(_) | Next::Undecided => Fate::Promoted,
    }
}

const fn name_of(next: &Next) -> Option<&ClassName> {
    match next {
        Next::Becomes(name) => Some(name),
        Next::Graduates | Next::Undecided => None,
    }
}

const fn destination(step: &Move) -> Option<&ClassName> {
    match &step.to {
        Destination::Class(name) => Some(name),
        Destination::Graduated(_) | Destination::Left(_) => None,
    }
}

/// Where a pupil is when a turn is to be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Now {
    /// At the school, in a class of the new year.
    In(ClassName),
    /// Left on that day.
    Left(Date),
}

impl Turn {
    /// What takes the turn back.
    ///
    /// # Errors
    ///
    /// With the pupils who are not any more where the turn put them: what was done since is not undone with it.
    pub fn undo(&self, now: &BTreeMap<PupilId, Now>) -> Result<Undo, Vec<PupilId>> {
        let stays = |step: &&Move| match (&step.to, now.get(&step.pupil)) {
            (Destination::Class(to), Some(Now::In(class))) => to == class,
            (Destination::Graduated(to) | Destination::Left(to), Some(Now::Left(on))) => to == on,
            _ => false,
        };
        let moved: Vec<_> = self.moves.iter().filter(|step| !stays(step)).map(|step| step.pupil).collect();
        if !moved.is_empty() {
            return Err(moved);
        }
        let pupils = self.moves.iter().map(|step| (step.pupil, step.from)).collect();
        Ok(Undo { pupils, classes: self.classes.iter().map(|class| class.name.clone()).collect() })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn pupil(number: u128) -> PupilId {
        PupilId(Uuid::from_u128(number))
    }

    fn class(number: u128) -> ClassId {
        ClassId(Uuid::from_u128(number))
    }

    fn name(text: &str) -> ClassName {
        ClassName::new(text).unwrap()
    }

    /// Classes 1A, 2A, 8A with pupils 10 and 11, 20 and 21, 80.
    fn primary() -> Plan {
        let classes = [(class(1), name("1A")), (class(2), name("2A")), (class(8), name("8A"))];
        let pupils = [(10, 1), (11, 1), (20, 2), (21, 2), (80, 8)].map(|(who, of)| (pupil(who), class(of)));
        Plan::propose(SchoolKind::Primary, SchoolYear(2026), classes, pupils)
    }

    fn to(turn: &Turn, who: u128) -> &Destination {
        &turn.moves.iter().find(|step| step.pupil == pupil(who)).unwrap().to
    }

    fn after(turn: &Turn) -> BTreeMap<PupilId, Now> {
        let now = |to: &Destination| match to {
            Destination::Class(name) => Now::In(name.clone()),
            Destination::Graduated(on) | Destination::Left(on) => Now::Left(*on),
        };
        turn.moves.iter().map(|step| (step.pupil, now(&step.to))).collect()
    }

    #[test]
    fn classes_go_up_and_the_last_graduates() {
        let turn = primary().settle().unwrap();
        assert_eq!(turn.year, SchoolYear(2027));
        assert_eq!(
            turn.classes,
            [NewClass { name: name("2A"), was: Some(class(1)) }, NewClass { name: name("3A"), was: Some(class(2)) }]
        );
        assert_eq!(to(&turn, 10), &Destination::Class(name("2A")));
        assert_eq!(to(&turn, 80), &Destination::Graduated(date(2027, 8, 31)));
    }

    #[test]
    fn who_repeats_joins_the_class_that_comes() {
        let mut plan = primary();
        plan.set_pupil(pupil(20), Fate::Repeats).unwrap();
        plan.set_pupil(pupil(10), Fate::Repeats).unwrap();
        plan.set_pupil(pupil(80), Fate::Repeats).unwrap();
        plan.set_pupil(pupil(21), Fate::Leaves).unwrap();
        plan.set_class(class(1), Next::Becomes(name("2 a"))).unwrap();
        let turn = plan.settle().unwrap();
        assert_eq!(to(&turn, 20), &Destination::Class(name("2 a")), "with those who were 1A");
        assert_eq!(to(&turn, 10), &Destination::Class(name("1A")));
        assert_eq!(to(&turn, 21), &Destination::Left(date(2027, 8, 31)));
        let made: Vec<_> = turn.classes.iter().map(|new| (new.name.as_str(), new.was)).collect();
        assert_eq!(made, [("1A", None), ("2 a", Some(class(1))), ("8A", None)], "nobody is left for 3A");
    }

    #[test]
    fn what_nobody_decided_is_named() {
        let classes =
            [(class(1), name("Żabki")), (class(2), name("1A")), (class(3), name("1 a")), (class(4), name("8A"))];
        let pupils = [(10, 1), (20, 2), (30, 3), (40, 4)].map(|(who, of)| (pupil(who), class(of)));
        let mut plan = Plan::propose(SchoolKind::Primary, SchoolYear(2026), classes, pupils);
        plan.set_pupil(pupil(40), Fate::Promoted).unwrap();
        let obstacles = plan.settle().unwrap_err();
        assert_eq!(
            obstacles,
            [Obstacle::Undecided(class(1)), Obstacle::SameName(name("2 a")), Obstacle::NoNextClass(pupil(40))]
        );
        plan.set_class(class(1), Next::Graduates).unwrap();
        plan.set_class(class(3), Next::Becomes(name("2B"))).unwrap();
        plan.set_class(class(4), Next::Graduates).unwrap();
        let turn = plan.settle().unwrap();
        assert_eq!(to(&turn, 10), &Destination::Graduated(date(2027, 8, 31)));
        assert_eq!(to(&turn, 40), &Destination::Graduated(date(2027, 8, 31)));
        assert_eq!(plan.set_pupil(pupil(99), Fate::Leaves), Err(NotInPlan));
        assert_eq!(plan.set_class(class(99), Next::Graduates), Err(NotInPlan));
    }

    #[test]
    fn each_kind_of_school_ends_where_it_should() {
        let ends = |kind, class: &str| next(kind, &name(class));
        assert_eq!(ends(SchoolKind::Secondary, "4B"), Next::Graduates);
        assert_eq!(ends(SchoolKind::Technical, "4 TI"), Next::Becomes(name("5 TI")));
        assert_eq!(ends(SchoolKind::VocationalFirst, "3 kucharz"), Next::Graduates);
        assert_eq!(ends(SchoolKind::Primary, "0"), Next::Becomes(name("1")));
        assert_eq!(ends(SchoolKind::Primary, "9A"), Next::Undecided);
        assert_eq!(ends(SchoolKind::PostSecondary, "1A"), Next::Undecided);
    }

    #[test]
    fn a_turn_is_undone_unless_somebody_moved_since() {
        let turn = primary().settle().unwrap();
        let mut now = after(&turn);
        let undo = turn.undo(&now).unwrap();
        assert!(undo.pupils.contains(&(pupil(80), class(8))), "graduates come back, too");
        assert_eq!(undo.classes, [name("2A"), name("3A")]);
        now.insert(pupil(20), Now::In(name("3B")));
        now.remove(&pupil(10));
        assert_eq!(turn.undo(&now), Err(vec![pupil(10), pupil(20)]));
    }

    proptest! {
        #[test]
        fn everybody_has_one_place_and_an_undo_brings_all_back(fates in proptest::collection::vec((1_u8..=8, 0_usize..4), 0..60)) {
            let classes = (1..=8_u8).map(|level| (class(u128::from(level)), name(&format!("{level}A"))));
            let of = |at: usize| (pupil(at as u128), class(u128::from(fates[at].0)));
            let mut plan = Plan::propose(SchoolKind::Primary, SchoolYear(2026), classes, (0..fates.len()).map(of));
            for (at, (level, fate)) in fates.iter().enumerate() {
                let chosen = [Fate::Promoted, Fate::Repeats, Fate::Graduates, Fate::Leaves][*fate];
                if !(chosen == Fate::Promoted && *level == 8) {
                    plan.set_pupil(pupil(at as u128), chosen).unwrap();
                }
            }
            let turn = plan.settle().unwrap();
            prop_assert_eq!(turn.moves.len(), fates.len());
            for step in &turn.moves {
                if let Destination::Class(name) = &step.to {
                    prop_assert_eq!(turn.classes.iter().filter(|class| class.name == *name).count(), 1);
                }
            }
            let undo = turn.undo(&after(&turn)).unwrap();
            prop_assert_eq!(undo.pupils, (0..fates.len()).map(of).collect::<Vec<_>>());
        }
    }
}
