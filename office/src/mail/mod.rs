//! Letters: what they say, in the receiver's language, and how they leave.
//!
//! A letter is enqueued in the transaction that causes it ([`Letter`]) and written when it is sent, from what is true
//! then: an invitation that was taken back, or a family member who was cut off, gets none. One file per letter;
//! none holds a photo, a PESEL or a pupil's surname.

mod account_news;
mod card_issued;
mod card_printed;
mod compose;
mod digest;
mod invitation_family;
mod invitation_staff;
mod mailbox;
mod mailer;
mod password_reset;
mod photo_approved;
mod photo_rejected;
mod photo_reminder;
mod review_undone;
mod school_news;
mod sign_up;
#[cfg(test)]
mod tests;
mod trial;
mod words;

pub(crate) use account_news::AccountNews;
pub use mailbox::MailboxLetter;
pub(crate) use mailer::Mailer;
pub use mailer::Trouble;
pub(crate) use photo_reminder::reminder_letter;
pub(crate) use school_news::{SchoolNews, to_those_who_may};
pub use trial::Trial;

use school::{
    PersonId, SchoolId,
    event::Event,
    guardian::Relation,
    name::Name,
    permission::{Permission, allows},
    person::{Membership, Role},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    desk::Office,
    message::MessageKind,
    person::{SignUpLetter, unseal},
    refused::{Broken, Refused},
    store::{Actor, Everywhere, Mode, Tx, Within, letter::MessageLetterRow, person::PersonRow, rows::word},
};
use compose::{Body, Envelope, compose};

/// A letter to be written: what waits in the queue.
#[derive(Serialize, Deserialize, Debug)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub(crate) enum Letter {
    /// To work at a school or to be linked to its pupils, whatever waits for the person's yes.
    Invitation {
        /// Whom.
        person: Uuid,
        /// The link's secret, sealed with the school's key, in hexadecimal.
        token: String,
    },
    /// What a message in the program says.
    Message {
        /// Which.
        message: Uuid,
    },
    /// What happened to somebody's account.
    Account {
        /// Whose.
        person: Uuid,
        /// What.
        news: AccountNews,
    },
    /// What waits at a school, or what it has answered.
    School {
        /// Whom.
        person: Uuid,
        /// What.
        news: SchoolNews,
    },
    /// That photos wait for a decision.
    Digest {
        /// Whom: somebody of the school office.
        person: Uuid,
    },
    /// To try whether letters leave.
    Trial {
        /// Whom: who asked for it.
        person: Uuid,
    },
}

/// The kind of job that sends a letter of trial.
pub(crate) const TRIAL: &str = "mail.trial";

impl Tx<Within> {
    /// Sends a letter if, and only if, this transaction lasts.
    pub(crate) async fn send(&mut self, letter: &Letter) -> Result<(), Refused> {
        let payload = serde_json::to_value(letter).map_err(Broken::from)?;
        self.enqueue("mail", payload, 0).await
    }

    /// Writes to everybody here who may answer, but not to whoever does this.
    pub(crate) async fn call_those_who(&mut self, may: impl Fn(Role) -> bool, news: SchoolNews) -> Result<(), Refused> {
        let asks = self.scope.actor.person.ok_or(Broken::Inconsistent("nobody asks"))?;
        for letter in to_those_who_may(self.accepted_staff().await?, may, asks, news) {
            self.send(&letter).await?;
        }
        Ok(())
    }
}

impl Tx<Everywhere> {
    /// Writes to somebody who works at a school about their account, in that school's name.
    pub(crate) async fn tell(&mut self, person: PersonId, news: AccountNews) -> Result<(), Refused> {
        let Some(school) = self.first_place(person).await? else { return Ok(()) };
        let letter = Letter::Account { person: person.0, news };
        self.enqueue_at(school, "mail", serde_json::to_value(&letter).map_err(Broken::from)?).await
    }

    /// Writes to those of a school who may let somebody from outside look in.
    pub(crate) async fn tell_of_request(&mut self, school: SchoolId, asks: PersonId) -> Result<(), Refused> {
        let staff = self.accepted_staff_of(school).await?;
        let may = |role| allows(role, Membership::Accepted, Relation::Staff, Permission::GrantAccess);
        for letter in to_those_who_may(staff, may, asks, SchoolNews::AccessAsked) {
            self.enqueue_at(school, "mail", serde_json::to_value(&letter).map_err(Broken::from)?).await?;
        }
        Ok(())
    }
}

