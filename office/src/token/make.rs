//! Making an API token.

use school::{event::Event, permission::Permission, person::Role};

use super::{MakeToken, NewToken, TokenScope};
use crate::{
    desk::StaffDesk,
    keys::{fingerprint, secret},
    refused::{FieldError, Problem, Refused},
};

const MAX_NAME: usize = 100;
const MAX_DAYS: u32 = 366;

fn read(form: &MakeToken) -> Result<(String, Role, TokenScope, i64), Refused> {
    let mut problems = Vec::new();
    let name = form.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = name.chars().count();
    if length == 0 || length > MAX_NAME {
        problems.push(FieldError {
            field: "name",
            problem: if length == 0 { Problem::Required } else { Problem::TooLong },
        });
    }
    let role = form.role.parse::<Role>().ok().filter(|role| matches!(role, Role::Secretary | Role::Head));
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

impl StaffDesk {
    /// Makes a token that acts in a role, as far as its scope goes, until it ends. Its secret is in the answer and nowhere else. The prefix lets
    /// those who search code and logs for lost secrets recognise one.
    ///
    /// # Errors
    /// `Forbidden`, also through a token; `Invalid` fields named as in [`MakeToken`].
    pub async fn make_token(&self, form: &MakeToken) -> Result<NewToken, Refused> {
        self.must(Permission::ManageTokens)?;
        if self.token.is_some() {
            return Err(Refused::Forbidden);
        }
        let (name, role, scope, days) = read(form)?;
        let secret = format!("legitka_{}", secret());
        let ends_at = self.now.as_second() + days * 24 * 3600;
        let mut tx = self.begin().await?;
        let id = tx.add_token(&name, (role, scope), &fingerprint(&secret), self.person, ends_at).await?;
        tx.commit(Event::new("token.made", id).with("role", role).with("scope", scope.code()).with("days", days))
            .await?;
        Ok(NewToken { id, secret })
    }
}
