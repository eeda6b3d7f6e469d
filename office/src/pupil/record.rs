//! Everything the office knows of a pupil.

use school::{
    PupilId,
    name::Name,
    permission::Permission,
    photo::{Shown, State},
    pupil::{HolderStatus, Identity},
    search::latin,
};
use workshop::{card::name_fits, font::lacking};

use super::{NameRemark, PupilCard, PupilPhoto, PupilRecord};
use crate::{
    StaffDesk,
    refused::{Broken, Refused},
    store::{photo::PhotoFacts, pupil::CardLine},
};

impl StaffDesk {
    /// A pupil with photos, cards and family; PESEL and document number stay masked. Drafts are the family's own.
    ///
    /// # Errors
    /// If there is no such pupil at this school, or this desk may not see pupils.
    pub async fn pupil(&self, id: PupilId) -> Result<PupilRecord, Refused> {
        self.must(Permission::SeePupils)?;
        let mut tx = self.look().await?;
        let facts = tx.pupil(id).await?;
        let photos: Vec<PhotoFacts> =
            tx.photos_of(id).await?.into_iter().filter(|facts| facts.photo.state != State::Draft).collect();
        let card = |card: CardLine| {
            Ok(PupilCard {
                id: card.id(),
                number: card.number()?,
                standing: card.standing(self.today())?,
                expires: card.expires()?,
                template: card.template,
            })
        };
        let pupil = &facts.pupil;
        Ok(PupilRecord {
            id,
            name: pupil.name.clone(),
            name_remarks: name_remarks(&pupil.name),
            class_id: pupil.class,
            born: pupil.born,
            left: match pupil.status {
                HolderStatus::Attending => None,
                HolderStatus::Left(on) => Some(on),
            },
            ruling: self.may(Permission::SeeDisability).then_some(facts.ruling),
            without_pesel: matches!(pupil.identity, Identity::Document { .. }),
            identity: masked(&pupil.identity),
            photo: Shown::of(photos.iter().map(|facts| &facts.photo.state), false),
            photos: photos.iter().rev().map(photo).collect(),
            cards: tx.cards_of(id).await?.into_iter().map(card).collect::<Result<_, Broken>>()?,
            guardians: tx.guardians_of(id).await?,
            version: pupil.version,
            class: facts.class_name,
        })
    }
}

fn name_remarks(name: &Name) -> Vec<NameRemark> {
    let full = name.full();
    let cyrillic = latin(&full).map(|_| NameRemark::Cyrillic);
    let long = (!name_fits(&full)).then_some(NameRemark::TooLong);
    lacking(&full).map(NameRemark::NotOnCards).into_iter().chain(long).chain(cyrillic).collect()
}

fn photo(facts: &PhotoFacts) -> PupilPhoto {
    PupilPhoto {
        id: facts.photo.id,
        state: facts.photo.state.code().to_owned(),
        at: facts.submitted_at.unwrap_or(facts.created_at),
        picture: facts.pictures.review.is_some(),
    }
}

/// The masked PESEL, or the document's name with the last three characters of its number.
pub(crate) fn masked(identity: &Identity) -> String {
    match identity {
        Identity::Pesel(pesel) => pesel.to_string(),
        Identity::Document { name, number } => {
            let hidden = number.chars().count().saturating_sub(3);
            let number: String = number.chars().enumerate().map(|(at, c)| if at < hidden { '•' } else { c }).collect();
            format!("{name} {number}")
        }
    }
}
