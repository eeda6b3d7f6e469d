//! A draft, before it is sent.

use school::{PhotoId, permission::Permission, photo::State};

use super::{DraftView, heard::photos_as_heard};
use crate::{FamilyDesk, pupil::masked, refused::Refused};

impl FamilyDesk {
    /// A draft with its frame, proposed or chosen.
    ///
    /// # Errors
    /// If there is no such draft of a linked pupil, a newer one took its place, or this person may not send photos.
    pub async fn draft(&self, id: PhotoId) -> Result<DraftView, Refused> {
        let (link, facts) = self.own_photo(id, Permission::SubmitPhoto).await?;
        let mut tx = self.look(&link).await?;
        match facts.photo.state {
            State::Draft => {}
            State::Withdrawn => return Err(tx.newer_draft(link.pupil).await?),
            _ => return Err(Refused::NotFound),
        }
        let pupil = tx.pupil(link.pupil).await?;
        let family = photos_as_heard(&mut tx, link.pupil).await?;
        let approved = family.iter().find(|other| matches!(other.photo.state, State::Approved(_)));
        Ok(DraftView {
            id,
            pupil: link.pupil,
            name: pupil.pupil.name.full(),
            born: pupil.pupil.born,
            identity: masked(&pupil.pupil.identity),
            class: pupil.class_name,
            width: facts.width,
            height: facts.height,
            crop: facts.crop,
            cropped: facts.pictures.portrait.is_some(),
            advice: facts.advice,
            approved: approved.map(|other| other.photo.id),
            version: facts.photo.version,
        })
    }
}
