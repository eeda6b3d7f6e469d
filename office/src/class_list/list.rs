//! The class lists of the last weeks.

use jiff::{SignedDuration, Timestamp};
use school::{ClassListId, permission::Permission};

use super::{Applied, ClassListRow, ClassListState};
use crate::{
    StaffDesk,
    keep::CLASS_LIST_UNDO,
    refused::{Broken, Refused},
    store::{
        class_list::ClassListFacts,
        rows::{count, time},
    },
};

impl StaffDesk {
    /// The newest class lists; of drafts only one's own.
    ///
    /// # Errors
    /// If this desk may not manage pupils.
    pub async fn class_lists(&self) -> Result<Vec<ClassListRow>, Refused> {
        self.must(Permission::ManagePupils)?;
        let found = self.look().await?.class_lists().await?;
        found.into_iter().map(|facts| Ok(self.list_row(facts)?)).collect()
    }

    /// A class list.
    ///
    /// # Errors
    /// If there is none like this, or this desk may not manage pupils.
    pub async fn class_list(&self, id: ClassListId) -> Result<ClassListRow, Refused> {
        self.must(Permission::ManagePupils)?;
        Ok(self.list_row(self.look().await?.class_list(id).await?)?)
    }

    fn list_row(&self, facts: ClassListFacts) -> Result<ClassListRow, Broken> {
        let (id, now) = (ClassListId(facts.id), self.now);
        let applied = facts.applied_at.map(|at| applied(&facts, time(at)?, now)).transpose()?;
        let state = match (facts.state.as_str(), applied) {
            ("draft", _) => ClassListState::Draft,
            ("applying", _) => ClassListState::Applying(self.office.progress(id)),
            ("applied", Some(applied)) => ClassListState::Applied(applied),
            _ => ClassListState::Undone,
        };
        Ok(ClassListRow {
            id,
            state,
            lines: count(facts.lines)?,
            uploaded_at: time(facts.created_at)?,
            stopped: facts.stopped_at.is_some(),
            version: facts.version,
        })
    }
}

fn applied(facts: &ClassListFacts, at: Timestamp, now: Timestamp) -> Result<Applied, Broken> {
    Ok(Applied {
        at,
        added: count(facts.added)?,
        changed: count(facts.changed)?,
        left_out: count(facts.left_out)?,
        undo_until: Some(undo_until(at)).filter(|until| facts.can_undo && now < *until),
    })
}

/// The moment from which a list that was taken over then cannot be taken back any more.
pub(super) fn undo_until(at: Timestamp) -> Timestamp {
    at.saturating_add(SignedDuration::from_secs(CLASS_LIST_UNDO)).unwrap_or(at)
}
