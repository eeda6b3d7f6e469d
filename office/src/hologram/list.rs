//! A class in the round, and what is left of the whole school.

use school::{
    CardId, ClassId,
    law::templates::ValidityUnit,
    ledger::Item,
    permission::Permission,
    year::{Period, SchoolYear, Semester},
};

use super::{HologramsDue, Round, RoundRow, in_round, of_class};
use crate::{
    StaffDesk,
    application::list::number,
    refused::{Broken, Refused},
    store::{
        renewal::RoundCard,
        rows::{count, day},
    },
};

impl StaffDesk {
    /// The cards of a class with their holograms.
    ///
    /// # Errors
    /// If the class is not there, or the role does not hand cards out.
    pub async fn hologram_round(&self, class: ClassId) -> Result<Round, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.look().await?;
        let name = tx.classes().await?.into_iter().find(|row| row.id == class.0).ok_or(Refused::NotFound)?.name;
        let fields = u32::from(tx.rule_book().await?.hologram_fields().value);
        let cards = self.cards_in_round(&mut tx).await?;
        let here = cards.iter().filter(|card| in_round(card) && of_class(card, class));
        let rows: Vec<RoundRow> = here.map(|card| row(card, fields)).collect::<Result<_, _>>()?;
        let mut stock = Vec::new();
        for period in self.running_periods() {
            let there = tx.balance(Item::Hologram(period)).await?;
            if period == Period::Year(period.year()) || there.received > 0 {
                stock.push((period.to_string(), there.stock));
            }
        }
        Ok(Round { class: name, rows, stock, fields })
    }

    /// A card as the round shows it.
    ///
    /// # Errors
    /// If it is not there, or the role does not hand cards out.
    pub async fn card_in_round(&self, id: CardId) -> Result<RoundRow, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.look().await?;
        let fields = u32::from(tx.rule_book().await?.hologram_fields().value);
        let cards = self.cards_in_round(&mut tx).await?;
        let card = cards.iter().find(|card| card.id == id.0).ok_or(Refused::NotFound)?;
        Ok(row(card, fields)?)
    }

    /// What is still to be confirmed; none if nothing is.
    ///
    /// # Errors
    /// If the role does not hand cards out.
    pub async fn holograms_due(&self) -> Result<Option<HologramsDue>, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.look().await?;
        let open = self.cards_in_round(&mut tx).await?.into_iter().filter(|card| in_round(card) && !card.done);
        let ends = open.map(|card| card.expires.as_deref().map(day).transpose()).collect::<Result<Vec<_>, _>>()?;
        let until = ends.iter().flatten().copied().filter(|last| self.today() <= *last).min();
        let cards = u32::try_from(ends.len()).unwrap_or(u32::MAX);
        Ok((cards > 0).then_some(HologramsDue { cards, until }))
    }

    /// The school year and the semester of today.
    pub(super) fn running(&self) -> (SchoolYear, Semester) {
        match Period::of(ValidityUnit::Semester, self.today()) {
            Period::Semester(year, semester) => (year, semester),
            Period::Year(year) => (year, Semester::Winter),
        }
    }

    /// The periods of today: the school year and its semester.
    pub(super) fn running_periods(&self) -> [Period; 2] {
        let (year, semester) = self.running();
        [Period::Year(year), Period::Semester(year, semester)]
    }
}

/// How many holograms are on it.
pub(super) fn holograms(card: &RoundCard) -> Result<u32, Broken> {
    count(card.fields)
}

fn row(card: &RoundCard, fields: u32) -> Result<RoundRow, Broken> {
    let on_it = holograms(card)?;
    Ok(RoundRow {
        card: card.id.into(),
        number: number(card.year, card.serial)?,
        name: format!("{} {}", card.given, card.surname),
        class: card.class_name.clone(),
        holograms: on_it,
        done: card.done,
        may_undo: card.prolonged && card.state == "issued",
        room: on_it < fields,
        expires: card.expires.as_deref().map(day).transpose()?,
    })
}
