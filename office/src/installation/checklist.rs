//! What is still to be set up. A step is done when what it asks for is there, never because somebody clicked.

use jiff::{Timestamp, civil::Date};
use school::{permission::Permission, set_up::Step};

use crate::{
    desk::StaffDesk,
    refused::Refused,
    store::{
        Tx, Within,
        rows::{time, word},
    },
};

/// A step of setting up as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetUpStep {
    /// Which.
    pub step: Step,
    /// How it stands.
    pub standing: Standing,
}

/// How a step stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// What it asks for is there.
    Done,
    /// The school goes without.
    Skipped {
        /// Who said so.
        by: String,
        /// When.
        at: Timestamp,
    },
    /// To be done.
    Open,
}

impl StaffDesk {
    /// Every step, in the order in which they are best taken.
    ///
    /// # Errors
    /// `Forbidden` for a role that does not look after pupils.
    pub async fn set_up_steps(&self) -> Result<Vec<SetUpStep>, Refused> {
        self.must(Permission::SeePupils)?;
        steps_of(&mut self.look().await?, self.today()).await
    }
}

/// Every step of the school as it stands on a day.
pub(crate) async fn steps_of(tx: &mut Tx<Within>, today: Date) -> Result<Vec<SetUpStep>, Refused> {
    let (there, skipped) = (tx.set_up(&today.to_string()).await?, tx.skipped_steps().await?);
    let mut left_out = Vec::new();
    for row in skipped {
        let by = format!("{} {}", row.given, row.surname);
        left_out.push((word::<Step>(&row.step)?, Standing::Skipped { by, at: time(row.at)? }));
    }
    let standing = |step: Step| {
        let skipped = left_out.iter().find(|(skipped, _)| *skipped == step);
        match skipped {
            _ if there.has(step) => Standing::Done,
            Some((_, skipped)) => skipped.clone(),
            None => Standing::Open,
        }
    };
    Ok(Step::ALL.iter().map(|step| SetUpStep { step: *step, standing: standing(*step) }).collect())
}
