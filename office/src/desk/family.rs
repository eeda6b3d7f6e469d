//! The desk of somebody linked to pupils: the pupil's own account, a parent, a guardian.

use jiff::{Timestamp, civil::Date};
use school::{
    GuardianId, PersonId, PupilId, SchoolId,
    guardian::{GuardianKind, GuardianScope, Relation},
    permission::{Permission, allows},
    person::{Membership, Role},
};

use super::{Office, Once};
use crate::{
    clock::polish_date,
    refused::Refused,
    store::{Actor, Mode, Tx, Within},
};

/// A family member at home.
#[derive(Clone)]
pub struct FamilyDesk {
    pub(crate) office: Office,
    pub(crate) person: PersonId,
    pub(crate) now: Timestamp,
    pub(crate) once: Option<Once>,
}

/// How a person is linked to a pupil.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub(crate) id: GuardianId,
    pub(crate) school: SchoolId,
    pub(crate) pupil: PupilId,
    pub(crate) kind: GuardianKind,
    pub(crate) scope: GuardianScope,
    pub(crate) state: Membership,
}

impl Link {
    /// The role a link gives.
    pub(crate) fn role(&self) -> Role {
        if self.kind == GuardianKind::Pupil { Role::Pupil } else { Role::Guardian }
    }

    /// Does this link permit that?
    pub(crate) fn permits(&self, permission: Permission) -> bool {
        allows(self.role(), self.state, Relation::Own(self.scope), permission)
    }

    /// Goes on only if this link permits it. To a link that may not even look, the pupil is not there.
    pub(crate) fn must(&self, permission: Permission) -> Result<(), Refused> {
        match (self.permits(permission), self.permits(Permission::SeeOwnPhoto)) {
            (true, _) => Ok(()),
            (false, true) => Err(Refused::Forbidden),
            (false, false) => Err(Refused::NotFound),
        }
    }
}

impl FamilyDesk {
    /// The same desk under another key: what an upload brings is known only after the desk was opened.
    #[must_use]
    pub fn under(&self, once: Option<Once>) -> Self {
        Self { once, ..self.clone() }
    }

    /// The date in Poland.
    #[must_use]
    pub fn today(&self) -> Date {
        polish_date(self.now)
    }

    /// The link to a pupil, if there is one that permits this; anything else is not there.
    pub(crate) async fn child(&self, pupil: PupilId, permission: Permission) -> Result<Link, Refused> {
        let link = self.links().await?.into_iter().find(|link| link.pupil == pupil).ok_or(Refused::NotFound)?;
        link.must(permission)?;
        Ok(link)
    }

    /// Every accepted link of this person that gives them anything today.
    pub(crate) async fn links(&self) -> Result<Vec<Link>, Refused> {
        self.office.db().of_person(self.person).await?.links(self.today()).await
    }

    async fn open(&self, link: &Link, mode: Mode, once: Option<Once>) -> Result<Tx<Within>, Refused> {
        let actor = Actor { person: Some(self.person), role: Some(link.role()), token: None };
        let key = self.office.school_key(link.school).await?;
        self.office.db().within(mode, Within { school: link.school, key, actor, now: self.now, once }).await
    }

    /// Opens a transaction that changes something about a linked pupil.
    pub(crate) async fn begin(&self, link: &Link) -> Result<Tx<Within>, Refused> {
        self.open(link, Mode::Write, self.once).await
    }

    /// Opens a transaction that only reads.
    pub(crate) async fn look(&self, link: &Link) -> Result<Tx<Within>, Refused> {
        self.open(link, Mode::Read, None).await
    }

    /// Opens a transaction for a record of its own (a read that is audited), under no idempotency key.
    pub(crate) async fn begin_record(&self, link: &Link) -> Result<Tx<Within>, Refused> {
        self.open(link, Mode::Write, None).await
    }
}
