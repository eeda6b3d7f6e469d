//! What an import would change: the drafts of a file held against the school's roll.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use jiff::civil::Date;

use super::Draft;
use crate::{PupilId, class_name::ClassName, name::Name, pupil::Identity, search::fold};

/// A pupil of the roll. `K` is whatever the store knows a PESEL or a document by without opening it, a keyed digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Existing<K> {
    /// Who.
    pub id: PupilId,
    /// What the PESEL is known by; none for a pupil with another document.
    pub pesel: Option<K>,
    /// What the other document is known by; none for a pupil with a PESEL.
    pub document: Option<K>,
    /// Given names and surname.
    pub name: Name,
    /// Date of birth.
    pub born: Date,
    /// The class.
    pub class: ClassName,
    /// Whether the pupil has left; one who comes back is found again.
    pub left: bool,
}

/// One difference between file and roll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The given names.
    Given {
        /// On the roll.
        from: String,
        /// In the file.
        to: String,
    },
    /// The surname. A card that was issued has to be exchanged (law.md 4.3).
    Surname {
        /// On the roll.
        from: String,
        /// In the file.
        to: String,
    },
    /// The date of birth, which only a pupil without a PESEL can have changed.
    Born {
        /// On the roll.
        from: Date,
        /// In the file.
        to: Date,
    },
    /// Moves to another class.
    Class {
        /// On the roll.
        from: ClassName,
        /// In the file.
        to: ClassName,
    },
    /// Had another document, has a PESEL now.
    PeselArrived,
    /// Had left, and is on the list again.
    Returned,
}

/// What an import would do with one draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody like this is on the roll.
    New,
    /// Is on the roll as the file says.
    Same(PupilId),
    /// Is on the roll with differences.
    Changed(PupilId, Vec<Change>),
    /// Several pupils have this name and date of birth, or another row is nearer to the one who does: a person says.
    Unclear(Vec<PupilId>),
    /// Its document is that of somebody of another name or date of birth.
    DocumentTaken,
}

/// A file against the roll. A row that is not sound is no draft: who stands in it counts as missing until it is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// In the order of the drafts.
    pub outcomes: Vec<Outcome>,
    /// On the roll in one of the classes of the file, but not in the file. An import leaves them as they are.
    pub missing: Vec<PupilId>,
}

/// Compares. Who has a PESEL is found by it; who has not, or is on the roll without one, by name and date
/// of birth, and among several such by the document.
pub fn compare<K: Clone + Eq + Hash>(
    drafts: &[Draft],
    existing: impl IntoIterator<Item = Existing<K>>,
    key: impl Fn(&Identity) -> K,
) -> Comparison {
    let roll = Roll::new(existing);
    let mut outcomes: Vec<_> = drafts.iter().map(|draft| roll.find(draft, &key)).collect();
    keep_apart(&mut outcomes);
    let found: HashSet<_> = outcomes.iter().flat_map(candidates).collect();
    let classes: HashSet<_> = drafts.iter().map(|draft| draft.class.key()).collect();
    let missing = roll.pupils.iter().filter(|pupil| !pupil.left && classes.contains(&pupil.class.key()));
    let missing = missing.map(|pupil| pupil.id).filter(|id| !found.contains(id)).collect();
    Comparison { outcomes, missing }
}

/// One pupil cannot be two rows: none of them is taken without a person's word.
fn keep_apart(outcomes: &mut [Outcome]) {
    let mut count: HashMap<PupilId, usize> = HashMap::new();
    for id in outcomes.iter().flat_map(sure) {
        *count.entry(id).or_default() += 1;
    }
    for outcome in outcomes {
        if let Some(id) = sure(outcome).filter(|id| count[id] > 1) {
            *outcome = Outcome::Unclear(vec![id]);
        }
    }
}

