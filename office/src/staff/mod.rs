//! A school's staff: who works here, as what.

mod invite;
mod list;
mod reset_second_factor;
mod revoke;

use school::{
    PersonId,
    person::{Membership, Role},
};
use uuid::Uuid;

/// A member of staff in the list.
#[derive(Clone, Debug)]
pub struct StaffMember {
    /// The membership.
    pub id: Uuid,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their login.
    pub email: String,
    /// As what.
    pub role: Role,
    /// Invited, accepted or revoked.
    pub state: Membership,
    /// Is the second factor set up?
    pub enrolled: bool,
    /// For the revocation.
    pub version: i64,
}

/// Somebody to invite, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct InviteStaff {
    /// Given names.
    pub given: String,
    /// Surname.
    pub surname: String,
    /// E-mail.
    pub email: String,
    /// [`Role`] code of a staff role.
    pub role: String,
    /// The address is right although it belongs to an account under another name.
    pub confirmed: bool,
}
