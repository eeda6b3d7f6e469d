//! What is shown: the ID of one's own child, or one's own, with the code of now.

use school::{PupilId, event::Event, mobile_id::Validity, permission::Permission};
use workshop::code::qr_svg;

use super::{MobileId, Phone, ShownCode, code::Code, phone, valued};
use crate::{
    FamilyDesk, FileKind,
    print_run::face::PrintedIdentity,
    refused::{Broken, Refused},
};

/// As for every other look at this pupil's photo.
const SIGHT: &str = "photo";
/// As for a look at the PESEL at school.
const IDENTITY: &str = "identity";

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

    /// The ID of a pupil as it is now; none before the first card is prepared. `secret` is what the phone that asks
    /// keeps.
    ///
    /// # Errors
    /// If this person is not linked to that pupil.
    pub async fn mobile_id(&self, pupil: PupilId, secret: Option<&str>) -> Result<Option<MobileId>, Refused> {
        let link = self.child(pupil, Permission::SeeOwnPhoto).await?;
        let mut tx = self.look(&link).await?;
        let Some(card) = tx.newest_card(pupil).await? else { return Ok(None) };
        let (facts, worth) = valued(&mut tx, card, self.today()).await?;
        let mark = secret.map(|secret| phone::mark(&self.office, pupil, secret));
        let phone = tx.phone(pupil).await?.seen_by(mark.as_deref())?;
        let code = match worth {
            Validity::Valid(_) if phone == Phone::Here => Some(self.shown(Code::now(card, self.now))?),
            _ => None,
        };
        let face = facts.face;
        Ok(Some(MobileId {
            pupil,
            name: face.name(),
            phone,
            may_make_code: link.permits(Permission::SubmitPhoto),
            disabled: facts.card.template.template().disabled,
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

    /// The whole PESEL on the pupil's newest card, or the other document's name and number. That it was looked at is
    /// recorded as at school.
    ///
    /// # Errors
    /// If this person is not linked to that pupil, or there is no card.
    pub async fn mobile_id_identity(&self, pupil: PupilId) -> Result<String, Refused> {
        let link = self.child(pupil, Permission::SeeOwnPhoto).await?;
        let mut tx = self.look(&link).await?;
        let card = tx.newest_card(pupil).await?.ok_or(Refused::NotFound)?;
        let identity = tx.card(card).await?.face.identity.written()?;
        let seen = tx.has_seen(self.person, pupil.0, IDENTITY).await?;
        drop(tx);
        if !seen {
            let mut tx = self.begin_record(&link).await?;
            if tx.first_sight(self.person, pupil.0, IDENTITY).await? {
                tx.commit(Event::new("identity.seen", pupil)).await?;
            }
        }
        Ok(identity)
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
