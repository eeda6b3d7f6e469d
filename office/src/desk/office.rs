//! The office: database, vault, keys, photo workshop and clock in one hand.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
};

use jiff::Timestamp;
use school::{ClassListId, SchoolId, event::Event};
use tokio::sync::Notify;

use crate::{
    child::{ChildFault, ChildSettings, Walls, Workshop},
    class_list::Progress,
    clock::Clock,
    keys::{KeyError, MasterKey, SchoolKey},
    mail::Mailer,
    mobile_id::CheckedCodes,
    refused::{Broken, Refused},
    store::{self, Actor, DatabasePlace, Db, IfMissing, Mode, StoreError},
    vault::{Vault, VaultError, VaultPlace},
};

/// How letters leave.
#[derive(Clone, Debug)]
pub enum MailPlace {
    /// Through an SMTP server: `smtp://user:password@host:port` or `smtps://…`.
    Smtp(String),
    /// Into a folder that the demo shows as a mailbox.
    Folder(PathBuf),
}

/// Everything an office needs to open.
#[derive(Clone)]
pub struct Settings {
    /// The database.
    pub database: DatabasePlace,
    /// The files.
    pub vault: VaultPlace,
    /// The key file, apart from the data.
    pub key_file: PathBuf,
    /// The address under which people reach this installation; every link begins with it.
    pub public_url: String,
    /// How letters leave.
    pub mail: MailPlace,
    /// The sender of every letter.
    pub mail_from: String,
    /// The confined photo workshop.
    pub child: ChildSettings,
    /// The clock.
    pub clock: Clock,
}

/// Why an office cannot open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The keys.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The photo workshop.
    #[error("the photo workshop: {0:?}")]
    Child(ChildFault),
    /// The key file belongs to another database.
    #[error("the key file {0} is not the one this database was made with")]
    WrongKey(PathBuf),
    /// The letters.
    #[error("mail: {0}")]
    Mail(String),
    /// A statement failed.
    #[error(transparent)]
    Refused(#[from] Refused),
}

/// Database, vault, keys, photo workshop and clock. Cheap to clone.
#[derive(Clone)]
pub struct Office(Arc<Inner>);

struct Inner {
    db: Db,
    vault: Vault,
    master: MasterKey,
    school_keys: RwLock<HashMap<SchoolId, Arc<SchoolKey>>>,
    workshop: Workshop,
    walls: Walls,
    mailer: Mailer,
    settings: Settings,
    wake: Notify,
    /// How far each class list has come that is being taken over by this process.
    lists: RwLock<HashMap<ClassListId, Progress>>,
    /// Which codes of school IDs were checked here in the last minute.
    checked_codes: CheckedCodes,
}

impl Office {
    /// Opens database and vault, brings the schema up to date and checks the key. A new installation gets its key
    /// file here; its recovery key is made at set-up.
    ///
    /// # Errors
    /// With a sentence for whoever starts the program.
    pub async fn open(settings: Settings) -> Result<Self, OpenError> {
        let db = store::open(&settings.database, IfMissing::Make).await?;
        db.migrate().await?;
        let vault = Vault::open(&settings.vault)?;
        let now = settings.clock.now();
        let mut tx = db.everywhere(Mode::Write, now).await?;
        let known = tx.key_check().await?;
        let master = if known.is_none() && !settings.key_file.exists() {
            let master = MasterKey::generate();
            master.write_new(&settings.key_file)?;
            master
        } else {
            MasterKey::read(&settings.key_file)?
        };
        if known.is_some_and(|check| check != master.check()) {
            return Err(OpenError::WrongKey(settings.key_file));
        }
        tx.start_installation(&master).await?;
        Self::equip(db, vault, master, settings).await
    }

    /// Opens an installation that is there. Makes neither database nor key and changes no schema: a mistyped folder is
    /// to be noticed, and whoever only looks changes nothing.
    ///
    /// # Errors
    /// With a sentence for whoever starts the program.
    pub async fn open_existing(settings: Settings) -> Result<Self, OpenError> {
        let db = store::open(&settings.database, IfMissing::Refuse).await?;
        db.must_be_current().await?;
        let vault = Vault::open_existing(&settings.vault)?;
        let known = db.everywhere(Mode::Read, settings.clock.now()).await?.key_check().await?;
        let known = known.ok_or_else(|| StoreError::NoInstallation("the database holds none".to_owned()))?;
        let master = MasterKey::read(&settings.key_file)?;
        if known != master.check() {
            return Err(OpenError::WrongKey(settings.key_file));
        }
        Self::equip(db, vault, master, settings).await
    }

