//! Removing a passkey: of a device that was lost or sold.

use school::event::Event;
use uuid::Uuid;

use crate::{
    desk::{Office, Once, Visitor},
    mail::AccountNews,
    refused::{Conflict, Refused},
};

impl Office {
    /// Removes one of one's own passkeys. `once` is the idempotency key of the request.
    ///
    /// # Errors
    /// `StepUp`; `NotFound`; `Conflict::LastFactor` if somebody at work would be left without any.
    pub async fn remove_passkey(&self, visitor: &Visitor, id: Uuid, once: Option<Once>) -> Result<(), Refused> {
        if !visitor.just_proven {
            return Err(Refused::StepUp);
        }
        let mut tx = self.begin_own(visitor.person, once).await?;
        tx.hold_person(visitor.person).await?;
        tx.remove_passkey(visitor.person, id).await?.ok_or(Refused::NotFound)?;
        if visitor.at_work() && !tx.factors(visitor.person).await?.any() {
            return Err(Refused::Conflict(Conflict::LastFactor));
        }
        tx.tell(visitor.person, AccountNews::PasskeyRemoved).await?;
        tx.commit_own(visitor.person, once, Event::new("person.passkey_removed", visitor.person)).await?;
        self.wake();
        Ok(())
    }
}
