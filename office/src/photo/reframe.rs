//! Another frame, set by the school: a photo that is good but for its frame need not go back to the family. Who sent it
//! hears of the decision only.

use school::{
    PhotoId,
    event::Event,
    permission::Permission,
    photo::{Crop, Photo},
};

use super::{
    FrameView,
    crop::{forget, keep, merged},
};
use crate::{
    FileKind, StaffDesk,
    refused::{Conflict, Refused},
    store::photo::NewCut,
};

impl StaffDesk {
    /// A photo that waits, with its frame.
    ///
    /// # Errors
    /// If no such photo waits at this school, its source is gone, or this desk may not decide about photos.
    pub async fn photo_frame(&self, id: PhotoId) -> Result<FrameView, Refused> {
        self.must_somewhere(Permission::ReviewPhotos)?;
        let mut tx = self.look().await?;
        let facts = tx.sent_photo(id).await?;
        self.must_about(&mut tx, facts.photo.pupil, Permission::ReviewPhotos).await?;
        tx.transition(&facts, facts.photo.version, Photo::reframe).await?;
        let pupil = tx.pupil(facts.photo.pupil).await?;
        facts.pictures.clean.ok_or(Refused::NotFound)?;
        Ok(FrameView {
            id,
            name: pupil.pupil.name.full(),
            class: pupil.class_name,
            width: facts.width,
            height: facts.height,
            crop: facts.crop,
            advice: facts.advice,
            version: facts.photo.version,
        })
    }

    /// Cuts another frame out of a photo that waits: portrait and review picture are made anew, and judged anew.
    ///
    /// # Errors
    /// If the frame is too small ([`Refused::Photo`]), somebody decided about the photo, its source is gone, or it
    /// changed meanwhile.
    pub async fn reframe_photo(&self, id: PhotoId, version: i64, crop: Crop) -> Result<PhotoId, Refused> {
        self.must_somewhere(Permission::ReviewPhotos)?;
        let mut tx = self.look().await?;
        if let Some(once) = self.once {
            tx.must_be_new(self.person, once).await?; // once it was done, the photo has another version
        }
        let facts = tx.sent_photo(id).await?;
        self.must_about(&mut tx, facts.photo.pupil, Permission::ReviewPhotos).await?;
        tx.transition(&facts, version, Photo::reframe).await?;
        let born = tx.pupil(facts.photo.pupil).await?.pupil.born;
        let limits = tx.photo_limits(born, self.today()).await?;
        drop(tx);
        let clean = facts.pictures.clean.ok_or(Refused::Conflict(Conflict::Changed))?;
        let crop = crop.within(f64::from(facts.width), f64::from(facts.height));
        let source = self.office.vault().get(self.school, &self.key, FileKind::Clean, clean).await?;
        let cut = self.office.workshop().cut(limits, source, crop).await?.map_err(Refused::Photo)?;
        let (portrait, review) = keep(&self.office, self.school, &self.key, &cut).await?;
        let advice = merged(&facts.advice, &cut.advice);
        let frame = NewCut { crop, portrait: portrait.0, review: review.0, advice: &advice };
        let saved = self.save_reframed(id, version, &frame, (portrait.1, review.1)).await;
        match &saved {
            Ok(_) => self.office.wake(),
            Err(_) => forget(&self.office, self.school, [portrait.0, review.0]).await,
        }
        saved
    }

    async fn save_reframed(
        &self,
        id: PhotoId,
        version: i64,
        frame: &NewCut<'_>,
        (portrait_size, review_size): (u64, u64),
    ) -> Result<PhotoId, Refused> {
        let mut tx = self.begin().await?;
        let facts = tx.sent_photo_locked(id).await?;
        tx.transition(&facts, version, Photo::reframe).await?;
        tx.save_cut(&facts, frame).await?;
        tx.keep_file(frame.portrait, FileKind::Portrait, portrait_size).await?;
        tx.keep_file(frame.review, FileKind::Review, review_size).await?;
        tx.commit(Event::new("photo.reframed", id)).await?;
        Ok(id)
    }
}
