//! The list of pupils.

use std::collections::HashMap;

use school::{
    permission::Permission,
    photo::{Shown, State},
    pupil::{Identity, Listed},
    search::typed,
};
use uuid::Uuid;

use super::{PupilFilter, PupilPage, PupilRow};
use crate::{
    StaffDesk,
    refused::{Broken, FieldError, Problem, Refused},
    store::{
        Tx, Within,
        pupil::{CardLine, Place, PupilLine, PupilWanted},
        rows::count,
    },
};

/// The most that is given at a time to a program.
const MOST: i64 = 500;

/// How many a page shows.
const PAGE: u8 = 50;

/// More than any name with its class has; SQLite refuses patterns of tens of thousands.
const LONGEST_SEARCH: usize = 200;

impl StaffDesk {
    /// Pupils in Polish order, at most 500; the next ones come with the last of them in the filter.
    ///
    /// # Errors
    /// If this desk may not see pupils; `Invalid` field `search` for a text that no name has anything of.
    pub async fn pupils(&self, filter: &PupilFilter) -> Result<Vec<PupilRow>, Refused> {
        self.must(Permission::SeePupils)?;
        self.rows_of(filter).await
    }

    /// The same, for a verb that has asked by itself whether this desk may see them.
    pub(crate) async fn rows_of(&self, filter: &PupilFilter) -> Result<Vec<PupilRow>, Refused> {
        let (wanted, mut tx) = (wanted(filter)?, self.look().await?);
        let lines = lines(&mut tx, filter, &wanted, MOST).await?;
        self.pupil_rows(&mut tx, &wanted, lines).await
    }

    /// A page of pupils in Polish order, with its place among those whom the filter wants.
    ///
    /// # Errors
    /// As [`StaffDesk::pupils`].
    pub async fn pupil_page(&self, filter: &PupilFilter) -> Result<PupilPage, Refused> {
        self.must(Permission::SeePupils)?;
        let (wanted, mut tx) = (wanted(filter)?, self.look().await?);
        let mut lines = lines(&mut tx, filter, &wanted, i64::from(PAGE)).await?;
        if lines.is_empty() && filter.after.is_some() {
            // those who stood there are gone by now
            lines = tx.pupils(&wanted, &Place::START, i64::from(PAGE)).await?;
        }
        let first = lines.first().map_or(Place::START, |line| line.place.clone());
        let (total, before) = tx.count_pupils(&wanted, &first).await?;
        // one more than a page: whoever is behind it is the one after whom the page before begins
        let earlier = tx.pupils_before(&wanted, &first, i64::from(PAGE) + 1).await?;
        let previous = earlier.get(usize::from(PAGE)).copied();
        let rows = self.pupil_rows(&mut tx, &wanted, lines).await?;
        let (total, before) = (count(total)?, count(before)?);
        let next = rows.last().map(|row| row.id).filter(|_| before + u32::from(PAGE) < total);
        Ok(PupilPage { rows, before, total, previous, next })
    }

    async fn pupil_rows(
        &self,
        tx: &mut Tx<Within>,
        wanted: &PupilWanted,
        lines: Vec<PupilLine>,
    ) -> Result<Vec<PupilRow>, Refused> {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Ok(Vec::new()) };
        let mut photos: HashMap<Uuid, Vec<State>> = HashMap::new();
        for row in tx.photo_states(wanted, &first.place, &last.place).await? {
            photos.entry(row.pupil).or_default().push(row.state()?);
        }
        let mut cards: HashMap<Uuid, CardLine> = HashMap::new();
        for card in tx.card_lines(wanted, &first.place, &last.place).await? {
            cards.entry(card.pupil).or_insert(card);
        }
        let row = |line: PupilLine| {
            let pupil = &line.facts.pupil;
            let states = photos.get(&pupil.id.0).into_iter().flatten().filter(|state| **state != State::Draft);
            Ok(PupilRow {
                id: pupil.id,
                name: format!("{} {}", pupil.name.surname(), pupil.name.given()),
                identity: listed(&pupil.identity),
                photo: Shown::of(states, false),
                card: cards.get(&pupil.id.0).map(|card| card.standing(self.today())).transpose()?,
                guardians: count(line.guardians)?,
                class: line.facts.class_name,
            })
        };
        lines.into_iter().map(row).collect::<Result<_, Broken>>().map_err(Refused::from)
    }
}

fn wanted(filter: &PupilFilter) -> Result<PupilWanted, Refused> {
    let search: String = filter.search.trim().chars().take(LONGEST_SEARCH).collect();
    let found_by = typed(&search);
    if found_by.is_empty() && !search.is_empty() {
        return Err(FieldError::refuse("search", Problem::NotAName));
    }
    Ok(PupilWanted::new(filter.class, &found_by, filter.listed.unwrap_or(Listed::Attending)))
}

/// Those after the one whom the filter names; from the beginning if there is no such pupil.
async fn lines(
    tx: &mut Tx<Within>,
    filter: &PupilFilter,
    wanted: &PupilWanted,
    most: i64,
) -> Result<Vec<PupilLine>, Refused> {
    let after = match filter.after {
        Some(pupil) => tx.place_of(pupil).await?,
        None => None,
    };
    tx.pupils(wanted, &after.unwrap_or(Place::START), most).await
}

/// The masked PESEL, or the name of the other document.
fn listed(identity: &Identity) -> String {
    match identity {
        Identity::Pesel(pesel) => pesel.to_string(),
        Identity::Document { name, .. } => name.clone(),
    }
}
