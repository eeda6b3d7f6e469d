//! A draft that a newer one has replaced. Its row is gone, so the audit log says whose it was: only to the family of
//! that pupil is the newer one told, to everybody else there never was a photo.

use school::{PhotoId, PupilId, permission::Permission, photo::State};

use crate::{
    FamilyDesk,
    refused::{Conflict, Refused},
    store::{Tx, Within},
};

impl FamilyDesk {
    /// Why a photo that is not there cannot be gone on with.
    pub(super) async fn replaced(&self, id: PhotoId) -> Result<Refused, Refused> {
        for link in self.links().await?.into_iter().filter(|link| link.permits(Permission::SubmitPhoto)) {
            let mut tx = self.look(&link).await?;
            if tx.was_uploaded_for(id, link.pupil).await? {
                return tx.newer_draft(link.pupil).await;
            }
        }
        Ok(Refused::NotFound)
    }
}

impl Tx<Within> {
    async fn was_uploaded_for(&mut self, id: PhotoId, pupil: PupilId) -> Result<bool, Refused> {
        let pupil = pupil.to_string();
        for event in self.events_about(id.0).await?.iter().filter(|event| event.verb == "photo.uploaded") {
            let particulars: Vec<(String, String)> = serde_json::from_str(&event.particulars)?;
            if particulars.iter().any(|(name, value)| name == "pupil" && *value == pupil) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// That there is a newer draft; if there is none, the old one is just not there.
    pub(super) async fn newer_draft(&mut self, pupil: PupilId) -> Result<Refused, Refused> {
        let photos = self.photos_of(pupil).await?;
        let draft = photos.iter().find(|facts| facts.photo.state == State::Draft);
        Ok(draft.map_or(Refused::NotFound, |facts| Refused::Conflict(Conflict::NewerDraft { draft: facts.photo.id })))
    }
}
