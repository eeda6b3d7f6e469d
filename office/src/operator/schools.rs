//! Which schools there are: names and numbers.

use std::collections::HashMap;

use school::SchoolId;
use uuid::Uuid;

use super::{Asked, SchoolLine, SchoolPage};
use crate::{
    desk::OperatorDesk,
    refused::Refused,
    store::{
        Mode,
        operator::{ListedSchool, SchoolPlace},
        rows::{count, time},
    },
};

/// How many a page shows.
const PAGE: usize = 50;

impl OperatorDesk {
    /// Schools by name, fifty at a time, after one of them.
    ///
    /// # Errors
    /// `NotFound` if there is no such school to begin after.
    pub async fn schools(&self, after: Option<SchoolId>) -> Result<SchoolPage, Refused> {
        let mut tx = self.look().await?;
        let after = match after {
            Some(id) => place(&tx.listed_school(id).await?),
            None => (String::new(), Uuid::nil()),
        };
        let mut rows = tx.listed_schools(&after, i64::try_from(PAGE + 1).unwrap_or(i64::MAX)).await?;
        drop(tx);
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let next = rows.last().filter(|_| more).map(|row| SchoolId(row.id));
        Ok(SchoolPage { rows: self.counted(rows).await?, next })
    }

    /// One of them.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn school(&self, id: SchoolId) -> Result<(SchoolLine, Option<Asked>), Refused> {
        let mut tx = self.look().await?;
        let (row, asked) = (tx.listed_school(id).await?, tx.last_asked(id).await?);
        drop(tx);
        let line = self.counted(vec![row]).await?.pop().ok_or(Refused::NotFound)?;
        Ok((line, asked))
    }

    /// With the number of their pupils, which this desk cannot count: the system does, and gives the number alone.
    async fn counted(&self, rows: Vec<ListedSchool>) -> Result<Vec<SchoolLine>, Refused> {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(Vec::new()) };
        let mut tx = self.office.db().everywhere(Mode::Read, self.now).await?;
        let pupils: HashMap<Uuid, i64> = tx.pupils_per_school(&place(first), &place(last)).await?.into_iter().collect();
        let line = |row: ListedSchool| {
            Ok(SchoolLine {
                pupils: count(pupils.get(&row.id).copied().unwrap_or_default())?,
                id: SchoolId(row.id),
                name: row.name,
                rspo: row.rspo,
                closed_at: row.closed_at.map(time).transpose()?,
            })
        };
        rows.into_iter().map(line).collect()
    }
}

fn place(row: &ListedSchool) -> SchoolPlace {
    (row.name.clone(), row.id)
}
