//! The link of the first set-up: made by whoever can start the program, good once and for half an hour.

use crate::{
    desk::Office,
    keys::{fingerprint, secret},
    refused::{Conflict, Refused},
    store::{Actor, Mode},
};
use school::event::Event;
use uuid::Uuid;

/// How long the link can be used, in seconds (trust.md T37).
const SPAN: i64 = 30 * 60;

impl Office {
    /// A new link to set the installation up, in the place of the one before; none when a school exists.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn set_up_link(&self) -> Result<Option<String>, Refused> {
        let now = self.now();
        let mut tx = self.db().everywhere(Mode::Write, now).await?;
        if tx.has_school().await? {
            return Ok(None);
        }
        let token = secret();
        tx.set_set_up_link(&fingerprint(&token), now.as_second() + SPAN).await?;
        tx.commit(&Actor::SYSTEM, Event::new("installation.set_up_link_made", Uuid::nil())).await?;
        Ok(Some(self.link(&format!("/setup/{token}"))))
    }

    /// Can this link be used now?
    ///
    /// # Errors
    /// `Conflict::SetUpClosed` if not.
    pub async fn set_up_open(&self, token: &str) -> Result<(), Refused> {
        let open = self.db().everywhere(Mode::Read, self.now()).await?.set_up_is_open(&fingerprint(token)).await?;
        if open { Ok(()) } else { Err(Refused::Conflict(Conflict::SetUpClosed)) }
    }
}
