//! Closing one's own account: a family's name, address and password go fourteen days later, and until then whoever
//! signs in can take it back. What the school has to keep, the photo of a card and the entries of its log, stays the
//! school's (GDPR art. 17(3)(b)); the entries name a row without a name.

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use school::{event::Event, permission::Permission};
use serde_json::{Value, json};

use crate::{
    FamilyDesk,
    desk::{Office, Once, Visitor},
    pupil::everything,
    refused::{Broken, Refused},
    store::{Mode, person::PersonRow, rows::time, session::SessionRow},
};

/// For how many days a closed account can be taken back.
const CLOSING_DAYS: i64 = 14;

/// Whether an account can be closed by its owner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Closing {
    /// Somebody works or worked with it, or a court keeps its owner away from a pupil: it is the school's to end.
    Never,
    /// It can.
    Open,
    /// It is closed, and forgotten then.
    Until(Timestamp),
}

impl Office {
    /// Whether the visitor's account can be closed, or is.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn closing(&self, visitor: &Visitor) -> Result<Closing, Refused> {
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        let (closes_at, may_close) = (tx.closes_at(visitor.person).await?, tx.may_close(visitor.person).await?);
        Ok(match closes_at {
            Some(at) => Closing::Until(time(at)?),
            None if may_close => Closing::Open,
            None => Closing::Never,
        })
    }

    /// Closes the visitor's account in fourteen days. The password is asked: who finds a telephone on a table closes
    /// nobody's account.
    ///
    /// # Errors
    /// `Forbidden` if it cannot be closed; `Invalid` field `proof`; `TooManyTries`.
    pub async fn close_account(&self, visitor: &Visitor, password: &str, once: Option<Once>) -> Result<(), Refused> {
        let person = self.own_account(visitor, once).await?;
        self.check_own_password(&person, password, "proof").await?;
        let mut tx = self.begin_own(visitor.person, once).await?;
        let at = self.now().as_second() + CLOSING_DAYS * 24 * 3600;
        tx.set_closing(visitor.person, Some(at)).await?;
        tx.commit_own(visitor.person, once, Event::new("person.closed", visitor.person)).await
    }

    /// Takes it back. Nothing has gone until then.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn keep_account(&self, visitor: &Visitor, once: Option<Once>) -> Result<(), Refused> {
        let mut tx = self.begin_own(visitor.person, once).await?;
        tx.set_closing(visitor.person, None).await?;
        tx.commit_own(visitor.person, once, Event::new("person.closing_undone", visitor.person)).await
    }

    /// The row of an account that is a family's alone, if this request was not carried out before.
    async fn own_account(&self, visitor: &Visitor, once: Option<Once>) -> Result<PersonRow, Refused> {
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        if let Some(once) = once {
            tx.must_be_new(visitor.person, once).await?;
        }
        if !tx.may_close(visitor.person).await? {
            return Err(Refused::Forbidden);
        }
        tx.person(visitor.person).await
    }

    /// A copy of what is kept about the visitor and about the pupils to whom they are linked (GDPR art. 15, 20): a ZIP
    /// archive of `account.json` and, for each pupil, `data.json` and the pictures.
    ///
    /// # Errors
    /// `Forbidden` to whoever works at a school; `Invalid` field `proof`; `TooManyTries`; `Done` the second time under
    /// one key.
    pub async fn own_data(&self, visitor: &Visitor, password: &str, once: Option<Once>) -> Result<Vec<u8>, Refused> {
        let person = self.own_account(visitor, once).await?;
        self.check_own_password(&person, password, "proof").await?;
        let mut tx = self.db().everywhere(Mode::Read, self.now()).await?;
        let sessions = tx.sessions_of(visitor.person).await?;
        drop(tx);
        let desk = FamilyDesk { office: self.clone(), person: visitor.person, now: self.now(), once: None };
        let (mut links, mut files) = (Vec::new(), Vec::new());
        for link in desk.links().await?.into_iter().filter(|link| link.permits(Permission::SeeOwnPhoto)) {
            let folder = format!("pupil-{}", links.len() + 1);
            let mut tx = desk.look(&link).await?;
            let (data, pictures) = everything(&mut tx, link.pupil).await?;
            drop(tx);
            let key = self.school_key(link.school).await?;
            files.push((format!("{folder}/data.json"), serde_json::to_vec_pretty(&data)?));
            for (name, kind, hash) in pictures {
                files.push((format!("{folder}/{name}"), self.vault().get(link.school, &key, kind, hash).await?));
            }
            links.push(json!({ "folder": folder, "kind": link.kind.code(), "scope": link.scope.code() }));
            desk.begin_record(&link).await?.commit(Event::new("guardian.data_taken", link.pupil)).await?;
        }
        let account = serde_json::to_vec_pretty(&account(&person, &sessions, &links)?)?;
        files.push(("account.json".to_owned(), account));
        let packed = tokio::task::spawn_blocking(move || workshop::bundle::pack(&files)).await;
        let packed = packed.map_err(Broken::panicked)?.map_err(|error| Broken::Document(error.to_string()))?;
        let tx = self.begin_own(visitor.person, once).await?;
        tx.commit_own(visitor.person, once, Event::new("person.data_taken", visitor.person)).await?;
        Ok(packed)
    }
}

fn account(person: &PersonRow, sessions: &[SessionRow], links: &[Value]) -> Result<Value, Refused> {
    let mut devices = Vec::with_capacity(sessions.len());
    for session in sessions {
        devices.push(json!({
            "device": session.device,
            "signed_in": time(session.started_at)?.to_string(),
            "seen": time(session.seen_at)?.to_string(),
        }));
    }
    Ok(json!({
        "given": person.given,
        "surname": person.surname,
        "login": person.email,
        "language": person.language,
        "second_factor_by_an_app": person.totp.is_some(),
        "devices": devices,
        "linked_to": links,
    }))
}
