//! *SIO against our register*: a list that SIO shows, saved by somebody, held against the cards in force. It is read by
//! the confined child, as class lists are, and kept nowhere.

use std::fs::File;

use school::{
    PupilId,
    event::Event,
    permission::Permission,
    pesel::Pesel,
    state_mobile_id::{Difference, SioCard, compare, sio_cards},
};
use workshop::table::TableFault;

use crate::{StaffDesk, refused::Refused, store::sio::SioHolder};

/// Where SIO and the register say different things.
#[derive(Clone, Debug)]
pub enum Disagreement {
    /// In force here, unknown there.
    MissingThere {
        /// Whose.
        pupil: PupilId,
        /// Surname first.
        name: String,
        /// Our number.
        number: String,
    },
    /// Known there, not in force here.
    MissingHere {
        /// The masked PESEL.
        pesel: String,
        /// Their number.
        number: String,
    },
    /// Another number, date of issue or mark of a disability.
    Differs {
        /// Whose.
        pupil: PupilId,
        /// Surname first.
        name: String,
        /// Number, date of issue and mark as they stand here and there; none of what is the same.
        fields: [Option<(String, String)>; 3],
    },
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Compared {
    /// How many cards the list has.
    pub there: usize,
    /// How many are in force here that SIO can take.
    pub here: usize,
    /// Where they differ.
    pub found: Vec<Disagreement>,
}

impl StaffDesk {
    /// Holds a list of SIO against the cards in force. It changes nothing.
    ///
    /// # Errors
    /// If this desk may not see whole PESEL numbers or print runs, or the file cannot be read ([`Refused::Table`]).
    pub async fn compare_with_sio(&self, file: File) -> Result<Compared, Refused> {
        self.must(Permission::RevealPesel)?;
        self.must(Permission::SeePrintRuns)?;
        let table = self.read_class_list(file, None).await?;
        let there = sio_cards(table.rows.iter().map(|row| row.cells.as_slice()));
        if there.is_empty() {
            return Err(Refused::Table(TableFault::Empty));
        }
        let holders = self.look().await?.cards_for_sio().await?;
        let here: Vec<(&SioHolder, SioCard)> =
            holders.iter().filter_map(|holder| Some((holder, holder.card.clone()?))).collect();
        let cards: Vec<SioCard> = here.iter().map(|(_, card)| card.clone()).collect();
        let differences = compare(&there, &cards);
        let found: Vec<_> = differences.iter().filter_map(|difference| told(*difference, &there, &here)).collect();
        let event = Event::new("sio.compared", self.school).with("rows", there.len()).with("entries", found.len());
        match self.begin().await {
            Ok(tx) => tx.commit(event).await?,
            Err(Refused::Done(_)) => {}
            Err(refused) => return Err(refused),
        }
        Ok(Compared { there: there.len(), here: cards.len(), found })
    }

    /// Who holds a card that SIO cannot take, as there is no PESEL: surname first, and the class.
    ///
    /// # Errors
    /// If the role may not see print runs.
    pub async fn left_out_of_sio(&self) -> Result<Vec<(PupilId, String, String)>, Refused> {
        self.must(Permission::SeePrintRuns)?;
        let holders = self.look().await?.cards_for_sio().await?.into_iter();
        let without = holders.filter(|holder| holder.card.is_none());
        Ok(without.map(|holder| (holder.pupil, holder.name, holder.class)).collect())
    }
}

fn told(difference: Difference, there: &[SioCard], here: &[(&SioHolder, SioCard)]) -> Option<Disagreement> {
    Some(match difference {
        Difference::MissingThere(at) => {
            let (holder, card) = here.get(at)?;
            Disagreement::MissingThere { pupil: holder.pupil, name: holder.name.clone(), number: card.number.clone() }
        }
        Difference::MissingHere(at) => {
            let card = there.get(at)?;
            let pesel = card.pesel.parse::<Pesel>().map_or_else(|_| "–".to_owned(), |pesel| pesel.to_string());
            Disagreement::MissingHere { pesel, number: card.number.clone() }
        }
        Difference::Differs(ours, theirs, differ) => {
            let ((holder, ours), theirs) = (here.get(ours)?, there.get(theirs)?);
            let pairs = [
                (&ours.number, &theirs.number),
                (&ours.issued_on, &theirs.issued_on),
                (&ours.disability, &theirs.disability),
            ];
            let [number, day, mark] = pairs.map(|(ours, theirs)| (ours.clone(), theirs.clone()));
            let [by_number, by_day, by_mark] = differ;
            let fields = [by_number.then_some(number), by_day.then_some(day), by_mark.then_some(mark)];
            Disagreement::Differs { pupil: holder.pupil, name: holder.name.clone(), fields }
        }
    })
}
