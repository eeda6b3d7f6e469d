//! What is wrong in which row: a row becomes a draft of a pupil, or a list of fields with what is wrong in each.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{Field, GuardianDraft, Line, guardian::guardians};
use crate::{
    class_name::{ClassName, ClassNameError},
    email::EmailError,
    name::{Name, NameError},
    pesel::{Pesel, PeselError},
    pupil::{DocumentError, Identity, check_birth},
    search::{fold, latin},
};

/// Years after which nobody is a pupil any more.
const OLDEST: i16 = 100;

/// A sound row: what an import would make of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Given names and surname.
    pub name: Name,
    /// The class, in one spelling.
    pub class: ClassName,
    /// PESEL or another document.
    pub identity: Identity,
    /// Date of birth: the list's, or the one in the PESEL.
    pub born: Date,
    /// Whom the list names as guardians, two at most.
    pub guardians: Vec<GuardianDraft>,
}

/// What keeps a row from being taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Nothing is written where something must be.
    Missing,
    /// The name.
    Name(NameError),
    /// One word where surname and given name should be.
    OneWord,
    /// The class.
    Class(ClassNameError),
    /// The PESEL.
    Pesel(PeselError),
    /// The document.
    Document(DocumentError),
    /// Neither PESEL nor document.
    IdentityMissing,
    /// Both PESEL and document (R2023 § 24 knows the one or the other).
    IdentityTwice,
    /// The same PESEL or document stands in this other row, too.
    Repeated {
        /// The other row's number in the file.
        row: u32,
    },
    /// The document is that of a pupil of another name or date of birth.
    DocumentTaken,
    /// Not a date, or one whose order of day and month nobody knows.
    NotADate,
    /// A day to come, or more than a hundred years ago.
    DateOutOfRange,
    /// The PESEL contains another date of birth (blocks, law.md 9.1).
    BirthMismatch,
    /// Not an e-mail address.
    Email(EmailError),
    /// Not a telephone number.
    Phone,
}

/// What a person should look at, although the row can be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The PESEL had lost its leading zeros, as spreadsheets do; they were put back and the check digit agrees.
    ZerosRestored,
    /// The class is written in another way than in the file.
    ClassRewritten {
        /// As in the file.
        from: String,
    },
    /// One cell was divided into surname and given names.
    NameDivided,
    /// A name in capitals only: the card prints it as it is.
    Capitals,
    /// A name in Cyrillic: the card prints it as it is, and documents mostly have it in Latin letters.
    Cyrillic,
    /// No card can bear this letter of the name.
    NotOnCards {
        /// The letter.
        letter: char,
    },
    /// The sex in the list is not that in the PESEL; there are such numbers, so it is a note (law.md 9.1).
    SexDiffers,
    /// Somebody of the same name stands in the same class, in this row.
    SameName {
        /// The other row's number in the file.
        row: u32,
    },
}

/// A row with what was made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Its texts, untouched.
    pub line: Line,
    /// The draft, or every field that cannot be taken.
    pub outcome: Result<Draft, Vec<(Field, Problem)>>,
    /// What to look at, by field.
    pub notes: Vec<(Field, Note)>,
}

/// Checks every row, alone and against the others.
#[must_use]
pub fn check(lines: Vec<Line>, today: Date) -> Vec<Checked> {
    let mut rows: Vec<_> = lines.into_iter().map(|line| one(line, today)).collect();
    refuse_repeated(&mut rows);
    note_same_names(&mut rows);
    rows
}

/// The problems and notes of one row while it is read.
struct Reading<'a> {
    line: &'a Line,
    problems: Vec<(Field, Problem)>,
    notes: Vec<(Field, Note)>,
}

fn one(line: Line, today: Date) -> Checked {
    let mut reading = Reading { line: &line, problems: Vec::new(), notes: Vec::new() };
    let name = reading.name();
    let class = reading.class();
    let identity = reading.identity();
    let born = reading.born(identity.as_ref(), today);
    let guardians = guardians(&line, &mut reading.problems);
    let Reading { problems, notes, .. } = reading;
    let outcome = match (name, class, identity, born) {
        (Some(name), Some(class), Some(identity), Some(born)) if problems.is_empty() => {
            Ok(Draft { name, class, identity, born, guardians })
        }
        _ => Err(problems),
    };
    Checked { line, outcome, notes }
}

