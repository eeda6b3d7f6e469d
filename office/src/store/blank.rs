//! Table `blank`: the register of blanks (R2023 § 8 ust. 1, `L3.1-1` to `L3.1-3`), one row per piece.

use jiff::civil::Date;
use school::{
    BlankId, CardId,
    law::TemplateCode,
    ledger::{Account, BlankMarking, Item, Producer},
};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Tx, Within,
    rows::{count, new_id},
};
use crate::refused::{Broken, Conflict, Refused};

/// A blank in stock.
#[derive(FromRow)]
pub(crate) struct StockBlank {
    id: Uuid,
}

impl StockBlank {
    pub(crate) fn id(&self) -> BlankId {
        BlankId(self.id)
    }
}

impl Tx<Within> {
    /// Adds blanks to the stock; false if the marking of one of them is known already: how the producer's name
    /// is written makes no other blank of it.
    pub(crate) async fn add_blanks(
        &mut self,
        template: TemplateCode,
        producer: &Producer,
        markings: &[BlankMarking],
        on: Date,
    ) -> Result<bool, Refused> {
        for marking in markings {
            let added = run!(
                self,
                "INSERT INTO blank (id, school, template, producer, marking, received_on, state, created_at)
                VALUES ($1, $2, $3, $4, $5, $6, 'stock', $7) ON CONFLICT (school, template, marking) DO NOTHING",
                new_id(),
                self.scope.school.0,
                template.code(),
                producer.as_str(),
                marking.as_str(),
                on.to_string(),
                self.scope.now.as_second()
            )?;
            if added == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Are there so many blanks of a template in stock? [`Tx::lock_books`] comes first, so that they stay.
    pub(crate) async fn must_have_blanks(&mut self, template: TemplateCode, needed: u32) -> Result<(), Refused> {
        let stock = count(self.balance(Item::Blank(template)).await?.stock)?;
        if stock < needed { Err(Refused::Conflict(Conflict::NoBlanks { needed, stock })) } else { Ok(()) }
    }

    /// The first so many blanks of a template in stock, by marking: the order in which they lie in the box.
    pub(crate) async fn stock_blanks(&mut self, template: TemplateCode, most: u32) -> Result<Vec<StockBlank>, Refused> {
        Ok(rows!(
            self,
            "SELECT id FROM blank WHERE school = $1 AND template = $2 AND state = 'stock' ORDER BY marking, producer LIMIT $3",
            self.scope.school.0,
            template.code(),
            i64::from(most)
        )?)
    }

    /// Sets a blank of the stock aside for a card.
    pub(crate) async fn reserve_blank(&mut self, blank: BlankId, card: CardId) -> Result<(), Refused> {
        let reserved = run!(
            self,
            "UPDATE blank SET state = 'reserved', card = $3 WHERE id = $1 AND school = $2 AND state = 'stock'",
            blank.0,
            self.scope.school.0,
            card.0
        )?;
        if reserved == 1 { Ok(()) } else { Err(Broken::Inconsistent("a blank that is not in stock").into()) }
    }

    /// What became of a blank that was set aside: used or spoiled.
    pub(crate) async fn settle_blank(&mut self, blank: BlankId, account: Account) -> Result<(), Refused> {
        let settled = run!(
            self,
            "UPDATE blank SET state = $3 WHERE id = $1 AND school = $2 AND state = 'reserved'",
            blank.0,
            self.scope.school.0,
            account.code()
        )?;
        if settled == 1 { Ok(()) } else { Err(Broken::Inconsistent("a blank that is not reserved").into()) }
    }
}
