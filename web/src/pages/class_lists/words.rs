//! The words for what stands in a class list.

use i18n_embed_fl::fl;
use office::{FieldError, Problem as Sentence};
use school::{
    class_list::{Change, Field, Lack, Note, Problem},
    class_name::ClassNameError,
    name::NameError,
    pesel::PeselError,
    pupil::DocumentError,
};

use crate::{formats, forms::sentence, words::Words};

/// What a column holds.
pub(super) fn field_words(t: Words, field: Field) -> String {
    match field {
        Field::Given => fl!(t, "given-names"),
        Field::SecondGiven => fl!(t, "lists-field-second-given"),
        Field::Surname => fl!(t, "surname"),
        Field::SurnameGiven => fl!(t, "lists-field-surname-given"),
        Field::GivenSurname => fl!(t, "lists-field-given-surname"),
        Field::Class => fl!(t, "pupils-class"),
        Field::Level => fl!(t, "lists-field-level"),
        Field::Symbol => fl!(t, "lists-field-symbol"),
        Field::Pesel => fl!(t, "pupils-pesel"),
        Field::DocumentName => fl!(t, "pupils-document-name"),
        Field::DocumentNumber => fl!(t, "pupils-document-number"),
        Field::Born => fl!(t, "pupils-born"),
        Field::Sex => fl!(t, "lists-field-sex"),
        Field::Guardian1Name => fl!(t, "lists-field-guardian1-name"),
        Field::Guardian1Email => fl!(t, "lists-field-guardian1-email"),
        Field::Guardian1Phone => fl!(t, "lists-field-guardian1-phone"),
        Field::Guardian2Name => fl!(t, "lists-field-guardian2-name"),
        Field::Guardian2Email => fl!(t, "lists-field-guardian2-email"),
        Field::Guardian2Phone => fl!(t, "lists-field-guardian2-phone"),
        Field::Address => fl!(t, "lists-field-address"),
        Field::Ignored => fl!(t, "lists-field-ignored"),
    }
}

/// What is missing before rows can be read.
pub(super) fn lack_sentence(t: Words, lack: Lack) -> String {
    match lack {
        Lack::Name => fl!(t, "lists-lack-name"),
        Lack::Class => fl!(t, "lists-lack-class"),
        Lack::Identity => fl!(t, "lists-lack-identity"),
        Lack::Twice(field) => fl!(t, "lists-lack-twice", field = field_words(t, field)),
    }
}

/// What is wrong with a cell, and what to do: as a form of a pupil says it, where it can.
pub(super) fn problem_sentence(t: Words, problem: Problem) -> String {
    let said = match problem {
        Problem::OneWord => return fl!(t, "lists-one-word"),
        Problem::Class(ClassNameError::Characters) => return fl!(t, "lists-class-characters"),
        Problem::Repeated { row } => return fl!(t, "lists-repeated", row = row),
        Problem::Phone => return fl!(t, "lists-phone"),
        Problem::Missing
        | Problem::Name(NameError::EmptyGiven | NameError::EmptySurname)
        | Problem::Class(ClassNameError::Empty)
        | Problem::Document(DocumentError::Empty) => Sentence::Required,
        Problem::Name(NameError::TooLong)
        | Problem::Class(ClassNameError::TooLong)
        | Problem::Document(DocumentError::TooLong) => Sentence::TooLong,
        Problem::Name(NameError::Characters) | Problem::Document(DocumentError::Characters) => Sentence::NotAName,
        Problem::Pesel(PeselError::Length | PeselError::NotDigits) => Sentence::PeselLength,
        Problem::Pesel(PeselError::Checksum) => Sentence::PeselChecksum,
        Problem::Pesel(PeselError::NoSuchDate) => Sentence::PeselDate,
        Problem::IdentityMissing => Sentence::IdentityMissing,
        Problem::IdentityTwice => Sentence::IdentityTwice,
        Problem::DocumentTaken => Sentence::DocumentTaken,
        Problem::NotADate => Sentence::NotADate,
        Problem::DateOutOfRange => Sentence::DateOutOfRange,
        Problem::BirthMismatch => Sentence::BirthMismatch,
        Problem::Email(_) => Sentence::NotAnEmail,
    };
    sentence(t, &FieldError { field: "", problem: said })
}

/// One difference between the list and the roll.
pub(super) fn change_words(t: Words, change: &Change) -> String {
    let difference = |field: Field, from: String, to: String| {
        fl!(t, "lists-difference", field = field_words(t, field), from = from, to = to)
    };
    match change {
        Change::Given { from, to } => difference(Field::Given, from.clone(), to.clone()),
        Change::Surname { from, to } => difference(Field::Surname, from.clone(), to.clone()),
        Change::Born { from, to } => difference(Field::Born, formats::short_day(*from), formats::short_day(*to)),
        Change::Class { from, to } if from.key() == to.key() => {
            fl!(t, "lists-to-this-year", class = to.as_str().to_owned())
        }
        Change::Class { from, to } => difference(Field::Class, from.as_str().to_owned(), to.as_str().to_owned()),
        Change::PeselArrived => fl!(t, "lists-pesel-arrived"),
        Change::Returned => fl!(t, "lists-returned"),
    }
}

/// What to look at although the row can be taken.
pub(super) fn note_words(t: Words, note: &Note) -> String {
    match *note {
        Note::ZerosRestored => fl!(t, "lists-note-zeros"),
        Note::ClassRewritten { ref from } => fl!(t, "lists-note-class", from = from.clone()),
        Note::NameDivided => fl!(t, "lists-note-divided"),
        Note::Capitals => fl!(t, "lists-note-capitals"),
        Note::Cyrillic => fl!(t, "lists-note-cyrillic"),
        Note::NotOnCards { letter } => fl!(t, "lists-note-letter", letter = letter.to_string()),
        Note::SexDiffers => fl!(t, "lists-note-sex"),
        Note::SameName { row } => fl!(t, "lists-note-same-name", row = row),
    }
}
