//! Somebody who works at several schools, or in several roles, says where they are working now.

use school::event::Event;
use uuid::Uuid;

use super::session::oneself;
use crate::{
    desk::{Office, Visitor},
    keys::fingerprint,
    refused::Refused,
    store::Mode,
};

impl Office {
    /// From now on this session works at one of the visitor's places, until another is chosen or the session ends.
    ///
    /// # Errors
    /// `NotFound` if the visitor does not work there.
    pub async fn choose_place(&self, visitor: &Visitor, session: &str, place: Uuid) -> Result<(), Refused> {
        if !visitor.places.iter().any(|known| known.id == place) {
            return Err(Refused::NotFound);
        }
        let mut tx = self.db().everywhere(Mode::Write, self.now()).await?;
        tx.set_place(&fingerprint(session), place).await?;
        tx.commit(&oneself(visitor.person), Event::new("person.place_chosen", place)).await
    }
}
