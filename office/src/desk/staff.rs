//! The desk of somebody who works at a school.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use school::{
    PersonId, PupilId, SchoolId, TokenId,
    guardian::Relation,
    permission::{Permission, allows},
    person::{Membership, Role},
};

use super::{Office, Once};
use crate::{
    clock::polish_date,
    keys::SchoolKey,
    refused::Refused,
    store::{Actor, Mode, Tx, Within},
};

/// A member of a school's staff at work.
#[derive(Clone)]
pub struct StaffDesk {
    pub(crate) office: Office,
    pub(crate) person: PersonId,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) school: SchoolId,
    pub(crate) key: Arc<SchoolKey>,
    pub(crate) token: Option<TokenId>,
    pub(crate) just_proven: bool,
    pub(crate) now: Timestamp,
    pub(crate) once: Option<Once>,
}

impl StaffDesk {
    /// Which school.
    #[must_use]
    pub fn school(&self) -> SchoolId {
        self.school
    }

    /// As what.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The same desk under another idempotency key: of an upload, which is known only once the file has come.
    #[must_use]
    pub fn under(&self, once: Option<Once>) -> Self {
        Self { once, ..self.clone() }
    }

    /// The date in Poland.
    #[must_use]
    pub fn today(&self) -> Date {
        polish_date(self.now)
    }

    /// May this desk do that for the whole school? A form teacher may nothing there, see [`StaffDesk::must_about`].
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        allows(self.role, Membership::Accepted, Relation::Staff, permission)
    }

    /// Goes on only if the role permits it.
    pub(crate) fn must(&self, permission: Permission) -> Result<(), Refused> {
        if self.may(permission) { Ok(()) } else { Err(Refused::Forbidden) }
    }

    /// Goes on only if the role may do that about some pupil at least: for a verb that looks the pupil up next, and asks
    /// [`StaffDesk::must_about`].
    pub(crate) fn must_somewhere(&self, permission: Permission) -> Result<(), Refused> {
        let own = Relation::OwnClass { decides: true };
        if allows(self.role, Membership::Accepted, own, permission) { Ok(()) } else { Err(Refused::Forbidden) }
    }

    /// Goes on only if the role permits it about this pupil. To a form teacher a pupil of another class is not there.
    pub(crate) async fn must_about(
        &self,
        tx: &mut Tx<Within>,
        pupil: PupilId,
        permission: Permission,
    ) -> Result<(), Refused> {
        if self.role != Role::FormTeacher {
            return self.must(permission);
        }
        let decides = tx.teaches(self.person, pupil).await?.ok_or(Refused::NotFound)?;
        let own = Relation::OwnClass { decides };
        if allows(self.role, Membership::Accepted, own, permission) { Ok(()) } else { Err(Refused::Forbidden) }
    }

    /// Goes on only if the second factor was given within the last five minutes: for what a session left open at a
    /// shared computer must not give away (trust.md T7). Ask it after [`StaffDesk::must`].
    pub(crate) fn must_be_proven(&self) -> Result<(), Refused> {
        if self.just_proven { Ok(()) } else { Err(Refused::StepUp) }
    }

    fn scope(&self) -> Within {
        let actor = Actor { person: Some(self.person), role: Some(self.role), token: self.token };
        Within { school: self.school, key: Arc::clone(&self.key), actor, now: self.now, once: self.once }
    }

    /// Opens a transaction that changes something at this school.
    pub(crate) async fn begin(&self) -> Result<Tx<Within>, Refused> {
        self.office.db().within(Mode::Write, self.scope()).await
    }

    /// Opens a transaction that only reads.
    pub(crate) async fn look(&self) -> Result<Tx<Within>, Refused> {
        self.office.db().within(Mode::Read, self.scope()).await
    }

    /// Opens a transaction for a record of its own (a read that is audited), under no idempotency key.
    pub(crate) async fn begin_record(&self) -> Result<Tx<Within>, Refused> {
        self.office.db().within(Mode::Write, Within { once: None, ..self.scope() }).await
    }
}