impl Office {
    /// An address of this installation, as it stands in letters.
    pub(crate) fn link(&self, path: &str) -> String {
        format!("{}{path}", self.settings().public_url.trim_end_matches('/'))
    }
}

/// Writes and sends a letter. `job` is the job's id: however often it is tried, the letter has the same Message-ID.
///
/// # Errors
/// If it cannot be written or does not leave; it is tried again.
pub(crate) async fn deliver(
    office: &Office,
    school: SchoolId,
    job: Uuid,
    payload: &serde_json::Value,
) -> Result<(), Refused> {
    let letter: Letter = serde_json::from_value(payload.clone()).map_err(Broken::from)?;
    let key = office.school_key(school).await?;
    let scope = Within { school, key, actor: Actor::SYSTEM, now: office.now(), once: None };
    let mut tx = office.db().within(Mode::Read, scope.clone()).await?;
    let written = match &letter {
        Letter::Invitation { person, token } => invitation(office, &mut tx, PersonId(*person), token).await?,
        Letter::Message { message } => {
            tx.message_letter(*message).await?.map(|row| message_letter(office, row)).transpose()?
        }
        Letter::Account { person, news } => account_letter(office, &mut tx, PersonId(*person), *news).await?,
        Letter::School { person, news } => school_letter(office, &mut tx, PersonId(*person), *news).await?,
        Letter::Digest { person } => digest_letter(office, &mut tx, PersonId(*person)).await?,
        Letter::Trial { person } => trial_letter(office, &mut tx, PersonId(*person)).await?,
    };
    drop(tx);
    let Some((envelope, body)) = written else { return Ok(()) };
    office.mailer().send(job, office.now(), compose(&envelope, &body)?).await?;
    match letter {
        Letter::Trial { .. } => it_works(office, scope).await,
        Letter::Invitation { .. }
        | Letter::Message { .. }
        | Letter::Account { .. }
        | Letter::School { .. }
        | Letter::Digest { .. } => Ok(()),
    }
}

/// Writes and sends the link with which somebody sets a new password. No school has a hand in it.
///
/// # Errors
/// If it cannot be written or does not leave; it is tried again.
pub(crate) async fn deliver_reset(office: &Office, job: Uuid, person: &PersonRow, token: &str) -> Result<(), Refused> {
    let (name, language) = (person.name()?.full(), person.language()?);
    let envelope = Envelope { to: person.email.clone(), name, language, school: String::new() };
    let link = office.link(&format!("/password-resets/{token}"));
    let body = password_reset::body(words::words(language)?, link);
    office.mailer().send(job, office.now(), compose(&envelope, &body)?).await
}

/// Writes to whoever signed up: the link and the code that confirm the account; to whoever has one, that they do.
///
/// # Errors
/// If it cannot be written or does not leave; it is tried again.
pub(crate) async fn deliver_sign_up(office: &Office, job: Uuid, letter: SignUpLetter<'_>) -> Result<(), Refused> {
    let SignUpLetter { to, name, language, opens } = letter;
    let envelope = Envelope { to, name, language, school: String::new() };
    let words = words::words(language)?;
    let body = match opens {
        Some((token, code)) => sign_up::body(words, code, office.link(&format!("/sign-up/links/{token}"))),
        None => sign_up::known(words, office.link("/session"), &office.link("/password-resets")),
    };
    office.mailer().send(job, office.now(), compose(&envelope, &body)?).await
}

/// A letter of trial has left: the school's letters do.
async fn it_works(office: &Office, scope: Within) -> Result<(), Refused> {
    let school = scope.school;
    let mut tx = office.db().within(Mode::Write, scope).await?;
    tx.note_mail_works().await?;
    tx.commit(Event::new("school.trial_letter_sent", school)).await
}

/// Nothing once nothing waits any more.
async fn digest_letter(
    office: &Office,
    tx: &mut Tx<Within>,
    person: PersonId,
) -> Result<Option<(Envelope, Body)>, Refused> {
    let waiting = tx.queue_counts(None).await?.to_decide();
    let Some(row) = tx.trial_letter(person).await?.filter(|_| waiting > 0) else { return Ok(None) };
    let envelope = Envelope { to: row.email, name: row.name, language: word(&row.language)?, school: row.school };
    let body = digest::body(words::words(envelope.language)?, waiting, office.link("/photos"));
    Ok(Some((envelope, body)))
}

