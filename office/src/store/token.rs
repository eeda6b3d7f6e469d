//! API tokens: table `api_token`. Only the fingerprint of a token is stored.

use school::{PersonId, TokenId, person::Role};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Everywhere, Tx, Within,
    rows::{new_id, time, word},
};
use crate::{
    refused::{Broken, Refused},
    token::{TokenRow, TokenScope},
};

#[derive(FromRow)]
struct Row {
    id: Uuid,
    name: String,
    role: String,
    scope: String,
    ends_at: i64,
    revoked_at: Option<i64>,
    used_at: Option<i64>,
}

impl TryFrom<Row> for TokenRow {
    type Error = Broken;

    fn try_from(row: Row) -> Result<Self, Broken> {
        Ok(Self {
            id: TokenId(row.id),
            name: row.name,
            role: word(&row.role)?,
            scope: word(&row.scope)?,
            ends_at: time(row.ends_at)?,
            revoked_at: row.revoked_at.map(time).transpose()?,
            used_at: row.used_at.map(time).transpose()?,
        })
    }
}

/// A token that works, with the person who made it and answers for it.
#[derive(FromRow)]
pub(crate) struct TokenVisitRow {
    pub(crate) id: Uuid,
    pub(crate) role: String,
    pub(crate) scope: String,
    pub(crate) school: Uuid,
    pub(crate) school_name: String,
    pub(crate) person: Uuid,
    pub(crate) given: String,
    pub(crate) surname: String,
    pub(crate) language: String,
    pub(crate) used_at: Option<i64>,
}

impl Tx<Within> {
    pub(crate) async fn tokens(&mut self) -> Result<Vec<TokenRow>, Refused> {
        let rows: Vec<Row> = rows!(
            self,
            "SELECT id, name, role, scope, ends_at, revoked_at, used_at FROM api_token WHERE school = $1 ORDER BY id DESC",
            self.scope.school.0
        )?;
        Ok(rows.into_iter().map(TokenRow::try_from).collect::<Result<_, _>>()?)
    }

    /// The token of whoever asks, held until the commit: whoever revokes it waits, and then revokes what was made
    /// through it, too. Refuses one that was revoked since the request came in.
    pub(crate) async fn own_token(&mut self, id: TokenId) -> Result<TokenRow, Refused> {
        let held = run!(
            self,
            "UPDATE api_token SET used_at = used_at WHERE id = $1 AND school = $2 AND revoked_at IS NULL",
            id.0,
            self.scope.school.0
        )?;
        if held != 1 {
            return Err(Refused::SignedOut);
        }
        let row: Option<Row> = row!(
            self,
            "SELECT id, name, role, scope, ends_at, revoked_at, used_at FROM api_token WHERE id = $1 AND school = $2",
            id.0,
            self.scope.school.0
        )?;
        Ok(TokenRow::try_from(row.ok_or(Refused::NotFound)?)?)
    }

    pub(crate) async fn add_token(
        &mut self,
        name: &str,
        (role, scope): (Role, TokenScope),
        hash: &[u8],
        by: PersonId,
        ends_at: i64,
    ) -> Result<TokenId, Refused> {
        let id = new_id();
        run!(
            self,
            "INSERT INTO api_token (id, school, name, role, scope, hash, created_by, made_through, created_at, ends_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            id,
            self.scope.school.0,
            name,
            role.code(),
            scope.code(),
            hash,
            by.0,
            self.scope.actor.token.map(|token| token.0),
            self.scope.now.as_second(),
            ends_at
        )?;
        Ok(TokenId(id))
    }

    /// Revokes a token and what was made through it; answers the latter. One that was revoked before stays so; one that
    /// is not there is not found.
    pub(crate) async fn revoke_token(&mut self, id: TokenId) -> Result<Vec<Uuid>, Refused> {
        let touched = run!(
            self,
            "UPDATE api_token SET revoked_at = COALESCE(revoked_at, $3) WHERE id = $1 AND school = $2",
            id.0,
            self.scope.school.0,
            self.scope.now.as_second()
        )?;
        if touched != 1 {
            return Err(Refused::NotFound);
        }
        let through: Vec<(Uuid,)> = rows!(
            self,
            "UPDATE api_token SET revoked_at = $3 WHERE made_through = $1 AND school = $2 AND revoked_at IS NULL RETURNING id",
            id.0,
            self.scope.school.0,
            self.scope.now.as_second()
        )?;
        Ok(through.into_iter().map(|(id,)| id).collect())
    }

    /// Revokes every token that somebody made; answers which.
    pub(crate) async fn revoke_tokens_of(&mut self, person: PersonId) -> Result<Vec<Uuid>, Refused> {
        // one of them may be making another right now: what it makes is there once its row is ours
        run!(
            self,
            "UPDATE api_token SET used_at = used_at WHERE school = $1 AND created_by = $2 AND revoked_at IS NULL",
            self.scope.school.0,
            person.0
        )?;
        let ids: Vec<(Uuid,)> = rows!(
            self,
            "UPDATE api_token SET revoked_at = $3 WHERE school = $1 AND created_by = $2 AND revoked_at IS NULL RETURNING id",
            self.scope.school.0,
            person.0,
            self.scope.now.as_second()
        )?;
        Ok(ids.into_iter().map(|(id,)| id).collect())
    }
}

impl Tx<Everywhere> {
    /// A token that is neither revoked nor too old, of a school that is open.
    pub(crate) async fn token_visit(&mut self, hash: &[u8]) -> Result<Option<TokenVisitRow>, Refused> {
        let now = self.scope.now.as_second();
        Ok(row!(
            self,
            "SELECT t.id, t.role, t.scope, t.school, h.name AS school_name, p.id AS person, p.given, p.surname, p.language, t.used_at
            FROM api_token t JOIN school h ON h.id = t.school JOIN person p ON p.id = t.created_by
            WHERE t.hash = $1 AND t.revoked_at IS NULL AND t.ends_at > $2 AND h.closed_at IS NULL",
            hash,
            now
        )?)
    }

    pub(crate) async fn touch_token(&mut self, id: TokenId) -> Result<(), Refused> {
        let now = self.scope.now.as_second();
        run!(self, "UPDATE api_token SET used_at = $2 WHERE id = $1", id.0, now)?;
        Ok(())
    }
}
