//! Offices for tests, of both kinds: SQLite with a folder, and PostgreSQL with S3 where the tests' services run.
//!
//! `TEST_POSTGRES` (a superuser's address) and `TEST_S3` say where; `REQUIRE_ENGINES=1` makes
//! their absence a failure. The clock stands still at 7 September 2026, 8:00 UTC, letters go into a folder, and photos
//! go through a pretended child that answers with one drawn picture, unless `PROGRAM` names the real program.

mod cast;
mod pretended;
mod school;
mod services;

use std::{
    fmt::Debug,
    path::{Path, PathBuf},
    time::Duration,
};

use jiff::Timestamp;
use tempfile::TempDir;
use workshop::table::write::{self, Sheet};

use crate::{
    child::ChildSettings,
    clock::Clock,
    desk::{MailPlace, Office, Settings},
    store::DatabasePlace,
    vault::VaultPlace,
};

pub use school::TestSchool;

/// When every test begins: a Monday of the first school week.
pub const START: &str = "2026-09-07T08:00:00Z";

/// The address under which a test's links begin.
pub const PUBLIC_URL: &str = "https://legitka.test";

/// An office of a test's own. Everything it kept goes with it (the services keep theirs until they stop).
pub struct TestOffice {
    /// `sqlite` or `postgres`: for the words of a failure.
    pub engine: &'static str,
    /// The office.
    pub office: Office,
    /// Its clock.
    pub clock: Clock,
    folder: TempDir,
}

impl std::ops::Deref for TestOffice {
    type Target = Office;

    fn deref(&self) -> &Office {
        &self.office
    }
}

impl TestOffice {
    /// One of each kind that is there: tests loop over them.
    ///
    /// # Panics
    /// If one cannot be opened, or is required and not there.
    pub async fn both() -> Vec<Self> {
        let mut offices = vec![Self::sqlite().await];
        match services::found() {
            Some(services) => offices.push(Self::postgres(&services).await),
            None => println!("only SQLite: TEST_POSTGRES and TEST_S3 are not set (scripts/services.sh start)"),
        }
        offices
    }

    /// SQLite and a folder.
    ///
    /// # Panics
    /// If it cannot be opened.
    pub async fn sqlite() -> Self {
        let folder = sure(tempfile::tempdir());
        let place =
            (DatabasePlace::Sqlite(folder.path().join("legitka.db")), VaultPlace::Folder(folder.path().join("vault")));
        Self::open("sqlite", folder, place).await
    }

    async fn postgres(services: &services::Services) -> Self {
        let folder = sure(tempfile::tempdir());
        let place = (DatabasePlace::Postgres(services.database().await), services.bucket());
        Self::open("postgres", folder, place).await
    }

    async fn open(engine: &'static str, folder: TempDir, (database, vault): (DatabasePlace, VaultPlace)) -> Self {
        let start: Timestamp = sure(START.parse());
        let clock = Clock::still(start);
        let program = std::env::var_os("PROGRAM").map_or_else(|| pretended::child(folder.path()), PathBuf::from);
        let settings = Settings {
            database,
            vault,
            key_file: folder.path().join("keys/legitka.key"),
            public_url: PUBLIC_URL.to_owned(),
            mail: MailPlace::Folder(folder.path().join("mail")),
            mail_from: "Legitka <legitka@legitka.test>".to_owned(),
            child: ChildSettings { program, at_once: 2, waiting: 8, deadline: Duration::from_secs(20) },
            clock: clock.clone(),
        };
        Self { engine, office: sure(Office::open(settings).await), clock, folder }
    }

    /// Closes the office and opens it again, as after a restart of the program.
    ///
    /// # Panics
    /// If it does not open.
    pub async fn reopen(&mut self) {
        self.office.close().await;
        self.office = sure(Office::open(self.office.settings().clone()).await);
    }

    /// Lets time pass.
    pub fn advance(&self, seconds: i64) {
        self.clock.advance(seconds);
    }

    /// The folder into which letters go, each as `.eml` and `.json`.
    #[must_use]
    pub fn letters(&self) -> PathBuf {
        self.folder.path().join("mail")
    }

    /// A folder of the test's own.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A table as it is uploaded; the pretended child knows what stands in it.
    ///
    /// # Panics
    /// If no file can be made.
    #[must_use]
    pub fn table(&self, bytes: &[u8]) -> std::fs::File {
        use std::io::{Seek, Write};
        pretended::knows(self.folder.path(), bytes);
        let mut file = sure(tempfile::tempfile());
        sure(file.write_all(bytes));
        sure(file.rewind());
        file
    }

    /// A workbook with three sheets: an introduction, class 1A and class 2B, the two with the same headings.
    ///
    /// # Panics
    /// If it cannot be written.
    #[must_use]
    pub fn workbook() -> Vec<u8> {
        let cells = |text: &str| text.split(';').map(str::to_owned).collect::<Vec<_>>();
        let class = |title, pupil: String| Sheet {
            title,
            headings: cells("Nazwisko;Imię;Klasa;PESEL;Ulica"),
            rows: vec![cells(&pupil)],
        };
        let sheets = [
            Sheet { title: "O pliku", headings: cells("Wykaz"), rows: vec![cells("szkoła")] },
            class("Klasa 1A", format!("Żak;Żaneta;1A;{};Leśna 1", Self::pesel(50))),
            class("Klasa 2B", format!("Lis;Ewa;2B;{};Leśna 2", Self::pesel(51))),
        ];
        sure(write::workbook(&sheets, sure(START.parse())))
    }

    /// A photographer's pack as it is uploaded, with these files: each is the picture, the pretended child knows them.
    ///
    /// # Panics
    /// If it cannot be packed.
    #[must_use]
    pub fn pack(&self, names: &[&str]) -> Vec<u8> {
        let files: Vec<_> = names.iter().map(|name| ((*name).to_owned(), pretended::PICTURE.to_vec())).collect();
        let pack = sure(workshop::bundle::pack(&files));
        pretended::knows_pack(self.folder.path(), &pack);
        pack
    }

    /// An upload. The pretended child takes any file that is not empty; this is the picture it answers with.
    ///
    /// # Panics
    /// If no file can be made.
    #[must_use]
    pub fn upload() -> std::fs::File {
        use std::io::{Seek, Write};
        let mut file = sure(tempfile::tempfile());
        sure(file.write_all(pretended::PICTURE));
        sure(file.rewind());
        file
    }
}

/// From now on this process hashes passwords for next to nothing: for a test that makes hundreds of people and is not
/// about passwords. What was hashed before is verified at its own cost.
pub fn cheap_passwords() {
    crate::person::password::CHEAP.store(true, std::sync::atomic::Ordering::Relaxed);
}

/// What a test cannot go on without.
pub(crate) fn sure<T, E: Debug>(result: Result<T, E>) -> T {
    result.unwrap_or_else(|error| panic!("the test office: {error:?}"))
}
