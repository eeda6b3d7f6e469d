//! What is printed on a card, frozen when its run is opened: name, school and head may change later, the card not.

use jiff::civil::Date;
use school::{
    law::{TemplateCode, dates::DateStyle, identity},
    number::CardNumber,
    pupil::{Identity, Pupil},
};
use serde::{Deserialize, Serialize};
use workshop::card::{CardError, Face, FitError, IdentityLine, Layout, preview};

use crate::{
    pupil::masked,
    refused::{Broken, Conflict, Refused},
    store::print_run::Issuer,
};

/// The words on one card as they are stored, sealed, with the card.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct PrintedFace {
    pub(crate) given: String,
    pub(crate) surname: String,
    /// As dates are written on the day of issue.
    pub(crate) born: String,
    pub(crate) identity: PrintedIdentity,
    pub(crate) school_name: String,
    pub(crate) school_address: String,
    pub(crate) head: String,
    /// As dates are written on that day.
    pub(crate) issued_on: String,
    pub(crate) number: String,
    pub(crate) template: String,
    /// Id of the layout it is set with.
    pub(crate) layout: String,
    /// Bears the word "Duplikat" (`L5-6`).
    pub(crate) duplicate: bool,
}

/// What stands under "Numer PESEL", with its parts (§ 24).
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PrintedIdentity {
    Pesel(String),
    Document { name: String, number: String },
}

impl From<&Identity> for PrintedIdentity {
    fn from(identity: &Identity) -> Self {
        match identity {
            Identity::Pesel(pesel) => Self::Pesel(pesel.expose().to_owned()),
            Identity::Document { name, number } => Self::Document { name: name.clone(), number: number.clone() },
        }
    }
}

impl PrintedIdentity {
    /// As the domain knows it.
    pub(crate) fn identity(&self) -> Result<Identity, Broken> {
        match self {
            Self::Pesel(digits) => {
                digits.parse().map(Identity::Pesel).map_err(|_| Broken::Inconsistent("a printed PESEL"))
            }
            Self::Document { name, number } => Ok(Identity::Document { name: name.clone(), number: number.clone() }),
        }
    }

    /// As paper says it: in full.
    pub(crate) fn written(&self) -> Result<String, Broken> {
        Ok(identity::written(&self.identity()?))
    }

    /// As pages say it: the last four digits only.
    pub(crate) fn masked(&self) -> Result<String, Broken> {
        Ok(masked(&self.identity()?))
    }
}

impl PrintedFace {
    /// The words of a pupil's card. `layout` is the layout's id.
    pub(crate) fn new(
        pupil: &Pupil,
        issuer: &Issuer,
        head: &str,
        issued_on: Date,
        number: CardNumber,
        (template, layout): (TemplateCode, &str),
        dates: DateStyle,
    ) -> Self {
        Self {
            given: pupil.name.given().to_owned(),
            surname: pupil.name.surname().to_owned(),
            born: dates.write(pupil.born),
            identity: (&pupil.identity).into(),
            school_name: issuer.name.clone(),
            school_address: issuer.address.clone(),
            head: head.to_owned(),
            issued_on: dates.write(issued_on),
            number: number.to_string(),
            template: template.to_string(),
            layout: layout.to_owned(),
            duplicate: false,
        }
    }

    /// Given names and surname.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.given, self.surname)
    }

    /// What the printer gets.
    pub(crate) fn to_print(&self, portrait: Vec<u8>) -> Face {
        let identity = match &self.identity {
            PrintedIdentity::Pesel(digits) => IdentityLine::Pesel(digits.clone()),
            PrintedIdentity::Document { name, number } => IdentityLine::Document(format!("{name} {number}")),
        };
        Face {
            name: self.name(),
            born: self.born.clone(),
            identity,
            school_name: self.school_name.clone(),
            school_address: self.school_address.clone(),
            head: self.head.clone(),
            issued_on: self.issued_on.clone(),
            number: self.number.clone(),
            portrait,
            duplicate: self.duplicate,
        }
    }

    /// What the screen gets: the same, but the PESEL masked.
    pub(crate) fn to_show(&self) -> Result<Face, Broken> {
        let masked = self.identity.masked()?;
        let identity = match self.identity {
            PrintedIdentity::Pesel(_) => IdentityLine::Pesel(masked),
            PrintedIdentity::Document { .. } => IdentityLine::Document(masked),
        };
        Ok(Face { identity, ..self.to_print(Vec::new()) })
    }
}

/// Can every one of them be printed? Setting letters takes a processor, so not on the threads that serve pages.
pub(crate) async fn must_fit(faces: &[PrintedFace], layout: &Layout) -> Result<(), Refused> {
    let (faces, layout) = (faces.to_vec(), layout.clone());
    tokio::task::spawn_blocking(move || faces.iter().try_for_each(|face| fits(face, &layout)))
        .await
        .map_err(Broken::panicked)?
}

fn fits(face: &PrintedFace, layout: &Layout) -> Result<(), Refused> {
    match preview(&face.to_print(Vec::new()), layout, "") {
        Ok(_) => Ok(()),
        Err(CardError::Fit { error: FitError::TooLong { field, .. } | FitError::Glyph { field, .. }, .. }) => {
            Err(Refused::Conflict(Conflict::DoesNotFit { pupil: face.name(), field: field.code().to_owned() }))
        }
        Err(error) => Err(Broken::Document(error.to_string()).into()),
    }
}
