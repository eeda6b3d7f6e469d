//! A letter of trial: whoever sets the school up sends one to themselves and learns what became of it.

use i18n_embed_fl::fl;
use jiff::Timestamp;
use school::{SchoolId, event::Event, permission::Permission};

use super::{Letter, Trouble, compose::Body, words::Words};
use crate::{
    desk::StaffDesk,
    refused::{Broken, Refused},
    store::{job::TrialRow, rows::time},
};

/// What became of the last letter of trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trial {
    /// It waits for its turn.
    Waiting,
    /// It has left.
    Sent {
        /// When.
        at: Timestamp,
    },
    /// It did not leave, and is tried again.
    Failing {
        /// Why.
        trouble: Trouble,
        /// The server's code, `550`; empty if it gave none.
        code: String,
        /// When it is tried again.
        again: Timestamp,
    },
    /// It did not leave, and is not tried any more.
    GivenUp {
        /// Why.
        trouble: Trouble,
        /// The server's code; empty if it gave none.
        code: String,
    },
}

impl StaffDesk {
    /// Sends a letter of trial to whoever asks, through the queue that every letter takes. One that still waits for its
    /// first try is not joined by another.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn send_trial_letter(&self) -> Result<SchoolId, Refused> {
        self.must(Permission::ManageSchool)?;
        let mut tx = self.begin().await?;
        let waits = tx.last_trial().await?.is_some_and(|row| row.done_at.is_none() && row.attempts == 0);
        if !waits {
            let payload = serde_json::to_value(Letter::Trial { person: self.person.0 }).map_err(Broken::from)?;
            tx.enqueue(super::TRIAL, payload, 0).await?;
        }
        tx.commit(Event::new("school.trial_letter_asked", self.school)).await?;
        self.office.wake();
        Ok(self.school)
    }

    /// What became of the last letter of trial; none if none was sent lately.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn trial_letter(&self) -> Result<Option<Trial>, Refused> {
        self.must(Permission::ManageSchool)?;
        let row = self.look().await?.last_trial().await?;
        row.map(|row| became(&row)).transpose()
    }
}

fn became(row: &TrialRow) -> Result<Trial, Refused> {
    let failure = row.failure.as_deref().map(Trouble::told);
    Ok(match (failure, row.done_at) {
        (None, None) => Trial::Waiting,
        (None, Some(at)) => Trial::Sent { at: time(at)? },
        (Some((trouble, code)), None) => Trial::Failing { trouble, code, again: time(row.due_at)? },
        (Some((trouble, code)), Some(_)) => Trial::GivenUp { trouble, code },
    })
}

pub(super) fn body(words: Words, school: &str, link: String) -> Body {
    Body {
        subject: fl!(words, "trial-subject", school = school),
        before: vec![fl!(words, "trial-text")],
        link: (fl!(words, "trial-link"), link),
        after: Vec::new(),
    }
}