impl Reading<'_> {
    fn refuse<T>(&mut self, field: Field, problem: Problem) -> Option<T> {
        self.problems.push((field, problem));
        None
    }

    fn name(&mut self) -> Option<Name> {
        let (given, surname) = match self.whole_name() {
            Some(whole) => whole?,
            None => ((Field::Given, self.given()), (Field::Surname, self.line.text(Field::Surname))),
        };
        // each part is tried beside a sound other one, so that both are judged
        let tried = [(given.0, Name::new(&given.1, "X")), (surname.0, Name::new("X", &surname.1))];
        for (field, tried) in tried {
            if let Err(error) = tried {
                self.problems.push((field, Problem::Name(error)));
            }
        }
        let shouted =
            |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() > 1 && text.to_uppercase() == text;
        if let Some((field, _)) = [&given, &surname].into_iter().find(|(_, text)| shouted(text)) {
            self.notes.push((*field, Note::Capitals));
        }
        if let Some((field, _)) = [&given, &surname].into_iter().find(|(_, text)| latin(text).is_some()) {
            self.notes.push((*field, Note::Cyrillic));
        }
        Name::new(&given.1, &surname.1).ok()
    }

    fn given(&self) -> String {
        let [first, second] = [Field::Given, Field::SecondGiven].map(|field| self.line.text(field));
        let second = if first.contains(' ') { String::new() } else { second };
        format!("{first} {second}").trim().to_owned()
    }

    /// Surname and given names out of one cell; the outer none if they stand apart.
    #[expect(clippy::type_complexity, reason = "two halves of a name with the column each came from")]
    fn whole_name(&mut self) -> Option<Option<((Field, String), (Field, String))>> {
        if self.line.texts.contains_key(&Field::Surname) {
            return None;
        }
        let field = [Field::SurnameGiven, Field::GivenSurname].into_iter().find(|f| self.line.texts.contains_key(f))?;
        let text = self.line.text(field);
        let halves = match field {
            Field::SurnameGiven => text.split_once(',').or_else(|| text.split_once(' ')),
            _ => text.rsplit_once(' ').map(|(given, surname)| (surname, given)),
        };
        let problem = if text.is_empty() { Problem::Missing } else { Problem::OneWord };
        let Some((surname, given)) = halves else { return Some(self.refuse(field, problem)) };
        // two words have one place to be divided; with more, a person should look
        if text.split(' ').count() > 2 {
            self.notes.push((field, Note::NameDivided));
        }
        Some(Some(((field, given.trim().to_owned()), (field, surname.trim().to_owned()))))
    }

    fn class(&mut self) -> Option<ClassName> {
        let whole = self.line.text(Field::Class);
        let parts = [Field::Level, Field::Symbol].map(|field| self.line.text(field)).join(" ");
        let (field, text) =
            if whole.is_empty() && !parts.trim().is_empty() { (Field::Level, parts) } else { (Field::Class, whole) };
        match ClassName::tidy(&text) {
            Ok(class) => {
                if field == Field::Class && class.as_str() != text {
                    self.notes.push((field, Note::ClassRewritten { from: text }));
                }
                Some(class)
            }
            Err(ClassNameError::Empty) => self.refuse(field, Problem::Missing),
            Err(error) => self.refuse(field, Problem::Class(error)),
        }
    }

    fn identity(&mut self) -> Option<Identity> {
        use Field::{DocumentName, DocumentNumber};
        let pesel = self.line.optional(Field::Pesel);
        let document = [DocumentName, DocumentNumber].map(|field| self.line.optional(field));
        match (pesel, document) {
            (Some(pesel), [_, None]) => self.pesel(&pesel).map(Identity::Pesel),
            (Some(_), [_, Some(_)]) => self.refuse(DocumentNumber, Problem::IdentityTwice),
            (None, [None, None]) => self.refuse(Field::Pesel, Problem::IdentityMissing),
            (None, [None, Some(_)]) => self.refuse(DocumentName, Problem::Missing),
            (None, [Some(_), None]) => self.refuse(DocumentNumber, Problem::Missing),
            (None, [Some(name), Some(number)]) => match Identity::document(&name, &number) {
                Ok(identity) => Some(identity),
                Err(error) => self.refuse(DocumentNumber, Problem::Document(error)),
            },
        }
    }

    fn pesel(&mut self, text: &str) -> Option<Pesel> {
        let (pesel, restored) = match text.parse() {
            Err(PeselError::Length) => {
                with_zeros(text).map_or((Err(PeselError::Length), false), |found| (Ok(found), true))
            }
            read => (read, false),
        };
        let pesel: Pesel = match pesel {
            Ok(pesel) => pesel,
            Err(error) => return self.refuse(Field::Pesel, Problem::Pesel(error)),
        };
        if restored {
            self.notes.push((Field::Pesel, Note::ZerosRestored));
        }
        if let Some(sex) = sex(&self.line.text(Field::Sex))
            && sex != sex_of(&pesel)
        {
            self.notes.push((Field::Sex, Note::SexDiffers));
        }
        Some(pesel)
    }

    fn born(&mut self, identity: Option<&Identity>, today: Date) -> Option<Date> {
        let Some(text) = self.line.optional(Field::Born) else {
            return match identity {
                Some(Identity::Pesel(pesel)) => self.in_range(Field::Pesel, pesel.birth_date(), today),
                // a PESEL that cannot be read says what is wrong already
                None => None,
                Some(Identity::Document { .. }) => self.refuse(Field::Born, Problem::Missing),
            };
        };
        let Some(born) = day(&text) else { return self.refuse(Field::Born, Problem::NotADate) };
        if identity.is_some_and(|identity| check_birth(identity, born).is_err()) {
            return self.refuse(Field::Born, Problem::BirthMismatch);
        }
        self.in_range(Field::Born, born, today)
    }

    fn in_range(&mut self, field: Field, born: Date, today: Date) -> Option<Date> {
        let possible = born <= today && born.year() >= today.year() - OLDEST;
        if possible { Some(born) } else { self.refuse(field, Problem::DateOutOfRange) }
    }
}

