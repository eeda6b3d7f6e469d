//! Everything a person can do: permission, transaction, event, job. One verb per file.
//!
//! The doors are the desks ([`StaffDesk`], [`FamilyDesk`], [`OperatorDesk`]) and, for what needs none, the [`Office`] itself.
//! SQL ([`store`]) and files ([`vault`]) are private modules: nothing outside this crate can reach them.

// Its macros are its own; only tests look at the tables from outside, so it stands first.
#[cfg_attr(test, macro_use)]
mod store;

pub mod access;
pub mod application;
pub mod audit;
pub mod card;
mod child;
pub mod class;
pub mod class_list;
pub mod clock;
mod desk;
mod digest;
pub mod export;
pub mod guardian;
pub mod hologram;
pub mod installation;
pub mod jobs;
pub mod keep;
mod keys;
pub mod ledger;
mod mail;
pub mod message;
pub mod mobile_id;
pub mod operator;
pub mod person;
pub mod photo;
pub mod photo_pack;
pub mod print_run;
pub mod protocol;
pub mod pupil;
mod refused;
pub mod register;
pub mod reminder;
pub mod rules;
pub mod staff;
pub mod state_mobile_id;
pub mod statistics;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod token;
pub mod tools;
mod vault;

pub use child::{ChildSettings, Walls};
pub use desk::{
    Factors, FamilyDesk, MailPlace, Office, Once, OpenError, OperatorDesk, Place, Settings, StaffDesk, SupportDesk,
    Visitor,
};
pub use keys::{KeyError, MasterKey, RecoveryKey, RecoveryKeyError};
pub use mail::{MailboxLetter, Trial, Trouble};
pub use refused::{Broken, Conflict, FieldError, Problem, Refused};
pub use store::{DatabasePlace, StoreError};
pub use workshop::photo::wire::Landlock;
/// Why a picture cannot be taken; the confined child's words, passed on.
pub mod fault {
    pub use workshop::photo::{Fault, Kind};
}
/// Why a table cannot be read; the confined child's words, passed on.
pub mod table {
    pub use workshop::table::{Encoding, Form, Kind, MOST_BYTES, MOST_COLUMNS, MOST_ROWS, TableFault};
}
pub use vault::{FileHash, FileKind, VaultError, VaultPlace};
