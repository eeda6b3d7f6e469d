//! What the sweep will erase at a school within the next thirty days, and the receipts of what it erased. The sweep's
//! own rules are asked about a later day, so that nothing goes that was not announced.

use std::collections::BTreeMap;

use jiff::civil::Date;
use school::permission::Permission;

use super::retention::{DAY, Going, going};
use crate::{StaffDesk, clock::polish_date, refused::Refused, store::rows::time};

/// How many days are looked ahead.
pub const PREVIEW_DAYS: i64 = 30;
/// How many days the receipts go back.
const RECEIPT_DAYS: i64 = 366;

/// So many things of a kind that go on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueSoon {
    /// The day; today for what is due already.
    pub on: Date,
    /// What goes.
    pub what: Going,
    /// How many.
    pub count: u32,
}

/// So many things of a kind that went on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The day.
    pub on: Date,
    /// What went: `draft`, `source`, `pictures`, `messages`, `link`, as in the audit log, or `files`.
    pub what: String,
    /// How many.
    pub count: u32,
}

/// What goes, and what went.
#[derive(Clone, Debug, Default)]
pub struct Retention {
    /// What goes within [`PREVIEW_DAYS`], the soonest first.
    pub due: Vec<DueSoon>,
    /// What went within the last year, the newest first.
    pub receipts: Vec<Receipt>,
    /// For how many days the school keeps the source of a photo that it has approved.
    pub source_days: i64,
}

impl StaffDesk {
    /// What will be erased at this school soon, and what was.
    ///
    /// # Errors
    /// If this desk may not read the audit log.
    pub async fn retention(&self) -> Result<Retention, Refused> {
        self.must(Permission::SeeAudit)?;
        let mut tx = self.look().await?;
        let (now, mut due, mut gone) = (self.now.as_second(), BTreeMap::new(), BTreeMap::new());
        for (what, at) in going(&mut tx, self.school, now + PREVIEW_DAYS * DAY).await? {
            *due.entry((polish_date(time(at.max(now))?), what)).or_insert(0) += 1;
        }
        for (at, particulars) in tx.erased_things(now - RECEIPT_DAYS * DAY).await? {
            let particulars: Vec<(String, String)> = serde_json::from_str(&particulars)?;
            let of = |wanted: &str| particulars.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
            let quantity = of("quantity").and_then(|quantity| quantity.parse().ok()).unwrap_or(1_u32);
            *gone.entry((polish_date(time(at)?), of("what").unwrap_or_default())).or_insert(0) += quantity;
        }
        for at in tx.erased_files(now - RECEIPT_DAYS * DAY).await? {
            *gone.entry((polish_date(time(at)?), "files".to_owned())).or_insert(0) += 1;
        }
        let receipts = gone.into_iter().rev().map(|((on, what), count)| Receipt { on, what, count });
        Ok(Retention {
            due: due.into_iter().map(|((on, what), count)| DueSoon { on, what, count }).collect(),
            receipts: receipts.collect(),
            source_days: tx.source_days().await?,
        })
    }
}
