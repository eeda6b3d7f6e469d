//! The end of a card's validity, without another one in its place yet.

use jiff::civil::Date;
use school::{
    CardId,
    card::{Card, CardState, Cause},
    event::Event,
    permission::Permission,
    pupil::HolderStatus,
    register::Annotation,
};

use super::InvalidateCard;
use crate::{
    StaffDesk,
    ledger::typed::{day_until, field, refuse},
    refused::{Conflict, FieldError, Problem, Refused},
    state_mobile_id::trigger::card_ended,
    store::{Tx, Within},
};

/// Why a card that was collected may end by itself. What leads to an exchange is told with the application.
const OF_A_COLLECTED_CARD: [Cause; 5] = [Cause::Lost, Cause::Damaged, Cause::NoHologram, Cause::Error, Cause::Left];

/// The grounds on which a card in this state may end by itself.
#[must_use]
pub fn grounds_to_end(state: &str) -> &'static [Cause] {
    match state {
        "issued" => &OF_A_COLLECTED_CARD,
        "printed" => &[Cause::Cancelled],
        _ => &[],
    }
}

impl StaffDesk {
    /// Ends a card's validity on a ground, today or on an earlier day on which somebody held it. A printed card that
    /// will not be handed out is cancelled; whoever applied for it is due another.
    ///
    /// # Errors
    /// If it is not there or changed, is valid no more, waits for the printer, or the day or the ground cannot be; that
    /// the holder left is a ground only if they did, and not before that day.
    pub async fn invalidate_card(&self, id: CardId, version: i64, form: &InvalidateCard) -> Result<CardId, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.begin().await?;
        tx.lock_books().await?;
        let facts = tx.card(id).await?;
        let (cause, on) = read(form, &facts.card, self.today())?;
        must_have_left(&mut tx, &facts.card, cause, on).await?;
        let ended = facts.card.clone().invalidate(on, cause)?;
        if facts.card.version != version {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        end(&mut tx, &ended).await?;
        if facts.card.state == CardState::Printed {
            tx.reopen_application(id).await?;
        }
        tx.commit(Event::new("card.invalidated", id).with("number", ended.number).with("what", cause)).await?;
        Ok(id)
    }
}

/// Writes down that a card has ended, with the note in the register and what is to be done in SIO.
pub(crate) async fn end(tx: &mut Tx<Within>, ended: &Card) -> Result<(), Refused> {
    tx.put_card(ended).await?;
    let Some(end) = ended.state.invalidation() else { return Ok(()) };
    tx.annotate(ended.id, Annotation::Invalidated, end.on, Some(end.cause), None).await?;
    card_ended(tx, ended, end.cause).await
}

fn read(form: &InvalidateCard, card: &Card, today: Date) -> Result<(Cause, Date), Refused> {
    let cause = match form.cause.trim() {
        "" => Err(Problem::Required),
        code => {
            let offered = grounds_to_end(card.state.code()).iter().copied();
            // of a card that has ended already the domain says more than that nothing is offered
            let all = card.state.invalidation().map(|_| Cause::ALL).unwrap_or_default().iter().copied();
            offered.chain(all).find(|cause| cause.code() == code).ok_or(Problem::NotOffered)
        }
    };
    let on = day_until(&form.on, today).and_then(|on| match card.state.receipt() {
        Some(receipt) if on < receipt.on => Err(Problem::DateOutOfRange),
        _ => Ok(on),
    });
    match (field("cause", cause), field("on", on)) {
        (Ok(cause), Ok(on)) => Ok((cause, on)),
        (cause, on) => Err(refuse([cause.err(), on.err()])),
    }
}

/// A card whose holder left may end for that, from the day on which they did (`L4.3-2`).
async fn must_have_left(tx: &mut Tx<Within>, card: &Card, cause: Cause, on: Date) -> Result<(), Refused> {
    if cause != Cause::Left {
        return Ok(());
    }
    match tx.pupil(card.pupil).await?.pupil.status {
        HolderStatus::Left(day) if day <= on => Ok(()),
        HolderStatus::Left(_) => Err(FieldError::refuse("on", Problem::DateOutOfRange)),
        HolderStatus::Attending => Err(FieldError::refuse("cause", Problem::NotOffered)),
    }
}
