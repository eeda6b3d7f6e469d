//! What is shown: the ID of one's own child, or one's own, with the code of now.

use school::{PupilId, event::Event, mobile_id::Validity, permission::Permission};
use workshop::code::qr_svg;

use super::{MobileId, ShownCode, code::Code, valued};
use crate::{
    FamilyDesk, FileKind,
    print_run::face::PrintedIdentity,
    refused::{Broken, Refused},
};

/// As for every other look at this pupil's photo.
const SIGHT: &str = "photo";

impl FamilyDesk {
    /// Whose IDs this person can show, with their names.
    ///
    /// # Errors
    /// If the office cannot answer.
    pub async fn mobile_ids(&self) -> Result<Vec<(PupilId, String)>, Refused> {
        let mut all = Vec::new();
        for link in self.links().await? {
            if link.permits(Permission::SeeOwnPhoto) {
                let pupil = self.look(&link).await?.pupil(link.pupil).await?;
                all.push((link.pupil, pupil.pupil.name.full()));
            }
        }
        Ok(all)
    }

    /// The ID of a pupil as it is now; none before the first card is prepared.
    ///
    /// # Errors
    /// If this person is not linked to that pupil.
    pub async fn mobile_id(&self, pupil: PupilId) -> Result<Option<MobileId>, Refused> {
        let link = self.child(pupil, Permission::SeeOwnPhoto).await?;
        let mut tx = self.look(&link).await?;
        let Some(card) = tx.newest_card(pupil).await? else { return Ok(None) };
        let (facts, worth) = valued(&mut tx, card, self.today()).await?;
        let code = match worth {
            Validity::Valid(_) => Some(self.shown(Code::now(card, self.now))?),
            Validity::NotIssued | Validity::Invalid(_) => None,
        };
        let face = facts.face;
        Ok(Some(MobileId {
            pupil,
            name: face.name(),
            identity: face.identity.written()?,
            has_pesel: matches!(face.identity, PrintedIdentity::Pesel(_)),
            born: face.born,
            school: face.school_name,
            number: face.number,
            template: face.template,
            validity: worth,
            code,
            at: self.now,
        }))
    }

    /// The portrait on the pupil's newest card, as JPEG. That it was looked at is recorded as for every photo.
    ///
    /// # Errors
    /// If this person is not linked to that pupil, or there is no card or no portrait of it any more.
    pub async fn mobile_id_photo(&self, pupil: PupilId) -> Result<Vec<u8>, Refused> {
        let link = self.child(pupil, Permission::SeeOwnPhoto).await?;
        let mut tx = self.look(&link).await?;
        let card = tx.newest_card(pupil).await?.ok_or(Refused::NotFound)?;
        let (portrait, (_, removed)) = (tx.card(card).await?.portrait, tx.behind_card(card).await?);
        let seen = tx.has_seen(self.person, pupil.0, SIGHT).await?;
        drop(tx);
        if removed {
            return Err(Refused::NotFound);
        }
        if !seen {
            let mut tx = self.begin_record(&link).await?;
            if tx.first_sight(self.person, pupil.0, SIGHT).await? {
                tx.commit(Event::new("photo.seen", pupil)).await?;
            }
        }
        let key = self.office.school_key(link.school).await?;
        Ok(self.office.vault().get(link.school, &key, FileKind::Portrait, portrait).await?)
    }

    fn shown(&self, code: Code) -> Result<ShownCode, Refused> {
        let site = self.office.settings().public_url.trim_end_matches('/');
        let address = format!("{site}/v/{}", code.written(self.office.master()));
        let svg = qr_svg(&address).map_err(|error| Broken::Document(error.to_string()))?;
        Ok(ShownCode { address, svg })
    }
}
