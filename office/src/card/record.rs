//! A card with its life so far.

use school::{CardId, permission::Permission, pupil::HolderStatus};

use super::{CardRecord, life::life};
use crate::{StaffDesk, refused::Refused};

impl StaffDesk {
    /// A card with what became of it.
    ///
    /// # Errors
    /// If it is not there, or the role may not see print runs.
    pub async fn card(&self, id: CardId) -> Result<CardRecord, Refused> {
        self.must(Permission::SeePrintRuns)?;
        let mut tx = self.look().await?;
        let facts = tx.card(id).await?;
        let holder_left = match tx.pupil(facts.card.pupil).await?.pupil.status {
            HolderStatus::Attending => None,
            HolderStatus::Left(on) => Some(on),
        };
        let life = life(&mut tx, &facts.card).await?;
        let (card, standing) = (&facts.card, facts.card.standing(self.today()));
        let receipt = card.state.receipt();
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
            receipt: receipt.map(|receipt| (receipt.on, receipt.by.code().to_owned(), receipt.name.clone())),
            holder_left,
            ended: card.state.invalidation().map(|end| (end.cause, end.on)),
            life,
            version: card.version,
        })
    }
}
