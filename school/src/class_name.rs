//! What a class is called, and what the number in its name says.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::search::fold;

/// The name of a class (*oznaczenie oddziału*): "1A", "3 TI", "0".
///
/// ```
/// use school::class_name::ClassName;
/// assert_eq!(ClassName::tidy("kl. VI b")?.as_str(), "6B");
/// assert_eq!(ClassName::new(" 1 a ")?.as_str(), "1 a");
/// # Ok::<(), school::class_name::ClassNameError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassName(String);

/// Why a text is not the name of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClassNameError {
    /// Nothing was written.
    #[error("the class has no name")]
    Empty,
    /// More than [`ClassName::MAX`] characters.
    #[error("the name of a class has at most 12 characters")]
    TooLong,
    /// Something other than letters, digits, spaces and hyphens.
    #[error("the name of a class consists of letters, digits, spaces and hyphens")]
    Characters,
}

/// Numerals that schools number classes with.
const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/// Words before the name of a class, longest first.
const PREFIXES: [&str; 5] = ["oddział", "klasa", "odd.", "kl.", "kl"];

impl ClassName {
    /// The most characters of a name.
    pub const MAX: usize = 12;

    /// Takes a name as it is written; outer spaces go, inner ones collapse.
    ///
    /// # Errors
    ///
    /// If it is empty, too long, or holds something other than letters, digits, spaces and hyphens.
    pub fn new(text: &str) -> Result<Self, ClassNameError> {
        let name = collapsed(text);
        match name.chars().count() {
            0 => Err(ClassNameError::Empty),
            length if length > Self::MAX => Err(ClassNameError::TooLong),
            _ if name.chars().any(|c| !c.is_alphanumeric() && c != ' ' && c != '-') => Err(ClassNameError::Characters),
            _ => Ok(Self(name)),
        }
    }

    /// Takes a name from a list in one spelling: "1 a", "1a", "Ia", "kl. 1-A" are all "1A". What is more than a
    /// number with up to three letters stays as it is written. Who calls this shows the difference.
    ///
    /// # Errors
    ///
    /// Those of [`ClassName::new`].
    pub fn tidy(text: &str) -> Result<Self, ClassNameError> {
        let name = collapsed(text);
        let bare = without_prefix(&name);
        Self::new(&usual(bare).unwrap_or_else(|| bare.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What names of one class have in common, however they are spelled: compare by this.
    #[must_use]
    pub fn key(&self) -> String {
        fold(&self.0).chars().filter(|c| c.is_alphanumeric()).collect()
    }

    /// The year of learning the name begins with: 1 for "1A", none for "Zerówka".
    #[must_use]
    pub fn level(&self) -> Option<u8> {
        self.0[..self.digits()].parse().ok()
    }

    /// The same class in another year of learning: "2A" for "1A". None for a name that begins with no number.
    #[must_use]
    pub fn at_level(&self, level: u8) -> Option<Self> {
        self.level()?;
        Self::new(&format!("{level}{}", &self.0[self.digits()..])).ok()
    }

    fn digits(&self) -> usize {
        self.0.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.0.len())
    }
}

impl fmt::Display for ClassName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn collapsed(text: &str) -> String {
    text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_prefix(name: &str) -> &str {
    let prefix = PREFIXES.iter().find_map(|prefix| {
        let rest = name.get(prefix.len()..)?;
        let ends = prefix.ends_with('.') || rest.starts_with(' ');
        (ends && name[..prefix.len()].to_lowercase() == **prefix).then_some(rest)
    });
    prefix.unwrap_or(name).trim_start()
}

/// The usual spelling, or none if the name is not a number with up to three letters.
fn usual(name: &str) -> Option<String> {
    let (level, rest) = arabic(name).or_else(|| roman(name))?;
    let letters = rest.trim_start_matches([' ', '-', '.', '/']);
    let count = letters.chars().count();
    if count > 3 || !letters.chars().all(char::is_alphabetic) {
        return None;
    }
    // "b" is the class B; "Tż" is how the school writes it
    let letters = if count == 1 { letters.to_uppercase() } else { letters.to_owned() };
    Some(format!("{level}{letters}"))
}

fn arabic(name: &str) -> Option<(u8, &str)> {
    let end = name.find(|c: char| !c.is_ascii_digit()).unwrap_or(name.len());
    let level = name[..end].parse().ok()?;
    (end <= 2).then_some((level, &name[end..]))
}

/// A Roman numeral that ends where the name does, or before a small letter or a separator: nobody knows whether
/// "VIC" is class C of the sixth year or a name of its own.
fn roman(name: &str) -> Option<(u8, &str)> {
    let end = name.find(|c: char| !matches!(c, 'I' | 'V' | 'X')).unwrap_or(name.len());
    let level = ROMAN.iter().position(|numeral| *numeral == &name[..end])? + 1;
    let rest = &name[end..];
    let apart = rest.is_empty() || rest.starts_with(|c: char| c.is_lowercase() || matches!(c, ' ' | '-' | '.' | '/'));
    apart.then_some((u8::try_from(level).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_class_are_one() {
        for (written, name) in [
            ("1a", "1A"),
            (" 1 A ", "1A"),
            ("1-a", "1A"),
            ("1/a", "1A"),
            ("Ia", "1A"),
            ("I A", "1A"),
            ("klasa 1a", "1A"),
            ("Kl. VIII b", "8B"),
            ("KL 2c", "2C"),
            ("VI", "6"),
            ("0", "0"),
            ("3 TI", "3TI"),
            ("3Tż", "3Tż"),
            ("VIC", "VIC"),
            ("2 A LO", "2 A LO"),
            ("Zerówka", "Zerówka"),
            ("klasyczna", "klasyczna"),
            ("123 a", "123 a"),
        ] {
            assert_eq!(ClassName::tidy(written).unwrap().as_str(), name, "{written}");
        }
    }

    #[test]
    fn what_is_no_class_says_why() {
        for (text, why) in [
            (" ", ClassNameError::Empty),
            ("kl. ", ClassNameError::Empty),
            ("bardzo długa nazwa", ClassNameError::TooLong),
            ("1A;2B", ClassNameError::Characters),
            ("=1+1", ClassNameError::Characters),
        ] {
            assert_eq!(ClassName::tidy(text), Err(why), "{text}");
        }
    }

    #[test]
    fn the_level_is_the_number_in_front() {
        let name = |text| ClassName::new(text).unwrap();
        assert_eq!(name("1A").at_level(2), Some(name("2A")));
        assert_eq!(name("4 TI").at_level(5), Some(name("5 TI")));
        assert_eq!(name("9").at_level(10), Some(name("10")));
        assert_eq!(name("Zerówka").level(), None);
        assert_eq!(name("Zerówka").at_level(1), None);
    }

    proptest! {
        #[test]
        fn a_tidy_name_stays(text in "(kl\\. ?|klasa )?([0-9]{1,2}|[IVX]{1,4})?[ ./-]?[a-żA-Ż]{0,4}") {
            if let Ok(name) = ClassName::tidy(&text) {
                prop_assert_eq!(ClassName::tidy(name.as_str()), Ok(name.clone()));
                prop_assert_eq!(ClassName::new(name.as_str()), Ok(name));
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,14}") {
            let _ = ClassName::tidy(&text);
        }
    }
}
