//! The school's queue of photos.

use jiff::civil::Date;
use school::{
    permission::Permission,
    photo::{Advice, Severity},
};

use super::{QueueCounts, QueueFilter, QueueItem, QueuePage, Tab};
use crate::{
    StaffDesk,
    refused::{Broken, Refused},
    store::{
        photo::{QueueColumns, pages, read_advice},
        rows::{day, time},
    },
};

impl StaffDesk {
    /// How many photos stand in each tab.
    ///
    /// # Errors
    /// If this desk may not see photos.
    pub async fn photo_counts(&self) -> Result<QueueCounts, Refused> {
        self.must(Permission::SeePhotos)?;
        self.look().await?.queue_counts(None).await
    }

    /// A page of a tab, by class, then oldest first.
    ///
    /// # Errors
    /// If this desk may not see photos.
    pub async fn photo_queue(&self, filter: QueueFilter) -> Result<QueuePage, Refused> {
        self.must(Permission::SeePhotos)?;
        let mut tx = self.look().await?;
        let counts = tx.queue_counts(filter.class).await?;
        let rows = tx.queue(filter.tab, filter.class, filter.page).await?;
        let items = rows.into_iter().map(|row| item(row, self.today())).collect::<Result<_, Broken>>()?;
        let pages = pages(match filter.tab {
            Tab::Waiting => counts.waiting,
            Tab::Changes => counts.changes,
            Tab::Rejected => counts.rejected,
            Tab::Approved => counts.approved,
            Tab::Missing => counts.missing,
        });
        Ok(QueuePage { items, counts, pages })
    }
}

fn item(row: QueueColumns, today: Date) -> Result<QueueItem, Broken> {
    let advice = row.advice.as_deref().map(read_advice).transpose()?.unwrap_or_default();
    let excused = |advice: &Advice| row.declared_exception && advice.may_be_excused();
    Ok(QueueItem {
        photo: row.photo.map(Into::into),
        pupil: row.pupil.into(),
        name: format!("{} {}", row.given, row.surname),
        class: row.class_name,
        age: age(day(&row.born)?, today),
        submitted_at: row.submitted_at.map(time).transpose()?,
        warnings: advice.into_iter().filter(|advice| is_warning(advice) && !excused(advice)).collect(),
    })
}

fn is_warning(advice: &Advice) -> bool {
    advice.severity >= Severity::Warning
}

/// Full years on a day.
pub(crate) fn age(born: Date, today: Date) -> i16 {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    today.year() - born.year() - i16::from(!had_birthday)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn one_is_older_from_the_birthday_on() {
        let born = date(2012, 2, 29);
        assert_eq!([date(2026, 2, 28), date(2026, 3, 1), date(2028, 2, 29)].map(|day| age(born, day)), [13, 14, 16]);
    }
}
