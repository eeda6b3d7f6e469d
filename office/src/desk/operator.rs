//! The desk of whoever runs the installation, and the one at which they look into a school that lets them.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use school::{
    AccessId, PersonId, SchoolId,
    event::Event,
    guardian::Relation,
    permission::{Permission, allows},
    person::{Membership, Role},
};

use super::{Office, Once};
use crate::{
    clock::polish_date,
    keys::SchoolKey,
    refused::Refused,
    store::{Actor, Everywhere, Mode, OfOperator, Tx, Within},
};

/// Whoever runs the installation, at work. It opens no transaction within a school: of a school it knows that it is
/// there and how many pupils it has.
#[derive(Clone)]
pub struct OperatorDesk {
    pub(crate) office: Office,
    pub(crate) person: PersonId,
    pub(crate) just_proven: bool,
    pub(crate) now: Timestamp,
    pub(crate) once: Option<Once>,
}

impl OperatorDesk {
    /// The date in Poland.
    #[must_use]
    pub fn today(&self) -> Date {
        polish_date(self.now)
    }

    /// Goes on only if the second factor was given within the last five minutes (trust.md T7).
    pub(crate) fn must_be_proven(&self) -> Result<(), Refused> {
        if self.just_proven { Ok(()) } else { Err(Refused::StepUp) }
    }

    /// As whom they act, in every log.
    pub(crate) fn actor(&self) -> Actor {
        Actor { person: Some(self.person), role: Some(Role::Operator), token: None }
    }

    /// Opens a transaction that changes which schools there are, or asks something of one.
    pub(crate) async fn begin(&self) -> Result<Tx<Everywhere>, Refused> {
        self.office.begin_own(self.person, self.once).await
    }

    /// Opens a transaction that reads which schools there are.
    pub(crate) async fn look(&self) -> Result<Tx<OfOperator>, Refused> {
        self.office.db().of_operator(OfOperator { person: self.person, now: self.now }).await
    }

    /// Makes a change last: it stands in the school's log, which its head reads, and in the installation's.
    pub(crate) async fn commit(&self, mut tx: Tx<Everywhere>, school: SchoolId, event: Event) -> Result<(), Refused> {
        let actor = self.actor();
        tx.record(school, &actor, &event).await?;
        if let Some(once) = self.once {
            tx.keep_key(self.person, once, event.subject).await?;
        }
        tx.commit(&actor, event).await
    }

    /// Opens the desk at a school that lets them look in now.
    ///
    /// # Errors
    /// `NotFound` without a grant that runs: the school's things are not there.
    pub async fn support(&self, school: SchoolId) -> Result<SupportDesk, Refused> {
        let grant = self.look().await?.running_grant(school).await?.ok_or(Refused::NotFound)?;
        let key = self.office.school_key(school).await?;
        Ok(SupportDesk { desk: self.clone(), school, key, grant })
    }
}

/// Whoever runs the installation, looking into one school while its grant runs. It reads, and every look is written
/// down.
pub struct SupportDesk {
    desk: OperatorDesk,
    school: SchoolId,
    key: Arc<SchoolKey>,
    grant: AccessId,
}

impl SupportDesk {
    /// The date in Poland.
    #[must_use]
    pub fn today(&self) -> Date {
        self.desk.today()
    }

    /// Opens the transaction of one look, in which the grant still runs. Its commit tells the school's log what was seen.
    pub(crate) async fn look(&self, permission: Permission) -> Result<Tx<Within>, Refused> {
        if !allows(Role::Operator, Membership::Accepted, Relation::Granted, permission) {
            return Err(Refused::Forbidden);
        }
        let (school, key, actor, now) = (self.school, Arc::clone(&self.key), self.desk.actor(), self.desk.now);
        let scope = Within { school, key, actor, now, once: None };
        let mut tx = self.desk.office.db().within(Mode::Write, scope).await?;
        if tx.grant_runs(self.grant).await? { Ok(tx) } else { Err(Refused::NotFound) }
    }

    /// By which grant.
    pub(crate) fn grant(&self) -> AccessId {
        self.grant
    }
}
