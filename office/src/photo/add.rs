//! A photo that the school adds itself: taken at school, brought on a stick, or out of a photographer's pack. It is cut
//! as proposed and waits in the queue like a family's; nobody declares anything, but who added it is recorded.

use std::fs::File;

use school::{
    PersonId, PhotoId, PupilId, SchoolId,
    event::Event,
    permission::Permission,
    photo::{Origin, State},
};
use workshop::photo::{Cut, Intake, Thresholds};

use super::crop::{forget, keep, merged};
use crate::{
    FileHash, FileKind, Office, StaffDesk,
    keys::SchoolKey,
    refused::Refused,
    store::{
        Tx, Within,
        photo::{NewSent, Pictures},
        rows::new_id,
    },
};

/// A picture that was taken in and cut, with its files in the vault; no row names them yet.
pub(crate) struct Taken {
    intake: Intake,
    cut: Cut,
    /// Clean source, portrait and review picture, each with its size.
    files: [(FileKind, FileHash, u64); 3],
}

impl StaffDesk {
    /// Takes a file in, cuts it as proposed and puts it into the queue. One that waits already gives way.
    ///
    /// # Errors
    /// If the picture cannot be used ([`Refused::Photo`]), the pupil has left, or this desk may not add photos.
    pub async fn add_photo(&self, pupil: PupilId, file: File) -> Result<PhotoId, Refused> {
        self.must(Permission::AddPhotos)?;
        let mut tx = self.look().await?;
        if let Some(once) = self.once {
            tx.must_be_new(self.person, once).await?; // the picture need not be decoded again
        }
        let known = tx.pupil(pupil).await?.pupil;
        known.attending()?;
        let limits = tx.photo_limits(known.born, self.today()).await?;
        drop(tx);
        let intake = self.office.workshop().intake(limits.clone(), file).await?.map_err(Refused::Photo)?;
        let taken = take_in(&self.office, self.school, &self.key, limits, intake).await?;
        let saved = self.save_added(pupil, &taken).await;
        match &saved {
            Ok(_) => self.office.wake(),
            Err(_) => taken.forget(&self.office, self.school).await,
        }
        saved
    }

    async fn save_added(&self, pupil: PupilId, taken: &Taken) -> Result<PhotoId, Refused> {
        let mut tx = self.begin().await?;
        let (id, event) = save_sent(&mut tx, pupil, self.person, Origin::School, taken).await?;
        tx.commit(event).await?;
        Ok(id)
    }
}

impl Taken {
    /// Takes the files away that no row names; if even this fails, the sweep finds them.
    pub(crate) async fn forget(&self, office: &Office, school: SchoolId) {
        let [clean, portrait, review] = self.files.map(|(_, hash, _)| hash);
        drop(office.vault().delete(school, clean).await);
        forget(office, school, [portrait, review]).await;
    }

    fn pictures(&self) -> Pictures {
        let [clean, portrait, review] = self.files.map(|(_, hash, _)| Some(hash));
        Pictures { clean, review, portrait }
    }
}

/// Cuts what was taken in as proposed, and puts all three pictures into the vault.
pub(crate) async fn take_in(
    office: &Office,
    school: SchoolId,
    key: &SchoolKey,
    limits: Thresholds,
    intake: Intake,
) -> Result<Taken, Refused> {
    let crop = intake.crop.within(f64::from(intake.width), f64::from(intake.height));
    let cut = office.workshop().cut(limits, intake.clean.clone(), crop).await?.map_err(Refused::Photo)?;
    let (clean, size) = office.vault().put(school, key, FileKind::Clean, &intake.clean).await?;
    let (portrait, review) = keep(office, school, key, &cut).await?;
    let files = [
        (FileKind::Clean, clean, size),
        (FileKind::Portrait, portrait.0, portrait.1),
        (FileKind::Review, review.0, review.1),
    ];
    Ok(Taken { intake: Intake { crop, ..intake }, cut, files })
}

/// Writes a photo of the school's into the queue, with its files; one that waits is taken back and erased. The event is
/// to be committed or recorded.
pub(crate) async fn save_sent(
    tx: &mut Tx<Within>,
    pupil: PupilId,
    by: PersonId,
    origin: Origin,
    taken: &Taken,
) -> Result<(PhotoId, Event), Refused> {
    tx.lock_photos_of(pupil).await?;
    tx.pupil(pupil).await?.pupil.attending()?;
    let id = PhotoId(new_id());
    let mut event = Event::new("photo.sent", id).with("pupil", pupil).with("origin", origin);
    for earlier in tx.photos_of(pupil).await?.iter().filter(|facts| facts.photo.state == State::Submitted) {
        let withdrawn = earlier.photo.clone().withdraw()?;
        tx.move_photo(earlier, &withdrawn, None).await?;
        tx.erase_pictures(earlier).await?;
        event = event.with("instead_of", earlier.photo.id);
    }
    let Intake { width, height, crop, ref advice, .. } = taken.intake;
    let advice = merged(advice, &taken.cut.advice);
    tx.add_sent(&NewSent {
        id,
        pupil,
        by,
        origin,
        pictures: taken.pictures(),
        width,
        height,
        crop,
        advice: &advice,
        declaration: "",
        declared_at: tx.scope.now,
        exception: false,
        review: None,
    })
    .await?;
    for (kind, hash, size) in taken.files {
        tx.keep_file(hash, kind, size).await?;
    }
    Ok((id, event))
}
