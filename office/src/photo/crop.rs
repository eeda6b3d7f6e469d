//! Choosing the frame.

use school::{
    PhotoId, SchoolId,
    event::Event,
    permission::Permission,
    photo::{Advice, Check, Crop, Photo, State},
};
use workshop::photo::{Cut, Thresholds};

use crate::{
    FamilyDesk, FileHash, FileKind, Office,
    desk::Link,
    keys::SchoolKey,
    refused::{Conflict, Refused},
    store::photo::{NewCut, PhotoFacts},
};

/// What only the whole file tells; everything else is judged anew in the frame.
const OF_THE_FILE: [Check; 2] = [Check::Compression, Check::SameFile];

/// A cut picture in the vault, with its size in bytes.
pub(super) type Kept = (FileHash, u64);

impl FamilyDesk {
    /// Cuts the frame out of a draft: the portrait that is printed and the picture that the secretary sees.
    ///
    /// # Errors
    /// If the frame is too small ([`Refused::Photo`]), the photo is no draft any more, or it changed meanwhile.
    pub async fn crop_photo(&self, id: PhotoId, version: i64, crop: Crop) -> Result<PhotoId, Refused> {
        let (link, facts) = self.own_photo(id, Permission::SubmitPhoto).await?;
        let clean = facts.pictures.clean.filter(|_| facts.photo.state == State::Draft);
        let key = self.office.school_key(link.school).await?;
        let crop = crop.within(f64::from(facts.width), f64::from(facts.height));
        let cut = match clean {
            Some(clean) => {
                let source = self.office.vault().get(link.school, &key, FileKind::Clean, clean).await?;
                let limits = self.limits(&link).await?;
                self.office.workshop().cut(limits, source, crop).await?.map_err(Refused::Photo)?
            }
            None => return Err(self.no_draft(&link, &facts, version).await),
        };
        let (portrait, review) = keep(&self.office, link.school, &key, &cut).await?;
        let saved = self.save_cut(&link, (id, version), crop, &cut, (portrait, review)).await;
        match &saved {
            Ok(_) => self.office.wake(),
            Err(_) => forget(&self.office, link.school, [portrait.0, review.0]).await,
        }
        saved
    }

    async fn save_cut(
        &self,
        link: &Link,
        (id, version): (PhotoId, i64),
        crop: Crop,
        cut: &Cut,
        kept: (Kept, Kept),
    ) -> Result<PhotoId, Refused> {
        let ((portrait, portrait_size), (review, review_size)) = kept;
        let mut tx = self.change(link).await?;
        let facts = tx.photo(id).await?;
        tx.transition(&facts, version, Photo::submit).await?; // only what could still be sent can be cut
        let advice = merged(&facts.advice, &cut.advice);
        tx.save_cut(&facts, &NewCut { crop, portrait, review, advice: &advice }).await?;
        tx.keep_file(portrait, FileKind::Portrait, portrait_size).await?;
        tx.keep_file(review, FileKind::Review, review_size).await?;
        tx.commit(Event::new("photo.cropped", id)).await?;
        Ok(id)
    }

    /// By what the photo of this child is judged.
    pub(super) async fn limits(&self, link: &Link) -> Result<Thresholds, Refused> {
        let mut tx = self.look(link).await?;
        let born = tx.pupil(link.pupil).await?.pupil.born;
        tx.photo_limits(born, self.today()).await
    }

    /// Why a photo that is no draft cannot be cut.
    async fn no_draft(&self, link: &Link, facts: &PhotoFacts, version: i64) -> Refused {
        let told = async { self.look(link).await?.transition(facts, version, Photo::submit).await };
        told.await.err().unwrap_or(Refused::Conflict(Conflict::Changed))
    }
}

/// Puts portrait and review picture into the vault.
pub(super) async fn keep(
    office: &Office,
    school: SchoolId,
    key: &SchoolKey,
    cut: &Cut,
) -> Result<(Kept, Kept), Refused> {
    let portrait = office.vault().put(school, key, FileKind::Portrait, &cut.portrait).await?;
    let review = office.vault().put(school, key, FileKind::Review, &cut.review).await?;
    Ok((portrait, review))
}

/// Takes pictures away that no row names; if even this fails, the sweep finds them.
pub(super) async fn forget(office: &Office, school: SchoolId, pictures: [FileHash; 2]) {
    for picture in pictures {
        drop(office.vault().delete(school, picture).await);
    }
}

pub(super) fn merged(before: &[Advice], cut: &[Advice]) -> Vec<Advice> {
    before.iter().filter(|advice| OF_THE_FILE.contains(&advice.check)).chain(cut).copied().collect()
}

#[cfg(test)]
mod tests {
    use school::photo::Severity;

    use super::*;

    #[test]
    fn a_new_frame_is_judged_anew_but_for_what_the_file_tells() {
        let advice = |check| Advice { check, severity: Severity::Warning, value: 1.0 };
        let [file, tilt, dark] = [Check::Compression, Check::Tilt, Check::Darkness].map(advice);
        assert_eq!(merged(&[tilt, file], &[dark]), [file, dark]);
    }
}
