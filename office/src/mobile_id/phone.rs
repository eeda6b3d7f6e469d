//! Which phone shows a pupil's ID: one at a time. A code, made by the school or by a parent and good for one phone,
//! makes the next one active and so ends the one before; a phone that was lost is ended in one step (trust.md T25).
//!
//! A phone is known by a secret that its browser keeps. Stored is what the secret and the pupil together are known by,
//! so nobody can tell from the table that two pupils' IDs are on one phone.

use jiff::{SignedDuration, Timestamp};
use school::{PupilId, event::Event, permission::Permission};
use workshop::code::qr_svg;

use crate::{
    FamilyDesk, StaffDesk,
    desk::Office,
    keys::secret,
    person::{paper_code, paper_mark},
    refused::{Broken, Conflict, FieldError, Problem, Refused},
    store::{Tx, Within, phone::PhoneFacts, rows::time},
};

/// Hours for which a code of the school counts: it goes home on paper.
const SCHOOL_HOURS: i64 = 7 * 24;
/// Hours for which a code of a parent counts: both are in the room.
const FAMILY_HOURS: i64 = 1;
/// Most characters that are kept of what a browser calls itself.
const LONGEST_NAME: usize = 200;

/// Where a pupil's ID is shown with its codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phone {
    /// On the phone that asks.
    Here,
    /// On another.
    Elsewhere {
        /// What its browser calls itself.
        name: String,
        /// Since when.
        since: Timestamp,
    },
    /// On none; if the last one was lost, when that was said.
    Nowhere(Option<Timestamp>),
}

/// A code for a pupil's next phone: shown once.
#[derive(Clone, Debug)]
pub struct PhoneCode {
    /// As it is typed.
    pub code: String,
    /// The address that brings the code along.
    pub address: String,
    /// The address as a picture: an SVG with attributes only.
    pub qr: String,
    /// Until when it counts.
    pub until: Timestamp,
}

/// A new phone's secret, for its browser to keep.
#[must_use]
pub fn new_phone() -> String {
    secret()
}

/// What a pupil's phone is known by.
pub(super) fn mark(office: &Office, pupil: PupilId, secret: &str) -> Vec<u8> {
    office.master().pseudonym(&["phone", &pupil.to_string(), secret])
}

impl PhoneFacts {
    /// How that looks to the phone of this mark, if it has one.
    pub(super) fn seen_by(self, mark: Option<&[u8]>) -> Result<Phone, Refused> {
        Ok(match (self.device, self.name, self.active_since) {
            (Some(device), _, Some(_)) if mark == Some(&device[..]) => Phone::Here,
            (Some(_), Some(name), Some(since)) => Phone::Elsewhere { name, since: time(since)? },
            _ => Phone::Nowhere(self.lost_at.map(time).transpose()?),
        })
    }
}

/// Makes a code for the pupil's next phone.
async fn make_code(office: &Office, mut tx: Tx<Within>, pupil: PupilId, hours: i64) -> Result<PhoneCode, Refused> {
    let (code, stored) = paper_code();
    let now = tx.scope.now;
    let until = now.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(now);
    tx.keep_phone_code(pupil, &stored, until.as_second()).await?;
    tx.commit(Event::new("pupil.phone_code_made", pupil)).await?;
    let address = office.link(&format!("/pupils/{pupil}/mobile-id?code={code}"));
    let qr = qr_svg(&address).map_err(|error| Broken::Document(error.to_string()))?;
    Ok(PhoneCode { code, address, qr, until })
}

/// Ends the pupil's phone at once.
async fn lose(mut tx: Tx<Within>, pupil: PupilId) -> Result<PupilId, Refused> {
    if !tx.lose_phone(pupil).await? {
        return Err(Refused::Conflict(Conflict::Changed));
    }
    tx.commit(Event::new("pupil.phone_lost", pupil)).await?;
    Ok(pupil)
}

impl FamilyDesk {
    /// Makes a code for the pupil's next phone; an earlier code is void. The phone that shows the ID goes on until the
    /// code is used.
    ///
    /// # Errors
    /// If this person is not linked to that pupil with full rights.
    pub async fn phone_code(&self, pupil: PupilId) -> Result<PhoneCode, Refused> {
        let link = self.child(pupil, Permission::SubmitPhoto).await?;
        make_code(&self.office, self.change(&link).await?, pupil, FAMILY_HOURS).await
    }

    /// Makes the phone that keeps this secret the one that shows the ID; another shows it no more. `name` is what its
    /// browser calls itself.
    ///
    /// # Errors
    /// If this person is not linked to that pupil; `Invalid` field `code` if that is not the newest code, or it was
    /// used or is too old.
    pub async fn activate_phone(
        &self,
        pupil: PupilId,
        code: &str,
        secret: &str,
        name: &str,
    ) -> Result<PupilId, Refused> {
        let link = self.child(pupil, Permission::SeeOwnPhoto).await?;
        let mut tx = self.change(&link).await?;
        let name: String = name.chars().take(LONGEST_NAME).collect();
        let device = mark(&self.office, pupil, secret);
        let active = match paper_mark(code) {
            Some(code) => tx.activate_phone(pupil, &code, &device, &name).await?,
            None => false,
        };
        if !active {
            return Err(FieldError::refuse("code", Problem::WrongCode));
        }
        tx.commit(Event::new("pupil.phone_activated", pupil)).await?;
        Ok(pupil)
    }

    /// Says that the phone is lost: from now on it shows no code, and the codes it has shown count no more.
    ///
    /// # Errors
    /// If this person is not linked to that pupil; `Conflict::Changed` if no phone shows the ID.
    pub async fn lose_phone(&self, pupil: PupilId) -> Result<PupilId, Refused> {
        let link = self.child(pupil, Permission::SeeOwnPhoto).await?;
        lose(self.change(&link).await?, pupil).await
    }
}

impl StaffDesk {
    /// Where a pupil's ID is shown.
    ///
    /// # Errors
    /// If there is no such pupil at this school, or this desk does not hand out cards.
    pub async fn phone(&self, pupil: PupilId) -> Result<Phone, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.look().await?;
        tx.pupil(pupil).await?;
        tx.phone(pupil).await?.seen_by(None)
    }

    /// As [`FamilyDesk::phone_code`].
    ///
    /// # Errors
    /// If there is no such pupil at this school, or this desk does not hand out cards.
    pub async fn phone_code(&self, pupil: PupilId) -> Result<PhoneCode, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.begin().await?;
        tx.pupil(pupil).await?;
        make_code(&self.office, tx, pupil, SCHOOL_HOURS).await
    }

    /// As [`FamilyDesk::lose_phone`].
    ///
    /// # Errors
    /// If there is no such pupil at this school, or this desk does not hand out cards; `Conflict::Changed` if no phone
    /// shows the ID.
    pub async fn lose_phone(&self, pupil: PupilId) -> Result<PupilId, Refused> {
        self.must(Permission::HandOutCards)?;
        let mut tx = self.begin().await?;
        tx.pupil(pupil).await?;
        lose(tx, pupil).await
    }
}
