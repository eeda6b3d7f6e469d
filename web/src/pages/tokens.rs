//! API tokens: the list, making one (its secret is shown once), revoking one.

use askama::Template;
use axum::{Form, http::StatusCode};
use i18n_embed_fl::fl;
use office::{
    Refused,
    token::{MakeToken, ROLES, TokenRow, TokenScope},
};
use school::{TokenId, person::Role};
use serde::Deserialize;
use uuid::Uuid;

use super::{Answer, again, go, staff::role_words, unprocessable};
use crate::{
    address::Path, formats, forms::Errors, frame::Frame, once::OrDone, refusal::page, visitor::Staff, words::Words,
};

#[derive(Template)]
#[template(path = "tokens/list.html")]
struct ListPage {
    frame: Frame,
    tokens: Vec<Token>,
    form: MakeToken,
    roles: Vec<(String, String)>,
    scopes: Vec<(String, String)>,
    errors: Errors,
    secret: Option<String>,
    /// Was the form sent before, so that its secret cannot be shown again?
    gone: bool,
}

struct Token {
    id: TokenId,
    name: String,
    role: String,
    scope: String,
    ends: String,
    used: Option<String>,
    revoked: bool,
}

fn token(t: Words, row: TokenRow) -> Token {
    Token {
        id: row.id,
        name: row.name,
        role: role_words(t, row.role),
        scope: scope_words(t, row.scope),
        ends: formats::short_moment(row.ends_at),
        used: row.used_at.map(formats::short_moment),
        revoked: row.revoked_at.is_some(),
    }
}

/// How much of its role a token may use, in words.
pub(super) fn scope_words(t: Words, scope: TokenScope) -> String {
    match scope {
        TokenScope::Read => fl!(t, "tokens-read"),
        TokenScope::Change => fl!(t, "tokens-change"),
    }
}

async fn list_page(
    staff: &Staff,
    form: MakeToken,
    errors: Errors,
    secret: Option<String>,
) -> Result<ListPage, Refused> {
    let t = staff.t();
    let tokens = staff.desk.api_tokens().await?.into_iter().map(|row| token(t, row)).collect();
    let roles = ROLES.iter().map(|role| (role.code().to_owned(), role_words(t, *role))).collect();
    let scopes = TokenScope::ALL.map(|scope| (scope.code().to_owned(), scope_words(t, scope))).to_vec();
    let mut frame = staff.frame("tokens").await?;
    frame.title_error = errors.any();
    Ok(ListPage { frame, tokens, form, roles, scopes, errors, secret, gone: false })
}

fn empty() -> MakeToken {
    let [role, scope, days] = [Role::Secretary.code(), TokenScope::Read.code(), "90"].map(str::to_owned);
    MakeToken { role, scope, days, ..MakeToken::default() }
}

/// The tokens.
pub async fn list(staff: Staff) -> Answer {
    Ok(page(&list_page(&staff, empty(), Errors::default(), None).await?))
}

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    name: String,
    role: String,
    scope: String,
    days: String,
}

/// Makes one; its secret stands in this answer and nowhere else.
pub async fn make(staff: Staff, Form(typed): Form<Typed>) -> Answer {
    let form = MakeToken { name: typed.name, role: typed.role, scope: typed.scope, days: typed.days };
    match staff.desk.make_token(&form).await {
        Ok(new) => Ok(page(&list_page(&staff, empty(), Errors::default(), Some(new.secret)).await?)),
        // sent twice: what was shown is not shown again, another token can be made
        Err(Refused::Done(_)) => {
            let shown = ListPage { gone: true, ..list_page(&staff, empty(), Errors::default(), None).await? };
            Ok(again(StatusCode::CONFLICT, &shown))
        }
        Err(Refused::Invalid(errors)) => {
            let t = staff.t();
            let own =
                [("name", fl!(t, "tokens-name")), ("role", fl!(t, "tokens-role")), ("scope", fl!(t, "tokens-scope"))];
            Ok(unprocessable(&list_page(&staff, form, Errors::labelled(t, &errors, &own), None).await?))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Revokes one, at once.
pub async fn revoke(staff: Staff, Path(id): Path<Uuid>) -> Answer {
    staff.desk.revoke_token(id.into()).await.or_done()?;
    Ok(go("/api-tokens"))
}
