//! The list of pupils.

use std::collections::HashMap;

use school::{
    permission::Permission,
    photo::{Shown, State},
    pupil::Identity,
    search::fold,
};
use uuid::Uuid;

use super::{PupilFilter, PupilRow};
use crate::{
    StaffDesk,
    refused::{Broken, Refused},
    store::{
        pupil::{CardLine, PupilLine, PupilWanted},
        rows::count,
    },
};

impl StaffDesk {
    /// Pupils in Polish order, at most 500.
    ///
    /// # Errors
    /// If this desk may not see pupils.
    pub async fn pupils(&self, filter: &PupilFilter) -> Result<Vec<PupilRow>, Refused> {
        self.must(Permission::SeePupils)?;
        let wanted = PupilWanted::new(filter.class, &fold(&filter.search));
        let mut tx = self.look().await?;
        let pupils = tx.pupils(&wanted).await?;
        let mut photos: HashMap<Uuid, Vec<State>> = HashMap::new();
        for row in tx.photo_states(&wanted).await? {
            photos.entry(row.pupil).or_default().push(row.state()?);
        }
        let mut cards: HashMap<Uuid, CardLine> = HashMap::new();
        for card in tx.card_lines(&wanted).await? {
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
        pupils.into_iter().map(row).collect::<Result<_, Broken>>().map_err(Refused::from)
    }
}

/// The masked PESEL, or the name of the other document.
fn listed(identity: &Identity) -> String {
    match identity {
        Identity::Pesel(pesel) => pesel.to_string(),
        Identity::Document { name, .. } => name.clone(),
    }
}
