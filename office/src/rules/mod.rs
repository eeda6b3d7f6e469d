//! The rule book as a school applies it: an administrator names the first day of the draft of December 2025, and the
//! school replaces what nobody could confirm. What the law says for certain cannot be set.

#[cfg(test)]
mod tests;

use school::{
    SchoolId,
    event::Event,
    law::{RuleBook, Settable},
    permission::Permission,
};

use crate::{
    StaffDesk,
    refused::{Conflict, FieldError, Problem, Refused},
};

/// The rule book of a school.
#[derive(Clone, Copy, Debug)]
pub struct SchoolRules {
    /// The book, with what is set.
    pub book: RuleBook,
    /// For [`StaffDesk::change_rules`].
    pub version: i64,
}

/// What was typed about the rule book.
#[derive(Clone, Debug)]
pub struct TypedRule {
    /// About what.
    pub what: Settable,
    /// As [`RuleBook::with`] reads it; empty is what the book proposes.
    pub text: String,
}

impl StaffDesk {
    /// The rule book as this school applies it. By which rules a school works is no secret to whoever works there.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn rule_book(&self) -> Result<RuleBook, Refused> {
        self.look().await?.rule_book().await
    }

    /// The same, to be changed.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn rules(&self) -> Result<SchoolRules, Refused> {
        self.must(Permission::ManageSchool)?;
        let mut tx = self.look().await?;
        Ok(SchoolRules { book: tx.rule_book().await?, version: tx.school().await?.version })
    }

    /// Sets rules; what is not named stays as it is. Each that becomes another is recorded. A document follows the
    /// rules of the day of its event as they are set when it is made: none that was made becomes another.
    ///
    /// # Errors
    /// `Forbidden`; `StepUp`; `Invalid` with the codes of what was set; `Conflict::Changed`.
    pub async fn change_rules(&self, typed: &[TypedRule], version: i64) -> Result<SchoolId, Refused> {
        self.must(Permission::ManageSchool)?;
        self.must_be_proven()?;
        let mut tx = self.begin().await?;
        if !tx.school_is_still(version).await? {
            return Err(Refused::Conflict(Conflict::Changed));
        }
        let before = tx.rule_book().await?;
        let after = read(before, typed)?;
        let mut changed = 0;
        for what in Settable::ALL {
            let (was, now) = (before.set_about(*what), after.set_about(*what));
            if was == now {
                continue;
            }
            tx.set_rule(*what, now.as_deref()).await?;
            let mut event = Event::new("rule.set", self.school).with("rule", what);
            if let Some(was) = was {
                event = event.with("was", was);
            }
            if let Some(now) = now {
                event = event.with("now", now);
            }
            tx.record(&event).await?;
            changed += 1;
        }
        tx.commit(Event::new("rules.saved", self.school).with("changed", changed)).await?;
        Ok(self.school)
    }
}

/// The book with what was typed; the field of a problem is the code of what it is about.
fn read(book: RuleBook, typed: &[TypedRule]) -> Result<RuleBook, Refused> {
    let (mut book, mut problems) = (book, Vec::new());
    for TypedRule { what, text } in typed {
        match book.with(*what, text) {
            Ok(set) => book = set,
            Err(_) => problems.push(FieldError { field: what.code(), problem: problem(*what) }),
        }
    }
    if problems.is_empty() { Ok(book) } else { Err(Refused::Invalid(problems)) }
}

/// What is wrong with a text that says nothing of this.
fn problem(what: Settable) -> Problem {
    match what {
        Settable::DraftFrom => Problem::NotADate,
        Settable::HologramFields => Problem::NotANumber { least: 1, most: 16 },
        Settable::Fee | Settable::WinterEnds | Settable::SummerEnds | Settable::SioPhoto => Problem::NotASetting,
        _ => Problem::NotOffered,
    }
}
