//! The typeface of everything printed: Arimo, the metric twin of Arial (law.md `L2.5-7`).
//!
//! One shaping serves both measuring and drawing, so a text is exactly as wide as it was measured.

pub(crate) mod lines;

use std::sync::LazyLock;

use krilla::geom::Point;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, UnicodeBuffer, ttf_parser};

static REGULAR: LazyLock<Option<Typeface>> = LazyLock::new(|| Typeface::read(include_bytes!(env!("ARIMO_REGULAR"))));
static BOLD: LazyLock<Option<Typeface>> = LazyLock::new(|| Typeface::read(include_bytes!(env!("ARIMO_BOLD"))));

/// Points in a millimetre.
pub(crate) const PT_PER_MM: f32 = 72.0 / 25.4;

/// Weight of the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

/// Why a text cannot be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// The embedded font file cannot be read; the build is broken.
    #[error("the embedded font cannot be read")]
    Broken,
    /// The font has no picture for this character, or it runs from right to left.
    #[error("the font has no glyph for U+{:04X}", *.0 as u32)]
    Missing(char),
}

/// One weight of the typeface, ready to measure and to draw.
pub(crate) struct Typeface {
    face: Face<'static>,
    pdf: krilla::text::Font,
    em: f32,
}

impl Typeface {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let face = Face::from_slice(bytes, 0)?;
        let pdf = krilla::text::Font::new(bytes.into(), 0)?;
        let em = f32::from(u16::try_from(face.units_per_em()).ok()?);
        Some(Self { face, pdf, em })
    }

    /// The weight's typeface.
    ///
    /// # Errors
    /// [`FontError::Broken`] if the embedded file cannot be read.
    pub(crate) fn of(weight: Weight) -> Result<&'static Self, FontError> {
        let slot = match weight {
            Weight::Regular => &REGULAR,
            Weight::Bold => &BOLD,
        };
        slot.as_ref().ok_or(FontError::Broken)
    }

    /// Height of a capital without diacritics, in em.
    pub(crate) fn capital(&self) -> f32 {
        self.face.capital_height().map_or(0.716, |h| f32::from(h) / self.em)
    }

    /// Shapes one line of text from left to right.
    ///
    /// # Errors
    /// [`FontError::Missing`] for the first character without a glyph.
    pub(crate) fn shape(&self, text: &str) -> Result<Run, FontError> {
        if let Some(c) = text.chars().find(|&c| right_to_left(c) || c.is_control()) {
            return Err(FontError::Missing(c));
        }
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let shaped = rustybuzz::shape(&self.face, &[], buffer);
        let mut run = Run::empty(text);
        for (i, (info, at)) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()).enumerate() {
            let start = info.cluster as usize;
            let end = shaped.glyph_infos()[i + 1..]
                .iter()
                .map(|next| next.cluster as usize)
                .find(|&next| next > start)
                .unwrap_or(text.len());
            let glyph = u16::try_from(info.glyph_id).unwrap_or(0);
            if glyph == 0 {
                let missing = text[start..].chars().next().unwrap_or('\u{FFFD}');
                return Err(FontError::Missing(missing));
            }
            self.push(&mut run, glyph, *at, start..end);
        }
        Ok(run)
    }

    fn push(&self, run: &mut Run, glyph: u16, at: rustybuzz::GlyphPosition, range: std::ops::Range<usize>) {
        // Glyph positions are whole font units far below 2^24, so f32 holds them exactly.
        #[expect(clippy::cast_precision_loss, reason = "exact below 2^24")]
        let em = |units: i32| units as f32 / self.em;
        if let Some(ink) = self.face.glyph_bounding_box(ttf_parser::GlyphId(glyph)) {
            let rise = em(at.y_offset);
            run.top = run.top.max(f32::from(ink.y_max) / self.em + rise);
            run.bottom = run.bottom.max(-(f32::from(ink.y_min) / self.em + rise));
        }
        run.width += em(at.x_advance);
        run.glyphs.push(KrillaGlyph::new(
            GlyphId::new(u32::from(glyph)),
            em(at.x_advance),
            em(at.x_offset),
            em(at.y_offset),
            0.0,
            range,
            None,
        ));
    }
}

/// A shaped line; all measures in em, to be multiplied by the size.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// The text itself.
    pub(crate) text: String,
    /// Its glyphs.
    pub(crate) glyphs: Vec<KrillaGlyph>,
    /// Advance width.
    pub(crate) width: f32,
    /// How far the ink rises above the baseline.
    pub(crate) top: f32,
    /// How far the ink hangs below the baseline.
    pub(crate) bottom: f32,
}

impl Run {
    fn empty(text: &str) -> Self {
        Self { text: text.to_owned(), glyphs: Vec::new(), width: 0.0, top: 0.0, bottom: 0.0 }
    }
}

/// One line of text in its place on a page.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// The shaped text.
    pub(crate) run: Run,
    /// The weight it was shaped in.
    pub(crate) weight: Weight,
    /// Left end of the baseline, mm.
    pub(crate) x_mm: f32,
    /// Baseline, mm from the top.
    pub(crate) y_mm: f32,
    /// Size in points.
    pub(crate) size_pt: f32,
}

impl Line {
    /// Width in mm.
    pub(crate) fn width_mm(&self) -> f32 {
        self.run.width * self.size_pt / PT_PER_MM
    }

    /// Draws it in the surface's current fill.
    pub(crate) fn draw(&self, surface: &mut Surface) {
        // Shaped lines exist only where the typeface could be read.
        let Ok(face) = Typeface::of(self.weight) else {
            return;
        };
        surface.draw_glyphs(
            Point::from_xy(self.x_mm * PT_PER_MM, self.y_mm * PT_PER_MM),
            &self.run.glyphs,
            face.pdf.clone(),
            &self.run.text,
            self.size_pt,
            false,
        );
    }
}

/// The first character of a text that no card can bear, if there is one.
#[must_use]
pub fn lacking(text: &str) -> Option<char> {
    if text.chars().all(is_of_our_alphabets) {
        return None;
    }
    let missing = |weight| match Typeface::of(weight).and_then(|face| face.shape(text).map(drop)) {
        Err(FontError::Missing(letter)) => Some(letter),
        Ok(()) | Err(FontError::Broken) => None,
    };
    [Weight::Regular, Weight::Bold].into_iter().find_map(missing)
}

/// Letters of Latin alphabets from Iceland to Turkey, of which the typeface has all: nothing has to be shaped.
fn is_of_our_alphabets(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{C0}'..='\u{17E}')
}

/// Hebrew and Arabic would need reordering; no Polish document bears them, so they are refused.
fn right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_for_printable_without_a_look_can_be_printed() {
        for weight in [Weight::Regular, Weight::Bold] {
            let face = Typeface::of(weight).unwrap();
            for letter in (' '..='\u{17E}').filter(|letter| is_of_our_alphabets(*letter)) {
                assert!(face.shape(&letter.to_string()).is_ok(), "{letter:?} in {weight:?}");
            }
        }
    }

    #[test]
    fn a_letter_that_no_card_can_bear_is_found() {
        assert_eq!(lacking("Łucja Żółć-O’Neill"), None);
        assert_eq!(lacking("Шевченко"), None);
        assert_eq!(lacking("Jan 李"), Some('李'));
        assert_eq!(lacking("محمد"), Some('م'));
    }
}
