//! A long list is taken over by a job: in one transaction, as a short one is, while its page shows how far it has come.

use school::{ClassListId, SchoolId, event::Event, person::Role};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::apply::{Asked, as_seen, take_over};
use crate::{
    desk::Office,
    refused::Refused,
    store::{Actor, Mode, Tx, Within, rows::word},
};

/// The job's kind.
pub(crate) const JOB: &str = "class_list";

/// What is to be taken over, and in whose name.
#[derive(Serialize, Deserialize)]
struct Wish {
    list: Uuid,
    version: i64,
    seen: String,
    invite: bool,
    person: Option<Uuid>,
    role: Option<String>,
    token: Option<Uuid>,
}

/// Leaves a draft to the job. Nobody mends it from now on.
pub(super) async fn leave(tx: &mut Tx<Within>, asked: &Asked<'_>, rows: u32) -> Result<Event, Refused> {
    tx.start_class_list(asked.id, asked.version).await?;
    let Actor { person, role, token } = tx.scope.actor.clone();
    let wish = Wish {
        list: asked.id.0,
        version: asked.version + 1,
        seen: asked.seen.to_owned(),
        invite: asked.invite,
        person: person.map(|person| person.0),
        role: role.map(|role| role.code().to_owned()),
        token: token.map(|token| token.0),
    };
    tx.enqueue(JOB, serde_json::to_value(&wish)?, 0).await?;
    Ok(Event::new("class_list.started", asked.id).with("rows", rows))
}

/// The job. What cannot be taken over becomes a draft again, whose page says so and shows what has changed.
pub(crate) async fn take_over_later(office: &Office, school: SchoolId, payload: &Value) -> Result<(), Refused> {
    let wish = Wish::deserialize(payload)?;
    let actor = Actor {
        person: wish.person.map(Into::into),
        role: wish.role.as_deref().map(word::<Role>).transpose()?,
        token: wish.token.map(Into::into),
    };
    let scope = Within { school, key: office.school_key(school).await?, actor, now: office.now(), once: None };
    if let Err(refused) = wish.fulfil(office, scope.clone()).await {
        tracing::warn!(list = %wish.list, %refused, "a class list was not taken over");
        return wish.give_back(office, scope).await;
    }
    office.wake();
    Ok(())
}

impl Wish {
    async fn fulfil(&self, office: &Office, scope: Within) -> Result<(), Refused> {
        let mut tx = office.db().within(Mode::Write, scope).await?;
        let id = ClassListId(self.list);
        let asked = Asked { id, version: self.version, seen: &self.seen, invite: self.invite };
        let weighed = as_seen(&mut tx, &asked).await?;
        let event = take_over(&mut tx, office, &asked, weighed).await?;
        tx.commit(event).await
    }

    /// Nothing to give back if another worker has done it: a claim may be lost.
    async fn give_back(&self, office: &Office, scope: Within) -> Result<(), Refused> {
        let mut tx = office.db().within(Mode::Write, scope).await?;
        let id = ClassListId(self.list);
        if tx.stop_class_list(id, self.version).await? {
            tx.commit(Event::new("class_list.stopped", id)).await?;
        }
        Ok(())
    }
}
