//! Which column holds what: guessed, shown, corrected, remembered.

use super::{Field, Line};
use crate::{class_name::ClassName, search::words};

/// How many rows from the top may stand before the headings: a title, the school, the date.
const TOP: usize = 20;

/// What each column of a file holds, from the left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The heading as written, and what the column holds. A field stands at most once, the left-out ones excepted.
    pub columns: Vec<(String, Field)>,
    /// The class of all rows, for a list of one class without such a column.
    pub class: Option<ClassName>,
}

/// A mapping that is remembered under a name. Columns are found again by heading, so that one more or fewer does no
/// harm; each is a pair of two texts ([`Field::code`]) wherever it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// What the school calls it.
    pub name: String,
    /// Heading and meaning.
    pub columns: Vec<(String, Field)>,
    /// Which sheet of a workbook it was, by name, if a person had to choose.
    pub sheet: Option<String>,
}

/// What a mapping lacks before rows can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lack {
    /// No column of surnames and given names, together or apart.
    Name,
    /// Neither a column of classes nor one class for all.
    Class,
    /// Neither PESEL nor document.
    Identity,
    /// One meaning was given to two columns.
    Twice(Field),
}

/// The row with the headings: the one among the first that has most headings we know, and at least two.
pub fn heading_row<'a>(rows: impl IntoIterator<Item = &'a [String]>) -> Option<usize> {
    let known = |row: &[String]| row.iter().filter(|cell| Field::of_heading(cell).is_some_and(Field::is_read)).count();
    let counts: Vec<_> = rows.into_iter().take(TOP).map(known).collect();
    let most = counts.iter().copied().max().filter(|most| *most >= 2)?;
    counts.iter().position(|count| *count == most)
}

impl Mapping {
    /// What the headings say. Of two columns with one meaning the first is taken.
    #[must_use]
    pub fn guess(headings: &[String]) -> Self {
        let mut mapping = Self { columns: Vec::with_capacity(headings.len()), class: None };
        for heading in headings {
            mapping.push(heading, Field::of_heading(heading).unwrap_or(Field::Ignored));
        }
        mapping
    }

    /// What a remembered profile says, and for headings that it does not know what they say themselves.
    #[must_use]
    pub fn remembered(profile: &Profile, headings: &[String]) -> Self {
        let mut mapping = Self { columns: Vec::with_capacity(headings.len()), class: None };
        let mut left: Vec<_> = profile.columns.iter().collect();
        let own = |heading: &str| profile.columns.iter().any(|(known, _)| words(known) == words(heading));
        let reserved = |field| profile.columns.iter().any(|(_, known)| *known == field);
        for heading in headings {
            let at = left.iter().position(|(known, _)| words(known) == words(heading));
            let field = match at {
                Some(at) => left.remove(at).1,
                None if own(heading) => Field::Ignored,
                // what the profile gives to another column is not guessed for this one
                None => Field::of_heading(heading).filter(|field| !reserved(*field)).unwrap_or(Field::Ignored),
            };
            mapping.push(heading, field);
        }
        mapping
    }

    fn push(&mut self, heading: &str, field: Field) {
        let taken = field.is_read() && self.columns.iter().any(|(_, other)| *other == field);
        self.columns.push((heading.to_owned(), if taken { Field::Ignored } else { field }));
    }

    /// The mapping as it is remembered.
    #[must_use]
    pub fn profile(&self, name: &str) -> Profile {
        Profile { name: name.to_owned(), columns: self.columns.clone(), sheet: None }
    }

    /// What is missing before rows can be read; nothing if they can.
    #[must_use]
    pub fn lacks(&self) -> Vec<Lack> {
        use Field as F;
        let has = |field| self.columns.iter().any(|(_, other)| *other == field);
        let whole_name = has(F::SurnameGiven) || has(F::GivenSurname) || (has(F::Surname) && has(F::Given));
        let class = self.class.is_some() || has(F::Class) || (has(F::Level) && has(F::Symbol));
        let identity = has(F::Pesel) || (has(F::DocumentName) && has(F::DocumentNumber));
        let twice =
            |field: &&F| field.is_read() && self.columns.iter().filter(|(_, other)| other == *field).count() > 1;
        let missing = [(whole_name, Lack::Name), (class, Lack::Class), (identity, Lack::Identity)];
        let missing = missing.into_iter().filter(|(there, _)| !there).map(|(_, lack)| lack);
        missing.chain(F::ALL.iter().filter(twice).map(|field| Lack::Twice(*field))).collect()
    }

    /// Headings of columns that hold an address, to say that it was not read (data minimisation, RODO art. 5).
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter(|(_, field)| *field == Field::Address).map(|(heading, _)| heading.as_str())
    }

    /// A row's texts by field. Columns that are left out leave nothing behind.
    #[must_use]
    pub fn line(&self, row: u32, cells: &[String]) -> Line {
        let read = self.columns.iter().zip(cells).filter(|((_, field), _)| field.is_read());
        let mut texts: std::collections::BTreeMap<_, _> =
            read.map(|((_, field), cell)| (*field, cell.clone())).collect();
        if let Some(class) = &self.class {
            texts.insert(Field::Class, class.as_str().to_owned());
        }
        Line { row, texts }
    }
}
