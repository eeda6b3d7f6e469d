//! Where each datum stands on the card: one data file per template and act.
//!
//! Everything else on the card (labels, title, guilloche, symbols) is on the blank from its producer
//! and is never printed (law.md 2.4); it is listed here so that values keep clear of it.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::font::Weight;

/// MEiN-I/1 of 2023 (law.md 2.3, 2.5).
const MEIN_I_1_2023: &str = include_str!("layout/mein-i-1-2023.json");

/// The layouts that the program brings along.
const BUILT_IN: [(&str, &str); 1] = [("MEiN-I/1", MEIN_I_1_2023)];

/// The same, read once: names are measured by them one at a time.
static READ: LazyLock<Vec<Layout>> =
    LazyLock::new(|| BUILT_IN.iter().filter_map(|(_, text)| Layout::read(text).ok()).collect());

/// Every layout that the program brings along.
pub(super) fn built_in() -> &'static [Layout] {
    &READ
}

/// Why a layout cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LayoutError {
    /// No layout is known for this template code.
    #[error("no layout for the template {0}")]
    Unknown(String),
    /// The text is not a layout.
    #[error("not a layout: {0}")]
    Syntax(#[from] serde_json::Error),
    /// A field or the photo reaches out of the safe area, or its sizes contradict each other.
    #[error("the layout {id} is wrong at {place}")]
    Geometry {
        /// The layout's id.
        id: String,
        /// The field, or `photo`.
        place: String,
    },
}

/// How sure the positions are (law.md, tags).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read in the act or measured on a real blank.
    Confirmed,
    /// A default; measure a blank before the first print.
    Unconfirmed,
}

/// Where the data of one template stand. Lengths in mm from the top left corner, type in points.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Template and year of the act: `MEiN-I/1@2023`.
    pub id: String,
    /// Sources of the positions.
    pub basis: String,
    /// How sure they are.
    pub confidence: Confidence,
    /// Width of the card (ISO/IEC 7810 ID-1: 85.60).
    pub width_mm: f32,
    /// Height of the card (53.98).
    pub height_mm: f32,
    /// Margin in which nothing is printed.
    pub safe_mm: f32,
    /// The photo.
    pub photo: PhotoBox,
    /// The data.
    pub fields: Vec<Field>,
    /// Texts that are on the blank already.
    pub preprinted: Vec<Label>,
    /// White strip behind the title, on the blank already.
    pub strip: Area,
    /// Optically variable symbol, on the blank already.
    pub symbol: Area,
}

/// A rectangle in mm.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Left edge.
    pub x_mm: f32,
    /// Top edge.
    pub y_mm: f32,
    /// Width.
    pub w_mm: f32,
    /// Height.
    pub h_mm: f32,
}

/// The place of the photo (`L2.5-4`).
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhotoBox {
    /// Left edge.
    pub x_mm: f32,
    /// Top edge.
    pub y_mm: f32,
    /// Width.
    pub w_mm: f32,
    /// Height.
    pub h_mm: f32,
    /// Fewest dots per inch.
    pub min_dpi: f32,
}

/// What a field holds (law.md 2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldName {
    /// The word "Duplikat" (`L5-6`).
    Duplicate,
    /// Imię (imiona) i nazwisko (`L2.3-1`).
    Name,
    /// Data urodzenia (`L2.3-2`).
    Born,
    /// Numer PESEL, or name and number of a document (`L2.3-3`).
    Identity,
    /// Nazwa i adres szkoły (`L2.3-4`).
    School,
    /// Dyrektor szkoły (`L2.3-5`).
    Head,
    /// Data wydania (`L2.3-6`).
    IssuedOn,
    /// Nr (`L2.3-7`).
    Number,
}

impl FieldName {
    /// The name in data files, messages and logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Duplicate => "duplicate",
            Self::Name => "name",
            Self::Born => "born",
            Self::Identity => "identity",
            Self::School => "school",
            Self::Head => "head",
            Self::IssuedOn => "issued_on",
            Self::Number => "number",
        }
    }
}

impl std::fmt::Display for FieldName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// Horizontal alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// At the left edge.
    Left,
    /// In the middle.
    Centre,
}

/// Vertical alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Valign {
    /// From the top edge down.
    Top,
    /// Capitals in the middle.
    Middle,
}

/// One field: its box and the sizes its text may take.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// What it holds.
    pub name: FieldName,
    /// Left edge.
    pub x_mm: f32,
    /// Top edge; no ink above.
    pub y_mm: f32,
    /// Width.
    pub w_mm: f32,
    /// Height; no ink below.
    pub h_mm: f32,
    /// Weight of the type.
    pub weight: Weight,
    /// Size that is tried first.
    pub size_pt: f32,
    /// Smallest size; below it the secretary is asked.
    pub min_pt: f32,
    /// Sizes below this are reported.
    pub flag_pt: f32,
    /// Most lines.
    pub lines: usize,
    /// Smallest distance of two baselines, in em.
    pub pitch_em: f32,
    /// Horizontal alignment.
    pub align: Align,
    /// Vertical alignment.
    pub valign: Valign,
}

/// A text on the blank.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// The text.
    pub text: String,
    /// Left edge.
    pub x_mm: f32,
    /// Top of its capitals.
    pub top_mm: f32,
    /// Size.
    pub size_pt: f32,
    /// Weight.
    pub weight: Weight,
    /// Width, where it was measured.
    pub w_mm: Option<f32>,
}

impl Layout {
    /// The layout of a template, e.g. `MEiN-I/1`.
    ///
    /// # Errors
    /// [`LayoutError::Unknown`] for a template that has none.
    pub fn of(template: &str) -> Result<Self, LayoutError> {
        let (_, text) = BUILT_IN
            .iter()
            .find(|(code, _)| *code == template)
            .ok_or_else(|| LayoutError::Unknown(template.to_owned()))?;
        Self::read(text)
    }

    /// Reads a layout, such as one that a school corrected after measuring its blanks.
    ///
    /// # Errors
    /// [`LayoutError::Syntax`], or [`LayoutError::Geometry`] if something leaves the safe area.
    pub fn read(json: &str) -> Result<Self, LayoutError> {
        let layout: Self = serde_json::from_str(json)?;
        match layout.fault() {
            None => Ok(layout),
            Some(place) => Err(LayoutError::Geometry { id: layout.id, place }),
        }
    }

    /// The field of this name, if the template has it.
    pub fn field(&self, name: FieldName) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    fn fault(&self) -> Option<String> {
        let photo = self.photo;
        if !self.holds(photo.x_mm, photo.y_mm, photo.w_mm, photo.h_mm) || photo.min_dpi < 1.0 {
            return Some("photo".to_owned());
        }
        self.fields
            .iter()
            .find(|f| {
                let sizes = 1.0 <= f.min_pt && f.min_pt <= f.size_pt && f.lines > 0;
                !(sizes && self.holds(f.x_mm, f.y_mm, f.w_mm, f.h_mm))
            })
            .map(|field| field.name.to_string())
    }

    fn holds(&self, x: f32, y: f32, w: f32, h: f32) -> bool {
        // A hundredth of a millimetre of rounding is no fault.
        let edge = self.safe_mm - 0.01;
        w > 0.0 && h > 0.0 && x >= edge && y >= edge && x + w <= self.width_mm - edge && y + h <= self.height_mm - edge
    }
}
