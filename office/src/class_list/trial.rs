//! Trying a list: what taking it over would do, row by row. Nothing is changed.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use school::{
    ClassListId, PupilId,
    class_list::{self, Change, Checked, Comparison, Draft, Existing, Field, Note, Outcome},
    class_name::ClassName,
    permission::Permission,
    pupil::Identity,
    year::SchoolYear,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use workshop::font::lacking;

use super::{Counts, Finding, Missing, Trial, Tried, apply::can_be_invited, content::Content};
use crate::{
    StaffDesk,
    class::class_name,
    refused::{Broken, FieldError, Problem, Refused},
    store::{Tx, Within, class::ClassCount, pupil::OnRoll},
};

impl StaffDesk {
    /// What taking a draft over would do.
    ///
    /// # Errors
    /// If there is no such draft, its columns are not chosen (`columns`), or this desk may not manage pupils.
    pub async fn try_class_list(&self, id: ClassListId) -> Result<Trial, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.look().await?;
        let version = tx.class_list(id).await?.version;
        let Weighed { rows, missing, classes, addresses } = weigh(&mut tx, id, self.today()).await?;
        let new = rows.iter().filter(|row| row.tried.finding == Finding::New).filter_map(|row| row.draft.as_ref());
        let to_invite = new.flat_map(|draft| &draft.guardians).filter(|guardian| can_be_invited(guardian)).count();
        let new_classes = classes.missing(rows.iter().filter_map(Row::taken));
        Ok(Trial {
            version,
            seen: mark(&rows),
            counts: counts(&rows)?,
            missing,
            new_classes,
            addresses,
            to_invite: u32::try_from(to_invite).map_err(|_| Broken::Inconsistent("a count"))?,
            rows: rows.into_iter().map(|row| row.tried).collect(),
        })
    }
}

/// A list held against the roll.
pub(super) struct Weighed {
    pub(super) rows: Vec<Row>,
    pub(super) missing: Vec<Missing>,
    pub(super) classes: Classes,
    addresses: Vec<String>,
}

/// A row as it was tried, with the draft that it makes.
pub(super) struct Row {
    pub(super) tried: Tried,
    pub(super) draft: Option<Draft>,
}

impl Row {
    /// The draft of a row that changes the roll.
    pub(super) fn taken(&self) -> Option<&Draft> {
        let taken = matches!(self.tried.finding, Finding::New | Finding::Changed(..));
        self.draft.as_ref().filter(|_| taken)
    }
}

/// The classes of this school year by what their names have in common.
pub(super) struct Classes(HashMap<String, (Uuid, String)>);

impl Classes {
    fn of(all: Vec<ClassCount>, year: SchoolYear) -> Result<Self, Broken> {
        let this_year = all.into_iter().filter(|class| class.year == i64::from(year.0));
        let named = this_year.map(|class| Ok((class_name(&class.name)?.key(), (class.id, class.name))));
        Ok(Self(named.collect::<Result<_, Broken>>()?))
    }

    /// A class of this year, however it is spelled: its id and its name.
    pub(super) fn find(&self, name: &ClassName) -> Option<&(Uuid, String)> {
        self.0.get(&name.key())
    }

    /// Notes a class that was made.
    pub(super) fn add(&mut self, name: &ClassName, id: Uuid) {
        self.0.insert(name.key(), (id, name.as_str().to_owned()));
    }

    fn missing<'a>(&self, drafts: impl Iterator<Item = &'a Draft>) -> Vec<String> {
        let mut seen = HashSet::new();
        let wanted = drafts.map(|draft| &draft.class).filter(|class| self.find(class).is_none());
        wanted.filter(|class| seen.insert(class.key())).map(|class| class.as_str().to_owned()).collect()
    }
}

/// Checks a draft's rows and holds them against the roll.
pub(super) async fn weigh(tx: &mut Tx<Within>, id: ClassListId, today: Date) -> Result<Weighed, Refused> {
    let content: Content = serde_json::from_slice(&tx.class_list_content(id).await?)?;
    let mapping = content.mapping()?;
    if !content.chosen || !mapping.lacks().is_empty() {
        return Err(FieldError::refuse("columns", Problem::Required));
    }
    let year = SchoolYear::of(today);
    let classes = Classes::of(tx.classes().await?, year)?;
    let roll = tx.roll().await?;
    let checked = class_list::check(content.lines()?, today);
    let drafts: Vec<Draft> = checked.iter().filter_map(|row| row.outcome.clone().ok()).collect();
    let existing = roll.iter().map(existing).collect::<Result<Vec<_>, Broken>>()?;
    let key = |identity: &Identity| tx.scope.key.identity_index(identity);
    let Comparison { outcomes, missing } = class_list::compare(&drafts, existing, key);
    let roll: HashMap<PupilId, OnRoll> = roll.into_iter().map(|pupil| (pupil.id(), pupil)).collect();
    let mut outcomes = outcomes.into_iter();
    let mut rows = Vec::with_capacity(checked.len());
    for row in checked {
        let outcome = if row.outcome.is_ok() { outcomes.next() } else { None };
        rows.push(tried(row, outcome, &roll, year)?);
    }
    let missing = missing.iter().filter_map(|id| roll.get(id)).map(left_behind).collect::<Result<_, Broken>>()?;
    let addresses = mapping.addresses().map(str::to_owned).collect();
    Ok(Weighed { rows, missing, classes, addresses })
}

