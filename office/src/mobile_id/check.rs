//! How an ID is checked, by anybody: a code tells whose it is as long as it is fresh; a typed number tells only whether
//! it is valid. Nothing is written down of it but how many numbers came from where (trust.md T25, T27).

use school::{CardId, SchoolId, mobile_id::Validity, number::CardNumber};

use super::{
    Bearer, Checked,
    code::{Code, Unread},
    valued,
};
use crate::{
    FileKind,
    clock::polish_date,
    desk::Office,
    person::attempts::{Subject, count},
    print_run::face::PrintedFace,
    refused::Refused,
    store::{Actor, Mode, Tx, Within},
};

impl Office {
    /// What the code in an address says now.
    ///
    /// # Errors
    /// If the office cannot answer.
    pub async fn check_code(&self, text: &str) -> Result<Checked, Refused> {
        let now = self.now();
        let code = match Code::read(self.master(), text) {
            Ok(code) if code.is_fresh(now) => code,
            Ok(_) => return Ok(Checked::Stale),
            Err(Unread::Forged) => return Ok(Checked::Forged),
            Err(Unread::NoCode) => return Ok(Checked::Unknown),
        };
        let Some(school) = self.school_of(code.card).await? else { return Ok(Checked::Unknown) };
        let mut tx = self.anybody_at(school).await?;
        let (facts, worth) = valued(&mut tx, code.card, polish_date(now)).await?;
        let Validity::Valid(until) = worth else { return Ok(Checked::Invalid) };
        if !code.is_since(tx.phone(facts.card.pupil).await?.active_since) {
            return Ok(Checked::Stale);
        }
        let has_photo = tx.checked_photo(facts.card.photo).await?.is_some();
        let checked_before = self.checked_codes().note(code, now.as_second());
        let name = shortened(&facts.face);
        Ok(Checked::Valid(Bearer { name, school: facts.face.school_name, until, has_photo, checked_before }))
    }

    /// The picture of the one whose code is in an address, as JPEG, for as long as the code tells whose it is and the
    /// school shows pictures. Nobody writes down who looked at it: of a checker nothing is known.
    ///
    /// # Errors
    /// [`Refused::NotFound`] otherwise.
    pub async fn checked_photo(&self, text: &str) -> Result<Vec<u8>, Refused> {
        let now = self.now();
        let code = Code::read(self.master(), text).ok().filter(|code| code.is_fresh(now)).ok_or(Refused::NotFound)?;
        let school = self.school_of(code.card).await?.ok_or(Refused::NotFound)?;
        let mut tx = self.anybody_at(school).await?;
        let (facts, worth) = valued(&mut tx, code.card, polish_date(now)).await?;
        let valid = matches!(worth, Validity::Valid(_));
        if !valid || !code.is_since(tx.phone(facts.card.pupil).await?.active_since) {
            return Err(Refused::NotFound);
        }
        let picture = tx.checked_photo(facts.card.photo).await?.ok_or(Refused::NotFound)?;
        drop(tx);
        let key = self.school_key(school).await?;
        Ok(self.vault().get(school, &key, FileKind::Review, picture).await?)
    }

    /// Is the card of this number valid now? One that is not there is not. `address` is where the question comes from:
    /// whoever asks often has to wait.
    ///
    /// # Errors
    /// [`Refused::TooManyTries`]; if there is no such school.
    pub async fn check_number(&self, school: SchoolId, number: CardNumber, address: &str) -> Result<bool, Refused> {
        // never forgiven: a number that is right was a question, too
        let _counted = count(self, &[Subject::Number(address)]).await?;
        let mut tx = self.anybody_at(school).await?;
        let Some(card) = tx.card_by_number(number).await? else { return Ok(false) };
        let (_, worth) = valued(&mut tx, card, polish_date(self.now())).await?;
        Ok(matches!(worth, Validity::Valid(_)))
    }

    /// The open school of a card.
    async fn school_of(&self, card: CardId) -> Result<Option<SchoolId>, Refused> {
        self.db().everywhere(Mode::Read, self.now()).await?.school_of_card(card).await
    }

    /// Reads at a school for somebody of whom nothing is known.
    async fn anybody_at(&self, school: SchoolId) -> Result<Tx<Within>, Refused> {
        let key = self.school_key(school).await?;
        let scope = Within { school, key, actor: Actor::SYSTEM, now: self.now(), once: None };
        self.db().within(Mode::Read, scope).await
    }
}

/// "Zofia K.": enough to be compared with what the bearer says.
fn shortened(face: &PrintedFace) -> String {
    let given = face.given.split_whitespace().next().unwrap_or_default();
    let initial = face.surname.chars().next().map(|letter| format!(" {letter}.")).unwrap_or_default();
    format!("{given}{initial}")
}
