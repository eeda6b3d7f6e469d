//! The invitation on paper, for a family member without e-mail.
//!
//! Its code is made when the letter is wanted, shown once and stored as a fingerprint alone. Another letter voids the
//! one before, so a lost one is of no use to whoever finds it.

use jiff::{SignedDuration, Timestamp, civil::Date};
use school::{GuardianId, event::Event, guardian::GuardianScope, permission::Permission, person::Membership};
use workshop::letter::Invitation;

use super::PaperInvitation;
use crate::{
    FileKind, StaffDesk,
    clock::polish_date,
    person::{LETTER_DAYS, invite_on_paper, paper_mark},
    pupil::GuardianRow,
    refused::{Broken, Conflict, Refused},
    store::rows::time,
};

/// The last day of something that ends at a moment.
fn last_day(ends_at: Timestamp) -> Date {
    polish_date(ends_at.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(ends_at))
}

/// Is there somebody to write to on paper, who has not answered?
fn waits(row: &GuardianRow) -> bool {
    row.on_paper && row.state == Membership::Invited && row.scope != GuardianScope::None
}

impl StaffDesk {
    /// Makes a letter on paper for somebody without e-mail who has not said yes; an earlier one is void from now on.
    ///
    /// # Errors
    /// If there is no such link at this school; `Conflict::Changed` if it waits for nobody or they have an e-mail.
    pub async fn guardian_letter(&self, id: GuardianId) -> Result<PaperInvitation, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.begin().await?;
        let (pupil, row) = tx.link(id).await?;
        if !waits(&row) {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let code = invite_on_paper(&mut tx, row.person).await?;
        tx.commit(Event::new("guardian.letter_made", id).with("pupil", pupil)).await?;
        let address = self.office.link(&format!("/invitations/{code}"));
        let qr = workshop::code::qr_svg(&address).map_err(|error| Broken::Document(error.to_string()))?;
        let ends_at = self.now.saturating_add(SignedDuration::from_hours(24 * LETTER_DAYS)).unwrap_or(self.now);
        Ok(PaperInvitation { id, code, address, qr, login: row.email, until: last_day(ends_at) })
    }

    /// The letter as a page to print (PDF), for whoever still has its code on the screen. That it was taken is recorded,
    /// once per person, pupil and quarter of an hour.
    ///
    /// # Errors
    /// If there is no such link at this school, or this is not the code of its newest letter.
    pub async fn guardian_letter_pdf(&self, id: GuardianId, code: &str) -> Result<Vec<u8>, Refused> {
        self.must(Permission::ManagePupils)?;
        let mut tx = self.look().await?;
        let (pupil, row) = tx.link(id).await?;
        let hash = paper_mark(code).filter(|_| waits(&row)).ok_or(Refused::NotFound)?;
        let ends_at = tx.invitation_end(&hash, row.person).await?.ok_or(Refused::NotFound)?;
        let (facts, school, logo) = (tx.pupil(pupil).await?, tx.issuer().await?, tx.logo().await?);
        drop(tx);
        let logo = match logo {
            Some(hash) => Some(self.office.vault().get(self.school, &self.key, FileKind::Logo, hash).await?),
            None => None,
        };
        let letter = Invitation {
            school: school.name,
            receiver: row.name,
            pupil: format!("{}, {}", facts.pupil.name.short(), facts.class_name),
            address: self.office.link(&format!("/invitations/{code}")),
            site: self.office.settings().public_url.clone(),
            login: row.email,
            until: last_day(time(ends_at)?).strftime("%d.%m.%Y").to_string(),
            logo,
        };
        let written = tokio::task::spawn_blocking(move || workshop::letter::invitation(&letter)).await;
        let written = written.map_err(Broken::panicked)?.map_err(|error| Broken::Document(error.to_string()))?;
        let mut tx = self.begin_record().await?;
        if tx.first_sight(self.person, pupil.0, "letter").await? {
            tx.commit(Event::new("guardian.letter_printed", id).with("pupil", pupil)).await?;
        }
        Ok(written)
    }
}
