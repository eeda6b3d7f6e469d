//! A guardian as a list names them: enough to write a letter, no account yet.

use std::fmt;

use super::{Field, Line, Problem};
use crate::{email::Email, name::Name};

/// What a list says of a guardian.
#[derive(Clone, PartialEq, Eq)]
pub struct GuardianDraft {
    /// The name as one text: nobody can say where in it the surname begins.
    pub name: Option<String>,
    /// Where an invitation can be sent.
    pub email: Option<Email>,
    /// Digits with the country's number: "+48600100200".
    pub phone: Option<String>,
}

/// Says what is known of the guardian, never who it is.
impl fmt::Debug for GuardianDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = [self.name.is_some(), self.email.is_some(), self.phone.is_some()];
        write!(f, "GuardianDraft({known:?})")
    }
}

const COLUMNS: [[Field; 3]; 2] = [
    [Field::Guardian1Name, Field::Guardian1Email, Field::Guardian1Phone],
    [Field::Guardian2Name, Field::Guardian2Email, Field::Guardian2Phone],
];

/// The guardians of a row; a column that cannot be read is noted as a problem.
pub(super) fn guardians(line: &Line, problems: &mut Vec<(Field, Problem)>) -> Vec<GuardianDraft> {
    let mut drafts = Vec::new();
    for [name, email, phone] in COLUMNS {
        let name = take(line, name, problems, |text| one_name(&text));
        let email = take(line, email, problems, |text| text.parse().map_err(Problem::Email));
        let phone = take(line, phone, problems, |text| one_phone(&text));
        if name.is_some() || email.is_some() || phone.is_some() {
            drafts.push(GuardianDraft { name, email, phone });
        }
    }
    drafts
}

fn take<T>(
    line: &Line,
    field: Field,
    problems: &mut Vec<(Field, Problem)>,
    read: impl Fn(String) -> Result<T, Problem>,
) -> Option<T> {
    let read = read(line.optional(field)?);
    read.map_err(|problem| problems.push((field, problem))).ok()
}

fn one_name(text: &str) -> Result<String, Problem> {
    let (first, last) = text.split_once(' ').unwrap_or((text, text));
    Name::new(first, last).map_err(Problem::Name)?;
    Ok(text.to_owned())
}

/// Nine digits are a Polish number; a number from elsewhere says its country.
fn one_phone(text: &str) -> Result<String, Problem> {
    let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.' | '/')).collect();
    let number = bare.strip_prefix("00").or_else(|| bare.strip_prefix('+'));
    let (digits, abroad) = number.map_or((bare.as_str(), false), |digits| (digits, true));
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    match (abroad, digits.len()) {
        (false, 9) if plain => Ok(format!("+48{digits}")),
        (true, 8..=15) if plain => Ok(format!("+{digits}")),
        (false, 11) if plain && digits.starts_with("48") => Ok(format!("+{digits}")),
        _ => Err(Problem::Phone),
    }
}
