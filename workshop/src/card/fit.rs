//! Fits a text into its field: never abbreviated, made smaller, broken into lines, else refused.

use super::layout::{Align, Field, FieldName, Valign};
use crate::font::lines::Pieces;
use crate::font::{FontError, Line, PT_PER_MM, Run, Typeface};

/// Steps in which the size falls, in points.
const STEP_PT: f32 = 0.25;

/// Least clear space between the ink of two lines, in em.
const CLEAR_EM: f32 = 0.04;

/// Why a text cannot stand in its field; the secretary is asked.
///
/// Neither message nor `Debug` bears personal data, the variant does.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub enum FitError {
    /// Too long even at the smallest size (§ 19 ust. 1 forbids to abbreviate).
    #[error("the text is too long for the field {field}")]
    TooLong {
        /// The field.
        field: FieldName,
        /// The whole text.
        text: String,
    },
    /// The font has no picture for this character.
    #[error("a character of the field {field} has no glyph: U+{:04X}", *.glyph as u32)]
    Glyph {
        /// The field.
        field: FieldName,
        /// The character.
        glyph: char,
    },
    /// The embedded font cannot be read.
    #[error("the embedded font cannot be read")]
    Font,
}

impl std::fmt::Debug for FitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

/// Sets `paragraphs` in the field, each beginning a line, at the largest size that holds them.
///
/// # Errors
/// [`FitError`] if no permitted size holds them or a glyph is missing.
pub(crate) fn fit(field: &Field, paragraphs: &[&str]) -> Result<Vec<Line>, FitError> {
    let told = |error| match error {
        FontError::Missing(glyph) => FitError::Glyph { field: field.name, glyph },
        FontError::Broken => FitError::Font,
    };
    let face = Typeface::of(field.weight).map_err(told)?;
    let cut = |hyphens| {
        paragraphs.iter().map(|text| Pieces::cut(face, text, hyphens)).collect::<Result<Vec<_>, _>>().map_err(told)
    };
    let whole = cut(false)?;
    // At any size a break at a space is better than one after a hyphen; few texts need the second.
    let mut hyphened = None;
    let mut size = field.size_pt;
    while size >= field.min_pt {
        if let Some(runs) = wrapped(field, &whole, size).map_err(told)? {
            return Ok(placed(field, face, runs, size));
        }
        let parts = match hyphened.take() {
            Some(parts) => parts,
            None => cut(true)?,
        };
        if let Some(runs) = wrapped(field, &parts, size).map_err(told)? {
            return Ok(placed(field, face, runs, size));
        }
        hyphened = Some(parts);
        size -= STEP_PT;
    }
    Err(FitError::TooLong { field: field.name, text: paragraphs.join("\n") })
}

/// The lines at this size, if they fit the box in width, number and height.
fn wrapped(field: &Field, paragraphs: &[Pieces], size: f32) -> Result<Option<Vec<Run>>, FontError> {
    let width = field.w_mm * PT_PER_MM / size;
    let mut runs = Vec::new();
    for pieces in paragraphs {
        match pieces.even(width)? {
            Some(lines) => runs.extend(lines),
            None => return Ok(None),
        }
    }
    let fits = runs.len() <= field.lines
        && runs.iter().all(|run| run.width <= width)
        && ink_height(field, &runs) * size <= field.h_mm * PT_PER_MM;
    Ok(fits.then_some(runs))
}

/// Distance of the baselines in em: no diacritic touches the line above or below.
fn pitch(field: &Field, runs: &[Run]) -> f32 {
    runs.windows(2).map(|pair| pair[0].bottom + pair[1].top + CLEAR_EM).fold(field.pitch_em, f32::max)
}

/// Height of the ink in em.
fn ink_height(field: &Field, runs: &[Run]) -> f32 {
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
        return 0.0;
    };
    first.top + between(field, runs) + last.bottom
}

/// First to last baseline in em.
fn between(field: &Field, runs: &[Run]) -> f32 {
    // A card has at most a handful of lines.
    let gaps = u8::try_from(runs.len().saturating_sub(1)).unwrap_or(u8::MAX);
    pitch(field, runs) * f32::from(gaps)
}

fn placed(field: &Field, face: &Typeface, runs: Vec<Run>, size: f32) -> Vec<Line> {
    let em = size / PT_PER_MM;
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
        return Vec::new();
    };
    let span = between(field, &runs) * em;
    let wanted = match field.valign {
        // Room for an accented capital, so that a line stands alike on every card.
        Valign::Top => field.y_mm + 0.93 * em,
        Valign::Middle => field.y_mm + (field.h_mm - span - face.capital() * em) / 2.0 + face.capital() * em,
    };
    let lowest = field.y_mm + field.h_mm - span - last.bottom * em;
    let highest = field.y_mm + first.top * em;
    let mut y_mm = wanted.min(lowest).max(highest);
    let step = pitch(field, &runs) * em;
    runs.into_iter()
        .map(|run| {
            let free = field.w_mm - run.width * em;
            let x_mm = match field.align {
                Align::Left => field.x_mm,
                Align::Centre => field.x_mm + free / 2.0,
            };
            let line = Line { weight: field.weight, x_mm, y_mm, size_pt: size, run };
            y_mm += step;
            line
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::layout::Layout;

    /// Everything that can stick out: accents above, ogoneks and tails below.
    const WORDS: [&str; 4] = ["Śćżźęąy-Gjąc", "ŹĘĄĄŁŻ", "Ґудзь-Їжак", "yjgp"];

    #[test]
    fn the_ink_of_every_text_stays_in_its_box_and_lines_do_not_touch() {
        let layout = Layout::of("MEiN-I/1").unwrap();
        let mut tried = 0;
        for field in &layout.fields {
            for words in 1..30 {
                let text: Vec<_> = WORDS.iter().cycle().take(words).copied().collect();
                let Ok(lines) = fit(field, &[&text.join(" ")]) else {
                    assert!(words > 1, "{} holds one word", field.name);
                    break;
                };
                tried += lines.len();
                check(field, &lines);
            }
        }
        assert!(tried > 60, "{tried}");
    }

    fn check(field: &Field, lines: &[Line]) {
        let mut above = field.y_mm;
        for line in lines {
            let em = line.size_pt / PT_PER_MM;
            let top = line.y_mm - line.run.top * em;
            assert!(top >= above - 0.001, "{}: {}", field.name, line.run.text);
            above = line.y_mm + line.run.bottom * em;
            assert!(above <= field.y_mm + field.h_mm + 0.001, "{}", field.name);
            let right = line.x_mm + line.width_mm();
            assert!(line.x_mm >= field.x_mm && right <= field.x_mm + field.w_mm + 0.001);
        }
    }
}
