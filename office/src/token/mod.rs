//! API tokens: made by the administrator, with a role, a scope and an end, revocable.

mod list;
mod make;
mod revoke;
#[cfg(test)]
mod tests;
mod visit;

use std::str::FromStr;

use jiff::Timestamp;
use school::{TokenId, code::UnknownCode, person::Role};

/// As what a token may act. A form teacher sees one class, and nobody's token does.
pub const ROLES: [Role; 3] = [Role::Secretary, Role::Head, Role::Administrator];

/// How much of its role a token may use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenScope {
    /// It looks and changes nothing.
    Read,
    /// It may do whatever its role may.
    Change,
}

impl TokenScope {
    /// Both, the narrower first.
    pub const ALL: [Self; 2] = [Self::Read, Self::Change];

    /// The stable text of the scope.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Change => "change",
        }
    }
}

impl FromStr for TokenScope {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|scope| scope.code() == text).ok_or(UnknownCode { of: "TokenScope" })
    }
}

/// A token in the list; its secret is nowhere.
#[derive(Clone, Debug)]
pub struct TokenRow {
    /// Which.
    pub id: TokenId,
    /// What it is for.
    pub name: String,
    /// As what it acts.
    pub role: Role,
    /// How much of it.
    pub scope: TokenScope,
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
    /// [`Role`] code, one of [`ROLES`].
    pub role: String,
    /// [`TokenScope`] code.
    pub scope: String,
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
