//! A card with its life so far.

use school::{
    CardId,
    card::{CardState, Receipt},
    permission::Permission,
};

use super::CardRecord;
use crate::{StaffDesk, refused::Refused};

impl StaffDesk {
    /// A card with what became of it.
    ///
    /// # Errors
    /// If it is not there, or the role may not see print runs.
    pub async fn card(&self, id: CardId) -> Result<CardRecord, Refused> {
        self.must(Permission::SeePrintRuns)?;
        let facts = self.look().await?.card(id).await?;
        let (card, standing) = (&facts.card, facts.card.standing(self.today()));
        let receipt = match &card.state {
            CardState::Issued(Receipt { on, by, name }) => Some((*on, by.code().to_owned(), name.clone())),
            _ => None,
        };
        Ok(CardRecord {
            id,
            pupil: card.pupil,
            name: facts.face.name(),
            number: card.number.to_string(),
            template: card.template.to_string(),
            marking: facts.marking,
            producer: facts.producer,
            print_run: facts.run,
            state: card.state.code().to_owned(),
            standing,
            issued_on: card.issued_on,
            expires: card.expires,
            receipt,
            version: card.version,
        })
    }
}
