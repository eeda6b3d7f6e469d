//! What a school, a pupil, a photo and a card are, and what may happen to them.
//!
//! Nothing here touches a clock, a file or a network: time and identity arrive as arguments.
//! A state is an enum variant that carries its evidence; a transition consumes the old value and
//! gives the new one or a named refusal. What the law says is in [`law`], row by dated row.

pub mod access;
pub mod application;
pub mod bank_account;
pub mod card;
pub mod class_list;
pub mod class_name;
pub mod code;
pub mod crop;
pub mod email;
pub mod event;
pub mod guardian;
pub mod language;
pub mod law;
pub mod ledger;
pub mod mobile_id;
pub mod name;
pub mod note;
pub mod number;
pub mod numeric_login;
pub mod permission;
pub mod person;
pub mod pesel;
pub mod photo;
pub mod photo_match;
pub mod promotion;
pub mod pupil;
pub mod register;
pub mod rspo;
pub mod school_kind;
pub mod school_text;
pub mod search;
pub mod set_up;
pub mod state_mobile_id;
pub mod statistics;
pub mod year;

use std::{fmt, str::FromStr};

use uuid::Uuid;

/// Declares a typed identifier, so that a photo's can never be passed for a pupil's.
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

id! {
    /// A school using this installation (*szkoła*): the tenant and the issuer of cards.
    SchoolId
    /// Someone with an account (*konto*); may belong to several schools.
    PersonId
    /// A class (*oddział, klasa*).
    ClassId
    /// A pupil on a school's roll (*uczeń*).
    PupilId
    /// A class list that was uploaded (*lista klasy*).
    ClassListId
    /// A link between a person and a pupil (*powiązanie*).
    GuardianId
    /// A photo someone submitted (*zdjęcie*).
    PhotoId
    /// A photographer's pack that was handed in (*paczka od fotografa*).
    PhotoPackId
    /// A card, once its number has been given (*legitymacja*).
    CardId
    /// A batch of cards printed together (*partia druku*).
    PrintRunId
    /// One official pre-printed card (*blankiet*).
    BlankId
    /// A movement of blanks or holograms in the ledger (*ruch druków*).
    MovementId
    /// A row of the nominal register (*wpis w imiennej ewidencji*).
    EntryId
    /// An application for another card (*wniosek*).
    ApplicationId
    /// A protocol of two people (*protokół zniszczenia*).
    ProtocolId
    /// Parents' objection against *mLegitymacja* (*sprzeciw*).
    ObjectionId
    /// Something to be done in SIO.
    SioTaskId
    /// A message to a person (*wiadomość*).
    MessageId
    /// A token for the API.
    TokenId
    /// A request of whoever runs the installation to look into a school (*prośba o wgląd*).
    AccessId
}
