//! Breaks a text into lines at spaces and, if allowed, after the hyphens of compound names.

use super::{FontError, Run, Typeface};

/// Short words that a Polish line does not end with ("ul. Klonowa", "nr 12", "w Lipnikach").
const CLINGING: [&str; 8] = ["nr", "im.", "ul.", "al.", "pl.", "os.", "św.", "ks."];

/// A text cut into pieces that must not be broken, each measured once.
pub(crate) struct Pieces<'a> {
    face: &'a Typeface,
    pieces: Vec<Piece>,
    space: f32,
}

struct Piece {
    text: String,
    /// em
    width: f32,
    /// A space stands before it; else it follows a hyphen.
    spaced: bool,
}

impl<'a> Pieces<'a> {
    /// Cuts and measures `text`; white space is collapsed.
    ///
    /// # Errors
    /// [`FontError::Missing`] for a character that the font lacks.
    pub(crate) fn cut(face: &'a Typeface, text: &str, hyphens: bool) -> Result<Self, FontError> {
        let mut pieces = Vec::new();
        for word in glued(text) {
            let parts = if hyphens { at_hyphens(&word) } else { vec![word.as_str()] };
            for (i, part) in parts.into_iter().enumerate() {
                pieces.push(Piece { width: face.shape(part)?.width, text: part.to_owned(), spaced: i == 0 });
            }
        }
        let space = face.shape(" ")?.width;
        Ok(Self { face, pieces, space })
    }

    /// The fewest lines no wider than `width` em, as even as possible; `None` if a piece is wider.
    ///
    /// # Errors
    /// [`FontError::Missing`] for a character that the font lacks.
    pub(crate) fn even(&self, width: f32) -> Result<Option<Vec<Run>>, FontError> {
        let Some(mut best) = self.greedy(width) else {
            return Ok(None);
        };
        let (mut low, mut high) = (0.0, width);
        // Ten halvings bring the width within a thousandth; a single line is as even as can be.
        let halvings = if best.len() > 1 { 10 } else { 0 };
        for _ in 0..halvings {
            let middle = (low + high) / 2.0;
            match self.greedy(middle) {
                Some(lines) if lines.len() == best.len() => (best, high) = (lines, middle),
                _ => low = middle,
            }
        }
        self.shape(&best).map(Some)
    }

    /// Lines filled from the top; a piece wider than `width` em is cut between characters.
    ///
    /// # Errors
    /// [`FontError::Missing`] for a character that the font lacks.
    pub(crate) fn filled(mut self, width: f32) -> Result<Vec<Run>, FontError> {
        while let Some(i) = self.pieces.iter().position(|piece| piece.width > width) {
            let split = self.split(i, width)?;
            if split.len() < 2 {
                break;
            }
            self.pieces.splice(i..=i, split);
        }
        let mut lines = self.greedy(width).unwrap_or_else(|| self.each());
        // A reader that joins the lines needs the space at which they were broken.
        let last = lines.len().saturating_sub(1);
        for line in lines.iter_mut().take(last).filter(|line| !line.ends_with('-')) {
            line.push(' ');
        }
        self.shape(&lines)
    }

    fn split(&self, i: usize, width: f32) -> Result<Vec<Piece>, FontError> {
        let piece = &self.pieces[i];
        let mut parts = Vec::<Piece>::new();
        for c in piece.text.chars() {
            let one = self.face.shape(&c.to_string())?.width;
            match parts.last_mut() {
                Some(last) if last.width + one <= width => {
                    last.text.push(c);
                    last.width += one;
                }
                _ => parts.push(Piece { text: c.to_string(), width: one, spaced: parts.is_empty() && piece.spaced }),
            }
        }
        Ok(parts)
    }

    fn each(&self) -> Vec<String> {
        self.pieces.iter().map(|piece| piece.text.clone()).collect()
    }

    fn greedy(&self, width: f32) -> Option<Vec<String>> {
        let mut lines = Vec::<String>::new();
        let mut used = f32::INFINITY;
        for piece in &self.pieces {
            let gap = if piece.spaced { self.space } else { 0.0 };
            match lines.last_mut() {
                Some(line) if used + gap + piece.width <= width => {
                    if piece.spaced {
                        line.push(' ');
                    }
                    line.push_str(&piece.text);
                    used += gap + piece.width;
                }
                _ if piece.width <= width => {
                    lines.push(piece.text.clone());
                    used = piece.width;
                }
                _ => return None,
            }
        }
        Some(lines)
    }

    fn shape(&self, lines: &[String]) -> Result<Vec<Run>, FontError> {
        lines.iter().map(|line| self.face.shape(line)).collect()
    }
}

/// Words, with the clinging ones joined to what follows.
fn glued(text: &str) -> Vec<String> {
    let mut words = Vec::<String>::new();
    let mut clings = false;
    for word in text.split_whitespace() {
        match words.last_mut() {
            Some(last) if clings => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
        clings = CLINGING.contains(&word.to_lowercase().as_str())
            || (word.chars().count() == 1 && word.chars().all(char::is_alphabetic));
    }
    words
}

/// Parts ending in a hyphen that stands between two letters (not "05-118").
fn at_hyphens(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (i, _) in word.match_indices('-') {
        let before = word[..i].chars().next_back();
        let after = word[i + 1..].chars().next();
        if before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic) {
            parts.push(&word[from..=i]);
            from = i + 1;
        }
    }
    parts.push(&word[from..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Weight;

    fn even(text: &str, width: f32, hyphens: bool) -> Option<Vec<String>> {
        let face = Typeface::of(Weight::Regular).unwrap();
        let runs = Pieces::cut(face, text, hyphens).unwrap().even(width).unwrap()?;
        Some(runs.into_iter().map(|run| run.text).collect())
    }

    #[test]
    fn breaks_evenly_and_keeps_short_words_with_the_next() {
        let lines = even("Szkoła Podstawowa nr 118 im. Wandy Rutkiewicz w Lipnikach", 26.0, false);
        assert_eq!(lines.unwrap(), ["Szkoła Podstawowa nr 118", "im. Wandy Rutkiewicz w Lipnikach"]);
    }

    #[test]
    fn breaks_at_hyphens_between_letters_only_when_allowed() {
        assert_eq!(even("Nowak-Kowalska", 6.0, false), None);
        assert_eq!(even("Nowak-Kowalska", 6.0, true).unwrap(), ["Nowak-", "Kowalska"]);
        assert_eq!(even("05-118", 2.0, true), None);
    }

    #[test]
    fn a_word_wider_than_its_cell_is_cut_and_nothing_is_lost() {
        let face = Typeface::of(Weight::Regular).unwrap();
        let runs = Pieces::cut(face, "ab WWWWWWWWWWWW", true).unwrap().filled(4.0).unwrap();
        assert!(runs.iter().all(|run| run.text.trim().len() <= 4 && run.width <= 4.3));
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(text.matches('W').count(), 12);
    }
}