    async fn equip(db: Db, vault: Vault, master: MasterKey, settings: Settings) -> Result<Self, OpenError> {
        let (workshop, walls) = Workshop::open(settings.child.clone()).await.map_err(OpenError::Child)?;
        let mailer = Mailer::open(&settings.mail, &settings.mail_from).map_err(OpenError::Mail)?;
        let (school_keys, wake, lists) = (RwLock::default(), Notify::new(), RwLock::default());
        let checked_codes = CheckedCodes::default();
        let inner =
            Inner { db, vault, master, school_keys, workshop, walls, mailer, settings, wake, lists, checked_codes };
        Ok(Self(Arc::new(inner)))
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.settings.clock.now()
    }

    /// The settings it was opened with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// What confines the photo workshop on this machine.
    #[must_use]
    pub fn walls(&self) -> Walls {
        self.0.walls
    }

    /// Does everything answer that is needed to serve? For the readiness check.
    pub async fn ready(&self) -> bool {
        let installed = async { self.db().everywhere(Mode::Read, self.now()).await?.key_check().await };
        matches!(installed.await, Ok(Some(_))) && self.vault().answers().await
    }

    /// Closes the database in good order.
    pub async fn close(&self) {
        self.0.db.close().await;
    }

    pub(crate) fn db(&self) -> &Db {
        &self.0.db
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.0.vault
    }

    pub(crate) fn master(&self) -> &MasterKey {
        &self.0.master
    }

    pub(crate) fn workshop(&self) -> &Workshop {
        &self.0.workshop
    }

    pub(crate) fn mailer(&self) -> &Mailer {
        &self.0.mailer
    }

    pub(crate) fn checked_codes(&self) -> &CheckedCodes {
        &self.0.checked_codes
    }

    /// Tells the worker that there may be something to do.
    pub(crate) fn wake(&self) {
        self.0.wake.notify_one();
    }

    /// Waits until somebody calls [`Office::wake`].
    pub(crate) async fn woken(&self) {
        self.0.wake.notified().await;
    }

    /// How far a class list has come that is being taken over by this process; none if it is none.
    pub(crate) fn progress(&self, list: ClassListId) -> Option<Progress> {
        self.0.lists.read().unwrap_or_else(PoisonError::into_inner).get(&list).copied()
    }

    /// Tells how far a class list has come, or that nobody here is at work on it any more.
    pub(crate) fn tell_progress(&self, list: ClassListId, progress: Option<Progress>) {
        let mut lists = self.0.lists.write().unwrap_or_else(PoisonError::into_inner);
        match progress {
            Some(progress) => lists.insert(list, progress),
            None => lists.remove(&list),
        };
    }

    /// A school's data key, unwrapped once and kept.
    pub(crate) async fn school_key(&self, school: SchoolId) -> Result<Arc<SchoolKey>, Refused> {
        if let Some(key) = self.0.school_keys.read().unwrap_or_else(PoisonError::into_inner).get(&school) {
            return Ok(Arc::clone(key));
        }
        let wrapped = self.db().everywhere(Mode::Read, self.now()).await?.data_key(school).await?;
        let key = Arc::new(self.master().school_key(school.0.as_bytes(), &wrapped.ok_or(Refused::NotFound)?)?);
        self.0.school_keys.write().unwrap_or_else(PoisonError::into_inner).insert(school, Arc::clone(&key));
        Ok(key)
    }
}

impl store::Tx<store::Everywhere> {
    /// The row of the installation and its audit chain, once.
    async fn start_installation(mut self, master: &MasterKey) -> Result<(), Refused> {
        if !self.add_installation(&master.check()).await? {
            return Ok(());
        }
        self.start_chain(store::audit::INSTALLATION).await?;
        let event = Event::new("installation.started", uuid::Uuid::nil());
        self.commit(&Actor::SYSTEM, event).await
    }
}

impl From<ChildFault> for Refused {
    fn from(fault: ChildFault) -> Self {
        match fault {
            // The child's own processor time is limited as well, so time runs out only where the machine is overloaded.
            ChildFault::Busy | ChildFault::TimedOut => Self::Busy,
            // A photo that kills its reader is, for the family, a photo that cannot be read.
            ChildFault::Died(_) => Self::Photo(workshop::photo::Fault::Damaged),
            ChildFault::Closed(error) => Self::Broken(Broken::Child(error.to_string())),
        }
    }
}
