//! Who an API token stands for.

use school::{PersonId, SchoolId, TokenId};

use super::TokenScope;
use crate::{
    desk::{Factors, Office, Place, Visitor},
    keys::fingerprint,
    refused::{Broken, Refused},
    store::{Mode, rows::word, token::TokenVisitRow},
};

/// The last use is noted once an hour: what a table of tokens needs, without a write per request.
const NOTED_EVERY: i64 = 3600;

impl Office {
    /// Whoever sent this in `Authorization: Bearer …`; none if it ended, was revoked or never was. It acts for the
    /// person who made it, in the token's role, at its school alone.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn visit_token(&self, bearer: &str) -> Result<Option<Visitor>, Refused> {
        let now = self.now();
        let found = self.db().everywhere(Mode::Read, now).await?.token_visit(&fingerprint(bearer)).await?;
        let Some(row) = found else { return Ok(None) };
        if row.used_at.is_none_or(|used| now.as_second() >= used + NOTED_EVERY) {
            self.note(async |tx| tx.touch_token(TokenId(row.id)).await).await;
        }
        Ok(Some(visitor(row)?))
    }
}

fn visitor(row: TokenVisitRow) -> Result<Visitor, Broken> {
    Ok(Visitor {
        person: PersonId(row.person),
        name: format!("{} {}", row.given, row.surname),
        language: word(&row.language)?,
        places: vec![Place {
            id: row.id,
            school: SchoolId(row.school),
            name: row.school_name,
            logo: None, // a program gets no pages
            role: word(&row.role)?,
        }],
        family: false,
        operator: false,
        closed: false,
        second_factor: true,
        just_proven: true, // a program has no second factor: what it may is bounded by the token
        factors: Factors { app: true, passkey: false },
        token: Some(TokenId(row.id)),
        reads_only: word::<TokenScope>(&row.scope)? == TokenScope::Read,
    })
}
