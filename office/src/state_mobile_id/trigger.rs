//! What happens to a card or a pupil leaves, in the same transaction, what is to be done in SIO.

use jiff::civil::Date;
use school::{
    CardId, PupilId,
    card::{Card, Cause},
    law::{
        entitlement::{self, Claim, Holder, Ruling},
        mobile::{self, Place, State},
    },
    school_kind::SchoolKind,
    state_mobile_id::{Deed, ENDED, Known, Reason, of_age_on, reason_of_end, superseded, task},
};

use crate::{
    clock::polish_date,
    refused::{Broken, Refused},
    store::{
        Tx, Within,
        rows::{day, word},
        sio::Prospect,
    },
};

/// Writes down what is to be done in SIO since that has happened to the pupil. Before SIO had the document there was
/// nothing to do there.
pub(crate) async fn noted(tx: &mut Tx<Within>, pupil: PupilId, reason: Reason) -> Result<(), Refused> {
    let today = polish_date(tx.scope.now);
    if mobile::on(today).is_none_or(|rule| rule.value.place != Place::Sio) {
        return Ok(());
    }
    let (kind, row) = (tx.issuer().await?.kind, tx.prospect(pupil).await?);
    // whoever comes back with a card that has ended gets a new one first
    if reason != Reason::Returned || row.card.is_some() {
        drop_tasks(tx, pupil, superseded(reason)).await?;
    }
    let late = tx.rule_book().await?.late_objection().value;
    if let Some(deed) = task(reason, row.known(kind, today)?, late) {
        let card = if deed == Deed::Invalidate { row.mobile_card } else { row.card };
        tx.add_sio_task(pupil, card.map(CardId), deed, reason).await?;
    }
    Ok(())
}

/// The same about the end of a card.
pub(crate) async fn card_ended(tx: &mut Tx<Within>, card: &Card, cause: Cause) -> Result<(), Refused> {
    if card.state.receipt().is_none() {
        return Ok(()); // nobody ever held it, so SIO knows nothing of it
    }
    drop_tasks(tx, card.pupil, ENDED).await?;
    noted(tx, card.pupil, reason_of_end(cause)).await
}

async fn drop_tasks(tx: &mut Tx<Within>, pupil: PupilId, which: &[(Deed, Option<Reason>)]) -> Result<(), Refused> {
    for (deed, reason) in which {
        tx.drop_sio_tasks(pupil, *deed, *reason).await?;
    }
    Ok(())
}

impl Prospect {
    /// Day of birth.
    pub(crate) fn born(&self) -> Result<Date, Broken> {
        day(&self.born)
    }

    /// What the rule book must know of them.
    pub(crate) fn holder(&self, kind: SchoolKind, today: Date) -> Result<Holder, Broken> {
        let ruling = if self.ruling { Ruling::Disability } else { Ruling::NoRuling };
        let (adult, objection) = (of_age_on(self.born()?) <= today, self.objected_on.is_some());
        Ok(Holder { adult, ruling, pesel: self.has_pesel, objection, ..Holder::minor(kind) })
    }

    /// What they can ask; nothing of whoever has left, even if they collect a card as a graduate.
    pub(crate) fn claim(&self, kind: SchoolKind, today: Date) -> Result<Option<Claim>, Broken> {
        if self.gone {
            return Ok(None);
        }
        Ok(entitlement::mobile(&self.holder(kind, today)?, today).map(|applied| applied.value))
    }

    /// Where the newest stands that was noted.
    pub(crate) fn in_sio(&self) -> Result<Option<State>, Broken> {
        self.mobile_state.as_deref().map(word).transpose()
    }

    /// Is their card valid on that day?
    pub(crate) fn card_valid(&self, today: Date) -> Result<bool, Broken> {
        let last = self.expires.as_deref().map(day).transpose()?;
        let since = self.received_on.as_deref().map(day).transpose()?;
        Ok(since.is_some_and(|since| since <= today) && last.is_some_and(|last| today <= last))
    }

    fn known(&self, kind: SchoolKind, today: Date) -> Result<Known, Broken> {
        let live = matches!(self.in_sio()?, Some(State::Registered | State::CodeAvailable | State::Active));
        Ok(Known { claim: self.claim(kind, today)?, card: self.card.is_some(), entered: self.entered, live })
    }
}
