//! The data inventory is complete: every column of both engines and every kind of file is listed, with purpose,
//! basis, retention and level, and nothing is listed that is not there.

use std::collections::{BTreeMap, BTreeSet};

use school::person::Role;
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

/// Words of what tells one face from another. No column is called so.
const BIOMETRIC: [&str; 9] =
    ["embedding", "landmark", "descriptor", "biometr", "vector", "feature", "face_print", "eyes", "people"];

/// What a photo's row holds; the verdicts are in `advice`, of which every remark has these keys.
const OF_A_PHOTO: &str = "id school pupil state clean review portrait width height crop_cx crop_cy crop_w crop_angle \
    advice declaration declared_at created_by created_at submitted_at reviewed_by reviewed_at reason note declared_exception \
    family_note reframed_at superseded_by source version";
const OF_A_REMARK: [&str; 3] = ["check", "severity", "value"];

#[tokio::test]
async fn nothing_biometric_is_stored() {
    for office in TestOffice::both().await {
        let school = office.school("SP 1").await;
        let pupil = office.pupil(&school, 1).await;
        let parent = office.parent(&school, pupil, "ewa@dom.test").await;
        let id = office.sent_photo(parent, pupil).await;
        let mut tx = office.db().everywhere(Mode::Write, office.now()).await.unwrap();
        for table in tx.tables().await.unwrap() {
            for (column, _) in tx.columns(&table).await.unwrap() {
                let named = BIOMETRIC.iter().any(|word| column.contains(word));
                assert!(!named, "{}: {table}.{column} sounds biometric", office.engine);
            }
        }
        let columns: BTreeSet<String> = tx.columns("photo").await.unwrap().into_iter().map(|column| column.0).collect();
        let known: BTreeSet<String> = OF_A_PHOTO.split_whitespace().map(str::to_owned).collect();
        assert_eq!(columns, known, "{}: a new column of a photo: is it about a face?", office.engine);

        let advice: Option<String> = value!(tx, "SELECT advice FROM photo WHERE id = $1", id.0).unwrap();
        let remarks: Vec<BTreeMap<String, serde_json::Value>> = serde_json::from_str(&advice.unwrap()).unwrap();
        let everything = r#"[{"check":"tilt","severity":"hint","value":1.0,"eyes":[1,2]}]"#;
        run!(tx, "UPDATE photo SET advice = $2 WHERE id = $1", id.0, everything).unwrap();
        tx.commit_housekeeping().await.unwrap();
        for remark in &remarks {
            let keys: Vec<&str> = remark.keys().map(String::as_str).collect();
            assert_eq!(keys, OF_A_REMARK, "{}", office.engine);
            assert!(remark["value"].is_number() && remark["check"].is_string(), "{remark:?}");
        }
        let record = office.desk(&school, Role::Secretary).await.photo(id).await;
        assert!(record.is_err(), "{}: a remark with more than its three words is none of ours", office.engine);
    }
}
