//! The data inventory is complete: every column of both engines and every kind of file is listed, with purpose,
//! basis, retention and level, and nothing is listed that is not there.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::{
    store::{Mode, dialect::TABLES},
    testing::TestOffice,
    vault::FileKind,
};

#[derive(Deserialize)]
struct Inventory {
    table: BTreeMap<String, Table>,
    file: BTreeMap<String, File>,
}

#[derive(Deserialize)]
struct Table {
    purpose: String,
    basis: String,
    retention: String,
    columns: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct File {
    purpose: String,
    basis: String,
    retention: String,
    level: String,
}

const LEVELS: [&str; 6] = ["encrypted", "hashed", "keyed", "personal", "pseudonymous", "internal"];

#[tokio::test]
async fn every_column_and_every_kind_of_file_is_listed() {
    let inventory: Inventory = toml::from_str(include_str!("../../../data-inventory.toml")).unwrap();
    for office in TestOffice::both().await {
        let mut tx = office.db().everywhere(Mode::Read, office.now()).await.unwrap();
        let there: BTreeSet<String> = tx.tables().await.unwrap().into_iter().collect();
        assert_eq!(there, TABLES.iter().map(|name| (*name).to_owned()).collect(), "store::dialect::TABLES");
        assert_eq!(there, inventory.table.keys().cloned().collect(), "tables");
        for (name, table) in &inventory.table {
            let columns: BTreeSet<String> =
                tx.columns(name).await.unwrap().into_iter().map(|column| column.0).collect();
            assert_eq!(columns, table.columns.keys().cloned().collect(), "columns of {name}");
            assert!(![&table.purpose, &table.basis, &table.retention].iter().any(|text| text.is_empty()), "{name}");
            for (column, level) in &table.columns {
                assert!(LEVELS.contains(&level.as_str()), "{name}.{column}: {level}");
            }
        }
    }
    let kinds: BTreeSet<String> = FileKind::ALL.iter().map(|kind| kind.code().to_owned()).collect();
    assert_eq!(kinds, inventory.file.keys().cloned().collect(), "kinds of files");
    for (kind, file) in &inventory.file {
        assert_eq!(file.level, "encrypted", "{kind}");
        assert!(![&file.purpose, &file.basis, &file.retention].iter().any(|text| text.is_empty()), "{kind}");
    }
}
