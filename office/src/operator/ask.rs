//! Asking a school to be let in.

use school::{AccessId, SchoolId, access::MOST_HOURS, event::Event};

use super::AskAccess;
use crate::{
    audit::reason,
    desk::OperatorDesk,
    refused::{Conflict, FieldError, Problem, Refused},
};

impl OperatorDesk {
    /// Asks a school to let them look in, with the reason and for how long; its heads and administrators answer.
    ///
    /// # Errors
    /// `NotFound`, also of a school that is closed; `Invalid` fields named as in [`AskAccess`]; `Conflict::Changed` while
    /// an earlier request waits, or a grant runs.
    pub async fn ask_access(&self, school: SchoolId, form: &AskAccess) -> Result<AccessId, Refused> {
        let (reason, hours) = read(form)?;
        let mut tx = self.begin().await?;
        tx.hold_person(self.person).await?; // of two requests of one moment the second finds the first
        if tx.school_closed_at(school).await?.is_some() {
            return Err(Refused::NotFound);
        }
        if tx.has_asked(school, self.person).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let id = tx.ask_access(school, self.person, &reason, hours).await?;
        tx.tell_of_request(school, self.person).await?;
        self.commit(tx, school, Event::new("access.asked", id).with("reason", reason).with("hours", hours)).await?;
        self.office.wake();
        Ok(id)
    }
}

fn read(form: &AskAccess) -> Result<(String, u32), Refused> {
    let hours = form.hours.trim().parse::<u32>().ok().filter(|hours| (1..=MOST_HOURS).contains(hours));
    let wrong = FieldError { field: "hours", problem: Problem::NotANumber { least: 1, most: MOST_HOURS } };
    match (reason(&form.reason), hours) {
        (Ok(reason), Some(hours)) => Ok((reason, hours)),
        (Err(Refused::Invalid(problems)), None) => Err(Refused::Invalid([problems, vec![wrong]].concat())),
        (Err(refused), _) => Err(refused),
        (Ok(_), None) => Err(Refused::Invalid(vec![wrong])),
    }
}
