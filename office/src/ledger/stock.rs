//! What is in the safe, and the newest pages of the book.

use school::{
    ledger::{Balance, Item},
    permission::Permission,
};

use super::{MovementRow, Stock};
use crate::{
    StaffDesk,
    refused::{Broken, Refused},
    store::{
        movement::{MovementTold, item},
        rows::{count, day},
    },
};

/// For so long after the turn of the school year its stock-take is asked for, in seconds: sixty days.
const TAKE_WITHIN: i64 = 60 * 24 * 3600;

impl StaffDesk {
    /// Balances of blanks and holograms with the newest movements.
    ///
    /// # Errors
    /// If the role may not see them.
    pub async fn stock(&self) -> Result<Stock, Refused> {
        self.must(Permission::SeeStock)?;
        let mut tx = self.look().await?;
        let balances = tx.balances().await?;
        let of = |wanted: bool| -> Vec<(String, Balance)> {
            let some = balances.iter().map(|(item, balance)| (told(*item), *balance));
            some.filter(|((blanks, _), _)| *blanks == wanted)
                .map(|((_, variety), balance)| (variety, balance))
                .collect()
        };
        let movements = tx.newest_movements().await?.into_iter().map(row).collect::<Result<_, _>>()?;
        let turned = tx.last_turn().await?.map(|turn| turn.created_at);
        let lately = turned.is_some_and(|at| self.now.as_second() - at < TAKE_WITHIN);
        let take_due = lately && balances.iter().any(|(_, balance)| balance.stock > 0);
        Ok(Stock { blanks: of(true), holograms: of(false), movements, take_due })
    }
}

/// Is it a blank, and of which variety?
fn told(item: Item) -> (bool, String) {
    match item {
        Item::Blank(template) => (true, template.to_string()),
        Item::Hologram(period) => (false, period.to_string()),
    }
}

fn row(movement: MovementTold) -> Result<MovementRow, Broken> {
    let (blanks, variety) = told(item(&movement.item)?);
    Ok(MovementRow {
        seq: count(movement.seq)?,
        on: day(&movement.happened_on)?,
        blanks,
        variety,
        from: movement.from_account,
        to: movement.to_account,
        quantity: count(movement.quantity)?,
        document: movement.document,
        by: format!("{} {}", movement.given, movement.surname),
        balance: count(movement.balance)?,
    })
}
