//! Whoever a session or a token stands for, and the desks that are open to them.

use jiff::Timestamp;
use school::{PersonId, SchoolId, TokenId, language::Language, person::Role};
use uuid::Uuid;

use super::{FamilyDesk, Office, Once, OperatorDesk, StaffDesk};
use crate::refused::{Conflict, Refused};

/// A place of work: a role at a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The membership; of a token, the token.
    pub id: Uuid,
    /// The school.
    pub school: SchoolId,
    /// Its name.
    pub name: String,
    /// What tells its logo from the one before; none if it has none.
    pub logo: Option<String>,
    /// As what.
    pub role: Role,
}

/// By which second factors somebody can sign in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Factors {
    /// By the code of an authenticator app.
    pub app: bool,
    /// By a passkey.
    pub passkey: bool,
}

impl Factors {
    /// Is a second factor set up?
    #[must_use]
    pub fn any(self) -> bool {
        self.app || self.passkey
    }
}

/// A signed-in person.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who.
    pub person: PersonId,
    /// Their name, as written on pages.
    pub name: String,
    /// The language of their letters.
    pub language: Language,
    /// Where they work, the place they chose for this session first, then in the order in which they came there.
    pub places: Vec<Place>,
    /// Are they linked to any pupil?
    pub family: bool,
    /// Do they run the installation?
    pub operator: bool,
    /// Is a school closed where they worked, or had a child?
    pub closed: bool,
    /// Has the second factor been given in this session?
    pub second_factor: bool,
    /// Was it given within the last five minutes?
    pub just_proven: bool,
    /// Which second factors are set up.
    pub factors: Factors,
    /// The API token they come with, if no session.
    pub token: Option<TokenId>,
    /// Is that token for reading only? Then whoever lets it in refuses every change.
    pub reads_only: bool,
}

impl Visitor {
    /// Does this visitor still owe the second factor? Staff and operators always do, families never.
    #[must_use]
    pub fn owes_second_factor(&self) -> bool {
        self.at_work() && !self.second_factor
    }

    /// Do they work at a school, or run the installation?
    #[must_use]
    pub fn at_work(&self) -> bool {
        !self.places.is_empty() || self.operator
    }

    /// Why there is no desk for them: to whom all of Legitka was a school that is closed it is said so.
    fn nowhere(&self) -> Refused {
        let elsewhere = self.at_work() || self.family;
        if self.closed && !elsewhere { Refused::Conflict(Conflict::SchoolClosed) } else { Refused::NotFound }
    }

    /// Opens the desk at the first place of work, which is the one chosen in this session. `once` is the idempotency key
    /// of the request.
    ///
    /// # Errors
    /// If the visitor works nowhere (`Conflict::SchoolClosed` if that is why) or still owes the second factor.
    pub async fn staff(&self, office: &Office, now: Timestamp, once: Option<Once>) -> Result<StaffDesk, Refused> {
        let place = self.places.first().ok_or_else(|| self.nowhere())?;
        if self.owes_second_factor() {
            return Err(Refused::SignedOut);
        }
        let key = office.school_key(place.school).await?;
        Ok(StaffDesk {
            office: office.clone(),
            person: self.person,
            name: self.name.clone(),
            role: place.role,
            school: place.school,
            key,
            token: self.token,
            just_proven: self.just_proven,
            now,
            once,
        })
    }

    /// Opens the desk of whoever runs the installation. `once` is the idempotency key of the request.
    ///
    /// # Errors
    /// If the visitor does not run it, or still owes the second factor.
    pub fn operator(&self, office: &Office, now: Timestamp, once: Option<Once>) -> Result<OperatorDesk, Refused> {
        if !self.operator {
            return Err(Refused::NotFound);
        }
        if self.owes_second_factor() {
            return Err(Refused::SignedOut);
        }
        let (person, just_proven) = (self.person, self.just_proven);
        Ok(OperatorDesk { office: office.clone(), person, just_proven, now, once })
    }

    /// Opens the family's desk. `once` is the idempotency key of the request.
    ///
    /// # Errors
    /// If the visitor is linked to nobody, or works somewhere and still owes the second factor.
    pub fn family(&self, office: &Office, now: Timestamp, once: Option<Once>) -> Result<FamilyDesk, Refused> {
        if !self.family {
            return Err(self.nowhere());
        }
        if self.owes_second_factor() {
            return Err(Refused::SignedOut);
        }
        Ok(FamilyDesk { office: office.clone(), person: self.person, now, once })
    }
}