fn sure(outcome: &Outcome) -> Option<PupilId> {
    match outcome {
        Outcome::Same(id) | Outcome::Changed(id, _) => Some(*id),
        Outcome::New | Outcome::Unclear(_) | Outcome::DocumentTaken => None,
    }
}

fn candidates(outcome: &Outcome) -> Vec<PupilId> {
    match outcome {
        Outcome::Unclear(ids) => ids.clone(),
        other => sure(other).into_iter().collect(),
    }
}

struct Roll<K> {
    pupils: Vec<Existing<K>>,
    by_pesel: HashMap<K, usize>,
    by_document: HashMap<K, usize>,
    by_name: HashMap<(String, Date), Vec<usize>>,
}

impl<K: Clone + Eq + Hash> Roll<K> {
    fn new(existing: impl IntoIterator<Item = Existing<K>>) -> Self {
        let pupils: Vec<_> = existing.into_iter().collect();
        let known = |by: fn(&Existing<K>) -> Option<&K>| -> HashMap<K, usize> {
            pupils.iter().enumerate().filter_map(|(at, pupil)| Some((by(pupil)?.clone(), at))).collect()
        };
        let (by_pesel, by_document) = (known(|pupil| pupil.pesel.as_ref()), known(|pupil| pupil.document.as_ref()));
        let mut by_name: HashMap<_, Vec<_>> = HashMap::new();
        for (at, pupil) in pupils.iter().enumerate() {
            by_name.entry(person(&pupil.name, pupil.born)).or_default().push(at);
        }
        Self { pupils, by_pesel, by_document, by_name }
    }

    fn find(&self, draft: &Draft, key: impl Fn(&Identity) -> K) -> Outcome {
        let known_by = key(&draft.identity);
        let (pesel, document) = match &draft.identity {
            Identity::Pesel(_) => (Some(known_by), None),
            Identity::Document { .. } => (None, self.by_document.get(&known_by).map(|at| &self.pupils[*at])),
        };
        if let Some(pesel) = &pesel
            && let Some(at) = self.by_pesel.get(pesel)
        {
            return differences(&self.pupils[*at], draft, false);
        }
        let alike =
            self.by_name.get(&person(&draft.name, draft.born)).into_iter().flatten().map(|at| &self.pupils[*at]);
        // a different PESEL is a different person, whatever the name
        let alike: Vec<_> = alike.filter(|pupil| pesel.is_none() || pupil.pesel.is_none()).collect();
        match (document, &alike[..]) {
            (Some(holder), alike) if alike.iter().any(|pupil| pupil.id == holder.id) => {
                differences(holder, draft, false)
            }
            (Some(_), _) => Outcome::DocumentTaken,
            (None, []) => Outcome::New,
            (None, [pupil]) => differences(pupil, draft, pesel.is_some()),
            (None, alike) => Outcome::Unclear(alike.iter().map(|pupil| pupil.id).collect()),
        }
    }
}

fn person(name: &Name, born: Date) -> (String, Date) {
    (fold(&name.full()), born)
}

fn differences<K>(pupil: &Existing<K>, draft: &Draft, pesel_arrived: bool) -> Outcome {
    let text = |from: &str, to: &str| (from != to).then(|| (from.to_owned(), to.to_owned()));
    let changes: Vec<_> = [
        text(pupil.name.given(), draft.name.given()).map(|(from, to)| Change::Given { from, to }),
        text(pupil.name.surname(), draft.name.surname()).map(|(from, to)| Change::Surname { from, to }),
        (pupil.born != draft.born).then_some(Change::Born { from: pupil.born, to: draft.born }),
        (pupil.class.key() != draft.class.key())
            .then(|| Change::Class { from: pupil.class.clone(), to: draft.class.clone() }),
        pesel_arrived.then_some(Change::PeselArrived),
        pupil.left.then_some(Change::Returned),
    ]
    .into_iter()
    .flatten()
    .collect();
    if changes.is_empty() { Outcome::Same(pupil.id) } else { Outcome::Changed(pupil.id, changes) }
}
