//! Making an API token.

use jiff::Timestamp;
use school::{event::Event, permission::Permission, person::Role};

use super::{MakeToken, NewToken, ROLES, TokenRow, TokenScope};
use crate::{
    desk::StaffDesk,
    keys::{fingerprint, secret},
    refused::{FieldError, Problem, Refused},
};

const MAX_NAME: usize = 100;
const MAX_DAYS: u32 = 366;
const SECONDS_A_DAY: i64 = 24 * 3600;

fn read(form: &MakeToken, through_a_token: bool) -> Result<(String, Role, TokenScope, i64), Refused> {
    let mut problems = Vec::new();
    let name = form.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = name.chars().count();
    if length == 0 || length > MAX_NAME {
        problems.push(FieldError {
            field: "name",
            problem: if length == 0 { Problem::Required } else { Problem::TooLong },
        });
    }
    let role = form.role.parse::<Role>().ok().filter(|role| may_give(*role, through_a_token));
    problems.extend(role.is_none().then_some(FieldError { field: "role", problem: Problem::NotOffered }));
    let scope = form.scope.parse::<TokenScope>().ok();
    problems.extend(scope.is_none().then_some(FieldError { field: "scope", problem: Problem::NotOffered }));
    let days = form.days.trim().parse::<u32>().ok().filter(|days| (1..=MAX_DAYS).contains(days));
    let problem = Problem::NotANumber { least: 1, most: MAX_DAYS };
    problems.extend(days.is_none().then_some(FieldError { field: "days", problem }));
    match (role, scope, days) {
        (Some(role), Some(scope), Some(days)) if problems.is_empty() => Ok((name, role, scope, i64::from(days))),
        _ => Err(Refused::Invalid(problems)),
    }
}

/// Whoever makes a token through a token gives it no role that could make the next one: tokens would go on after
/// everybody has forgotten the first.
fn may_give(role: Role, through_a_token: bool) -> bool {
    ROLES.contains(&role) && !(through_a_token && role == Role::Administrator)
}

/// A token made through another is there no longer than that one, and one that only reads makes none: hence none has
/// a wider scope than its maker.
fn goes_no_further(own: &TokenRow, now: Timestamp, days: i64) -> Result<(), Refused> {
    let left = (own.ends_at.as_second() - now.as_second()) / SECONDS_A_DAY;
    if own.scope == TokenScope::Read || left < 1 {
        return Err(Refused::Forbidden);
    }
    if days > left {
        let most = u32::try_from(left).unwrap_or(MAX_DAYS);
        return Err(FieldError::refuse("days", Problem::NotANumber { least: 1, most }));
    }
    Ok(())
}

impl StaffDesk {
    /// Makes a token that acts in a role, as far as its scope goes, until it ends. Its secret is in the answer and
    /// nowhere else. The prefix lets those who search code and logs for lost secrets recognise one.
    ///
    /// # Errors
    /// `Forbidden`; `Invalid` fields named as in [`MakeToken`], through a token also for what goes further than it:
    /// an administrator's role, or a later end.
    pub async fn make_token(&self, form: &MakeToken) -> Result<NewToken, Refused> {
        self.must(Permission::ManageTokens)?;
        self.must_be_proven()?;
        let (name, role, scope, days) = read(form, self.token.is_some())?;
        let secret = format!("legitka_{}", secret());
        let ends_at = self.now.as_second() + days * SECONDS_A_DAY;
        let mut tx = self.begin().await?;
        if let Some(own) = self.token {
            goes_no_further(&tx.own_token(own).await?, self.now, days)?;
        }
        let id = tx.add_token(&name, (role, scope), &fingerprint(&secret), self.person, ends_at).await?;
        tx.commit(Event::new("token.made", id).with("role", role).with("scope", scope.code()).with("days", days))
            .await?;
        Ok(NewToken { id, secret })
    }
}
