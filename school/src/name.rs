//! How a person is called, as the card prints it: in full, nothing shortened (§ 19 ust. 1, `L2.3-1`).

use std::fmt;

/// Given names and a surname (*imię (imiona) i nazwisko*).
///
/// ```
/// let name = school::name::Name::new(" Jan  Maria", "Kowalski")?;
/// assert_eq!((name.full().as_str(), name.short().as_str()), ("Jan Maria Kowalski", "Jan K."));
/// # Ok::<(), school::name::NameError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    given: String,
    surname: String,
}

/// Why a text is not a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// No given name.
    #[error("a given name is missing")]
    EmptyGiven,
    /// No surname.
    #[error("a surname is missing")]
    EmptySurname,
    /// More than [`Name::MAX`] characters.
    #[error("a name has at most 100 characters")]
    TooLong,
    /// A character that occurs in no name, or a part without a single letter.
    #[error("a name consists of letters, spaces, hyphens, apostrophes and dots")]
    Characters,
}

impl Name {
    /// The most characters of the given names, and of the surname.
    pub const MAX: usize = 100;

    /// Makes a name; outer spaces go, inner ones collapse.
    ///
    /// # Errors
    ///
    /// If a part is missing, too long, or holds something other than letters of any script, their
    /// marks, spaces, hyphens, apostrophes and dots.
    pub fn new(given: impl AsRef<str>, surname: impl AsRef<str>) -> Result<Self, NameError> {
        Ok(Self {
            given: part(given.as_ref(), NameError::EmptyGiven)?,
            surname: part(surname.as_ref(), NameError::EmptySurname)?,
        })
    }

    /// All given names.
    #[must_use]
    pub fn given(&self) -> &str {
        &self.given
    }

    /// The surname.
    #[must_use]
    pub fn surname(&self) -> &str {
        &self.surname
    }

    /// Everything, given names first: what the card says.
    #[must_use]
    pub fn full(&self) -> String {
        format!("{} {}", self.given, self.surname)
    }

    /// The first given name and the surname's initial: what a page may show to someone not yet known.
    #[must_use]
    pub fn short(&self) -> String {
        let first = self.given.split(' ').next().unwrap_or_default();
        let mut letters = self.surname.chars().skip_while(|c| !c.is_alphabetic());
        let initial: String = letters.by_ref().take(1).collect();
        let marks: String = letters.take_while(|c| is_mark(*c)).collect();
        format!("{first} {initial}{marks}.")
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.given, self.surname)
    }
}

fn part(text: &str, empty: NameError) -> Result<String, NameError> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(empty);
    }
    if text.chars().count() > Name::MAX {
        return Err(NameError::TooLong);
    }
    let allowed = |c: char| {
        c.is_alphabetic() || is_mark(c) || matches!(c, ' ' | '-' | '‐' | '‑' | '\'' | '’' | 'ʼ' | '‘' | '`' | '.')
    };
    if !text.chars().all(allowed) || !text.chars().any(char::is_alphabetic) {
        return Err(NameError::Characters);
    }
    Ok(text)
}

/// Combining marks that the standard library does not count as alphabetic: diacritics written
/// apart from their letter, viramas and nuktas of Indic scripts, tone marks of Thai and Lao.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5BD}' | '\u{64B}'..='\u{65F}'
        | '\u{93C}' | '\u{94D}' | '\u{9BC}' | '\u{9CD}' | '\u{A3C}' | '\u{A4D}' | '\u{ABC}' | '\u{ACD}' | '\u{B3C}' | '\u{B4D}'
        | '\u{BCD}' | '\u{C4D}' | '\u{CBC}' | '\u{CCD}' | '\u{D4D}' | '\u{DCA}'
        | '\u{E47}'..='\u{E4E}' | '\u{EC8}'..='\u{ECD}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{FE20}'..='\u{FE2F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_scripts_are_names() {
        for (given, surname) in [
            ("Łucja Żaneta", "Brzęczyszczykiewicz-Źdźbło"),
            ("Оксана", "Ґудзь"),
            ("Sinéad", "O’Connor"),
            ("Zoe\u{301}", "D'Angelo"),
            ("Nguyễn", "Thị Minh"),
            ("प्रिया", "शर्मा"),
            ("小明", "王"),
            ("J.", "von der Leyen"),
        ] {
            assert!(Name::new(given, surname).is_ok(), "{given} {surname}");
        }
    }

    #[test]
    fn what_is_no_name_says_why() {
        let long = "a".repeat(101);
        for (given, surname, why) in [
            ("  ", "Nowak", NameError::EmptyGiven),
            ("Jan", "", NameError::EmptySurname),
            (long.as_str(), "Nowak", NameError::TooLong),
            ("Jan", "<b>Nowak</b>", NameError::Characters),
            ("Jan 2", "Nowak", NameError::Characters),
            ("Jan", "\u{202E}kawoN", NameError::Characters),
            ("Jan", "-.", NameError::Characters),
        ] {
            assert_eq!(Name::new(given, surname), Err(why), "{given} {surname}");
        }
    }

    #[test]
    fn the_short_form_keeps_the_initial_with_its_marks() {
        assert_eq!(Name::new("Jan Maria", "S\u{301}liwa").unwrap().short(), "Jan S\u{301}.");
        assert_eq!(Name::new("Ewa", "'t Hooft").unwrap().short(), "Ewa t.");
    }
}
