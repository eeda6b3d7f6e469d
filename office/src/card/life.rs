//! A card's life as a row of days, each with the paragraph that applied.

use school::{
    application::{basis_of_end, basis_of_fee, ground},
    card::Card,
    register::Annotation,
};

use super::{LifeStep, Step};
use crate::{
    application::list::record,
    refused::Refused,
    store::{
        Tx, Within,
        rows::{count, day},
    },
};

/// By what a card is issued and entered (`L1.3-5`, `L3.2-6`).
const ISSUED: &str = "R2023 § 63";
const RECEIVED: &str = "R2023 § 8 ust. 3-8";

/// What happened to a card so far, the first thing first.
pub(super) async fn life(tx: &mut Tx<Within>, card: &Card) -> Result<Vec<LifeStep>, Refused> {
    let mut life = Vec::new();
    if let Some(before) = tx.application_for(card.id).await?.map(record).transpose()? {
        let basis = ground(before.ground).map_or("", |ground| ground.basis);
        let step = Step::Succeeds(before.succession, before.card, before.number);
        life.push(LifeStep { step, on: before.applied_on, basis });
    }
    life.push(LifeStep { step: Step::Issued, on: card.issued_on, basis: ISSUED });
    if let Some(receipt) = card.state.receipt() {
        life.push(LifeStep { step: Step::Received, on: receipt.on, basis: RECEIVED });
    }
    if let Some(end) = card.state.invalidation() {
        life.push(LifeStep { step: Step::Invalidated(end.cause), on: end.on, basis: basis_of_end(end.cause) });
    }
    life.extend(what_took_its_place(tx, card).await?);
    for row in tx.annotations_of(card.id).await?.into_iter().filter(|row| row.kind == Annotation::Returned.code()) {
        life.push(LifeStep { step: Step::Returned, on: day(&row.happened_on)?, basis: Annotation::Returned.basis() });
    }
    if let Some((number, held_on)) = tx.protocol_of_card(card.id).await? {
        let (number, handed_over) = (count(number)?, card.state.code() == Annotation::HandedOver.code());
        let (step, what) = if handed_over {
            (Step::HandedOver(number), Annotation::HandedOver)
        } else {
            (Step::Destroyed(number), Annotation::Destroyed)
        };
        life.push(LifeStep { step, on: day(&held_on)?, basis: what.basis() });
    }
    // of one day, in the order in which it goes
    life.sort_by_key(|step| step.on);
    Ok(life)
}

/// The application for another card, its payment and its receipt.
async fn what_took_its_place(tx: &mut Tx<Within>, card: &Card) -> Result<Vec<LifeStep>, Refused> {
    let Some(after) = tx.application_about(card.id).await?.map(record).transpose()? else { return Ok(Vec::new()) };
    let basis = ground(after.ground).map_or("", |ground| ground.basis);
    let mut steps = vec![LifeStep { step: Step::Applied(after.succession), on: after.applied_on, basis }];
    if let Some(on) = after.paid_on {
        steps.push(LifeStep { step: Step::Paid, on, basis: basis_of_fee(after.applied_on) });
    }
    let noted = tx.annotations_of(card.id).await?;
    let noted = noted.iter().find(|row| row.kind == Annotation::Succeeded.code());
    if let (Some(row), Some((successor, number))) = (noted, after.successor) {
        let step = Step::Succeeded(after.succession, successor, number);
        steps.push(LifeStep { step, on: day(&row.happened_on)?, basis: Annotation::Succeeded.basis() });
    }
    Ok(steps)
}
