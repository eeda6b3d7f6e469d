//! The record of processing activities (*rejestr czynności przetwarzania*, GDPR art. 30): which activities there are,
//! and what each of them stores, column by column, out of the data inventory that the program was built with. So the
//! record cannot forget what was added later.

use std::{collections::BTreeMap, sync::LazyLock};

use school::permission::Permission;
use serde::Deserialize;

use super::DaysKept;
use crate::{StaffDesk, refused::Refused};

/// An activity of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// Issuing the cards and keeping their registers.
    Cards,
    /// Talking with families: who may act for a pupil, and what they were told.
    Families,
    /// Taking class lists in.
    ClassLists,
    /// Accounts and signing in.
    Accounts,
    /// Taking lists and registers out.
    Exports,
    /// The log of who did and saw what.
    Log,
    /// Running the program, its settings and its access from outside.
    Operation,
}

impl Activity {
    /// Every activity, in the order of the record.
    pub const ALL: [Self; 7] =
        [Self::Cards, Self::Families, Self::ClassLists, Self::Accounts, Self::Exports, Self::Log, Self::Operation];

    /// As it stands in the inventory.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Cards => "cards",
            Self::Families => "families",
            Self::ClassLists => "class_lists",
            Self::Accounts => "accounts",
            Self::Exports => "exports",
            Self::Log => "log",
            Self::Operation => "operation",
        }
    }
}

/// How a column is guarded, or what it says about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Opens with the school's or the installation's key.
    Encrypted,
    /// A fingerprint of a secret.
    Hashed,
    /// A digest that means nothing without the key.
    Keyed,
    /// Says something about a person.
    Personal,
    /// An identifier.
    Pseudonymous,
    /// Says nothing about anybody.
    Internal,
}

#[derive(Default, Deserialize)]
struct Inventory {
    table: BTreeMap<String, Table>,
}

#[derive(Deserialize)]
struct Table {
    /// A test finds a table without one.
    activity: Option<Activity>,
    columns: BTreeMap<String, Level>,
}

/// Empty only if it could not be read, which a test would find.
static INVENTORY: LazyLock<Inventory> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data-inventory.toml")).unwrap_or_default());

/// An activity with what is stored for it.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Which.
    pub activity: Activity,
    /// Each table, and of it the columns that say something about people, each with how it is guarded.
    pub stored: Vec<(&'static str, Vec<(&'static str, Level)>)>,
}

/// What only the program knows of the record; the rest are words.
#[derive(Clone, Debug)]
pub struct ProcessingRecord {
    /// Every activity.
    pub activities: Vec<Recorded>,
    /// For how long what is kept.
    pub kept: DaysKept,
}

impl StaffDesk {
    /// The record of what this school processes here.
    ///
    /// # Errors
    /// If this desk may not read the audit log.
    pub async fn processing_record(&self) -> Result<ProcessingRecord, Refused> {
        self.must(Permission::SeeAudit)?;
        let kept = DaysKept::at_school(self.look().await?.source_days().await?);
        Ok(ProcessingRecord { activities: Activity::ALL.into_iter().map(recorded).collect(), kept })
    }
}

fn recorded(activity: Activity) -> Recorded {
    let tables = INVENTORY.table.iter().filter(|(_, table)| table.activity == Some(activity));
    let stored = tables.map(|(name, table)| (name.as_str(), about_people(&table.columns)));
    Recorded { activity, stored: stored.filter(|(_, columns)| !columns.is_empty()).collect() }
}

fn about_people(columns: &BTreeMap<String, Level>) -> Vec<(&str, Level)> {
    let columns = columns.iter().map(|(name, level)| (name.as_str(), *level));
    columns.filter(|(_, level)| *level != Level::Internal).collect()
}

#[cfg(test)]
mod tests {
    use school::person::Role;

    use super::*;
    use crate::{store::dialect::TABLES, testing::TestOffice};

    #[test]
    fn every_table_stands_under_an_activity() {
        assert_eq!(INVENTORY.table.len(), TABLES.len());
        let without: Vec<_> = INVENTORY.table.iter().filter(|(_, table)| table.activity.is_none()).collect();
        assert!(without.is_empty(), "{:?}", without.iter().map(|(name, _)| name).collect::<Vec<_>>());
        for activity in Activity::ALL {
            assert!(!recorded(activity).stored.is_empty(), "{activity:?} stores nothing");
        }
        let cards = recorded(Activity::Cards).stored;
        let pupil = cards.iter().find(|(table, _)| *table == "pupil").unwrap();
        assert!(pupil.1.iter().any(|(_, level)| *level == Level::Encrypted), "{pupil:?}");
    }

    #[tokio::test]
    async fn the_record_is_for_those_who_read_the_log() {
        for office in TestOffice::both().await {
            let school = office.school("SP 1").await;
            for role in [Role::Administrator, Role::Head] {
                let record = office.desk(&school, role).await.processing_record().await.unwrap();
                assert_eq!((record.activities.len(), record.kept.sources), (7, 30), "{}", office.engine);
            }
            let refused = office.desk(&school, Role::Secretary).await.processing_record().await;
            assert!(matches!(refused, Err(Refused::Forbidden)), "{}", office.engine);
        }
    }
}
