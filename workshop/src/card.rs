//! The card: what is printed on the official blank, and its preview on screen.
//!
//! Only the person's data and photo are ever drawn for print; the blank brings the rest
//! (law.md 2.4, 2.6; UDP art. 58 on replicas).

pub mod fit;
pub mod layout;
mod preview;
mod sheet;

pub use fit::FitError;
pub use layout::{FieldName, Layout, LayoutError};
pub use preview::preview;
pub use sheet::{FitNote, Sheet, fit_notes, sheet};

use crate::font::Line;

/// Everything that stands on one card, as text in its final form.
#[derive(Clone)]
pub struct Face {
    /// All given names and the surname, in full.
    pub name: String,
    /// Day, month in words, year: "5 czerwca 2015".
    pub born: String,
    /// PESEL or another document.
    pub identity: IdentityLine,
    /// Full name of the school.
    pub school_name: String,
    /// Its address, on one line.
    pub school_address: String,
    /// Given name and surname of the head.
    pub head: String,
    /// Day, month in words, year; empty only in a preview.
    pub issued_on: String,
    /// Number of the document: "12/2026"; empty only in a preview.
    pub number: String,
    /// The developed portrait 35:45 as JPEG; unused in a preview.
    pub portrait: Vec<u8>,
    /// A duplicate bears the word (`L5-6`).
    pub duplicate: bool,
}

/// What stands under "Numer PESEL".
#[derive(Clone, PartialEq, Eq)]
pub enum IdentityLine {
    /// Eleven digits.
    Pesel(String),
    /// Name and number of an identity document (§ 24).
    Document(String),
}

impl IdentityLine {
    fn text(&self) -> &str {
        match self {
            Self::Pesel(text) | Self::Document(text) => text,
        }
    }
}

/// Why cards cannot be drawn. `card` counts from 0; messages bear no personal data.
#[derive(Debug, thiserror::Error)]
pub enum CardError {
    /// There is no card to draw.
    #[error("no cards")]
    NoCards,
    /// A text does not fit or cannot be set.
    #[error("card {card}: {error}")]
    Fit {
        /// Which card.
        card: usize,
        /// What is wrong.
        error: FitError,
    },
    /// A datum that the card must bear is empty.
    #[error("card {card}: the field {field} is empty")]
    Empty {
        /// Which card.
        card: usize,
        /// Which field.
        field: FieldName,
    },
    /// The portrait is not a JPEG that can be embedded.
    #[error("card {card}: the portrait cannot be read")]
    Portrait {
        /// Which card.
        card: usize,
    },
    /// The portrait is too coarse for its box (`L2.5-4`).
    #[error("card {card}: the portrait gives {dpi:.0} dpi")]
    Coarse {
        /// Which card.
        card: usize,
        /// Dots per inch that it would give.
        dpi: f32,
    },
    /// The PDF writer failed.
    #[error("the PDF cannot be written: {0}")]
    Pdf(String),
}

/// Does a name stand in full, at the smallest size at least, on every card that we can print?
#[must_use]
pub fn name_fits(name: &str) -> bool {
    let fields = layout::built_in().iter().flat_map(|layout| &layout.fields);
    fields
        .filter(|field| field.name == FieldName::Name)
        .all(|field| !matches!(fit::fit(field, &[name]), Err(FitError::TooLong { .. })))
}

/// The paragraphs of a field.
fn paragraphs<'a>(face: &'a Face, field: FieldName) -> Vec<&'a str> {
    let all: &[&'a str] = match field {
        FieldName::Duplicate if face.duplicate => &["Duplikat"],
        FieldName::Duplicate => &[],
        FieldName::Name => &[&face.name],
        FieldName::Born => &[&face.born],
        FieldName::Identity => &[face.identity.text()],
        FieldName::School => &[&face.school_name, &face.school_address],
        FieldName::Head => &[&face.head],
        FieldName::IssuedOn => &[&face.issued_on],
        FieldName::Number => &[&face.number],
    };
    all.iter().copied().filter(|text| !text.trim().is_empty()).collect()
}

/// The set lines of one field; none if it is empty.
struct SetField<'a> {
    field: &'a layout::Field,
    lines: Vec<Line>,
}

/// Sets all fields of a card.
fn set<'a>(face: &Face, layout: &'a Layout, card: usize) -> Result<Vec<SetField<'a>>, CardError> {
    layout
        .fields
        .iter()
        .map(|field| {
            let lines =
                fit::fit(field, &paragraphs(face, field.name)).map_err(|error| CardError::Fit { card, error })?;
            Ok(SetField { field, lines })
        })
        .collect()
}
