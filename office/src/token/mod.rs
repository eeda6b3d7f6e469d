//! API tokens: made by the administrator, with a role and an end, revocable.

mod list;
mod make;
mod revoke;
mod visit;

use jiff::Timestamp;
use school::{TokenId, person::Role};

/// A token in the list; its secret is nowhere.
#[derive(Clone, Debug)]
pub struct TokenRow {
    /// Which.
    pub id: TokenId,
    /// What it is for.
    pub name: String,
    /// As what it acts.
    pub role: Role,
    /// Until when.
    pub ends_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used (to the hour).
    pub used_at: Option<Timestamp>,
}

/// A token to make, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct MakeToken {
    /// What it is for.
    pub name: String,
    /// [`Role`] code: secretary or head.
    pub role: String,
    /// Days until it ends, 1 to 366.
    pub days: String,
}

/// A new token and, this once, its secret.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// Which.
    pub id: TokenId,
    /// For `Authorization: Bearer …`.
    pub secret: String,
}
