//! The installation and its schools: first start, set-up, a school's own data.

mod card_look;
mod checklist;
mod close_school;
mod find_in_rspo;
mod found_school;
mod logo;
mod number_series;
mod open_school;
mod public_school;
mod recovery_key;
mod school_data;
mod set_up;
mod set_up_link;
mod skip_step;
#[cfg(test)]
mod tests;
mod texts;

use jiff::civil::Date;
use school::{SchoolId, email::EmailError, name::Name, rspo::Rspo};

use crate::{
    pupil::name_problem,
    refused::{FieldError, Problem},
};

pub use card_look::CardLook;
pub(crate) use checklist::steps_of;
pub use checklist::{SetUpStep, Standing};
pub use find_in_rspo::FoundInRspo;
pub use number_series::{NumberSeries, StartNumbers};
pub(crate) use number_series::{go_on_with, typed_number};
pub use open_school::OpenSchool;
pub use public_school::PublicSchool;
pub(crate) use school_data::data_of;
pub use texts::{LONGEST_TEXT, SchoolTexts, TEXT_FIELDS, TextVersion};

/// What the set-up form asks, as it was typed.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct SetUpForm {
    /// [`school::school_kind::SchoolKind`] code.
    pub kind: String,
    /// Full name from the statute, as on the card (law.md 2.3).
    pub name: String,
    /// Address, as on the card.
    pub address: String,
    /// RSPO number, may be empty.
    pub rspo: String,
    /// The head's given names.
    pub head_given: String,
    /// The head's surname.
    pub head_surname: String,
    /// Since when, YYYY-MM-DD.
    pub head_since: String,
    /// The administrator's given names.
    pub given: String,
    /// The administrator's surname.
    pub surname: String,
    /// The administrator's e-mail, which is the login.
    pub email: String,
    /// At least 12 characters: the second factor follows.
    pub password: String,
    /// The same again.
    pub password_again: String,
}

/// A school's own data to change, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct SchoolForm {
    /// [`school::school_kind::SchoolKind`] code.
    pub kind: String,
    /// Full name from the statute, as on the card (law.md 2.3).
    pub name: String,
    /// Address, as on the card.
    pub address: String,
    /// RSPO number, may be empty.
    pub rspo: String,
    /// Bank account for the fee of a duplicate, may be empty.
    pub account: String,
    /// The head's given names.
    pub head_given: String,
    /// The head's surname.
    pub head_surname: String,
    /// Since when, YYYY-MM-DD. A new name from a later day is a new head; the same day corrects the name, the same name
    /// the day.
    pub head_since: String,
}

/// What set-up hands over, once.
#[derive(Clone, Debug)]
pub struct SetUpDone {
    /// The school made.
    pub school: SchoolId,
    /// The recovery key, to print and keep; stored nowhere.
    pub recovery_key: String,
    /// A session of the administrator, who still owes the second factor.
    pub session: String,
}

/// A school as its staff see it.
#[derive(Clone, Debug)]
pub struct SchoolData {
    /// Which.
    pub id: SchoolId,
    /// Its kind's code.
    pub kind: String,
    /// Full name.
    pub name: String,
    /// Address.
    pub address: String,
    /// RSPO number.
    pub rspo: Option<String>,
    /// Bank account for the fee of a duplicate, in groups as on paper.
    pub account: Option<String>,
    /// Its heads, newest first: name, since, until.
    pub heads: Vec<(String, Date, Option<Date>)>,
    /// For [`crate::StaffDesk::change_school`].
    pub version: i64,
}

/// The longest name or address of a school that is kept; what fits the card is checked when it is printed.
const MAX_TEXT: usize = 300;

/// Text of one line: outer spaces gone, inner ones collapsed.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with the two halves of a name, each under the name of its field.
pub(crate) fn name_problems(
    given: &'static str,
    surname: &'static str,
    typed_given: &str,
    typed_surname: &str,
) -> Vec<FieldError> {
    let half = |field, typed: &str| {
        let error = Name::new(typed, "X").err()?;
        Some(FieldError { field, problem: name_problem(error) })
    };
    [half(given, typed_given), half(surname, typed_surname)].into_iter().flatten().collect()
}

/// What is wrong with an address.
pub(crate) fn email_problem(field: &'static str, error: &EmailError) -> FieldError {
    let problem = match error {
        EmailError::Empty => Problem::Required,
        EmailError::TooLong => Problem::TooLong,
        _ => Problem::NotAnEmail,
    };
    FieldError { field, problem }
}

/// What is wrong with a required line of text.
fn line_problem(field: &'static str, text: &str) -> Option<FieldError> {
    let length = line(text).chars().count();
    let problem = match length {
        0 => Problem::Required,
        1..=MAX_TEXT => return None,
        _ => Problem::TooLong,
    };
    Some(FieldError { field, problem })
}

/// What is wrong with an RSPO number, which may be left empty.
fn rspo_problem(text: &str) -> Option<FieldError> {
    let right = text.trim().is_empty() || text.parse::<Rspo>().is_ok();
    (!right).then_some(FieldError { field: "rspo", problem: Problem::NotAnRspo })
}

/// A head's first day: at most seventy years ago, and no later than `latest`.
fn since(field: &'static str, text: &str, latest: Date) -> Result<Date, FieldError> {
    let refuse = |problem| FieldError { field, problem };
    if text.trim().is_empty() {
        return Err(refuse(Problem::Required));
    }
    let date: Date = text.trim().parse().map_err(|_| refuse(Problem::NotADate))?;
    if date > latest || date.year() < latest.year() - 70 { Err(refuse(Problem::DateOutOfRange)) } else { Ok(date) }
}