/// A number that lost its leading zeros: of those born from 2000 on one or two.
fn with_zeros(text: &str) -> Option<Pesel> {
    let plain = (9..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { format!("{text:0>11}").parse().ok() } else { None }
}

/// "M", "chłopiec"; "K", "dz.": true for a man.
fn sex(text: &str) -> Option<bool> {
    match fold(text).trim_end_matches('.') {
        "m" | "mezczyzna" | "chlopiec" | "ch" | "chl" | "male" => Some(true),
        "k" | "kobieta" | "dziewczynka" | "dziewczyna" | "dz" | "f" | "female" => Some(false),
        _ => None,
    }
}

/// The tenth digit: odd for a man (law.md 9.1).
fn sex_of(pesel: &Pesel) -> bool {
    pesel.expose().as_bytes()[9] % 2 == 1
}

/// "2015-09-30", with a time or without, "30.09.2015", "30-09-2015", "30/09/2015", "2015.09.30", with "r." or without.
fn day(text: &str) -> Option<Date> {
    let text = text.split(['T', ' ']).next()?.trim_end_matches(['r', '.']);
    let parts: Vec<_> = text.split(['-', '.', '/']).collect();
    let [first, month, last] = parts[..] else { return None };
    // a year of two digits could be of any century, and of any place in the date
    let (year, day) = match (first.len(), last.len()) {
        (4, 1..=2) => (first, last),
        (1..=2, 4) => (last, first),
        _ => return None,
    };
    let plain = [year, month, day].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !plain || month.len() > 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The same person twice would be two cards: neither row is taken until one is mended.
fn refuse_repeated(rows: &mut [Checked]) {
    let mut seen: HashMap<Identity, Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Ok(draft) = &row.outcome {
            seen.entry(draft.identity.plain()).or_default().push(at);
        }
    }
    for group in seen.into_values().filter(|group| group.len() > 1) {
        let numbers: Vec<_> = group.iter().map(|at| rows[*at].line.row).collect();
        for (place, at) in group.iter().enumerate() {
            let other = numbers[usize::from(place == 0)];
            let field = match &rows[*at].outcome {
                Ok(Draft { identity: Identity::Document { .. }, .. }) => Field::DocumentNumber,
                _ => Field::Pesel,
            };
            rows[*at].outcome = Err(vec![(field, Problem::Repeated { row: other })]);
        }
    }
}

fn note_same_names(rows: &mut [Checked]) {
    let mut seen: HashMap<(String, String), Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Ok(draft) = &row.outcome {
            seen.entry((fold(&draft.name.full()), draft.class.key())).or_default().push(at);
        }
    }
    for group in seen.into_values().filter(|group| group.len() > 1) {
        let numbers: Vec<_> = group.iter().map(|at| rows[*at].line.row).collect();
        for (place, at) in group.iter().enumerate() {
            let field = [Field::Surname, Field::SurnameGiven, Field::GivenSurname]
                .into_iter()
                .find(|field| rows[*at].line.texts.contains_key(field))
                .unwrap_or(Field::Surname);
            rows[*at].notes.push((field, Note::SameName { row: numbers[usize::from(place == 0)] }));
        }
    }
}