async fn trial_letter(
    office: &Office,
    tx: &mut Tx<Within>,
    person: PersonId,
) -> Result<Option<(Envelope, Body)>, Refused> {
    let Some(row) = tx.trial_letter(person).await? else { return Ok(None) };
    let envelope = Envelope { to: row.email, name: row.name, language: word(&row.language)?, school: row.school };
    let words = words::words(envelope.language)?;
    let body = trial::body(words, &envelope.school, office.link("/school/mail"));
    Ok(Some((envelope, body)))
}

async fn invitation(
    office: &Office,
    tx: &mut Tx<Within>,
    person: PersonId,
    sealed: &str,
) -> Result<Option<(Envelope, Body)>, Refused> {
    let token = unseal(&tx.scope.key, person, sealed)?;
    let Some(row) = tx.invitation_letter(person, &token).await? else { return Ok(None) };
    let envelope = Envelope { to: row.email, name: row.name, language: word(&row.language)?, school: row.school };
    let words = words::words(envelope.language)?;
    let link = office.link(&format!("/invitations/{token}"));
    Ok(match (row.roles.first(), row.pupils.as_slice()) {
        (Some(role), _) => Some(invitation_staff::body(words, &envelope.school, word(role)?, link)),
        (None, []) => None,
        (None, pupils) => {
            let short = |(given, surname): &(String, String)| Ok(pupil_name(given, surname)?.short());
            let pupils = pupils.iter().map(short).collect::<Result<Vec<_>, Refused>>()?;
            Some(invitation_family::body(words, &envelope.school, &pupils.join(", "), link))
        }
    }
    .map(|body| (envelope, body)))
}

async fn account_letter(
    office: &Office,
    tx: &mut Tx<Within>,
    person: PersonId,
    news: AccountNews,
) -> Result<Option<(Envelope, Body)>, Refused> {
    let Some((name, to, language, school)) = tx.account_letter(person).await? else { return Ok(None) };
    let envelope = Envelope { to, name, language: word(&language)?, school };
    let body = account_news::body(words::words(envelope.language)?, news, office.link("/account"));
    Ok(Some((envelope, body)))
}

async fn school_letter(
    office: &Office,
    tx: &mut Tx<Within>,
    person: PersonId,
    news: SchoolNews,
) -> Result<Option<(Envelope, Body)>, Refused> {
    if news.is_for_staff() && tx.trial_letter(person).await?.is_none() {
        return Ok(None); // works here no more
    }
    let Some((name, to, language, school)) = tx.account_letter(person).await? else { return Ok(None) };
    let envelope = Envelope { to, name, language: word(&language)?, school };
    let words = words::words(envelope.language)?;
    let body = school_news::body(words, news, tx.scope.school, &envelope.school, |path| office.link(path));
    Ok(Some((envelope, body)))
}

fn message_letter(office: &Office, row: MessageLetterRow) -> Result<(Envelope, Body), Refused> {
    let language = word(&row.language)?;
    let words = words::words(language)?;
    let pupil = pupil_name(&row.pupil_given, &row.pupil_surname)?.short();
    let photo = office.link(&format!("/pupils/{}/photo", row.pupil));
    let reframed = row.reframed_at.is_some();
    let body = match word(&row.kind)? {
        MessageKind::PhotoApproved => photo_approved::body(words, &pupil, reframed, photo),
        MessageKind::PhotoRejected => {
            let reason = row.reason.as_deref().ok_or(Broken::Inconsistent("a rejection without a reason"))?;
            photo_rejected::body(words, &pupil, word(reason)?, row.note.as_deref(), reframed, photo)
        }
        MessageKind::ReviewUndone => review_undone::body(words, &pupil, photo),
        MessageKind::PhotoReminder => photo_reminder::body(words, &pupil, photo),
        MessageKind::CardPrinted => card_printed::body(words, &pupil, photo),
        MessageKind::CardIssued => card_issued::body(words, &pupil, photo),
    };
    let name = Name::new(&row.given, &row.surname).map_err(|_| Broken::Inconsistent("a person's name"))?.full();
    Ok((Envelope { to: row.email, name, language, school: row.school }, body))
}

fn pupil_name(given: &str, surname: &str) -> Result<Name, Refused> {
    Ok(Name::new(given, surname).map_err(|_| Broken::Inconsistent("a pupil's name"))?)
}
