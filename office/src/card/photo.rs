//! The photo that is on a card, which may be older than the pupil's photo in force.

use school::{CardId, event::Event, permission::Permission};

use crate::{StaffDesk, refused::Refused, vault::FileKind};

/// As for every other look at this pupil's photo.
const SIGHT: &str = "photo";

impl StaffDesk {
    /// The portrait printed on a card, as JPEG. Who saw it is recorded once in a quarter of an hour.
    ///
    /// # Errors
    /// If the card is not there, or the role may not see photos.
    pub async fn card_photo(&self, id: CardId) -> Result<Vec<u8>, Refused> {
        self.must(Permission::SeePhotos)?;
        let mut tx = self.look().await?;
        let facts = tx.card(id).await?;
        let pupil = facts.card.pupil;
        let seen = tx.has_seen(self.person, pupil.0, SIGHT).await?;
        drop(tx);
        let portrait = self.office.vault().get(self.school, &self.key, FileKind::Portrait, facts.portrait).await?;
        if !seen {
            let mut tx = self.begin_record().await?;
            if tx.first_sight(self.person, pupil.0, SIGHT).await? {
                tx.commit(Event::new("photo.seen", pupil)).await?;
            }
        }
        Ok(portrait)
    }
}