fn existing(pupil: &OnRoll) -> Result<Existing<Vec<u8>>, Broken> {
    Ok(Existing {
        id: pupil.id(),
        pesel: Some(&pupil.identity_index).filter(|_| pupil.has_pesel).cloned(),
        document: Some(&pupil.identity_index).filter(|_| !pupil.has_pesel).cloned(),
        name: pupil.name()?,
        born: pupil.born()?,
        class: class_name(&pupil.class_name)?,
        left: pupil.left_on.is_some(),
    })
}

fn left_behind(pupil: &OnRoll) -> Result<Missing, Broken> {
    let name = pupil.name()?;
    let name = format!("{} {}", name.surname(), name.given());
    Ok(Missing { id: pupil.id(), name, class: pupil.class_name.clone() })
}

fn tried(
    row: Checked,
    outcome: Option<Outcome>,
    roll: &HashMap<PupilId, OnRoll>,
    year: SchoolYear,
) -> Result<Row, Broken> {
    let Checked { line, outcome: read, mut notes } = row;
    let (draft, finding) = match (read, outcome) {
        (Ok(draft), Some(outcome)) => {
            let finding = found(outcome, &draft, roll, year)?;
            (Some(draft), finding)
        }
        (Ok(_), None) => return Err(Broken::Inconsistent("a row without an outcome")),
        (Err(problems), _) => (None, Finding::Wrong(problems)),
    };
    let name = draft
        .as_ref()
        .map_or_else(|| as_written(&line), |draft| format!("{} {}", draft.name.surname(), draft.name.given()));
    if let Some(letter) = draft.as_ref().and_then(|draft| lacking(&draft.name.full())) {
        notes.push((Field::Surname, Note::NotOnCards { letter }));
    }
    let class = draft.as_ref().map(|draft| draft.class.as_str().to_owned()).unwrap_or_default();
    Ok(Row { tried: Tried { line, name, class, finding, notes }, draft })
}

fn as_written(line: &class_list::Line) -> String {
    use Field::{Given, GivenSurname, Surname, SurnameGiven};
    let texts = [SurnameGiven, GivenSurname, Surname, Given].map(|field| line.text(field));
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whoever stays in a class of an earlier year under the same name moves, too: to this year's class.
fn found(
    outcome: Outcome,
    draft: &Draft,
    roll: &HashMap<PupilId, OnRoll>,
    year: SchoolYear,
) -> Result<Finding, Broken> {
    let (id, mut changes) = match outcome {
        Outcome::New => return Ok(Finding::New),
        Outcome::Unclear(ids) => return Ok(Finding::Unclear(ids)),
        Outcome::DocumentTaken => {
            return Ok(Finding::Wrong(vec![(Field::DocumentNumber, class_list::Problem::DocumentTaken)]));
        }
        Outcome::Same(id) => (id, Vec::new()),
        Outcome::Changed(id, changes) => (id, changes),
    };
    let pupil = roll.get(&id).ok_or(Broken::Inconsistent("a pupil who was found"))?;
    let moves = changes.iter().any(|change| matches!(change, Change::Class { .. }));
    if !moves && pupil.class_year != i64::from(year.0) {
        changes.push(Change::Class { from: class_name(&pupil.class_name)?, to: draft.class.clone() });
    }
    Ok(if changes.is_empty() { Finding::Same(id) } else { Finding::Changed(id, changes) })
}

/// Another one as soon as a colleague has changed something that a row would write over: counts alone stay the same.
pub(super) fn mark(rows: &[Row]) -> String {
    let mut digest = Sha256::new();
    for row in rows {
        digest.update(format!("{} {:?}\n", row.tried.line.row, row.tried.finding));
    }
    hex::encode(digest.finalize())
}

/// How many rows of each kind there are.
pub(super) fn counts(rows: &[Row]) -> Result<Counts, Broken> {
    let of = |kind: fn(&Finding) -> bool| {
        let number = rows.iter().filter(|row| kind(&row.tried.finding)).count();
        u32::try_from(number).map_err(|_| Broken::Inconsistent("a count"))
    };
    Ok(Counts {
        new: of(|finding| matches!(finding, Finding::New))?,
        changed: of(|finding| matches!(finding, Finding::Changed(..)))?,
        same: of(|finding| matches!(finding, Finding::Same(_)))?,
        wrong: of(|finding| matches!(finding, Finding::Wrong(_)))?,
        unclear: of(|finding| matches!(finding, Finding::Unclear(_)))?,
    })
}
